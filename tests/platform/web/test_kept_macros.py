"""Macros that are kept: what was published last is what is shown."""

from __future__ import annotations

from dataclasses import replace

from flask import Flask, get_template_attribute

from careers_site.content.sources import Source


def test_a_source_that_changed_is_shown_as_it_is_now(site: Flask) -> None:
    old = Source("one", "A & B", "Us", None, "2025", None, "seen")
    with site.app_context():
        shown = get_template_attribute("components/source.html", "source")
        assert "A &amp; B, Us, 2025" in shown(old)
        assert "A &amp; B, Us, 2026" in shown(replace(old, dated="2026"))
        assert "A &amp; B, Us, 2025" in shown(old)
