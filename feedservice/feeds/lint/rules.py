"""The book of rules: every rule by name, with its severity, its sentence, its remedy and its source. Pure.

A rule has the name that the W3C feed validator gives it, where it has one; the others are ours, in the same style. In
the sentences of a rule stand `{element}` (the element or member it concerns), `{value}` (what was found there,
shortened) and `{other}` (what it was compared with).
"""

from __future__ import annotations

from dataclasses import dataclass

from feedservice.article import Severity
from feedservice.feeds.lint.consequences import CONSEQUENCES, Consequence


@dataclass(frozen=True, slots=True)
class Rule:
    """How bad a breach is, what is wrong and how to put it right, in a sentence each, and who says so."""

    severity: Severity
    what: str
    remedy: str
    source: str


def error(what: str, remedy: str, source: str) -> Rule:
    """A rule whose breach loses or garbles news in some reader, or that the standard states as a must."""
    return Rule(Severity.ERROR, what, remedy, source)


def warning(what: str, remedy: str, source: str) -> Rule:
    """A rule whose breach readers survive, each in its own way."""
    return Rule(Severity.WARNING, what, remedy, source)


def seen_by_readers(rule: str) -> Consequence:
    """What a breach of a rule does to readers. Raises KeyError for what is no rule."""
    return CONSEQUENCES[rule]


RULES: dict[str, Rule] = {
    # For every XML document: can it be read, in which encoding, and what may stand where.
    "SAXError": error("The document is not well-formed XML: {value}.", "Escape the text, or mend the markup at that place; no reader shows the feed as it is.", "XML 1.0 section 2.1"),
    "UndefinedNamedEntity": error("The document uses the entity {value}, which XML does not know.", "Write the character itself, or a numeric reference.", "XML 1.0 section 4.6"),
    "UnicodeError": error("The bytes do not fit the declared encoding: {value}.", "Write the document in the encoding that it declares, best UTF-8.", "XML 1.0 section 4.3.3"),
    "NotAFeed": error("The document is no feed; it begins with {value}.", "Check the address: this may be a web page or an error message.", "RSS 2.0, RFC 4287, JSON Feed 1.1, OPML 2.0"),
    "NotUTF8": warning("The document declares the encoding {value}.", "Write it in UTF-8.", "W3C feed validator"),
    "ByteOrderMark": warning("A byte order mark stands before the XML declaration.", "Begin with the declaration itself; some readers stumble over the mark.", "XML 1.0 appendix F"),
    "MissingXmlDeclaration": warning("The document does not begin with an XML declaration.", "Begin it with <?xml version='1.0' encoding='UTF-8'?>.", "XML 1.0 section 2.8"),
    "DoctypeInFeed": warning("The document has a document type declaration.", "Leave it out: feeds have none, and careful readers refuse the entities it may declare.", "XML 1.0 section 2.8"),
    "EncodingMismatch": warning("The server says charset {value}, the document says {other}.", "Make both say the same, best utf-8.", "RFC 7303 section 3"),
    "UnexpectedContentType": warning("The document is served as {value}.", "Serve it as {other}.", "W3C feed validator"),
    "BadCharacters": warning("{element} holds the control or replacement character {value}.", "Repair it to the quote or dash it was: it comes from text in Windows-1252.", "Unicode 23.1; W3C feed validator"),
    "UndefinedElement": error("{element} is not known in {other}.", "Take it out, or put it into a namespace of its own.", "RSS 2.0; RFC 4287 section 6; Media RSS 1.5.1"),
    "UnknownNamespace": warning("{element} is in the namespace {value}, which few readers know.", "Take it out, unless a reader asks for it.", "W3C feed validator"),
    "UnexpectedAttribute": warning("{element} has the attribute {value}, which is not known there.", "Take the attribute out.", "RSS 2.0; RFC 4287"),
    "UnexpectedText": error("Text stands directly in {element}: {value}.", "Put it into an element, or take it out.", "RSS 2.0; RFC 4287"),
    "MissingElement": error("{element} has no {value}.", "Add it.", "RSS 2.0; RFC 4287 sections 4.1.1, 4.1.2; JSON Feed 1.1; OPML 2.0"),
    "DuplicateElement": error("{element} stands twice where it may stand once.", "Keep one.", "RSS 2.0; RFC 4287 sections 4.1.1, 4.1.2"),
    "MissingAttribute": error("{element} has no {value}.", "Add the attribute.", "RSS 2.0; OPML 2.0; Media RSS 1.5.1"),
    "AttrNotBlank": error("The attribute {value} of {element} is empty.", "Fill it, or leave it out.", "RFC 4287 section 4.2.7"),
    "NotBlank": error("{element} is empty.", "Fill it, or leave it out.", "W3C feed validator"),
    "UnexpectedWhitespace": error("White space stands around the text of {element}.", "Take it out: ids and dates are compared to the letter.", "RFC 4287 sections 3.3, 4.2.6"),
    "InvalidLanguage": error("{value} in {element} is no language tag.", "Write a tag of BCP 47, such as en or de-AT.", "RFC 5646"),
    "InvalidFullLink": error("{value} in {element} is no absolute address.", "Write the whole address, with https:// and the host; letters beyond ASCII percent-encoded.", "RFC 3986 section 4.3"),
    "InvalidUriChar": error("{value} in {element} holds a character that no address may hold: {other}.", "Percent-encode it.", "RFC 3986 section 2"),
    "InvalidURLAttribute": error("{value} in {element} is no address of the web.", "Write the whole address, with https:// and the host.", "RSS 2.0, enclosure"),
    "LargeFeed": warning("The document has {value} bytes; some aggregators stop at {other}.", "Show fewer articles, or shorter ones; older ones belong into an archive.", "Google News and SmartNews, limits of a feed"),
    "TrackingInLink": warning("{value} in {element} carries tracking parameters.", "Give the canonical address of the article.", "SmartNews SmartFormat 2.1, link"),
    "UnreachableURL": error("Nothing is served at {value}, which stands in {element}.", "Publish the file, or leave the address out.", "ours: no validator follows addresses"),
    "UntrueLength": error("{element} states {value} bytes, in truth it is {other}.", "State the size of the file as it is served, uncompressed.", "RSS 2.0, enclosure; Media RSS 1.5.1"),
    "InvalidMIMEAttribute": error("{value} in {element} is no media type.", "Write the type and subtype, such as image/jpeg.", "RFC 6838 section 4.2"),
    "InvalidNonNegativeInteger": error("{value} in {element} is no number from 0 up.", "Write a whole number.", "W3C feed validator"),
    "InvalidIntegerAttribute": error("{value} in {element} is no number.", "Write a whole number.", "W3C feed validator"),
    "InvalidPositiveInteger": error("{value} in {element} is no number from 1 up.", "Write a whole number.", "W3C feed validator"),
    "UseZeroForUnknown": error("{element} states −1 bytes.", "Write 0 when the size is truly unknown.", "RSS Advisory Board profile, enclosure"),
    # For dates.
    "InvalidRFC2822Date": error("{value} in {element} is no date as RSS writes them.", "Write it like “Mon, 23 Nov 2026 09:00:20 +0000”: English names, a year of four digits, GMT or +hhmm.", "RFC 5322 section 3.3"),
    "IncorrectDOW": error("{value} in {element} names the wrong weekday; that day is a {other}.", "Write the weekday the date falls on, or none.", "RFC 5322 section 3.3"),
    "ProblematicalRFC822Date": warning("{value} in {element} is a date that some readers misread.", "Write it like “Mon, 23 Nov 2026 09:00:20 +0000”, with GMT or +hhmm.", "RFC 5322 section 4.3"),
    "InvalidRFC3339Date": error("{value} in {element} is no date as RFC 3339 writes them.", "Write it like 2026-11-23T09:00:20Z, with capital T and Z.", "RFC 3339 section 5.6; RFC 4287 section 3.3"),
    "InvalidW3CDTFDate": error("{value} in {element} is no date of the W3C’s profile.", "Write it like 2026-11-23T09:00:20Z.", "W3C NOTE-datetime"),
    "ImplausibleDate": warning("{value} in {element} lies in the future, or before the web.", "Check the clock and the zone; an embargoed article stays out until its time.", "W3C feed validator"),
    # For HTML in feeds, and for text that should be none.
    "ContainsHTML": warning("{element} holds markup or a double-escaped entity: {value}.", "Write plain text, escaped once.", "RSS Advisory Board profile, character data"),
    "ContainsUndeclaredHTML": warning("{element} is declared as plain text and holds markup: {value}.", "Declare it as html, or write plain text.", "RFC 4287 section 3.1; Media RSS 1.5.1"),
    "CharacterData": warning("{element} holds {value}, which some readers take for markup.", "Write & and < in it as &#x26; and &#x3C;.", "RSS Advisory Board profile, character data"),
    "ContainsRelRef": warning("{element} holds the relative address {value}.", "Make it absolute: readers resolve it against different pages.", "W3C feed validator; RSS 2.0 has no base address"),
    "SecurityRisk": warning("{element} holds the element {value}, which readers remove or fear.", "Take it out.", "W3C feed validator"),
    "SecurityRiskAttr": warning("{element} holds the attribute {value}, which readers remove or fear.", "Take it out.", "W3C feed validator"),
    "DangerousStyleAttr": warning("{element} holds a style attribute: {value}.", "Take it out; readers have a style of their own.", "W3C feed validator"),
    "LocalAddress": warning("{element} holds the address {value}, which is reached only on its own machine or network.", "Put it on the web and write that address, or take the link out.", "RFC 1918; RFC 6761; RFC 8089"),
    "DangerousLink": error("{element} holds the address {value}, which could run a program.", "Take it out; http, https, mailto and tel are safe.", "WHATWG URL; OWASP cross-site scripting"),
    "NotHtml": warning("{element} is not valid HTML: {value}.", "Close what is open, in order, and escape & and < in text.", "HTML Living Standard section 13.2"),
    "HtmlDocument": warning("{element} holds a whole page, not a piece of one: {value}.", "Leave html, head and body out.", "RSS content module"),
    "MissingXhtmlDiv": error("{element} is declared as xhtml and does not hold one xhtml:div.", "Wrap the content in one div of the XHTML namespace.", "RFC 4287 section 3.1.1.3"),
    "NotEscaped": error("{element} is declared as html and holds elements: {value}.", "Escape the markup, or declare it as xhtml.", "RFC 4287 section 3.1.1.2"),
    # For RSS 2.0, by its specification, the Advisory Board's profile and what readers make of it.
    "ObsoleteVersion": warning("The document is {value}.", "Write RSS 2.0 or Atom 1.0, which have replaced it; of RSS 1.0, RSS 0.90 and Atom 0.3 nothing more is judged here.", "RSS Advisory Board, RSS history; RFC 4287 section 1.1; W3C feed validator"),
    "UnknownVersion": error("The version is {value}.", "Write version {other}.", "RSS 2.0; JSON Feed 1.1"),
    "MissingTitle": error("{element} has no title.", "Add it.", "RSS 2.0, required channel elements"),
    "MissingLink": error("{element} has no link.", "Add the address of the page.", "RSS 2.0, required channel elements"),
    "MissingDescription": error("{element} has no description.", "Add it.", "RSS 2.0, required channel elements"),
    "MissingLanguage": warning("{element} does not say its language.", "Add it; some aggregators refuse feeds without.", "SmartNews, Flipboard and Apple News require it"),
    "ItemMustContainTitleOrDescription": error("{element} has neither title nor description.", "Add both.", "RSS 2.0, elements of item"),
    "ItemWithoutDescription": warning("{element} has no description.", "Add the standfirst: without it readers take the photo’s caption for the summary.", "feedparser 6.0.14"),
    "ItemIncomplete": warning("{element} has no {value}.", "Add it; news without it is refused or shown wrongly.", "what aggregators require of news"),
    "MissingGuid": warning("{element} has no guid.", "Add one that never changes.", "RSS 2.0, guid"),
    "InvalidHttpGUID": error("The guid {value} is no address, and is not declared as none.", 'Add isPermaLink="false".', "RSS 2.0, guid"),
    "InvalidPermalink": error("The guid {value} is declared as a permalink and cannot be followed.", 'Add isPermaLink="false".', "RSS 2.0, guid"),
    "InvalidBooleanAttribute": error("isPermaLink is {value}.", "Write true or false.", "RSS 2.0, guid"),
    "DuplicateValue": error("{element} {value} stands twice in the document.", "Give each its own; readers show only one of the two.", "RSS 2.0, guid; OPML 2.0"),
    "NotSufficientlyUnique": warning("The guid {value} is a short number, which other feeds use too.", "Use a tag: address (RFC 4151).", "W3C feed validator"),
    "NonCanonicalURI": warning("{value} in {element} is not written as addresses are compared.", "Write it as {other}: some readers take two spellings for two articles.", "RFC 3986 section 6.2.2; W3C feed validator"),
    "LongId": warning("The id {value} is longer than 245 characters or not ASCII.", "Use a short one: some readers cut it.", "Tiny Tiny RSS"),
    "InvalidAddrSpec": error("{value} in {element} is no e-mail address.", "Write the address alone, as mail@example.org; the name goes into name.", "RFC 4287 section 3.2.3"),
    "ContainsEmail": warning("{element} holds a mail address: {value}.", "Put it into email, or leave it out: readers show the name to everybody, and senders of spam collect it.", "W3C feed validator"),
    "InvalidContact": error("{value} in {element} is no e-mail address.", "Write “mail@example.org (Name)”, or use dc:creator for a bare name.", "RSS 2.0, author"),
    "EmailFormat": warning("{value} in {element} has its name in the wrong place.", "Write “mail@example.org (Name)”.", "RSS Advisory Board profile, author"),
    "MissingRealName": warning("{value} in {element} has no name.", "Write “mail@example.org (Name)”.", "RSS Advisory Board profile, author"),
    "NeedDescriptionBeforeContent": warning("content:encoded stands before description, or without one.", "Put the description first.", "RSS Advisory Board profile, content:encoded"),
    "ItemOrder": error("{element} stands behind {value}.", "Put title, description, content:encoded and pubDate before Media RSS and dcterms:modified.", "feedparser 6.0.14, SimplePie"),
    "DuplicateEnclosure": warning("{element} stands twice in one item.", "Keep the lead photo; others go into media:content.", "RSS Advisory Board profile, enclosure"),
    "DuplicateSemantics": warning("{element} says the same as {value} in the channel.", "Keep {value}.", "W3C feed validator"),
    "DuplicateItemSemantics": warning("{element} says the same as {value} in one item.", "Keep one of them.", "W3C feed validator"),
    "MisplacedItem": warning("{element} stands behind the first item.", "Put all channel elements before the items.", "RSS Advisory Board profile"),
    "ImageTitleDoesntMatch": warning("The image’s title is {value}, the channel’s {other}.", "Make them equal.", "RSS Advisory Board profile, image"),
    "ImageLinkDoesntMatch": warning("The image’s link is {value}, the channel’s {other}.", "Make them equal.", "RSS Advisory Board profile, image"),
    "ImageUrlFormat": warning("The channel’s image {value} is no JPEG, GIF or PNG.", "Use one of these kinds.", "RSS 2.0, image"),
    "InvalidWidth": error("The image’s width is {value}.", "Write a number from 1 to 144.", "RSS 2.0, image"),
    "InvalidHeight": error("The image’s height is {value}.", "Write a number from 1 to 400.", "RSS 2.0, image"),
    "AvoidTextInput": warning("The channel has a textInput.", "Take it out; nobody shows it.", "RSS Advisory Board profile, textInput"),
    "LinkInItem": warning("An atom:link of {element} without rel, or with rel=alternate, overrides its link in some readers.", "Take it out.", "Tiny Tiny RSS"),
    # For Atom 1.0, for its links wherever they stand, for archives (RFC 5005) and tombstones (RFC 6721).
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
    # For Media RSS. Names and credit roles as in the specification 1.5.1.
    "MediaRssNamespace": error("The namespace of Media RSS is written {value}.", "Write http://search.yahoo.com/mrss/, with the slash.", "Media RSS 1.5.1"),
    "MediaGroupWithoutAlternatives": error("A media:group holds {value} media:content.", "A group is for renditions of one picture; put a single one directly into the item.", "Media RSS 1.5.1, media:group"),
    "InvalidCreditRole": error("{value} is no role of a media:credit.", "Use one of the EBU’s, in small letters, such as photographer.", "Media RSS 1.5.1, media:credit"),
    "InvalidMediaMedium": error("{value} is no medium.", "Write image, audio, video, document or executable.", "Media RSS 1.5.1, media:content"),
    "InvalidMediaTextType": error("The type of {element} is {value}.", "Write plain or html.", "Media RSS 1.5.1, media:description"),
    "InvalidTrueFalse": error("isDefault is {value}.", "Write true or false.", "Media RSS 1.5.1, media:content"),
    "SeveralDefaults": warning("More than one picture of the item, or of one group, is the default.", "Mark the lead photo only.", "Media RSS 1.5.1, media:content"),
    "ItemLevelCaption": error("{element} stands directly in an item that has no description.", "Put it into media:content: readers take it for the item’s own.", "feedparser 6.0.14"),
    "PictureSizeDiffers": warning("{element} says that its picture has {value} pixels; it has {other}.", "State its true width and height, or leave them out.", "RSS 2.0, image; Media RSS 1.5.1"),
    "CoverUnfit": error("Directories refuse the podcast’s cover: {value}.", "Make it square, 1400 to 3000 pixels wide, a JPEG or PNG in RGB without transparency, under its true ending.", "PSP-1, itunes:image; podcasters.apple.com/support/896"),
    "RssInNamespace": warning("RSS’s own elements are in the namespace {value}.", "Take that xmlns away: the elements of RSS 2.0 are in none, and some programs look for them there only.", "RSS 2.0, extending RSS"),
    "CaptionForStandfirst": warning("The summary is the photo’s caption: {value}.", "Give the standfirst; the caption belongs to the photo.", "ours: no validator compares them"),
    "CreditPrefix": warning("The credit {value} begins with a label.", "Write the name only.", "Media RSS 1.5.1, media:credit: the name of the entity"),
    "EnclosureNotInMedia": warning("The enclosure {value} is none of the item’s media:content.", "Use the same address for both, or readers show the photo twice.", "CommaFeed, FreshRSS and others drop doubles by address"),
    # For JSON Feed 1.1 and OPML 2.0.
    "JSONError": error("The document is not JSON: {value}.", "Mend it at that place; no reader shows the feed as it is.", "RFC 8259"),
    "WrongJSONType": error("{element} is {value}, and should be {other}.", "Write it as the specification says.", "JSON Feed 1.1"),
    "UndefinedMember": warning("{element} is not known in JSON Feed.", "Extensions begin with an underscore.", "JSON Feed 1.1, extensions"),
    "DeprecatedAuthor": warning("{element} has author without authors.", "Write authors, a list.", "JSON Feed 1.1, authors"),
    "ItemWithoutContent": error("{element} has neither content_html nor content_text.", "Add one of them.", "JSON Feed 1.1, items"),
    "InvalidOPMLVersion": error("The version of the OPML is {value}.", "Write 2.0.", "OPML 2.0"),
    "MissingXmlURL": error("An outline of type rss has no xmlUrl.", "Add the feed’s address.", "OPML 2.0, subscription lists"),
    "MissingTitleAttr": warning("An outline of type rss has no title.", "Add it beside text.", "OPML 2.0, subscription lists"),
    "MissingOutlineType": warning("An outline has {value} but no type.", 'Add type="rss" to a feed; give a group its text only.', "OPML 2.0; W3C feed validator"),
    "InvalidOutlineVersion": error("The outline’s version is {value}.", "Write RSS, RSS1, RSS2 or scriptingNews, or leave it out.", "OPML 2.0, subscription lists"),
    # For documents beside each other: the formats of one edition, an edition and the one before.
    "FormatsDiffer": error("{element} is {value}, but {other}.", "All formats of an edition tell the same; set them from the same articles.", "ours: no validator sees two documents"),
    "IdChanged": error("The article at {value} had the id {other} in the last edition.", "Keep the id for ever: a new one is a new story in every reader.", "RFC 4287 section 4.2.6"),
    "PublishedMoved": error("The publication date was {other} and is now {value}.", "Keep it; a correction moves updated only.", "RFC 4287 section 4.2.9"),
    "UpdatedWentBack": error("The time of change was {other} and is now {value}, which is earlier.", "It only goes forward.", "RFC 4287 section 4.2.15"),
    "FeedUpdatedWentBack": error("The feed’s time of change was {other} and is now {value}, which is earlier.", "It only goes forward: readers would miss the change.", "RFC 4287 section 4.2.15"),
    # For the answer that brings a document.
    "HttpError": error("The server answered {value}.", "Serve the feed with 200 at this address.", "RFC 9110 section 15"),
    "HttpProtocolError": error("The answer cannot be understood: {value}.", "Check the server and what stands before it.", "RFC 9112"),
    "Redirected": warning("The feed has moved to {value}.", "Publish the new address; keep the redirect for years.", "RFC 9110 section 15.4"),
    "TemporaryRedirect": warning("The address leads on to {value}, for the time being ({other}).", "Serve the feed there itself, or answer 301 or 308: readers keep to the old address otherwise.", "RFC 9110 sections 15.4.3, 15.4.8"),
    "LeavesHttps": error("A redirect leads from https to {value}.", "Redirect to an https address.", "RFC 9325 section 3.2"),
    "NotHttps": warning("The feed is served without encryption, at {value}.", "Serve it over https, and redirect http there with 301.", "RFC 9325 section 3.2; W3C TAG, Securing the Web"),
    "MissingETag": warning("The answer has no ETag.", "Send a strong one of the exact bytes: readers ask with it.", "RFC 9110 section 8.8.3"),
    "MissingLastModified": warning("The answer has no Last-Modified.", "Send it: some readers know no other validator.", "RFC 9110 section 8.8.2"),
    "NotModifiedIgnored": warning("Asked again with {value}, the server answered {other}, not 304.", "Answer 304 when nothing has changed.", "RFC 9110 section 13"),
    "ValidatorsMove": warning("Asked twice for the same bytes, the server sent {element} {value} and then {other}.", "Make it from the bytes, not from the clock or the machine.", "RFC 9110 sections 8.8.1, 8.8.3"),
    "TagOfOtherBytes": error("Two answers with the ETag {value} have different bytes.", "Give each text a tag of its own, or a weak one (W/).", "RFC 9110 section 8.8.1"),
    "NotCompressed": warning("The document has {value} bytes and is sent as it is, though gzip was asked for.", "Send it with gzip to whoever accepts it.", "RFC 9110 section 12.5.3"),
    "CodingNotAsked": error("The answer is coded as {value}, which was not asked for.", "Code it only for who accepts that (Accept-Encoding).", "RFC 9110 section 12.5.3"),
    "CodingDiffers": error("Coded as {value}, the document is another one than uncoded.", "Make both from the same bytes.", "RFC 9110 section 8.4"),
    "MissingVary": warning("The answer depends on Accept-Encoding, and its Vary does not say so.", "Send Vary: Accept-Encoding, or caches hand out the wrong form.", "RFC 9110 section 12.5.5"),
    "TagOfTwoCodings": warning("Coded and uncoded, the document has the same strong ETag {value}.", "Give each coding a tag of its own.", "RFC 9110 section 8.8.3.3"),
    "UntrueType": error("{element} states the type {value}, and is served as {other}.", "Make both say what the file is.", "RSS 2.0, enclosure; RFC 4287 section 4.2.7.3"),
    "NoRanges": warning("{value} in {element} cannot be had in parts.", "Let the server answer range requests: players need them to jump.", "RFC 9110 section 14; Apple Podcasts, requirements of hosting"),
    "BrokenChain": error("The link to {value} ({element}) leads to no feed: {other}.", "Serve the document there, or take the link out.", "RFC 5005 sections 3, 4; JSON Feed 1.1, next_url"),
    "ChainLoops": error("The link {element} leads to {value}, which came before.", "Lead each page to an older one; the oldest has no such link.", "RFC 5005 sections 3, 4"),
    "CookieSet": warning("The answer sets a cookie.", "Set none on feeds: caches then keep them for nobody.", "RFC 9111 section 7.3"),
}  # fmt: skip
