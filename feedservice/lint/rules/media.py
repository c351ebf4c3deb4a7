"""Rules for Media RSS. Pure. Names and credit roles as in the specification 1.5.1."""

from feedservice.lint.rules.book import Rule, error, warning

RULES: dict[str, Rule] = {
    "MediaRssNamespace": error("The namespace of Media RSS is written {value}.", "Write http://search.yahoo.com/mrss/, with the slash.", "Media RSS 1.5.1"),
    "MediaGroupWithoutAlternatives": error("A media:group holds {value} media:content.", "A group is for renditions of one picture; put a single one directly into the item.", "Media RSS 1.5.1, media:group"),
    "InvalidCreditRole": error("{value} is no role of a media:credit.", "Use one of the EBU’s, in small letters, such as photographer.", "Media RSS 1.5.1, media:credit"),
    "InvalidMediaMedium": error("{value} is no medium.", "Write image, audio, video, document or executable.", "Media RSS 1.5.1, media:content"),
    "InvalidMediaTextType": error("The type of {element} is {value}.", "Write plain or html.", "Media RSS 1.5.1, media:description"),
    "InvalidTrueFalse": error("isDefault is {value}.", "Write true or false.", "Media RSS 1.5.1, media:content"),
    "SeveralDefaults": warning("More than one picture of the item, or of one group, is the default.", "Mark the lead photo only.", "Media RSS 1.5.1, media:content"),
    "ItemLevelCaption": error("{element} stands directly in the item.", "Put it into media:content: readers take it for the item’s own title or summary.", "feedparser 6.0.14"),
    "CaptionForStandfirst": warning("The summary is the photo’s caption: {value}.", "Give the standfirst; the caption belongs to the photo.", "ours: no validator compares them"),
    "CreditPrefix": warning("The credit {value} begins with a label.", "Write the name only.", "Media RSS 1.5.1, media:credit: the name of the entity"),
    "EnclosureNotInMedia": warning("The enclosure {value} is none of the item’s media:content.", "Use the same address for both, or readers show the photo twice.", "CommaFeed, FreshRSS and others drop doubles by address"),
}  # fmt: skip
