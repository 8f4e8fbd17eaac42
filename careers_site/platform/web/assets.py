"""The built front end: names that stay, addresses that change with the content."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path

BUILD = Path(__file__).parents[2] / "static" / "build"
URL = "/static/build/"

_HASHED = re.compile(r"\.[A-Z0-9]{8}\.\w+$")


class FrontEndNotBuiltError(RuntimeError):
    """The style sheet, script and fonts are missing, or lack the named file."""


def asset(name: str) -> str:
    """The address of a built file: asset("site.css") -> "/static/build/site.<hash>.css"."""
    try:
        return URL + _manifest()[name]
    except KeyError:
        names = ", ".join(sorted(_manifest()))
        raise FrontEndNotBuiltError(f'The front end has no "{name}". It has: {names}.') from None


def is_hashed(path: str, url: str) -> bool:  # noqa: ARG001 - WhiteNoise gives both
    """Whether a file's name changes with its content, so that browsers may keep it for ever."""
    return bool(_HASHED.search(url))


@cache
def _manifest() -> dict[str, str]:
    try:
        text = (BUILD / "manifest.json").read_text(encoding="utf-8")
    except FileNotFoundError:
        raise FrontEndNotBuiltError(
            f"The front end was not built: there is no {BUILD / 'manifest.json'}. "
            'Run "make run", or "pip install --no-deps -e ." in the virtual environment.'
        ) from None
    names: dict[str, str] = json.loads(text)
    return names
