"""Where a postcode, a postcode district or sector, or a UK town is, from tables on disk."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from flask import current_app

from careers_site.places.place import (
    AmbiguousPlaceError,
    Place,
    UnknownPlaceError,
    miles,
    words_of,
)
from careers_site.places.postcodes import Postcodes
from careers_site.places.towns import Towns

__all__ = ["AmbiguousPlaceError", "Place", "UnknownPlaceError", "find_place", "miles", "nation_at"]

LONGEST_TEXT = 100


def find_place(text: str) -> Place:
    """The place that `text` names. Raises UnknownPlaceError or AmbiguousPlaceError."""
    return gazetteer(current_app.config["SETTINGS"].root / "data").find(text)


def nation_at(place: Place) -> str:
    """The nation of a place: its own, or the nearest town's. Near a border it may be wrong."""
    if place.nation:
        return place.nation
    towns = gazetteer(current_app.config["SETTINGS"].root / "data").nearest
    return towns(place.latitude, place.longitude).nation or ""


@lru_cache(maxsize=4)
def gazetteer(folder: Path) -> Gazetteer:
    """The tables in `folder`, read once in a process."""
    return Gazetteer(folder)


class Gazetteer:
    """Postcode areas and towns, looked up by what people type."""

    def __init__(self, folder: Path) -> None:
        self._postcodes = Postcodes(folder / "postcode_areas.csv")
        self._towns = Towns(folder / "places.csv")
        # People look near the same places, and a town is looked for among all others.
        self.nearest = self._towns.nearest
        self.find = lru_cache(maxsize=2_000)(self._find)

    def _find(self, text: str) -> Place:
        shown = " ".join(text[:LONGEST_TEXT].split())
        if any(character.isdigit() for character in shown):
            return self._postcodes.find(shown, [word.upper() for word in words_of(shown)])
        return self._towns.find(shown)
