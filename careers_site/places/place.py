"""A place, how far it is from others, and what is said when a text names none or several."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]

EARTH_RADIUS_MILES = 3958.8


@dataclass(frozen=True)
class Place:
    """A named position, in degrees.

    `nation` is None for a postcode on a border. `in_london` is True only where that is certain.
    """

    name: str
    latitude: float
    longitude: float
    nation: str | None = None
    population: int = 0
    in_london: bool = False


class UnknownPlaceError(LookupError):
    """No such place is known; `suggestions` can be typed instead.

    `nation` is that of a postcode whose position is not known.
    """

    def __init__(
        self, text: str, suggestions: list[str], hint: str = "", nation: str | None = None
    ) -> None:
        super().__init__(f"There is no place “{text}” that we know.{hint and ' ' + hint}")
        self.suggestions, self.nation = suggestions, nation


class AmbiguousPlaceError(LookupError):
    """Several places have that name; each of `suggestions` can be typed instead."""

    nation = None

    def __init__(self, text: str, suggestions: list[str]) -> None:
        super().__init__(f"There is more than one place called “{text}”.")
        self.suggestions = suggestions


def miles(latitude: float, longitude: float, latitudes: ArrayLike, longitudes: ArrayLike) -> Floats:
    """Great-circle distance in miles from one point (degrees) to each of many; NaN stays NaN."""
    lat, lon = np.radians(latitude), np.radians(longitude)
    lats, lons = np.radians(np.asarray(latitudes, float)), np.radians(np.asarray(longitudes, float))
    square = np.sin((lats - lat) / 2) ** 2
    square = square + np.cos(lat) * np.cos(lats) * np.sin((lons - lon) / 2) ** 2
    return np.asarray(2 * EARTH_RADIUS_MILES * np.arcsin(np.sqrt(np.clip(square, 0, 1))))


def words_of(text: str) -> tuple[str, ...]:
    """The words of a name without case, accents and punctuation."""
    plain = unicodedata.normalize("NFKD", text.casefold()).replace("'", "").replace("’", "")
    return tuple(re.findall(r"[a-z0-9]+", plain.encode("ascii", "ignore").decode()))
