"""Pages: Markdown with TOML front matter, its sections, its sources and its review date."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from careers_site.content.markdown import Section, references, render
from careers_site.content.problems import Problems, read_shape, read_toml
from careers_site.content.rule_tables import Id, Table, Words
from careers_site.content.sources import Source

_FENCE = "+++"


class FrontMatter(Table):
    title: Words
    summary: Words
    checked: date
    sources: list[Id]


@dataclass(frozen=True)
class Page:
    """A page as it is shown. `opening`, each section and `notes` are safe HTML.

    `uncited` are those of `sources` that no note names: the whole page rests on them.
    """

    slug: str
    title: str
    summary: str
    checked: date
    sources: tuple[Source, ...]
    uncited: tuple[Source, ...]
    opening: str
    sections: tuple[Section, ...]
    notes: str

    def section(self, title: str) -> Section | None:
        """The section under the heading that reads `title`, or None."""
        return next((one for one in self.sections if one.title == title), None)


def parse_page(
    path: str, text: str, sources: Mapping[str, Source], problems: Problems
) -> Page | None:
    """The page of a document, or None with every problem noted with its line."""
    text = text.replace("\r\n", "\n")
    start, _, rest = text.partition("\n")
    matter, fence, body = rest.partition(f"\n{_FENCE}\n")
    if start.strip() != _FENCE or not fence:
        problems.add(path, "line 1", f'front matter between two lines "{_FENCE}" is missing')
        return None
    data = read_toml(matter, path, problems)
    shape = None if data is None else read_shape(FrontMatter, data, path, problems)
    _check_body(path, body, matter.count("\n") + 3, sources, problems)
    if shape is None:
        return None
    for name in shape.sources:
        if name not in sources:
            problems.unknown(path, "sources", "source", name, sources)
    rendered = render(body, sources)
    own = tuple(sources[name] for name in shape.sources if name in sources)
    cited = {name for _, name in references(body)}
    return Page(
        slug=path.rpartition("/")[2].removesuffix(".md"),
        title=shape.title,
        summary=shape.summary,
        checked=shape.checked,
        sources=own,
        uncited=tuple(source for source in own if source.id not in cited),
        opening=rendered.opening,
        sections=rendered.sections,
        notes=rendered.notes,
    )


def _check_body(
    path: str, body: str, before: int, sources: Mapping[str, Source], problems: Problems
) -> None:
    """Note unknown sources and headings of the first level; `before` lines stand above the body."""
    for number, name in references(body):
        if name not in sources:
            problems.unknown(path, f"line {number + before}", "source", name, sources)
    for number, line in enumerate(body.split("\n"), start=1 + before):
        if line.startswith("# "):
            problems.add(path, f"line {number}", 'a heading begins with "##"; the title is above')
