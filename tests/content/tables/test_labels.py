"""Every column of the small tables has words, and its choices are those that the file takes."""

from __future__ import annotations

from typing import Any, get_args

import pytest

from careers_site.content.tables.cells import ConfidenceWord
from careers_site.content.tables.labels import CHOICES, OWN, SHARED, TABLES, fields_of
from careers_site.content.tables.salary_bands import KindWord
from careers_site.content.tables.tables import Table


@pytest.mark.parametrize("table", TABLES.values(), ids=lambda table: table.name)
def test_every_column_has_a_field_with_words(table: Table[Any]) -> None:
    fields = fields_of(table)

    assert tuple(fields) == table.columns
    assert all(field.label for field in fields.values())


def test_no_words_are_left_over() -> None:
    columns = {column for table in TABLES.values() for column in table.columns}

    assert set(SHARED) <= columns
    for name, words in OWN.items():
        assert set(words) <= set(TABLES[name].columns)


def test_the_words_of_choices_are_those_of_the_rows() -> None:
    assert tuple(CHOICES["kind"]) == get_args(KindWord)
    assert tuple(CHOICES["confidence"]) == get_args(ConfidenceWord)


def test_what_may_be_blank_is_not_required() -> None:
    required = {name for name, field in fields_of(TABLES["workshops"]).items() if field.required}

    assert required == {"id", "title", "starts", "online", "host", "source", "checked"}
