"""The bare page that ours is compared with: Flask, one template, FTS5, three facets, no more."""

from __future__ import annotations

import os
import threading
from pathlib import Path

from flask import Flask, render_template_string, request

from bench.asking import Asked
from bench.peers import FACETS, Fts5

app = Flask(__name__)
# A connection is for one thread.
here = threading.local()
PAGE = """<!doctype html><title>{{ words }}: {{ answer.total }} courses</title>
<h1>{{ answer.total }} courses</h1>
<form><input name="q" value="{{ words }}"><button>Search</button></form>
{% for name, facet in facets %}<h2>{{ name }}</h2><ul>
{% for value, count in facet %}<li>{{ value }} ({{ count }})</li>{% endfor %}</ul>{% endfor %}
<ol>{% for course in courses %}<li><a href="/courses/{{ course[0] }}">{{ course[0] }}</a>
 {{ course[1] }} {{ course[2] }} {{ course[3] }}</li>{% endfor %}</ol>"""


@app.get("/courses")
def courses() -> str:
    if not hasattr(here, "peer"):
        here.peer = Fts5(Path(os.environ["FTS5"]))
    filters = tuple((key, request.args[key]) for key in FACETS if key in request.args)
    asked = Asked("", request.args["q"], filters)
    answer = here.peer.answer(asked)
    return render_template_string(
        PAGE,
        words=asked.words,
        answer=answer,
        facets=list(zip(FACETS, answer.facets, strict=True)),
        courses=here.peer.rows(answer.first),
    )
