"""Addresses of other sites, as editors and files of courses give them."""

from __future__ import annotations

import re
from functools import lru_cache
from ipaddress import ip_address
from urllib.parse import urlsplit

# Names that mean this machine or the network around it, whoever reads them.
_HERE = re.compile(r"(.*\.)?(localhost|local|internal|localdomain|test|invalid)\.?", re.IGNORECASE)


@lru_cache(maxsize=1_000)
def is_web_address(text: str) -> bool:
    """Whether readers can be sent there: a page of the public web, and nobody's password."""
    try:
        parts = urlsplit(text)
        host = parts.hostname or ""
        has_port = parts.port != 0
    except ValueError:
        return False
    if parts.scheme not in {"http", "https"} or re.search(r"[\s<>\"\\]", text):
        return False
    return has_port and "@" not in parts.netloc and _is_public(host)


def _is_public(host: str) -> bool:
    try:
        return ip_address(host).is_global
    except ValueError:
        # Browsers read numbers as addresses of machines too, in forms of their own.
        is_name = re.fullmatch(r"[^\s/.]+(\.[^\s/.]+)*\.[^\W\d_][\w-]*\.?", host) is not None
        return is_name and not _HERE.fullmatch(host)
