"""Puts the web side together. Touches: database, disk (both read only, but for the polls of partners)."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from flask import Flask

from feedservice.channels import channel_slug, display_name
from feedservice.media_store.emblems import emblems_of
from feedservice.settings import Settings
from feedservice.store import Reading, Store
from feedservice.store.search.search_index import can_search
from feedservice.store.stand.polls import PollBook
from feedservice.web import channel_pages, discovery, error_pages, feed_documents, health, pages
from feedservice.web.access import guard, login_pages
from feedservice.web.background_work import Background, Bell, Environ, only_reloads
from feedservice.web.below_path import below, redirect_below
from feedservice.web.changes import change_lists
from feedservice.web.desk import article_pages, desk_feeds, desk_pages, problem_feed, pulse
from feedservice.web.desk.actions import action_pages
from feedservice.web.desk.preview import previews
from feedservice.web.desk.uploads import upload_pages, uploaded_page
from feedservice.web.embeds import oembed_answers
from feedservice.web.face import face_pictures, theme_files
from feedservice.web.media import kept_files
from feedservice.web.newsstand import Newsstand
from feedservice.web.private.masked_logs import mask_logs
from feedservice.web.private.poll_counter import PollCounter
from feedservice.web.private.private_feeds import PrivateFeeds
from feedservice.web.responses import keep_pages, prepare_templates
from feedservice.web.search import search_pages
from feedservice.web.themes.dressing import Dressing
from feedservice.web.watching import metrics, probes
from feedservice.web.watching.watch import Watch

if TYPE_CHECKING:
    from feedservice.feeds.on_request import SetOnRequest


def create_app(settings: Settings, *, refresh: bool = True) -> Flask:
    """The application with the newsstand in front.

    With `refresh` threads keep the newsstand fresh and watch, also behind servers that fork; without, call
    `app.extensions["newsstand"].refresh()`. Starts even when there is no store yet: feeds then answer 503 until the press
    has made its first turn.
    """
    app = Flask("feedservice.web")  # whose templates and log it uses
    app.jinja_env.filters.update(channel_slug=channel_slug, display_name=display_name)
    prepare_templates(app)
    emblems_of(settings)  # read now: no request waits for it
    app.json.sort_keys = False  # type: ignore[attr-defined]  # Flask types the provider too broadly
    store = Store(settings.database)
    setting = partial(_set_on_request, settings)
    private = PrivateFeeds(store, settings.feeds, PollCounter(PollBook(settings.polls_file)))
    newsstand = Newsstand(app.wsgi_app, store, settings.refresh_seconds, settings.hubs, setting, private=private)
    mask_logs()
    dressing = Dressing(settings)
    watch = Watch(
        settings,
        store,
        newsstand,
        lambda: getattr(app.extensions.get("standby"), "trouble", ""),
        lambda: dressing.trouble,
    )
    is_searched = settings.search and can_search(store.engine)
    app.extensions.update(
        settings=settings, store=store, newsstand=newsstand, watch=watch, dressing=dressing, is_searched=is_searched
    )
    app.wsgi_app = newsstand  # type: ignore[method-assign]  # Flask's own way to put middleware in front
    _register_pages(app, settings)
    newsstand.refresh()
    if refresh:
        _keep_up(app, newsstand, watch)
    app.wsgi_app = below(app.wsgi_app, settings.public_path)  # type: ignore[method-assign, assignment]
    return app


def _register_pages(app: Flask, settings: Settings) -> None:
    """Give an application its pages, and who stands in front of them."""
    for blueprint in (
        feed_documents.blueprint,
        change_lists.blueprint,
        pages.blueprint,
        kept_files.blueprint,
        channel_pages.blueprint,
        discovery.blueprint,
        face_pictures.blueprint,
        theme_files.blueprint,
        oembed_answers.blueprint,
        health.blueprint,
        probes.blueprint,
        metrics.blueprint,
    ):
        app.register_blueprint(blueprint)
    if app.extensions["is_searched"]:
        app.register_blueprint(search_pages.blueprint)
    keep_pages(app)
    app.after_request(partial(redirect_below, settings.public_path))
    guard.register(app, settings)
    if settings.desk:
        app.register_blueprint(desk_pages.blueprint)
        app.register_blueprint(pulse.blueprint)
        app.register_blueprint(article_pages.blueprint)
        app.register_blueprint(previews.blueprint)
        app.register_blueprint(desk_feeds.blueprint)
        app.register_blueprint(problem_feed.blueprint)
        app.register_blueprint(login_pages.blueprint)
        app.register_blueprint(action_pages.blueprint)
        app.register_blueprint(upload_pages.blueprint)
        app.register_blueprint(uploaded_page.blueprint)
    error_pages.register(app)


def _set_on_request(settings: Settings, asked: Reading, path: str) -> SetOnRequest | None:
    """Set a document of the long tail. What sets it is imported with the first: most processes are never asked for one."""
    from feedservice.feeds.on_request import set_on_request  # noqa: PLC0415

    return set_on_request(settings, asked, path)


def _keep_up(app: Flask, newsstand: Newsstand, watch: Watch) -> None:
    """Let threads keep the newsstand fresh, and watch, in every process that serves."""
    background = Background("newsstand", newsstand.keep_fresh, release=newsstand.store.close)
    watching = Background("watch", watch.keep, release=newsstand.store.close, part=watch.counts.begin_anew)
    for work in (background, watching):
        work.start(asleep=only_reloads())
    newsstand.pages.begin()
    app.extensions.update(background=background, watching=watching)

    def ring(_: Environ) -> None:
        background.wake()
        watching.wake()

    app.wsgi_app = Bell(newsstand, ring)  # type: ignore[method-assign]
