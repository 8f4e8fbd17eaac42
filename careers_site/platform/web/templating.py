"""Jinja: the GOV.UK macros beside our templates, and undefined names as errors."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any

from flask import Flask
from jinja2 import ChoiceLoader, PackageLoader, PrefixLoader, StrictUndefined, Template, Undefined
from jinja2.environment import TemplateModule
from jinja2.runtime import Context
from jinja2.utils import missing
from markupsafe import Markup

from careers_site.platform.text.formatting import count_of, day, moment, month, noun, number, pounds
from careers_site.platform.web.assets import asset
from careers_site.platform.web.json_ld import breadcrumbs

# Names that the GOV.UK macros read without being given them.
_OPTIONAL = {"caller", "null", "undefined"}
# More than all that is published has of the things that macros are kept for.
MOST_KEPT = 4_000


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


class SiteTemplate(Template):
    """All templates have the same globals: to compare them at each import takes long."""

    def _get_default_module(self, ctx: Context | None = None) -> TemplateModule:  # noqa: ARG002
        return super()._get_default_module()


def kept(macro: Callable[..., Markup]) -> Callable[..., Markup]:
    """The same macro, its HTML made once for the same arguments.

    For macros of what is published, as small as a source, that a page calls many times: with the
    content the arguments change. Never for one that is given something that a reader wrote.
    """
    return lru_cache(MOST_KEPT, typed=True)(macro)


def init_app(app: Flask) -> None:
    app.jinja_loader = ChoiceLoader(
        [
            PackageLoader("careers_site"),
            PrefixLoader({"govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja")}),
        ]
    )
    app.jinja_env.template_class = SiteTemplate
    app.jinja_env.undefined = StrictNames
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.filters.update(
        number=number,
        noun=noun,
        count_of=count_of,
        pounds=pounds,
        day=day,
        month=month,
        moment=moment,
    )
    app.jinja_env.globals.update(asset=asset, breadcrumb_data=breadcrumbs, kept=kept)
