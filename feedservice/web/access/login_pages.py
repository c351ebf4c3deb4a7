"""Where the desk's password is given, and where a session ends. Touches: what `doorkeeper` touches; chance.

The form comes in headers, put there by a script, for `feedservice run` reads no bodies (`service.granian_server`); the
password in `Authorization`, which logs of proxies leave out as no other. Without script the browser asks for the password
itself (HTTP Basic, RFC 7617), and gets a session for it as well.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Mapping
from datetime import UTC, datetime
from urllib.parse import parse_qsl

from flask import Blueprint, Response, redirect, request
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.wrappers import Response as AnyResponse

from feedservice.web.access.credentials import Credentials
from feedservice.web.access.guard import GUARDED, LOGIN, LOGOUT, admitted, answer, ask_browser, doorkeeper, too_many
from feedservice.web.access.sessions import FORM_LIFE, SESSION_LIFE, form_mark, is_logout_of, is_our_form
from feedservice.web.responses import page

blueprint = Blueprint("login", __name__)

#: A form with a password, a mark and an address to go on to is smaller.
_FORM_BYTES = 8_000
#: A form as a script sends it, written as in an address, without the password. No other site can send it: browsers ask us
#: first, and we say nothing.
_FORM_HEADER = "Desk-Form"
#: Where one may go on to: a guarded address of ours, and no other site's (`//`, `/\`).
_ONWARD = re.compile(rf"(?:{'|'.join(map(re.escape, GUARDED))})(?:[/?][!-\[\]-~]*)?")


@blueprint.get(LOGIN)
def login() -> AnyResponse:
    """The form that asks for the password; who may enter already goes on."""
    onward = _onward(request.args.get("next", ""))
    credentials = doorkeeper().credentials
    if admitted().enters or credentials is None:
        return redirect(onward, 303)
    return _form(credentials, onward)


@blueprint.post(LOGIN)
def enter() -> AnyResponse:
    """A session for whoever gives the password; others get the form again, which does not say more than that."""
    credentials = doorkeeper().credentials
    fields = _fields()
    onward = _onward(fields.get("next", request.args.get("next", "")))
    if credentials is None:
        return redirect(onward, 303)
    if not fields:
        return _entered(onward, credentials) if admitted().enters else ask_browser()
    cookie, now = request.cookies.get(_form_cookie(), ""), datetime.now(UTC)
    if not is_our_form(fields.get("mark", ""), cookie, credentials.key, now):
        return _form(credentials, onward, "The form was too old, or your browser keeps no cookies. Try again.", 400)
    is_right, wait_seconds = _tried(fields, credentials)
    if wait_seconds:
        return too_many(wait_seconds)
    if not is_right:
        return _form(credentials, onward, "That is not the password.", 403)
    return _entered(onward, credentials)


def _tried(fields: Mapping[str, str], credentials: Credentials) -> tuple[bool, int]:
    """Whether the password that came with a form is right; or how long to wait, and then it was not tried.

    What came in `Authorization` was tried at the door.
    """
    if "password" in fields:
        trial = doorkeeper().guess(fields["password"], request, credentials)
        return trial.is_right, trial.wait_seconds
    return admitted().enters, admitted().wait_seconds


def _entered(onward: str, credentials: Credentials) -> AnyResponse:
    response = redirect(onward, 303)
    _set(response, doorkeeper().cookie, doorkeeper().new_session(credentials), int(SESSION_LIFE.total_seconds()))
    _set(response, _form_cookie(), "", 0)
    return response


@blueprint.post(LOGOUT)
def leave() -> AnyResponse:
    """The end of the session, if the form was made for it."""
    session, credentials = admitted().session, doorkeeper().credentials
    if session is not None and credentials is not None:
        if not is_logout_of(session, request.args.get("mark", ""), credentials.key):
            return answer(
                400, "Not logged out", "This form was not made for your session. Open the desk and try again."
            )
        doorkeeper().end(session)
    response = redirect(LOGIN, 303)
    _set(response, doorkeeper().cookie, "", 0)
    return response


def _fields() -> dict[str, str]:
    """The fields of the form that was sent; none when it is larger than ours can be, and then it is not read."""
    sent = request.headers.get(_FORM_HEADER)
    if sent is not None:
        fields = dict(parse_qsl(sent, keep_blank_values=True)) if len(sent) <= _FORM_BYTES else {}
        fields.pop("password", None)  # whoever sends it here has told it to a log
        return fields
    request.max_content_length = request.max_form_memory_size = _FORM_BYTES
    try:
        return request.form.to_dict()
    except RequestEntityTooLarge:
        return {}


def _onward(wished: str) -> str:
    return wished if _ONWARD.fullmatch(wished) and not wished.startswith((LOGIN, LOGOUT)) else "/desk"


def _form(credentials: Credentials, onward: str, wrong: str = "", status: int = 200) -> Response:
    kept, now = request.cookies.get(_form_cookie(), ""), datetime.now(UTC)
    goes_on = is_our_form(kept, kept, credentials.key, now)  # another form may lie open in this browser
    mark = kept if goes_on else form_mark(secrets.token_urlsafe(16), credentials.key, now)
    response = page("login.html", status=status, cache="no-store", mark=mark, onward=onward, wrong=wrong)
    _set(response, _form_cookie(), mark, int(FORM_LIFE.total_seconds()))
    return response


def _form_cookie() -> str:
    return f"{doorkeeper().cookie}-form"


def _set(response: AnyResponse, name: str, value: str, seconds: int) -> None:
    """A cookie that no script sees and no other site can use but by a plain link (decision 0028 says why Lax)."""
    response.set_cookie(
        name, value, max_age=seconds, path="/", secure=doorkeeper().is_https, httponly=True, samesite="Lax"
    )
