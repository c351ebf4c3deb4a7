"""Saved queries as feedservice.toml has them: one table `[feeds.<name>]` for each. Touches: nothing."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field, field_validator

from feedservice.article import Order, PhotoPlace, Presentation, Text
from feedservice.channels import PROFILES, Query, Saved, channel_slug

#: A name is a part of an address for ever: small letters, figures and hyphens.
NAME = r"^[a-z0-9][a-z0-9-]{0,59}$"
_LANGUAGE = r"^([A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*)?$"
Names = tuple[str, ...]


class SavedFeed(BaseModel):
    """One saved query: what it wants, and how it is shown. Every field has a help line."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)

    title: str = Field("", description="The title of the feed; default: the newsroom's title and this feed's name.")
    description: str = Field("", description="What the feed is about, in one line; default: the newsroom's.")
    language: str = Field("", description="The language of the feed; default: the newsroom's.", pattern=_LANGUAGE)
    sections: Names = Field((), description="Only articles of one of these sections.")
    tags: Names = Field((), description="Only articles with one of these tags.")
    authors: Names = Field((), description="Only articles by one of these people or agencies.")
    languages: Names = Field((), description="Only articles in one of these languages.")
    words: Names = Field((), description="Only articles with one of these words in the headline.")
    without_sections: Names = Field((), description="No articles of these sections.")
    without_tags: Names = Field((), description="No articles with any of these tags.")
    without_authors: Names = Field((), description="No articles by these people or agencies.")
    without_words: Names = Field((), description="No articles with any of these words in the headline.")
    items: int | None = Field(None, description="The most articles in it; default: feed_items.", ge=1, le=1000)
    order: Order = Field(Order.NEWEST, description="newest first, the latest updated first, or oldest first.")
    text: Text = Field(Text.FULL, description="full text, the opening paragraphs, or the standfirst only.")
    paragraphs: int = Field(3, description="How many paragraphs an opening has.", ge=1, le=100)
    photo: PhotoPlace = Field(PhotoPlace.BOTH, description="Photos attached (enclosures), in the body, or both.")
    profile: str = Field("plain", description="The partner whose rules the feed follows (docs/partners.md).")
    logo: str = Field("", description="The address of a logo, for partners that ask for one.")
    dark_logo: str = Field("", description="The address of a logo on dark ground, for partners that ask for one.")
    formerly: Names = Field((), description="Names this feed had before: their addresses send readers here.")

    @field_validator("profile")
    @classmethod
    def _known_profile(cls, name: str) -> str:
        if name not in PROFILES:
            raise ValueError(f"is no profile we know; there are {', '.join(PROFILES)}")
        return name

    @field_validator("logo", "dark_logo")
    @classmethod
    def _whole_address(cls, url: str) -> str:
        if url and not url.startswith(("https://", "http://")):
            raise ValueError("must be a whole address, with https://")
        return url

    def saved(self, name: str) -> Saved:
        """The saved query by its name."""
        shows = Presentation(self.text, self.paragraphs, self.photo, self.profile, self.logo, self.dark_logo)
        title, description, language = self.title, self.description, self.language
        return Saved(name, self._query(), title, description, language, self.items, self.order, shows, self.formerly)

    def _query(self) -> Query:
        return Query(
            sections=_slugs(self.sections),
            tags=_slugs(self.tags),
            authors=_slugs(self.authors),
            languages=frozenset(tag.lower() for tag in self.languages),
            words=self.words,
            without_sections=_slugs(self.without_sections),
            without_tags=_slugs(self.without_tags),
            without_authors=_slugs(self.without_authors),
            without_words=self.without_words,
        )


def _slugs(names: Names) -> frozenset[str]:
    return frozenset(map(channel_slug, names))
