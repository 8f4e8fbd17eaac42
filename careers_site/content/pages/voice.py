"""Phrases that the site does not use, and what it says instead."""

from __future__ import annotations

import re
from collections.abc import Iterator

_NUMBERS = "one|two|three|four|five|six|seven|eight|nine|ten"
_ABOUT_US = "Say what the reader can do. How it was found out belongs under How we know."
_SAY_WHAT = "Say who or what you mean."


# Patterns, read without regard to capitals, and what to do instead.
PHRASES = {
    # The page talks about its own research.
    r"we (could not|cannot|did not) (read|find|see|tell)": _ABOUT_US,
    r"we (found|know of|have found|read of) (no|none|nothing)": _ABOUT_US,
    r"that we (found|read|could read|know)": _ABOUT_US,
    r"\b(our|the) sources (do not agree|disagree)": "Give the range that people can expect.",
    r"as general guidance": 'Say "Check with" and who knows.',
    r"an older profile says": "Say what holds now.",
    r"our reading is": _ABOUT_US,
    r"what our rules use": 'Say "We have assumed".',
    r"the facts we have": _ABOUT_US,
    # Sentences that nobody would say.
    r"hard on the feelings": 'Say "some days will be upsetting".',
    r"stood behind it": 'Say "It has 504 members".',
    r"tells you more": 'Say "Find out" and what.',
    r"which is of\b": "Make two sentences.",
    r"[^a-z]the like\b": _SAY_WHAT,
    r"\bof these\b": _SAY_WHAT,
    r"and the rest\b": _SAY_WHAT,
    r"used as a short way to say": 'Say "means".',
    r"\bif nothing else pays": 'Say "If you cannot get funding".',
    r"more than the least": 'Say "more than the minimum".',
    r"no reason to (leave|give)": 'Say "Apply even if".',
    r"who may know": 'Say "people you trust".',
    r"is told (on|about)": 'Say "Find out" and what.',
    r"to the end, the fastest": 'Say "Fastest way".',
    r"tell us more to be sure": 'Say "We need 1 more answer".',
    r"opens nothing more": "Leave it out.",
    r"not known: tell us": 'Say "You have not told us yet".',
    r"being lent out": 'Say "Secondment".',
    r'\brepriced\b(?!")': 'Say "Worked out for" and the year.',
    r"\brests? on\b": "Say where it comes from.",
    # One name for each thing, and how numbers are written.
    r"\b(usual|often asked)\b": 'Say "typical".',
    r"\bis common\b": 'Say "typical".',
    r"\b1 (GCSEs|A levels|courses|years|months|providers|weeks|days)\b": "1 takes the singular.",
    r"\broute finder\b": 'Say "adviser tool".',
    r"\be-mail": 'Write "email".',
    r"£[\d,]+ ?[-–] ?£?\d": 'Write a range as "£27,700 to £35,200".',
    rf"\b({_NUMBERS}) (year|month|week|GCSE|A level|famil|visit)": "Write numbers in figures.",
}


def found_in(words: str) -> Iterator[tuple[str, str]]:
    """Each phrase that the words hold, as it stands there, with its pattern."""
    for pattern in PHRASES:
        for found in re.finditer(pattern, words, re.IGNORECASE):
            yield found[0].strip(), pattern
