"""Laws of judging, on the shipped rules and on small rules made at random."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careers_site.content.parsing import Library
from careers_site.eligibility.assessment import assess
from careers_site.eligibility.equivalences import covers
from careers_site.eligibility.findings import RouteFinding
from careers_site.eligibility.person import Person, know
from careers_site.eligibility.requirements import (
    AtLeast,
    Finding,
    OrEquivalent,
    Requirement,
    Verdict,
)
from careers_site.eligibility.rules import Rules
from tests.eligibility.small import situation
from tests.properties.strategies import learning, people, small_rules, truths

WHICH = pytest.mark.parametrize("which", ["shipped", "small"])
DATA = given(data=st.data())


def drawn_rules(which: str, shipped: Library, data: st.DataObject) -> Rules:
    return shipped.rules if which == "shipped" else data.draw(small_rules())


def judged(person: Person, rules: Rules) -> list[RouteFinding]:
    found = assess(person, situation(), rules, plans=False)
    return [route.finding for route in found.routes]


def verdicts(person: Person, rules: Rules) -> list[Verdict]:
    """Every verdict that a result rests on: of routes, options and each part of them."""
    found: list[Verdict] = []
    for route in judged(person, rules):
        # Where nothing is offered the verdict says that this is not known, whatever was told.
        if route.minimum or any(option.offered for option in route.options):
            found.append(route.verdict)
        own = [f for f in (route.minimum, route.typical) if f is not None]
        for finding in [*own, *(option.finding for option in route.options)]:
            found += [one.verdict for one in _walk(finding)]
    return found


def _walk(finding: Finding) -> Iterator[Finding]:
    yield finding
    for part in finding.parts:
        yield from _walk(part)


@WHICH
@DATA
def test_gaining_never_closes_a_route(which: str, shipped: Library, data: st.DataObject) -> None:
    rules = drawn_rules(which, shipped, data)
    person = data.draw(people(rules))
    name = data.draw(st.sampled_from([*rules.scales]))
    now = know(person, rules.scales).low[name]
    gained = person.with_level(name, data.draw(st.integers(now, rules.scales[name].top)))
    before, after = verdicts(person, rules), verdicts(gained, rules)
    if name != "age":  # an age is no gain: some steps are for the young
        assert all(b == Verdict.MET for a, b in zip(before, after, strict=True) if a == Verdict.MET)


@WHICH
@DATA
def test_who_told_everything_has_nothing_unknown_and_gaining_lowers_no_verdict(
    which: str, shipped: Library, data: st.DataObject
) -> None:
    rules = drawn_rules(which, shipped, data)
    truth = data.draw(truths(rules))
    other = data.draw(truths(rules))
    more = {name: max(level, truth[name]) for name, level in other.items()}
    if "age" in truth:  # an age is no gain
        more["age"] = truth["age"]
    before, after = verdicts(Person(truth), rules), verdicts(Person(more), rules)
    assert Verdict.UNKNOWN not in before
    assert all(b >= a for a, b in zip(before, after, strict=True))


@WHICH
@DATA
def test_answering_more_never_overturns_a_verdict(
    which: str, shipped: Library, data: st.DataObject
) -> None:
    rules = drawn_rules(which, shipped, data)
    both = data.draw(learning(rules))
    assert not know(both.after, rules.scales).contradictions
    pairs = zip(verdicts(both.before, rules), verdicts(both.after, rules), strict=True)
    assert all(b == a for a, b in pairs if a != Verdict.UNKNOWN)


def nodes(requirement: Requirement) -> Iterator[AtLeast | OrEquivalent]:
    if isinstance(requirement, AtLeast | OrEquivalent):
        yield requirement
    else:
        for part in requirement.parts:
            yield from nodes(part)


@WHICH
@DATA
def test_an_equivalent_does_no_less_than_what_it_stands_for(
    which: str, shipped: Library, data: st.DataObject
) -> None:
    """In the requirements in which it counts, there and then."""
    rules = drawn_rules(which, shipped, data)
    person, at = data.draw(people(rules)), situation()
    for equivalence in rules.equivalences:
        holder = person
        for leaf in equivalence.holding:
            holder = holder.with_level(leaf.scale.id, leaf.level)
        known = know(holder, rules.scales)
        for step in rules.steps.values():
            if equivalence.counts(step.id, at.planning_nation, at.start):
                for node in nodes(rules.required(step, at.planning_nation, at.start)):
                    asked = node if isinstance(node, AtLeast) else node.asked
                    if covers(equivalence.counts_as, asked):
                        assert node.judge(known).verdict == Verdict.MET


@WHICH
@DATA
def test_a_closed_route_names_what_is_missing_and_holding_that_opens_it(
    which: str, shipped: Library, data: st.DataObject
) -> None:
    rules = drawn_rules(which, shipped, data)
    person = data.draw(people(rules))
    for route in judged(person, rules):
        if route.verdict == Verdict.UNMET:
            for finding in _closing(route):
                missing = [leaf for leaf in finding.leaves() if leaf.verdict == Verdict.UNMET]
                assert missing
                assert all(str(leaf.requirement) and leaf.scale for leaf in missing)
        for finding in route.findings():
            helped = person
            for leaf in finding.requirement.leaves():
                low = know(helped, rules.scales).low[leaf.scale.id]
                helped = helped.with_level(leaf.scale.id, max(low, leaf.level))
            known = know(helped, rules.scales)
            assert finding.requirement.judge(known).verdict == Verdict.MET


def _closing(route: RouteFinding) -> list[Finding]:
    if route.minimum is not None:
        return [route.minimum]
    return [option.finding for option in route.options if option.offered]
