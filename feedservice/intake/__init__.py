"""Source file -> Manuscript and, beside it, the tree of its body: what a file says, with evidence, unchecked. Pure.

In flow order: `file_kinds` (what a file is by its name), `signatures` and `notations` (what it is by its first bytes); `plain`, `markdown`, `word`, `mail` and `html` (the readers; what is
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
from feedservice.intake.kinds.file_kinds import ARTICLE_ENDINGS, CONTAINERS, FORMS, MISNAMED, Form, suffix
from feedservice.intake.kinds.signatures import kind_of
from feedservice.intake.kinds.unreadable import foreign, misnamed, no_text, told_of, unknown
from feedservice.intake.raw_copy import RawCopy
from feedservice.text.encodings.zero_bytes import is_no_text

__all__ = ["CONTAINERS", "READERS", "read", "suffix"]


# What reads is imported when the first file of its kind comes: the press, whose processes read, needs none of it.
def _read_html(source: SourceFile) -> RawCopy:
    from feedservice.intake.html import html_reader  # noqa: PLC0415

    return html_reader.read(source)


def _read_plain(source: SourceFile) -> RawCopy:
    from feedservice.intake.plain import text_reader  # noqa: PLC0415

    return text_reader.read(source)


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
    Form.HTML: _read_html,
    Form.PLAIN: _read_plain,
    Form.MARKDOWN: _read_markdown,
    Form.WORD: _read_word,
    Form.MAIL: _read_mail,
}
#: Their readers judge the bytes, and say more of them.
_JUDGE_THEMSELVES = frozenset({Form.WORD, Form.MAIL})
#: Who reads an article file, by the ending of its name.
READERS = {ending: _READERS[FORMS[ending]] for ending in ARTICLE_ENDINGS}


def read(source: SourceFile) -> RawCopy:
    """What the file says. Raises UnknownFormat when no reader takes files of this ending or kind, NotText for what is none.

    Raises NoArticle for a README, a template, a page without its story.
    """
    form = true_form(source)
    if form not in _JUDGE_THEMSELVES and is_no_text(source.content):
        raise NotText(source.path, *no_text(source.content))
    copy = _READERS[form](source)
    _refuse_what_is_no_article(source, copy, form)
    return told_of(copy)


def _refuse_what_is_no_article(source: SourceFile, copy: RawCopy, form: Form) -> None:
    """Raise NoArticle for what can be read, but is none."""
    from feedservice.intake.boilerplate.dead_pages import refuse_dead_page  # noqa: PLC0415
    from feedservice.intake.boilerplate.not_articles import refuse_no_article  # noqa: PLC0415
    from feedservice.text.encodings.decode import decode  # noqa: PLC0415
    from feedservice.text.nesting import block_lines  # noqa: PLC0415

    refuse_no_article(copy.manuscript, lambda: block_lines(copy.body))
    is_html = form is Form.HTML
    refuse_dead_page(copy.manuscript, copy.body.strings, lambda: decode(source.content)[0] if is_html else "")


def true_form(source: SourceFile) -> Form:
    """How an article file is written, by its bytes before its name. Raises UnknownFormat for a kind that is not read."""
    named = FORMS.get(suffix(source.path))
    if named is None or named not in _READERS:
        truly = kind_of(source.content, Form.MAIL) if suffix(source.path) in MISNAMED else ""
        is_read = isinstance(truly, Form) and truly is not Form.MAIL
        raise UnknownFormat(source.path, *(misnamed(source.path, Form(truly)) if is_read else unknown(source.path)))
    found = kind_of(source.content, named)
    if isinstance(found, Form):
        return found
    raise UnknownFormat(source.path, *foreign(source.path, found))
