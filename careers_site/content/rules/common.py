"""What all readers of rule files share: a file in its shape, dates, sources, names that stand
once."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import pairwise

from careers_site.content.problems import Problems, Shape, read_shape, read_toml
from careers_site.content.rules.schemas import Dated, OptionTable, Sourced
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


def read_file(
    shape: type[Shape], path: str, documents: Mapping[str, str], problems: Problems
) -> Shape | None:
    """The file in its shape, or None with the problem noted."""
    if path not in documents:
        problems.add(path, "", "is missing")
        return None
    data = read_toml(documents[path], path, problems)
    return None if data is None else read_shape(shape, data, path, problems)


def check_unique(path: str, kind: str, ids: Iterable[str], problems: Problems) -> None:
    seen: set[str] = set()
    for name in ids:
        if name in seen:
            problems.add(path, f'{kind} "{name}"', "stands twice")
        seen.add(name)


def check_sources(
    path: str, place: str, table: Sourced, known: Collection[str], problems: Problems
) -> None:
    check_names(path, place, "source", table.sources, known, problems)


def check_names(
    path: str,
    place: str,
    kind: str,
    names: Iterable[str],
    known: Collection[str],
    problems: Problems,
) -> None:
    """Every name is one that is known."""
    for name in names:
        if name not in known:
            problems.unknown(path, place, kind, name, known)


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


def limited(names: Sequence[str] | None) -> frozenset[str] | None:
    return None if names is None else frozenset(names)
