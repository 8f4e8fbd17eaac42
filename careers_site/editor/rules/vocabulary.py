"""What the fields of a rule can be: levels by their sentences, steps, ways in, sources."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from careers_site.content.rules.editing.asked_tree import BELOW
from careers_site.content.sources import Source
from careers_site.eligibility.month import MONTHS
from careers_site.eligibility.rules import GOAL, POST, Rules
from careers_site.eligibility.scales import UNSURE, Scale
from careers_site.eligibility.wording import Kind
from careers_site.places.nations import NATIONS

# Words of a group of choices -> value -> words.
Groups = Mapping[str, Mapping[str, str]]
MOST_MORE = 3
# How what stands in a field is read back.
BEGIN = {
    "requires": "You need",
    "later_requires": "You then need",
    "minimum": "You need",
    "typical": "You need",
    "gives": "You then have",
    "when": "It is for people with this answer:",
}


@dataclass(frozen=True)
class Vocabulary:
    """The choices of every kind of field, from the rules as they are and the sources."""

    rules: Rules
    sources: Mapping[str, Source]

    @cached_property
    def levels(self) -> Groups:
        """At least this level; the lowest asks for nothing."""
        return {
            scale.label: {f"{scale.id}.{id}": scale.asked(at) for at, id in _above(scale)}
            for scale in self.rules.scales.values()
            if scale.id != "age"
        }

    @cached_property
    def gains(self) -> Groups:
        found = {}
        for scale in self.rules.scales.values():
            held = {f"{scale.id}.{id}": scale.held(at) for at, id in _above(scale)}
            if all(id.isdecimal() for id in scale.level_ids):
                more = range(1, MOST_MORE + 1)
                held |= {f"{scale.id}.+{n}": f"{n} more: {scale.label}" for n in more}
            found[scale.label] = held
        return found

    @cached_property
    def held(self) -> Groups:
        """What a person answers, the lowest level and "not sure" among it."""
        return {
            scale.label: {
                **{f"{scale.id}.{id}": scale.held(at) for at, id in enumerate(scale.level_ids)},
                f"{scale.id}.{UNSURE}": f"{scale.label}: not sure",
            }
            for scale in self.rules.scales.values()
        }

    @cached_property
    def conditions(self) -> Groups:
        """What a price can hang on besides: answers about funding, and not holding a level yet."""
        asked = {
            question.question: {
                f"{question.id}.{one.id}": f"“{question.question}” {one.label}"
                for one in question.options
            }
            for question in self.rules.funding
        }
        below = {
            f"{label}: not yet": {
                f"{BELOW}.{value}": f"Not yet: {words}" for value, words in group.items()
            }
            for label, group in self.levels.items()
        }
        return {**asked, **self.levels, **below}

    @cached_property
    def steps(self) -> Mapping[str, str]:
        return {step.id: step.title for step in self.rules.steps.values()}

    @cached_property
    def prices(self) -> Mapping[str, str]:
        """What each price is for, by its id."""
        return {
            price.id: f"{self.steps[step]}: {price.reason}"
            for step, prices in self.rules.prices.items()
            for price in prices
        }

    @cached_property
    def purposes(self) -> Mapping[str, str]:
        named = {GOAL: "The goal: applying for the job", POST: "Person specifications"}
        return {**named, **self.steps}

    @cached_property
    def ways(self) -> Mapping[str, str]:
        return {route.id: route.title for route in self.rules.routes if route.options}

    @cached_property
    def specifications(self) -> Mapping[str, str]:
        return {post.id: post.title for post in self.rules.posts}

    @cached_property
    def results(self) -> Groups:
        """What a person can be told on each way in."""
        return {
            route.title: {
                f"{route.id}.{kind.value}": f"{route.title}: {kind.value}" for kind in Kind
            }
            for route in self.rules.routes
        }

    @cached_property
    def scales(self) -> Mapping[str, str]:
        return {scale.id: scale.label for scale in self.rules.scales.values()}

    @cached_property
    def ages(self) -> Mapping[str, str]:
        age = self.rules.scales.get("age")
        return {level.id: level.label for level in age.levels} if age else {}

    @cached_property
    def nations(self) -> Mapping[str, str]:
        return NATIONS

    @cached_property
    def months(self) -> Mapping[str, str]:
        return {str(number): name for number, name in enumerate(MONTHS, start=1)}


def words(groups: Groups) -> dict[str, str]:
    """Value -> words, without the groups."""
    return {value: said for group in groups.values() for value, said in group.items()}


def _above(scale: Scale) -> list[tuple[int, str]]:
    return list(enumerate(scale.level_ids))[1:]
