"""What-if: which one or two things that somebody lacks would open a way in."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations

from careers_site.answers import Answers
from careers_site.eligibility.findings import Assessment, RouteAssessment
from careers_site.eligibility.person import Known, know
from careers_site.eligibility.posts import FEWEST_JUDGED, Post
from careers_site.eligibility.requirements import Finding, OrEquivalent, Requirement, Verdict
from careers_site.eligibility.rules import Rules, Step
from careers_site.eligibility.sentences import all_of
from careers_site.eligibility.wording import Kind
from careers_site.quiz.outcome import assessed

# More than these nobody reads.
MOST = 6
MOST_OF_A_WAY = 2
# Scales by their place, each with a level.
Held = tuple[tuple[int, int], ...]
# Levels held -> the words of the new result where the way is open then and was not; else None.
OpenedBy = Callable[[Mapping[str, int]], str | None]


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
    # Several ways in lack the same.
    knowing = cache(lambda held: _supposing(held, found, rules))
    opens: dict[tuple[str, ...], list[str]] = {}
    for route in found.routes:
        if route.needed and route.result.kind in (Kind.SOME, Kind.ASK, Kind.NOT_YET):
            for values, words in _opening(route, found, rules, knowing):
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
    route: RouteAssessment, found: Assessment, rules: Rules, knowing: Callable[[Held], Known]
) -> Iterator[tuple[tuple[str, ...], str]]:
    """The smallest sets of one or two things that open a way in, with the new result."""
    low = [found.known.low[name] for name in rules.scales]
    # What is nearest to what somebody has comes first: another year before another degree.
    missing = sorted(
        {_value(leaf, rules) for leaf in _missing(route, found)},
        key=lambda asked: (asked[1] - low[asked[0]], asked),
    )
    opened_by = (_goal if route.route.is_goal else _start)(route, found, rules)

    def result_with(held: Held) -> str | None:
        return opened_by(knowing(held).low)

    opened: list[dict[int, int]] = []
    for number in (1, 2):
        for pairs in combinations(missing, number):
            held = dict(pairs)
            # The least that opens it is enough to know.
            if len(held) < number or any(_is_more(held, less) for less in opened):
                continue
            if kind := result_with(pairs):
                # A way of study may be open to a lower level by another of its courses.
                least = _least(pairs, low, result_with) if route.route.is_goal else pairs
                if any(_is_more(dict(least), less) for less in opened):
                    continue
                values = tuple(_address(scale, level, rules) for scale, level in least)
                yield values, f"{route.route.title}: {kind[0].lower()}{kind[1:]}"
                opened.append(dict(least))
                if len(opened) == MOST_OF_A_WAY:
                    return


def _least(held: Held, low: Sequence[int], result_with: Callable[[Held], str | None]) -> Held:
    """The lowest levels that open as much: a post may name two years where one is enough."""
    result = result_with(held)
    for scale, level in held:
        for lower in range(low[scale], level):
            # Its lowest level is what somebody has: then it need not be supposed.
            lowered = [(one, lower if one == scale else at) for one, at in held]
            less = tuple(pair for pair in lowered if pair != (scale, low[scale]))
            if less and result_with(less) == result:
                held = less
                break
    return held


def _is_more(held: dict[int, int], less: dict[int, int]) -> bool:
    return all(held.get(scale, 0) >= level for scale, level in less.items())


def _supposing(held: Held, found: Assessment, rules: Rules) -> Known:
    person = found.person
    for scale, level in held:
        person = person.supposing(rules.scales.all[scale].id, level, rules.scales)
    return know(person, rules.scales)


def _start(route: RouteAssessment, found: Assessment, rules: Rules) -> OpenedBy:
    nation = found.situation.planning_nation
    asked = [
        (rules.required(option.step, nation, option.next_start), option.step)
        for option in route.finding.options
        if option.next_start is not None
    ]

    def opened(levels: Mapping[str, int]) -> str | None:
        is_open = any(
            one.is_met(levels) and not _is_offered_no_more(step, levels) for one, step in asked
        )
        # When, the plan of the result tells.
        return "You could start" if is_open else None

    return opened


def _is_offered_no_more(step: Step, levels: Mapping[str, int]) -> bool:
    """Whether what is held by then would be repeated, or has better ways."""
    against = (step.repeats, step.better_ways_for)
    return any(one is not None and one.is_met(levels) for one in against)


def _goal(route: RouteAssessment, found: Assessment, rules: Rules) -> OpenedBy:
    nation, start = found.situation.planning_nation, found.situation.start
    minimum, typical = rules.tiers(nation, start)
    posts = [list(_essential(post, found, rules)) for post in rules.posts if not post.general]

    def opened(levels: Mapping[str, int]) -> str | None:
        if not minimum.is_met(levels):
            return None
        if typical.is_met(levels) and any(
            len(asked) >= FEWEST_JUDGED and all(one.is_met(levels) for one in asked)
            for asked in posts
        ):
            return Kind.READY.value
        return Kind.SOME.value if route.result.kind != Kind.SOME else None

    return opened


def _essential(post: Post, found: Assessment, rules: Rules) -> Iterator[Requirement]:
    """What a post asks for and we can judge."""
    nation, start = found.situation.planning_nation, found.situation.start
    for number, criterion in enumerate(post.criteria):
        requirement = rules.criterion(post, number, nation, start)
        if criterion.is_essential and requirement:
            yield requirement


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
