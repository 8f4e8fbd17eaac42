"""Every page of the site in each state that a reader can meet, and how to look at it."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

CONTENT = Path(__file__).resolve().parent.parent.parent / "content"
JOB = "/portage-home-visitor"
PARTLY = (
    "near=Coventry&age=24-plus&early_years=level-2&experience_0_to_4=some&gcse_english=4"
    "&gcse_maths=unsure&gcses_9_to_4=3&others=none"
)
ALMOST_READY = "early_years=level-3&experience_0_to_4=2-years&send_knowledge=working"
READY = f"near=Leeds&{ALMOST_READY}&family_work=substantial&send_experience=2-years"
AT_SCHOOL = (
    "near=Stoke-on-Trent&age=16-18&gcse_english=5&gcse_maths=3&gcses_9_to_4=4&early_years=none"
)
SCOTTISH = "near=Glasgow&age=24-plus&degree=other&gcse_english=5&gcse_maths=5&early_years=none"
WELSH = "nation=wales&age=19-23&gcses_9_to_4=5"
CALCULATOR = "full_time_hours=37&hours=20&salary=26000&weeks=39"


@dataclass(frozen=True)
class State:
    name: str
    path: str
    status: int = 200


def _read(folder: str, address: str) -> list[State]:
    """A state for each Markdown file of a folder."""
    files = sorted((CONTENT / folder).glob("*.md"))
    return [State(file.stem, f"{address}/{file.stem}") for file in files]


READING = [
    State("changes", "/changes"),
    State("profile", JOB),
    *_read("pages", ""),
    *_read("portage-home-visitor/routes", f"{JOB}/routes"),
]
STATES = [
    State("home", "/"),
    *READING,
    State("salary with a point", "/salary?point=12"),
    State("salary with a point that there is not", "/salary?point=500"),
    State("salary with a result", f"/salary?{CALCULATOR}"),
    State("salary with a range", "/salary?salary=SCP+12-17&hours=18+hours&weeks=term+time"),
    State("salary with errors", "/salary?full_time_hours=0&hours=many&salary=&weeks=60"),
    State("services near a place", "/services?near=Leeds"),
    State("services near an unclear place", "/services?near=Newport"),
    State("quiz", "/quiz"),
    State("place", "/quiz/near"),
    State("place, unclear", "/quiz/near?near=Newport&go=on", 400),
    State("what you have", "/quiz/held?near=Leeds&age=24-plus"),
    State("what you have, with an error", "/quiz/held?held=none&held=degree&go=on", 400),
    State("question", "/quiz/gcse_maths?age=19-plus"),
    State("question answered", "/quiz/gcse_maths?age=19-plus&gcse_maths=4"),
    State("question with an error", "/quiz/early_years?go=on", 400),
    State("certificates", f"/quiz/others?{PARTLY.removesuffix('&others=none')}"),
    State("certificate by name", "/quiz/certificates"),
    State("check, nothing answered", "/quiz/check-answers"),
    State("check", f"/quiz/check-answers?{PARTLY}"),
    State("result, nothing answered", "/routes"),
    State("result", f"/routes?{PARTLY}"),
    State("result, ready", f"/routes?{READY}"),
    State("result, almost ready", f"/routes?{ALMOST_READY}"),
    State("result, at school", f"/routes?{AT_SCHOOL}"),
    State("result, Scotland", f"/routes?{SCOTTISH}"),
    State("result, Wales", f"/routes?{WELSH}"),
    State("result, what-if", f"/routes?{PARTLY}&suppose=early_years.level-3"),
    State("result, unclear place", "/routes?near=Newport"),
    State("result, contradicting", "/routes?gcse_english=5&gcse_maths=5&gcses_9_to_4=0"),
    State("plan", f"/routes/university/plan?{PARTLY}"),
    State("plan, price answered", f"/routes/college/plan?{PARTLY}&earnings=under&unemployed=no"),
    State("plan, at school", f"/routes/apprenticeship/plan?{AT_SCHOOL}"),
    State("plan, Scotland", f"/routes/college/plan?{SCOTTISH}"),
    State("plan, not needed", f"/routes/college/plan?{READY}"),
    State("plan, ready", f"/routes/apply-directly/plan?{READY}"),
    State("search", "/search"),
    State("search with results", "/search?q=early+years"),
    State("search with a slip", "/search?q=volunteerng"),
    State("search, nothing found", "/search?q=zzxqy"),
    State("readiness check", "/person-specification/coventry"),
    State("readiness check, answered", f"/person-specification/leeds?{PARTLY}"),
    State("readiness check, general", f"/person-specification/national?{READY}"),
    State("courses", "/courses"),
    State("courses with filters", "/courses?level=5&level=6&mode=classroom&near=CV1&within=50"),
    State("courses, looked further", "/courses?near=Hereford&within=5"),
    State("courses, none", "/courses?q=zzzzz"),
    State("courses, unknown place", "/courses?near=Nowheresville"),
    State("course", "/courses/1"),
    State("shortlist, empty", "/courses/shortlist"),
    State("shortlist", "/courses/shortlist?id=1&id=2"),
    State("comparison, empty", "/courses/compare"),
    State("comparison", "/courses/compare?id=1&id=2&id=3"),
    State("advisers", "/advisers"),
    State("advisers, answered", f"/advisers?{PARTLY}"),
    State("advisers, compared", f"/advisers/compare?{PARTLY}"),
    State("advisers, on paper", f"/advisers/print?{PARTLY}"),
    State("advisers, a list of clients", "/advisers/batch"),
    State("card for other sites", "/embed"),
    State("feedback", "/feedback?page=/salary"),
    State("not found", "/nowhere", 404),
    State("unknown question", "/routes?gsce_maths=4", 400),
]


@dataclass(frozen=True)
class Look:
    """How a reader looks at a page."""

    width: int
    javascript: bool
    reduced_motion: bool
    forced_colours: bool
    dark: bool = False

    def options(self) -> dict[str, Any]:
        return {
            "width": self.width,
            "javascript": self.javascript,
            "reduced_motion": "reduce" if self.reduced_motion else "no-preference",
            "forced_colors": "active" if self.forced_colours else "none",
            "color_scheme": "dark" if self.dark else "light",
        }


# Every pair of values is in one of the six looks. Each page is seen in three of them, at each
# width once, and with each other value at least once: pairwise, the page being a factor too.
LOOKS = (
    (Look(320, True, True, True), Look(768, True, False, False), Look(1280, False, True, False)),
    (Look(320, False, False, False), Look(768, False, True, True), Look(1280, True, False, True)),
)


def looks(turn: int) -> dict[Look, bool]:
    """How to look at the page whose turn it is, and whether axe does so too.

    axe takes seconds, and is used in one look of each page; everything else is seen in all three.
    Where colours are forced it would judge those of the style sheet. Colour schemes change from
    page to page. `make axe` uses it in every width and scheme.
    """
    if os.environ.get("EVERY_LOOK"):
        widths = (look.width for look in LOOKS[0])
        return {
            Look(width, True, False, False, dark): True
            for width in widths
            for dark in (False, True)
        }
    half, is_dark = LOOKS[turn % 2], bool(turn // 2 % 2)
    own_colours = [look for look in half if not look.forced_colours]
    chosen = own_colours[turn // 4 % len(own_colours)]
    return {replace(look, dark=is_dark): look == chosen for look in half}
