"""Jinja: the GOV.UK macros beside our templates, and undefined names as errors."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from flask import Flask
from jinja2 import ChoiceLoader, PackageLoader, PrefixLoader, StrictUndefined, Undefined
from jinja2.utils import missing

from careers_site.platform.assets import asset
from careers_site.platform.clock import LONDON

# Names that the GOV.UK macros read without being given them.
_OPTIONAL = {"caller", "null", "undefined"}


class StrictNames(Undefined):
    """A name, or an attribute of our own objects, that does not exist is an error.

    A missing key of a dict stays empty, since the GOV.UK macros take dicts of optional keys.
    """

    def __new__(
        cls, hint: str | None = None, obj: Any = missing, name: str | None = None, *args: Any
    ) -> Any:
        lenient = name in _OPTIONAL or isinstance(obj, dict | list | Undefined)
        kind = Undefined if lenient else StrictUndefined
        return kind(hint, obj, name, *args)


def day(value: date) -> str:
    """A date as people write it: 21 November 2026."""
    return f"{value.day} {value:%B %Y}"


def moment(value: datetime) -> str:
    """A moment as people in the United Kingdom write it: 21 November 2026 at 16:05."""
    here = (value if value.tzinfo else value.replace(tzinfo=UTC)).astimezone(LONDON)
    return f"{day(here)} at {here:%H:%M}"


def pounds(value: int) -> str:
    return f"£{value:,}"


def init_app(app: Flask) -> None:
    app.jinja_loader = ChoiceLoader(
        [
            PackageLoader("careers_site"),
            PrefixLoader({"govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja")}),
        ]
    )
    app.jinja_env.undefined = StrictNames
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.filters.update(day=day, moment=moment, pounds=pounds)
    app.jinja_env.globals.update(asset=asset)
