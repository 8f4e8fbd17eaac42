"""The search behind plans: steps on the months of the calendar, best first.

A label is a plan under way: the month in which its last step began, what is held, and what runs
on each of two tracks. Each step begins in the first month in which it can after those before it:
to begin earlier never makes an end later. For the cheapest plan a step may also wait until it
costs less.

Which steps are looked at: steps_considered.py. Which of two plans is better: partial_plans.py.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterator, Sequence
from itertools import count

from careers_site.eligibility.plan_search.bits import Held, Part
from careers_site.eligibility.plan_search.bounds import earliest_goal, least_left
from careers_site.eligibility.plan_search.offers import ALONGSIDE, MAIN, NEVER, Offer, PriceOf
from careers_site.eligibility.plan_search.partial_plans import Best, Cost, Label, Run, SeenLabels
from careers_site.eligibility.plan_search.steps_considered import Chosen, choose

# A second or two of searching.
MOST_LABELS = 3_000
Key = tuple[int, ...]


class SearchTooLongError(RuntimeError):
    """So many steps help at once that no plan is found in a time that a reader would wait."""


class Search:
    """One search with the offers that can matter, exact for what the plan shall be best in.

    A plan ends before the month `before`, and for the cheapest costs less than `below`.
    """

    def __init__(self, chosen: Chosen, goal: Sequence[Part], prices: PriceOf, best: Best) -> None:
        self.offers, self.keep, self.chosen = chosen.offers, chosen.keep, chosen
        self.goal, self.prices, self.best = goal, prices, best
        self.before, self.below = chosen.before, chosen.below
        self.price_mask = chosen.price_mask if best == Best.CHEAPEST else 0
        self._bounds: dict[tuple[int, Held, Run, Run], int] = {}
        self._left: dict[Held, tuple[int, int]] = {}
        self._costs = {offer: self._least_cost(offer).worth for offer in self.offers}
        self._useful: dict[Held, list[tuple[Offer, int]]] = {}
        self._seen = SeenLabels(best, self.price_mask)
        self._order = count()
        self._heap: list[tuple[Key, int, bool, Label]] = []

    def run(self, start: int, held: Held) -> Label | None:
        """The best plan from a month on for whoever holds this, or None.

        Raises SearchTooLongError.
        """
        free = Run(start, None)
        first = Label(start, held, held, free, free, Cost(), start)
        self._push(first, start)
        looked = 0
        while (label := self._pop()) is not None:
            if not self._least_left(label.full)[0]:
                return label
            looked += 1
            if looked > MOST_LABELS:
                raise SearchTooLongError
            least = self._bound(label)
            for following in self._following(label):
                if not self._seen.is_beaten(following):
                    self._push(following, max(least, following.ends))
        return None

    # --- In which order labels are looked at -----------------------------------------------

    def _push(self, label: Label, ends: int) -> None:
        """To be looked at by the least that it can come to; worked out when its turn comes."""
        # Of labels that are worth the same the latest is followed first: it is nearest to an end.
        heapq.heappush(self._heap, (self._key(label, ends), -next(self._order), False, label))

    def _pop(self) -> Label | None:
        while self._heap:
            key, order, exact, label = heapq.heappop(self._heap)
            if exact:
                return label
            bound = self._bound(label)
            if bound >= self.before:
                continue
            worth = max(key, self._key(label, bound))
            if not self._heap or (worth, order) < self._heap[0][:2]:
                return label
            heapq.heappush(self._heap, (worth, order, True, label))
        return None

    def _key(self, label: Label, ends: int) -> Key:
        cost, (worth, pounds) = label.cost, self._least_left(label.full)
        if self.best == Best.FASTEST:
            return ends, cost.worth + worth
        return cost.pounds + pounds, ends, cost.worth + worth

    # --- What can follow -------------------------------------------------------------------

    def _following(self, label: Label) -> Iterator[Label]:
        for offer, tail in self._helpful(label.full):
            for track in self._tracks(offer, label):
                for month, held in self._starts(offer, label, track):
                    if month + offer.months + tail < self.before:
                        following = self._begun(offer, label, track, month, held)
                        if following is not None:
                            yield following

    def _helpful(self, full: Held) -> list[tuple[Offer, int]]:
        """The offers that still help whoever will hold this, with the months that follow each at
        least; the first of the content last, since it is then followed first."""
        found = self._useful.get(full)
        if found is None:
            chosen = self.chosen
            tails, _ = choose(self.offers, chosen.ends, chosen.needed(full), full, self.before)
            order = sorted(tails.items(), key=lambda pair: -pair[0].number)
            found = self._useful[full] = order
        return found

    def _tracks(self, offer: Offer, label: Label) -> Iterator[str]:
        """The tracks that it may take: the main one serves both kinds when it is free sooner."""
        main = max(label.month, label.main.ends)
        alongside = max(label.month, label.alongside.ends)
        if offer.on_main:
            yield MAIN
            running = label.main.offer
            if running is not None and running.step.id in offer.step.alongside_of:
                yield ALONGSIDE
            return
        yield ALONGSIDE
        if main < alongside:
            yield MAIN

    def _starts(self, offer: Offer, label: Label, track: str) -> Iterator[tuple[int, Held]]:
        """The month in which it can first begin on a track; for the cheapest plan also those in
        which it costs less."""
        run = label.main if track == MAIN else label.alongside
        own = (r.ends for r in (label.main, label.alongside) if r.offer is offer)
        free = max(label.month, run.ends, *own)
        for first, end, held in self._times(label, free):
            last = min(end, label.main.ends) if offer.on_main and track == ALONGSIDE else end
            month = offer.first(first, held)
            if month < last and offer.compiled.is_useful(held):
                yield month, held
                if self.best == Best.FASTEST:
                    return
                yield from self._cheaper_starts(offer, month, last, held)

    def _cheaper_starts(
        self, offer: Offer, month: int, last: int, held: Held
    ) -> Iterator[tuple[int, Held]]:
        """Each later month in which it costs less than in any month before."""
        least = self.prices.high(offer, month, held)
        for edge in self.prices.changes(offer):
            later = offer.first(edge, held) if edge > month else NEVER
            if later < last:
                price = self.prices.high(offer, later, held)
                if price is not None and (least is None or price < least):
                    least = price
                    yield later, held

    def _times(self, label: Label, free: int) -> Iterator[tuple[int, int, Held]]:
        """The times from a month on in which the same is held, with what is held."""
        held, at = label.held, free
        for ends, offer in label.running():
            if ends > at:
                yield at, ends, held
                at = ends
            held = offer.compiled.after(held) & self.keep
        yield at, NEVER, held

    def _begun(
        self, offer: Offer, label: Label, track: str, month: int, held: Held
    ) -> Label | None:
        price = self.prices.high(offer, month, held)
        before = label.cost
        cost = Cost(
            before.steps + 1,
            before.unknown + (price is None),
            before.pounds + (price or 0),
            before.numbers + offer.number,
        )
        if self.best == Best.CHEAPEST and (price is None or cost.pounds >= self.below):
            return None
        run = Run(month + offer.months, offer)
        main, alongside = (
            Run(one.ends, None) if one.ends <= month else one
            for one in (label.main, label.alongside)
        )
        return Label(
            month=month,
            held=held,
            full=offer.compiled.after(label.full) & self.keep,
            main=run if track == MAIN else main,
            alongside=run if track == ALONGSIDE else alongside,
            cost=cost,
            ends=max(label.ends, run.ends),
            parent=label,
            started=offer,
            track=track,
        )

    # --- What is needed at least -----------------------------------------------------------

    def _bound(self, label: Label) -> int:
        """The earliest month in which the goal can be met, if every step had a track of its own."""
        key = label.month, label.held, label.main, label.alongside
        found = self._bounds.get(key)
        if found is None:
            main = max(label.month, label.main.ends)
            either = min(main, max(label.month, label.alongside.ends))
            now, held = label.month, label.held
            found = earliest_goal(
                self.offers, self.goal, now, held, label.running(), main, either, self.before
            )
            self._bounds[key] = found
        return max(found, label.ends)

    def _least_cost(self, offer: Offer) -> Cost:
        least = self.chosen.least[offer]
        is_known = least < NEVER
        return Cost(1, not is_known, least if is_known else 0, offer.number)

    def _least_left(self, full: Held) -> tuple[int, int]:
        """What is still to come costs at least so much, and for the cheapest so many pounds; 0
        where nothing is."""
        found = self._left.get(full)
        if found is None:
            pounds = 0
            if self.best == Best.CHEAPEST:
                pounds = least_left(self.offers, self.goal, self.chosen.least, full)
            worth = least_left(self.offers, self.goal, self._costs, full)
            found = self._left[full] = worth, pounds
        return found


def windows(least: int, most: int) -> Iterator[int]:
    """Longer and longer times in which to look for a plan, none beyond so many months."""
    for more in (1, 3, 7, 13, 25, 49):
        if least + more < most:
            yield least + more
    if least < most:
        yield most
