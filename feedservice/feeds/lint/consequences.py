"""What readers see of each breach: one sentence for all rules whose breach looks the same to them. Pure.

Beside each sentence stands whether readers notice it. That is another question than `severity`: a standard may be broken
and nobody see it, and a mere advice neglected may make articles come twice. So feed readers and aggregators behave whose
code or description `docs/feeds.md` names.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Consequence:
    """What a breach does to readers, and whether they notice."""

    sentence: str
    noticed: bool


#: The sentence, whether readers notice, and the rules.
_BOOK: tuple[tuple[str, bool, str], ...] = (
    ("They get no news at all: no reader can show the document.", True, "SAXError UndefinedNamedEntity UnicodeError NotAFeed JSONError HttpError HttpProtocolError CodingNotAsked"),
    ("Strict readers show nothing or only a part; others guess, each in its own way.", True, "UndefinedElement UnexpectedText MissingElement DuplicateElement MissingAttribute UnknownVersion WrongJSONType NotEscaped MissingXhtmlDiv MediaRssNamespace InvalidOPMLVersion MissingXmlURL InvalidTextType"),
    ("Letters, quotes and dashes look broken in some readers.", True, "EncodingMismatch BadCharacters NotUTF8"),
    ("Articles come twice, are missing, or come back as unread.", True, "DuplicateValue DuplicateIds MissingGuid InvalidHttpGUID NotSufficientlyUnique LongId IdChanged NonCanonicalURI UnexpectedWhitespace TombstoneOfLiving InvalidBooleanAttribute"),
    ("Articles stand in the wrong order or under the wrong date, or as new when they are old.", True, "InvalidRFC2822Date InvalidRFC3339Date InvalidW3CDTFDate ImplausibleDate ReversedDates PublishedMoved UpdatedWentBack"),
    ("A change or a new article may not reach them.", True, "FeedBehindEntries FeedUpdatedWentBack FormatsDiffer TagOfOtherBytes CodingDiffers"),
    ("A link, a photo or a sound leads nowhere.", True, "InvalidFullLink InvalidUriChar InvalidURLAttribute UnreachableURL ContainsRelRef LocalAddress InvalidPermalink MissingHref MissingContentOrAlternate LinkInItem"),
    ("They see tags or codes where words should be, or words are missing.", True, "ContainsHTML ContainsUndeclaredHTML CharacterData NotHtml HtmlDocument"),
    ("The list shows an article without its headline or its words.", True, "MissingTitle ItemMustContainTitleOrDescription ItemWithoutDescription ItemIncomplete ItemWithoutContent MissingTextualContent MissingSummary NotBlank"),
    ("The wrong words or the wrong picture stand under the headline.", True, "CaptionForStandfirst ItemLevelCaption ItemOrder SummaryAfterContent NeedDescriptionBeforeContent EnclosureNotInMedia PictureSizeDiffers SeveralDefaults DuplicateEnclosure"),
    ("Players refuse the file, stop early, or show a wrong size.", True, "UntrueLength UntrueType InvalidMIMEAttribute UseZeroForUnknown NoRanges"),
    ("The older articles cannot be reached: whoever was away misses them.", True, "BrokenChain ChainLoops ArchiveIncomplete FeedRelInCompleteFeed FeedHistoryRelInEntry"),
    ("Readers cut it out; what it showed or did is gone.", True, "SecurityRisk SecurityRiskAttr DangerousStyleAttr DangerousLink"),
    ("Some aggregators refuse the feed, or cut it.", True, "LargeFeed ObsoleteVersion MissingLanguage UnexpectedContentType DoctypeInFeed"),
    ("Nothing yet: whoever asks for the old address waits longer, and loses the feed when the redirect goes.", False, "Redirected TemporaryRedirect"),
    ("Nothing; but it is loaded whole each time, which costs both sides, and some readers then come less often.", False, "MissingETag MissingLastModified NotModifiedIgnored ValidatorsMove NotCompressed TagOfTwoCodings CookieSet MissingVary"),
    ("Whoever listens on the line sees and can change what they read; browsers block its pictures.", False, "NotHttps LeavesHttps"),
    ("Directories of podcasts do not list it, or without its cover.", True, "CoverUnfit"),
    ("Nothing: readers get along, some by leaving the value out.", False, "ByteOrderMark MissingXmlDeclaration UnknownNamespace UnexpectedAttribute AttrNotBlank InvalidLanguage InvalidNonNegativeInteger InvalidIntegerAttribute InvalidPositiveInteger IncorrectDOW ProblematicalRFC822Date MissingLink MissingDescription InvalidContact EmailFormat MissingRealName DuplicateSemantics DuplicateItemSemantics MisplacedItem RssInNamespace AvoidTextInput MisplacedMetadata DuplicateUpdated DuplicateAtomLink MissingTypeAttr AtomLinkNotEmpty UnregisteredAtomLinkRel SelfNotAtom UndefinedMember DeprecatedAuthor MissingTitleAttr MissingOutlineType InvalidOutlineVersion TrackingInLink InvalidAddrSpec ContainsEmail"),
    ("The feed’s own picture is missing or squeezed in lists.", False, "ImageTitleDoesntMatch ImageLinkDoesntMatch ImageUrlFormat InvalidWidth InvalidHeight"),
    ("Nothing at once; readers and hubs do not know the feed again when its address changes.", False, "MissingSelf MissingAtomSelfLink DuplicateSelf RelativeSelf SelfDoesntMatchLocation MissingCurrentInArchive"),
    ("A photo comes without its caption or credit, or not at all.", False, "MediaGroupWithoutAlternatives InvalidCreditRole InvalidMediaMedium InvalidMediaTextType InvalidTrueFalse CreditPrefix"),
    ("An article that was withdrawn stays where it was kept.", True, "BadTombstone DuplicateTombstone"),
)  # fmt: skip
CONSEQUENCES: dict[str, Consequence] = {
    rule: Consequence(sentence, noticed) for sentence, noticed, rules in _BOOK for rule in rules.split()
}
