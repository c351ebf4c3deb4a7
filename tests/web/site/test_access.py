"""Every kind of page, wide by day and narrow by night, judged by axe in a browser (https://www.deque.com/axe/)."""

from __future__ import annotations

from datetime import UTC, datetime
from urllib.parse import urlsplit

from flask.testing import FlaskClient
from playwright.sync_api import Page, Route

from tests.browser import PHONE, WIDE, Browser, faults
from tests.newsroom import Newsroom, picture, story

FEATURE = """# Reefs return

By Ana Ruiz

Tags: reefs, tides

The first shells were found by a child.

#### Numbers

| Year | Reefs counted | Spat on each square metre of the flats | Temperature in the mean of the year | Licences |
|---|---|---|---|---|
| 2021 | 3 | 12 | 11.2 | 0 |

> Nobody owns the mud.

![](feature.jpg)

![Keepers](other.jpg "Two keepers. Photo: Tom Hale")

```
reef_id,year,spat_per_square_metre,temperature_mean,licences_given,boats_at_work_in_the_season,remarks
```
"""
ARABIC = '<html lang="ar" dir="rtl"><h1>عنوان الخبر</h1><p>نص الخبر الأول.</p><p>نص الخبر الثاني.</p></html>'


def filled(newsroom: Newsroom) -> list[str]:
    """The addresses of every kind of page of a newsroom with all that pages can show."""
    newsroom.now = datetime.now(UTC)
    newsroom.drop("reefs/feature.md", FEATURE)
    newsroom.drop("reefs/feature.jpg", picture(size=(1300, 800)))
    newsroom.drop("reefs/other.jpg", picture("teal", (900, 600)))
    newsroom.drop("world/arabic.html", ARABIC)
    for name in ("Ferry", "Quay"):
        newsroom.drop(f"reefs/{name}.txt", story(name))
    newsroom.settle()
    articles = {one.title: one.link.removeprefix(newsroom.settings.public_url) for one in newsroom.feed().entries}
    (newsroom.content / "reefs/Quay.txt").unlink()
    newsroom.lapse()
    gone = next(link for title, link in articles.items() if title.startswith("Quay"))
    stories = [articles["Reefs return"], articles["عنوان الخبر"]]
    return ["/", "/sections/reefs", "/archive", f"/archive/{newsroom.now:%Y-%m}", "/feeds", *stories, gone, "/none"]


def serve(page: Page, reader: FlaskClient) -> None:
    """Let a page of the browser be answered by an application in this process."""

    def answer(route: Route) -> None:
        address = urlsplit(route.request.url)
        with reader.get(f"{address.path}?{address.query}") as said:
            headers = {name: value for name, value in said.headers.items() if name.lower() != "content-length"}
            route.fulfill(status=said.status_code, headers=headers, body=said.get_data())

    page.route("**/*", answer)


def test_axe_finds_nothing_in_any_page_wide_by_day_and_narrow_by_night(newsroom: Newsroom) -> None:
    paths, reader = filled(newsroom), newsroom.app().test_client()
    found = []
    with Browser() as browser:
        for size, scheme in ((WIDE, "light"), (PHONE, "dark")):
            page = browser.new_page(size, color_scheme=scheme)
            serve(page, reader)
            for path in paths:
                page.goto(f"http://localhost{path}")
                found += [f"{path} ({scheme}): {fault}" for fault in faults(page)]
    assert found == []


def test_axe_finds_what_is_wrong() -> None:
    bad = '<html lang="en"><title>x</title><main><h1>x</h1><a href="y"></a><p style="color: #ccc">faint</p><p style="width: 500px">z'
    with Browser() as browser:
        page = browser.new_page(PHONE)
        page.set_content(f'<meta name="viewport" content="width=device-width">{bad}')
        found = faults(page)
    assert {one.partition(":")[0] for one in found} >= {"color-contrast", "link-name"}
    assert any("too wide" in one for one in found)
