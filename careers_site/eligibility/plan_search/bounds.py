"""Lower bounds for the search: the earliest end, and the least cost of what is still to come."""

from __future__ import annotations

import heapq
from collections.abc import Iterator, Mapping, Sequence
from itertools import count

from careers_site.eligibility.plan_search.bits import Held, Part, first_unmet, lacking_bits
from careers_site.eligibility.plan_search.offers import NEVER, Offer, PriceOf

# No plan costs so much, by whatever its cost is counted.
UNREACHABLE = 1 << 200


def earliest_goal(
    offers: Sequence[Offer],
    goal: Sequence[Part],
    now: int,
    held: Held,
    running: Sequence[tuple[int, Offer]],
    main: int,
    either: int,
    before: int,
) -> int:
    """The earliest month in which the goal can be met, if every step had a track of its own.

    Main steps begin from `main` on and others from `either` on, and end before `before`.
    """
    lacking = [test for test, _ in goal]
    # What brings nothing now never will: nothing that is held is lost.
    more = [offer for offer in offers if offer.compiled.at_most_after(held) != held]
    for month, then in _growing(more, now, held, {}, running, main, either, before):
        while lacking and lacking[-1](then):
            lacking.pop()
        if not lacking:
            return month
    return NEVER


def earliest_ends(
    offers: Sequence[Offer], goal: Sequence[Part], now: int, held: Held
) -> tuple[dict[Offer, int], int]:
    """The earliest end of each offer and the earliest month of the goal, if every step had a
    track of its own."""
    ends: dict[Offer, int] = {}
    met = NEVER
    for month, then in _growing(offers, now, held, ends):
        if met == NEVER and first_unmet(goal, then) is None:
            met = month
    return ends, met


def _growing(
    offers: Sequence[Offer],
    now: int,
    held: Held,
    ends: dict[Offer, int],
    running: Sequence[tuple[int, Offer]] = (),
    main: int = 0,
    either: int = 0,
    before: int = NEVER,
) -> Iterator[tuple[int, Held]]:
    """The months in which more is held, with no less than what it is; `ends` is filled."""
    ending = [(end, at, offer) for at, (end, offer) in enumerate(running)]
    heapq.heapify(ending)
    order = count(len(ending))
    waiting: Sequence[Offer] = offers
    while True:
        yield now, held
        begun, waiting = _begin(waiting, held, max(now, main), max(now, either))
        for end, offer in begun:
            # A dated requirement that is looked at again may be met sooner, seldom.
            if end < before and end < ends.get(offer, NEVER):
                ends[offer] = end
                heapq.heappush(ending, (end, next(order), offer))
        after = held
        while after == held:
            if not ending:
                return
            now = ending[0][0]
            # Courses of a year end together, and what they open is looked at once.
            while ending and ending[0][0] == now:
                _, _, ended = heapq.heappop(ending)
                after = ended.compiled.at_most_after(after)
        held = after


def _begin(
    waiting: Sequence[Offer], held: Held, main: int, either: int
) -> tuple[list[tuple[int, Offer]], list[Offer]]:
    """The offers that can begin with their ends, and those that are still waited for."""
    begun: list[tuple[int, Offer]] = []
    still: list[Offer] = []
    for offer in waiting:
        # Most offers wait: this is asked so often that it is not left to `first`.
        if not offer.dated and not offer.test(held):
            still.append(offer)
            continue
        at = offer.first(main if offer.waits_for_main else either, held)
        if at < NEVER:
            begun.append((at + offer.months, offer))
        if offer.dated:
            still.append(offer)
    return begun, still


def least_left(
    offers: Sequence[Offer], goal: Sequence[Part], costs: Mapping[Offer, int], held: Held
) -> int:
    """What every plan from here costs at least; 0 where the goal is met.

    Each round finds steps of which every plan must take one, counts the least that any of them
    costs, and takes so much off each: the sum of the rounds is never too much.
    """
    left, total = {offer: costs[offer] for offer in offers}, 0
    free = [offer for offer in offers if not left[offer]]
    while True:
        held = _with_all(free, held)
        lacking = first_unmet(goal, held)
        if lacking is None:
            return total
        cut = _one_of(offers, left, lacking, held)
        if not cut:
            return UNREACHABLE
        least = min(left[offer] for offer in cut)
        total += least
        for offer in cut:
            left[offer] -= least
            if not left[offer]:
                free.append(offer)


def _with_all(free: Sequence[Offer], held: Held) -> Held:
    """No less than what is held after any number of steps of these."""
    before = None
    while held != before:
        before = held
        for offer in free:
            if offer.helps | held != held and offer.is_open(held):
                held = offer.compiled.at_most_after(held)
    return held


def _one_of(
    offers: Sequence[Offer], left: Mapping[Offer, int], lacking: Held, held: Held
) -> list[Offer]:
    """Steps that still cost something and of which one must be taken before what lacks is held.

    What costs nothing more and is not open yet waits for something itself.
    """
    cut: list[Offer] = []
    seen: set[Offer] = set()
    asked = [lacking & ~held]
    while asked:
        bits = asked.pop()
        for offer in offers:
            if offer.helps & bits and offer not in seen:
                seen.add(offer)
                if left[offer]:
                    cut.append(offer)
                elif offer.dated:
                    asked.append(lacking_bits(offer.compiled.parts, held))
                elif (waits := first_unmet(offer.compiled.parts, held)) is not None:
                    asked.append(waits & ~held)
    return cut


def least_prices(ends: dict[Offer, int], prices: PriceOf) -> dict[Offer, int]:
    """What each offer costs at least, begun no sooner than it can be."""
    return {offer: prices.least(offer, end - offer.months) for offer, end in ends.items()}
