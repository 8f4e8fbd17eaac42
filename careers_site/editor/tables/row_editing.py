"""One row being added, changed, checked or removed: what was typed becomes a draft, or problems."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from wtforms import Form

from careers_site.content.diff.text import TextError
from careers_site.content.sources import Source
from careers_site.content.tables import rows
from careers_site.content.tables.labels import fields_of, figure_without_day
from careers_site.content.tables.rows import Cells, Key
from careers_site.content.tables.salary_bands import PAY_POINTS, SalaryBand, without_points
from careers_site.content.tables.tables import Table
from careers_site.editor.drafts import draft_texts, form_problems, source_fields
from careers_site.editor.drafts.drafts import Draft
from careers_site.editor.drafts.merging import changed_meanwhile
from careers_site.editor.drafts.merging.changed_meanwhile import Newer
from careers_site.editor.drafts.review.row_labels import TELLING, WORDS, shown, what_tells
from careers_site.editor.tables import row_forms
from careers_site.platform.clock import today
from careers_site.platform.text.text_safety import new_id

DEFAULTS = {"confidence": "seen"}


@dataclass
class Editing:
    """A row as a draft, or else what is published, has it. No key: a row to be added."""

    table: Table[Any]
    key: Key | None
    draft: Draft | None
    # The row that a row to be added is like.
    like: Key | None = None
    met: list[Newer] = field(default_factory=list)
    # The row that is there already, where the same one is added.
    twin: Key | None = None

    @cached_property
    def text(self) -> str:
        return draft_texts.text_of(self.table.path, self.draft)

    @cached_property
    def now(self) -> Cells:
        """The row as it stands. Raises NoRowError, BrokenTableError."""
        if self.key is not None:
            return rows.find(self.text, self.table, self.key)
        if self.like is not None:
            filled = rows.find(self.text, self.table, self.like)
        else:
            filled = dict.fromkeys(self.table.columns, "")
            filled |= {name: word for name, word in DEFAULTS.items() if name in filled}
        unnamed = {"id": ""} if "id" in filled else {}
        return {**filled, **unnamed, "checked": today().isoformat()}

    @cached_property
    def sources(self) -> dict[str, Source]:
        return draft_texts.sources_of(self.draft)

    @cached_property
    def names(self) -> list[str]:
        return row_forms.order(self.table, adding=self.key is None)

    def form(self, sent: Any = None) -> Form:
        kind = row_forms.form_class(self.table, self.names, self.sources, self.draft)
        filled = row_forms.as_shown(self.table, self.now)
        return kind(sent, data={**filled, "was": changed_meanwhile.pack(self.now)})

    def save(self, form: Form) -> int | None:
        """Keep what was typed; the number of its draft, or None with problems in the form."""
        cells = row_forms.typed_cells(form, self.table, self.names, self.now)
        added, texts = source_fields.new_source_of(form, self.draft, self.sources)
        cells["source"] = added or cells["source"]
        if self.key is None:
            self._name(cells)
        elif self._is_behind(form, cells):
            return None
        row = row_forms.check(form, self.table, cells, {*self.sources, added} - {""}, today())
        if isinstance(row, SalaryBand) and row.points:
            text = draft_texts.text_of(PAY_POINTS.path, self.draft)
            if said := without_points(row.points, PAY_POINTS.read(text, self.sources)[0]):
                form_problems.add_problem(form, "points", f"Pay points: {said}")
        if form_problems.has_problems(form) or row is None:
            return None
        if self.key is not None and cells == changed_meanwhile.unpack(form["was"].data or ""):
            form.form_errors.append(form_problems.NOTHING_CHANGED)
        elif self.key is not None and (changed := figure_without_day(self.table, self.now, cells)):
            said = f"The {changed.lower()} changed. Enter the day you compared it with its source"
            form_problems.add_problem(form, "checked", said)
        else:
            return self._keep(form, cells, texts)
        return None

    def check_all_today(self, keys: Collection[Key]) -> int:
        """A draft in which the day of the last check is new in these rows. Raises NoRowError."""
        text, name = self.text, ""
        for key in keys:
            cells = {**rows.find(text, self.table, key), "checked": today().isoformat()}
            text = rows.change(text, self.table, key, cells)
            name = WORDS[self.table.name].name(cells)
        what = name if len(keys) == 1 else f"{len(keys)} rows"
        title = f"{WORDS[self.table.name].one} checked: {what}"
        return draft_texts.keep(self.draft, title, {self.table.path: text})

    def remove(self) -> int:
        text = rows.remove(self.text, self.table, self.key or ())
        title = self._title("removed", self.now)
        return draft_texts.keep(self.draft, title, {self.table.path: text})

    def _name(self, cells: dict[str, str]) -> None:
        """Give a row without an id one that is made of its words."""
        if "id" in self.table.key and not cells["id"]:
            taken = {row["id"] for row in rows.rows(self.text, self.table)}
            cells["id"] = new_id(WORDS[self.table.name].made_from(cells), taken)

    def _is_behind(self, form: Form, cells: dict[str, str]) -> bool:
        """Whether the row is no longer as the form showed it; then the form shows both."""
        was = changed_meanwhile.unpack(form["was"].data or "")
        labels = {name: fields_of(self.table)[name].label for name in self.names}
        self.met = changed_meanwhile.changed_meanwhile(was, self.now, cells, labels)
        if not self.met or all(one.typed == one.now for one in self.met):
            return False
        both = changed_meanwhile.merged(was, self.now, {name: cells[name] for name in self.names})
        for name, cell in both.items():
            form[name].data = shown(fields_of(self.table)[name].kind, cell)
        form["was"].data = changed_meanwhile.pack(self.now)
        return True

    def _keep(self, form: Form, cells: Cells, texts: Mapping[str, str]) -> int | None:
        try:
            if self.key is None:
                title, text = self._title("added", cells), self._added(cells)
            else:
                title = self._title("", cells)
                text = rows.change(self.text, self.table, self.key, cells)
            texts = {**texts, self.table.path: text}
            return draft_texts.keep(self.draft, title, texts)
        except rows.SameKeyError:
            self.twin = self._like(cells) or rows.key_of(self.table, cells)
            column = TELLING.get(self.table.name, self.table.key)[0]
            said = "There is already a row like this. Change that one"
            form_problems.add_problem(form, column, said)
        except TextError as error:
            form.form_errors.append(str(error))
        return None

    def _added(self, cells: Cells) -> str:
        """The text with the row, once: not again where the draft has it under another id."""
        if self.draft and "id" in cells:
            like = {**cells, "id": ""}
            if any({**row, "id": ""} == like for row in rows.rows(self.text, self.table)):
                return self.text
        if self._like(cells):
            raise rows.SameKeyError
        return rows.add(self.text, self.table, cells)

    def _like(self, cells: Cells) -> Key | None:
        """The row of another id that says the same as one to be added, if there is one."""
        wanted = what_tells(self.table, cells)
        for row in rows.rows(self.text, self.table) if wanted else ():
            if what_tells(self.table, row) == wanted:
                return rows.key_of(self.table, row)
        return None

    def _title(self, done: str, cells: Cells) -> str:
        words = WORDS[self.table.name]
        return f"{' '.join(filter(None, (words.one, done)))}: {words.name(cells)}"
