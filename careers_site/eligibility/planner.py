"""The search behind a plan: what is held and what runs on each track, best first."""

from __future__ import annotations

import heapq
from collections.abc import Iterator
from itertools import count

from careers_site.eligibility.gains import Gains, Held, Test, parts
from careers_site.eligibility.nodes import TRACKS, Best, Cost, Node, Run, State
from careers_site.eligibility.requirements import Requirement

# The numbers of the steps that give something towards a part of a requirement.
Helpers = tuple[int, ...]
NEVER = 10_000
# Some seconds of searching; the longest search of the shipped rules looks at 468.
MOST_STATES = 10_000


class SearchTooLongError(RuntimeError):
    """So many steps help at once that no plan is found in a time that a reader would wait."""


class Search:
    """Uniform-cost search, exact for what the plan shall be best in.

    `option` is a step that the plan must contain, or None. What is still needed at least only
    orders the search; it never falls by more than the months that pass, so the first goal found
    is the best.
    """

    def __init__(
        self,
        gains: Gains,
        goal: tuple[Requirement, ...],
        option: int | None,
        chosen: tuple[int, ...],
        best: Best,
    ) -> None:
        self.gains, self.option, self.chosen, self.best = gains, option, chosen, best
        self._worth: dict[tuple[str, Held, bool], list[int]] = {}
        self.requires = {n: gains.test(gains.steps[n].requires) for n in chosen}
        self.on_track = {t: [n for n in chosen if gains.steps[n].track == t] for t in TRACKS}
        self.goal = [gains.test(part) for part in goal]
        self.goal_parts = [pair for part in goal for pair in self._with_helpers(part)]
        self.option_parts = (
            [] if option is None else self._with_helpers(gains.steps[option].requires)
        )
        self._open: dict[Held, tuple[list[Helpers], list[Helpers], list[Helpers]]] = {}
        needs = [part for whole in goal for part in parts(whole)]
        for number in chosen:
            needs += parts(gains.steps[number].requires)
        self.needs = [(gains.test(need), gains.scales_of(need)) for need in needs]

    def run(self, start: Held, most_months: int, better_than: Node | None = None) -> Node | None:
        """The best node that meets the goal within `most_months`, or None.

        With `better_than`, only one that is better than that. Raises SearchTooLongError.
        """
        limit = self.best.order(better_than.cost) if better_than else None
        order = count()
        first = Node(State(start, self.option is None, None, None), Cost(), None, None)
        heap = [(self.best.order(self._at_least(first)), next(order), first)]
        seen: set[State] = set()
        while heap:
            reached, _, node = heapq.heappop(heap)
            if limit is not None and reached >= limit:
                return None
            if node.state in seen:
                continue
            seen.add(node.state)
            if len(seen) > MOST_STATES:
                raise SearchTooLongError(self.option)
            if node.state.done and all(test(node.state.held) for test in self.goal):
                return node
            for following in self._following(node):
                cost = self._at_least(following)
                if following.state not in seen and cost.months <= most_months:
                    heapq.heappush(heap, (self.best.order(cost), next(order), following))
        return None

    def can_reach_goal(self, start: Held) -> bool:
        """Whether the goal is met by who has taken every step that ever opened to them.

        Nothing is lost by a step, so without this no plan exists, and a search would look at all
        that is held on the way before it says so.
        """
        held, before = start, None
        while held != before:
            before = held
            for number in self.chosen:
                if self.requires[number](held):
                    held = self.gains.after(held, number)
        has_option = self.option is None or self.requires[self.option](held)
        return has_option and all(test(held) for test in self.goal)

    def _at_least(self, node: Node) -> Cost:
        """What the node cost and at least still will: the option, and the longest need."""
        state, cost = node.state, node.cost
        before, after, now = self._still_needed(state.held)
        if state.done or self.option is None:
            return cost._replace(months=cost.months + self._longest(now, state))
        left = next(
            (r[1] for r in (state.main, state.alongside) if r and r[0] == self.option), None
        )
        if left is None:
            step = self.gains.steps[self.option]
            cost = cost.and_step(step)
            left = self._longest(before, state) + step.months
        return cost._replace(months=cost.months + max(left, self._longest(after, state)))

    def _still_needed(self, held: Held) -> tuple[list[Helpers], list[Helpers], list[Helpers]]:
        """For each part not met the steps that can help: of what the option requires, of the goal
        once the option is done, and of the goal now; remembered."""
        if held not in self._open:
            after = held if self.option is None else self.gains.after(held, self.option)
            self._open[held] = (
                [] if self.option is None else _unmet(self.option_parts, held),
                _unmet(self.goal_parts, after),
                _unmet(self.goal_parts, held),
            )
        return self._open[held]

    def _longest(self, needed: list[Helpers], state: State) -> int:
        """The months until the last of the parts can be met, if each had the world to itself."""
        return max((self._soonest(helpers, state) for helpers in needed), default=0)

    def _soonest(self, helpers: Helpers, state: State) -> int:
        left = {run[0]: run[1] for run in (state.main, state.alongside) if run is not None}
        return min((left.get(n, self.gains.steps[n].months) for n in helpers), default=NEVER)

    def _with_helpers(self, requirement: Requirement) -> list[tuple[Test, Helpers]]:
        """Each part of a requirement as a test, with the steps that give anything towards it."""
        found = []
        for part in parts(requirement):
            scales = self.gains.scales_of(part)
            helpers = (n for n in self.chosen if scales & {at for at, _, _ in self.gains.gives[n]})
            found.append((self.gains.test(part), tuple(helpers)))
        return found

    def _following(self, node: Node) -> Iterator[Node]:
        state = node.state
        for track in TRACKS:
            if self._is_free(track, state):
                for number in self._worth_starting(track, state.held, done=state.done):
                    step = self.gains.steps[number]
                    run = (number, step.months)
                    started = (
                        state._replace(main=run)
                        if track == "main"
                        else state._replace(alongside=run)
                    )
                    yield Node(started, node.cost.and_step(step), node, step)
        if state.main is not None or state.alongside is not None:
            yield self._wait(node)

    def _is_free(self, track: str, state: State) -> bool:
        if track == "alongside":
            return state.alongside is None
        # Where both would start together, the main one starts first: that is another branch.
        run = state.alongside
        just_started = run is not None and run[1] == self.gains.steps[run[0]].months
        return state.main is None and not just_started

    def _worth_starting(self, track: str, held: Held, *, done: bool) -> list[int]:
        """The steps that can start on a track and that no other one makes needless; remembered."""
        key = track, held, done
        if key not in self._worth:
            unmet = self._unmet(held)
            found = [n for n in self.on_track[track] if self._can_start(n, held, unmet, done=done)]
            best = [n for n in found if not any(self._beats(m, n, held, unmet) for m in found)]
            self._worth[key] = best
        return self._worth[key]

    def _unmet(self, held: Held) -> set[int]:
        """The scales on which something is still needed."""
        return {at for test, scales in self.needs if not test(held) for at in scales}

    def _can_start(self, number: int, held: Held, unmet: set[int], *, done: bool) -> bool:
        if not self.requires[number](held):
            return False
        if number == self.option and not done:
            return True
        after = self.gains.after(held, number)
        return self.gains.raises(number, held) and any(after[at] > held[at] for at in unmet)

    def _beats(self, one: int, other: int, held: Held, unmet: set[int]) -> bool:
        """Whether `one` gives all that is needed of `other`, no later and no dearer; of two alike
        the first."""
        if one == other or self.option in (one, other):
            return False
        months, theirs_months = (self.gains.steps[n].months for n in (one, other))
        if months > theirs_months or not self._no_dearer(one, other):
            return False
        ours, theirs = self.gains.after(held, one), self.gains.after(held, other)
        if any(ours[at] < theirs[at] for at in unmet):
            return False
        alike = all(ours[at] == theirs[at] for at in unmet)
        return one < other or not (alike and months == theirs_months)

    def _no_dearer(self, one: int, other: int) -> bool:
        ours, theirs = (Cost().and_step(self.gains.steps[n]) for n in (one, other))
        return ours.pounds <= theirs.pounds and ours.unknown <= theirs.unknown

    def _wait(self, node: Node) -> Node:
        """Wait until the next running step ends, and hold what it gives."""
        state = node.state
        passed = min(run[1] for run in (state.main, state.alongside) if run is not None)
        held, done = state.held, state.done
        runs: list[Run] = []
        for run in (state.main, state.alongside):
            if run is not None and run[1] == passed:
                held, done = self.gains.after(held, run[0]), done or run[0] == self.option
                runs.append(None)
            else:
                runs.append(run and (run[0], run[1] - passed))
        cost = node.cost._replace(months=node.cost.months + passed)
        return Node(State(held, done, runs[0], runs[1]), cost, node, None)


def _unmet(pairs: list[tuple[Test, Helpers]], held: Held) -> list[Helpers]:
    return [helpers for test, helpers in pairs if not test(held)]
