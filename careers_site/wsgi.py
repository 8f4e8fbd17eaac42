"""The application for a WSGI server, warm before its first reader comes."""

from careers_site.app import create_app
from careers_site.serving import warm

app = create_app()
warm(app)
