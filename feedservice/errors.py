"""The error tree. Pure.

FeedServiceError
├ SettingsError                 at start: names the setting and where it came from
│ └ AddressError                another press at work on the store publishes at another address
├ ArticleError                  an editor can cure it; never stops a turn
│ ├ UnreadableFile              the bytes cannot be had just now; tried again at every turn
│ ├ NotText                     the bytes are no text
│ ├ UnknownFormat               no reader for this kind of file
│ ├ NoArticle                   a README, a template, an error page: it can be read, and is no article
│ ├ BrokenDocument              a Word file or mail that is damaged, or is something else
│ ├ ProtectedDocument           a Word file that is locked with a password
│ ├ TooLarge                    over a stated limit
│ ├ TooSlow                     reading it took longer than a stated limit
│ ├ MissingField                no headline, no body
│ ├ InvalidField                a date or embargo that cannot be understood
│ ├ BrokenSidecar               the sidecar of an article cannot be understood, and may hold it back
│ ├ DoubleStory                 it tells the story of another file; held until its editor decides
│ ├ AttachmentProblem           a sound, film or document is broken or of no use; its article runs without it
│ └ PhotoProblem                the picture is broken or too large; its article runs without it
│   ├ NotFetched                a photo that is only on the web could not be fetched; tried again later
│   └ NotKept                   the object store does not take a photo; tried again later
├ MediaStoreAway                the object store for photos does not answer or refuses us; passes by itself
├ FaultElsewhere                a fault of ours in a reading process, told of there
├ Unfetchable                   an address on the web gives no photo, or must not be asked
├ FolderError                   the content folder is missing, unreadable or suspiciously empty
├ OrderError                    a command names no article, or asks what cannot be done with it
├ ArchiveError                  a backup or export cannot be written or read; what there was stays
├ OutputError                   a folder cannot be built into, or nothing is there to build
├ LeaseError                    another press is at work
│ └ Overtaken                   another press has turned since this one looked
├ StoreError                    the database cannot be read or written (cause kept)
│ └ DamagedStore                it is empty, cut short or damaged: only a backup helps
├ CursorError                   what stands in place of a cursor is none
│ └ CursorLost                  the cursor is of a ledger that is no more: its holder begins anew
├ NoEdition                     nothing has been published from this store yet
└ RenderError                   an edition cannot be set in type
"""

from __future__ import annotations

from datetime import datetime

#: How every message on the object store begins.
MEDIA_STORE = "The media store"


class FeedServiceError(Exception):
    """Root of every error this package raises on purpose."""

    def __reduce__(self) -> tuple[object, ...]:
        """As it travels between processes: with what it was given, whatever its class is made of."""
        return _come_again, (type(self), self.args, self.__dict__)


def _come_again(kind: type[FeedServiceError], said: tuple[object, ...], given: dict[str, object]) -> FeedServiceError:
    error = kind.__new__(kind, *said)
    error.__dict__.update(given)
    return error


class SettingsError(FeedServiceError):
    """A setting is wrong; the message names it, its value, and what would be right."""


class AddressError(SettingsError):
    """Another press at work on this store publishes at another address than ours: every link would change to and fro."""


class ArticleError(FeedServiceError):
    """A source file cannot be published, and its editor can put that right.

    `path` says where (relative to the content folder), `what` what is wrong, `remedy` how to put it right:
    the last two are sentences in an editor's words, shown on the desk as they stand. `sha256` are the bytes that were
    read, where they were.
    """

    sha256 = ""

    def __init__(self, path: str, what: str, remedy: str) -> None:
        super().__init__(f"{path}: {what} {remedy}")
        self.path = path
        self.what = what
        self.remedy = remedy


class UnreadableFile(ArticleError):
    """The file cannot be opened. That may pass without the file changing, so it is tried again at every turn."""


class NotText(ArticleError):
    """The bytes are no text in any encoding."""


class UnknownFormat(ArticleError):
    """There is no reader for files of this kind."""


class NoArticle(ArticleError):
    """The file can be read, and is no article: about the folder, to be filled in, or a page without its story."""


class BrokenDocument(ArticleError):
    """A Word file or mail is damaged, or something else stands under its name."""


class ProtectedDocument(ArticleError):
    """A document is locked with a password."""


class TooLarge(ArticleError):
    """The file is over a limit; the sentence names the limit."""


class TooSlow(ArticleError):
    """Reading the file took longer than the settings allow; the sentence names the limit."""


class MissingField(ArticleError):
    """Something no article can go without is not there."""


class InvalidField(ArticleError):
    """A field is there but cannot be understood."""


class BrokenSidecar(ArticleError):
    """The sidecar of an article cannot be understood. `path` is the sidecar's."""


class DoubleStory(ArticleError):
    """The file tells the story of another one; `twin_id` is that article's."""

    def __init__(self, path: str, what: str, remedy: str, twin_id: str) -> None:
        super().__init__(path, what, remedy)
        self.twin_id = twin_id


class PhotoProblem(ArticleError):
    """A picture cannot be used."""


class AttachmentProblem(ArticleError):
    """A sound, a film or a document cannot go with its article."""


class NotFetched(PhotoProblem):
    """A photo that is only on the web could not be fetched. `again` is when it is tried again."""

    def __init__(self, path: str, url: str, why: str, again: datetime) -> None:
        remedy = "It is tried again later. To be sure of it, save the photo and drop it beside the article."
        super().__init__(path, f"The photo {url} could not be fetched: {why}.", remedy)
        self.again = again


class NotKept(PhotoProblem):
    """A photo is sound, and the object store does not take it; tried again later."""

    def __init__(self, path: str, why: str) -> None:
        what = f"The photo cannot be kept just now: the media store does not take it ({why})."
        remedy = "Nothing need be done: it is tried again every minute. If this lasts, tell your operator."
        super().__init__(path, what, remedy)


class MediaStoreAway(FeedServiceError):
    """The object store for photos does not answer, or refuses us; what is kept there is safe. Passes without our doing."""

    def __init__(self, url: str, why: str) -> None:
        super().__init__(f"{MEDIA_STORE} {url} cannot be used: {why}. It is asked again by itself.")
        self.why = why


class FaultElsewhere(FeedServiceError):
    """A fault of ours in another process: `kind` is its class, `where` the places in our code, the innermost first."""

    def __init__(self, kind: str, where: str) -> None:
        super().__init__(f"{kind} at {where}")
        self.kind = kind
        self.where = where


class Unfetchable(FeedServiceError):
    """An address on the web gives no photo, or must not be asked; the message is the end of a sentence."""


class FolderError(FeedServiceError):
    """The content folder cannot be trusted this turn, so nothing is published or withdrawn."""


class OrderError(FeedServiceError):
    """A command cannot be carried out on this article; the message says why and what can be done."""


class ArchiveError(FeedServiceError):
    """A backup or export cannot be written, or a backup cannot be restored; nothing was changed."""


class OutputError(FeedServiceError):
    """A newsroom cannot be written as files into this folder, or not yet; nothing was changed."""


class LeaseError(FeedServiceError):
    """Another press holds the lease on the store."""


class Overtaken(LeaseError):
    """Another press has turned since this one looked: what it saw and read is out of date, and it begins anew."""


class StoreError(FeedServiceError):
    """The database cannot be read or written; the driver's error is the cause."""


class DamagedStore(StoreError):
    """The database is empty, cut short or damaged. Nothing is written into it; only a backup helps."""


class NoEdition(FeedServiceError):
    """The first edition has not come out yet: whether there will be a document at an address is not known."""


class CursorError(FeedServiceError):
    """What was given as a cursor of the ledger is none."""


class CursorLost(CursorError):
    """The cursor is of no line of this ledger: of another one, or of lines that were lost with a database."""


class RenderError(FeedServiceError):
    """An edition cannot be set in type in some format."""
