"""Scales: everything that a person can hold is a level on an ordered scale."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

# Answers any scale: nothing is known.
UNSURE = "unsure"


@dataclass(frozen=True)
class Level:
    """One step of a scale. `short` is how the level reads inside a sentence.

    `asks` and `has` are whole sentences, where those of the scale do not fit the level. One that is
    `apart`, such as from another country, is offered after the others.
    """

    id: str
    label: str
    short: str
    asks: str = ""
    has: str = ""
    apart: bool = False


@dataclass(frozen=True)
class Scale:
    """An ordered scale, lowest level first.

    `asks` and `has` are sentences with a place for a level's short words. A `rare` scale is a
    certificate that few hold.
    `aliases` are names for "one of these levels, not known which": the first and the last.
    """

    id: str
    label: str
    question: str
    hint: str
    levels: tuple[Level, ...]
    asks: str
    has: str
    has_none: str
    rare: bool = False
    aliases: Mapping[str, tuple[int, int]] = field(default_factory=dict, compare=False)

    @property
    def top(self) -> int:
        return len(self.levels) - 1

    @cached_property
    def level_ids(self) -> tuple[str, ...]:
        return tuple(level.id for level in self.levels)

    def levels_of(self, name: str) -> tuple[int, int]:
        """The least and the most that a level id or an alias stands for.

        Raises KeyError for a name that is neither.
        """
        if name in self.aliases:
            return self.aliases[name]
        if name not in self.level_ids:
            raise KeyError(name)
        level = self.level_ids.index(name)
        return level, level

    def asked(self, level: int) -> str:
        """'GCSE maths at grade 4 or above'."""
        one = self.levels[level]
        return one.asks or self.asks.format(level=one.short)

    def held(self, level: int) -> str:
        """'GCSE maths at grade 5', or the words for holding nothing."""
        one = self.levels[level]
        return (one.has or self.has.format(level=one.short)) if level else self.has_none


@dataclass(frozen=True)
class Count:
    """What is implied on a counting scale.

    Each of `parts` (a scale and a level) that is held is one of those counted; all that is
    counted on the scale `includes` counts here too.
    """

    scale: str
    parts: tuple[tuple[str, int], ...]
    includes: str | None = None


@dataclass(frozen=True)
class Scales(Mapping[str, Scale]):
    """All scales, in the order of the content file, and what counting implies among them."""

    all: tuple[Scale, ...]
    counts: tuple[Count, ...] = ()
    _by_id: dict[str, Scale] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_by_id", {scale.id: scale for scale in self.all})

    def __getitem__(self, scale_id: str) -> Scale:
        return self._by_id[scale_id]

    def __iter__(self) -> Iterator[str]:
        return iter(self._by_id)

    def __len__(self) -> int:
        return len(self.all)

    def __hash__(self) -> int:
        return hash(self.all)

    def rare(self) -> Iterable[Scale]:
        return (scale for scale in self.all if scale.rare)
