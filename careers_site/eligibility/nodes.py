"""What the planner walks through: states, what they cost, and how they were reached."""

from __future__ import annotations

from enum import Enum
from operator import itemgetter
from typing import NamedTuple

from careers_site.eligibility.gains import Held
from careers_site.eligibility.routes import Step

TRACKS = ("main", "alongside")
# The number of a step and the months until it ends.
Run = tuple[int, int] | None


class State(NamedTuple):
    held: Held
    done: bool
    main: Run
    alongside: Run


class Cost(NamedTuple):
    """Months passed, pounds of the steps of known price, steps of unknown price, steps."""

    months: int = 0
    pounds: int = 0
    unknown: int = 0
    steps: int = 0

    def and_step(self, step: Step) -> Cost:
        """With a step begun; its months pass later."""
        unknown = step.pounds is None
        return Cost(
            self.months, self.pounds + (step.pounds or 0), self.unknown + unknown, self.steps + 1
        )


class Best(Enum):
    """What a plan is best in; ties go to what is named next."""

    FASTEST = ("months", "steps", "unknown", "pounds")
    CHEAPEST = ("pounds", "unknown", "months", "steps")

    def __init__(self, *names: str) -> None:
        self._chosen = itemgetter(*(Cost._fields.index(name) for name in names))

    def order(self, cost: Cost) -> tuple[int, ...]:
        chosen: tuple[int, ...] = self._chosen(cost)
        return chosen


class Node(NamedTuple):
    """A state, what it cost to reach it, and the step whose start led to it."""

    state: State
    cost: Cost
    parent: Node | None
    started: Step | None

    def starts(self) -> list[tuple[Step, int]]:
        """The steps taken and the months after which each starts, in order, main track first."""
        found: list[tuple[Step, int]] = []
        node: Node | None = self
        while node is not None:
            if node.started is not None:
                found.append((node.started, node.cost.months))
            node = node.parent
        return sorted(found, key=lambda start: (start[1], start[0].track != "main"))
