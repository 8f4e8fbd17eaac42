"""The steps of plans that courses serve, as the published content names them."""

from __future__ import annotations

from collections.abc import Mapping

from careers_site.content.library import library


def step_titles() -> Mapping[str, str]:
    """Step id -> title, in the order of the content."""
    return {step_id: step.title for step_id, step in library().rules.steps.items()}
