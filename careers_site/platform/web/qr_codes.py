"""Addresses as QR codes, for a phone to read off a screen or off paper."""

from __future__ import annotations

from io import BytesIO

import segno
from markupsafe import Markup

# Bytes that any code holds.
SHORT = 2_000


def is_short(address: str) -> bool:
    """Whether an address fits into a code without one being made."""
    return len(address.encode()) <= SHORT


def qr_code(address: str) -> Markup:
    """An address of our own as inline SVG; empty where it is too long for a code."""
    try:
        code = segno.make(address, micro=False)
    except segno.DataOverflowError:
        return Markup()
    drawn = code.svg_inline(scale=3, svgclass="pc-qr", lineclass=None, omitsize=True)
    return Markup(drawn)  # noqa: S704 - made by segno from our own address


def qr_image(address: str) -> bytes:
    """The same as a file of its own. Raises segno.DataOverflowError where it is too long."""
    image = BytesIO()
    segno.make(address, micro=False).save(image, kind="svg", scale=3, light="white")
    return image.getvalue()
