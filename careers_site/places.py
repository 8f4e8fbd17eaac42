"""Where a postcode, a postcode district or sector, or a UK town is, from tables on disk."""

from __future__ import annotations

import csv
import re
import unicodedata
from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

import numpy as np
from flask import current_app
from numpy.typing import ArrayLike, NDArray
from rapidfuzz import fuzz, process

Floats = NDArray[np.float64]

EARTH_RADIUS_MILES = 3958.8
LONGEST_TEXT = 100
MOST_CHOICES = 8
# Of several places with one name, a city this many times larger than the rest is meant.
OUTRIGHT = 20
# Two entries this close are parts of one town, not towns to choose between.
SAME_AREA_MILES = 6.0
# A town that people would know well enough to say "near" it.
KNOWN_TOWN = 20_000

OUTWARD = "[A-Z]{1,2}[0-9][0-9A-Z]?"
FULL_POSTCODE = re.compile(f"({OUTWARD})([0-9])([A-Z]{{2}})")
DISTRICT = re.compile(OUTWARD)
SECTOR = re.compile(f"({OUTWARD})([0-9])")


@dataclass(frozen=True)
class Place:
    """A named position, in degrees. A postcode's nation is not known."""

    name: str
    latitude: float
    longitude: float
    nation: str | None = None
    population: int = 0


class UnknownPlaceError(LookupError):
    """No such place is known; `suggestions` can be typed instead."""

    def __init__(self, text: str, suggestions: list[str], hint: str = "") -> None:
        super().__init__(f"There is no place “{text}” that we know.{hint and ' ' + hint}")
        self.text, self.suggestions, self.hint = text, suggestions, hint


class AmbiguousPlaceError(LookupError):
    """Several places have that name; each of `choices` can be typed instead."""

    def __init__(self, text: str, choices: list[str]) -> None:
        super().__init__(f"There is more than one place called “{text}”.")
        self.text, self.choices = text, choices


def find_place(text: str) -> Place:
    """The place that `text` names. Raises UnknownPlaceError or AmbiguousPlaceError."""
    return gazetteer(current_app.config["SETTINGS"].root / "data").find(text)


@lru_cache(maxsize=4)
def gazetteer(folder: Path) -> Gazetteer:
    """The tables in `folder`, read once in a process."""
    return Gazetteer(folder)


def miles(latitude: float, longitude: float, latitudes: ArrayLike, longitudes: ArrayLike) -> Floats:
    """Great-circle distance in miles from one point (degrees) to each of many; NaN stays NaN."""
    lat, lon = np.radians(latitude), np.radians(longitude)
    lats, lons = np.radians(np.asarray(latitudes, float)), np.radians(np.asarray(longitudes, float))
    square = np.sin((lats - lat) / 2) ** 2
    square = square + np.cos(lat) * np.cos(lats) * np.sin((lons - lon) / 2) ** 2
    return np.asarray(2 * EARTH_RADIUS_MILES * np.arcsin(np.sqrt(np.clip(square, 0, 1))))


def _words(text: str) -> tuple[str, ...]:
    """The words of a name without case, accents and punctuation."""
    plain = unicodedata.normalize("NFKD", text.casefold()).replace("'", "").replace("’", "")
    return tuple(re.findall(r"[a-z0-9]+", plain.encode("ascii", "ignore").decode()))


class Gazetteer:
    """Postcode areas and towns, looked up by what people type."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def find(self, text: str) -> Place:
        shown = " ".join(text[:LONGEST_TEXT].split())
        words = _words(shown)
        if any(character.isdigit() for character in shown):
            return self._postcode(shown, [word.upper() for word in words])
        named = self._named(words) or self._qualified(words)
        if found := _outright(named):
            return found
        named = named or self._partly_named(words)
        if not named:
            raise UnknownPlaceError(shown, self._similar_towns(shown))
        if len(named) == 1:
            return named[0]
        raise AmbiguousPlaceError(shown, [self._label(town) for town in named[:MOST_CHOICES]])

    @cached_property
    def _areas(self) -> dict[str, tuple[float, float]]:
        with (self._folder / "postcode_areas.csv").open(encoding="utf-8", newline="") as file:
            return {
                row["postcode_area"]: (float(row["latitude"]), float(row["longitude"]))
                for row in csv.DictReader(file)
            }

    @cached_property
    def _towns(self) -> dict[tuple[str, ...], list[Place]]:
        """Words of the name -> towns of that name, largest first, one for each area."""
        towns: dict[tuple[str, ...], list[Place]] = defaultdict(list)
        with (self._folder / "places.csv").open(encoding="utf-8", newline="") as file:
            rows = sorted(csv.DictReader(file), key=lambda row: -int(row["population"]))
        for row in rows:
            town = Place(
                row["place"],
                float(row["latitude"]),
                float(row["longitude"]),
                row["nation"],
                int(row["population"]),
            )
            same_name = towns[_words(town.name)]
            if all(_apart(town, other) > SAME_AREA_MILES for other in same_name):
                same_name.append(town)
        return dict(towns)

    @cached_property
    def _known_towns(self) -> list[Place]:
        return [
            towns[0]
            for towns in self._towns.values()
            if len(towns) == 1 and towns[0].population >= KNOWN_TOWN
        ]

    def _postcode(self, text: str, words: list[str]) -> Place:
        compact = "".join(words)
        if full := FULL_POSTCODE.fullmatch(compact):
            district, sector = full[1], f"{full[1]} {full[2]}"
            name = f"{sector}{full[3]}"
        elif DISTRICT.fullmatch(compact) and (len(words) == 1 and compact in self._areas):
            district = sector = name = compact
        elif part := SECTOR.fullmatch(compact):
            district, sector = part[1], f"{part[1]} {part[2]}"
            name = sector
        else:
            district = sector = name = compact
        position = self._areas.get(sector) or self._areas.get(district)
        if position is None:
            raise self._unknown_postcode(text, compact)
        return Place(name, *position)

    def _unknown_postcode(self, text: str, compact: str) -> UnknownPlaceError:
        if re.match("BT[0-9]", compact):
            hint = "For Northern Ireland, give a town: its postcodes are not open data."
            return UnknownPlaceError(text, ["Belfast", "Derry", "Lisburn", "Newry"], hint)
        letters = re.match("[A-Z]{1,2}(?=[0-9])", compact)
        districts = [
            area
            for area in self._areas
            if " " not in area and letters and re.match(letters[0] + "[0-9]", area)
        ]
        near = process.extract(compact[:4], districts, scorer=fuzz.ratio, limit=4, score_cutoff=50)
        return UnknownPlaceError(text, [found[0] for found in near])

    def _named(self, words: tuple[str, ...]) -> list[Place]:
        """Towns of exactly this name, and well-known ones whose name begins with it (Newcastle)."""
        exact = self._towns.get(words, [])
        if not exact:
            return []
        least = max(KNOWN_TOWN, exact[0].population / 4)
        longer = [town for town in self._beginning(words) if town.population >= least]
        return sorted(longer + exact, key=lambda town: -town.population)

    def _beginning(self, words: tuple[str, ...]) -> list[Place]:
        size = len(words)
        found = [
            towns[0]
            for name, towns in self._towns.items()
            if len(name) > size and name[:size] == words
        ]
        return sorted(found, key=lambda town: -town.population)

    def _qualified(self, words: tuple[str, ...]) -> list[Place]:
        """ "Newport, Wales" or "Newport near Telford": a name, and words that tell which."""
        for split in range(len(words) - 1, 0, -1):
            wanted = words[split:]
            for town in self._towns.get(words[:split], []):
                if wanted in self._qualifiers(town):
                    return [town]
        return []

    def _qualifiers(self, town: Place) -> list[tuple[str, ...]]:
        near = _words(self._nearest_larger(town).name)
        given = [near, ("near", *near)]
        twins = [other for other in self._towns[_words(town.name)] if other.nation == town.nation]
        return [*given, _words(town.nation or "")] if _outright(twins) == town else given

    def _nearest_larger(self, town: Place) -> Place:
        least = min(town.population, OUTRIGHT * KNOWN_TOWN)
        known = [other for other in self._known_towns if other.population > least]
        latitudes = [other.latitude for other in known]
        longitudes = [other.longitude for other in known]
        return known[int(np.argmin(miles(town.latitude, town.longitude, latitudes, longitudes)))]

    def _partly_named(self, words: tuple[str, ...]) -> list[Place]:
        """Towns whose name begins or else ends with these words: "Hull", "Stratford upon"."""
        if not words:
            return []
        ending = [towns[0] for name, towns in self._towns.items() if name[-len(words) :] == words]
        return self._beginning(words) or sorted(ending, key=lambda town: -town.population)

    def _label(self, town: Place) -> str:
        """Words that find_place understands as this town and no other."""
        named = self._named(_words(town.name))
        if named == [town]:
            return town.name
        if _words(town.nation or "") in self._qualifiers(town):
            return f"{town.name}, {town.nation}"
        return f"{town.name}, near {self._nearest_larger(town).name}"

    def _similar_towns(self, text: str) -> list[str]:
        largest = {towns[0].name: towns[0] for towns in self._towns.values()}
        near = process.extract(
            text,
            list(largest),
            scorer=fuzz.WRatio,
            processor=str.casefold,
            limit=20,
            score_cutoff=72,
        )
        # The best spelling first; of equal ones, the larger town.
        near.sort(key=lambda found: (-found[1], -largest[found[0]].population))
        return [self._label(largest[found[0]]) for found in near[:4]]


def _outright(towns: list[Place]) -> Place | None:
    """The only one, or the one so much larger than the rest that it must be meant."""
    if not towns:
        return None
    largest, *rest = sorted(towns, key=lambda town: -town.population)
    most = max((town.population for town in rest), default=0)
    return largest if largest.population >= OUTRIGHT * most else None


def _apart(one: Place, other: Place) -> float:
    return float(miles(one.latitude, one.longitude, other.latitude, other.longitude))
