"""Every kind of page, wide by day and narrow by night, judged by axe in a browser (https://www.deque.com/axe/)."""

from __future__ import annotations

import json
import re
import subprocess
from datetime import UTC, datetime
from importlib.metadata import files
from pathlib import Path

from bs4 import BeautifulSoup

from feedservice import web
from tests.newsroom import Newsroom, picture, story
from tests.programs import program
from tests.service import PATIENCE_SECONDS

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
#: Each page after the other in one window; what axe says of each, and by how much it is wider than the window, is written in the end.
_DRIVER = """<!doctype html><script>
(async () => {
  const found = [];
  const axe_source = AXE_SOURCE;
  for (const [name, html] of PAGES) {
    document.open();
    document.write(html);
    document.close();
    await new Promise((done) => { setTimeout(done, 50); });
    (0, eval)(axe_source);
    const said = await axe.run(document, { resultTypes: ["violations"] });
    for (const one of said.violations) found.push(`${name}: ${one.id}: ${one.nodes[0].html.slice(0, 200)}`);
    const frame = document.createElement("iframe");  // a window cannot be as narrow as a telephone
    frame.style = "width: WIDTHpx; border: 0";
    const loaded = new Promise((done) => { frame.onload = done; });
    frame.srcdoc = html;
    document.body.append(frame);
    await loaded;
    const over = frame.contentDocument.documentElement.scrollWidth - WIDTH;
    if (over > 0) found.push(`${name}: ${over} pixels too wide`);
  }
  document.open();
  document.write("<title>done</title><body>");
  document.body.textContent = JSON.stringify(found);
  document.close();
})();
</script>"""


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


def inlined(html: str, sheet: str) -> str:
    """A page by itself: with its styles within."""
    return re.sub(r'<link rel="stylesheet"[^>]*>', f"<style>{sheet}</style>", html, count=1)


def judged(pages: list[tuple[str, str]], width: int, folder: Path) -> list[str]:
    """What axe finds in pages in a window of a width, in Chromium."""
    [script] = [one for one in files("axe-core-python") or () if one.name == "axe.min.js"]
    axe = script.read_text(encoding="utf-8").replace("</script", "<\\/script")
    given = {"AXE_SOURCE": json.dumps(axe), "PAGES": json.dumps(pages)}
    driver = _DRIVER.replace("WIDTH", str(width))
    for name, value in given.items():
        driver = driver.replace(name, value.replace("</", "<\\/").replace("<!--", "<\\!--"))
    page = folder / f"{width}.html"
    page.write_text(driver, encoding="utf-8")
    command = [
        program("chromium"), "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
        "--disable-component-update", "--disable-sync", "--host-resolver-rules=MAP * ~NOTFOUND", f"--user-data-dir={folder / 'profile'}",
        f"--window-size={width},900",
        "--virtual-time-budget=60000", "--dump-dom", page.as_uri(),
    ]  # fmt: skip
    done = subprocess.run(command, capture_output=True, check=False, timeout=PATIENCE_SECONDS)
    soup = BeautifulSoup(done.stdout, "lxml")
    assert soup.title is not None, done.stderr[-2000:]
    return list(json.loads(soup.body.get_text()))


def test_axe_finds_nothing_in_any_page(newsroom: Newsroom, tmp_path: Path) -> None:
    sheet = (Path(web.__file__).parent / "static/site.css").read_text(encoding="utf-8")
    night = sheet.replace("(prefers-color-scheme: dark)", "all")
    paths, reader = filled(newsroom), newsroom.app().test_client()
    pages = {path: reader.get(path).text for path in paths}
    bad = '<html lang="en"><title>x</title><main><h1>x</h1><a href="y"></a><p style="color: #ccc">faint words</p><p style="width: 500px">z'
    faults = judged([(path, inlined(html, sheet)) for path, html in pages.items()], 1280, tmp_path)
    narrow = judged([*((path, inlined(html, night)) for path, html in pages.items()), ("bad", bad)], 390, tmp_path)
    assert faults + [one for one in narrow if not one.startswith("bad")] == []
    assert {one.partition(": ")[2].partition(":")[0] for one in narrow} >= {"color-contrast", "link-name"}
    assert any("too wide" in one for one in narrow)
