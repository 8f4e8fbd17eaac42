"""The page that finds certificates: everything in its address, nothing lost on the way."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, quote, urlsplit

import pytest
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

PAGE = "/quiz/certificates"


def links(html: str, words: str) -> list[str]:
    """The addresses of the links that begin with these words."""
    pattern = rf'<a [^>]*href="([^"]+)"[^>]*>\s*{re.escape(words)}'
    return [found.replace("&amp;", "&") for found in re.findall(pattern, html)]


def answers(address: str) -> dict[str, str]:
    return dict(parse_qsl(urlsplit(address).query))


def test_a_certificate_is_found_added_and_removed(client: FlaskClient) -> None:
    found = client.get(f"{PAGE}?q=nneb").text
    assert "NNEB Diploma in Nursery Nursing" in found
    add = links(found, "Add<")[0]
    assert answers(add) == {"early_years": "level-3"}
    assert urlsplit(add).fragment == "told"
    added = client.get(add).text
    assert "What you have told us" in added
    remove = links(added, "Remove")[0]
    assert answers(remove) == {}
    assert "What you have told us" not in client.get(remove).text


def test_from_the_question_about_all_kinds_the_search_opens_and_leads_back(
    client: FlaskClient,
) -> None:
    (search,) = links(client.get("/quiz/held?age=24-plus").text, "Find it by the name")
    page = client.get(search)
    assert page.status_code == 200
    assert "/quiz/held?age=24-plus" in page.text


def test_several_certificates_are_added_one_after_the_other(client: FlaskClient) -> None:
    first = links(client.get(f"{PAGE}?q=nneb&nation=wales").text, "Add<")[0]
    second = links(client.get(f"{first.split('#')[0]}&q=qts").text, "Add<")[0]
    assert answers(second) == {
        "early_years": "level-3",
        "nation": "wales",
        "professional": "qualified",
    }


def test_a_higher_answer_is_kept_and_the_page_says_so(client: FlaskClient) -> None:
    page = client.get(f"{PAGE}?early_years=level-6&q=nneb").text
    assert "we keep it: An early years qualification at level 6" in page
    assert links(page, "Add<") == []


def test_of_two_levels_only_the_higher_is_added(client: FlaskClient) -> None:
    page = client.get(f"{PAGE}?early_years=level-6&q=BTEC+national+diploma+early+years+2008").text
    assert answers(links(page, "Add<")[0]) == {"early_years": "level-6", "level_3": "three"}


def test_not_sure_is_replaced_by_what_the_certificate_says(client: FlaskClient) -> None:
    page = client.get(f"{PAGE}?early_years=unsure&q=nneb").text
    assert answers(links(page, "Add<")[0]) == {"early_years": "level-3"}


def test_where_there_can_be_several_the_holder_says_how_many(client: FlaskClient) -> None:
    page = client.get(f"{PAGE}?a_levels=1&professional=none&q=a+level").text
    form = page[page.index('<form method="get" action="/quiz/certificates#told">') :]
    form = form[: form.index("</form>")]
    assert "How many A levels do you have?" in form
    assert re.findall(r'<option value="(.)"', form) == ["2", "3"]
    assert 'name="professional" value="none"' in form
    assert 'type="hidden" name="a_levels"' not in form


def test_a_certificate_from_outside_the_uk_is_one_answer_in_quiz_and_finder(
    client: FlaskClient,
) -> None:
    page = client.get(f"{PAGE}?q=erzieherin").text
    assert "Early Years Statement" in page
    assert answers(links(page, "Add<")[0]) == {"early_years": "overseas"}


@pytest.mark.parametrize(
    "typed", ["601/2147/6", "60121476", "601 2147 6", "No. 601-2147-6", "EYE diploma 601/2147/6"]
)
def test_the_number_on_a_certificate_finds_it(client: FlaskClient, typed: str) -> None:
    page = client.get(PAGE, query_string={"q": typed}).text
    assert len(links(page, "Add<")) == 1
    assert "CACHE Level 3 Diploma in Early Years Education and Care" in page
    assert answers(links(page, "Add<")[0]) == {"early_years": "level-3"}


def test_a_number_that_does_not_exist_has_a_way_on(client: FlaskClient) -> None:
    page = client.get(f"{PAGE}?q=999/9999/9")
    assert page.status_code == 200
    assert "We found nothing for “999/9999/9”" in page.text
    assert "It is not in the list?" in page.text


def test_the_name_beside_a_number_that_is_not_known_is_looked_for(client: FlaskClient) -> None:
    assert "NNEB Diploma in Nursery Nursing" in client.get(f"{PAGE}?q=nneb 999/9999/9").text


def test_what_is_not_found_gets_advice(client: FlaskClient) -> None:
    page = client.get(f"{PAGE}?q=qwertz").text
    assert "We found nothing for “qwertz”" in page
    assert "It is not in the list?" in page
    assert "UK ENIC" in page


@pytest.mark.parametrize(
    ("start", "back"),
    [
        ("/quiz", ""),
        ("/quiz/early_years", "early_years/"),
        ("/quiz/level_3", "level_3/"),
        ("/quiz/others", "others/"),
        ("/quiz/check-answers", "check-answers/"),
    ],
)
def test_the_page_is_linked_with_the_answers_and_leads_back(
    client: FlaskClient, start: str, back: str
) -> None:
    page = client.get(f"{start}?gcse_maths=4").text
    address = next(a for a in re.findall(r'href="([^"]+)"', page) if "/certificates" in a)
    assert address == f"/quiz/{back}certificates?gcse_maths=4"
    assert f"{start}?gcse_maths=4" in links(client.get(address).text, "Back")


def test_an_answered_question_is_passed_on_the_way_back(client: FlaskClient) -> None:
    page = client.get("/quiz/early_years/certificates?early_years=level-3").text
    (on,) = links(page, "Go on")
    assert urlsplit(on).path not in {"/quiz/early_years", "/quiz/certificates"}
    (on,) = links(client.get("/quiz/early_years/certificates?gcse_maths=4").text, "Go on\n")
    assert on == "/quiz/early_years?gcse_maths=4"


def test_check_your_answers_is_where_one_returns_to(client: FlaskClient) -> None:
    page = client.get("/quiz/check-answers/certificates?early_years=level-3").text
    assert "/quiz/check-answers?early_years=level-3" in links(page, "Check your answers")


def test_what_if_and_place_survive_the_search(client: FlaskClient) -> None:
    query = "from=2027-01&near=CV1&suppose=a_levels.2&suppose=gcse_maths.4"
    page = client.get(f"{PAGE}?{query}&q=nneb").text
    add = urlsplit(links(page, "Add<")[0]).query
    assert {*parse_qsl(query), ("early_years", "level-3")} == set(parse_qsl(add))


@pytest.mark.parametrize("query", ["early_year=none", "early_years=level-9", "q=a&q=b&colour=red"])
def test_an_unknown_key_or_level_is_refused_by_name(client: FlaskClient, query: str) -> None:
    assert client.get(f"{PAGE}?{query}").status_code == 400


def test_a_page_to_return_to_that_does_not_exist_is_not_found(client: FlaskClient) -> None:
    assert client.get("/quiz/nothing/certificates").status_code == 404


@settings(max_examples=25, deadline=None, suppress_health_check=[*HealthCheck])
@given(text=st.text(max_size=150))
def test_any_text_gives_a_good_page(client: FlaskClient, text: str) -> None:
    typed = quote(text.encode("utf-8", "replace"))
    assert client.get(f"{PAGE}?q={typed}").status_code == 200
