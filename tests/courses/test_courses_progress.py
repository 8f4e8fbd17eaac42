"""How far an import is: a bar on a terminal, plain lines elsewhere."""

from __future__ import annotations

import io
import sys

import pytest

from careers_site.courses.importing import progress as progress_module
from careers_site.courses.importing.progress import progress


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_terminal_shows_a_bar(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    with progress("Reading", 100) as show:
        show(40)
        show(900)
    assert "Reading" in terminal.getvalue()
    assert "100%" in terminal.getvalue()


def test_elsewhere_plain_lines_come_now_and_then(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with progress("Reading", 100) as show:
        show(40)
    assert capsys.readouterr().err == ""
    monkeypatch.setattr(progress_module, "LINE_EVERY_SECONDS", 0.0)
    with progress("Reading", 100) as show:
        show(40)
    assert capsys.readouterr() == ("", "Reading: 40%\n")
