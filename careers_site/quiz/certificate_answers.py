"""What choosing a certificate does to the answers: it raises them, and never lowers one."""

from __future__ import annotations

from dataclasses import dataclass

from careers_site.answers import Answers
from careers_site.content.rules.qualifications import Qualification
from careers_site.eligibility.requirements import AtLeast
from careers_site.eligibility.rules import Rules
from careers_site.eligibility.scales import UNSURE, Scale


@dataclass(frozen=True)
class Pick:
    """A level that the holder can pick, such as how many: its id and its words."""

    id: str
    words: str


@dataclass(frozen=True)
class Choice:
    """A certificate for somebody who answered like this.

    `raises` and `keeps` part what it counts as: what would be new, and what is already told, with
    `told` in words. `answers` are the answers with it. `asked` is the scale of which the holder
    picks a level, and `picks` the levels that would not lower the answer.
    """

    certificate: Qualification
    raises: tuple[AtLeast, ...]
    keeps: tuple[AtLeast, ...]
    told: tuple[str, ...]
    answers: Answers
    asked: Scale | None
    picks: tuple[Pick, ...]

    @property
    def adds(self) -> bool:
        """Whether choosing it changes an answer."""
        return bool(self.picks or self.raises)

    @property
    def rest(self) -> Answers:
        """The answers without that of the scale of which a level is picked."""
        return self.answers.without(self.asked.id) if self.asked else self.answers


def choice(certificate: Qualification, answers: Answers, rules: Rules) -> Choice:
    """What choosing this certificate would add to these answers."""
    raises = tuple(leaf for leaf in certificate.gives if leaf.level > _held(leaf.scale, answers))
    keeps = tuple(leaf for leaf in certificate.gives if leaf not in raises)
    chosen = answers
    for leaf in raises:
        chosen = chosen.giving(leaf.scale.id, leaf.scale.levels[leaf.level].id)
    asked = rules.scales[certificate.asks] if certificate.asks else None
    return Choice(
        certificate=certificate,
        raises=raises,
        keeps=keeps,
        told=tuple(leaf.scale.held(_held(leaf.scale, answers)) for leaf in keeps),
        answers=chosen,
        asked=asked,
        picks=_picks(asked, raises, certificate, answers) if asked else (),
    )


def _held(scale: Scale, answers: Answers) -> int:
    """The level that was answered; none where nothing was, or "I'm not sure"."""
    level = answers.levels.get(scale.id, UNSURE)
    return 0 if level == UNSURE else scale.level_ids.index(level)


def _picks(
    scale: Scale, raises: tuple[AtLeast, ...], certificate: Qualification, answers: Answers
) -> tuple[Pick, ...]:
    """Levels from the least that the certificate gives, and none below what was answered.

    The level that was answered is one of them if the certificate brings something else besides:
    it may be one of those that were counted.
    """
    least = min(leaf.level for leaf in certificate.gives if leaf.scale == scale)
    held = _held(scale, answers)
    counted_already = held >= least and any(leaf.scale != scale for leaf in raises)
    lowest = held if counted_already else max(least, held + 1)
    # "As large as 1 A level, such as …": the words before the comma are enough to pick by.
    return tuple(Pick(level.id, level.label.partition(",")[0]) for level in scale.levels[lowest:])
