"""The search behind plans: steps on the months of the calendar, best first.

A label is a plan under way: the month in which its last step began, what is held, and what runs
on each of two tracks. Each step begins in the first month in which it can after those before it:
to begin earlier never makes an end later. For the cheapest plan a step may also wait until it
costs less.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from itertools import count
from typing import NamedTuple, Protocol

from careers_site.eligibility.age import Ages
from careers_site.eligibility.compiled_rules import CompiledStep, Held, Test
from careers_site.eligibility.month import ALWAYS, Month, Period
from careers_site.eligibility.rules import Option, Step

NEVER = 10**6
# Nobody is shown a plan that takes longer than this.
MOST_MONTHS = 180
# A second or two of searching.
MOST_LABELS = 3_000

MAIN, ALONGSIDE = "main", "alongside"
Key = tuple[int, int, int, int]


class SearchTooLongError(RuntimeError):
    """So many steps help at once that no plan is found in a time that a reader would wait."""


class Best(Enum):
    """What a plan is best in."""

    FASTEST = "fastest"
    CHEAPEST = "cheapest"


class Offer:
    """An option of a route for one person: in which months it begins for them."""

    def __init__(
        self, number: int, option: Option, step: CompiledStep, ages: Ages | None, start: Month
    ) -> None:
        self.number = number
        self.option, self.compiled, self.step = option, step, option.step
        self.months = step.months
        self.helps = step.helps
        self.dated = len(step.requirements) > 1
        self.test = step.requirements[0][1]
        self.on_main = self.step.track == MAIN
        self.origin = start.index
        self.next = next_starts(option.step, option.period, ages, start)

    def starts_from(self, month: int) -> int:
        """The first month from this one on in which it begins, whatever it asks."""
        passed = month - self.origin
        return self.next[passed] if passed <= MOST_MONTHS else NEVER

    def first(self, month: int, held: Held) -> int:
        """The first month from this one on in which whoever holds this can begin it."""
        if not self.dated:
            return self.starts_from(month) if self.test(held) else NEVER
        at = self.starts_from(month)
        eras = self.compiled.requirements
        for number, (_, test, _) in enumerate(eras):
            last = eras[number + 1][0] if number + 1 < len(eras) else NEVER
            if at < last and test(held):
                return at
            if at < last:
                at = self.starts_from(last) if last < NEVER else NEVER
        return NEVER

    def is_open(self, held: Held) -> bool:
        """Whether whoever holds this can begin it at some time."""
        if not self.dated:
            return self.test(held)
        return any(test(held) for _, test, _ in self.compiled.requirements)


# The steps of several routes are the same.
@lru_cache(maxsize=4_096)
def next_starts(step: Step, period: Period, ages: Ages | None, start: Month) -> tuple[int, ...]:
    """For each month from the start on, the first from there in which a step begins."""
    found = [NEVER] * (MOST_MONTHS + 1)
    following = NEVER
    for at in range(MOST_MONTHS, -1, -1):
        month = start.index + at
        fits = step.ages is None or ages is None or not step.ages.isdisjoint(ages.on(month))
        intake = not step.starts_in or month % 12 + 1 in step.starts_in
        if fits and intake and _in(step.period, month) and _in(period, month):
            following = month
        found[at] = following
    return tuple(found)


def _in(period: Period, month: int) -> bool:
    return period is ALWAYS or Month.at(month) in period


class PriceOf(Protocol):
    """What steps cost one person."""

    def high(self, offer: Offer, month: int, held: Held) -> int | None:
        """The highest price of a step that begins in a month for whoever holds this, None where
        it is not known."""

    def changes(self, offer: Offer) -> Sequence[int]:
        """The months in which the price can change."""

    def least(self, offer: Offer, first: int) -> int:
        """What it costs at least from a month on, whatever is held."""

    def most(self, offer: Offer) -> int | None:
        """What it costs at most, None where that is not known."""


class Run(NamedTuple):
    """What runs on a track: when it ends, and what it is; an ended run is kept as free."""

    ends: int
    offer: Offer | None


class Cost(NamedTuple):
    """Steps, steps of unknown price, and the highest price of the others."""

    steps: int = 0
    unknown: int = 0
    pounds: int = 0


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

    def running(self) -> list[Run]:
        """What has not ended, in the order of the ends."""
        runs = (self.main, self.alongside)
        return sorted((r for r in runs if r.offer is not None), key=lambda run: run.ends)


class Search:
    """One search with the offers that can matter, exact for what the plan shall be best in.

    A plan ends before the month `before`, and for the cheapest costs less than `below`.
    """

    def __init__(self, chosen: Chosen, goal: Test, prices: PriceOf, best: Best) -> None:
        self.offers, self.keep, self.chosen = chosen.offers, chosen.keep, chosen
        self.goal, self.prices, self.best = goal, prices, best
        self.before, self.below = chosen.before, chosen.below
        self.price_mask = chosen.price_mask if best == Best.CHEAPEST else 0
        self._bounds: dict[tuple[int, Held, Run, Run], int] = {}
        self._left: dict[Held, tuple[int, int]] = {}
        self._useful: dict[Held, list[tuple[Offer, int]]] = {}
        self._seen: dict[Held, list[Label]] = {}
        self._order = count()
        self._heap: list[tuple[Key, int, bool, Label]] = []

    def run(self, start: int, held: Held) -> Label | None:
        """The best plan from a month on for whoever holds this, or None.

        Raises SearchTooLongError.
        """
        free = Run(start, None)
        first = Label(start, held, held, free, free, Cost(), start)
        if self.goal(held):
            return first
        self._push(first, start)
        looked = 0
        while (label := self._pop()) is not None:
            if self.goal(label.full):
                return label
            looked += 1
            if looked > MOST_LABELS:
                raise SearchTooLongError
            for following in self._following(label):
                if not self._is_beaten(following):
                    self._push(following, following.ends)
        return None

    # --- In which order labels are looked at -----------------------------------------------

    def _push(self, label: Label, ends: int) -> None:
        """To be looked at by the least that it can come to; worked out when its turn comes."""
        done = self.goal(label.full)
        # Of labels that are worth the same the latest is followed first: it is nearest to an end.
        heapq.heappush(self._heap, (self._key(label, ends), -next(self._order), done, label))

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
        cost = label.cost
        steps, pounds = self._least_left(label.full)
        if self.best == Best.FASTEST:
            return ends, cost.steps + steps, cost.unknown, cost.pounds
        return cost.pounds + pounds, ends, cost.steps + steps, 0

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
        for run in label.running():
            if run.ends > at:
                yield at, run.ends, held
                at = run.ends
            held = run.offer.compiled.after(held) & self.keep if run.offer else held
        yield at, NEVER, held

    def _begun(
        self, offer: Offer, label: Label, track: str, month: int, held: Held
    ) -> Label | None:
        price = self.prices.high(offer, month, held)
        before = label.cost
        cost = Cost(
            before.steps + 1, before.unknown + (price is None), before.pounds + (price or 0)
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

    # --- What is no better than another ----------------------------------------------------

    def _is_beaten(self, label: Label) -> bool:
        """Whether another label holds the same in the end, no later and no dearer; else it is
        remembered."""
        others = self._seen.setdefault(label.full, [])
        if any(self._beats(other, label) for other in others):
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
        return one.pounds <= other.pounds and one.steps <= other.steps

    def _holds_as_soon(self, one: Label, other: Label) -> bool:
        """Whether the one holds at any time what the other does; what makes prices higher must be
        the same."""
        if one.held | other.held != one.held or (one.held ^ other.held) & self.price_mask:
            return False
        if one.held == one.full:
            return (one.full ^ other.held) & self.price_mask == 0
        return one.main.offer is other.main.offer and one.alongside.offer is other.alongside.offer

    # --- What is needed at least -----------------------------------------------------------

    def _bound(self, label: Label) -> int:
        """The earliest month in which the goal can be met, if every step had a track of its own."""
        key = label.month, label.held, label.main, label.alongside
        found = self._bounds.get(key)
        if found is None:
            running = [(run.ends, run.offer) for run in label.running() if run.offer]
            main = max(label.month, label.main.ends)
            either = min(main, max(label.month, label.alongside.ends))
            found = relaxed(self.offers, self.goal, label.month, label.held, running, main, either)
            self._bounds[key] = found
        return max(found, label.ends)

    def _least_left(self, full: Held) -> tuple[int, int]:
        """How many steps are needed at least besides, and for the cheapest how many pounds."""
        found = self._left.get(full)
        if found is None:
            pounds = 0
            if self.best == Best.CHEAPEST:
                pounds = least_left(self.offers, self.goal, self.chosen.least, full)
            found = self._left[full] = steps_left(self.offers, self.goal, full), pounds
        return found


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
    heap = [
        (0, next(order), offer) for offer in offers if offer.compiled.after(held) & ~held & needed
    ]
    bits = needed
    while heap:
        tail, _, offer = heapq.heappop(heap)
        if offer in tails or ends.get(offer, NEVER) + tail >= before:
            continue
        tails[offer] = tail
        asked = 0
        for test, mask in offer.compiled.parts:
            if not test(held):
                asked |= mask & ~held
        bits |= asked
        for other in offers:
            if other not in tails and other.compiled.after(held) & ~held & asked:
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
    most = prices.most(one)
    if most is None or most > least[other]:
        return False
    if any(a > b for a, b in zip(one.next, other.next, strict=True)):
        return False
    # Of two that are alike in all this, the first stays.
    alike = gives == theirs and one.months == other.months and one.on_main == other.on_main
    return not (alike and one.next == other.next) or one.number < other.number
