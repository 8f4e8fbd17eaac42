"""The question of where somebody is, as the pages of services and workshops ask it."""

from __future__ import annotations

from dataclasses import dataclass

from werkzeug.datastructures import MultiDict
from wtforms import Form, StringField

from careers_site.answers import NEAR, NEAR_LENGTH
from careers_site.places import Place, Whereabouts, whereabouts
from careers_site.platform.errors import BadQueryError, refuse_unknown
from careers_site.platform.text_safety import one_line
from careers_site.services.near import WITHOUT_SERVICES


class NearForm(Form):
    near = StringField("Your postcode or town", description="For example LS7 or Leeds")


@dataclass(frozen=True)
class Near:
    """The form as filled in, and what it tells; "" asks nothing and is no error."""

    form: NearForm
    text: str
    where: Whereabouts

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


def read_near(query: MultiDict[str, str]) -> Near:
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
    where = whereabouts(text)
    near = Near(form, text, where)
    if not text and NEAR in query:
        form.near.errors = ["Enter a postcode or town, such as LS7 or Leeds"]
    elif where.problem and not near.nation_without_services:
        form.near.errors = [where.problem]
    return near


def place_words(text: str, where: Whereabouts) -> str:
    """What other sites' searches understand of a place; "" where it is not known."""
    if where.place is None:
        return ""
    has_digit = any(letter.isdigit() for letter in text)
    return where.place.name.split()[0] if has_digit else text
