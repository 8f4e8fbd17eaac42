"""Whether every rule decides something for at least one example person."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from careers_site.content.rules.common import EQUIVALENCES, PRICES, STEPS
from careers_site.content.rules.examples.examples import Example, assessed
from careers_site.eligibility.findings import Assessment
from careers_site.eligibility.month import Month
from careers_site.eligibility.planner import ages_of
from careers_site.eligibility.price_conditions import Payer
from careers_site.eligibility.prices import StepPrice, step_price
from careers_site.eligibility.requirements import Finding, Verdict
from careers_site.eligibility.rules import Rules, Step

WHAT_TO_DO = "decides nothing for any example person: add an example person for whom it decides"
# The kind of a rule, its id or words, and for a price its reason, which each of its periods has.
Decided = tuple[str, ...]


def uncovered(people: Collection[Example], rules: Rules) -> list[str]:
    """Each step, equivalence and price that decides nothing for any example person.

    A step decides where it is in a plan, is open now, is what to do first or fills a gap of a
    person specification; an equivalence where it meets what was asked; and a price where it is
    one of those that a step which decides may have for this person.
    """
    seen: set[Decided] = set()
    for example in people:
        seen.update(_decided(assessed(example, rules), rules))
    missing = [
        *(f'{STEPS}: step "{name}"' for name in rules.steps if ("step", name) not in seen),
        *(
            f'{EQUIVALENCES}: "{one.words}"'
            for one in rules.equivalences
            if ("equivalence", one.words) not in seen
        ),
        *dict.fromkeys(
            f'{PRICES}: price "{one.id}" ("{one.reason}")'
            for prices in rules.prices.values()
            for one in prices
            if ("price", one.id, one.reason) not in seen
        ),
    ]
    return [f"{place}: {WHAT_TO_DO}" for place in missing]


def _decided(found: Assessment, rules: Rules) -> Iterator[Decided]:
    for step, starts in _told(found, rules):
        yield "step", step.id
        yield from _priced(_price(step, starts, found, rules))
    for route in found.routes:
        for finding in route.finding.findings():
            yield from _equivalents(finding)
        for plan in route.plans:
            for planned in plan.steps:
                yield "step", planned.step.id
                yield from _priced(planned.price)
    judged = (one.finding for match in found.posts for one in match.criteria)
    for finding in filter(None, judged):
        yield from _equivalents(finding)


def _told(found: Assessment, rules: Rules) -> Iterator[tuple[Step, Month]]:
    """The steps that the person is told of besides those of the plans, with their next starts."""
    if found.best and found.best.step and found.best.starts:
        yield found.best.step, found.best.starts
    for route in found.routes:
        for option in route.open_now:
            if option.next_start:
                yield option.step, option.next_start
    points = [one for match in found.posts for one in match.criteria]
    for name in {one.criterion.step for one in points if one.verdict == Verdict.UNMET} - {""}:
        if rules.steps[name].is_in(found.situation.planning_nation):
            yield rules.steps[name], found.situation.start


def _price(step: Step, month: Month, found: Assessment, rules: Rules) -> StepPrice:
    """What a step that begins then costs the person, by what they hold now."""
    known, situation = found.known, found.situation
    ages = ages_of(known, situation, rules)
    possible = ages.on(month.index) if ages else frozenset[str]()
    payer = Payer(known.low, known.high, possible, situation.funding, situation.devolved)
    return step_price(rules.prices.get(step.id, ()), situation.planning_nation, month, payer)


def _priced(price: StepPrice) -> Iterator[Decided]:
    # A price goes by its id and its reason: the periods of one rule share the id.
    for name in price.rules:
        for reason in price.reasons:
            yield "price", name, reason


def _equivalents(finding: Finding) -> Iterator[Decided]:
    if finding.met_by:
        yield "equivalence", finding.met_by
    for part in finding.parts:
        yield from _equivalents(part)
