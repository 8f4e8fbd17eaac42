"""docs/api.md: each request in it is sent, and answers what stands below it."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from flask.testing import FlaskClient

from tests.conftest import ROOT

TEXT = (ROOT / "docs" / "api.md").read_text()
EXAMPLES = re.findall(r"```http\nGET (\S+)\n```\n```json\n(.*?)```", TEXT, re.DOTALL)


def holds(answer: Any, shown: Any) -> bool:
    """Whether what is shown is in the answer; lists and objects may hold more."""
    if isinstance(shown, dict):
        return isinstance(answer, dict) and all(
            key in answer and holds(answer[key], value) for key, value in shown.items()
        )
    if isinstance(shown, list):
        return all(any(holds(one, wanted) for one in answer) for wanted in shown)
    return bool(answer == shown)


def test_the_page_has_its_examples() -> None:
    assert len(EXAMPLES) == TEXT.count("```http") == 4


@pytest.mark.parametrize(("address", "shown"), EXAMPLES)
def test_an_example_answers_what_the_page_shows(
    client: FlaskClient, address: str, shown: str
) -> None:
    assert holds(client.get(address).get_json(), json.loads(shown))


def test_every_address_of_the_document_is_on_the_page(document: dict[str, Any]) -> None:
    for address in document["paths"]:
        assert f"`{address.replace('{id}', '<id>')}`" in TEXT
