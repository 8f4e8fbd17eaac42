"""What a good adviser would tell this person to do first."""

from __future__ import annotations

from careers_site.eligibility.findings import BestStep, RouteAssessment
from careers_site.eligibility.month import Month
from careers_site.eligibility.plan import PlannedStep
from careers_site.eligibility.planner import Planner
from careers_site.eligibility.posts import PostMatch
from careers_site.eligibility.sentences import in_sentence

APPLY = "Apply for a post now."
# Scales of what people have done and know, of which there is no certificate.
LIVED = frozenset({"experience_0_to_4", "send_experience", "family_work", "send_knowledge"})


def best_step(
    planner: Planner, routes: tuple[RouteAssessment, ...], posts: tuple[PostMatch, ...]
) -> BestStep | None:
    """What a good adviser would start with, by whoever is not ready: the step that the plan with
    the earliest dependable end waits for first."""
    goal = next(one for one in routes if one.route.is_goal)
    plan = goal.fastest or goal.quicker_if
    if plan is not None and not plan.steps:
        return _closing_a_gap(goal, posts, planner)
    whole = [one for one in routes if one.route.leads_to_ready]
    found = [one for one in whole if one.fastest] or [one for one in whole if one.quicker_if]
    best = min(found, key=_earliest, default=None)
    if best is None or (first := best.opening) is None:
        return None
    when = "now" if first.starts == planner.situation.start else f"in {first.starts}"
    apply = f" Apply by {first.apply_by}." if first.apply_by < first.starts else ""
    check_first = _may_be_held(planner, first)
    sentence = f"Start with this: {first.step.title}. You could begin {when}.{apply}"
    if check_first:
        held = ", and ".join(map(in_sentence, check_first))
        sentence = f"First check whether you have {held}. If not, {in_sentence(sentence)}"
    beside = best.meanwhile
    if beside is not None:
        sentence += f" Meanwhile, from {beside.starts}: {in_sentence(beside.step.title)}."
    step, starts, apply_by = first.step, first.starts, first.apply_by
    return BestStep(best.route, step, starts, apply_by, sentence, beside, check_first)


def _may_be_held(planner: Planner, first: PlannedStep) -> tuple[str, ...]:
    """What may stand on a certificate that the person has: to look for it is quicker than a course.

    Who is at school has no certificate yet.
    """
    ages = planner.ages
    is_at_school = ages is not None and ages.are_under_16
    return () if is_at_school or LIVED.intersection(first.skip_scales) else first.skip_if_held


def _earliest(one: RouteAssessment) -> tuple[Month, int, int, bool]:
    plan = one.fastest or one.quicker_if
    if plan is None:
        raise AssertionError("only routes with a plan are compared")
    return plan.ends, len(plan.steps), plan.price.known_high, not one.route.is_goal


def _closing_a_gap(
    goal: RouteAssessment, posts: tuple[PostMatch, ...], planner: Planner
) -> BestStep:
    """The profile is met, and real posts ask more: what the nearest of them lacks."""
    # A post of which nothing can be judged lacks nothing, and says nothing.
    real = [match for match in posts if not match.post.general and match.gaps]
    nearest = min(real, key=lambda match: len(match.gaps), default=None)
    gaps = nearest.gaps if nearest else ()
    criterion = min(gaps, key=lambda gap: not gap.criterion.step).criterion if gaps else None
    if criterion is None:
        return BestStep(goal.route, None, None, None, APPLY)
    offered = planner.compiled.steps.get(criterion.step)
    step = offered.step if offered else None
    starts = planner.first_start(step) if step else None
    sentence = criterion.fill or criterion.words
    return BestStep(goal.route, step if starts else None, starts, starts, sentence)
