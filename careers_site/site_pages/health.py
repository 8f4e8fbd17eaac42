"""Addresses for machines: health, readiness, the site map and robots.txt."""

from __future__ import annotations

from flask import Blueprint, Response, current_app, render_template
from sqlalchemy import text

from careers_site.content.library import holder, library
from careers_site.content.pages.redirects import FIXED
from careers_site.content.store import documents
from careers_site.platform.extensions import db

bp = Blueprint("health", __name__)


@bp.get("/healthz")
def healthz() -> Response:
    """The process answers."""
    return _plain("ok\n")


@bp.get("/readyz")
def readyz() -> Response:
    """The database answers, and the newest revision can be read."""
    try:
        db.session.execute(text("SELECT 1"))
        library()
    except Exception as error:
        current_app.logger.error("not ready: %s", getattr(error, "orig", None) or error)
        return _plain("not ready: the database or the content cannot be read\n", 503)
    broken = holder().broken
    return _plain(f"{broken}\n", 503) if broken else _plain("ready\n")


@bp.get("/sitemap.xml")
def sitemap() -> Response:
    """Every public page, with the day on which its own text was last changed."""
    here, changed = library(), documents.changed()
    job = "/portage-home-visitor"
    files = dict.fromkeys(FIXED, "") | {job: f"content{job}/profile.md"}
    files |= {f"/{slug}": f"content/pages/{slug}.md" for slug in here.pages}
    files |= {f"{job}/routes/{r.id}": f"content{job}/routes/{r.id}.md" for r in here.rules.routes}
    for post in here.rules.posts:
        files[f"/person-specification/{post.id}"] = f"content/person-specifications/{post.id}.toml"
    pages = [(path, changed.get(file)) for path, file in files.items()]
    site = current_app.config["SETTINGS"].site_url
    body = render_template("sitemap.xml", site=site, pages=pages)
    return Response(body, mimetype="application/xml")


@bp.get("/robots.txt")
def robots() -> Response:
    """Crawlers may read the pages, but not pages whose address holds answers, nor the editors'."""
    site = current_app.config["SETTINGS"].site_url
    closed = "".join(f"Disallow: {path}\n" for path in ("/*?", "/editor", "/sign-in"))
    return _plain(f"User-agent: *\n{closed}Sitemap: {site}/sitemap.xml\n", cache=True)


def _plain(body: str, status: int = 200, *, cache: bool = False) -> Response:
    response = Response(body, status, mimetype="text/plain")
    if not cache:
        response.headers["Cache-Control"] = "private, no-store"
    return response
