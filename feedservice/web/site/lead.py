"""Which story leads a page. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from feedservice.article import Article

#: A photo makes a story the lead only among so many of the newest; no old story leads for its photo.
_AMONG = 5
#: Narrower pictures are blurred where the lead stands.
_LEAST_PX = 600


def with_lead_first(articles: Sequence[Article], pinned: Article | None = None) -> list[Article]:
    """The stories of a page, the one that leads it first, the others in their order.

    The lead is what an editor `pinned`, however old and with or without a photo; else the newest of the first few that has a photo
    wide enough, else the newest.
    """
    lead = pinned or next((one for one in articles[:_AMONG] if _can_lead(one)), None)
    return list(articles) if lead is None else [lead, *(one for one in articles if one.id != lead.id)]


def _can_lead(article: Article) -> bool:
    photo = article.photos[0].enclosure if article.photos else None
    return photo is not None and photo.width_px >= _LEAST_PX and photo.width_px >= photo.height_px
