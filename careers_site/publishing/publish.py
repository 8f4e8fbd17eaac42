"""Publishing: a set of documents becomes one revision, or nothing changes at all."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

from careers_site import audit
from careers_site.content.library import holder, library
from careers_site.content.parsing import Library, parse
from careers_site.content.problems import ContentError
from careers_site.content.rules import examples
from careers_site.content.rules.common import is_rule
from careers_site.content.rules.example_results import Difference, differences
from careers_site.content.sources import FOLDER as SOURCES
from careers_site.content.store import documents
from careers_site.content.store.documents import Changes
from careers_site.courses.catalogue.catalogue import catch_up
from careers_site.courses.importing import workshops
from careers_site.platform.extensions import db


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


@dataclass(frozen=True)
class Findings:
    """What publishing a set would come to.

    `changes` leaves out what is published already; `example_changes` are the results of example
    people that would be brought up to date with it. `differences` are all that example people
    would be told otherwise, None where no rule changes. `library` is None where there are
    problems.
    """

    changes: Changes
    overtaken: tuple[Overtaken, ...] = ()
    problems: tuple[str, ...] = ()
    example_changes: tuple[examples.Changed, ...] = ()
    differences: tuple[Difference, ...] | None = None
    library: Library | None = field(default=None, repr=False)

    @property
    def confirmation(self) -> str:
        """What says yes to exactly these changes of example people."""
        said = sorted(f"{c.example.path} {c.route} {c.says}" for c in self.example_changes)
        said += sorted(f"{d.example.path} {d.about} {d.now}" for d in self.differences or ())
        return hashlib.sha256("\n".join(said).encode()).hexdigest() if said else ""


@contextmanager
def turn() -> Iterator[None]:
    """The publishers' turn: one at a time, and all that is done in it is kept, or nothing."""
    db.session.rollback()
    try:
        documents.lock()
        yield
        db.session.commit()
    except BaseException:
        db.session.rollback()
        raise


def read(texts: Mapping[str, str], revision: int, *, examples_may_differ: bool = False) -> Library:
    """The library of a set of documents that may be published. Raises ContentError."""
    found = parse(texts, revision, examples_may_differ=examples_may_differ)
    if problems := workshops.course_problems(found.workshops, found.sources):
        raise ContentError(problems)
    return found


def look(proposals: Mapping[str, Proposal], revision: int = 0) -> Findings:
    """What publishing the set would come to, as things are now."""
    published = documents.published()
    changes = {path: one.text for path, one in proposals.items() if one.text != published.get(path)}
    overtaken = tuple(
        Overtaken(path, proposals[path].base, text, published.get(path))
        for path, text in changes.items()
        if proposals[path].base != published.get(path)
    )
    try:
        found = read(_together(published, changes), revision, examples_may_differ=True)
    except ContentError as error:
        return Findings(changes, overtaken, tuple(error.problems))
    differing = examples.differing(found.examples, found.rules)
    # Whoever changed an example himself is told; the others follow the rules.
    own = [one for one in differing if one.example.path in changes]
    followers = tuple(one for one in differing if one.example.path not in changes)
    return Findings(
        changes=changes,
        overtaken=overtaken,
        problems=examples.sentences(own),
        example_changes=followers,
        differences=_differences(found) if any(map(is_rule, changes)) else None,
        library=found,
    )


def _differences(found: Library) -> tuple[Difference, ...]:
    """What example people would be told otherwise than by the published rules."""
    now = library()
    return tuple(differences(now.examples, now.rules, found.examples, found.rules))


def publish(proposals: Mapping[str, Proposal], author: str, comment: str, confirmed: str) -> int:
    """Publish the set in this `turn()`, as one revision; its number.

    `confirmed` is the `confirmation` of the changes of example people that the author has seen.
    Raises OvertakenError, ContentError, NothingChangesError or UnconfirmedError.
    """
    number = documents.current_revision()
    found = look(proposals, number)
    if found.overtaken:
        raise OvertakenError(found.overtaken)
    if found.problems:
        raise ContentError(list(found.problems))
    if not found.changes:
        raise NothingChangesError
    if found.confirmation and found.confirmation != confirmed:
        raise UnconfirmedError
    published = documents.published()
    changes = {**found.changes, **_examples(found, published)}
    read(_together(published, changes), number)
    documents.publish(changes, author, comment, {})
    audit.record("published", f"revision {number}", _detail(comment, changes), author)
    return number


def follow(paths: Changes | None = None) -> None:
    """After a publication: what depends on documents follows them, in this process at once.

    `paths` are the documents that changed; None if that is not known.
    """
    holder().forget()
    here = library()
    if paths is None or any(p == workshops.TABLE or p.startswith(SOURCES) for p in paths):
        workshops.bring_in(here.workshops, here.sources)
        catch_up()


def _together(published: Mapping[str, str], changes: Changes) -> dict[str, str]:
    together = {**published, **changes}
    return {path: text for path, text in together.items() if text is not None}


def _examples(found: Findings, published: Mapping[str, str]) -> dict[str, str]:
    """The examples whose results change, with what the rules now say."""
    results: dict[str, dict[str, str]] = {}
    for one in found.example_changes:
        results.setdefault(one.example.path, {})[one.route] = one.says
    return {path: examples.with_results(published[path], new) for path, new in results.items()}


def _detail(comment: str, changes: Changes) -> str:
    named = [f"{path} (retired)" if text is None else path for path, text in changes.items()]
    return f"{comment}: {', '.join(sorted(named))}"
