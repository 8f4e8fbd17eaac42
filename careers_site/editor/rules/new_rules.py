"""A rule that is added, with all that it cannot be without: a step's price and ways in, the page
of a way in, what the rules tell an example person."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import tomlkit

from careers_site.content.parsing import ROUTES as ROUTE_PAGES
from careers_site.content.problems import Problems
from careers_site.content.rules.common import PRICES, ROUTES
from careers_site.content.rules.editing import toml_items
from careers_site.content.rules.examples.examples import assessed, parse_example
from careers_site.editor.rules import dated_requirement
from careers_site.editor.rules.entries import Entry, entries
from careers_site.editor.rules.kinds import Kind
from careers_site.eligibility.rules import Rules
from careers_site.platform.clock import today
from careers_site.platform.text.text_safety import new_id

Values = dict[str, Any]
Texts = dict[str, str]
_PAGE = "page_"


def begun(kind: Kind) -> Values:
    """What a new rule has before anything is typed."""
    month = f"{today():%Y-%m}"
    given = {"checked": today(), "confidence": "seen", "courses": False, "track": "alongside"}
    named = {one.name for one in kind.fields}
    found: Values = {name: value for name, value in given.items() if name in named}
    return {**found, "others": "none", "situation": {"from": month}} if not kind.table else found


def add(kind: Kind, values: Mapping[str, Any], texts: Texts, rules: Rules) -> tuple[Texts, Entry]:
    """The documents with the new rule and what goes with it, and the rule among them."""
    only_new = {one.name for one in kind.fields if one.only_new}
    given = {name: one for name, one in values.items() if one is not None}
    plain = {name: one for name, one in given.items() if name not in only_new}
    written = dated_requirement.written({}, plain)
    item: Values = {name: one for name, one in written.items() if one is not None}
    if kind.has_id:
        taken = {str(one.item.get("id")) for one in entries(kind, texts)}
        item = {"id": new_id(_called(kind, item), taken), **item}
    if not kind.table:
        return _example(kind, item, texts, rules)
    path = f"{kind.path}{given['file']}.toml" if "file" in only_new else kind.path
    ids = [one.item.get("id") for one in entries(kind, texts)]
    before = ids.index(given["before"]) if given.get("before") in ids else None
    new = {**texts, path: toml_items.add(texts.get(path, ""), kind.table, item, before)}
    goes_with = _WITH.get(kind.id)
    new |= goes_with(item, given, new) if goes_with else {}
    last = len(toml_items.items(new[path], kind.table)) - 1
    number = last if before is None else before
    return new, Entry(kind, path, number, "", item)


def _called(kind: Kind, item: Values) -> str:
    """The words that the id of a new rule is made of."""
    words = (item.get(key) for key in ("title", "label", "words", "reason", "question"))
    said = next((str(one) for one in words if one), kind.id)
    return " ".join(said.split()[:6])


def _with_step(item: Values, given: Mapping[str, Any], texts: Texts) -> Texts:
    """Its price, for everybody, and the ways in that it is part of."""
    pounds = given["cost"]
    price: Values = {
        "id": item["id"],
        "steps": [item["id"]],
        "pounds": pounds,
        "by": "free" if pounds == 0 else "fee",
        "reason": given["reason"],
        **{key: item[key] for key in ("sources", "checked", "confidence") if key in item},
    }
    routes = texts[ROUTES]
    for number, route in enumerate(toml_items.items(routes, "route")):
        changes = {
            key: [*route[key], item["id"]]
            for key, chosen in (("options", "ways"), ("with", "helps"))
            if route["id"] in given.get(chosen, ())
        }
        routes = toml_items.change(routes, "route", number, changes) if changes else routes
    return {PRICES: toml_items.add(texts[PRICES], "price", price), ROUTES: routes}


def _with_way_in(item: Values, given: Mapping[str, Any], _texts: Texts) -> Texts:
    """Its page: the front matter and the words that were typed."""
    matter = tomlkit.document()
    matter["title"], matter["summary"] = item["title"], given["page_summary"]
    matter["checked"], matter["sources"] = item["checked"], item["sources"]
    compared = tomlkit.table()
    for key in ("time", "months", "cost", "earning", "needs", "best_if"):
        compared[key] = given[_PAGE + key]
    if isinstance(compared["months"], int):
        compared["months"] = [given["page_months"]] * 2
    matter["compared"] = compared
    page = f"+++\n{tomlkit.dumps(matter)}+++\n{given['page_text']}\n"
    return {f"{ROUTE_PAGES}{item['id']}.md": page}


_WITH: Mapping[str, Callable[[Values, Mapping[str, Any], Texts], Texts]] = {
    "steps": _with_step,
    "ways-in": _with_way_in,
}


def _example(kind: Kind, item: Values, texts: Texts, rules: Rules) -> tuple[Texts, Entry]:
    """A file of its own; where no result was chosen it has what the rules say."""
    taken = {one.key for one in entries(kind, texts)}
    path = f"{kind.path}{new_id(item['title'], taken)}.toml"
    inside = {one.name for one in kind.fields if one.inside}
    table: Values = {"title": item["title"], "story": item["story"]}
    if "others" in item:
        table["others"] = item["others"]
    table["answers"] = item.get("answers", {})
    table["situation"] = {name: item[name] for name in ("from", "nation", "near") if name in item}
    table["results"] = item.get("results", {})
    person = parse_example(path, tomlkit.dumps(table), rules, Problems())
    if person:
        told = {one.route.id: one.result.words for one in assessed(person, rules).routes}
        table["results"] = {**told, **table["results"]}
    kept = {key: one for key, one in table.items() if key not in inside}
    return {**texts, path: tomlkit.dumps(kept)}, Entry(kind, path, 0, "", kept)
