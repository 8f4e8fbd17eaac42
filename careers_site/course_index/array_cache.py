"""Arrays that are kept while there is room for them."""

from __future__ import annotations

import sys
import threading
from collections import OrderedDict
from typing import Generic, Protocol, TypeVar


class Sized(Protocol):
    @property
    def nbytes(self) -> int: ...


# What an entry takes beside its arrays and its key: objects and a place in the dictionary. A word
# that no course has is kept with empty arrays, and readers can think of any number of words.
COST_OF_AN_ENTRY = 500

Arrays = TypeVar("Arrays", bound=Sized)


class ArrayCache(Generic[Arrays]):
    """Arrays by name; those unused for longest go when there are too many bytes of them."""

    def __init__(self, most_bytes: int) -> None:
        self._most_bytes = most_bytes
        self._bytes = 0
        self._arrays: OrderedDict[str, Arrays] = OrderedDict()
        self._lock = threading.Lock()

    def __len__(self) -> int:
        return len(self._arrays)

    def get(self, key: str) -> Arrays | None:
        with self._lock:
            if key not in self._arrays:
                return None
            self._arrays.move_to_end(key)
            return self._arrays[key]

    def put(self, key: str, arrays: Arrays) -> Arrays:
        with self._lock:
            if key not in self._arrays:
                self._arrays[key] = arrays
                self._bytes += _cost(key, arrays)
            while self._bytes > self._most_bytes and len(self._arrays) > 1:
                self._bytes -= _cost(*self._arrays.popitem(last=False))
        return arrays


def _cost(key: str, arrays: Sized) -> int:
    return arrays.nbytes + sys.getsizeof(key) + COST_OF_AN_ENTRY
