"""The counts beside the values of a filter: how many courses each of them would bring.

Which courses are counted, matching.py says; what a filter counts of them, its `counts`
(value_filter.py, filters.py, threshold_filters.py, entry_filter.py).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from careers_site.courses.catalogue.columns import Columns

OPEN = {"level", "step", "entry"}

Positions = NDArray[np.intp]


def counted(
    columns: Columns,
    key: str,
    column: Callable[[Columns], NDArray[Any]],
    found: Positions | None,
    size: int,
) -> NDArray[np.intp]:
    """How often each code of a column is among these positions; of all courses, counted once."""
    if found is not None:
        return np.bincount(column(columns)[found], minlength=size)
    kept: NDArray[np.intp] | None = columns.memo.get(("counted", key))
    if kept is None or len(kept) < size:
        kept = columns.memo["counted", key] = np.bincount(column(columns), minlength=size)
    return kept


# Not frozen: a page has more than a hundred, and frozen ones take long to make.
@dataclass(slots=True)
class FacetValue:
    """A value that can be chosen, and how many courses choosing it brings."""

    id: str
    label: str
    count: int
    chosen: bool


@dataclass(frozen=True)
class Facet:
    """The values of one filter, for the `total` results that the others leave. `any` says that
    none is chosen, where only one can be."""

    key: str
    title: str
    values: tuple[FacetValue, ...]
    total: int
    hint: str = ""
    any: str = ""

    @property
    def is_open(self) -> bool:
        """Shown unfolded: what most readers choose by, and what was chosen."""
        return self.key in OPEN or any(value.chosen for value in self.values)

    @property
    def useful(self) -> tuple[FacetValue, ...]:
        """The values that lead somewhere; none where there is nothing to choose: 1 value only, or
        each of them keeps every course."""
        useful = [value for value in self.values if value.count or value.chosen]
        if self.any:
            useful = _without_repeats(useful)
        chosen = any(value.chosen for value in useful)
        narrows = len(useful) > 1 and any(value.count < self.total for value in useful)
        return tuple(useful) if chosen or narrows else ()


def _without_repeats(values: Sequence[FacetValue]) -> list[FacetValue]:
    """Of thresholds side by side that bring the same courses, the first only."""
    return [
        value
        for before, value in zip([None, *values], values, strict=False)
        if value.chosen or before is None or value.count != before.count
    ]
