"""An editor's day at the desk in a real browser: every action by keyboard alone, some by pointing on a telephone and without script."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser import PHONE, Browser
from tests.newsroom import picture, story
from tests.service import Service

#: Far more places than a page of the desk has for the keyboard to stop at.
_MOST_STEPS = 80
EMBARGO = f"Embargo: {datetime.now(UTC) + timedelta(days=2):%Y-%m-%d %H:%M} UTC\n\n"


@pytest.fixture
def service(tmp_path: Path) -> Iterator[Service]:
    content = tmp_path / "content"
    (content / "harbour").mkdir(parents=True)
    service = Service(content, tmp_path / "state")
    try:
        (content / "harbour/Ferry.txt").write_text(story("Ferry"))
        (content / "harbour/Ferry.jpg").write_bytes(picture(size=(1300, 800)))
        (content / "harbour/Later.txt").write_text(EMBARGO + story("Timetable"))
        (content / "harbour/Quay.txt").write_text("Draft: yes\n\n" + story("Quay"))
        (content / "alone.txt").write_text("Headline alone")
        service.await_text("/desk", "Ferry reopens")
        for name in ("one", "two"):
            (content / f"harbour/{name}.txt").write_text(story("Ferry") + f"\nA line more, the {name}.\n")
        for text in ("Timetable reopens", "Quay reopens", "alone.txt", "one.txt", "two.txt"):
            service.await_text("/desk", text)
        yield service
    finally:
        service.stop()


def by_mouse(page: Page, words: str) -> None:
    page.get_by_role("link", name=words).or_(page.get_by_role("button", name=words)).first.click()


def by_keyboard(page: Page, words: str) -> None:
    """Step to a link or button whose words begin so, as one without a mouse does, and press it."""
    for _ in range(_MOST_STEPS):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.innerText || ''").replace("\n", " ").startswith(words):
            seen = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
            assert seen != "none", f"{words!r} has the keyboard, and nobody sees it"
            with page.expect_navigation():
                page.keyboard.press("Enter")
            return
    raise AssertionError(f"no key leads to {words!r} on {page.url}")


class Editor:
    """One person at one page; `press` is how they press a link or a button."""

    def __init__(self, page: Page, service: Service, *, has_mouse: bool) -> None:
        self.page, self.address = page, f"http://127.0.0.1:{service.port}"
        self.press = by_mouse if has_mouse else by_keyboard
        self.has_mouse = has_mouse

    def opens(self, headline: str) -> None:
        """The desk's page of an article, from the list."""
        self.page.goto(f"{self.address}/desk")
        self.press(self.page, headline)
        expect(self.page.get_by_role("heading", level=1)).to_contain_text(headline)

    def orders(self, title: str, reason: str = "") -> None:
        """Press a button of the page, answer what is asked, read what will happen, and order it."""
        if title != "Look now":
            self.press(self.page, title)
        expect(self.page.get_by_role("heading", level=1)).to_contain_text(title)
        if self.page.locator("form.asking").count():
            self._answers(reason)
        expect(self.page.get_by_role("heading", name="What will happen")).to_be_visible()
        self.press(self.page, title.removesuffix(" now").removesuffix(" …"))
        expect(self.page.locator(".state.done")).to_be_visible()
        expect(self.page.locator("meta[http-equiv=refresh]")).to_have_count(
            0
        )  # it asks again while its file is being read

    def _answers(self, reason: str) -> None:
        for label, words in (("Why?", reason), ("Your name", "Ana Ruiz")):
            field = self.page.get_by_label(label)
            if field.count() and not field.input_value():
                field.fill(words)
        if self.has_mouse:
            self.press(self.page, "Go on")
        else:
            self.page.keyboard.press("Enter")

    def day(self, readers: Page) -> None:
        """Every order there is."""
        ferry, timetable, front = "Ferry reopens after storm", "Timetable reopens after storm", f"{self.address}/"
        reasons = {"Hold": "A lawyer reads it", "Withdraw": "It was wrong"}
        for title in ("Pin to the front page", "Unpin", "Hold", "Let go", "Withdraw"):
            self.opens(ferry)
            self.orders(title, reasons.get(title, ""))
        readers.goto(front)
        expect(readers.locator("main")).not_to_contain_text(ferry)
        self.opens(ferry)
        self.orders("Bring back")
        self.opens(timetable)
        self.orders("Publish now")
        for double, title in (("one", "Let this one run too"), ("two", "Keep the other")):
            self.page.goto(f"{self.address}/desk")
            self.press(self.page, f"Choose between the two of harbour/{double}.txt")
            self.orders(title)
        self.page.goto(f"{self.address}/desk/orders")
        self.press(self.page, "Look at the folder now")
        self.orders("Look now")
        readers.goto(front)
        expect(readers.locator("main").get_by_role("link", name=ferry)).to_have_count(2)
        expect(readers.locator("main")).to_contain_text(timetable)


def test_every_action_is_done_by_keyboard_and_some_on_a_telephone_and_without_scripts(service: Service) -> None:
    with Browser() as browser:
        Editor(browser.page, service, has_mouse=False).day(browser.new_page())
        phone = Editor(browser.new_page(PHONE, color_scheme="dark"), service, has_mouse=True)
        plain = Editor(browser.new_page(java_script_enabled=False), service, has_mouse=True)
        for editor, title in (
            (phone, "Pin to the front page"),
            (plain, "Hold"),
            (phone, "Let go"),
            (plain, "Withdraw"),
        ):
            editor.opens("Timetable reopens after storm")
            editor.orders(title, "A lawyer reads it")
        assert browser.mistakes == []
