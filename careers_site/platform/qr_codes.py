"""Addresses as QR codes, for a phone to read off a screen or off paper."""

from __future__ import annotations

import segno
from markupsafe import Markup


def qr_code(address: str) -> Markup:
    """An address of our own as inline SVG; empty where it is too long for a code."""
    try:
        code = segno.make(address, micro=False)
    except segno.DataOverflowError:
        return Markup()
    drawn = code.svg_inline(scale=3, svgclass="pc-qr", lineclass=None, omitsize=True)
    return Markup(drawn)  # noqa: S704 - made by segno from our own address
