"""The rules of a nation made ready for the search: levels as bits, requirements as tests of bits.

What is held is a number with one bit for each level above the lowest of each scale, all bits up
to the level held being set. So "at least" is one bit, gaining is "or", and whoever holds more has
all the bits of whoever holds less.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from copy import copy
from functools import lru_cache

from careers_site.eligibility.kept import Kept
from careers_site.eligibility.month import Month
from careers_site.eligibility.prices import All as AllConditions
from careers_site.eligibility.prices import Any as AnyCondition
from careers_site.eligibility.prices import (
    AtLeastHeld,
    Below,
    Condition,
    StepPrice,
)
from careers_site.eligibility.requirements import (
    AllOf,
    AnyOf,
    AtLeast,
    OrEquivalent,
    Requirement,
)
from careers_site.eligibility.rules import Gain, Rules, Step
from careers_site.eligibility.scales import Scales

Held = int
Test = Callable[[Held], bool]


class Bits:
    """Levels on scales as bits of a number."""

    def __init__(self, scales: Scales, added: Iterable[str]) -> None:
        # Scales that are climbed level by level: there every lower level is on the way.
        self.climbed = {*added, *(count.scale for count in scales.counts)}
        self.climbed |= {count.includes for count in scales.counts if count.includes}
        self.first: dict[str, int] = {}
        self.top = {scale.id: scale.top for scale in scales.values()}
        at = 0
        for scale in scales.values():
            self.first[scale.id] = at
            at += scale.top
        self.counts = [
            (
                count.scale,
                [self.bit(scale, level) for scale, level in count.parts],
                count.includes,
            )
            for count in scales.counts
        ]

    def bit(self, scale: str, level: int) -> int:
        """The bit of "at least this level"; 0 for the lowest, which everybody holds."""
        return 1 << (self.first[scale] + level - 1) if level else 0

    def upto(self, scale: str, level: int) -> int:
        """All bits of a level held."""
        return ((1 << level) - 1) << self.first[scale]

    def all_of(self, scale: str) -> int:
        return self.upto(scale, self.top[scale])

    def level(self, scale: str, held: Held) -> int:
        return (held >> self.first[scale] & ((1 << self.top[scale]) - 1)).bit_count()

    def held(self, levels: Mapping[str, int]) -> Held:
        found = 0
        for scale, level in levels.items():
            found |= self.upto(scale, level)
        return found

    def counted(self, held: Held) -> Held:
        """What is held, with what counting implies."""
        for scale, parts, includes in self.counts:
            number = sum(held & part == part for part in parts)
            if includes is not None:
                number = max(number, self.level(includes, held))
            held |= self.upto(scale, min(number, self.top[scale]))
        return held

    def with_counts(self, mask: int) -> int:
        """The bits, and all those that are counted on their scales."""
        for scale, parts, includes in reversed(self.counts):
            if mask & self.all_of(scale):
                for part in parts:
                    mask |= part
                if includes is not None:
                    mask |= self.all_of(includes)
        return mask

    def mask(self, requirement: Requirement) -> int:
        """The bits that a requirement asks about, or that lie on the way there."""
        found = 0
        for leaf in requirement.leaves():
            climbed = leaf.scale.id in self.climbed
            found |= (self.upto if climbed else self.bit)(leaf.scale.id, leaf.level)
        return found


def compiled(requirement: Requirement, bits: Bits) -> Test:
    """The requirement as a test of what is held: the same as its `is_met`."""
    if isinstance(requirement, AtLeast):
        bit = bits.bit(requirement.scale.id, requirement.level)
        return lambda held: held & bit == bit
    if isinstance(requirement, OrEquivalent):
        parts: tuple[Requirement, ...] = (requirement.asked, *(p for p, _ in requirement.instead))
        return _any(parts, bits)
    if isinstance(requirement, AnyOf):
        return _any(requirement.parts, bits)
    return _all(requirement.parts, bits)


def _any(parts: tuple[Requirement, ...], bits: Bits) -> Test:
    """One of the parts: single leaves are one mask of which any bit is enough."""
    leaves = [part for part in parts if isinstance(part, AtLeast)]
    if any(leaf.level == 0 for leaf in leaves):
        return lambda held: True  # noqa: ARG005 - a test like the others
    mask = 0
    for leaf in leaves:
        mask |= bits.bit(leaf.scale.id, leaf.level)
    rest = [compiled(part, bits) for part in parts if not isinstance(part, AtLeast)]
    if not rest:
        return lambda held: held & mask != 0
    return lambda held: held & mask != 0 or any(test(held) for test in rest)


def _all(parts: tuple[Requirement, ...], bits: Bits) -> Test:
    """Every part: single leaves are one mask of which all bits are needed."""
    mask = 0
    for part in parts:
        if isinstance(part, AtLeast):
            mask |= bits.bit(part.scale.id, part.level)
    rest = [compiled(part, bits) for part in parts if not isinstance(part, AtLeast)]
    if not rest:
        return lambda held: held & mask == mask
    if len(rest) == 1:
        only = rest[0]
        return lambda held: held & mask == mask and only(held)
    return lambda held: held & mask == mask and all(test(held) for test in rest)


def tested_parts(requirement: Requirement, bits: Bits) -> list[tuple[Test, int]]:
    """What must be met one by one, each as a test and the bits that can bring it."""
    if isinstance(requirement, AllOf):
        return [found for part in requirement.parts for found in tested_parts(part, bits)]
    return [(compiled(requirement, bits), bits.with_counts(bits.mask(requirement)))]


def _if_any(requirement: Requirement | None, bits: Bits) -> Test | None:
    return None if requirement is None else compiled(requirement, bits)


def _mask_of(requirement: Requirement | None, bits: Bits) -> Held:
    return 0 if requirement is None else bits.mask(requirement)


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
        self._after: Kept[Held, Held] = Kept(5_000)
        self._at_most: Kept[Held, Held] = Kept(5_000)

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


def levels_of(gains: Iterable[Gain], bits: Bits) -> int:
    """The bits of the levels that gains bring; what adds to a count has none."""
    found = 0
    for gain in gains:
        if not gain.adds:
            found |= bits.upto(gain.scale, gain.level)
    return found


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
        self.prices: Kept[tuple[object, ...], StepPrice] = Kept(20_000)
        self.least: Kept[tuple[object, ...], int] = Kept(5_000)
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
