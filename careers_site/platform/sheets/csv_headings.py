"""Bounds for the first row of a CSV that anybody may send."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence

# So many headings that are not known may stand beside those that are; and in a file that is
# expected to have others.
MOST_OTHERS, MOST_EXPECTED = 50, 1_000
# So many problems are named: whoever mends those finds the rest at the next try.
MOST_NAMED = 20


def too_many(headings: Sequence[str], known: Collection[str], others: int = MOST_OTHERS) -> str:
    """What is wrong with a first row that is no row of headings, or an empty text."""
    most = len(known) + others
    if len(headings) <= most:
        return ""
    return f"has {len(headings):,} headings; at most {most} are read"


def repeated(headings: Sequence[str]) -> dict[str, int]:
    """How often the headings stand that are there more than once, in the order of the file."""
    return {heading: times for heading, times in Counter(headings).items() if times > 1}


def first_of(problems: Sequence[str]) -> list[str]:
    """The first problems, and how many more there are."""
    more = len(problems) - MOST_NAMED
    return [*problems[:MOST_NAMED], *([f"and {more} more problems"] if more > 0 else [])]
