"""What somebody probably meant: the nearest word that is allowed."""

from __future__ import annotations

from collections.abc import Collection

from rapidfuzz import process


def did_you_mean(found: str, allowed: Collection[str]) -> str:
    """' (did you mean "x"?)' for the nearest allowed word, or nothing when none is near."""
    near = process.extractOne(found, list(allowed), score_cutoff=60)
    return f' (did you mean "{near[0]}"?)' if near else ""
