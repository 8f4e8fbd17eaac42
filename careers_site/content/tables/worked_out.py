"""Salaries worked out from an advert's pay points, when the advert or the pay points change."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from careers_site.content.tables.pay import PayPoint, SalaryBand

COLUMNS = ("minimum", "maximum")
Spine = Mapping[tuple[str, int, str], int]


@dataclass(frozen=True)
class Pay:
    """The tables that pay is in, as one revision or draft has them."""

    salaries: Sequence[SalaryBand]
    points: Sequence[PayPoint]


@dataclass(frozen=True)
class Outdated:
    """A worked-out salary whose pay points pay something else by now: its cells that change."""

    band: SalaryBand
    cells: Mapping[str, int]


@dataclass(frozen=True)
class NewYear:
    """A year of pay points for which a salary has not been worked out yet."""

    band: SalaryBand
    year: str
    cells: Mapping[str, int]


def outdated(before: Pay, now: Pay) -> Iterator[Outdated]:
    """The worked-out salaries that do not follow what changed in adverts and pay points."""
    old, new = _spine(before.points), _spine(now.points)
    for band in now.salaries:
        if band.kind != "repriced":
            continue
        year, cells = pay_year(band.as_of), {}
        for column in COLUMNS:
            value = getattr(band, column)
            point = _advert_point(band, column, before, now) or _point(old, value, year)
            pays = new.get((*point, year)) if point else None
            if pays is not None and pays != value:
                cells[column] = pays
        if cells:
            yield Outdated(band, cells)


def _advert_point(band: SalaryBand, column: str, before: Pay, now: Pay) -> tuple[str, int] | None:
    """The point that the advert of a worked-out salary gives now, where its pay changed."""
    was = {one.id: getattr(one, column) for one in before.salaries}
    for one in now.salaries:
        pays = getattr(one, column)
        if one.kind == "advert" and _same_job(one, band) and was.get(one.id, pays) != pays:
            # An advert may still print the rates of an earlier year.
            years = sorted({year for *_, year in _spine(now.points)}, reverse=True)
            at = (_point(_spine(now.points), pays, y) for y in years if y <= pay_year(one.as_of))
            return next(filter(None, at), None)
    return None


def missing(before: Pay, now: Pay, last: str) -> Iterator[NewYear]:
    """The newest worked-out salary of each job, for the pay years that are new, up to the last.

    No row of a table is about pay that is still to come.
    """
    years = {one.year for one in now.points} - {one.year for one in before.points}
    worked_out = [band for band in now.salaries if band.kind == "repriced"]
    spine = _spine(now.points)
    for band in worked_out:
        newest = max(one.as_of for one in worked_out if _same_job(one, band))
        for year in sorted(years) if band.as_of == newest else ():
            at = [_point(spine, getattr(band, name), pay_year(band.as_of)) for name in COLUMNS]
            pays = [spine.get((*point, year)) if point else None for point in at]
            if pay_year(band.as_of) < year <= last and None not in pays:
                found = {name: pay for name, pay in zip(COLUMNS, pays, strict=True) if pay}
                yield NewYear(band, year, found)


def pay_year(as_of: str) -> str:
    """The pay year of a moment: April 2026 and 2026 are 2026-27, March 2026 is 2025-26."""
    year, month = int(as_of[:4]), int(as_of[5:7] or 4)
    first = year if month >= 4 else year - 1
    return f"{first}-{(first + 1) % 100:02}"


def _spine(points: Iterable[PayPoint]) -> Spine:
    return {(one.spine, one.point, one.year): one.annual for one in points}


def _point(spine: Spine, annual: int | None, year: str) -> tuple[str, int] | None:
    """The spine and point that pay this in a year."""
    found = (key for key, pays in spine.items() if pays == annual and key[2] == year)
    return next(((name, point) for name, point, _ in found), None)


def _same_job(one: SalaryBand, other: SalaryBand) -> bool:
    return (one.employer, one.title, one.source) == (other.employer, other.title, other.source)
