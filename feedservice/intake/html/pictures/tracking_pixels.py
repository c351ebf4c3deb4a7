"""Pictures that only count visits, from pictures that show something. Pure.

Works on a plain mapping of attributes, whatever parser made it: a counter is no photo of an article, and no part of its
body.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from feedservice.intake.html.pictures.picture_addresses import best_source, is_stand_in

#: Hosts, or their endings, that serve nothing but counters. Sources: EasyPrivacy, the uBlock filters, the VG Wort guide.
COUNTERS = (
    "doubleclick.net", "google-analytics.com", "googletagmanager.com", "googleadservices.com", "scorecardresearch.com", "quantserve.com",
    "pixel.wp.com", "stats.wp.com", "stats.wordpress.com", "feeds.wordpress.com", "bat.bing.com", "analytics.twitter.com", "px.ads.linkedin.com",
    "ct.pinterest.com", "feedsportal.com", "vgwort.de", "ioam.de", "xiti.com", "chartbeat.net", "parsely.com", "mc.yandex.ru", "counter.yadro.ru",
    "top-fwz1.mail.ru", "statcounter.com", "imrworldwide.com", "adnxs.com", "amazon-adsystem.com", "piwik.pro", "matomo.cloud", "hit.gemius.pl",
    "gemius.pl", "2o7.net", "omtrdc.net", "demdex.net", "cnzz.com", "hm.baidu.com", "mailtrack.io", "mixpanel.com", "segment.io", "pixel.mathtag.com",
)  # fmt: skip
_COUNTER_PATH = re.compile(
    r"/(?:pixel|beacon|tracking[-_]?pixel|trk|__utm|piwik|matomo|count(?:er)?)(?:\.(?:gif|png|php|aspx|jpg))?(?:[?/]|$)"
    r"|/track/open|/wf/open|/open\.(?:php|aspx|gif)|facebook\.com/tr\b|feedburner\.com/~r/|/imp\?|[?&]event=(?:open|pageview)",
    re.IGNORECASE,
)
_HOST = re.compile(r"^(?:https?:)?//(?:[^/@]*@)?([^/:?#]+)", re.IGNORECASE)
_TINY = re.compile(r"\s*[0-3](?:\.\d+)?\s*(?:px)?\s*")
_TINY_STYLE = re.compile(r"(?<![\w-])(?:width|height)\s*:\s*[01](?:px)?\s*(?:;|!|$)|display\s*:\s*none", re.IGNORECASE)


def is_counter(attributes: Mapping[str, str]) -> bool:
    """Whether a picture counts visits: as small as a dot, or from a host or path that is known for it."""
    width, height = attributes.get("width"), attributes.get("height")
    if width is not None and height is not None and _TINY.fullmatch(width) and _TINY.fullmatch(height):
        return "srcset" not in attributes  # an AMP page may give proportions: width=3 height=2
    if _TINY_STYLE.search(attributes.get("style", "")) and is_stand_in(best_source(attributes)):
        return True
    src = attributes.get("src", "")
    host = _HOST.match(src)
    if host is None:
        return False
    name = host[1].lower()
    return any(name == known or name.endswith("." + known) for known in COUNTERS) or bool(_COUNTER_PATH.search(src))
