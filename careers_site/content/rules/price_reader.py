"""Prices as an editor writes them, made into price rules for each step."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from itertools import groupby

from careers_site.content.problems import Problems
from careers_site.content.rules.common import PRICES, check_follow, period
from careers_site.content.rules.requirement_text import RequirementReader
from careers_site.content.rules.schemas import PricesFile, PriceTable
from careers_site.content.rules.step_reader import check_ages
from careers_site.eligibility.month import Month
from careers_site.eligibility.price_conditions import (
    WHOEVER,
    All,
    Answered,
    Any,
    AtLeastHeld,
    Below,
    Condition,
    Funding,
    FundingOption,
)
from careers_site.eligibility.prices import PriceRule
from careers_site.eligibility.rules import NATIONS, Step

FAR_AHEAD = Month(2035, 12)


def read_funding(file: PricesFile, problems: Problems) -> tuple[Funding, ...]:
    problems.check_unique(PRICES, "funding", (one.id for one in file.funding))
    return tuple(
        table.make(Funding, options=tuple(one.make(FundingOption) for one in table.options))
        for table in file.funding
    )


def read_prices(
    file: PricesFile, reader: RequirementReader, steps: Mapping[str, Step] | None
) -> dict[str, tuple[PriceRule, ...]]:
    """The price rules of each step, in their order; steps are None where they cannot be read."""
    questions = {one.id: [option.id for option in one.options] for one in file.funding}
    conditions = ConditionReader(reader, questions)
    found: dict[str, list[PriceRule]] = {name: [] for name in steps or ()}
    last = {table.id: number for number, table in enumerate(file.price)}
    for number, table in enumerate(file.price):
        place = f'price "{table.id}"'
        reader.check_sources(PRICES, place, table)
        check_ages(PRICES, place, table.ages, reader)
        if steps is not None:
            reader.problems.check_known(PRICES, place, "step", table.steps, steps)
        goes_on = last[table.id] == number and not table.ends
        rule = _rule(table, place, conditions, goes_on=goes_on)
        for name in table.steps:
            found.setdefault(name, []).append(rule)
    _check_periods(file, reader.problems)
    for name, step in (steps or {}).items():
        _check_covered(step, found[name], reader)
    return {name: tuple(rules) for name, rules in found.items()}


def _rule(
    table: PriceTable, place: str, conditions: ConditionReader, *, goes_on: bool
) -> PriceRule:
    low, high = _pounds(table, place, conditions.problems)
    return table.make(
        PriceRule,
        devolved=None if table.areas is None else table.areas == "devolved",
        when=conditions.read(f"{place}: when", table.when) if table.when else WHOEVER,
        low=low,
        high=high,
        period=period(PRICES, place, table, conditions.problems),
        goes_on=goes_on,
    )


def _pounds(table: PriceTable, place: str, problems: Problems) -> tuple[int | None, int | None]:
    if table.pounds == "unknown":
        return None, None
    low, high = table.pounds if isinstance(table.pounds, list) else (table.pounds, table.pounds)
    if low > high:
        problems.add(PRICES, f"{place}: pounds", f"from {low} is more than {high}")
    if high and table.by == "free":
        problems.add(PRICES, f"{place}: pounds", "is not nought, but by is free")
    return low, high


class ConditionReader:
    """Reads `when`: scales, answers to funding questions, `below`, and `any` or `all` of such."""

    def __init__(self, reader: RequirementReader, questions: Mapping[str, Collection[str]]) -> None:
        self.reader, self.questions, self.problems = reader, questions, reader.problems

    def read(self, place: str, table: Mapping[str, object]) -> Condition:
        found: Condition = self.reader.tree(PRICES, place, table, self._leaves, All, Any)
        return found

    def _leaves(self, path: str, place: str, key: str, value: object) -> list[Condition]:
        if key == "below":
            return self._below(path, f"{place}: below", value)
        if key in self.questions:
            if value not in self.questions[key]:
                self.problems.unknown(path, place, "answer", str(value), self.questions[key])
            return [Answered(key, str(value))]
        if key not in self.reader.scales:
            known = [*self.questions, *self.reader.scales]
            self.problems.unknown(path, place, "funding answer or scale", key, known)
            return []
        leaf = self.reader.leaf(path, place, key, value)
        return [AtLeastHeld(leaf.scale.id, leaf.level)] if leaf else []

    def _below(self, path: str, place: str, value: object) -> list[Condition]:
        if not isinstance(value, dict):
            self.problems.add(path, place, "is a table of scales and levels")
            return []
        leaves = [self.reader.leaf(path, place, *pair) for pair in value.items()]
        return [Below(leaf.scale.id, leaf.level) for leaf in leaves if leaf]


def _check_periods(file: PricesFile, problems: Problems) -> None:
    """Periods of one rule stand together and follow each other."""
    seen: set[str] = set()
    for name, group in groupby(file.price, key=lambda table: table.id):
        place = f'price "{name}"'
        if name in seen:
            problems.add(PRICES, place, "stands in two places: periods of one rule stand together")
        seen.add(name)
        # The ends of each are checked where it is read.
        periods = [period(PRICES, place, table, Problems()) for table in group]
        check_follow(PRICES, place, periods, problems)


def _check_covered(step: Step, rules: list[PriceRule], reader: RequirementReader) -> None:
    """Wherever and to whomever a step is offered, some price applies without a condition."""
    ages = set(reader.scales["age"].level_ids) if "age" in reader.scales else set()
    bare = [rule for rule in rules if rule.when == WHOEVER and rule.devolved is None]
    for nation in step.nations or NATIONS:
        for age in sorted(step.ages if step.ages is not None else ages):
            fit = [r for r in bare if r.ages is None or age in r.ages]
            if not any(rule.applies(nation, FAR_AHEAD) for rule in fit):
                said = f'has no price without a condition for age "{age}" in "{nation}"'
                reader.problems.add(PRICES, f'step "{step.id}"', said)
                return
