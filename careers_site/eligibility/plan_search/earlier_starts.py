"""The steps of a plan that was found, each moved to the first month in which it can begin."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from careers_site.eligibility.plan_search.bits import Held
from careers_site.eligibility.plan_search.offers import ALONGSIDE, MAIN, Offer
from careers_site.eligibility.plan_search.person_prices import PersonPrices

Taken = tuple[Offer, int, str]


def as_soon_as_they_can(taken: Sequence[Taken], held: Held, prices: PersonPrices) -> list[Taken]:
    """The same steps with the same end, those that can wait begun sooner at no higher price."""
    found = list(taken)
    for at, one in enumerate(taken):
        others = [*found[:at], *found[at + 1 :]]
        found[at] = next(_sooner(one, others, held, prices), one)
    return sorted(found, key=lambda one: (one[1], one[2] != MAIN, one[0].number))


def _sooner(
    one: Taken, others: Sequence[Taken], held: Held, prices: PersonPrices
) -> Iterator[Taken]:
    """The same step in each sooner month in which it could begin and costs the same."""
    offer, month, own = one
    # A main step that runs beside another stays where it was put.
    tracks = (MAIN, ALONGSIDE) if not offer.on_main else (MAIN,) if own == MAIN else ()
    now = prices.price(offer, month, held_in(others, month, held))
    for sooner in range(offer.starts_from(offer.origin), month):
        for track in tracks:
            then = offer, sooner, track
            if _could_begin(then, others, held) and now == prices.price(
                offer, sooner, held_in(others, sooner, held)
            ):
                yield then


def _could_begin(one: Taken, others: Sequence[Taken], held: Held) -> bool:
    """Whether a step could begin then, with nothing else on its track."""
    offer, month, track = one
    then = held_in(others, month, held)
    if offer.first(month, then) != month or not offer.compiled.is_useful(then):
        return False
    return all(
        other_track != track or began >= month + offer.months or began + other.months <= month
        for other, began, other_track in others
    )


def held_in(taken: Sequence[Taken], month: int, held: Held) -> Held:
    """What is held in a month by whoever takes these steps."""
    ended = [offer for offer, began, _ in taken if began + offer.months <= month]
    for offer in sorted(ended, key=lambda one: one.number):
        held = offer.compiled.after(held)
    return held
