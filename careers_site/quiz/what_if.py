"""What-if: which one or two things that somebody lacks would open a way in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations

from careers_site.answers import Answers
from careers_site.eligibility.findings import Assessment, RouteAssessment
from careers_site.eligibility.person import Known, know
from careers_site.eligibility.posts import CriterionFinding, Post, PostMatch
from careers_site.eligibility.requirements import Finding, OrEquivalent, Verdict
from careers_site.eligibility.rules import Rules
from careers_site.eligibility.sentences import all_of
from careers_site.eligibility.wording import Kind
from careers_site.quiz.outcome import assessed

# More than these nobody reads.
MOST = 6
MOST_OF_A_WAY = 2


@dataclass(frozen=True)
class WhatIf:
    """One or two things to suppose: `values` for the address, and the ways in that they open."""

    values: tuple[str, ...]
    words: str
    opens: tuple[str, ...]
    answers: Answers


def what_ifs(answers: Answers, rules: Rules) -> tuple[WhatIf, ...]:
    """The what-ifs that open a way in: one thing alone where that is enough, else two together.

    They are counted from the answers without what is supposed already.
    """
    plain = answers.supposing()
    found = assessed(plain, rules)
    if found.ready:
        return ()
    opens: dict[tuple[str, ...], list[str]] = {}
    for route in found.routes:
        if route.needed and route.result.kind in (Kind.SOME, Kind.ASK, Kind.NOT_YET):
            for values, words in _opening(route, found, plain, rules):
                opens.setdefault(values, []).append(words)
    # What opens most comes first; of equals, one thing rather than two.
    best = sorted(opens, key=lambda values: (len(values), -len(opens[values])))[:MOST]
    return tuple(
        WhatIf(
            values,
            all_of([_words(value, rules) for value in values]),
            tuple(opens[values]),
            plain.supposing(*sorted(values)),
        )
        for values in best
    )


def supposed_words(answers: Answers, rules: Rules) -> tuple[str, ...]:
    """What is supposed, in words."""
    return tuple(_words(value, rules) for value in answers.suppose)


def _opening(
    route: RouteAssessment, found: Assessment, plain: Answers, rules: Rules
) -> Iterator[tuple[tuple[str, ...], str]]:
    """The smallest sets of one or two things that open a way in, with the new result."""
    missing = sorted({_value(leaf, rules) for leaf in _missing(route, found)})
    opened: list[dict[int, int]] = []
    for number in (1, 2):
        for held in map(dict, combinations(missing, number)):
            # The least that opens it is enough to know.
            if len(held) < number or any(_is_more(held, less) for less in opened):
                continue
            values = tuple(_address(scale, level, rules) for scale, level in held.items())
            if kind := _opened(route, plain.supposing(*values), found, rules):
                opened.append(held)
                if len(opened) <= MOST_OF_A_WAY:
                    yield values, f"{route.route.title}: {kind[0].lower()}{kind[1:]}"


def _is_more(held: dict[int, int], less: dict[int, int]) -> bool:
    return all(held.get(scale, 0) >= level for scale, level in less.items())


def _opened(
    route: RouteAssessment, supposed: Answers, found: Assessment, rules: Rules
) -> str | None:
    """The words of the new result where the way is open then and was not; else None."""
    known = know(supposed.person(rules), rules.scales)
    if route.route.is_goal:
        return _goal_opened(route, known, found, rules)
    nation = found.situation.planning_nation
    for option in route.finding.options:
        if option.next_start is None:
            continue
        if rules.required(option.step, nation, option.next_start).is_met(known.low):
            # When, the plan of the result tells.
            return "You could start"
    return None


def _goal_opened(
    route: RouteAssessment, known: Known, found: Assessment, rules: Rules
) -> str | None:
    nation, start = found.situation.planning_nation, found.situation.start
    minimum, typical = (tier.is_met(known.low) for tier in rules.tiers(nation, start))
    if not minimum:
        return None
    if typical and any(_match(post, known, found, rules).is_fit for post in rules.posts):
        return Kind.READY.value
    return Kind.SOME.value if route.result.kind != Kind.SOME else None


def _match(post: Post, known: Known, found: Assessment, rules: Rules) -> PostMatch:
    nation, start = found.situation.planning_nation, found.situation.start
    asked = [rules.criterion(post, n, nation, start) for n in range(len(post.criteria))]
    return PostMatch(
        post,
        tuple(
            CriterionFinding(criterion, requirement.judge(known) if requirement else None)
            for criterion, requirement in zip(post.criteria, asked, strict=True)
        ),
    )


def _missing(route: RouteAssessment, found: Assessment) -> Iterator[Finding]:
    findings: Iterable[Finding] = route.finding.findings()
    for finding in findings:
        yield from _asked(finding)
    if route.route.is_goal and route.result.kind == Kind.SOME:
        for match in found.posts:
            for gap in match.gaps:
                yield from _asked(gap.finding) if gap.finding else ()


def _asked(finding: Finding) -> Iterator[Finding]:
    """The leaves that were asked for themselves and are not met; stand-ins are no wishes."""
    if finding.verdict == Verdict.MET:
        return
    if isinstance(finding.requirement, OrEquivalent):
        yield from _asked(finding.parts[0])
    elif finding.scale:
        yield finding
    else:
        for part in finding.parts:
            yield from _asked(part)


def _value(leaf: Finding, rules: Rules) -> tuple[int, int]:
    """The scale by its place, and the level, so that what is lowest comes first."""
    asked = next(iter(leaf.requirement.leaves()))
    return list(rules.scales).index(asked.scale.id), asked.level


def _address(scale: int, level: int, rules: Rules) -> str:
    """How the address writes it: "gcse_maths.4"."""
    found = rules.scales.all[scale]
    return f"{found.id}.{found.level_ids[level]}"


def _words(value: str, rules: Rules) -> str:
    scale_id, _, level = value.partition(".")
    scale = rules.scales[scale_id]
    return scale.asked(scale.level_ids.index(level))
