"""What one document costs: `python -m bench.documents [--runs 21]`. Setting, self-check, content codings, photos.

The document is the feed of everything: the 50 newest articles of the corpus in full. The photo is made up of noise and
slopes, so that it compresses as a busy one does.
"""

from __future__ import annotations

import argparse
import gzip
import io
import tempfile
from collections.abc import Callable
from pathlib import Path

import brotli
import zstandard
from PIL import Image

from bench import corpus
from bench.figures import Figure, machine, milliseconds, table
from bench.first import Clock, press_for, publish, settings_for
from feedservice.addresses import document_url
from feedservice.channels import Edition
from feedservice.feeds import formats, lint, self_check
from feedservice.feeds.editions import Composition
from feedservice.feeds.lint.values import feed_html as judged
from feedservice.photos import sizes as renditions

ARTICLES = 60
PHOTO_PX = (6000, 4000)
#: Every coding at the levels around the one we use (formats.content_coding).
LEVELS: tuple[tuple[str, Callable[[bytes], bytes]], ...] = (
    *((f"gzip {level}", lambda body, level=level: gzip.compress(body, level, mtime=0)) for level in (5, 6, 9)),
    *((f"br {level}", lambda body, level=level: brotli.compress(body, brotli.MODE_TEXT, level)) for level in (4, 5, 6)),
    *((f"zstd {level}", lambda body, level=level: zstandard.compress(body, level)) for level in (3, 6, 9)),
)


def edition_of_everything(root: Path) -> Edition:
    """Publish some articles and compose what the feed of everything shows."""
    corpus.write(root / "content", ARTICLES)
    clock = Clock()
    press = press_for(settings_for(root), clock)
    publish(press, clock)
    with press.store.reading() as asked:
        state, record = asked.turns.state(), asked.channels.at("")
        if state is None or record is None:
            raise RuntimeError("nothing was published")
        return Composition(asked, press.settings, state, clock()).editions(record)[0]


def times(work: Callable[[], object], runs: int) -> Figure:
    """Milliseconds of each run, after one that does not count."""
    work()
    return Figure(tuple(milliseconds(work) for _ in range(runs)))


def documents(edition: Edition, runs: int) -> str:
    """Setting and judging, by format; then the whole self-check of all of them."""
    rows = []
    set_ = {form: formats.render(edition, form) for form in formats.formats(edition.channel)}
    for form, body in set_.items():
        address = document_url(edition.channel.base_url, edition.channel.path + form.path)

        def judge(body: bytes = body, type_: str = form.media_type, address: str = address) -> None:
            judged.scan.cache_clear()
            lint.lint(body, content_type=f"{type_}; charset=utf-8", address=address)

        setting = times(lambda form=form: formats.render(edition, form), runs)  # type: ignore[misc]
        rows.append((form.title, f"{len(body) / 1000:,.0f}", setting.shown(), times(judge, runs).shown()))

    def check() -> None:
        judged.scan.cache_clear()
        self_check.proofread(edition, set_, {}, _unknown)

    sizes = f"{sum(map(len, set_.values())) / 1000:,.0f}"
    rows.append(("all, with the comparison", sizes, "", times(check, runs).shown()))
    return table(("document of 50 articles", "KB", "set, ms", "self-check, ms"), rows)


def _unknown(address: str) -> int | None:
    raise KeyError(address)


def codings(body: bytes, runs: int) -> str:
    """Size and time of each content coding at several levels."""
    rows = [
        (name, f"{len(coder(body)) / 1000:,.1f}", times(lambda c=coder: c(body), runs).shown())
        for name, coder in LEVELS
    ]  # type: ignore[misc]
    return table((f"content coding of {len(body) / 1000:,.0f} KB", "KB", "ms"), rows)


def photo(root: Path, runs: int) -> str:
    """Making the renditions of a photo, and finding them made."""
    width, height = PHOTO_PX
    noise = Image.effect_noise((width // 4, height // 4), 60).resize(PHOTO_PX, Image.Resampling.BICUBIC)
    slopes = Image.merge(
        "RGB", (noise, Image.linear_gradient("L").resize(PHOTO_PX), Image.radial_gradient("L").resize(PHOTO_PX))
    )
    file = io.BytesIO()
    slopes.save(file, "JPEG", quality=90)
    original = renditions.described(file.getvalue(), "image/jpeg", PHOTO_PX, "original")

    def make() -> tuple[renditions.Print, ...]:
        with Image.open(io.BytesIO(original[1])) as image:
            return renditions.made(image, original, lambda content: content)

    made = make()
    for rendition, content in made:
        (root / rendition.name).write_bytes(content)
    renditions.remember("0" * 64, [one for one, _ in made], root)
    rows = (
        ("making all of them", times(make, max(runs // 4, 3)).shown()),
        ("finding them made", times(lambda: renditions.remembered("0" * 64, root), runs).shown(2)),
    )
    sizes = ", ".join(f"{one.role} {one.width_px} px {one.size_bytes / 1000:,.0f} KB" for one, _ in made)
    return f"{table((f'photo of {width} × {height}', 'ms'), rows)}\n\n{sizes}"


def main(runs: int) -> None:
    """All of it, over a folder that is thrown away."""
    print(machine())
    with tempfile.TemporaryDirectory(prefix="feedservice-bench-") as place:
        edition = edition_of_everything(Path(place))
        photos = Path(place) / "photos"
        photos.mkdir()
        body = formats.render(edition, formats.formats(edition.channel)[0])
        print(f"\n{documents(edition, runs)}\n\n{codings(body, runs)}\n\n{photo(photos, runs)}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=21, help="how often each is done; default 21")
    main(parser.parse_args().runs)
