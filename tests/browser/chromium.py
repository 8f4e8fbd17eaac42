"""Find a Chromium for the browser tests, or get one: `python tests/browser/chromium.py`."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

# Without the parts of a browser that nobody sees here, pages take half of the time.
SHELL = "chromium-headless-shell"
NAMES = (SHELL, "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# Nothing but the pages under test: no sandbox is needed for them, and no calls home.
ARGUMENTS = [
    "--no-sandbox",
    # Letters are as wide with a screen as without one.
    "--font-render-hinting=none",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def find() -> str | None:
    """The path of a Chromium: the one that CHROMIUM names, the system's, or Playwright's."""
    named = os.environ.get("CHROMIUM")
    if named:
        return named
    system = next(filter(None, map(shutil.which, NAMES)), None)
    return system or _playwrights()


def _playwrights() -> str | None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() else None


def get() -> None:
    """Install one: the system's package as root, else Playwright's own."""
    if os.geteuid() == 0 and shutil.which("apt-get"):
        print("No Chromium found: installing the system's package", flush=True)
        subprocess.run(["apt-get", "update", "-qq"], check=True)
        for package in (SHELL, "chromium"):
            subprocess.run(["apt-get", "install", "-y", "-qq", package], check=package != SHELL)
            if shutil.which(package):
                return
    else:
        print("No Chromium found: downloading Playwright's", flush=True)
        subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=True)


if __name__ == "__main__":
    if not find():
        try:
            get()
        except subprocess.CalledProcessError as error:
            sys.exit(
                f"No Chromium for the browser tests: {error}. Set CHROMIUM to the path of one."
            )
    print(f"Chromium for the browser tests: {find()}")
