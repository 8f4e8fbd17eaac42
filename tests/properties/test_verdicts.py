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


def verdicts(person: Person, rules: Rules) -> dict[str, list[Verdict]]:
    """Every verdict that a result rests on, by route: its own, and each part of its options."""
    found: dict[str, list[Verdict]] = {}
    for route in judged(person, rules):
        # Where nothing is offered the verdict says that this is not known, whatever was told.
        if route.minimum or any(option.offered for option in route.options):
            own = [f for f in (route.minimum, route.typical) if f is not None]
            findings = [*own, *(option.finding for option in route.options)]
            parts = [one.verdict for finding in findings for one in _walk(finding)]
            found[route.route.id] = [route.verdict, *parts]
    return found


def pairs(before: Person, after: Person, rules: Rules) -> list[tuple[Verdict, Verdict]]:
    """The same verdicts before and after, but for routes where an age that is told now leaves
    nothing that is offered."""
    was, now = verdicts(before, rules), verdicts(after, rules)
    assert set(now) <= set(was)
    return [pair for route, own in now.items() for pair in zip(was[route], own, strict=True)]


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
    if name != "age":  # an age is no gain: some steps are for the young
        assert all(b == Verdict.MET for a, b in pairs(person, gained, rules) if a == Verdict.MET)


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
    found = pairs(Person(truth), Person(more), rules)
    assert Verdict.UNKNOWN not in [before for before, _ in found]
    assert all(after >= before for before, after in found)


@WHICH
@DATA
def test_answering_more_never_overturns_a_verdict(
    which: str, shipped: Library, data: st.DataObject
) -> None:
    rules = drawn_rules(which, shipped, data)
    both = data.draw(learning(rules))
    assert not know(both.after, rules.scales).contradictions
    found = pairs(both.before, both.after, rules)
    assert all(after == before for before, after in found if before != Verdict.UNKNOWN)


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
