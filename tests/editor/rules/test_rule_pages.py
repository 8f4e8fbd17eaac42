"""Rules as forms: a requirement, a step and a way in changed by somebody who knows no TOML."""

from __future__ import annotations

import difflib
import tomllib

import pytest
from flask import Flask
from sqlalchemy import select
from wtforms import SelectField

from careers_site.content.library import library
from careers_site.content.rules.common import PRICES, ROUTES, STEPS
from careers_site.content.store import documents
from careers_site.editor.drafts.drafts import Draft
from careers_site.editor.rules.entries import entries, value_of
from careers_site.editor.rules.kind_list import KINDS
from careers_site.editor.rules.rule_form import filled, form_class, typed_values
from careers_site.editor.rules.vocabulary import Vocabulary
from careers_site.platform.extensions import db
from tests.editor.conftest import Browser
from tests.editor.rules.forms import fields, send

DIPLOMA = "/editor/rules/steps/edit/level-3-diploma"


def newest() -> dict[str, str | None]:
    db.session.rollback()
    db.session.expire_all()
    draft = db.session.scalars(select(Draft).order_by(Draft.id.desc())).first()
    assert draft
    return draft.texts()


def changed_lines(path: str, text: str | None) -> list[str]:
    """The lines of a document that a draft takes out and puts in."""
    before, now = documents.published()[path].splitlines(), (text or "").splitlines()
    lines = difflib.unified_diff(before, now, n=0, lineterm="")
    return [one for one in lines if one[0] in "+-" and one[:3] not in ("+++", "---")]


def test_a_requirement_goes_from_4_to_5_gcses_with_one_choice(app: Flask, editor: Browser) -> None:
    page = editor.get(DIPLOMA).text
    assert (
        "4 or more GCSEs at grades 9 to 4 (A* to C), with GCSE English at grade 4 or above" in page
    )
    answer = send(editor, DIPLOMA, requires__0="gcses_9_to_4.5")
    assert answer.status_code == 303, answer.text
    assert changed_lines(STEPS, newest()[STEPS]) == [
        '-requires = { gcses_9_to_4 = "4", gcse_english = "4" }',
        '+requires = { gcses_9_to_4 = "5", gcse_english = "4" }',
    ]
    review = editor.get(answer.location).text
    assert "Who gets another result" in review
    assert "There is a problem" not in review


@pytest.mark.usefixtures("few_examples")
def test_a_requirement_changes_from_a_month_and_the_change_can_be_taken_back(
    app: Flask, editor: Browser
) -> None:
    said = "The college asks for 5 GCSEs."
    later = {"later_requires__0": "gcses_9_to_4.5", "later_requires-here": "1"}
    without_month = send(editor, DIPLOMA, later_change=said, **later)
    assert without_month.status_code == 400
    assert "Enter the month from which people need something else" in without_month.text
    assert said in without_month.text

    answer = send(editor, DIPLOMA, later_from="September 2027", later_change=said, **later)
    assert answer.status_code == 303, answer.text
    lines = changed_lines(STEPS, newest()[STEPS])
    assert lines[1].startswith("+requirement = [")
    assert lines[2].endswith('gcse_english = "4" }, until = "2027-08" },')
    assert lines[3].startswith('+    { requires = { gcses_9_to_4 = "5" }, from = "2027-09"')
    draft = answer.location.rpartition("/")[2]
    assert "There is a problem" not in editor.get(answer.location).text

    page = f"{DIPLOMA}?draft={draft}"
    opened = editor.get(page).text
    assert "September 2027" in opened
    assert said in opened
    back = send(editor, page, later_from="", later_change="", later_requires__0="")
    assert back.status_code == 303, back.text
    assert "requirement = [" not in (newest()[STEPS] or "")


def test_a_form_says_of_every_rule_what_its_file_says(app: Flask) -> None:
    texts, vocabulary = documents.published(), Vocabulary(library().rules, library().sources)
    for kind in KINDS.values():
        form_of = form_class(kind.fields, vocabulary, SelectField())
        for one in entries(kind, texts):
            form = form_of(data=filled(kind.fields, one.item))
            typed = typed_values(form, [x for x in kind.fields if not x.only_new], one.item)
            differ = {x.name for x in kind.fields if typed.get(x.name) != value_of(one.item, x)}
            assert differ == set(), (kind.id, one.key)
            assert not form.errors


@pytest.mark.parametrize("kind", ["scales", "goal"])
def test_other_kinds_are_changed_in_the_same_form(app: Flask, editor: Browser, kind: str) -> None:
    key = entries(KINDS[kind], documents.published())[-1].key
    page = editor.get(f"/editor/rules/{kind}", follow_redirects=True)
    assert page.status_code == 200
    answer = send(editor, f"/editor/rules/{kind}/edit/{key}")
    assert "You have not changed anything" in answer.text


STEP = {
    "title": "Level 3 award in visiting families",
    "requires__0": "gcses_9_to_4.2",
    "requires__join": "any",
    "gives__0": "send_knowledge.working",
    "months": "6",
    "months_note": "The college says so",
    "track": "alongside",
    "courses": "false",
    "ways": ["college"],
    "helps": ["university", "apprenticeship"],
    "cost": "£250",
    "reason": "You pay the college.",
    "sources": ["general-knowledge"],
    "checked": "21/11/2026",
    "confidence": "seen",
}


@pytest.mark.usefixtures("few_examples")
def test_a_new_step_comes_with_its_price_and_its_ways_in(app: Flask, editor: Browser) -> None:
    answer = send(editor, "/editor/rules/steps/new", **STEP)
    assert answer.status_code == 303, answer.text
    texts = newest()
    assert changed_lines(STEPS, texts[STEPS])[1:] == [
        "+[[step]]",
        '+id = "level-3-award-in-visiting-families"',
        '+title = "Level 3 award in visiting families"',
        '+requires = { gcses_9_to_4 = "2" }',
        '+gives = { send_knowledge = "working" }',
        "+months = 6",
        '+months_note = "The college says so"',
        '+track = "alongside"',
        "+courses = false",
        '+sources = ["general-knowledge"]',
        "+checked = 2026-11-21",
        '+confidence = "seen"',
    ]
    assert "+pounds = 250" in changed_lines(PRICES, texts[PRICES])
    assert (texts[ROUTES] or "").count("level-3-award-in-visiting-families") == 3
    assert "There is a problem" not in editor.get(answer.location).text


def test_a_new_price_stands_before_the_one_for_everybody(app: Flask, editor: Browser) -> None:
    typed = {"pounds": "0", "by": "free", "reason": "Free with the new grant"}
    typed |= {"steps": "send-work", "sources": "general-knowledge", "before": "paid-work"}
    answer = send(editor, "/editor/rules/prices/new", **typed)
    assert answer.status_code == 303, answer.text
    ids = [one["id"] for one in tomllib.loads(newest()[PRICES] or "")["price"]]
    assert ids.index("free-with-the-new-grant") == ids.index("paid-work") - 1


def test_a_new_way_in_has_its_page(app: Flask, editor: Browser) -> None:
    answer = send(
        editor,
        "/editor/rules/ways-in/new",
        title="A job in a family hub",
        options=["family-hub-work"],
        leads_to="considered",
        page_summary="Work with families first.",
        page_text="**You learn the work in a job.**\n\n## What you would do\n\nYou help families.",
        page_time="About a year",
        page_months="12",
        page_cost="Free",
        page_earning="Yes",
        page_needs="Some experience with families",
        page_best_if="you need to earn",
        sources=["general-knowledge"],
    )
    assert answer.status_code == 303, answer.text
    page = newest()["content/portage-home-visitor/routes/a-job-in-a-family-hub.md"] or ""
    assert "months = [12, 12]" in page
    assert "You learn the work in a job" in page
    assert "way in is gone" not in editor.get(answer.location).text
    assert "Correct" not in editor.get(answer.location).text


def test_problems_stand_at_their_fields_and_nothing_typed_is_lost(
    app: Flask, editor: Browser
) -> None:
    answer = send(
        editor, DIPLOMA, months="a while", checked="soon", sources=["college"], title="Diploma ☂"
    )
    assert answer.status_code == 400
    for said in ("“a while” is not a whole number", "“soon” is not a day", "Did you mean: "):
        assert said in answer.text
    sent = fields(answer.text)
    assert (sent["months"], sent["title"]) == ("a while", "Diploma ☂")
    too_long = send(editor, DIPLOMA, months="400")
    assert too_long.status_code == 400
    assert 'href="#months"' in too_long.text


def test_a_group_is_added_without_losing_what_is_there(app: Flask, editor: Browser) -> None:
    page = send(editor, DIPLOMA, do="group:requires", title="Another title").text
    sent = fields(page)
    assert sent["title"] == "Another title"
    assert sent["requires.2.join"] == "any"
    sent.setlist("requires.2.0", ["early_years.level-2"])
    sent.setlist("requires.2.1", ["degree.other"])
    sent.setlist("do", ["more:requires.2"])
    again = editor.post(DIPLOMA, data=sent).text
    assert "one of these: an early years qualification at level 2 or above; or a degree" in again


def test_somebody_to_try_it_with_is_told_what_would_change(app: Flask, editor: Browser) -> None:
    page = send(
        editor,
        DIPLOMA,
        do="try",
        requires__0="gcses_9_to_4.5",
        try_answers="https://example.org/routes?age=16-18&gcses_9_to_4=4&gcse_english=4&others=none"
        "&nation=england",
    ).text
    assert "This would change" in page
    assert "The person with these answers" in page
    wrong = send(editor, DIPLOMA, do="try", months="12", try_answers="?age=old")
    assert wrong.status_code == 400
    assert "There is no answer to" in wrong.text


@pytest.mark.usefixtures("few_examples")
def test_two_editors_in_one_rule_keep_both_changes(app: Flask, editor: Browser) -> None:
    mine = fields(editor.get(DIPLOMA).text)
    first = send(editor, DIPLOMA, months="20").location.rpartition("/")[2]
    mine.setlist("note", ["Ask early."])
    mine.setlist("into", [first])
    mine.setlist("do", ["save"])
    answer = editor.post(DIPLOMA, data=mine)
    assert answer.status_code == 409
    assert "This rule was changed after you opened it" in answer.text
    merged = fields(answer.text)
    assert (merged["months"], merged["note"]) == ("20", "Ask early.")


def test_an_example_person_is_told_what_the_rules_say(app: Flask, editor: Browser) -> None:
    answer = send(
        editor,
        "/editor/rules/people/new",
        title="A lollipop man",
        story="He likes children.",
        answers__0="age.24-plus",
        **{"from": "November 2026"},
    )
    assert answer.status_code == 303, answer.text
    text = newest()["content/examples/a-lollipop-man.toml"] or ""
    assert 'from = "2026-11"' in text
    assert 'volunteering = "' in text


def test_whatever_is_sent_there_is_a_page(app: Flask, editor: Browser) -> None:
    for sent in [
        {"requires__0": "nonsense.9", "months": "\x00"},
        {"gives__0": "", "gives__1": "", "sources": ["x" * 5000]},
        {"do": "group:requires.9.9.9"},
        {"do": "more:"},
        {"was": "[1", "into": "99999999999"},
        {"starts_in": ["13", "x"], "ages": ["old"], "track": "sideways", "courses": "maybe"},
        {"try_answers": "?%ff=%00", "do": "try"},
    ]:
        assert send(editor, DIPLOMA, **sent).status_code in {200, 303, 400, 409}
