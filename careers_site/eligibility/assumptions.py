"""What was assumed, and what an assessment cannot see, in sentences."""

from __future__ import annotations

from careers_site.eligibility.findings import RouteAssessment
from careers_site.eligibility.planner import Planner

NO_NATION = "These plans are for England. Tell us where you live to change that."
AT_SCHOOL = (
    "Nobody under 16 can do this job. We have assumed that you finish Year 11 in June {year}. "
    "If it is another year, choose July of that year as the month in which you could start."
)
VISA = (
    "If you are here on a visa, check first whether it allows the job, an apprenticeship or a free "
    "course. Ask the employer or college, or a registered immigration adviser."
)
ESTIMATES = (
    "Some rules and prices for the years ahead are not published yet. We have used the latest ones."
)
# The level of a scale for what nobody here has compared or recognised yet.
OVERSEAS = "overseas"


def notes(planner: Planner, routes: tuple[RouteAssessment, ...]) -> tuple[str, ...]:
    """The sentences, most important first."""
    found = []
    if planner.situation.nation is None:
        found.append(NO_NATION)
    plans = [plan for route in routes for plan in route.plans]
    ages = planner.ages
    if ages is not None and ages.are_under_16 and any(plan.steps for plan in plans):
        found.append(AT_SCHOOL.format(year=ages.left_school.year))
    if _trained_abroad(planner):
        found.append(VISA)
    steps = [planned for plan in plans for planned in plan.steps]
    if any(planned.price.estimate or planned.estimate for planned in steps):
        found.append(ESTIMATES)
    return tuple(found)


def _trained_abroad(planner: Planner) -> bool:
    return any(
        OVERSEAS in scale.level_ids
        and planner.known.low[name] == scale.level_ids.index(OVERSEAS)
        and planner.known.high[name] == planner.known.low[name]
        for name, scale in planner.rules.scales.items()
    )
