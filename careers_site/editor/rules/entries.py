"""The rules of a kind as a list: where each stands, what it is called, how it reads."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from careers_site.content.rules.editing import asked_tree, toml_items
from careers_site.editor.rules import dated_requirement
from careers_site.editor.rules.kind_list import KINDS
from careers_site.editor.rules.kinds import Field, Kind
from careers_site.editor.rules.vocabulary import BEGIN, Vocabulary, words
from careers_site.platform.text.text_safety import new_id


@dataclass(frozen=True)
class Entry:
    """A rule: its document and number there, and the key of its address."""

    kind: Kind
    path: str
    number: int
    key: str
    item: Mapping[str, Any]

    @property
    def name(self) -> str:
        named = (str(self.item.get(key, "")) for key in self.kind.named)
        return ", ".join(filter(None, named)) or self.kind.title

    def places(self) -> set[str]:
        """How problems begin that are about it."""
        table, item = self.kind.table, self.item
        named = {f'{table} "{item[key]}"' for key in ("id", "title") if key in item}
        alone = {table} if self.kind.is_alone else set()
        return {f"{table} number {self.number + 1}", *named, *alone} if table else {""}


def entries(kind: Kind, texts: Mapping[str, str]) -> list[Entry]:
    """All of the kind, in the order of the files. Raises ItemError."""
    found: list[Entry] = []
    for path in sorted(texts):
        if _is_of(kind, path):
            found += _of_file(kind, path, texts[path])
    return found


def _of_file(kind: Kind, path: str, text: str) -> Iterator[Entry]:
    folder = path.removeprefix(kind.path).removesuffix(".toml")
    taken: set[str] = set()
    for number, item in enumerate(toml_items.items(text, kind.table)):
        base = item.get("id") or item.get(kind.named[-1] if kind.named else "", "it")
        taken.add(name := new_id(str(base), taken))
        key = "/".join(filter(None, (folder, name if kind.table else "")))
        yield Entry(kind, path, number, key, dated_requirement.opened(item))


def at_line(path: str, text: str, line: int) -> Entry | None:
    """The rule that a line of a document, counted from 1, stands in. Raises ItemError."""
    for kind in KINDS.values():
        if _is_of(kind, path):
            number = toml_items.at_line(text, kind.table, line)
            if number is not None:
                return list(_of_file(kind, path, text))[number]
    return None


def _is_of(kind: Kind, path: str) -> bool:
    return path == kind.path or (kind.path.endswith("/") and path.startswith(kind.path))


def value_of(item: Mapping[str, Any], field: Field) -> Any:
    inside = item.get(field.inside, {}) if field.inside else item
    return inside.get(field.name)


def read_back(kind: Kind, item: Mapping[str, Any], vocabulary: Vocabulary) -> str:
    """The rule in a sentence: "You need 5 or more GCSEs …"."""
    field = next((one for one in kind.fields if one.name == kind.reads), None)
    if field is None:
        return ""
    try:
        tree = asked_tree.from_table(value_of(item, field) or {})
    except ValueError:
        return ""
    known = words(getattr(vocabulary, field.of))
    return asked_tree.sentence(tree, known, vocabulary.rules.scales, BEGIN[field.name])
