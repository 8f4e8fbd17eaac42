"""Where somebody is, as the pages of services and workshops ask it, and the services near them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from werkzeug.datastructures import MultiDict
from wtforms import Form, StringField

from careers_site.answers import NEAR, NEAR_LENGTH
from careers_site.content.tables.listings import Service
from careers_site.places import Place, Whereabouts, miles, whereabouts
from careers_site.platform.text.formatting import count_of
from careers_site.platform.text.text_safety import one_line
from careers_site.platform.web.errors import BadQueryError, refuse_unknown

# Whoever visits families lives within reach of them.
SERVICE_MILES = 40
# Nations in which no Portage service is known.
WITHOUT_SERVICES = ("Scotland", "Northern Ireland")


@dataclass(frozen=True)
class NearService:
    """A Portage service, and how far the middle of its area is."""

    service: Service
    miles: float

    @property
    def distance(self) -> str:
        return distance_words(self.miles)

    @property
    def is_near(self) -> bool:
        return self.miles <= SERVICE_MILES


def by_distance(here: Place, services: Iterable[Service]) -> list[NearService]:
    """Services whose area can be found, nearest first."""
    named = [(one, whereabouts(one.town or one.area).place) for one in services]
    placed = [(service, there) for service, there in named if there is not None]
    latitudes = [there.latitude for _, there in placed]
    longitudes = [there.longitude for _, there in placed]
    # All at once: one by one it takes a tenth of a page.
    far = miles(here.latitude, here.longitude, latitudes, longitudes).tolist()
    found = [NearService(service, to) for (service, _), to in zip(placed, far, strict=True)]
    return sorted(found, key=lambda one: one.miles)


def miles_between(here: Place, there: Place) -> float:
    return float(miles(here.latitude, here.longitude, [there.latitude], [there.longitude])[0])


def distance_words(far: float) -> str:
    return f"about {count_of(max(1, round(far)), 'mile')} away"


class NearForm(Form):
    """Where somebody is, as they typed it, and what it tells; "" asks nothing and is no error."""

    text: str
    where: Whereabouts
    near = StringField("Your postcode or town", description="For example LS7 or Leeds")

    @property
    def place(self) -> Place | None:
        return self.where.place

    @property
    def nation_without_services(self) -> str:
        """Scotland or Northern Ireland, where that is where they are; else ""."""
        nation = self.where.nation or ""
        return nation if nation in WITHOUT_SERVICES else ""

    @property
    def search_words(self) -> str:
        """The place for other sites' searches: of a postcode only its first half."""
        return place_words(self.text, self.where)


def read_near(query: MultiDict[str, str]) -> NearForm:
    """The place of a query string. Raises BadQueryError for any other key, or for two places.

    A place that is not understood is told at the field, with what could be meant.
    """
    for key in query:
        if key != NEAR:
            raise refuse_unknown("setting", key, [NEAR], key=key)
    if len(query.getlist(NEAR)) > 1:
        raise BadQueryError(f'"{NEAR}" stands there more than once.', key=NEAR)
    text = one_line(query.get(NEAR), NEAR_LENGTH)
    form = NearForm(near=text)
    form.text, form.where = text, whereabouts(text)
    if not text and NEAR in query:
        form.near.errors = ["Enter a postcode or town, such as LS7 or Leeds"]
    elif form.where.problem and not form.nation_without_services:
        form.near.errors = [form.where.problem]
    return form


def place_words(text: str, where: Whereabouts) -> str:
    """What other sites' searches understand of a place; "" where it is not known."""
    if where.place is None:
        return ""
    has_digit = any(letter.isdigit() for letter in text)
    return where.place.name.split()[0] if has_digit else text
