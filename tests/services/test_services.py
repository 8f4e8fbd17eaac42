"""Services near somebody: by postcode or town, nearest first, and what to do where none is near."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from careers_site.content.parsing import Library
from careers_site.places import whereabouts
from careers_site.services.nearest import by_distance
from tests.checking import Page, read_page, words


def ask(client: FlaskClient, near: str) -> Page:
    response = client.get("/services", query_string={"near": near})
    assert response.status_code == 200
    assert response.headers["Cache-Control"] == "private, no-store"
    return read_page(response.text)


def near_you(page: Page) -> str:
    section = next(one for one in page.elements if one.attrib.get("aria-labelledby") == "near-you")
    return words(section)


def error(page: Page) -> str:
    return next(words(one) for one in page.elements if one.attrib.get("id") == "near-error")


def title(page: Page) -> str:
    return words(page.all("title")[0])


@pytest.mark.parametrize("near", ["Leeds", "LS7", "ls7 4ab"])
def test_a_postcode_and_a_town_find_the_services_around_nearest_first(
    near: str, client: FlaskClient
) -> None:
    found = near_you(ask(client, near))
    assert f"Services near {near}" in found
    assert found.index("Portage in Leeds, about") < found.index("Portage in Barnsley, about")
    assert "Portage in Norfolk" not in found


def test_a_service_says_what_is_known_and_what_to_ask(client: FlaskClient) -> None:
    found = near_you(ask(client, "Norwich"))
    assert "Portage in Norfolk, about 1 mile away" in found
    assert "Ages: 0 to 5. Visits: weekly or every 2 weeks, about an hour." in found
    assert (
        "01603 704049. How to ask this service, Portage in Norfolk, about volunteering. From"
        in found
    )


def test_where_none_is_near_the_page_says_so_and_names_the_nearest(client: FlaskClient) -> None:
    found = near_you(ask(client, "Aberystwyth"))
    assert "No service in our list is within 40 miles." in found
    assert "The nearest in our list" in found
    # The Local Offer is England's.
    assert "your council’s Local Offer" not in found
    assert "Ask your council who supports young children with additional learning needs." in found
    assert "Carlisle council Local Offer Portage" in near_you(ask(client, "Carlisle"))


@pytest.mark.parametrize(
    ("near", "nation"), [("Glasgow", "Scotland"), ("BT1 1AA", "Northern Ireland")]
)
def test_nations_without_services_have_their_own_answer(
    near: str, nation: str, client: FlaskClient
) -> None:
    page = ask(client, near)
    assert f"No Portage service is known in {nation}." in near_you(page)
    assert not title(page).startswith("Error")


@pytest.mark.parametrize(
    ("near", "problem"),
    [
        ("Newport", "There is more than one place called “Newport”."),
        ("Nowheresville", "There is no place “Nowheresville” that we know."),
        ("\0", "Enter a postcode or town, such as LS7 or Leeds"),
        ("  ", "Enter a postcode or town, such as LS7 or Leeds"),
    ],
)
def test_a_place_that_is_not_understood_is_told_at_the_field_and_kept(
    near: str, problem: str, client: FlaskClient
) -> None:
    page = ask(client, near)
    assert title(page).startswith("Error: Portage services")
    assert problem in error(page)
    typed = next(one for one in page.all("input") if one.attrib.get("id") == "near")
    assert typed.attrib.get("value", "") == near.strip("\0 ")


@pytest.mark.parametrize("query", ["nea=Leeds", "near=Leeds&near=York", "near=Leeds&page=2"])
@pytest.mark.parametrize("path", ["/services", "/workshops"])
def test_settings_that_are_not_known_are_refused_by_name(
    path: str, query: str, client: FlaskClient
) -> None:
    assert client.get(f"{path}?{query}").status_code == 400


@pytest.mark.parametrize("near", ["{words}", "'\"><b>", "９" * 90])
@pytest.mark.parametrize("path", ["/services", "/workshops"])
def test_nothing_that_is_typed_breaks_the_pages(path: str, near: str, client: FlaskClient) -> None:
    assert client.get(path, query_string={"near": near}).status_code == 200


def test_the_area_of_every_shipped_service_is_found(shipped: Library, client: FlaskClient) -> None:
    with client.application.app_context():
        here = whereabouts("Coventry").place
        assert here is not None
        assert len(by_distance(here, shipped.services)) == len(shipped.services)


def test_the_page_holds_a_letter_and_words_for_the_phone(client: FlaskClient) -> None:
    text = words(read_page(client.get("/services").text).all("main")[0])
    assert "Dear Portage team" in text
    assert "Who can I talk to about volunteering or shadowing?" in text


def test_families_are_sent_to_their_own_page_with_two_helplines(client: FlaskClient) -> None:
    for path in ("/services", "/what-is-portage"):
        main = read_page(client.get(path).text).all("main")[0]
        assert any(link.get("href") == "/families" for link in main.iter() if link.tag == "a")
    text = words(read_page(client.get("/families").text).all("main")[0])
    assert "Learning Disability Helpline" in text
    assert "Contact, the charity for families" in text
