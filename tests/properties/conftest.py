"""The same examples on every run, so that a failure is about the change and not about luck."""

from __future__ import annotations

import os

import pytest
from hypothesis import HealthCheck, settings

from careers_site.content.parsing import Library, parse
from careers_site.content.store import files
from tests.conftest import ROOT

slow = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]
settings.register_profile(
    "laws",
    max_examples=50,
    derandomize=True,
    deadline=None,
    database=None,
    suppress_health_check=slow,
)
# HYPOTHESIS_PROFILE=explore looks at new examples each time, and at many more.
settings.register_profile("explore", deadline=None, max_examples=2_000, suppress_health_check=slow)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "laws"))


@pytest.fixture(scope="session")
def shipped() -> Library:
    """The library of the shipped content; laws need no site, and hold whatever the examples say."""
    return parse(files.read(ROOT), 0, examples_may_differ=True)
