"""Which formats of course files there are, and the reader of each."""

from __future__ import annotations

import re
from collections.abc import Mapping

from sqlalchemy import select

from careers_site.content.library import library
from careers_site.courses.importing.load import SHIPPED
from careers_site.courses.importing.native_format import Native
from careers_site.courses.importing.open_data_format import Format, OpenData
from careers_site.courses.importing.reference_names import Joins
from careers_site.courses.steps import step_titles
from careers_site.courses.uploads.models import PUBLISHED, CourseImport
from careers_site.platform.extensions import db

SOURCE_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,49}")
NATIVE, OPEN_DATA = "native", "dfe"
# Whose courses a file of a format holds, unless it is said.
SOURCES = {NATIVE: SHIPPED, OPEN_DATA: "dfe"}
# A heading that only the other format has.
TELLING = {NATIVE: '"PROVIDER_UKPRN"', OPEN_DATA: '"run_id"'}


def format_of(form: str, source: str, joins: Joins, *, everything: bool) -> Format:
    """The reader of a format. `everything`: also open data that serves no step."""
    if form == NATIVE:
        return Native(step_titles(), source)
    chosen = {run: step for run, step in _chosen(source).items() if step in step_titles()}
    return OpenData(joins, library().relevance.step, everything=everything, chosen=chosen)


def _chosen(source: str) -> Mapping[str, str]:
    """Run id -> step of the courses that editors chose in earlier files; the newest word holds."""
    published = (CourseImport.source == source, CourseImport.state == PUBLISHED)
    wanted = select(CourseImport.findings).where(*published).order_by(CourseImport.id)
    each = [(findings or {}).get("chosen", {}) for findings in db.session.scalars(wanted)]
    return {run: step for chosen in each for run, step in chosen.items()}


def is_other_format(form: str, problems: list[str]) -> bool:
    """Whether the headings are those of the other format."""
    return any(TELLING[form] in problem for problem in problems)
