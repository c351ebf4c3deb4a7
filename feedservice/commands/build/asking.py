"""The web application asked within this process: what it answers is what a reader would get. Touches: database, disk (reads only).

So there is one maker of pages, and a file differs from what the service answers in nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from html import escape
from typing import Any

from flask import Flask
from werkzeug.exceptions import Gone
from werkzeug.test import create_environ

from feedservice.addresses import document_url
from feedservice.commands.build.wanted import Wanted
from feedservice.feeds.formats.content_coding import code
from feedservice.web.responses import FOR_A_MINUTE

#: What a coded file is called, after the plain one: as servers of files look for it.
ENDINGS: Mapping[str, str] = {"gzip": ".gz", "br": ".br", "zstd": ".zst"}
#: Kinds of text, which are worth coding.
_TEXTS = ("text/", "application/xml", "application/javascript", "image/svg+xml")
_FOUND = 200
_GONE = "This was published once and has been withdrawn, or has ended. The front page has what there is now."


@dataclass(frozen=True, slots=True)
class Answer:
    """What was answered to one request."""

    status: int
    headers: Mapping[str, str]
    body: bytes


class Asking:
    """Asks one application as a plain reader does, by the address that readers use."""

    def __init__(self, app: Flask, public_url: str) -> None:
        self._app = app
        self._public_url = public_url

    def ask(self, address: str, coding: str = "identity", method: str = "GET") -> Answer:
        """Ask for an address, in a content coding."""
        environ = create_environ(address, f"{self._public_url}/", method=method, headers={"Accept-Encoding": coding})
        told: list[tuple[int, dict[str, str]]] = []

        def start_response(status: str, headers: list[tuple[str, str]], _: Any = None) -> Any:
            told.append((int(status[:3]), dict(headers)))

        body = _whole(self._app.wsgi_app(environ, start_response))
        status, headers = told[-1]
        return Answer(status, headers, body)

    def coded(self, address: str, answer: Answer) -> dict[str, bytes]:
        """The bytes of an answer by the ending of their file: plain, and in every coding it is worth having them in.

        Of feeds the application has them ready; pages it would make anew for each coding, to the same bytes.
        """
        files = {"": answer.body}
        if answer.headers.get("Content-Type", "").startswith(_TEXTS):
            files |= {ENDINGS[coding]: body for coding, body in code(answer.body).items()}
        elif "Accept-Encoding" in answer.headers.get("Vary", ""):
            for coding, ending in ENDINGS.items():
                other = self.ask(address, coding)
                if other.headers.get("Content-Encoding") == coding and _is_of(other, answer, coding):
                    files[ending] = other.body
        return files

    def stand_ins(self, moved: Mapping[str, str], wanted: Mapping[str, Wanted]) -> dict[str, Answer]:
        """What stands, by file, at addresses that moved, where nobody sends readers on: a page that leads on, or the same again."""
        of_address = {one.address: one for one in wanted.values()}
        found: dict[str, Answer] = {}
        for address, target in moved.items():
            one = of_address.get(target)
            if one is None or one.status != _FOUND or address.endswith("/"):
                continue
            is_page = one.file.endswith(".html")
            file = f"{address[1:]}.html" if is_page else address[1:]
            if file not in wanted:
                found[file] = self._leading_on(target) if is_page else self.ask(target)
        return found

    def _leading_on(self, target: str) -> Answer:
        """A page that leads to another, for people and for search engines."""
        url = escape(document_url(self._public_url, target))
        body = (
            f'<!DOCTYPE html><html lang="en"><meta charset="utf-8"><title>Moved</title><meta http-equiv="refresh" '
            f'content="0; url={url}"><link rel="canonical" href="{url}"><p>This page has moved: <a href="{url}">{url}</a></p></html>\n'
        )
        headers = {"Content-Type": "text/html; charset=utf-8", "Cache-Control": FOR_A_MINUTE}
        return Answer(_FOUND, headers, body.encode())

    def gone_page(self) -> bytes:
        """The page for what is gone and has no page of its own."""
        with self._app.test_request_context("/410.html", base_url=f"{self._public_url}/"):
            answer = self._app.make_response(self._app.handle_http_exception(Gone(_GONE)))
            return answer.get_data()


def _is_of(coded: Answer, plain: Answer, coding: str) -> bool:
    """Whether a coded answer is of the same bytes as the plain one: a press may have put another edition up between."""
    return coded.headers.get("ETag") == f'{plain.headers.get("ETag", "")[:-1]}-{coding}"'


def _whole(parts: Iterable[bytes]) -> bytes:
    try:
        return b"".join(parts)
    finally:
        close = getattr(parts, "close", None)
        if close is not None:
            close()
