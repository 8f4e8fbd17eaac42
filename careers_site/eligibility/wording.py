"""The words of a result. They never promise: an employer or a college decides."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from careers_site.eligibility.month import Month
from careers_site.eligibility.prices import Price, StepPrice
from careers_site.eligibility.rules import Gain
from careers_site.eligibility.scales import Scales

# A start that is not this month names its month: "You could start in September 2027".
STARTING = "You could start in "


class Kind(Enum):
    """The kinds of result, in the order in which ways in are shown."""

    READY = "You look ready to apply"
    START = "You could start now"
    SOME = "Some employers would consider you"
    ASK = "We need one more answer"
    NOT_YET = "Not yet: here is the way"
    NOT_NEEDED = "You do not need this"

    @classmethod
    def of(cls, words: str) -> Kind:
        """The kind of a result, from its words. Raises ValueError for other words."""
        if words.startswith("We need "):
            return cls.ASK
        return cls.START if words.startswith(STARTING) else cls(words)

    @property
    def rank(self) -> int:
        return list(Kind).index(self)

    @property
    def drawn(self) -> str:
        """What a template draws: met, nearly, unknown, unmet or folded."""
        return ("met", "met", "nearly", "unknown", "unmet", "folded")[self.rank]


@dataclass(frozen=True)
class Result:
    """The result on a way in. `asks` is how many answers would settle it, `when` the month in
    which what is open starts, and `later` whether the person has to wait for that."""

    kind: Kind
    asks: int = 0
    when: Month | None = None
    later: bool = False

    @classmethod
    def starting(cls, when: Month | None, now: Month) -> Result:
        """Something is open that starts then."""
        return cls(Kind.START, when=when, later=when is not None and when > now)

    @property
    def words(self) -> str:
        """'We need 3 more answers', 'You could start in September 2027'."""
        if self.kind == Kind.ASK and self.asks > 1:
            return f"We need {self.asks} more answers"
        return f"{STARTING}{self.when}" if self.later else self.kind.value

    @property
    def rank(self) -> int:
        return self.kind.rank


def months(number: int) -> str:
    """A length in words: '1 year and 6 months'."""
    years, rest = divmod(number, 12)
    parts = [_plural(years, "year")] if years else []
    if rest or not years:
        parts.append(_plural(rest, "month"))
    return " and ".join(parts)


def _plural(number: int, thing: str) -> str:
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"


def pounds(low: int, high: int | None) -> str:
    """'Free', '£250', '£12,000 to £19,840', 'Up to £500'; a maximum is never called a minimum."""
    if high is None:
        return f"£{low:,} or more" if low else "Not known: ask"
    if high == 0:
        return "Free"
    if low == high:
        return f"£{high:,}"
    return f"£{low:,} to £{high:,}" if low else f"Free, or up to £{high:,}"


def step_money(price: StepPrice) -> str:
    """What a step costs the learner."""
    if price.high is None and price.may_be_free:
        return "May be free: ask"
    said = pounds(price.low, price.high)
    return f"{said}, as a loan" if price.high and price.loan == price.high else said


def money(price: Price) -> str:
    """What a plan costs the learner, never hiding a price that is not known."""
    if not price.unknown_for:
        return pounds(price.low, price.high)
    fees = f"fees not known for {join(price.unknown_for)}"
    if not price.known_high:
        return f"{fees[0].upper()}{fees[1:]}"
    return f"{pounds(price.low, price.known_high)}, plus {fees}"


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
