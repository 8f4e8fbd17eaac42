"""The adviser tool: every question on one page, nothing stored."""

from __future__ import annotations

import html
import re
from dataclasses import replace
from urllib.parse import quote

import pytest
from flask import Flask
from flask.testing import FlaskClient

from careers_site.content.parsing import Library

CLIENT = (
    "age=19-plus&early_years=none&experience_0_to_4=some&gcse_english=5&gcse_maths=2&gcses_9_to_4=4"
)

# Lacks nothing but a qualification.
NEARLY = (
    "age=24-plus&early_years=none&professional=none&experience_0_to_4=1-year"
    "&send_knowledge=working&family_work=substantial&send_experience=2-years&nation=england"
)


def test_every_question_is_on_the_page_with_its_levels(
    client: FlaskClient, shipped: Library
) -> None:
    page = client.get("/advisers").text
    for scale in shipped.rules.scales.values():
        assert f'name="{scale.id}"' in page
        for level in scale.levels:
            assert f'value="{level.id}"' in page


def test_without_answers_there_is_no_advice_but_how_to_begin(client: FlaskClient) -> None:
    page = client.get("/advisers").text
    assert "Fill in age, place and highest qualification to begin." in page
    assert "Best next step" not in page
    assert 'class="pc-route"' not in page


def test_a_question_that_is_answered_is_not_folded_away(client: FlaskClient) -> None:
    fold = (
        r"<details class=\"govuk-details\"([^>]*)>\s*<summary[^>]*><span[^>]*>(Grades|What courses)"
    )
    states = {name: state for state, name in re.findall(fold, client.get("/advisers").text)}
    assert states == {"Grades": "", "What courses": ""}
    page = client.get("/advisers?gcse_maths=4&earnings=under").text
    states = {name: state for state, name in re.findall(fold, page)}
    assert states == {"Grades": " open", "What courses": " open"}


def test_what_was_left_open_goes_out_of_the_address(client: FlaskClient) -> None:
    response = client.get("/advisers?age=&gcse_maths=4&near=&others=")
    assert response.status_code == 303
    assert response.location == "/advisers?gcse_maths=4"


def test_answers_stay_chosen_and_the_result_stands_beside_them(client: FlaskClient) -> None:
    page = client.get(f"/advisers?{CLIENT}").text
    assert '<option value="19-plus" selected>' in page
    assert page.count('class="pc-route" aria-labelledby="route-') == 5


def test_the_link_to_hand_over_is_on_the_sites_own_address_and_drawn_as_a_code(
    site: Flask, client: FlaskClient
) -> None:
    page = html.unescape(client.get(f"/advisers?{CLIENT}").text)
    link = f"{site.config['SETTINGS'].site_url}/routes?{CLIENT}"
    assert f'<a href="{link}">' in page
    code = re.search(r'<svg viewBox="[^"]+" class="pc-qr"><path [^>]+>', page)
    assert code is not None


@pytest.mark.parametrize("page", ["/advisers", "/advisers/print"])
def test_what_is_supposed_makes_no_code_too_long(
    page: str, client: FlaskClient, shipped: Library
) -> None:
    """The link to hand over is what the client has, so that it fits even near a long place."""
    wishes = [
        f"&suppose={scale.id}.{level.id}"
        for scale in shipped.rules.scales.values()
        for level in scale.levels
    ]
    near = quote("\N{GRINNING FACE}" * 100)
    query = f"{CLIENT}&near={near}{''.join(wishes)}"
    answer = client.get(f"{page}?{query}")
    assert len(query) > 2_950
    assert answer.status_code == 200
    assert "/routes?age=" in answer.text
    assert answer.text.count('class="pc-qr"') == 1


@pytest.mark.parametrize("page", ["/advisers", "/advisers/print"])
def test_a_link_too_long_for_a_code_is_given_alone(
    page: str, client: FlaskClient, site: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only the address of the site itself can make it so long."""
    long = replace(site.config["SETTINGS"], site_url=f"https://example.org/{'a' * 3_000}")
    monkeypatch.setitem(site.config, "SETTINGS", long)
    answer = client.get(f"{page}?{CLIENT}")
    assert answer.status_code == 200
    assert "/routes?age=" in answer.text
    assert "pc-qr" not in answer.text
    assert "QR code" not in answer.text


def test_the_link_opens_the_same_result(client: FlaskClient) -> None:
    ours = re.findall(
        r'aria-labelledby="route-.*?<p class="pc-result[^>]*>.*?<span>([^<]+)</span>',
        client.get(f"/advisers?{CLIENT}").text,
        re.DOTALL,
    )
    page = client.get(f"/routes?{CLIENT}").text
    theirs = re.findall(r'class="pc-way">.*?</svg>([^<]+)</strong>', page, re.DOTALL)
    theirs = [words.strip() for words in theirs]
    theirs += ["You do not need this"] * page.count('class="pc-not-needed"')
    assert ours == theirs
    assert len(ours) == 5


def test_with_and_without_stand_side_by_side(client: FlaskClient) -> None:
    page = client.get(f"/advisers/compare?{NEARLY}&suppose=early_years.level-3").text
    row = page[page.index('<th scope="row">Apply directly') :]
    before, after = row[: row.index("</tr>")].split("</td>")[:2]
    assert "You look ready to apply" not in before
    assert "You look ready to apply" in after


def test_nothing_supposed_asks_for_something_to_tick(client: FlaskClient) -> None:
    assert "You have not chosen a what-if yet" in client.get(f"/advisers/compare?{CLIENT}").text


def test_the_paper_holds_routes_reasons_a_plan_and_room_for_notes(client: FlaskClient) -> None:
    page = client.get(f"/advisers/print?{CLIENT}&route=college").text
    for words in ("The five ways in", "A plan: A college course", "Why", "Notes"):
        assert words in page


def test_paper_for_whoever_is_ready_says_what_to_do_this_week_in_their_nation(
    client: FlaskClient,
) -> None:
    ready = NEARLY.replace("early_years=none", "early_years=level-3").replace("england", "{}")
    paper = html.unescape(client.get(f"/advisers/print?{ready.format('scotland')}").text)
    assert "Do this week" in paper
    assert "“additional support needs”, on myjobscotland too" in paper
    assert "membership of the PVG scheme" in paper
    assert "No Portage service is known in Scotland" in paper
    paper = html.unescape(client.get(f"/advisers/print?{ready.format('northern-ireland')}").text)
    assert "Ask the Education Authority" in paper
    assert "AccessNI" in paper


def test_a_what_if_is_never_printed_as_a_fact(client: FlaskClient) -> None:
    """Advice case 3: the paper said "You look ready to apply", and was a what-if."""
    wish = "suppose=early_years.level-3"
    page = html.unescape(client.get(f"/advisers/print?{NEARLY}&{wish}").text)
    plain = html.unescape(client.get(f"/advisers/print?{NEARLY}").text)
    before, _, after = page.partition("What if: not what you have now")
    assert "You look ready to apply" not in before
    assert (
        "This supposes that you also had: An early years qualification at level 3 or above" in after
    )
    assert "You look ready to apply" in after
    assert "suppose=" not in after.partition("Open it again")[2].partition("</p>")[0]
    assert "What if" not in plain
    assert (
        before.partition("<table")[2].partition("</table>")[0]
        == (plain.partition("<table")[2].partition("</table>")[0])
    )


def test_a_what_if_says_so_beside_the_questions(client: FlaskClient) -> None:
    page = client.get(f"/advisers?{CLIENT}&suppose=gcse_maths.4").text
    assert "This is a what-if." in page
    assert "This is a what-if." not in client.get(f"/advisers?{CLIENT}").text


def test_place_month_and_money_are_fields_and_stay_chosen(client: FlaskClient) -> None:
    page = client.get(f"/advisers?{CLIENT}&near=Glasgow&from=2027-01&earnings=under").text
    assert '<option value="2027-01" selected>' in page
    assert '<option value="under" selected>' in page
    assert "Plans are for Scotland from January 2027." in page


def test_a_route_that_does_not_exist_cannot_be_printed(client: FlaskClient) -> None:
    response = client.get("/advisers/print?route=colege")
    assert response.status_code == 400
    assert "college" in response.text


@pytest.mark.parametrize("path", ["/advisers", "/advisers/compare", "/advisers/print"])
@pytest.mark.parametrize(
    "wrong", ["gcse_mats=4", "gcse_maths=44", "suppose=x", "from=soon", "earnings=low"]
)
def test_what_is_not_known_is_named(client: FlaskClient, path: str, wrong: str) -> None:
    assert client.get(f"{path}?{wrong}").status_code == 400


def test_a_long_answer_still_fits_the_code(client: FlaskClient, shipped: Library) -> None:
    full = "&".join(f"{s.id}={s.level_ids[-1]}" for s in shipped.rules.scales.values())
    assert client.get(f"/advisers?{full}&near={'x' * 80}").status_code == 200


def test_settings_can_name_another_address(site: Flask, client: FlaskClient) -> None:
    ours = site.config["SETTINGS"]
    site.config["SETTINGS"] = replace(ours, site_url="https://careers.example")
    try:
        page = html.unescape(client.get("/advisers?gcse_maths=4").text)
    finally:
        site.config["SETTINGS"] = ours
    assert 'href="https://careers.example/routes?gcse_maths=4"' in page
