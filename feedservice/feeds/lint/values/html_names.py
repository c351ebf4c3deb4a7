"""The names of HTML, as tables. Pure. Source: HTML Living Standard, sections 3, 4 and 13.1.2; the W3C feed validator's lists."""

from __future__ import annotations

#: What an article may hold.
ELEMENTS = frozenset(["a", "abbr", "acronym", "address", "area", "article", "aside", "audio", "b", "bdi", "bdo", "big", "blockquote", "br", "button", "canvas", "caption", "center", "cite", "code", "col", "colgroup", "data", "datalist", "dd", "del", "details", "dfn", "dialog", "dir", "div", "dl", "dt", "em", "fieldset", "figcaption", "figure", "font", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "hr", "i", "img", "input", "ins", "kbd", "label", "legend", "li", "main", "map", "mark", "menu", "meter", "nav", "noscript", "ol", "optgroup", "option", "output", "p", "picture", "pre", "progress", "q", "rp", "rt", "ruby", "s", "samp", "section", "select", "small", "source", "span", "strike", "strong", "sub", "summary", "sup", "table", "tbody", "td", "template", "textarea", "tfoot", "th", "thead", "time", "tr", "track", "tt", "u", "ul", "var", "video", "wbr"])  # fmt: skip
#: What could run, load or ask something, or change the reader's page.
RISKY = frozenset(["applet", "base", "basefont", "bgsound", "embed", "form", "frame", "frameset", "iframe", "input", "isindex", "link", "meta", "noframes", "object", "param", "script", "select", "slot", "style", "svg", "math", "textarea", "template", "button", "xmp", "plaintext", "title"])  # fmt: skip
#: What makes a page of a piece.
WHOLE = frozenset({"html", "head", "body"})
VOID = frozenset({"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"})  # fmt: skip
#: Elements whose end tag may be left out.
IMPLIED = frozenset({"p", "li", "dt", "dd", "rt", "rp", "tr", "td", "th", "thead", "tbody", "tfoot", "colgroup", "caption", "option", "optgroup"})  # fmt: skip
_P = frozenset({"p"})
_CELL = frozenset({"td", "th", "p"})
_ROW = _CELL | {"tr", "caption", "colgroup"}
#: Start tag: what it closes when that is open just above it.
CLOSERS: dict[str, frozenset[str]] = {
    **dict.fromkeys(["address", "article", "aside", "blockquote", "center", "details", "dialog", "dir", "div", "dl", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "hr", "main", "menu", "nav", "ol", "p", "pre", "section", "summary", "table", "ul"], _P),
    "li": frozenset({"li", "p"}),
    "dt": frozenset({"dt", "dd", "p"}),
    "dd": frozenset({"dt", "dd", "p"}),
    "rt": frozenset({"rt", "rp"}),
    "rp": frozenset({"rt", "rp"}),
    "td": _CELL,
    "th": _CELL,
    "tr": _ROW,
    **dict.fromkeys(("thead", "tbody", "tfoot"), _ROW | {"thead", "tbody", "tfoot"}),
    "option": frozenset({"option"}),
    "optgroup": frozenset({"option", "optgroup"}),
}  # fmt: skip
#: Style that changes a few words and cannot leave its place; the list of the W3C feed validator.
SAFE_STYLES = frozenset(["azimuth", "background", "background-color", "border", "border-bottom", "border-bottom-color", "border-bottom-style", "border-bottom-width", "border-collapse", "border-color", "border-left", "border-left-color", "border-left-style", "border-left-width", "border-right", "border-right-color", "border-right-style", "border-right-width", "border-spacing", "border-style", "border-top", "border-top-color", "border-top-style", "border-top-width", "border-width", "clear", "color", "cursor", "direction", "display", "elevation", "float", "font", "font-family", "font-size", "font-style", "font-variant", "font-weight", "height", "letter-spacing", "line-height", "list-style-type", "margin", "margin-bottom", "margin-left", "margin-right", "margin-top", "overflow", "padding", "padding-bottom", "padding-left", "padding-right", "padding-top", "text-align", "text-decoration", "text-indent", "unicode-bidi", "vertical-align", "volume", "white-space", "width"])  # fmt: skip
#: Attributes that hold addresses.
LINKS = frozenset({"href", "src", "srcset", "poster", "cite", "background", "longdesc", "action", "formaction", "data"})  # fmt: skip
#: Attributes that readers keep or drop without fear. No events, no style; `controls` is the W3C's own gap, and harmless.
KNOWN_ATTRIBUTES = LINKS | frozenset(["abbr", "accesskey", "align", "allow", "allowfullscreen", "alt", "autoplay", "axis", "bgcolor", "border", "cellpadding", "cellspacing", "char", "charoff", "charset", "checked", "class", "clear", "color", "cols", "colspan", "compact", "controls", "coords", "crossorigin", "datetime", "decoding", "default", "dir", "disabled", "download", "draggable", "face", "fetchpriority", "for", "frame", "headers", "height", "hidden", "hreflang", "hspace", "id", "inputmode", "ismap", "itemid", "itemprop", "itemref", "itemscope", "itemtype", "kind", "label", "lang", "list", "loading", "loop", "max", "maxlength", "media", "min", "multiple", "muted", "name", "nohref", "noshade", "nowrap", "open", "ping", "placeholder", "playsinline", "preload", "property", "readonly", "referrerpolicy", "rel", "required", "rev", "reversed", "role", "rows", "rowspan", "rules", "scope", "selected", "shape", "size", "sizes", "span", "spellcheck", "srclang", "start", "summary", "tabindex", "target", "title", "translate", "type", "valign", "value", "vspace", "width", "wrap", "xml:lang", "xmlns"])  # fmt: skip
