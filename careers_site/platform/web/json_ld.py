"""Data blocks in the words of schema.org, for machines that read pages."""

from __future__ import annotations

import json
from html import unescape
from typing import Any

from flask import current_app
from markupsafe import Markup

Json = dict[str, Any]


def data_block(values: Json) -> Markup:
    """The text of a data block. No `<` is in it, so nothing in it can end the block."""
    text = json.dumps({"@context": "https://schema.org", **values}, ensure_ascii=False, indent=0)
    for letter in "<>&\u2028\u2029":
        text = text.replace(letter, f"\\u{ord(letter):04x}")
    return Markup(text)  # noqa: S704 - escaped just above


def known(values: Json) -> Json:
    """Without what is not known."""
    return {
        key: known(value) if isinstance(value, dict) else value
        for key, value in values.items()
        if value not in ("", None, {})
    }


def breadcrumbs(trail: list[tuple[str, str]], title: str) -> Markup:
    """The way from the home page to the page of this name, which needs no address."""
    site_url = current_app.config["SETTINGS"].site_url
    items: list[Json] = [
        {"name": words, "item": f"{site_url}{path}"} for words, path in [("Home", "/"), *trail]
    ]
    items.append({"name": unescape(title)})
    numbered = [{"@type": "ListItem", "position": at, **item} for at, item in enumerate(items, 1)]
    return data_block({"@type": "BreadcrumbList", "itemListElement": numbered})
