"""The palette of the style sheet: text on every ground that it stands on, by day and by night."""

from __future__ import annotations

import re
from itertools import product

import pytest

from tests.conftest import ROOT

SETTINGS = ROOT / "careers_site/static/src/scss/_brand.scss"
GROUNDS = ("paper", "card", "sand", "water", "best")
TEXT = ("ink", "muted", "brand", "brand-deep", "link", "link-visited", "error")
PAIRS = [
    *product(TEXT, GROUNDS),
    *((verdict, f"{verdict}-back") for verdict in ("met", "unknown", "unmet")),
    ("on-brand", "brand"),
    ("ink", "second"),
]


def palette() -> dict[str, tuple[str, str]]:
    found = re.findall(r'"([a-z-]+)": \((#\w{6}), (#\w{6})\)', SETTINGS.read_text())
    return {name: (day, night) for name, day, night in found}


def luminance(colour: str) -> float:
    """As WCAG 2.2 defines it."""
    shares = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (s / 12.92 if s <= 0.04045 else ((s + 0.055) / 1.055) ** 2.4 for s in shares)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("scheme", [0, 1], ids=["day", "night"])
def test_text_has_a_contrast_of_7_on_every_ground(scheme: int) -> None:
    colours = palette()
    measured = {
        (text, ground): contrast(colours[text][scheme], colours[ground][scheme])
        for text, ground in PAIRS
    }
    assert {pair: round(ratio, 2) for pair, ratio in measured.items() if ratio < 7} == {}


def test_contrast_is_measured_as_wcag_does() -> None:
    assert round(contrast("#000000", "#ffffff"), 2) == 21
    assert round(contrast("#777777", "#ffffff"), 2) == 4.48
