"""A cache of bounded size."""

from __future__ import annotations

import threading
from itertools import islice
from typing import Generic, TypeVar

Key = TypeVar("Key")
Value = TypeVar("Value")


class BoundedCache(Generic[Key, Value]):
    """Holds at most `most` values; when full, it drops the older half. Thread-safe."""

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
