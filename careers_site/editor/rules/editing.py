"""One rule being added, changed, checked or removed: what was typed becomes a draft."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from wtforms import Form

from careers_site.content.library import library
from careers_site.content.rules.editing import toml_items
from careers_site.content.rules.editing.toml_items import ItemError
from careers_site.content.sources import Source
from careers_site.editor.drafts import draft_texts, form_problems, source_fields
from careers_site.editor.drafts.drafts import Draft
from careers_site.editor.drafts.merging import changed_meanwhile
from careers_site.editor.drafts.merging.changed_meanwhile import Newer
from careers_site.editor.rules import checking, dated_requirement, new_rules, rule_form
from careers_site.editor.rules.entries import Entry, entries, value_of
from careers_site.editor.rules.kinds import Field, Kind
from careers_site.editor.rules.vocabulary import Vocabulary
from careers_site.eligibility.rules import Rules
from careers_site.platform.clock import today


@dataclass
class Editing:
    """A rule as a draft, or else what is published, has it. No entry: a rule to be added."""

    kind: Kind
    key: str | None
    draft: Draft | None
    met: list[Newer] = field(default_factory=list)
    # The documents as they would be, where what was typed can be read.
    proposed: dict[str, str] = field(default_factory=dict)

    @cached_property
    def texts(self) -> dict[str, str]:
        return draft_texts.texts_of(self.draft)

    @cached_property
    def entry(self) -> Entry | None:
        """The rule as it stands; None where it is new. Raises ItemError, LookupError."""
        if self.key is None:
            return None
        found = [one for one in entries(self.kind, self.texts) if one.key == self.key]
        if not found:
            raise LookupError(self.key)
        dated_requirement.require_shown(found[0].item)
        return found[0]

    @property
    def item(self) -> Mapping[str, Any]:
        return self.entry.item if self.entry else new_rules.begun(self.kind)

    @cached_property
    def shown(self) -> list[Field]:
        return [one for one in self.kind.fields if self.key is None or not one.only_new]

    @cached_property
    def sources(self) -> dict[str, Source]:
        return draft_texts.sources_of(self.draft)

    @cached_property
    def rules(self) -> Rules:
        """The rules of the draft, or the published ones while it has problems."""
        return checking.parse(self.texts, "")[0] or library().rules

    @cached_property
    def vocabulary(self) -> Vocabulary:
        return Vocabulary(self.rules, self.sources)

    @cached_property
    def was(self) -> changed_meanwhile.Cells:
        values = {one.name: value_of(self.item, one) for one in self.shown}
        return rule_form.cells(self.shown, values)

    def form(self, sent: Any = None) -> Form:
        into = draft_texts.into_input(self.entry.path if self.entry else self.kind.path, self.draft)
        kind = rule_form.form_class(self.shown, self.vocabulary, into)
        data = rule_form.filled(self.shown, self.item)
        return kind(sent, data={**data, "was": changed_meanwhile.pack(self.was)})

    def save(self, form: Form) -> int | None:
        """Keep what was typed; the number of its draft, or None with problems in the form."""
        if not self.read(form):
            return None
        if not self._changes():
            form.form_errors.append(form_problems.NOTHING_CHANGED)
            return None
        named = [form[key].data for key in self.kind.named if key in form]
        old = self.entry.name if self.entry else self.kind.one
        name = ", ".join(map(str, filter(None, named))) or old
        return self._keep("" if self.entry else "added", name)

    def read(self, form: Form) -> bool:
        """Whether what was typed makes good documents; else the form says what is wrong."""
        values = rule_form.typed_values(form, self.shown, self.item)
        dated_requirement.check(form, values)
        added = self._with_source(form, values)
        if self.entry and not form_problems.has_problems(form) and self._is_behind(form, values):
            return False
        if form_problems.has_problems(form):
            return False
        try:
            self.proposed, entry = self._proposal(values, {**self.texts, **added})
        except ItemError as error:
            form.form_errors.append(f"This cannot be changed here: {error}. Change it as a text.")
            return False
        checking.add_problems(form, entry, checking.parse(self.proposed, entry.path)[1])
        return not form_problems.has_problems(form)

    def check_today(self, entry: Entry) -> int:
        """A draft in which the rule was compared with its source today."""
        self.proposed = {**self.texts, **self._changed(entry, {"checked": today()})}
        return self._keep("checked", entry.name)

    def remove(self, entry: Entry) -> int:
        self.proposed = dict(self.texts)
        text = self.proposed.pop(entry.path)
        if self.kind.table:
            self.proposed[entry.path] = toml_items.remove(text, self.kind.table, entry.number)
        return self._keep("removed", entry.name)

    def _keep(self, done: str, name: str) -> int:
        title = f"{' '.join(filter(None, (self.kind.one, done)))}: {name}"
        return draft_texts.keep(self.draft, title, self._changes())

    def _changes(self) -> dict[str, str | None]:
        """The documents that are no longer as they were; None for one that is gone."""
        new: dict[str, str | None] = {
            path: text for path, text in self.proposed.items() if text != self.texts.get(path)
        }
        return new | dict.fromkeys(self.texts.keys() - self.proposed.keys())

    def _with_source(self, form: Form, values: dict[str, Any]) -> dict[str, str]:
        """The document of a new source, if one was typed; the rule then names it first."""
        if "sources" not in form:
            return {}
        added, texts = source_fields.new_source_of(form, self.draft, self.sources)
        if added:
            # Instead of a source that was not chosen.
            form["sources"].errors = []
            values["sources"] = [added, *(values.get("sources") or [])]
        return texts

    def _is_behind(self, form: Form, values: Mapping[str, Any]) -> bool:
        """Whether the rule is no longer as the form showed it; then the form shows both."""
        was = changed_meanwhile.unpack(form["was"].data or "")
        typed = rule_form.cells(self.shown, values)
        if not was or was == self.was or typed == self.was:
            return False
        both = changed_meanwhile.merged(was, self.was, typed)
        said = [
            rule_form.in_words(self.shown, one, self.vocabulary) for one in (was, self.was, typed)
        ]
        labels = {one.name: one.label for one in self.shown}
        self.met = changed_meanwhile.changed_meanwhile(said[0], said[1], said[2], labels)
        rule_form.put_back(form, self.shown, both)
        form["was"].data = changed_meanwhile.pack(self.was)
        return True

    def _proposal(
        self, values: Mapping[str, Any], texts: dict[str, str]
    ) -> tuple[dict[str, str], Entry]:
        """The documents with what was typed, and the rule among them."""
        if self.entry is None:
            return new_rules.add(self.kind, values, texts, self.rules)
        nested: dict[str, Any] = {}
        for one in self.shown:
            if not one.inside:
                nested[one.name] = values[one.name]
                continue
            inner = nested.setdefault(one.inside, dict(self.item.get(one.inside, {})))
            inner.pop(one.name, None)
            if values[one.name] is not None:
                inner[one.name] = values[one.name]
        changes = {key: value for key, value in nested.items() if value != self.item.get(key)}
        item = {key: v for key, v in {**self.item, **changes}.items() if v is not None}
        entry = Entry(self.kind, self.entry.path, self.entry.number, self.entry.key, item)
        return {**texts, **self._changed(self.entry, changes)}, entry

    def _changed(self, entry: Entry, changes: Mapping[str, Any]) -> dict[str, str]:
        text, written = self.texts[entry.path], dated_requirement.written(entry.item, changes)
        return {entry.path: toml_items.change(text, self.kind.table, entry.number, written)}
