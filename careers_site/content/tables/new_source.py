"""A source that is added with a row: its text stands at the end of a file of its own."""

from __future__ import annotations

from collections.abc import Mapping

import tomlkit

from careers_site.platform.text.web_addresses import is_web_address

# Where sources go that editors add with a row.
PATH = "content/sources/added.toml"
FIELDS: Mapping[str, tuple[str, str]] = {
    "title": ("Title of the source", "What the page or document is called."),
    "publisher": ("Publisher of the source", "Who published it, such as Leeds City Council."),
    "url": ("Web address of the source", "Leave it blank if it is not on the web."),
    "dated": (
        "Date of the source",
        "As it shows it, in words, such as “3 March 2027” or “undated, read March 2027”.",
    ),
}
LONGEST = 500
REQUIRED = ("title", "publisher", "dated")


def add(text: str | None, source_id: str, values: Mapping[str, str]) -> str:
    """The file of added sources with one more, as one that was read."""
    document = tomlkit.parse(text or "")
    table = tomlkit.table()
    for name in FIELDS:
        if values[name]:
            table[name] = values[name]
    table["confidence"] = "seen"
    if text:
        document.add(tomlkit.nl())
    document[source_id] = table
    return tomlkit.dumps(document)


def problems(values: Mapping[str, str]) -> dict[str, str]:
    """Field -> what is wrong with the new source."""
    found = {name: "is blank" for name in REQUIRED if not values[name]}
    for name, value in values.items():
        if len(value) > LONGEST:
            found[name] = f"is {len(value):,} characters long; at most {LONGEST}"
    if values["url"] and not is_web_address(values["url"]):
        found["url"] = "is not a web address that begins https://"
    return found
