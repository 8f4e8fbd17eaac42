"""What every answer of the API is made of: a typed shape, from which the document comes too."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Any, NamedTuple, get_args

from pydantic import AliasPath, BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema
from werkzeug.datastructures import MultiDict

from careers_site.content.parsing import Library
from careers_site.content.rules import schemas
from careers_site.eligibility.requirements import Verdict


class Asked(NamedTuple):
    """What an answer is made of: a query, the published content, and the address of the site."""

    query: MultiDict[str, str]
    library: Library
    site_url: str


def words(allowed: Iterable[str]) -> WithJsonSchema:
    """What the document says of a text that is one of these words."""
    return WithJsonSchema({"type": "string", "enum": list(allowed)})


def of(part: str, name: str) -> Any:
    """A field that is an attribute of a part of what the shape is made from."""
    return Field(validation_alias=AliasPath(part, name))


def _attribute(name: str) -> BeforeValidator:
    """Of an object that has it; a text is what was taken from one before."""
    return BeforeValidator(lambda value: getattr(value, name, value))


VerdictWord = Annotated[str, _attribute("word"), words(verdict.word for verdict in Verdict)]
MonthId = Annotated[str, _attribute("id")]
Confidence = Annotated[str, words(get_args(schemas.Confidence))]


class Shape(BaseModel):
    """A JSON object of which every key is known; made from an object that has such attributes."""

    model_config = ConfigDict(
        extra="forbid", frozen=True, from_attributes=True, serialize_by_alias=True
    )


class Problem(Shape):
    """Why there is no answer, and what would have been accepted."""

    error: str
    allowed: list[str]
