"""Pages of a list."""

from __future__ import annotations

from flask import request

from careers_site.platform.errors import BadQueryError


def page_number(total: int, per_page: int) -> tuple[int, int]:
    """The page that the address asks for, and the last one. Raises BadQueryError for no page."""
    last = max(1, -(-total // per_page))
    asked = request.args.get("page", "1")
    if not (asked.isascii() and asked.isdigit() and len(asked) < 8 and 1 <= int(asked) <= last):
        raise BadQueryError(f"There is no such page. The last one is {last}.")
    return int(asked), last
