"""How often one sender may ask for what has to be computed, counted by all processes together.

The libraries' storages for several processes need a server of their own. Counts of some minutes
need none: they are in a small file that the processes share as memory. It holds no address, only
counts at places that a keyed hash gives; two senders share a place once in 100,000 times. Who asks
too often gets the page of errors.py.
"""

from __future__ import annotations

import hashlib
import mmap
import os
import time
from ipaddress import IPv6Address, ip_address

from flask import current_app, request
from limits.storage import Storage

PLACES = 2**17
# Of a place: when its count is over, in seconds, and the count.
WORDS = 2
SIZE = PLACES * WORDS * 4
MOST = 2**31


def network_of(address: str) -> str:
    """Whom an address is counted as: one household has a whole /64 of IPv6."""
    try:
        found = ip_address(address)
    except ValueError:
        return address
    if not isinstance(found, IPv6Address):
        return address
    return str(found.ipv4_mapped or found.exploded[:19])


def sender() -> str:
    return network_of(request.remote_addr or "")


def limit() -> str:
    """How many computed pages a sender may ask for, as the limiter reads it."""
    return f"{max(1, current_app.config['SETTINGS'].rate_limit)} per minute"


def is_free() -> bool:
    """Whether the request is not counted: only an address with answers costs something."""
    if not current_app.config["SETTINGS"].rate_limit or request.path.startswith("/editor"):
        return True
    return not (request.query_string or request.path.startswith("/api/"))


class SharedMemory(Storage):
    """Counts in a file that all processes map. A count may miss one of two at the same moment."""

    STORAGE_SCHEME = ["shared-memory"]

    def __init__(self, uri: str, secret: str = "", wrap_exceptions: bool = False) -> None:
        super().__init__(uri, wrap_exceptions)
        self._secret = secret.encode()[:64]
        descriptor = os.open(uri.removeprefix("shared-memory://"), os.O_RDWR | os.O_CREAT, 0o600)
        try:
            # All of it now: a disk that is full later would end the process.
            os.posix_fallocate(descriptor, 0, SIZE)
            self._words = memoryview(mmap.mmap(descriptor, SIZE)).cast("I")
        finally:
            os.close(descriptor)

    @property
    def base_exceptions(self) -> type[Exception]:
        return OSError

    def incr(self, key: str, expiry: float, amount: int = 1) -> int:
        at = self._place(key)
        now = time.time()
        if self._words[at] <= now:
            self._words[at], self._words[at + 1] = int(now + expiry), 0
        count = min(self._words[at + 1] + amount, MOST)
        self._words[at + 1] = count
        return count

    def get(self, key: str) -> int:
        at = self._place(key)
        return self._words[at + 1] if self._words[at] > time.time() else 0

    def get_expiry(self, key: str) -> float:
        return max(self._words[self._place(key)], time.time())

    def check(self) -> bool:
        return True

    def reset(self) -> int:
        self._words[:] = memoryview(bytes(SIZE)).cast("I")
        return PLACES

    def clear(self, key: str) -> None:
        at = self._place(key)
        self._words[at] = self._words[at + 1] = 0

    def _place(self, key: str) -> int:
        found = hashlib.blake2b(key.encode(), digest_size=8, key=self._secret).digest()
        return int.from_bytes(found, "big") % PLACES * WORDS
