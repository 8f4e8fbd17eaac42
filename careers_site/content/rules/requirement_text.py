"""Requirements as an editor writes them: tables of scale = level, with `any` and `all`."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Any, TypeVar

from careers_site.content.problems import Problems
from careers_site.content.rules.schemas import Sourced
from careers_site.eligibility.equivalences import with_equivalents
from careers_site.eligibility.requirements import AllOf, AnyOf, AtLeast, Equivalence, Requirement
from careers_site.eligibility.scales import Scales

Part = TypeVar("Part")
# Each is judged and shown in every result; the shipped rules have 9 at most.
MOST_LEAVES = 150


class RequirementReader:
    """Reads requirement tables and notes what does not fit, with its place.

    `sources` are those that a table may name.
    """

    def __init__(
        self,
        scales: Scales,
        sources: Collection[str],
        problems: Problems,
        equivalences: tuple[Equivalence, ...] = (),
    ) -> None:
        self.scales, self.sources, self.problems = scales, sources, problems
        self.equivalences = equivalences

    def check_sources(self, path: str, place: str, table: Sourced) -> None:
        self.problems.check_known(path, place, "source", table.sources, self.sources)

    def leaf(self, path: str, place: str, scale: str, level: object) -> AtLeast | None:
        """The leaf "at least this level", or None with the problem noted."""
        if scale not in self.scales:
            self.problems.unknown(path, place, "scale", scale, self.scales)
            return None
        ids = self.scales[scale].level_ids
        if level not in ids:
            if isinstance(level, int) and str(level) in ids:
                said = f'write the level in quotation marks: {scale} = "{level}"'
                self.problems.add(path, f"{place}: {scale}", said)
            else:
                self.problems.unknown(path, f"{place}: {scale}", "level", str(level), ids)
            return None
        return AtLeast(self.scales[scale], ids.index(str(level)))

    def read(self, path: str, place: str, table: Mapping[str, Any]) -> Requirement:
        """The requirement of a table as it was written, one part alone standing for itself."""
        found = self.tree(path, place, table, self._leaves, AllOf, AnyOf)
        if (number := len(list(with_equivalents(found, self.equivalences).leaves()))) > MOST_LEAVES:
            said = (
                f"asks for {number:,} things, with all that counts as them; "
                f"{MOST_LEAVES} at most, or every result takes too long"
            )
            self.problems.add(path, place, said)
        return found

    def _leaves(self, path: str, place: str, key: str, value: object) -> list[Requirement]:
        leaf = self.leaf(path, place, key, value)
        return [leaf] if leaf else []

    def tree(
        self,
        path: str,
        place: str,
        table: Mapping[str, Any],
        leaves: Callable[[str, str, str, object], list[Part]],
        every: Callable[[tuple[Part, ...]], Part],
        some: Callable[[tuple[Part, ...]], Part],
    ) -> Part:
        """What a table asks for: its `leaves`, and what stands in `any` and `all`."""
        parts: list[Part] = []
        for key, value in table.items():
            if key not in ("any", "all"):
                parts += leaves(path, place, key, value)
            elif inner := self._tables(path, f"{place}: {key}", value):
                found = (self.tree(path, f"{place}: {key}", x, leaves, every, some) for x in inner)
                parts.append((some if key == "any" else every)(tuple(found)))
        return parts[0] if len(parts) == 1 else every(tuple(parts))

    def _tables(self, path: str, place: str, tables: object) -> list[Mapping[str, Any]]:
        if not isinstance(tables, list) or not tables:
            self.problems.add(path, place, "is a list of one or more tables")
            return []
        if any(not isinstance(table, dict) for table in tables):
            self.problems.add(path, place, "holds something that is not a table")
            return []
        return tables
