"""A bounded memory of what can always be worked out again."""

from __future__ import annotations

import threading
from itertools import islice
from typing import Generic, TypeVar

Key = TypeVar("Key")
Value = TypeVar("Value")


class Kept(Generic[Key, Value]):
    """Remembers so many values; when it is full, the older half is forgotten. Safe in threads."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._kept: dict[Key, Value] = {}
        self._lock = threading.Lock()

    def get(self, key: Key) -> Value | None:
        return self._kept.get(key)

    def keep(self, key: Key, value: Value) -> None:
        with self._lock:
            if len(self._kept) >= self._most:
                newer = islice(self._kept.items(), self._most // 2, None)
                self._kept = dict(newer)
            self._kept[key] = value

    def __len__(self) -> int:
        return len(self._kept)
