"""Person specifications of real posts, each a file with its criteria."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from careers_site.content.problems import read_file
from careers_site.content.rules.common import POSTS
from careers_site.content.rules.requirement_text import RequirementReader
from careers_site.content.rules.schemas import CriterionTable, PostFile
from careers_site.eligibility.posts import Criterion, Post


def read_posts(
    documents: Mapping[str, str], reader: RequirementReader, steps: Collection[str] | None
) -> tuple[Post, ...]:
    """Every post, in the order of the file names."""
    found = []
    for path in sorted(path for path in documents if path.startswith(POSTS)):
        file = read_file(PostFile, path, documents, reader.problems)
        if file is not None:
            reader.check_sources(path, "", file)
            reader.problems.check_unique(path, "criterion", (one.id for one in file.criterion))
            id = path.removeprefix(POSTS).removesuffix(".toml")
            criteria = tuple(_criterion(path, one, reader, steps) for one in file.criterion)
            found.append(file.make(Post, id=id, criteria=criteria))
    return tuple(found)


def _criterion(
    path: str, table: CriterionTable, reader: RequirementReader, steps: Collection[str] | None
) -> Criterion:
    place = f'criterion "{table.id}"'
    if table.self == bool(table.requires):
        reader.problems.add(path, place, "has requires or self = true, and not both")
    if table.step and steps is not None:
        reader.problems.check_known(path, place, "step", [table.step], steps)
    requires = None
    if table.requires:
        requires = reader.read(path, f"{place}: requires", table.requires)
    return table.make(Criterion, requires=requires, step=table.step or "")
