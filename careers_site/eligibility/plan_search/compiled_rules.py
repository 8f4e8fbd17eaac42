"""The steps of a nation made ready for the search."""

from collections.abc import Iterable
from copy import copy
from functools import lru_cache

from careers_site.eligibility.month import Month
from careers_site.eligibility.plan_search.bits import (
    Bits,
    Held,
    Test,
    compiled,
    levels_of,
    tested_parts,
)
from careers_site.eligibility.plan_search.bounded_cache import BoundedCache
from careers_site.eligibility.price_conditions import All as AllConditions
from careers_site.eligibility.price_conditions import Any as AnyCondition
from careers_site.eligibility.price_conditions import AtLeastHeld, Below, Condition
from careers_site.eligibility.prices import StepPrice
from careers_site.eligibility.requirements import Requirement
from careers_site.eligibility.rules import Rules, Step


class CompiledStep:
    """A step with its requirement in each era, what it gives, and what its price depends on."""

    def __init__(self, step: Step, rules: Rules, nation: str, bits: Bits) -> None:
        self.step, self.bits, self.months = step, bits, step.months
        self.requirements = self._eras(rules, nation)
        self.prices = tuple(
            rule
            for rule in rules.prices.get(step.id, ())
            if rule.nations is None or nation in rule.nations
        )
        self.price_mask = 0
        for rule in self.prices:
            for scale, level in condition_leaves(rule.when):
                self.price_mask |= bits.bit(scale, level)
        self.gives = 0
        self.adds: list[tuple[str, int]] = []
        for gain in step.gives:
            if gain.adds:
                self.adds.append((gain.scale, gain.adds))
            else:
                self.gives |= bits.upto(gain.scale, gain.level)
        self.aims = levels_of(step.aims, bits)
        self.aim_counts = [gain.scale for gain in step.aims if gain.adds]
        self.helps, self.purpose = self.gives, self.aims
        for scale, _ in self.adds:
            self.helps |= bits.all_of(scale)
        for scale in self.aim_counts:
            self.purpose |= bits.all_of(scale)
        self.repeats = _if_any(step.repeats, bits)
        self.better_ways = _if_any(step.better_ways_for, bits)
        self.repeats_mask = _mask_of(step.repeats, bits) | _mask_of(step.better_ways_for, bits)
        self.mask = self.aims | self.helps | self.price_mask
        for _, _, mask in self.requirements:
            self.mask |= mask
        self.mask |= self.repeats_mask
        self.parts = [part for asked in self._asked for part in tested_parts(asked, bits)]
        self.is_counted = bits.is_counted(self.helps)
        self._after: BoundedCache[Held, Held] = BoundedCache(5_000)
        self._at_most: BoundedCache[Held, Held] = BoundedCache(5_000)

    def _eras(self, rules: Rules, nation: str) -> list[tuple[int, Test, int]]:
        """The first month of each era in which something else is asked, with test and bits."""
        found: list[tuple[int, Test, int]] = []
        before: Requirement | None = None
        self._asked: list[Requirement] = []
        for first in (0, *rules.edges):
            asked = rules.required(self.step, nation, Month.at(first))
            if asked != before:
                self._asked.append(asked)
                found.append((first, compiled(asked, self.bits), self.bits.mask(asked)))
            before = asked
        return found

    def after(self, held: Held) -> Held:
        """What is held after the step."""
        if not self.is_counted:
            return held | self.gives
        found = self._after.get(held)
        if found is None:
            found = self._gained(held)
            self._after.keep(held, found)
        return found

    def _gained(self, held: Held) -> Held:
        now = held | self.gives
        for scale, adds in self.adds:
            level = self.bits.level(scale, held) + adds
            now |= self.bits.upto(scale, min(level, self.bits.top[scale]))
        return self.bits.counted(now)

    @property
    def brings(self) -> Held:
        """All that it is for, begun with nothing."""
        found = self.aims
        for scale, adds in self.adds:
            if scale in self.aim_counts:
                found |= self.bits.upto(scale, min(adds, self.bits.top[scale]))
        return found

    def at_most_after(self, held: Held) -> Held:
        """No less than what is held after the step taken any number of times."""
        if not self.is_counted:
            return held | self.helps
        found = self._at_most.get(held)
        if found is None:
            found = self.bits.counted(held | self.helps)
            self._at_most.keep(held, found)
        return found

    @property
    def is_always_useful(self) -> bool:
        """Whether it is of use for as long as it gives something new."""
        return self.repeats is None and self.better_ways is None

    def is_useful(self, held: Held) -> bool:
        """Whether it still gives something that it is for, repeats nothing, and nothing else is
        better for whoever holds this."""
        if self.repeats is not None and self.repeats(held):
            return False
        if self.better_ways is not None and self.better_ways(held):
            return False
        if self.aims & ~held:
            return True
        return any(self.bits.all_of(scale) & ~held for scale in self.aim_counts)


def for_anybody(step: CompiledStep) -> CompiledStep:
    """The step for whoever takes it although there are better ways for them."""
    found = copy(step)
    found.better_ways = None
    return found


def _if_any(requirement: Requirement | None, bits: Bits) -> Test | None:
    return None if requirement is None else compiled(requirement, bits)


def _mask_of(requirement: Requirement | None, bits: Bits) -> Held:
    return 0 if requirement is None else bits.mask(requirement)


def condition_leaves(condition: Condition) -> Iterable[tuple[str, int]]:
    """The scales and levels that a condition of a price asks about."""
    if isinstance(condition, AtLeastHeld | Below):
        yield condition.scale, condition.level
    elif isinstance(condition, AllConditions | AnyCondition):
        for part in condition.parts:
            yield from condition_leaves(part)


class CompiledRules:
    """The steps of a nation by id, and the bits that all of them share."""

    def __init__(self, rules: Rules, nation: str) -> None:
        self.rules, self.nation = rules, nation
        gains = (gain for step in rules.steps.values() for gain in step.gives)
        self.bits = Bits(rules.scales, (gain.scale for gain in gains if gain.adds))
        # Many people who are alike ask the same prices.
        self.prices: BoundedCache[tuple[object, ...], StepPrice] = BoundedCache(20_000)
        self.least: BoundedCache[tuple[object, ...], int] = BoundedCache(5_000)
        self.steps = {
            name: CompiledStep(step, rules, nation, self.bits)
            for name, step in rules.steps.items()
            if step.is_in(nation)
        }


# Five nations of the rules that are published and of a few that editors look at.
@lru_cache(maxsize=32)
def compiled_rules(rules: Rules, nation: str) -> CompiledRules:
    """Made once for each set of rules and nation."""
    return CompiledRules(rules, nation)
