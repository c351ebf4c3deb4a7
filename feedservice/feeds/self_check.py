"""The self-check before publication: an edition set in every format, read back and linted. Pure.

What an article is to blame for leaves that article out, and it alone; what none is to blame for is a RenderError, and the
last good documents stay. Only what `lint` calls an error counts: a warning holds up no news.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from feedservice.addresses import document_url
from feedservice.article import Article, Severity
from feedservice.channels import Edition
from feedservice.errors import RenderError
from feedservice.feeds import formats, lint
from feedservice.feeds.formats import Format
from feedservice.feeds.lint import Complaint, SizeOf

#: What must be as in the last edition. Dates may move: an editor states another, or the clock was wrong once.
_REMEMBERED = frozenset({"IdChanged", "DuplicateIds"})
#: What a clock that was wrong once leaves behind: no reason to publish nothing from then on.
_A_WRONG_CLOCK = frozenset({"FeedBehindEntries"})
Set = dict[Format, bytes]


def set_and_read(
    edition: Edition, before: Mapping[str, bytes], size_of: SizeOf, forms: Sequence[Format] = ()
) -> tuple[Set, dict[Article, str]]:
    """The edition in these formats, or in all of its channel's, and the articles left out, with why. Raises RenderError.

    `before` are the documents on the stand by path: ids must be what readers remember.
    `size_of` tells what is served at an address of ours (`lint.lint`).
    """
    documents, left_out = formats.render_all(edition, forms)
    rest = replace(edition, articles=tuple(one for one in edition.articles if one not in left_out))
    complaints = proofread(rest, documents, before, size_of)
    if not complaints:
        return documents, left_out
    blamed = _blamed(rest, complaints)
    rest = replace(rest, articles=tuple(one for one in rest.articles if one not in blamed))
    documents, more = formats.render_all(rest, forms)
    if complaints := proofread(rest, documents, before, size_of):
        raise RenderError("; ".join(_sentence(one) for one in complaints[:3]))
    return documents, {**left_out, **blamed, **more}


def proofread(
    edition: Edition, documents: Mapping[Format, bytes], before: Mapping[str, bytes], size_of: SizeOf
) -> tuple[Complaint, ...]:
    """What makes these documents unfit to be published; nothing when they are fit."""
    found: list[Complaint] = []
    channel, first = edition.channel, next(iter(documents), None)
    for form, body in documents.items():
        path = channel.path + form.path
        address, type_ = document_url(channel.base_url, path), f"{form.media_type}; charset=utf-8"
        is_partners = channel.shows.profile != "plain"
        found += lint.lint(body, content_type=type_, address=address, size_of=size_of, partner=is_partners)
        if form is first and (earlier := before.get(path)):  # the others tell the same, or are told apart below
            found += [one for one in lint.lint_against(earlier, body) if one.rule in _REMEMBERED]
    found += lint.lint_formats({form.title: body for form, body in documents.items()})
    return tuple(one for one in found if one.severity is Severity.ERROR and one.rule not in _A_WRONG_CLOCK)


def _blamed(edition: Edition, complaints: Iterable[Complaint]) -> dict[Article, str]:
    """The articles that complaints are about. Raises RenderError when one is about none of them."""
    by_id = {article.id: article for article in edition.articles}
    blamed: dict[Article, str] = {}
    for complaint in complaints:
        article = by_id.get(complaint.entry_id)
        if article is None:
            raise RenderError(_sentence(complaint))
        blamed.setdefault(article, _sentence(complaint))
    return blamed


def _sentence(complaint: Complaint) -> str:
    return f"{complaint.rule}: {complaint.what} {complaint.where}".strip()
