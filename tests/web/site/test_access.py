"""Every kind of page, wide by day and narrow by night, judged by axe in a browser (https://www.deque.com/axe/)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from urllib.parse import unquote, urlsplit

from flask.testing import FlaskClient
from playwright.sync_api import Page, Route

from feedservice.press.orders import obey_waiting
from feedservice.store.orders.order_book import PressOrder, What
from tests.browser import PHONE, WIDE, Browser, faults
from tests.newsroom import Newsroom, picture, story
from tests.web.test_uploads import send

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
TWO_HEADLINES = """<html lang="en"><head><title>Reefs are back | Paper</title><meta property="og:title" content="Reefs come back at last">
</head><body><h1>Reefs</h1><figure><img src="page.jpg"><figcaption>A reef.</figcaption></figure><p>Oysters were here once, said the keeper.</p>
<p>Nobody was hurt in the storm, which broke two moorings.</p></body></html>"""
ARABIC = '<html lang="ar" dir="rtl"><h1>عنوان الخبر</h1><p>نص الخبر الأول.</p><p>نص الخبر الثاني.</p></html>'

#: An order page that waits asks again.
_AGAIN = re.compile(r'<meta http-equiv="refresh"[^>]*>')


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
    return [
        "/",
        "/search?q=the+reef",
        "/search?q=nobody+knows",
        "/sections/reefs",
        "/archive",
        f"/archive/{newsroom.now:%Y-%m}",
        "/feeds",
        *stories,
        gone,
        "/none",
    ]


def uploading(newsroom: Newsroom) -> dict[str, str]:
    """The pages of uploads: the form, with and without refusals, a name that is taken, what was done and what was not."""
    client = newsroom.app(desk_upload=True).test_client()
    pages = {"form": client.get("/desk/upload").text, "no name": send(client, [("..", b"x")], "reefs").text}
    taken = send(client, [("Ferry.txt", b"x")], "reefs").headers["Location"]
    pages["taken"] = client.get(taken).text
    for name, sent in (("done", [("new.txt", story("New").encode())]), ("refused", [("x.exe", b"x")])):
        address = send(client, sent, "reefs").headers["Location"]
        obey_waiting(newsroom.press)
        newsroom.settle()
        pages[name] = client.get(address).text
    return {f"/made/{name}": html for name, html in {**pages, "desk": client.get("/desk").text}.items()}


def ordered(newsroom: Newsroom, reader: FlaskClient) -> dict[str, str]:
    """The pages of orders, in every state of theirs: asked, asked anew, to be confirmed, waiting, done, refused; and of an article."""
    newsroom.drop("reefs/page.html", TWO_HEADLINES)
    newsroom.drop("reefs/page.jpg", picture(size=(900, 600)))
    newsroom.settle()
    with newsroom.store.reading() as asked:
        standing = asked.articles.at("reefs/page.html")
    assert standing is not None
    id_, about = standing.article.id, f"/desk/act?subject={standing.article.key}&what="
    given = {
        "done": PressOrder(What.CHOOSE, id_, "Ana", "desk", newsroom.now, "reefs/page.html", "Reefs", field="headline", value="A long word: Donaudampfschifffahrtsgesellschaftskapitänswitwenrente"),
        "noted": PressOrder(What.NOTE, id_, "Ana", "desk", newsroom.now, "reefs/page.html", "Reefs", value="It was Tuesday."),
        "refused": PressOrder(What.MARK, id_, "Ana", "desk", newsroom.now, "reefs/page.html", "Reefs", value="slip"),
    }  # fmt: skip
    for order in given.values():
        with newsroom.store.writing() as changes:
            changes.orders.give(order)
        obey_waiting(newsroom.press)
        newsroom.turn(3)
    newsroom.drop("reefs/page.html", TWO_HEADLINES.replace("once", "twice"))
    newsroom.settle()
    with newsroom.store.writing() as changes:
        changes.orders.give(PressOrder(What.HOLD, id_, "Ana", "desk", newsroom.now, "reefs/page.html", "Reefs", "why"))
    with newsroom.store.writing() as changes:
        changes.orders.give(PressOrder(What.LOOK, "", "Ana", "desk", newsroom.now))
    paths = [
        *(f"/desk/orders/{number}" for number in (1, 3, 4)), "/desk/orders", f"/desk/articles/{standing.article.key}",
        f"/desk/act?subject={standing.article.key}", f"{about}hold", f"{about}hold&asked=1", f"{about}withdraw&reason=why&name=Ana",
        f"{about}choose&field=headline", f"{about}choose&field=photo", f"{about}choose&field=date&own=sometime&name=Ana",
        f"{about}choose&field=headline&own=Another&name=Ana", f"{about}mark", f"{about}mark&pick=%3Dtypo&name=Ana",
        f"{about}note", f"{about}note&asked=1", f"{about}note&field=1", f"{about}note&field=1&value=%3D&name=Ana",
    ]  # fmt: skip
    pages = {path: reader.get(path) for path in paths}
    assert {path: page.status_code for path, page in pages.items()} == dict.fromkeys(paths, 200)
    return {f"/made/{number}": _AGAIN.sub("", page.text) for number, page in enumerate(pages.values())}


def serve(page: Page, readers: Mapping[str, FlaskClient], made: Mapping[str, str]) -> None:
    """Let a page of the browser be answered by applications in this process, by host, or with a page that was `made` before."""

    def answer(route: Route) -> None:
        address = urlsplit(route.request.url)
        if unquote(address.path) in made:
            route.fulfill(content_type="text/html; charset=utf-8", body=made[unquote(address.path)])
            return
        with readers[str(address.hostname)].get(f"{address.path}?{address.query}") as said:
            headers = {name: value for name, value in said.headers.items() if name.lower() != "content-length"}
            route.fulfill(status=said.status_code, headers=headers, body=said.get_data())

    page.route("**/*", answer)


def test_axe_finds_nothing_in_any_page_wide_by_day_and_narrow_by_night(newsroom: Newsroom) -> None:
    paths = filled(newsroom)
    readers = {"localhost": newsroom.app().test_client(), "127.0.0.1": newsroom.app(theme="broadsheet").test_client()}
    made = {**ordered(newsroom, readers["localhost"]), **uploading(newsroom)}
    themed = [f"http://127.0.0.1{paths[number]}" for number in (0, 1, 3, 4, 7, 8)]  # all that a theme dresses
    addresses = [*themed, *(f"http://localhost{path}" for path in (*made, *paths[5:]))]
    found = []
    with Browser() as browser:
        for turn, (size, scheme) in enumerate(((WIDE, "light"), (PHONE, "dark"))):
            page = browser.new_page(size, color_scheme=scheme)
            serve(page, readers, made)
            for address in (*(f"http://localhost{path}" for path in paths[:5]), *addresses[turn::2]):
                page.goto(address)
                found += [f"{address} ({scheme}): {fault}" for fault in faults(page)]
    assert found == []


def test_axe_finds_what_is_wrong() -> None:
    bad = '<html lang="en"><title>x</title><main><h1>x</h1><a href="y"></a><p style="color: #ccc">faint</p><p style="width: 500px">z'
    with Browser() as browser:
        page = browser.new_page(PHONE)
        page.set_content(f'<meta name="viewport" content="width=device-width">{bad}')
        found = faults(page)
    assert {one.partition(":")[0] for one in found} >= {"color-contrast", "link-name"}
    assert any("too wide" in one for one in found)
