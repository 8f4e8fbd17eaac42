"""Growing a leaf into "this, or one of these", through equivalences of equivalences."""

from __future__ import annotations

from collections.abc import Iterable

from careers_site.eligibility.requirements import AtLeast, Equivalence, OrEquivalent


class CircleError(ValueError):
    """Equivalences that count as each other in a circle; the text names the members."""


def grow(leaf: AtLeast, equivalences: Iterable[Equivalence]) -> AtLeast | OrEquivalent:
    """The leaf, or the leaf with everything that may stand in for it."""
    known = tuple(equivalences)
    found = dict(_stand_ins(leaf, known))
    return OrEquivalent(leaf, tuple(found.items())) if found else leaf


def _stand_ins(
    leaf: AtLeast, equivalences: tuple[Equivalence, ...]
) -> Iterable[tuple[AtLeast, Equivalence]]:
    for equivalence in equivalences:
        if _covers(equivalence.counts_as, leaf):
            yield equivalence.holding, equivalence
            yield from _stand_ins(equivalence.holding, equivalences)


def _covers(counted: AtLeast, asked: AtLeast) -> bool:
    return counted.scale.id == asked.scale.id and counted.level >= asked.level


def refuse_circles(equivalences: Iterable[Equivalence]) -> None:
    """Raise CircleError if an equivalence leads back to itself."""
    known = tuple(equivalences)
    for first in known:
        _follow(first, known, [first])


def _follow(
    at: Equivalence, equivalences: tuple[Equivalence, ...], path: list[Equivalence]
) -> None:
    for following in equivalences:
        if _covers(following.counts_as, at.holding):
            if following in path:
                names = " -> ".join(e.holding.scale.id for e in [*path, following])
                raise CircleError(f"equivalences go round in a circle: {names}")
            _follow(following, equivalences, [*path, following])
