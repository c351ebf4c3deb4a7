"""Rules for documents beside each other: the formats of one edition, an edition and the one before. Pure."""

from feedservice.lint.rules.book import Rule, error

RULES: dict[str, Rule] = {
    "FormatsDiffer": error("{element} is {value}, but {other}.", "All formats of an edition tell the same; set them from the same articles.", "ours: no validator sees two documents"),
    "IdChanged": error("The article at {value} had the id {other} in the last edition.", "Keep the id for ever: a new one is a new story in every reader.", "RFC 4287 section 4.2.6"),
    "PublishedMoved": error("The publication date was {other} and is now {value}.", "Keep it; a correction moves updated only.", "RFC 4287 section 4.2.9"),
    "UpdatedWentBack": error("The time of change was {other} and is now {value}, which is earlier.", "It only goes forward.", "RFC 4287 section 4.2.15"),
    "FeedUpdatedWentBack": error("The feed’s time of change was {other} and is now {value}, which is earlier.", "It only goes forward: readers would miss the change.", "RFC 4287 section 4.2.15"),
}  # fmt: skip
