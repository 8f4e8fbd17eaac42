"""What the API's addresses take, generated from the scales and the filters that read it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from careers_site.answers import OTHERS, OTHERS_VALUES, SUPPOSE
from careers_site.api.courses import MOST_A_PAGE
from careers_site.content.parsing import Library
from careers_site.courses import terms
from careers_site.courses.finder.filters import VALUE_FILTERS
from careers_site.courses.finder.query import SORTS
from careers_site.courses.finder.query_values import LAST_PAGE, LONGEST_WORDS, MOST_IDS
from careers_site.courses.finder.results import PER_PAGE
from careers_site.courses.finder.threshold_filters import FREE, MOST_POUNDS
from careers_site.courses.finder.value_filter import USUAL_WITHIN, WITHIN, ValueFilter
from careers_site.eligibility.month import FIRST_YEAR, LAST_YEAR
from careers_site.eligibility.scales import UNSURE, Scale
from careers_site.places.nations import NATIONS
from careers_site.platform.text.numbers import LARGEST

Json = dict[str, Any]

# A filter with more values than this, such as the providers, does not name them all.
MOST_LISTED = 100
# Every month from FIRST_YEAR to LAST_YEAR.
MONTH = r"^20(2[0-9]|3[0-5])-(0[1-9]|1[0-2])$"
START: Json = {
    "type": "string",
    "pattern": rf"^([0-9]{{4}}-[0-9]{{2}}(-[0-9]{{2}})?|{terms.NOT_KNOWN})$",
}
COST: Json = {
    "type": "string",
    "pattern": rf"^({FREE}|{terms.NOT_KNOWN}|[1-9][0-9]{{0,5}}|{MOST_POUNDS})$",
}
SHORTLIST: Json = {
    "type": "array",
    "items": {"type": "integer", "minimum": 1, "maximum": LARGEST},
    "maxItems": MOST_IDS,
}


def routes_parameters(library: Library) -> list[Json]:
    """Every scale, and what chooses offers, dates and prices and judges nothing."""
    scales = library.rules.scales.values()
    wishes = [f"{scale.id}.{level}" for scale in scales for level in scale.level_ids]
    return [
        *(_scale(scale) for scale in scales),
        _others(),
        _query("nation", "Where the person lives; wins over `near`", _one_of(NATIONS)),
        _query("near", "A postcode or town: tells the nation and what is near", {"type": "string"}),
        _from(),
        *(
            _query(funding.id, funding.question, _one_of([*funding.option_ids, UNSURE]))
            for funding in library.rules.funding
        ),
        _several(
            SUPPOSE, "What the person is supposed to hold too, as scale.level", wishes, blank=False
        ),
    ]


def _scale(scale: Scale) -> Json:
    text = f"{scale.question} Left out: not asked. {UNSURE}: do not ask again."
    return _query(scale.id, text, _one_of([*scale.level_ids, *scale.aliases, UNSURE]), blank=False)


def courses_parameters(library: Library) -> list[Json]:
    """The filters of the course finder, its order and its pages, and what `entry` judges by."""
    words = {"type": "string", "maxLength": LONGEST_WORDS}
    number = {"type": "integer", "minimum": 1}
    within = {"type": "integer", "enum": list(WITHIN), "default": USUAL_WITHIN}
    per_page = {**number, "maximum": MOST_A_PAGE, "default": PER_PAGE}
    return [
        _query("q", "Words, all of which must match", words),
        _query("near", "A postcode, a postcode district or a town", words),
        _query("within", "Miles from `near`", within),
        *(_kind(kind) for kind in VALUE_FILTERS.values()),
        _query("start", "Starting in a month or on a day, or later: 2027-01, 2027-01-18", START),
        _query("cost", "At most so many pounds", COST),
        _query("sort", "The order; where it makes no sense, the usual one", _one_of(SORTS)),
        _query("page", "A page after the last one is empty", {**number, "maximum": LAST_PAGE}),
        _query("per_page", "How many courses a page", per_page),
        _query("shortlist", "Courses to come back to; they change nothing here", SHORTLIST),
        *(_scale(scale) for scale in library.rules.scales.values()),
        _others(),
        _from(),
    ]


def one_course_parameters(_library: Library) -> list[Json]:
    schema = {"type": "integer", "minimum": 0, "maximum": LARGEST}
    return [{"name": "id", "in": "path", "required": True, "schema": schema}]


def _from() -> Json:
    text = f"The month to start in, {FIRST_YEAR} to {LAST_YEAR}; the current one if left out"
    return _query("from", text, {"type": "string", "pattern": MONTH})


def _kind(kind: ValueFilter) -> Json:
    """A filter by values."""
    allowed = kind.allowed()
    return _several(kind.key, kind.title, allowed if len(allowed) <= MOST_LISTED else None)


def _others() -> Json:
    return _query(OTHERS, '"none": no rare certificate but those given', _one_of(OTHERS_VALUES))


def _one_of(words: Iterable[str]) -> Json:
    return {"type": "string", "enum": list(words)}


def _query(name: str, description: str, schema: Json, *, blank: bool = True) -> Json:
    """A parameter. One that may be blank, as a form sends it, is the same as one left out."""
    return {
        "name": name,
        "in": "query",
        "description": description,
        "allowEmptyValue": blank,
        "schema": schema,
    }


def _several(
    name: str, description: str, allowed: Iterable[str] | None, *, blank: bool = True
) -> Json:
    """A parameter that may be given again, for each of several values."""
    schema = {"type": "array", "items": {"type": "string"} if allowed is None else _one_of(allowed)}
    return {**_query(name, description, schema, blank=blank), "style": "form", "explode": True}
