"""A draft is published whole, once, and only as it was reviewed; or nothing changes."""

from __future__ import annotations

import time
from threading import Barrier, Event, Thread
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from careers_site.audit import AuditEntry
from careers_site.content import parsing
from careers_site.content.library import LibraryCache, StaleLibraryError, holder, library
from careers_site.content.parsing import Library
from careers_site.content.problems import ContentError
from careers_site.content.store import documents
from careers_site.content.store.documents import Document
from careers_site.editor.drafts import drafts
from careers_site.editor.drafts import publish_draft as draft_publishing
from careers_site.editor.drafts.drafts import Draft
from careers_site.editor.drafts.publish_draft import ChangedError, publish
from careers_site.editor.drafts.review.review import fingerprint, proposals, review
from careers_site.jobs.worker import Worker
from careers_site.platform.extensions import db
from careers_site.publishing import course_refresh
from careers_site.publishing import publish as publishing
from careers_site.publishing.publish import (
    Findings,
    NothingChangesError,
    OvertakenError,
    Proposal,
    UnconfirmedError,
)

ABOUT, CHECKS = "content/pages/about.md", "content/pages/checks.md"
STEPS = "content/portage-home-visitor/steps.toml"
ROUTES = "content/portage-home-visitor/routes.toml"
ADA = "ada@site.example"


@pytest.fixture
def draft(app: Flask) -> Draft:
    return drafts.start("A draft", ADA)


def text(path: str) -> str:
    return documents.published()[path]


def go(draft: Draft, reviewed: str | None = None, confirmed: str = "") -> int:
    db.session.commit()
    return publish(draft.id, ADA, "Why not", reviewed or fingerprint(draft), confirmed)


def harder() -> dict[str, str]:
    """Rules in which applying directly asks for more, so that some people are told less."""
    old = 'experience_0_to_4 = "some"'
    assert old in text(ROUTES)
    return {ROUTES: text(ROUTES).replace(old, 'experience_0_to_4 = "6-months"', 1)}


def test_several_documents_become_one_revision_with_author_and_comment(draft: Draft) -> None:
    for path in (ABOUT, CHECKS):
        drafts.put(draft, path, f"{text(path)}\nMore.\n")
    number = go(draft)
    assert number == documents.current_revision() == 2
    assert text(ABOUT).endswith("\nMore.\n")
    revision = db.session.get_one(documents.Revision, number)
    assert (revision.author, revision.comment) == (ADA, "Why not")
    entry = db.session.scalars(select(AuditEntry).order_by(AuditEntry.id.desc())).first()
    assert entry is not None
    assert (entry.who, entry.action, entry.subject) == (ADA, "published", "revision 2")
    assert entry.detail == f"Why not: {ABOUT}, {CHECKS}"


def test_one_bad_document_holds_back_the_whole_set(draft: Draft) -> None:
    before = documents.published()
    drafts.put(draft, ABOUT, f"{text(ABOUT)}\nMore.\n")
    drafts.put(draft, CHECKS, f"{text(CHECKS)}\nA fact.[^nobody]\n")
    with pytest.raises(ContentError, match=r"checks\.md: line"):
        go(draft)
    assert (documents.published(), documents.current_revision()) == (before, 1)
    assert draft.state == drafts.OPEN


def test_published_by_four_at_once_it_is_published_once(app: Flask, draft: Draft) -> None:
    drafts.put(draft, ABOUT, f"{text(ABOUT)}\nMore.\n")
    db.session.commit()
    number, reviewed = draft.id, fingerprint(draft)
    start, found = Barrier(4), []

    def work() -> None:
        with app.app_context():
            start.wait()
            found.append(publish(number, ADA, "Why not", reviewed, ""))

    threads = [Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [2, 2, 2, 2]
    assert documents.current_revision() == 2


def test_what_was_not_reviewed_is_not_published(draft: Draft) -> None:
    drafts.put(draft, ABOUT, f"{text(ABOUT)}\nMore.\n")
    seen = fingerprint(draft)
    drafts.put(draft, ABOUT, f"{text(ABOUT)}\nQuite another.\n")
    with pytest.raises(ChangedError):
        go(draft, reviewed=seen)
    draft.state = drafts.DISCARDED
    with pytest.raises(ChangedError):
        go(draft)
    assert documents.current_revision() == 1


def test_a_document_that_somebody_else_published_meanwhile_is_not_written_over(
    draft: Draft,
) -> None:
    base = text(ABOUT)
    drafts.put(draft, ABOUT, f"{base}\nMine.\n")
    other = drafts.start("Another", "bo@site.example")
    drafts.put(other, ABOUT, f"{base}\nTheirs.\n")
    go(other)
    with pytest.raises(OvertakenError) as error:
        go(draft)
    (one,) = error.value.overtaken
    assert (one.path, one.base) == (ABOUT, base)
    assert (one.mine, one.theirs) == (f"{base}\nMine.\n", f"{base}\nTheirs.\n")
    assert text(ABOUT) == f"{base}\nTheirs.\n"


def test_the_same_change_published_by_another_is_no_conflict_and_nothing_new(draft: Draft) -> None:
    base = text(ABOUT)
    for one in (draft, drafts.start("Another", "bo@site.example")):
        drafts.put(one, ABOUT, f"{base}\nThe same.\n")
        if one is not draft:
            go(one)
    with pytest.raises(NothingChangesError):
        go(draft)


def test_a_document_is_made_from_what_the_editor_saw_and_not_from_what_came_meanwhile(
    draft: Draft,
) -> None:
    base = text(ABOUT)
    other = drafts.start("Another", "bo@site.example")
    drafts.put(other, ABOUT, f"{base}\nTheirs.\n")
    go(other)
    kept = drafts.put(draft, ABOUT, f"{base}\nMine.\n", seen=1)
    assert (kept.base_text, kept.base_revision) == (base, 1)
    with pytest.raises(OvertakenError):
        go(draft)


def test_example_people_who_get_another_result_are_shown_and_said_yes_to(draft: Draft) -> None:
    for path, new in harder().items():
        drafts.put(draft, path, new)
    found = review(draft).findings
    assert found.problems == ()
    assert found.example_changes
    assert found.differences
    assert {one.example.path for one in found.example_changes} <= {
        one.example.path for one in found.differences
    }
    changed = found.example_changes[0]
    assert changed.said != changed.says
    with pytest.raises(UnconfirmedError):
        go(draft)
    with pytest.raises(UnconfirmedError):
        go(draft, confirmed="something else")
    before = text(changed.example.path)
    number = go(draft, confirmed=found.confirmation)
    after = text(changed.example.path)
    assert f'{changed.route} = "{changed.says}"' in after
    assert after.splitlines()[:2] == before.splitlines()[:2]
    rows = select(documents.DocumentRevision.path).where(
        documents.DocumentRevision.revision == number
    )
    assert {ROUTES, changed.example.path} <= set(db.session.scalars(rows))


def test_a_price_that_changes_nobodys_result_is_shown_and_said_yes_to(draft: Draft) -> None:
    path = "content/portage-home-visitor/prices.toml"
    old, new = "pounds = [12000, 20100]", "pounds = [12000, 20500]"
    before = text(path)
    assert old in before
    drafts.put(draft, path, before.replace(old, new))
    found = review(draft).findings
    assert found.problems == ()
    about = {one.about for one in found.differences or ()}
    assert "A university course: fastest plan" in about
    assert not any("result" in one for one in about)
    assert any(one.now.endswith("£12,000 to £20,500") for one in found.differences or ())
    with pytest.raises(UnconfirmedError):
        go(draft)
    assert go(draft, confirmed=found.confirmation) == 2


def test_rules_by_which_nobody_is_told_anything_else_say_so(app: Flask, draft: Draft) -> None:
    drafts.put(draft, STEPS, f"{text(STEPS)}\n# A remark.\n")
    found = review(draft)
    assert found.findings.differences == ()
    assert found.findings.confirmation == ""
    template = app.jinja_env.get_template("editor/drafts/changed_results.html")
    with app.test_request_context():
        said = template.make_module({}).changed_results(found)  # type: ignore[attr-defined]
    number = len(found.findings.library.examples) if found.findings.library else 0
    assert f"None of the {number} example people would be told anything else." in said


def test_a_page_is_no_rule_and_compares_nobody(draft: Draft) -> None:
    drafts.put(draft, ABOUT, f"{text(ABOUT)}\nMore.\n")
    assert review(draft).findings.differences is None


def test_an_example_that_somebody_changed_by_hand_must_say_what_the_rules_say(
    draft: Draft,
) -> None:
    path = "content/examples/apprentice-to-be.toml"
    old = 'university = "Not yet: here is the way"'
    drafts.put(draft, path, text(path).replace(old, 'university = "You could start now"'))
    sentence = 'the rules say "Not yet: here is the way", the example says "You could start now"'
    assert [one.sentence for one in review(draft).problems] == [
        f"{path}: results: university: {sentence}"
    ]


def test_a_set_that_would_close_every_route_is_refused_with_a_sentence_each(draft: Draft) -> None:
    drafts.put(draft, ABOUT, text(ABOUT) + "\n\nMore.\n")
    drafts.put(
        draft,
        ROUTES,
        text(ROUTES).replace("minimum = { ", 'minimum = { driving = "licence", ', 1),
    )
    sentences = [one.sentence for one in review(draft).problems]
    lost = (
        f'{ROUTES}: route "apply-directly": nobody could take it: no way leads there from nothing'
    )
    assert any(sentence.startswith(lost) for sentence in sentences)


def test_a_workshop_that_could_not_be_among_the_courses_is_refused_before_it_is_published(
    draft: Draft,
) -> None:
    path = "data/workshops.csv"
    row = 'one,"A workshop",2027-05-01,,Leeds,,false,Host,9999999,,npa-visitor,2026-11-21\n'
    drafts.put(draft, path, text(path) + row)
    assert review(draft).problems


def test_a_published_workshop_is_among_the_courses_once_a_worker_has_followed(
    app: Flask, draft: Draft
) -> None:
    path = "data/workshops.csv"
    row = "one,Small steps,2027-05-01,,Leeds,,false,A host,90,,npa-visitor,2026-11-21\n"
    drafts.put(draft, path, text(path) + row)
    go(draft)
    found = "/courses?q=small+steps"
    # An import takes its time: no request does it.
    assert "Small steps" not in app.test_client().get(found).text
    worker = Worker(app, Event())
    while worker.work_once():
        pass
    assert "Small steps" in app.test_client().get(found).text


def test_what_follows_a_publication_never_acts_on_an_older_revision(
    draft: Draft, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As when another thread of the process has just looked, before the publication."""
    drafts.put(draft, ABOUT, f"{text(ABOUT)}\nMore.\n")
    before = holder().get()
    with monkeypatch.context() as patch:
        patch.setattr(draft_publishing, "holder", LibraryCache)
        number = go(draft)
    holder()._looked = time.monotonic()
    assert library() is before
    seen: list[int] = []
    monkeypatch.setattr(
        publishing.workshops, "import_workshops", lambda *_: seen.append(holder().get().revision)
    )
    course_refresh.refresh_courses(number)
    assert seen == [number]
    with pytest.raises(StaleLibraryError):
        course_refresh.refresh_courses(number + 1)


def test_content_is_read_once_and_while_others_may_write(
    app: Flask, draft: Draft, monkeypatch: pytest.MonkeyPatch
) -> None:
    for path, new in harder().items():
        drafts.put(draft, path, new)
    db.session.commit()
    confirmed = review(draft).findings.confirmation
    assert confirmed, "example people change too"
    reads: list[int] = []

    def parse(*args: Any, **kwargs: Any) -> Library:
        with db.engine.connect() as writer:
            writer.exec_driver_sql("PRAGMA busy_timeout=0")
            writer.exec_driver_sql("BEGIN IMMEDIATE")
            writer.exec_driver_sql("PRAGMA busy_timeout=60000")
        found = parsing.parse(*args, **kwargs)
        reads.append(found.revision)
        return found

    monkeypatch.setattr(publishing, "parse", parse)
    monkeypatch.setattr("careers_site.content.library.parse", parse)
    assert go(draft, confirmed=confirmed) == 2
    served = library()
    assert served.revision == 2
    assert len(reads) == 1
    monkeypatch.undo()
    anew = parsing.parse(documents.published(), 2)
    assert (served.examples, served.pages) == (anew.examples, anew.pages)


def test_who_is_overtaken_while_the_content_is_read_reads_it_again(
    app: Flask, draft: Draft, monkeypatch: pytest.MonkeyPatch
) -> None:
    drafts.put(draft, ABOUT, f"{text(ABOUT)}\nMore.\n")
    other = drafts.start("Another", "bo@site.example")
    drafts.put(other, CHECKS, f"{text(CHECKS)}\nTheirs.\n")
    db.session.commit()
    waiting = [other.id]
    dry_run = publishing.dry_run

    def slow_dry_run(*args: Any) -> Findings:
        found = dry_run(*args)
        if waiting:
            theirs = drafts.read(waiting.pop())
            assert theirs is not None
            publish(theirs.id, ADA, "Meanwhile", fingerprint(theirs), "")
        return found

    monkeypatch.setattr(publishing, "dry_run", slow_dry_run)
    assert go(draft) == 3
    assert "Theirs." in str(library().pages["checks"])
    assert "More." in str(library().pages["about"])


def test_a_proposal_that_changes_nothing_has_nothing_to_find(app: Flask) -> None:
    found = publishing.dry_run({ABOUT: Proposal(text(ABOUT), None)})
    assert (found.changes, found.overtaken) == ({}, ())


def test_the_hash_of_the_file_stays_so_that_a_load_sees_what_the_site_changed(
    draft: Draft,
) -> None:
    before = db.session.get_one(Document, ABOUT).file_hash
    drafts.put(draft, ABOUT, f"{text(ABOUT)}\nMore.\n")
    go(draft)
    assert db.session.get_one(Document, ABOUT).file_hash == before
    assert proposals(draft)[ABOUT].text == text(ABOUT)
