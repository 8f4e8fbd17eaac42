"""A site on which editors have worked: drafts of every kind, course files, a history."""

from __future__ import annotations

import csv
import io
import uuid
from collections.abc import Mapping
from datetime import timedelta
from threading import Event

from flask import Flask

from careers_site.accounts.sessions.sessions import hashed
from careers_site.content.store import documents
from careers_site.courses.changes import edit
from careers_site.courses.importing.course_row import COLUMNS, read_row, write_row
from careers_site.courses.models import Course
from careers_site.courses.uploads import store
from careers_site.courses.uploads.models import CourseImport
from careers_site.editor.drafts import drafts, publish_draft
from careers_site.editor.drafts.drafts import Draft
from careers_site.editor.drafts.review.review import fingerprint
from careers_site.editor.drafts.schedule import schedule
from careers_site.editor.drafts.schedule.schedule import Schedule
from careers_site.editor.drafts.second_look import looks
from careers_site.editor.drafts.second_look.outside_links import DraftLink
from careers_site.jobs.worker import Worker
from careers_site.platform import clock
from careers_site.platform.extensions import db

ABOUT = "content/pages/about.md"
CHECKS = "content/pages/checks.md"
ROUTES = "content/portage-home-visitor/routes.toml"
SALARIES = "data/salaries.csv"
SERVICES = "data/services.csv"
VISITS = "Regular home visits"
WHO = "editor@example.org"
TOKEN = "the-token-of-a-private-link"
OPTIONS = '"level-2-occupational-certificate", "level-3-diploma-adults", "level-3-diploma"'
WITHOUT_DIPLOMA = '"level-2-occupational-certificate", "level-3-diploma-adults"'


def live_in(app: Flask) -> dict[str, int]:
    """Work on the site as editors do; the numbers of what came of it, by what each is."""
    with app.app_context():
        return {**_drafts(), **_courses(app)}


def _draft(title: str, texts: Mapping[str, str | None]) -> Draft:
    draft = drafts.start(title, WHO)
    for path, text in texts.items():
        drafts.put(draft, path, text)
    return draft


def _publish(draft: Draft) -> int:
    db.session.commit()
    number = draft.id
    publish_draft.publish(number, WHO, "To have a history.", fingerprint(draft), "")
    return number


def _set_day(draft: Draft) -> None:
    asked = {"who": WHO, "comment": "A new year.", "confirmed": "", "problem": ""}
    at = clock.now() + timedelta(days=100)
    schedule.put(Schedule(draft_id=draft.id, at=at, reviewed=fingerprint(draft), **asked))


def _let_look(draft: Draft) -> None:
    """Comments, somebody who is asked, and a private link with a token that tests know."""
    looks.ask(draft, "admin@example.org", WHO)
    looks.answer(draft, WHO, looks.CHANGE)
    looks.add_comment(draft.id, ABOUT, WHO, "Is this the newest figure?")
    until = clock.now() + timedelta(days=7)
    kept = {"token_hash": hashed(TOKEN), "name": "The association", "made_by": WHO}
    db.session.add(DraftLink(draft_id=draft.id, expires=until, **kept))


def _drafts() -> dict[str, int]:
    now = documents.published()
    made = {
        "changed": _draft("About, with a word more", {ABOUT: f"{now[ABOUT]}\nA word more.\n"}),
        "broken": _draft("About, with slips", {ABOUT: now[ABOUT].replace("+++", "++", 1)}),
        "rules": _draft(
            "College without the level 3 diploma",
            {ROUTES: now[ROUTES].replace(OPTIONS, WITHOUT_DIPLOMA)},
        ),
        "asked": _draft("Pay", {SALARIES: now[SALARIES].replace("27711", "29999")}),
        "empty": drafts.start("Nothing yet", WHO),
        "apart": _draft("The checks", {CHECKS: f"{now[CHECKS]}\nAt the end.\n"}),
        "both": _draft("The checks again", {CHECKS: now[CHECKS].replace("title = ", "title =  ")}),
        "fields": _draft("A service", {SERVICES: now[SERVICES].replace(VISITS, "Every week", 1)}),
        "retiring": _draft("Without a page", {CHECKS: None}),
        "discarded": _draft("Not wanted", {ABOUT: "x\n"}),
    }
    drafts.add_questions(made["asked"], ["The minimum rises by more than usual: is that right?"])
    made["discarded"].state = drafts.DISCARDED
    made["coming"] = _draft("The checks of next year", {CHECKS: f"{now[CHECKS]}\nLater.\n"})
    _set_day(made["coming"])
    made["looked"] = _draft("About, for somebody to check", {ABOUT: f"{now[ABOUT]}\nFacts.\n"})
    _let_look(made["looked"])
    numbers = {name: draft.id for name, draft in made.items()}
    theirs = now[CHECKS].replace('title = "', 'title = "All ', 1)
    service = now[SERVICES].replace(VISITS, "Every 2 weeks", 1)
    first = _draft("Somebody else was first", {CHECKS: theirs, SERVICES: service})
    return {**numbers, "published": _publish(first)}


def _courses(app: Flask) -> dict[str, int]:
    course = db.session.get_one(Course, 1)
    values, _ = read_row(dict(zip(COLUMNS, write_row(vars(course)), strict=True)))
    assert values is not None
    edit.edit(1, values.model_copy(update={"title": "A newer title"}), course.version, WHO)
    edit.withdraw(2, db.session.get_one(Course, 2).version, WHO, "It has ended.")
    ready = _upload(app, "ready", [_row(n, level="3" if n % 4 else "three") for n in range(1, 40)])
    refused = _upload(app, "refused", [{"something": "else"}])
    return {"ready": ready, "refused": refused, "change": edit.history(1)[0].change.id}


def _row(number: int, **cells: str) -> dict[str, str]:
    required = {"run_id": f"r{number}", "provider": "A College", "title": f"Course {number}"}
    return {**dict.fromkeys(COLUMNS, ""), "national": "false", **required, **cells}


def _upload(app: Flask, source: str, rows: list[dict[str, str]]) -> int:
    text = io.StringIO()
    writer = csv.DictWriter(text, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    wanted = CourseImport(
        token=str(uuid.uuid4()),
        who=WHO,
        **{"file_name": f"{source}.csv", "form": "native", "source": source},
    )
    kept = store.receive(wanted, {store.COURSES: io.BytesIO(text.getvalue().encode())})
    number = kept.id
    worker = Worker(app, Event())
    while worker.work_once():
        pass
    return number
