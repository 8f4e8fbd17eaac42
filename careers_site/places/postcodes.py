"""Positions of postcode districts and sectors of Great Britain."""

from __future__ import annotations

import csv
import re
from functools import cached_property
from itertools import accumulate
from pathlib import Path

from rapidfuzz import fuzz, process

from careers_site.places.nations import is_london, nation_of_district
from careers_site.places.place import Place, UnknownPlaceError

# A district, its sector, and what a full postcode has beyond that.
SECTOR = re.compile("([A-Z]{1,2}[0-9][0-9A-Z]?)([0-9])([A-Z]{2}|)")


class Postcodes:
    """The table of postcode areas: a sector where it is known, else its district."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def find(self, text: str, words: list[str]) -> Place:
        compact = "".join(words)
        district = sector = name = compact
        # "CV11" is a district, "CV1 1" a sector.
        is_district = len(words) == 1 and compact in self._areas
        parts = None if is_district else SECTOR.fullmatch(compact)
        # A space that was typed ends the district: "B63 XX" is not B6 3XX.
        if parts and (len(words) == 1 or parts[1] in accumulate(words)):
            district, sector = parts[1], f"{parts[1]} {parts[2]}"
            name = f"{sector}{parts[3]}"
        position = self._areas.get(sector) or self._areas.get(district)
        if position is None:
            raise self._unknown(text, compact)
        return Place(name, *position, nation_of_district(district), in_london=is_london(district))

    def _unknown(self, text: str, compact: str) -> UnknownPlaceError:
        if re.match("BT[0-9]", compact):
            hint = "For Northern Ireland, give a town: its postcodes are not open data."
            towns = ["Belfast", "Derry", "Lisburn", "Newry"]
            return UnknownPlaceError(text, towns, hint, nation="Northern Ireland")
        letters = re.match("[A-Z]{1,2}(?=[0-9])", compact)
        districts = [
            area
            for area in self._areas
            if " " not in area and letters and re.match(letters[0] + "[0-9]", area)
        ]
        near = process.extract(compact[:4], districts, scorer=fuzz.ratio, limit=4, score_cutoff=50)
        return UnknownPlaceError(text, [found[0] for found in near])

    @cached_property
    def _areas(self) -> dict[str, tuple[float, float]]:
        with self._file.open(encoding="utf-8", newline="") as file:
            return {
                row["postcode_area"]: (float(row["latitude"]), float(row["longitude"]))
                for row in csv.DictReader(file)
            }
