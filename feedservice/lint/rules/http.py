"""Rules for the answer that brings a document. Pure."""

from feedservice.lint.rules.book import Rule, error, warning

RULES: dict[str, Rule] = {
    "HttpError": error("The server answered {value}.", "Serve the feed with 200 at this address.", "RFC 9110 section 15"),
    "HttpProtocolError": error("The answer cannot be understood: {value}.", "Check the server and what stands before it.", "RFC 9112"),
    "Redirected": warning("The feed has moved to {value}.", "Publish the new address; keep the redirect for years.", "RFC 9110 section 15.4"),
    "MissingETag": warning("The answer has no ETag.", "Send a strong one of the exact bytes: readers ask with it.", "RFC 9110 section 8.8.3"),
    "MissingLastModified": warning("The answer has no Last-Modified.", "Send it: some readers know no other validator.", "RFC 9110 section 8.8.2"),
    "NotModifiedIgnored": warning("Asked again with {value}, the server answered {other}, not 304.", "Answer 304 when nothing has changed.", "RFC 9110 section 13"),
    "CookieSet": warning("The answer sets a cookie.", "Set none on feeds: caches then keep them for nobody.", "RFC 9111 section 7.3"),
}  # fmt: skip
