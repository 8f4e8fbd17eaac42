"""Levels as bits and requirements as tests of bits, for the search.

What is held is a number with one bit for each level above the lowest of each scale, all bits up
to the level held being set. So "at least" is one bit, gaining is "or", and whoever holds more has
all the bits of whoever holds less.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from careers_site.eligibility.requirements import AllOf, AnyOf, AtLeast, OrEquivalent, Requirement
from careers_site.eligibility.rules import Gain
from careers_site.eligibility.scales import Scales

Held = int
Test = Callable[[Held], bool]
# What is asked, and the bits that can bring it.
Part = tuple[Test, Held]


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

    def is_counted(self, gained: Held) -> bool:
        """Whether gaining these bits can imply more by counting."""
        return any(
            any(gained & part for part in parts)
            or (includes is not None and gained & self.all_of(includes))
            or gained & self.all_of(scale)
            for scale, parts, includes in self.counts
        )

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


# The rules that are published come to 6 at most; more are asked one by one, which is slower.
MOST_CLAUSES = 12


def compiled(requirement: Requirement, bits: Bits) -> Test:
    """The requirement as a test of what is held: the same as its `is_met`."""
    clauses = _clauses(requirement, bits)
    return _nested(requirement, bits) if clauses is None else _each(clauses)


def _each(clauses: Sequence[Held]) -> Test:
    """A test whether one bit of each clause is held: a loop, since it is asked so often."""
    if len(clauses) == 1:
        [only] = clauses
        return lambda held: held & only != 0

    def test(held: Held) -> bool:
        for clause in clauses:  # noqa: SIM110
            if not held & clause:
                return False
        return True

    return test


def _clauses(requirement: Requirement, bits: Bits) -> tuple[Held, ...] | None:
    """Bits of which one is needed each, which together are the same as the requirement; None where
    they would be too many."""
    if isinstance(requirement, AtLeast):
        bit = bits.bit(requirement.scale.id, requirement.level)
        return (bit,) if bit else ()
    found: tuple[Held, ...] | None = () if isinstance(requirement, AllOf) else (0,)
    for part in _parts(requirement):
        more = _clauses(part, bits)
        if found is None or more is None:
            return None
        if isinstance(requirement, AllOf):
            found = _fewest((*found, *more))
        else:
            found = _fewest([one | other for one in found for other in more])
    return found


def _fewest(clauses: Sequence[Held]) -> tuple[Held, ...] | None:
    """Those that do not follow from another one; None where they are too many."""
    found: list[Held] = []
    for clause in sorted(set(clauses), key=int.bit_count):
        if all(other & ~clause for other in found):
            found.append(clause)
    return tuple(found) if len(found) <= MOST_CLAUSES else None


def _parts(requirement: OrEquivalent | AllOf | AnyOf) -> tuple[Requirement, ...]:
    if isinstance(requirement, OrEquivalent):
        return requirement.asked, *(part for part, _ in requirement.instead)
    return requirement.parts


def _nested(requirement: Requirement, bits: Bits) -> Test:
    """The test of a requirement of so many clauses: part by part."""
    if isinstance(requirement, AtLeast):
        return holding(bits.bit(requirement.scale.id, requirement.level))
    tests = [compiled(part, bits) for part in _parts(requirement)]
    return all_of(tests) if isinstance(requirement, AllOf) else any_of(tests)


def holding(mask: Held) -> Test:
    """A test whether all of the bits are held."""
    return lambda held: held & mask == mask


def any_of(tests: Sequence[Test]) -> Test:
    """A test whether one of the tests is met: a loop, since it is asked so often."""

    def test(held: Held) -> bool:
        for one in tests:  # noqa: SIM110
            if one(held):
                return True
        return False

    return tests[0] if len(tests) == 1 else test


def all_of(tests: Sequence[Test]) -> Test:
    """A test whether all of the tests are met: a loop, since it is asked so often."""

    def test(held: Held) -> bool:
        for one in tests:  # noqa: SIM110
            if not one(held):
                return False
        return True

    return tests[0] if len(tests) == 1 else test


def tested_parts(requirement: Requirement, bits: Bits) -> list[Part]:
    """What must be met one by one, each as a test and the bits that can bring it."""
    if isinstance(requirement, AllOf):
        return [found for part in requirement.parts for found in tested_parts(part, bits)]
    return [(compiled(requirement, bits), bits.with_counts(bits.mask(requirement)))]


def levels_of(gains: Iterable[Gain], bits: Bits) -> int:
    """The bits of the levels that gains bring; what adds to a count has none."""
    found = 0
    for gain in gains:
        if not gain.adds:
            found |= bits.upto(gain.scale, gain.level)
    return found


def first_unmet(parts: Sequence[Part], held: Held) -> Held | None:
    """The bits that can bring the first of the parts that is not met, None where all are."""
    for test, mask in parts:
        if not test(held):
            return mask
    return None


def lacking_bits(parts: Sequence[Part], held: Held) -> Held:
    """The bits that can bring what is not met of the parts; 0 where all is met."""
    found = 0
    for test, mask in parts:
        if not test(held):
            found |= mask
    return found & ~held
