"""The application for a WSGI server."""

from careers_site import create_app

app = create_app()
