"""Towns and villages of the UK, by what people call them."""

from __future__ import annotations

import csv
from collections import defaultdict
from functools import cached_property
from pathlib import Path

import numpy as np
from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from careers_site.places.place import (
    AmbiguousPlaceError,
    Floats,
    Place,
    UnknownPlaceError,
    miles,
    words_of,
)

MOST_CHOICES = 8
# Of several places with one name, a city this many times larger than the rest is meant.
OUTRIGHT = 20
# Two entries this close are parts of one town, not towns to choose between.
SAME_AREA_MILES = 6.0
# From so many letters on, a name that was typed may hold two slips of the finger, else one.
LONG = 8
# A town that people would know well enough to say "near" it.
KNOWN_TOWN = 20_000


class Towns:
    """The table of places, the larger of two meant rather than the smaller."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def find(self, text: str, nation: str = "") -> Place:
        """The town meant by a text; of several, those in `nation` come before all others."""
        words = words_of(text)
        named = self._in(nation, self._named(words) or self._qualified(words))
        if found := _outright(named):
            return found
        named = named or self._in(nation, self._partly_named(words))
        if not named:
            raise UnknownPlaceError(text, self._similar_towns(text))
        if len(named) == 1:
            return named[0]
        raise AmbiguousPlaceError(text, [self._label(town) for town in named[:MOST_CHOICES]])

    @staticmethod
    def _in(nation: str, towns: list[Place]) -> list[Place]:
        return [town for town in towns if town.nation == nation] or towns

    @cached_property
    def _towns(self) -> dict[tuple[str, ...], list[Place]]:
        """Words of the name -> towns of that name, largest first, one for each area."""
        towns: dict[tuple[str, ...], list[Place]] = defaultdict(list)
        with self._file.open(encoding="utf-8", newline="") as file:
            rows = sorted(csv.DictReader(file), key=lambda row: -int(row["population"]))
        for row in rows:
            town = Place(
                row["place"],
                float(row["latitude"]),
                float(row["longitude"]),
                row["nation"],
                int(row["population"]),
                in_london=row["place"] == "London",
            )
            same_name = towns[words_of(town.name)]
            if all(_apart(town, other) > SAME_AREA_MILES for other in same_name):
                same_name.append(town)
        return dict(towns)

    @cached_property
    def known(self) -> list[Place]:
        """Towns that people would know, the largest first."""
        return [
            towns[0]
            for towns in self._towns.values()
            if len(towns) == 1 and towns[0].population >= KNOWN_TOWN
        ]

    def nearest(self, latitude: float, longitude: float) -> Place:
        """The town or village nearest to a position."""
        towns = [town for same_name in self._towns.values() for town in same_name]
        far = miles(latitude, longitude, *self._positions)
        return towns[int(np.argmin(far))]

    @cached_property
    def _positions(self) -> tuple[Floats, Floats]:
        towns = [town for same_name in self._towns.values() for town in same_name]
        found = np.array([(town.latitude, town.longitude) for town in towns])
        return found[:, 0], found[:, 1]

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
        near = words_of(self._nearest_larger(town).name)
        given = [near, ("near", *near)]
        twins = [other for other in self._towns[words_of(town.name)] if other.nation == town.nation]
        return [*given, words_of(town.nation or "")] if _outright(twins) == town else given

    def _nearest_larger(self, town: Place) -> Place:
        least = min(town.population, OUTRIGHT * KNOWN_TOWN)
        known = [other for other in self.known if other.population > least]
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
        """Words that `find` understands as this town and no other."""
        named = self._named(words_of(town.name))
        if named == [town]:
            return town.name
        if words_of(town.nation or "") in self._qualifiers(town):
            return f"{town.name}, {town.nation}"
        return f"{town.name}, near {self._nearest_larger(town).name}"

    def _similar_towns(self, text: str) -> list[str]:
        """Names a slip or two away, then names that are like it in part; the larger town first."""
        typed = text.casefold()
        slips = process.extract(
            typed,
            self._largest.keys(),
            scorer=OSA.distance,
            limit=None,
            score_cutoff=2 if len(typed) >= LONG else 1,
        )
        alike = process.extract(
            typed, self._largest.keys(), scorer=fuzz.WRatio, limit=20, score_cutoff=72
        )
        slips.sort(key=lambda found: (found[1], -self._largest[found[0]].population))
        alike.sort(key=lambda found: (-found[1], -self._largest[found[0]].population))
        names = dict.fromkeys(found[0] for found in [*slips, *alike])
        return [self._label(self._largest[name]) for name in list(names)[:4]]

    @cached_property
    def _largest(self) -> dict[str, Place]:
        """Name in lower case -> the largest town of that name."""
        return {towns[0].name.casefold(): towns[0] for towns in self._towns.values()}


def _outright(towns: list[Place]) -> Place | None:
    """The only one, or the one so much larger than the rest that it must be meant."""
    if not towns:
        return None
    largest, *rest = sorted(towns, key=lambda town: -town.population)
    most = max((town.population for town in rest), default=0)
    return largest if largest.population >= OUTRIGHT * most else None


def _apart(one: Place, other: Place) -> float:
    return float(miles(one.latitude, one.longitude, other.latitude, other.longitude))
