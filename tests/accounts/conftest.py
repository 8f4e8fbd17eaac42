"""The browsers of the editors' area."""

from tests.editor.conftest import admin, browser, csrf, editor, post

__all__ = ["admin", "browser", "csrf", "editor", "post"]
