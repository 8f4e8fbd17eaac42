"""Sources: what a fact, rule or figure rests on, and how sure it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from careers_site.content.problems import Problems, read_shape, read_toml
from careers_site.content.rules.schemas import Confidence, Id, Table, Url, Words

FOLDER = "content/sources/"


class SourceTable(Table):
    title: Words
    publisher: Words
    url: Url | None = None
    dated: Words
    licence: Words | None = None
    confidence: Confidence


class SourcesFile(Table):
    source: dict[Id, SourceTable]


@dataclass(frozen=True)
class Source:
    """Something that was read. `dated` says in words what date it shows or seems to have."""

    id: str
    title: str
    publisher: str
    url: str | None
    dated: str
    licence: str | None
    confidence: str

    def as_markdown(self) -> str:
        """The source as one line for a footnote."""
        if self.confidence != "seen":
            return f"{self.title}."
        title = f"[{self.title}]({self.url})" if self.url else self.title
        return f"{title}, {self.publisher}, {self.dated}."


def parse_sources(documents: Mapping[str, str], problems: Problems) -> dict[str, Source]:
    """Every source of every file in content/sources, by id; what is wrong goes to `problems`."""
    found: dict[str, Source] = {}
    home: dict[str, str] = {}
    for path in sorted(p for p in documents if p.startswith(FOLDER)):
        data = read_toml(documents[path], path, problems)
        file = None if data is None else read_shape(SourcesFile, {"source": data}, path, problems)
        for name, table in file.source.items() if file else ():
            if name in home:
                problems.add(path, f'source "{name}"', f"stands in {home[name]} too")
            home[name] = path
            found[name] = Source(id=name, **table.model_dump())
    return found
