"""Lower bounds for the search: the earliest end, the fewest steps and the least price."""

from __future__ import annotations

import heapq
from collections.abc import Mapping, Sequence
from itertools import count

from careers_site.eligibility.bits import Held, Test
from careers_site.eligibility.offers import NEVER, Offer, PriceOf


def relaxed(
    offers: Sequence[Offer],
    goal: Test,
    now: int,
    held: Held,
    running: Sequence[tuple[int, Offer]] = (),
    main: int = 0,
    either: int = 0,
    ends: dict[Offer, int] | None = None,
) -> int:
    """The earliest month in which the goal can be met, if every step had a track of its own.

    Main steps begin from `main` on and others from `either` on. With `ends`, it is filled with
    the earliest end of each offer, and the goal is not stopped at.
    """
    ending = [(end, number, offer) for number, (end, offer) in enumerate(running)]
    heapq.heapify(ending)
    order = count(len(ending))
    waiting, met = list(offers), NEVER
    best = {} if ends is None else ends
    while True:
        if met == NEVER and goal(held):
            met = now
            if ends is None:
                return met
        if ends is None:
            waiting = [offer for offer in waiting if offer.helps | held != held]
        begun, waiting = _begin(waiting, held, max(now, main), max(now, either))
        for end, offer in begun:
            # A dated requirement that is looked at again may be met sooner, seldom.
            if end < best.get(offer, NEVER):
                best[offer] = end
                heapq.heappush(ending, (end, next(order), offer))
        if not ending:
            return met
        now, _, ended = heapq.heappop(ending)
        held = ended.compiled.at_most_after(held)


def _begin(
    waiting: Sequence[Offer], held: Held, main: int, either: int
) -> tuple[list[tuple[int, Offer]], list[Offer]]:
    """The offers that can begin with their ends, and those that are still waited for."""
    begun: list[tuple[int, Offer]] = []
    still: list[Offer] = []
    for offer in waiting:
        first = main if offer.on_main and not offer.step.alongside_of else either
        at = offer.first(first, held)
        if at < NEVER:
            begun.append((at + offer.months, offer))
        if at == NEVER or offer.dated:
            still.append(offer)
    return begun, still


def least_left(offers: Sequence[Offer], goal: Test, least: Mapping[Offer, int], held: Held) -> int:
    """0 where steps that can cost nothing bring the goal, else the least that another costs."""
    free = [offer for offer in offers if not least[offer]]
    before = None
    while held != before:
        before = held
        if goal(held):
            return 0
        held = _taken_once(free, held)
    return min((least[offer] for offer in offers if least[offer]), default=NEVER)


def steps_left(offers: Sequence[Offer], goal: Test, held: Held) -> int:
    """How many steps one after the other are needed at least."""
    steps, before = 0, None
    while held != before:
        if goal(held):
            return steps
        before, steps = held, steps + 1
        held = _taken_once(offers, held)
    return steps


def _taken_once(offers: Sequence[Offer], held: Held) -> Held:
    """No less than what is held after any of the steps that are open."""
    now = held
    for offer in offers:
        if offer.helps | held != held and offer.is_open(held):
            now |= offer.compiled.at_most_after(held)
    return now


def least_prices(ends: dict[Offer, int], prices: PriceOf) -> dict[Offer, int]:
    """What each offer costs at least, begun no sooner than it can be."""
    return {offer: prices.least(offer, end - offer.months) for offer, end in ends.items()}
