"""The whole service for any WSGI server: `flask --app wsgi run`, `gunicorn -w 2 wsgi:app` (docs/operators.md)."""

from feedservice.service.wsgi_service import create_service
from feedservice.settings.sources import load

app = create_service(load())
