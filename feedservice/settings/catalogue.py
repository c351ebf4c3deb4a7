"""Every setting once, with its unit, its limits and a help line. Pure."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any, Literal

from feedservice.settings.checks import (
    After,
    Before,
    font_names,
    hex_colour,
    known_zone,
    lasting_database,
    mail_or_page,
    named_folder,
    one_line,
    whole_address,
)
from feedservice.settings.hub_addresses import Hubs, Mail, Mails, MailServer, Webhook
from feedservice.settings.networks import Networks
from feedservice.settings.pictures import icon_place, logo_place
from feedservice.settings.saved_feeds import SavedFeeds
from feedservice.settings.theme_place import theme_place

Folder = Annotated[Path, Before(named_folder)]
Line = Annotated[str, After(one_line)]
Zone = Annotated[str, After(known_zone)]
PublicUrl = Annotated[str, After(whole_address)]
DatabaseUrl = Annotated[str, After(lasting_database)]
Logo = Annotated[str, After(logo_place)]
Icon = Annotated[str, After(icon_place)]
Contact = Annotated[str, After(mail_or_page)]
Colour = Annotated[str, After(hex_colour)]
Theme = Annotated[str, After(theme_place)]
Fonts = Annotated[str, After(font_names)]


def _setting(default: Any, help_line: str, unit: str = "", **limits: Any) -> Any:
    """A field with what is said of it, in the words of pydantic's `Field`, which checks it (`given`)."""
    said = {"description": help_line, "unit": unit, **limits}
    return field(default_factory=dict, metadata=said) if default == {} else field(default=default, metadata=said)


@dataclass(frozen=True)
class Catalogue:
    """What can be set. What is checked beyond the limits here stands in `checks`, what follows in `Settings`."""

    content_dir: Folder = _setting(Path("content"), "The folder editors drop articles and photos into.", "path")
    state_dir: Folder = _setting(Path("state"), "Where the database and the photos as served are kept.", "path")
    host: str = _setting("127.0.0.1", "The address to listen on; 0.0.0.0 for every one of this machine.", min_length=1)
    port: int = _setting(8000, "The port to listen on.", "port", ge=1, le=65535)
    connections: int = _setting(
        4096,
        "The most connections at once; one whose answer is not taken may cost 0.45 MB of memory.",
        "connections",
        ge=16,
        le=65536,
    )
    header_seconds: float = _setting(
        10.0, "How long a client may take over the headers of a request, or be idle.", "seconds", ge=0.1, le=60
    )
    unread_seconds: float = _setting(
        20.0, "How long a client may take nothing of an answer before it is cut off (Linux).", "seconds", ge=1, le=3600
    )
    base_url: PublicUrl = _setting(
        "",
        "The address readers use, as https://news.example.org or https://example.org/news; default: host and port.",
        "URL",
    )
    database_url: DatabaseUrl = _setting(
        "", "The database, as postgresql://user@host/name; default: SQLite, feedservice.db in the state folder.", "URL"
    )
    scan_seconds: float = _setting(10.0, "Time between two looks at the folder.", "seconds", gt=0, le=86400)
    settle_seconds: float = _setting(
        2.0, "How long a file must stay unchanged before it is read.", "seconds", ge=0, le=3600
    )
    withdrawal_grace_seconds: float = _setting(
        60.0, "How long a file must be gone before its article is withdrawn.", "seconds", ge=0, le=86400
    )
    withdrawal_limit_percent: float = _setting(
        25.0,
        "When more of the articles in print lose their files at once, none is withdrawn and health alarms; 100: never.",
        "percent",
        ge=0,
        le=100,
    )
    tombstone_days: int = _setting(
        30, "How long feeds say that an article was withdrawn, and it can come back.", "days", ge=1, le=3650
    )
    press: bool = _setting(True, "Turn the press here; switch off for the web side alone, with the press elsewhere.")
    watch: bool = _setting(True, "Let file-system events make a look come sooner, where the system delivers any.")
    feed_items: int = _setting(50, "The most articles in one feed.", "articles", ge=1, le=1000)
    title: Line = _setting("Newsroom", "The name of the newsroom, and of its feed.", min_length=1)
    description: Line = _setting("Latest news", "What the feed is about, in one line.", min_length=1)
    logo: Logo = _setting("", "The newsroom's logo: a file (PNG, JPEG), or its https address.", "path or URL")
    icon: Icon = _setting("", "Its square icon: a file (PNG, JPEG, SVG), or its https address.", "path or URL")
    publisher: Line = _setting("", "Who publishes it, where that is not the title.")
    contact: Contact = _setting("", "Where readers reach the newsroom: an e-mail address, or a page.")
    rights: Line = _setting("", "Whose the words are, as © 2026 The Elster Packet.")
    colour: Colour = _setting("", "The newsroom's colour, as #8a1c1c.")
    font: Fonts = _setting("", "The fonts of the site's text, the first that a reader has, as Georgia, Noto Serif.")
    theme: Theme = _setting("", "How the site looks: broadsheet, or a folder (docs/themes.md).", "name or path")
    language: str = _setting(
        "en",
        "The language of articles that state none and whose words tell none.",
        "BCP 47 tag",
        pattern=r"^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$",
    )
    timezone: Zone = _setting("UTC", "The zone of dates and embargoes that state none.", "IANA zone")
    id_authority: str = _setting(
        "feedservice.example",
        "A domain you own, for the ids of new articles (RFC 4151); ids given stay as they are.",
        "domain",
        pattern=r"^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$",
    )
    article_limit_bytes: int = _setting(5_000_000, "The largest article file that is read.", "bytes", ge=1)
    photo_limit_bytes: int = _setting(100_000_000, "The largest photo file that is read.", "bytes", ge=1)
    photo_limit_pixels: int = _setting(
        120_000_000,
        "The largest photo in pixels, width times height; to turn one takes some 10 bytes of memory for each.",
        "pixels",
        ge=1,
    )
    media_limit_bytes: int = _setting(
        1_000_000_000, "The largest sound, film or document that goes with an article.", "bytes", ge=1
    )
    reading_processes: int = _setting(
        0,
        "How many processes read files when very many arrive at once; 0 for one a core, 1 for none but the press.",
        "processes",
        ge=0,
        le=64,
    )
    reading_limit_seconds: float = _setting(
        30.0,
        "How long reading one article file, or one of its photos, may take before it is refused; 0 for no limit.",
        "seconds",
        ge=0,
        le=3600,
    )
    list_limit: int = _setting(
        50,
        "The most tags, authors, photos or correction notes of one article; the first count.",
        "entries",
        ge=1,
        le=1000,
    )
    media_store: str = _setting(
        "",
        "An object store for photos as served, as s3://bucket/prefix; default: the state folder.",
        "URL",
        pattern=r"^(s3://[A-Za-z0-9][A-Za-z0-9._-]*(/[A-Za-z0-9._-]+)*/?)?$",
    )
    media_cache_bytes: int = _setting(
        2_000_000_000,
        "How much is kept in the state folder of an object store's photos, and as much of pictures made for pages.",
        "bytes",
        ge=1_000_000,
    )
    fetch_photos: bool = _setting(False, "Fetch photos that articles show from the web, once, and serve them as ours.")
    fetch_limit_seconds: float = _setting(
        10.0, "How long fetching all the photos of one article may take.", "seconds", gt=0, le=20
    )
    hubs: Hubs = _setting((), "WebSub hubs that are told of every change, by their addresses.", "URLs")
    feeds: SavedFeeds = _setting({}, "Saved queries: feeds of your own at /feeds/<name>/ (docs/feeds.md).")
    search: bool = _setting(True, "Let readers search the site, and keep an index for it in the database.")
    desk: bool = _setting(True, "Serve the desk; switch off where nobody is to see it.")
    desk_actions: bool = _setting(True, "Let who may see the desk act there: withdraw, publish now, hold and the like.")
    desk_upload: bool = _setting(
        False, "Let who acts there upload articles and photos into the content folder, which we must be able to write."
    )
    upload_limit_bytes: int = _setting(
        500_000_000, "The largest upload, all its files together.", "bytes", ge=1_000, le=100_000_000_000
    )
    receipts_in_folder: bool = _setting(
        False, "Keep a text file for each file in the content folder, under _receipts/, that says what became of it."
    )
    desk_auth: Literal["", "password", "proxy"] = _setting("", "Who may see the desk (docs/operators.md).")
    desk_auth_header: str = _setting(
        "", "The header by which a proxy says who comes to the desk.", pattern=r"^([A-Za-z][A-Za-z0-9-]*)?$"
    )
    desk_auth_proxies: Networks = _setting((), "Who may say so, and from whom a visitor's address is believed.", "CIDR")
    desk_webhook: Webhook = _setting(
        "", "Where refused files are told of, as JSON by POST: a chat's incoming webhook, or a program of yours.", "URL"
    )
    desk_mail: Mails = _setting((), "Whom refused files are told of by mail.", "addresses")
    desk_mail_from: Mail = _setting("", "Who such mail is from; the first of them, unless it is said.", "address")
    desk_mail_server: MailServer = _setting(
        "smtp://127.0.0.1:25", "The server that takes it: smtps://name:password@host, or smtp:// with STARTTLS.", "URL"
    )
    quiet_hours_alarm: float = _setting(
        0.0, "Alarm when no new article has come out for so long; 0 for never.", "hours", ge=0, le=8760
    )
    refresh_seconds: float = _setting(0.1, "How often the web side asks for a new edition.", "seconds", gt=0, le=60)
