"""A change that one web process publishes shows on every other within a second."""

from __future__ import annotations

import time
from pathlib import Path

from flask import Flask
from sqlalchemy import func, select

from careers_site.content import library
from careers_site.content.store import documents
from careers_site.editor.drafts import drafts
from careers_site.editor.drafts.publish_draft import publish
from careers_site.editor.drafts.review.review import fingerprint
from careers_site.platform.extensions import db
from careers_site.platform.web import page_cache
from tests.conftest import make_app
from tests.editor.documents.conftest import ABOUT, CHECKS, published
from tests.processes import Program

# A web process of its own, which says when it shows the sentence it waits for.
READER = """
import sys, time
from pathlib import Path
from tests.conftest import make_app
app = make_app(Path(sys.argv[1]))
read = app.test_client().get
assert "Seen everywhere." not in read("/about").text
print("ready", flush=True)
end = time.monotonic() + 60
while "Seen everywhere." not in read("/about").text:
    assert time.monotonic() < end
    time.sleep(0.01)
print("shown", flush=True)
"""
# Publishes one draft of two documents after another until it is killed.
PUBLISHER = """
import sys
from pathlib import Path
from careers_site.content.store import documents
from careers_site.editor.drafts import drafts
from careers_site.editor.drafts.publish_draft import publish
from careers_site.editor.drafts.review.review import fingerprint
from careers_site.platform.extensions import db
from tests.conftest import make_app
paths = ["content/pages/about.md", "content/pages/checks.md"]
with make_app(Path(sys.argv[1])).app_context():
    texts = {path: documents.published()[path] for path in paths}
    while True:
        draft = drafts.start("Again", "ada@site.example")
        for path, text in texts.items():
            drafts.put(draft, path, f"{text}\\nTurn {draft.id}.\\n")
        db.session.commit()
        publish(draft.id, "ada@site.example", "why", fingerprint(draft), "")
        print(draft.id, flush=True)
"""


def test_another_process_shows_it_by_itself(app: Flask, tmp_path: Path) -> None:
    with Program("-c", READER, tmp_path / "instance") as reader:
        assert reader.stdout.readline() == "ready\n"
        text = published(ABOUT) + "\nSeen everywhere.\n"
        draft = drafts.start("About", "ada@site.example")
        drafts.put(draft, ABOUT, text)
        db.session.commit()
        publish(draft.id, "ada@site.example", "why", fingerprint(draft), "")
        assert reader.stdout.readline() == "shown\n"
    # Within a second on a machine that is not busy: it looks, and keeps a page, for half of one.
    assert library.LOOK_EVERY_SECONDS + page_cache.KEEP_SECONDS <= 1


def test_the_process_that_published_shows_it_at_once(app: Flask) -> None:
    client = app.test_client()
    client.get("/checks")
    text = published(CHECKS) + "\nAt once.\n"
    draft = drafts.start("Checks", "ada@site.example")
    drafts.put(draft, CHECKS, text)
    db.session.commit()
    publish(draft.id, "ada@site.example", "why", fingerprint(draft), "")
    # The page that is kept for half a second is not asked: an editor's browser has a cookie.
    client.set_cookie("careers", "x")
    assert "At once." in client.get("/checks").text


def test_killed_while_it_publishes_a_draft_is_published_whole_or_still_open(
    app: Flask, tmp_path: Path
) -> None:
    instance = tmp_path / "instance"
    for wait in (0.0, 0.07, 0.19):
        with Program("-c", PUBLISHER, instance) as process:
            assert process.stdout.readline(), "the publisher stopped by itself"
            time.sleep(wait)
            process.kill()
        with make_app(instance).app_context():
            whole()


def whole() -> None:
    """Both documents are of one draft, which is published; no revision has half of a draft."""
    ends = [documents.published()[path].rpartition("\nTurn ")[2] for path in (ABOUT, CHECKS)]
    assert len(set(ends)) == 1
    last = drafts.read(int(ends[0].rstrip(".\n")))
    assert last is not None
    assert (last.state, last.revision) == (drafts.PUBLISHED, documents.current_revision())
    rows = select(func.count()).select_from(documents.DocumentRevision)
    for draft in db.session.scalars(select(drafts.Draft).where(drafts.Draft.revision.is_not(None))):
        here = rows.where(documents.DocumentRevision.revision == draft.revision)
        assert db.session.scalar(here) == 2
