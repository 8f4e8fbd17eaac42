"""Records of who did what, narrowed by who, by days and by words: the history and the audit."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from flask import request
from sqlalchemy import Select, or_

from careers_site.platform.clock import LONDON
from careers_site.platform.text.text_safety import one_line
from careers_site.platform.web.errors import BadQueryError, refuse_unknown

KEYS = ("who", "from", "to", "q", "page")
# Days that a calendar here can hold.
YEARS = range(2000, 2100)
LONGEST_WORDS = 100


@dataclass(frozen=True)
class RecordFilter:
    """By whom, from which day to which, both included, and with which words; all where empty."""

    who: str = ""
    first: date | None = None
    last: date | None = None
    q: str = ""

    @classmethod
    def read(cls, others: Collection[str] = ()) -> RecordFilter:
        """What the address asks for; `others` are more keys that it may have.

        Raises BadQueryError.
        """
        for key in request.args:
            if key not in (*KEYS, *others):
                raise refuse_unknown("filter", key, KEYS)
        who = request.args.get("who", "")
        if "\x00" in who:
            raise BadQueryError("Choose somebody from the list.")
        q = one_line(request.args.get("q"), LONGEST_WORDS)
        return cls(who, _day("from"), _day("to"), q)

    def narrow(self, rows: Select[Any], at: Any, who: Any, texts: Sequence[Any]) -> Select[Any]:
        """The rows that fit; the rest are the columns of a record."""
        if self.who:
            rows = rows.where(who == self.who)
        if self.first:
            rows = rows.where(at >= _midnight(self.first))
        if self.last:
            rows = rows.where(at < _midnight(self.last) + timedelta(days=1))
        for word in self.q.split():
            rows = rows.where(or_(*(text.icontains(word, autoescape=True) for text in texts)))
        return rows

    def query(self) -> dict[str, Any]:
        days = {"from": self.first, "to": self.last}
        given = {key: str(day) for key, day in days.items() if day}
        return {**given, **{key: word for key, word in (("who", self.who), ("q", self.q)) if word}}


def _day(key: str) -> date | None:
    text = request.args.get(key, "")
    try:
        day = date.fromisoformat(text) if text else None
    except ValueError:
        day = date.min
    if day and day.year not in YEARS:
        raise BadQueryError(f'"{key}" is not a day like 2026-11-21.')
    return day


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=LONDON)
