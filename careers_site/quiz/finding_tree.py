"""A finding as HTML: every requirement, its verdict, what you have, and what counted instead.

The template has a row of it, the walk is here: a result has fifty rows, and few of them are new.
"""

from __future__ import annotations

from functools import lru_cache

from flask import get_template_attribute
from markupsafe import Markup, escape

from careers_site.eligibility.requirements import Finding, Verdict
from careers_site.platform.web.templating import MOST_KEPT
from careers_site.quiz.presentation import Link

# Stands for the address of the question in a row that is kept: the address has the answers in it.
_ADDRESS = "ADDRESS-OF-THE-QUESTION"


def finding_tree(found: Finding, question_url: Link) -> Markup:
    """`question_url` leads to the question of a scale."""
    item = _item(found, question_url)
    return Markup(f'<ul class="pc-findings">\n  {item}\n</ul>\n')  # noqa: S704 - escaped below


def _item(found: Finding, question_url: Link) -> str:
    # Stand-ins are left out once something meets the leaf, and named by `met_by`.
    has_stand_ins = found.joined == "equivalent"
    parts = () if has_stand_ins and found.verdict == Verdict.MET else found.parts
    joined = found.joined if parts and not has_stand_ins else ""
    asked = "" if joined else str(found.requirement)
    row = _row(found.verdict, joined, asked, found.held, found.met_by, asks=bool(found.scale))
    if found.scale:
        row = row.replace(_ADDRESS, escape(question_url(found.scale)))
    items = "".join(f"    {_item(part, question_url)}\n" for part in parts)
    below = f'  <ul class="pc-findings">\n{items}  </ul>\n' if items else ""
    return f"{row}{below}</li>\n"


@lru_cache(MOST_KEPT)
def _row(
    verdict: Verdict, joined: str, asked: str, held: str | None, met_by: str | None, *, asks: bool
) -> str:
    row = get_template_attribute("components/finding.html", "row")
    return str(row(verdict, joined, asked, held, met_by, _ADDRESS if asks else ""))
