"""What all readers of rule files share: the paths, and when a table is in force."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from careers_site.content.problems import Problems
from careers_site.content.rules.schemas import Dated, OptionTable
from careers_site.eligibility.month import ALWAYS, Month, Period

FOLDER = "content/portage-home-visitor"
SCALES = f"{FOLDER}/scales.toml"
EQUIVALENCES = f"{FOLDER}/equivalences.toml"
STEPS = f"{FOLDER}/steps.toml"
ROUTES = f"{FOLDER}/routes.toml"
PRICES = f"{FOLDER}/prices.toml"
CHANGES = f"{FOLDER}/changes.toml"
WEB_SEARCHES = "content/web-searches.toml"
POSTS = "content/person-specifications/"
RULES = (SCALES, EQUIVALENCES, STEPS, ROUTES, PRICES)


def is_rule(path: str) -> bool:
    """Whether a change of this document can change what somebody is told."""
    return path in RULES or path.startswith(POSTS)


def period(path: str, place: str, table: Dated | OptionTable, problems: Problems) -> Period:
    """When a table is in force."""
    first = Month.parse(table.from_) if table.from_ else None
    last = Month.parse(table.until) if table.until else None
    if first and last and last < first:
        problems.add(path, place, f"from {first.id} is after until {last.id}")
    if isinstance(table, Dated) and table.change and not (first or last):
        problems.add(path, place, "has a change, and no from or until to say when")
    return Period(first, last) if first or last else ALWAYS


def check_follow(path: str, place: str, periods: Sequence[Period], problems: Problems) -> None:
    """Periods of one rule follow each other in order, without an overlap or a gap."""
    for before, after in pairwise(periods):
        if before.last is None or after.first is None:
            problems.add(path, place, "has a period without an end before another one")
        elif after.first <= before.last:
            problems.add(path, place, f"has periods that overlap in {after.first.id}")
        elif after.first != before.last.plus(1):
            problems.add(path, place, f"has a gap after {before.last.id}")
