"""The API as its own document describes it."""

from __future__ import annotations

from typing import Any

import pytest
import schemathesis
from flask import Flask
from schemathesis.schemas import BaseSchema

DOCUMENT = "/api/v1/openapi.json"


@pytest.fixture(scope="session")
def document(site: Flask) -> dict[str, Any]:
    answer: dict[str, Any] = site.test_client().get(DOCUMENT).get_json()
    return answer


@pytest.fixture(scope="session")
def schema(site: Flask) -> BaseSchema:
    """What Schemathesis reads from the document, to drive the site in this process."""
    return schemathesis.openapi.from_wsgi(DOCUMENT, site)
