"""What each column of a course means, for people: the forms and the guidance page read it here.

What a column takes comes from the checks of `course_row.CourseRow`; only the words are added.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from careers_site.courses.importing.course_cells import Cell, clean
from careers_site.courses.importing.course_row import COLUMNS, CourseRow
from careers_site.platform.sheets.columns import simple

# What people write in a column, beyond what the catalogue takes.
TYPED: Mapping[str, str] = {
    **{"cost": "pounds", "hours": "hours", "postcode": "postcode", "national": "yes or no"},
    **{"start_date": "date", "checked": "date", "url": "address", "source_url": "address"},
}
# What colleges call a column, beside its name and its label.
OTHER_NAMES: Mapping[str, tuple[str, ...]] = {
    "run_id": ("id", "course id", "course code", "code", "reference"),
    "provider": ("college", "institution", "training provider", "provider name", "organisation"),
    "title": ("course", "course title", "course name"),
    "qualification": ("award", "qualification title"),
    "awarding_body": ("awarding organisation", "exam board"),
    "learning_mode": ("mode", "delivery", "delivery mode", "mode of delivery"),
    "study_time": ("study mode", "mode of study"),
    "attendance": ("attendance pattern",),
    "hours": ("hours per week", "weekly hours"),
    "start_date": ("start", "starts", "begins"),
    "duration": ("length", "course length"),
    "cost": ("fee", "fees", "price", "course fee", "tuition fee"),
    "cost_note": ("fee note", "funding"),
    "venue": ("campus", "location", "site"),
    "postcode": ("post code", "venue postcode"),
    "latitude": ("lat",),
    "longitude": ("lng", "long", "lon"),
    "nation": ("country",),
    "entry_requirements": ("requirements", "entry criteria"),
    "description": ("about", "summary", "course description"),
    "url": ("link", "website", "course url", "web page"),
    "checked": ("date checked", "last checked"),
}
YES_NO = {"true": "Yes", "false": "No"}
# Texts that may be longer than this are written in a box of several lines.
ONE_LINE = 300
ADDRESSES = ("url", "source_url")
# What a type's name holds -> the kind of its column.
KINDS = {"bool": "yes or no", "date": "date", "float": "number", "int": "number"}


@dataclass(frozen=True)
class Column:
    """A column in words. `kind` is text, long text, choice, number, date, yes or no, address."""

    name: str
    label: str
    means: str
    example: str
    kind: str
    allowed: Mapping[str, str]
    longest: int
    required: bool

    @property
    def takes(self) -> str:
        """What may stand in the column, in words."""
        return {
            "date": "A date, as 06/09/2027 or 2027-09-06",
            "number": "A number",
            "address": "A web address that begins with https://",
            "yes or no": "Yes or no",
            "choice": "One of the words below" if self.allowed else "The id of a step",
        }.get(self.kind, self._takes_text)

    @property
    def _takes_text(self) -> str:
        """Only a list of columns is held to something else than its length."""
        if not self.longest:
            return "Names of columns, with spaces between them"
        return f"Text of at most {self.longest:,} characters"


# Column -> its label, what it means, and an example.
WORDS: Mapping[str, tuple[str, str, str]] = {
    "run_id": (
        "Run id",
        "What this course run is known by. No other course of the source may have it, and it "
        "stays the same when the course changes.",
        "newtown-level-3-early-years-2027",
    ),
    "provider": ("Provider", "Who runs the course.", "Newtown College"),
    "title": (
        "Title",
        "The name of the course, as the provider writes it.",
        "Early Years Educator",
    ),
    "level": (
        "Level",
        "The level in the framework of England, Wales and Northern Ireland. A Scottish course has "
        "the nearest level.",
        "3",
    ),
    "qualification": ("Qualification", "What learners are awarded.", "Diploma"),
    "awarding_body": ("Awarding body", "Who awards the qualification.", "NCFE CACHE"),
    "learning_mode": ("Learning mode", "Where learning happens.", "classroom"),
    "study_time": ("Study time", "Full-time, part-time or the learner’s choice.", "part-time"),
    "attendance": ("Attendance", "When learners attend.", "evening"),
    "hours": ("Hours a week", "Taught hours a week.", "6.5"),
    "start_date": ("Start date", "The day on which this run begins.", "2027-09-06"),
    "duration": ("Duration", "How long the course takes.", "1 year"),
    "cost": (
        "Cost",
        "Pounds that the learner pays. 0 means free; leave it blank if it is not known.",
        "450",
    ),
    "cost_note": ("Note on cost", "Who pays less, and when.", "Free for people aged 16 to 18"),
    "venue": ("Venue", "The building or campus.", "Main campus"),
    "town": ("Town", "The town that the venue is in.", "Leeds"),
    "postcode": ("Postcode", "The venue’s postcode, or its first half.", "LS2"),
    "latitude": (
        "Latitude",
        "Degrees north. Left blank, it is looked up from the postcode.",
        "53.797",
    ),
    "longitude": (
        "Longitude",
        "Degrees east, below 0 in most of the UK. Left blank, it is looked up.",
        "-1.547",
    ),
    "nation": ("Nation", "Where the course is, or for whom.", "England"),
    "national": (
        "Open to the whole nation",
        "Whether it can be taken from anywhere in its nation. Such a course has no town.",
        "false",
    ),
    "regions": (
        "Regions",
        "Regions, counties or councils where it is offered, with commas between them.",
        "Kent, Medway",
    ),
    "entry_requirements": (
        "Entry requirements",
        "What the provider asks for, in its words.",
        "4 GCSEs at grade 4 or above",
    ),
    "description": ("Description", "What learners do, in a few sentences.", "Taught on campus."),
    "url": ("Web address", "The course’s own page.", "https://www.example.ac.uk/early-years"),
    "step": (
        "Step of a plan",
        "The step towards the job that this course serves. Leave it blank if it serves none.",
        "level-3-diploma",
    ),
    "source_url": (
        "Source",
        "The page that these facts were read on.",
        "https://www.example.ac.uk/prospectus",
    ),
    "as_of": ("As of", "How old the facts are, as the source says it.", "July 2026"),
    "evidence": ("How it was confirmed", "What was read to confirm the course.", "page read"),
    "unconfirmed_fields": (
        "Unconfirmed columns",
        "Names of columns whose values the source does not confirm, with spaces between them.",
        "duration study_time",
    ),
    "checked": (
        "Checked",
        "The day when somebody last compared this with its source.",
        "2026-11-21",
    ),
}


def _column(name: str) -> Column:
    info = CourseRow.model_fields[name]
    cell = next((mark for mark in info.metadata if isinstance(mark, Cell)), Cell(clean))
    kind = _kind(name, str(info.annotation), cell)
    allowed = YES_NO if kind == "yes or no" else cell.words
    return Column(name, *WORDS[name], kind, allowed, cell.longest, cell.required)


def _kind(name: str, type_name: str, cell: Cell) -> str:
    if cell.words or name == "step":
        return "choice"
    for word, kind in KINDS.items():
        if word in type_name:
            return kind
    if name in ADDRESSES:
        return "address"
    return "long text" if cell.longest > ONE_LINE else "text"


ALIASES: Mapping[str, str] = {
    **{simple(words[0]): name for name, words in WORDS.items()},
    **{other: name for name, others in OTHER_NAMES.items() for other in others},
}
COLUMN: Mapping[str, Column] = {name: _column(name) for name in COLUMNS}
