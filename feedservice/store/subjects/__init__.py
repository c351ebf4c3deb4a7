"""What can be asked and changed over one connection, by subject; here alone stands what changes what else. Touches: database."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection

from feedservice.store.announcements import AnnouncementChanges, AnnouncementReading
from feedservice.store.articles import ArticleChanges, ArticleReading
from feedservice.store.bulk import BulkChanges
from feedservice.store.desk.glances import GlanceReading
from feedservice.store.desk.kept_alternatives import AlternativeChanges, AlternativeReading
from feedservice.store.desk.proofs import ProofChanges, ProofReading
from feedservice.store.filed_receipts import ReceiptChanges, ReceiptReading
from feedservice.store.files import FileChanges, FileReading
from feedservice.store.lease import LeaseChanges, LeaseReading
from feedservice.store.orders.kept_choices import OverrulingChanges, OverrulingReading
from feedservice.store.orders.kept_notes import DeskNoteChanges, DeskNoteReading
from feedservice.store.orders.order_book import OrderChanges, OrderReading
from feedservice.store.search.search_index import SearchChanges, SearchReading
from feedservice.store.stand.channel_records import ChannelChanges, ChannelReading
from feedservice.store.stand.documents import DocumentChanges, DocumentReading
from feedservice.store.stand.in_print import InPrintReading
from feedservice.store.stand.ledger import LedgerChanges, LedgerReading
from feedservice.store.stand.listings import ListingChanges, ListingReading
from feedservice.store.stand.partners import PartnerChanges, PartnerReading
from feedservice.store.stand.reading_order import LeafReading
from feedservice.store.stand.volumes import VolumeChanges, VolumeReading
from feedservice.store.times.wrong_times import TimesChanges, TimesReading
from feedservice.store.turns import TurnChanges, TurnReading
from feedservice.store.watch.stocktaking import StockReading


@dataclass(frozen=True, slots=True)
class Reading:
    """What can be asked of one consistent view of the store, by what it is about."""

    connection: Connection
    articles: ArticleReading
    listings: ListingReading
    channels: ChannelReading
    volumes: VolumeReading
    ledger: LedgerReading
    documents: DocumentReading
    in_print: InPrintReading
    leaves: LeafReading
    files: FileReading
    receipts: ReceiptReading
    proofs: ProofReading
    glances: GlanceReading
    announcements: AnnouncementReading
    partners: PartnerReading
    orders: OrderReading
    search: SearchReading
    overrulings: OverrulingReading
    desk_notes: DeskNoteReading
    alternatives: AlternativeReading
    turns: TurnReading
    lease: LeaseReading
    stock: StockReading
    times: TimesReading


@dataclass(frozen=True, slots=True)
class Writing(Reading):
    """What can be asked and changed in one transaction."""

    articles: ArticleChanges
    listings: ListingChanges
    channels: ChannelChanges
    volumes: VolumeChanges
    ledger: LedgerChanges
    documents: DocumentChanges
    files: FileChanges
    receipts: ReceiptChanges
    proofs: ProofChanges
    announcements: AnnouncementChanges
    partners: PartnerChanges
    orders: OrderChanges
    search: SearchChanges
    overrulings: OverrulingChanges
    desk_notes: DeskNoteChanges
    alternatives: AlternativeChanges
    turns: TurnChanges
    lease: LeaseChanges
    times: TimesChanges
    bulk: BulkChanges


def reading_of(connection: Connection) -> Reading:
    """What can be asked over a connection."""
    return Reading(
        connection,
        articles=ArticleReading(connection),
        listings=ListingReading(connection),
        channels=ChannelReading(connection),
        volumes=VolumeReading(connection),
        ledger=LedgerReading(connection),
        documents=DocumentReading(connection),
        in_print=InPrintReading(connection),
        leaves=LeafReading(connection),
        files=FileReading(connection),
        receipts=ReceiptReading(connection),
        proofs=ProofReading(connection),
        glances=GlanceReading(connection),
        announcements=AnnouncementReading(connection),
        partners=PartnerReading(connection),
        orders=OrderReading(connection),
        search=SearchReading(connection),
        overrulings=OverrulingReading(connection),
        desk_notes=DeskNoteReading(connection),
        alternatives=AlternativeReading(connection),
        turns=TurnReading(connection),
        lease=LeaseReading(connection),
        stock=StockReading(connection),
        times=TimesReading(connection),
    )


def writing_of(connection: Connection, holder: str) -> Writing:
    """What can be changed over a connection, by the holder of a lease. Here alone stands what changes what else.

    An article that is kept is entered in its channels, the ledger and the index, and marks its volume; that marks the channels; a channel that closes drops its documents.
    """
    documents = DocumentChanges(connection)
    channels = ChannelChanges(connection, documents)
    volumes = VolumeChanges(connection, channels)
    ledger = LedgerChanges(connection)
    search = SearchChanges(connection)
    listings = ListingChanges(connection, channels, volumes, ledger)
    return Writing(
        connection,
        articles=ArticleChanges(connection, listings, search),
        listings=listings,
        channels=channels,
        volumes=volumes,
        ledger=ledger,
        documents=documents,
        in_print=InPrintReading(connection),
        leaves=LeafReading(connection),
        files=FileChanges(connection),
        receipts=ReceiptChanges(connection),
        proofs=ProofChanges(connection),
        glances=GlanceReading(connection),
        announcements=AnnouncementChanges(connection),
        partners=PartnerChanges(connection),
        orders=OrderChanges(connection),
        search=search,
        overrulings=OverrulingChanges(connection),
        desk_notes=DeskNoteChanges(connection),
        alternatives=AlternativeChanges(connection),
        turns=TurnChanges(connection),
        lease=LeaseChanges(connection, holder),
        stock=StockReading(connection),
        times=TimesChanges(connection),
        bulk=BulkChanges(connection, listings, search),
    )
