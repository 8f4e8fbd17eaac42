"""A person: what they answered, and what is known from that about every scale."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from careers_site.eligibility.month import Month
from careers_site.eligibility.scales import UNSURE, Count, Scale, Scales

# A level; the least and the most where it is one of several; None for "I'm not sure".
Answer = int | tuple[int, int] | None


@dataclass(frozen=True)
class Person:
    """Answers on scales: scale id -> level, a range of levels, or None for "I'm not sure".

    A scale that is missing has not been answered, which is never the same as "none".
    `no_others` says "none of the rare ones": rare scales not answered are at their lowest level.
    """

    answers: Mapping[str, Answer]
    no_others: bool = False

    def with_level(self, scale_id: str, level: int) -> Person:
        return replace(self, answers={**self.answers, scale_id: level})

    def supposing(self, scale_id: str, level: int, scales: Scales) -> Person:
        """The person, if they held at least this level too.

        A pass more is one more of those counted, where the count was answered.
        """
        answers = dict(self.answers)
        held = ends(answers.get(scale_id), level)[0] if answers.get(scale_id) is not None else 0
        if held >= level:
            return self
        for count in scales.counts:
            answered = answers.get(count.scale)
            gained = sum(
                scale == scale_id and held < least <= level for scale, least in count.parts
            )
            if isinstance(answered, int):
                answers[count.scale] = min(scales[count.scale].top, answered + gained)
        answers[scale_id] = level
        return replace(self, answers=answers)


def read_answer(scale: Scale, name: str) -> Answer:
    """What a level id, an alias or "unsure" says. Raises KeyError for any other name."""
    if name == UNSURE:
        return None
    low, high = scale.levels_of(name)
    return low if low == high else (low, high)


def ends(answer: Answer, top: int) -> tuple[int, int]:
    """The least and the most that an answer says."""
    if answer is None:
        return 0, top
    return (answer, answer) if isinstance(answer, int) else answer


@dataclass(frozen=True)
class Contradiction:
    """Two answers that cannot both be so: a count that is lower than what it must include."""

    scale: str
    said: int
    at_least: int
    because: tuple[str, ...]


@dataclass(frozen=True)
class Known:
    """For each scale the least and the most that the person can hold.

    The two are equal where the scale was answered, and the ends of the scale where nothing is
    known, so that "not known" is never read as "no".
    """

    low: Mapping[str, int]
    high: Mapping[str, int]
    contradictions: tuple[Contradiction, ...] = ()


def know(person: Person, scales: Scales) -> Known:
    """What the answers say about every scale, with what counting implies."""
    low, high = _answered(person, scales)
    found: list[Contradiction] = []
    for count in scales.counts:
        _raise_low(count, scales, low, high, found)
    for count in scales.counts:
        if high[count.scale] < scales[count.scale].top:
            # The last level of a count means "or more", and says nothing about the rest.
            _lower_high(count, low, high)
    return Known(low, high, tuple(found))


def _answered(person: Person, scales: Scales) -> tuple[dict[str, int], dict[str, int]]:
    """The least and the most of each scale, from the answers alone."""
    low = dict.fromkeys(scales, 0)
    high = {scale.id: scale.top for scale in scales.values()}
    for scale_id, level in person.answers.items():
        low[scale_id], high[scale_id] = ends(level, scales[scale_id].top)
    if person.no_others:
        high |= {scale.id: 0 for scale in scales.rare() if scale.id not in person.answers}
    return low, high


def raised(levels: dict[str, int], scales: Scales) -> dict[str, int]:
    """Levels held for certain, with what counting implies; changes and returns `levels`."""
    for count in scales.counts:
        least, _ = _implied(count, levels)
        levels[count.scale] = min(scales[count.scale].top, max(levels[count.scale], least))
    return levels


def _implied(count: Count, low: Mapping[str, int]) -> tuple[int, tuple[str, ...]]:
    """The least that the count can be, and the scales that say so."""
    held = tuple(scale for scale, level in count.parts if low[scale] >= level)
    included = low[count.includes] if count.includes else 0
    if included > len(held):
        return included, (count.includes or "",)
    return len(held), held


def _raise_low(
    count: Count,
    scales: Scales,
    low: dict[str, int],
    high: dict[str, int],
    found: list[Contradiction],
) -> None:
    least, because = _implied(count, low)
    least = min(least, scales[count.scale].top)
    if least > high[count.scale]:
        # The more exact answers win; the person is shown what does not fit.
        found.append(Contradiction(count.scale, high[count.scale], least, because))
        high[count.scale] = least
    low[count.scale] = max(low[count.scale], least)


def _lower_high(count: Count, low: Mapping[str, int], high: dict[str, int]) -> None:
    most = high[count.scale]
    if count.includes:
        high[count.includes] = max(low[count.includes], min(high[count.includes], most))
    held = sum(low[scale] >= level for scale, level in count.parts)
    if held >= most:
        # All that were counted are known, so no other part can be held at its level.
        for scale, level in count.parts:
            if low[scale] < level:
                high[scale] = min(high[scale], level - 1)


@dataclass(frozen=True)
class Situation:
    """When, where and at whose cost: it chooses offers and prices, and judges nothing.

    `start` is the month from which plans are made, `now` that of the answers, None for the same.
    `nation` is None where nobody told, and then plans are made for England. `nation_from` says
    where it comes from: "given", "place" or "assumed". `near` is a place as it was typed.
    `devolved` is whether adults' courses there are paid for by an area's own rules, None where
    that is not known. `funding` maps funding questions to answers, "unsure" among them.
    """

    start: Month
    nation: str | None = None
    nation_from: str = "assumed"
    near: str = ""
    devolved: bool | None = None
    funding: Mapping[str, str] = field(default_factory=dict)
    now: Month | None = None

    @property
    def planning_nation(self) -> str:
        """The nation whose rules, steps and prices are used."""
        return self.nation or "england"
