"""The whole service for any WSGI server: `flask --app wsgi run`, `gunicorn -w 2 wsgi:app` (docs/operators.md)."""

from feedservice.settings import load
from feedservice.standby import create_service

app = create_service(load())
