"""Which question to ask: the one whose answer would decide most, and which are settled."""

from __future__ import annotations

from careers_site.eligibility.person import Known, Person, know
from careers_site.eligibility.requirements import Finding, Verdict
from careers_site.eligibility.routes import RouteFinding, Rules, Situation, judge


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
    """The scale whose answer would settle most findings, whatever the answer is.

    Scales that were answered, or that the person is not sure of, are not asked again. `among`
    narrows the choice. None when no answer would settle anything.
    """
    routes = judge(person, rules, situation)
    candidates = open_scales(routes) - set(person.answers)
    if among is not None:
        candidates &= among
    known = know(person, rules.scales)
    order = list(rules.scales)
    return max(
        candidates,
        key=lambda scale: (_settled(scale, person, known, rules, situation), -order.index(scale)),
        default=None,
    )


def _settled(scale: str, person: Person, known: Known, rules: Rules, situation: Situation) -> float:
    """How many findings an answer settles on average over the levels that are still possible."""
    levels = range(known.low[scale], known.high[scale] + 1)
    settled = 0
    for level in levels:
        routes = judge(person.with_level(scale, level), rules, situation)
        settled += sum(f.verdict != Verdict.UNKNOWN for r in routes for f in r.findings())
    return settled / len(levels)
