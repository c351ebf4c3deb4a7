"""Source file -> Manuscript and, beside it, the tree of its body: what a file says, with evidence, unchecked. Pure.

In flow order: `file_kinds` (what a file is by its name); `plain`, `markdown`, `word`, `mail` and `html` (the readers; what is
HTML, or is made HTML, goes through `html_reader.read_markup`); there `structured` (what a page says for machines),
`story_box` (where it stands), `story_head` (what it shows), `pictures`, `foreign_boxes`; `trade` (how the trade writes credits, datelines,
bylines); `fields` (every field once: its names everywhere, what it takes, how sure each place is), `evidence` (which finding
counts). `sidecars.overrule` lays a sidecar over it all. A new format is one module with `read(source) -> RawCopy`, a form
with its endings in `file_kinds`, and one line in `_READERS`; everything that lists formats (the folder, the desk, the
documentation test) derives from it. A new field is one row of `fields.FIELDS` and one attribute of the manuscript.
"""

from collections.abc import Callable, Mapping

from feedservice.article import SourceFile
from feedservice.errors import NotText, UnknownFormat
from feedservice.intake.boilerplate.dead_pages import refuse_dead_page
from feedservice.intake.boilerplate.not_articles import refuse_no_article
from feedservice.intake.file_kinds import ARTICLE_ENDINGS, CONTAINERS, FORMS, Form, suffix
from feedservice.intake.html import html_reader
from feedservice.intake.plain import text_reader
from feedservice.intake.raw_copy import RawCopy
from feedservice.intake.unreadable import told_of, unknown
from feedservice.text.encodings.decode import decode, is_no_text

__all__ = ["CONTAINERS", "READERS", "read", "suffix"]


# Plain text and HTML come to every newsroom; what reads the others is imported when the first of them comes: start-up time.
def _read_markdown(source: SourceFile) -> RawCopy:
    from feedservice.intake.markdown import markdown_reader  # noqa: PLC0415

    return markdown_reader.read(source)


def _read_word(source: SourceFile) -> RawCopy:
    from feedservice.intake.word import word_reader  # noqa: PLC0415

    return word_reader.read(source)


def _read_mail(source: SourceFile) -> RawCopy:
    from feedservice.intake.mail import mail_reader  # noqa: PLC0415

    return mail_reader.read(source)


_READERS: Mapping[Form, Callable[[SourceFile], RawCopy]] = {
    Form.HTML: html_reader.read,
    Form.PLAIN: text_reader.read,
    Form.MARKDOWN: _read_markdown,
    Form.WORD: _read_word,
    Form.MAIL: _read_mail,
}
#: Who reads an article file, by the ending of its name.
READERS = {ending: _READERS[FORMS[ending]] for ending in ARTICLE_ENDINGS}


def read(source: SourceFile) -> RawCopy:
    """What the file says. Raises UnknownFormat when no reader takes files of this ending, NotText for what is none.

    Raises NoArticle for a README, a template, a page without its story.
    """
    kind = suffix(source.path)
    reader = READERS.get(kind)
    if reader is None:
        raise UnknownFormat(source.path, *unknown(source.path))
    if kind not in CONTAINERS and is_no_text(source.content):
        raise NotText(
            source.path,
            "This is no text, whatever its name says.",
            "Save the article as HTML or plain text, in UTF-8, and drop that.",
        )
    copy = reader(source)
    _refuse_what_is_no_article(source, copy)
    return told_of(copy)


def _refuse_what_is_no_article(source: SourceFile, copy: RawCopy) -> None:
    """Raise NoArticle for what can be read, but is none."""
    refuse_no_article(copy.manuscript, copy.lines)
    is_html = FORMS[suffix(source.path)] is Form.HTML
    refuse_dead_page(copy.manuscript, copy.body.get_text(" "), lambda: decode(source.content)[0] if is_html else "")
