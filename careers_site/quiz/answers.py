"""Answers in an address: query string <-> Person, nothing ignored and nothing lost."""

from __future__ import annotations

from dataclasses import dataclass, replace
from urllib.parse import urlencode

from werkzeug.datastructures import MultiDict

from careers_site.eligibility.person import Person
from careers_site.eligibility.routes import Rules, Situation
from careers_site.errors import BadQueryError, refuse_unknown
from careers_site.spelling import printable

UNSURE = "unsure"
OTHERS = "others"
OTHERS_VALUES = ("none", "some")
NATIONS = {
    "england": "England",
    "scotland": "Scotland",
    "wales": "Wales",
    "northern-ireland": "Northern Ireland",
}
NEAR_LENGTH = 80


@dataclass(frozen=True)
class Answers:
    """What an address says about a person.

    `levels` maps a scale to a level id or "unsure"; `others` is "none" (none of the rare
    certificates), "some" (ask about each) or "". `nation` and `near` choose courses and offers.
    """

    levels: dict[str, str]
    others: str = ""
    nation: str = ""
    near: str = ""

    def person(self, rules: Rules) -> Person:
        held = {
            scale: None if level == UNSURE else rules.scales[scale].level_ids.index(level)
            for scale, level in self.levels.items()
        }
        return Person(held, no_others=self.others == "none")

    @property
    def situation(self) -> Situation:
        return Situation(self.nation or None)

    def items(self) -> list[tuple[str, str]]:
        """Every key and value of the address, in the order of the keys."""
        extra = {OTHERS: self.others, "nation": self.nation, "near": self.near}
        return sorted([*self.levels.items(), *((k, v) for k, v in extra.items() if v)])

    def query(self) -> str:
        """The query string with its question mark, or nothing when nothing was answered."""
        items = self.items()
        return f"?{urlencode(items)}" if items else ""

    def giving(self, key: str, value: str) -> Answers:
        """The same with one more answer, or with that answer changed."""
        if key == OTHERS:
            return replace(self, others=value)
        return replace(self, levels={**self.levels, key: value})

    def without(self, key: str) -> Answers:
        if key == OTHERS:
            return replace(self, others="")
        return replace(self, levels={k: v for k, v in self.levels.items() if k != key})


def read(args: MultiDict[str, str], rules: Rules, also: tuple[str, ...] = ()) -> Answers:
    """The answers of a query string. Keys in `also` are left to the caller.

    Raises BadQueryError for an unknown key, scale or level, naming what is allowed.
    """
    allowed = [*rules.scales, OTHERS, "nation", "near", *also]
    levels: dict[str, str] = {}
    for key in args:
        if key not in allowed:
            raise refuse_unknown("question", key, allowed)
        if len(args.getlist(key)) > 1:
            raise BadQueryError(f'"{key}" is answered more than once.')
        if key in rules.scales:
            levels[key] = _one_of(key, args[key], (*rules.scales[key].level_ids, UNSURE))
    return Answers(
        levels=levels,
        others=_one_of(OTHERS, args[OTHERS], OTHERS_VALUES) if args.get(OTHERS) else "",
        nation=_one_of("nation", args["nation"], tuple(NATIONS)) if args.get("nation") else "",
        near=printable(args.get("near", "")).strip()[:NEAR_LENGTH],
    )


def _one_of(key: str, value: str, allowed: tuple[str, ...]) -> str:
    if value not in allowed:
        raise refuse_unknown(f'answer to "{key}" called', value, allowed)
    return value
