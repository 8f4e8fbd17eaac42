"""Answers in an address: query string <-> Person and Situation, nothing ignored, nothing lost."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from werkzeug.datastructures import MultiDict

from careers_site.eligibility.month import FIRST_YEAR, LAST_YEAR, Month
from careers_site.eligibility.person import Person, Situation, read_answer
from careers_site.eligibility.rules import Rules
from careers_site.eligibility.scales import UNSURE
from careers_site.places import Whereabouts, whereabouts
from careers_site.places.nations import NATIONS, nation_id
from careers_site.platform.clock import today
from careers_site.platform.text.text_safety import one_line
from careers_site.platform.web.errors import BadQueryError, refuse_unknown

OTHERS = "others"
OTHERS_VALUES = ("none", "some")
SUPPOSE = "suppose"
NATION, NEAR, START = "nation", "near", "from"
# Keys that choose rules, courses, offers and dates, and say nothing about the person.
CONTEXT = (NATION, NEAR, START)
NEAR_LENGTH = 80
# Where the keys that are no scales stand in `Answers`.
_FIELDS = {OTHERS: "others", NATION: "nation", NEAR: "near", START: "start"}


@dataclass(frozen=True)
class Answers:
    """What an address says about a person and their situation.

    `levels` maps a scale to a level id, an alias or "unsure"; `others` is "none" (none of the rare
    certificates), "some" (ask about each) or "". `suppose` holds what-ifs, "gcse_maths.4".
    `nation`, `near` (a place as typed) and `start` (a month, "2027-01") are "" where not given.
    `funding` maps funding questions to answers.
    """

    levels: dict[str, str]
    others: str = ""
    suppose: tuple[str, ...] = ()
    nation: str = ""
    near: str = ""
    start: str = ""
    funding: Mapping[str, str] = field(default_factory=dict)

    def __hash__(self) -> int:
        return hash(tuple(self.items()))

    def person(self, rules: Rules) -> Person:
        """The person who answers like this, with what is supposed."""
        held = {name: read_answer(rules.scales[name], level) for name, level in self.levels.items()}
        person = Person(held, no_others=self.others == "none")
        for wish in self.suppose:
            scale, _, level = wish.partition(".")
            number = rules.scales[scale].level_ids.index(level)
            person = person.supposing(scale, number, rules.scales)
        return person

    @cached_property
    def situation(self) -> Situation:
        """When, where and at whose cost: from this month on, where the place is, unless given."""
        nation, nation_from = self._nation()
        in_london = self.whereabouts.in_london and nation == "england"
        return Situation(
            start=Month.parse(self.start) if self.start else this_month(),
            nation=nation or None,
            nation_from=nation_from,
            near=self.near,
            # Of other places it is not known who pays for adults' courses.
            devolved=True if in_london else None,
            funding=dict(self.funding),
            now=this_month(),
        )

    def _nation(self) -> tuple[str, str]:
        """The nation's id, "" where nobody told, and where it comes from."""
        if self.nation:
            return self.nation, "given"
        if self.whereabouts.nation:
            return nation_id(self.whereabouts.nation), "place"
        return "", "assumed"

    @cached_property
    def whereabouts(self) -> Whereabouts:
        """What `near` tells."""
        return whereabouts(self.near, NATIONS.get(self.nation, ""))

    @property
    def notes(self) -> tuple[str, ...]:
        """Sentences about a nation or a month that may not be what was meant."""
        return tuple(filter(None, (self.nation_note, self._month_note)))

    @property
    def nation_note(self) -> str:
        """That the nation and the place differ, or that the place does not tell it."""
        where = self.whereabouts
        if self.nation and where.nation and nation_id(where.nation) != self.nation:
            chosen = NATIONS[self.nation]
            return (
                f"You chose {chosen}, and {self.near} is in {where.nation}. "
                f"This page is for {chosen}."
            )
        if where.on_border and not self.nation:
            return f"{self.near} is on a border. Choose your nation to see what holds there."
        return ""

    @property
    def _month_note(self) -> str:
        start, now = self.situation.start, this_month()
        if start < now:
            return f"{start} has passed. This page uses the rules of that month."
        later = f"All of this is for {start}, when you can start: “now” means that month."
        return later if start > now else ""

    def items(self) -> list[tuple[str, str]]:
        """Every key and value of the address, in the order of the keys."""
        extra = {key: getattr(self, name) for key, name in _FIELDS.items()}
        given = {**self.levels, **{key: value for key, value in extra.items() if value}}
        given |= self.funding
        return sorted([*given.items(), *((SUPPOSE, wish) for wish in self.suppose)])

    def query(self) -> str:
        """The query string with its question mark, or nothing when nothing was answered."""
        return self._query

    @cached_property
    def _query(self) -> str:
        # A page writes it into each of its links.
        items = self.items()
        return f"?{urlencode(items)}" if items else ""

    def giving(self, key: str, value: str) -> Answers:
        """The same with one more answer, or with that answer changed.

        `key` is a scale, `others`, `nation`, `near` or `from`.
        """
        if key in _FIELDS:
            changed: dict[str, Any] = {_FIELDS[key]: value}
            return replace(self, **changed)
        return replace(self, levels={**self.levels, key: value})

    def without(self, *keys: str) -> Answers:
        """The same without the answers to these."""
        blank: dict[str, Any] = {_FIELDS[key]: "" for key in keys if key in _FIELDS}
        levels = {key: level for key, level in self.levels.items() if key not in keys}
        funding = {key: value for key, value in self.funding.items() if key not in keys}
        return replace(self, levels=levels, funding=funding, **blank)

    def at(self, place: str) -> Answers:
        """The same, near another place."""
        return replace(self, near=place)

    def supposing(self, *wishes: str) -> Answers:
        return replace(self, suppose=wishes) if wishes != self.suppose else self


def this_month() -> Month:
    day = today()
    return Month(day.year, day.month)


def read(args: MultiDict[str, str], rules: Rules, also: tuple[str, ...] = ()) -> Answers:
    """The answers of a query string. Keys in `also` are left to the caller.

    Raises BadQueryError for an unknown key, scale or level, naming what is allowed.
    """
    funding = [question.id for question in rules.funding]
    _refuse_unknown_keys(args, [*rules.scales, OTHERS, SUPPOSE, *CONTEXT, *funding, *also], also)

    def one(key: str) -> str:
        return one_answer(key, args[key], rules) if args.get(key) else ""

    return Answers(
        levels={key: one_answer(key, args[key], rules) for key in args if key in rules.scales},
        others=one(OTHERS),
        suppose=_wishes(args.getlist(SUPPOSE), rules),
        nation=one(NATION),
        near=one_line(args.get(NEAR), NEAR_LENGTH),
        start=read_month(args.get(START, "")),
        funding={key: one(key) for key in funding if args.get(key)},
    )


def _refuse_unknown_keys(
    args: MultiDict[str, str], allowed: list[str], also: Iterable[str]
) -> None:
    for key in args:
        if key not in allowed:
            raise refuse_unknown("question", key, allowed, key)
        if len(args.getlist(key)) > 1 and key != SUPPOSE and key not in also:
            raise BadQueryError(f'"{key}" is answered more than once.', key=key)


def allowed_answers(key: str, rules: Rules) -> tuple[str, ...]:
    """What a scale, a funding question, `others` or `nation` may be answered with."""
    if key in rules.scales:
        scale = rules.scales[key]
        return (*scale.level_ids, *scale.aliases, UNSURE)
    if key == OTHERS:
        return OTHERS_VALUES
    if key == NATION:
        return tuple(NATIONS)
    funding = {question.id: question.option_ids for question in rules.funding}
    return (*funding[key], UNSURE)


def one_answer(key: str, value: str, rules: Rules) -> str:
    """The answer to one of these. Raises BadQueryError if there is no such answer."""
    return _one_of(key, value, allowed_answers(key, rules))


def read_month(text: str) -> str:
    """The month to start from, "" for none. Raises BadQueryError for a month too far away."""
    if not text:
        return ""
    try:
        month = Month.parse(text)
    except ValueError:
        month = None
    if month is None or not FIRST_YEAR <= month.year <= LAST_YEAR:
        raise BadQueryError(
            f'"from" is a month from {FIRST_YEAR}-01 to {LAST_YEAR}-12, such as 2027-01, and '
            f'"{one_line(text[:20])}" is not.',
            key=START,
        )
    return month.id


def _one_of(key: str, value: str, allowed: tuple[str, ...], query_key: str = "") -> str:
    if value not in allowed:
        raise refuse_unknown(f'answer to "{key}" called', value, allowed, query_key or key)
    return value


def _wishes(values: list[str], rules: Rules) -> tuple[str, ...]:
    """What is supposed, each once, in the order of the alphabet."""
    for wish in values:
        scale, _, level = wish.partition(".")
        if scale not in rules.scales:
            raise refuse_unknown(
                "question to suppose an answer to called", scale, rules.scales, SUPPOSE
            )
        _one_of(scale, level, rules.scales[scale].level_ids, SUPPOSE)
    return tuple(sorted(set(values)))
