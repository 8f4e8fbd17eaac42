"""Searches remembered by what they can depend on, so that thousands of people share them."""

from __future__ import annotations

from collections.abc import Iterable

from careers_site.eligibility.gains import Gains, Held, parts
from careers_site.eligibility.nodes import Best, Node
from careers_site.eligibility.planner import Search
from careers_site.eligibility.requirements import Requirement
from careers_site.eligibility.routes import Rules

# Then all are forgotten: a search can always be made again.
MOST_KEPT = 4_000
Key = tuple[int | None, tuple[int, ...], Best, Held]
Order = tuple[int, ...]


class Searches:
    """What was found for people who are alike in all that matters to a search.

    What is required and met stays met, since nothing is ever lost; so a search depends only on
    the scales of what is not met yet, and of what the steps give.
    """

    def __init__(self, gains: Gains, goal: tuple[Requirement, ...], most_months: int) -> None:
        self.gains, self.goal, self.most_months = gains, goal, most_months
        self._goal_parts = [part for whole in goal for part in parts(whole)]
        self._parts = [parts(step.requires) for step in gains.steps]
        # A node that was found; or None, and what it should have been better than.
        self._found: dict[Key, tuple[Node | None, Order | None]] = {}

    def run(
        self,
        option: int | None,
        chosen: tuple[int, ...],
        held: Held,
        best: Best,
        better_than: Node | None,
    ) -> Node | None:
        """The same as a search for whoever holds this; see `Search.run`."""
        key = option, chosen, best, self._alike(chosen, held)
        limit = best.order(better_than.cost) if better_than else None
        if key in self._found:
            node, searched = self._found[key]
            if node is not None:
                return node if limit is None or best.order(node.cost) < limit else None
            if searched is None or (limit is not None and limit <= searched):
                return None
        search = Search(self.gains, self.goal, option, chosen, best)
        alike = key[-1]
        node = None
        if search.can_reach_goal(alike):
            node = search.run(alike, self.most_months, better_than)
        if len(self._found) >= MOST_KEPT:
            self._found = {}
        self._found[key] = node, limit
        return node

    def _alike(self, chosen: tuple[int, ...], held: Held) -> Held:
        """The levels held, with the highest one on every scale that the search cannot feel."""
        gains = self.gains
        felt = {at for number in chosen for at, _, _ in gains.aims[number]}
        for need in (*self._goal_parts, *(p for n in chosen for p in self._parts[n])):
            if not gains.test(need)(held):
                felt |= gains.scales_of(need)
        counted = gains.counted_on(felt)
        return tuple(
            level if at in counted else top
            for at, (level, top) in enumerate(zip(held, gains.tops, strict=True))
        )


def told_apart(rules: Rules, gains: Gains, asked: Iterable[Requirement]) -> list[tuple[int, ...]]:
    """For each scale, at each level, the lowest level that makes the same plans.

    Only levels that something asks for or gives are told apart, and all on scales that count.
    """
    found: dict[str, set[int]] = {scale: {0} for scale in rules.scales}
    for leaf in (leaf for requirement in asked for leaf in requirement.leaves()):
        found[leaf.scale.id].add(leaf.level)
    for gain in (gain for step in gains.steps for gain in step.gives):
        found[gain.scale] |= {gain.level}
    for scale, level in (part for count in rules.scales.counts for part in count.parts):
        found[scale].add(level)
    counting = {gain.scale for step in gains.steps for gain in step.gives if gain.adds}
    counting |= {name for c in rules.scales.counts for name in (c.scale, c.includes) if name}
    for name in counting:
        found[name] = set(range(rules.scales[name].top + 1))
    return [
        tuple(max(at for at in levels if at <= held) for held in range(rules.scales[name].top + 1))
        for name, levels in found.items()
    ]
