"""What each column of the small tables means, for people, and what kind of input fits it.

The columns, what they take and their choices come from the shapes of the rows; only words are
added here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, Literal, get_args, get_origin, get_type_hints

from careers_site.content.tables import cells, listings, salary_bands
from careers_site.content.tables.tables import Checks, Table
from careers_site.platform.clock import today

TABLES: Mapping[str, Table[Any]] = {
    table.name: table
    for table in (
        salary_bands.SALARIES,
        salary_bands.PAY_POINTS,
        listings.WORKSHOPS,
        listings.SERVICES,
    )
}
# The type of a column -> the kind of its input.
KINDS: tuple[tuple[Any, str], ...] = (
    (cells.Slug, "id"),
    (cells.Source, "source"),
    (cells.Pounds, "pounds"),
    (cells.PoundsOrBlank, "pounds"),
    (cells.Day, "date"),
    (cells.DayOrBlank, "date"),
    (cells.Checked, "date"),
    (cells.AsOf, "as of"),
    (cells.AsOfOrBlank, "as of"),
    (listings.YesNo, "yes or no"),
    (listings.Postcode, "postcode"),
    (listings.WebAddress, "address"),
    (salary_bands.Hours, "hours"),
    (salary_bands.FullTimeHours, "hours"),
    (salary_bands.PayYear, "pay year"),
    (salary_bands.Points, "points"),
    (salary_bands.Point, "number"),
)
SEVERAL_LINES = {"note", "visits"}

Words = Mapping[str, tuple[str, str]]
SHARED: Words = {
    "id": (
        "Name in the file",
        "Leave it blank and one is made. Small letters, digits and hyphens.",
    ),
    "source": ("Source", "What you read this in."),
    "confidence": ("How sure is it?", "Readers see this next to the figure."),
    "checked": ("Checked on", "The day you compared this with its source."),
    "note": ("Note", "Anything readers need to know to understand it."),
    "nation": ("Nation", ""),
}
OWN: Mapping[str, Words] = {
    "salaries": {
        "title": ("Job title", "As the employer writes it."),
        "employer": ("Employer", "A council, a trust, or who the guide is from."),
        "kind": ("Kind of figure", ""),
        "minimum": ("Minimum pay", "Pounds for a full-time year."),
        "maximum": (
            "Maximum pay",
            "Pounds for a full-time year. Left blank, it reads “£19,000+”.",
        ),
        "hours": ("Full-time hours a week", "What the pay is for, such as 37 or 36-38."),
        "as_of": ("As of", "How old the figure is: 29 June 2025, June 2025, 2025 or about 2025."),
        "points": (
            "Pay points",
            "The council pay points it is paid by, such as NJC 12-17. A pay award then works out "
            "the new pay.",
        ),
    },
    "pay_points": {
        "spine": ("Pay spine", "Such as NJC."),
        "point": ("Point", "Its number on the spine."),
        "year": ("Pay year", "From April to March, such as 2026-27."),
        "annual": ("Pay", "Pounds for a full-time year."),
        "hours": ("Full-time hours a week", "What the pay is for, usually 37."),
    },
    "workshops": {
        "title": ("Title", "What the host calls it."),
        "starts": ("First day", "Such as 27 March 2027."),
        "ends": ("Last day", "Leave it blank if it is one day."),
        "online": ("Is it online?", ""),
        "place": ("Place", "The town, and the venue if it is known. Blank if it is online."),
        "postcode": ("Postcode", "It puts the workshop on the map, such as CV1 5RR or CV1."),
        "host": ("Host", "Who runs it, such as a Portage service."),
        "price": ("Price", "Pounds a person. Leave it blank if it is not known."),
        "booking_url": ("Web address for booking", ""),
    },
    "services": {
        "name": ("Name", "What the service calls itself."),
        "area": ("Area", "The council or county it covers."),
        "ages": ("Ages", "As the service says it, such as “Under 3”."),
        "visits": ("Visits", "How often, how long and how many."),
        "as_of": (
            "As of",
            "How old the facts are: June 2025, 2025 or about 2025. Blank if it has no date.",
        ),
        "town": (
            "Town",
            "In the middle of the area, to tell how far away it is. Blank if the area is a town.",
        ),
        "website": ("Web address", "The service’s own page. Blank if it is that of the source."),
        "phone": ("Phone", "The team’s number, such as 01603 704049. Never one person’s."),
        "volunteers": (
            "Volunteers",
            "What it says about taking volunteers. Blank if it says nothing.",
        ),
    },
}
CHOICES: Mapping[str, Mapping[str, str]] = {
    "kind": {
        "official": "Official: from the National Careers Service",
        "advert": "Advert: as an employer advertised it",
        "repriced": "Worked out: an advert’s pay points at a later year’s rates",
        "history": "History: an older figure, shown as such",
    },
    "confidence": {
        "seen": "Seen: you read it in the source",
        "worked-out": "Worked out from figures that were seen",
        "general": "General knowledge that no source here confirms",
    },
    "yes or no": {"true": "Yes", "false": "No"},
}

# What is asked for where a column is blank and "Enter the <label>" would be no English.
ASKED: Mapping[str, str] = {
    "as_of": "Enter how old the figure is",
    "checked": "Enter the day you compared it with its source",
}


@dataclass(frozen=True)
class Field:
    """A column as a form shows it. `kind` is one of KINDS, "choice", "long text" or "text"."""

    name: str
    label: str
    hint: str
    kind: str
    choices: Mapping[str, str]
    required: bool


@lru_cache(maxsize=8)
def fields_of(table: Table[Any]) -> Mapping[str, Field]:
    """Column -> its field, in the order of the file."""
    types = get_type_hints(table.shape, include_extras=True)
    required = _required(table)
    words = {**SHARED, **OWN[table.name]}
    return {
        name: Field(name, *words[name], _kind(name, type_), _choices(name, type_), name in required)
        for name, type_ in types.items()
    }


def figure_without_day(table: Table[Any], before: Mapping[str, str], now: Mapping[str, str]) -> str:
    """The label of a figure that is another one now, while the day of the last check is the same.

    Empty where there is none, or where that day is today.
    """
    if now["checked"] != before["checked"] or now["checked"] == today().isoformat():
        return ""
    figures = (field for field in fields_of(table).values() if field.kind == "pounds")
    return next((one.label for one in figures if now[one.name] != before[one.name]), "")


def _required(table: Table[Any]) -> set[str]:
    """The columns that a blank row is told about."""
    blank = dict.fromkeys(table.columns, "")
    _, problems = table.check(blank, Checks((), date.max))
    return {problem.partition(":")[0] for problem in problems}


def _kind(name: str, type_: Any) -> str:
    if _is_choice(type_):
        return "choice"
    otherwise = "long text" if name in SEVERAL_LINES else "text"
    return next((kind for known, kind in KINDS if known == type_), otherwise)


def _choices(name: str, type_: Any) -> Mapping[str, str]:
    if type_ == listings.YesNo:
        return CHOICES["yes or no"]
    allowed = get_args(get_args(type_)[0]) if _is_choice(type_) else ()
    return {word: CHOICES.get(name, {}).get(word, word) for word in allowed}


def _is_choice(type_: Any) -> bool:
    return get_origin(next(iter(get_args(type_)), None)) is Literal
