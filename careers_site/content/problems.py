"""Problems in content: each a sentence with its place, all of them at once."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from careers_site.platform.text.text_safety import ODD, did_you_mean, showable

Shape = TypeVar("Shape", bound=BaseModel)


class ContentError(ValueError):
    """The content cannot be used. `problems` are sentences, each beginning with its file."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


class Problems(list[str]):
    """Collects problems while parsing goes on."""

    def add(self, path: str, place: str, sentence: str) -> None:
        self.append(": ".join(part for part in (path, place, sentence) if part))

    def unknown(
        self, path: str, place: str, kind: str, found: str, allowed: Collection[str]
    ) -> None:
        self.add(path, place, f'no {kind} "{found}"{did_you_mean(found, allowed)}')

    def check_known(
        self, path: str, place: str, kind: str, names: Iterable[str], known: Collection[str]
    ) -> None:
        """Note each name that is not known."""
        for name in names:
            if name not in known:
                self.unknown(path, place, kind, name, known)

    def check_unique(self, path: str, kind: str, ids: Iterable[str]) -> None:
        seen: set[str] = set()
        for name in ids:
            if name in seen:
                self.add(path, f'{kind} "{name}"', "stands twice")
            seen.add(name)

    def raise_if_any(self) -> None:
        if self:
            raise ContentError(list(self))


def read_toml(
    text: str, path: str, problems: Problems, lines_before: int = 0
) -> dict[str, Any] | None:
    """The parsed TOML, to read only, or None with the problem noted.

    `lines_before` are the lines above it in its document.
    """
    try:
        data, odd = _loads(text)
        for place, letter in odd:
            said = f"holds a character that cannot be shown (U+{ord(letter):04X})"
            problems.add(path, showable(_place(place, data)), said)
        return data
    except ValueError as error:
        # TOMLDecodeError, and numbers with more digits than Python reads.
        said = re.sub(r"\bline (\d+)", lambda at: f"line {int(at[1]) + lines_before}", str(error))
        problems.add(path, "", f"is not valid TOML: {said}")
    except RecursionError:
        problems.add(path, "", "is not valid TOML: its brackets are nested too deeply")
    return None


@lru_cache(maxsize=256)
def _loads(text: str) -> tuple[dict[str, Any], list[tuple[tuple[int | str, ...], str]]]:
    """A revision differs from the one before in a file or two: the others are read already."""
    data = tomllib.loads(text)
    return data, list(_odd(data, ()))


def _odd(value: Any, place: tuple[int | str, ...]) -> Iterator[tuple[tuple[int | str, ...], str]]:
    """Each text with a character that no page can hold, which TOML writes as an escape."""
    if isinstance(value, dict | list):
        for key, inner in value.items() if isinstance(value, dict) else enumerate(value):
            yield from _odd(key, place) if isinstance(key, str) else ()
            yield from _odd(inner, (*place, key))
    elif isinstance(value, str) and (odd := ODD.search(value)):
        yield place, odd[0]


def read_file(
    shape: type[Shape], path: str, documents: Mapping[str, str], problems: Problems
) -> Shape | None:
    """The document in its shape, or None with the problem noted."""
    if path not in documents:
        problems.add(path, "", "is missing")
        return None
    data = read_toml(documents[path], path, problems)
    return None if data is None else read_shape(shape, data, path, problems)


def read_shape(
    shape: type[Shape], data: dict[str, Any], path: str, problems: Problems
) -> Shape | None:
    """The data in the given shape, or None with every problem noted with its place."""
    try:
        return shape.model_validate(data)
    except ValidationError as error:
        for one in error.errors(include_url=False):
            place = _place(one["loc"], data)
            problems.add(path, place, _sentence(one["type"], one["msg"], one.get("input")))
        return None


def _place(location: tuple[int | str, ...], data: Any) -> str:
    """'step "t-level": months' rather than 'step.12.months'."""
    words: list[str] = []
    at = data
    for part in location:
        at = _inside(at, part)
        if isinstance(part, int):
            name = at.get("id") if isinstance(at, dict) else None
            words[-1:] = [f'{words[-1]} "{name}"' if name else f"{words[-1]} number {part + 1}"]
        else:
            words.append(str(part))
    return ": ".join(words)


def _inside(at: Any, part: int | str) -> Any:
    try:
        return at[part]
    except (KeyError, IndexError, TypeError):
        return None


def _sentence(kind: str, message: str, found: Any) -> str:
    if kind == "missing":
        return "is missing"
    if kind == "extra_forbidden":
        return "is not a key that is known here"
    shown = "" if isinstance(found, dict | list) else f' (found "{str(found)[:60]}")'
    message = message.removeprefix("Value error, ")
    return message[0].lower() + message[1:] + shown
