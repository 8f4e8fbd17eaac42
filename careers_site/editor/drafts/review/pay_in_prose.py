"""Pay that changes in a table, and stands in a text as it was."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import partial
from typing import NamedTuple

from careers_site.content.diff.rows import compare_rows
from careers_site.content.library import library
from careers_site.content.parsing import Library
from careers_site.content.tables.salary_bands import PAY_POINTS, SALARIES
from careers_site.editor.drafts.review.follow_up import FollowUp, in_line
from careers_site.publishing.publish import Findings

Texts = Mapping[str, str]
# Line of a draft -> its amounts that are other than published: as published, and as drafted.
Replaced = Mapping[int, list[tuple[str, str]]]
# Pay points first: what is worked out from them may follow later than they change.
FIGURES = {PAY_POINTS.path: ("annual",), SALARIES.path: ("minimum", "maximum")}
PROSE = (".md", ".toml")
_AMOUNT = re.compile(r"£\d+(?:,\d{3})*(?:\.\d+)?")
MAY_BE_A_SUM = "This line may hold a sum: work it out again."


class NewPay(NamedTuple):
    """What pay becomes in a table. `printed` are sources of adverts that say what it was."""

    figure: str
    printed: frozenset[str]


class Place(NamedTuple):
    """A line of a text that has figures to be changed: as they stand there -> what they become."""

    path: str
    number: int
    line: str
    pay: Mapping[str, NewPay]


def figures(found: Findings, published: Texts, texts: Texts) -> Iterator[FollowUp]:
    """Lines with a figure that changes. What may be a sum is left for a person to mend."""
    changed = _changed_pay(found, published)
    now = _figures_of(library())
    known = now | _figures_of(found.library)
    for path, text in texts.items() if changed else ():
        if path.endswith(PROSE):
            in_draft = _replaced(text, published.get(path, ""))
            for place in _places(path, text, in_draft, changed, now):
                yield from _follow_ups(place, known)


def _places(
    path: str, text: str, in_draft: Replaced, changed: Mapping[str, NewPay], published: set[str]
) -> Iterator[Place]:
    """Where figures stand as they were published, or as the draft had them until now."""
    for number, line in enumerate(text.split("\n"), start=1):
        amounts = _AMOUNT.findall(line)
        # What the draft wrote for a figure is as old as that figure, once it changes again; where
        # it wrote another published figure, it speaks of other pay.
        were = {one: changed[one] for one in amounts if one in changed}
        were |= {
            now: changed[was]
            for was, now in in_draft.get(number, ())
            if was in changed and now != changed[was].figure and now not in published
        }
        # What an advert printed stays as it was, whatever its pay points pay by now.
        stale = {
            was: new
            for was, new in were.items()
            if not any(source in line for source in new.printed)
        }
        if stale:
            yield Place(path, number, line, stale)


def _follow_ups(place: Place, known: set[str]) -> Iterator[FollowUp]:
    path, number, line, pay = place
    # An amount that no table holds, such as half the pay, may be worked out from the figure.
    others = set(_AMOUNT.findall(line)) - known - set(pay)
    # One figure that becomes another that changes too would be changed twice.
    is_twice = any(new.figure in pay for new in pay.values())
    is_sum = bool(others or is_twice or re.search("[×÷]", line))
    for was, new in pay.items():
        said = f"{was} is still written here. In the table it becomes {new.figure}."
        if is_sum:
            yield FollowUp(path, number, f"{said} {MAY_BE_A_SUM}", line, None)
        else:
            old = re.compile(rf"{re.escape(was)}(?!\d|,\d)")
            yield FollowUp(path, number, said, line, partial(in_line, number, old, new.figure))


def _replaced(text: str, before: str) -> Replaced:
    """Line of the draft -> amounts of the published line that is the same but for its amounts.

    Each goes with the amount that the draft has instead. Lines that are alike are told apart by
    their order, so they are left out where one of them was added or taken away.
    """
    if text == before:
        return {}
    published, drafted = _by_words(before), _by_words(text)
    return {
        number: [(was, now) for was, now in zip(old, new, strict=True) if was != now]
        for words, lines in drafted.items()
        if len(lines) == len(published.get(words, ()))
        for (_, old), (number, new) in zip(published[words], lines, strict=True)
    }


def _by_words(text: str) -> dict[str, list[tuple[int, list[str]]]]:
    """The words of each line without its amounts -> the lines that have them, with the amounts."""
    found: dict[str, list[tuple[int, list[str]]]] = {}
    for number, line in enumerate(text.split("\n"), start=1):
        if amounts := _AMOUNT.findall(line):
            found.setdefault(_AMOUNT.sub("\0", line), []).append((number, amounts))
    return found


def _figures_of(here: Library | None) -> set[str]:
    """Every figure of pay in the tables, as texts write it."""
    bands, points = (here.salaries, here.pay_points) if here else ((), ())
    pay = {band.minimum for band in bands} | {band.maximum for band in bands if band.maximum}
    return {f"£{one:,}" for one in pay | {point.annual for point in points}}


def _changed_pay(found: Findings, published: Texts) -> dict[str, NewPay]:
    """Pay as it was -> as it will be."""
    changed: dict[str, NewPay] = {}
    bands = found.library.salaries if found.library else ()
    adverts = [band for band in bands if band.kind == "advert"]
    for path, columns in FIGURES.items():
        if path not in found.changes:
            continue
        for row in compare_rows(path, published.get(path), found.changes[path]) or ():
            for column, old, new in row.fields if row.before and row.now else ():
                if column in columns and old and new:
                    pays = {
                        band.source
                        for band in adverts
                        if path == PAY_POINTS.path and int(old) in {band.minimum, band.maximum}
                    }
                    pay = NewPay(f"£{int(new):,}", frozenset(pays))
                    changed.setdefault(f"£{int(old):,}", pay)
    return changed
