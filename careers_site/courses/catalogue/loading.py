"""Reading the catalogue into its columns, some thousand rows at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from math import nan
from typing import Any

import numpy as np
from sqlalchemy import select

from careers_site.courses import terms
from careers_site.courses.catalogue import derived, regions
from careers_site.courses.catalogue.columns import NO_DAY, Columns
from careers_site.courses.models import WORKSHOPS, Course, catalogue_state
from careers_site.places.nations import nation_id
from careers_site.platform.extensions import db

ROWS_AT_ONCE = 5_000
EPOCH = date(1970, 1, 1)

# The columns of the table that are read.
READ = (
    *("id", "level", "learning_mode", "study_time", "nation", "step", "national", "latitude"),
    *("longitude", "start_date", "cost_pence", "title", "provider", "attendance", "hours"),
    *("qualification", "regions", "postcode", "duration", "evidence", "version"),
    "checked",
)


# Some thousand rows turned on their side: column of the table -> its values.
Part = Mapping[str, Sequence[Any]]


def _coded(column: str, words: Iterable[str]) -> Callable[[Part], Iterable[int]]:
    codes = terms.codes(words)
    return lambda part: (codes.get(word, 0) for word in part[column])


def _as_it_is(column: str) -> Callable[[Part], Iterable[Any]]:
    return lambda part: part[column]


def _or_nan(column: str) -> Callable[[Part], Iterable[float]]:
    return lambda part: (nan if value is None else value for value in part[column])


def _of(part: Part, *columns: str) -> list[Sequence[Any]]:
    return [part[column] for column in columns]


def _days(column: str) -> Callable[[Part], Iterable[int]]:
    return lambda part: (NO_DAY if day is None else (day - EPOCH).days for day in part[column])


def _details(part: Part) -> Iterable[int]:
    """How many of the things that readers choose by are known."""
    columns = _of(part, "level", "study_time", "duration", "start_date", "cost_pence")
    return (sum(value not in ("", None) for value in row) for row in zip(*columns, strict=True))


def _anywhere(part: Part) -> Iterable[bool]:
    pairs = zip(*_of(part, "learning_mode", "national"), strict=True)
    return (mode == "online" or national for mode, national in pairs)


def _nations(part: Part) -> Iterable[int]:
    return (_NATIONS.get(nation_id(nation), 0) for nation in part["nation"])


def _hours(part: Part) -> Iterable[int]:
    return (_HOURS.get(derived.hours_band(hours), 0) for hours in part["hours"])


def _qualifications(part: Part) -> Iterable[int]:
    kinds = map(derived.qualification_kind, *_of(part, "qualification", "title"))
    return (_QUALIFICATIONS.get(kind, 0) for kind in kinds)


def _regions(part: Part) -> Iterable[int]:
    columns = _of(part, "national", "regions", "postcode", "nation")
    for national, named, postcode, nation in zip(*columns, strict=True):
        yield regions.bits(national=national, regions=named, postcode=postcode, nation=nation)


def _unconfirmed(part: Part) -> Iterable[bool]:
    return (evidence in terms.UNCONFIRMED for evidence in part["evidence"])


_NATIONS = terms.codes(terms.NATIONS)
_HOURS = terms.codes(derived.HOURS)
_QUALIFICATIONS = terms.codes(derived.QUALIFICATIONS)

# Column in memory -> its kind, and how the rows give its values.
VALUES: Mapping[str, tuple[type, Callable[[Part], Iterable[Any]]]] = {
    "ids": (np.int64, _as_it_is("id")),
    "level": (np.int16, _coded("level", terms.LEVELS)),
    "mode": (np.int16, _coded("learning_mode", terms.MODES)),
    "study": (np.int16, _coded("study_time", terms.STUDY_TIMES)),
    "nation": (np.int16, _nations),
    "anywhere": (np.bool_, _anywhere),
    "latitude": (np.float64, _or_nan("latitude")),
    "longitude": (np.float64, _or_nan("longitude")),
    "start": (np.int32, _days("start_date")),
    "checked": (np.int32, _days("checked")),
    "details": (np.int8, _details),
    "cost": (np.float64, _or_nan("cost_pence")),
    "when": (np.int16, _coded("attendance", terms.ATTENDANCES)),
    "hours": (np.int16, _hours),
    "qualification": (np.int16, _qualifications),
    "region": (np.int16, _regions),
    "unconfirmed": (np.bool_, _unconfirmed),
    "length": (np.int32, lambda part: map(derived.days_of, part["duration"])),
    "lasts": (np.int32, lambda part: map(derived.calendar_days, part["duration"])),
    "version": (np.int64, _as_it_is("version")),
}


def load_columns(day: date) -> Columns:
    """Read the catalogue as it is on a day.

    The state is read first: what changes meanwhile is read again later.
    """
    state = catalogue_state()
    parts: dict[str, list[Any]] = {name: [np.zeros(0, kind)] for name, (kind, _) in VALUES.items()}
    texts: dict[str, list[str]] = {"step": [], "provider": [], "title": []}
    same: dict[str, str] = {}
    for part in _parts(day):
        for name, (kind, values) in VALUES.items():
            parts[name].append(np.fromiter(values(part), kind, len(part["id"])))
        for name, kept in texts.items():
            # Texts that come again are kept once.
            kept += [same.setdefault(text, text) for text in part[name]]
    columns = {name: np.concatenate(each) for name, each in parts.items()}
    anywhere = columns.pop("anywhere")
    checked, details = columns.pop("checked"), columns.pop("details")
    columns["latitude"][anywhere] = columns["longitude"][anywhere] = np.nan
    known = ~np.isnan(columns["latitude"])
    # In 64 bits: a start or a length that is not known is the largest number of 32.
    lasts = np.maximum(columns.pop("lasts").astype(np.int64), 1)
    steps = tuple(sorted(set(texts["step"]) - {""}))
    providers = tuple(sorted(set(texts["provider"])))
    columns |= {
        "over": columns["start"] + lasts <= (day - EPOCH).days,
        "cost": (columns["cost"] / 100).astype(np.float32),
        "place": np.where(anywhere, 2, known).astype(np.int16),
        "step": _codes(texts["step"], steps, np.int16),
        "provider": _codes(texts["provider"], providers, np.int32),
        "title_rank": _title_rank(texts["title"], texts["provider"]),
    }
    # The last key decides first; what was never checked comes last.
    age = np.where(checked == NO_DAY, 1, -checked)
    by = [columns["title_rank"], age, -(details + known), columns["unconfirmed"]]
    columns["rank"] = _places(np.lexsort(by))
    return Columns(state=state, day=day, steps=steps, providers=providers, **columns)


def _parts(day: date) -> Iterator[Part]:
    wanted = select(*[getattr(Course, name) for name in READ])
    with db.engine.connect() as connection:
        begun = select(Course.id, Course.start_date, Course.duration).where(
            Course.withdrawn.is_(False), Course.source == WORKSHOPS, Course.start_date < day
        )
        over = [row.id for row in connection.execute(begun) if derived.is_over(*row[1:], day)]
        listed = wanted.where(Course.withdrawn.is_(False), Course.id.not_in(over))
        streaming = connection.execution_options(yield_per=ROWS_AT_ONCE)
        for rows in streaming.execute(listed.order_by(Course.id)).partitions():
            yield dict(zip(READ, zip(*rows, strict=True), strict=True))


def _codes(texts: Sequence[str], words: Sequence[str], kind: type) -> Any:
    codes = terms.codes(words)
    return np.fromiter((codes[text] for text in texts), kind, len(texts))


def _title_rank(titles: Sequence[str], providers: Sequence[str]) -> Any:
    """The place of each course in the order of titles, then providers, then ids."""
    small = {title: title.lower() for title in set(titles)}
    rank = {title: place for place, title in enumerate(sorted(set(small.values())))}
    by_title = np.fromiter((rank[small[title]] for title in titles), np.int32, len(titles))
    name = {provider: place for place, provider in enumerate(sorted(set(providers)))}
    by_name = np.fromiter((name[provider] for provider in providers), np.int32, len(providers))
    return _places(np.lexsort([by_name, by_title]))


def _places(order: Any) -> Any:
    """The place of each course in an order of positions."""
    places = np.empty(len(order), dtype=np.int32)
    places[order] = np.arange(len(order), dtype=np.int32)
    return places
