"""Facts about the job that no text or table has a place for: codes, other titles, the pattern."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from typing import Annotated, Self

from pydantic import Field, StringConstraints, model_validator

from careers_site.content.pages.pages import Page
from careers_site.content.problems import Problems, read_file
from careers_site.content.rules.schemas import Id, Table, Url, Words

JOB_FACTS = "content/portage-home-visitor/job.toml"


class Facts(Table):
    """Some facts with the sources that they rest on and when these were last read."""

    sources: tuple[Id, ...] = Field(min_length=1, strict=False)
    checked: date


class Codes(Facts):
    """The job in official lists: SOC 2010 of the United Kingdom, and O*NET of the United States."""

    soc: Annotated[str, StringConstraints(pattern=r"^[0-9]{4}$")]
    soc_title: Words
    onet: Annotated[str, StringConstraints(pattern=r"^[0-9]{2}-[0-9]{4}\.[0-9]{2}$")]


class Titles(Facts):
    alternative: tuple[Words, ...] = Field(strict=False)


class Hours(Facts):
    details: Words
    pattern: Words
    pattern_details: Words


class DigitalSkills(Facts):
    level: Words


class Week(Facts):
    """Whose week it is, the families seen each week and each month, and the hours of a visit."""

    example: Words
    hours: int = Field(gt=0, le=60)
    weekly: int = Field(ge=0)
    monthly: int = Field(ge=0)
    visit_hours: tuple[int, int] = Field(strict=False)

    @property
    def visits(self) -> int:
        return self.weekly + -(-self.monthly // 4)

    @model_validator(mode="after")
    def _fits(self) -> Self:
        least, most = self.visit_hours
        if not 0 < least <= most or self.visits * most > self.hours:
            raise ValueError("the visits must fit into the hours, the shorter length first")
        return self


class Rung(Table):
    title: Words
    text: Words


class Ladder(Facts):
    """From the first step in the job to the last, as the association names them."""

    rungs: tuple[Rung, ...] = Field(min_length=2, strict=False)


class Career(Table):
    title: Words
    url: Url | None = None


class Related(Facts):
    careers: tuple[Career, ...] = Field(strict=False)


class Sections(Table):
    """Headings of the profile, by what stands under them."""

    tasks: Words
    environment: Words
    skills: Words
    restrictions: Words
    entry_routes: Words
    progression: Words
    bodies: Words


class Pages(Table):
    career_tips: tuple[Id, ...] = Field(strict=False)
    further_information: tuple[Id, ...] = Field(strict=False)


class JobFacts(Table):
    """The facts of job.toml; every source, heading and page that it names exists."""

    codes: Codes
    titles: Titles
    hours: Hours
    digital_skills: DigitalSkills
    week: Week
    ladder: Ladder
    related: Related
    sections: Sections
    pages: Pages


def parse_job(
    documents: Mapping[str, str],
    sources: Collection[str],
    profile: Page | None,
    pages: Collection[str],
    problems: Problems,
) -> JobFacts | None:
    """The facts about the job, or None with every problem noted with its place."""
    facts = read_file(JobFacts, JOB_FACTS, documents, problems)
    if facts is None:
        return None
    for name, table in facts:
        if isinstance(table, Facts):
            problems.check_known(JOB_FACTS, name, "source", table.sources, sources)
    for name, slugs in facts.pages:
        problems.check_known(JOB_FACTS, f"pages: {name}", "page", slugs, pages)
    if profile:
        headings = [section.title for section in profile.sections]
        for name, heading in facts.sections:
            problems.check_known(JOB_FACTS, f"sections: {name}", "heading", (heading,), headings)
    return facts
