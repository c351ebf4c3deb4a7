"""Every public address, made in one place; and the newsroom's face, which is addresses of pictures beside a few words. Pure.

Stored articles know no host: addresses of our own stand in them under `HOME`, a host that cannot exist
(RFC 6761), and `at_home` writes the real one when a page or feed is set. So a new `base_url` changes no article.
"""

from collections.abc import Mapping
from dataclasses import dataclass

HOME = "https://home.invalid"
#: Where aggregators ask what has changed since they asked last (docs/feeds.md).
CHANGES = "/changes.json"
#: How wide a picture is that stands for a page.
COVER_PX = 1200
#: Types of picture we serve, and the ending each gets; what a file really is comes from its bytes, never its name.
PHOTO_SUFFIXES: Mapping[str, str] = {
    "image/jpeg": ".jpg",
    "image/png": ".png",
    "image/gif": ".gif",
    "image/webp": ".webp",
}


#: Of sounds, films and documents that we serve, the ending each gets and its type: RFC 3003, what Apple asks of podcasts
#: (podcasters.apple.com/support/823), RFC 5334 and 7845, the WebM project, RFC 4337, RFC 8118. What accompanies them, by the podcast
#: namespace (transcript, chapters).
MEDIA_TYPES: Mapping[str, str] = {
    ".mp3": "audio/mpeg",
    ".m4a": "audio/x-m4a",
    ".ogg": "audio/ogg",
    ".opus": "audio/ogg",
    ".weba": "audio/webm",
    ".mp4": "video/mp4",
    ".webm": "video/webm",
    ".mov": "video/quicktime",
    ".pdf": "application/pdf",
    ".vtt": "text/vtt",
    ".srt": "application/x-subrip",
    ".transcript.json": "application/json",
    ".chapters.json": "application/json+chapters",
}


def permalink(base_url: str, key: str) -> str:
    """The article's page, for ever: made of the key given at birth, not of headline, path or date."""
    return f"{base_url}/articles/{key}"


def photo_url(base_url: str, name: str) -> str:
    """Where a rendition is served; the name carries the hash of its bytes."""
    return f"{base_url}/photos/{name}"


def media_url(base_url: str, name: str) -> str:
    """Where a sound, a film or a document is served; the name carries the hash of its bytes."""
    return f"{base_url}/media/{name}"


def ending_of(name: str) -> str:
    """The ending of a file that is served under the hash of its bytes; there may be two dots in it."""
    return name[max(0, name.find(".")) :]


def served_at(name: str) -> str:
    """The path below the newsroom's address at which a photo, a sound, a film or a document of this name is served."""
    return media_url("", name) if ending_of(name) in MEDIA_TYPES else photo_url("", name)


def document_url(base_url: str, path: str) -> str:
    """The address of a feed document; `path` starts with a slash."""
    return f"{base_url}{path}"


def private_url(base_url: str, token: str, feed: str, form: str) -> str:
    """The address of a feed for one partner; `form` starts with a slash. To be shown once, and kept nowhere."""
    return f"{base_url}/private/{token}/{feed}{form}"


def at_home(html: str, base_url: str) -> str:
    """Write the real host into stored markup."""
    return html.replace(HOME, base_url)


def face_url(base_url: str, name: str) -> str:
    """Where a picture of the newsroom itself is served; the name carries the hash of what it was made of."""
    return f"{base_url}/face/{name}"


@dataclass(frozen=True, slots=True)
class Emblem:
    """A picture of the newsroom itself. Of one that others serve, nothing is known but its address. A drawing has no size, and no colours."""

    address: str
    media_type: str = ""
    width_px: int = 0
    height_px: int = 0
    colours: str = ""


@dataclass(frozen=True, slots=True)
class Face:
    """What shows whose news it is: name, contact (an e-mail address or a page), rights, colour (#rrggbb), and pictures.

    `plate` is the logo as small as RSS wants it, `touch` the icon as telephones want it; what there is none of is None or "".
    """

    publisher: str = ""
    contact: str = ""
    rights: str = ""
    colour: str = ""
    logo: Emblem | None = None
    icon: Emblem | None = None
    plate: Emblem | None = None
    touch: Emblem | None = None

    @property
    def words(self) -> "Face":
        """The face without pictures and colour, for documents that change for nothing but what is in them."""
        return Face(self.publisher, self.contact, self.rights)

    @property
    def mail(self) -> str:
        """The contact where it is an e-mail address."""
        return self.contact if "://" not in self.contact else ""

    @property
    def contact_url(self) -> str:
        """The contact as what a link leads to."""
        return f"mailto:{self.mail}" if self.mail else self.contact

    @property
    def avatar(self) -> Emblem | None:
        """The picture for a place that is square, and shows no drawings everywhere (JSON Feed 1.1: icon, avatar)."""
        logo, icon = self.logo, self.icon
        is_drawing = icon is not None and icon.media_type == "image/svg+xml"
        is_square = logo is not None and 0 < logo.width_px == logo.height_px
        return logo if is_square and (icon is None or is_drawing) else icon

    @property
    def cover(self) -> Emblem | None:
        """The logo where it is large enough to stand for a whole page (Open Graph and Google Discover: 1,200 pixels)."""
        return self.logo if self.logo and self.logo.width_px >= COVER_PX else None
