"""The tables. Alembic's migrations make them; a test holds the two equal. Pure."""

from __future__ import annotations

from sqlalchemy import JSON, BigInteger, Boolean, Column, Index, Integer, LargeBinary, MetaData, String, Table, Text
from sqlalchemy.sql import text

from feedservice.store.rows import Instant

metadata = MetaData()

#: What readers see, for indexes that hold nothing else: `lifecycle.IN_PRINT` by SQL.
IN_PRINT = text("state IN ('published', 'corrected')")
OUT_OF_PRINT = text("state NOT IN ('published', 'corrected')")

#: Every article ever released or scheduled, with where it stands (`standing.Standing`). `sha256` and `inode` are its
#: file's when it was last read, `spelling` is its path as `unicode.spelling` writes it.
article = Table(
    "article",
    metadata,
    Column("id", String(200), primary_key=True),
    Column("key", String(32), nullable=False, unique=True),
    Column("path", Text, nullable=False, index=True),
    Column("spelling", Text, nullable=False, index=True),
    Column("sha256", String(64), nullable=False, index=True),
    Column("inode", BigInteger, nullable=False),
    *(Column(name, Text, nullable=False) for name in ("headline", "standfirst")),
    Column("standfirst_derived", Boolean, nullable=False),
    *(Column(name, JSON, nullable=False) for name in ("byline", "agencies")),
    Column("dateline", Text, nullable=False),
    Column("section", Text, nullable=False),
    Column("tags", JSON, nullable=False),
    Column("language", String(40), nullable=False),
    Column("photos", JSON, nullable=False),
    Column("attachments", JSON, nullable=False, server_default="[]"),
    Column("corrections", JSON, nullable=False),
    Column("body_html", Text, nullable=False),
    Column("published", Instant, nullable=False),
    Column("updated", Instant, nullable=False, index=True),
    *(Column(name, Instant, nullable=False) for name in ("released", "changed")),
    Column("expires", Instant, nullable=True, index=True),
    Column("episode", Integer, nullable=False, server_default="0"),
    Column("season", Integer, nullable=False, server_default="0"),
    Column("state", String(20), nullable=False),
    Column("due", Instant, nullable=True, index=True),
    Column("left", Instant, nullable=True, index=True),
    *(Column(name, Instant, nullable=True) for name in ("vanished", "aside")),
    *(Column(name, Text, nullable=False) for name in ("cause", "reason")),
)
#: Newest first, as `feeds.order` has it. PostgreSQL's has the same condition, by its migration: here it would load its dialect.
_ORDER = (article.c.published, article.c.released, article.c.id)
Index("article_order", *_ORDER, sqlite_where=IN_PRINT)

#: The sketch of an article's words (`similarity.marks`): articles that share a mark may be alike.
_SKETCHED = Column("article_id", String(200), primary_key=True, index=True)
likeness = Table("likeness", metadata, Column("mark", BigInteger, primary_key=True), _SKETCHED)

#: Which articles show a photo, or have a sound, a film or a document, now or in a version before, by the name it is served under.
_SHOWING = Column("article_id", String(200), primary_key=True, index=True)
photo = Table("photo", metadata, Column("name", String(60), primary_key=True), _SHOWING)

#: What happened to each article, in order; this is where hubs and archives will read what they must be told. `event` is
#: a class of change (`diff.Change`), a state it came to (`article.Outcome`), or `moved`; `note` says more, and
#: `earlier` is the version that a change replaced, as a row of `article`.
history = Table(
    "history",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("article_id", String(200), nullable=False, index=True),
    Column("at", Instant, nullable=False),
    Column("event", String(20), nullable=False),
    Column("path", Text, nullable=False),
    Column("note", Text, nullable=False),
    Column("earlier", JSON, nullable=True),
)

#: One row for each source file: what the last look saw (no size: it was gone), since when, and what became of it.
#: `trouble` is the weight of the worst of its problems (`rows.WEIGHTS`); `growth` counts the looks in a row that saw it written to; `resembles` is the id of an article much like it; `cut` are openings.
receipt = Table(
    "receipt",
    metadata,
    Column("path", Text, primary_key=True),
    *(Column(name, BigInteger, nullable=True) for name in ("size_bytes", "mtime_ns", "inode")),
    Column("since", Instant, nullable=False),
    Column("outcome", String(20), nullable=False, index=True),
    Column("due", Instant, nullable=True),
    Column("headline", Text, nullable=False),
    Column("article_id", String(200), nullable=False),
    Column("key", String(32), nullable=False),
    Column("note", Text, nullable=False),
    Column("growth", Integer, nullable=False),
    Column("resembles", String(200), nullable=False, index=True),
    *(Column(name, JSON, nullable=False) for name in ("problems", "evidence", "cut")),
    Column("words", JSON, nullable=True),
    Column("trouble", Integer, nullable=False, server_default="0"),
)
#: What the desk's list is ordered by: no receipt need be read for it.
Index("receipt_list", receipt.c.trouble, receipt.c.outcome, receipt.c.since, receipt.c.path)

#: All that was left out of a file, where its receipt has only openings: JSON, packed (zstd).
_CUTS = Column("packed", LargeBinary, nullable=False)
left_out = Table("left_out", metadata, Column("path", Text, primary_key=True), _CUTS)

#: The article of a file that is kept nowhere else (a draft), for its writers to look at: JSON, packed (zstd).
_ARTICLE = Column("packed", LargeBinary, nullable=False)
proof = Table("proof", metadata, Column("path", Text, primary_key=True), _ARTICLE)

#: Which photo files an article's file uses or names, spelt as `unicode.spelling` writes them; a name may stand here
#: before its file is dropped.
_USED = Column("photo_path", Text, primary_key=True, index=True)
photo_use = Table("photo_use", metadata, Column("article_path", Text, primary_key=True), _USED)

#: Ready bytes by address, the plain ones only where there are no packed ones; `edition` is the one they were set in.
document = Table(
    "document",
    metadata,
    Column("path", String(400), primary_key=True),
    Column("media_type", String(100), nullable=False),
    Column("body", LargeBinary, nullable=True),
    *(Column(f"{coding}_body", LargeBinary, nullable=True) for coding in ("gzip", "br", "zstd")),
    Column("etag", String(80), nullable=False),
    Column("last_modified", Instant, nullable=False),
    Column("channel", String(400), nullable=False, index=True),
    Column("edition", Integer, nullable=False, index=True),
)

#: Which channels an article belongs to (`channels.places`), with what they are called there; for articles that are in
#: print, and those that left it.
listing = Table(
    "listing",
    metadata,
    Column("kind", String(20), primary_key=True),
    Column("slug", String(100), primary_key=True),
    Column("article_id", String(200), primary_key=True, index=True),
    Column("name", Text, nullable=False),
    Column("published", Instant, nullable=False),
    Column("released", Instant, nullable=False),
    Column("in_print", Boolean, nullable=False),
)
#: As `feeds.order` has it: a channel reads its few from the end.
_IN_ORDER = ("kind", "slug", "in_print", "published", "released", "article_id")
Index("listing_order", *(listing.c[name] for name in _IN_ORDER))

#: Every channel there is or was, by the path its addresses start with. `shown` is the fingerprint of its edition,
#: `changed` that edition's time; `floor` the date of its last article when it is full: older ones do not touch it;
#: `ends` when its first tombstone runs out. A `stale` one is to be set anew; a `closed` one is for ever gone.
#: `problem` says why it could not be set; then its last good documents stay. Of the long tail (`channels.LONG_TAIL`)
#: `shown` is the number of the edition that touched it last. Of a volume `place` is where it stands in the archive's chain,
#: and `rearranged` is when it last lost an article.
channel = Table(
    "channel",
    metadata,
    Column("path", String(400), primary_key=True),
    Column("kind", String(20), nullable=False),
    Column("slug", String(100), nullable=False),
    Column("name", Text, nullable=False),
    Column("id", String(400), nullable=False),
    Column("shown", String(80), nullable=False),
    Column("changed", Instant, nullable=False),
    Column("floor", Instant, nullable=True),
    Column("ends", Instant, nullable=True, index=True),
    Column("stale", Boolean, nullable=False, index=True),
    Column("closed", Boolean, nullable=False),
    Column("problem", Text, nullable=False),
    Column("rearranged", Instant, nullable=True),
    Column("place", Integer, nullable=True, index=True),
)

#: The volume of the archive that an article in print is bound in, by its slug as a channel's; empty while it waits.
_OF_ARTICLE = Column("article_id", String(200), primary_key=True)
bound = Table("bound", metadata, _OF_ARTICLE, Column("volume", String(100), nullable=False, index=True))

#: Every change of what readers see of an article, numbered without a gap in the order of commits (`stand.ledger`). `mark` is
#: a hash of this line and all before it, `fingerprint` one of what readers see since; `corrections` is how many notes it has.
ledger = Table(
    "ledger",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("article_id", String(200), nullable=False),
    Column("at", Instant, nullable=False),
    *(Column(name, String(40), nullable=False) for name in ("event", "fingerprint", "mark")),
    Column("corrections", Integer, nullable=False),
)
Index("ledger_article", ledger.c.article_id, ledger.c.number)

#: Where a channel has moved, by path; for good.
_TARGET = (Column("target", String(400), nullable=False), Column("since", Instant, nullable=False))
redirect = Table("redirect", metadata, Column("path", String(400), primary_key=True), *_TARGET)

#: The private addresses of partners, revoked ones among them: for whom, since and until when, and the names of the saved
#: queries that are served there. Of the token in the address only a hash: it is shown once, and known to the partner alone.
partner = Table(
    "partner",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("name", String(60), nullable=False, index=True),
    Column("token_hash", String(64), nullable=False, unique=True),
    Column("feeds", JSON, nullable=False),
    Column("since", Instant, nullable=False),
    Column("revoked", Instant, nullable=True),
)

#: What hubs are to be told, and what became of it: one row for each hub and topic. `due` is when the next try is made,
#: none when none is; `outcome` is waiting, told or given up, and `answer` what the hub, or the network, said last.
announcement = Table(
    "announcement",
    metadata,
    Column("hub", String(400), primary_key=True),
    Column("topic", String(400), primary_key=True),
    Column("since", Instant, nullable=False),
    Column("due", Instant, nullable=True, index=True),
    Column("attempts", Integer, nullable=False),
    Column("outcome", String(20), nullable=False),
    Column("told", Instant, nullable=True),
    Column("answer", Text, nullable=False),
)

#: One row: the edition number moves when any document does; `changed` is the last change's instant, only forward;
#: `base_url` the address the documents were set for, `style` the fingerprint of settings and code they were set with.
press_state = Table(
    "press_state",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("edition", Integer, nullable=False),
    Column("changed", Instant, nullable=False),
    Column("channel_id", String(200), nullable=False),
    Column("base_url", Text, nullable=False),
    Column("style", String(80), nullable=False),
)

#: Who may run a turn, and until when; `address` is where the holder publishes, empty when it is of no account.
_HOLDER = (Column("holder", Text, nullable=False), Column("until", Instant, nullable=False))
_ADDRESS = Column("address", Text, nullable=False, server_default="")
lease = Table("lease", metadata, Column("name", String(40), primary_key=True), *_HOLDER, _ADDRESS)

#: The last turns; `counts` holds also what `turns` tells of beside counts.
turn = Table(
    "turn",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    *(Column(name, Instant, nullable=False) for name in ("started", "finished")),
    Column("succeeded", Boolean, nullable=False),
    Column("message", Text, nullable=False),
    Column("counts", JSON, nullable=False),
)
