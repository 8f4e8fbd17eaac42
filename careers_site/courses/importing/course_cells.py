"""What makes a cell of a course file good or bad: each check takes text, gives a typed value.

A check raises ValueError with words that follow the column's name: "is blank".
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Annotated

from pydantic import BeforeValidator

from careers_site.platform.clock import today
from careers_site.platform.sheets.csv_rows import a_day, one_of, short
from careers_site.platform.sheets.csv_safety import unguard
from careers_site.platform.text.numbers import decimal_number
from careers_site.platform.text.text_safety import ODD
from careers_site.platform.text.web_addresses import is_web_address

# Where positions of courses may be, in degrees: the UK with its outer islands.
LATITUDES = (49.8, 60.9)
LONGITUDES = (-8.7, 1.8)
# What is beyond these is a slip of the finger, and would go live at once.
YEARS_AHEAD = 5
MOST_POUNDS = 60_000
# A postcode, its sector or its district.
_POSTCODE = re.compile("[A-Z]{1,2}[0-9][A-Z0-9]?( [0-9]([A-Z]{2})?)?")


@dataclass(frozen=True, slots=True)
class Cell(BeforeValidator):
    """A check that also says what it takes, for the forms and the guidance made from it."""

    # What may stand in the cell, and how people read it; empty where any text may.
    words: Mapping[str, str] = field(default_factory=dict)
    longest: int = 0
    required: bool = False


# Most cells of a file say what those above them say.
@lru_cache(maxsize=2_000)
def clean(text: str) -> str:
    """Without outer space and the apostrophe that guards a cell; what cannot be shown refused."""
    text = unguard(text.strip()).replace("\r\n", "\n").replace("\r", "\n").strip()
    if ODD.search(text):
        raise ValueError("holds a character that cannot be shown")
    return text


def text(longest: int, *, required: bool = False) -> Cell:
    """A cell of text, at most `longest` characters long."""

    def check(cell: str) -> str:
        cell = clean(cell)
        if required and not cell:
            raise ValueError("is blank")
        if len(cell) > longest:
            raise ValueError(f"is {len(cell):,} characters long; at most {longest:,}")
        return cell

    return Cell(check, longest=longest, required=required)


def choice(words: Collection[str]) -> Cell:
    """A cell that is blank or one of `words` (word -> label, or words alone)."""

    def check(text: str) -> str:
        text = clean(text)
        return one_of(text, words) if text else text

    labels = words if isinstance(words, Mapping) else {word: word for word in words}
    return Cell(check, words=labels)


def _or_blank(read: Callable[[str], object]) -> BeforeValidator:
    return BeforeValidator(lambda text: read(cell) if (cell := clean(text)) else None)


def _number(what: str, least: float, most: float, beyond: str) -> BeforeValidator:
    def check(text: str) -> float:
        number = decimal_number(text)
        if number is None:
            raise ValueError(f'"{short(text)}" is not {what}')
        if not least <= number <= most:
            raise ValueError(f"{short(text)} {beyond}")
        return float(number)

    return _or_blank(check)


def _degrees(least: float, most: float) -> BeforeValidator:
    return _number("a number of degrees", least, most, f"is outside the UK ({least} to {most})")


def _pence(text: str) -> int:
    pounds = decimal_number(text)
    if pounds is None:
        raise ValueError(f'"{short(text)}" is not a number of pounds, like 450 or 450.00')
    if not 0 <= pounds <= MOST_POUNDS:
        raise ValueError(f'"{short(text)}" is not between 0 and {MOST_POUNDS:,} pounds')
    if pounds * 100 % 1:
        raise ValueError(f"{short(text)} has more than 2 decimals")
    return int(pounds * 100)


def _postcode(text: str) -> str:
    text = clean(text)
    if text and not _POSTCODE.fullmatch(text):
        raise ValueError(f'"{short(text)}" is not a postcode such as LS2 8DD, or LS2')
    return text


def a_course_day(text: str) -> date:
    found = a_day(text)
    if not 1990 <= found.year <= 2100:
        raise ValueError(f'"{text}" is not between 1990 and 2100')
    return found


def not_too_far(start: date, text: str) -> date:
    """The start of a course, which is announced a few years ahead at most."""
    day = today()
    if (start.year - YEARS_AHEAD, start.month, start.day) > (day.year, day.month, day.day):
        raise ValueError(f'"{text}" is more than {YEARS_AHEAD} years ahead')
    return start


def _start(text: str) -> date:
    return not_too_far(a_course_day(text), text)


def _past_day(text: str) -> date:
    found = a_course_day(text)
    if found > today():
        raise ValueError(f'"{text}" is in the future')
    return found


def _flag(text: str) -> bool:
    text = clean(text).lower()
    if text not in {"", "true", "false"}:
        raise ValueError(f'"{short(text)}" is not "true" or "false"')
    return text == "true"


def _address(text: str) -> str:
    text = clean(text)
    if not text:
        return text
    if not is_web_address(text):
        raise ValueError(f'"{short(text)}" is not a web address like https://example.org/course')
    if len(text) > 500:
        raise ValueError(f"is {len(text):,} characters long; at most 500")
    return text


Postcode = Annotated[str, Cell(_postcode, longest=8)]
Latitude = Annotated[float | None, _degrees(*LATITUDES)]
Longitude = Annotated[float | None, _degrees(*LONGITUDES)]
Hours = Annotated[
    float | None,
    _number("a number of hours a week", 0.1, 168, "is not between 0 and 168 hours a week"),
]
Pence = Annotated[int | None, _or_blank(_pence)]
Start = Annotated[date | None, _or_blank(_start)]
Checked = Annotated[date | None, _or_blank(_past_day)]
Flag = Annotated[bool, BeforeValidator(_flag)]
Address = Annotated[str, BeforeValidator(_address)]
