"""What was not checked against its sources for 12 months is found in every kind of document."""

from __future__ import annotations

from datetime import date

import pytest

from careers_site.content.pages.check_dates import due, reviews
from careers_site.content.store import files
from tests.conftest import ROOT

TODAY = date(2026, 11, 22)
DOCUMENTS = {
    "content/pages/about.md": '+++\ntitle = "About"\nchecked = 2025-11-20\n+++\nBody.',
    "content/portage-home-visitor/steps.toml": (
        '[[step]]\nid = "a"\ntitle = "A step"\nchecked = 2024-01-31\n'
        '[[step]]\nid = "b"\nchecked = 2025-11-22\n'
    ),
    "data/salaries.csv": "id,title,employer,checked\n"
    "leeds,Visitor,Leeds,2025-01-01\ncoventry,Worker,Coventry,2026-01-01\n",
}


def test_what_is_due_comes_oldest_first_with_its_name() -> None:
    assert [(one.what, one.checked.year) for one in due(DOCUMENTS, TODAY)] == [
        ("A step", 2024),
        ("Leeds, Visitor", 2025),
        ("About", 2025),
    ]


@pytest.mark.parametrize(
    ("today", "count"), [(date(2025, 11, 20), 1), (date(2024, 2, 29), 0), (date(2028, 2, 29), 5)]
)
def test_a_year_is_a_year(today: date, count: int) -> None:
    assert len(due(DOCUMENTS, today)) == count


def test_every_shipped_document_with_a_date_can_be_reviewed() -> None:
    shipped = files.read(ROOT)
    undated = {path for path in shipped if not list(reviews(path, shipped[path]))}
    tables_without_rows = {path for path in shipped if shipped[path].count("\n") <= 1}
    kinds = ("content/sources/", "content/examples/", "content/portage-home-visitor/scales.toml")
    kinds += ("content/synonyms.toml",)
    assert {p for p in undated - tables_without_rows if not p.startswith(kinds)} == set()


def test_a_document_that_cannot_be_read_does_not_hide_the_others() -> None:
    broken = {"content/pages/a.md": "x", "data/b.csv": "id\nx\n", "data/c.csv": "checked\nx\n"}
    assert len(due({**broken, **DOCUMENTS}, TODAY)) == 3
