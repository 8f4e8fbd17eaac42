"""Pages that the site itself links to or gives a form of their own, and addresses it keeps."""

from __future__ import annotations

from collections.abc import Collection

from careers_site.content.problems import Problems

# What each is needed for, in words for the editor who would retire it.
NEEDED = {
    "about": "it says who runs the site, and every page links to it",
    "accessibility": "every page links to it",
    "apprenticeships": "every page links to it",
    "privacy": "every page links to it",
    "salary": "it holds the pay table and the calculator",
    "services": "it holds the list of services",
    "sources": "it holds the list of sources",
    "what-is-portage": "the home page and every other page link to it",
    "workshops": "it holds the list of workshops",
}
# Pages that the site links to too: they may go once their old address leads somewhere.
LINKED = ("checks", "families", "finding-jobs", "nations", "related-jobs", "study-costs")
# First parts of addresses that are no page's: a page of that name could not be reached.
_RESERVED = """
advisers api apple-touch-icon changes check-draft courses editor embed favicon feedback healthz
person-specification portage-home-visitor quiz readyz robots routes search sign-in sign-out sitemap
static
"""
RESERVED = frozenset(_RESERVED.split())


def check_needed(
    folder: str, documents: Collection[str], redirects: Collection[str], problems: Problems
) -> None:
    """Every page that the site cannot do without is there, and none has another's address."""
    for slug, why in NEEDED.items():
        if f"{folder}{slug}.md" not in documents:
            problems.add(f"{folder}{slug}.md", "", f"is missing: {why}")
    for slug in LINKED:
        if f"{folder}{slug}.md" not in documents and f"/{slug}" not in redirects:
            sentence = f'is missing, and nothing answers at "/{slug}", to which other pages link'
            problems.add(f"{folder}{slug}.md", "", sentence)
    for slug in sorted(RESERVED):
        if f"{folder}{slug}.md" in documents:
            problems.add(f"{folder}{slug}.md", "", f'the site itself answers at "/{slug}"')
