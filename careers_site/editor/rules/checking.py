"""What the parsers that publish say about a rule, beside the field of each problem."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from wtforms import Form

from careers_site.content.library import library
from careers_site.content.pages.redirects import FIXED, ROUTES_AT
from careers_site.content.problems import Problems
from careers_site.content.rules.changes import read_changes
from careers_site.content.rules.common import CHANGES
from careers_site.content.rules.examples import examples
from careers_site.content.rules.reader import parse_rules
from careers_site.content.sources import parse_sources
from careers_site.editor.drafts.form_problems import add_problem
from careers_site.editor.rules import dated_requirement
from careers_site.editor.rules.entries import Entry
from careers_site.eligibility.rules import Rules

# What a problem without a key is about.
_NAMES = (("no source ", "sources"), ("no step ", "steps"), ("asks for an age", "requires"))
# The fields of the form that a step's dated requirements are shown in.
_DATED = (dated_requirement.NOW, dated_requirement.THEN)


def parse(texts: Mapping[str, str], path: str) -> tuple[Rules | None, Problems]:
    """The rules of the documents, and every problem of them and of the document at the path."""
    problems = Problems()
    sources = parse_sources(texts, problems)
    rules = parse_rules(texts, sources, problems)
    if path == CHANGES:
        here = library()
        addresses = {*FIXED, *(f"/{slug}" for slug in here.pages)}
        addresses |= {ROUTES_AT + slug for slug in here.route_pages}
        read_changes(texts, sources, addresses, problems)
    if path.startswith(examples.FOLDER) and rules and path in texts:
        examples.parse_example(path, texts[path], rules, problems)
    return rules, problems


def add_problems(form: Form, entry: Entry, problems: Problems) -> None:
    """Every problem of the rule itself; those of other rules are on the review of the draft."""
    for place, sentence in _own(entry, problems):
        name = next((one.name for one in form if _is_about(one.name, place, sentence)), "")
        add_problem(form, name, _in_words(sentence if name in form else f"{place}{sentence}"))


def _own(entry: Entry, problems: Problems) -> Iterator[tuple[str, str]]:
    """The place below the rule, and the sentence."""
    for problem in problems:
        path, _, rest = problem.partition(": ")
        if path != entry.path:
            continue
        for place in entry.places():
            if not place or rest.startswith(f"{place}: "):
                inner = rest.removeprefix(f"{place}: ") if place else rest
                *parts, sentence = inner.split(": ")
                yield "".join(f"{part}: " for part in parts), sentence
                break


def _is_about(name: str, place: str, sentence: str) -> bool:
    for number, field in enumerate(_DATED, start=1):
        place = place.replace(f"requirement number {number}: ", f"{field}: ")
    keys = re.findall(r"[a-z_]+", place)
    named = next((field for start, field in _NAMES if start in sentence), "")
    return name == (keys[0] if keys else named) or (bool(keys) and name == keys[-1])


def _in_words(sentence: str) -> str:
    said = re.sub(r'"([^"]*)"', r"“\1”", sentence)
    return f"{said[:1].upper()}{said[1:]}"
