"""What-if: what is missing, and what each thing alone would open."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from careers_site.answers import Answers
from careers_site.eligibility import wording
from careers_site.eligibility.requirements import Finding, OrEquivalent, Verdict
from careers_site.eligibility.rules import RouteFinding, Rules, judge


@dataclass(frozen=True)
class Wish:
    """Something to suppose: `value` for the address, and what it alone would change."""

    value: str
    words: str
    ticked: bool
    opens: tuple[str, ...]


def wishes(answers: Answers, rules: Rules) -> tuple[Wish, ...]:
    """Each thing that is asked for somewhere and not held for certain, and those ticked already.

    What it opens is counted from the answers alone, without other suppositions.
    """
    plain = answers.supposing()
    now = judge(plain.person(rules), rules, answers.situation)
    missing = {_value(leaf) for route in now for leaf in _missing(route)} | set(answers.suppose)
    order = list(rules.scales)
    values = sorted(missing, key=lambda value: (order.index(value.partition(".")[0]), value))
    return tuple(
        Wish(
            value, _words(value, rules), value in answers.suppose, _opens(value, plain, now, rules)
        )
        for value in values
    )


def _missing(route: RouteFinding) -> Iterator[Finding]:
    for finding in route.findings():
        yield from _asked(finding)


def _asked(finding: Finding) -> Iterator[Finding]:
    """The leaves that were asked for themselves and are not met; stand-ins are no wishes."""
    if finding.verdict == Verdict.MET:
        return
    if isinstance(finding.requirement, OrEquivalent):
        yield finding.parts[0]
    elif finding.scale:
        yield finding
    else:
        for part in finding.parts:
            yield from _asked(part)


def _value(leaf: Finding) -> str:
    asked = next(iter(leaf.requirement.leaves()))
    return f"{asked.scale.id}.{asked.scale.level_ids[asked.level]}"


def _words(value: str, rules: Rules) -> str:
    scale_id, _, level = value.partition(".")
    scale = rules.scales[scale_id]
    return scale.asked(scale.level_ids.index(level))


def _opens(
    value: str, plain: Answers, now: tuple[RouteFinding, ...], rules: Rules
) -> tuple[str, ...]:
    """The routes whose result gets better, with the new result."""
    then = judge(plain.supposing(value).person(rules), rules, plain.situation)
    better = []
    for old, new in zip(now, then, strict=True):
        result = wording.result(new)
        if result.rank < wording.result(old).rank:
            better.append(f"{new.route.title}: {result.value[0].lower()}{result.value[1:]}")
    return tuple(better)
