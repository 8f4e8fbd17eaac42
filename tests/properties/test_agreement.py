"""A law: the page, the API, a list of clients and the paper tell one person the same."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass
from urllib.parse import urlencode
from xml.etree.ElementTree import Element

from flask import Flask
from flask.testing import FlaskClient
from hypothesis import event, given
from hypothesis import strategies as st

from careers_site.advisers import batch
from careers_site.advisers.clients import read_clients
from careers_site.content.parsing import Library
from careers_site.eligibility import wording
from careers_site.eligibility.month import Month
from careers_site.eligibility.plan import Plan
from careers_site.eligibility.prices import Price
from careers_site.eligibility.rules import Rules
from careers_site.eligibility.scales import UNSURE
from careers_site.places.nations import NATIONS
from careers_site.quiz.presentation import ShownPlan
from tests.checking import Page, read_page, words
from tests.conftest import examples_of

READY = wording.Kind.READY.value
NOT_NEEDED = wording.Kind.NOT_NEEDED.value
PLACES = ("", "CV1", "Leeds", "Glasgow", "Cardiff", "Belfast", "London", "TR1")
# What is asked of most people: with all scales, nearly everything would be answered.
FEW = 6


@dataclass(frozen=True)
class WayIn:
    """What somebody is told about a way in: the result, when its plan is done, and the price.

    `done` and `price` are "" where there is no plan with steps.
    """

    result: str
    done: str = ""
    price: str = ""


@dataclass(frozen=True)
class Told:
    """What somebody is told: each way in by its title, what to do first, what to answer next."""

    ways: dict[str, WayIn]
    best: str
    ask: str


@st.composite
def addresses(draw: st.DrawFn, rules: Rules) -> dict[str, str]:
    """The answers of somebody, anywhere and at any time, with money or without."""
    scales = draw(st.lists(st.sampled_from([*rules.scales]), max_size=FEW, unique=True))
    answers = {
        name: draw(st.sampled_from([*rules.scales[name].level_ids, UNSURE])) for name in scales
    }
    for question in rules.funding:
        answers[question.id] = draw(st.sampled_from(["", *question.option_ids, UNSURE]))
    answers["nation"] = draw(st.sampled_from(["", *NATIONS]))
    answers["near"] = draw(st.sampled_from(PLACES))
    answers["from"] = Month(2026, 11).plus(draw(st.integers(0, 24))).id
    answers["others"] = draw(st.sampled_from(["", "none"]))
    # So that not every plan begins with the same two years of school.
    answers.setdefault("age", draw(st.sampled_from(rules.scales["age"].level_ids[1:])))
    return {key: value for key, value in answers.items() if value}


def on_page(client: FlaskClient, query: str) -> Told:
    page = read_page(client.get(f"/routes?{query}").text)
    ways = {}
    for row in classed(page, "pc-way"):
        title = words(next(one for one in row.iter() if one.tag == "h3"))
        facts = {words(fact[0]): fact[1] for fact in row.iter() if is_fact(fact)}
        time, price = facts.get("Time"), facts.get("Price")
        done = re.search(r"(?:Ready to apply|Done) (.+)", words(time)) if time is not None else None
        told = [words(one) for one in price if one.tag == "strong"] if price is not None else []
        ways[title] = WayIn(chip(row), done[1] if done else "", "".join(told))
    for item in classed(page, "pc-not-needed"):
        ways[words(item)] = WayIn(NOT_NEEDED)
    leads = [words(one) for one in classed(page, "pc-best__lead")]
    # Who is ready has nothing to compare: the panel says so.
    if leads and leads[0].startswith(READY):
        ways.setdefault("Apply directly", WayIn(READY))
    asked = re.search(r'Next question: <a href="/quiz/([a-z0-9_]+)', page.html)
    return Told(ways, leads[0] if leads else "", asked[1] if asked else "")


def classed(page: Page, name: str) -> list[Element]:
    return [one for one in page.elements if name in (one.get("class") or "").split()]


def chip(row: Element) -> str:
    return words(next(one for one in row.iter() if "pc-verdict" in one.get("class", "")))


def is_fact(element: Element) -> bool:
    return element.tag == "div" and len(element) == 2 and element[0].tag == "dt"


def in_api(client: FlaskClient, query: str) -> Told:
    answer = client.get(f"/api/v1/routes?{query}").get_json()
    ways = {}
    for route in answer["routes"]:
        plan = route["plans"]["fastest"] or route["plans"]["quicker_if"]
        done, price = "", ""
        if plan and plan["steps"]:
            done = in_words(plan["ends"])
            price = money(plan["pounds_from"], plan["pounds"], plan["pounds_unknown_for"])
        ways[route["title"]] = WayIn(route["summary"], done, price)
        assert route["needed"] == (route["summary"] != NOT_NEEDED)
    best = answer["best"]["sentence"] if answer["best"] else ""
    return Told(ways, READY if answer["ready"] else best, answer["ask"] or "")


def in_words(month: str) -> str:
    return str(Month.parse(month)) if month else ""


def money(low: int, known_high: int, unknown: list[str]) -> str:
    """What a plan costs as a row of the page says it, from the figures alone."""
    high = None if unknown else known_high
    price = Price(low, high, 0, known_high, tuple(unknown))
    month = Month(2027, 1)
    return ShownPlan(Plan(month, month, price), ()).cost


def in_list(answers: dict[str, str], rules: Rules) -> Told:
    """What the CSV holds; `ask` is one for each way in there."""
    line = ",".join(answers.values())
    clients, problems = read_clients(f"{','.join(answers)}\n{line}\n", rules)
    assert not problems
    text = "".join(batch.lines(batch.answers(clients, rules)))
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    ways = {}
    for row in rows:
        done, price = in_words(row["quicker_ends"]), ""
        if row["ends"]:
            done = in_words(row["ends"])
            unknown = [one for one in row["pounds_unknown_for"].split("; ") if one]
            price = money(int(row["pounds_from"] or 0), int(row["pounds"] or 0), unknown)
        has_steps = row["steps"] or row["quicker_if"]
        ways[row["title"]] = WayIn(row["summary"], *((done, price) if has_steps else ()))
    ready = rows[0]["ready"] == "yes"
    return Told(ways, READY if ready else rows[0]["best"], "")


def on_paper(client: FlaskClient, query: str) -> Told:
    page = read_page(client.get(f"/advisers/print?{query}").text)
    ways = {}
    for row in page.all("tbody")[0]:
        cells = [words(cell) for cell in row]
        done = re.match(r"Done (\w+ \d{4})", cells[-1])
        ways[cells[0]] = WayIn(cells[1], done[1] if done else "")
    best = next((words(p) for p in page.all("p") if words(p).startswith("Best next step:")), "")
    return Told(ways, best.removeprefix("Best next step: "), "")


@examples_of(10)
@given(data=st.data())
def test_page_api_list_and_paper_agree(site: Flask, shipped: Library, data: st.DataObject) -> None:
    answers = data.draw(addresses(shipped.rules))
    query, client = urlencode(answers), site.test_client()
    page, api, paper = on_page(client, query), in_api(client, query), on_paper(client, query)
    with site.app_context():
        listed = in_list(answers, shipped.rules)
    assert page.ways == api.ways
    assert page.ask == api.ask
    assert page.best.startswith(api.best)
    assert listed.best == api.best
    for title, way in api.ways.items():
        event(way.result)
        assert (listed.ways[title].result, listed.ways[title].done) == (way.result, way.done)
        assert listed.ways[title].price in (way.price, "")
        assert (paper.ways[title].result, paper.ways[title].done) == (way.result, way.done)
    if api.best != READY:
        assert paper.best.startswith(api.best)


def test_somebody_who_is_ready_is_told_so_everywhere(site: Flask, shipped: Library) -> None:
    answers = {
        **{"early_years": "level-3", "experience_0_to_4": "2-years", "send_knowledge": "working"},
        **{"family_work": "substantial", "send_experience": "2-years", "nation": "england"},
    }
    query, client = urlencode(answers), site.test_client()
    with site.app_context():
        listed = in_list(answers, shipped.rules)
    told = [on_page(client, query), in_api(client, query), listed, on_paper(client, query)]
    assert {one.ways["Apply directly"].result for one in told} == {READY}
    assert in_api(client, query).ask == on_page(client, query).ask == ""
