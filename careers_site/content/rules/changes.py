"""What changes and when: written by hand, and told by the dates of rules and prices."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from careers_site.content.problems import Problems, read_file
from careers_site.content.rules.common import CHANGES
from careers_site.content.rules.schemas import ChangesFile
from careers_site.eligibility.month import Month
from careers_site.eligibility.prices import PriceRule
from careers_site.eligibility.requirements import Equivalence
from careers_site.eligibility.rules import DatedRequirement, Rules, Step


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
        found.append(table.make(Change, month=Month.parse(table.month)))
    return tuple(found)


def dated_changes(rules: Rules) -> tuple[Change, ...]:
    """The changes that rules, prices and equivalences tell of themselves, each once.

    A period with words for readers changes something when it begins, else when it ends.
    """
    found: dict[tuple[Month, str], Change] = {}
    for title, dated, nations, sources, checked in _dated(rules):
        last = dated.period.last
        month = dated.period.first or (last.plus(1) if last else None)
        if dated.change and month:
            change = Change(month, title, dated.change, nations, "", sources, checked)
            found.setdefault((month, dated.change), change)
    return tuple(found.values())


def _dated(
    rules: Rules,
) -> Iterator[
    tuple[
        str,
        Step | DatedRequirement | PriceRule | Equivalence,
        frozenset[str] | None,
        tuple[str, ...],
        date | None,
    ]
]:
    """What has a period: the title of its change, where it is so, and what it rests on."""
    for step in rules.steps.values():
        yield step.title, step, step.nations, step.sources, step.checked
        for one in step.requirements:
            sources, checked = one.sources or step.sources, one.checked or step.checked
            yield step.title, one, step.nations, sources, checked
        for price in rules.prices.get(step.id, ()):
            yield "What courses cost", price, price.nations, price.sources, price.checked
    for same in rules.equivalences:
        yield "What counts as what", same, same.nations, (same.source,), None
