"""What each address answers, and the OpenAPI document of all of them.

Parameters come from the scales and filters, and answers from their shapes.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any, NamedTuple, get_type_hints

from pydantic.json_schema import GenerateJsonSchema, models_json_schema

from careers_site.api.courses import courses_answer, one_course_answer
from careers_site.api.parameters import (
    Json,
    courses_parameters,
    one_course_parameters,
    routes_parameters,
)
from careers_site.api.profile import profile_answer
from careers_site.api.reference import salaries_answer, scales_answer, sources_answer
from careers_site.api.routes import routes_answer
from careers_site.api.shape import Asked, Problem, Shape
from careers_site.content.parsing import Library

ROOT = "/api/v1"


class Address(NamedTuple):
    """What is asked for at an address below ROOT."""

    name: str
    summary: str
    answer: Callable[[Asked], Shape]
    parameters: Callable[[Library], list[Json]] = lambda _library: []

    @property
    def shape(self) -> type[Shape]:
        """What the function says that it returns."""
        shape: type[Shape] = get_type_hints(self.answer)["return"]
        return shape

    @property
    def path(self) -> str:
        return f"{ROOT}/courses/{{id}}" if self.name == "course" else f"{ROOT}/{self.name}"


ADDRESSES = (
    Address("profile", "The job profile", profile_answer),
    Address("salaries", "Salary bands and pay points", salaries_answer),
    Address("scales", "What can be asked, with its levels", scales_answer),
    Address("sources", "What the ids of sources stand for", sources_answer),
    Address("routes", "Every route for somebody's answers", routes_answer, routes_parameters),
    Address("courses", "Search the courses", courses_answer, courses_parameters),
    Address("course", "One course", one_course_answer, one_course_parameters),
)
_SHAPES: list[type[Shape]] = [*(one.shape for one in ADDRESSES), Problem]
SHORT = "Everything that this site knows, for programs. No key; read only; nothing is stored."


class _Plain(GenerateJsonSchema):
    """Without a title for each field: its name is there already."""

    def field_title_should_be_set(self, schema: Any) -> bool:  # noqa: ARG002 - as in the base
        return False


def document(library: Library, site_url: str) -> Json:
    """The OpenAPI 3.1 document of the API as the published content makes it."""
    return {
        "openapi": "3.1.0",
        "info": {"title": "Portage Careers", "version": "1", "description": SHORT},
        "servers": [{"url": site_url}],
        "paths": _paths(library),
        "components": {"schemas": _schemas()},
    }


def _paths(library: Library) -> Json:
    itself = {f"{ROOT}/openapi.json": _get("openapi", "This document", {"type": "object"}, [])}
    return itself | {
        one.path: _get(one.name, one.summary, _reference(one.shape), one.parameters(library))
        for one in ADDRESSES
    }


_GONE = {"404": "There is no such course.", "410": "The course was withdrawn."}


def _get(name: str, summary: str, schema: Json, parameters: list[Json]) -> Json:
    problems = {"400": "A parameter or a value is unknown; `allowed` lists what is not."}
    if name == "course":
        problems |= _GONE
    return {
        "get": {
            "operationId": name,
            "summary": summary,
            "parameters": parameters,
            "responses": {
                "200": {"description": summary, **_content(schema)},
                **{
                    status: {"description": text, **_content(_reference(Problem))}
                    for status, text in problems.items()
                },
            },
        }
    }


def _content(schema: Json) -> Json:
    return {"content": {"application/json": {"schema": schema}}}


def _reference(shape: type[Shape]) -> Json:
    return {"$ref": f"#/components/schemas/{shape.__name__}"}


@cache
def _schemas() -> Json:
    _, together = models_json_schema(
        [(shape, "serialization") for shape in _SHAPES],
        ref_template="#/components/schemas/{model}",
        schema_generator=_Plain,
    )
    schemas: Json = together["$defs"]
    return schemas
