"""Labels of the search: plans under way, and which of them are no better than another."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple

from careers_site.eligibility.plan_search.bits import Held
from careers_site.eligibility.plan_search.offers import MAIN, Offer

# What a plan is made of: the step's place in the offers, its month, its track, what is held then.
Skeleton = tuple[tuple[int, int, str, Held], ...]


class Best(Enum):
    """What a plan is best in."""

    FASTEST = "fastest"
    CHEAPEST = "cheapest"


class Run(NamedTuple):
    """What runs on a track: when it ends, and what it is; an ended run is kept as free."""

    ends: int
    offer: Offer | None


class Cost(NamedTuple):
    """Steps, steps of unknown price, the highest price of the others, and the steps' numbers.

    Of plans that are equal in all else, that whose steps stand first in the content is better.
    """

    steps: int = 0
    unknown: int = 0
    pounds: int = 0
    numbers: int = 0

    @property
    def worth(self) -> int:
        """One number for all four, first things first, which can be added."""
        return ((self.steps << 8 | self.unknown) << 32 | self.pounds) << 16 | self.numbers


@dataclass(slots=True, eq=False)
class Label:
    """A plan under way; `full` is what will be held when all that runs has ended."""

    month: int
    held: Held
    full: Held
    main: Run
    alongside: Run
    cost: Cost
    ends: int
    parent: Label | None = None
    started: Offer | None = None
    track: str = MAIN

    def taken(self) -> list[tuple[Offer, int, str]]:
        """The steps with their months and tracks, in order, main first."""
        found = []
        label: Label | None = self
        while label is not None and label.started is not None:
            found.append((label.started, label.month, label.track))
            label = label.parent
        return sorted(found, key=lambda taken: (taken[1], taken[2] != MAIN))

    def running(self) -> list[tuple[int, Offer]]:
        """What has not ended with its end, in the order of the ends."""
        one, other = self.main, self.alongside
        if other.ends < one.ends:
            one, other = other, one
        return [(run.ends, run.offer) for run in (one, other) if run.offer]


class SeenLabels:
    """The labels that no other has beaten so far, by what is held in the end."""

    def __init__(self, best: Best, price_mask: Held) -> None:
        self.best, self.price_mask = best, price_mask
        self._seen: dict[Held, list[Label]] = {}

    def is_beaten(self, label: Label) -> bool:
        """Whether another label holds the same in the end, no later and no dearer; else it is
        remembered."""
        others = self._seen.setdefault(label.full, [])
        for other in others:
            if self._beats(other, label):
                return True
        others.append(label)
        return False

    def _beats(self, one: Label, other: Label) -> bool:
        if one.month > other.month or one.ends > other.ends:
            return False
        if one.main.ends > max(other.main.ends, other.month):
            return False
        if one.alongside.ends > max(other.alongside.ends, other.month):
            return False
        if not self._costs_no_more(one.cost, other.cost):
            return False
        return self._holds_as_soon(one, other)

    def _costs_no_more(self, one: Cost, other: Cost) -> bool:
        if self.best == Best.FASTEST:
            return one <= other
        return one.pounds <= other.pounds and one.worth <= other.worth

    def _holds_as_soon(self, one: Label, other: Label) -> bool:
        """Whether the one holds at any time what the other does; what makes prices higher must be
        the same."""
        if one.held | other.held != one.held or (one.held ^ other.held) & self.price_mask:
            return False
        return one.main.offer is other.main.offer and one.alongside.offer is other.alongside.offer
