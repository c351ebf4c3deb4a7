"""Hundreds of attacks through the whole of cleaning: judged by a strict scanner, by parsers, and by a browser."""

from __future__ import annotations

import html
import json
import re
import subprocess
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from feedservice import cleaning, intake
from feedservice.addresses import HOME
from feedservice.cleaning.sanitiser import ATTRIBUTES, SCHEMES, TAGS
from feedservice.errors import ArticleError
from tests.cleaning.attacks import ATTACKS, CALL
from tests.cleaning.test_sanitiser import ATTACKS as NAMED
from tests.cleaning.test_sanitiser import unsafe_parts
from tests.factories import make_source
from tests.programs import program

ALL = [*ATTACKS, *NAMED.values()]
_TAG = re.compile(r"</?([a-z0-9]+)((?: [a-z]+=\"[^\"<>]*\")*)>")
_ATTRIBUTE = re.compile(r" ([a-z]+)=\"([^\"<>]*)\"")


def scanned(markup: str) -> list[str]:
    """What a scanner finds that knows one spelling only: anything else that begins like markup is a finding."""
    found = []
    for place in re.finditer("<", markup):
        tag = _TAG.match(markup, place.start())
        if tag is None:
            found.append(markup[place.start() : place.start() + 30])
            continue
        name, attributes = tag[1], _ATTRIBUTE.findall(tag[2])
        allowed = ATTRIBUTES["*"] | ATTRIBUTES.get(name, set())
        found += [name] * (name not in TAGS) + [key for key, _ in attributes if key not in allowed]
        for key, value in attributes:
            if key in ("href", "src", "poster"):
                scheme = html.unescape(value).partition(":")[0]
                found += [value] * (scheme not in SCHEMES)
    return found


def cleaned(markup: str) -> str:
    return cleaning.clean(BeautifulSoup(f"<p>a</p>{markup}<p>b</p>", "lxml"), HOME).html


def read_and_cleaned(markup: str) -> str:
    page = f"<h1>Headline</h1><p>By Ana Ruiz</p><p>First words.</p>{markup}<p>Last words.</p>"
    try:
        manuscript, body = intake.read(make_source("a.html", page.encode("utf-8", "surrogatepass")))
    except ArticleError:
        return ""
    return cleaning.clean(body, manuscript.base_url or HOME).html


def test_there_are_many_attacks() -> None:
    assert len(set(ALL)) > 500


def test_nothing_outside_the_lists_is_left_by_cleaning() -> None:
    left = {attack: found for attack in ALL if (found := scanned(cleaned(attack)))}
    assert left == {}


def test_nothing_outside_the_lists_is_left_from_bytes_on() -> None:
    left = {attack: found for attack in ALL[::3] if (found := scanned(read_and_cleaned(attack)))}
    assert left == {}


def test_other_parsers_find_nothing_either() -> None:
    left = {attack: found for attack in ALL[::4] if (found := unsafe_parts(cleaned(attack)))}
    assert left == {}


def test_the_scanner_sees_what_is_unsafe() -> None:
    assert scanned("<p onclick=x>")
    assert scanned('<p onclick="x">')
    assert scanned("<script>")
    assert scanned('<a href="javascript:x">')
    assert scanned('<a href="java&#9;script:x">')
    assert scanned('<p>a</p><a href="https://x.example/">b</a><br>') == []


_PAGE = """<!DOCTYPE html><meta charset="utf-8"><title>-</title><script>
var alarms = [];
function alarm() { alarms.push("ran"); }
window.alert = window.confirm = window.prompt = alarm;
window.addEventListener("beforeunload", () => alarms.push("navigated"));
new PerformanceObserver((list) => list.getEntries().forEach((entry) => {
  if (!/^(https?):/.test(entry.name)) alarms.push("loaded " + entry.name);
})).observe({ type: "resource" });
function look(root) {
  for (const element of root.querySelectorAll("*")) {
    for (const { name, value } of element.attributes) {
      if (name.startsWith("on") || /^\\s*(javascript|data|vbscript|blob):/i.test(value.replace(/[\\0-\\x20]/g, ""))) alarms.push(name);
      if (["id", "name", "style", "srcset", "srcdoc", "formaction"].includes(name)) alarms.push(name);
    }
    if (/^(script|style|iframe|object|embed|form|input|svg|math|template|base|meta|link)$/i.test(element.localName)) alarms.push(element.localName);
  }
}
</script><div id="written">PARSED</div><div id="place"></div><script>
look(document.getElementById("written"));
for (const body of BODIES) {
  const place = document.getElementById("place");
  place.innerHTML = body;
  look(place);
  for (const element of place.querySelectorAll("*")) { element.dispatchEvent(new Event("mouseover")); element.dispatchEvent(new Event("focus")); }
  const again = document.createElement("div");
  again.innerHTML = place.innerHTML;
  look(again);
}
setTimeout(() => { document.title = "alarms " + alarms.length; document.body.textContent = JSON.stringify(alarms); }, 300);
</script>"""


def _title(bodies: list[str], folder: Path) -> str:
    """The title that the page gives itself in Chromium once all bodies have been set in it, by both ways."""
    script = json.dumps(bodies).replace("<", "\\u003c")
    page = folder / "page.html"
    page.write_text(_PAGE.replace("PARSED", "\n".join(bodies)).replace("BODIES", script), encoding="utf-8")
    command = [
        program("chromium"), "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
        "--disable-component-update", "--disable-sync", "--host-resolver-rules=MAP * ~NOTFOUND", f"--user-data-dir={folder / 'profile'}",
        "--virtual-time-budget=5000", "--dump-dom", page.as_uri(),
    ]  # fmt: skip
    done = subprocess.run(command, capture_output=True, check=False, timeout=120)
    soup = BeautifulSoup(done.stdout, "lxml")
    return f"{soup.title.get_text()}: {soup.body.get_text()[:300]}"


def test_nothing_runs_in_a_browser(tmp_path: Path) -> None:
    bodies = [cleaned(attack) for attack in ALL]
    assert _title(bodies, tmp_path) == "alarms 0: []"


def test_the_browser_would_sound_the_alarm(tmp_path: Path) -> None:
    assert not _title([f"<img src=x onerror={CALL}>"], tmp_path).startswith(("alarms 0", "-"))


@pytest.mark.parametrize("tag", sorted(TAGS - {"a", "img", "audio", "video", "source", "rt", "rp", "ruby"}))
def test_every_listed_element_is_written_in_the_one_spelling(tag: str) -> None:
    assert scanned(cleaned(f"<{tag} ID=x CLASS='y' LANG=de>x</{tag}>")) == []
