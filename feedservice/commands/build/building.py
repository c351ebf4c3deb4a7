"""One build: what changed is asked for and written, what left print is removed. Touches: database (reads only), disk.

The order keeps readers from dead ends: photos, articles, what names them, rules for hosts; then what is no longer named goes. A build
that is killed leaves whole files, and the next one does what is left: what a file is made of is noted after it is written.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from functools import cache

from werkzeug.http import parse_date

from feedservice.addresses import media_url
from feedservice.commands.build.asking import Answer, Asking
from feedservice.commands.build.host_rules import MOST_REDIRECTS, headers, nginx_maps, redirects
from feedservice.commands.build.manifest import Entry, Manifest, digest
from feedservice.commands.build.output import OURS, Output
from feedservice.commands.build.wanted import Rank, Site, Wanted, site, style
from feedservice.errors import OutputError
from feedservice.media_store import media_store_of
from feedservice.settings import Settings
from feedservice.store import Reading
from feedservice.store.turns import PressState
from feedservice.web.application import create_app
from feedservice.web.newsstand import Newsstand

#: How often it is told how far a build has come, and the manifest is kept meanwhile.
_TELLS_SECONDS = 5.0
_MAPS = f"{OURS}/nginx.conf"
_NOT_THERE, _OUT_OF_ORDER = 404, 500
#: Of what the application was not asked for.
_NOTHING_TOLD: Mapping[str, str] = {}


@dataclass(slots=True)
class BuildReport:
    """What a build did: addresses there are, those asked for, files written and removed (coded ones with their plain one), problems."""

    edition: int = 0
    addresses: int = 0
    asked: int = 0
    written: int = 0
    removed: int = 0
    seconds: float = 0.0
    problems: list[str] = field(default_factory=list)


class Build:
    """Builds one newsroom into one folder, once or again and again. The application is made once."""

    def __init__(
        self, settings: Settings, folder: Output, *, plain: bool, tell: Callable[[str], object] = lambda _: None
    ) -> None:
        self.settings = replace(settings, desk=False, search=False)
        self._app = create_app(self.settings, refresh=False)
        self.store = self._app.extensions["store"]
        self._newsstand: Newsstand = self._app.extensions["newsstand"]
        self._asking = Asking(self._app, settings.public_url)
        self._folder = folder
        self._plain = plain
        self._tell = tell
        self._last = ""

    def build(self, *, afresh: bool = False) -> BuildReport:
        """Bring the folder up to date; `afresh` asks for every address whatever the last build noted. Raises OutputError."""
        began = time.perf_counter()
        with self._folder.opened() as manifest:
            with self.store.reading() as asked:
                state = self._state(asked, manifest)
                whole = self._last = self._whole(state)
                report = BuildReport(state.edition, len(manifest.files))
                if manifest.whole == whole and not afresh and self._stands(manifest):
                    return replace(report, seconds=time.perf_counter() - began)
                found = site(asked, self.settings, state)
            self._take(state)
            self._write(found, manifest, report, state, afresh=afresh)
            manifest.whole = "" if report.problems else whole
            self._folder.keep(manifest)
        report.seconds = time.perf_counter() - began
        return report

    def is_behind(self) -> bool:
        """Whether another edition is out than the one that was built last, or the last build left something undone."""
        with self.store.reading() as asked:
            state = asked.turns.state()
        return state is not None and self._whole(state) != self._last

    def _whole(self, state: PressState) -> str:
        """All that decides what the files are, in short."""
        return f"{asdict(state)} {style(self.settings)} {self._plain}"

    def _take(self, state: PressState) -> None:
        """Have the documents of this edition at hand, or of a later one: nothing may be marked as later than it is."""
        self._newsstand.refresh()
        if self._newsstand.edition < state.edition:
            raise OutputError("The store could not be read a second time; the files stay as they are. Try again.")

    def _state(self, asked: Reading, manifest: Manifest) -> PressState:
        """The edition that is out. Raises OutputError when there is none, or the folder or the feeds are not of this newsroom."""
        state = asked.turns.state()
        if state is None:
            raise OutputError("Nothing has been published yet. Start the service, or run feedservice turn, first.")
        if state.base_url != self.settings.public_url:
            raise OutputError(
                f"The feeds were set for {state.base_url}, and base_url says {self.settings.public_url}. Run feedservice turn "
                "with this base_url first, or build with the other."
            )
        if manifest.channel_id not in ("", state.channel_id):
            raise OutputError(
                f"{self._folder.root} holds the output of another newsroom ({manifest.channel_id}, ours is {state.channel_id}). "
                "Name another place, or empty this one."
            )
        manifest.channel_id, manifest.base_url = state.channel_id, state.base_url
        return state

    def _stands(self, manifest: Manifest) -> bool:
        return all(self._folder.stands(name, entry) for name, entry in manifest.files.items())

    def _write(self, found: Site, manifest: Manifest, report: BuildReport, state: PressState, *, afresh: bool) -> None:
        wanted = {one.file: one for one in sorted(found.files, key=lambda one: one.rank)}
        rules = self._rules(found, state) if self._folder.follows_rules else {"410.html": self._asking.gone_page()}
        stand_ins = {} if self._folder.follows_rules else self._asking.stand_ins(found.moved, wanted)
        names = dict.fromkeys([*wanted, *rules, *stand_ins])
        report.addresses = len(wanted)
        self._folder.refuse_foreign(name for name in names if name not in manifest.files)
        left = {name: entry for name, entry in manifest.files.items() if name not in names}
        manifest.files |= {name: Entry() for name in names if name not in manifest.files}
        manifest.whole = ""
        self._folder.keep(manifest)
        before = [one for one in wanted.values() if one.rank < Rank.TOMBSTONES]
        after = [one for one in wanted.values() if one.rank is Rank.TOMBSTONES]
        for one in self._told(before, manifest, len(wanted)):
            self._bring(one, manifest, report, afresh=afresh)
        for name, body in rules.items():
            self._put(name, {"": body}, manifest, report, 0)
        for name, answer in stand_ins.items():
            self._put(name, {"": answer.body}, manifest, report, _time(answer), told=answer.headers)
        self._folder.settle()
        for one in self._told(after, manifest, len(wanted)):
            self._bring(one, manifest, report, afresh=afresh)
        self._folder.settle()
        for name in left:
            self._remove(name, manifest, report)
        self._folder.settle()

    def _told(self, wanted: list[Wanted], manifest: Manifest, total: int) -> Iterator[Wanted]:
        """Each of them; now and then it is told how far we are, and kept."""
        last, rank = time.monotonic(), Rank.PICTURES
        for number, one in enumerate(wanted):
            if one.rank is not rank:
                rank = one.rank
                self._folder.settle()
            if time.monotonic() - last > _TELLS_SECONDS:
                self._folder.keep(manifest)
                self._tell(f"{number:,} of {total:,} addresses …")
                last = time.monotonic()
            yield one

    def _bring(self, one: Wanted, manifest: Manifest, report: BuildReport, *, afresh: bool) -> None:
        """Have one address in its file: asked for unless it is as it was."""
        entry, mark = manifest.files[one.file], f"{one.mark} plain" if one.mark and self._plain else one.mark
        if mark and mark == entry.mark and not afresh and self._folder.stands(one.file, entry):
            return
        report.asked += 1
        is_large = one.address.startswith(media_url("", ""))
        answer = self._asking.ask(one.address, method="HEAD" if is_large else "GET")
        if answer.status == one.status and is_large:
            self._put_medium(one, manifest, report, mark, answer)
        elif answer.status == one.status:
            files = {"": answer.body} if self._plain else self._asking.coded(one.address, answer)
            self._put(one.file, files, manifest, report, _time(answer), mark, told=answer.headers)
        elif answer.status < _OUT_OF_ORDER and not _is_lost(one, answer):
            self._remove(one.file, manifest, report)  # gone meanwhile
        else:
            report.problems.append(f"{one.address} was answered {answer.status}; what was there stays.")
            manifest.files[one.file] = replace(entry, mark="")

    def _put_medium(self, one: Wanted, manifest: Manifest, report: BuildReport, mark: str, answer: Answer) -> None:
        """Have a sound, a film or a document in its file, block by block: it may be larger than the memory."""
        name, entry = one.address.rpartition("/")[2], manifest.files[one.file]
        kept = media_store_of(self.settings).stream(name)
        if kept is not None:
            size, blocks = kept.size_bytes, kept.blocks(0, kept.size_bytes)
            entry = self._folder.put_blocks(one.file, blocks, size, _time(answer), entry, answer.headers)
            manifest.files[one.file] = replace(entry, sha256=name.partition(".")[0], mark=mark)
            report.written += 1

    def _put(
        self,
        name: str,
        files: dict[str, bytes],
        manifest: Manifest,
        report: BuildReport,
        moment: int,
        mark: str = "",
        told: Mapping[str, str] = _NOTHING_TOLD,
    ) -> None:
        entry, hashed = manifest.files[name], digest(files[""])
        if hashed != entry.sha256 or files.keys() != entry.sizes.keys() or not self._folder.stands(name, entry):
            entry = self._folder.put(name, files, moment or int(time.time()), entry, told)
            report.written += 1
        manifest.files[name] = replace(entry, sha256=hashed, mark=mark)

    def _remove(self, name: str, manifest: Manifest, report: BuildReport) -> None:
        entry = manifest.files.pop(name)
        self._folder.remove(name, entry)
        report.removed += bool(entry.sha256)

    def _rules(self, found: Site, state: PressState) -> dict[str, bytes]:
        """What hosts are told, as files; what they show for what is not there, or gone."""
        path = self.settings.public_path
        lasting = (
            one.address for one in found.files if one.address.startswith(("/photos/", "/media/", "/face/", "/theme/"))
        )

        @cache
        def asked(address: str) -> dict[str, str]:
            return dict(
                self._asking.ask(address, method="HEAD" if address.startswith(media_url("", "")) else "GET").headers
            )

        texts = {
            "_redirects": redirects(found, path),
            "_headers": headers(asked, lasting, path),
            _MAPS: nginx_maps(found, state.base_url, self.settings.hubs),
        }
        if len(found.moved) > MOST_REDIRECTS:
            self._tell(f"{len(found.moved):,} addresses have moved; Cloudflare takes {MOST_REDIRECTS:,} of them.")
        return {"410.html": self._asking.gone_page(), **{name: text.encode() for name, text in texts.items()}}


def _is_lost(one: Wanted, answer: Answer) -> bool:
    """Whether a photo of an article in print is not in the state folder: perhaps a share is away, and what we have is all there is."""
    return one.rank is Rank.PICTURES and answer.status == _NOT_THERE


def _time(answer: Answer) -> int:
    """When what was answered last changed, where it says so; else nought."""
    said = parse_date(answer.headers.get("Last-Modified"))
    return int(said.timestamp()) if said else 0
