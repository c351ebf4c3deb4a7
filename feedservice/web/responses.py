"""What every view needs: this application's settings and store, and pages with honest validators. Touches: nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from flask import Flask, Response, current_app, g, render_template, request
from jinja2 import Environment
from markupsafe import Markup, escape

from feedservice.addresses import document_url
from feedservice.article import Photo
from feedservice.article.evidence_told import told
from feedservice.channels import Channel, Kind, channel_slug, path_of
from feedservice.feeds.editions import Composition
from feedservice.feeds.formats import FORMATS, formats
from feedservice.feeds.formats.content import direction
from feedservice.media_store.emblems import face_of
from feedservice.settings import Settings
from feedservice.store import Reading, Store
from feedservice.store.turns import PressState
from feedservice.text.dates.spoken import spoken_day, spoken_time
from feedservice.text.languages import has_own_word, own_word
from feedservice.text.unicode import shown, shown_prose
from feedservice.web.answers.coded_pages import finished
from feedservice.web.newsstand import Newsstand
from feedservice.web.site.furniture import furniture
from feedservice.web.site.page_photos import page_picture
from feedservice.web.themes.dressing import Dressing


def settings() -> Settings:
    """The settings of this application."""
    found: Settings = current_app.extensions["settings"]
    return found


def store() -> Store:
    """The store of this application."""
    found: Store = current_app.extensions["store"]
    return found


def newsstand() -> Newsstand:
    """The newsstand in front of this application."""
    found: Newsstand = current_app.extensions["newsstand"]
    return found


def composition_of(asked: Reading, state: PressState) -> Composition:
    """The channels as they stood when the state last changed."""
    return Composition(asked, settings(), state, state.changed)


#: Caches that many share keep a page for a minute. A browser asks each time whether it has changed (304 when not): who corrects a
#: story and looks at it must see the correction (RFC 9111 section 5.2.2.10).
FOR_A_MINUTE = "public, max-age=0, s-maxage=60"
#: What carries the hash of its bytes in its name never changes (RFC 8246).
FOR_EVER = "public, max-age=31536000, immutable"
#: Pages run no script but ours and load nothing from elsewhere but pictures that articles show from the web.
CONTENT_SECURITY_POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self' http: https:; "
    "media-src 'self' http: https:; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)


@dataclass(frozen=True, slots=True)
class FeedLink:
    """A feed as pages announce it to programs."""

    title: str
    media_type: str
    address: str


def feeds_of(channel: Channel) -> tuple[FeedLink, ...]:
    """The feeds of a channel, for autodiscovery (https://www.rssboard.org/rss-autodiscovery)."""
    return tuple(
        FeedLink(
            f"{channel.title} – {form.title}",
            form.media_type,
            document_url(channel.base_url, channel.path + form.path),
        )
        for form in formats(channel)
    )


def page(
    template: str,
    *,
    status: int = 200,
    cache: str = FOR_A_MINUTE,
    current: str = "",
    is_for_all: bool = False,
    etag: str = "",
    **values: object,
) -> Response:
    """A page from a template, with its entity tag, in the coding that suits, answering conditional requests.

    `current` is the path of the section that the page belongs to, where it is not that section's own. What `is_for_all` is the same for
    everybody who asks, whatever they send, and is kept (`site.ready_pages`). `etag` is that of a page which is known without being made.
    """
    values |= common_values()
    g.is_for_all = is_for_all and not is_desk()
    if not is_desk():
        asks = status < 500  # a page that tells of trouble must not make more
        values |= {"furniture": furniture(is_asking=asks), "here": request.path, "current": current or request.path}
    html = _rendered_for_editors(template, values) if is_desk() else for_readers(template, values)
    response = Response(html, status=status, mimetype="text/html")
    response.headers["Cache-Control"] = cache
    response.headers["Content-Security-Policy"] = policy()
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Referrer-Policy"] = "strict-origin-when-cross-origin"
    if status == 200:
        response.set_etag(etag or sha256(html.encode()).hexdigest()[:32])
        return finished(response, request.environ, is_secret=is_desk())
    return response


def for_readers(template: str, values: dict[str, object]) -> str:
    """A page as readers see it: with the theme, where there is one that can make it."""
    return dressing().made(template, values, lambda: render_template(template, **values))


def dressing() -> Dressing:
    """What makes pages for readers."""
    found: Dressing = current_app.extensions["dressing"]
    return found


def policy() -> str:
    """What the page that is asked for may load; the desk has nothing of a theme."""
    return CONTENT_SECURITY_POLICY if is_desk() else dressing().policy(CONTENT_SECURITY_POLICY)


def common_values() -> dict[str, object]:
    """What the templates of all pages are given."""
    chosen = settings()
    return {
        "settings": chosen,
        "formats": FORMATS,
        "local": local,
        "face": face_of(chosen),
        "word": word,
        "when": when,
        "spoken_day": spoken_day,
        "author_path": author_path,
        "picture": picture,
        "direction_of": direction,
        "is_searched": is_searched(),
    }


def is_searched() -> bool:
    """Whether readers can search the site: it is wanted, and the database can."""
    return bool(current_app.extensions.get("is_searched"))


def keep_pages(app: Flask) -> None:
    """Have what views say is for all kept ready; registered first, so that it sees an answer as it is sent."""

    @app.before_request
    def begin() -> None:
        g.seen_pages_of = newsstand().pages.version

    @app.after_request
    def keep(response: Response) -> Response:
        if g.get("is_for_all"):
            newsstand().pages.keep(response, request.environ, g.seen_pages_of)
        return response


def is_desk() -> bool:
    """Whether an editors' page is asked for, or anything that would be one."""
    return request.path.startswith("/desk")


def _rendered_for_editors(template: str, values: dict[str, object]) -> str:
    """A page on which whatever is put in is shown as a name is (`text.unicode.shown`), but for `|words`, which are an article's.

    Names of files, and sentences that quote them, stand everywhere on the desk; so no template has to think of them.
    """
    current_app.update_template_context(values)
    environment: Environment = current_app.extensions["editors_templates"]
    return environment.get_template(template).render(values)


def prepare_templates(app: Flask) -> None:
    """Give an application what `page` needs."""
    app.jinja_env.filters["told"] = told
    app.jinja_env.filters["words"] = lambda text: Markup(escape(shown_prose(str(text))))  # noqa: S704  # escaped
    finalize = lambda value: shown(value) if type(value) is str else value  # noqa: E731  # markup is made by us
    app.extensions["editors_templates"] = app.jinja_env.overlay(finalize=finalize)


def picture(photo: Photo, sizes: str = "", *, is_first: bool = False) -> Markup:
    """A photo as `site.page_photos` offers it, below our path."""
    return page_picture(photo, settings().public_path, sizes, is_first=is_first)


def author_path(name: str) -> str:
    """The path of the page of all that somebody wrote."""
    return path_of(Kind.AUTHOR, channel_slug(name))


def word(name: str, language: str = "", value: str | int = "") -> Markup:
    """A word of our own pages in a language, that of the newsroom if none is named; `value` stands where it has {}.

    Where the language has none it is English, and marked as that, so that it is read out and set right.
    """
    language = language or settings().language
    text = escape(own_word(name, language).replace("{}", str(value)))
    return text if has_own_word(name, language) else in_english(text)


def in_english(text: str) -> Markup:
    """A sentence of ours that is there in English only, on a page that may be in any language."""
    return Markup('<span lang="en" dir="ltr">{}</span>').format(text)


def when(instant: datetime, language: str = "") -> str:
    """An instant in the newsroom's zone as readers of a language write it, those of the newsroom if none is named."""
    return spoken_time(instant.astimezone(settings().zone), language or settings().language)


def local(instant: datetime) -> str:
    """An instant as people in the newsroom read it, at the desk."""
    return f"{instant.astimezone(settings().zone):%d %B %Y, %H:%M}".lstrip("0")
