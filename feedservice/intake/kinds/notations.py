"""What a text file is by its first letters: a notation for programs, HTML, a mail, Markdown; or words, as its name says. Pure.

Only what nobody writes in prose counts: a text may begin with a brace, a bracket or “From:”. So a mail has a header that
programs alone write, JSON can be loaded, a tag is closed, and Markdown has its headline or a head of fields.
"""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Iterator

from feedservice.intake.kinds.file_kinds import Form
from feedservice.intake.kinds.wire_headers import has_header

_HEAD_BYTES = 65_536
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"), (codecs.BOM_UTF32_BE, "utf-32-be"), (codecs.BOM_UTF8, "latin-1"),
    (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"),
)  # fmt: skip
#: White space, and byte order marks that programs have put one upon the other.
_BLANKS = " \t\r\n\f\0ï»¿\ufeff"
#: What the first line of a notation begins with, and the ending of such files.
_OPENINGS: tuple[tuple[str, str], ...] = (
    (r"\{\\u?rtf", ".rtf"),  # RTF 1.9.1, header
    (r"%PDF-\d", ".pdf"),  # after white space, which readers allow
    (r"\x04?%!PS", ".eps"),  # PostScript language reference, 3rd ed., G.1
    (r"bplist0", ".plist"),
    (r"-----BEGIN PGP (?!SIGNED)", ".pgp"),  # RFC 9580 6.2
    (r"-----BEGIN (?:PKCS7|CMS|[A-Z ]*CERTIFICATE|[A-Z ]*PRIVATE KEY)-----", ".p7m"),  # RFC 7468
    (r"BEGIN:(?:VCALENDAR|VCARD)\s", ".ics"),  # RFC 5545 3.4, RFC 6350 6.1.1
    (r"\[InternetShortcut\]", ".url"),
    (r"\[Desktop Entry\]", ".desktop"),  # Desktop Entry Specification
    (r"(?:%[^\n]*\n\s*)*\\(?:documentclass|documentstyle|begin\{document\})", ".tex"),
    (r"<(?:v\d+\.\d+|(?:ASCII|UNICODE|ANSI)-(?:WIN|MAC))>", ".xtg"),  # XPress Tags; InDesign Tagged Text
    (r"HTTP/\d(?:\.\d)? \d{3}\b[^\n]*\n[\w-]+:", ".mhtml"),  # a page with the answer of its server, RFC 9112
    (r"<\?(?:php|=)\s", ".php"),
    (r"#!\s*/\S+", ".sh"),
    (r"begin [0-7]{3,4} \S+\r?\n[!-`]{2,}", ".zip"),  # uuencode, POSIX.1
    (r"\d{1,9}[ ]*\r?\n(?=(?:Received|Return-Path|Delivered-To|From|X-[\w-]+|MIME-Version|DKIM-Signature):[ ])", ".emlx"),
)  # fmt: skip
#: What these begin with: nearly no text does.
_FIRST_SIGNS = frozenset("{%\x04b-B[\\<H#0123456789")
_OPENING = tuple((re.compile(pattern), ending) for pattern, ending in _OPENINGS)
#: The first element of XML, in small letters without its prefix, and the ending of such files.
_ROOTS = {
    "rss": ".rss", "feed": ".rss", "rdf": ".rss", "nitf": ".nitf", "newsml": ".newsml", "newsitem": ".newsml", "newsmessage": ".newsml",
    "packageitem": ".newsml", "conceptitem": ".newsml", "knowledgeitem": ".newsml", "planningitem": ".newsml", "catalogitem": ".newsml",
    "svg": ".svg", "plist": ".plist", "worddocument": ".doc", "package": ".doc", "document": ".fodt", "workbook": ".xls",
    "fictionbook": ".epub",
}  # fmt: skip
#: Elements with which HTML in a text begins, or that it is full of.
_TAGS = (
    "html|head|body|title|meta|article|section|main|header|div|p|h[1-6]|ul|ol|table|blockquote|figure|center|pre|"
    "span|strong|b|em|i|a|br|img|font"
)
_BLOCK_TAG = re.compile(r"</(?:article|section|main|header|div|p|h[1-6]|ul|ol|li|table|blockquote|figure|center|td)>", re.IGNORECASE)  # fmt: skip
_HTML_ROOT = re.compile(rf"(?:{_TAGS})", re.IGNORECASE)
_ROOT = re.compile(r"<(?:[A-Za-z_][\w.-]*:)?([A-Za-z_][\w.-]*)(?=[\s/>])")
_CLIPBOARD = re.compile(r"Version:\d[\d.]*\s+StartHTML:")  # CF_HTML of Windows
#: A line of a mail's head (RFC 5322 2.2), and names that programs alone write.
_HEADER = re.compile(r"[!-9;-~]{1,76}:(?:[ \t]|$)")
_WRITTEN_BY_MAILERS = frozenset({
    "message-id", "mime-version", "received", "return-path", "content-type", "content-transfer-encoding", "delivered-to", "x-mailer",
    "dkim-signature", "authentication-results", "in-reply-to", "x-received", "arc-seal", "x-originating-ip", "user-agent",
    "snapshot-content-location", "thread-topic", "thread-index", "list-unsubscribe", "auto-submitted",
})  # fmt: skip
_OF_A_MAIL = frozenset({"from", "to", "subject", "date", "received", "sender", "message-id"})
_LEAST_HEADERS = 3
#: The line above each mail of a mailbox (RFC 4155); above a single one, some programs write it too.
_MAILBOX_LINE = re.compile(r"From \S+ +(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) [A-Z][a-z]{2} [^\n]*\n")
_NEXT_MAIL = re.compile(rb"\n\r?\nFrom \S+ +(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) [A-Z][a-z]{2} [^\n]*\n[!-9;-~]+: ")
#: Where Markdown begins for certain: a head of fields between its marks, or a headline of the first level.
_FRONT_MATTER = re.compile(
    r"(---|\+\+\+)[ \t]*\n(?:[ \t]*\n|#[^\n]*\n)*[\w-]+[ \t]*[:=][^\n]*\n(?:.*\n)*?\1[ \t]*(?:\n|$)"
)
#: A malformed object above a text is its head of fields.
_TEXT_BELOW = re.compile(r"^\}[ \t]*\r?\n[ \t]*\r?\n\s*\w", re.MULTILINE)
_MD_HEADLINE = re.compile(r"# \S[^\n]{2,200}\n\s*\n")
_MD_MARKS = tuple(re.compile(pattern, re.MULTILINE) for pattern in (
    r"^#{2,6} \S", r"(?<!!)\[[^\]\n]{2,200}\]\((?:https?://|/|mailto:|\.)[^)\s]+\)", r"!\[[^\]\n]*\]\([^)\n]+\)",
    r"(?<![\w*])\*\*[^\s*][^*\n]{0,200}\*\*(?!\w)", r"^(?:```|~~~)\w*$", r"^> \S",
))  # fmt: skip


def head_of(content: bytes) -> str:
    """The first letters of a file as far as they are ASCII, whatever Unicode form it is in, without mark and white space."""
    for mark, codec in _MARKS:
        if content.startswith(mark):
            return content[len(mark) : _HEAD_BYTES].decode(codec, "replace").lstrip(_BLANKS)
    head = content[:_HEAD_BYTES]
    zeros = head[:200].count(0) * 3 > len(head[:200])
    codec = "latin-1" if not zeros else "utf-16-be" if head[:1] == b"\0" else "utf-16-le"
    return head.decode(codec, "replace").lstrip(_BLANKS)


def kind_of_text(head: str, content: bytes, form: Form) -> Form | str:
    """What a text is that its name calls `form`: a form that is read, or the ending of what is not."""
    openings = _OPENING if head[:1] in _FIRST_SIGNS else ()
    found = next((ending for pattern, ending in openings if pattern.match(head)), "")
    found = found or (".json" if _is_json(head, content) else "")
    return found or _of_markup(head, form) or _of_mail(head, content, form) or _of_words(head, content, form)


def _of_markup(head: str, form: Form) -> Form | str | None:
    """What begins with a tag: HTML, XML of a known kind or another; nothing for what may be words, or a fragment."""
    declared, doctype, root, at = _prologue(head)
    name = root.lower()
    if name == "html" or doctype == "html":
        return Form.HTML
    if name in _ROOTS and (declared or doctype or _is_rooted(head, root, at)):
        return _ROOTS[name]
    if declared or doctype:
        return Form.HTML if _HTML_ROOT.fullmatch(root) and not doctype else ".xml"
    if form is Form.HTML or not root:
        return None
    if _HTML_ROOT.fullmatch(root):
        return Form.HTML if form in (Form.PLAIN, Form.WORD) and _is_html(head) else None
    return (
        ".xml" if form is Form.PLAIN and f"</{head[at + 1 : at + 1 + len(root)]}" in head and "xmlns" in head else None
    )


def _prologue(head: str) -> tuple[bool, str, str, int]:
    """Whether XML is declared, the name of the document type, that of the first element, and where it stands."""
    declared, doctype, at = head.startswith("<?xml "), "", 0
    while head[at : at + 2] in ("<?", "<!"):
        is_comment = head.startswith("<!--", at)
        stated = re.compile(r"<!doctype\s+([\w:.-]+)", re.IGNORECASE).match(head, at)
        doctype = stated[1].lower() if stated else doctype
        subset = stated is not None and "[" in head[at : head.find(">", at) + 1]
        end = "-->" if is_comment else "]>" if subset else ">"
        found = head.find(end, at)
        if found < 0:
            break
        at = found + len(end)
        at += len(head[at:]) - len(head[at:].lstrip())
    root = _ROOT.match(head, at)
    return declared, doctype, root[1] if root else "", at


def _is_rooted(head: str, root: str, at: int) -> bool:
    """Whether an element is one of XML, for its tag says whose it is, or which version."""
    tag = head[at : head.find(">", at) + 1]
    return "xmlns" in tag or "version=" in tag.lower() or f"{root}>" in head[at + len(root) + 2 :]


def _is_json(head: str, content: bytes) -> bool:
    """Whether a text is an object, or a list of some, for programs; a head of fields above a text is none."""
    if not re.match(r"""\{\s*["}]|\[\s*[{\["]""", head):
        return False
    try:
        text = head if len(content) <= _HEAD_BYTES else content.decode("utf-8", "replace").lstrip("\ufeff \t\r\n")
        value, end = json.JSONDecoder(strict=False).raw_decode(text)
    except (ValueError, RecursionError):
        if _TEXT_BELOW.search(head):
            return False
        return bool(re.match(r"""\{\s*"[\w@$:. -]{1,60}"\s*:\s*["{\[\dtfn-]""", head))
    rest = text[end:].strip()
    if rest and not rest.startswith(("{", ",", ";")):
        return False
    return isinstance(value, dict) or (isinstance(value, list) and any(isinstance(one, dict | list) for one in value))


def _of_mail(head: str, content: bytes, form: Form) -> Form | str | None:
    """A mail as programs write it, a mailbox, or a web page in one file, which is written alike; nothing for words."""
    if above := _MAILBOX_LINE.match(head):
        head = head[above.end() :]
        if _HEADER.match(head) and _NEXT_MAIL.search(content):
            return ".mbox"
    if form is Form.MAIL or not _HEADER.match(head):
        return form if form is Form.MAIL else None
    names = list(_header_names(head))
    known = set(names)
    is_of_programs = len(names) >= _LEAST_HEADERS and known & _WRITTEN_BY_MAILERS and known & _OF_A_MAIL
    if not is_of_programs and not {"mime-version", "content-type"} <= known:
        return None
    top = head.partition("\n\n")[0].partition("\r\n\r\n")[0]
    saved = "snapshot-content-location" in known or (
        "multipart/related" in top.lower() and not known & {"received", "to"}
    )
    return ".mhtml" if saved else Form.MAIL


def _header_names(head: str) -> Iterator[str]:
    """The names of the headers at the top, in small letters, up to the first empty line; none when there is another line."""
    names = []
    for line in head.splitlines():
        if not line.strip():
            break
        if _HEADER.match(line):
            names.append(line.partition(":")[0].lower())
        elif not line.startswith((" ", "\t")):
            return
    yield from names


def _of_words(head: str, content: bytes, form: Form) -> Form:
    """Words under a name: HTML and Markdown called text, text called HTML or Word."""
    if form is Form.PLAIN:
        if _CLIPBOARD.match(head) or ("<" in head and _is_html(head)):
            return Form.HTML
        return Form.MARKDOWN if _is_markdown(head) else form
    if form is Form.HTML and head and b"<" not in content:
        return Form.PLAIN
    if form is Form.WORD and _is_words(content):
        return Form.HTML if _is_html(head) else Form.PLAIN
    return form


def _is_html(head: str) -> bool:
    """Whether half the lines of a text and more have tags that end a block."""
    lines = [line for line in head.splitlines() if line.strip()]
    return len(lines) <= 2 * sum(1 for line in lines if _BLOCK_TAG.search(line))


def _is_markdown(head: str) -> bool:
    """Whether a text has a head of fields, a headline with its mark, or marks of two kinds that only Markdown has."""
    text = head.replace("\r\n", "\n")
    if _FRONT_MATTER.match(text) or _MD_HEADLINE.match(text):
        return True
    if has_header(text):
        return False  # agencies' notebooks have signs of Markdown
    return "](" in text and sum(1 for mark in _MD_MARKS if mark.search(text)) > 1


def _is_words(content: bytes) -> bool:
    """Whether bytes are words of somebody, in UTF-8, and not what is left of a document."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return False
    return (
        len(text.split()) > _LEAST_HEADERS and text.replace("\n", "").replace("\r", "").replace("\t", "").isprintable()
    )
