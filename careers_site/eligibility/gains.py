"""Requirements and steps made ready for the planner: tests and gains on tuples of levels."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from careers_site.eligibility.requirements import (
    AllOf,
    AnyOf,
    AtLeast,
    OrEquivalent,
    Requirement,
)
from careers_site.eligibility.routes import Rules, Step

# Levels held, one for each scale in the order of the scales.
Held = tuple[int, ...]
Test = Callable[[Held], bool]


def compiled(requirement: Requirement, index: Mapping[str, int]) -> Test:
    """The requirement as a test of held levels: the same as its `is_met`, without dictionaries."""
    if isinstance(requirement, AtLeast):
        at, level = index[requirement.scale.id], requirement.level
        return lambda held: held[at] >= level
    if isinstance(requirement, OrEquivalent):
        pairs = [(index[leaf.scale.id], leaf.level) for leaf in requirement.leaves()]
        return lambda held: any(held[at] >= level for at, level in pairs)
    tests = [compiled(part, index) for part in requirement.parts]
    if isinstance(requirement, AllOf):
        return lambda held: all(test(held) for test in tests)
    return lambda held: any(test(held) for test in tests)


class Gains:
    """What is held after a step, with what counting implies; remembered."""

    def __init__(self, rules: Rules, steps: tuple[Step, ...]) -> None:
        self.index = {name: at for at, name in enumerate(rules.scales)}
        self.tops = tuple(scale.top for scale in rules.scales.values())
        self.steps = steps
        at = self.index
        self.gives = [tuple((at[g.scale], g.level, g.adds) for g in s.gives) for s in steps]
        self.aims = [
            (
                gives[0],
                *(gain for gain in gives[1:] if gain[0] in {at[name] for name in s.also_for}),
            )
            for gives, s in zip(self.gives, steps, strict=True)
        ]
        self.counts = [
            (
                at[c.scale],
                [(at[scale], level) for scale, level in c.parts],
                at[c.includes] if c.includes else None,
            )
            for c in rules.scales.counts
        ]
        self._tests: dict[int, tuple[Requirement, Test, frozenset[int]]] = {}
        self._known: dict[tuple[Held, int], Held] = {}

    def held(self, levels: Mapping[str, int]) -> Held:
        return tuple(levels[name] for name in self.index)

    def test(self, requirement: Requirement) -> Test:
        """The requirement as a test of held levels; made once."""
        return self._made(requirement)[1]

    def scales_of(self, requirement: Requirement) -> frozenset[int]:
        """The scales that can meet a requirement: its own, and what is counted on them."""
        return self._made(requirement)[2]

    def _made(self, requirement: Requirement) -> tuple[Requirement, Test, frozenset[int]]:
        # By identity: to hash a requirement takes longer than to make the test. It is kept with
        # them, so that nothing else can have its identity.
        key = id(requirement)
        if key not in self._tests:
            test = compiled(requirement, self.index)
            scales = {self.index[leaf.scale.id] for leaf in requirement.leaves()}
            self._tests[key] = requirement, test, self.counted_on(scales)
        return self._tests[key]

    def counted_on(self, scales: set[int]) -> frozenset[int]:
        """The scales, and all that is counted on one of them."""
        found = set(scales)
        for at, counted, includes in reversed(self.counts):
            if at in found:
                found |= {part for part, _ in counted}
                found |= {includes} if includes is not None else set()
        return frozenset(found)

    def is_met_by_one_step(self, requirement: Requirement) -> bool:
        """Whether one step alone always brings the requirement: a choice of levels, no counts."""
        counts = {at for at, _, _ in self.counts}
        counts |= {at for gives in self.gives for at, _, adds in gives if adds}
        leaves = {self.index[leaf.scale.id] for leaf in requirement.leaves()}
        return _is_choice(requirement) and not leaves & counts

    def raises(self, number: int, held: Held) -> bool:
        """Whether the step still gives something that it is for."""
        return any(
            held[at] < (self.tops[at] if adds else level) for at, level, adds in self.aims[number]
        )

    def after(self, held: Held, number: int) -> Held:
        key = held, number
        if key not in self._known:
            self._known[key] = self._after(held, number)
        return self._known[key]

    def _after(self, held: Held, number: int) -> Held:
        now = list(held)
        for at, level, adds in self.gives[number]:
            now[at] = min(self.tops[at], now[at] + adds) if adds else max(now[at], level)
        for at, parts, includes in self.counts:
            least = sum(now[part] >= level for part, level in parts)
            if includes is not None:
                least = max(least, now[includes])
            now[at] = max(now[at], min(least, self.tops[at]))
        return tuple(now)


def _is_choice(requirement: Requirement) -> bool:
    if isinstance(requirement, AllOf | AnyOf):
        single = isinstance(requirement, AnyOf) or len(requirement.parts) == 1
        return single and all(_is_choice(part) for part in requirement.parts)
    return True


def parts(requirement: Requirement) -> tuple[Requirement, ...]:
    """What must be met one by one: the parts of "all of", else the requirement itself."""
    if isinstance(requirement, AllOf):
        return tuple(part for whole in requirement.parts for part in parts(whole))
    return (requirement,)
