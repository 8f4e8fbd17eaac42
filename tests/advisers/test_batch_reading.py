"""A CSV of clients is read with every mistake named by row and column, and never guessed at."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask

from careers_site.advisers.clients import (
    BatchError,
    Client,
    Problem,
    decode,
    headings,
    read_clients,
)
from careers_site.content.parsing import Library
from careers_site.eligibility.rules import Rules


@pytest.fixture(scope="session")
def rules(shipped: Library) -> Rules:
    return shipped.rules


@pytest.fixture(autouse=True)
def _site(site: Flask) -> Iterator[None]:
    """A place is looked up in the data of the site."""
    with site.app_context():
        yield


def one(text: str, rules: Rules) -> Client:
    clients, problems = read_clients(text, rules)
    assert not problems
    assert len(clients) == 1
    return clients[0]


def refused(text: str, rules: Rules) -> str:
    with pytest.raises(BatchError) as refusal:
        read_clients(text, rules)
    return "\n".join(refusal.value.problems)


def problems_of(text: str, rules: Rules) -> list[str]:
    return [str(problem) for problem in read_clients(text, rules)[1]]


def test_a_row_is_read_into_answers(rules: Rules) -> None:
    client = one("reference,gcse_maths,nation,others\n17,4,wales,none\n", rules)
    assert (client.row, client.reference) == (2, "17")
    assert client.answers.items() == [("gcse_maths", "4"), ("nation", "wales"), ("others", "none")]


def test_an_empty_cell_is_not_answered_and_unsure_stays_unsure(rules: Rules) -> None:
    client = one("age,gcse_maths,gcse_english\n,unsure, \n", rules)
    assert client.answers.levels == {"gcse_maths": "unsure"}


def test_headings_come_in_any_order_and_with_capitals(rules: Rules) -> None:
    client = one("Others, GCSE_Maths ,Reference\nNone,4,b\n", rules)
    assert client.answers.levels == {"gcse_maths": "4"}
    assert (client.answers.others, client.reference) == ("none", "b")


@pytest.mark.parametrize("separator", [";", "\t"])
def test_what_spreadsheets_put_in_place_of_commas_is_read_too(rules: Rules, separator: str) -> None:
    text = "reference,gcse_maths\nA,4\n".replace(",", separator)
    assert one(text, rules).answers.levels == {"gcse_maths": "4"}


def test_a_byte_order_mark_and_any_line_end_are_fine(rules: Rules) -> None:
    assert one(decode(b"\xef\xbb\xbfgcse_maths\r\n4\r\n"), rules).row == 2


def test_rows_are_numbered_as_a_spreadsheet_does_and_empty_ones_are_skipped(rules: Rules) -> None:
    clients, problems = read_clients('reference,age\n\n,\n"two\nlines",19-plus\nb,16-18\n', rules)
    assert not problems
    assert [client.row for client in clients] == [4, 5]


def test_an_unknown_heading_is_named_with_what_was_probably_meant(rules: Rules) -> None:
    words = refused("reference,gcse_math,shoe size,age\n1,4,7,19-plus\n", rules)
    assert 'row 1: There is no heading called "gcse_math" (did you mean "gcse_maths"?).' in words
    assert 'no heading called "shoe size"' in words


def test_a_place_tells_the_nation_and_a_month_the_start(rules: Rules) -> None:
    client = one("age,near,from,earnings\n19-plus,Cardiff,2027-09,under\n", rules)
    situation = client.answers.situation
    assert (situation.nation, situation.start.id) == ("wales", "2027-09")
    assert situation.funding == {"earnings": "under"}


def test_a_place_that_tells_no_nation_is_named_since_plans_would_be_for_england(
    rules: Rules,
) -> None:
    (problem,) = problems_of("age,near\n24-plus,Nowhereham\n", rules)
    assert problem.startswith("row 2: near: There is no place “Nowhereham” that we know.")
    assert not problems_of("age,near,nation\n24-plus,Nowhereham,scotland\n", rules)


@pytest.mark.parametrize("month", ["soon", "2027-13", "2019-12", "2036-01", "Sep-27", "2027-9"])
def test_a_month_that_is_none_or_too_far_away_is_named(rules: Rules, month: str) -> None:
    (problem,) = problems_of(f"age,from\n24-plus,{month}\n", rules)
    assert problem.startswith('row 2: from: "from" is a month from 2020-01 to 2035-12')


def test_an_answer_about_money_that_does_not_exist_is_named(rules: Rules) -> None:
    (problem,) = problems_of("age,earnings\n24-plus,low\n", rules)
    assert "Use one of: under, over, unsure." in problem


def test_a_heading_that_stands_twice_is_refused(rules: Rules) -> None:
    assert 'heading "age" is there more than once' in refused("age,Age\n,\n", rules)


def test_a_file_without_a_question_is_refused_with_all_headings(rules: Rules) -> None:
    words = refused("name,phone\nAnna,1\n", rules)
    assert "none of the headings is a question" in words
    assert "gcse_maths" in words
    assert "none of the headings" in refused("reference\n1\n", rules)


@pytest.mark.parametrize("text", ["", "\n", ",,\n1,2,3\n"])
def test_a_file_without_headings_is_refused(rules: Rules, text: str) -> None:
    assert "has no headings" in refused(text, rules)


def test_a_bad_cell_is_named_by_row_and_column_and_does_not_stop_the_others(rules: Rules) -> None:
    text = "reference,gcse_maths,nation\na,C,\nb,4,\nc,5,Englnd\n"
    clients, problems = read_clients(text, rules)
    assert [client.reference for client in clients] == ["b"]
    assert str(problems[0]).startswith(
        'row 2: gcse_maths: There is no answer to "gcse_maths" called "C"'
    )
    assert "Use one of: none, 1, 2, 3, 4, 5, 6, 7, 8, 9, unsure." in str(problems[0])
    assert '(did you mean "england"?)' in str(problems[1])


def test_every_bad_cell_of_a_row_is_named(rules: Rules) -> None:
    found = read_clients("age,gcse_maths,driving\nold,C,no\n", rules)[1]
    assert [(problem.row, problem.column) for problem in found] == [
        (2, "age"),
        (2, "gcse_maths"),
        (2, "driving"),
    ]


def test_cells_missing_at_the_end_were_not_answered(rules: Rules) -> None:
    """Spreadsheets leave out the empty cells at the end of a row."""
    assert one("reference,gcse_maths,driving\na,4\n", rules).answers.levels == {"gcse_maths": "4"}


def test_a_row_longer_than_the_headings_is_named_unless_the_rest_is_empty(rules: Rules) -> None:
    assert problems_of("reference,age\na,19-plus,4\n", rules) == [
        "row 2: has 3 cells, but there are 2 headings"
    ]
    assert not problems_of("reference,age\na,19-plus,,\n", rules)


def test_a_cell_under_no_heading_is_named(rules: Rules) -> None:
    assert problems_of("age,,driving\n,4,\n", rules) == [
        "row 2: column 2: has no heading, but this row has something in it"
    ]


def test_a_quotation_mark_that_is_not_closed_is_named(rules: Rules) -> None:
    (problem,) = problems_of('reference,age\na,19-plus\n"b,16-18\nc,\n', rules)
    assert problem.startswith("row 3: cannot be read")
    assert "quotation mark" in problem


def test_a_reference_that_is_too_long_or_cannot_be_shown_is_named(rules: Rules) -> None:
    long = problems_of(f"reference,age\n{'x' * 201},\n", rules)
    assert long == ["row 2: reference: is longer than 200 characters"]
    hidden = problems_of("reference,age\na\x00b,\n", rules)
    assert hidden == ["row 2: reference: holds a character that cannot be shown"]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ("reference,age\nZoë,19-plus\n".encode("latin-1"), "Line 2 of the file is not UTF-8"),
        ("reference,age\n".encode("utf-16"), "UTF-16"),
        (b"PK\x03\x04 a workbook", "This is a spreadsheet, not a CSV"),
        (b"\xd0\xcf\x11\xe0 an old workbook", "This is a spreadsheet, not a CSV"),
    ],
)
def test_other_files_are_refused_with_how_to_save_them(data: bytes, words: str) -> None:
    with pytest.raises(BatchError, match=words) as refusal:
        decode(data)
    assert "CSV UTF-8" in refusal.value.problems[0]


def test_more_rows_than_allowed_are_refused_with_the_number(rules: Rules) -> None:
    with pytest.raises(BatchError, match=r"more than 3 clients.*Send it in parts"):
        read_clients("age\n" + "unsure\n" * 4, rules, most=3)
    assert len(read_clients("age\n" + "unsure\n" * 3, rules, most=3)[0]) == 3


def test_rows_with_problems_count_towards_the_most(rules: Rules) -> None:
    with pytest.raises(BatchError, match="more than 3"):
        read_clients("age\n" + "old\n" * 4, rules, most=3)


def test_the_headings_are_those_of_the_interface(rules: Rules) -> None:
    assert headings(rules)[0] == "reference"
    assert headings(rules)[-2:] == ["nation", "others"]
    assert set(rules.scales) <= set(headings(rules))


def test_a_problem_reads_as_row_column_and_what_is_wrong() -> None:
    assert str(Problem(7, "age", "is odd")) == "row 7: age: is odd"
    assert str(Problem(7, "", "is odd")) == "row 7: is odd"
