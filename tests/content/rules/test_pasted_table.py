"""A table that was copied from a document becomes criteria, or sentences about its rows."""

from __future__ import annotations

import pytest

from careers_site.content.rules.editing.pasted_table import MOST_CRITERIA, PastedTable


def read(text: str) -> list[tuple[str, str, str]]:
    table = PastedTable(text)
    assert table.problems == []
    return [(one.words, one.importance, one.area) for one in table.criteria]


def test_a_row_is_a_criterion_and_says_whether_it_is_essential() -> None:
    text = "Criterion\tEssential/Desirable\r\nListens well\tEssential\r\nDrives\tD\r\nSings\r\n"
    assert read(text) == [
        ("Listens well", "essential", "other"),
        ("Drives", "desirable", "other"),
        ("Sings", "not-stated", "other"),
    ]


def test_the_order_of_the_cells_does_not_matter_and_an_area_is_read() -> None:
    text = "Requirements\nKnowledge\tOf Portage\nSkills And Ability\tEssential\tListens well\n"
    assert read(text) == [
        ("Of Portage", "not-stated", "knowledge"),
        ("Listens well", "essential", "skills"),
    ]


def test_a_heading_holds_for_the_rows_below_it() -> None:
    text = "Essential\n• Listens well\n\nDesirable\nQualifications:\n"
    text = text.replace("Qualifications:", "Qualifications") + "•\tMakaton\n"
    assert read(text) == [
        ("Listens well", "essential", "other"),
        ("Makaton", "desirable", "qualifications"),
    ]


def test_ticks_stand_under_their_heading() -> None:
    text = "Criteria\tEssential\tDesirable\nListens well\t✓\t\nDrives\t\tx\n"
    assert read(text) == [
        ("Listens well", "essential", "other"),
        ("Drives", "desirable", "other"),
    ]


def test_a_cell_of_several_lines_is_one_criterion() -> None:
    assert read('"Listens\nwell"\tE') == [("Listens well", "essential", "other")]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("\n \t \n", "Paste at least one criterion."),
        ("Criterion\tEssential\n", "Paste at least one criterion."),
        ("Listens\tApplication form, interview\n", "Row 1 has 2 texts."),
        ("Listens\tE\tD\n", "Row 1 is both essential and desirable."),
        ("Listens\n" + "x" * 501, "Row 2 is longer than 500 characters."),
        ("Listens\n" * (MOST_CRITERIA + 1), "There are 81 criteria; at most 80."),
    ],
)
def test_what_cannot_be_read_is_named(text: str, sentence: str) -> None:
    assert [one for one in PastedTable(text).problems if one.startswith(sentence)]
