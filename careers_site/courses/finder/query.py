"""A course search as an address holds it: read strictly, written in one way."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, fields, replace
from typing import Any
from urllib.parse import urlencode

from werkzeug.datastructures import MultiDict

from careers_site.answers import OTHERS, START, Answers
from careers_site.content.library import library
from careers_site.courses.finder import query_values
from careers_site.courses.finder.filters import ENTRY, VALUE_FILTERS
from careers_site.courses.finder.query_values import LONGEST_WORDS
from careers_site.courses.finder.threshold_filters import LIMITS, StartFrom, UpTo
from careers_site.courses.finder.value_filter import USUAL_WITHIN, Choices, ValueFilter
from careers_site.places.nations import NATIONS
from careers_site.platform.web.errors import refuse_unknown

__all__ = ["LONGEST_WORDS", "SORTS", "CourseSearch"]

SORTS = {
    "relevance": "Best match",
    "distance": "Nearest",
    "start": "Soonest start",
    "cost": "Lowest cost",
    "length": "Shortest",
    "details": "Most details",
    "title": "Title, A to Z",
}
OnFilter = Choices | StartFrom | UpTo


@dataclass(frozen=True)
class CourseSearch:
    """What a reader asks for. Values of a kind are in the order of its words, each once.

    `answers` are the reader's answers on scales, as the quiz writes them into an address;
    `shortlist` holds the ids of courses to come back to. Neither says which courses fit.
    """

    q: str = ""
    near: str = ""
    within: int = USUAL_WITHIN
    level: tuple[str, ...] = ()
    qualification: tuple[str, ...] = ()
    mode: tuple[str, ...] = ()
    study: tuple[str, ...] = ()
    when: tuple[str, ...] = ()
    hours: tuple[str, ...] = ()
    provider: tuple[str, ...] = ()
    place: tuple[str, ...] = ()
    nation: tuple[str, ...] = ()
    region: tuple[str, ...] = ()
    step: tuple[str, ...] = ()
    entry: tuple[str, ...] = ()
    start: str = ""
    cost: str = ""
    sort: str = ""
    page: int = 1
    shortlist: tuple[int, ...] = ()
    answers: tuple[tuple[str, str], ...] = ()

    @classmethod
    def from_query(
        cls, query: MultiDict[str, str], also: Collection[str] = frozenset()
    ) -> CourseSearch:
        """Read a query string. Raises BadQueryError naming what is unknown.

        `also` are keys that the caller reads itself.
        """
        rules = library().rules
        keys = {field.name for field in fields(cls)} - {"answers"}
        about_reader = {*rules.scales, OTHERS, START} - keys
        for key in query:
            if key not in keys and key not in also and key not in about_reader:
                allowed = sorted({*keys, *also}) + sorted(about_reader)
                raise refuse_unknown("filter", key, allowed)
        near, within = query_values.single(query, "near"), query_values.within(query)
        chosen: dict[str, Any] = {
            key: query_values.limit(query, limit) for key, limit in LIMITS.items()
        }
        chosen |= {key: query_values.values(query, kind) for key, kind in VALUE_FILTERS.items()}
        return cls(
            q=query_values.single(query, "q"),
            near=near,
            within=within if near else USUAL_WITHIN,
            sort=query_values.one_of(query, "sort", SORTS),
            page=query_values.page(query),
            shortlist=query_values.ids(query, "shortlist"),
            answers=query_values.answers(query, rules, about_reader),
            **chosen,
        )

    def to_query(self) -> list[tuple[str, str]]:
        """The query string as pairs, sorted by key; what is usual is left out."""
        pairs = [(key, value) for key in VALUE_FILTERS for value in self.values(key)]
        single = ("q", "near", "sort", *LIMITS)
        pairs += [(key, getattr(self, key)) for key in single if getattr(self, key)]
        if self.near:
            pairs.append(("within", str(self.within)))
        if self.page > 1:
            pairs.append(("page", str(self.page)))
        pairs += [("shortlist", str(number)) for number in self.shortlist]
        return sorted([*pairs, *self.answers], key=lambda pair: pair[0])

    def url(self, path: str = "/courses") -> str:
        query = urlencode(self.to_query())
        return f"{path}?{query}" if query else path

    def values(self, key: str) -> tuple[str, ...]:
        """What is chosen of a kind."""
        chosen: tuple[str, ...] = getattr(self, key)
        return chosen

    def kind(self, key: str) -> ValueFilter:
        """The kind of filter; that of entry requirements judges by this reader's answers."""
        if key != ENTRY.key:
            return VALUE_FILTERS[key]
        return replace(ENTRY, answers=self.about_reader())

    def about_reader(self) -> Answers:
        """Who looks for courses near a place, or in one nation only, is taken to live there."""
        given = dict(self.answers)
        others, start = given.pop(OTHERS, ""), given.pop(START, "")
        nations = [nation for nation in self.nation if nation in NATIONS]
        nation = nations[0] if len(nations) == 1 else ""
        return Answers(given, others=others, nation=nation, near=self.near, start=start)

    def choices(self) -> list[Choices]:
        """The filters by ticked values that are on, in the order of the sentence."""
        return [
            Choices(self.kind(key), self.values(key)) for key in VALUE_FILTERS if self.values(key)
        ]

    def limits(self) -> list[StartFrom | UpTo]:
        return [LIMITS[key](getattr(self, key)) for key in LIMITS if getattr(self, key)]

    def filters(self) -> list[OnFilter]:
        """All filters that are on but the words and the distance."""
        return [*self.choices(), *self.limits()]

    def without(self, key: str, value: str | None = None) -> CourseSearch:
        """This search without a filter, or without one of its values, from the first page."""
        if key in VALUE_FILTERS:
            kept = tuple(found for found in self.values(key) if value not in (None, found))
            return self.but(**{key: kept})
        if key == "near":
            return self.but(near="", within=USUAL_WITHIN)
        return self.but(**{key: () if key == "answers" else ""})

    def cleared(self) -> CourseSearch:
        """No filter, but what the reader said and put aside."""
        return CourseSearch(answers=self.answers, shortlist=self.shortlist)

    def but(self, **changed: Any) -> CourseSearch:
        """This search with something changed, from the first page."""
        return replace(self, page=1, **changed)

    def order(self, *, is_placed: bool = True) -> str:
        """The sort in use: the one asked for where it makes sense, else the usual one."""
        possible = self.sorts(is_placed=is_placed)
        return self.sort if self.sort in possible else possible[0]

    def sorts(self, *, is_placed: bool = True) -> list[str]:
        """The sorts that make sense, the usual one first. `is_placed`: `near` was understood."""
        usual = ["relevance"] if self.q else []
        usual += ["distance"] if self.near and is_placed else []
        return [*usual, "details", "start", "cost", "length", "title"]
