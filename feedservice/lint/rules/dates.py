"""Rules for dates. Pure."""

from feedservice.lint.rules.book import Rule, error, warning

RULES: dict[str, Rule] = {
    "InvalidRFC2822Date": error("{value} in {element} is no date as RSS writes them.", "Write it like “Mon, 23 Nov 2026 09:00:20 +0000”: English names, a year of four digits, GMT or +hhmm.", "RFC 5322 section 3.3"),
    "IncorrectDOW": error("{value} in {element} names the wrong weekday; that day is a {other}.", "Write the weekday the date falls on, or none.", "RFC 5322 section 3.3"),
    "ProblematicalRFC822Date": warning("{value} in {element} is a date that some readers misread.", "Write it like “Mon, 23 Nov 2026 09:00:20 +0000”, with GMT or +hhmm.", "RFC 5322 section 4.3"),
    "InvalidRFC3339Date": error("{value} in {element} is no date as RFC 3339 writes them.", "Write it like 2026-11-23T09:00:20Z, with capital T and Z.", "RFC 3339 section 5.6; RFC 4287 section 3.3"),
    "InvalidW3CDTFDate": error("{value} in {element} is no date of the W3C’s profile.", "Write it like 2026-11-23T09:00:20Z.", "W3C NOTE-datetime"),
    "ImplausibleDate": warning("{value} in {element} lies in the future, or before the web.", "Check the clock and the zone; an embargoed article stays out until its time.", "W3C feed validator"),
}  # fmt: skip
