"""The web side for any WSGI server: `granian --interface wsgi wsgi:app`. The press runs elsewhere (docs/operators.md)."""

from feedservice.settings import load
from feedservice.web import create_app

app = create_app(load())
