"""The desk's list in a real browser, over a real service: rows change by themselves, and nothing moves under anybody's hands."""

from __future__ import annotations

from pathlib import Path

from tests.browser import Browser
from tests.newsroom import story
from tests.service import Service


def row(path: str) -> str:
    return f"document.querySelector('[data-file=\"{path}\"]')"


def test_rows_come_and_change_by_themselves_but_for_what_somebody_holds(tmp_path: Path) -> None:
    content = tmp_path / "content"
    content.mkdir()
    for number in range(12):
        (content / f"{number}.txt").write_text(story(f"Harbour {number}"))
    service = Service(content, tmp_path / "state")
    try:
        service.await_text("/desk", "Harbour 11 reopens")
        with Browser(tmp_path / "profile") as page:
            page.open(f"http://127.0.0.1:{service.port}/desk")
            held = row("1.txt")
            page.ask(f"{held}.querySelector('details').open = true; {held}.scrollIntoView(); 0")
            page.ask("document.querySelector('input[type=search]').value = 'typed'; 0")
            place = page.ask(f"{held}.getBoundingClientRect().top")
            (content / "fresh.txt").write_text("Headline alone")
            page.await_true(f"{row('fresh.txt')}?.classList.contains('refused')", "a row for the new file")
            (content / "1.txt").write_text("Draft: yes\n\n" + story("Harbour 1"))
            (content / "fresh.txt").write_text(story("Fresh"))
            page.await_true(f"{row('fresh.txt')}.classList.contains('published')", "its row to change")
            page.await_true("document.querySelector('.outcomes .draft')", "the numbers to change")
            assert page.ask(f"{held}.querySelector('details').open"), "what somebody reads stays as it is"
            assert page.ask(f"{held}.classList.contains('published')")
            assert abs(page.ask(f"{held}.getBoundingClientRect().top") - place) < 2, "and where it is"
            assert page.ask("document.querySelector('input[type=search]').value") == "typed"
            page.ask(f"{held}.querySelector('details').open = false; 0")
            page.await_true(f"{held}.classList.contains('draft')", "the row that was let go to change")
            assert page.mistakes == []
    finally:
        service.stop()
