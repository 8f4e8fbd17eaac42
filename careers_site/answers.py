"""Answers in an address: query string <-> Person, nothing ignored and nothing lost."""

from __future__ import annotations

from dataclasses import dataclass, replace
from urllib.parse import urlencode

from werkzeug.datastructures import MultiDict

from careers_site.eligibility.calendar import Month
from careers_site.eligibility.person import Person
from careers_site.eligibility.routes import Rules, Situation
from careers_site.platform.errors import BadQueryError, refuse_unknown
from careers_site.platform.text_safety import one_line

UNSURE = "unsure"
OTHERS = "others"
OTHERS_VALUES = ("none", "some")
SUPPOSE = "suppose"
NATION = "nation"
NATIONS = {
    "england": "England",
    "scotland": "Scotland",
    "wales": "Wales",
    "northern-ireland": "Northern Ireland",
}
# Keys that choose courses, offers and dates, and judge nothing.
CONTEXT = (NATION, "near", "from")
NEAR_LENGTH = 80


@dataclass(frozen=True)
class Answers:
    """What an address says about a person.

    `levels` maps a scale to a level id or "unsure"; `others` is "none" (none of the rare
    certificates), "some" (ask about each) or "". `suppose` holds what-ifs, "gcse_maths.4".
    `nation`, `near` and `start` (a month, "2027-01") choose courses, offers and dates.
    """

    levels: dict[str, str]
    others: str = ""
    suppose: tuple[str, ...] = ()
    nation: str = ""
    near: str = ""
    start: str = ""

    def person(self, rules: Rules) -> Person:
        """The person who answers like this, with what is supposed."""
        held = {
            scale: None if level == UNSURE else rules.scales[scale].level_ids.index(level)
            for scale, level in self.levels.items()
        }
        person = Person(held, no_others=self.others == "none")
        for wish in self.suppose:
            scale, _, level = wish.partition(".")
            number = rules.scales[scale].level_ids.index(level)
            person = person.supposing(scale, number, rules.scales)
        return person

    @property
    def situation(self) -> Situation:
        return Situation(self.nation or None)

    @property
    def month(self) -> Month | None:
        return Month.parse(self.start) if self.start else None

    def items(self) -> list[tuple[str, str]]:
        """Every key and value of the address, in the order of the keys."""
        extra = {OTHERS: self.others, "nation": self.nation, "near": self.near, "from": self.start}
        given = [*self.levels.items(), *((key, value) for key, value in extra.items() if value)]
        return sorted([*given, *((SUPPOSE, wish) for wish in self.suppose)])

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

    def at(self, place: str) -> Answers:
        """The same, near another place."""
        return replace(self, near=place)

    def supposing(self, *wishes: str) -> Answers:
        return replace(self, suppose=wishes)


def read(args: MultiDict[str, str], rules: Rules, also: tuple[str, ...] = ()) -> Answers:
    """The answers of a query string. Keys in `also` are left to the caller.

    Raises BadQueryError for an unknown key, scale or level, naming what is allowed.
    """
    allowed = [*rules.scales, OTHERS, SUPPOSE, *CONTEXT, *also]
    levels: dict[str, str] = {}
    for key in args:
        if key not in allowed:
            raise refuse_unknown("question", key, allowed)
        if len(args.getlist(key)) > 1 and key != SUPPOSE and key not in also:
            raise BadQueryError(f'"{key}" is answered more than once.')
        if key in rules.scales:
            levels[key] = one_answer(key, args[key], rules)
    return Answers(
        levels=levels,
        others=one_answer(OTHERS, args[OTHERS], rules) if args.get(OTHERS) else "",
        suppose=_wishes(args.getlist(SUPPOSE), rules),
        nation=one_answer(NATION, args[NATION], rules) if args.get(NATION) else "",
        near=one_line(args.get("near"), NEAR_LENGTH),
        start=_month(args.get("from", "")),
    )


def allowed_answers(key: str, rules: Rules) -> tuple[str, ...]:
    """What a scale, `others` or `nation` may be answered with."""
    if key == OTHERS:
        return OTHERS_VALUES
    return tuple(NATIONS) if key == NATION else (*rules.scales[key].level_ids, UNSURE)


def one_answer(key: str, value: str, rules: Rules) -> str:
    """The answer to a scale, `others` or `nation`. Raises BadQueryError if there is no such."""
    return _one_of(key, value, allowed_answers(key, rules))


def _one_of(key: str, value: str, allowed: tuple[str, ...]) -> str:
    if value not in allowed:
        raise refuse_unknown(f'answer to "{key}" called', value, allowed)
    return value


def _wishes(values: list[str], rules: Rules) -> tuple[str, ...]:
    """What is supposed, each once, in the order of the alphabet."""
    for wish in values:
        scale, _, level = wish.partition(".")
        if scale not in rules.scales:
            raise refuse_unknown("question to suppose an answer to called", scale, rules.scales)
        _one_of(scale, level, rules.scales[scale].level_ids)
    return tuple(sorted(set(values)))


def _month(text: str) -> str:
    if not text:
        return ""
    try:
        return Month.parse(text).id
    except ValueError:
        raise BadQueryError(
            f'"from" is a month such as 2027-01, and "{one_line(text[:20])}" is not.'
        ) from None
