"""Example people: "a person like this -> these results", read by editors and checked by tests."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import tomlkit

from careers_site.content.problems import Problems, read_shape, read_toml
from careers_site.content.rules.requirement_text import RequirementReader
from careers_site.content.rules.schemas import Table, Words
from careers_site.eligibility import wording
from careers_site.eligibility.person import Person
from careers_site.eligibility.rules import Rules, Situation, judge

FOLDER = "content/examples/"


class ExampleTable(Table):
    title: Words
    story: Words
    answers: dict[str, str]
    others: str = ""
    results: dict[str, str]


@dataclass(frozen=True)
class Example:
    """Somebody like this, and what the rules should say to them: route id -> result words.

    `answers` are the person's own, scale id -> level id or "unsure".
    """

    path: str
    title: str
    story: str
    answers: dict[str, str]
    person: Person
    results: dict[str, str]


def parse_example(path: str, text: str, rules: Rules, problems: Problems) -> Example | None:
    """The example of a document; a result that the rules do not give is a problem too."""
    data = read_toml(text, path, problems)
    table = None if data is None else read_shape(ExampleTable, data, path, problems)
    if table is None:
        return None
    reader = RequirementReader(rules.scales, (), problems)
    answers: dict[str, int | None] = {}
    for scale, level in table.answers.items():
        if level == "unsure" and scale in rules.scales:
            answers[scale] = None
        elif leaf := reader.leaf(path, "answers", scale, level):
            answers[scale] = leaf.level
    if table.others not in {"", "none"}:
        problems.add(path, "others", f'"{table.others}" is not "none"')
    person = Person(answers, no_others=table.others == "none")
    known = {route.id for route in rules.routes}
    for route in sorted(table.results.keys() - known):
        problems.unknown(path, "results", "route", route, known)
    return Example(path, table.title, table.story, table.answers, person, table.results)


@dataclass(frozen=True)
class Changed:
    """An example person whom the rules now say something else about one route."""

    example: Example
    route: str
    said: str
    says: str


def differing(people: Iterable[Example], rules: Rules) -> list[Changed]:
    """Every result of an example person that the rules do not give."""
    found = []
    for example in people:
        given = {
            finding.route.id: wording.result(finding).value
            for finding in judge(example.person, rules, Situation())
        }
        for route, said in example.results.items():
            if given.get(route, said) != said:
                found.append(Changed(example, route, said, given[route]))
    return found


def sentences(changed: Iterable[Changed]) -> tuple[str, ...]:
    """Each difference as a problem with its place."""
    return tuple(
        f'{one.example.path}: results: {one.route}: the rules say "{one.says}", '
        f'the example says "{one.said}"'
        for one in changed
    )


def with_results(text: str, results: Mapping[str, str]) -> str:
    """The text of an example with these results, everything else as it was written."""
    document = tomlkit.parse(text)
    for route, words in results.items():
        document["results"][route] = words
    return tomlkit.dumps(document)
