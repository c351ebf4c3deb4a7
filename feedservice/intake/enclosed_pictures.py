"""Pictures that lie inside a document (Word, mail) rather than beside it: handed on as `data:` addresses. Pure.

While the document's HTML is read, a short address stands for each: parsers lose whole pages over addresses of ten
million letters (libxml2, XML_MAX_TEXT_LENGTH). Does not look at what the pictures are: measuring is the photos' work.
"""

from __future__ import annotations

from base64 import b64encode
from dataclasses import replace

from feedservice.article import Finding, PhotoReference
from feedservice.intake.raw_copy import RawCopy

#: Short data: addresses are taken for stand-ins (`picture_addresses`), so these are longer than that.
_FILLING = "A" * 1200


class Enclosed:
    """The pictures of one document, by the address that stands for each until `put_in`."""

    def __init__(self) -> None:
        self._whole: dict[str, str] = {}

    def address(self, content: bytes, media_type: str) -> str:
        """Keep a picture; the address to write into the HTML for it, or nothing for an empty one."""
        if not content:
            return ""
        short = f"data:{media_type};base64,{len(self._whole):08}{_FILLING}"
        self._whole[short] = f"data:{media_type};base64,{b64encode(content).decode('ascii')}"
        return short

    def put_in(self, copy: RawCopy) -> RawCopy:
        """Manuscript and body with the true addresses in place of the short ones."""
        if not self._whole:
            return copy
        manuscript, body = copy
        for image in body.find_all("img"):
            src = image.get("src")
            if isinstance(src, str):
                image["src"] = self._true(src)
        photos, lead = tuple(map(self._named, manuscript.photos)), self._lead(manuscript.photo)
        return RawCopy(replace(manuscript, photos=photos, photo=lead), body)

    def _true(self, src: str) -> str:
        return self._whole.get(src, src)

    def _named(self, reference: PhotoReference) -> PhotoReference:
        return replace(reference, src=self._true(reference.src))

    def _lead(self, photo: Finding[str] | None) -> Finding[str] | None:
        return replace(photo, value=self._true(photo.value)) if photo else None
