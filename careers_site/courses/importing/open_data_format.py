"""The formats of course files: each says which columns it has and reads a row as a course.

The catalogue's own format is in native_format.py.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from careers_site.courses.importing import dfe
from careers_site.courses.importing.course_row import CourseRow
from careers_site.courses.importing.problems import ERRORS
from careers_site.courses.importing.reference_names import Joins
from careers_site.platform.sheets.columns import Columns

# The step that a course serves, or the blank word: relevance.toml, as the library reads it.
StepOf = Callable[..., str]
NO_STEP = "leads to no step of a plan"


@dataclass(frozen=True)
class Read:
    """What a row of a file came to: a course, problems, or a reason for leaving it out."""

    course: CourseRow | None = None
    problems: Sequence[str] = ()
    left_out: str = ""
    """Why the row is left out, beside its course if an editor can decide otherwise."""
    run_id: str = ""
    """What the row is known by, where the format makes that itself."""


class Format(Protocol):
    """How rows of a file become courses."""

    @property
    def columns(self) -> Columns: ...

    @property
    def run_id(self) -> str:
        """The column that knows a row within its source."""

    def read(self, row: Mapping[str, str]) -> Read: ...

    def notes(self) -> list[str]:
        """What the report says of the format's own matters."""


class OpenData:
    """The open data of the Course Directory, with what was joined to it.

    A course that serves no step is left out unless `everything` is wanted. `chosen` is run id ->
    step of courses of which editors said so.
    """

    columns = Columns(dfe.COLUMNS, required=dfe.COLUMNS, ignored={ERRORS})
    run_id = "COURSE_RUN_ID"

    def __init__(
        self,
        joins: Joins,
        step_of: StepOf,
        *,
        everything: bool = False,
        chosen: Mapping[str, str] | None = None,
    ) -> None:
        self._joins = joins
        self._step_of = step_of
        self._everything = everything
        self._chosen = chosen or {}
        self._unnamed: set[str] = set()
        self._without_level = 0

    def read(self, row: Mapping[str, str]) -> Read:
        found, problems = dfe.read_row(row)
        if found is None:
            return Read(problems=problems)
        course = found.course(self._joins)
        step = self._step_of(
            title=course.title, level=course.level, aim=found.aim, sector=found.sector
        )
        step = step or self._chosen.get(found.run_id, "")
        if not (step or self._everything):
            return Read(course, left_out=NO_STEP)
        if found.ukprn not in self._joins.providers:
            self._unnamed.add(found.ukprn)
        self._without_level += not course.level
        return Read(course.model_copy(update={"step": step}))

    def notes(self) -> list[str]:
        """What could not be known for want of a join."""
        found = []
        if self._unnamed:
            found.append(
                f"{len(self._unnamed):,} providers are known only by their number: "
                "a file of providers names them"
            )
        if self._without_level:
            found.append(
                f"{self._without_level:,} courses have no level: "
                "LARS gives that of regulated qualifications"
            )
        return found
