"""Rules for HTML in feeds, and for text that should be none. Pure."""

from feedservice.lint.rules.book import Rule, error, warning

RULES: dict[str, Rule] = {
    "ContainsHTML": warning("{element} holds markup or a double-escaped entity: {value}.", "Write plain text, escaped once.", "RSS Advisory Board profile, character data"),
    "ContainsUndeclaredHTML": warning("{element} is declared as plain text and holds markup: {value}.", "Declare it as html, or write plain text.", "RFC 4287 section 3.1; Media RSS 1.5.1"),
    "CharacterData": warning("{element} holds {value}, which some readers take for markup.", "Write & and < in it as &#x26; and &#x3C;.", "RSS Advisory Board profile, character data"),
    "ContainsRelRef": warning("{element} holds the relative address {value}.", "Make it absolute: readers resolve it against different pages.", "W3C feed validator; RSS 2.0 has no base address"),
    "SecurityRisk": warning("{element} holds the element {value}, which readers remove or fear.", "Take it out.", "W3C feed validator"),
    "SecurityRiskAttr": warning("{element} holds the attribute {value}, which readers remove or fear.", "Take it out.", "W3C feed validator"),
    "DangerousStyleAttr": warning("{element} holds a style attribute: {value}.", "Take it out; readers have a style of their own.", "W3C feed validator"),
    "DangerousLink": error("{element} holds the address {value}, which could run a program.", "Take it out; http, https, mailto and tel are safe.", "WHATWG URL; OWASP cross-site scripting"),
    "NotHtml": warning("{element} is not valid HTML: {value}.", "Close what is open, in order, and escape & and < in text.", "HTML Living Standard section 13.2"),
    "HtmlDocument": warning("{element} holds a whole page, not a piece of one: {value}.", "Leave html, head and body out.", "RSS content module"),
    "MissingXhtmlDiv": error("{element} is declared as xhtml and does not hold one xhtml:div.", "Wrap the content in one div of the XHTML namespace.", "RFC 4287 section 3.1.1.3"),
    "NotEscaped": error("{element} is declared as html and holds elements: {value}.", "Escape the markup, or declare it as xhtml.", "RFC 4287 section 3.1.1.2"),
}  # fmt: skip
