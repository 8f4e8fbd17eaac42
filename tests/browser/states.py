"""Every page of the site in each state that a reader can meet, and how to look at it."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

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
    State("shortlist", "/courses/shortlist?id=1&id=20&id=9999"),
    State("comparison, empty", "/courses/compare"),
    State("courses by start, cost and entry", "/courses?entry=met&cost=9000&early_years=level-3"),
    State("comparison", "/courses/compare?id=1&id=3&id=20&id=77&id=80&id=9999"),
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


WIDTHS = (320, 768, 1280)
# After so many pages each width was seen in each scheme with scripts and without.
TURNS = 12


@dataclass(frozen=True)
class Look:
    """How a reader looks at an open page, and whether axe looks with them."""

    width: int
    dark: bool
    reduced_motion: bool = False
    forced_colours: bool = False
    with_axe: bool = False
    with_frame: bool = True


def looks(turn: int) -> dict[bool, list[Look]]:
    """How to look at the page whose turn it is, by whether scripts run when it is opened.

    A page is opened once, with scripts or without, and seen where the window is narrowest and at
    one or two other widths; the other values change from page to page. axe takes most of the time:
    it is used in one look of each page, and judges the frame, which is the same on all, once in
    each width and scheme with scripts and without. Where colours are forced it would judge those
    of the style sheet. `make axe` uses it with and without scripts, in every width and scheme.
    """
    if os.environ.get("EVERY_LOOK"):
        every = [Look(width, dark, with_axe=True) for width in WIDTHS for dark in (False, True)]
        return {True: every, False: every}
    is_dark, is_still = bool(turn // 6 % 2), bool(turn // 12 % 2)
    chosen, forced = turn % 3, (turn + 1) % 3
    seen = [
        Look(width, is_dark, is_still, at == forced, at == chosen, with_frame=turn < TURNS)
        for at, width in enumerate(WIDTHS)
        if at in (0, chosen, forced)
    ]
    return {turn % 2 == 0: seen}
