"""Schemathesis drives every operation from the document, with what fits it and what does not.

Its own pytest integration reads a private name that pytest 9.2 no longer has, so its strategies
are given to Hypothesis here.
"""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from schemathesis import Case
from schemathesis.generation import GenerationMode
from schemathesis.schemas import BaseSchema
from schemathesis.specs.openapi.checks import positive_data_acceptance

FIXED = ("openapi.json", "profile", "salaries", "scales", "sources")
ASKING = ("routes", "courses", "courses/{id}")
GOOD, BAD = GenerationMode.POSITIVE, GenerationMode.NEGATIVE


def test_every_address_of_the_document_is_driven(document: dict[str, Any]) -> None:
    assert sorted(document["paths"]) == sorted(f"/api/v1/{name}" for name in FIXED + ASKING)


@pytest.mark.parametrize(
    ("name", "mode"),
    [(name, GOOD) for name in FIXED + ASKING] + [(name, BAD) for name in ASKING],
)
def test_every_operation_answers_as_the_document_says(
    schema: BaseSchema, name: str, mode: GenerationMode
) -> None:
    operation = schema[f"/api/v1/{name}"]["GET"]

    @settings(
        max_examples=15,
        derandomize=True,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(operation.as_strategy(generation_mode=mode))
    def answers(case: Case) -> None:
        # The site packs its answers for who can unpack them; Schemathesis does not.
        headers = {"Accept-Encoding": "identity"}
        # Which places and providers are known, and which days exist, a document does not say.
        unsaid = {"near", "provider", "start"} & set(case.query)
        # To JSON Schema 22.0 is a whole number too; in an address it is none.
        floats = any(isinstance(value, float) for value in case.query.values())
        excluded = [positive_data_acceptance] if unsaid or floats else []
        case.call_and_validate(headers=headers, excluded_checks=excluded)

    answers()
