"""Worked-out pay follows what its points pay."""

from __future__ import annotations

from careers_site.content.tables.pay import PAY_POINTS, SALARIES, PayPoint
from careers_site.content.tables.worked_out import Pay, missing, pay_year
from tests.conftest import ROOT


def shipped() -> Pay:
    """The tables as they are shipped."""
    texts = [(ROOT / table.path).read_text(encoding="utf-8") for table in (SALARIES, PAY_POINTS)]
    sources = {word for text in texts for line in text.split("\n") for word in line.split(",")}
    return Pay(SALARIES.read(texts[0], sources)[0], PAY_POINTS.read(texts[1], sources)[0])


def test_a_new_pay_year_brings_a_row_for_each_job_whose_points_it_has() -> None:
    before = shipped()
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
