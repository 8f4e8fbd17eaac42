"""Pages of a list."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from flask import request

from careers_site.platform.text.numbers import whole_number
from careers_site.platform.web.errors import BadQueryError, refuse_unknown


def last_page(total: int, size: int) -> int:
    """The number of the last page; a list of nothing has one."""
    return max(1, -(-total // size))


@dataclass(frozen=True)
class Paging:
    """Which part of a list of `total` the address asks for, and the addresses of the others."""

    page: int
    last: int
    size: int
    total: int

    @property
    def offset(self) -> int:
        return (self.page - 1) * self.size

    def address(self, page: int) -> str:
        """The address of this request for another page."""
        asked = [(key, value) for key, value in request.args.items(multi=True) if key != "page"]
        query = urlencode([*asked, ("page", page)] if page > 1 else asked)
        return f"{request.path}?{query}" if query else request.path


def only_page(total: int, size: int) -> Paging:
    """The same for a list whose address holds nothing else; anything else is named back."""
    for key in request.args:
        if key != "page":
            raise refuse_unknown("part of this address", key, ["page"])
    return paging(total, size)


def paging(total: int, size: int) -> Paging:
    """The page that the address asks for. Raises BadQueryError for one that there is not."""
    last = last_page(total, size)
    page = whole_number(request.args.get("page", "1"), 1, last)
    if page is None:
        raise BadQueryError(f"There is no such page. The last one is {last}.")
    return Paging(page, last, size, total)
