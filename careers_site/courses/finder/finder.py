"""From a search to its results: what fits, in order, with counts, words and ways out."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from careers_site.courses.catalogue.catalogue import course_columns, course_index
from careers_site.courses.catalogue.row_cache import courses_by_id
from careers_site.courses.finder.filter_counts import Positions
from careers_site.courses.finder.filters import VALUE_FILTERS
from careers_site.courses.finder.matching import Matching
from careers_site.courses.finder.query import CourseSearch
from careers_site.courses.finder.results import (
    PER_PAGE,
    Chip,
    CourseHit,
    Elsewhere,
    PlaceProblem,
    Results,
    WayOut,
    sentence,
)
from careers_site.courses.finder.value_filter import WITHIN
from careers_site.courses.terms import NOT_KNOWN
from careers_site.places import Place, whereabouts
from careers_site.places.nations import NATIONS, nation_id

FIRST_FEW = 3
# Of the courses for a step, the nearest so many are weighed against each other.
MOST_WEIGHED = 40


def find(search: CourseSearch, per_page: int = PER_PAGE) -> Results:
    """Answer a search with its page of courses and everything that the page shows about them."""
    place, problem = _place(search)
    matching = Matching(search, course_columns(), place)
    upto = search.page * per_page
    shown = matching.ordered(matching.fitting, upto)[upto - per_page :]
    total = len(matching.fitting)
    return Results(
        search=search,
        total=total,
        per_page=per_page,
        hits=hits_at(matching, shown),
        sentence=sentence(total, list(matching.phrases())),
        facets=tuple(matching.facets()),
        chips=tuple(_chips(search, is_placed=problem is None)),
        did_you_mean=None if total else _did_you_mean(search),
        ways_out=() if total else tuple(_ways_out(matching)),
        anywhere=_elsewhere(matching, "anywhere"),
        place_not_known=_elsewhere(matching, NOT_KNOWN),
        not_known=tuple(_not_known(matching)),
        place_problem=problem,
        place=place,
        matching=matching,
    )


def find_or_widen(search: CourseSearch) -> tuple[Results, int]:
    """The answer to a search; where nothing is near, that of the shortest distance which brings
    something, and the miles that were asked for (else 0)."""
    results = find(search)
    further = None if results.total else _further(results.matching)
    if further is None or search.page > 1:
        return results, 0
    return find(further.search), search.within


def for_step(
    step_id: str, near: str | None, nation: str | None, limit: int = FIRST_FEW
) -> list[CourseHit]:
    """Courses for a step of a plan, the nearest first, then those taken from anywhere.

    In the nation only, or taken from anywhere; where a place is known, none that is too far to
    travel to. What has no web address comes last. `near` and `nation` (as in addresses:
    northern-ireland) may be missing or not understood; then they choose nothing.
    """
    columns = course_columns()
    if step_id not in columns.steps:
        return []
    nation = nation_id(nation or "")
    known_nation = nation in VALUE_FILTERS["nation"].allowed() and nation != NOT_KNOWN
    search = CourseSearch(
        near=near or "", step=(step_id,), nation=(nation,) if known_nation else ()
    )
    matching = Matching(search, columns, _place(search)[0])
    found = np.flatnonzero(matching.all_but("near"))
    hits = hits_at(matching, matching.ordered(found, MOST_WEIGHED))
    return sorted((hit for hit in hits if not hit.is_far), key=lambda hit: hit.is_only_listed)[
        :limit
    ]


def newest(search: CourseSearch, limit: int) -> tuple[Matching, list[CourseHit]]:
    """What fits, that which changed last first."""
    matching = Matching(search, course_columns(), _place(search)[0])
    found = matching.fitting
    columns = matching.columns
    order = np.lexsort([-columns.ids[found], -columns.version[found]])[:limit]
    return matching, list(hits_at(matching, found[order]))


def hits_at(matching: Matching, positions: Positions) -> tuple[CourseHit, ...]:
    """The courses at these positions, in this order. One that has just gone is left out."""
    ids = matching.columns.ids[positions].tolist()
    rows = courses_by_id(ids, matching.columns)
    far = matching.miles(positions)
    return tuple(
        CourseHit(rows[number], distance)
        for number, distance in zip(ids, far, strict=True)
        if number in rows
    )


def _place(search: CourseSearch) -> tuple[Place | None, PlaceProblem | None]:
    nation = NATIONS.get(search.nation[0], "") if len(search.nation) == 1 else ""
    where = whereabouts(search.near, nation)
    if not where.problem:
        return where.place, None
    short = "Choose one below" if where.is_ambiguous else "We do not know this place"
    searches = tuple((name, search.but(near=name)) for name in where.suggestions)
    return None, PlaceProblem(short, where.problem, searches)


def _chips(search: CourseSearch, *, is_placed: bool) -> Iterator[Chip]:
    if search.q:
        yield Chip(f"“{search.q}”", search.without("q"))
    if search.near:
        distance = f"Within {search.within} miles of" if is_placed else "Not used: near"
        yield Chip(f"{distance} {search.near}", search.without("near"))
    for chosen in search.filters():
        for label, value in chosen.chips():
            yield Chip(label, search.without(chosen.key, value))


def _did_you_mean(search: CourseSearch) -> CourseSearch | None:
    words = course_index().suggest(search.q) if search.q else None
    return search.but(q=words) if words else None


def _ways_out(matching: Matching) -> Iterator[WayOut]:
    """Which single filter to take away brings results, and how many; or a longer way."""
    search = matching.search
    names = {chosen.key: f"Remove “{chosen.name()}”" for chosen in matching.filters}
    names["q"] = f"Remove the words “{search.q}”"
    names["near"] = f"Look everywhere, not only near {search.near}"
    for key in matching.masks:
        count = int(np.count_nonzero(matching.all_but(key)))
        if count:
            yield WayOut(names[key], count, search.without(key))
    further = _further(matching)
    if further:
        yield further


def _further(matching: Matching) -> WayOut | None:
    """The same search within the shortest distance that brings something."""
    if matching.near is None:
        return None
    far = matching.distances[matching.all_but("near")]
    for within in WITHIN:
        count = int(np.count_nonzero(far <= within))
        if count:
            return WayOut(f"Look within {within} miles", count, matching.search.but(within=within))
    return None


def _elsewhere(matching: Matching, place: str) -> Elsewhere | None:
    """Courses that fit but for the distance, which says nothing about them.

    Of the place's nation, unless nations are chosen: "anywhere" is anywhere in a course's nation.
    """
    if matching.near is None or matching.search.place:
        return None
    search = matching.search.without("near").but(place=(place,))
    fitting = matching.apart(place)
    nation = nation_id(matching.near.place.nation or "")
    if nation and place == "anywhere" and not search.nation:
        search = search.but(nation=(nation,))
        fitting &= VALUE_FILTERS["nation"].narrow(matching.columns, search.nation)
    found = np.flatnonzero(fitting)
    if not len(found):
        return None
    few = matching.ordered(found, FIRST_FEW)
    return Elsewhere(len(found), hits_at(matching, few), search)


def _not_known(matching: Matching) -> Iterator[WayOut]:
    """Courses that a filter by start or cost leaves out only since that is not known of them."""
    for chosen in matching.search.limits():
        if chosen.value == NOT_KNOWN:
            continue
        unknown = type(chosen)(NOT_KNOWN)
        found = matching.all_but(chosen.key) & unknown.narrow(matching.columns)
        count = int(np.count_nonzero(found))
        if count:
            search = matching.search.but(**{chosen.key: NOT_KNOWN})
            yield WayOut(f"whose {chosen.title.lower()} is not known", count, search)
