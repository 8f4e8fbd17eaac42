"""The outline of a supporting statement, as plain text: each point with its example or a prompt."""

from __future__ import annotations

from careers_site.readiness.check import HAVE, NOT_YET, SOME, Check, Point

PROMPT = "Situation: \nWhat you did: \nWhat changed: "
NEAREST = "What comes nearest: "


def outline(check: Check) -> str:
    """The text to copy: desirable points only where there is something to say about them."""
    wanted = [one for one in check.ordered if _belongs(one)]
    parts = [_part(number, one) for number, one in enumerate(wanted, start=1)]
    return "\n\n".join([f"Supporting statement: {check.post.title}", *parts]) + "\n"


def _belongs(point: Point) -> bool:
    is_extra = point.criterion.importance == "desirable"
    return not is_extra or bool(point.example) or point.mark in {HAVE, SOME}


def _part(number: int, point: Point) -> str:
    lines = [f"{number}. {point.criterion.words}"]
    if point.example:
        lines.append(point.example)
    elif point.mark == NOT_YET:
        lines.append(NEAREST)
    else:
        lines += [f"From your answers: {'. '.join(point.told)}."] if point.told else []
        lines.append(PROMPT)
    if point.mark in {SOME, NOT_YET}:
        fill = point.criterion.fill
        lines.append("What you are doing about it: " + (f"({fill})" if fill else ""))
    return "\n".join(lines)
