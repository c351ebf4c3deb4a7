"""The pages by which editors upload articles and photos, and see what became of them. Touches: disk (writes into the content folder's hidden place), database, clock, chance.

What is sent waits hidden in the content folder, and an order asks the press to put it in its place: the press alone knows what
is read and what is not. Names that are taken are asked about first.
"""

from __future__ import annotations

import logging
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from flask import Blueprint, Response, abort, redirect, request
from werkzeug.wrappers import Response as AnyResponse

from feedservice.channels import channel_slug
from feedservice.errors import OrderError, StoreError
from feedservice.folder.uploads import staging
from feedservice.folder.uploads.staging import Upload
from feedservice.folder.uploads.upload_names import name_problem, section_problem
from feedservice.store.orders.order_book import PressOrder, What
from feedservice.text.amounts import many
from feedservice.text.unicode import composed, one_line
from feedservice.web.access.guard import answer
from feedservice.web.desk.actions import order_forms
from feedservice.web.desk.actions.action_pages import may_act
from feedservice.web.desk.actions.order_forms import MOST_NAME_CHARACTERS, OrderForm
from feedservice.web.desk.desk_shut import shut
from feedservice.web.desk.uploads.received import MOST_FILES, drain, receive
from feedservice.web.desk.uploads.sending_failed import disk_refuses, failed
from feedservice.web.responses import page, settings, store

_log = logging.getLogger(__name__)

blueprint = Blueprint("uploads", __name__)
blueprint.register_error_handler(StoreError, shut)

UPLOAD = "/desk/upload"
#: By this a server says in the environ that too many bodies of requests are read just now for this one to be (`granian_server`).
UNREAD = "feedservice.unread"
#: What is done with names that are taken: as `placing` has it, or nothing.
_CHOICES = ("replace", "beside", "leave")
_MOST_NAMED = 300


def may_upload() -> bool:
    """Whether files can be uploaded at this desk."""
    return settings().desk_upload and may_act()


@blueprint.before_request
def _only_where_one_may() -> None:
    if not may_upload():
        abort(404, "At this desk nothing can be uploaded.")


@blueprint.app_context_processor
def _told() -> dict[str, object]:
    return {"may_upload": may_upload}


@blueprint.get(UPLOAD)
def upload_form() -> AnyResponse:
    """The form; `section` chooses one beforehand."""
    if problem := staging.cannot_write(settings().content_dir):
        return answer(503, "No upload here", f"{problem} Drop the files into the folder itself, or tell your operator.")
    staging.sweep(settings().content_dir, datetime.now(UTC))
    return _form(request.args.get("section", "")[:_MOST_NAMED])


@blueprint.post(UPLOAD)
def send() -> AnyResponse:
    """Take what is sent, if the form was made for this visit: all of it, or nothing."""
    chosen, form = settings(), OrderForm.asked_for(request.args)
    if refused := _not_to_be_read(form):
        drain(request.environ, chosen.upload_limit_bytes)
        return refused
    try:
        folder = staging.begin(chosen.content_dir, form.nonce)
    except OSError as error:
        drain(request.environ, chosen.upload_limit_bytes)
        return disk_refuses(error)
    try:
        fields, sent = receive(request.environ, folder, chosen.upload_limit_bytes)
        return _sent(form.nonce, fields, sent)
    except BaseException as error:
        staging.discard(chosen.content_dir, form.nonce)
        return failed(error)


def _not_to_be_read(form: OrderForm) -> AnyResponse | None:
    """What is answered before anything is read of what is sent; nothing when it is to be taken."""
    if request.environ.get(UNREAD):
        return answer(503, "Nothing was sent", "Others are uploading just now. Wait a moment, and send it again.")
    if wrong := order_forms.wrong_with(form):
        return answer(403, "Nothing was sent", wrong.replace("ordered", "sent"))
    if problem := staging.cannot_write(settings().content_dir):
        return answer(503, "Nothing was sent", problem)
    return _sent_before(form.nonce)


def _sent_before(token: str) -> AnyResponse | None:
    """Where a form that is sent twice leads: to what came of it the first time."""
    if before := _ordered_before(token):
        return before
    if staging.find(settings().content_dir, token):
        return _to(f"{UPLOAD}/{token}")
    is_begun = staging.is_begun(settings().content_dir, token)
    return answer(409, "Being sent", "These files are being sent already. Wait for that.") if is_begun else None


def _ordered_before(token: str) -> AnyResponse | None:
    with store().reading() as asked:
        known = asked.orders.with_nonce(token)
    return _to(f"/desk/uploads/{known}") if known else None


def _sent(token: str, fields: Any, sent: tuple[staging.Sent, ...]) -> AnyResponse:
    """What is done with an upload that has come whole: refused, asked about, or ordered. Raises OSError, OrderError, StoreError."""
    root = settings().content_dir
    section = _section(fields)
    who = order_forms.who() or one_line(fields.get("name", ""))[:MOST_NAME_CHARACTERS].strip()
    folder = staging.section_folder(root, section) if not section_problem(section) else root
    problems = [*_problems(section, folder, sent)]
    if not who:
        problems.append(("", "Nobody said who sends this.", "Say your name: it is kept with the upload."))
    if problems:
        staging.discard(root, token)
        return _form(section, problems, 422)
    section = Path(folder).relative_to(root).as_posix().removeprefix(".")
    taken = staging.lying(Path(folder), [composed(one.name) for one in sent])
    staging.keep(root, token, Upload(section, sent, taken, who))
    if taken:
        return _named(_to(f"{UPLOAD}/{token}"), who)
    return _ordered(token, Upload(section, sent, taken, who), "")


def _section(fields: Any) -> str:
    """The section that was chosen; of a new one the name, or that of the section that readers would see as the same."""
    new = one_line(fields.get("new_section", "")[: 4 * _MOST_NAMED])[:_MOST_NAMED].strip()
    if not new:
        return composed(fields.get("section", "")[:_MOST_NAMED])
    with store().reading() as asked:
        return next((one for one in asked.receipts.folders() if channel_slug(one) == channel_slug(new)), new)


def _problems(section: str, folder: object, sent: tuple[staging.Sent, ...]) -> list[tuple[str, str, str]]:
    """What is wrong by the names alone, which must not even reach the press: where, what, how to put it right."""
    found = []
    if problem := section_problem(section):
        found.append((section, *problem))
    elif isinstance(folder, str):
        found.append((section, folder, "Choose another section."))
    if not sent:
        found.append(("", "No file was chosen.", "Choose an article and its photos."))
    return found + [(one.name, *problem) for one in sent if (problem := name_problem(one.name))]


def _form(section: str, problems: list[tuple[str, str, str]] | None = None, status: int = 200) -> Response:
    form = OrderForm(What.UPLOAD.value, "", "", "", "", order_forms.nonce(), order_forms.now_in_seconds())
    mark, cookie = order_forms.marked(form)
    with store().reading() as asked:
        folders = list(asked.receipts.folders())
    response = page(
        "desk_upload.html", status=status, cache="no-store", folders=folders, section=section, problems=problems or [],
        action=form.address(f"{settings().public_path}{UPLOAD}", mark), user=order_forms.who(),
        name=order_forms.named_before(), most_files=MOST_FILES, limit_bytes=settings().upload_limit_bytes,
    )  # fmt: skip
    order_forms.keep_cookie(response, cookie)
    return response


def _ordered(token: str, upload: Upload, choice: str) -> AnyResponse:
    """Order the press to put it in its place, and lead to what comes of it. Raises OrderError and StoreError."""
    names = ", ".join(one.name for one in upload.files)
    given = PressOrder(
        What.UPLOAD, token, upload.who, "desk", datetime.now(UTC),
        path=upload.section, headline=names[:_MOST_NAMED], seen=choice,
    )  # fmt: skip
    with store().writing() as changes:
        number = changes.orders.give(given, token)
    _log.info(
        "%s sent at the desk by %s for %s", many(len(upload.files), "file"), upload.who, upload.section or "the top"
    )
    return _named(_to(f"/desk/uploads/{number}"), upload.who)


@blueprint.get(f"{UPLOAD}/<token>")
def taken_names(token: str) -> AnyResponse:
    """What is to become of names that are there already: what each choice does, and its button."""
    upload = staging.find(settings().content_dir, token)
    if upload is None:
        abort(404, "Nothing waits here for an answer. Files that nobody decides on are thrown away after a day.")
    forms, cookie = {}, ""
    for choice in _CHOICES:
        form = OrderForm(What.UPLOAD.value, token, "", "", choice, token, order_forms.now_in_seconds())
        mark, cookie = order_forms.marked(form, cookie)
        forms[choice] = form.address(f"{settings().public_path}{UPLOAD}/{token}", mark)
    response = page("desk_taken.html", cache="no-store", upload=upload, forms=forms)
    order_forms.keep_cookie(response, cookie)
    return response


@blueprint.post(f"{UPLOAD}/<token>")
def decide(token: str) -> AnyResponse:
    """Do what was chosen, if the form was made for this visit."""
    form, root = OrderForm.asked_for(request.args), settings().content_dir
    if wrong := order_forms.wrong_with(form):
        return answer(403, "Nothing was sent", wrong.replace("ordered", "sent"))
    if before := _ordered_before(token):
        return before
    upload = staging.find(root, token)
    if upload is None or form.subject != token or form.seen not in _CHOICES:
        abort(404, "Nothing waits here for an answer. Send the files again.")
    if form.seen == "leave":
        staging.discard(root, token)
        return _to("/desk")
    try:
        return _ordered(token, upload, form.seen)
    except OrderError as error:
        return answer(429, "Nothing was sent", str(error))


def _to(path: str) -> AnyResponse:
    return redirect(f"{settings().public_path}{path}", 303)


def _named(response: AnyResponse, who: str) -> AnyResponse:
    if not order_forms.who():
        order_forms.remember_name(response, who)
    return response
