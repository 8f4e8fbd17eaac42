"""A person specification that an editor pastes becomes a draft, and then a page of the site."""

from __future__ import annotations

from werkzeug.test import TestResponse

from careers_site.content.sources import FOLDER
from tests.editor.conftest import Browser
from tests.editor.documents.conftest import hidden, publish, published

PAGE = "/editor/documents/new-specification"
PATH = "content/person-specifications/kent.toml"
GOOD = {
    "employer": "Kent County Council",
    "title": "Portage worker",
    "slug": "kent",
    "nation": "england",
    "as_of": "3 March 2026",
    "url": "https://www.kent.gov.uk/jobs",
    "table": "Criterion\tImportance\nListens to parents\tEssential\nDrives\tDesirable\n",
}


def send(editor: Browser, **changes: str) -> TestResponse:
    return editor.post(PAGE, data={**hidden(editor.get(PAGE).text), **GOOD, **changes})


def test_a_pasted_table_is_a_draft_first_and_then_a_readiness_check(editor: Browser) -> None:
    assert f'href="{PAGE}"' in editor.get("/editor/documents").text
    answer = send(editor)
    assert answer.status_code == 303
    assert answer.location.startswith(f"/editor/documents/{PATH}?draft=")
    assert "2 criteria are in a draft" in editor.get(answer.location).text
    assert editor.get("/person-specification/kent").status_code == 404
    draft = f"/editor/drafts/{answer.location.rpartition('=')[2]}"
    shown = editor.get(f"{draft}/preview/person-specification/kent").text
    assert "Listens to parents" in shown
    assert publish(editor, draft).status_code == 303
    text = published(PATH)
    assert 'as_of = "2026-03-03"' in text
    assert text.count("self = true") == 2
    assert "https://www.kent.gov.uk/jobs" in published(f"{FOLDER}added.toml")
    page = editor.get("/person-specification/kent").text
    assert "Portage worker, Kent County Council" in page
    assert "Kent County Council, 3 March 2026" in page


def test_a_form_that_is_sent_twice_makes_one_draft(editor: Browser) -> None:
    form = {**hidden(editor.get(PAGE).text), **GOOD}
    first, second = (editor.post(PAGE, data=form).location for _ in range(2))
    assert first == second


def test_what_is_wrong_is_named_and_nothing_is_lost(editor: Browser) -> None:
    for changes, sentence in [
        ({"employer": ""}, "Enter the employer."),
        ({"slug": "Kent!"}, "Use small letters"),
        ({"slug": "leeds"}, "There is already a person specification “leeds”."),
        ({"nation": "france"}, "Not a valid choice"),
        ({"as_of": "soon"}, "Write a date such as 29 June 2025"),
        ({"url": "kent.gov.uk"}, "Write a web address that begins https://"),
        ({"table": ""}, "Paste the table."),
        ({"table": "Listens\tCertificate\n"}, "Row 1 has 2 texts."),
        ({"table": "\x00 \t•\n"}, "Paste at least one criterion."),
    ]:
        answer = send(editor, **changes)
        assert answer.status_code == 400
        assert sentence in answer.text
        assert "<title>Error: " in answer.text
        assert 'value="Kent County Council"' in answer.text or "employer" in changes
        assert "Listens" in answer.text or "table" in changes
