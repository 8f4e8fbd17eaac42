"""`make screenshots`: every page in every state, at four widths by day and by night.

In a run of all tests it draws two pictures, to show that it can.
"""

from __future__ import annotations

import os
import re
from itertools import product
from pathlib import Path

from tests.browser.conftest import Open
from tests.browser.states import STATES
from tests.conftest import ROOT

WIDTHS = (360, 768, 1280, 1600)
SCHEMES = ("light", "dark")


def test_every_page_is_drawn(open_browser: Open, tmp_path: Path) -> None:
    is_asked_for = "DRAW_SCREENSHOTS" in os.environ
    folder = ROOT / "screenshots" if is_asked_for else tmp_path
    drawn = 0
    for width, scheme in product(WIDTHS if is_asked_for else WIDTHS[:1], SCHEMES):
        reader = open_browser(width=width, color_scheme=scheme)
        for state in STATES if is_asked_for else STATES[:1]:
            reader.visit(state.path, state.status)
            name = re.sub(r"\W+", "-", state.name)
            path = folder / f"{width}-{scheme}" / f"{name}.png"
            reader.page.screenshot(path=path, full_page=True)
            drawn += path.stat().st_size > 0
    assert drawn == (len(STATES) * len(WIDTHS) * 2 if is_asked_for else 2)
