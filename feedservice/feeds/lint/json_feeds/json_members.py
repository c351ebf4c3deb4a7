"""The members of a JSON Feed 1.1, as tables: what type each is, what its text means, whether it must be there. Pure."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class MemberRule:
    """A member: its type, how the type is called, what its text means."""

    type_: type | tuple[type, ...]
    spoken: str
    means: str = ""
    required: bool = False


def _text(means: str = "", *, required: bool = False) -> MemberRule:
    return MemberRule(str, "a text", means, required)


def _list(*, required: bool = False) -> MemberRule:
    return MemberRule(list, "a list", required=required)


_NUMBER = MemberRule((int, float), "a number")
FEED: dict[str, MemberRule] = {
    "version": _text(required=True),
    "title": _text("filled", required=True),
    "home_page_url": _text("address"),
    "feed_url": _text("address"),
    "description": _text("words"),
    "user_comment": _text(),
    "next_url": _text("address"),
    "icon": _text("address"),
    "favicon": _text("address"),
    "author": MemberRule(dict, "an object"),
    "authors": _list(),
    "language": _text("language"),
    "expired": MemberRule(bool, "true or false"),
    "hubs": _list(),
    "items": _list(required=True),
}
ITEM: dict[str, MemberRule] = {
    "id": _text(required=True),
    "url": _text("address"),
    "external_url": _text("address"),
    "title": _text("words"),
    "content_html": _text("html"),
    "content_text": _text(),
    "summary": _text("words"),
    "image": _text("address"),
    "banner_image": _text("address"),
    "date_published": _text("date"),
    "date_modified": _text("date"),
    "author": MemberRule(dict, "an object"),
    "authors": _list(),
    "tags": _list(),
    "language": _text("language"),
    "attachments": _list(),
}
AUTHOR: dict[str, MemberRule] = {"name": _text("filled"), "url": _text("address"), "avatar": _text("address")}
HUB: dict[str, MemberRule] = {"type": _text("filled", required=True), "url": _text("address", required=True)}
ATTACHMENT: dict[str, MemberRule] = {
    "url": _text("address", required=True),
    "mime_type": _text("media type", required=True),
    "title": _text(),
    "size_in_bytes": _NUMBER,
    "duration_in_seconds": _NUMBER,
}
