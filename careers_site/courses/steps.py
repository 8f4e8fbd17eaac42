"""The steps of plans that courses serve, as the published content names them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from careers_site.answers import this_month
from careers_site.content.library import library
from careers_site.eligibility import wording
from careers_site.eligibility.rules import Route, Step


def step_titles() -> Mapping[str, str]:
    """Step id -> title, in the order of the content."""
    return {step_id: step.title for step_id, step in library().rules.steps.items()}


@dataclass(frozen=True)
class LeadsTo:
    """What a step of a plan asks, gives and is part of, in words."""

    step: Step
    requires: str
    gives: tuple[str, ...]
    routes: tuple[Route, ...]


def known_step(step_id: str) -> Step | None:
    return library().rules.steps.get(step_id)


def leads_to(step: Step) -> LeadsTo:
    """The step in words, with the routes that it is part of."""
    rules = library().rules
    return LeadsTo(
        step=step,
        requires=str(step.asked_in(this_month()).requires),
        gives=tuple(wording.gain(gain, rules.scales) for gain in step.gives),
        routes=tuple(
            route
            for route in rules.routes
            if step in [option.step for option in (*route.options, *route.with_options)]
        ),
    )
