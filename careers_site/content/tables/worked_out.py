"""Salaries worked out from pay points, when those of an advert or what they pay change."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from careers_site.content.tables.salary_bands import PayPoint, SalaryBand, point_range

Spine = Mapping[tuple[str, int, str], int]
Cells = Mapping[str, str | int]


@dataclass(frozen=True)
class Pay:
    """The tables that pay is in, as one revision or draft has them."""

    salaries: Sequence[SalaryBand]
    points: Sequence[PayPoint]


@dataclass(frozen=True)
class Outdated:
    """A worked-out salary whose pay points pay something else by now: its cells that change."""

    band: SalaryBand
    cells: Cells


@dataclass(frozen=True)
class NewYear:
    """A year of pay points for which a salary has not been worked out yet."""

    band: SalaryBand
    year: str
    cells: Cells


def outdated(before: Pay, now: Pay) -> Iterator[Outdated]:
    """The worked-out salaries that do not follow what changed in adverts and pay points."""
    old, new = _spine(before.points), _spine(now.points)
    for band in now.salaries:
        if band.kind != "repriced" or not band.points:
            continue
        year, points = pay_year(band.as_of), _advert_points(band, before, now) or band.points
        wanted = _pays(new, points, year)
        if not wanted or wanted == _pays(old, band.points, year):
            continue
        cells = {name: one for name, one in wanted.items() if getattr(band, name) != one}
        if cells:
            yield Outdated(band, cells)


def missing(before: Pay, now: Pay) -> Iterator[NewYear]:
    """The newest salary of each job that names its points, for the pay years that are new."""
    years = {one.year for one in now.points} - {one.year for one in before.points}
    named = [one for one in now.salaries if one.points and one.kind in ("advert", "repriced")]
    spine = _spine(now.points)
    for band in named:
        newest = max(one.as_of for one in named if _same_job(one, band))
        for year in sorted(years) if band.as_of == newest else ():
            pays = _pays(spine, band.points, year)
            if pays and pay_year(band.as_of) < year:
                yield NewYear(band, year, pays)


def pay_year(as_of: str) -> str:
    """The pay year of a moment: April 2026 and 2026 are 2026-27, March 2026 is 2025-26."""
    year, month = int(as_of[:4]), int(as_of[5:7] or 4)
    first = year if month >= 4 else year - 1
    return f"{first}-{(first + 1) % 100:02}"


def _advert_points(band: SalaryBand, before: Pay, now: Pay) -> str:
    """The points that the advert of a worked-out salary names now, where it named others."""
    was = {one.id: one.points for one in before.salaries}
    adverts = [one for one in now.salaries if one.kind == "advert" and _same_job(one, band)]
    return next((one.points for one in adverts if was.get(one.id, one.points) != one.points), "")


def _pays(spine: Spine, points: str, year: str) -> dict[str, str | int]:
    """What a salary of these points says in a year; nothing where a point is not known."""
    name, low, high = point_range(points)
    least, most = spine.get((name, low, year)), spine.get((name, high, year))
    if least is None or most is None:
        return {}
    return {"minimum": least, "maximum": most, "points": points}


def _spine(points: Iterable[PayPoint]) -> Spine:
    return {(one.spine, one.point, one.year): one.annual for one in points}


def _same_job(one: SalaryBand, other: SalaryBand) -> bool:
    return (one.employer, one.title, one.source) == (other.employer, other.title, other.source)
