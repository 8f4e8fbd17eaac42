"""The application for a WSGI server."""

from careers_site.app import create_app

app = create_app()
