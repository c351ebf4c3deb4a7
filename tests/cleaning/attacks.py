"""Attack strings of every known class, made by crossing what runs with where it hides. Beside the named ones in test_sanitiser.

Sources of the classes: OWASP's XSS filter evasion cheat sheet, html5sec.org, the DOMPurify and ammonia test suites, and the
papers on mutation XSS (Heiderich 2013, Bentkowski 2020).
"""

from __future__ import annotations

from itertools import product

#: Calls `alarm`, which the browser test listens for.
CALL = "alarm(1)"
#: javascript: as filters have been made to overlook it.
SCRIPTS = [
    f"javascript:{CALL}", f"JaVaScRiPt:{CALL}", f" javascript:{CALL}", f"\x01javascript:{CALL}", f"\x1fjavascript:{CALL}", f"java\tscript:{CALL}",
    f"java\nscript:{CALL}", f"java\rscript:{CALL}", f"java&#9;script:{CALL}", f"java&#x0A;script:{CALL}", f"java&Tab;script:{CALL}",
    f"java&NewLine;script:{CALL}", f"javascript&colon;{CALL}", f"&#106;avascript:{CALL}", f"&#x6A&#x61vascript:{CALL}", f"&#0000106avascript:{CALL}",
    f"java\x00script:{CALL}", f"java&#0;script:{CALL}", f"java\u2028script:{CALL}", f"javascript\u00a0:{CALL}", f"java\ufeffscript:{CALL}",
    f"java\ufffescript:{CALL}", f"javas\u200bcript:{CALL}", f"javascript://%0a{CALL}", f"javascript://x.example/%0d{CALL}", f"javascript:/*x*/{CALL}",
    f"feed:javascript:{CALL}", f"view-source:javascript:{CALL}", f"vbscript:{CALL}", f"livescript:{CALL}", f"data:text/html,<script>{CALL}</script>",
    "data:text/html;base64,PHNjcmlwdD5hbGFybSgxKTwvc2NyaXB0Pg==", f"data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' onload='{CALL}'/>",
    f"data:application/xhtml+xml,<x xmlns='http://www.w3.org/1999/xhtml'><script>{CALL}</script></x>", f"jar:javascript:{CALL}", f"blob:null/{CALL}",
    f"//javascript:{CALL}", f"javascript&#58;{CALL}", f"&#1;javascript:{CALL}", f"\u3000javascript:{CALL}",
    f"https://www.google.com/url?q=javascript:{CALL}", f"https://www.google.com/url?q=https://x.example/&url=javascript:{CALL}",
]  # fmt: skip
#: Where an address stands.
PLACES = [
    '<a href="{}">x</a>', "<a href='{}'>x</a>", '<img src="{}">', '<img data-src="{}">', '<img srcset="{} 2x">', '<iframe src="{}"></iframe>',
    '<iframe data-src="{}" title="T"></iframe>', '<object data="{}"></object>', '<embed src="{}">', '<video src="{}" poster="{}"></video>',
    '<audio><source src="{}"></audio>', '<form action="{}"><button>x</button></form>', '<button formaction="{}">x</button>', '<svg><a xlink:href="{}"><text>x</text></a></svg>',
    '<math href="{}">x</math>', '<blockquote cite="{}">x</blockquote>', '<table background="{}"><tr><td background="{}">x</td></tr></table>', '<base href="{}">',
    '<link rel=stylesheet href="{}">', '<meta http-equiv=refresh content="0;url={}">', '<area href="{}">', '<a ping="{}" href="/x">x</a>', '<amp-iframe src="{}"></amp-iframe>',
    '<amp-facebook data-href="{}"></amp-facebook>', '<blockquote class=instagram-media data-instgrm-permalink="{}">x</blockquote>', '<lite-youtube videoid="{}"></lite-youtube>',
    '<picture><source srcset="{}"><img></picture>', '<div style="background:url({})">x</div>', '<img src=x dynsrc="{}" lowsrc="{}">', '<isindex action="{}" type=image>',
]  # fmt: skip
#: Elements that run something by themselves, with every kind of separator between name and handler.
HANDLERS = [
    f"<{element}{gap}{handler}={quote}{CALL}{quote}{extra}>"
    for (element, handler, extra), (gap, quote) in product(
        [
            ("img", "onerror", " src=x"), ("svg", "onload", ""), ("body", "onload", ""), ("input", "onfocus", " autofocus"), ("select", "onfocus", " autofocus"),
            ("video", "onerror", " src=x"), ("audio", "onerror", " src=x"), ("details", "ontoggle", " open"), ("marquee", "onstart", ""), ("iframe", "onload", ""),
            ("p", "onmouseover", " style=position:fixed;inset:0"), ("a", "onfocus", " tabindex=0 autofocus href=/x"), ("x-y", "onanimationstart", " style=animation-name:x"),
            ("object", "onerror", " data=x"), ("image", "onerror", " src=x"), ("table", "onclick", ""), ("math", "onload", ""), ("style", "onload", ""),
        ],
        [(" ", ""), ("/", '"'), ("\x0c", "'"), ("\n", "`"), (" x=y ", '"'), ("\x00 ", "")],
    )
]  # fmt: skip
_BURST = f"<img src=x onerror={CALL}>"
#: Markup that one parser reads as text and the next as elements; each tried in several contexts.
MUTATIONS = [
    f"<noscript><p title='</noscript>{_BURST}'>", f"<style><p title='</style>{_BURST}'>", f"<title><p title='</title>{_BURST}'>", f"<textarea><p title='</textarea>{_BURST}'>",
    f"<xmp><p title='</xmp>{_BURST}'>", f"<noembed><p title='</noembed>{_BURST}'>", f"<noframes><p title='</noframes>{_BURST}'>", f"<iframe><p title='</iframe>{_BURST}'>",
    f"<template><p title='</template>{_BURST}'>", f"<svg></p><style><a id='</style>{_BURST}'>", f"<svg><style>&lt;/style>{_BURST}", f"<math><style>&lt;/style>{_BURST}",
    f"<math><mtext><table><mglyph><style><!--</style><img title='--&gt;{_BURST.replace('<', '&lt;').replace('>', '&gt;')}'>",
    f"<form><math><mtext></form><form><mglyph><style></math>{_BURST}", f"<math><mtext><option><FAKEFAKE><option></option><mglyph><svg><mtext><textarea><a title='</textarea>{_BURST}'>",
    f"<svg><foreignobject><style>{_BURST}</style></foreignobject></svg>", f"<svg><desc><style>{_BURST}", f"<math><annotation-xml encoding='text/html'><style>{_BURST}",
    f"<!--><p title='-->{_BURST}'>", f"<!-- --!>{_BURST}", f"<!--->{_BURST}", f"<!-- -- >{_BURST}", f"<!--[if gte IE 4]>{_BURST}<![endif]-->", f"<![if !supportLists]>{_BURST}<![endif]>",
    f"<![CDATA[{_BURST}]]>", f"<svg><![CDATA[><{_BURST[1:]}]]>", f"<?xml x?>{_BURST}", f"<!DOCTYPE x [<!ENTITY y '{_BURST}'>]>&y;", f"<select><style></select>{_BURST}", f"<select><template><style></select>{_BURST}",
    f"<table><tr><td><style></table>{_BURST}", f"<a title='`{_BURST}`'>", f'<p title="&quot;>{_BURST}">x', f"<p title='x&#39;>{_BURST}'>y", f"<pre>\n\n&lt;script>{CALL}&lt;/script></pre>",
    f"&lt;img src=x onerror={CALL}&gt;", f"&amp;lt;img src=x onerror={CALL}&amp;gt;", f"<scr<script>ipt>{CALL}</scr</script>ipt>", f"<<script>{CALL}//<</script>", f"<script>{CALL}", f"<script/x>{CALL}</script/x>",
    f"<scr\x00ipt>{CALL}</scr\x00ipt>", f"<ſcript>{CALL}</ſcript>", f"＜script＞{CALL}＜/script＞", f"<script\u2028>{CALL}</script>", f"<img src=x\u2029onerror={CALL}>", f"\x3cimg src=x:x onerror\x3d{CALL}>",
    f"<img alt='\u2028`><script>{CALL}</script>' src=x>", f"<a href='x' title='</a>{_BURST}'>y", "<p id=alarm name=alarm><a id=body name=cookie href=/x>x</a>", "<form id=x></form><input form=x name=parentNode>",
    f"<style>@import '//x.example/a.css';*{{background:url(javascript:{CALL})}}</style>", f"<div style='width:expression({CALL})'>x</div>", "<div style='behavior:url(#x)'>x</div>",
    f"<svg><use href='data:image/svg+xml,<svg id=x onload={CALL}>#x'/>", f"<svg><animate onbegin={CALL} attributeName=x dur=1s>", f"<svg><set attributeName=onmouseover to={CALL}>", f"<svg><script href=data:,{CALL} />",
    "<svg><script>&#97;larm(1)</script>", f"<math><maction actiontype=statusline xlink:href=javascript:{CALL}>x</maction>", f"<iframe srcdoc='&lt;script>{CALL}&lt;/script>'></iframe>", "<embed code='x' allowscriptaccess=always>",
    f"<object><param name=movie value='javascript:{CALL}'></object>", f"<meta charset=utf-7>+ADw-script+AD4-{CALL}+ADw-/script+AD4-", f"<img src=x onerror\x0b={CALL}>", f"<img src='x'onerror='{CALL}'", f"<img src=x onerror={CALL}//",
    f"<plaintext>{_BURST}", f"<listing>&lt;img onerror={CALL} src=x></listing>", f"<ruby><rt><style></ruby>{_BURST}", f"<dl><dt><template><style></dl>{_BURST}", f"<marquee loop=1 onfinish={CALL}>x</marquee>",
    f"<keygen autofocus onfocus={CALL}>", f"<frameset onload={CALL}><frame src=javascript:{CALL}>", f"<layer src=javascript:{CALL}>", f"<bgsound src=javascript:{CALL}>", f"<xss style='xss:expression({CALL})'>", f"<xml id=x><i><b>{_BURST}</b></i></xml>",
    "<span datasrc=#x datafld=c dataformatas=html>x</span>", f"<portal src=javascript:{CALL}>", f"<dialog open onclose={CALL}>x</dialog>", f"<div popover onbeforetoggle={CALL}>x</div>", f"<input type=hidden accesskey=x onclick={CALL}>",
]  # fmt: skip
CONTEXTS = [
    "{}",
    "<table><tr><td>{}</td></tr></table>",
    "<ul><li><a href='/x'>{}</a></li></ul>",
    "<pre><code>{}</code></pre>",
]

ATTACKS = [
    *(place.replace("{}", script) for place, script in product(PLACES, SCRIPTS[:2] + SCRIPTS[30:32])),
    *(place.replace("{}", script) for place, script in product(PLACES[:4], SCRIPTS)),
    *HANDLERS,
    *(context.replace("{}", attack) for context, attack in product(CONTEXTS, MUTATIONS)),
]
