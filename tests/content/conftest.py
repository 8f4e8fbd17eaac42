"""The shipped documents, and copies of them with mistakes."""

from __future__ import annotations

from careers_site.content.parsing import parse
from careers_site.content.problems import ContentError
from careers_site.content.store import files
from tests.conftest import ROOT

SHIPPED = files.read(ROOT)

Change = tuple[str, str, str]


def changed(*changes: Change) -> dict[str, str]:
    """The shipped documents with the first `old` of each change replaced; "" adds at the end."""
    texts = dict(SHIPPED)
    for path, old, new in changes:
        assert old in texts.get(path, ""), f"{path} no longer holds {old!r}: change the test"
        texts[path] = texts[path].replace(old, new, 1) if old else texts.get(path, "") + new
    return texts


def problems_of(texts: dict[str, str]) -> list[str]:
    """Every problem that refuses these documents; none when they are accepted."""
    try:
        parse(texts, 1)
    except ContentError as error:
        return error.problems
    return []
