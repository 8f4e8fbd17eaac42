"""The OpenAPI document: parameters from the scales and filters, answers from their shapes."""

from __future__ import annotations

from functools import cache
from typing import Any

from pydantic.json_schema import GenerateJsonSchema, models_json_schema

from careers_site.api.courses import MOST_A_PAGE, CourseAnswer, CoursesAnswer
from careers_site.api.parameters import courses_parameters, routes_parameters
from careers_site.api.profile_shapes import Profile
from careers_site.api.reference import Salaries, Scales, Sources
from careers_site.api.route_shapes import RoutesAnswer
from careers_site.api.shape import Problem, Shape
from careers_site.content.parsing import Library

Json = dict[str, Any]

ANSWERS: tuple[type[Shape], ...] = (
    *(Profile, Salaries, Scales, Sources, RoutesAnswer, CoursesAnswer, CourseAnswer, Problem),
)
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
    return {
        "/api/v1/openapi.json": _get("openapi", "This document", None),
        "/api/v1/profile": _get("profile", "The job profile", Profile),
        "/api/v1/salaries": _get("salaries", "Salary bands and pay points", Salaries),
        "/api/v1/scales": _get("scales", "What can be asked, with its levels", Scales),
        "/api/v1/sources": _get("sources", "What the ids of sources stand for", Sources),
        "/api/v1/routes": _get(
            "routes", "Every route for somebody's answers", RoutesAnswer, routes_parameters(library)
        ),
        "/api/v1/courses": _get(
            "courses", "Search the courses", CoursesAnswer, courses_parameters(library, MOST_A_PAGE)
        ),
        "/api/v1/courses/{id}": _get("course", "One course", CourseAnswer, [_COURSE_ID], _GONE),
    }


_COURSE_ID: Json = {
    "name": "id",
    "in": "path",
    "required": True,
    "schema": {"type": "integer", "minimum": 0, "maximum": 2147483647},
}
_GONE = {"404": "There is no such course.", "410": "The course was withdrawn."}


def _get(
    name: str,
    summary: str,
    shape: type[Shape] | None,
    parameters: list[Json] | None = None,
    errors: dict[str, str] | None = None,
) -> Json:
    schema = _reference(shape) if shape else {"type": "object"}
    problems = {"400": "A parameter or a value is unknown; `allowed` lists what is not."}
    return {
        "get": {
            "operationId": name,
            "summary": summary,
            "parameters": parameters or [],
            "responses": {
                "200": {"description": summary, **_content(schema)},
                **{
                    status: {"description": text, **_content(_reference(Problem))}
                    for status, text in (problems | (errors or {})).items()
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
        [(shape, "serialization") for shape in ANSWERS],
        ref_template="#/components/schemas/{model}",
        schema_generator=_Plain,
    )
    schemas: Json = together["$defs"]
    return schemas
