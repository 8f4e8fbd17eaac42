"""Whatever is typed into a form of a row, an award or a course gets an answer, never a 500."""

from __future__ import annotations

import random
from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.checking import LEFT_OVER
from tests.editor.conftest import Browser
from tests.editor.tables.forms import fields

TEXTS = st.one_of(
    # CheckingClient takes words of code for left-over code.
    st.text(max_size=30).filter(lambda text: not LEFT_OVER.search(text)),
    st.sampled_from(
        [
            *("", "0", "-1", "1e9", "NaN", "²", "٣", "\x00", "\ud800", "a\r\nb", '"', "'=1", "=1"),
            *("2027-02-30", "0001-01-01", "9999-12-31", "31/12/9999", "x" * 3_000, "true", "new"),
        ]
    ),
)
FORMS = [
    "/editor/tables/salaries/rows/leeds-2025-26",
    "/editor/tables/workshops/new",
    "/editor/tables/pay_points/new",
    "/editor/pay-award",
    "/editor/courses/3",
    "/editor/courses/new",
]
ANSWERS = {303, 400, 409}


@pytest.mark.parametrize("url", FORMS)
@settings(
    max_examples=6,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(data=st.data())
def test_every_form_answers_whatever_is_typed(
    app: Flask, editor: Browser, url: str, data: Any
) -> None:
    # Hypothesis starts the dice anew, by which Whoosh names its files: the names would come again.
    random.seed()
    opened = fields(editor.get(url).text)
    # Whether there is a draft to choose depends on what was typed before.
    names = sorted({*opened, "into"} - {"csrf_token"})
    changed = data.draw(st.dictionaries(st.sampled_from(names), TEXTS, max_size=6))
    safe = {name: _typed(text) for name, text in changed.items()}
    answer = editor.post(url, data={**opened, "do": "save", **safe})

    assert answer.status_code in ANSWERS


def _typed(text: str) -> str:
    """What a browser can send, without brackets: CheckingClient takes them for left-over code."""
    return text.encode("utf-8", "replace").decode().translate(dict.fromkeys(map(ord, "[{}<"), "("))
