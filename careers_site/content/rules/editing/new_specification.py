"""The text of a new person specification, to be written on: the person judges each point until
somebody adds its rule."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import tomlkit

from careers_site.content.rules.editing.pasted_table import PastedCriterion
from careers_site.platform.text_safety import new_id


def new_specification(
    facts: Mapping[str, str], source: str, criteria: Sequence[PastedCriterion], today: date
) -> str:
    """`facts` are title, employer, nation, area and as_of, "" for what is not known."""
    document = tomlkit.document()
    for name, value in facts.items():
        if value:
            document[name] = value
    document["sources"] = [source]
    document["checked"] = today
    document["confidence"] = "seen"
    tables, taken = tomlkit.aot(), set[str]()
    for one in criteria:
        taken.add(found := new_id(" ".join(one.words.split()[:5]), taken))
        table = tomlkit.table()
        table.update({"id": found, "words": one.words, "importance": one.importance})
        table.update({"area": one.area, "self": True, "fill": ""})
        tables.append(table)
    document["criterion"] = tables
    return tomlkit.dumps(document)
