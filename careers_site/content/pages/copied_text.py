"""Runs of eight words that a page shares with a source document.

The documents are not part of this project. What is kept of them is a hash of every run of eight
words, sorted, so that the check works and nobody can read them here.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Iterable
from functools import lru_cache
from pathlib import Path

from careers_site.content.pages.passages import Passage

RUN = 8
FILE = "data/source_runs.txt"
_TOKEN = re.compile(r"[A-Za-z0-9']+")
# What colleges ask for can be said in one way only.
_FORMULA = re.compile(
    r"(?:\d (?:or (?:\d|more) )?)?(?:GCSEs?|A levels?)(?: \(or equivalent\))? at grades? "
    r"[\w*]+(?: to \w+| or above)?(?: \([\w* ]+\))?",
    re.IGNORECASE,
)
_HASH_LENGTH = 12


def hashes_of(document: str) -> set[str]:
    """The hash of every run of eight words of a source document."""
    words = _TOKEN.findall(re.sub(r"<[^>]+>", " ", document))
    return {_hash(words[at : at + RUN]) for at in range(len(words) - RUN + 1)}


def write(root: Path, documents: Iterable[str]) -> int:
    """Replace the kept hashes with those of these documents; how many there are."""
    found = sorted(set().union(*map(hashes_of, documents)))
    (root / FILE).write_text("".join(f"{one}\n" for one in found), encoding="ascii")
    read.cache_clear()
    return len(found)


@lru_cache(maxsize=4)
def read(root: Path) -> frozenset[str]:
    """The kept hashes. None are kept of a site that has no source documents."""
    file = root / FILE
    return frozenset(file.read_text(encoding="ascii").split() if file.exists() else ())


def copied(
    passages: Iterable[Passage], hashes: Collection[str], titles: Collection[str]
) -> list[tuple[int, str]]:
    """Each run of a page that stands in a source document too: its line and its words.

    Titles of sources, names and what colleges ask for are nobody's own wording.
    """
    tokens = [
        (one.line, word)
        for one in passages
        for word in _TOKEN.findall(_without_exempt(one.words, titles))
    ]
    found: list[tuple[int, str]] = []
    end = 0
    for at in range(len(tokens) - RUN + 1):
        run = tokens[at : at + RUN]
        words = [word for _, word in run]
        is_name = sum(not word[0].islower() for word in words) > RUN // 2
        if at < end or is_name or _hash(words) not in hashes:
            continue
        found.append((run[0][0], " ".join(words)))
        end = at + RUN
    return found


def _without_exempt(words: str, titles: Collection[str]) -> str:
    """The words with a token that no source document has in the place of what is exempt."""
    for title in titles:
        words = words.replace(title, " 0exempt0 ")
    return _FORMULA.sub(" 0exempt0 ", words)


def _hash(words: list[str]) -> str:
    joined = " ".join(words).lower()
    return hashlib.sha256(joined.encode()).hexdigest()[:_HASH_LENGTH]
