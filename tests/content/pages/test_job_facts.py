"""The facts of job.toml: what they are, and what is refused."""

from __future__ import annotations

import pytest

from careers_site.content.pages.job_facts import JOB_FACTS
from careers_site.content.parsing import Library
from tests.content.conftest import changed, problems_of


def test_the_job_has_its_official_codes(shipped: Library) -> None:
    assert (shipped.job.codes.soc, shipped.job.codes.onet) == ("3233", "25-2052.00")


def test_the_code_of_the_facts_is_the_one_that_the_profile_names(shipped: Library) -> None:
    numbers = shipped.profile.section("Professional bodies")
    assert numbers
    assert f"code {shipped.job.codes.soc}" in numbers.html


def test_the_week_counts_the_families_seen_once_a_month_by_the_week(shipped: Library) -> None:
    week = shipped.job.week
    assert (week.weekly, week.monthly, week.visits) == (8, 4, 9)


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ('soc = "3233"', 'soc = "323"', "codes: soc: string should match pattern"),
        ('onet = "25', 'onet = "twenty', "codes: onet: string should match pattern"),
        ('"ncs-soc-mapping"', '"ncs-soc-maping"', 'codes: no source "ncs-soc-maping" (did you'),
        ('"Professional bodies"', '"Bodies"', 'sections: bodies: no heading "Bodies" (did you'),
        ('"finding-jobs"', '"find-jobs"', 'pages: further_information: no page "find-jobs" (did'),
        ("visit_hours = [1, 2]", "visit_hours = [2, 1]", "week: the visits must fit"),
        ("hours = 37", "hours = 17", "week: the visits must fit into the hours"),
        ('"npa-become-trainer"', '"npa-trainer"', 'ladder: no source "npa-trainer" (did you'),
        ("[related]", "[relatives]", "related: is missing"),
        ("[codes]", "[codes", "is not valid TOML"),
    ],
)
def test_a_mistake_is_named_with_its_place(old: str, new: str, problem: str) -> None:
    found = problems_of(changed((JOB_FACTS, old, new)))
    assert any(one.startswith(f"{JOB_FACTS}: {problem}") for one in found), found
