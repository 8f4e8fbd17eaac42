"""Listings that editors keep as rows: Portage workshops and Portage services."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from pydantic import BeforeValidator

from careers_site.content.tables.cells import (
    AsOfOrBlank,
    Checked,
    Day,
    DayOrBlank,
    Nation,
    PoundsOrBlank,
    Slug,
    Source,
    Text,
    as_of_words,
    matching,
    words,
)
from careers_site.content.tables.tables import Table
from careers_site.platform.text.formatting import day
from careers_site.platform.text.web_addresses import is_web_address

YesNo = Annotated[bool, BeforeValidator(lambda word: word == "true"), words(["true", "false"])]
Postcode = Annotated[
    str, matching(r"([A-Z]{1,2}\d[A-Z\d]?( \d[A-Z]{2})?)?", "a postcode such as CV1 or CV1 5RR")
]

Phone = Annotated[str, matching(r"(0[\d ]{9,13}\d)?", "a phone number such as 01603 704049")]


def _web_address(text: str) -> str:
    if text and not is_web_address(text):
        raise ValueError(f'"{text}" is not a web address that begins https://')
    return text


WebAddress = Annotated[str, BeforeValidator(_web_address)]


@dataclass(frozen=True)
class Workshop:
    """A Portage workshop that can be booked. `price` is whole pounds, None where not known."""

    id: Slug
    title: Text
    starts: Day
    ends: DayOrBlank
    place: str
    postcode: Postcode
    online: YesNo
    host: Text
    price: PoundsOrBlank
    booking_url: WebAddress
    source: Source
    checked: Checked

    def __post_init__(self) -> None:
        if self.ends is not None and self.ends < self.starts:
            starts, ends = day(self.starts), day(self.ends)
            raise ValueError(f"ends: {ends} is before it starts, {starts}")
        if not self.online and not self.place:
            raise ValueError("place: is blank, but the workshop is not online")


@dataclass(frozen=True)
class Service:
    """A Portage service, as far as a source describes it. "" means not known.

    `town` is where the middle of its area is, where the area has no town's name; `website` is its
    own page, where that is not the source's.
    """

    id: Slug
    name: Text
    area: Text
    nation: Nation
    ages: str
    visits: str
    as_of: AsOfOrBlank
    source: Source
    checked: Checked
    note: str
    town: str = ""
    website: WebAddress = ""
    phone: Phone = ""
    volunteers: str = ""

    @property
    def dated(self) -> str:
        """`as_of` in words, "undated" where the source shows no date."""
        return as_of_words(self.as_of) if self.as_of else "undated"


WORKSHOPS = Table("workshops", Workshop, ("id",))
SERVICES = Table("services", Service, ("id",))
