"""One table of a TOML file changed, added or removed, and every other line left as it stands.

An item is the whole block of a `[[name]]` or `[name]`, or with the name "" what stands above the
first `[[…]]`. Only its own lines are read and written, so comments and order stay.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from datetime import date
from typing import Any

import tomlkit
from tomlkit.items import InlineTable, Table

LONGEST_LINE = 100
_HEADER = re.compile(r"\[\[?([A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)*)\]\]?\s*(#.*)?$")
Values = Mapping[str, Any]


class ItemError(ValueError):
    """The file is written in a way that only its text can be changed in."""


def items(text: str, name: str) -> list[dict[str, Any]]:
    """What the file holds under the name, in its order. Raises ItemError."""
    try:
        data = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        raise ItemError(str(error)) from error
    found = _held(data, name)
    if len(found) != len(_blocks(text.splitlines(keepends=True), name)):
        raise ItemError(f"[[{name}]] is written in an unusual way")
    return found


def at_line(text: str, name: str, line: int) -> int | None:
    """The number of the item that a line, counted from 1, stands in. None between items."""
    blocks = enumerate(_blocks(text.splitlines(keepends=True), name))
    return next((number for number, (start, end) in blocks if start < line <= end), None)


def change(text: str, name: str, number: int, values: Values) -> str:
    """The text with these values in the item; None takes a key out. Raises ItemError."""
    lines = text.splitlines(keepends=True)
    expected = {**items(text, name)[number], **values}
    start, end = _blocks(lines, name)[number]
    document = tomlkit.parse("".join(lines[start:end]))
    table: Any = document if not name else document[name]
    table = table[0] if isinstance(table, list) else table
    for key, value in values.items():
        _put(table, key, value)
    changed = [*lines[:start], tomlkit.dumps(document), *lines[end:]]
    kept = {key: value for key, value in expected.items() if value is not None}
    return _checked("".join(changed), text, name, number, kept)


def add(text: str, name: str, values: Values, before: int | None = None) -> str:
    """The text with one more `[[name]]`, before that item, or behind the last one."""
    lines = text.splitlines(keepends=True)
    blocks = _blocks(lines, name)
    number = len(blocks) if before is None else before
    written = [f"{key} = {inline(value, len(key))}\n" for key, value in values.items()]
    new = [f"[[{name}]]\n", *written]
    if blocks and not number:
        # What stands above the first one is about the file.
        at = blocks[0][0]
        new.append("\n")
    else:
        at = blocks[number - 1][1] if blocks else len(lines)
        new = ["\n" if at else "", *new]
    if at and not lines[at - 1].endswith("\n"):
        lines[at - 1] += "\n"
    return _checked("".join([*lines[:at], *new, *lines[at:]]), text, name, number, dict(values))


def remove(text: str, name: str, number: int) -> str:
    """The text without the item. Raises ItemError."""
    lines = text.splitlines(keepends=True)
    start, end = _blocks(lines, name)[number]
    while end < len(lines) and not lines[end].strip():
        end += 1
    return _checked("".join([*lines[:start], *lines[end:]]), text, name, number, None)


def inline(value: Any, indent: int = 0) -> str:
    """A value as it is written in one line, or in several where it is a long list."""
    if isinstance(value, dict):
        inner = ", ".join(f"{key} = {inline(one, indent)}" for key, one in value.items())
        return f"{{ {inner} }}" if inner else "{}"
    if isinstance(value, list):
        parts = [inline(one) for one in value]
        line = f"[{', '.join(parts)}]"
        if indent + len(line) <= LONGEST_LINE:
            return line
        return "[\n" + "".join(f"    {part},\n" for part in parts) + "]"
    if isinstance(value, date):
        return value.isoformat()
    return str(tomlkit.item(value).as_string())


def _put(table: Any, key: str, value: Any) -> None:
    old = table.get(key)
    if value is None:
        table.pop(key, None)
    elif isinstance(old, Table) and not isinstance(old, InlineTable):
        for gone in set(old) - set(value):
            old.remove(gone)
        for inner, one in value.items():
            if old.get(inner) != one:
                old[inner] = one
    else:
        table[key] = tomlkit.value(inline(value, len(key)))


def _held(data: dict[str, Any], name: str) -> list[dict[str, Any]]:
    if not name:
        return [data]
    found = data.get(name, [])
    return found if isinstance(found, list) else [found]


def _blocks(lines: list[str], name: str) -> list[tuple[int, int]]:
    """The first line of each item and the one behind its last."""
    headers = [(at, found[1]) for at, line in enumerate(lines) if (found := _HEADER.match(line))]
    if not name:
        end = next((at for at, _ in headers if lines[at].startswith("[[")), len(lines))
        return [(0, _trimmed(lines, 0, end))]
    spans = []
    for at, _ in (one for one in headers if one[1] == name):
        rest = (n for n, other in headers if n > at and not other.startswith(f"{name}."))
        spans.append((at, _trimmed(lines, at, next(rest, len(lines)))))
    return spans


def _trimmed(lines: list[str], start: int, end: int) -> int:
    """Without the blank lines and comments at the end: they belong to what follows."""
    while end > start and (not lines[end - 1].strip() or lines[end - 1].startswith("#")):
        end -= 1
    return end


def _checked(new: str, old: str, name: str, number: int, item: dict[str, Any] | None) -> str:
    """The new text, if it says just what was meant. Raises ItemError."""
    was, now = tomllib.loads(old), tomllib.loads(new)
    if not name:
        expected = item
    elif isinstance(was.get(name), dict):
        expected = {**was, name: item}
    else:
        held = list(was.get(name, []))
        there = 0 if item is not None and len(now.get(name, [])) > len(held) else 1
        held[number : number + there] = [] if item is None else [item]
        expected = {**was, name: held} if held else {k: v for k, v in was.items() if k != name}
    if now != expected:
        raise ItemError("the file is written in a way that no form can change")
    return new
