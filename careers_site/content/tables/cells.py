"""What a cell of the small tables may hold, as types for the fields of a row.

Each type turns the cell's text into a value or raises ValueError with what is wrong with it;
`Table.read` puts the file, row and column before that.
"""

from __future__ import annotations

import re
from calendar import month_name
from collections.abc import Collection
from datetime import date
from typing import Annotated, Literal, get_args

from pydantic import BeforeValidator, ValidationInfo

from careers_site.content.tables.tables import Checks
from careers_site.platform.sheets.csv_rows import a_day, one_of, or_blank
from careers_site.platform.text.numbers import whole_number
from careers_site.platform.text.text_safety import did_you_mean

ConfidenceWord = Literal["seen", "worked-out", "general"]
NationWord = Literal["England", "Scotland", "Wales", "Northern Ireland", "UK"]

# Pay awards are agreed for so many years at most.
YEARS_AHEAD = 3


def words(allowed: Collection[str]) -> BeforeValidator:
    """A cell that is one of a few words."""
    return BeforeValidator(lambda text: one_of(text, allowed))


def matching(pattern: str, wanted: str) -> BeforeValidator:
    """A cell of one form; `wanted` says which, as in '"abc" is not <wanted>'."""

    def check(text: str) -> str:
        if not re.fullmatch(pattern, text, re.ASCII):
            raise ValueError(f'"{text}" is not {wanted}')
        return text

    return BeforeValidator(check)


def whole_pounds(text: str) -> int:
    """Pounds with neither sign nor comma, as a spreadsheet writes a plain number."""
    pounds = whole_number(text, most=9_999_999)
    if pounds is None:
        raise ValueError(f'"{text}" is not a whole number of pounds')
    return pounds


def _filled(text: str) -> str:
    if not text:
        raise ValueError("is blank")
    return text


def _past_day(text: str, info: ValidationInfo) -> date:
    day = a_day(text)
    if day > _checks(info).today:
        raise ValueError(f'"{text}" is in the future')
    return day


def _as_of(text: str, info: ValidationInfo) -> str:
    """A day, a month or a year; "about 2012" is kept as the standard EDTF writes it: 2012~.

    What is worked out from pay points can begin later: an award is known before it is paid.
    """
    text = re.sub(r"about (\d{4})", r"\1~", text, flags=re.ASCII)
    try:
        if not re.fullmatch(r"\d{4}(~|(-\d\d){0,2})", text, re.ASCII):
            raise ValueError
        start = first_day(text)
    except ValueError:
        examples = "2025-06-29, 2025-06, 2025 or about 2025"
        raise ValueError(f'"{text}" is not a date such as {examples}') from None
    today = _checks(info).today
    is_near = info.data.get("kind") == "repriced" and start.year <= today.year + YEARS_AHEAD
    if start > today and not is_near:
        # The closing date of an advert is what people take for its date.
        instead = ". Enter the day you saw the advert" if info.data.get("kind") == "advert" else ""
        raise ValueError(f'"{text}" is in the future{instead}')
    return text


def first_day(as_of: str) -> date:
    """The first day of a day, a month or a year. Raises ValueError."""
    return a_day((as_of.removesuffix("~") + "-01-01")[:10])


def _known_source(text: str, info: ValidationInfo) -> str:
    known = _checks(info).known_sources
    if text not in known:
        raise ValueError(f'no source "{text}"{did_you_mean(text, known)} in content/sources')
    return text


def _checks(info: ValidationInfo) -> Checks:
    if not isinstance(info.context, Checks):
        raise TypeError("rows are read by a table, which says what to compare them with")
    return info.context


def as_of_words(as_of: str) -> str:
    """2025-06-29 as "29 June 2025", 2020-11 as "November 2020", 2010~ as "about 2010"."""
    if as_of.endswith("~"):
        return f"about {as_of[:-1]}"
    year, *rest = as_of.split("-")
    words = [str(int(part)) for part in rest[1:]] + [month_name[int(part)] for part in rest[:1]]
    return " ".join([*words, year])


Text = Annotated[str, BeforeValidator(_filled)]
Slug = Annotated[
    str, matching(r"[a-z0-9]+(-[a-z0-9]+)*", "an id of small letters, digits, hyphens")
]
Pounds = Annotated[int, BeforeValidator(whole_pounds)]
PoundsOrBlank = Annotated[int | None, or_blank(whole_pounds)]
Day = Annotated[date, BeforeValidator(a_day)]
DayOrBlank = Annotated[date | None, or_blank(a_day)]
Checked = Annotated[date, BeforeValidator(_past_day)]
AsOf = Annotated[str, BeforeValidator(_as_of)]
AsOfOrBlank = Annotated[str, BeforeValidator(lambda text, info: text and _as_of(text, info))]
Source = Annotated[str, BeforeValidator(_known_source)]
Confidence = Annotated[ConfidenceWord, words(get_args(ConfidenceWord))]
Nation = Annotated[NationWord, words(get_args(NationWord))]
