"""The last gate, against the well-known ways past such gates (OWASP's cheat sheet, html5sec, mutation XSS papers)."""

from __future__ import annotations

import re

import pytest
from bs4 import BeautifulSoup

from feedservice import cleaning
from feedservice.addresses import HOME
from feedservice.cleaning.sanitiser import ATTRIBUTES, SCHEMES, TAGS, sanitise

ATTACKS = {
    "script": "<script>alert(1)</script>",
    "script in odd case": "<ScRiPt src=//x.example/a.js></sCrIpT>",
    "script split by a control character": "<scr\x00ipt>alert(1)</scr\x00ipt>",
    "script split by a tag": "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "script never closed": "<script>alert(1)",
    "img onerror": "<img src=x onerror=alert(1)>",
    "img onerror after a slash": "<img/src=x/onerror=alert(1)>",
    "img onerror in a broken quote": '<img """><script>alert(1)</script>">',
    "img alt that closes itself": '<img alt="`><script>alert(1)</script>" src=x>',
    "javascript link": "<a href=javascript:alert(1)>x</a>",
    "javascript in odd case": "<a href=JaVaScRiPt:alert(1)>x</a>",
    "javascript behind a control character": "<a href='\x01javascript:alert(1)'>x</a>",
    "javascript split by a tab": "<a href='java\tscript:alert(1)'>x</a>",
    "javascript split by a written tab": "<a href='jav&#x09;ascript:alert(1)'>x</a>",
    "javascript split by a line end": "<a href='java\nscript:alert(1)'>x</a>",
    "javascript split by what is cleaned away": "<a href='java\x01script:alert(1)'>x</a>",
    "javascript split by a noncharacter": "<a href='java\ufdd0script:alert(1)'>x</a>",
    "javascript split by NUL": "<a href='java\x00script:alert(1)'>x</a>",
    "javascript in character references": "<a href='&#106;&#97;&#118;&#97;&#115;cript:alert(1)'>x</a>",
    "javascript without semicolons": "<a href='&#0000106&#0000097vascript:alert(1)'>x</a>",
    "javascript behind a colon reference": "<a href='javascript&colon;alert(1)'>x</a>",
    "javascript picture": "<img src=javascript:alert(1)>",
    "javascript quotation": "<blockquote cite=javascript:alert(1)>x</blockquote>",
    "javascript poster": "<video poster=javascript:alert(1) src=javascript:alert(1)></video>",
    "vbscript": "<a href=vbscript:msgbox(1)>x</a>",
    "data link": "<a href='data:text/html,<script>alert(1)</script>'>x</a>",
    "data picture": "<img src='data:image/svg+xml,<svg onload=alert(1)>'>",
    "blob": "<a href=blob:https://x.example/1>x</a>",
    "file": "<img src=file:///etc/passwd>",
    "svg onload": "<svg onload=alert(1)>",
    "svg script": "<svg><script>alert(1)</script></svg>",
    "svg animation": "<svg><a><animate attributeName=href values=javascript:alert(1) /><text>x</text></a></svg>",
    "svg use": "<svg><use href='data:image/svg+xml,<svg id=x><script>alert(1)</script></svg>#x'/></svg>",
    "svg title mutation": "<svg><title><style><img src=x onerror=alert(1)></style></title></svg>",
    "svg style mutation": '<svg></p><style><a id="</style><img src=1 onerror=alert(1)>">',
    "mathml mutation": '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;">',
    "mathml link": "<math href=javascript:alert(1)>x</math>",
    "mathml annotation": "<math><annotation-xml encoding=text/html><script>alert(1)</script></annotation-xml></math>",
    "noscript mutation": '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
    "template": "<template><script>alert(1)</script></template>",
    "comment that ends early": "<!--><script>alert(1)</script>-->",
    "comment with a bang": "<!--! --!><script>alert(1)</script>-->",
    "conditional comment": "<!--[if IE]><script>alert(1)</script><![endif]-->",
    "cdata": "<![CDATA[<script>alert(1)</script>]]>",
    "processing instruction": "<?xml-stylesheet href=javascript:alert(1)?>",
    "style element": "<style>@import 'javascript:alert(1)';</style>",
    "style attribute": "<p style='background:url(javascript:alert(1))'>x</p>",
    "iframe": "<iframe src=javascript:alert(1)></iframe>",
    "iframe srcdoc": "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "object": "<object data=javascript:alert(1)></object>",
    "embed": "<embed src=javascript:alert(1)>",
    "applet": "<applet code=alert></applet>",
    "base": "<base href=javascript:alert(1)//>",
    "meta refresh": "<meta http-equiv=refresh content='0;url=javascript:alert(1)'>",
    "link": "<link rel=stylesheet href=javascript:alert(1)>",
    "form": "<form action=javascript:alert(1)><input type=submit></form>",
    "button formaction": "<button formaction=javascript:alert(1)>x</button>",
    "input autofocus": "<input autofocus onfocus=alert(1)>",
    "details ontoggle": "<details open ontoggle=alert(1)>x</details>",
    "marquee": "<marquee onstart=alert(1)>x</marquee>",
    "body onload": "<body onload=alert(1)>",
    "textarea": "<textarea><script>alert(1)</script></textarea>",
    "title": "<title><img src=x onerror=alert(1)></title>",
    "xmp": "<xmp><img src=x onerror=alert(1)></xmp>",
    "plaintext": "<plaintext><script>alert(1)</script>",
    "noembed": "<noembed><img src=x onerror=alert(1)></noembed>",
    "isindex": "<isindex action=javascript:alert(1) type=image>",
    "keygen": "<keygen autofocus onfocus=alert(1)>",
    "audio onerror": "<audio src=x onerror=alert(1)></audio>",
    "source onerror": "<video><source onerror=alert(1)></video>",
    "handler with a control character": "<img src=x on\x0cerror=alert(1)>",
    "srcset": "<img srcset='javascript:alert(1) 1x'>",
    "xlink": "<a xlink:href=javascript:alert(1)>x</a>",
    "ping": "<a href=https://x.example ping=https://spy.example>x</a>",
    "target": "<a href=https://x.example target=_blank>x</a>",
    "id that shadows": "<p id=body name=body class=x>x</p>",
    "utf-7": "+ADw-script+AD4-alert(1)+ADw-/script+AD4-",
    "escaped twice": "&amp;lt;script&amp;gt;alert(1)",
    "custom element": "<x-a onclick=alert(1)>x</x-a>",
}  # fmt: skip

_ADDRESS_ATTRIBUTES = ("href", "src", "cite", "poster")


def unsafe_parts(html: str) -> list[str]:
    """What a browser would find in the markup that our lists do not allow, by two parsers that differ."""
    found = []
    for parser in ("lxml", "html.parser"):
        for element in BeautifulSoup(html, parser).find_all(True):
            if element.name in ("html", "body"):
                continue
            if element.name not in TAGS | {"col", "colgroup"}:
                found.append(element.name)
            allowed = ATTRIBUTES["*"] | ATTRIBUTES.get(element.name, set())
            found += [name for name in element.attrs if name not in allowed]
            for name in _ADDRESS_ATTRIBUTES:
                scheme, colon, _ = re.sub(r"[\x00-\x20]", "", str(element.get(name, ""))).partition(":")
                if colon and scheme.lower() not in SCHEMES and "/" not in scheme:
                    found.append(f"{name}={scheme}")
    return found


@pytest.mark.parametrize("attack", ATTACKS.values(), ids=ATTACKS)
def test_the_gate_alone_stops(attack: str) -> None:
    assert unsafe_parts(sanitise(f"<p>a</p>{attack}<p>b</p>")) == []


@pytest.mark.parametrize("attack", ATTACKS.values(), ids=ATTACKS)
def test_the_whole_of_cleaning_stops(attack: str) -> None:
    body = BeautifulSoup(f"<p>a</p>{attack}<p>b</p>", "lxml")
    assert unsafe_parts(cleaning.clean(body, HOME).html) == []


def test_the_check_itself_sees_what_is_unsafe() -> None:
    assert unsafe_parts("<script></script>")
    assert unsafe_parts("<p onclick=x>")
    assert unsafe_parts("<a href='java\tscript:alert(1)'>x</a>")


def test_what_is_allowed_comes_through_as_it_was() -> None:
    html = (
        '<h2 lang="de" dir="ltr">T</h2><p><a href="https://x.example/?a=1&amp;b=2" title="t">x</a> <em>e</em><br>y</p>'
        '<figure><img src="https://x.example/a.jpg" alt="b" width="4" height="3"><figcaption>c</figcaption></figure>'
        '<ol start="3"><li>i</li></ol><table><tbody><tr><td colspan="2">d</td></tr></tbody></table>'
    )
    assert sanitise(html) == html


def test_an_unlisted_element_loses_its_tags_and_keeps_its_words() -> None:
    assert sanitise("<p><blink>old <b>words</b></blink></p>") == "<p>old words</p>"


def test_characters_that_xml_forbids_are_gone() -> None:
    assert sanitise("<p>a\x00\x0b\ufffeb</p>") == "<p>ab</p>"
    assert cleaning.clean(BeautifulSoup("<p>a&#11;&#x1b;b</p>", "lxml"), HOME).html == "<p>ab</p>"
