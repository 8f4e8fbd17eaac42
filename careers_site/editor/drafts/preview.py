"""The site as it would be: its own views, asked under the library of a draft."""

from __future__ import annotations

from datetime import date
from urllib.parse import urlsplit

from flask import Response, current_app, g, request
from werkzeug.test import EnvironBuilder

from careers_site.content.library import show
from careers_site.content.parsing import Library
from careers_site.platform.clock import shown_as_on
from careers_site.platform.web.security import PREVIEW

# A link in a preview opens beside it, in the site as it is.
BASE = b'<base target="_blank">'
# Nobody's session belongs into a preview, and what is not a page has none.
CLOSED = ("editor", "sign-in", "sign-out", "static", "api", "healthz", "readyz")


def is_public(address: str) -> bool:
    """Whether an address is one of the site's pages."""
    path = urlsplit(address).path
    return address.startswith("/") and path.lstrip("/").split("/")[0] not in CLOSED


def page(address: str, shown: Library, day: date | None = None) -> Response:
    """The page at an address of this site as the library `shown` would have it, on a `day`.

    The library is shown in an application context of the page's own, so no other request, and
    nothing that is kept, ever sees it.
    """
    with shown_as_on(day):
        found = _ask(address, shown)
        if found.status_code == 301 and found.location and found.location.startswith("/"):
            found = _ask(found.location, shown)
    html = found.get_data().replace(b"<head>", b"<head>" + BASE, 1)
    return Response(html, found.status_code, mimetype=found.mimetype)


def answers(address: str, shown: Library) -> bool:
    """Whether the site as the library would have it has a page at an address."""
    return not is_public(address) or _ask(address, shown).status_code < 400


def framed(response: Response) -> Response:
    """The response may stand in a frame of an editor's page, and nobody keeps it."""
    g.policy = PREVIEW
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _ask(address: str, shown: Library) -> Response:
    app = current_app._get_current_object()  # type: ignore[attr-defined]
    parts = urlsplit(address)
    builder = EnvironBuilder(parts.path, request.host_url, query_string=parts.query)
    # Neither the cookie nor what the browser accepts goes along.
    with app.app_context(), app.request_context(builder.get_environ()):
        show(shown)
        response: Response = app.full_dispatch_request()
        response.get_data()
    return response
