"""Every verdict that a requirement can come to, with three values: met, not known, not met."""

from __future__ import annotations

from itertools import product

import pytest

from careers_site.eligibility.equivalences import CycleError, refuse_cycles, with_equivalents
from careers_site.eligibility.month import Month, Period
from careers_site.eligibility.person import Known, Person, know
from careers_site.eligibility.plan_search.bits import Bits, compiled
from careers_site.eligibility.requirements import (
    NOTHING,
    AllOf,
    AnyOf,
    AtLeast,
    OrEquivalent,
    Requirement,
    Verdict,
)
from careers_site.eligibility.scales import Scales
from tests.eligibility.small import counts_as, rules, scale

A, B, C = scale("a"), scale("b"), scale("c")
SCALES = Scales((A, B, C))
MET, UNKNOWN, UNMET = Verdict.MET, Verdict.UNKNOWN, Verdict.UNMET
# The answer on a scale of three that gives each verdict of "at least 1".
ANSWER = {MET: 1, UNMET: 0, UNKNOWN: None}


def known(**answers: int | None) -> Known:
    return know(Person(answers), SCALES)


@pytest.mark.parametrize(
    ("answers", "verdict"),
    [
        ({"a": 2}, MET),
        ({"a": 1}, MET),
        ({"a": 0}, UNMET),
        ({}, UNKNOWN),
        ({"a": None}, UNKNOWN),
    ],
)
def test_a_leaf_is_met_not_met_or_not_known(
    answers: dict[str, int | None], verdict: Verdict
) -> None:
    assert AtLeast(A, 1).judge(known(**answers)).verdict == verdict


def test_the_lowest_level_is_met_by_everyone() -> None:
    assert AtLeast(A, 0).judge(known()).verdict == MET


@pytest.mark.parametrize(("first", "second"), list(product(Verdict, repeat=2)))
def test_all_of_is_the_least_verdict_and_any_of_the_greatest(
    first: Verdict, second: Verdict
) -> None:
    person = known(a=ANSWER[first], b=ANSWER[second])
    parts: tuple[Requirement, ...] = (AtLeast(A, 1), AtLeast(B, 1))
    assert AllOf(parts).judge(person).verdict == min(first, second)
    assert AnyOf(parts).judge(person).verdict == max(first, second)


def test_all_of_nothing_asks_for_nothing() -> None:
    finding = AllOf(()).judge(known())
    assert finding.verdict == MET
    assert str(finding.requirement) == "No formal entry requirement"


@pytest.mark.parametrize(("asked", "instead"), list(product(Verdict, repeat=2)))
def test_an_equivalent_meets_what_it_stands_for(asked: Verdict, instead: Verdict) -> None:
    leaf = with_equivalents(AtLeast(A, 1), [counts_as(AtLeast(B, 1), AtLeast(A, 1))])
    finding = leaf.judge(known(a=ANSWER[asked], b=ANSWER[instead]))
    assert finding.verdict == max(asked, instead)
    named = asked != MET and instead == MET
    assert (finding.met_by is not None) == named
    assert (finding.source == "a-source") == named


def test_a_finding_says_what_is_held_once_it_is_known() -> None:
    assert AtLeast(A, 1).judge(known(a=2)).held == "a at 2"
    assert AtLeast(A, 1).judge(known(a=0)).held == "No a"
    assert AtLeast(A, 1).judge(known(a=None)).held is None


def test_an_equivalent_of_an_equivalent_counts_too() -> None:
    chain = [counts_as(AtLeast(B, 1), AtLeast(A, 1)), counts_as(AtLeast(C, 2), AtLeast(B, 1))]
    leaf = with_equivalents(AtLeast(A, 1), chain)
    assert leaf.judge(known(a=0, b=0, c=2)).verdict == MET
    assert leaf.judge(known(a=0, b=0, c=1)).verdict == UNMET
    assert str(leaf) == "a at 1 or above, or equivalent"


def test_what_counts_as_more_than_is_asked_stands_in_and_what_counts_as_less_does_not() -> None:
    one = counts_as(AtLeast(B, 1), AtLeast(A, 1))
    assert isinstance(with_equivalents(AtLeast(A, 1), [one]), OrEquivalent)
    assert with_equivalents(AtLeast(A, 2), [one]) == AtLeast(A, 2)


def test_of_several_levels_that_stand_in_the_highest_that_is_held_is_named() -> None:
    one, two = (counts_as(AtLeast(B, n), AtLeast(A, n)) for n in (1, 2))
    other = counts_as(AtLeast(C, 2), AtLeast(A, 1))
    leaf = with_equivalents(AtLeast(A, 1), [one, two, other])
    assert leaf.judge(known(a=0, b=2, c=2)).met_by == two.words
    assert leaf.judge(known(a=0, b=1, c=2)).met_by == one.words
    assert leaf.judge(known(a=0, b=0, c=2)).met_by == other.words


def test_equivalences_that_lead_back_to_themselves_are_refused() -> None:
    there, back = AtLeast(A, 1), AtLeast(B, 1)
    refuse_cycles([counts_as(there, back)])
    with pytest.raises(CycleError, match="a -> b -> a"):
        refuse_cycles([counts_as(there, back), counts_as(back, there)])


def test_requirements_read_as_sentences() -> None:
    both = AllOf((AtLeast(A, 1), AtLeast(B, 2)))
    assert str(both) == "a at 1 or above; and b at 2 or above"
    assert str(AnyOf(both.parts)) == "One of: a at 1 or above; or b at 2 or above"
    other = AllOf((AtLeast(A, 2), AtLeast(B, 1), AtLeast(C, 1)))
    assert str(AnyOf((both, other))) == (
        "One of: a at 1 or above and b at 2 or above; "
        "or a at 2 or above, b at 1 or above and c at 1 or above"
    )


@pytest.mark.parametrize("most", [12, 1, 0])
def test_the_judged_and_the_planned_meaning_of_a_requirement_are_the_same(
    most: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However many clauses a test of bits may have before it is made part by part."""
    monkeypatch.setattr("careers_site.eligibility.plan_search.bits.MOST_CLAUSES", most)
    leaf = with_equivalents(AtLeast(A, 2), [counts_as(AtLeast(C, 1), AtLeast(A, 2))])
    either, both = AnyOf((AtLeast(A, 1), AtLeast(B, 1))), AllOf((AtLeast(A, 1), AtLeast(B, 1)))
    wholes = [
        AllOf((AnyOf((leaf, AtLeast(B, 2))), AtLeast(C, 0))),
        AnyOf((AllOf((leaf, AtLeast(B, 2))), AtLeast(C, 2))),
        AnyOf((either, both)),
        AnyOf((both, AtLeast(C, 0))),
        AllOf((either, both, AtLeast(C, 1))),
        either,
        NOTHING,
    ]
    bits = Bits(SCALES, ())
    for whole, (a, b, c) in product(wholes, product(range(3), repeat=3)):
        held = {"a": a, "b": b, "c": c}
        met = whole.judge(known(**held)).verdict == MET
        assert whole.is_met(held) == met
        assert compiled(whole, bits)(bits.held(held)) == met


def test_a_finding_is_the_tree_of_what_was_asked() -> None:
    leaf = with_equivalents(AtLeast(A, 1), [counts_as(AtLeast(B, 1), AtLeast(A, 1))])
    either = AnyOf((leaf, AtLeast(C, 1)))
    whole = AllOf((either, AtLeast(B, 2)))
    found = whole.judge(known())
    first = found.parts[0]
    trees = found, first, first.parts[0]
    assert [one.requirement for one in trees] == [whole, either, leaf]
    assert [one.joined for one in trees] == ["all", "any", "equivalent"]
    assert [one.requirement for one in found.leaves()] == list(whole.leaves())


def test_what_counts_only_together_stands_in_only_together() -> None:
    together = counts_as([AtLeast(B, 1), AtLeast(C, 1)], AtLeast(A, 1))
    leaf = with_equivalents(AtLeast(A, 1), [together])
    assert leaf.judge(known(a=0, b=1, c=1)).met_by == together.words
    assert leaf.judge(known(a=0, b=1, c=0)).verdict == UNMET


def test_an_equivalence_counts_for_as_long_as_it_lasts() -> None:
    until = counts_as(AtLeast(B, 1), AtLeast(A, 1), period=Period(None, Month(2027, 7)))
    whole = rules(SCALES, AtLeast(A, 1), equivalences=[until])
    for month, verdict in ((Month(2027, 7), MET), (Month(2027, 8), UNMET)):
        minimum, _ = whole.tiers("england", month)
        assert minimum.judge(known(a=0, b=1)).verdict == verdict
