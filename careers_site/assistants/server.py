"""The API as tools for AI assistants (Model Context Protocol): made from its OpenAPI document.

A new question or filter is a parameter here as soon as it is one there.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from flask import Flask
from mcp.server import Server
from mcp.types import (
    CallToolRequestParams,
    CallToolResult,
    ListToolsResult,
    TextContent,
    Tool,
    ToolAnnotations,
)
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import HTTPException

from careers_site.api.openapi import ADDRESSES, document
from careers_site.api.shape import Asked, Problem, Shape
from careers_site.content.library import library
from careers_site.platform.web.errors import BadQueryError, refuse_unknown

INSTRUCTIONS = (
    "Portage Careers is about one job in the United Kingdom, the Portage home visitor. "
    "`scales` lists what can be asked of a person; pass the answers to `routes` to see which ways "
    "into the job are open to them, why, and in which steps. Leave out what they have not told "
    "you: that is never read as no. Tell them the reasons, and name the source and date of each "
    "figure: `sources` says what the ids stand for. No answer is a promise of a place or a job."
)
ANSWERS = {address.name: address.answer for address in ADDRESSES}


def make_server(app: Flask) -> Server[Any]:
    """A server whose tools answer from the published content of `app`."""

    async def list_tools(_context: Any, _params: Any) -> ListToolsResult:
        with app.app_context():
            return ListToolsResult(tools=list(tools(_site_url(app))))

    async def call_tool(_context: Any, params: CallToolRequestParams) -> CallToolResult:
        with app.app_context():
            return call(params.name, params.arguments or {}, _site_url(app))

    return Server(
        "portage-careers",
        title="Portage Careers",
        instructions=INSTRUCTIONS,
        website_url=_site_url(app),
        on_list_tools=list_tools,
        on_call_tool=call_tool,
    )


def tools(site_url: str) -> Iterator[Tool]:
    """A tool for each address of the API, with its parameters."""
    for path in document(library(), site_url)["paths"].values():
        operation = path["get"]
        if operation["operationId"] in ANSWERS:
            parameters = operation["parameters"]
            yield Tool(
                name=operation["operationId"],
                description=operation["summary"],
                annotations=ToolAnnotations(read_only_hint=True, open_world_hint=False),
                input_schema={
                    "type": "object",
                    "properties": {
                        one["name"]: {"description": one.get("description", ""), **one["schema"]}
                        for one in parameters
                    },
                    "required": [one["name"] for one in parameters if one.get("required")],
                    "additionalProperties": False,
                },
            )


def call(name: str, arguments: dict[str, Any], site_url: str) -> CallToolResult:
    """What the API answers. A refusal says what is allowed, so that the assistant can mend it."""
    try:
        tool = next((tool for tool in tools(site_url) if tool.name == name), None)
        if tool is None:
            raise refuse_unknown("tool", name, list(ANSWERS))
        allowed = tool.input_schema["properties"]
        for key in arguments:
            if key not in allowed:
                raise refuse_unknown("parameter", key, list(allowed))
        return _result(ANSWERS[name](Asked(_query(arguments), library(), site_url)))
    except BadQueryError as error:
        return _result(Problem(error=error.message, allowed=error.allowed), is_error=True)
    except HTTPException as error:
        return _result(Problem(error=error.description or error.name, allowed=[]), is_error=True)


def _query(arguments: dict[str, Any]) -> MultiDict[str, str]:
    """Arguments as an address would hold them."""
    query: MultiDict[str, str] = MultiDict()
    for key, value in arguments.items():
        for one in value if isinstance(value, list) else [value]:
            if one is not None:
                query.add(key, str(one))
    return query


def _result(shape: Shape, *, is_error: bool = False) -> CallToolResult:
    return CallToolResult(
        content=[TextContent(type="text", text=shape.model_dump_json())],
        structured_content=shape.model_dump(mode="json"),
        is_error=is_error,
    )


def _site_url(app: Flask) -> str:
    site_url: str = app.config["SETTINGS"].site_url
    return site_url
