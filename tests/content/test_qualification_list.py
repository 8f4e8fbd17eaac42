"""Our certificates beside the list of the Department for Education."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask

from careers_site.content.parsing import Library
from careers_site.content.problems import ContentError
from careers_site.content.rules.qualification_list import (
    compare,
    month_of,
    read_list,
)

HEADING = "Level,Ratio level,From,To,Name,Awarding body,Number,Extra requirements\n"


def said(rows: str, shipped: Library) -> tuple[str, ...]:
    """What differs for these rows, our own numbers that are not in them left out."""
    listed, _ = read_list(HEADING + rows)
    found, _ = compare(listed, shipped.qualifications)
    return tuple(one for one in found if one.startswith("row"))


def test_a_row_that_is_the_same_in_both_says_nothing(shipped: Library) -> None:
    ours = shipped.qualifications
    held = next(one for one in ours if one.numbers and one.gives[0].scale.id == "early_years")
    level = held.gives[0].scale.level_ids[held.gives[0].level][-1]
    number = held.numbers[0]
    assert said(f"{level},{level},,,Another name,NCFE,{number},\n", shipped) == ()
    bare = number.replace("/", "")
    assert said(f"{level},,,,Another name,NCFE,{bare},\n", shipped) == ()


def test_a_name_finds_what_has_no_number(shipped: Library) -> None:
    assert said("3,3,,Aug-14,NNEB diploma in nursery nursing,CACHE,,\n", shipped) == ()


def test_another_level_is_named_with_both(shipped: Library) -> None:
    assert said("2,2,,,NNEB,CACHE,,\n", shipped) == (
        "row 2: NNEB: ours (nneb) gives level-3, theirs level-2",
    )


def test_what_we_lack_is_named_with_its_level(shipped: Library) -> None:
    assert said("5,5,,,Diploma in Nowhere Studies,XYZ,999/9999/X,An interview\n", shipped) == (
        "row 2: Diploma in Nowhere Studies: is not in our list (level-5, and they ask for more)",
    )


def test_a_number_that_we_lack_is_named(shipped: Library) -> None:
    (sentence,) = said("3,3,,,NNEB,CACHE,999/9999/X,\n", shipped)
    assert sentence == "row 2: NNEB: ours (nneb) has not the number 9999999X"


def test_another_month_is_named(shipped: Library) -> None:
    held = next(one for one in shipped.qualifications if one.began.last and one.gives)
    level = held.gives[0].scale.level_ids[held.gives[0].level][-1]
    (sentence,) = said(f"{level},,,Aug-90,{held.title.replace(',', ' ')},X,,\n", shipped)
    assert sentence.endswith("theirs 1990-08")


def test_our_numbers_that_they_do_not_list_are_named(shipped: Library) -> None:
    listed, _ = read_list(f"{HEADING}3,3,,,NNEB,CACHE,,\n")
    found, matched = compare(listed, shipped.qualifications)
    assert matched == 1
    number = next(one.numbers[0] for one in shipped.qualifications if one.numbers)
    assert any(f"our number {number} is not in their list" in one for one in found)


@pytest.mark.parametrize(
    ("text", "month"),
    [
        ("Sep-14", "2014-09"),
        ("September 2014", "2014-09"),
        ("2014-09-01", "2014-09"),
        ("01/09/2014", "2014-09"),
        ("on or after September 2014", "2014-09"),
        ("Jan-98", "1998-01"),
        ("", None),
        ("not known", None),
        ("2014-13", None),
    ],
)
def test_months_are_read_as_people_write_them(text: str, month: str | None) -> None:
    found = month_of(text)
    assert (found.id if found else None) == month


def test_further_columns_are_noted_and_the_word_qualification_is_no_matter() -> None:
    listed, further = read_list(
        "Qualification level,Qualification name,Qualification number,Colour\n3,NNEB,,red\n"
    )
    assert (listed[0].name, further) == ("NNEB", ("Colour",))


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", 'row 1: has no column "level"'),
        ("level,name\n3,NNEB\n", 'row 1: has no column "number"'),
        (f"{HEADING}high,,,,NNEB,,,\n", "row 2: level: names no level from 2 to 8"),
        (f"{HEADING}3,,,,,CACHE,,\n", "row 2: name: is empty"),
        (f'{HEADING}3,,,,"NNEB,,,\n', "cannot be read"),
    ],
)
def test_a_file_that_cannot_be_used_names_what_is_wrong(text: str, problem: str) -> None:
    with pytest.raises(ContentError) as refused:
        read_list(text)
    assert any(problem in one for one in refused.value.problems)


def test_the_command_prints_what_differs_and_a_summary(site: Flask, tmp_path: Path) -> None:
    file = tmp_path / "list.csv"
    file.write_text(f"{HEADING.strip()},Colour\n2,2,,,NNEB,CACHE,,,red\n", encoding="utf-8")
    done = site.test_cli_runner().invoke(args=["qualifications", "compare", str(file)])
    assert done.exit_code == 0, done.output
    assert "row 2: NNEB: ours (nneb) gives level-3, theirs level-2" in done.stdout
    assert 'note: the column "Colour" is not used' in done.stderr
    assert "1 of 1 rows are in our list." in done.stderr


def test_the_command_refuses_what_it_cannot_read(site: Flask, tmp_path: Path) -> None:
    file = tmp_path / "list.csv"
    for data in (b"level\n3\n", b"\xff\xfe"):
        file.write_bytes(data)
        done = site.test_cli_runner().invoke(args=["qualifications", "compare", str(file)])
        assert (done.exit_code, done.stdout) == (1, "")
        assert "Nothing was compared." in done.stderr
