"""Lines at the foot of a story that say who reported, who edited and where it comes from. Pure."""

from __future__ import annotations

import re
from functools import partial

from feedservice.intake.trade.bylines import LONGEST_BYLINE_CHARACTERS, Byline, split_byline, whole_byline
from feedservice.text.languages.alternatives import any_piece, any_word
from feedservice.text.patterns import later
from feedservice.text.unicode import one_line

_any, _piece = partial(any_word, "trade"), partial(any_piece, "trade")
_CLOSING = later(
    rf"^[(\[（]*\s*{_piece('reported_by')}\s+(.{{3,300}})$|^[(\[（]*\s*{_any('desk_labels')}\s*[:：]?\s+(.{{3,200}})$",
    re.IGNORECASE,
)
_AGENCY_INPUT = later(
    rf"^[(\[—–\s]*{_piece('source')}(?:\s*[:：/]\s*|\s+(?=\S)|)(.{{2,120}}?)(?:\s{_any('source_ends')})?[)\]]*[.。]?$",
    re.IGNORECASE,
)
_EDITOR_LINE = later(
    rf"^[(\[（【\s]*(?:{_any('editor_kinds')} )?(?:{_any('editor_labels')}\s*[/:：|]|{_any('edited_by')}(?:\s*[/:：|])?)\s+?.{{0,60}}[)\]）】]*$"
    rf"|^[(\[（【\s]*{_any('editor_labels_unspaced')}\s*[/:：].{{1,40}}$",
    re.IGNORECASE,
)
#: How either begins, behind what may part them: nearly no line does.
_OPENS = later(
    rf"[\s|│丨]*[(\[（【—–\s]*(?:{_piece('source')}|(?:{_any('editor_kinds')} )?"
    rf"(?:{_any('editor_labels')}|{_any('edited_by')})|{_any('editor_labels_unspaced')})",
    re.IGNORECASE,
)
#: What parts the sources and editors on a line.
_PARTS = later(rf"\s*[|│丨]\s*|\s{{2,}}|(?<=\S)\s+(?={_any('editor_labels_inside')}\s*[:：])")


def closing_line(text: str) -> Byline | None:
    """Whom a line at the foot of a story names (“(Reporting by …; Editing by …)”, “Source: …”, “With inputs from …”).

    Editors alone give an empty byline. Nothing for any other line.
    """
    line = one_line(text[: 4 * LONGEST_BYLINE_CHARACTERS])
    if len(line) > LONGEST_BYLINE_CHARACTERS:
        return None
    reporters = _CLOSING.match(line)
    if reporters:
        return whole_byline(re.sub(r"[)\]）]+\.?$", "", reporters[1] or reporters[2]))
    if not _OPENS.match(line):
        return None
    parts = filter(None, _PARTS.split(line))
    found = [_source_part(part) for part in parts]
    if not found or any(one is None for one in found):
        return None
    return Byline(agencies=tuple(dict.fromkeys(name for one in found if one for name in one)))


def _source_part(part: str) -> tuple[str, ...] | None:
    """The houses of “Source: …”, none of “Editor: …”, and nothing for a part that is neither."""
    if _EDITOR_LINE.match(part):
        return ()
    found = _AGENCY_INPUT.match(part)
    if not found:
        return None
    named = split_byline(found[1])
    has_colon = re.search(r"[:：]", part) is not None
    own = one_line(found[1]).strip(" .()")
    if named.agencies:
        return named.agencies
    return (own,) if has_colon and _may_be_a_house(own) else None


def _may_be_a_house(name: str) -> bool:
    """Whether what follows “Source:” may be a house's name: few words, the first one large."""
    opens = name[:1].isupper() or name[:1].lower() == name[:1].upper()
    return opens and len(name) <= 40 and len(name.split()) <= 5 and not re.search(r"[\d?!]|\.\s", name)
