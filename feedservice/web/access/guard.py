"""The guard in front of the views: whoever may not enter gets a plain answer instead. Touches: what `doorkeeper` touches.

Guarded is by its address, so that no page of the desk can be forgotten. Others ask `is_insider`, as health does.
"""

from __future__ import annotations

from urllib.parse import urlencode

from flask import Flask, Response, current_app, g, redirect, request
from werkzeug.wrappers import Response as AnyResponse

from feedservice.settings import Settings
from feedservice.web.access.admission import Verdict, is_broken
from feedservice.web.access.doorkeeper import Admission, Doorkeeper
from feedservice.web.access.sessions import logout_mark
from feedservice.web.responses import page

#: What begins so is for insiders, and for no cache.
GUARDED = ("/desk", "/metrics")
LOGIN, LOGOUT = "/desk/login", "/desk/logout"
#: Servers and browsers take addresses of a few thousand letters.
_LONGEST_WAY_BACK = 1_000
_CHALLENGE = 'Basic realm="desk", charset="UTF-8"'

_ANSWERS = {
    Verdict.BROKEN: (400, "Not understood", "The request must name one host."),
    Verdict.ELSEWHERE: (421, "Not here", "The desk does not answer under this name. Ask for it at {desk}."),
    Verdict.PASSWORD: (401, "The desk is locked", "The password of the desk is wanted."),
    Verdict.UNNAMED: (403, "The desk is locked", "The desk is entered through the proxy that knows who you are."),
    Verdict.CLOSED: (
        403,
        "The desk is off",
        "It is entered with its password here, and none is set. Who runs this service sets one: feedservice password.",
    ),
}


def register(app: Flask, settings: Settings) -> None:
    """Put the guard in front of an application."""
    app.extensions["doorkeeper"] = Doorkeeper(settings)
    app.before_request(_stop)
    app.after_request(_keep_private)
    app.context_processor(_visit)


def notice_of(app: Flask) -> str:
    """What whoever starts an application should know of its desk; nothing where all is as it should be."""
    found: Doorkeeper = app.extensions["doorkeeper"]
    return found.notice()


def doorkeeper() -> Doorkeeper:
    """The doorkeeper of this application."""
    found: Doorkeeper = current_app.extensions["doorkeeper"]
    return found


def admitted() -> Admission:
    """What the doorkeeper says of this request; asked once."""
    if "admission" not in g:
        g.admission = doorkeeper().judge(request)
    found: Admission = g.admission
    return found


def is_insider() -> bool:
    """Whether who asks may see what is not for everyone: the desk, health in detail, metrics."""
    return admitted().enters


def refusal() -> AnyResponse | None:
    """What is to be answered instead of what was asked for; nothing for those who may enter."""
    found = admitted()
    if found.enters:
        return None
    if found.wait_seconds:
        return too_many(found.wait_seconds)
    if found.verdict is Verdict.PASSWORD and not found.is_refused and _is_browser() and doorkeeper().settings.desk:
        back = request.full_path.removesuffix("?")
        onward = {"next": back} if len(back) <= _LONGEST_WAY_BACK else {}
        return redirect(f"{LOGIN}?{urlencode(onward)}", 303)
    status, title, sentence = _ANSWERS[found.verdict]
    response = answer(status, title, sentence.format(desk=f"{doorkeeper().settings.public_url}/desk"))
    if status == 401:
        response.headers["WWW-Authenticate"] = _CHALLENGE
    return response


def ask_browser() -> Response:
    """That the browser, or the program, is to ask for the password itself."""
    if admitted().wait_seconds:
        return too_many(admitted().wait_seconds)
    response = answer(*_ANSWERS[Verdict.PASSWORD])
    response.headers["WWW-Authenticate"] = _CHALLENGE
    return response


def too_many(seconds: int) -> Response:
    """That too many passwords were tried, and when the next may be."""
    wait = f"{seconds} seconds" if seconds < 90 else f"{round(seconds / 60)} minutes"
    response = answer(429, "Too many attempts", f"Too many passwords were tried. Try again in {wait}.")
    response.headers["Retry-After"] = str(seconds)
    return response


def answer(status: int, title: str, sentence: str) -> Response:
    """A sentence: as a page for people, as plain text for programs."""
    if _is_browser():
        return page("message.html", status=status, cache="no-store", title=title, message=sentence)
    return Response(f"{sentence}\n", status, {"Cache-Control": "no-store"}, mimetype="text/plain")


def _is_browser() -> bool:
    return "text/html" in request.headers.get("Accept", "") or "Sec-Fetch-Mode" in request.headers


def _is_guarded() -> bool:
    rule = request.url_rule.rule if request.url_rule else ""
    return any(rule == place or rule.startswith(f"{place}/") for place in GUARDED)


def _stop() -> AnyResponse | None:
    """What comes before every view; of what is open to all only requests that no server may answer are stopped."""
    if is_broken(request.headers.get("Host", ""), request.environ.get("SERVER_PROTOCOL", "")):
        return answer(*_ANSWERS[Verdict.BROKEN])
    if not _is_guarded():
        return None
    is_at_door = request.path in (LOGIN, LOGOUT) and admitted().verdict is Verdict.PASSWORD
    return None if is_at_door else refusal()


def _keep_private(response: Response) -> Response:
    """Whatever becomes of a guarded address, its errors among it, no cache keeps it and no other site shows or reads it."""
    if _is_guarded():
        response.headers["Cache-Control"] = "no-store"
        response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
        response.headers["Cross-Origin-Opener-Policy"] = "same-origin"
        response.headers["X-Content-Type-Options"] = "nosniff"
    return response


def _visit() -> dict[str, str]:
    """What guarded pages show of who looks at them: a name, or the form that ends a session."""
    found: Admission | None = g.get("admission") if _is_guarded() else None
    credentials = doorkeeper().credentials
    if found is None or not found.enters:
        return {}
    mark = logout_mark(found.session, credentials.key) if found.session and credentials else ""
    return {"visitor": found.user, "logout_mark": mark}
