"""An embedded caption comes out without markup, second credit and notes."""

from __future__ import annotations

from feedservice.article import Finding
from feedservice.photos.metadata import Embedded
from feedservice.photos.metadata.caption_words import parted


def of(caption: str, **others: str) -> Embedded:
    fields = {name: Finding(value, "IPTC", 0.9) for name, value in {"caption": caption, **others}.items()}
    return parted(Embedded(**fields))


def test_a_credit_that_only_the_caption_has_becomes_the_credit() -> None:
    said = of("Gulls on the quay. (Photo by Ilka BRANDT / PAP)")
    assert said.caption
    assert said.caption.value == "Gulls on the quay."
    assert said.credit
    assert said.credit.value == "Ilka BRANDT / PAP"


def test_a_credit_of_its_own_field_stays_and_that_of_the_caption_goes() -> None:
    said = of("Gulls on the quay. (Photo by Ilka BRANDT / PAP)", credit="PAP")
    assert said.caption
    assert said.caption.value == "Gulls on the quay."
    assert said.credit
    assert said.credit.value == "PAP"


def test_entities_and_tags_of_a_form_are_read() -> None:
    said = of("The gate&#39;s lamp &amp;amp; chain.<br><b>Open</b>, 3 < 4")
    assert said.caption
    assert said.caption.value == "The gate's lamp & chain. Open, 3 < 4"


def test_a_caption_that_is_a_credit_is_none() -> None:
    assert of("Photo: Ilka Brandt/PAP").caption is None
