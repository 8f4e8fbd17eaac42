"""The job profile in the names and nesting of the National Careers Service's job-profile API.

The names are theirs, so that their clients can read it: a link in a text is "[words | address]",
pay is a text of digits, and sentences stand in lists. `SalarySource` and `SalaryAsOf` are ours.
"""

from __future__ import annotations

from datetime import datetime

from careers_site.api.shape import Shape

Texts = tuple[str, ...]


class CommonRoute(Shape):
    RelevantSubjects: Texts
    FurtherInformation: Texts
    EntryRequirementPreface: str | None
    EntryRequirements: Texts
    AdditionalInformation: Texts


class EntryRoutes(Shape):
    University: CommonRoute
    College: CommonRoute
    Apprenticeship: CommonRoute
    Work: Texts
    Volunteering: Texts
    DirectApplication: Texts
    OtherRoutes: Texts


class MoreInformation(Shape):
    Registrations: Texts
    CareerTips: Texts
    ProfessionalAndIndustryBodies: Texts
    FurtherInformation: Texts


class HowToBecome(Shape):
    EntryRouteSummary: Texts
    EntryRoutes: EntryRoutes
    MoreInformation: MoreInformation


class Skill(Shape):
    """The O*NET fields are null: this site has skills from British sources only."""

    Description: str
    ONetAttributeType: str | None
    ONetRank: str | None
    ONetElementId: str | None


class RestrictionsAndRequirements(Shape):
    RelatedRestrictions: Texts
    OtherRequirements: Texts


class WhatItTakes(Shape):
    DigitalSkillsLevel: str
    Skills: tuple[Skill, ...]
    RestrictionsAndRequirements: RestrictionsAndRequirements


class WorkingEnvironment(Shape):
    Location: str
    Environment: str
    Uniform: str


class WhatYouWillDo(Shape):
    WYDDayToDayTasks: Texts
    WorkingEnvironment: WorkingEnvironment


class CareerPathAndProgression(Shape):
    CareerPathAndProgression: Texts


class RelatedCareer(Shape):
    Title: str
    Url: str | None


class Profile(Shape):
    """`Soc` is of SOC 2010. `SalaryAsOf` is a day, a month or a year. Pay and hours are null where
    no official figure is published."""

    Title: str
    LastUpdatedDate: datetime
    Url: str
    Soc: str
    ONetOccupationalCode: str
    AlternativeTitle: str
    Overview: str
    SalaryStarter: str | None
    SalaryExperienced: str | None
    SalarySource: str | None
    SalaryAsOf: str | None
    MinimumHours: float | None
    MaximumHours: float | None
    WorkingHoursDetails: str
    WorkingPattern: str
    WorkingPatternDetails: str
    HowToBecome: HowToBecome
    WhatItTakes: WhatItTakes
    WhatYouWillDo: WhatYouWillDo
    CareerPathAndProgression: CareerPathAndProgression
    RelatedCareers: tuple[RelatedCareer, ...]
