"""Rules for Atom 1.0, for its links wherever they stand, for archives (RFC 5005) and tombstones (RFC 6721). Pure."""

from feedservice.lint.rules.book import Rule, error, warning

RULES: dict[str, Rule] = {
    "MisplacedMetadata": error("{element} stands behind the first entry.", "Put what is said of the feed before its entries.", "RFC 4287 section 4.1.1; W3C feed validator"),
    "DuplicateIds": error("The id {value} stands twice.", "Give each entry its own id.", "RFC 4287 section 4.1.1; JSON Feed 1.1"),
    "DuplicateUpdated": warning("{value} is the time of change of two entries.", "Give distinct entries distinct times; readers sort by it.", "W3C feed validator"),
    "DuplicateAtomLink": error("Two links of {element} have rel=alternate and the same type and language.", "Keep one; a photo is rel=enclosure.", "RFC 4287 sections 4.1.1, 4.1.2"),
    "MissingContentOrAlternate": error("{element} has neither content nor an alternate link.", "Add the link.", "RFC 4287 section 4.1.2"),
    "MissingTextualContent": warning("{element} has neither summary nor content that can be read as text.", "Add a summary.", "RFC 4287 section 4.1.1.1"),
    "MissingSummary": error("{element} has its content elsewhere or in base64, and no summary.", "Add a summary.", "RFC 4287 section 4.1.2"),
    "MissingTypeAttr": warning("The content is at another address, and its type is not stated.", "Add the attribute type.", "RFC 4287 section 4.1.3.2"),
    "InvalidTextType": error("The type of {element} is {value}.", "Write text, html or xhtml.", "RFC 4287 section 3.1.1"),
    "ReversedDates": error("{element} {value} is before published, {other}.", "Set updated to the time of publication or later.", "RFC 4287 sections 4.2.9, 4.2.15"),
    "FeedBehindEntries": error("The feed’s own time {value} is before {other}, that of one of its entries.", "Set it to the newest change that it shows.", "RFC 4287 section 4.2.15"),
    "SummaryAfterContent": warning("summary stands behind content.", "Put it first: feedparser mixes them up otherwise.", "feedparser 6.0.14"),
    "MissingHref": error("A link of {element} has no href.", "Add it.", "RFC 4287 section 4.2.7.1"),
    "AtomLinkNotEmpty": warning("A link of {element} holds text.", "Leave it empty.", "RFC 4287 section 4.2.7"),
    "UnregisteredAtomLinkRel": warning("The link relation {value} is not registered.", "Use a registered one, or an absolute address.", "RFC 4287 section 4.2.7.2; RFC 8288"),
    "SelfNotAtom": warning("The self link has the type {value}.", "Write the feed’s own type.", "W3C feed validator"),
    "MissingSelf": warning("The feed has no self link.", "Add a link with rel=self and its address.", "RFC 4287 section 4.1.1"),
    "MissingAtomSelfLink": warning("The channel has no atom:link with rel=self.", "Add one with the feed’s address.", "RSS Advisory Board profile, atom:link"),
    "DuplicateSelf": error("{element} has more than one self link.", "Keep the canonical one.", "RFC 4287 section 4.2.7.2; WebSub section 4"),
    "RelativeSelf": warning("The self link {value} is relative.", "Make it absolute.", "RFC 4287 section 4.2.7.2"),
    "SelfDoesntMatchLocation": warning("The feed calls itself {value}, but is served at {other}.", "Make them equal.", "W3C feed validator"),
    "FeedHistoryRelInEntry": warning("The link relation {value} stands in an entry.", "Put it on the feed.", "RFC 5005 section 3"),
    "FeedRelInCompleteFeed": error("The feed is declared complete and has a link with rel={value}.", "Leave one of the two out.", "RFC 5005 section 2"),
    "ArchiveIncomplete": warning("The document is an archive and links to no other one.", "Add prev-archive or next-archive.", "RFC 5005 section 4"),
    "MissingCurrentInArchive": warning("The document is an archive and does not name the current feed.", "Add a link with rel=current.", "RFC 5005 section 4"),
    "BadTombstone": error("A tombstone lacks {value}.", "State which entry is gone (ref), and since when (when).", "RFC 6721 section 3"),
    "DuplicateTombstone": error("The tombstone of {value} stands twice.", "Keep one.", "RFC 6721 section 3"),
    "TombstoneOfLiving": warning("{value} has both a tombstone and an entry not changed since.", "Take the tombstone out, or the entry.", "RFC 6721 section 3"),
}  # fmt: skip
