"""What every answer of the API is made of: a typed shape, from which the document comes too."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, get_args

from flask import Response
from pydantic import BaseModel, ConfigDict, WithJsonSchema

from careers_site.content.rules import schemas
from careers_site.eligibility.requirements import Verdict


def words(allowed: Iterable[str]) -> WithJsonSchema:
    """What the document says of a text that is one of these words."""
    return WithJsonSchema({"type": "string", "enum": list(allowed)})


VerdictWord = Annotated[str, words(verdict.word for verdict in Verdict)]
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


def answer(shape: Shape) -> Response:
    return Response(shape.model_dump_json(), mimetype="application/json")
