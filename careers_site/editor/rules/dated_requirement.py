"""What a step asks for from a later month, as the form of a step shows it.

The file has two tables `requirement`, one until a month and one from the next; the form has what is
asked for now, the month, and what is asked for from then on.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from wtforms import Form

from careers_site.content.rules.editing.toml_items import ItemError
from careers_site.editor.drafts.form_problems import add_problem
from careers_site.eligibility.month import Month

NOW, THEN, FROM, CHANGE = "requires", "later_requires", "later_from", "later_change"
TABLES = "requirement"
Item = Mapping[str, Any]


def opened(item: Item) -> Item:
    """The rule with the fields of the form; as it is where it has no dates that the form shows."""
    tables = item.get(TABLES)
    if not isinstance(tables, list) or len(tables) != 2:
        return item
    now, then = tables
    if now.keys() - {"requires", "until"} or "until" in then or "from" not in then:
        return item
    found = {NOW: now.get("requires"), THEN: then.get("requires"), FROM: then["from"]}
    return {**item, **found, **({CHANGE: then["change"]} if "change" in then else {})}


def require_shown(item: Item) -> None:
    """Raises ItemError for dates that no form can show, such as three requirements in turn."""
    if item.get(TABLES) and FROM not in item:
        raise ItemError("the step has requirements with dates that no form can show")


def check(form: Form, values: Item) -> None:
    """A later requirement needs its month."""
    if (values.get(THEN) or values.get(CHANGE)) and not values.get(FROM):
        add_problem(form, FROM, "Enter the month from which people need something else")


def written(item: Item, changes: Item) -> dict[str, Any]:
    """The changes as the file holds them; None takes a key out. `item` is as it was opened."""
    fields = {NOW, THEN, FROM, CHANGE}
    is_dated = bool(item.get(TABLES) or changes.get(FROM))
    if not is_dated or not fields & changes.keys():
        return {key: value for key, value in changes.items() if key not in fields - {NOW}}
    full = {**item, **changes}
    kept = {key: value for key, value in changes.items() if key not in fields}
    if not full.get(FROM):
        return {**kept, NOW: full.get(NOW), TABLES: None}
    until = Month.parse(full[FROM]).plus(-1).id
    before = dict(item[TABLES][1]) if item.get(TABLES) else {}
    before.pop("change", None)
    then = {**before, "requires": full.get(THEN) or {}, "from": full[FROM]}
    if full.get(CHANGE):
        then["change"] = full[CHANGE]
    now = {"requires": full.get(NOW) or {}, "until": until}
    return {**kept, NOW: None, TABLES: [now, then]}
