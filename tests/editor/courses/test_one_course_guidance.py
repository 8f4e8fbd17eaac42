"""The words about columns agree with what the columns take."""

from __future__ import annotations

import pytest

from careers_site.courses.importing.column_guidance import COLUMN, WORDS
from careers_site.courses.importing.course_row import COLUMNS, read_row

EXAMPLE = {name: column.example for name, column in COLUMN.items()}


def test_every_column_has_its_words_and_no_words_are_left_over() -> None:
    assert tuple(WORDS) == tuple(COLUMN) == COLUMNS


def test_the_examples_together_are_a_good_course() -> None:
    course, problems = read_row(EXAMPLE)

    assert problems == []
    assert course is not None


@pytest.mark.parametrize("name", COLUMNS)
def test_a_column_takes_what_its_words_say(name: str) -> None:
    column = COLUMN[name]

    for word in column.allowed:
        assert read_row({**EXAMPLE, name: word})[1] == [], word
    if column.allowed:
        assert read_row({**EXAMPLE, name: "neither of them"})[1]
    assert bool(read_row({**EXAMPLE, name: "", **_without_position(name)})[1]) == column.required
    assert " 0 characters" not in column.takes
    if column.longest:
        assert read_row({**EXAMPLE, name: "x" * (column.longest + 1)})[1]


def _without_position(name: str) -> dict[str, str]:
    return {"latitude": "", "longitude": ""} if name.endswith("itude") else {}
