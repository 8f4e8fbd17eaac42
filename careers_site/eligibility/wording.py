"""The words of a result. They never promise: an employer or a college decides."""

from __future__ import annotations

from enum import Enum

from careers_site.eligibility.plan import Plan
from careers_site.eligibility.requirements import Verdict
from careers_site.eligibility.routes import Gain, RouteFinding
from careers_site.eligibility.scales import Scales


class Result(Enum):
    """The result words, in the order in which routes are shown."""

    READY = "You look ready to apply"
    START = "You could start now"
    SOME = "Some employers would consider you"
    TELL_MORE = "Tell us more to be sure"
    NOT_YET = "Not yet: here is the way"

    @property
    def rank(self) -> int:
        return list(Result).index(self)

    @property
    def kind(self) -> str:
        """What the template draws: met, nearly, unknown or unmet."""
        return ("met", "met", "nearly", "unknown", "unmet")[self.rank]


_OF_VERDICT = {
    Verdict.MET: Result.START,
    Verdict.UNKNOWN: Result.TELL_MORE,
    Verdict.UNMET: Result.NOT_YET,
}


def result(finding: RouteFinding) -> Result:
    """The result words for a route."""
    if finding.requires is None or finding.often_asked is None:
        return _OF_VERDICT[finding.verdict]
    if finding.verdict != Verdict.MET:
        return _OF_VERDICT[finding.verdict]
    return Result.READY if finding.often_asked.verdict == Verdict.MET else Result.SOME


def months(number: int) -> str:
    """A length in words: '1 year and 6 months'."""
    years, rest = divmod(number, 12)
    parts = [_plural(years, "year")] if years else []
    if rest or not years:
        parts.append(_plural(rest, "month"))
    return " and ".join(parts)


def _plural(number: int, thing: str) -> str:
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"


def money(plan: Plan) -> str:
    """What a plan costs the learner, never hiding a price that is not known."""
    unknown = plan.pounds_unknown_for
    known = f"£{plan.pounds:,}"
    return f"{known} plus fees not known for {join(unknown)}" if unknown else known


def join(words: tuple[str, ...] | list[str]) -> str:
    """'one, two and three'."""
    *start, last = words
    return f"{', '.join(start)} and {last}" if start else last


def gain(gained: Gain, scales: Scales) -> str:
    """What a step gives, in words."""
    scale = scales[gained.scale]
    if gained.adds:
        return f"{gained.adds} more: {scale.label}"
    return scale.held(gained.level)
