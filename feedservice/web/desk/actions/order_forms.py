"""The form of one order: what it says, who sends it, and the mark that makes it ours. Touches: clock, chance, what `doorkeeper` touches.

Whatever a form says stands in its address, for `feedservice run` reads no bodies of requests (`service.granian_server`), and
nothing of ours needs a script. A GET of that address only shows; what is sent by POST must carry the mark.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import astuple, dataclass
from datetime import UTC, datetime
from urllib.parse import urlencode

from flask import request
from werkzeug.wrappers import Response

from feedservice.article.other_values import MOST_VALUE_CHARACTERS
from feedservice.text.unicode import one_line
from feedservice.web.access.guard import admitted, doorkeeper
from feedservice.web.access.order_marks import is_fresh, is_order_cookie, is_our_order, is_same_origin, order_mark

#: In letters of three bytes each they are still an address that every server takes.
MOST_REASON_CHARACTERS, MOST_NAME_CHARACTERS = 400, 60
_LONGEST_SUBJECT = 4096
#: What stands before a value that a form says: it may be an empty one.
SAID = "="
_NONCE_BYTES = 16
#: How long a browser knows the name that its editor gave: a year.
_NAME_LIFE_SECONDS = 365 * 24 * 3600


@dataclass(frozen=True, slots=True)
class OrderForm:
    """All that one form says. `subject` is the key of an article or the path of a file; `made` is in seconds after 1970.

    Of orders on words, `field` names the field, or numbers the note; `value` is what is said of it behind `SAID`, nothing when
    nothing is said yet.
    """

    what: str
    subject: str
    reason: str
    name: str
    seen: str = ""
    nonce: str = ""
    made: str = ""
    field: str = ""
    value: str = ""

    @classmethod
    def asked_for(cls, sent: Mapping[str, str]) -> OrderForm:
        """The form that an address says, in legible letters and no longer than it may be."""
        return cls(
            sent.get("what", "")[:20],
            sent.get("subject", "")[:_LONGEST_SUBJECT],
            one_line(sent.get("reason", "")[: 4 * MOST_REASON_CHARACTERS])[:MOST_REASON_CHARACTERS].strip(),
            one_line(sent.get("name", named_before())[: 4 * MOST_NAME_CHARACTERS])[:MOST_NAME_CHARACTERS].strip(),
            sent.get("seen", "")[:100],
            sent.get("nonce", "")[:40],
            sent.get("made", "")[:12],
            sent.get("field", "")[:20],
            _value(sent),
        )

    def address(self, path: str, mark: str) -> str:
        """The address that the form is sent to."""
        said = {name: getattr(self, name) for name in self.__dataclass_fields__}
        return f"{path}?{urlencode({**said, 'mark': mark})}"


def _value(sent: Mapping[str, str]) -> str:
    """The value that a form says: one of those it offers, one of its own, or none; nothing when it says nothing."""
    pick = sent.get("pick", "own" if sent.get("own") else "")
    text = sent.get("own", "") if pick == "own" else "" if pick == "none" else pick or sent.get("value", "")
    said = one_line(text[: 4 * MOST_VALUE_CHARACTERS])[: MOST_VALUE_CHARACTERS + 1].strip()
    if pick == "none":
        return SAID
    return f"{SAID}{said}" if said and pick == "own" else said


def nonce() -> str:
    """A name for a form that no other has; so what is sent twice is ordered once."""
    return secrets.token_urlsafe(_NONCE_BYTES)


def now_in_seconds() -> str:
    """When a form is made."""
    return str(int(datetime.now(UTC).timestamp()))


def who() -> str:
    """Whom a proxy names as the one who acts; nothing when none does."""
    return admitted().user


def named_before() -> str:
    """The name that was given in this browser with an order before."""
    try:
        given = bytes.fromhex(request.cookies.get(_name_cookie(), "")[: 8 * MOST_NAME_CHARACTERS]).decode()
    except ValueError:
        return ""
    return one_line(given)[:MOST_NAME_CHARACTERS].strip()


def remember_name(response: Response, name: str) -> None:
    """Let the browser know whose orders come from it."""
    _set(response, _name_cookie(), name.encode("utf-8", "replace").hex(), _NAME_LIFE_SECONDS)


def marked(form: OrderForm, given: str = "") -> tuple[str, str]:
    """The mark of a form, and the cookie that must come with it: the browser's own, if it has one, or is `given` one."""
    kept = request.cookies.get(_cookie(), "") or given
    cookie = kept if is_order_cookie(kept) else secrets.token_urlsafe(2 * _NONCE_BYTES)
    return order_mark(cookie, _visit(), astuple(form)), cookie


def keep_cookie(response: Response, cookie: str) -> None:
    """Let the browser have the cookie that its forms are marked with."""
    _set(response, _cookie(), cookie, 12 * 3600)


def wrong_with(form: OrderForm) -> str:
    """Why the form that was sent is not believed; nothing when it is."""
    headers, public_url = request.headers, doorkeeper().settings.public_url
    site = headers.get("Sec-Fetch-Site", "")
    if not is_same_origin(headers.get("Origin", ""), site, headers.get("Host", ""), public_url):
        return "This form was sent by another site. Nothing was ordered."
    if not is_our_order(request.args.get("mark", ""), request.cookies.get(_cookie(), ""), _visit(), astuple(form)):
        return "This form was not made for your visit, or your browser keeps no cookies. Nothing was ordered. Open the desk and try again."
    if not form.nonce or not is_fresh(form.made, datetime.now(UTC)):
        return "This form has lain open too long. Nothing was ordered. Open the desk and look at it again."
    return ""


def _visit() -> tuple[str, str, str]:
    session, credentials = admitted().session, doorkeeper().credentials
    return session.name if session else "", admitted().user, credentials.key if credentials else ""


def _cookie() -> str:
    return f"{doorkeeper().cookie}-orders"


def _name_cookie() -> str:
    return f"{doorkeeper().cookie}-name"


def _set(response: Response, name: str, value: str, seconds: int) -> None:
    """A cookie that no script sees and that comes with no form of another site."""
    is_https = doorkeeper().is_https
    response.set_cookie(name, value, max_age=seconds, path="/", secure=is_https, httponly=True, samesite="Lax")
