"""What a kind of rule is: its file, what it is called, and the fields of its form."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from careers_site.content.tables.labels import CHOICES


@dataclass(frozen=True)
class Field:
    """A key of a rule as a form shows it.

    `type` is one that `fields` knows; `of` names the choices in the vocabulary, and `choices` are
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


# Fields that several kinds have, and those of what a step asks for later.
YES_NO = {"true": "Yes", "false": "No"}
SOURCED = (
    Field("sources", "sources", "Sources", "What you read this in. Type some words of the "
          "source and choose it. Readers see the first one first.", needed=True),
    Field("checked", "date", "Checked on", "The day you compared this with its source.",
          needed=True),
    Field("confidence", "choice", "How sure is it?", choices=CHOICES["confidence"]),
)  # fmt: skip
DATED = (
    Field("from", "month", "From", "The first month in which this counts, such as September 2027. "
          "Leave it blank if it counts already.", rare=True),
    Field("until", "month", "Until", "The last month in which this counts.", rare=True),
    Field("change", "long text", "What changes, for readers",
          "A sentence for the page of changes. It needs a first or last month.", rare=True),
)  # fmt: skip
NATIONS = Field("nations", "several", "Nations", "Tick none if it is the same everywhere.",
                of="nations")  # fmt: skip
AGES = Field("ages", "several", "Ages", "How old people are when they start. Tick none if any age "
             "will do.", of="ages")  # fmt: skip
LATER = (
    Field("later_from", "month", "From which month do people need something else?", "Only if it is "
          "known already, such as September 2027. What people need to start, above, counts until "
          "then.", rare=True),
    Field("later_requires", "asked", "What people need from then on", "Leave it blank if nothing "
          "is asked for.", of="levels", rare=True),
    Field("later_change", "long text", "What changes then, for readers",
          "A sentence for the page of changes.", rare=True),
)  # fmt: skip
