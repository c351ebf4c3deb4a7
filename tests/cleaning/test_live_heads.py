"""Live blogs by shape and hours: what becomes one, with each entry under its time, and what looks alike and is none."""

from __future__ import annotations

import re
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from bs4 import BeautifulSoup

from feedservice import cleaning
from feedservice.article.live_entries import Coverage, live_entries

ZONE = ZoneInfo("Europe/Berlin")
TOLD = "The harbour master said that the ferry would stay at the quay until the storm had passed over the town."
CALLED = Coverage(called=True, zone=ZONE)
STATED = Coverage(is_live=True, zone=ZONE)
UNSAID = Coverage(zone=ZONE)
PUBLISHED = Coverage(
    begun=datetime(2026, 3, 4, 9, 0, tzinfo=ZONE), ended=datetime(2026, 3, 4, 15, 0, tzinfo=ZONE), zone=ZONE
)
HOURS = ("14:32", "13:05", "09:20")


def heads(html: str, coverage: Coverage) -> list[str]:
    cleaned = cleaning.clean(BeautifulSoup(html, "lxml"), "https://port.example/", coverage=coverage).html
    return re.findall(r"<h3><time.*?</h3>", cleaned)


def machine(hour: str, shown: str = "") -> str:
    return f'<time datetime="2026-03-04T{hour}:00+01:00">{shown or hour}</time>'


#: How newsrooms, blogging systems and editors write an entry; what its heading becomes.
WRITTEN = {
    "a time, then a heading": ("<div><p>{0} Uhr</p><h2>Ferry</h2><p>{1}</p></div>", '<time datetime="{0}">{0} Uhr</time> Ferry'),
    "a heading, then a time": ("<article><h3>Ferry</h3><span>{2}</span><p>{1}</p></article>", "{2} Ferry"),
    "how long ago": ("<article><header>{3}</header><h3>Ferry</h3><p>{1}</p></article>", "{2} Ferry"),
    "both, in a link": ('<div><p><a href="#b">{3}<span>{0}</span></a></p><h2>Ferry</h2><p>{1}</p></div>', "{2} Ferry"),
    "a heading that opens with it": ("<h3>{0} – Ferry</h3><p>{1}</p>", '<time datetime="{0}">{0}</time> Ferry'),
    "between crosses": ("<h2>+++ {0} Uhr: Ferry +++</h2><p>{1}</p>", '<time datetime="{0}">{0} Uhr</time> Ferry'),
    "in bold": ("<p><strong>{0} Uhr:</strong> {1}</p>", '<time datetime="{0}">{0} Uhr</time>'),
    "in bold with a headline": ("<p><b>{0} Ferry stays.</b> {1}</p>", '<time datetime="{0}">{0}</time> Ferry stays.'),
    "plain": ("<p>{0}: {1}</p>", '<time datetime="{0}">{0}</time>'),
    "a time for nobody's machines": ("<p><time>{0}</time></p><h3>Ferry</h3><p>{1}</p>", '<time datetime="{0}">{0}</time> Ferry'),
    "items of a list": ("<ul><li>{2} <h4>Ferry</h4><p>{1}</p></li></ul>", "{2} Ferry"),
}  # fmt: skip


@pytest.mark.parametrize(("entry", "heading"), WRITTEN.values(), ids=WRITTEN)
def test_each_entry_is_under_a_heading_with_its_time(entry: str, heading: str) -> None:
    said = [(hour, TOLD, machine(hour), machine(hour, f"{place} hours ago")) for place, hour in enumerate(HOURS, 1)]
    body = "".join(entry.format(*one) for one in said).replace("</ul><ul>", "")
    once = cleaning.clean(BeautifulSoup(body, "lxml"), "https://port.example/", coverage=STATED).html
    assert cleaning.clean(BeautifulSoup(once, "lxml"), "https://port.example/", coverage=STATED).html == once
    for coverage in (STATED, UNSAID):
        assert heads(body, coverage) == [f"<h3>{heading.format(*one)}</h3>" for one in said]


def test_no_word_goes_but_how_long_ago() -> None:
    body = "".join(f"<p>{machine(hour, '2h ago')}</p><h2>Ferry {hour}</h2><p>{TOLD}</p>" for hour in HOURS)
    cleaned = cleaning.clean(
        BeautifulSoup(f"<p>Opening.</p>{body}<hr><p>Sources: port</p>", "lxml"), "", coverage=STATED
    )
    assert [cut.words for cut in cleaned.cut] == ["2h ago"] * 3
    assert (live_entries(cleaned.html)[0].headline, live_entries(cleaned.html)[0].text) == ("Ferry 14:32", TOLD)
    assert live_entries(cleaned.html)[-1].text == TOLD  # what stands below the rule is no entry's


def rows(*hours: str, form: str = "<h3>{0} – Words</h3><p>{1}</p>") -> str:
    return "<p>Some words that open it.</p>" + "".join(form.format(hour, TOLD, machine(hour)) for hour in hours)


#: A shape like it, and what its file says: a programme, a timeline, a list of broadcasts, recipes.
ALIKE = {
    "hours that rise": (rows("09:20", "13:05", "14:32"), UNSAID),
    "instants after the last change": (rows("16:00", "17:00", "18:30", form="<h3>{2} Words</h3><p>{1}</p>"), PUBLISHED),
    "instants before the publication": (rows("06:00", "07:00", "08:30", form="<h3>{2} Words</h3><p>{1}</p>"), PUBLISHED),
    "names alone": (rows("22:00", "21:00", "20:00", form="<p>{0} News</p>"), CALLED),
    "a summary in the middle": (f"<p>{TOLD * 9}</p>" + rows("14:32", "13:05", "09:20"), UNSAID),
    "hours in no order": (rows("13:05", "09:20", "22:00", "03:00", "18:00", "01:00", "15:00"), CALLED),
    "a file that says no": (rows("14:32", "13:05", "09:20"), Coverage(may_be=False, zone=ZONE)),
    "numbers that are no hours": (rows("4.5 per cent", "3.50 €", "2.75 metres"), UNSAID),
    "two are too few": (rows("14:32", "13:05"), UNSAID),
}  # fmt: skip


@pytest.mark.parametrize(("body", "coverage"), ALIKE.values(), ids=ALIKE)
def test_what_only_looks_like_one_is_none(body: str, coverage: Coverage) -> None:
    assert heads(body, coverage) == []


def test_the_oldest_first_too_where_the_file_says_so_or_the_entries_were_published_one_by_one() -> None:
    assert len(heads(rows("23:40", "00:10", "01:30"), CALLED)) == 3
    assert len(heads(rows("09:20", "13:05", "14:32", form="<h3>{2} Words</h3><p>{1}</p>"), PUBLISHED)) == 3
    assert len(heads(rows("14:32", "13:05"), STATED)) == 2
