"""`careers-site mcp`, asked through the official client: the answers of the API."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any

import anyio
from flask.testing import FlaskClient

from tests.conftest import ROOT, make_app

if TYPE_CHECKING:
    from mcp import Client

PROGRAM = "from careers_site.cli import main; main()"
PERSON = {"age": "24-plus", "early_years": "level-3", "others": "none", "from": "2027-01"}


def ask(instance: Path, questions: Callable[[Client], Awaitable[None]]) -> None:
    """Start the program as an assistant does, ask, and end it."""
    # Takes a second, which each process of tests would spend before its first test.
    from mcp import Client, StdioServerParameters
    from mcp.client.stdio import stdio_client

    environ = {"INSTANCE_PATH": str(instance), "SITE_URL": "http://localhost"}
    server = StdioServerParameters(
        command=sys.executable,
        args=["-c", PROGRAM, "mcp"],
        env={**environ, "PYTHONPATH": str(ROOT), "FILES_PATH": str(ROOT)},
        cwd=ROOT,
    )

    async def run() -> None:
        async with Client(stdio_client(server)) as client:
            await questions(client)

    # In a thread of its own: where a browser was opened before, this one has a loop already.
    with ThreadPoolExecutor(1) as thread:
        thread.submit(anyio.run, run).result()


def test_an_assistant_gets_the_answers_of_the_api(
    prepared: Path, tmp_path: Path, client: FlaskClient
) -> None:
    instance = tmp_path / "instance"
    shutil.copytree(prepared, instance)
    same: list[tuple[str, dict[str, Any], str]] = [
        ("routes", PERSON, "/api/v1/routes"),
        ("courses", {"near": "Leeds", "per_page": 2, "level": ["3", "5"]}, "/api/v1/courses"),
        ("course", {"id": 1}, "/api/v1/courses/1"),
        ("salaries", {}, "/api/v1/salaries"),
        ("scales", {}, "/api/v1/scales"),
        ("sources", {}, "/api/v1/sources"),
        ("profile", {}, "/api/v1/profile"),
    ]
    wrong: list[tuple[str, dict[str, Any], str]] = [
        ("routes", {"gcse_maths": "C"}, 'There is no answer to "gcse_maths" called "C"'),
        ("routes", {"gsce_maths": "4"}, 'did you mean "gcse_maths"'),
        ("scales", {"x": "1"}, 'There is no parameter "x"'),
        ("course", {"id": 999_999}, "There is no course 999999."),
        ("course", {}, "There is no course 0."),
        ("courses", {"near": "Nowheresville"}, "Nowheresville"),
        ("fly", {}, 'There is no tool "fly"'),
    ]

    async def questions(assistant: Client) -> None:
        tools = {tool.name: tool for tool in (await assistant.list_tools()).tools}
        assert set(tools) == {name for name, _, _ in same}
        asked = tools["routes"].input_schema["properties"]["early_years"]
        assert "level-3" in asked["enum"]
        for name, arguments, address in same:
            answer = await assistant.call_tool(name, arguments)
            query = {} if name == "course" else arguments
            expected = client.get(address, query_string=query).get_json()
            assert (answer.is_error, answer.structured_content) == (False, expected), name
        for name, arguments, said in wrong:
            refused = await assistant.call_tool(name, arguments)
            assert refused.is_error
            assert said in refused.structured_content["error"]

    ask(instance, questions)


def test_a_site_that_has_no_content_says_what_to_do(tmp_path: Path) -> None:
    done = make_app(tmp_path).test_cli_runner().invoke(args=["mcp"])
    assert (done.exit_code, "careers-site serve" in done.output) == (1, True)
