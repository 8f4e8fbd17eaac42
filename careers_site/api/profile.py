"""`/api/v1/profile`: the published job profile in the fields of the national job-profile API."""

from __future__ import annotations

from datetime import UTC, datetime, time
from itertools import takewhile

from careers_site.api import profile_shapes as shapes
from careers_site.api.shape import Asked
from careers_site.content.pages import plain_text
from careers_site.content.pages.pages import Page
from careers_site.content.parsing import Library
from careers_site.content.tables.salary_bands import SalaryBand
from careers_site.eligibility.rules import Route

PREFACE = "You usually need:"
ADDRESS = "/portage-home-visitor"
NO_SUCH_ROUTE = shapes.CommonRoute(
    RelevantSubjects=(),
    FurtherInformation=(),
    EntryRequirementPreface=None,
    EntryRequirements=(),
    AdditionalInformation=(),
)


def profile_answer(asked: Asked) -> shapes.Profile:
    """The profile, from its text, the rules of the routes, the facts of the job and its pay."""
    library, site_url = asked.library, asked.site_url
    page, job = library.profile, library.job
    pay = _official(library)
    low, high = _hours(pay)
    return shapes.Profile(
        Title=page.title,
        LastUpdatedDate=datetime.combine(page.checked, time(), UTC),
        Url=site_url + ADDRESS,
        Soc=job.codes.soc,
        ONetOccupationalCode=job.codes.onet,
        AlternativeTitle=", ".join(job.titles.alternative),
        Overview=plain_text.texts(page.opening)[0] if page.opening else page.summary,
        SalaryStarter=str(pay.minimum) if pay else None,
        SalaryExperienced=str(pay.maximum) if pay and pay.maximum is not None else None,
        SalarySource=_source(pay, library) if pay else None,
        SalaryAsOf=pay.as_of if pay else None,
        MinimumHours=low,
        MaximumHours=high,
        WorkingHoursDetails=job.hours.details,
        WorkingPattern=job.hours.pattern,
        WorkingPatternDetails=job.hours.pattern_details,
        HowToBecome=_how_to_become(library, site_url),
        WhatItTakes=_what_it_takes(library),
        WhatYouWillDo=_what_you_will_do(library),
        CareerPathAndProgression=shapes.CareerPathAndProgression(
            CareerPathAndProgression=tuple(plain_text.texts(_html(page, job.sections.progression)))
        ),
        RelatedCareers=tuple(
            shapes.RelatedCareer(Title=career.title, Url=career.url)
            for career in job.related.careers
        ),
    )


def _html(page: Page, heading: str) -> str:
    """What stands under a heading; job.toml names none that does not exist."""
    section = page.section(heading)
    return section.html if section else ""


def _official(library: Library) -> SalaryBand | None:
    """The newest official pay; `as_of` sorts by time however exact it is."""
    bands = [band for band in library.salaries if band.kind == "official"]
    return max(bands, key=lambda band: band.as_of, default=None)


def _hours(pay: SalaryBand | None) -> tuple[float | None, float | None]:
    if pay is None or not pay.hours:
        return None, None
    low, _, high = pay.hours.partition("-")
    return float(low), float(high or low)


def _source(pay: SalaryBand, library: Library) -> str:
    source = library.sources[pay.source]
    return f"{source.publisher}: {source.title}"


def _what_you_will_do(library: Library) -> shapes.WhatYouWillDo:
    """The first paragraph says where, and those before the first labelled one how it is there."""
    page, sections = library.profile, library.job.sections
    blocks = plain_text.blocks(_html(page, sections.environment))
    where, *how = [block.text for block in takewhile(lambda b: not b.labelled, blocks)] or [""]
    return shapes.WhatYouWillDo(
        WYDDayToDayTasks=tuple(plain_text.items(_html(page, sections.tasks))),
        WorkingEnvironment=shapes.WorkingEnvironment(
            Location=where, Environment=" ".join(how), Uniform=""
        ),
    )


def _what_it_takes(library: Library) -> shapes.WhatItTakes:
    """The first paragraph of the checks is the restriction; the others are requirements."""
    page, sections = library.profile, library.job.sections
    checks = tuple(plain_text.texts(_html(page, sections.restrictions)))
    return shapes.WhatItTakes(
        DigitalSkillsLevel=library.job.digital_skills.level,
        Skills=tuple(
            shapes.Skill(
                Description=skill, ONetAttributeType=None, ONetRank=None, ONetElementId=None
            )
            for skill in plain_text.items(_html(page, sections.skills))
        ),
        RestrictionsAndRequirements=shapes.RestrictionsAndRequirements(
            RelatedRestrictions=checks[:1], OtherRequirements=checks[1:]
        ),
    )


def _how_to_become(library: Library, site_url: str) -> shapes.HowToBecome:
    page, job = library.profile, library.job
    routes = {route.id: route for route in library.rules.routes}

    def common(route_id: str) -> shapes.CommonRoute:
        return _common(routes.get(route_id), library, site_url)

    def links(slugs: tuple[str, ...]) -> tuple[str, ...]:
        pages = [library.pages[slug] for slug in slugs]
        return tuple(f"{one.summary} {_link(one.title, site_url, one.slug)}" for one in pages)

    return shapes.HowToBecome(
        EntryRouteSummary=tuple(plain_text.texts(_html(page, job.sections.entry_routes))),
        EntryRoutes=shapes.EntryRoutes(
            University=common("university"),
            College=common("college"),
            Apprenticeship=common("apprenticeship"),
            Work=(),
            Volunteering=_opening(library, "volunteering"),
            DirectApplication=(
                *_opening(library, "apply-directly"),
                f"You need: {library.rules.goal.minimum}",
                f"Often asked for as well: {library.rules.goal.typical}",
            ),
            OtherRoutes=(),
        ),
        MoreInformation=shapes.MoreInformation(
            Registrations=(),
            CareerTips=links(job.pages.career_tips),
            ProfessionalAndIndustryBodies=tuple(plain_text.texts(_html(page, job.sections.bodies))),
            FurtherInformation=links(job.pages.further_information),
        ),
    )


def _common(route: Route | None, library: Library, site_url: str) -> shapes.CommonRoute:
    """A route whose options are courses: what to study, and what each asks for."""
    if route is None:
        return NO_SUCH_ROUTE
    steps = [option.step for option in route.options]
    courses = [
        _link(f"Courses: {step.title}", site_url, f"courses?step={step.id}")
        for step in steps
        if step.courses
    ]
    here = _link(route.title, site_url, f"portage-home-visitor/routes/{route.id}")
    return shapes.CommonRoute(
        RelevantSubjects=tuple(step.title for step in steps),
        FurtherInformation=_opening(library, route.id),
        EntryRequirementPreface=PREFACE,
        EntryRequirements=tuple(
            f"{step.title}: {step.requirements[-1].requires}" for step in steps
        ),
        AdditionalInformation=(here, *courses),
    )


def _opening(library: Library, route_id: str) -> tuple[str, ...]:
    page = library.route_pages.get(route_id)
    return tuple(plain_text.texts(page.opening)) if page else ()


def _link(words: str, site_url: str, path: str) -> str:
    return f"[{words} | {site_url}/{path}]"
