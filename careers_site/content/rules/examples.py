"""Example people: "a person like this -> these results", read by editors and checked by tests."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal
from weakref import WeakKeyDictionary

import tomlkit

from careers_site.content.problems import Problems, read_shape, read_toml
from careers_site.content.rules.schemas import MonthId, Table, Words
from careers_site.eligibility.assessment import Assessment, assess
from careers_site.eligibility.month import FIRST_YEAR, Month
from careers_site.eligibility.person import Answer, Person, Situation
from careers_site.eligibility.rules import NATIONS, Rules
from careers_site.eligibility.scales import Scale
from careers_site.eligibility.wording import Kind

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
    data = read_toml(text, path, problems)
    table = None if data is None else read_shape(ExampleTable, data, path, problems)
    if table is None:
        return None
    if table.others not in {"", "none"}:
        problems.add(path, "others", f'"{table.others}" is not "none"')
    expects = _expects(table.expects)
    known = {route.id for route in rules.routes}
    named = {name for key in expects for name in key.split(": ")[1:]}
    for route in sorted((table.results.keys() | named) - known):
        problems.unknown(path, "results", "route", route, known)
    return Example(
        path=path,
        title=table.title,
        story=table.story,
        answers=table.answers,
        person=_person(path, table, rules, problems),
        situation=_situation(path, table.situation, rules, problems),
        results=table.results,
        expects=expects,
    )


def _person(path: str, table: ExampleTable, rules: Rules, problems: Problems) -> Person:
    answers: dict[str, Answer] = {}
    for scale, level in table.answers.items():
        if scale not in rules.scales:
            problems.unknown(path, "answers", "scale", scale, rules.scales)
        elif level == "unsure":
            answers[scale] = None
        else:
            answers |= _answer(path, rules.scales[scale], level, problems)
    return Person(answers, no_others=table.others == "none")


def _answer(path: str, scale: Scale, level: str, problems: Problems) -> dict[str, Answer]:
    try:
        low, high = scale.levels_of(level)
    except KeyError:
        names = [*scale.level_ids, *scale.aliases]
        problems.unknown(path, f"answers: {scale.id}", "level", level, names)
        return {}
    return {scale.id: low if low == high else (low, high)}


def _situation(
    path: str, table: Mapping[str, str | bool], rules: Rules, problems: Problems
) -> Situation:
    """When and where the example person asks; the month has to be given, or results change."""
    given = {key: value for key, value in table.items() if isinstance(value, str)}
    questions = {one.id: one for one in rules.funding}
    for key in table:
        if key not in {*_SITUATION, *questions}:
            problems.unknown(path, "situation", "key", key, [*_SITUATION, *questions])
    for key, one in questions.items():
        if (answer := given.get(key)) is not None and answer not in (*one.option_ids, "unsure"):
            problems.unknown(path, f"situation: {key}", "answer", answer, one.option_ids)
    nation = given.get("nation")
    if nation is not None and nation not in NATIONS:
        problems.unknown(path, "situation", "nation", nation, NATIONS)
    devolved = table.get("devolved")
    return Situation(
        start=_start(path, given.get("from", ""), problems),
        start_given=True,
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
            found |= {f"{name}: {route}": _plain(one) for route, one in value.items()}
        else:
            found[name] = _plain(value)
    return found


def _plain(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def assessed(example: Example, rules: Rules) -> Assessment:
    """The assessment of an example person; remembered while the rules are in use."""
    known = _ASSESSED.setdefault(rules, {})
    before = known.get(example.path)
    if before is None or before[0] != example:
        before = known[example.path] = (
            example,
            assess(example.person, example.situation, rules),
        )
    return before[1]


@dataclass(frozen=True)
class Changed:
    """An example person whom the rules now say something else.

    `route` is the route whose result words differ, or what else was expected, such as
    "fastest_ends: college".
    """

    example: Example
    route: str
    said: str
    says: str


def differing(people: Iterable[Example], rules: Rules) -> list[Changed]:
    """Everything that an example person should be told and that the rules do not say."""
    return [changed for example in people for changed in _differing(example, rules)]


def _differing(example: Example, rules: Rules) -> Iterator[Changed]:
    found = assessed(example, rules)
    words = {one.route.id: one.result.words for one in found.routes}
    for route, said in example.results.items():
        if route in words and not _same(said, words[route]):
            yield Changed(example, route, said, words[route])
    for name, said in example.expects.items():
        says = _told(name, found)
        if says is not None and says != said:
            yield Changed(example, name, said, says)


def _same(said: str, says: str) -> bool:
    """Result words are the same however many answers they ask for."""
    try:
        return Kind.of(said) == Kind.of(says)
    except ValueError:
        return False


def _told(name: str, found: Assessment) -> str | None:
    """What the assessment says about something that is expected; None for an unknown route."""
    kind, _, route_id = name.partition(": ")
    if kind == "ready":
        return _plain(found.ready)
    if kind == "best_step":
        step = found.best.step if found.best else None
        return step.id if step else "none"
    route = next((one for one in found.routes if one.route.id == route_id), None)
    if route is None:
        return None
    if kind == "needed":
        return _plain(route.needed)
    if route.fastest is None:
        return "none"
    if kind == "fastest_ends":
        return route.fastest.ends.id
    return "unknown" if route.fastest.price.high is None else str(route.fastest.price.high)


def sentences(changed: Iterable[Changed]) -> tuple[str, ...]:
    """Each difference as a problem with its place."""
    return tuple(
        f'{one.example.path}: {_place(one)}: the rules say "{one.says}", '
        f'the example says "{one.said}"'
        for one in changed
    )


def _place(changed: Changed) -> str:
    """Where in the example it stands."""
    is_result = changed.route in changed.example.results
    return f"results: {changed.route}" if is_result else f"expects: {changed.route}"


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
