"""The paper that an adviser hands over fits two sides of A4."""

from __future__ import annotations

import re

import pytest

from tests.browser.conftest import Open

CLIENTS = {
    "nothing told": "",
    "some of everything": (
        "?age=19-plus&early_years=none&experience_0_to_4=some&gcse_english=5&gcse_maths=2"
        "&gcses_9_to_4=4&near=CV1&from=2027-01&route={route}"
    ),
}
SIDES = 2
EDGE = dict.fromkeys(("top", "right", "bottom", "left"), "12mm")


@pytest.mark.parametrize("route", ["college", "university", "apprenticeship"])
@pytest.mark.parametrize("client", CLIENTS.values(), ids=CLIENTS)
def test_routes_reasons_plan_and_notes_fit_two_sides(
    open_browser: Open, client: str, route: str
) -> None:
    reader = open_browser()
    reader.visit(f"/advisers/print{client.format(route=route)}")
    paper = reader.page.pdf(format="A4", margin=EDGE)
    assert len(re.findall(rb"/Type\s*/Page[^s]", paper)) <= SIDES
