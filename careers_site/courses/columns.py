"""The catalogue as NumPy columns in memory: what filters, counts, distance and order work on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import select

from careers_site.courses import derived, regions, terms
from careers_site.courses.models import Course, catalogue_state
from careers_site.extensions import db
from careers_site.search.documents import State

Mask = NDArray[np.bool_]
Codes = NDArray[np.int16]
Ids = NDArray[np.int64]
Floats = NDArray[np.float64]

NO_DAY = np.iinfo(np.int32).max
# Where a course is taken: codes of the column `place`; 0 is "not known".
PLACES = {"venue": "At a venue", "anywhere": "From anywhere: online or national"}


@dataclass(frozen=True)
class Columns:
    """One entry a course that is not withdrawn, by ascending id. Read only, shared by threads."""

    state: State
    ids: Ids
    level: Codes
    mode: Codes
    study: Codes
    nation: Codes
    step: Codes
    place: Codes
    steps: tuple[str, ...]
    """Step ids: code 1 is the first."""
    latitude: Floats
    """Degrees; NaN where the place is not known, and where the course is taken from anywhere."""
    longitude: Floats
    start: NDArray[np.int32]
    """Days since 1970; NO_DAY where not known, so that these sort last."""
    cost: NDArray[np.float32]
    """Pounds; NaN where not known."""
    title_rank: NDArray[np.int32]
    """The place of the course in the order of titles, then providers."""
    when: Codes
    hours: Codes
    qualification: Codes
    region: Codes
    """A bit for each region of England in which the course is offered; 0 where not known."""
    provider: NDArray[np.int32]
    providers: tuple[str, ...]
    """Provider names: code 1 is the first."""
    length: NDArray[np.int32]
    """Days; derived.NO_LENGTH where not known."""
    version: NDArray[np.int64]
    """The version of the catalogue in which the course last changed."""

    @cached_property
    def provider_codes(self) -> Mapping[str, int]:
        return {name: code for code, name in enumerate(self.providers, start=1)}

    def __len__(self) -> int:
        return len(self.ids)

    def everything(self) -> Mask:
        return np.ones(len(self.ids), dtype=bool)

    def having(self, ids: Ids) -> tuple[Mask, NDArray[np.intp]]:
        """Which courses are among `ids` (ascending), and where each of those stands in `ids`."""
        if not len(ids):
            return np.zeros(len(self.ids), dtype=bool), np.zeros(0, dtype=np.intp)
        positions = np.minimum(np.searchsorted(ids, self.ids), len(ids) - 1)
        mask = ids[positions] == self.ids
        return mask, positions[mask]


def load_columns() -> Columns:
    """Read the catalogue. The state is read first: what changes meanwhile is read again later."""
    state = catalogue_state()
    wanted = select(
        Course.id,
        Course.level,
        Course.learning_mode,
        Course.study_time,
        Course.nation,
        Course.step,
        Course.national,
        Course.latitude,
        Course.longitude,
        Course.start_date,
        Course.cost_pence,
        Course.title,
        Course.provider,
        Course.attendance,
        Course.hours,
        Course.qualification,
        Course.regions,
        Course.postcode,
        Course.duration,
        Course.version,
    )
    with db.engine.connect() as connection:
        rows = connection.execute(
            wanted.where(Course.withdrawn.is_(False)).order_by(Course.id)
        ).all()
    return _columns(state, rows)


def _columns(state: State, rows: Any) -> Columns:
    steps = tuple(sorted({row.step for row in rows} - {""}))
    providers = tuple(sorted({row.provider for row in rows}))
    anywhere = np.array([row.learning_mode == "online" or row.national for row in rows], dtype=bool)
    latitude = _numbers(row.latitude for row in rows)
    longitude = _numbers(row.longitude for row in rows)
    latitude[anywhere] = longitude[anywhere] = np.nan
    place = np.where(anywhere, 2, np.where(np.isnan(latitude), 0, 1)).astype(np.int16)
    order = sorted(range(len(rows)), key=lambda at: (rows[at].title.lower(), rows[at].provider))
    title_rank = np.empty(len(rows), dtype=np.int32)
    title_rank[order] = np.arange(len(rows), dtype=np.int32)
    return Columns(
        state=state,
        ids=np.array([row.id for row in rows], dtype=np.int64),
        level=_codes((row.level for row in rows), terms.codes(terms.LEVELS)),
        mode=_codes((row.learning_mode for row in rows), terms.codes(terms.MODES)),
        study=_codes((row.study_time for row in rows), terms.codes(terms.STUDY_TIMES)),
        nation=_codes((terms.nation_id(row.nation) for row in rows), terms.codes(terms.NATIONS)),
        step=_codes((row.step for row in rows), terms.codes(steps)),
        place=place,
        steps=steps,
        latitude=latitude,
        longitude=longitude,
        start=np.array([_day(row.start_date) for row in rows], dtype=np.int32),
        cost=(_numbers(row.cost_pence for row in rows) / 100).astype(np.float32),
        title_rank=title_rank,
        when=_codes((row.attendance for row in rows), terms.codes(terms.ATTENDANCES)),
        hours=_codes((derived.hours_band(row.hours) for row in rows), terms.codes(derived.HOURS)),
        qualification=_codes(
            (derived.qualification_kind(row.qualification, row.title) for row in rows),
            terms.codes(derived.QUALIFICATIONS),
        ),
        region=np.array([_regions(row) for row in rows], dtype=np.int16),
        provider=_codes((row.provider for row in rows), terms.codes(providers), np.int32),
        providers=providers,
        length=np.array([derived.days_of(row.duration) for row in rows], dtype=np.int32),
        version=np.array([row.version for row in rows], dtype=np.int64),
    )


def _codes(words: Any, codes: dict[str, int], kind: type = np.int16) -> Any:
    return np.array([codes.get(word, 0) for word in words], dtype=kind)


def _regions(row: Any) -> int:
    return regions.bits(
        national=row.national, regions=row.regions, postcode=row.postcode, nation=row.nation
    )


def _numbers(values: Any) -> Floats:
    return np.array([np.nan if value is None else value for value in values], dtype=np.float64)


def _day(day: date | None) -> int:
    return NO_DAY if day is None else (day - date(1970, 1, 1)).days
