"""Which addresses a newsroom has, which file each becomes, and what tells whether it changed. Touches: database, disk (our own package).

Permalinks have no ending: a page is `NAME.html`, which servers of files find for `NAME`. Nothing of the desk, of health, of partners
or of what never was in print is among them: each kind of address is named here, and there is no other way in.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import IntEnum
from functools import cache
from hashlib import sha256
from pathlib import Path

from feedservice import web
from feedservice.addresses import served_at
from feedservice.channels import LONG_TAIL, PUBLIC, Kind, path_of
from feedservice.feeds.editions import Composition
from feedservice.feeds.formats import FORMATS, formats
from feedservice.feeds.house_style import house_style
from feedservice.media_store.emblems import emblems_of, face_of
from feedservice.media_store.page_pictures import offered, webps
from feedservice.settings import Settings
from feedservice.store import Reading
from feedservice.store.stand.channel_records import ChannelRecord
from feedservice.store.turns import PressState
from feedservice.web.discovery import GUESSES
from feedservice.web.face.face_pictures import STAND_IN
from feedservice.web.site.furniture import furniture_of
from feedservice.web.site.leaves import BESIDE, FRONT_LEAVES, LEAF_ITEMS, MONTH_ITEMS, leaves
from feedservice.web.themes.theme import theme_at

#: Scripts of pages that are not for readers.
_NOT_FOR_READERS = frozenset(
    {"desk.js", "desk.css", "desk_actions.css", "desk_upload.css", "login.js", "notify.js", "preview.css", "upload.js"}
)
_PAGE = ".html"
#: Asked for each time: they show what no single row tells.
ALWAYS = ""


class Rank(IntEnum):
    """In which order files are written: nothing is named before it is there, nothing goes before it is no longer named."""

    PICTURES = 0
    ARTICLES = 1
    CHANNELS = 2
    LISTS = 3
    TOMBSTONES = 4


@dataclass(frozen=True, slots=True)
class Wanted:
    """An address, the file it becomes, and the status it is answered with; while `mark` is the same, so are its bytes."""

    address: str
    file: str
    rank: Rank
    mark: str = ALWAYS
    status: int = 200


@dataclass(frozen=True, slots=True)
class Site:
    """All that is published at one moment: what becomes a file, what has moved where, what is gone (410)."""

    files: tuple[Wanted, ...]
    moved: Mapping[str, str]
    gone: tuple[str, ...]


def style(settings: Settings) -> str:
    """What every page and document is made with, as one fingerprint: settings, this release, its words."""
    theme = theme_at(settings.theme).digest if settings.theme else ""
    return sha256(
        f"{house_style(settings)} {settings.timezone} {settings.font} {_pages()} {theme}".encode()
    ).hexdigest()[:32]


@cache
def _pages() -> str:
    """The hash of what pages are made of."""
    root = Path(web.__file__).parent
    files = sorted(path for path in root.rglob("*") if path.suffix in (".py", ".html", ".css", ".js", ".svg"))
    return sha256(b"\0".join(path.read_bytes() for path in files)).hexdigest()


def site(asked: Reading, settings: Settings, state: PressState) -> Site:
    """What there is, as the store has it now."""
    moved = _moved(asked, settings)
    closed = [path for path in asked.in_print.closed() if path not in moved]
    gone = asked.in_print.gone()
    records = [record for record in asked.channels.of_kinds(PUBLIC) if record.shown and record.path not in moved]
    made_with = f"{style(settings)} {furniture_of(asked, state.edition).sections}"
    files = (
        *_pictures(asked, settings),
        *(_page(f"/articles/{key}", Rank.ARTICLES, f"{made_with} {mark}") for key, mark in _stories(asked)),
        *_channels(asked, settings, state, records, f"{made_with} {state.channel_id}"),
        *_lists(asked),
        *(_page(f"/articles/{key}", Rank.TOMBSTONES, f"{made_with} {at}", 410) for key, at in gone),
        *(_page(path, Rank.TOMBSTONES, made_with, 410) for path in closed),
    )
    ended = [f"{path}{form.path}" for path in closed for form in FORMATS]
    photos = [served_at(name) for name in asked.in_print.gone_photos()]
    return Site(files, moved, (*(f"/articles/{key}" for key, _ in gone), *closed, *ended, *photos))


def _page(address: str, rank: Rank, mark: str = ALWAYS, status: int = 200) -> Wanted:
    return Wanted(address, f"{address[1:] or 'index'}{_PAGE}", rank, mark, status)


def _plain(address: str, rank: Rank, mark: str = ALWAYS) -> Wanted:
    return Wanted(address, address[1:], rank, mark)


def _pictures(asked: Reading, settings: Settings) -> Iterator[Wanted]:
    """Photos, sounds and films, which never change under their name, and what pages are shown with."""
    for name in asked.in_print.photos():
        yield _plain(served_at(name), Rank.PICTURES, "photo")
    made = {one.name for photo, leads in asked.in_print.shown_photos() for one in (offered if leads else webps)(photo)}
    for name in sorted(made):
        yield _plain(served_at(name), Rank.PICTURES, "picture")
    for name in emblems_of(settings).files:
        yield _plain(f"/face/{name}", Rank.PICTURES, "emblem")
    for file in sorted((Path(web.__file__).parent / "static").iterdir()):
        if file.is_file() and file.name not in _NOT_FOR_READERS:
            yield _plain(f"/static/{file.name}", Rank.PICTURES)
    if settings.theme:
        theme = theme_at(settings.theme)
        for name in theme.files:
            yield _plain(f"{theme.place}/{name}", Rank.PICTURES, theme.digest)
    if face_of(settings).colour or settings.font:
        yield _plain("/static/colours.css", Rank.PICTURES)


def _older(asked: Reading) -> list[str]:
    """The paths of what the front page goes back to."""
    return leaves("", asked.articles.count_in_print(), LEAF_ITEMS)[1:FRONT_LEAVES]


def _stories(asked: Reading) -> Iterator[tuple[str, str]]:
    """The key of each article, with a fingerprint of all that its page shows, the stories beside it too."""
    own = dict(asked.in_print.articles())
    of_section: dict[str, list[str]] = {}
    everything: list[str] = []
    for section, key in asked.leaves.by_section():
        everything.append(key)
        of_section.setdefault(section, []).append(key)
    lists = [*((keys, keys) for slug, keys in of_section.items() if slug), (everything, of_section.get("", []))]
    for keys, meant in lists:
        wanted = set(meant)
        for number, key in enumerate(keys):
            if key in wanted and key in own:
                beside = [own.get(one, "") for one in keys[max(number - BESIDE, 0) : number + BESIDE + 1]]
                yield key, sha256(f"{own[key]} {beside}".encode()).hexdigest()[:32]


def _lists(asked: Reading) -> tuple[Wanted, ...]:
    """What leads to all the rest: asked for each time, for each shows something of everything."""
    return (
        _page("/feeds", Rank.LISTS),
        _page("/archive", Rank.LISTS),
        *(_page(path, Rank.LISTS) for path in _older(asked)),
        *(_plain(f"/sitemaps/{month}.xml", Rank.LISTS) for month in asked.in_print.months()),
        *(_plain(f"/{name}", Rank.LISTS) for name in ("feeds.opml", "sitemap-news.xml", "sitemap.xml", "robots.txt")),
        _page("/", Rank.LISTS),
        Wanted("/404.html", "404.html", Rank.LISTS, status=404),
    )


def _channels(
    asked: Reading, settings: Settings, state: PressState, records: list[ChannelRecord], made_with: str
) -> Iterator[Wanted]:
    """Pages of every channel and month, and their documents, the volumes of the archive among them."""
    at_hand = asked.in_print.documents()
    for path, mark in at_hand.items():
        yield _plain(path, Rank.CHANNELS, f"{made_with} {mark}")
    composition = Composition(asked, settings, state, state.changed)
    own = dict(asked.in_print.articles())
    for record in records:
        shows = f"{made_with} {record.shown} {record.changed.isoformat()} {record.rearranged} {record.place}"
        mark = ALWAYS if record.stale or record.problem else sha256(shows.encode()).hexdigest()[:32]
        if record.kind not in (Kind.EVERYTHING, Kind.MONTH):
            keys = composition.keys(record)
            for number, path in enumerate(leaves(record.path, len(keys), LEAF_ITEMS)):
                shown = [own.get(key) for key in keys[number * LEAF_ITEMS : (number + 1) * LEAF_ITEMS + 1]]
                yield _page(path, Rank.CHANNELS, sha256(f"{made_with} {record} {shown}".encode()).hexdigest()[:32])
        if record.kind in LONG_TAIL and (record.kind is not Kind.MONTH or record.place is not None):
            for form in formats(composition.channel(record)):
                yield _plain(record.path + form.path, Rank.CHANNELS, mark)
    bound = {record.slug for record in records if record.place is not None and record.slug == record.name}
    yield from _months(asked, bound, made_with)


def _months(asked: Reading, bound: Iterable[str], made_with: str) -> Iterator[Wanted]:
    """The pages of every month that has articles, or volumes of the archive."""
    months = asked.in_print.months()
    for month in sorted({*months, *bound}):
        count, changed = months.get(month, (0, None))
        mark = f"{made_with} {count} {changed} {len(asked.volumes.of_month(month))}"
        path = path_of(Kind.MONTH, month)
        yield from (_page(one, Rank.CHANNELS, mark) for one in leaves(path, count, MONTH_ITEMS))


def _moved(asked: Reading, settings: Settings) -> dict[str, str]:
    """Where each address that moved has moved to, by path: channels first, for where rules are counted they matter most."""
    found: dict[str, str] = {}
    for path in asked.in_print.moved():
        target = asked.channels.moved_to(path)
        if target is not None:
            found |= {path: target, **{f"{path}{form.path}": f"{target}{form.path}" for form in FORMATS}}
    return {
        **found,
        **GUESSES,
        **{f"{path}/": target for path, target in GUESSES.items()},
        **_icons(settings),
    }


def _icons(settings: Settings) -> dict[str, str]:
    """Where what browsers and telephones ask for by itself leads to; nowhere where others serve it."""
    face, own = face_of(settings), settings.public_url
    icons = {
        "/favicon.ico": face.icon,
        "/apple-touch-icon.png": face.touch,
        "/apple-touch-icon-precomposed.png": face.touch,
    }
    found = {path: icon.address.removeprefix(own) for path, icon in icons.items() if icon}
    return {"/favicon.ico": STAND_IN, **{path: place for path, place in found.items() if place.startswith("/")}}
