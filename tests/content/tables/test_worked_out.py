"""Worked-out pay follows what its points pay."""

from __future__ import annotations

from careers_site.content.parsing import Library
from careers_site.content.tables.salary_bands import PayPoint
from careers_site.content.tables.worked_out import Pay, missing, pay_year


def test_a_new_pay_year_brings_a_row_for_each_job_whose_points_it_has(shipped: Library) -> None:
    before = Pay(shipped.salaries, shipped.pay_points)
    new = [
        PayPoint("NJC", point, "2027-28", pay, 37, one.confidence, one.source, one.checked)
        for one in before.points[:1]
        for point, pay in ((12, 30500), (17, 33000))
    ]
    now = Pay(before.salaries, [*before.points, *new])
    [found] = missing(before, now)
    assert (found.band.id, found.year) == ("leeds-2026-27", "2027-28")
    assert found.cells == {"minimum": 30500, "maximum": 33000, "points": "NJC 12-17"}


def test_a_pay_year_begins_in_april() -> None:
    assert [pay_year(day) for day in ("2026", "2026-03-31", "2026-04")] == [
        *("2026-27", "2025-26", "2026-27")
    ]
