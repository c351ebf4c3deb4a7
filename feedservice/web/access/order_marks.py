"""Marks on the forms by which editors order something: each good for one browser, one visit and one order. Pure.

A form is believed when a cookie of this browser beside it made its mark, with all that the form says (a signed double-submit
cookie, OWASP's Cross-Site Request Forgery Prevention Cheat Sheet), and when the browser does not say that another site sent
it. Where there is a session its name and the desk's key go in as well. So it needs no secret that web processes share.
"""

from __future__ import annotations

import hmac
import json
import re
from collections.abc import Sequence
from datetime import datetime, timedelta
from urllib.parse import urlsplit

#: How long a form may lie open before it is sent: what it says will happen is of that moment.
ORDER_FORM_LIFE = timedelta(hours=1)
_SLACK = timedelta(minutes=1)
#: What a cookie of ours looks like: `secrets.token_urlsafe`.
_COOKIE = re.compile(r"[A-Za-z0-9_-]{22,64}")
_SECONDS = re.compile(r"\d{1,12}")


def is_order_cookie(value: str) -> bool:
    """Whether a cookie may be one that we gave."""
    return _COOKIE.fullmatch(value) is not None


def order_mark(cookie: str, visit: Sequence[str], said: Sequence[str]) -> str:
    """The mark of a form: `visit` is who looks at it (session, user, the desk's key), `said` all that it orders."""
    told = json.dumps([list(visit), list(said)], ensure_ascii=True)
    return hmac.new(cookie.encode(), told.encode(), "sha256").hexdigest()


def is_our_order(sent: str, cookie: str, visit: Sequence[str], said: Sequence[str]) -> bool:
    """Whether a form was made here, for this browser and this visit, and says what it said then."""
    if not is_order_cookie(cookie):
        return False
    return hmac.compare_digest(sent.encode(), order_mark(cookie, visit, said).encode())


def is_fresh(made: str, now: datetime) -> bool:
    """Whether a form, made so many seconds after 1970, has not lain open too long."""
    if not _SECONDS.fullmatch(made):
        return False
    age = now.timestamp() - int(made)
    return -_SLACK.total_seconds() <= age <= ORDER_FORM_LIFE.total_seconds()


def is_same_origin(origin: str, site: str, host: str, public_url: str) -> bool:
    """Whether a browser says that a page of ours sent a form, or says nothing (programs, and browsers of before 2020).

    `origin` and `site` are the headers Origin (RFC 6454) and Sec-Fetch-Site. A proxy may hand on another Host than was asked
    for, so the public address counts too.
    """
    if site and site != "same-origin":
        return False
    if not origin:
        return True
    sender = urlsplit(origin)
    ours = {host.lower(), urlsplit(public_url).netloc.lower()}
    return sender.scheme in ("http", "https") and bool(sender.netloc) and sender.netloc.lower() in ours
