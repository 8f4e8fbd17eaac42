"""Where a course is, looked up from what was typed: nobody types degrees."""

from __future__ import annotations

from collections.abc import Mapping

from careers_site.courses.importing.course_cells import LATITUDES, LONGITUDES
from careers_site.places import Place, nation_at, whereabouts

POSITION = ("latitude", "longitude")
NO_POSITION = "The course has no position, so searches by distance leave it out."


def look_up(cells: Mapping[str, str], was: Mapping[str, str]) -> tuple[dict[str, str], str]:
    """The cells with position and nation where they were left blank, and a note if that failed.

    A position that is still as it was goes with the postcode or town that it was looked up from.
    """
    found = dict(cells)
    moved = any(cells[name] != was.get(name, "") for name in ("postcode", "town"))
    if moved and was and all(cells[name] == was.get(name, "") for name in POSITION):
        found |= dict.fromkeys(POSITION, "")
    if cells["national"] == "true" or cells["learning_mode"] == "online":
        return found, ""
    if all(found[name] for name in POSITION) and found["nation"]:
        return found, ""
    text = cells["postcode"] or cells["town"]
    return _with(found, text) if text else (found, "")


def _with(cells: dict[str, str], text: str) -> tuple[dict[str, str], str]:
    where = whereabouts(text)
    place = where.place
    if place is None:
        return cells, f"{where.problem} {NO_POSITION}"
    if not any(cells[name] for name in POSITION) and _is_in_range(place):
        cells["latitude"], cells["longitude"] = f"{place.latitude:.4f}", f"{place.longitude:.4f}"
    cells["nation"] = cells["nation"] or nation_at(place)
    return cells, ""


def _is_in_range(place: Place) -> bool:
    return (
        LATITUDES[0] <= place.latitude <= LATITUDES[1]
        and LONGITUDES[0] <= place.longitude <= LONGITUDES[1]
    )
