"""Laws of choosing certificates: they raise what was answered and never close a way in."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from careers_site.answers import Answers
from careers_site.content.parsing import Library
from careers_site.eligibility.assessment import assess
from careers_site.eligibility.person import know
from careers_site.eligibility.requirements import Verdict
from careers_site.eligibility.rules import Rules
from careers_site.eligibility.scales import UNSURE
from careers_site.quiz.certificate_answers import Choice, choice
from careers_site.quiz.certificate_search import finder
from tests.eligibility.small import situation

DATA = given(data=st.data())


def answered(rules: Rules) -> st.SearchStrategy[Answers]:
    levels = {name: st.sampled_from([*one.level_ids, UNSURE]) for name, one in rules.scales.items()}
    return st.builds(
        Answers,
        st.fixed_dictionaries({}, optional=levels),
        st.sampled_from(["", "none", "some"]),
    )


def drawn(data: st.DataObject, shipped: Library) -> tuple[Answers, Choice]:
    before = data.draw(answered(shipped.rules))
    one = data.draw(st.sampled_from(shipped.qualifications))
    return before, choice(one, before, shipped.rules)


def after(data: st.DataObject, made: Choice) -> Answers:
    """The answers once it was added, with a level picked where one is asked for."""
    if made.asked and made.picks:
        return made.rest.giving(made.asked.id, data.draw(st.sampled_from(made.picks)).id)
    return made.answers


def verdicts(answers: Answers, rules: Rules) -> list[Verdict]:
    found = assess(answers.person(rules), situation(), rules, plans=False)
    routes = [route.finding for route in found.routes]
    # Of every option, also of one that would only repeat what is held then.
    options = [option for route in routes for option in route.options if option.offered]
    whole = [one for route in routes for one in (route.minimum, route.typical) if one]
    return [finding.verdict for finding in (*whole, *(option.finding for option in options))]


@DATA
def test_choosing_a_certificate_never_closes_a_way_in(
    shipped: Library, data: st.DataObject
) -> None:
    before, made = drawn(data, shipped)
    now, then = (verdicts(a, shipped.rules) for a in (before, after(data, made)))
    assert all(b == Verdict.MET for a, b in zip(now, then, strict=True) if a == Verdict.MET)


@DATA
def test_choosing_a_certificate_never_lowers_a_verdict_of_somebody_who_answered_everything(
    shipped: Library, data: st.DataObject
) -> None:
    before, made = drawn(data, shipped)
    scales = shipped.rules.scales
    known = know(before.person(shipped.rules), scales)
    levels = {name: one.level_ids[known.low[name]] for name, one in scales.items()}
    whole = replace(before, levels=levels)
    made = choice(made.certificate, whole, shipped.rules)
    now, then = (verdicts(a, shipped.rules) for a in (whole, after(data, made)))
    assert all(b >= a for a, b in zip(now, then, strict=True))


@DATA
def test_no_answer_is_ever_lowered_or_lost(shipped: Library, data: st.DataObject) -> None:
    before, made = drawn(data, shipped)
    then = after(data, made)
    for name, level in before.levels.items():
        if level != UNSURE:
            ids = shipped.rules.scales[name].level_ids
            assert ids.index(then.levels[name]) >= ids.index(level)
        else:
            assert name in then.levels


@DATA
def test_what_was_chosen_is_held_and_choosing_it_again_changes_nothing(
    shipped: Library, data: st.DataObject
) -> None:
    before, made = drawn(data, shipped)
    then = after(data, made)
    for leaf in made.certificate.gives:
        assert leaf.scale.level_ids.index(then.levels[leaf.scale.id]) >= leaf.level
    again = choice(made.certificate, then, shipped.rules)
    assert again.answers == then
    assert not again.raises
    assert made.certificate.gives or then == before


@DATA
def test_a_certificate_that_nobody_can_place_changes_no_answer(
    shipped: Library, data: st.DataObject
) -> None:
    before = data.draw(answered(shipped.rules))
    one = data.draw(st.sampled_from([q for q in shipped.qualifications if q.is_unknown]))
    made = choice(one, before, shipped.rules)
    assert made.answers == before
    assert not made.adds


@given(text=st.text(max_size=200))
def test_any_text_can_be_searched_for(shipped: Library, text: str) -> None:
    assert len(finder(shipped.qualifications).find(text)) <= 6
