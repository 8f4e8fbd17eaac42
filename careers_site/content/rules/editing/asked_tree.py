"""What is asked for as a tree of groups, between the tables of the rule files and a form.

A leaf is "scale.level", for a price also "below.scale.level" or "question.answer".
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from careers_site.eligibility.scales import Scales
from careers_site.eligibility.sentences import in_sentence

ALL: Literal["all"] = "all"
ANY: Literal["any"] = "any"
BELOW = "below"


@dataclass(frozen=True)
class Group:
    """Parts of which all are asked for, or one is enough."""

    joined: Literal["all", "any"] = ALL
    parts: tuple[Part, ...] = ()


Part = str | Group


def from_table(table: Mapping[str, Any]) -> Group:
    """The tree of a table. Raises ValueError for one that is not in shape."""
    parts: list[Part] = []
    for key, value in table.items():
        if key in (ALL, ANY):
            if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
                raise ValueError(key)
            inner = tuple(_part(from_table(one)) for one in value)
            parts += [Group(ANY, inner)] if key == ANY else inner
        elif key == BELOW and isinstance(value, dict):
            parts += [f"{BELOW}.{scale}.{level}" for scale, level in value.items()]
        else:
            parts.append(f"{key}.{value}")
    return tidy(Group(ALL, tuple(parts)))


def tidy(group: Group) -> Group:
    """The same without blank leaves, empty groups and groups of one part."""
    parts: list[Part] = []
    for part in group.parts:
        one = part if isinstance(part, str) else _part(tidy(part))
        if isinstance(one, Group) and one.joined == group.joined:
            parts += one.parts
        elif one and one != Group(ANY):
            parts.append(one)
    if len(parts) == 1:
        return parts[0] if isinstance(parts[0], Group) else Group(ALL, tuple(parts))
    return Group(group.joined, tuple(dict.fromkeys(parts)))


def _part(group: Group) -> Part:
    return group.parts[0] if len(group.parts) == 1 else group


def to_table(group: Group) -> dict[str, Any]:
    """The table of a tree; several of one kind stand in `all`."""
    tree = tidy(group)
    parts = (tree,) if tree.joined == ANY and tree.parts else tree.parts
    table: dict[str, Any] = {}
    rest: list[dict[str, Any]] = []
    for part in parts:
        where, key, value = _entry(part, table)
        if key in where:
            rest.append({BELOW: {key: value}} if where is not table else {key: value})
        else:
            where[key] = value
    return {**table, ALL: rest} if rest else table


def _entry(part: Part, table: dict[str, Any]) -> tuple[dict[str, Any], str, Any]:
    """Where a part goes, its key and its value."""
    if isinstance(part, Group):
        groups = (one if isinstance(one, Group) else Group(ALL, (one,)) for one in part.parts)
        return table, ANY, [to_table(one) for one in groups]
    key, _, level = part.partition(".")
    if key != BELOW:
        return table, key, level
    scale, _, level = level.partition(".")
    return table.setdefault(BELOW, {}), scale, level


def leaves(group: Group) -> list[str]:
    found: list[str] = []
    for part in group.parts:
        found += [part] if isinstance(part, str) else leaves(part)
    return found


def sentence(group: Group, words: Mapping[str, str], scales: Scales, begin: str = "") -> str:
    """The tree read back: "You need 5 or more GCSEs …, with GCSE English … among them; or …"."""
    said = _said(tidy(group), words, scales)
    said = f"{begin} {said}" if begin and said else said
    return f"{said[:1].upper()}{said[1:]}." if said else ""


def _said(part: Part, words: Mapping[str, str], scales: Scales) -> str:
    if isinstance(part, str):
        return in_sentence(words.get(part, part))
    if part.joined == ANY:
        return "; or ".join(_said(one, words, scales) for one in part.parts)
    among = _among(part.parts, scales)
    said = []
    for one in part.parts:
        if any(one in inner for inner in among.values()):
            continue
        text = _said(one, words, scales)
        text = f"one of these: {text}" if isinstance(one, Group) else text
        if inner := among.get(str(one)):
            text += f", with {_join([_said(leaf, words, scales) for leaf in inner])} among them"
        said.append(text)
    return _join(said)


def _among(parts: Sequence[Part], scales: Scales) -> dict[str, list[str]]:
    """The leaf that counts -> the leaves that are among what it counts."""
    found: dict[str, list[str]] = {}
    texts = [part for part in parts if isinstance(part, str)]
    for count in scales.counts:
        counted = {f"{scale}.{scales[scale].level_ids[level]}" for scale, level in count.parts}
        whole = next((one for one in texts if one.startswith(f"{count.scale}.")), None)
        if whole and (inner := [one for one in texts if one in counted]):
            found[whole] = inner
    return found


def _join(texts: Sequence[str]) -> str:
    *start, last = texts or [""]
    return f"{', '.join(start)} and {last}" if start else last
