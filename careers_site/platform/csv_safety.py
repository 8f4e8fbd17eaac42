"""Cells that a spreadsheet would run as a formula."""

RUN_BY_SPREADSHEETS = ("=", "+", "-", "@")
