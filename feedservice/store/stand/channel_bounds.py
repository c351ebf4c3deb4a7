"""The bounds of channels of the long tail, by SQL, for all of them in one statement. Pure.

`typeset` has the same of the channels that it sets, where their articles are at hand.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, case, func, select, type_coerce

from feedservice.channels import Kind
from feedservice.store.schema import OUT_OF_PRINT, article, channel, listing


def floor(full: int) -> ColumnElement[Any]:
    """The date of a channel's last article, when it is full; months show all they have."""
    mine = (listing.c.kind == channel.c.kind, listing.c.slug == channel.c.slug, listing.c.in_print.is_(True))
    last = select(listing.c.published).where(*mine).order_by(listing.c.published.desc()).limit(1).offset(full - 1)
    return case((channel.c.kind != Kind.MONTH.value, last.correlate(channel).scalar_subquery()), else_=None)


def first_end(at: datetime, life: timedelta) -> ColumnElement[Any]:
    """When the first tombstone of a channel runs out; months have none."""
    mine = (listing.c.kind == channel.c.kind, listing.c.slug == channel.c.slug, listing.c.in_print.is_(False))
    left = select(func.min(type_coerce(article.c.left, BigInteger))).join(listing, listing.c.article_id == article.c.id)
    first = left.where(*mine, article.c.left > at - life, OUT_OF_PRINT).correlate(channel).scalar_subquery()
    lasts = life // timedelta(microseconds=1)
    return case((channel.c.kind != Kind.MONTH.value, type_coerce(first, BigInteger) + lasts), else_=None)
