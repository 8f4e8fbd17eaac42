"""One row being added, changed, checked or removed: what was typed becomes a draft, or problems."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from wtforms import Form

from careers_site.content.diff.text import TextError
from careers_site.content.sources import Source
from careers_site.content.tables import new_source, plausibility, rows
from careers_site.content.tables.labels import fields_of, figure_without_day
from careers_site.content.tables.pay import PAY_POINTS, PayPoint
from careers_site.content.tables.rows import Cells, Key
from careers_site.content.tables.tables import Checks, Table
from careers_site.editor.drafts import draft_texts, form_problems, source_fields
from careers_site.editor.drafts.draft_texts import DraftRequest
from careers_site.editor.drafts.drafts import Draft
from careers_site.editor.drafts.merging import form_merge
from careers_site.editor.drafts.merging.form_merge import Newer
from careers_site.editor.drafts.review.row_labels import WORDS, shown
from careers_site.editor.tables import row_forms
from careers_site.platform.clock import today
from careers_site.platform.text_safety import new_id

DEFAULTS = {"confidence": "seen"}


@dataclass
class Editing:
    """A row as a draft, or else what is published, has it. No key: a row to be added."""

    table: Table[Any]
    key: Key | None
    draft: Draft | None
    # The published pay points, with which pay is compared.
    points: tuple[PayPoint, ...] = ()
    # The row that a row to be added is like.
    like: Key | None = None
    met: list[Newer] = field(default_factory=list)

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

    def form(self, who: str, sent: Any = None) -> Form:
        targets = draft_texts.targets(self.table.path, who, self.draft)
        kind = row_forms.form_class(self.table, self.names, self.sources, targets)
        into = str(self.draft.id) if self.draft else draft_texts.NEW
        filled = row_forms.as_shown(self.table, self.now)
        return kind(sent, data={**filled, "into": into, "was": form_merge.pack(self.now)})

    def save(self, form: Form, who: str) -> int | None:
        """Keep what was typed; the number of its draft, or None with problems in the form."""
        cells = row_forms.typed_cells(form, self.table, self.names, self.now)
        texts = self._with_source(form, cells)
        if self.key is None:
            self._name(cells)
        elif self._is_behind(form, cells):
            return None
        known = {*self.sources, cells["source"]} if texts else self.sources
        row = row_forms.check(form, self.table, cells, dict.fromkeys(known), today())
        if form_problems.has_problems(form) or row is None:
            return None
        if (
            self.key is not None
            and not texts
            and cells == form_merge.unpack(form["was"].data or "")
        ):
            form.form_errors.append(
                "You have not changed anything. If you compared it with its source, press "
                "“I checked it today”."
            )
            return None
        if self._wants_a_day(form, cells):
            return None
        return self._keep(form, who, cells, row, texts)

    def _wants_a_day(self, form: Form, cells: Cells) -> bool:
        """Whether a figure changed, and the day on which it was checked did not."""
        changed = self.key is not None and figure_without_day(self.table, self.now, cells)
        if changed:
            said = f"The {changed.lower()} changed. Enter the day you compared it with its source"
            form_problems.add_problem(form, "checked", said)
        return bool(changed)

    def check_all_today(self, who: str, keys: Collection[Key]) -> int:
        """A draft in which the day of the last check is new in these rows. Raises NoRowError."""
        text, name = self.text, ""
        for key in keys:
            cells = {**rows.find(text, self.table, key), "checked": today().isoformat()}
            text = rows.change(text, self.table, key, cells)
            name = WORDS[self.table.name].name(cells)
        title = f"{WORDS[self.table.name].one} checked: {name if len(keys) == 1 else len(keys)}"
        title += " rows" if len(keys) > 1 else ""
        return self._put(who, DraftRequest(title, {self.table.path: text}))

    def remove(self, who: str) -> int:
        title = self._title("removed", self.now)
        text = rows.remove(self.text, self.table, self.key or ())
        return self._put(who, DraftRequest(title, {self.table.path: text}))

    def _with_source(self, form: Form, cells: dict[str, str]) -> dict[str, str]:
        """The document of a new source, if one was typed; the row then names it."""
        values = source_fields.typed_source(form)
        if not values:
            return {}
        source_fields.check_source(form, values)
        cells["source"] = source_fields.source_id(values, self.sources)
        before = draft_texts.text_of(new_source.PATH, self.draft)
        return {new_source.PATH: new_source.add(before, cells["source"], values)}

    def _name(self, cells: dict[str, str]) -> None:
        """Give a row without an id one that is made of its words."""
        if "id" in self.table.key and not cells["id"]:
            taken = {row["id"] for row in rows.rows(self.text, self.table)}
            cells["id"] = new_id(WORDS[self.table.name].made_from(cells), taken)

    def _is_behind(self, form: Form, cells: dict[str, str]) -> bool:
        """Whether the row is no longer as the form showed it; then the form shows both."""
        was = form_merge.unpack(form["was"].data or "")
        labels = {name: fields_of(self.table)[name].label for name in self.names}
        self.met = form_merge.changed_meanwhile(was, self.now, cells, labels)
        if not self.met or all(one.typed == one.now for one in self.met):
            return False
        both = form_merge.merged(was, self.now, {name: cells[name] for name in self.names})
        for name, cell in both.items():
            form[name].data = shown(fields_of(self.table)[name].kind, cell)
        form["was"].data = form_merge.pack(self.now)
        return True

    def _keep(
        self, form: Form, who: str, cells: Cells, row: Any, texts: Mapping[str, str]
    ) -> int | None:
        try:
            if self.key is None:
                title, text = self._title("added", cells), self._added(cells)
            else:
                title = self._title("", cells)
                text = rows.change(self.text, self.table, self.key, cells)
            wish = DraftRequest(title, {**texts, self.table.path: text}, self._doubts(row))
            return self._put(who, wish)
        except rows.SameKeyError:
            form_problems.add_problem(
                form, self.table.key[-1], "There is already a row like this. Change that one"
            )
        except TextError as error:
            form.form_errors.append(str(error))
        return None

    def _added(self, cells: Cells) -> str:
        """The text with the row, once: not again where the draft has it under another id."""
        if self.draft and "id" in cells:
            like = {**cells, "id": ""}
            if any({**row, "id": ""} == like for row in rows.rows(self.text, self.table)):
                return self.text
        return rows.add(self.text, self.table, cells)

    def _doubts(self, row: Any) -> list[str]:
        points, before = self.points, None
        checks = Checks(self.sources, today())
        if self.table is PAY_POINTS:
            points = self.table.read(self.text, self.sources)[0]
        if self.key is not None:
            before, _ = self.table.check(self.now, checks)
        return plausibility.doubts(row, before, plausibility.Known(points, today()))

    def _title(self, done: str, cells: Cells) -> str:
        words = WORDS[self.table.name]
        return f"{' '.join(filter(None, (words.one, done)))}: {words.name(cells)}"

    def _put(self, who: str, wish: DraftRequest) -> int:
        return draft_texts.keep(self.draft, who, wish)
