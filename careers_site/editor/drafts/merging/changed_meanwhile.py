"""Two editors on one thing: what changed while the second was typing, field by field.

It is asked by `editing.py` of rules and courses and `row_editing.py` of tables.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

from careers_site.platform.text.text_safety import showable

Cells = Mapping[str, str]


@dataclass(frozen=True)
class Newer:
    """A field that somebody else changed: what it was, what it is now, and what was typed."""

    label: str
    was: str
    now: str
    typed: str

    @property
    def is_contested(self) -> bool:
        """Both changed it, and not to the same."""
        return self.typed not in {self.was, self.now}


def changed_meanwhile(was: Cells, now: Cells, typed: Cells, labels: Cells) -> list[Newer]:
    """What is no longer as the form showed it."""
    return [
        Newer(labels[name], *map(showable, (was.get(name, ""), now[name], typed.get(name, ""))))
        for name in labels
        if name in now and was.get(name, "") != now[name]
    ]


def merged(was: Cells, now: Cells, typed: Cells) -> dict[str, str]:
    """What was typed where that changed something, and else what is there now."""
    return {
        name: typed[name] if typed[name] != was.get(name, "") else now.get(name, "")
        for name in typed
    }


def pack(cells: Cells) -> str:
    """Cells as a form carries them, to compare with when it comes back."""
    return json.dumps(dict(cells), ensure_ascii=False, sort_keys=True)


def unpack(text: str) -> dict[str, str]:
    """The cells that a form carried; none where somebody changed them to something else."""
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    if not isinstance(found, dict):
        return {}
    return {str(name): cell for name, cell in found.items() if isinstance(cell, str)}
