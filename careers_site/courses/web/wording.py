"""A course in words: what is known of it, and plainly what is not."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from careers_site.courses import terms
from careers_site.courses.catalogue.derived import last_day
from careers_site.courses.models import WORKSHOPS, Course
from careers_site.platform.clock import today
from careers_site.platform.text.formatting import capitalised, count_of, day, number

NOT_KNOWN = "Not known"
# What was last checked longer ago than this is called old.
OLD_DAYS = 365


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
    if course.start_date < today():
        last = last_day(course.start_date, course.duration)
        if last and last < today() and course.source == WORKSHOPS:
            return f"Was {_days(course.start_date, last)}: ask about the next one"
        return f"Started {day(course.start_date)}: ask about the next start"
    return day(course.start_date)


def _days(first: date, last: date) -> str:
    """From one day to another: "10 to 12 November 2026"."""
    if first == last:
        return day(first)
    is_one_month = (first.year, first.month) == (last.year, last.month)
    return f"{first.day if is_one_month else day(first)} to {day(last)}"


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
    if is_online(course):
        return "Online"
    parts = [part for part in (course.venue, course.town, course.postcode) if part]
    return ", ".join(parts) or NOT_KNOWN


def evidence(course: Course) -> str:
    """How we know of the course."""
    return terms.EVIDENCE.get(course.evidence, "We have no record of where this comes from.")


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


def in_line(course: Course) -> str:
    """What readers choose by, where it is known: "Level 3 · full-time · 1 year · Leeds"."""
    where = course.town or (place(course) if course.national or is_online(course) else "")
    # A start that is past says so itself: "Started 7 September 2026".
    begins = start(course).partition(":")[0] if course.start_date else ""
    if begins[:1].isdigit():
        begins = f"starts {begins}"
    time = "" if _says_time(course.duration) else terms.STUDY_TIMES.get(course.study_time, "")
    said = [
        terms.LEVELS.get(course.level, ""),
        time.lower(),
        course.duration[:1].lower() + course.duration[1:],
        where,
        begins[:1].lower() + begins[1:],
        price(course) if course.cost_pence is not None else "",
    ]
    return capitalised(" · ".join(filter(None, said)))


def _says_time(duration: str) -> bool:
    """Whether a length says "full time" or "part time" itself."""
    return re.search(r"\b(full|part)[ -]time\b", duration) is not None


def is_online(course: Course) -> bool:
    return course.learning_mode == "online"


def to_compare(course: Course) -> list[Fact]:
    """What is compared side by side: the same rows for every course, known or not."""
    needs = Fact("What you need to get in", course.entry_requirements or NOT_KNOWN)
    unconfirmed = set(course.unconfirmed_fields.split())
    return [*_all_facts(course, unconfirmed), needs, Fact("Last checked", capitalised(age(course)))]


def age(course: Course) -> str:
    """How old the information is: "12 days ago, on 9 November 2026"."""
    if course.checked is None:
        return NOT_KNOWN
    days = (today() - course.checked).days
    if days <= 0:
        return "today"
    ago = count_of(days, "day") if days < 60 else count_of(days // 30, "month")
    return f"{ago} ago, on {day(course.checked)}"


def is_old(course: Course) -> bool:
    """Not looked at for a year, or never."""
    return course.checked is None or (today() - course.checked).days > OLD_DAYS


def in_full(course: Course) -> list[Fact]:
    """Everything that a course page lists: known or not, but for what few courses say."""
    facts = _all_facts(course, set(course.unconfirmed_fields.split()))
    optional = {"When", "Hours", "Regions"}
    return [fact for fact in facts if fact.is_known or fact.label not in optional]


def _all_facts(course: Course, unconfirmed: set[str]) -> list[Fact]:
    hours = NOT_KNOWN if course.hours is None else f"{number(course.hours)} a week"
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
    return [
        Fact(label, text or NOT_KNOWN, column not in unconfirmed) for column, label, text in rows
    ]
