"""Two editors in one table: their changes are combined row by row and field by field."""

from __future__ import annotations

from tests.editor.conftest import Browser
from tests.editor.documents.conftest import Change, published

SALARIES, SERVICES = "data/salaries.csv", "data/services.csv"


def test_a_review_shows_the_whole_of_a_value_with_a_colon(editor: Browser, change: Change) -> None:
    text = published(SALARIES).replace("Grade 8. Two", "Grade 8: two temporary posts. Two", 1)
    review = editor.get(change(SALARIES, text)).text
    assert "<ins>Grade 8: two temporary posts. Two" in review
