"""What the review page of a draft shows: what changes, what is wrong, who gets another result."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from flask import current_app

from careers_site.content.diff import lines as diffs
from careers_site.content.diff.lines import TextDiff
from careers_site.content.diff.rows import compare_rows
from careers_site.content.library import library
from careers_site.content.pages import copied_text
from careers_site.content.pages.advice import advice
from careers_site.content.rules.common import EQUIVALENCES, PRICES, ROUTES, SCALES, STEPS
from careers_site.content.rules.examples import reachability
from careers_site.content.tables.salary_bands import PAY_POINTS, without_figure
from careers_site.courses import step_moves
from careers_site.editor.drafts import document_info
from careers_site.editor.drafts.drafts import Draft, DraftDocument
from careers_site.editor.drafts.review import changed_rows
from careers_site.editor.drafts.review.changed_rows import ChangedRow
from careers_site.editor.drafts.review.follow_up import FollowUp
from careers_site.editor.drafts.review.follow_ups import follow_ups
from careers_site.platform.text.formatting import count_of
from careers_site.publishing import publish
from careers_site.publishing.publish import Findings, Proposal

AGES = {
    "under-16": "under 16",
    "16-18": "16 to 18",
    "19-23": "19 to 23",
    "24-plus": "24 or over",
}
_LINE = re.compile(r"\bline (\d{1,6})\b|\brow (\d{1,6})\b")
_NAMED = re.compile(r'\b(?:step|route|scale|source) "([^"]+)"')


@dataclass(frozen=True)
class Difference:
    """A document before and after: as rows where it is a table, else as lines."""

    path: str
    title: str
    before: str | None
    now: str | None
    rows: list[ChangedRow] | None
    lines: TextDiff
    # The document of the same draft or revision that has its text now, or had it before.
    twin: str | None = None

    @property
    def what(self) -> str:
        if self.before == self.now:
            return "unchanged"
        if self.before is None:
            return "new"
        return "retired" if self.now is None else "changed"


@dataclass(frozen=True)
class Problem:
    """A problem with where to mend it, and the line that it speaks of, where one is known."""

    sentence: str
    url: str | None
    line: str


@dataclass(frozen=True)
class CourseMove:
    """A step that the draft takes away, and where its courses go: blank while that is open.

    `choices` are the steps that there would be, those that the draft adds first.
    """

    step: str
    title: str
    courses: int
    to: str
    choices: list[tuple[str, str]]


@dataclass(frozen=True)
class Review:
    """All that an editor looks at before publishing a draft."""

    differences: list[Difference]
    problems: list[Problem]
    advice: list[Problem]
    closed: list[str]
    findings: Findings
    course_moves: list[CourseMove]
    follow_ups: list[FollowUp]

    @property
    def overtaken(self) -> list[str]:
        return [one.path for one in self.findings.overtaken]

    @property
    def can_publish(self) -> bool:
        in_the_way = self.problems or self.overtaken or self.findings.unserved
        return bool(self.findings.changes) and not in_the_way


def proposals(draft: Draft) -> dict[str, Proposal]:
    return {one.path: Proposal(one.text, one.base_text) for one in draft.documents}


def fingerprint(draft: Draft) -> str:
    """Changes with every change of a text of the draft: what was reviewed is what is published."""
    said = "\n".join(f"{one.path} {one.version} {one.base_revision}" for one in draft.documents)
    said += "".join(f"\n{old} -> {new}" for old, new in sorted(draft.moves.items()))
    return hashlib.sha256(said.encode()).hexdigest()


def review(draft: Draft) -> Review:
    """Everything that an editor sees before publishing the draft; nothing is written."""
    found = publish.dry_run(proposals(draft), draft.moves)
    changed = differences((one.path, one.base_text, one.text) for one in draft.documents)
    problems = [_problem(sentence, draft) for sentence in found.problems]
    # A text that breaks the rules of a page is put right first.
    wording = [] if problems else [_problem(sentence, draft) for sentence in _advice(draft)]
    wording += _pay_gaps(draft, found)
    moves = _course_moves(found)
    return Review(
        changed, problems, wording, _closed(found), found, moves, follow_ups(draft, found)
    )


def differences(documents: Iterable[tuple[str, str | None, str | None]]) -> list[Difference]:
    """What changed in several documents: path, text before and text now.

    Where one was retired and another has its text, each names the other.
    """
    found = [difference(*one) for one in documents]
    gone = {one.before: one.path for one in found if one.what == "retired"}
    come = {one.now: one.path for one in found if one.what == "new"}
    twins = {one.path: come.get(one.before) for one in found if one.what == "retired"}
    twins |= {one.path: gone.get(one.now) for one in found if one.what == "new"}
    return [replace(one, twin=twins.get(one.path)) for one in found]


def difference(path: str, before: str | None, now: str | None) -> Difference:
    """What changed in a document."""
    name = document_info.title(path, before if now is None else now)
    changes = compare_rows(path, before, now)
    rows = changed_rows.in_words(path, changes) if changes else None
    return Difference(path, name, before, now, rows, diffs.compare(before, now))


def _advice(draft: Draft) -> list[str]:
    """What to look at again in the words of the draft's pages."""
    runs = copied_text.read(current_app.config["SETTINGS"].root)
    sources = library().sources
    return [
        sentence
        for one in draft.documents
        if one.path.endswith(".md") and one.text is not None
        for sentence in advice(one.path, one.text, sources, runs)
    ]


def _pay_gaps(draft: Draft, found: Findings) -> list[Problem]:
    """Pay years that the draft leaves with fewer points than the year before."""
    if PAY_POINTS.path not in found.changes or found.library is None:
        return []
    url = document_info.changed_at(PAY_POINTS.path, draft.id)
    was = without_figure(library().pay_points)
    return [
        Problem(
            f"{count_of(count, 'point')} {'has' if count == 1 else 'have'} no figure for {year}.",
            url,
            "",
        )
        for year, count in without_figure(found.library.pay_points).items()
        if was.get(year) != count
    ]


def _problem(sentence: str, draft: Draft) -> Problem:
    path, _, rest = sentence.partition(": ")
    document = draft.document(path)
    if not re.fullmatch(r"(content|data)/[a-z0-9/._-]+", path):
        return Problem(sentence, None, "")
    number = line_number(rest, document)
    lines = (document.text or "").split("\n") if document else []
    line = lines[number - 1] if number and number <= len(lines) else ""
    url = document_info.edited_at(path, draft.id)
    return Problem(sentence, f"{url}&line={number}" if number else url, line[:200])


def line_number(place: str, document: DraftDocument | None) -> int | None:
    """The line that a problem speaks of, counted from 1; None where it names none."""
    if found := _LINE.search(place):
        return int(found[1] or found[2])
    named = _NAMED.match(place)
    if document is None or document.text is None or named is None:
        return None
    at = re.search(
        rf'^(id = "{re.escape(named[1])}"|\[{re.escape(named[1])}\])', document.text, re.M
    )
    return document.text.count("\n", 0, at.start()) + 1 if at else None


def _course_moves(found: Findings) -> list[CourseMove]:
    if found.library is None:
        return []
    now, then = library().rules.steps, found.library.rules.steps
    ordered = sorted(then.values(), key=lambda step: step.id in now)
    choices = [(step.id, step.title) for step in ordered]
    uses = step_moves.unserved(then) if found.unserved or found.moves else ()
    return [
        CourseMove(
            use.step,
            now[use.step].title if use.step in now else use.step,
            use.courses,
            found.moves.get(use.step, ""),
            choices,
        )
        for use in uses
    ]


def _closed(found: Findings) -> list[str]:
    """Routes that people of some age can take now, and could not take any more."""
    rules = (SCALES, EQUIVALENCES, STEPS, ROUTES, PRICES)
    if found.library is None or not any(path in found.changes for path in rules):
        return []
    now, then = library().rules, found.library.rules
    titles = {route.id: route.title for route in now.routes}
    gone = [
        f"{titles[name]}: nobody aged {words} could start this way in from nothing."
        for age, words in AGES.items()
        for name in reachability.unreachable(then, age)
        if name in titles and not reachability.is_unreachable(now, name, age)
    ]
    kept = {route.id for route in then.routes}
    return gone + [
        f"{words}: the way in is gone." for name, words in titles.items() if name not in kept
    ]
