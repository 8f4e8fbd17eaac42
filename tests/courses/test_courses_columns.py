"""The quick ways through the columns give what the plain ways give."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from flask import Flask
from hypothesis import given, settings
from hypothesis import strategies as st

from careers_site.courses.catalogue.catalogue import course_columns
from careers_site.courses.catalogue.columns import Columns, first
from careers_site.places import miles

VALUES = st.lists(st.sampled_from([0.0, 1.0, 2.0, 3.5, float("nan")]), min_size=1, max_size=80)


@settings(deadline=None)
@given(values=VALUES, count=st.integers(1, 20), seed=st.integers(0, 99))
def test_the_first_few_are_those_of_the_whole_order(
    values: list[float], count: int, seed: int
) -> None:
    by, ties = np.array(values), np.random.default_rng(seed).permutation(len(values))
    found = np.arange(len(values)) * 3
    whole = found[np.lexsort([ties, by])]
    assert first(found, by, ties, count).tolist() == whole[:count].tolist()


@pytest.fixture
def columns(site: Flask) -> Columns:
    with site.app_context():
        return course_columns()


@pytest.mark.parametrize("place", [(51.5085, -0.1257), (52.4, -1.5), (60.1, -1.2), (54.6, -5.9)])
def test_distances_are_those_of_the_great_circle(
    columns: Columns, place: tuple[float, float]
) -> None:
    plain = miles(*place, columns.latitude, columns.longitude)
    assert np.allclose(columns.miles_from(*place), plain, atol=0.005, equal_nan=True)
    assert np.count_nonzero(~np.isnan(plain)) > 50


@pytest.mark.parametrize("gaps", [1, 1000])
def test_ids_are_found_wherever_they_stand(columns: Columns, gaps: int) -> None:
    some = replace(columns, ids=np.arange(1, len(columns) + 1) * gaps)
    asked = np.array([0, gaps, 2 * gaps + (gaps > 1), 5 * gaps, 10**7])
    mask, positions = some.having(asked)
    expected = np.isin(some.ids, asked)
    assert mask.tolist() == expected.tolist()
    assert asked[positions].tolist() == some.ids[mask].tolist()
    assert not some.having(np.zeros(0, np.int64))[0].any()
