"""The plan of the house holds: who imports whom, how long a file is, what the README says."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import grimp
import pytest

from tests.conftest import ROOT

PACKAGE = ROOT / "careers_site"
LINTER = Path(sys.executable).parent / "lint-imports"
# Contract, a file, and the import that must not stand in it.
PLANTED = [
    ("floors", "content/problems.py", "from careers_site.courses import models"),
    ("floors", "platform/web/errors.py", "from careers_site.content.library import library"),
    ("floors", "audit.py", "from careers_site.accounts.sessions import guard"),
    ("floors", "new_room.py", ""),
    ("eligibility", "eligibility/plan.py", "import flask"),
    ("parsing", "content/tables/salary_bands.py", "import sqlalchemy"),
    ("parsing", "content/pages/markdown.py", "import flask"),
    ("editor", "editor/tables/views.py", "from careers_site.editor.courses import forms"),
    ("editor", "editor/drafts/drafts.py", "from careers_site.editor.tables import row_forms"),
    ("finder", "courses/web/cards.py", "from careers_site.courses.changes import undo"),
    ("importing", "courses/importing/dfe.py", "from careers_site.courses.finder import query"),
    ("whoosh", "courses/finder/finder.py", "import whoosh.index"),
    ("views", "advisers/batch.py", "from careers_site.quiz.views import bp"),
]
PARSERS = [
    *("problems", "sources", "pages.pages", "pages.markdown"),
    *("rules.reader", "rules.schemas", "rules.requirement_text", "rules.examples.examples"),
    *("tables.tables", "tables.cells", "tables.listings", "tables.salary_bands"),
]
# What each room may not do is in the contracts; what a view or form is, its name says.
SCREENS = re.compile(r"(^|_)(views|forms)$")


def lint(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    command = [str(LINTER), "--no-cache", *words]
    environ = {"PYTHONPATH": str(folder), "PYTHONDONTWRITEBYTECODE": "1"}
    return subprocess.run(
        command, cwd=folder, env=environ, capture_output=True, text=True, check=False
    )


def test_the_contracts_between_the_rooms_are_kept() -> None:
    done = lint(ROOT)
    assert done.returncode == 0, done.stdout


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the package to plant imports in."""
    folder = tmp_path_factory.mktemp("house")
    ignored = shutil.ignore_patterns("static", "templates", "__pycache__")
    shutil.copytree(PACKAGE, folder / "careers_site", ignore=ignored)
    shutil.copy(ROOT / "pyproject.toml", folder)
    return folder


@pytest.mark.parametrize(("contract", "file", "line"), PLANTED)
def test_a_planted_import_breaks_its_contract(
    contract: str, file: str, line: str, house: Path
) -> None:
    path = house / "careers_site" / file
    before = path.read_text(encoding="utf-8") if path.exists() else None
    path.write_text(f"{before or ''}\n{line}\n", encoding="utf-8")
    try:
        done = lint(house, "--contract", contract)
    finally:
        path.unlink()
        if before is not None:
            path.write_text(before, encoding="utf-8")
    assert done.returncode == 1, done.stdout
    assert "BROKEN" in done.stdout


def test_each_contract_is_named_by_a_sentence_and_has_a_planted_import() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = settings["tool"]["importlinter"]["contracts"]
    assert {one["id"] for one in contracts} == {contract for contract, _, _ in PLANTED}
    assert all(len(one["name"].split()) >= 4 for one in contracts)


@pytest.fixture(scope="module")
def imports() -> grimp.ImportGraph:
    return grimp.build_graph("careers_site", cache_dir=None)


def test_eligibility_imports_no_room_not_even_a_new_one(imports: grimp.ImportGraph) -> None:
    own = {m for m in imports.modules if m.startswith("careers_site.eligibility")}
    reached = {name for module in own for name in imports.find_modules_directly_imported_by(module)}
    assert reached - own == set()


def test_every_parser_is_reached_by_the_contract_on_parsing(imports: grimp.ImportGraph) -> None:
    reached = imports.find_upstream_modules("careers_site.content.parsing")
    assert {f"careers_site.content.{name}" for name in PARSERS} <= reached


def test_no_view_or_form_of_a_feature_is_imported_by_another(imports: grimp.ImportGraph) -> None:
    for module in imports.modules:
        feature = ".".join(module.split(".")[:2])
        if SCREENS.search(module.rpartition(".")[2]):
            importers = imports.find_modules_that_directly_import(module) - {"careers_site.app"}
            assert [one for one in importers if not one.startswith(f"{feature}.")] == [], module


def lines(file: Path) -> int:
    return len(file.read_text(encoding="utf-8").splitlines())


def test_no_module_is_longer_than_250_lines() -> None:
    assert [f for f in PACKAGE.rglob("*.py") if lines(f) > 250] == []


def test_no_template_is_longer_than_80_lines() -> None:
    assert [f for f in (PACKAGE / "templates").rglob("*.*") if lines(f) > 80] == []


def test_every_make_command_that_a_document_names_exists() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z-]+):", makefile, re.MULTILINE))
    for document in [ROOT / "README.md", *(ROOT / "docs").rglob("*.md")]:
        text = document.read_text(encoding="utf-8")
        named = set(re.findall(r"(?:^ {4}|`|PORT=\d+ )make ([a-z-]+)", text, re.MULTILINE))
        assert named - targets == set(), document
    assert {"run", "test"} <= targets


def test_every_setting_is_explained_to_operators() -> None:
    document = ROOT / "docs" / "operating.md"
    explained = (document if document.exists() else ROOT / "README.md").read_text(encoding="utf-8")
    code = "".join(
        (PACKAGE / name).read_text(encoding="utf-8")
        for name in ("platform/settings.py", "serving.py")
    )
    read = set(re.findall(r'environ(?:\.get\(|\[|, )"([A-Z_]+)"', code))
    assert {"DATABASE_URL", "SECRET_KEY", "SITE_URL", "INSTANCE_PATH", "PORT"} <= read
    assert sorted(name for name in read if name not in explained) == []


def test_every_file_that_a_document_names_is_there() -> None:
    for document in [ROOT / "README.md", *(ROOT / "docs").rglob("*.md")]:
        text = document.read_text(encoding="utf-8")
        for link in re.findall(r"\]\((?!https?:|#|/)([^)#]+)", text):
            assert (document.parent / link).exists(), f"{document.name}: {link}"
