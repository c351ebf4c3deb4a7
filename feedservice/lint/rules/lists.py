"""Rules for JSON Feed 1.1 and OPML 2.0. Pure."""

from feedservice.lint.rules.book import Rule, error, warning

RULES: dict[str, Rule] = {
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
}  # fmt: skip
