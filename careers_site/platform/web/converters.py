"""Parts of addresses: what no database can hold is no address, so that no view has to ask."""

from __future__ import annotations

from typing import Any

from flask import Flask
from werkzeug.routing import IntegerConverter, PathConverter, ValidationError

from careers_site.platform.text.numbers import LARGEST


class Number(IntegerConverter):
    """A whole number that a column of whole numbers holds."""

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **{"max": LARGEST, **named})


class Path(PathConverter):
    """A path of letters that can be shown; NUL, for one, is none."""

    def to_python(self, value: str) -> str:
        if not value.isprintable():
            raise ValidationError
        return value


def init_app(app: Flask) -> None:
    app.url_map.converters.update(int=Number, path=Path)
