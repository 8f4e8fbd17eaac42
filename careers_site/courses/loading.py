"""Reading the catalogue into its columns, some thousand rows at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

import numpy as np
from sqlalchemy import select

from careers_site.courses import derived, regions, terms
from careers_site.courses.columns import NO_DAY, Columns
from careers_site.courses.models import Course, catalogue_state
from careers_site.extensions import db

ROWS_AT_ONCE = 5_000
EPOCH = date(1970, 1, 1)

# The columns of the table that are read.
READ = (
    *("id", "level", "learning_mode", "study_time", "nation", "step", "national", "latitude"),
    *("longitude", "start_date", "cost_pence", "title", "provider", "attendance", "hours"),
    *("qualification", "regions", "postcode", "duration", "version"),
)


def _coded(column: str, words: Sequence[str] | Mapping[str, str]) -> Callable[[Any], int]:
    codes = terms.codes(words)
    return lambda row: codes.get(getattr(row, column), 0)


def _day(row: Any) -> int:
    return NO_DAY if row.start_date is None else (row.start_date - EPOCH).days


def _region(row: Any) -> int:
    return regions.bits(
        national=row.national, regions=row.regions, postcode=row.postcode, nation=row.nation
    )


def _or_nan(column: str) -> Callable[[Any], float]:
    def read(row: Any) -> float:
        value = getattr(row, column)
        return float("nan") if value is None else value

    return read


_NATIONS = terms.codes(terms.NATIONS)
_HOURS = terms.codes(derived.HOURS)
_QUALIFICATIONS = terms.codes(derived.QUALIFICATIONS)

# Column in memory -> its kind, and how a row gives its value.
VALUES: Mapping[str, tuple[type, Callable[[Any], Any]]] = {
    "ids": (np.int64, lambda row: row.id),
    "level": (np.int16, _coded("level", terms.LEVELS)),
    "mode": (np.int16, _coded("learning_mode", terms.MODES)),
    "study": (np.int16, _coded("study_time", terms.STUDY_TIMES)),
    "nation": (np.int16, lambda row: _NATIONS.get(terms.nation_id(row.nation), 0)),
    "anywhere": (np.bool_, lambda row: row.learning_mode == "online" or row.national),
    "latitude": (np.float64, _or_nan("latitude")),
    "longitude": (np.float64, _or_nan("longitude")),
    "start": (np.int32, _day),
    "cost": (np.float64, _or_nan("cost_pence")),
    "when": (np.int16, _coded("attendance", terms.ATTENDANCES)),
    "hours": (np.int16, lambda row: _HOURS.get(derived.hours_band(row.hours), 0)),
    "qualification": (
        np.int16,
        lambda row: _QUALIFICATIONS.get(
            derived.qualification_kind(row.qualification, row.title), 0
        ),
    ),
    "region": (np.int16, _region),
    "length": (np.int32, lambda row: derived.days_of(row.duration)),
    "version": (np.int64, lambda row: row.version),
}


def load_columns() -> Columns:
    """Read the catalogue. The state is read first: what changes meanwhile is read again later."""
    state = catalogue_state()
    parts: dict[str, list[Any]] = {name: [np.zeros(0, kind)] for name, (kind, _) in VALUES.items()}
    texts: dict[str, list[str]] = {"step": [], "provider": [], "title": []}
    same: dict[str, str] = {}
    for rows in _rows():
        for name, (kind, value) in VALUES.items():
            parts[name].append(np.fromiter(map(value, rows), kind, len(rows)))
        for name, kept in texts.items():
            # Texts that come again are kept once.
            kept += [same.setdefault(text, text) for text in (getattr(row, name) for row in rows)]
    columns = {name: np.concatenate(each) for name, each in parts.items()}
    anywhere = columns.pop("anywhere")
    columns["latitude"][anywhere] = columns["longitude"][anywhere] = np.nan
    known = ~np.isnan(columns["latitude"])
    steps = tuple(sorted(set(texts["step"]) - {""}))
    providers = tuple(sorted(set(texts["provider"])))
    columns |= {
        "cost": (columns["cost"] / 100).astype(np.float32),
        "place": np.where(anywhere, 2, known).astype(np.int16),
        "step": _codes(texts["step"], steps, np.int16),
        "provider": _codes(texts["provider"], providers, np.int32),
        "title_rank": _title_rank(texts["title"], texts["provider"]),
    }
    return Columns(state=state, steps=steps, providers=providers, **columns)


def _rows() -> Iterator[Sequence[Any]]:
    wanted = select(*[getattr(Course, name) for name in READ])
    listed = wanted.where(Course.withdrawn.is_(False)).order_by(Course.id)
    with db.engine.connect() as connection:
        streaming = connection.execution_options(yield_per=ROWS_AT_ONCE)
        yield from streaming.execute(listed).partitions()


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
    ranks = np.empty(len(titles), dtype=np.int32)
    ranks[np.lexsort([by_name, by_title])] = np.arange(len(titles), dtype=np.int32)
    return ranks
