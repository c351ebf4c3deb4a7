"""Whether two texts are the same story: sketches that find candidates, and the judging of two."""

from __future__ import annotations

import random
import subprocess
import sys
import zlib
from dataclasses import replace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from feedservice.text.comparison.similarity import (
    _WORD,
    MARKS,
    MOST_WORDS,
    Likeness,
    Story,
    folded,
    judge,
    marks,
    plain_words,
    same_headline,
)

ENGLISH = Story(
    "Ferry Elster returns to harbour after three days",
    "The ferry Elster returned to the harbour on Friday morning with all 12 people on board.\n"
    "She had been missing since the storm of 3 May, when the coast guard lost her signal off the northern cape.",
)
GERMAN = Story(
    "Fähre Elster kehrt nach drei Tagen in den Hafen zurück",
    "Die Fähre Elster ist am Freitagmorgen mit allen 12 Menschen an Bord in den Hafen zurückgekehrt.\n"
    "Sie war seit dem Sturm vom 3. Mai vermisst worden, als die Küstenwache ihr Signal vor dem Nordkap verlor.",
)
CHINESE = Story(
    "渡轮失联三天后返回港口",
    "渡轮埃尔斯特号周五上午载着全部12人返回港口。\n自5月3日风暴以来该船一直下落不明，当时海岸警卫队在北部海角附近失去其信号。",
)
ARABIC = Story(
    "العبارة إلستر تعود إلى الميناء بعد ثلاثة أيام",
    "عادت العبارة إلستر إلى الميناء صباح الجمعة وعلى متنها جميع الركاب وعددهم 12 شخصا.\n"
    "وكانت مفقودة منذ عاصفة 3 مايو حين فقد خفر السواحل إشارتها قبالة الرأس الشمالي.",
)
STORIES = (ENGLISH, GERMAN, CHINESE, ARABIC)

HARD = st.sampled_from(
    ["the ", "boat ", "\n", "渡", "か\u3099", "ก\u0e34", "कि ", "12 ", "ﷺ", "İ", "ß", "\u00ad", "\ud800", "\x00", "🙂"]
)
TEXT = st.lists(HARD | st.text(max_size=6), max_size=14).map("".join)
STORY = st.builds(Story, TEXT, TEXT) | st.sampled_from(STORIES)


def altered(story: Story, *changes: tuple[str, str]) -> Story:
    headline, text = story.headline, story.text
    for old, new in changes:
        assert old in headline + text
        headline, text = headline.replace(old, new), text.replace(old, new)
    return Story(headline, text)


@pytest.mark.parametrize("story", STORIES)
def test_a_story_is_the_same_as_itself_and_no_other(story: Story) -> None:
    assert judge(story, story) is Likeness.SAME
    assert [other for other in STORIES if judge(story, other) is not Likeness.NONE] == [story]


@pytest.mark.parametrize(
    ("story", "other"),
    [
        (ENGLISH, altered(ENGLISH, ("Friday", "Saturday"), ("northern", "north-eastern"))),
        (ENGLISH, altered(ENGLISH, ("returns", "RETURNED"), ("harbour", "harbor"))),
        (ENGLISH, Story(ENGLISH.headline.upper(), ENGLISH.text.replace("\n", " ").replace(",", " –"))),
        (GERMAN, altered(GERMAN, ("Fähre", "Faehre"))),
        (GERMAN, altered(GERMAN, ("ü", "u\u0308"), ("ä", "a"))),
        (CHINESE, altered(CHINESE, ("返回", "回到"), ("12", "１２"))),
        (ARABIC, altered(ARABIC, ("العبارة", "العبّارة"), ("إلى", "الى"))),
    ],
)
def test_the_same_story_in_nearly_the_same_words(story: Story, other: Story) -> None:
    rest = " ".join(f"{one}{another}" for one in "abcdefgh" for another in "ijklmnopq")  # no brief any more
    long, other_long = (replace(one, text=f"{one.text}\n{rest}") for one in (story, other))
    assert judge(long, other_long) is Likeness.SAME
    assert judge(story, other) in (Likeness.SAME, Likeness.NEAR)
    assert set(marks(story)) & set(marks(other))


@pytest.mark.parametrize("story", STORIES)
@pytest.mark.parametrize(("old", "new"), [("12", "14"), ("12", "12 12"), ("12", "")])
def test_with_other_numbers_it_is_only_near(story: Story, old: str, new: str) -> None:
    assert judge(story, altered(story, (old, new))) is Likeness.NEAR


def test_numbers_of_the_headline_count_and_their_order_does_not() -> None:
    rest = ", and the forecast for the coast of the whole northern region stays as it was" * 4
    text, turned = (
        f"Rain 5 mm in the north, wind 7 from the west{rest}",
        f"Wind 7 from the west, rain 5 mm in the north{rest}",
    )
    other = text.replace("5", "6").replace("7", "5")
    assert judge(Story("Weather for 12 May", text), Story("Weather for 13 May", text)) is Likeness.NEAR
    assert judge(Story("Weather for 12 May", text), Story("Weather for 12 May", f"{text} now")) is Likeness.SAME
    assert judge(Story("Weather", text), Story("Weather", other)) is Likeness.NEAR
    assert judge(Story("Weather", text), Story("Weather", turned)) is Likeness.SAME


@pytest.mark.parametrize("story", STORIES)
def test_under_another_headline_it_is_only_near(story: Story) -> None:
    assert judge(story, Story("Something else altogether happened", story.text)) is Likeness.NEAR
    assert judge(story, Story("", story.text)) is Likeness.NEAR


@pytest.mark.parametrize("story", STORIES)
def test_a_rewritten_half_is_doubtful_and_a_rest_is_nothing(story: Story) -> None:
    half, rest = (story.text[: int(len(story.text) * share)] for share in (0.6, 0.25))
    assert judge(story, Story(story.headline, half)) is Likeness.DOUBTFUL
    assert judge(story, Story(story.headline, rest)) is Likeness.NONE


@pytest.mark.parametrize("empty", ["", " \n ", "…!", "🙂", "\ud800"])
def test_a_body_without_words_is_like_no_other(empty: str) -> None:
    assert judge(Story("News", empty), Story("News", empty)) is Likeness.NONE
    assert judge(Story("News", empty), ENGLISH) is Likeness.NONE
    assert marks(Story("News", empty)) == ()


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("The ferry is back in the harbour", "The Ferry is back, in the harbour!", Likeness.SAME),
        ("The ferry is back in the harbour", "The ferry is not back in the harbour", Likeness.DOUBTFUL),
        ("One two three four five six seven", "One two three four five six seven eight", Likeness.DOUBTFUL),
        ("A b c d e f g h i j k", "A b c d e f g h i j x", Likeness.NEAR),
        ("渡轮已返回港口", "渡轮已返回海港", Likeness.DOUBTFUL),
        ("Gone", "Back", Likeness.NONE),
    ],
)
def test_short_bodies_must_be_equal(a: str, b: str, expected: Likeness) -> None:
    assert judge(Story("News", a), Story("News", b)) is expected


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Ferry returns after storm", "Ferry returns after the storm"),
        ("Ferry retuns", "Ferry returns"),
        ("The ferry is back in port and all rejoice", "The ferry is back in port and all congratulate"),
        ("“Ferry” Returns", "ferry returns"),
        ("Fähre kehrt zurück", "Fahre kehrt zuruck"),
        ("渡轮失联三天后返回港口", "渡轮失联三天后，返回港口"),
        ("عودة العبّارة", "عودة العبارة"),
        ("", " "),
        ("🙂", "🙂"),
    ],
)
def test_headlines_nearly_the_same(a: str, b: str) -> None:
    assert same_headline(a, b)
    assert same_headline(b, a)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Ferry Elster returns to harbour", "Ferry Elster leaves the harbour"),
        ("Ferry returns", "Mine closes"),
        ("Ferry returns", ""),
        ("🙂", "🎉"),
        ("渡轮返回港口", "煤矿发生事故"),
        ("Weather", "Sport"),
    ],
)
def test_headlines_that_differ(a: str, b: str) -> None:
    assert not same_headline(a, b)
    assert not same_headline(b, a)


@given(STORY, STORY)
def test_judging_knows_no_order_and_never_fails(a: Story, b: Story) -> None:
    assert judge(a, b) is judge(b, a)


@given(STORY)
@example(Story("", "ﷺ" * 70_000))
def test_marks_are_few_and_in_order_and_numbers_of_32_bits(story: Story) -> None:
    found = marks(story)
    assert found == tuple(sorted(set(found))) == marks(Story("Another headline", story.text))
    assert len(found) <= MARKS
    assert all(0 <= mark < 2**32 for mark in found)


@given(st.integers(0, 2**32), st.integers(0, 199))
def test_one_word_of_two_hundred_leaves_a_mark_in_common(seed: int, place: int) -> None:
    choose = random.Random(seed)
    words = ["".join(choose.choices("aeinorst", k=choose.randint(2, 9))) for _ in range(200)]
    other = [*words[:place], "quite", *words[place + 1 :]]
    one, two = (marks(Story("", " ".join(text))) for text in (words, other))
    assert len(one) == MARKS
    assert set(one) & set(two)


def test_texts_that_differ_by_one_word_in_ten_share_a_mark() -> None:
    choose = random.Random(4)
    missed = 0
    for _ in range(300):
        words = [f"word{choose.randrange(3000)}" for _ in range(200)]
        other = [f"else{choose.randrange(3000)}" if choose.random() < 0.1 else word for word in words]
        missed += not set(marks(Story("", " ".join(words)))) & set(marks(Story("", " ".join(other))))
    assert missed <= 6


def test_two_texts_on_other_matters_share_none() -> None:
    found = [mark for story in STORIES for mark in marks(story)]
    assert len(found) == len(set(found)) == MARKS * len(STORIES)


@pytest.mark.parametrize(("text", "same"), [("One two three", "one, TWO three."), ("One", "one"), ("渡轮", "渡 轮")])
def test_texts_of_less_than_a_run_have_one_mark(text: str, same: str) -> None:
    assert len(marks(Story("", text))) == 1
    assert marks(Story("", text)) == marks(Story("", same)) != marks(Story("", text + " five"))


def test_marks_once_stored_stay_what_they_are() -> None:
    assert marks(Story("", "The ferry returned to the harbour")) == (203336587, 957449911, 1846195056)


@given(st.text(alphabet=st.sampled_from("aZ09_ \t\n\x1c.-'“”’‘„«»–—•·€£éßøﬁ渡กि½²")))
@example("“It’s 10 km_away”, the crew – of 12 – said… ½ £5")
def test_words_of_nearly_ascii_text_are_those_of_the_pattern(text: str) -> None:
    assert plain_words(text) == tuple(_WORD.findall(folded(text)))


def test_marks_are_the_smallest_hashes() -> None:
    words = [f"w{number}" for number in range(40)]
    hashes = sorted(zlib.crc32(" ".join(words[at : at + 4]).encode()) for at in range(37))
    assert list(marks(Story("", " ".join(words)))) == hashes[:8]


def test_marks_are_the_same_in_every_process() -> None:
    code = f"from feedservice.text.comparison.similarity import Story, marks; print(marks(Story('', {CHINESE.text!a})))"
    told = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env={"PYTHONHASHSEED": "7"}
    )
    assert told.stdout.strip() == str(marks(CHINESE))


def test_only_the_first_words_are_looked_at() -> None:
    text = " ".join(f"w{number}" for number in range(MOST_WORDS))
    assert judge(Story("News", text), Story("News", text + " and 7 more" * 9_000)) is Likeness.SAME
    assert judge(Story("News", text), Story("News", "and 7 more " * 9_000 + text)) is Likeness.NONE
