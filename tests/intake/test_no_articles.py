"""What can be read, and is no article: files about the folder, templates, pages without their story; and stories like them."""

from __future__ import annotations

import pytest

from feedservice import intake
from feedservice.errors import NoArticle
from tests.factories import make_source

PROSE = (
    "The harbour board will take the old signs down before winter, its chairman told the council on Tuesday evening. "
)


def why(path: str, text: str) -> str:
    """What is said of a file that is no article; empty for one that is."""
    try:
        intake.read(make_source(path, text.encode()))
    except NoArticle as error:
        return f"{error.what} {error.remedy}"
    return ""


def page(title: str, body: str, head: str = "") -> str:
    return f"<!DOCTYPE html><html><head><title>{title}</title>{head}</head><body>{body}</body></html>"


@pytest.mark.parametrize(
    ("path", "text"),
    [
        (
            "README.md",
            "# The folder of the desk\n\nWhat lies here runs at once, so finish it before you put it here.\n",
        ),
        ("harbour/Read Me First.txt", "Rules\n\nNothing is to be dropped here after nine in the evening, please.\n"),
        ("readme.fr.md", "# Le dossier\n\nTout ce qui est ici paraît aussitôt, donc finissez avant de déposer.\n"),
        ("LIESMICH.txt", "Der Ordner\n\nWas hier liegt, erscheint sofort, also bitte erst fertig schreiben.\n"),
        ("LICENSE.txt", "Some Licence\n\nYou may do with it what you like, as long as you keep this line in it.\n"),
        (
            "Contributing.md",
            "# How to take part\n\nWrite to the desk first, and wait for an answer before you write.\n",
        ),
        ("SECURITY.md", "# Holes\n\nTell us of holes by mail, and not in public, until they have been mended.\n"),
        ("robots.txt", "User-agent: *\nAllow: /\n"),
        ("ads.txt", "ads.example, 4711, DIRECT\n"),
        ("requirements-dev.txt", "wheel==0.44\nbuild>=1.2\n"),
        ("todo.txt", "Todo\n\nask for pictures\nring the pilot\n"),
    ],
)
def test_a_file_about_the_folder_or_for_machines_is_held(path: str, text: str) -> None:
    assert "not an article" in why(path, text)


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("vorlage.txt", f"Regatta\n\nVon Ihr Name\n\n{PROSE}"),
        ("new.txt", f"Your headline goes here\n\nBy Tom Lee\n\n{PROSE}"),
        (
            "new.md",
            "# {{ page.title }}\n\nText follows in the evening, when the council has met and the vote is known to all.\n",
        ),
        ("templates/report.md", f"# Report of the day\n\n{PROSE}Write the story here.\n"),
        ("Plantillas/nota.md", "# Nota\n\n<% tp.file.cursor() %>\n"),
        ("ours.txt", f"Regatta on Sunday\n\nBy Your Name\n\n{PROSE}"),
        ("article template.txt", "Story of the day\n\nby desk\n"),
    ],
)
def test_a_template_is_held(path: str, text: str) -> None:
    assert "held" in why(path, text)


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("readme-files-vanish.md", f"# README files vanish\n\n{PROSE}"),
        ("license-to-krill.txt", f"License to krill\n\n{PROSE}"),
        ("license.txt", f"License to krill\n\nBy Ana Ruiz\n\n{PROSE}"),
        ("README.md", f"---\ntitle: Signs\nauthor: Ana Ruiz\n---\n\n{PROSE}"),
        ("robots.txt", f"Robots sort the catch\n\n{PROSE}"),
        ("security.txt", f"More guards at the port\n\n{PROSE}"),
        ("templates/oak.md", f"# Boats after templates of oak\n\n{PROSE}"),
        ("template-attacks.md", f"# Template attacks, explained\n\n{PROSE}"),
        ("todo-mejora.txt", f"Todo mejora en el puerto\n\n{PROSE}"),
        ("headline.txt", f"Headline act cancels at the fair\n\n{PROSE}"),
        ("title.txt", f"Title race goes on\n\nBy Ana Author\n\n{PROSE}"),
    ],
)
def test_a_story_that_is_called_so_runs(path: str, text: str) -> None:
    assert not why(path, text)


@pytest.mark.parametrize(
    ("kind", "title", "body"),
    [
        ("an error page", "404 Not Found", "<h1>Not Found</h1><hr><p>Apache</p>"),
        ("an error page", "Error 404 (Not Found)!!1", "<p><b>404.</b> That’s an error.</p>"),
        ("an error page", "HTTP Status 500 – Internal Server Error", "<h1>HTTP Status 500</h1><p>It could not be done.</p>"),
        ("an error page", "Seite nicht gefunden | Hafenbote", "<h1>404</h1><p>Diese Seite gibt es nicht oder nicht mehr.</p>"),
        ("an error page", "Page introuvable – Le Quai", "<h1>Oups</h1><p>Cette adresse ne mène nulle part.</p>"),
        ("an error page", "Página no encontrada", "<h1>¡Vaya!</h1><p>Aquí no hay nada que leer.</p>"),
        ("an error page", "ページが見つかりません｜港新聞", "<h1>404</h1><p>アドレスをお確かめください。</p>"),
        ("an error page", "Access Denied", "<h1>Access Denied</h1><p>You may not see this from where you are.</p>"),
        ("a page that checks", "Just a moment...", "<h1>quay.example</h1><p>We look whether you are one of us.</p>"),
        ("a page that checks", "Nur einen Moment…", "<h1>bote.example</h1><p>Gleich geht es weiter.</p>"),
        ("a page that checks", "请稍候…", "<h1>gang.example</h1><p>正在检查。</p>"),
        ("a page that checks", "quay.example", "<p>A moment.</p><script>window._cf_chl_opt={}</script>"),
        ("a log-in page", "Iniciar sesión | El Muelle", "<form>Usuario <input> Clave <input type=password></form>"),
        ("a log-in page", "Hafenbote plus", '<h2>Schön, dass Sie da sind</h2><form><input name="a"><input id="b" type="password"></form><p>Noch kein Abo?</p>'),
        ("a page that asks for consent", "Before you continue to Quay Search", "<p>We use cookies to do this and that.</p>"),
        ("a list of the files", "Index of /content", "<h1>Index of /content</h1><pre><a href='../'>../</a>\n<a href='a'>a</a></pre>"),
    ],
)  # fmt: skip
def test_a_page_without_its_story_is_refused(kind: str, title: str, body: str) -> None:
    assert kind in why("quay.html", page(title, body))


def test_what_a_clipper_made_of_such_a_page_is_refused_too() -> None:
    assert "checks" in why(
        "clip.md", "---\ntitle: Just a moment...\ndate: 2026-11-18\n---\n\nThe site looks at your connection.\n"
    )
    assert "error page" in why("clip.txt", "Page not found\n\nThere is nothing at this address any more.\n")


@pytest.mark.parametrize(
    "text",
    [
        page(
            "Page not found: where the signs lead | Quay",
            f"<article><h1>Page not found: where the signs lead</h1><p>{PROSE}</p></article>",
        ),
        page("404 homes for the quay", f"<article><h1>404 homes for the quay</h1><p>{PROSE}</p></article>"),
        page("403 dead, 500 hurt", f"<article><h1>403 dead, 500 hurt</h1><p>{PROSE}</p></article>"),
        page(
            "Access denied", f"<article><h1>Access denied</h1><p class='byline'>By Ana Ruiz</p><p>{PROSE}</p></article>"
        ),
        page("Access denied", f"<article><h1>Access denied</h1><p>{PROSE * 8}</p></article>"),
        page("I’m not a robot, she said", f"<article><h1>I’m not a robot, she said</h1><p>{PROSE}</p></article>"),
        page(
            "Ferry late", f"<form><input type=password></form><article><h1>Ferry late</h1><p>{PROSE * 4}</p></article>"
        ),
        page(
            "Ferry late",
            f"<form><input type=password></form><article><h1>Ferry late</h1><time datetime='2026-11-18'>18 Nov. 2026</time><p>{PROSE}</p></article>",
        ),
        page("Cookies sell out", f"<article><h1>Cookies sell out</h1><p>Cookies, cookies. {PROSE}</p></article>"),
        page("Index of prices rises", f"<article><h1>Index of prices rises</h1><p>{PROSE}</p></article>"),
        page("Log in on the beach turns out a whale", f"<article><h1>A log on the beach</h1><p>{PROSE}</p></article>"),
    ],
)
def test_a_story_about_such_pages_runs(text: str) -> None:
    assert not why("quay.html", text)
