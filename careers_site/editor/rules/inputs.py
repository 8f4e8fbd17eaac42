"""Inputs of more than one value: a tree of what is asked for, and rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from careers_site.content.rules.editing import asked_tree
from careers_site.content.rules.editing.asked_tree import ALL, ANY, Group, Part
from careers_site.editor.drafts.source_input import MOST_ROWS, CompoundField
from careers_site.editor.rules.vocabulary import BEGIN, Groups
from careers_site.eligibility.scales import Scales
from careers_site.platform.text.numbers import whole_number

# As deep and as wide as the largest form; the rules refuse a tree of more leaves than they judge.
DEEPEST, MOST_PARTS = 4, 150
BLANK_ROWS = 2


class TreeField(CompoundField):
    """Groups of levels, each "all of these" or "one of these"; `flat` is a list without groups."""

    def __init__(
        self, label: str, description: str, groups: Groups, *, flat: bool = False, **more: Any
    ) -> None:
        super().__init__(label, description=description, **more)
        self.groups, self.flat = groups, flat

    def read(self, sent: Any) -> Group:
        return self._group(sent, self.name, 0)

    def _group(self, sent: Any, path: str, depth: int) -> Group:
        parts: list[Part] = []
        for number in range(MOST_PARTS):
            name = f"{path}.{number}"
            if name in sent:
                parts.append(sent.get(name, "")[:200])
            elif f"{name}.join" in sent and depth < DEEPEST:
                parts.append(self._group(sent, name, depth + 1))
            else:
                break
        while parts and not parts[-1]:
            parts.pop()
        joined = ANY if sent.get(f"{path}.join") == ANY else ALL
        return Group(joined, tuple(parts))

    def read_back(self, words: Mapping[str, str], scales: Scales) -> str:
        """What stands in the form, in a sentence."""
        tree = self.data if isinstance(self.data, Group) else Group()
        return asked_tree.sentence(tree, words, scales, BEGIN.get(self.name, ""))

    def options(self, chosen: str) -> Groups:
        """The choices of one level, with what is chosen although there is no such level."""
        if not chosen or any(chosen in group for group in self.groups.values()):
            return self.groups
        return {"There is no such level": {chosen: chosen}, **self.groups}


def grown(group: Group, path: Sequence[int], *, with_group: bool) -> Group:
    """The tree with one more blank level, or a group of the other kind, in the group there."""
    parts = list(group.parts)
    if path:
        inner = parts[path[0]] if path[0] < len(parts) else ""
        if isinstance(inner, Group):
            parts[path[0]] = grown(inner, path[1:], with_group=with_group)
    else:
        other = Group(ALL if group.joined == ANY else ANY, ("",))
        parts.append(other if with_group else "")
    return Group(group.joined, tuple(parts))


class RowsField(CompoundField):
    """Rows of short texts, each with its place: `columns` are name -> label."""

    def __init__(
        self, label: str, description: str, columns: Mapping[str, str], **more: Any
    ) -> None:
        super().__init__(label, description=description, **more)
        self.columns = columns

    def read(self, sent: Any) -> list[dict[str, str]]:
        """The rows in the order of their places; two of one place as they stand."""
        found: list[tuple[int, dict[str, str]]] = []
        for number in range(MOST_ROWS):
            names = {column: f"{self.name}.{number}.{column}" for column in self.columns}
            if not any(name in sent for name in names.values()):
                break
            place = whole_number(sent.get(f"{self.name}.{number}.place"), most=MOST_ROWS)
            row = {column: sent.get(name, "").strip()[:600] for column, name in names.items()}
            found.append((MOST_ROWS if place is None else place, row))
        return [row for _, row in sorted(found, key=lambda one: one[0])]

    def shown(self) -> list[dict[str, str]]:
        """What is there, and blank rows behind it."""
        blank = [dict.fromkeys(self.columns, "") for _ in range(BLANK_ROWS)]
        return [*(row for row in self.data or () if any(row.values())), *blank]
