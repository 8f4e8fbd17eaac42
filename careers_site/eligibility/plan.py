"""Plans: steps on the calendar from a person to the goal, with what each costs."""

from __future__ import annotations

from dataclasses import dataclass

from careers_site.eligibility.month import Month
from careers_site.eligibility.prices import Price, StepPrice
from careers_site.eligibility.rules import Step


@dataclass(frozen=True)
class PlannedStep:
    """A step with the month in which it starts and the month after its last.

    `apply_by` is the month by which to apply. `skip_if_held` says what would make it needless,
    `estimate` whether what will be asked then is not published yet. `track` is where it runs.
    """

    step: Step
    starts: Month
    ends: Month
    price: StepPrice
    track: str
    apply_by: Month
    skip_if_held: tuple[str, ...] = ()
    skip_scales: tuple[str, ...] = ()
    estimate: bool = False

    @property
    def depends(self) -> str:
        return self.step.depends


@dataclass(frozen=True)
class Plan:
    """Steps in the order in which they start.

    `starts` is the month from which it was made and `ends` the month after its last month of
    study, the two being equal where there are no steps.
    """

    starts: Month
    ends: Month
    price: Price
    steps: tuple[PlannedStep, ...] = ()

    @property
    def months(self) -> int:
        """The months from the start to the end, waiting included."""
        return self.starts.until(self.ends)

    @property
    def depends(self) -> bool:
        """Whether a step of it hangs on more than applying."""
        return any(planned.step.depends for planned in self.steps)

    @property
    def begins(self) -> Month | None:
        """The month in which its first step starts."""
        return min((planned.starts for planned in self.steps), default=None)
