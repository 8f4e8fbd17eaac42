"""Publishing: a set of documents becomes one revision, or nothing changes at all.

What a process shows of it from then on: content/library.py.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from careers_site import audit
from careers_site.content.library import library
from careers_site.content.parsing import Library, parse
from careers_site.content.problems import ContentError, Problems
from careers_site.content.rules.common import STEPS, is_rule
from careers_site.content.rules.examples import example_differences, examples
from careers_site.content.rules.examples.example_results import Difference, differences
from careers_site.content.store import documents
from careers_site.content.store.documents import Changes
from careers_site.courses import step_moves
from careers_site.courses.importing import workshops
from careers_site.courses.step_moves import Moves, StepUse
from careers_site.jobs import queue
from careers_site.platform.text.text_safety import did_you_mean
from careers_site.publishing import course_refresh


@dataclass(frozen=True)
class Proposal:
    """What somebody wants a document to be, and the published text that it was made from.

    None is a document that is not there.
    """

    text: str | None
    base: str | None


@dataclass(frozen=True)
class Overtaken:
    """A document that somebody else changed after it was taken: all three texts."""

    path: str
    base: str | None
    mine: str | None
    theirs: str | None


class OvertakenError(Exception):
    """Others published some of the documents meanwhile; nobody's text was changed."""

    def __init__(self, overtaken: tuple[Overtaken, ...]) -> None:
        super().__init__(", ".join(one.path for one in overtaken))
        self.overtaken = overtaken


class NothingChangesError(Exception):
    """All of it is published already."""


class UnconfirmedError(Exception):
    """Example people are told something else, and who publishes has not seen exactly that."""


class OutdatedError(Exception):
    """Another revision was published since the set was looked at: look again."""


@dataclass(frozen=True)
class Findings:
    """What publishing a set would come to, on top of the published `revision`.

    `changes` leaves out what is published already; `example_changes` are the results of example
    people that would be brought up to date with it. `library` is None where there are problems.
    `moves` are the steps whose courses move to another step, and `unserved` the steps that the
    set takes away although courses that do not move serve them.
    `differences` are all that example people would be told otherwise, None where no rule changes.
    """

    changes: Changes
    overtaken: tuple[Overtaken, ...] = ()
    problems: tuple[str, ...] = ()
    example_changes: tuple[example_differences.Changed, ...] = ()
    differences: tuple[Difference, ...] | None = None
    library: Library | None = field(default=None, repr=False)
    revision: int = 0
    moves: Moves = field(default_factory=dict)
    unserved: tuple[StepUse, ...] = ()

    @property
    def confirmation(self) -> str:
        """What says yes to exactly these changes of example people."""
        said = sorted(f"{c.example.path} {c.route} {c.says}" for c in self.example_changes)
        said += sorted(f"{d.example.path} {d.about} {d.now}" for d in self.differences or ())
        return hashlib.sha256("\n".join(said).encode()).hexdigest() if said else ""


def read(texts: Mapping[str, str], revision: int, *, examples_may_differ: bool = False) -> Library:
    """The library of a set of documents that may be published. Raises ContentError."""
    found = parse(texts, revision, examples_may_differ=examples_may_differ)
    if problems := workshops.course_problems(found.workshops, found.sources):
        raise ContentError(problems)
    return found


def dry_run(proposals: Mapping[str, Proposal], moves: Moves | None = None) -> Findings:
    """What publishing the proposals (path -> proposal) would do now; nothing is written.

    Problems of the content are in the findings, not raised.
    """
    # Read before the texts: if they are newer, `publish` finds that out and asks to look again.
    revision = documents.current_revision()
    published = documents.published()
    changes = {path: one.text for path, one in proposals.items() if one.text != published.get(path)}
    overtaken = tuple(
        Overtaken(path, proposals[path].base, text, published.get(path))
        for path, text in changes.items()
        if proposals[path].base != published.get(path)
    )
    try:
        found = read(together(published, changes), revision, examples_may_differ=True)
    except ContentError as error:
        return Findings(changes, overtaken, tuple(error.problems))
    differing = example_differences.differing(found.examples, found.rules)
    # Whoever changed an example himself is told; the others follow the rules.
    own = [one for one in differing if one.example.path in changes]
    followers = tuple(one for one in differing if one.example.path not in changes)
    wanted, now = moves or {}, library()
    is_ruled = any(map(is_rule, changes))
    told = differences(now.examples, now.rules, found.examples, found.rules) if is_ruled else None
    return Findings(
        changes=changes,
        overtaken=overtaken,
        problems=example_differences.sentences(own),
        example_changes=followers,
        differences=None if told is None else tuple(told),
        library=found,
        revision=revision,
        moves=wanted,
        unserved=_unserved(changes, found, wanted),
    )


def publish(found: Findings, author: str, comment: str, confirmed: str) -> Library:
    """Publish the findings as one revision and return its library. Call it within `publishing()`.

    `confirmed` is the `confirmation` of the changes of example people that the author has seen.
    Raises OutdatedError, OvertakenError, ContentError, NothingChangesError or UnconfirmedError.
    """
    number = documents.current_revision()
    if found.library is not None and found.revision != number - 1:
        raise OutdatedError
    read_now = check(found, confirmed)
    brought = _examples(found, documents.published())
    library = _with_examples(replace(read_now, revision=number), brought)
    changes = {**found.changes, **brought}
    documents.publish(changes, author, comment, {})
    audit.record("published", f"revision {number}", _detail(comment, changes), author)
    step_moves.move(found.moves, author, comment)
    if found.moves or course_refresh.concerns_courses(changes):
        queue.add(course_refresh.JOB, {"revision": number}, author)
    return library


def check(found: Findings, confirmed: str) -> Library:
    """The library to publish. Raises what `publish` does for these findings, but OutdatedError."""
    if found.overtaken:
        raise OvertakenError(found.overtaken)
    if found.problems or found.library is None:
        raise ContentError(list(found.problems))
    # Courses may have been imported since.
    if unserved := _unserved(found.changes, found.library, found.moves):
        raise ContentError([str(use) for use in unserved])
    if not found.changes:
        raise NothingChangesError
    if found.confirmation and found.confirmation != confirmed:
        raise UnconfirmedError
    return found.library


def move_courses(found: Library, moves: Moves, *, without_source: str) -> None:
    """Move courses to the steps of a library that was read from files; the caller commits.

    Raises ContentError for steps that courses of another source serve and that would be gone.
    """
    problems = [
        f'there is no step "{new}" to move courses to{did_you_mean(new, found.rules.steps)}'
        for new in moves.values()
        if new not in found.rules.steps
    ]
    left = step_moves.unserved(found.rules.steps, moves, without_source=without_source)
    problems += [str(use) for use in left]
    if problems:
        raise ContentError(problems)
    step_moves.move(moves, audit.actor(), "")


def _unserved(changes: Changes, found: Library, moves: Moves) -> tuple[StepUse, ...]:
    """Only a change of the steps takes one away. Courses may be moved only to a step that is."""
    if STEPS not in changes:
        return ()
    steps = found.rules.steps
    return step_moves.unserved(steps, {old for old, new in moves.items() if new in steps})


def together(published: Mapping[str, str], changes: Changes) -> dict[str, str]:
    """What is published once the changes are."""
    texts = {**published, **changes}
    return {path: text for path, text in texts.items() if text is not None}


def _examples(found: Findings, published: Mapping[str, str]) -> dict[str, str]:
    """The examples whose results change, with what the rules now say."""
    results: dict[str, dict[str, str]] = {}
    for one in found.example_changes:
        results.setdefault(one.example.path, {})[one.route] = one.says
    return {path: examples.with_results(published[path], new) for path, new in results.items()}


def _with_examples(library: Library, texts: Mapping[str, str]) -> Library:
    """The library with these texts of examples, which have the results of its rules."""
    problems = Problems()
    read_anew = {
        path: examples.parse_example(path, text, library.rules, problems)
        for path, text in texts.items()
    }
    problems.raise_if_any()
    people = tuple(read_anew.get(one.path) or one for one in library.examples)
    return replace(library, examples=people)


def _detail(comment: str, changes: Changes) -> str:
    named = [f"{path} (retired)" if text is None else path for path, text in changes.items()]
    return f"{comment}: {', '.join(sorted(named))}"
