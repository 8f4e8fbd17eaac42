"""Response headers: a strict content policy, and nothing about a reader kept anywhere."""

from __future__ import annotations

from wsgiref.headers import Headers

from flask import Flask, Response, current_app, g, request

CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
# A page of the editors shows previews beside it, and a preview may be shown so.
SHOWS_PREVIEWS = f"{CONTENT_SECURITY_POLICY}; frame-src 'self'"
PREVIEW = CONTENT_SECURITY_POLICY.replace("frame-ancestors 'none'", "frame-ancestors 'self'")
# Any site may show the card of the quiz, and no other page.
EMBEDDED = CONTENT_SECURITY_POLICY.replace("frame-ancestors 'none'", "frame-ancestors *")
# Public pages may be kept for a minute by browsers and proxies; content changes show soon after.
PUBLIC = "public, max-age=60"
PRIVATE = "private, no-store"


def init_app(app: Flask) -> None:
    app.after_request(set_headers)


def set_headers(response: Response) -> Response:
    headers = response.headers
    headers["Content-Security-Policy"] = _policy()
    headers["X-Content-Type-Options"] = "nosniff"
    headers["Referrer-Policy"] = "same-origin"
    headers["Cross-Origin-Opener-Policy"] = "same-origin"
    headers["Permissions-Policy"] = "geolocation=(), camera=(), microphone=()"
    if current_app.config["SETTINGS"].is_https:
        headers["Strict-Transport-Security"] = "max-age=31536000; includeSubDomains"
    # An address with a query holds somebody's answers: nobody keeps it and nobody indexes it.
    if request.query_string or is_for_editors():
        headers["Cache-Control"] = PRIVATE
        headers["X-Robots-Tag"] = "noindex"
    elif response.status_code >= 400 or _is_signed_in_browser():
        # An editor's browser asks each time, so that what was just published shows at once.
        headers["Cache-Control"] = PRIVATE
    elif "Cache-Control" not in headers:
        headers["Cache-Control"] = PUBLIC
    return response


def is_for_editors() -> bool:
    """Whether the address is one that only editors use."""
    return request.path.split("/")[1] in {"editor", "sign-in", "sign-out"}


def _is_signed_in_browser() -> bool:
    """Only editors have a cookie; it is not read here, so that no answer depends on it."""
    return current_app.config["SESSION_COOKIE_NAME"] in request.cookies


def _policy() -> str:
    if policy := g.get("policy"):
        return str(policy)
    return SHOWS_PREVIEWS if request.path.startswith("/editor/") else CONTENT_SECURITY_POLICY


def set_file_headers(headers: Headers, path: str, url: str) -> None:  # noqa: ARG001 - all given
    """A file of the front end is what it says it is."""
    headers["X-Content-Type-Options"] = "nosniff"
