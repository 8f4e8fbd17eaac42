"""Somebody to try a rule with: what the site tells them now, and with what was typed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlsplit

from werkzeug.datastructures import MultiDict

from careers_site import answers
from careers_site.content.rules.examples.example_results import Difference, differences, results_of
from careers_site.content.rules.examples.examples import Example
from careers_site.eligibility.rules import Rules
from careers_site.platform.web.errors import BadQueryError

LONGEST = 2_000


@dataclass(frozen=True)
class Tried:
    """A person with what they are told now, and all that the rules as typed tell them otherwise."""

    title: str
    told: Sequence[tuple[str, str]]
    differences: Sequence[Difference]


def person(chosen: str, typed: str, people: Sequence[Example], rules: Rules) -> Example | None:
    """The example of that path, or whoever gives the answers of an address.

    Raises BadQueryError for answers that there are not.
    """
    if not typed.strip():
        return next((one for one in people if one.path == chosen), None)
    query = urlsplit(typed.strip()[:LONGEST]).query or typed.strip()[:LONGEST].lstrip("?")
    pairs = parse_qsl(query)
    if not pairs:
        raise BadQueryError("Paste the whole address of a result, with its question mark.")
    given = answers.read(MultiDict(pairs), rules)
    return Example(
        path="",
        title="The person with these answers",
        story="",
        answers=given.levels,
        person=given.person(rules),
        situation=given.situation,
        results={},
        expects={},
    )


def tried(someone: Example, now: Rules, then: Rules) -> Tried:
    told = [
        (about.removesuffix(": result"), words)
        for about, words in results_of(someone, now).items()
        if about.endswith(": result") or about == "Best next step"
    ]
    return Tried(someone.title, told, differences([someone], now, [someone], then))
