"""What changes and when: written by hand, and told by the dates of rules and prices."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from careers_site.content.problems import Problems
from careers_site.content.rules.common import CHANGES, check_sources, read_file
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
    checked: date


def read_changes(
    documents: Mapping[str, str], known: Collection[str], problems: Problems
) -> tuple[Change, ...]:
    """The changes of changes.toml, in the order of their months."""
    file = read_file(ChangesFile, CHANGES, documents, problems)
    found = []
    for table in file.change if file else ():
        check_sources(CHANGES, f'change "{table.title}"', table, known, problems)
        found.append(
            Change(
                month=Month.parse(table.month),
                title=table.title,
                words=table.words,
                nations=None if table.nations is None else frozenset(table.nations),
                link=table.link,
                sources=tuple(table.sources),
                checked=table.checked,
            )
        )
    return tuple(sorted(found, key=lambda change: change.month))


def dated_changes(rules: Rules) -> tuple[Change, ...]:
    """The changes that rules, prices and equivalences tell of themselves, each once."""
    found: dict[tuple[Month, str], Change] = {}
    for step in rules.steps.values():
        _note(found, step.title, step.change, step.period, step.nations, step.sources, step.checked)
        for dated in step.requirements:
            sources, checked = dated.sources or step.sources, dated.checked or step.checked
            _note(found, step.title, dated.change, dated.period, step.nations, sources, checked)
        for price in rules.prices.get(step.id, ()):
            _note(
                found,
                "What courses cost",
                price.change,
                price.period,
                price.nations,
                price.sources,
                price.checked,
            )
    return tuple(sorted(found.values(), key=lambda change: change.month))


def _note(
    found: dict[tuple[Month, str], Change],
    title: str,
    words: str,
    period: Period,
    nations: frozenset[str] | None,
    sources: tuple[str, ...],
    checked: date,
) -> None:
    """A period with words for readers changes something when it begins, else when it ends."""
    month = period.first or (period.last.plus(1) if period.last else None)
    if words and month:
        change = Change(month, title, words, nations, "", sources, checked)
        found.setdefault((month, words), change)
