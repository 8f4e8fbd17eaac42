"""Which question to ask: the one whose answer would decide most, and which are settled."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from careers_site.eligibility.person import Person, know
from careers_site.eligibility.requirements import Finding, Requirement, Verdict
from careers_site.eligibility.routes import RouteFinding, Rules, Situation, judge


@dataclass(frozen=True)
class Deciding:
    """The scale whose answer would settle most, for all routes together and for each one.

    None, or no entry for a route, where no answer would settle anything.
    """

    overall: str | None
    by_route: Mapping[str, str]


def open_scales(routes: tuple[RouteFinding, ...]) -> set[str]:
    """The scales of leaves that are not known, under findings that are not known."""
    found: set[str] = set()
    for route in routes:
        for finding in route.findings():
            _collect(finding, found)
    return found


def _collect(finding: Finding, found: set[str]) -> None:
    if finding.verdict != Verdict.UNKNOWN:
        return
    if finding.scale:
        found.add(finding.scale)
    for part in finding.parts:
        _collect(part, found)


def most_deciding(
    person: Person, rules: Rules, situation: Situation, among: set[str] | None = None
) -> str | None:
    """The scale whose answer would settle most findings; see `deciding`."""
    return deciding(person, rules, judge(person, rules, situation), among).overall


def deciding(
    person: Person,
    rules: Rules,
    routes: tuple[RouteFinding, ...],
    among: set[str] | None = None,
) -> Deciding:
    """Which answers would settle most findings, on average over the levels still possible.

    `routes` is how the person stands now. Scales that were answered, or that the person is not
    sure of, are not asked again. `among` narrows the choice.
    """
    open_to = {route.route.id: open_scales((route,)) - set(person.answers) for route in routes}
    scales = set().union(*open_to.values())
    if among is not None:
        scales &= among
    undecided = {route.route.id: _undecided(route) for route in routes}
    ordered = [scale for scale in rules.scales if scale in scales]
    settled = {scale: _settled(scale, person, rules, undecided) for scale in ordered}
    by_route = {
        route: max(candidates, key=lambda scale: settled[scale][route])
        for route, open_here in open_to.items()
        if (candidates := [scale for scale in ordered if scale in open_here])
    }
    overall = max(ordered, key=lambda scale: sum(settled[scale].values()), default=None)
    return Deciding(overall, by_route)


def _undecided(route: RouteFinding) -> list[Requirement]:
    return [f.requirement for f in route.findings() if f.verdict == Verdict.UNKNOWN]


def _settled(
    scale: str, person: Person, rules: Rules, undecided: Mapping[str, list[Requirement]]
) -> dict[str, float]:
    """How many of each route's findings an answer settles, on average."""
    now = know(person, rules.scales)
    levels = range(now.low[scale], now.high[scale] + 1)
    settled = dict.fromkeys(undecided, 0)
    for level in levels:
        known = know(person.with_level(scale, level), rules.scales)
        for route, requirements in undecided.items():
            settled[route] += sum(r.verdict(known) != Verdict.UNKNOWN for r in requirements)
    return {route: number / len(levels) for route, number in settled.items()}
