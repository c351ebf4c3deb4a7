"""What readers, aggregators and editors are handed: the Flask application. Touches: database, disk (both read only, but for
the polls of partners).

`newsstand` answers plain requests for documents from memory, in front of Flask. Behind it: `feed_documents` (those that are
asked for otherwise), `pages` (front page, articles, photos), `channel_pages` (sections, tags and so on), `discovery` (where
the feeds are), `private` (partners' own addresses, in front of Flask too), `desk` (what became of each file), `health`. Knows
nothing of the press: they meet in the store.
"""

from __future__ import annotations

from functools import partial

from flask import Flask

from feedservice.channels import channel_slug, display_name
from feedservice.feeds.on_request import set_on_request
from feedservice.settings import Settings
from feedservice.store import Store
from feedservice.store.stand.polls import PollBook
from feedservice.web import channel_pages, discovery, error_pages, feed_documents, health, pages
from feedservice.web.background_work import Background, Bell, only_reloads
from feedservice.web.desk import desk_feeds, desk_pages
from feedservice.web.newsstand import Newsstand
from feedservice.web.private.masked_logs import mask_logs
from feedservice.web.private.poll_counter import PollCounter
from feedservice.web.private.private_feeds import PrivateFeeds
from feedservice.web.responses import prepare_templates


def create_app(settings: Settings, *, refresh: bool = True) -> Flask:
    """The application with the newsstand in front.

    With `refresh` a thread keeps the newsstand fresh, also behind servers that fork; without, call
    `app.extensions["newsstand"].refresh()`. Starts even when there is no store yet: feeds then answer 503 until the press
    has made its first turn.
    """
    app = Flask(__name__)
    app.jinja_env.filters.update(channel_slug=channel_slug, display_name=display_name)
    prepare_templates(app)
    app.json.sort_keys = False  # type: ignore[attr-defined]  # Flask types the provider too broadly
    store = Store(settings.database)
    setting = partial(set_on_request, settings)
    private = PrivateFeeds(app.wsgi_app, store, settings.feeds, PollCounter(PollBook(settings.polls_file)))
    newsstand = Newsstand(app.wsgi_app, store, settings.refresh_seconds, settings.hubs, setting, private=private)
    mask_logs()
    app.extensions.update(settings=settings, store=store, newsstand=newsstand)
    app.wsgi_app = newsstand  # type: ignore[method-assign]  # Flask's own way to put middleware in front
    for blueprint in (
        feed_documents.blueprint,
        pages.blueprint,
        channel_pages.blueprint,
        discovery.blueprint,
        health.blueprint,
    ):
        app.register_blueprint(blueprint)
    if settings.desk:
        app.register_blueprint(desk_pages.blueprint)
        app.register_blueprint(desk_feeds.blueprint)
    error_pages.register(app)
    newsstand.refresh()
    if refresh:
        background = Background("newsstand", newsstand.keep_fresh, release=store.close)
        background.start(asleep=only_reloads())
        app.extensions["background"] = background
        app.wsgi_app = Bell(newsstand, lambda _: background.wake())  # type: ignore[method-assign]
    return app
