"""Where a postcode, a postcode district or sector, or a UK town is, from tables on disk."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from flask import current_app

from careers_site.places.place import AmbiguousPlaceError, Place, UnknownPlaceError, miles, words_of
from careers_site.places.postcodes import Postcodes
from careers_site.places.towns import Towns

__all__ = [
    "AmbiguousPlaceError",
    "Place",
    "UnknownPlaceError",
    "Whereabouts",
    "known_towns",
    "miles",
    "nation_at",
    "whereabouts",
]

LONGEST_TEXT = 100


@dataclass(frozen=True)
class Whereabouts:
    """What a text tells about where somebody is: what it does not tell is None or "".

    `nation` is a label, such as "Northern Ireland". `problem` says in a sentence why there is no
    position, and `suggestions` are what can be typed instead: places of that name, if there are
    several.
    """

    place: Place | None = None
    nation: str | None = None
    problem: str = ""
    suggestions: tuple[str, ...] = ()
    is_ambiguous: bool = False

    @property
    def on_border(self) -> bool:
        """Whether the place is in one of two nations, which only the person can tell."""
        return self.place is not None and self.nation is None

    @property
    def in_london(self) -> bool:
        return self.place is not None and self.place.in_london


def whereabouts(text: str, nation: str = "") -> Whereabouts:
    """Where somebody is who typed this; no text and no such place tell nothing.

    Of several towns with that name one in `nation` is meant, such as "Wales", where it has one.
    """
    if not text:
        return Whereabouts()
    try:
        place = _gazetteer().find(text, nation)
    except (UnknownPlaceError, AmbiguousPlaceError) as error:
        is_ambiguous = isinstance(error, AmbiguousPlaceError)
        return Whereabouts(None, error.nation, str(error), tuple(error.suggestions), is_ambiguous)
    return Whereabouts(place, place.nation)


def nation_at(place: Place) -> str:
    """The nation of a place: its own, or on a border that of the nearest town."""
    if place.nation:
        return place.nation
    return _gazetteer().nearest(place.latitude, place.longitude).nation or ""


def known_towns() -> list[Place]:
    """Towns that people would know, the largest first."""
    return _gazetteer().known_towns


def _gazetteer() -> Gazetteer:
    return gazetteer(current_app.config["SETTINGS"].root / "data")


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
        self.known_towns = self._towns.known
        self.find = lru_cache(maxsize=2_000)(self._find)

    def _find(self, text: str, nation: str = "") -> Place:
        shown = " ".join(text[:LONGEST_TEXT].split())
        if any(character.isdigit() for character in shown):
            return self._postcodes.find(shown, [word.upper() for word in words_of(shown)])
        return self._towns.find(shown, nation)
