"""What the documentation names exists: commands, options, files, settings and their sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from flask import Flask

from careers_site.platform import settings

ROOT = Path(__file__).resolve().parent.parent
DOCS = [ROOT / "README.md", ROOT / "data/README.md", *sorted((ROOT / "docs").rglob("*.md"))]
OPERATING = ROOT / "docs/operating.md"
FOLDERS = tuple(f"{name}/" for name in ("content", "data", "careers_site", "docs", "tests", ".ci"))

# A wrong value for each setting that can be wrong, and what else is set with it.
WRONG = [
    {"PORT": "x"},
    {"WEB_CONCURRENCY": "0"},
    {"TRUSTED_PROXIES": "-1"},
    {"RATE_LIMIT": "-1"},
    {"SITE_URL": "example.org"},
    {"SMTP_URL": "mail"},
    {"SECOND_LOOK": "never"},
    {"FILES_PATH": "/nowhere"},
    {"INSTANCE_PATH": "/dev/null/here"},
    {"DATABASE_URL": "mysql://host/name", "SECRET_KEY": "k" * 16},
    {"DATABASE_URL": "sqlite://", "SECRET_KEY": "k" * 16},
    {"DATABASE_URL": "postgresql://user@host/name"},
    {"SECRET_KEY": "short"},
]


def code(text: str) -> Iterator[str]:
    """Each line of a block of code and each span of code, without what a comment says."""
    for line in text.split("\n"):
        if line.startswith("    "):
            yield line.strip().split("  #")[0]
        else:
            yield from re.findall(r"`([^`]+)`", line)


def wrong_targets(text: str, makefile: str) -> list[str]:
    targets = set(re.findall(r"^([a-z-]+):", makefile, re.MULTILINE))
    named = [name for part in code(text) for name in re.findall(r"\bmake ([a-z-]+)", part)]
    return [name for name in named if name not in targets]


def wrong_commands(text: str, program: click.Group) -> list[str]:
    groups = [name for name, found in program.commands.items() if isinstance(found, click.Group)]
    starts = re.compile(rf"(?:\S*careers-site |^(?=(?:{'|'.join(groups)}) [a-z]))(.*)")
    named = [found[1] for part in code(text) if (found := starts.search(part))]
    return [words for words in named if not _is_command(words.split(), program)]


def _is_command(words: list[str], command: click.Command) -> bool:
    """Whether the words name a command, and the options after it are its own."""
    for at, word in enumerate(words):
        if not isinstance(command, click.Group):
            options = {option for param in command.params for option in param.opts}
            return {word for word in words[at:] if word.startswith("--")} <= options
        if word not in command.commands:
            return False
        command = command.commands[word]
    return not isinstance(command, click.Group)


def wrong_paths(text: str, folder: Path) -> list[str]:
    named = {
        word.rstrip(":,")
        for part in code(text)
        for word in part.split()
        if word.startswith(FOLDERS) and not re.search(r"[<>{}|]", word)
    }
    links = re.findall(r"\]\(([^)#:]+)\)", re.sub(r"(?m)^    .*$|`[^`]*`", "", text))
    missing = [path for path in named if not list(ROOT.glob(path.rstrip("/")))]
    # What begins with "/" is an address of the site.
    return missing + [link for link in links if link[0] != "/" and not (folder / link).exists()]


@pytest.mark.parametrize("page", DOCS, ids=lambda page: str(page.relative_to(ROOT)))
def test_what_a_page_names_exists(page: Path, site: Flask) -> None:
    text = page.read_text(encoding="utf-8")
    assert wrong_targets(text, (ROOT / "Makefile").read_text(encoding="utf-8")) == []
    assert wrong_commands(text, site.cli) == []
    assert wrong_paths(text, page.parent) == []


def test_what_does_not_exist_is_seen(site: Flask) -> None:
    assert wrong_targets("`make tea`", "run: install\n") == ["tea"]
    text = "`careers-site content lead`, `content load --take-all`, `careers-site serve`"
    assert wrong_commands(text, site.cli) == ["content lead", "content load --take-all"]
    assert wrong_commands("    .venv/bin/careers-site courses\n", site.cli) == ["courses"]
    text = "`content/nothing.md`, `content/*.nothing`, [here](nothing.md), `content/<id>.md`"
    assert len(wrong_paths(text, ROOT)) == 3


def test_every_setting_is_in_the_page_for_operators_and_no_other() -> None:
    sources = [ROOT / "careers_site" / name for name in ("platform/settings.py", "serving.py")]
    code = "".join(source.read_text(encoding="utf-8") for source in sources)
    known = set(re.findall(r'environ(?:\.get\(|, )"([A-Z_]+)"', code))
    assert {"PORT", "DATABASE_URL", "BIND"} <= known
    page = OPERATING.read_text(encoding="utf-8")
    assert set(re.findall(r"^\| `([A-Z_]+)`", page, re.MULTILINE)) == known
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert set(re.findall(r"`([A-Z]+_[A-Z_]+)`", readme)) <= known


@pytest.mark.parametrize("environ", WRONG, ids=lambda environ: "-".join(environ))
def test_what_a_wrong_setting_says_is_in_the_page_for_operators(
    environ: dict[str, str], tmp_path: Path
) -> None:
    with pytest.raises(settings.SettingsError) as refused:
        settings.read({"INSTANCE_PATH": str(tmp_path), **environ})
    name, said = str(refused.value).split(": ", 1)
    row = re.search(rf"^\| `{name}` .*$", OPERATING.read_text(encoding="utf-8"), re.MULTILINE)
    assert row, name
    sentences = [part for part in re.findall(r"`([^`]+)`", row[0]) if " " in part]
    assert any(sentence in said for sentence in sentences), f"{said!r} is not in: {row[0]}"


def test_every_page_of_the_documentation_is_listed() -> None:
    listed = (ROOT / "docs/README.md").read_text(encoding="utf-8")
    for page in DOCS[2:]:
        path = page.relative_to(ROOT / "docs").as_posix()
        assert path == "README.md" or f"({path})" in listed, path
