"""Equivalences: what stands in for the leaves of a requirement, and which of them form a cycle."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from careers_site.eligibility.requirements import (
    AllOf,
    AnyOf,
    AtLeast,
    Equivalence,
    OrEquivalent,
    Requirement,
)


class CycleError(ValueError):
    """Equivalences that form a cycle; the message names their scales."""


def with_equivalents(requirement: Requirement, equivalences: Iterable[Equivalence]) -> Requirement:
    """The requirement with everything that may stand in for its leaves, followed through."""
    known = tuple(equivalences)
    if isinstance(requirement, AtLeast):
        found = dict(_stand_ins(requirement, known))
        return OrEquivalent(requirement, tuple(found.items())) if found else requirement
    if isinstance(requirement, AllOf):
        return AllOf(tuple(with_equivalents(part, known) for part in requirement.parts))
    if isinstance(requirement, AnyOf):
        return AnyOf(tuple(with_equivalents(part, known) for part in requirement.parts))
    return requirement


def _stand_ins(
    leaf: AtLeast, equivalences: tuple[Equivalence, ...]
) -> Iterator[tuple[Requirement, Equivalence]]:
    for equivalence in equivalences:
        if not covers(equivalence.counts_as, leaf):
            continue
        if len(equivalence.holding) > 1:
            yield with_equivalents(AllOf(equivalence.holding), equivalences), equivalence
            continue
        yield equivalence.holding[0], equivalence
        yield from _stand_ins(equivalence.holding[0], equivalences)


def covers(counted: AtLeast, asked: AtLeast) -> bool:
    """Whether who holds the one has what the other asks."""
    return counted.scale.id == asked.scale.id and counted.level >= asked.level


def refuse_cycles(equivalences: Iterable[Equivalence]) -> None:
    """Raises CycleError if an equivalence leads back to itself."""
    known = tuple(equivalences)
    for first in known:
        _follow(first, known, [first])


def _follow(
    at: Equivalence, equivalences: tuple[Equivalence, ...], path: list[Equivalence]
) -> None:
    for following in equivalences:
        if any(covers(following.counts_as, leaf) for leaf in at.holding):
            if following in path:
                names = " -> ".join(e.holding[0].scale.id for e in [*path, following])
                raise CycleError(f"equivalences go round in a circle: {names}")
            _follow(following, equivalences, [*path, following])
