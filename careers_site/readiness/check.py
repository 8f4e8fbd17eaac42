"""A person specification as somebody fills it in: what their answers settle, and what they add."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from careers_site.eligibility.person import Known
from careers_site.eligibility.posts import Criterion, CriterionFinding, Post, PostMatch
from careers_site.eligibility.requirements import Finding, Verdict
from careers_site.platform.text.text_safety import showable
from careers_site.platform.web.errors import refuse_unknown

HAVE, SOME, NOT_YET = "have", "some", "not-yet"
MARKS = {HAVE: "Have it", SOME: "Some of it", NOT_YET: "Not yet"}
IMPORTANCE = {
    "essential": "Essential",
    "desirable": "Desirable",
    "not-stated": "Important, but not said to be essential",
}
MOST_LETTERS = 1_500


@dataclass(frozen=True)
class Point:
    """A criterion as it is filled in: its mark, "" for none, and an example in somebody's words.

    `told` are sentences: what their answers to the quiz say about it.
    """

    criterion: Criterion
    mark: str
    example: str
    told: tuple[str, ...]

    @property
    def problem(self) -> str:
        """What is wrong with the example, "" for nothing."""
        if len(self.example) <= MOST_LETTERS:
            return ""
        return f"Shorten this example to {MOST_LETTERS:,} characters. It has {len(self.example):,}."


@dataclass(frozen=True)
class Check:
    """A person specification, filled in."""

    post: Post
    points: tuple[Point, ...]

    @property
    def groups(self) -> dict[str, list[Point]]:
        """The points by importance, as headings."""
        found = {
            words: [one for one in self.points if one.criterion.importance == importance]
            for importance, words in IMPORTANCE.items()
        }
        return {words: points for words, points in found.items() if points}

    @property
    def ordered(self) -> Iterator[Point]:
        """The points in the order of the page: essential ones first."""
        for points in self.groups.values():
            yield from points

    def marked(self, *marks: str) -> list[Point]:
        return [one for one in self.ordered if one.mark in marks]

    @property
    def strengths(self) -> list[Point]:
        return self.marked(HAVE)

    @property
    def gaps(self) -> list[Point]:
        return self.marked(SOME, NOT_YET)

    @property
    def decisive(self) -> list[Point]:
        """The essential points; all of them where none is said to be essential."""
        return [one for one in self.points if one.criterion.is_essential] or list(self.points)

    @property
    def problems(self) -> list[Point]:
        return [one for one in self.ordered if one.problem]


def filled_in(match: PostMatch, known: Known, form: Mapping[str, str] | None) -> Check:
    """The check as the form has it; without a form, as far as the answers settle it.

    Raises BadQueryError for a mark that there is not.
    """
    return Check(match.post, tuple(_point(one, known, form) for one in match.criteria))


def _point(one: CriterionFinding, known: Known, form: Mapping[str, str] | None) -> Point:
    criterion, told = one.criterion, tuple(_told(one.finding, known))
    if form is None:
        return Point(criterion, _settled(one.finding, known), "", told)
    mark = form.get(f"mark-{criterion.id}", "")
    if mark and mark not in MARKS:
        raise refuse_unknown("mark called", mark, MARKS)
    example = showable(form.get(f"example-{criterion.id}", "").replace("\r\n", "\n")).strip()
    return Point(criterion, mark, example, told)


def _settled(finding: Finding | None, known: Known) -> str:
    """The mark that the answers give. Who holds something of what is asked has some of it."""
    if finding is None or finding.verdict == Verdict.UNKNOWN:
        return ""
    if finding.verdict == Verdict.MET:
        return HAVE
    return SOME if any(_holds(leaf, known) for leaf in finding.leaves()) else NOT_YET


def _told(finding: Finding | None, known: Known) -> Iterator[str]:
    """What the answers say that bears on a finding, a sentence each, once."""
    if finding is None or finding.verdict == Verdict.UNKNOWN:
        return
    held = [leaf.held for leaf in finding.leaves() if leaf.held and _holds(leaf, known)]
    yield from dict.fromkeys(filter(None, [finding.met_by, *held]))


def _holds(leaf: Finding, known: Known) -> bool:
    """Whether somebody holds more than the lowest level of a scale."""
    return bool(leaf.scale and known.low[leaf.scale] > 0)
