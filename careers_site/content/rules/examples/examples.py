"""Example people: "a person like this -> these results", read by editors and checked by tests."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal
from weakref import WeakKeyDictionary

import tomlkit

from careers_site.content.problems import Problems, read_file
from careers_site.content.rules.schemas import MonthId, Table, Words
from careers_site.eligibility.assessment import assess
from careers_site.eligibility.findings import Assessment
from careers_site.eligibility.month import FIRST_YEAR, Month
from careers_site.eligibility.person import Answer, Person, Situation, read_answer
from careers_site.eligibility.rules import NATIONS, Rules

FOLDER = "content/examples/"
# By the path of the example: each check and each look at a draft asks for all of them.
_ASSESSED: WeakKeyDictionary[Rules, dict[str, tuple[Example, Assessment]]] = WeakKeyDictionary()


class ExpectsTable(Table):
    """What an example person should be told besides the result words; all of it optional."""

    ready: bool | None = None
    best_step: str | None = None
    fastest_ends: dict[str, MonthId | Literal["none"]] = {}
    highest_price: dict[str, int | Literal["unknown", "none"]] = {}
    needed: dict[str, bool] = {}


class ExampleTable(Table):
    title: Words
    story: Words
    answers: dict[str, str]
    others: str = ""
    situation: dict[str, str | bool] = {}
    results: dict[str, str]
    expects: ExpectsTable = ExpectsTable()


@dataclass(frozen=True)
class Example:
    """Somebody like this, and what the rules should say to them: route id -> result words.

    `answers` are the person's own, scale id -> level id, alias or "unsure". `expects` maps other
    things that should be said, such as "fastest_ends: college", to the words for them.
    """

    path: str
    title: str
    story: str
    answers: dict[str, str]
    person: Person
    situation: Situation
    results: dict[str, str]
    expects: dict[str, str]


def parse_example(path: str, text: str, rules: Rules, problems: Problems) -> Example | None:
    """The example of a document, what does not fit the rules noted as problems."""
    table = read_file(ExampleTable, path, {path: text}, problems)
    if table is None:
        return None
    if table.others not in {"", "none"}:
        problems.add(path, "others", f'"{table.others}" is not "none"')
    expects = _expects(table.expects)
    known = {route.id for route in rules.routes}
    named = {name for key in expects for name in key.split(": ")[1:]}
    problems.check_known(path, "results", "route", sorted(table.results.keys() | named), known)
    return table.make(
        Example,
        path=path,
        person=_person(path, table, rules, problems),
        situation=_situation(path, table.situation, rules, problems),
        expects=expects,
    )


def _person(path: str, table: ExampleTable, rules: Rules, problems: Problems) -> Person:
    answers: dict[str, Answer] = {}
    for scale, level in table.answers.items():
        if scale not in rules.scales:
            problems.unknown(path, "answers", "scale", scale, rules.scales)
            continue
        try:
            answers[scale] = read_answer(rules.scales[scale], level)
        except KeyError:
            names = [*rules.scales[scale].level_ids, *rules.scales[scale].aliases]
            problems.unknown(path, f"answers: {scale}", "level", level, names)
    return Person(answers, no_others=table.others == "none")


def _situation(
    path: str, table: Mapping[str, str | bool], rules: Rules, problems: Problems
) -> Situation:
    """When and where the example person asks; the month has to be given, or results change."""
    given = {key: value for key, value in table.items() if isinstance(value, str)}
    questions = {one.id: one for one in rules.funding}
    problems.check_known(path, "situation", "key", table, [*_SITUATION, *questions])
    for key, one in questions.items():
        if (answer := given.get(key)) is not None and answer not in (*one.option_ids, "unsure"):
            problems.unknown(path, f"situation: {key}", "answer", answer, one.option_ids)
    nation = given.get("nation")
    if nation is not None:
        problems.check_known(path, "situation", "nation", [nation], NATIONS)
    devolved = table.get("devolved")
    return Situation(
        start=_start(path, given.get("from", ""), problems),
        nation=nation,
        nation_from="given" if nation else "assumed",
        near=given.get("near", ""),
        devolved=devolved if isinstance(devolved, bool) else None,
        funding={key: given[key] for key in questions if key in given},
    )


_SITUATION = ("from", "nation", "near", "devolved")


def _start(path: str, text: str, problems: Problems) -> Month:
    try:
        return Month.parse(text)
    except ValueError:
        problems.add(path, "situation: from", f'is a month such as 2026-11 (found "{text[:20]}")')
        return Month(FIRST_YEAR, 1)


def _expects(table: ExpectsTable) -> dict[str, str]:
    """What is expected, flat and in words: "needed: college" -> "true"."""
    found: dict[str, str] = {}
    for name, value in table.model_dump(exclude_none=True).items():
        if isinstance(value, dict):
            found |= {f"{name}: {route}": plain(one) for route, one in value.items()}
        else:
            found[name] = plain(value)
    return found


def plain(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def assessed(example: Example, rules: Rules) -> Assessment:
    """The assessment of an example person; remembered while the rules are in use."""
    known = _ASSESSED.setdefault(rules, {})
    before = known.get(example.path)
    if before is None or before[0] != example:
        found = assess(example.person, example.situation, rules)
        before = known[example.path] = (example, found)
    return before[1]


def with_results(text: str, results: Mapping[str, str]) -> str:
    """The text of an example with these results, everything else as it was written."""
    document = tomlkit.parse(text)
    for name, words in results.items():
        kind, _, route = name.partition(": ")
        if name in document["results"]:
            document["results"][name] = words
        elif route:
            document["expects"][kind][route] = _typed(words)
        else:
            document["expects"][kind] = _typed(words)
    return tomlkit.dumps(document)


def _typed(words: str) -> str | int | bool:
    """What is expected as it is written: true, a number, or words."""
    if words in ("true", "false"):
        return words == "true"
    return int(words) if words.isdecimal() else words
