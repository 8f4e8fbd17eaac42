"""The built front end: complete, small, in our own brand and with no address of anybody else."""

from __future__ import annotations

import gzip
import json
import re
import struct
from pathlib import Path

import pytest

from careers_site.platform.web import assets
from tests.conftest import ROOT

LOGICAL_NAMES = {
    "site.css",
    "tools.css",
    "site.js",
    "editor.css",
    "editor.js",
    "readiness.js",
    "favicon.svg",
    "uk.svg",
    "card.png",
    "atkinson-hyperlegible-next-latin-400-normal.woff2",
    "atkinson-hyperlegible-next-latin-700-normal.woff2",
}
# An XML name is no address that a browser opens.
ADDRESS = re.compile(r"(?:https?:)?//(?!www\.w3\.org/)[\w.-]+\.\w{2,}")


def built(name: str) -> str:
    return (assets.BUILD / assets.asset(name).removeprefix(assets.URL)).read_text(encoding="utf-8")


def test_the_manifest_names_every_file_that_pages_ask_for_and_each_is_there() -> None:
    manifest = json.loads((assets.BUILD / "manifest.json").read_text(encoding="utf-8"))
    assert set(manifest) == LOGICAL_NAMES
    assert [name for name in manifest.values() if not (assets.BUILD / name).is_file()] == []


@pytest.mark.parametrize("name", sorted(LOGICAL_NAMES))
def test_an_asset_has_a_name_that_changes_with_its_content(name: str) -> None:
    assert assets.is_hashed("", assets.asset(name))


def test_a_file_whose_name_stays_is_not_kept_for_ever() -> None:
    assert not assets.is_hashed("", assets.URL + "manifest.json")


def test_the_card_for_other_sites_is_a_small_picture_of_the_size_that_they_ask_for() -> None:
    picture = (assets.BUILD / assets.asset("card.png").removeprefix(assets.URL)).read_bytes()
    assert picture[:8] == b"\x89PNG\r\n\x1a\n"
    assert struct.unpack(">II", picture[16:24]) == (1200, 630)
    assert len(picture) < 50_000


def test_an_unknown_asset_is_refused_and_the_known_ones_are_listed() -> None:
    with pytest.raises(assets.FrontEndNotBuiltError, match=r'no "sight\.css".*site\.css'):
        assets.asset("sight.css")


def test_a_front_end_that_was_not_built_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assets._manifest.cache_clear()
    monkeypatch.setattr(assets, "BUILD", tmp_path)
    with pytest.raises(assets.FrontEndNotBuiltError, match="make run"):
        assets.asset("site.css")


@pytest.mark.parametrize(
    ("name", "most"), [("site.css", 15 * 1024), ("tools.css", 4 * 1024), ("site.js", 8 * 1024)]
)
def test_the_style_sheet_and_the_script_stay_small(name: str, most: int) -> None:
    assert len(gzip.compress(built(name).encode(), 9)) <= most


@pytest.mark.parametrize("word", ["GDS Transport", "GOV.UK", "crown", "@import"])
def test_the_style_sheet_carries_nothing_of_another_brand(word: str) -> None:
    assert word.lower() not in built("site.css").lower()


@pytest.mark.parametrize("name", ["site.css", "site.js", "favicon.svg"])
def test_no_built_file_leads_a_browser_elsewhere(name: str) -> None:
    assert ADDRESS.findall(built(name)) == []


def test_the_fonts_of_the_style_sheet_are_the_built_ones() -> None:
    fonts = set(re.findall(r'url\("?\./([^")]+\.woff2)', built("site.css")))
    assert fonts == {
        assets.asset(n).removeprefix(assets.URL) for n in LOGICAL_NAMES if "woff2" in n
    }


def test_the_notices_of_what_is_carried_are_beside_it() -> None:
    licences = assets.BUILD / "licences"
    assert "MIT License" in (licences / "govuk-frontend.txt").read_text(encoding="utf-8")
    font = (licences / "atkinson-hyperlegible-next.txt").read_text(encoding="utf-8")
    assert "SIL Open Font License" in font


def test_the_lock_file_pins_by_hash_and_names_no_registry() -> None:
    packages = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    del packages[""]
    assert packages
    assert [name for name, entry in packages.items() if "resolved" in entry] == []
    assert [name for name, entry in packages.items() if "integrity" not in entry] == []


def test_every_front_end_package_is_asked_for_in_one_exact_version() -> None:
    asked = json.loads((ROOT / "package.json").read_text(encoding="utf-8"))["devDependencies"]
    assert [v for v in asked.values() if not re.fullmatch(r"\d+\.\d+\.\d+", v)] == []


@pytest.mark.parametrize(
    "path", sorted((ROOT / "careers_site/templates").rglob("*.html")), ids=lambda path: path.name
)
def test_no_template_has_inline_style_or_script(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"""\sstyle=|<style|\son[a-z]+=["']|javascript:""", text)
