"""Plans on a calendar."""

from __future__ import annotations

import itertools

import pytest

from careers_site.content.parsing import Library
from careers_site.eligibility.month import Month, dates
from careers_site.eligibility.person import Person, know
from careers_site.eligibility.plan import fastest


@pytest.mark.parametrize(
    ("start", "months", "then"),
    [("2027-01", 0, "2027-01"), ("2027-01", 11, "2027-12"), ("2027-12", 1, "2028-01")],
)
def test_months_go_on_over_the_end_of_a_year(start: str, months: int, then: str) -> None:
    assert Month.parse(start).plus(months).id == then


@pytest.mark.parametrize(
    ("now", "found"), [("2027-01", "2027-09"), ("2027-09", "2027-09"), ("2027-10", "2028-09")]
)
def test_the_next_september_may_be_this_month(now: str, found: str) -> None:
    assert Month.parse(now).next(9).id == found


@pytest.mark.parametrize(
    "text", ["", "2027", "2027-13", "2027-00", "1999-01", "2027-1", "2027-01-01"]
)
def test_what_is_no_month_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        Month.parse(text)


def test_each_step_starts_after_what_it_waits_for_and_in_its_own_month(shipped: Library) -> None:
    rules = shipped.rules
    known = know(Person({}), rules.scales)
    for route in rules.routes:
        plan = fastest(known, route, rules, None, None)
        assert plan is not None
        when = dates(plan, Month.parse("2027-01"))
        for planned, dated in zip(plan.steps, when, strict=True):
            assert dated.starts >= Month.parse("2027-01").plus(planned.starts_after_months)
            assert dated.ends == dated.starts.plus(planned.step.months)
            if planned.step.starts_in:
                assert dated.starts.number == planned.step.starts_in
        for track in ("main", "alongside"):
            own = [d for p, d in zip(plan.steps, when, strict=True) if p.step.track == track]
            assert all(one.ends <= following.starts for one, following in itertools.pairwise(own))
