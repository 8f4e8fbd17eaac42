"""What changes and when: written by hand, and told by the dates of rules and prices."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from careers_site.content.problems import Problems, read_file
from careers_site.content.rules.common import CHANGES, limited
from careers_site.content.rules.schemas import ChangesFile
from careers_site.eligibility.month import Month, Period
from careers_site.eligibility.rules import Rules


@dataclass(frozen=True)
class Change:
    """Something that changes in a month; `nations` is None where it is everywhere."""

    month: Month
    title: str
    words: str
    nations: frozenset[str] | None
    link: str
    sources: tuple[str, ...]
    checked: date | None


def read_changes(
    documents: Mapping[str, str],
    known: Collection[str],
    addresses: Collection[str],
    problems: Problems,
) -> tuple[Change, ...]:
    """The changes of changes.toml; `addresses` are those that they can link to."""
    file = read_file(ChangesFile, CHANGES, documents, problems)
    found = []
    for table in file.change if file else ():
        place = f'change "{table.title}"'
        problems.check_known(CHANGES, place, "source", table.sources, known)
        if table.link and table.link not in addresses:
            problems.unknown(CHANGES, f"{place}: link", "page", table.link, addresses)
        month, nations = Month.parse(table.month), limited(table.nations)
        found.append(table.make(Change, month=month, nations=nations))
    return tuple(found)


def dated_changes(rules: Rules) -> tuple[Change, ...]:
    """The changes that rules, prices and equivalences tell of themselves, each once."""
    found: dict[tuple[Month, str], Change] = {}
    for step in rules.steps.values():
        _note(found, step.title, step.change, step.period, step.nations, step.sources, step.checked)
        for dated in step.requirements:
            sources, checked = dated.sources or step.sources, dated.checked or step.checked
            _note(found, step.title, dated.change, dated.period, step.nations, sources, checked)
        for price in rules.prices.get(step.id, ()):
            title, sources = "What courses cost", price.sources
            _note(found, title, price.change, price.period, price.nations, sources, price.checked)
    for one in rules.equivalences:
        title = "What counts as what"
        _note(found, title, one.change, one.period, one.nations, (one.source,), None)
    return tuple(found.values())


def _note(
    found: dict[tuple[Month, str], Change],
    title: str,
    words: str,
    period: Period,
    nations: frozenset[str] | None,
    sources: tuple[str, ...],
    checked: date | None,
) -> None:
    """A period with words for readers changes something when it begins, else when it ends."""
    month = period.first or (period.last.plus(1) if period.last else None)
    if words and month:
        change = Change(month, title, words, nations, "", sources, checked)
        found.setdefault((month, words), change)
