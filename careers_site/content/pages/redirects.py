"""Old addresses and where they lead now, so that a page can be retired or renamed."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

from careers_site.content.problems import Problems, read_toml

REDIRECTS = "content/redirects.toml"
ROUTES_AT = "/portage-home-visitor/routes/"
# Addresses of the site's own, where a redirect can lead.
FIXED = ("/", "/portage-home-visitor", "/quiz", "/courses", "/advisers", "/changes", "/search")
_OLD = re.compile(rf"({ROUTES_AT}|/)[a-z0-9-]+")


def parse_redirects(
    documents: Mapping[str, str],
    pages: Collection[str],
    route_pages: Collection[str],
    problems: Problems,
) -> dict[str, str]:
    """Old address -> the address that answers now, over as many steps as it takes.

    Every problem is noted: an address that a page has, a target that does not exist, a circle.
    """
    data = read_toml(documents.get(REDIRECTS, ""), REDIRECTS, problems) or {}
    here = {f"/{slug}" for slug in pages} | {f"{ROUTES_AT}{name}" for name in route_pages}
    here |= set(FIXED)
    for old, new in data.items():
        if not _OLD.fullmatch(old):
            problems.add(REDIRECTS, f'"{old}"', 'is not an old address such as "/old-page"')
        elif old in here:
            problems.add(REDIRECTS, f'"{old}"', "is the address of a page: its redirect hides it")
        elif not isinstance(new, str):
            problems.add(REDIRECTS, f'"{old}"', 'leads to no address such as "/new-page"')
        elif new not in here and new not in data:
            problems.unknown(REDIRECTS, f'"{old}"', "address", new, here)
    ends = {old: _end(old, data) for old in data}
    for old in (old for old, end in ends.items() if end is None):
        problems.add(REDIRECTS, f'"{old}"', "leads back to itself")
    return {old: end for old, end in ends.items() if end is not None}


def _end(old: str, data: Mapping[str, object]) -> str | None:
    """Where the way from an address ends, or None if it runs in a circle."""
    way, at = {old}, str(data[old])
    while at in data and at not in way:
        way.add(at)
        at = str(data[at])
    return None if at in way else at
