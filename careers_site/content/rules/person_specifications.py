"""Person specifications of real posts, each a file with its criteria."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from careers_site.content.problems import Problems
from careers_site.content.rules.common import (
    POSTS,
    check_names,
    check_sources,
    check_unique,
    read_file,
)
from careers_site.content.rules.requirement_text import RequirementReader
from careers_site.content.rules.schemas import CriterionTable, PostFile
from careers_site.eligibility.posts import Criterion, Post


def read_posts(
    documents: Mapping[str, str],
    reader: RequirementReader,
    steps: Collection[str] | None,
    known: Collection[str],
    problems: Problems,
) -> tuple[Post, ...]:
    """Every post, in the order of the file names."""
    found = []
    for path in sorted(path for path in documents if path.startswith(POSTS)):
        file = read_file(PostFile, path, documents, problems)
        if file is not None:
            check_sources(path, "", file, known, problems)
            check_unique(path, "criterion", (one.id for one in file.criterion), problems)
            criteria = tuple(
                _criterion(path, one, reader, steps, problems) for one in file.criterion
            )
            found.append(_post(path, file, criteria))
    return tuple(found)


def _post(path: str, file: PostFile, criteria: tuple[Criterion, ...]) -> Post:
    return Post(
        id=path.removeprefix(POSTS).removesuffix(".toml"),
        title=file.title,
        employer=file.employer,
        nation=file.nation,
        area=file.area,
        as_of=file.as_of,
        general=file.general,
        criteria=criteria,
        sources=tuple(file.sources),
        checked=file.checked,
        confidence=file.confidence,
        note=file.note,
    )


def _criterion(
    path: str,
    table: CriterionTable,
    reader: RequirementReader,
    steps: Collection[str] | None,
    problems: Problems,
) -> Criterion:
    place = f'criterion "{table.id}"'
    if table.self == bool(table.requires):
        problems.add(path, place, "has requires or self = true, and not both")
    if table.step and steps is not None:
        check_names(path, place, "step", [table.step], steps, problems)
    requires = None
    if table.requires:
        requires = reader.read(path, f"{place}: requires", table.requires)
    return Criterion(
        id=table.id,
        words=table.words,
        importance=table.importance,
        area=table.area,
        requires=requires,
        fill=table.fill,
        step=table.step or "",
    )
