"""The ages that somebody can have when a step begins, from the age that they gave."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from careers_site.eligibility.month import Month

UNDER_16 = "under-16"
# The age in months at which each level begins.
_BEGINS = {UNDER_16: 0, "16-18": 16 * 12, "19-23": 19 * 12, "24-plus": 24 * 12}
JULY = 7


@dataclass(frozen=True)
class Ages:
    """Levels of the age scale, lowest first, and the least and the most that was answered.

    A step is offered by the age that was given for as long as that can hold, and then by the age
    that the person must have: nobody of 17 is sent to a course for adults because they might be
    19 next month. Whoever is under 16 is taken to finish Year 11 in the next June after
    `now`, the month of the answer, or in the last June before a later start.
    """

    ids: tuple[str, ...]
    low: int
    high: int
    start: Month
    now: Month | None = None

    @property
    def is_open(self) -> bool:
        """Whether nothing was told, so that every age is possible."""
        return self.high - self.low == len(self.ids) - 1

    def on(self, month: int) -> frozenset[str]:
        """The levels that are possible in a month, given by its number."""
        return _on(self, month)

    def changes(self, last: int) -> tuple[int, ...]:
        """The months after the start, up to the last, in which the possible ages change."""
        months = range(self.start.index + 1, last + 1)
        return tuple(month for month in months if self.on(month) != self.on(month - 1))

    def least(self, passed: int) -> int:
        """The level of the youngest person who can have given this answer."""
        name = self.ids[self.low]
        if name not in _BEGINS:
            return self.low
        age = _BEGINS[name] + passed
        if name == UNDER_16 and self.high == self.low:
            left = passed - self._months_of_school
            if left < 0:
                return self.low
            age = _BEGINS["16-18"] + left
        reached = [at for at, other in enumerate(self.ids) if _BEGINS.get(other, age + 1) <= age]
        return max([self.low, *reached])

    @property
    def are_under_16(self) -> bool:
        """Whether they are too young for any employer."""
        return self.ids[self.high] == UNDER_16

    @property
    def left_school(self) -> Month:
        """The month after Year 11."""
        now = min(self.now or self.start, self.start)
        return max(_next_july(now), _next_july(self.start.plus(-12)))

    @property
    def _months_of_school(self) -> int:
        """The months from the start until Year 11 has ended; below 0 where it had ended before."""
        return self.start.until(self.left_school)


def _next_july(month: Month) -> Month:
    """The first July after a month."""
    return Month(month.year + (month.number >= JULY), JULY)


# Every step of every plan asks, and people of the same age share the answers.
@lru_cache(maxsize=8_192)
def _on(ages: Ages, month: int) -> frozenset[str]:
    if ages.is_open:
        return frozenset(ages.ids)
    least = ages.least(month - ages.start.index)
    return frozenset(ages.ids[least : max(least, ages.high) + 1])
