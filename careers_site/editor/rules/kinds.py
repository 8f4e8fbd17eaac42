"""What a kind of rule is: its file, what it is called, and the fields of its form."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Field:
    """A key of a rule as a form shows it.

    `type` is one of `fields.TYPES`; `of` names the choices in the vocabulary, and `choices` are
    fixed ones. What is `rare` is folded; what is `only_new` is asked when the rule is added, and
    what is `inside` stands in a table of that name.
    """

    name: str
    type: str
    label: str
    hint: str = ""
    of: str = ""
    choices: Mapping[str, str] = field(default_factory=dict)
    needed: bool = False
    rare: bool = False
    only_new: bool = False
    inside: str = ""


@dataclass(frozen=True)
class Kind:
    """A kind of rule. `path` is its file, or a folder; `table` its `[[…]]`, "" for a whole file.

    `named` are the keys that it is called by, `reads` the one that is read back in a sentence.
    There is one of a kind that `is_alone`.
    """

    id: str
    title: str
    one: str
    about: str
    path: str
    table: str
    fields: tuple[Field, ...]
    named: tuple[str, ...] = ("title",)
    is_alone: bool = False
    can_add: bool = True
    reads: str = ""

    @property
    def a(self) -> str:
        """ "a step", "an example person"."""
        one = self.one[0].lower() + self.one[1:]
        return f"{'an' if one[0] in 'aeio' else 'a'} {one}"

    @property
    def has_id(self) -> bool:
        return self.table in {"step", "route", "price", "scale", "funding", "criterion"}
