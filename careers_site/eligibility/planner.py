"""The search behind a plan: what is held and what runs on each track, fewest months first."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterator, Mapping
from itertools import count
from typing import NamedTuple

from careers_site.eligibility.requirements import AllOf, AtLeast, OrEquivalent, Requirement
from careers_site.eligibility.routes import Rules, Step

TRACKS = ("main", "alongside")
Held = tuple[int, ...]
Test = Callable[[Held], bool]
# The number of a step and the months until it ends.
Run = tuple[int, int] | None


class State(NamedTuple):
    held: Held
    done: bool
    main: Run
    alongside: Run


class Node(NamedTuple):
    """A state, when it is reached, and the step whose start led to it."""

    state: State
    months: int
    parent: Node | None
    started: Step | None

    def starts(self) -> list[tuple[Step, int]]:
        """The steps taken and the months after which each starts, in order, main track first."""
        found: list[tuple[Step, int]] = []
        node: Node | None = self
        while node is not None:
            if node.started is not None:
                found.append((node.started, node.months))
            node = node.parent
        return sorted(found, key=lambda start: (start[1], start[0].track != "main"))


def compiled(requirement: Requirement, index: Mapping[str, int]) -> Test:
    """The requirement as a test of held levels: the same as its `is_met`, without dictionaries."""
    if isinstance(requirement, AtLeast):
        at, level = index[requirement.scale.id], requirement.level
        return lambda held: held[at] >= level
    if isinstance(requirement, OrEquivalent):
        pairs = [(index[leaf.scale.id], leaf.level) for leaf in requirement.leaves()]
        return lambda held: any(held[at] >= level for at, level in pairs)
    tests = [compiled(part, index) for part in requirement.parts]
    if isinstance(requirement, AllOf):
        return lambda held: all(test(held) for test in tests)
    return lambda held: any(test(held) for test in tests)


class Gains:
    """What is held after a step, with what counting implies; remembered."""

    def __init__(self, rules: Rules, steps: tuple[Step, ...]) -> None:
        self.index = {name: at for at, name in enumerate(rules.scales)}
        self.tops = tuple(scale.top for scale in rules.scales.values())
        self.steps = steps
        at = self.index
        self.gives = [tuple((at[g.scale], g.level, g.adds) for g in s.gives) for s in steps]
        self.counts = [
            (
                at[c.scale],
                [(at[scale], level) for scale, level in c.parts],
                at[c.includes] if c.includes else None,
            )
            for c in rules.scales.counts
        ]
        self._known: dict[tuple[Held, int], Held] = {}

    def held(self, levels: Mapping[str, int]) -> Held:
        return tuple(levels[name] for name in self.index)

    def raises(self, number: int, held: Held) -> bool:
        """Whether the step still gives what it is for: the first thing that it gives."""
        at, level, adds = self.gives[number][0]
        return held[at] < (self.tops[at] if adds else level)

    def after(self, held: Held, number: int) -> Held:
        key = held, number
        if key not in self._known:
            self._known[key] = self._after(held, number)
        return self._known[key]

    def _after(self, held: Held, number: int) -> Held:
        now = list(held)
        for at, level, adds in self.gives[number]:
            now[at] = min(self.tops[at], now[at] + adds) if adds else max(now[at], level)
        for at, parts, includes in self.counts:
            least = sum(now[part] >= level for part, level in parts)
            if includes is not None:
                least = max(least, now[includes])
            now[at] = max(now[at], min(least, self.tops[at]))
        return tuple(now)


class Search:
    """Uniform-cost search, exact for the months and then for the number of steps.

    `option` is a step that the plan must contain, or None. The months that it still needs are a
    lower bound, which only orders the search.
    """

    def __init__(
        self,
        gains: Gains,
        goal: tuple[Requirement, ...],
        option: int | None,
        chosen: tuple[int, ...],
    ) -> None:
        self.gains, self.option, self.chosen = gains, option, chosen
        index = gains.index
        self.requires = {n: compiled(gains.steps[n].requires, index) for n in chosen}
        self.goal = [compiled(part, index) for part in goal]
        needs = [part for whole in goal for part in _parts(whole)]
        for number in chosen:
            needs += _parts(gains.steps[number].requires)
        self.needs = [
            (compiled(need, index), tuple({index[leaf.scale.id] for leaf in need.leaves()}))
            for need in needs
        ]

    def run(self, start: Held, most: int) -> Node | None:
        """The best node that meets the goal within `most` months, or None."""
        first = Node(State(start, self.option is None, None, None), 0, None, None)
        order = count()
        heap = [(self._left(first.state), 0, next(order), first)]
        seen: set[State] = set()
        while heap:
            months, taken, _, node = heapq.heappop(heap)
            if months > most:
                return None
            if node.state in seen:
                continue
            seen.add(node.state)
            if node.state.done and all(test(node.state.held) for test in self.goal):
                return node
            for extra, following in self._following(node):
                reached = following.months + self._left(following.state)
                heapq.heappush(heap, (reached, taken + extra, next(order), following))
        return None

    def _left(self, state: State) -> int:
        if state.done or self.option is None:
            return 0
        for run in (state.main, state.alongside):
            if run is not None and run[0] == self.option:
                return run[1]
        return self.gains.steps[self.option].months

    def _following(self, node: Node) -> Iterator[tuple[int, Node]]:
        state = node.state
        unmet = [scales for test, scales in self.needs if not test(state.held)]
        for number in self.chosen:
            if self._can_start(number, state, unmet):
                step = self.gains.steps[number]
                run = (number, step.months)
                started = (
                    state._replace(main=run)
                    if step.track == "main"
                    else state._replace(alongside=run)
                )
                yield 1, Node(started, node.months, node, step)
        if state.main is not None or state.alongside is not None:
            yield 0, self._wait(node)

    def _can_start(self, number: int, state: State, unmet: list[tuple[int, ...]]) -> bool:
        step = self.gains.steps[number]
        if (state.main if step.track == "main" else state.alongside) is not None:
            return False
        if not self.requires[number](state.held) or not self.gains.raises(number, state.held):
            return False
        if number == self.option:
            return not state.done
        after = self.gains.after(state.held, number)
        return any(after[at] > state.held[at] for scales in unmet for at in scales)

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
        return Node(State(held, done, runs[0], runs[1]), node.months + passed, node, None)


def _parts(requirement: Requirement) -> tuple[Requirement, ...]:
    """What must be met one by one: the parts of "all of", else the requirement itself."""
    if isinstance(requirement, AllOf):
        return tuple(part for whole in requirement.parts for part in _parts(whole))
    return (requirement,)
