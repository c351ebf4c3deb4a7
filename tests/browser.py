"""Debian's Chromium for tests, by Playwright (https://playwright.dev/python/): pages that change, keys, sizes, and what axe says of them."""

from __future__ import annotations

from functools import cache
from importlib.metadata import files
from typing import Any, Self

from playwright.sync_api import Page, expect, sync_playwright

from tests.programs import program
from tests.service import PATIENCE_SECONDS

#: A telephone and a desk, in CSS pixels.
PHONE, WIDE = (390, 844), (1280, 900)
expect.set_options(PATIENCE_SECONDS * 1000)
_OPTIONS = ("--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync")


class Browser:
    """A browser of its own; a context manager that ends it. `page` is its first page, `mistakes` what scripts raised in any."""

    def __init__(self) -> None:
        chromium = program("chromium")
        self._playwright = sync_playwright().start()
        self._browser = self._playwright.chromium.launch(executable_path=chromium, args=list(_OPTIONS))
        self.mistakes: list[str] = []
        self.page = self.new_page()

    def new_page(self, size: tuple[int, int] = WIDE, **options: Any) -> Page:
        """A page of a person of its own, with no cookies (https://playwright.dev/python/docs/api/class-browser#browser-new-page)."""
        page = self._browser.new_page(viewport={"width": size[0], "height": size[1]}, **options)
        page.set_default_timeout(PATIENCE_SECONDS * 1000)
        page.on("pageerror", lambda error: self.mistakes.append(str(error)))
        return page

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._browser.close()
        self._playwright.stop()


@cache
def _axe() -> str:
    [script] = [one for one in files("axe-playwright-python") or () if one.name == "axe.min.js"]
    return script.read_text(encoding="utf-8")


def faults(page: Page) -> list[str]:
    """What axe finds in a page as it stands (https://www.deque.com/axe/), and by how much it is wider than its window."""
    page.evaluate(_axe() + "; 0")
    found = page.evaluate(
        "axe.run(document, {resultTypes: ['violations']}).then(said => said.violations.map(one => [one.id, one.nodes[0].html]))"
    )
    said = [f"{rule}: {html[:200]}" for rule, html in found]
    over = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    return [*said, f"{over} pixels too wide"] if over > 0 else said
