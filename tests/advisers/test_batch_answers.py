"""The answer to a list of clients: a row for each client and route, safe in any spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import replace

import pytest
from flask import Flask

from careers_site.advisers import batch
from careers_site.advisers.batch import (
    KIND_WORDS,
    RouteAnswer,
    Tally,
    answer,
    answers,
    lines,
    notes,
)
from careers_site.advisers.clients import read_clients
from careers_site.content.parsing import Library
from careers_site.eligibility.rules import Rules

NOTHING = "reference,age\nsomebody,\n"
READY = (
    "reference,early_years,experience_0_to_4,send_knowledge,family_work,send_experience\n"
    "ready,level-3,2-years,working,substantial,2-years\n"
)


@pytest.fixture(scope="session")
def rules(shipped: Library) -> Rules:
    return shipped.rules


@pytest.fixture(autouse=True)
def _site(site: Flask) -> Iterator[None]:
    """A place is looked up in the data of the site."""
    with site.app_context():
        yield


def answered(text: str, rules: Rules) -> dict[str, RouteAnswer]:
    (client,), problems = read_clients(text, rules)
    assert not problems
    return {row.route: row for row in answer(client, rules)}


def test_there_is_a_row_for_each_client_and_route(rules: Rules) -> None:
    clients, _ = read_clients("reference,age\na,\nb,\n", rules)
    found = [(row.reference, row.route) for row in answers(clients, rules)]
    assert found == [(who, route.id) for who in "ab" for route in rules.routes]


def test_somebody_ready_has_a_plan_without_steps(rules: Rules) -> None:
    row = answered(READY, rules)["apply-directly"]
    assert (row.verdict, row.summary) == ("met", "You look ready to apply")
    assert (row.missing, row.ask, row.months, row.steps) == ("", "", 0, "")
    assert (row.ready, row.best_step, row.pounds, row.pounds_from, row.loan) == ("yes", "", 0, 0, 0)
    assert row.best.startswith("Apply")
    assert row.starts == row.ends == row.from_


def test_a_way_in_that_brings_nothing_new_is_not_needed_and_has_no_plan(rules: Rules) -> None:
    row = answered(READY, rules)["apprenticeship"]
    assert (row.needed, row.summary) == ("no", "You do not need this")
    assert (row.missing, row.steps, row.months, row.pounds, row.quicker_if) == (
        *("", ""),
        *(None, None, ""),
    )


def test_month_place_and_funding_are_columns_of_a_client(rules: Rules) -> None:
    text = (
        "from,near,age,early_years,gcses_9_to_4,earnings,others\n"
        "2026-12,Glasgow,24-plus,none,5,under,none\n"
    )
    row = answered(text, rules)["college"]
    assert (row.from_, row.nation, row.starts) == ("2026-12", "scotland", "2026-12")
    assert row.best
    assert "Foundation degree" not in row.steps


def test_under_19_college_is_free_and_says_when_it_starts_and_ends(rules: Rules) -> None:
    text = (
        "from,nation,age,early_years,experience_0_to_4,gcses_9_to_4,gcse_english,gcse_maths\n"
        "2026-12,england,16-18,none,some,5,4,4\n"
    )
    row = answered(text, rules)["college"]
    assert (row.pounds_from, row.pounds, row.loan, row.pounds_unknown_for) == (0, 0, 0, "")
    assert row.starts == "2026-12" <= row.next_start
    assert row.ends > row.next_start


def test_a_price_that_is_not_known_is_never_nought(shipped: Library) -> None:
    found = []
    for example in shipped.examples[::3]:
        row = ",".join(example.answers.values())
        clients, _ = read_clients(f"others,{','.join(example.answers)}\n,{row}\n", shipped.rules)
        for client in clients:
            found += [one for one in answer(client, shipped.rules) if one.pounds_unknown_for]
    assert found
    for one in found:
        assert 0 not in (one.pounds, one.pounds_from, one.loan)


def test_what_is_not_answered_is_unknown_and_asked_for(rules: Rules) -> None:
    row = answered(NOTHING, rules)["university"]
    assert row.verdict == "unknown"
    assert row.summary.startswith("We need ")
    assert row.ready == "no"
    assert row.ask in rules.scales
    assert row.missing


def test_a_closed_route_says_what_is_missing_and_the_way(rules: Rules) -> None:
    levels = {scale.id: scale.level_ids[0] for scale in rules.scales.values()}
    levels |= {"age": "24-plus"}
    text = f"{','.join(levels)},others\n{','.join(levels.values())},none\n"
    row = answered(text, rules)["university"]
    assert (row.verdict, row.ask) == ("unmet", "")
    assert row.missing
    assert row.months is not None
    assert row.months > 0
    assert " > " in row.steps


def test_the_same_words_come_as_on_the_page_of_the_result(rules: Rules) -> None:
    rows = [*answered(NOTHING, rules).values(), *answered(READY, rules).values()]
    assert {KIND_WORDS[row.kind][:8] for row in rows} == {row.summary[:8] for row in rows}


def test_answers_that_do_not_fit_together_are_noted(rules: Rules) -> None:
    (client,), _ = read_clients("gcses_9_to_4,gcse_maths\n0,5\n", rules)
    (note,) = notes(client, rules)
    assert str(note).startswith("row 2: You said")


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_a_cell_that_a_spreadsheet_would_run_is_made_safe(rules: Rules, start: str) -> None:
    row = replace(answered(NOTHING, rules)["college"], reference=f"{start}1+1")
    text = "".join(lines([row]))
    assert next(csv.DictReader(io.StringIO(text, newline="")))["reference"] == f"'{start}1+1"


def test_a_reference_comes_back_as_it_was(rules: Rules) -> None:
    clients, _ = read_clients('reference,age\n"Zoë, ""Z""\nflat 2",\n', rules)
    text = "".join(lines(answers(clients, rules)))
    assert next(csv.DictReader(io.StringIO(text, newline="")))["reference"] == 'Zoë, "Z"\nflat 2'


def test_the_columns_are_those_that_programs_rely_on() -> None:
    assert next(lines([])) == (
        "reference,row,route,title,verdict,summary,missing,ask,months,pounds,pounds_unknown_for,"
        "steps,needed,next_start,starts,ends,pounds_from,loan,quicker_if,quicker_ends,from,nation,"
        "ready,best_step,best\n"
    )


def test_a_client_without_an_answer_is_named_in_the_csv_too(rules: Rules) -> None:
    _, problems = read_clients("reference,age\na,old\n", rules)
    (line,) = batch.lines_of_problems(problems, "\n")
    found = dict(zip(batch.COLUMNS, next(csv.reader([line])), strict=True))
    assert found["row"] == "2"
    assert found["summary"].startswith("Not matched: age: There is no answer")


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("england,Glasgow,", "You chose England, and Glasgow is in Scotland"),
        (",Leeds,2021-01", "January 2021 has passed"),
        ("wales,Nowhereham,", "There is no place “Nowhereham”"),
    ],
)
def test_a_place_or_a_month_to_look_at_again_is_noted(rules: Rules, row: str, words: str) -> None:
    (client,), problems = read_clients(f"age,nation,near,from\n,{row}\n", rules)
    assert not problems
    assert words in str(notes(client, rules)[0])


def test_the_tally_counts_each_client_once_on_each_route(rules: Rules) -> None:
    clients, _ = read_clients("reference,age\na,\nb,19-plus\n", rules)
    tally = Tally()
    assert len(list(tally.watch(answers(clients, rules)))) == 2 * len(rules.routes)
    for route in rules.routes:
        assert sum(tally.of(route).values()) == 2


def test_the_list_is_as_good_as_the_page_for_one(rules: Rules) -> None:
    """What came before in the list changes nothing: remembered plans are the same plans."""
    many = "".join(f"level-{2 + n % 2},{n % 10 or 'none'}\n" for n in range(12))
    clients, _ = read_clients("early_years,gcse_maths\n" + many + "level-2,none\n", rules)
    last = list(answers(clients, rules))[-len(rules.routes) :]
    (alone,), _ = read_clients("early_years,gcse_maths\nlevel-2,none\n", rules)
    assert [row.cells()[2:] for row in last] == [row.cells()[2:] for row in answer(alone, rules)]
