"""The desk's list in a real browser, over a real service: rows change by themselves, and nothing moves under anybody's hands."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from tests.browser import Browser
from tests.newsroom import story
from tests.service import Service, until


def row(page: Page, path: str) -> Locator:
    return page.locator(f'[data-file="{path}"]')


def comes_to(held: Locator, state: str) -> None:
    expect(held).to_have_class(re.compile(rf"\b{state}\b"))


def top(held: Locator) -> float:
    box = held.bounding_box()
    assert box is not None
    return box["y"]


def test_rows_come_and_change_by_themselves_but_for_what_somebody_holds(tmp_path: Path) -> None:
    content = tmp_path / "content"
    content.mkdir()
    for number in range(12):
        (content / f"{number}.txt").write_text(story(f"Harbour {number}"))
    service = Service(content, tmp_path / "state", desk_upload="true")
    try:
        service.await_text("/desk", "Harbour 11 reopens")
        with Browser() as browser:
            page = browser.page
            page.goto(f"http://127.0.0.1:{service.port}/desk")
            held, fresh = row(page, "1.txt"), row(page, "fresh.txt")
            held.locator("summary").click()
            held.scroll_into_view_if_needed()
            page.get_by_role("searchbox").fill("typed")
            place = top(held)
            (content / "fresh.txt").write_text("Headline alone")
            comes_to(fresh, "refused")
            (content / "1.txt").write_text("Draft: yes\n\n" + story("Harbour 1"))
            (content / "fresh.txt").write_text(story("Fresh"))
            comes_to(fresh, "published")
            expect(page.locator(".outcomes .draft")).to_be_attached()
            expect(held.locator("details")).to_have_attribute("open", "")
            comes_to(held, "published")
            assert abs(top(held) - place) < 2, "what somebody reads stays as it is, and where it is"
            expect(page.get_by_role("searchbox")).to_have_value("typed")
            held.locator("summary").press("Enter")
            comes_to(held, "draft")
            expect(held.locator("summary")).to_be_focused()
            rings(page, content)
            takes_what_is_dropped(page)
            assert browser.mistakes == []
    finally:
        service.stop()


def rings(page: Page, content: Path) -> None:
    """What needs a look is told of by the browser when that was asked for."""
    page.context.grant_permissions(["notifications"])
    page.evaluate(
        "window.rung = []; window.Notification = class { static permission = 'granted';"
        " static async requestPermission() { return 'granted'; }"
        " constructor(title, told) { rung.push([title, told.body, this]); } close() {} }; 0"
    )
    page.get_by_role("button", name="Tell me when a file needs a look").click()
    expect(page.get_by_role("button", name="Do not tell me any more")).to_be_visible()
    (content / "ring.txt").write_text("Ring alone")
    until(lambda: page.evaluate("rung.length") == 1, "the browser to tell of it")
    title, body = page.evaluate("rung[0].slice(0, 2)")
    assert title == "ring.txt"
    assert body.count(". ") >= 1, "what is wrong, and what to do"


def takes_what_is_dropped(page: Page) -> None:
    """Files can be dragged onto the list: the form has them, and the page of the upload tells what became of them."""
    page.evaluate(
        "words => { const held = new DataTransfer(); held.items.add(new File([words], 'dragged.txt', { type: 'text/plain' }));"
        " dispatchEvent(new DragEvent('drop', { dataTransfer: held, cancelable: true })); }",
        story("Dragged"),
    )
    expect(page.locator(".upload .chosen li")).to_contain_text("dragged.txt")
    expect(page.locator("[name=name]")).to_be_focused()
    page.keyboard.type("Ana")
    page.locator(".upload button").click()
    page.wait_for_url("**/desk/uploads/1")
    comes_to(row(page, "dragged.txt"), "published")
