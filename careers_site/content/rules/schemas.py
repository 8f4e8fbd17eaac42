"""The shapes of the rule files, as an editor writes them: TOML tables before they have meaning."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(?:[-_][a-z0-9]+)*$", max_length=60)]
Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=500)]
Confidence = Literal["seen", "worked-out", "general"]
# {scale: level}, all of which are asked for, and `any` with a list of such tables.
Asked = dict[str, Any]
Nation = Literal["england", "scotland", "wales", "northern-ireland"]


class Table(BaseModel):
    """A table of which every key is known."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class Sourced(Table):
    """What is stated with its sources and the date on which they were last checked."""

    sources: list[Id] = Field(min_length=1)
    checked: date
    confidence: Confidence = "seen"


class LevelTable(Table):
    id: Id
    label: Words
    short: Words | None = None


class ScaleTable(Table):
    id: Id
    label: Words
    question: Words
    hint: str
    asks: Words
    has: Words
    has_none: Words
    rare: bool = False
    always: bool = False
    levels: list[LevelTable] = Field(min_length=2)


class CountTable(Table):
    scale: Id
    parts: dict[str, str]
    includes: Id | None = None


class ScalesFile(Table):
    scale: list[ScaleTable] = Field(min_length=1)
    count: list[CountTable] = []


class EquivalenceTable(Sourced):
    holding: dict[str, str] = Field(min_length=1, max_length=1)
    counts_as: dict[str, str] = Field(min_length=1, max_length=1)
    words: Words
    note: str = ""


class EquivalencesFile(Table):
    equivalence: list[EquivalenceTable] = []


class StepTable(Sourced):
    id: Id
    title: Words
    requires: Asked = {}
    gives: dict[str, str] = Field(min_length=1)
    also_for: list[Id] = []
    months: int = Field(ge=1, le=120)
    months_note: Words
    starts_in: Annotated[int, Field(ge=1, le=12)] | None = None
    track: Literal["main", "alongside"]
    pounds: Annotated[int, Field(ge=0, le=200_000)] | Literal["unknown"]
    pounds_note: Words
    note: str = ""
    ages: list[str] | None = None
    nations: list[Nation] | None = None
    courses: bool


class StepsFile(Table):
    step: list[StepTable] = Field(min_length=1)


class GoalTable(Sourced):
    requires: Asked
    often_asked: Asked
    note: str = ""


class RouteTable(Sourced):
    id: Id
    title: Words
    options: list[str]
    with_: list[str] = Field(alias="with")
    leads_to: Literal["ready", "considered"]


class RoutesFile(Table):
    goal: GoalTable
    route: list[RouteTable] = Field(min_length=1)
