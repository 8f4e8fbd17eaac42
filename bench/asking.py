"""What is asked of every search: words of five kinds with filters and places, from one seed."""

from __future__ import annotations

import random
from dataclasses import dataclass
from urllib.parse import urlencode

from bench.catalogue import SEED
from bench.subjects import SENTENCES, SUBJECTS

KINDS = ("one word", "two words", "phrase", "misspelt", "prefix")
# Places whose position the bench gives to every peer.
TOWNS = {
    "Coventry": (52.4066, -1.5122),
    "Leeds": (53.7965, -1.5478),
    "Bristol": (51.4552, -2.5966),
    "Norwich": (52.6278, 1.2983),
    "Plymouth": (50.3715, -4.1431),
}


@dataclass(frozen=True)
class Asked:
    """A search: words, at most one value a filter, and a place with its miles."""

    kind: str
    words: str
    filters: tuple[tuple[str, str], ...]
    town: str = ""
    within: int = 0

    @property
    def query(self) -> str:
        pairs = [("q", self.words), *self.filters]
        if self.town:
            pairs += [("near", self.town), ("within", str(self.within))]
        return urlencode(pairs)


def searches(count: int) -> list[Asked]:
    chance = random.Random(SEED)
    return [_search(chance, KINDS[number % len(KINDS)]) for number in range(count)]


def _search(chance: random.Random, kind: str) -> Asked:
    filters = [
        ("level", chance.choice("123")),
        ("mode", chance.choice(["classroom", "online"])),
        ("study", chance.choice(["full-time", "part-time"])),
    ]
    town = chance.choice(["", *TOWNS])
    return Asked(
        kind=kind,
        words=_words(chance, kind),
        filters=tuple(sorted(chance.sample(filters, chance.randint(0, 2)))),
        town=town,
        within=chance.choice([10, 20, 50, 75]) if town else 0,
    )


def _words(chance: random.Random, kind: str) -> str:
    subjects = " ".join(SUBJECTS).split()
    sentence = chance.choice(SENTENCES).strip(".").replace(",", "").split()
    long = [word for word in [*sentence, *subjects] if len(word) > 4 and word.isalpha()]
    word = chance.choice(long)
    if kind == "one word":
        return word
    if kind == "two words":
        return f"{word} {chance.choice(long)}"
    if kind == "phrase":
        at = chance.randrange(len(sentence) - 2)
        return f'"{" ".join(sentence[at : at + 2])}"'
    if kind == "prefix":
        return f"{word[:4]}*"
    at = chance.randrange(1, len(word) - 1)
    return word[:at] + word[at + 1 :]
