"""What people type into a field, as the cell that they mean: "£27,711" is 27711.

What cannot be read so is left as it was typed, and the check of the cell says what is wrong.
"""

from __future__ import annotations

import re
from calendar import month_abbr, month_name
from collections.abc import Mapping
from datetime import date
from itertools import accumulate

from careers_site.platform.text.formatting import number
from careers_site.platform.text.numbers import HOURS, typed_amount, typed_range

_MONTHS = {
    name.lower(): number
    for names in (month_name, month_abbr)
    for number, name in enumerate(names)
    if name
} | {"sept": 9}
_NUMBERS_DAY = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-]((?:20)?\d\d|19\d\d)", re.ASCII)
_WEEKDAY = re.compile(r"(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*[.,]{0,2} (?=\d)", re.ASCII)
_WORDS_DAY = re.compile(
    r"(?:(\d{1,2})(?:st|nd|rd|th)? )?([a-z]+)\.?,? ((?:20)?\d\d|19\d\d)", re.ASCII
)


def as_cell(kind: str, text: str) -> str:
    """The cell for what was typed into a field of this kind."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").strip()
    read = _READ.get(kind)
    return read(text) if read and text else text


def as_choice(choices: Mapping[str, str], text: str) -> str:
    """The word of a choice for the word or the label that was typed, in capitals or not."""
    typed = " ".join(text.split()).casefold()
    for word, label in choices.items():
        if typed in {word.casefold(), label.casefold(), label.partition(":")[0].casefold()}:
            return word
    return text


def _yes_or_no(text: str) -> str:
    return {"yes": "true", "y": "true", "no": "false", "n": "false"}.get(text.lower(), text.lower())


def _pounds(text: str) -> str:
    amount = typed_amount(text)
    if amount is None:
        return text
    return f"{amount:.0f}" if amount == int(amount) else f"{amount:f}"


def _day(text: str) -> str:
    if found := _NUMBERS_DAY.fullmatch(text):
        # As in the UK: the day first. What is no such day is shown as it was typed.
        day, month, year = found.groups()
        return _whole_day(_year(year), int(month), int(day)) or text
    # A workbook writes "7-Sep-27".
    words = " ".join(re.split(r"[-/\s]+", text.lower()))
    found = _WORDS_DAY.fullmatch(_WEEKDAY.sub("", words))
    # Without a day, "June 25" may be a month or a day of June.
    if not found or found[2] not in _MONTHS or (not found[1] and len(found[3]) == 2):
        return text
    year, month = _year(found[3]), _MONTHS[found[2]]
    if not found[1]:
        return f"{year}-{month:02}"
    return _whole_day(year, month, int(found[1])) or text


def _as_of(text: str) -> str:
    found = re.fullmatch(r"about (\d{4})", text, re.ASCII | re.IGNORECASE)
    return f"{found[1]}~" if found else _day(text)


def _whole_day(year: str, month: int, day: int) -> str:
    """The day as a cell; blank for one that no calendar has."""
    try:
        return date(int(year), month, day).isoformat()
    except ValueError:
        return ""


def _year(figures: str) -> str:
    return figures if len(figures) == 4 else f"20{figures}"


def _hours(text: str) -> str:
    found = typed_range(text, HOURS)
    return text if found is None else "-".join(dict.fromkeys(map(number, found)))


def _points(text: str) -> str:
    return re.sub(r" ?(-|–|to) ?", "-", " ".join(text.split()))


def _pay_year(text: str) -> str:
    found = re.fullmatch(r"(20\d\d)\s*[-–/]\s*(?:20)?(\d\d)", text, re.ASCII)
    return f"{found[1]}-{found[2]}" if found else text


def _postcode(text: str) -> str:
    words = text.upper().split()
    found = re.fullmatch(r"([A-Z]{1,2}\d[A-Z\d]?)(\d[A-Z]{2})", "".join(words), re.ASCII)
    # A space that was typed ends the first half: "B63 XX" is not B6 3XX.
    if found and (len(words) == 1 or found[1] in accumulate(words)):
        return f"{found[1]} {found[2]}"
    # A sector keeps its space: "LS2 8" is near Leeds station, "LS28" is Pudsey.
    plain = " ".join(words)
    return plain if re.fullmatch(r"[A-Z]{1,2}\d[A-Z\d]?( \d)?", plain, re.ASCII) else text


def _address(text: str) -> str:
    return f"https://{text}" if re.match(r"www\.[^\s/]+\.", text) else text


_READ = {
    "pounds": _pounds,
    "yes or no": _yes_or_no,
    "date": _day,
    "as of": _as_of,
    "hours": _hours,
    "pay year": _pay_year,
    "points": _points,
    "postcode": _postcode,
    "address": _address,
}
