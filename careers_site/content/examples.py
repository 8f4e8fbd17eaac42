"""Example people: "a person like this -> these results", read by editors and checked by tests."""

from __future__ import annotations

from dataclasses import dataclass

from careers_site.content.problems import Problems, read_shape, read_toml
from careers_site.content.requirement_text import RequirementReader
from careers_site.content.rule_tables import Table, Words
from careers_site.eligibility import wording
from careers_site.eligibility.person import Person
from careers_site.eligibility.routes import Rules, Situation, judge

FOLDER = "content/examples/"


class ExampleTable(Table):
    title: Words
    story: Words
    answers: dict[str, str]
    others: str = ""
    results: dict[str, str]


@dataclass(frozen=True)
class Example:
    """Somebody like this, and what the rules should say to them: route id -> result words."""

    path: str
    title: str
    story: str
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
    example = Example(path, table.title, table.story, person, table.results)
    _compare(example, rules, problems)
    return example


def _compare(example: Example, rules: Rules, problems: Problems) -> None:
    given = {
        finding.route.id: wording.result(finding).value
        for finding in judge(example.person, rules, Situation())
    }
    for route, words in example.results.items():
        if route not in given:
            problems.unknown(example.path, "results", "route", route, given)
        elif words != given[route]:
            sentence = f'the rules say "{given[route]}", the example says "{words}"'
            problems.add(example.path, f"results: {route}", sentence)
