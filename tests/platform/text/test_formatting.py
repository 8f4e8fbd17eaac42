"""Numbers, counts, money and dates are written in one way on every page."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from flask.testing import FlaskClient

from careers_site.courses.models import Course
from careers_site.courses.web import wording
from careers_site.platform.text import formatting
from tests.conftest import ROOT


@pytest.mark.parametrize(
    ("value", "words"),
    [
        *((0, "0"), (7, "7"), (1_234, "1,234"), (1_000_000, "1,000,000"), (100, "100")),
        *((37.0, "37"), (18.5, "18.5"), (Decimal("37.00"), "37"), (Decimal("36.25"), "36.25")),
        *((Decimal(40), "40"), (Decimal("1500.50"), "1,500.5")),
    ],
)
def test_a_number_has_commas_and_no_idle_zeros(value: float | Decimal, words: str) -> None:
    assert formatting.number(value) == words


@pytest.mark.parametrize(
    ("count", "words"),
    [(0, "0 courses"), (1, "1 course"), (2, "2 courses"), (1_234, "1,234 courses")],
)
def test_a_count_goes_with_its_noun(count: int, words: str) -> None:
    assert formatting.count_of(count, "course") == words


def test_a_noun_may_have_a_plural_of_its_own() -> None:
    assert formatting.count_of(2, "entry") == "2 entries"
    assert formatting.count_of(1, "row was", "rows were") == "1 row was"
    assert formatting.count_of(2, "row was", "rows were") == "2 rows were"


def test_dates_and_moments() -> None:
    assert formatting.day(date(2026, 11, 21)) == "21 November 2026"
    assert formatting.month(date(2026, 11, 21)) == "November 2026"
    summer = datetime(2026, 7, 1, 22, 30, tzinfo=UTC)
    assert formatting.moment(summer) == "1 July 2026 at 23:30"


def test_a_capital_at_the_start_leaves_the_months_as_they_are() -> None:
    assert formatting.capitalised("9 days ago, on 5 May 2026") == "9 days ago, on 5 May 2026"
    assert formatting.capitalised("today") == "Today"
    assert formatting.capitalised("") == ""


def test_a_course_in_a_comparison_was_checked_in_a_month_with_its_capital() -> None:
    course = Course(checked=date(2026, 5, 5), unconfirmed_fields="", attendance="")
    for column in Course.__table__.columns:
        if getattr(course, column.name) is None and column.type.python_type is str:
            setattr(course, column.name, "")
    facts = {fact.label: fact.text for fact in wording.to_compare(course)}
    assert facts["Last checked"].endswith("on 5 May 2026")


def test_the_calculator_gives_hours_back_without_idle_zeros(client: FlaskClient) -> None:
    page = client.get("/salary?salary=24000&hours=40&full_time_hours=37.00").text
    assert "Your hours are more than the full-time hours, 37<" in page


def test_no_template_formats_numbers_and_plurals_by_itself() -> None:
    """The quiz's own templates are the rules' business: their counts come in sentences."""
    by_hand = re.compile(r'"\{[^"]*\}"\.format\(|"s" if [^}]*length|"" if [\w.]+ == 1 else')
    templates = (ROOT / "careers_site" / "templates").rglob("*.html")
    found = [
        f"{file.relative_to(ROOT)}: {match[0]}"
        for file in templates
        if file.parent.name != "quiz" and (match := by_hand.search(file.read_text("utf-8")))
    ]
    assert found == []
