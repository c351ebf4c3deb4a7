"""What a server of files must be told beside the files: what has moved, what is gone, which headers. Pure.

`_redirects` and `_headers` as Netlify and Cloudflare read them, and maps for nginx. The values of headers are those that the service
answered with. Sources: https://docs.netlify.com/routing/redirects/, https://docs.netlify.com/routing/headers/,
https://developers.cloudflare.com/pages/configuration/redirects/, https://developers.cloudflare.com/pages/configuration/headers/.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from urllib.parse import quote

from feedservice.addresses import document_url
from feedservice.channels import PUBLIC, ROOMS, Kind
from feedservice.commands.build.wanted import Site
from feedservice.feeds.formats import FORMATS
from feedservice.web.ready_answers import CACHE_CONTROL_ARCHIVE

#: Cloudflare takes no more rules of one answer each; it says nothing of those beyond.
MOST_REDIRECTS = 2000
_ROOMS = tuple(room for kind, room in ROOMS.items() if kind in PUBLIC)
#: Headers that say the same of every address of a kind. Vary and validators are the host's own.
_SAME = (
    "Content-Type",
    "Cache-Control",
    "Access-Control-Allow-Origin",
    "Access-Control-Expose-Headers",
    "Content-Security-Policy",
    "X-Content-Type-Options",
    "Referrer-Policy",
)
#: Hosts know pages and pictures by their endings.
_BY_ENDING = ("text/html", "image/")

#: The names of feeds, as a regular expression has them.
_FEEDS = "|".join(re.escape(form.path[1:]) for form in FORMATS)

Headers = Mapping[str, str]


def redirects(site: Site, path: str) -> str:
    """What has moved, and then what is gone, as `_redirects`; `path` is what every address of ours begins with.

    Netlify answers 410 by these lines; Cloudflare does not know it, leaves them out, and has the tombstone pages. Both see to a
    slash at the end of a page's address by themselves; a rule of ours for it would send Netlify round in a circle.
    """
    moved = [f"{path}{address} {path}{target} 301" for address, target in site.moved.items()]
    gone = [f"{path}{address} {path}/410.html 410!" for address in site.gone]
    return "\n".join([*moved, *gone, ""])


def headers(asked: Callable[[str], Headers], lasting: Iterable[str], path: str) -> str:
    """The headers of every kind of address, as `_headers`; no two rules are of one address, for Cloudflare would join them.

    `asked` gives what the service answers to an address with; `lasting` are the addresses of pictures, whose names tell their bytes.
    """
    lines: list[str] = []
    for pattern, told in _rules(asked, lasting):
        lines += [f"{path}{pattern}", *(f"  {name}: {value}" for name, value in told.items())]
    return "\n".join([*lines, ""])


def _rules(asked: Callable[[str], Headers], lasting: Iterable[str]) -> Iterator[tuple[str, dict[str, str]]]:
    for form in FORMATS:
        of_feed = _chosen(asked(form.path))
        yield form.path, of_feed
        for room in _ROOMS:
            is_archive = room == ROOMS[Kind.MONTH]
            told = {**of_feed, **({"Cache-Control": CACHE_CONTROL_ARCHIVE} if is_archive else {})}
            yield f"/{room}/:slug{form.path}", told
            if is_archive:
                yield f"/{room}/:slug/:part{form.path}", told
    for address in ("/feeds.opml", "/sitemap-news.xml", "/sitemap.xml", "/robots.txt"):
        yield address, _chosen(asked(address))
    yield "/sitemaps/:month", _chosen(asked("/sitemap.xml"))
    pages = ("/", "/feeds", "/archive", "/page/:number", "/articles/:key")
    for pattern in (*pages, *(f"/{room}/:slug{more}" for room in _ROOMS for more in ("", "/page/:number"))):
        yield pattern, _chosen(asked("/"))
    of_room = {address.rpartition("/")[0]: address for address in lasting}
    for room, address in sorted(of_room.items(), reverse=True):
        yield f"{room}/:name", _chosen(asked(address), by_ending=room == "/media" or room.startswith("/theme/"))
    yield "/static/:name", _chosen(asked("/static/site.css"), by_ending=True)


def _chosen(told: Headers, *, by_ending: bool = False) -> dict[str, str]:
    is_known = by_ending or told.get("Content-Type", "").startswith(_BY_ENDING)
    return {name: told[name] for name in _SAME if name in told and not (is_known and name == "Content-Type")}


def nginx_maps(site: Site, public_url: str, hubs: tuple[str, ...]) -> str:
    """What has moved, what is gone, and the Link header of feeds, as nginx reads it within `http`. Addresses are without the path."""
    rooms = "|".join(_ROOMS)
    moved = [
        f"    {_quoted(address)} {_quoted(document_url(public_url, target))};" for address, target in site.moved.items()
    ]
    gone = [f"    {_quoted(address)} 1;" for address in site.gone]
    itself = f'<{public_url}$uri>; rel="self"'
    links = ", ".join((itself, *(f'<{_plain(hub)}>; rel="hub"' for hub in hubs)))
    return "\n".join(
        [
            "# Written by feedservice build: reload nginx when it has changed.",
            "map $uri $feedservice_moved {",
            f'    "~^(?<feedservice_page>/(?:{rooms})/[^/]+|/feeds|(?:/.*)?/(?:{_FEEDS}))/$" "{public_url}$feedservice_page";',
            *moved,
            "}",
            "map $uri $feedservice_gone {",
            "    default 0;",
            *gone,
            "}",
            'map "$feedservice_moved $uri" $feedservice_link {',
            f"    '~^ /{ROOMS[Kind.MONTH]}/.*/(?:{_FEEDS})$' '{itself}';",
            f"    '~^ .*/(?:{_FEEDS})$' '{links}';",
            "    default '';",
            "}",
            "",
        ]
    )


def _plain(hub: str) -> str:
    """An address with nothing in it that nginx would take for a quotation mark or a variable."""
    return quote(hub, safe=":/?#[]@!&()*+,;=%~")


def _quoted(text: str) -> str:
    """A text as nginx reads it. Nothing in addresses of ours needs more: slugs are small letters, figures and hyphens."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("$", "") + '"'
