"""Which offers a search looks at: those that help in time, and none that another beats.

What it makes of them is in best_plan.py; which of two plans is better, partial_plans.py says.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import count

from careers_site.eligibility.plan_search.bits import Held
from careers_site.eligibility.plan_search.offers import Offer, PriceOf


@dataclass(frozen=True)
class Chosen:
    """The offers that can be part of a plan that ends before a month.

    `ends` are the earliest months in which each can end, `least` what each costs at least, and
    `needed` tells the bits that whoever holds something still lacks. `keep` are the bits that
    matter.
    """

    offers: tuple[Offer, ...]
    ends: Mapping[Offer, int]
    least: Mapping[Offer, int]
    needed: Callable[[Held], Held]
    keep: Held
    before: int
    below: int
    price_mask: Held


def choose(
    offers: Sequence[Offer],
    ends: Mapping[Offer, int],
    needed: Held,
    held: Held,
    before: int,
) -> tuple[dict[Offer, int], Held]:
    """The offers that help towards what is needed in time, each with the months that follow it
    at least, and all bits that they help towards; backwards from the goal, nearest first."""
    tails: dict[Offer, int] = {}
    order = count()
    gains = [(offer, offer.compiled.after(held) & ~held) for offer in offers]
    heap = [(0, next(order), offer) for offer, gained in gains if gained & needed]
    bits = needed
    while heap:
        tail, _, offer = heapq.heappop(heap)
        if offer in tails or ends[offer] + tail >= before:
            continue
        tails[offer] = tail
        asked = 0
        for test, mask in offer.compiled.parts:
            if not test(held):
                asked |= mask & ~held
        bits |= asked
        for other, gained in gains:
            if gained & asked and other not in tails:
                heapq.heappush(heap, (tail + offer.months, next(order), other))
    return tails, bits


def without_worse(
    offers: Iterable[Offer],
    needed: Held,
    held: Held,
    least: Mapping[Offer, int],
    prices: PriceOf,
) -> list[Offer]:
    """Without each offer than which another, open already, gives no less, no later, no dearer."""
    chosen = list(offers)
    open_now = [o for o in chosen if not o.dated and o.test(held) and o.compiled.is_always_useful]
    return [
        offer
        for offer in chosen
        if not any(
            _is_better(other, offer, needed & ~held, least, prices)
            for other in open_now
            if other is not offer
        )
    ]


def _is_better(
    one: Offer, other: Offer, needed: Held, least: Mapping[Offer, int], prices: PriceOf
) -> bool:
    """Whether one gives no less, takes no longer, begins no later, costs no more."""
    gives, theirs = one.helps & needed, other.helps & needed
    if gives | theirs != gives or one.compiled.adds or one.months > other.months:
        return False
    if one.on_main and (not other.on_main or other.step.alongside_of):
        return False
    # What hangs on somebody else is no help to whoever can do without.
    if one.step.depends and not other.step.depends:
        return False
    most = prices.most(one)
    if most is None or most > least[other]:
        return False
    if any(a > b for a, b in zip(one.next, other.next, strict=True)):
        return False
    # Of two that are alike in all this, the first stays.
    alike = gives == theirs and one.months == other.months and one.on_main == other.on_main
    return not (alike and one.next == other.next) or one.number < other.number
