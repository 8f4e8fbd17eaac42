"""What the index asks of a catalogue: which one it is, and the documents that changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True)
class State:
    """Which catalogue, by an identity that a restore changes, and the version that it is at."""

    identity: str
    version: int


@dataclass(frozen=True)
class Document:
    """A course for the index: its texts by field name, or None when it is to be left out."""

    id: int
    texts: Mapping[str, str] | None


class Catalogue(Protocol):
    """What is indexed. All methods may be called from any thread."""

    def state(self) -> State: ...

    def changed_since(self, version: int) -> Iterable[Document]:
        """Every document that changed after `version`; version -1 gives all."""

    def count_changed_since(self, version: int) -> int:
        """How many those are."""
