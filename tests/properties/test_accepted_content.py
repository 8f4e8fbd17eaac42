"""Whatever content the check accepts, every public page and address for programs can show it."""

from __future__ import annotations

from collections.abc import Iterator

from flask import Flask
from hypothesis import Phase, given, note, settings

from careers_site.content.parsing import Library
from careers_site.content.problems import ContentError
from careers_site.editor.drafts.document_info import pages_of
from careers_site.editor.drafts.preview import page
from careers_site.publishing import publish
from tests.checking import no_code, own_resources, pointing, read_page, unique, valid
from tests.conftest import every, examples_of
from tests.content.conftest import SHIPPED
from tests.properties.hostile import spoiled

FIXED = (
    *("/", "/portage-home-visitor", "/quiz", "/quiz/check-answers", "/quiz/certificates?q=nvq"),
    *(
        "/routes",
        "/advisers",
        "/advisers/print?age=19-plus",
        "/advisers/compare",
        "/advisers/batch",
    ),
    *("/advisers/batch/template.csv", "/courses", "/courses/1", "/courses/feed.atom"),
    *("/api/v1/openapi.json", "/api/v1/profile", "/api/v1/routes", "/api/v1/salaries"),
    *("/api/v1/scales", "/api/v1/courses", "/api/v1/courses/1", "/sitemap.xml", "/no-such-page"),
)
CHECKS = (valid, unique, pointing, no_code, own_resources)


def addresses(shown: Library) -> Iterator[str]:
    """Every public address, some with answers."""
    yield from FIXED
    yield from (f"/{slug}" for slug in shown.pages)
    for route in shown.rules.routes:
        yield f"/portage-home-visitor/routes/{route.id}"
        yield f"/routes/{route.id}/plan"
        yield f"/routes/{route.id}/plan?from=2027-01"
    for scale in shown.rules.scales.values():
        yield f"/quiz/{scale.id}"
        yield f"/routes?{scale.id}={scale.level_ids[-1]}"
        yield f"/api/v1/routes?{scale.id}={scale.level_ids[0]}"
    for example in every(10, shown.examples):
        yield pages_of(example.path, shown)[0].address
    yield from shown.redirects


def wrong(app: Flask, shown: Library) -> list[str]:
    """What does not answer, or answers with a page that is not sound."""
    found = []
    for address in addresses(shown):
        with app.test_request_context("/"):
            answer = page(address, shown)
        expected = {404} if address == "/no-such-page" else {200}
        if answer.status_code not in expected:
            found.append(f"{address}: {answer.status_code}")
        elif answer.mimetype == "text/html" and address in CHECKED:
            tree = read_page(answer.get_data(as_text=True))
            found += [f"{address}: {one}" for check in CHECKS for one in check(tree)]
    return found


# Reading a page as a browser does takes longer than making it.
CHECKED = {
    "/",
    "/portage-home-visitor",
    "/routes",
    "/salary",
    "/workshops",
    "/services",
    "/sources",
}


def accepted(texts: dict[str, str]) -> Library | None:
    """The library of the documents; None where they are refused."""
    try:
        return publish.read(texts, 0, examples_may_differ=True)
    except ContentError:
        return None


@settings(examples_of(5), phases=[Phase.generate])
@given(spoiled())
def test_whatever_is_accepted_every_page_can_show(site: Flask, texts: dict[str, str]) -> None:
    with site.app_context():
        shown = accepted(texts)
        note(str([path for path in texts if texts[path] != SHIPPED[path]]))
        assert shown is None or wrong(site, shown) == []
