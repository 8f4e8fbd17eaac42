"""Old addresses lead somewhere, routes lead somewhere, and what the site needs is there."""

from __future__ import annotations

import re

import pytest
from flask import Flask

from careers_site.content.pages.redirects import FIXED, REDIRECTS
from careers_site.content.pages.required_pages import LINKED, NEEDED, RESERVED
from careers_site.content.parsing import parse
from tests.conftest import ROOT
from tests.content.conftest import SHIPPED, problems_of

PATH = "content/redirects.toml"
ROUTES = "content/portage-home-visitor/routes.toml"
STEPS = "content/portage-home-visitor/steps.toml"


def redirects(text: str) -> list[str]:
    return [problem.removeprefix(f"{PATH}: ") for problem in problems_of({**SHIPPED, PATH: text})]


def test_an_old_address_leads_over_others_to_the_page_that_is_there() -> None:
    text = (
        '"/first" = "/second"\n"/second" = "/checks"\n"/portage-home-visitor/routes/x" = "/quiz"\n'
    )
    assert parse({**SHIPPED, PATH: text}, 1).redirects == {
        "/first": "/checks",
        "/second": "/checks",
        "/portage-home-visitor/routes/x": "/quiz",
    }


def test_a_site_without_old_addresses_needs_no_file_for_them() -> None:
    assert parse({p: t for p, t in SHIPPED.items() if p != PATH}, 1).redirects == {}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('"/old" = "/cheks"', '"/old": no address "/cheks" (did you mean "/checks"?)'),
        ('"/checks" = "/nations"', '"/checks": is the address of a page: its redirect hides it'),
        ('"/quiz" = "/nations"', '"/quiz": is the address of a page: its redirect hides it'),
        ('"/a" = "/b"\n"/b" = "/a"', '"/a": leads back to itself'),
        ('"/a" = "/a"', '"/a": leads back to itself'),
        ('"/old" = 3', '"/old": leads to no address such as "/new-page"'),
        ('"//evil" = "/quiz"', '"//evil": is not an old address such as "/old-page"'),
        ('"/old" = "https://evil.example"', '"/old": no address "https://evil.example"'),
        ('old = "/quiz"', '"old": is not an old address such as "/old-page"'),
        ('"/old" = [', "is not valid TOML"),
    ],
)
def test_a_redirect_that_leads_nowhere_is_refused(text: str, said: str) -> None:
    found = redirects(text)
    assert found
    assert found[0].startswith(said)


@pytest.mark.parametrize("slug", sorted(NEEDED))
def test_a_page_that_the_site_links_to_cannot_go(slug: str) -> None:
    path = f"content/pages/{slug}.md"
    found = problems_of({p: text for p, text in SHIPPED.items() if p != path})
    assert f"{path}: is missing: {NEEDED[slug]}" in found


def test_every_page_that_a_template_links_to_is_among_those_that_are_needed() -> None:
    templates = (ROOT / "careers_site/templates").rglob("*.html")
    texts = "".join(file.read_text(encoding="utf-8") for file in templates)
    linked = set(re.findall(r'"/([a-z-]+)[#"]', texts))
    assert {slug for slug in linked if f"content/pages/{slug}.md" in SHIPPED} == set(NEEDED) | set(
        LINKED
    )


@pytest.mark.parametrize("slug", LINKED)
def test_a_page_that_is_only_linked_to_can_go_where_its_address_leads_on(slug: str) -> None:
    path = f"content/pages/{slug}.md"
    without = {p: text for p, text in SHIPPED.items() if p != path}
    sentence = f'{path}: is missing, and nothing answers at "/{slug}", to which other pages link'
    assert sentence in problems_of(without)
    found = problems_of({**without, REDIRECTS: f'"/{slug}" = "/about"\n'})
    assert [line for line in found if line.startswith((path, REDIRECTS))] == []


def test_no_page_can_take_an_address_of_the_site_itself(app: Flask) -> None:
    first = {rule.rule.split("/")[1] for rule in app.url_map.iter_rules()}
    own = {part.partition(".")[0] for part in first if part and "<" not in part}
    named = RESERVED | set(NEEDED)
    assert own <= named, "name the new address in content/pages/required_pages.py"
    assert {path.split("/")[1] for path in FIXED} <= own | {""}
    path = "content/pages/quiz.md"
    text = SHIPPED["content/pages/checks.md"]
    assert f'{path}: the site itself answers at "/quiz"' in problems_of({**SHIPPED, path: text})
