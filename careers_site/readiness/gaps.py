"""What fills a gap: the step that does, its courses, and the plan of this person that has it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from flask import url_for

from careers_site.answers import Answers
from careers_site.eligibility.findings import Assessment
from careers_site.eligibility.person import Known
from careers_site.eligibility.posts import Criterion
from careers_site.eligibility.rules import Route, Rules, Step
from careers_site.quiz.nearby import courses_link
from careers_site.readiness.check import Point

# The step that is a workshop: readers find it on a page of its own.
WORKSHOP, WORKSHOPS = "portage-workshop", "/workshops"
JOBS = "/finding-jobs"


# The words of a link, and its address.
Way = tuple[str, str]


def gaps(
    points: Iterable[Point], found: Assessment, answers: Answers, rules: Rules
) -> list[tuple[Point, list[Way]]]:
    """Each point that is not met, with the links that help to fill the gap."""
    return [(one, list(_ways(one.criterion, found, answers, rules))) for one in points]


def _ways(criterion: Criterion, found: Assessment, answers: Answers, rules: Rules) -> Iterator[Way]:
    """The step that this person's plans have for it, else the one that the criterion names."""
    if criterion.step == WORKSHOP:
        yield "Find a Portage workshop", WORKSHOPS
        return
    planned = _planned(criterion, found) if answers.levels else None
    step = planned[1] if planned else rules.steps.get(criterion.step)
    if step and step.courses and (address := courses_link(answers)(step.id)):
        yield f"See courses: {step.title}", address
    if planned:
        route, step = planned
        address = url_for("quiz.plan", route_id=route.id) + answers.query()
        yield f"A step of your plan helps: {step.title}", address
    elif criterion.area == "experience":
        yield "Where to look for this work", JOBS


def _planned(criterion: Criterion, found: Assessment) -> tuple[Route, Step] | None:
    """The first planned step that helps with the gap, best way in first."""
    for one in found.by_rank:
        for plan in one.plans:
            for planned in plan.steps:
                if _helps(planned.step, criterion, found.known):
                    return one.route, planned.step
    return None


def _helps(step: Step, criterion: Criterion, known: Known) -> bool:
    """Whether a step is the one that is named, or gives a level that is asked for and missing."""
    asked = criterion.requires.leaves() if criterion.requires else ()
    return step.id == criterion.step or any(
        gain.scale == leaf.scale.id and gain.level >= leaf.level > known.low[gain.scale]
        for leaf in asked
        for gain in step.gives
    )
