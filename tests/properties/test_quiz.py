"""Laws of the quiz: it ends, asks nothing twice and nothing settled, and leads back."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import parse_qsl, quote, urlencode, urlsplit

from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from careers_site.answers import NEAR, OTHERS, OTHERS_VALUES, Answers, read
from careers_site.content.parsing import Library
from careers_site.eligibility.rules import Rules
from careers_site.eligibility.scales import UNSURE
from careers_site.places.nations import NATIONS
from careers_site.platform.text.text_safety import one_line
from careers_site.quiz.outcome import assessed
from careers_site.quiz.qualifications_question import HELD, KINDS, NONE, TOLD_AT_ONCE, with_held
from careers_site.quiz.questions import before, following
from careers_site.quiz.sooner_plans import sooner
from tests.conftest import examples_of

DATA = given(data=st.data())
PATHS = (
    *("/quiz", "/quiz/gcse_maths", "/quiz/others", "/quiz/check-answers", "/routes"),
    *("/routes/college/plan", "/routes/apply-directly/plan"),
)


def choices(question: str, rules: Rules) -> tuple[str, ...]:
    return OTHERS_VALUES if question == OTHERS else (*rules.scales[question].level_ids, UNSURE)


def ticked(data: st.DataObject) -> set[str]:
    kinds = data.draw(st.sets(st.sampled_from([*KINDS, OTHERS])))
    return {f"{kind}.qualified" if kind in TOLD_AT_ONCE else kind for kind in kinds} or {NONE}


def walk(data: st.DataObject, rules: Rules, *, sure: bool = False) -> Iterator[tuple[str, Answers]]:
    """Each question that somebody is asked, with what they had answered before it.

    Who is `sure` has what they ticked. An address cannot tell "none" of a kind that was ticked from
    a kind that was not, nor from one that was asked about because somebody was not sure.
    """
    answers = Answers({}, nation=data.draw(st.sampled_from([*NATIONS])), start="2026-11")
    while (question := following(answers, rules)) is not None:
        yield question, answers
        if question == HELD:
            unsure = not sure and data.draw(st.booleans())
            answers = with_held(answers, {UNSURE} if unsure else ticked(data), rules)
            continue
        told = sure and question in KINDS and answers.others
        allowed = choices(question, rules)[1 if told else 0 :]
        answers = answers.giving(question, data.draw(st.sampled_from(allowed)))


@examples_of(15)
@DATA
def test_the_quiz_ends_and_asks_nothing_twice(shipped: Library, data: st.DataObject) -> None:
    asked = []
    for question, answers in walk(data, shipped.rules):
        assert question not in answers.levels
        asked.append(question)
        assert len(asked) <= 20
    assert len(asked) == len(set(asked))


@examples_of(15)
@DATA
def test_the_quiz_asks_nothing_that_is_settled(shipped: Library, data: st.DataObject) -> None:
    rules = shipped.rules
    rare = {scale.id for scale in rules.scales.rare()}
    for question, answers in walk(data, rules):
        still_open = set(assessed(answers, rules).asks)
        if question == HELD:
            assert len(still_open & set(KINDS)) > 1
        elif question == OTHERS:
            assert still_open & rare
        elif still_open:
            assert question in still_open
        else:
            # All verdicts are settled, and an answer could still bring a plan forward.
            assert question == sooner(answers, answers.situation.start, rules)


@examples_of(8)
@DATA
def test_back_leads_to_the_question_before(shipped: Library, data: st.DataObject) -> None:
    path: list[str] = []
    for question, answers in walk(data, shipped.rules, sure=True):
        assert before(question, answers, shipped.rules) == [NEAR, *path]
        path.append(question)


@DATA
def test_answers_to_an_address_and_back_are_the_same(shipped: Library, data: st.DataObject) -> None:
    rules = shipped.rules
    one_each = {name: st.sampled_from(choices(name, rules)) for name in rules.scales}
    funding = {f.id: st.sampled_from([*f.option_ids, UNSURE]) for f in rules.funding}
    wishes = [f"{s.id}.{level}" for s in rules.scales.values() for level in s.level_ids]
    answers = Answers(
        levels=data.draw(st.fixed_dictionaries({}, optional=one_each)),
        others=data.draw(st.sampled_from(["", *OTHERS_VALUES])),
        suppose=tuple(sorted(data.draw(st.sets(st.sampled_from(wishes), max_size=3)))),
        nation=data.draw(st.sampled_from(["", *NATIONS])),
        near=one_line(data.draw(st.text(max_size=80))),
        start=data.draw(st.sampled_from(["", "2027-01", "2031-12"])),
        funding=data.draw(st.fixed_dictionaries({}, optional=funding)),
    )
    pairs = parse_qsl(answers.query().removeprefix("?"), keep_blank_values=True)
    assert read(MultiDict(pairs), rules) == answers
    assert urlsplit("/routes" + answers.query()).fragment == ""


@examples_of(30)
@DATA
def test_no_address_of_the_quiz_breaks_it(
    site: Flask, shipped: Library, data: st.DataObject
) -> None:
    """Right and wrong keys and values, repeated, huge, in any alphabet: a page, never a 500."""
    rules = shipped.rules
    keys = st.sampled_from([*rules.scales, OTHERS, "nation", "near", "from", "suppose", "go"])
    levels = st.sampled_from([*{level for s in rules.scales.values() for level in s.level_ids}])
    wishes = st.builds("{}.{}".format, keys, levels)
    text = st.text(max_size=12) | st.sampled_from(
        ["x" * 5_000, "\0", "../", "%", "＋", "👶🏽", "-1"]
    )
    value = levels | st.sampled_from([UNSURE, "none", "some", "wales", "CV1", "2027-02"]) | wishes
    pairs = data.draw(
        st.lists(st.tuples(keys | text, value | text), max_size=6)
        | st.lists(st.tuples(keys, value), max_size=6)
    )
    query = urlencode(pairs, quote_via=quote, errors="surrogatepass")
    path = data.draw(st.sampled_from(PATHS))
    answer = site.test_client().get(f"{path}?{query}")
    assert answer.status_code in {200, 303, 400}


@examples_of(8)
@given(value=st.binary(max_size=20), raw=st.text("%&=;+é ", max_size=8))
def test_bytes_that_are_no_text_break_nothing(site: Flask, value: bytes, raw: str) -> None:
    """Bytes as an address may hold them: percent-encoded. The server refuses others itself."""
    client = site.test_client()
    for query in (f"near={quote(value)}", f"{quote(value)}={raw}", quote(raw, safe="%&=;+")):
        for path in ("/quiz/gcse_maths", "/routes"):
            assert client.get(f"{path}?{query}").status_code in {200, 303, 400}
