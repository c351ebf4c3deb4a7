"""What searching costs: in a first publication, in bytes, and for each question over many articles, on either database.

python -m bench.search                    a first publication of 1,000 articles, with and without
python -m bench.search 100000             questions over so many articles, on SQLite
python -m bench.search 100000 URL         the same on a PostgreSQL database, which must be empty
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from bench import corpus
from bench.first import Clock, press_for, publish, settings_for
from feedservice.article import Article, Outcome
from feedservice.editing.life.standing import Standing
from feedservice.errors import StoreError
from feedservice.store import Store
from feedservice.store.bulk import NewArticle
from feedservice.text.searching.search_query import search_query

_FIRST = 1_000
_ROUNDS = 5
_START = datetime(2026, 1, 31, 18, tzinfo=UTC)
_HEAD = re.compile(r"<h1>(.*?)</h1>")
_SMALL_WORDS = "the of and to a in that was for it with as his on be at by had not are but from or have they which one were her all she there"
_PARAGRAPH = re.compile(r"<p>.*?</p>|<h2>.*?</h2>|<blockquote>.*?</blockquote>")
_CHINESE = "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然前外天政四日那社义事平形相全表间样与关各重新线内数正心反你明看原又么利比或但质气第向道命此变条只没结解问意建月公无系军很情者最立代想已通并提直题党程展五果料象员革位入常文总次品式活设及管特件长求老头基资边流路级少图山统接知较将组见计别她手角期根论运农指几九区强放决西被干做必战先回则任取据处队南给色光门即保治北造百规热领七海口东导器压志世金增争济阶油思术极交受联什认六共权收证改清己美再采转更单风切打白教速花带安场身车例真务具万每目至达走积示议声报斗完类八离华名确才科张信马节话米整空元况今集温传土许步群广石记需段研界拉林律叫且究观越织装影算低持音众书布复容儿须际商非验连断深难近矿千周委素技备半办青省列习响约支般史感劳便团往酸历市克何除消构府称太准精值号率族维划选标写存候毛亲快效斯院查江型眼王按格养易置派层片始却专状育厂京识适属圆包火住调满县局照参红细引听该铁价严"


def _chinese(number: int) -> str:
    from random import Random

    draw = Random(number)
    weights = [1 / (rank + 2) for rank in range(len(_CHINESE))]
    return "".join(draw.choices(_CHINESE, weights, k=600))


def _articles(count: int) -> Iterator[Article]:
    """Every tenth is in Chinese; one in a thousand has a word that no other has."""
    for number in range(count):
        html = corpus.article(number, "section")
        at = _START - timedelta(minutes=37 * number)
        headline, body = _HEAD.findall(html)[0], "".join(_PARAGRAPH.findall(html))
        if number % 10 == 0:
            text = _chinese(number)
            headline, body = text[:16], f"<p>{text[16:]}</p>"
        if number % 1000 == 1:
            body += "<p>Zwetschgenkuchen</p>"
        id_ = f"tag:x,2026:{number}"
        yield Article(id_, f"k{number}", f"{number}.html", headline, body, at, at, at, at, "A standfirst of its own.")


def _fill(store: Store, count: int) -> None:
    batch: list[NewArticle] = []
    for one in _articles(count):
        batch.append(NewArticle(Standing(one, Outcome.PUBLISHED), ()))
        if len(batch) == 500:
            with store.writing() as changes:
                changes.bulk.publish(batch, _START)
            batch = []


def questions(count: int, url: str) -> None:
    """What typical and extreme questions take, in milliseconds; the median of a few."""
    with TemporaryDirectory() as folder, Store(url or f"sqlite:///{folder}/bench.db", make_folder=True) as store:
        store.migrate()
        _fill(store, count)
        started = time.process_time()
        with store.writing() as changes:
            changes.search.begin()
        steps = []
        more = True
        while more:
            begun = time.perf_counter()
            with store.writing() as changes:
                more = changes.search.take_in(100)
            steps.append(time.perf_counter() - begun)
        print(
            f"index of {count:,}: {time.process_time() - started:.0f} s of our processor; longest step {1000 * max(steps):.0f} ms"
        )
        if url:
            with store.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
                connection.exec_driver_sql("VACUUM ANALYZE search_words")
        common, rare = "the", "zwetschgenkuchen"
        made = _HEAD.findall(corpus.article(5, "section"))[0].split()[-3:]
        asked = {
            "commonest word": common,
            "two common words": "the and",
            "rare word": rare,
            "common and rare": f"the {rare}",
            "two made-up words": f"{made[0]} {made[1]}",
            "beginning of a word (3 letters)": f"{made[2][:3]}",
            "beginning of the commonest": "the",
            "phrase of common words": '"of the"',
            "phrase that no story has": f'"{made[0]} {made[1]} {made[2]}"',
            "phrase of common words that few have": '"the there had into"',
            "one Chinese character": "的",
            "a Chinese phrase": _chinese(0)[100:104],
            "16 of the commonest words": _SMALL_WORDS,
            "no such word": "qqqqqq",
        }
        for name, typed in asked.items():
            took, spent, numbers, told = [], [], list[int](), name
            for _ in range(_ROUNDS):
                begun, cpu = time.perf_counter(), time.process_time()
                try:
                    with store.reading() as reading:
                        numbers = reading.search.find(search_query(typed))
                        reading.articles.with_ids(reading.search.ids(numbers[:20]))
                except StoreError:
                    told = f"{name} (given up)"
                    break
                finally:
                    took.append(time.perf_counter() - begun)
                    spent.append(time.process_time() - cpu)
            median, ours = (1000 * sorted(one)[len(one) // 2] for one in (took, spent))
            print(f"  {told:50} {len(numbers):5} found {median:8.1f} ms, {ours:6.1f} of our processor")


def one_publication(root: Path, *, is_searched: bool) -> None:
    """A first publication; prints what it took."""
    press = press_for(settings_for(root, search=is_searched, reading_processes=1), clock := Clock())
    started = time.process_time()
    publish(press, clock)
    seconds = time.process_time() - started
    press.store.close()
    print(json.dumps({"seconds": seconds, "bytes": (root / "state" / "feedservice.db").stat().st_size}))


def publications() -> None:
    """With and without, in turns, each in a process of its own."""
    took: dict[str, list[tuple[float, int]]] = {"yes": [], "no": []}
    for _ in range(_ROUNDS):
        for which, each in took.items():
            with TemporaryDirectory() as folder:
                corpus.write(Path(folder) / "content", _FIRST)
                command = [sys.executable, "-m", "bench.search", "publication", folder, which]
                told = json.loads(subprocess.run(command, capture_output=True, check=True).stdout.splitlines()[-1])
                each.append((told["seconds"], told["bytes"]))
    for which, each in took.items():
        seconds, size_bytes = sorted(each)[_ROUNDS // 2]
        print(
            f"search {which}: {seconds:.2f} s of processor for {_FIRST:,} articles, database {size_bytes / 1e6:.1f} MB"
        )


if __name__ == "__main__":
    if len(sys.argv) == 1:
        publications()
    elif sys.argv[1] == "publication":
        one_publication(Path(sys.argv[2]), is_searched=sys.argv[3] == "yes")
    else:
        questions(int(sys.argv[1]), sys.argv[2] if len(sys.argv) > 2 else "")
