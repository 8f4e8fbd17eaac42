"""A course in words: what is known of it, and plainly what is not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from careers_site.courses import terms
from careers_site.courses.models import Course
from careers_site.templating import day

NOT_KNOWN = "Not known"


@dataclass(frozen=True)
class Fact:
    """One thing about a course. `confirmed` is False where it is only general knowledge."""

    label: str
    text: str
    confirmed: bool = True

    @property
    def is_known(self) -> bool:
        return self.text != NOT_KNOWN


def price(course: Course) -> str:
    """The cost alone: "£2,450", "No fee"."""
    if course.cost_pence is None:
        return NOT_KNOWN
    pounds, pence = divmod(course.cost_pence, 100)
    return (f"£{pounds:,}" + (f".{pence:02}" if pence else "")) if course.cost_pence else "No fee"


def cost(course: Course) -> str:
    """The cost and what is to be said about it."""
    if not course.cost_note:
        return price(course)
    return course.cost_note if course.cost_pence is None else f"{price(course)}. {course.cost_note}"


def start(course: Course) -> str:
    if course.start_date is None:
        return NOT_KNOWN
    if course.start_date < datetime.now(UTC).date():
        return f"Started {day(course.start_date)}: ask about the next start"
    return day(course.start_date)


def level(course: Course) -> str:
    return terms.LEVELS.get(course.level, NOT_KNOWN)


def mode(course: Course) -> str:
    return terms.MODES.get(course.learning_mode, NOT_KNOWN)


def study_time(course: Course) -> str:
    return terms.STUDY_TIMES.get(course.study_time, NOT_KNOWN)


def place(course: Course) -> str:
    if course.national:
        where = "the UK" if course.nation in {"", "UK"} else course.nation
        return f"Anywhere in {where}"
    if course.learning_mode == "online":
        return "Online"
    parts = [part for part in (course.venue, course.town, course.postcode) if part]
    return ", ".join(parts) or NOT_KNOWN


def evidence(course: Course) -> str:
    """How we know of the course."""
    return terms.EVIDENCE.get(course.evidence, "It was not noted how this course was read.")


def in_brief(course: Course) -> list[Fact]:
    """What a list shows: what helps to choose, and only what is known."""
    facts = [
        Fact("Level", level(course).removeprefix("Level ").removesuffix(" level")),
        Fact("Qualification", course.qualification or NOT_KNOWN),
        Fact("How you learn", mode(course).partition(":")[0]),
        Fact("Study time", study_time(course)),
        Fact("Length", course.duration or NOT_KNOWN),
        Fact("Start", start(course).partition(":")[0]),
        Fact("Cost", price(course)),
    ]
    return [fact for fact in facts if fact.is_known]


def in_full(course: Course) -> list[Fact]:
    """Everything that a course page lists, known or not."""
    unconfirmed = set(course.unconfirmed_fields.split())
    hours = NOT_KNOWN if course.hours is None else f"{course.hours:g} a week"
    rows = (
        ("provider", "Provider", course.provider),
        ("level", "Level", level(course)),
        ("qualification", "Qualification", course.qualification),
        ("awarding_body", "Awarded by", course.awarding_body),
        ("learning_mode", "How you learn", mode(course)),
        ("study_time", "Study time", study_time(course)),
        ("attendance", "When", terms.ATTENDANCES.get(course.attendance, "")),
        ("hours", "Hours", hours),
        ("start_date", "Start", start(course)),
        ("duration", "Length", course.duration),
        ("cost", "Cost to you", cost(course)),
        ("town", "Where", place(course)),
        ("nation", "Nation", course.nation),
        ("regions", "Regions", course.regions),
    )
    optional = {"attendance", "hours", "regions"}
    return [
        Fact(label, text or NOT_KNOWN, column not in unconfirmed)
        for column, label, text in rows
        if column not in optional or text not in ("", NOT_KNOWN)
    ]
