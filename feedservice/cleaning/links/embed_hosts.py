"""Players and widgets of other sites: what they show, and the page that shows it to a reader. A table to read. Pure."""

from __future__ import annotations

import re
from urllib.parse import unquote, urlsplit

from feedservice.cleaning.links.tracking import fields

#: Host ending, path of the player, label, and the address of the page; {0} is the first group of the path's pattern.
#: Sources: the oEmbed registry (oembed.com/providers.json) and each site's embedding guide.
PLAYERS = (
    ("youtube.com", r"/embed/videoseries", "Video", "https://www.youtube.com/playlist?list={list}"),
    ("youtube.com", r"/(?:embed|v|shorts|live)/([\w-]{6,})", "Video", "https://www.youtube.com/watch?v={0}"),
    ("youtube-nocookie.com", r"/(?:embed|v)/([\w-]{6,})", "Video", "https://www.youtube.com/watch?v={0}"),
    ("youtu.be", r"/([\w-]{6,})", "Video", "https://www.youtube.com/watch?v={0}"),
    ("player.vimeo.com", r"/video/(\d+)", "Video", "https://vimeo.com/{0}"),
    ("dailymotion.com", r"/embed/video/(\w+)", "Video", "https://www.dailymotion.com/video/{0}"),
    ("geo.dailymotion.com", r"/player", "Video", "https://www.dailymotion.com/video/{video}"),
    ("facebook.com", r"/plugins/video", "Video", "{href}"),
    ("facebook.com", r"/plugins/post", "Post", "{href}"),
    ("instagram.com", r"/(p|reel|tv)/([\w-]+)", "Post", "https://www.instagram.com/{0}/{1}/"),
    ("tiktok.com", r"/(?:embed|player)/(?:v\d/)?(\d+)", "Video", "https://www.tiktok.com/@/video/{0}"),
    ("platform.twitter.com", r"/embed", "Post", "https://twitter.com/i/status/{id}"),
    ("twitframe.com", r"/", "Post", "{url}"),
    ("w.soundcloud.com", r"/player", "Audio", "{url}"),
    ("open.spotify.com", r"/embed(?:-podcast)?/(\w+)/(\w+)", "Audio", "https://open.spotify.com/{0}/{1}"),
    ("embed.podcasts.apple.com", r"(/.+)", "Audio", "https://podcasts.apple.com{0}"),
    ("embed.music.apple.com", r"(/.+)", "Audio", "https://music.apple.com{0}"),
    ("player.twitch.tv", r"/", "Video", "https://www.twitch.tv/videos/{video}"),
    ("streamable.com", r"/[eo]/(\w+)", "Video", "https://streamable.com/{0}"),
    ("player.bilibili.com", r"/", "Video", "https://www.bilibili.com/video/{bvid}"),
    ("player.youku.com", r"/embed/([\w=]+)", "Video", "https://v.youku.com/v_show/id_{0}.html"),
    ("v.qq.com", r"/txp/iframe", "Video", "https://v.qq.com/x/page/{vid}.html"),
    ("vk.com", r"/video_ext", "Video", "https://vk.com/video{oid}_{id}"),
    ("ok.ru", r"/videoembed/(\d+)", "Video", "https://ok.ru/video/{0}"),
    ("rutube.ru", r"/play/embed/(\w+)", "Video", "https://rutube.ru/video/{0}/"),
    ("embed.ted.com", r"(/talks/.+)", "Video", "https://www.ted.com{0}"),
    ("archive.org", r"/embed/([^/?]+)", "Video", "https://archive.org/details/{0}"),
    ("giphy.com", r"/embed/(\w+)", "Picture", "https://giphy.com/gifs/{0}"),
    ("redditmedia.com", r"(/r/.+)", "Post", "https://www.reddit.com{0}"),
    ("embed.bsky.app", r"/embed/(did:[\w:.-]+)/app.bsky.feed.post/(\w+)", "Post", "https://bsky.app/profile/{0}/post/{1}"),
    ("t.me", r"(/\w+/\d+)", "Post", "https://t.me{0}"),
    ("scribd.com", r"/embeds/(\d+)", "Document", "https://www.scribd.com/document/{0}"),
)  # fmt: skip
#: What is shown at hosts whose address serves as it is; every other one is `ANY_EMBED`.
ANY_EMBED = "Embed"
LABELS = {
    "video": "Video", "player": "Video", "vimeo.com": "Video", "jwplatform.com": "Video", "jwplayer.com": "Video", "brightcove.net": "Video",
    "brightcove.com": "Video", "rumble.com": "Video", "odysee.com": "Video", "kaltura.com": "Video", "wistia.net": "Video", "loom.com": "Video",
    "soundcloud.com": "Audio", "spotify.com": "Audio", "acast.com": "Audio", "megaphone.fm": "Audio", "simplecast.com": "Audio",
    "buzzsprout.com": "Audio", "libsyn.com": "Audio", "audioboom.com": "Audio", "podbean.com": "Audio", "spreaker.com": "Audio", "omny.fm": "Audio",
    "maps.google.com": "Map", "google.com": "Map", "openstreetmap.org": "Map", "mapbox.com": "Map", "arcgis.com": "Map", "carto.com": "Map",
    "datawrapper.dwcdn.net": "Chart", "infogram.com": "Chart", "flourish.studio": "Chart", "flo.uri.sh": "Chart", "tableau.com": "Chart",
    "documentcloud.org": "Document", "scribd.com": "Document", "issuu.com": "Document", "slideshare.net": "Document",
    "twitter.com": "Post", "x.com": "Post", "facebook.com": "Post", "instagram.com": "Post", "tiktok.com": "Video", "threads.net": "Post",
    "reddit.com": "Post", "bsky.app": "Post", "linkedin.com": "Post", "pinterest.com": "Post", "mastodon.social": "Post", "imgur.com": "Picture",
    "typeform.com": "Form", "docs.google.com": "Document", "youtube.com": "Video", "vine.co": "Video",
}  # fmt: skip
#: Frames that show readers nothing: advertising, counting, buttons, comments.
SHOW_NOTHING = (
    "doubleclick.net", "googlesyndication.com", "googletagmanager.com", "google-analytics.com", "adnxs.com", "amazon-adsystem.com", "taboola.com",
    "outbrain.com", "disqus.com", "recaptcha.net", "criteo.com", "rubiconproject.com", "pubmatic.com", "2mdn.net", "adsafeprotected.com",
    "casalemedia.com", "accounts.google.com", "addthis.com", "sharethis.com", "list-manage.com", "onetrust.com", "cookielaw.org",
)  # fmt: skip
_NOTHING_PATHS = re.compile(r"/plugins/(?:like|share|page|follow|comments|likebox)|/recaptcha/|/ns\.html|/widgets/(?:tweet_button|follow_button)|/safeframe/", re.IGNORECASE)  # fmt: skip


def host_of(address: str) -> str:
    """The host of an address without its www, or ""."""
    try:
        return (urlsplit(address).hostname or "").removeprefix("www.").removeprefix("m.")
    except ValueError:
        return ""


def is_at(host: str, ending: str) -> bool:
    """Whether a host is another, or below it."""
    return host == ending or host.endswith("." + ending)


def shows_nothing(address: str) -> bool:
    """Whether a frame is advertising, a counter or a button."""
    host = host_of(address)
    return any(is_at(host, known) for known in SHOW_NOTHING) or bool(_NOTHING_PATHS.search(address))


def page_of(address: str) -> tuple[str, str]:
    """What a player shows, in a word, and the page where a reader finds it; the address itself when it is not known."""
    host = host_of(address)
    for ending, path, label, page in PLAYERS:
        found = re.match(path, urlsplit(address).path) if is_at(host, ending) else None
        if found:
            put = _filled(page, found, address)
            if put:
                return label, put
    return label_of(host), address


def _filled(page: str, found: re.Match[str], address: str) -> str:
    """The page's address with what the player's holds, or "" when that lacks something or is none."""
    stated = fields(urlsplit(address).query)
    try:
        put = page.format(*found.groups(), **stated)
    except (KeyError, IndexError, TypeError):
        return ""
    put = unquote(put) if page in ("{href}", "{url}") else put
    return put if put.startswith(("https://", "http://")) else ""


def label_of(host: str) -> str:
    """What a host shows, in a word."""
    for ending, label in LABELS.items():
        if is_at(host, ending) or ("." not in ending and host.startswith(ending)):
            return label
    return ANY_EMBED
