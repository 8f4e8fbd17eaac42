"""What the rules tell the example people, to compare what other rules would tell them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from careers_site.content.rules.examples.examples import Example, assessed
from careers_site.eligibility import wording
from careers_site.eligibility.findings import Assessment, RouteAssessment
from careers_site.eligibility.plan import Plan
from careers_site.eligibility.posts import PostMatch
from careers_site.eligibility.rules import Rules

# What a person is told, by what it is about.
Told = Mapping[str, str]


@dataclass(frozen=True)
class Difference:
    """Something that an example person would be told otherwise."""

    example: Example
    about: str
    before: str
    now: str


def differences(
    before: Iterable[Example], old: Rules, after: Iterable[Example], new: Rules
) -> list[Difference]:
    """All that people who are in both are told otherwise, plans, prices and dates among it."""
    earlier = {example.path: example for example in before}
    found = []
    for example in after:
        if example.path not in earlier:
            continue
        then, now = results_of(earlier[example.path], old), results_of(example, new)
        for about in dict.fromkeys([*then, *now]):
            said, says = then.get(about, ""), now.get(about, "")
            if said != says:
                found.append(Difference(example, about, said, says))
    return found


def results_of(example: Example, rules: Rules) -> Told:
    """What the rules tell an example person, in words."""
    return dict(_words(assessed(example, rules)))


def _words(found: Assessment) -> Iterator[tuple[str, str]]:
    yield "Ready to apply", "Yes" if found.ready else "No"
    yield "Best next step", found.best.sentence if found.best else ""
    for one in found.routes:
        for about, words in _of_route(one):
            yield f"{one.route.title}: {about}", words
    for match in found.posts:
        yield match.post.title, _points(match)


def _of_route(one: RouteAssessment) -> Iterator[tuple[str, str]]:
    yield "result", one.result.words
    yield "open now", "; ".join(option.step.title for option in one.open_now)
    yield "fastest plan", _plan(one.fastest)
    yield "cheapest plan", _plan(one.cheapest)
    yield "quicker, if it works out", _plan(one.quicker_if)


def _plan(plan: Plan | None) -> str:
    if plan is None:
        return ""
    if not plan.steps:
        return "Nothing more to study"
    steps = "; ".join(
        f"{planned.step.title}, {planned.starts} to {planned.ends}" for planned in plan.steps
    )
    return f"{steps}. {wording.money(plan.price)}"


def _points(match: PostMatch) -> str:
    return f"{match.met} essential points met, {match.unmet} not met, {match.unknown} not known"
