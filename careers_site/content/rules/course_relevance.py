"""Which step of a plan a course serves: rules by its words, its learning aim, sector and level."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Annotated

from pydantic import Field, StringConstraints

from careers_site.content.problems import Problems, read_file
from careers_site.content.rules.schemas import Id, Sourced, Table, Words

PATH = "content/portage-home-visitor/relevance.toml"
LEVELS = ("entry", *map(str, range(1, 9)))


def _any_of(phrases: Collection[str]) -> re.Pattern[str] | None:
    """Finds any of the phrases, as whole words; a word that ends in * is a beginning."""
    if not phrases:
        return None
    each = (r"\W+".join(map(re.escape, phrase.lower().split())) for phrase in phrases)
    return re.compile(
        "|".join(rf"\b{one}\b" if one[-1] != "*" else rf"\b{one[:-2]}" for one in each)
    )


class Rule(Sourced):
    """A course serves `step` if its aim is one of `aims`, or if everything else that is given fits.

    `words` and `also` each need one of their phrases in the title, `without` needs none.
    """

    step: Id
    words: list[Words] = []
    also: list[Words] = []
    without: list[Words] = []
    levels: list[str] = []
    sectors: list[Annotated[Words, StringConstraints(to_lower=True)]] = []
    aims: list[Words] = []
    note: str = ""

    @cached_property
    def _needed(self) -> list[re.Pattern[str]]:
        return [found for found in (_any_of(self.words), _any_of(self.also)) if found]

    @cached_property
    def _unwanted(self) -> re.Pattern[str] | None:
        return _any_of(self.without)

    def fits(self, title: str, level: str, sector: str) -> bool:
        """Whether a title in small letters, a level ("" where not known) and a sector fit."""
        if not (self._needed or self.sectors):
            return False
        if self.sectors and sector.lower() not in self.sectors:
            return False
        if not all(needed.search(title) for needed in self._needed):
            return False
        if self._unwanted and self._unwanted.search(title):
            return False
        return not self.levels or level in self.levels


class RelevanceFile(Table):
    rule: list[Rule] = Field(min_length=1)


@dataclass(frozen=True)
class Relevance:
    """The rules in their order: the first that fits decides. An aim decides before all words."""

    rules: Sequence[Rule]

    @cached_property
    def _by_aim(self) -> Mapping[str, str]:
        return {aim: rule.step for rule in reversed(self.rules) for aim in rule.aims}

    def step(self, *, title: str, level: str = "", aim: str = "", sector: str = "") -> str:
        """The step that a course serves, or the blank word."""
        if aim and aim in self._by_aim:
            return self._by_aim[aim]
        title = title.lower()
        level = level or _level_in(title)
        fitting = (rule.step for rule in self.rules if rule.fits(title, level, sector))
        return next(fitting, "")


def _level_in(title: str) -> str:
    """The level that a title names: "Level 3 Diploma", "L3"."""
    found = re.search(r"\b(?:level|l)\s?([1-8])\b", title)
    return found[1] if found else ""


def parse_relevance(
    documents: Mapping[str, str],
    steps: Collection[str] | None,
    known_sources: Collection[str],
    problems: Problems,
) -> Relevance:
    """The rules of relevance.toml.

    `steps` are those that there are; None where the steps themselves cannot be read.
    """
    file = read_file(RelevanceFile, PATH, documents, problems)
    rules = file.rule if file else []
    seen: dict[str, str] = {}
    for number, rule in enumerate(rules, start=1):
        place = f'rule {number} ("{rule.step}")'
        _check(place, rule, steps, seen, problems)
        problems.check_known(PATH, place, "source", rule.sources, known_sources)
    return Relevance(rules)


def _check(
    place: str,
    rule: Rule,
    steps: Collection[str] | None,
    seen: dict[str, str],
    problems: Problems,
) -> None:
    if steps is not None and rule.step not in steps:
        problems.unknown(PATH, place, "step", rule.step, steps)
    if not (rule.words or rule.also or rule.sectors or rule.aims):
        problems.add(PATH, place, "needs words, sectors or aims, else every course would fit")
    _check_phrases(place, (*rule.words, *rule.also, *rule.without), problems)
    problems.check_known(PATH, f"{place}: levels", "level", rule.levels, LEVELS)
    for aim in rule.aims:
        if aim in seen:
            problems.add(PATH, f"{place}: aims", f'"{aim}" stands in {seen[aim]} too')
        seen[aim] = place


def _check_phrases(place: str, phrases: Collection[str], problems: Problems) -> None:
    """Each mark that stands alone multiplies the time that a title of such marks takes."""
    for phrase in phrases:
        marks = [part for part in phrase.split() if not re.search(r"\w", part)]
        if len(marks) > 1 or len(marks) == len(phrase.split()):
            said = f'"{phrase[:60]}" needs words, and one mark between them at most'
            problems.add(PATH, place, said)
