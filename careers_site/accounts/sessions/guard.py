"""The guard: everything under /editor is closed to who is not signed in.

It is asked before CSRF and before any view, by the path, so that a view that forgets to ask is
closed too. Public pages never read the session.
"""

from __future__ import annotations

from flask import Flask, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError

from careers_site.accounts.models import Account, SignedIn
from careers_site.accounts.sessions import sessions
from careers_site.accounts.sessions.pending_form import Kept, kept
from careers_site.platform.web import fair_threads
from careers_site.platform.web.security import PREVIEW

# The only addresses at which the session is read.
PRIVATE = ("/editor", "/sign-in", "/sign-out")
SET_UP = "accounts.second_factor"
# Blueprints for admins alone.
ADMINS_ONLY = {"people", "audit"}


def init_app(app: Flask) -> None:
    """Register before CSRF, whose refusal would say too much to who is not signed in."""
    is_https = app.config["SETTINGS"].is_https
    app.config.update(
        # With this prefix browsers take the cookie from this host alone.
        SESSION_COOKIE_NAME="__Host-careers" if is_https else "careers",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=is_https,
        # A token is good for as long as the session is: somebody may write for hours.
        WTF_CSRF_TIME_LIMIT=None,
    )
    app.before_request(_name_actor)
    app.before_request(_close)
    # For the error pages: what an editor has typed comes back with them.
    app.jinja_env.globals["what_was_typed"] = _typed
    app.register_error_handler(CSRFError, forged)


def signed_in() -> Account | None:
    """Who is signed in, second factor and all; asked once a request."""
    session = current_session()
    if session is None or sessions.owes_code(*session):
        return None
    return session[1]


def who() -> str:
    """The email of who is signed in. Only under /editor, where somebody is."""
    return this_account().email


def this_account() -> Account:
    return _here()[1]


def this_session() -> SignedIn:
    return _here()[0]


def _here() -> tuple[SignedIn, Account]:
    found = current_session()
    if found is None:
        raise LookupError("nobody is signed in: this is for views under /editor")
    return found


def current_session() -> tuple[SignedIn, Account] | None:
    """The session of this browser, also one that owes its code; never read on public pages."""
    return sessions.current() if is_below(*PRIVATE) else None


def session_lasts() -> tuple[int, int]:
    """For how many seconds the session of this browser lasts: unused, and at most."""
    found = current_session()
    return sessions.lasts(found[0]) if found else (0, 0)


def is_below(*places: str) -> bool:
    path = "/" + request.path.lstrip("/")
    return any(path == place or path.startswith(f"{place}/") for place in places)


def _name_actor() -> None:
    """Let the audit ask who acts; the session is read only if it does."""
    g.find_actor = lambda: (account := signed_in()) and account.email


def _close() -> ResponseReturnValue | None:
    if not is_below("/editor"):
        return None
    account = signed_in()
    if account is None:
        return _ask_to_sign_in()
    if account.needs_second_factor and request.endpoint != SET_UP:
        return _ask_to_set_up()
    if not account.is_admin and request.blueprint in ADMINS_ONLY:
        return render_template("accounts/admins_only.html"), 403
    return None


def _ask_to_sign_in() -> ResponseReturnValue:
    if request.blueprint == "preview" and request.headers.get("Sec-Fetch-Dest") == "iframe":
        # No other page of ours may be shown in a frame: it would stay blank.
        g.policy = PREVIEW
        return render_template("accounts/signed_out_preview.html"), 401
    if request.method in {"GET", "HEAD"}:
        return redirect(url_for("sign_in.start", next=request.full_path.rstrip("?")), 302)
    fair_threads.admit()
    return render_template("accounts/signed_out.html", kept=kept()), 401


def _ask_to_set_up() -> ResponseReturnValue:
    if request.method in {"GET", "HEAD"}:
        return redirect(url_for(SET_UP), 302)
    return render_template("accounts/set_up_first.html", kept=kept()), 403


def _typed() -> Kept:
    """What an editor has typed. A stranger's request is not read for a page about an error."""
    return kept() if sessions.was_found() else Kept([], [])


def forged(_error: CSRFError) -> ResponseReturnValue:
    """What a form without its token is answered, with what it sent."""
    return render_template("accounts/forged.html", kept=kept()), 400
