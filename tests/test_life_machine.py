"""Everything that editors, clocks and crashes can do to a folder, in random order; after each turn all must hold.

`make test` runs the same 1,800 steps every time; TORTURE=n runs n times 11,500, others each time (`torture`).
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from contextlib import ExitStack
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule, run_state_machine_as_test

from feedservice.feeds.formats import FORMATS
from feedservice.press import withdraw as orders
from tests import postgresql
from tests.machine import FRAGILE, Model, Text, read_feeds
from tests.newsroom import picture
from tests.torture import TORTURE, amount, seed_of

#: The parts, the lives in each, and the steps of each life.
PARTS, LIVES, STEPS = range(amount(2, 16)), 12 if TORTURE >= 1 else 7 if TORTURE else 10, 60
#: The same of those whose store is kept by a server of PostgreSQL.
SERVED_PARTS, SERVED_LIVES = range(100, 100 + amount(1, 4)), 12 if TORTURE >= 1 else 2

RAN: Counter[str] = Counter()
CLAIMS: Counter[str] = Counter()
_PICTURE = picture(size=(6, 4))

PICK = st.integers(0, 11)
#: What comes after an editor's action: most often nothing, now and then a look, or two far enough apart that all is read.
AFTER = st.sampled_from(("", "", "", "", "", "", "", "look", "settle"))
AWAY = st.sampled_from((1, 5, 30, 59, 60, 61, 600, 3600, 21600, 86400, 5 * 86400, 31 * 86400))
STEP = st.sampled_from((1, 2, 5, 10, 30, 59, 60, 61, 600, 3600, 86400, 6 * 86400, 29 * 86400, 40 * 86400))
SECTIONS = ("north", "south", "", "west")
STEMS = ("harbour", "café", "ÄRGER", "mine", "Vote", "gala", "école", "zoo")

at_desk = precondition(lambda self: not self.model.is_away)


class Life(RuleBasedStateMachine):
    """One newsroom and its days."""

    def __init__(self) -> None:
        super().__init__()
        self.opened = ExitStack()
        self.model = Model(self.database_url())
        self.names = 0
        for _ in range(3):
            self.model.save(self.name(), self.model.new_story())
        self.settle()

    def teardown(self) -> None:
        model = self.model
        try:
            if model.is_sound:
                self.last_look()
        finally:
            CLAIMS.update(model.claims)
            model.close()
            self.opened.close()

    def last_look(self) -> None:
        """When all is over: everything comes to rest, and the pages say what the feeds say."""
        if self.model.is_away:
            self.mount()
        self.model.blind.clear()
        self.model.quiet()
        read_feeds(self.model.room, FORMATS)
        if self.names % 5 == 0:
            self.model.check_pages()

    # Conveniences

    def database_url(self) -> str:
        """SQLite, in the state folder."""
        return ""

    def name(self, section: int = 0, suffix: str = ".txt") -> str:
        """A path that was not there before."""
        self.names += 1
        folder = SECTIONS[section % len(SECTIONS)]
        stem = f"{STEMS[self.names % len(STEMS)]}-{self.names}"
        path = f"{folder}/{stem}{suffix}" if folder else f"{stem}{suffix}"
        return f"fresh-{path.replace('/', '-')}" if self.model.is_blind(path) else path

    def settle(self) -> None:
        self.model.turn(7)
        self.model.turn(13)

    def done(self, name: str, after: str = "") -> None:
        """The step is made."""
        RAN[name] += 1
        if after == "look":
            self.model.turn(3)
        elif after == "settle":
            self.settle()

    def pick(self, number: int, wanted: object = None) -> str:
        """A file, or a new one when there is none such."""
        model = self.model
        paths = [path for path in sorted(model.files) if not model.is_blind(path)]
        if wanted:
            paths = [path for path in paths if wanted(path, model.files[path])]
        if paths:
            return paths[number % len(paths)]
        if wanted or not model.files:
            path = self.name(number)
            model.save(path, model.new_story())
            return path
        return self.pick(0, lambda *_: True)

    # Words

    @at_desk
    @rule(section=PICK, html=st.booleans(), photo=st.integers(0, 5), offset=AWAY, kind=st.integers(0, 6), after=AFTER)
    def drop(self, section: int, html: bool, photo: int, offset: int, kind: int, after: str) -> None:
        model, text = self.model, self.model.new_story()
        soon = model.room.now.replace(microsecond=0) + timedelta(seconds=offset)
        if kind == 1:
            text = replace(text, embargo=soon)
        if kind == 2:
            text = replace(text, expires=soon)
        path = self.name(section, ".html" if html else ".txt")
        model.save(path, text)
        if photo == 0:
            model.pictured.add(text.token)
            (model.root / path).with_suffix(".jpg").write_bytes(_PICTURE)
        self.done("drop", after)

    @at_desk
    @rule(
        number=PICK, what=st.sampled_from(("version", "title", "typo", "corrections")), anew=st.booleans(), after=AFTER
    )
    def edit(self, number: int, what: str, anew: bool, after: str) -> None:
        path = self.pick(number, lambda _, text: not text.damage)
        text = self.model.files[path]
        self.model.rewrite(path, replace(text, **{what: getattr(text, what) + 1}))
        self.done(f"edit {what}", after)

    @at_desk
    @rule(number=PICK, anew=st.booleans(), after=AFTER)
    def save_again(self, number: int, anew: bool, after: str) -> None:
        path = self.pick(number)
        if anew:
            target = self.model.root / path
            part = target.with_name("save.tmp")
            part.write_bytes(target.read_bytes())
            part.rename(target)
        self.model.touch(path)
        self.done("save again", after)

    @at_desk
    @rule(number=PICK, how=st.sampled_from(("headline", "embargo", "empty", "prefix")), after=AFTER)
    def break_file(self, number: int, how: str, after: str) -> None:
        path = self.pick(number, lambda _, text: not text.damage)
        text = self.model.files[path]
        is_picture = how == "headline" and text.token in self.model.pictured  # a headline and a photo are an article
        if len(self.model.paths_of(text.token)) == 1 and not is_picture:
            self.model.change(path, damage=how)
        self.done(f"break {how}", after)

    @at_desk
    @rule(number=PICK, after=AFTER)
    def mend(self, number: int, after: str) -> None:
        path = self.pick(number, lambda _, text: text.damage)
        self.model.change(path, damage="")
        self.done("mend", after)

    @at_desk
    @rule(number=PICK, after=AFTER)
    def upload_slowly(self, number: int, after: str) -> None:
        path = self.pick(number, lambda _, text: not text.damage)
        if len(self.model.paths_of(self.model.files[path].token)) == 1:
            self.model.change(path, damage="empty")
            self.model.turn(2)
            self.model.change(path, damage="prefix")
            self.model.turn(4)
            self.model.change(path, damage="")
        self.done("upload slowly", after)

    @at_desk
    @rule(number=PICK, after=AFTER)
    def another_story_in_the_same_file(self, number: int, after: str) -> None:
        self.model.save(self.pick(number), self.model.new_story())
        self.done("another story", after)

    # Release

    @at_desk
    @rule(number=PICK, offset=AWAY, after=AFTER)
    def embargo(self, number: int, offset: int, after: str) -> None:
        path = self.pick(number)
        hour = self.model.room.now.replace(microsecond=0) + timedelta(seconds=offset)
        expires = self.model.files[path].expires
        self.model.change(path, embargo=hour, expires=expires if expires and expires > hour else None)
        self.done("embargo", after)

    @at_desk
    @rule(number=PICK, offset=AWAY, after=AFTER)
    def expiry(self, number: int, offset: int, after: str) -> None:
        path = self.pick(number)
        start = max(self.model.room.now.replace(microsecond=0), self.model.files[path].embargo or self.model.room.now)
        self.model.change(path, expires=start + timedelta(seconds=offset))
        self.done("expiry", after)

    @at_desk
    @rule(number=PICK, after=AFTER)
    def free(self, number: int, after: str) -> None:
        path = self.pick(number, lambda _, text: text.embargo or text.expires or text.draft or text.status)
        self.model.change(path, embargo=None, expires=None, draft=False, status="")
        self.done("free", after)

    @at_desk
    @rule(number=PICK, status=st.sampled_from(("withdrawn", "draft", "")), after=AFTER)
    def hold(self, number: int, status: str, after: str) -> None:
        path = self.pick(number, lambda _, text: not (text.draft or text.status))
        self.model.change(path, **({"status": status} if status else {"draft": True}))
        self.done("hold", after)

    @at_desk
    @rule(number=PICK, after=AFTER)
    def own_id(self, number: int, after: str) -> None:
        model = self.model
        path = self.pick(number)
        token = model.files[path].token
        if model.is_settled(path) and token not in model.loose and token not in model.twins:
            model.change(path, id=model.id_of[token])
        self.done("own id", after)

    @at_desk
    @rule(number=PICK, other=PICK, after=AFTER)
    def foreign_id(self, number: int, other: int, after: str) -> None:
        model = self.model
        path = self.pick(number)
        mine = model.files[path].token
        claimed = any(text.id not in ("", model.id_of.get(text.token)) for text in model.files.values())
        # One at a time: two files that state each other's ids wait for ever (an expected failure in test_lives).
        theirs = [] if claimed else sorted(model.id_of.keys() - {mine})
        if theirs:
            victim = theirs[other % len(theirs)]
            model.change(path, id=model.id_of[victim])
            model.make_kin(mine, victim)
            model.loose |= {mine} | {token for token, id_ in model.id_of.items() if id_ == model.id_of[victim]}
        self.done("foreign id", after)

    # Places

    @at_desk
    @rule(number=PICK, section=PICK, after=AFTER)
    def move(self, number: int, section: int, after: str) -> None:
        path = self.pick(number)
        folder, name = SECTIONS[section % len(SECTIONS)], path.split("/")[-1]
        new = f"{folder}/{name}" if folder else name
        new = new if self.model.is_free(new) else self.name(section, path[path.rindex(".") :])
        self.model.move(path, new)
        self.done("move", after)

    @at_desk
    @rule(number=PICK, folder=st.sampled_from(("_drafts", "_withdrawn", "_Withdrawn", "_")), after=AFTER)
    def put_aside(self, number: int, folder: str, after: str) -> None:
        path = self.pick(number, lambda path, _: "_" not in path)
        section, _, name = path.rpartition("/")
        new = (f"{section}/_{name}" if section else f"_{name}") if folder == "_" else f"{folder}/{name}"
        if self.model.is_free(new):
            self.model.move(path, new)
        self.done("put aside", after)

    @at_desk
    @rule(number=PICK, after=AFTER)
    def take_up(self, number: int, after: str) -> None:
        path = self.pick(number, lambda path, _: "_" in path)
        new = path.split("/")[-1].lstrip("_")
        if self.model.is_free(new):
            self.model.move(path, new)
        self.done("take up", after)

    @at_desk
    @rule(number=PICK, how=st.sampled_from(("NFC", "NFD", "upper", "lower", "name")), after=AFTER)
    def rename(self, number: int, how: str, after: str) -> None:
        path = self.pick(number)
        stem, suffix = path[: path.rindex(".")], path[path.rindex(".") :]
        folder, _, name = stem.rpartition("/")
        if how == "name":
            name = self.name().rpartition("/")[2].rpartition(".")[0]
        else:
            name = unicodedata.normalize(how, name) if how.startswith("NF") else getattr(name, how)()
        new = f"{folder}/{name}{suffix}" if folder else f"{name}{suffix}"
        if new not in self.model.files:
            self.model.move(path, new)
        self.done("rename", after)

    @at_desk
    @rule(after=AFTER)
    def rename_section(self, after: str) -> None:
        model = self.model
        old, new = ("east", "north") if (model.root / "east").exists() else ("north", "east")
        if (model.root / old).exists() and not model.blind:
            for path in sorted(path for path in model.files if path.startswith(f"{old}/")):
                if model.is_free(new + path.removeprefix(old)):
                    model.move(path, new + path.removeprefix(old))
        self.done("rename section", after)

    @at_desk
    @rule(number=PICK, after=AFTER)
    def text_to_html(self, number: int, after: str) -> None:
        model = self.model
        path = self.pick(number, lambda path, text: path.endswith(".txt") and not text.damage)
        new, text = path.removesuffix(".txt") + ".html", model.files[path]
        if model.is_free(new):
            known = model.is_settled(path)
            (model.root / path).unlink()
            del model.files[path]
            model.save(new, text, known=known and not model.been.get(new.casefold(), set()) - {text.token})
        self.done("text to html", after)

    @at_desk
    @rule(number=PICK, after=AFTER)
    def delete(self, number: int, after: str) -> None:
        self.model.remove(self.pick(number))
        self.done("delete", after)

    @at_desk
    @rule(number=PICK, elsewhere=st.booleans(), after=AFTER)
    def drop_again(self, number: int, elsewhere: bool, after: str) -> None:
        model = self.model
        lost = [(path, text) for path, text in model.trash if not model.paths_of(text.token)]
        if lost:
            old, text = lost[number % len(lost)]
            path = self.name(number, old[old.rindex(".") :]) if elsewhere else old
            if model.is_free(path):
                model.trash.remove((old, text))
                same = model.last_read.get(text.token, (None, None))[1] == text and not text.damage
                model.save(path, text, known=same and text.token in model.id_of)
        self.done("drop again", after)

    @at_desk
    @rule(number=PICK, section=PICK, after=AFTER)
    def copy(self, number: int, section: int, after: str) -> None:
        model = self.model
        path = self.pick(number, lambda _, text: not text.damage)
        new = self.name(section, path[path.rindex(".") :])
        model.twins.add(model.files[path].token)
        if model.files[path].token in model.commanded:
            model.loose.add(model.files[path].token)
        model.save(new, model.files[path], known=True)
        self.done("copy", after)

    @at_desk
    @rule(number=PICK, other=PICK, after=AFTER)
    def swap_names(self, number: int, other: int, after: str) -> None:
        model = self.model
        one, two = self.pick(number), self.pick(other)
        if one != two and one[-4:] == two[-4:]:
            aside = self.name()
            known = model.is_settled(one) and model.is_settled(two)
            tokens = [model.files[one].token, model.files[two].token]
            first, second = model.files.pop(one), model.files.pop(two)
            (model.root / one).rename(model.base / "aside")
            (model.root / two).rename(model.root / one)
            (model.base / "aside").rename(model.root / two)
            if not known:
                model.make_kin(*tokens)
                model.loose.update(tokens)
            model.arrives(one, second, known=known)
            model.arrives(two, first, known=known)
            model.files[one], model.files[two] = second, first
            del aside
        self.done("swap names", after)

    @at_desk
    @rule(number=PICK, other=PICK, after=AFTER)
    def overwrite(self, number: int, other: int, after: str) -> None:
        model = self.model
        one, two = self.pick(number), self.pick(other)
        if one != two and one[-4:] == two[-4:]:
            model.trash.append((two, model.files[two]))
            model.move(one, two)
        self.done("overwrite", after)

    # Much at once

    @at_desk
    @rule(section=st.sampled_from(("north", "south", "west", "")), after=AFTER)
    def delete_much(self, section: str, after: str) -> None:
        for path in [path for path in self.model.files if path.startswith(section) and not self.model.is_blind(path)]:
            self.model.remove(path)
        self.done("delete much", after)

    @at_desk
    @rule(after=AFTER)
    def confirm_gone(self, after: str) -> None:
        model = self.model
        if model.alarm and not model.blind:
            model.turn(65)
            model.room.press.obey(lambda changes, at: orders.confirm_gone(changes, model.room.now, at))
            model.check(turned=False)
            for path in [path for path in model.missing if path not in model.files]:
                model.missing[path] -= timedelta(days=1)
            model.alarm = False
            model.turn(1)
        self.done("confirm gone", after)

    @at_desk
    @rule(empty=st.booleans(), seconds=AWAY, clock=st.booleans())
    def unmount(self, empty: bool, seconds: int, clock: bool) -> None:
        model = self.model
        model.root = model.base / "away"
        model.room.content.rename(model.root)
        if empty:
            model.room.content.mkdir()
        if clock:
            model.keep_hours(seconds)
        else:
            model.turn(seconds)
        self.done("unmount")

    @precondition(lambda self: self.model.is_away)
    @rule(after=AFTER)
    def remount(self, after: str) -> None:
        self.mount()
        self.done("remount", after)

    def mount(self) -> None:
        model = self.model
        if model.room.content.exists():
            model.room.content.rmdir()
        model.root.rename(model.room.content)
        model.root = model.room.content

    @at_desk
    @rule(section=st.sampled_from(("north", "south")))
    def lose_sight(self, section: str) -> None:
        if (self.model.root / section).is_dir() and not self.model.blind:
            self.model.lose_sight_of(section)
            self.model.turn(4)
        else:
            self.model.blind.clear()
            self.model.turn(4)
        self.done("lose sight")

    # Orders

    @rule(number=PICK, after=AFTER)
    def withdraw(self, number: int, after: str) -> None:
        model = self.model
        sure = model.twins | model.loose | model.commanded.keys()
        tokens = sorted({one.token for one in model.feeds.entries} - sure) if model.feeds else []
        if tokens:
            model.withdraw(tokens[number % len(tokens)], only_hold=number % 2 == 1)
        self.done("withdraw", after)

    @rule(number=PICK, after=AFTER)
    def bring_back(self, number: int, after: str) -> None:
        model = self.model
        life = timedelta(days=29)
        tokens = [
            token
            for token, id_ in model.commanded.items()
            if token not in model.loose | model.twins and model.latest - model.left[id_] < life
        ]
        if tokens:
            model.bring_back(sorted(tokens)[number % len(tokens)])
        self.done("bring back", after)

    @at_desk
    @rule(number=PICK, after=AFTER)
    def choose(self, number: int, after: str) -> None:
        """Another value for a field, of a file that was read as it is."""
        model = self.model
        paths = [path for path in sorted(model.files) if model.may_choose(path)]
        if paths:
            model.choose(paths[number % len(paths)])
        self.done("choose", after)

    # Clock and machine

    @rule(seconds=STEP)
    def turn(self, seconds: int) -> None:
        self.model.turn(seconds)
        self.done("turn")

    @rule(seconds=STEP)
    def keep_hours(self, seconds: int) -> None:
        self.model.keep_hours(seconds)
        self.done("keep hours")

    @rule(early=st.booleans())
    def to_the_hour(self, early: bool) -> None:
        """To the very second of the next embargo or expiry, or to the one before it."""
        with self.model.room.store.reading() as asked:
            hour = asked.articles.next_due(timedelta(days=30), self.model.room.now)
        if hour:
            self.model.keep_hours((hour - self.model.room.now).total_seconds() - early)
        self.done("to the hour")

    @rule(seconds=st.sampled_from((1, 5, 61, 3600)))
    def clock_goes_back(self, seconds: int) -> None:
        self.model.turn(-seconds)
        self.done("clock goes back")

    @rule(after=AFTER)
    def restart(self, after: str) -> None:
        self.model.restart()
        self.done("restart", after)

    @rule(place=st.integers(0, len(FRAGILE) - 1), count=st.integers(0, 3), seconds=st.sampled_from((1, 10, 61)))
    def crash(self, place: int, count: int, seconds: int) -> None:
        self.model.pass_time(seconds)
        self.model.crash(place, count)
        self.done("crash")

    @at_desk
    @rule(long=st.integers(0, 3))
    def rest(self, long: int) -> None:
        if long == 3:
            self.model.quiet()
        else:
            self.model.turn(15)
        self.done("rest")


class LifeOnServer(Life):
    """The same in a database of PostgreSQL."""

    def database_url(self) -> str:
        """Each life has its own."""
        return self.opened.enter_context(postgresql.database())


@pytest.mark.parametrize("part", PARTS)
def test_whatever_happens_in_whatever_order_the_feeds_stay_true(part: int) -> None:
    live(Life, part, LIVES)


@pytest.mark.parametrize("part", SERVED_PARTS)
def test_so_do_those_that_come_out_of_a_server(part: int) -> None:
    postgresql.server()
    live(LifeOnServer, part, SERVED_LIVES)


def live(kind: type[Life], part: int, lives: int) -> None:
    RAN.clear()
    CLAIMS.clear()
    run_state_machine_as_test(
        seed(seed_of(part))(type("SomeLife", (kind,), {})),
        settings=settings(
            max_examples=lives,
            stateful_step_count=STEPS,
            deadline=None,
            database=None,
            derandomize=False,  # the seed says it all
            print_blob=True,
            phases=(Phase.generate, Phase.shrink) if TORTURE else (Phase.generate,),  # shrinking takes many minutes
            suppress_health_check=list(HealthCheck),
        ),
    )
    print(f"{lives} lives, {RAN.total()} steps, {CLAIMS}")  # noqa: T201
    assert RAN.total() >= lives * STEPS // 2, "lives end early"
    doubtful = CLAIMS["weak"] // 10 if TORTURE else CLAIMS["weak"]  # by chance, one long life may be full of doubts
    assert CLAIMS["strict"] > doubtful, "the model doubts too much"
    assert CLAIMS["choice"] or TORTURE < 1, "nothing was chosen that lasted"  # a few lives may choose nothing


def test_the_model_writes_what_it_says() -> None:
    text = Text("zqaaaq", version=1, corrections=1)
    for path in ("a.txt", "a.html"):
        assert "zqaaaq" in text.content(path).decode()
        assert replace(text, damage="empty").content(path) == b""
