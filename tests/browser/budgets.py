"""The budgets of pages, from their file."""

from __future__ import annotations

import tomllib
from pathlib import Path

BUDGETS: dict[str, dict[str, int]] = tomllib.loads(
    Path(__file__).with_name("budgets.toml").read_text()
)
