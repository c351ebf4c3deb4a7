"""Articles to measure with: same seed, same bytes. About 6 KB of HTML each; 50 of them compress about 3:1, like prose.

The language is made up, but for its small words: word lengths and frequencies are those of English (Zipf), so parsers
and compressors meet what they would in a newsroom. Four in five are the bare piece from <h1> on; the fifth is a whole
page with a menu, share links and a footer, as content systems leave them.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from pathlib import Path
from random import Random

SECTIONS = 100
SEED = 20261101
#: All dates lie before this one, long past, so that no run meets an article from the future.
_LAST_DATE = datetime(2026, 1, 31, 18, 0, tzinfo=UTC)

_SMALL_WORDS = (
    "the of and to a in that was for it with as his on be at by had not are but from or have they which one were her all"
    " she there would their we him been has when who will more no if out so said what up its about into than them can"
)
_ONSETS = "b br c ch d dr f fl g gr h j k l m n p pl qu r s sh sl st t th tr v w"
_VOWELS = "a a e e e i i o o u ea"
_CODAS = "d l m n n nd r r s st t"
_MADE_WORDS = 1200
_PAGE = """<!DOCTYPE html>
<html lang="en">
<head><meta charset="utf-8"><title>{headline} | The Elster Packet</title></head>
<body>
<nav><a href="https://packet.example.org/">Home</a> <a href="https://packet.example.org/{section}">{section}</a></nav>
<div class="share"><a href="https://share.example.org/post">Share</a> <a href="https://share.example.org/mail">Send</a></div>
<article>
{piece}
</article>
<p><a href="https://packet.example.org/more">Read more</a></p>
<footer><p>© The Elster Packet</p><a href="#top">Scroll to top</a></footer>
</body>
</html>
"""


def articles(count: int, seed: int = SEED) -> Iterator[tuple[str, str]]:
    """So many articles as (path below the content folder, HTML), spread over the sections."""
    for number in range(count):
        section = f"section-{number % SECTIONS:02}"
        yield f"{section}/story-{number:06}.html", article(number, section, seed)


def write(folder: Path, count: int, seed: int = SEED) -> int:
    """Put so many articles into a folder. Returns how many bytes that was."""
    size_bytes = 0
    for path, html in articles(count, seed):
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        size_bytes += file.write_bytes(html.encode())
    return size_bytes


def article(number: int, section: str, seed: int = SEED) -> str:
    """One article; the number and the seed decide everything in it."""
    draw = Random(f"{seed}/{number}")
    headline = " ".join(_words(draw, draw.randint(6, 11))).capitalize()
    date = _LAST_DATE - timedelta(seconds=draw.randrange(300 * 86_400))
    head = (
        f"<h1>{headline}</h1>",
        f'<p class="standfirst">{_sentence(draw)}</p>',
        f'<p class="byline">By {_name(draw)}</p>',
        f'<p><time datetime="{date.isoformat()}">{date:%d %B %Y, %H:%M}</time></p>',
    )
    piece = "\n".join([*head, *(_block(draw) for _ in range(draw.randint(10, 14)))])
    return _PAGE.format(headline=headline, section=section, piece=piece) if number % 5 == 0 else piece


def _vocabulary() -> list[str]:
    """Words, the commonest first."""
    draw = Random("vocabulary")
    made = ["".join(_syllable(draw) for _ in range(draw.choice((2, 3, 3)))) for _ in range(_MADE_WORDS)]
    return list(dict.fromkeys([*_SMALL_WORDS.split(), *sorted(made, key=len)]))


def _syllable(draw: Random) -> str:
    coda = draw.choice(_CODAS.split()) if draw.random() < 0.5 else ""
    return draw.choice(_ONSETS.split()) + draw.choice(_VOWELS.split()) + coda


_VOCABULARY = _vocabulary()
_WEIGHTS = list(accumulate((rank + 3) ** -1.2 for rank in range(len(_VOCABULARY))))


def _words(draw: Random, count: int) -> list[str]:
    return draw.choices(_VOCABULARY, cum_weights=_WEIGHTS, k=count)


def _name(draw: Random) -> str:
    return " ".join(draw.choice(_VOCABULARY[100:1000]).capitalize() for _ in range(2))


def _block(draw: Random) -> str:
    """A paragraph, now and then below a crosshead or as a quotation."""
    paragraph = f"<p>{' '.join(_sentence(draw) for _ in range(draw.randint(3, 5)))}</p>"
    chance = draw.random()
    if chance < 0.08:
        return f"<h2>{' '.join(_words(draw, 4)).capitalize()}</h2>\n{paragraph}"
    return f"<blockquote>{paragraph}</blockquote>" if chance > 0.95 else paragraph


def _sentence(draw: Random) -> str:
    """A sentence; some are quoted, some carry a link or a stressed word."""
    words = _words(draw, draw.randint(9, 33))
    words[0] = words[0].capitalize()
    words[len(words) // 2] += ","
    chance = draw.random()
    if chance < 0.06:
        words[3] = f'<a href="https://www.example.org/{draw.randrange(16**6):06x}">{words[3]}</a>'
    elif chance < 0.12:
        words[4] = f"<em>{words[4]}</em>"
    elif chance < 0.2:
        return f"“{' '.join(words)},” said {_name(draw)}."
    return " ".join(words) + "."
