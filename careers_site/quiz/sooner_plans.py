"""Which answer could still make a plan end sooner, where all verdicts are settled."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from careers_site.answers import Answers
from careers_site.eligibility.month import Month
from careers_site.eligibility.rules import Rules
from careers_site.quiz.outcome import assessed

# What only real posts ask about.
NEVER = ("driving", "portage_workshop", "age")
# When each way in ends, by its place; the last one is whether the person is ready.
Ends = tuple[Month | bool | None, ...]


@lru_cache(maxsize=256)
def sooner(answers: Answers, start: Month, rules: Rules) -> str | None:  # noqa: ARG001
    """The question whose best answer could bring an earlier end; None where no answer could.

    Answers without a month mean the current one, so that `start` is part of the key.
    """
    # Rare certificates are asked about once somebody says that they have some.
    open_scales = [
        scale.id
        for scale in rules.scales.values()
        if scale.id not in answers.levels
        and scale.id not in NEVER
        and (not scale.rare or answers.others == "some")
    ]
    best = _at_their_best(answers, open_scales, rules)
    if not open_scales or _ends(best, rules) == _ends(answers, rules):
        return None
    for name in open_scales:
        lowest = rules.scales[name].level_ids[0]
        if _ends(best.giving(name, lowest), rules) != _ends(best, rules):
            return name
    # Several answers could each bring it.
    return open_scales[0]


def _at_their_best(answers: Answers, names: list[str], rules: Rules) -> Answers:
    tops = {name: rules.scales[name].level_ids[-1] for name in names}
    return replace(answers, levels={**answers.levels, **tops})


def _ends(answers: Answers, rules: Rules) -> Ends:
    found = assessed(answers, rules)
    ends = [one.fastest.ends if one.fastest else None for one in found.routes]
    return (*ends, found.ready)
