"""Who reads, as services say it: User-Agents as they are seen in the wild."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedservice.web.counting.announced_readers import (
    ANNOUNCES,
    MOST_REMEMBERED,
    MOST_UNKNOWN,
    OTHER,
    Announced,
    Readership,
    announced,
    together,
)

AGENTS = [
    ("Feedbin feed-id:1344882 - 122 subscribers", "Feedbin", 122),
    ("Feedbin feed-id:1234567 - 1 subscriber", "Feedbin", 1),
    ("Feedly/1.0 (+http://www.feedly.com/fetcher.html; 265 subscribers; like FeedFetcher-Google)", "Feedly", 265),
    ("NewsBlur Feed Fetcher - 5 subscribers - https://www.newsblur.com/site/123/x (Mozilla/5.0)", "NewsBlur", 5),
    ("Mozilla/5.0 (compatible; inoreader.com; 25 subscribers)", "Inoreader", 25),
    ("Inoreader/1.0 (+http://www.inoreader.com/feed-fetcher; 195 subscribers; )", "Inoreader", 195),
    ("Mozilla/5.0 (compatible; theoldreader.com; 2 subscribers; feed-id=abc9)", "The Old Reader", 2),
    ("Mozilla 5.0 (compatible; BazQux/2.4 +http://bazqux.com/fetcher; 7 subscribers)", "BazQux", 7),
    ("Bloglines/3.1 (http://www.bloglines.com; 1,204 subscribers)", "Bloglines", 1204),
    ("Mozilla/5.0 (compatible; Kouio; 3 subscribers)", "Kouio", 3),
    ("Someone new/2 (9 subscribers)", "Someone new", 9),
    ("(9 subscribers)", OTHER, 9),
]


@pytest.mark.parametrize(("agent", "service", "readers"), AGENTS)
def test_services_are_understood(agent: str, service: str, readers: int) -> None:
    assert ANNOUNCES in agent
    assert announced(agent) == (service, readers)


@pytest.mark.parametrize(
    "agent",
    [
        "",
        "Miniflux/2.2",
        "subscribers",
        "Feedly/1.0 (like FeedFetcher-Google)",
        "x 99999999999 subscribers",
        "-subscriber",
    ],
)
def test_who_says_no_number_announces_nothing(agent: str) -> None:
    assert announced(agent) is None


@given(st.text(max_size=300))
def test_whatever_an_agent_says_is_taken_without_harm(text: str) -> None:
    found = announced(f"{text} 12 subscribers")
    if found:
        assert len(found[0]) <= 40
        assert found[0].isprintable()


def test_of_a_service_the_most_of_today_and_yesterday_counts() -> None:
    readership = Readership()
    for day, readers in ((10, 5), (10, 8), (10, 6), (11, 4)):
        readership.note(f"Feedbin feed-id:1 - {readers} subscribers", "/rss.xml", day)
    assert list(together(readership.all(), 11)) == [("/rss.xml", "Feedbin", 8)]
    readership.note("Feedbin feed-id:1 - 3 subscribers", "/rss.xml", 12)
    assert list(together(readership.all(), 12)) == [("/rss.xml", "Feedbin", 4)]
    assert list(together(readership.all(), 20)) == []


def test_of_several_processes_the_largest_word_counts_and_services_stand_apart() -> None:
    said = [
        Announced("Feedbin", "/rss.xml", 5, 8),
        Announced("Feedbin", "/rss.xml", 5, 3),
        Announced("Feedly", "/rss.xml", 5, 2),
    ]
    assert list(together(said, 5)) == [("/rss.xml", "Feedbin", 8), ("/rss.xml", "Feedly", 2)]


def test_a_flood_of_made_up_services_takes_bounded_memory_and_keeps_no_known_one_out() -> None:
    readership = Readership()
    for number in range(3 * MOST_UNKNOWN):
        readership.note(f"Made-up{number}/1 ({number} subscribers)", "/rss.xml", 1)
    readership.note("Feedbin feed-id:1 - 42 subscribers", "/rss.xml", 1)
    told = {service: readers for _, service, readers in together(readership.all(), 1)}
    assert len(told) == MOST_UNKNOWN + 2 - 1  # the first announces nobody
    assert told["Feedbin"] == 42
    assert told[OTHER] == 3 * MOST_UNKNOWN - 1
    for number in range(2 * MOST_REMEMBERED):
        readership.note("Feedly/1.0 (5 subscribers)", f"/tags/{number}/rss.xml", 1)
    assert len(readership.all()) <= MOST_REMEMBERED
    readership.note("Feedly/1.0 (5 subscribers)", "/rss.xml", 3)
    assert list(together(readership.all(), 3)) == [("/rss.xml", "Feedly", 5)]
    assert len(readership.all()) == 1


def test_words_of_another_process_are_taken_for_what_they_are_and_few_services_are_unknown_here_too() -> None:
    readership = Readership()
    readership.note("Feedbin feed-id:1 - 4 subscribers", "/rss.xml", 12)
    readership.keep(Announced("Feedbin", "/rss.xml", 11, 9, 7))
    assert list(together(readership.all(), 12)) == [("/rss.xml", "Feedbin", 9)], "yesterday's word is not today's"
    assert list(together(readership.all(), 13)) == [("/rss.xml", "Feedbin", 4)]
    for number in range(3 * MOST_UNKNOWN):
        readership.keep(Announced(f"Made-up{number}", "/rss.xml", 12, 1))
    assert len(readership.all()) <= MOST_UNKNOWN + 2


def test_made_up_services_keep_no_other_unknown_one_out_for_ever() -> None:
    readership = Readership()
    for number in range(2 * MOST_UNKNOWN):
        readership.note(f"Made-up{number}/1 (3 subscribers)", "/rss.xml", 1)
    readership.note("Newcomer/1 (5 subscribers)", "/rss.xml", 3)
    assert ("/rss.xml", "Newcomer", 5) in list(together(readership.all(), 3))
