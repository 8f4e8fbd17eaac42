"""From a search to its results: what fits, in order, with counts, words and ways out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
from sqlalchemy import select

from careers_site.courses.catalogue import course_columns, course_index
from careers_site.courses.columns import Mask
from careers_site.courses.filters import KINDS, ON_THE_PAGE, WITHIN, Choices
from careers_site.courses.matching import Matching, Positions
from careers_site.courses.models import Course
from careers_site.courses.query import CourseSearch
from careers_site.courses.results import (
    PER_PAGE,
    Chip,
    CourseHit,
    Elsewhere,
    PlaceProblem,
    Results,
    WayOut,
    sentence,
)
from careers_site.courses.terms import nation_id
from careers_site.extensions import db
from careers_site.places import AmbiguousPlaceError, Place, UnknownPlaceError, find_place

FIRST_FEW = 3


def find(search: CourseSearch, per_page: int = PER_PAGE) -> Results:
    """Answer a search with its page of courses and everything that the page shows about them."""
    place, problem = _place(search)
    matching = Matching(search, course_columns(), place)
    fitting = matching.everything_that_fits
    first = (search.page - 1) * per_page
    shown = matching.ordered(fitting)[first : first + per_page]
    total = int(np.count_nonzero(fitting))
    return Results(
        search=search,
        total=total,
        per_page=per_page,
        hits=_hits(matching, shown),
        sentence=sentence(total, list(matching.phrases())),
        facets=tuple(
            Choices(kind, search.values(kind.key)).facet(
                matching.columns, matching.all_but(kind.key)
            )
            for kind in ON_THE_PAGE
        ),
        chips=tuple(_chips(search, is_placed=problem is None)),
        did_you_mean=None if total else _did_you_mean(search),
        ways_out=() if total else tuple(_ways_out(matching)),
        anywhere=_elsewhere(matching, "anywhere"),
        place_not_known=_elsewhere(matching, "not-known"),
        place_problem=problem,
    )


def for_step(
    step_id: str, near: str | None, nation: str | None, limit: int = FIRST_FEW
) -> list[CourseHit]:
    """Courses for a step of a plan: the nearest first, then those taken from anywhere.

    `near` and `nation` (as in addresses: northern-ireland) may be missing or not understood;
    then they choose nothing.
    """
    columns = course_columns()
    if step_id not in columns.steps:
        return []
    nation = nation_id(nation or "")
    known_nation = nation in KINDS["nation"].allowed() and nation != "not-known"
    search = CourseSearch(
        near=near or "", step=(step_id,), nation=(nation,) if known_nation else ()
    )
    matching = Matching(search, columns, _place(search)[0])
    # However far the nearest is, it is the nearest.
    mask = matching.all_but("near")
    return list(_hits(matching, matching.ordered(mask)[:limit]))


def _place(search: CourseSearch) -> tuple[Place | None, PlaceProblem | None]:
    if not search.near:
        return None, None
    try:
        return find_place(search.near), None
    except UnknownPlaceError as error:
        short, message, names = "We do not know this place", str(error), error.suggestions
    except AmbiguousPlaceError as error:
        short, message, names = "Choose one below", str(error), error.choices
    searches = tuple((name, replace(search, near=name, page=1)) for name in names)
    return None, PlaceProblem(short, message, searches)


def _hits(matching: Matching, positions: Positions) -> tuple[CourseHit, ...]:
    """The rows at these positions, in this order. One that has just gone is left out."""
    ids = [int(number) for number in matching.columns.ids[positions]]
    rows = {row.id: row for row in db.session.scalars(select(Course).where(Course.id.in_(ids)))}
    far = [float(distance) for distance in matching.distances[positions]]
    return tuple(
        CourseHit(rows[number], None if np.isnan(distance) else distance)
        for number, distance in zip(ids, far, strict=True)
        if number in rows
    )


def _chips(search: CourseSearch, *, is_placed: bool) -> Iterator[Chip]:
    if search.q:
        yield Chip(f"“{search.q}”", search.without("q"))
    if search.near:
        distance = f"Within {search.within} miles of" if is_placed else "Not used: near"
        yield Chip(f"{distance} {search.near}", search.without("near"))
    for choices in search.choices():
        for value in choices.values:
            yield Chip(choices.chip(value), search.without(choices.key, value))


def _did_you_mean(search: CourseSearch) -> CourseSearch | None:
    words = course_index().suggest(search.q) if search.q else None
    return replace(search, q=words, page=1) if words else None


def _ways_out(matching: Matching) -> Iterator[WayOut]:
    """Which single filter to take away brings results, and how many; or a longer way."""
    search = matching.search
    for key in matching.masks:
        count = int(np.count_nonzero(matching.all_but(key)))
        if count:
            yield WayOut(_name(search, key), count, search.without(key))
    if matching.near:
        others = matching.all_but("near")
        for within in WITHIN:
            count = int(np.count_nonzero(others & (matching.distances <= within)))
            if count:
                wider = replace(search, within=within, page=1)
                yield WayOut(f"Look within {within} miles", count, wider)
                return


def _name(search: CourseSearch, key: str) -> str:
    if key == "q":
        return f"Take away the words “{search.q}”"
    if key == "near":
        return f"Look anywhere, not only near {search.near}"
    kind = KINDS[key]
    values = ", ".join(kind.label(value) for value in search.values(key))
    return f"Take away “{kind.title}: {values}”"


def _elsewhere(matching: Matching, place: str) -> Elsewhere | None:
    """Courses that fit but for the distance, which says nothing about them."""
    if matching.near is None or matching.search.place:
        return None
    mask: Mask = matching.apart(place)
    count = int(np.count_nonzero(mask))
    if not count:
        return None
    search = replace(matching.search.without("near"), place=(place,))
    return Elsewhere(count, _hits(matching, matching.ordered(mask)[:FIRST_FEW]), search)
