"""Lines of two texts beside each other: which are the same, found soon however long they are."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import Match, SequenceMatcher

from rapidfuzz.distance import LCSseq

# Above it lines are matched in another way, which takes no longer where few kinds stand often.
MANY_LINES = 300


class Alignment(SequenceMatcher[str]):
    """As difflib for short texts; for long ones the longest common lines, whatever they hold.

    difflib takes minutes for some thousand lines of a hundred kinds. Words are lines too here.
    """

    def __init__(self, old: Sequence[str], new: Sequence[str], many: int = MANY_LINES) -> None:
        super().__init__(None, old, new, autojunk=False)
        self.old, self.new, self.many = old, new, many

    def get_matching_blocks(self) -> list[Match]:
        if max(len(self.old), len(self.new)) <= self.many:
            return super().get_matching_blocks()
        numbers = {line: at for at, line in enumerate(dict.fromkeys([*self.old, *self.new]))}
        old, new = ([numbers[line] for line in lines] for lines in (self.old, self.new))
        found = LCSseq.opcodes(old, new).as_matching_blocks()
        return [Match(block.a, block.b, block.size) for block in found]
