"""The shapes of the rule files, as an editor writes them: TOML tables before they have meaning."""

from __future__ import annotations

from dataclasses import fields
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any, Literal, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

from careers_site.platform.text.web_addresses import is_web_address

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

Made = TypeVar("Made", bound="DataclassInstance")


def _url(text: str) -> str:
    if not is_web_address(text):
        raise ValueError("is not a web address that begins https://")
    return text


Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(?:[-_][a-z0-9]+)*$", max_length=60)]
Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=500)]
Url = Annotated[str, StringConstraints(max_length=500), AfterValidator(_url)]
Confidence = Literal["seen", "worked-out", "general"]
# {scale: level}, all of which are asked for, and `any` with a list of such tables.
Asked = dict[str, Any]
Nation = Literal["england", "scotland", "wales", "northern-ireland"]
MonthId = Annotated[str, StringConstraints(pattern=r"^(19|20)[0-9]{2}-(0[1-9]|1[0-2])$")]
MonthNumber = Annotated[int, Field(ge=1, le=12)]
Pounds = Annotated[int, Field(ge=0, le=200_000)]


class Table(BaseModel):
    """A table of which every key is known."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    def make(self, kind: type[Made], **others: Any) -> Made:
        """One of a kind whose fields have the values of the keys of their names, or `others`.

        A list becomes the set or the tuple that the field is.
        """
        found = {}
        for one in fields(kind):
            if one.name in type(self).model_fields and one.name not in others:
                value = getattr(self, one.name)
                several = frozenset if str(one.type).startswith("frozenset") else tuple
                found[one.name] = several(value) if isinstance(value, list) else value
        return kind(**found, **others)


class Sourced(Table):
    """What is stated with its sources and the date on which they were last checked."""

    sources: list[Id] = Field(min_length=1)
    checked: date
    confidence: Confidence = "seen"


class Dated(Table):
    """What is in force from one month until another, both included."""

    from_: MonthId | None = Field(default=None, alias="from")
    until: MonthId | None = None
    change: str = ""


class LevelTable(Table):
    id: Id
    label: Words
    short: Words | None = None
    # Whole sentences, where those of the scale do not fit the level.
    asks: str = ""
    has: str = ""
    apart: bool = False


class ScaleTable(Table):
    id: Id
    label: Words
    question: Words
    hint: str
    asks: Words
    has: Words
    has_none: Words
    rare: bool = False
    aliases: dict[Id, list[Id]] = {}
    levels: list[LevelTable] = Field(min_length=2)


class CountTable(Table):
    scale: Id
    parts: dict[str, str]
    includes: Id | None = None


class ScalesFile(Table):
    scale: list[ScaleTable] = Field(min_length=1)
    count: list[CountTable] = []


class EquivalenceTable(Sourced, Dated):
    holding: dict[str, str] = Field(min_length=1)
    counts_as: dict[str, str] = Field(min_length=1, max_length=1)
    words: Words
    note: str = ""
    for_: list[Id] | None = Field(default=None, alias="for", min_length=1)
    nations: list[Nation] | None = None


class EquivalencesFile(Table):
    equivalence: list[EquivalenceTable] = []


class RequirementTable(Dated):
    requires: Asked
    sources: list[Id] = []
    checked: date | None = None


class StepTable(Sourced, Dated):
    id: Id
    title: Words
    requires: Asked | None = None
    requirement: list[RequirementTable] = []
    gives: dict[str, str] = Field(min_length=1)
    also_for: list[Id] = []
    months: int = Field(ge=1, le=120)
    months_note: Words
    starts_in: list[MonthNumber] = []
    track: Literal["main", "alongside"]
    note: str = ""
    ages: list[str] | None = None
    nations: list[Nation] | None = None
    courses: bool
    depends: str = ""
    apply_by: int = Field(default=0, ge=0, le=24)
    alongside_of: list[Id] = []
    repeats: Asked | None = None
    better_ways_for: Asked | None = None


class StepsFile(Table):
    step: list[StepTable] = Field(min_length=1)


class GoalTable(Sourced):
    minimum: Asked
    typical: Asked
    note: str = ""


class OptionTable(Table):
    step: Id
    nations: list[Nation] | None = None
    from_: MonthId | None = Field(default=None, alias="from")
    until: MonthId | None = None


class NowhereTable(Table):
    nations: list[Nation] = Field(min_length=1)
    words: Words


class RouteTable(Sourced):
    id: Id
    title: Words
    options: list[Id | OptionTable]
    with_: list[Id | OptionTable] = Field(alias="with")
    leads_to: Literal["ready", "considered"]
    nowhere: list[NowhereTable] = []


class RoutesFile(Table):
    goal: GoalTable
    route: list[RouteTable] = Field(min_length=1)


class FundingOptionTable(Table):
    id: Id
    label: Words


class FundingTable(Table):
    id: Id
    question: Words
    hint: str = ""
    options: list[FundingOptionTable] = Field(min_length=2)


class PriceTable(Sourced, Dated):
    id: Id
    steps: list[Id] = Field(min_length=1)
    nations: list[Nation] | None = None
    ages: list[str] | None = None
    areas: Literal["devolved", "non-devolved"] | None = None
    when: Asked = {}
    pounds: Pounds | Literal["unknown"] | Annotated[list[Pounds], Field(min_length=2, max_length=2)]
    by: Literal["free", "loan", "fee"]
    loan: str = ""
    reason: Words
    ends: bool = False
    note: str = ""


class PricesFile(Table):
    funding: list[FundingTable] = []
    price: list[PriceTable] = []


class CriterionTable(Table):
    id: Id
    words: Words
    importance: Literal["essential", "desirable", "not-stated"]
    area: Literal["experience", "knowledge", "skills", "qualifications", "other"]
    requires: Asked | None = None
    self: bool = False
    fill: str = ""
    step: Id | None = None
    note: str = ""


class PostFile(Sourced):
    title: Words
    employer: str = ""
    nation: Nation
    area: str = ""
    as_of: Annotated[str, StringConstraints(pattern=r"^\d{4}-\d{2}(-\d{2})?$")] = ""
    general: bool = False
    note: str = ""
    criterion: list[CriterionTable] = Field(min_length=1)


class ChangeTable(Sourced):
    month: MonthId
    title: Words
    words: Words
    nations: list[Nation] | None = None
    link: str = ""


class ChangesFile(Table):
    change: list[ChangeTable] = []
