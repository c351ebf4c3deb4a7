"""Files of every kind on their way through a whole newsroom: receipts, warnings and remedies."""

from __future__ import annotations

import io
from dataclasses import replace
from email.mime.image import MIMEImage
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText

from PIL import Image

from tests.newsroom import STORY, Newsroom, picture, story
from tests.packages import document, paragraph

PARAGRAPHS = [paragraph(f"{line}") for line in story("Word").split("\n\n")[1:]]


def grain() -> bytes:
    """A picture too large for an icon."""
    file = io.BytesIO()
    Image.effect_noise((600, 400), 80).convert("RGB").save(file, "JPEG")
    return file.getvalue()


def word_file() -> bytes:
    return document(paragraph("Word reopens after storm", "Title") + "".join(PARAGRAPHS))


def test_word_markdown_and_mail_are_published(newsroom: Newsroom) -> None:
    newsroom.drop("world/word.docx", word_file())
    newsroom.drop("world/markdown.md", f"---\ntitle: Markdown reopens\nfoo: bar\n---\n\n{story('Markdown')}")
    newsroom.drop("world/mail.eml", f"Subject: Mail reopens\nFrom: Ana Ruiz <a@x.example>\n\n{story('Mail')}")
    newsroom.settle()
    assert {newsroom.outcome(path) for path in ("world/word.docx", "world/markdown.md", "world/mail.eml")} == {
        "published"
    }
    titles = {entry["title"] for entry in newsroom.feed().entries}
    assert titles == {"Word reopens after storm", "Markdown reopens", "Mail reopens after storm"}


def test_a_malformed_head_is_a_warning_on_the_receipt_and_the_article_runs(newsroom: Newsroom) -> None:
    newsroom.drop("world/a.md", f"---\ntitle: Alpha: reopens\n---\n\n{story('Alpha')}")
    newsroom.settle()
    assert newsroom.outcome("world/a.md") == "published"
    assert "line 2, column" in newsroom.what("world/a.md")


def test_a_locked_word_file_is_refused_with_its_remedy(newsroom: Newsroom) -> None:
    locked = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le")
    newsroom.drop("world/a.docx", locked)
    newsroom.settle()
    assert newsroom.outcome("world/a.docx") == "refused"
    assert "password" in newsroom.what("world/a.docx")


def test_a_word_file_may_be_as_large_as_a_photo(newsroom: Newsroom) -> None:
    newsroom.settings = newsroom.press.settings = replace(newsroom.settings, article_limit_bytes=1000)
    newsroom.drop("world/a.docx", word_file())
    newsroom.drop("world/b.txt", STORY + " Long." * 200)
    newsroom.settle()
    assert newsroom.outcome("world/a.docx") == "published"
    assert "limit" in newsroom.what("world/b.txt")


def test_what_word_keeps_for_itself_while_it_works_is_skipped(newsroom: Newsroom) -> None:
    newsroom.drop("world/~$harbour.docx", b"x")
    newsroom.drop("world/~WRL0001.tmp", b"x")
    newsroom.settle()
    assert newsroom.receipts() == {}


def test_two_articles_in_what_looks_like_a_bundle_are_told_whose_photos_were_not_given(newsroom: Newsroom) -> None:
    newsroom.drop("world/storm/a.txt", story("Alpha"))
    newsroom.drop("world/storm/b.md", f"# Beta reopens\n\n{story('Beta')}")
    newsroom.drop("world/storm/pier.jpg", picture())
    newsroom.settle()
    assert "this one and b.md, so neither was given pier.jpg" in newsroom.what("world/storm/a.txt")
    assert "this one and a.txt, so neither was given pier.jpg" in newsroom.what("world/storm/b.md")
    (newsroom.content / "world/storm/b.md").unlink()
    newsroom.lapse()
    newsroom.settle()
    assert newsroom.what("world/storm/a.txt") == ""


def test_a_photo_named_like_its_article_is_in_no_doubt(newsroom: Newsroom) -> None:
    newsroom.drop("world/storm/a.txt", story("Alpha"))
    newsroom.drop("world/storm/b.md", f"# Beta reopens\n\n{story('Beta')}")
    newsroom.drop("world/storm/a.jpg", picture())
    newsroom.settle()
    assert newsroom.what("world/storm/a.txt") + newsroom.what("world/storm/b.md") == ""


def test_a_picture_attached_to_a_mail_is_the_photo_of_its_article(newsroom: Newsroom) -> None:
    mail = MIMEMultipart()
    mail["Subject"] = "Mail reopens"
    mail.attach(MIMEText(story("Mail")))
    mail.attach(MIMEImage(grain(), "jpeg", name="pier.jpg"))
    newsroom.drop("world/mail.eml", mail.as_bytes())
    newsroom.settle()
    evidence = newsroom.receipts()["world/mail.eml"].receipt.evidence
    assert newsroom.outcome("world/mail.eml") == "published"
    assert evidence["photo"].value
