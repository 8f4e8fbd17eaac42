"""Whether every rule decides something for at least one example person."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from careers_site.content.rules.common import EQUIVALENCES, PRICES, STEPS
from careers_site.content.rules.examples import Example
from careers_site.eligibility.assessment import assess
from careers_site.eligibility.findings import Assessment
from careers_site.eligibility.plan import Plan
from careers_site.eligibility.requirements import Finding
from careers_site.eligibility.rules import Rules

Decided = tuple[str, str]


def uncovered(people: Iterable[Example], rules: Rules) -> list[str]:
    """Each step, equivalence and price that decides nothing for any example person.

    A step decides where it is in a plan, is open now or is what to do first, an equivalence where
    it meets what was asked, and a price where it is one of the prices of a planned step.
    """
    seen: set[Decided] = set()
    for example in people:
        seen.update(_decided(assess(example.person, example.situation, rules)))
    priced = {one.id for prices in rules.prices.values() for one in prices}
    missing = [
        *(f'{STEPS}: step "{name}"' for name in rules.steps if ("step", name) not in seen),
        *(
            f'{EQUIVALENCES}: "{one.words}"'
            for one in rules.equivalences
            if ("equivalence", one.words) not in seen
        ),
        *(f'{PRICES}: price "{name}"' for name in sorted(priced) if ("price", name) not in seen),
    ]
    return [f"{place}: no example person tries it: add one" for place in missing]


def _decided(assessed: Assessment) -> Iterator[Decided]:
    if assessed.best and assessed.best.step:
        yield "step", assessed.best.step.id
    for route in assessed.routes:
        yield from (("step", option.step.id) for option in route.open_now)
        for finding in route.finding.findings():
            yield from _equivalents(finding)
        for plan in route.plans:
            yield from _planned(plan)
    judged = (one.finding for match in assessed.posts for one in match.criteria)
    for finding in filter(None, judged):
        yield from _equivalents(finding)


def _planned(plan: Plan) -> Iterator[Decided]:
    for planned in plan.steps:
        yield "step", planned.step.id
        yield from (("price", name) for name in planned.price.rules)


def _equivalents(finding: Finding) -> Iterator[Decided]:
    if finding.met_by:
        yield "equivalence", finding.met_by
    for part in finding.parts:
        yield from _equivalents(part)
