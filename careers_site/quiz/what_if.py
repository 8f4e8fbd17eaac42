"""What-if: what is missing, and what each thing alone would open."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from careers_site.answers import Answers
from careers_site.eligibility.assessment import Assessment, RouteFinding, assess
from careers_site.eligibility.requirements import Finding, OrEquivalent, Verdict
from careers_site.eligibility.rules import Rules


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
    now = _standing(plain, rules)
    missing = {_value(leaf) for one in now.routes for leaf in _missing(one.finding)}
    missing |= set(answers.suppose)
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


def _opens(value: str, plain: Answers, now: Assessment, rules: Rules) -> tuple[str, ...]:
    """The routes whose result gets better, with the new result."""
    then = _standing(plain.supposing(value), rules)
    better = []
    for old, new in zip(now.routes, then.routes, strict=True):
        if new.needed and new.result.rank < old.result.rank:
            words = new.result.words
            better.append(f"{new.route.title}: {words[0].lower()}{words[1:]}")
    return tuple(better)


def _standing(answers: Answers, rules: Rules) -> Assessment:
    return assess(answers.person(rules), answers.situation, rules, plans=False)
