"""Our finder as the bench asks it: in a process of its own with the catalogue of one instance."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from urllib.parse import parse_qsl

from flask import current_app
from werkzeug.datastructures import MultiDict

from bench.asking import Asked
from bench.peers import FACETS, Answer
from bench.whoosh_itself import WhooshItself
from careers_site.app import create_app
from careers_site.courses.catalogue.catalogue import IndexedCourses, course_columns, course_index
from careers_site.courses.finder.filters import VALUE_FILTERS
from careers_site.courses.finder.finder import find
from careers_site.courses.finder.matching import Matching
from careers_site.courses.finder.query import CourseSearch
from careers_site.courses.finder.value_filter import Choices
from careers_site.places import whereabouts
from careers_site.platform import settings


class Ours:
    """The finder without its words and cards: what its peers are asked for, and did-you-mean."""

    name = "ours"

    def answer(self, asked: Asked) -> Answer:
        matching = self._matching(asked)
        fitting = matching.fitting
        first = matching.columns.ids[matching.ordered(fitting, 20)]
        if not len(fitting):
            course_index().suggest(asked.words)
        return Answer(len(fitting), tuple(first.tolist()), tuple(_facets(matching)))

    def whole(self, asked: Asked) -> None:
        """Everything that the page of results shows, with its rows, facets and ways out."""
        find(_search(asked))

    def differing(self, asked: Iterable[Asked]) -> int:
        """How many of the searches find other courses than Whoosh itself does."""
        app = current_app._get_current_object()  # type: ignore[attr-defined]
        whoosh = WhooshItself(IndexedCourses(app).changed_since(-1))
        words = [one.words for one in asked]
        return sum(course_index().matches(w)[0].tolist() != whoosh.ids(w) for w in words)

    def _matching(self, asked: Asked) -> Matching:
        return Matching(_search(asked), course_columns(), whereabouts(asked.town).place)


@lru_cache(maxsize=1000)
def _search(asked: Asked) -> CourseSearch:
    """The address is read beforehand, since peers are given its values too."""
    return CourseSearch.from_query(MultiDict(parse_qsl(asked.query)))


def _facets(matching: Matching) -> Iterator[tuple[tuple[str, int], ...]]:
    for key in FACETS:
        chosen = Choices(VALUE_FILTERS[key], matching.search.values(key))
        facet = chosen.facet(matching.columns, matching._all_but_one(key))
        known = (value for value in facet.values if value.id != "not-known" and value.count)
        yield tuple(sorted((value.id, value.count) for value in known))


@contextmanager
def opened(instance: Path) -> Iterator[Ours]:
    """The finder of an instance, warm: its columns and its index are read."""
    app = create_app(settings.read({**os.environ, "INSTANCE_PATH": str(instance)}))
    with app.app_context():
        course_columns()
        course_index().matches("early")
        yield Ours()
