"""The words that a course can carry in a column of choices, and how people read them.

A code is a place in the list plus one, kept in a small integer; 0 is "not known".
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from careers_site.places import nations

NOT_KNOWN = "not-known"

LEVELS: Mapping[str, str] = {
    "entry": "Entry level",
    **{str(level): f"Level {level}" for level in range(1, 9)},
}
MODES: Mapping[str, str] = {
    "classroom": "Classroom",
    "online": "Online",
    "work-based": "Work based",
    "blended": "Blended: some online, some in person",
}
STUDY_TIMES: Mapping[str, str] = {
    "full-time": "Full-time",
    "part-time": "Part-time",
    "flexible": "Full-time or part-time",
}
ATTENDANCES: Mapping[str, str] = {
    "daytime": "Daytime",
    "evening": "Evening",
    "weekend": "Weekend",
    "release": "Day or block release",
}
NATIONS: Mapping[str, str] = {**nations.NATIONS, "uk": "UK"}
# How a course was confirmed, as whole sentences.
EVIDENCE: Mapping[str, str] = {
    "page read": "From the course’s own page.",
    "listed": "Details not confirmed: from a dated list. Ask the provider.",
    "old or indirect": "Details not confirmed: from an old page or another site. Ask the provider.",
}
UNCONFIRMED = frozenset({"listed", "old or indirect"})


def codes(words: Iterable[str]) -> dict[str, int]:
    """Word -> code; the blank word is 0."""
    return {"": 0, **{word: code for code, word in enumerate(words, start=1)}}
