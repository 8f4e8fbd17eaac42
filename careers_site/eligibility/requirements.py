"""Requirements: a tree of "at least this level", judged with reasons."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import IntEnum
from typing import ClassVar

from careers_site.eligibility.month import ALWAYS, Month, Period
from careers_site.eligibility.person import Known
from careers_site.eligibility.scales import Scale
from careers_site.eligibility.sentences import all_of, one_of


class Verdict(IntEnum):
    """Ordered, so that "all of" is the least verdict and "any of" is the greatest."""

    UNMET = 0
    UNKNOWN = 1
    MET = 2

    @property
    def word(self) -> str:
        return self.name.lower()


@dataclass(frozen=True)
class Equivalence:
    """Holding all of `holding` counts as `counts_as`; `words` is the sentence for people.

    `only_for` names the steps, or "goal" or "post", in whose requirements it counts; None where
    it counts in all. `nations` and `period` limit it to a place and a time; `change` is a sentence
    for readers about when it begins or ends.
    """

    holding: tuple[AtLeast, ...]
    counts_as: AtLeast
    words: str
    source: str
    confidence: str
    only_for: frozenset[str] | None = None
    nations: frozenset[str] | None = None
    period: Period = ALWAYS
    change: str = ""

    def counts(self, purpose: str, nation: str, month: Month) -> bool:
        """Whether it counts in the requirements of a step, there and then."""
        return (
            (self.only_for is None or purpose in self.only_for)
            and (self.nations is None or nation in self.nations)
            and month in self.period
        )


@dataclass(frozen=True)
class Finding:
    """A requirement with its verdict and why; the tree of findings is the explanation.

    `met_by` names the equivalent that met it; `held` says what the person has, where known;
    `scale` is the scale of a leaf.
    """

    requirement: Requirement
    verdict: Verdict
    joined: str = ""
    met_by: str | None = None
    held: str | None = None
    scale: str | None = None
    source: str | None = None
    parts: tuple[Finding, ...] = ()

    def leaves(self) -> Iterator[Finding]:
        """The leaves of this finding, itself if it is one."""
        if not self.parts:
            yield self
        for part in self.parts:
            yield from part.leaves()


@dataclass(frozen=True)
class AtLeast:
    """The only leaf: at least `level` on `scale`. Levels are indexes, 0 the lowest."""

    scale: Scale
    level: int

    def judge(self, known: Known) -> Finding:
        low, high = known.low[self.scale.id], known.high[self.scale.id]
        verdict = Verdict.UNMET if high < self.level else Verdict.UNKNOWN
        if low >= self.level:
            verdict = Verdict.MET
        held = self.scale.held(low) if low == high else None
        return Finding(self, verdict, held=held, scale=self.scale.id)

    def is_met(self, levels: Mapping[str, int]) -> bool:
        """Whether whoever holds these levels meets it; quicker than to judge."""
        return levels[self.scale.id] >= self.level

    def leaves(self) -> Iterator[AtLeast]:
        yield self

    def __str__(self) -> str:
        return self.scale.asked(self.level)


@dataclass(frozen=True)
class OrEquivalent:
    """A leaf with what may stand in for it; the finding says which one met it."""

    asked: AtLeast
    instead: tuple[tuple[Requirement, Equivalence], ...]

    def judge(self, known: Known) -> Finding:
        direct = self.asked.judge(known)
        stand_ins = [(part.judge(known), equivalence) for part, equivalence in self.instead]
        best = max([direct.verdict, *(finding.verdict for finding, _ in stand_ins)])
        met_by = source = None
        if direct.verdict < Verdict.MET and best == Verdict.MET:
            met = [e for finding, e in stand_ins if finding.verdict == Verdict.MET]
            # Of levels on one scale the highest says most about what the person holds.
            alike = [e for e in met if e.holding[0].scale is met[0].holding[0].scale]
            equivalence = max(alike, key=lambda e: e.holding[0].level)
            met_by, source = equivalence.words, equivalence.source
        return Finding(
            self,
            best,
            joined="equivalent",
            met_by=met_by,
            held=direct.held,
            source=source,
            parts=(direct, *(finding for finding, _ in stand_ins)),
        )

    def is_met(self, levels: Mapping[str, int]) -> bool:
        return any(part.is_met(levels) for part in self._parts())

    def leaves(self) -> Iterator[AtLeast]:
        for part in self._parts():
            yield from part.leaves()

    def _parts(self) -> Iterator[Requirement]:
        yield self.asked
        for part, _ in self.instead:
            yield part

    def __str__(self) -> str:
        return f"{self.asked}, or equivalent"


@dataclass(frozen=True)
class AllOf:
    """Every part is asked for; with no parts, nothing is."""

    parts: tuple[Requirement, ...]
    is_choice: ClassVar[bool] = False

    def judge(self, known: Known) -> Finding:
        found = tuple(part.judge(known) for part in self.parts)
        verdict = min((finding.verdict for finding in found), default=Verdict.MET)
        return Finding(self, verdict, joined="all", parts=found)

    def is_met(self, levels: Mapping[str, int]) -> bool:
        return all(part.is_met(levels) for part in self.parts)

    def leaves(self) -> Iterator[AtLeast]:
        for part in self.parts:
            yield from part.leaves()

    def __str__(self) -> str:
        return all_of([str(part) for part in self.parts]) or "No formal entry requirement"


@dataclass(frozen=True)
class AnyOf:
    """One of the parts is enough."""

    parts: tuple[Requirement, ...]
    is_choice: ClassVar[bool] = True

    def judge(self, known: Known) -> Finding:
        found = tuple(part.judge(known) for part in self.parts)
        return Finding(self, max(f.verdict for f in found), joined="any", parts=found)

    def is_met(self, levels: Mapping[str, int]) -> bool:
        return any(part.is_met(levels) for part in self.parts)

    def leaves(self) -> Iterator[AtLeast]:
        for part in self.parts:
            yield from part.leaves()

    def __str__(self) -> str:
        return one_of(
            [
                [str(one) for one in (isinstance(part, AllOf) and part.parts) or (part,)]
                for part in self.parts
            ]
        )


Requirement = AtLeast | OrEquivalent | AllOf | AnyOf
NOTHING = AllOf(())
