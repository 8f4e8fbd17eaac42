"""What a course search answers, as values for a page or for JSON."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from careers_site.courses.finder.filter_counts import Facet
from careers_site.courses.finder.matching import Matching
from careers_site.courses.finder.query import SORTS, CourseSearch
from careers_site.courses.finder.value_filter import Phrase
from careers_site.courses.models import Course
from careers_site.courses.web import wording
from careers_site.places import Place
from careers_site.platform.text import formatting
from careers_site.platform.text.formatting import capitalised, count_of
from careers_site.platform.web.pagination import last_page

PER_PAGE = 20
# Miles that nobody travels to a course every day.
TOO_FAR = 60
LONGEST_NAME = 100


@dataclass(frozen=True)
class CourseHit:
    """A course, and how far its venue is where that is known."""

    course: Course
    miles: float | None = None

    @property
    def place(self) -> str:
        return wording.place(self.course)

    @property
    def facts(self) -> list[wording.Fact]:
        return wording.in_brief(self.course)

    @property
    def line(self) -> str:
        return wording.in_line(self.course)

    @property
    def is_far(self) -> bool:
        """Whether it is known to be too far to travel to."""
        return self.miles is not None and self.miles > TOO_FAR

    @property
    def is_only_listed(self) -> bool:
        """Whether there is no page to read about it, so that it may not run any more."""
        return not self.course.url

    @property
    def distance(self) -> str:
        """How far it is, in words: "12 miles away"."""
        if self.miles is None:
            return ""
        rounded = round(self.miles)
        if rounded == 0:
            return "less than a mile away"
        return f"{count_of(rounded, 'mile')} away"


@dataclass(frozen=True)
class Chip:
    """A filter that is on, and the same search without it."""

    label: str
    search: CourseSearch

    @property
    def remove_url(self) -> str:
        return self.search.url()


@dataclass(frozen=True)
class WayOut:
    """A change to a search without results that brings some."""

    label: str
    count: int
    search: CourseSearch


@dataclass(frozen=True)
class Elsewhere:
    """Courses that a distance cannot judge: shown beside the results, never among them."""

    count: int
    hits: tuple[CourseHit, ...]
    search: CourseSearch


@dataclass(frozen=True)
class PlaceProblem:
    """The place was not understood; each suggestion is one that is."""

    short: str
    message: str
    suggestions: tuple[tuple[str, CourseSearch], ...]


@dataclass(frozen=True)
class Results:
    """The answer to a search. `sentence` says what `hits` are a page of."""

    search: CourseSearch
    total: int
    per_page: int
    hits: tuple[CourseHit, ...]
    sentence: str
    facets: tuple[Facet, ...]
    chips: tuple[Chip, ...]
    did_you_mean: CourseSearch | None
    ways_out: tuple[WayOut, ...]
    anywhere: Elsewhere | None
    place_not_known: Elsewhere | None
    # Left out only since a start or a cost is not known; the label follows "courses".
    not_known: tuple[WayOut, ...]
    place_problem: PlaceProblem | None
    place: Place | None
    matching: Matching

    @property
    def name(self) -> str:
        """The search as a heading, "" where nothing is chosen: "Level 3 courses near Leeds"."""
        phrases = [chosen.sentence() for chosen in self.matching.filters]
        words = [Phrase(after=f"matching “{self.search.q}”")] if self.search.q else []
        where = [Phrase(after=f"near {self.place.name}")] if self.place else []
        if not (phrases or words or where):
            return ""
        name = _joined("", "courses", [*phrases, *words, *where])
        return capitalised(name if len(name) <= LONGEST_NAME else _joined("", "courses", where))

    @property
    def sorts(self) -> list[tuple[str, str, CourseSearch]]:
        """The orders that can be asked for, the usual one first: id, label, the search so."""
        possible = self.search.sorts(is_placed=self.place_problem is None)
        return [(sort, SORTS[sort], self.search.but(sort=sort)) for sort in possible]

    @property
    def order(self) -> str:
        return self.search.order(is_placed=self.place_problem is None)

    @property
    def last_page(self) -> int:
        return last_page(self.total, self.per_page)

    @property
    def near_pages(self) -> list[int | None]:
        """The pages to link to: the first, the last and those beside this one; None is a gap."""
        here, last = self.search.page, self.last_page
        shown = sorted(
            {1, last} | {page for page in (here - 1, here, here + 1) if 1 <= page <= last}
        )
        pages: list[int | None] = []
        for before, page in zip([0, *shown], shown, strict=False):
            pages += [None, page] if page - before > 1 else [page]
        return pages


def sentence(count: int, phrases: Sequence[Phrase]) -> str:
    """ "14 part-time level 3 courses within 20 miles of Coventry, starting from January 2027"."""
    return _joined(f"{count:,}" if count else "No", formatting.noun(count, "course"), phrases)


def _joined(first: str, noun: str, phrases: Sequence[Phrase]) -> str:
    before = [phrase.before for phrase in phrases]
    after = [phrase.after for phrase in phrases]
    words = " ".join(filter(None, [first, *before, noun, *after]))
    return ", ".join([words, *(phrase.aside for phrase in phrases if phrase.aside)])
