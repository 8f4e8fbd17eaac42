"""Real posts: what their person specifications ask, criterion by criterion."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from careers_site.eligibility.requirements import Finding, Requirement, Verdict

# A post with fewer criteria that can be judged says too little about who is ready.
FEWEST_JUDGED = 2


@dataclass(frozen=True)
class Criterion:
    """One point of a person specification.

    `requires` is None where only the person can say. `fill` is what fills the gap, in one
    sentence, and `step` the id of a step that does, "" for none.
    """

    id: str
    words: str
    importance: str
    area: str
    requires: Requirement | None
    fill: str = ""
    step: str = ""

    @property
    def is_essential(self) -> bool:
        return self.importance == "essential"


@dataclass(frozen=True, eq=False)
class Post:
    """A person specification. A `general` one is of no single employer.

    `note` is a sentence for readers, such as how we have read a vague point.
    """

    id: str
    title: str
    employer: str
    nation: str
    area: str
    as_of: str
    general: bool
    criteria: tuple[Criterion, ...]
    sources: tuple[str, ...]
    checked: date
    confidence: str
    note: str = ""


@dataclass(frozen=True)
class CriterionFinding:
    """How a person stands on a criterion; `finding` is None where only the person can say."""

    criterion: Criterion
    finding: Finding | None

    @property
    def verdict(self) -> Verdict | None:
        return self.finding.verdict if self.finding else None


@dataclass(frozen=True)
class PostMatch:
    """How a person stands on a post, criterion by criterion."""

    post: Post
    criteria: tuple[CriterionFinding, ...]

    @cached_property
    def essential(self) -> tuple[CriterionFinding, ...]:
        return tuple(one for one in self.criteria if one.criterion.is_essential)

    def count(self, verdict: Verdict | None) -> int:
        """How many essential points have this verdict; None for those only the person can say."""
        return sum(one.verdict == verdict for one in self.essential)

    @property
    def met(self) -> int:
        return self.count(Verdict.MET)

    @property
    def unmet(self) -> int:
        return self.count(Verdict.UNMET)

    @property
    def unknown(self) -> int:
        return self.count(Verdict.UNKNOWN)

    @property
    def self_judged(self) -> int:
        return self.count(None)

    @property
    def is_fit(self) -> bool:
        """Whether a real post has every essential point that can be judged met, two at least."""
        judged = len(self.essential) - self.self_judged
        return not self.post.general and judged >= FEWEST_JUDGED and self.met == judged

    @cached_property
    def gaps(self) -> tuple[CriterionFinding, ...]:
        """The essential points that are not met, or not known."""
        return tuple(
            one for one in self.essential if one.verdict in (Verdict.UNMET, Verdict.UNKNOWN)
        )
