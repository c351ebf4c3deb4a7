"""An article that came as mail (.eml): its story is found among the parts, and read as HTML or plain text. Pure.

Subject, sender and date are weak evidence; headers never stand in the body. Pictures, in the text or attached, are
photos. A mail without words of its own is read from its attached article, or from the mail it passes on.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from email.message import Message

from feedservice.article import PhotoReference, SourceFile
from feedservice.errors import ArticleError, UnknownFormat
from feedservice.intake.enclosed_pictures import Enclosed
from feedservice.intake.evidence import Notes
from feedservice.intake.fields import MAIL_HEADERS
from feedservice.intake.html.html_reader import bounded, read_markup
from feedservice.intake.kinds.file_kinds import ATTACHED_ENDINGS, FORMS, Form
from feedservice.intake.kinds.signatures import kind_of
from feedservice.intake.kinds.unreadable import foreign
from feedservice.intake.mail import machine_mail, mail_edges, mail_parts
from feedservice.intake.mail.mail_bodies import in_a_row, shown, shows_pictures, words_in
from feedservice.intake.mail.mail_headers import holds, person, same, says_nothing, without_prefixes
from feedservice.intake.mail.mail_parts import file_name, header, is_attached, kind, leaves, subparts, text_of
from feedservice.intake.mail.note_or_story import is_note
from feedservice.intake.mail.quoted_boxes import cut_html
from feedservice.intake.mail.quoted_replies import cut_text, leave_out_note
from feedservice.intake.markdown.markdown_reader import read_text as read_markdown
from feedservice.intake.plain.text_length import refuse_lines
from feedservice.intake.plain.text_reader import read_text as read_plain
from feedservice.intake.raw_copy import RawCopy
from feedservice.intake.word.word_reader import read_document
from feedservice.text.encodings.decode import decode
from feedservice.text.nesting import block_lines

_CID = re.compile(r"""cid:([^"'\s>)]{1,300})""", re.IGNORECASE)
_DEEPEST_MAIL = 4
#: How sure a subject is that says nothing of the story; those below the second number are such.
_JUNK, _SAYS_SOMETHING = 0.25, 0.5


def read(source: SourceFile) -> RawCopy:
    """Read a mail. Raises BrokenDocument for what is none, UnknownFormat for one of a machine, and whatever the reader of an attached article raises."""
    enclosed = Enclosed()
    message, notes = mail_parts.parse(source.path, source.content), Notes(source.path)
    machine_mail.refuse(source.path, message)
    for name in mail_parts.cut_headers(message):
        what = f"The header {name} has more than {mail_parts.LONGEST_HEADER_CHARACTERS} characters; no more was read of it."
        notes.warn(what, "If anything is missing, save the mail's text as plain text, and drop that.")
    mail = _Mail(message, notes, enclosed)
    notes.readable = mail.readable()
    return enclosed.put_in(mail.raw_copy())


class _Mail:
    """One mail while it is read: what of it is text, what is pictures, what is attached."""

    def __init__(self, message: Message, notes: Notes, enclosed: Enclosed, level: int = 0) -> None:
        self.message, self.notes, self.enclosed, self.level = message, notes, enclosed, level
        self.pictures: dict[str, str] = {}
        self.loose: list[PhotoReference] = []
        self.articles: list[Message] = []
        self.mails: list[Message] = []
        self.known: dict[int, tuple[str, str]] = {}
        for part in leaves(message):
            self.sort(part)

    def sort(self, part: Message) -> None:
        """Put a part where it belongs; texts are looked for where they stand."""
        name = file_name(part)
        if kind(part) == "message/rfc822":
            self.mails += subparts(part)
        elif kind(part).startswith("image/") and kind(part) != "image/svg+xml":
            self.keep_picture(part, name)
        elif name.lower().endswith(ATTACHED_ENDINGS) and (is_attached(part) or not kind(part).startswith("text/")):
            self.articles.append(part)

    def keep_picture(self, part: Message, name: str) -> None:
        """A picture, known by its Content-ID when the text shows it."""
        address = self.enclosed.address(mail_parts.content_of(part), kind(part))
        shown_as = str(part.get("content-id", "")).strip().strip("<>")
        if address and shown_as and not is_attached(part):
            self.pictures[shown_as] = address
        elif address:
            self.pictures.setdefault(shown_as or name, address)
            self.loose.append(PhotoReference(address))

    def raw_copy(self) -> RawCopy:
        """The mail's own story; or, if it is only a covering note, the article or mail that comes with it."""
        plain, markup = self.texts(self.message)
        if self.articles or self.mails:
            own = "\n".join(block_lines(shown(markup))) if markup else plain
            covers = is_note(cut_text(own, Notes("")), header(self.message, "from"))
            if covers and self.articles:
                return self.attached(self.articles[0], own)
            if covers and self.level < _DEEPEST_MAIL:
                return self.passed_on(own)
        for part in self.articles:
            self.warn_of(file_name(part))
        self.leave_out_mails(self.mails)
        self.note_headers()
        return self.from_markup(markup) if markup else self.from_text(plain)

    def readable(self) -> str:
        """All the text in the mail, in attached mails and text files too: of the same text in two forms, the one that is read."""
        plain, markup = self.texts(self.message)
        attached = [decode(mail_parts.content_of(part))[0] for part in self.articles if kind(part) == "text/plain"]
        passed_on = self.mails if self.level < _DEEPEST_MAIL else []
        inner = [_Mail(one, Notes(self.notes.path), Enclosed(), self.level + 1).readable() for one in passed_on]
        return "\n".join(["\n".join(block_lines(shown(markup))) if markup else plain, *attached, *inner])

    def warn_of(self, name: str) -> None:
        """Say that something attached is not the article."""
        self.notes.warn(
            f"The mail has text of its own, so what is attached to it ({name}) was not read.",
            "If that is the article, drop it by itself.",
        )

    def leave_out_mails(self, mails: Sequence[Message]) -> None:
        """Leave out attached mails, beside a story or beside the one that is it."""
        for mail in mails:
            plain, markup = self.texts(mail)
            self.notes.leave_out(shown(markup).get_text(" ") if markup else plain, "attached mail")
            self.warn_of(header(mail, "subject") or "a mail")

    def note_headers(self) -> None:
        """Subject, sender and date, as far as they say something, and other headers as they stand."""
        subject = without_prefixes(header(self.message, "subject"))
        said = {
            "subject": (subject, "subject of the mail"),
            "from": (person(header(self.message, "from")), "sender of the mail"),
            "date": (mail_parts.sent(self.message), "date of the mail"),
        }
        for name, (field, sure) in MAIL_HEADERS.items():
            text, source = said.get(name, (header(self.message, name), f"header {name} of the mail"))
            self.notes.add(field, text, source, _JUNK if name == "subject" and says_nothing(subject) else sure)
        self.notes.add_all(holds(self.message))

    def texts(self, part: Message, level: int = 0) -> tuple[str, str]:
        """The plain text and the HTML of a part, read once; of one with both, HTML counts where it has words."""
        if id(part) not in self.known:
            self.known[id(part)] = self._texts(part, level)
        return self.known[id(part)]

    def _texts(self, part: Message, level: int) -> tuple[str, str]:
        if kind(part) == "message/rfc822" or is_attached(part) or level > mail_parts.DEEPEST_LEVEL:
            return "", ""
        inner = [self.texts(one, level + 1) for one in subparts(part)]
        if inner and kind(part) == "multipart/alternative":
            plain, markup = (next((one[form] for one in reversed(inner) if one[form].strip()), "") for form in (0, 1))
            return plain, markup if words_in(markup) * 2 >= words_in(plain) or shows_pictures(markup) else ""
        if inner:
            return in_a_row(inner)
        if kind(part) == "text/html" and not file_name(part):
            return "", bounded(text_of(part), self.notes)
        is_text = kind(part) in ("text/plain", "text/enriched") and (not file_name(part) or part is self.message)
        return (text_of(part), "") if is_text or (part is self.message and not part.is_multipart()) else ("", "")

    def from_markup(self, markup: str) -> RawCopy:
        """The story of an HTML mail; pictures that stand in the text are shown there."""
        sender, subject = header(self.message, "from"), header(self.message, "subject")
        story = mail_edges.cut_markup(cut_html(markup, self.notes, subject, sender), self.notes, sender, subject)
        shown = _CID.sub(lambda found: self.pictures.get(mail_parts.unquoted(found[1]), ""), story)
        self.keep_loose(shown)
        return read_markup(shown, self.notes)

    def from_text(self, plain: str) -> RawCopy:
        """The story of a plain mail; a first line that repeats the subject is the headline, and stands once."""
        refuse_lines(plain, self.notes.path)
        sender, stated = header(self.message, "from"), header(self.message, "subject")
        story = mail_edges.cut_lines(cut_text(plain, self.notes, stated, sender), self.notes, sender)
        first, _, rest = story.lstrip().partition("\n")
        subject = self.notes.best("headline")
        if subject and rest.strip() and same(first, subject.value):
            story = rest
        elif subject and subject.confidence < _SAYS_SOMETHING:
            self.give_way(story)
        else:
            story = mail_edges.take_headline(story, self.notes, stated)
        self.keep_loose("")
        return read_plain(story, self.notes)

    def give_way(self, story: str) -> None:
        """The first line of a text is a surer headline than the subject, unless it is all the text there is."""
        if len([line for line in story.split("\n") if line.strip()]) > 1:
            self.notes.findings.pop("headline", None)

    def keep_loose(self, shown: str) -> None:
        """Pictures that do not stand in the text are photos all the same, and come first."""
        inline = [PhotoReference(address) for address in self.pictures.values() if address not in shown]
        loose = [reference for reference in self.loose if reference.src not in shown]
        self.notes.photos += dict.fromkeys([*loose, *inline])
        if loose:
            self.notes.add("photo", loose[0].src, "attached to the mail", 1.0)

    def attached(self, part: Message, note: str) -> RawCopy:
        """The article that is attached to a mail which only says so."""
        leave_out_note(note, self.notes)
        self.note_headers()
        self.keep_loose("")
        for other in self.articles[1:]:
            what = f"The mail has several articles attached; only {file_name(part)} was read, not {file_name(other)}."
            self.notes.warn(what, "Drop each article by itself.")
        name, content = file_name(part).lower(), mail_parts.content_of(part)
        form = kind_of(content, next(FORMS[ending] for ending in ATTACHED_ENDINGS if name.endswith(ending)))
        try:
            if not isinstance(form, Form):
                raise UnknownFormat(self.notes.path, *foreign(name, form))
            if form is Form.WORD:
                return read_document(content, self.notes)
            if form is Form.MARKDOWN:
                return read_markdown(decode(content)[0], self.notes)
            if form is Form.PLAIN:
                self.give_way(decode(content)[0])
                return read_plain(decode(content)[0], self.notes)
            return read_markup(decode(content)[0], self.notes)
        except ArticleError as error:
            raise type(error)(
                error.path, f"In the attached file {file_name(part)}: {error.what}", error.remedy
            ) from error

    def passed_on(self, note: str) -> RawCopy:
        """The story of the mail that is passed on."""
        leave_out_note(note, self.notes)
        self.leave_out_mails(self.mails[1:])
        inner = _Mail(self.mails[0], self.notes, self.enclosed, self.level + 1)
        inner.loose += [PhotoReference(address) for address in self.pictures.values()]
        return inner.raw_copy()
