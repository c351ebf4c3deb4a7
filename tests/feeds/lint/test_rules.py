"""Each rule: a document that is clean but for one thing breaks it, and no other."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from feedservice.feeds.lint import RULES, lint, seen_by_readers
from feedservice.feeds.lint.consequences import CONSEQUENCES
from tests.feeds.lint.documents import ARCHIVE, ATOM, BASE, CLEAN, JSON, OPML, RSS, RSS_ARCHIVE, broken, rules

#: What section 7 of the project's contract for feeds names: the W3C feed validator's errors and warnings that matter to news.
W3C_ERRORS = [
    "SAXError",
    "UnicodeError",
    "UndefinedNamedEntity",
    "UndefinedElement",
    "MissingElement",
    "MissingTitle",
    "MissingLink",
    "MissingDescription",
    "DuplicateElement",
    "ItemMustContainTitleOrDescription",
    "InvalidHttpGUID",
    "DuplicateValue",
    "DuplicateIds",
    "InvalidRFC2822Date",
    "IncorrectDOW",
    "InvalidRFC3339Date",
    "InvalidW3CDTFDate",
    "InvalidFullLink",
    "InvalidURLAttribute",
    "MissingAttribute",
    "InvalidMIMEAttribute",
    "UseZeroForUnknown",
    "InvalidContact",
    "MisplacedMetadata",
    "DuplicateAtomLink",
    "MissingContentOrAlternate",
    "MissingSummary",
    "MissingXhtmlDiv",
    "NotEscaped",
    "MediaRssNamespace",
    "MediaGroupWithoutAlternatives",
    "InvalidCreditRole",
    "InvalidMediaMedium",
    "FeedRelInCompleteFeed",
    "HttpError",
    "HttpProtocolError",
]
W3C_WARNINGS = [
    "ContainsHTML",
    "ContainsRelRef",
    "SecurityRisk",
    "SecurityRiskAttr",
    "DangerousStyleAttr",
    "MissingGuid",
    "NotSufficientlyUnique",
    "MissingSelf",
    "MissingAtomSelfLink",
    "SelfDoesntMatchLocation",
    "RelativeSelf",
    "NeedDescriptionBeforeContent",
    "DuplicateEnclosure",
    "DuplicateSemantics",
    "DuplicateItemSemantics",
    "ImplausibleDate",
    "ProblematicalRFC822Date",
    "BadCharacters",
    "EncodingMismatch",
    "UnexpectedContentType",
    "NotUTF8",
    "ContainsUndeclaredHTML",
    "NotHtml",
    "CharacterData",
    "MissingTextualContent",
    "ImageTitleDoesntMatch",
    "ImageLinkDoesntMatch",
    "MisplacedItem",
    "DuplicateUpdated",
    "ArchiveIncomplete",
    "MissingCurrentInArchive",
    "UnknownNamespace",
    "MissingOutlineType",
]
#: Broken by documents beside each other and by answers: test_comparing.py and test_command.py.
ELSEWHERE = {
    "FormatsDiffer", "IdChanged", "PublishedMoved", "UpdatedWentBack", "FeedUpdatedWentBack", "HttpError", "HttpProtocolError",
    "Redirected", "MissingETag", "MissingLastModified", "NotModifiedIgnored", "CookieSet", "TemporaryRedirect", "LeavesHttps", "NotHttps",
    "ValidatorsMove", "TagOfOtherBytes", "NotCompressed", "CodingNotAsked", "CodingDiffers", "MissingVary", "TagOfTwoCodings", "UntrueType",
    "NoRanges", "BrokenChain", "ChainLoops", "PictureSizeDiffers", "CoverUnfit",
}  # fmt: skip

ENTRY_TWO = "<title>Bridge opens</title>\n<updated>2026-11-22T08:00:00+00:00</updated>"
XHTML = ATOM[ATOM.index('<content type="xhtml">') : ATOM.index("</content>", ATOM.index('"xhtml"')) + 10]
CONTENT = "<p>After nine years.</p>]]>"
#: Rule, clean document, what stands there, what is put there instead.
CASES: list[tuple[str, str, str, str]] = [
    ("SAXError", RSS, "After nine years.", "After & nine"),
    ("SAXError", RSS, "<generator>", "<generator>\x07"),
    ("SAXError", RSS, "After nine years.</p>]]>", "After ]]> nine years.</p>]]>"),
    ("SAXError", RSS, "<?xml version", "\n<?xml version"),
    ("SAXError", ATOM, "</feed>", ""),
    ("UndefinedNamedEntity", RSS, "After nine years.", "After&nbsp;nine"),
    ("NotAFeed", RSS, RSS, "<html><body>502 Bad Gateway</body></html>"),
    ("NotAFeed", RSS, RSS, "[1, 2]"),
    ("DoctypeInFeed", RSS, "<rss ", "<!DOCTYPE rss><rss "),
    ("MissingXmlDeclaration", ATOM, "<?xml version='1.0' encoding='UTF-8'?>\n", ""),
    ("ByteOrderMark", ATOM, "<?xml", "\ufeff<?xml"),
    ("ByteOrderMark", JSON, "{", "\ufeff{"),
    ("BadCharacters", RSS, "After nine years.</desc", "After \x93nine\x94</desc"),
    ("BadCharacters", RSS, "After nine years.</desc", "After &#147;nine&#148;</desc"),
    ("BadCharacters", ATOM, 'title="Nets', 'title="\ufffdNets'),
    ("BadCharacters", JSON, 'After nine years."', 'After \\u0007 \\ud800"'),
    ("BadCharacters", JSON, 'After nine years."', 'After \x92nine"'),
    ("UndefinedElement", RSS, "<ttl>", "<headline>x</headline><ttl>"),
    ("UndefinedElement", RSS, "<media:group>", "<media:status/><media:group>"),
    ("UndefinedElement", RSS, "<dc:creator>Ana", "<dc:writer>x</dc:writer><dc:creator>Ana"),
    ("UndefinedElement", RSS, "After nine years.</desc", "After <b>nine</b></desc"),
    ("UndefinedElement", ATOM, "<generator>", "<tagline>x</tagline><generator>"),
    ("UndefinedElement", OPML, "<head>", "<head><author>x</author>"),
    ("UnknownNamespace", RSS, "<ttl>", '<x:y xmlns:x="http://x.example/">1</x:y><ttl>'),
    ("UnexpectedAttribute", RSS, "<ttl>", '<ttl unit="minutes">'),
    ("UnexpectedAttribute", OPML, "<outline text", '<outline colour="red" text'),
    ("UnexpectedText", RSS, "<ttl>", "soon <ttl>"),
    ("UnexpectedText", OPML, "<body>", "<body>words"),
    ("MissingElement", ATOM, "<id>tag:news.example,2026:two</id>", ""),
    ("MissingElement", ATOM, "<author><name>The Packet</name></author>", ""),
    ("MissingElement", ATOM, "<author><name>Ana Ruiz</name>", "<author>"),
    ("MissingElement", RSS, "<url>https://news.example/logo.png</url>", ""),
    ("MissingElement", JSON, '"title": "The Packet", ', ""),
    ("MissingElement", JSON, '"home_page_url": "https://news.example/",', ""),
    ("MissingElement", JSON, '"mime_type": "image/jpeg", ', ""),
    ("MissingElement", OPML, "<title>The Packet</title>", ""),
    ("DuplicateElement", RSS, "<ttl>", "<ttl>5</ttl><ttl>"),
    ("DuplicateElement", RSS, "<pubDate>Sun", "<title>Again</title><pubDate>Sun"),
    ("DuplicateElement", ATOM, "<subtitle>", "<subtitle>x</subtitle><subtitle>"),
    ("MissingAttribute", RSS, ' length="1000"', ""),
    ("MissingAttribute", RSS, ' type="image/jpeg"/>\n<media:thumb', "/>\n<media:thumb"),
    ("MissingAttribute", RSS, 'media:content url="https://news.example/photos/two.jpg"', "media:content"),
    ("MissingAttribute", OPML, 'text="The Packet – RSS" ', ""),
    ("MissingAttribute", OPML, ' version="2.0"', ""),
    ("MissingAttribute", ATOM, 'category term="harbour"', 'category label="harbour"'),
    ("MissingAttribute", RSS, "<ttl>", '<cloud domain="a.example" port="80" path="/x" protocol="http-post"/><ttl>'),
    ("LargeFeed", RSS, "<generator>", f"<!--{'x' * 2_000_000}--><generator>"),
    ("LargeFeed", ATOM, "<generator>", f"<!--{'x' * 2_000_000}--><generator>"),
    ("LargeFeed", JSON, "The Packet", "The Packet" + "x" * 2_000_000),
    ("TrackingInLink", RSS, "articles/two</link>", "articles/two?a=1&amp;utm_source=rss</link>"),
    ("TrackingInLink", ATOM, 'articles/two"/>', 'articles/two?utm_source=rss"/>'),
    ("TrackingInLink", JSON, 'articles/two"', 'articles/two?utm_source=rss"'),
    ("AttrNotBlank", ATOM, ' title="Nets on the quay."', ' title=""'),
    ("NotBlank", RSS, "<title>Bridge opens</title>", "<title> </title>"),
    ("NotBlank", RSS, ">tag:news.example,2026:two</guid>", "></guid>"),
    ("NotBlank", ATOM, "<generator>feedservice<", "<generator><"),
    ("NotBlank", JSON, '"id": "tag:news.example,2026:two"', '"id": " "'),
    ("UnexpectedWhitespace", ATOM, "<id>tag:news.example,2026:two", "<id>\ntag:news.example,2026:two"),
    ("UnexpectedWhitespace", ATOM, "<updated>2026-11-22T08", "<updated> 2026-11-22T08"),
    ("MissingLanguage", RSS, "<language>en</language>", ""),
    ("MissingLanguage", ATOM, ' xml:lang="en"', ""),
    ("MissingLanguage", JSON, ' "language": "en",', ""),
    ("InvalidLanguage", RSS, "<language>en", "<language>English language"),
    ("InvalidLanguage", ATOM, "<entry>", '<entry xml:lang="fr_FR x">'),
    ("InvalidLanguage", JSON, '"language": "en"', '"language": "en_GB.UTF-8"'),
    ("InvalidFullLink", RSS, "<link>https://news.example/articles/two", "<link>/articles/two"),
    ("InvalidFullLink", RSS, "<link>https://news.example/articles/two", "<link>https://news.example/ö"),
    ("ContainsRelRef", ATOM, 'href="https://news.example/articles/two"', 'href="articles/two"'),
    ("InvalidFullLink", JSON, "https://news.example/articles/two", "//news.example/articles/two"),
    ("InvalidFullLink", OPML, 'xmlUrl="https://news.example/atom.xml"', 'xmlUrl="atom.xml"'),
    ("InvalidUriChar", RSS, "<link>https://news.example/articles/two", "<link>https://news.example/articles two"),
    ("InvalidUriChar", JSON, '"https://news.example/articles/two"', '"https://news.example/articles two"'),
    ("InvalidMIMEAttribute", RSS, 'length="1000" type="image/jpeg"', 'length="1000" type="jpeg"'),
    ("InvalidMIMEAttribute", RSS, 'two.jpg" type="image/jpeg"', 'two.jpg" type="jpeg"'),
    ("InvalidMIMEAttribute", ATOM, 'enclosure" type="image/jpeg"', 'enclosure" type="jpeg"'),
    ("InvalidMIMEAttribute", JSON, '"image/jpeg"', '"jpeg"'),
    ("InvalidNonNegativeInteger", RSS, 'length="1000"', 'length="-7"'),
    ("InvalidNonNegativeInteger", ATOM, 'length="1000"', 'length="1 kB"'),
    ("InvalidIntegerAttribute", RSS, 'length="1000"', 'length="1 kB"'),
    ("InvalidPositiveInteger", RSS, "<ttl>5", "<ttl>0"),
    ("InvalidPositiveInteger", RSS, 'width="60"', 'width="0"'),
    ("UseZeroForUnknown", RSS, 'length="1000"', 'length="-1"'),
    ("UntrueLength", RSS, 'length="1000"', 'length="999"'),
    ("InvalidRFC2822Date", RSS, "Sun, 22 Nov 2026 09:00:00 +0100", "2026-11-22T09:00:00Z"),
    ("InvalidRFC2822Date", RSS, "22 Nov 2026 09:00:00 +0100", "22 Nov 2026 09:00:00 CET"),
    ("InvalidRFC2822Date", RSS, "22 Nov 2026 09:00:00 +0100", "22 Nov 2026 09:00:00 UTC"),
    ("InvalidRFC2822Date", RSS, "22 Nov 2026 09:00:00 +0100", "22 Nov 2026 09:00:00 +01:00"),
    ("InvalidRFC2822Date", RSS, "Sun, 22 Nov", "So, 22 Nov"),
    ("InvalidRFC2822Date", RSS, "Sun, 22 Nov", "31 Feb"),
    ("InvalidRFC2822Date", OPML, "Mon, 23 Nov 2026", "2026-11-23"),
    ("IncorrectDOW", RSS, "Sun, 22 Nov", "Mon, 22 Nov"),
    ("ProblematicalRFC822Date", RSS, "Sun, 22 Nov 2026 09:00:00 +0100", "sun, 22 nov 26 09:00:00 gmt"),
    ("ProblematicalRFC822Date", RSS, "09:00:00 +0100", "09:00:00 EST"),
    ("InvalidRFC3339Date", ATOM, "<updated>2026-11-22T08:00:00+00:00", "<updated>2026-11-22 08:00:00Z"),
    ("InvalidRFC3339Date", ATOM, "<published>2026-11-22T08:00:00+00:00", "<published>2026-11-22t08:00:00z"),
    ("InvalidRFC3339Date", ATOM, 'when="2026-11-23T11:00:00Z"', 'when="today"'),
    ("InvalidRFC3339Date", JSON, "2026-11-22T08:00:00Z", "2026-02-30T08:00:00Z"),
    ("InvalidW3CDTFDate", RSS, "2026-11-23T10:00:00Z", "23.11.2026"),
    ("ImplausibleDate", RSS, "Sun, 22 Nov 2026", "Thu, 26 Nov 2026"),
    ("ImplausibleDate", RSS, "Sun, 22 Nov 2026", "Thu, 01 Jan 1970"),
    ("ImplausibleDate", ATOM, "<published>2026-11-22T08", "<published>1969-11-22T08"),
    ("ImplausibleDate", JSON, "2026-11-22T08:00:00Z", "1970-01-01T00:00:00Z"),
    ("ContainsHTML", RSS, "<title>Bridge opens", "<title>&lt;b&gt;Bridge&lt;/b&gt; opens"),
    ("ContainsHTML", RSS, "<title>Bridge opens", "<title>Bridge &amp;amp; road"),
    ("ContainsHTML", RSS, "<category>harbour", "<category>R&amp;#38;D"),
    ("ContainsHTML", JSON, '"title": "Bridge opens"', '"title": "<i>Bridge</i> opens"'),
    ("ContainsHTML", OPML, 'text="World"', 'text="&lt;b&gt;World&lt;/b&gt;"'),
    ("CharacterData", RSS, "<title>Bridge opens", "<title>Bridge &lt;a opens"),
    ("ContainsUndeclaredHTML", ATOM, "<title>Bridge opens", "<title>&lt;b&gt;Bridge&lt;/b&gt; opens"),
    ("ContainsUndeclaredHTML", RSS, ">The bridge.<", ">The &lt;b&gt;bridge&lt;/b&gt;.<"),
    ("LocalAddress", RSS, CONTENT, '<p><a href="file:///C:/desk/plan.pdf">x</a></p>]]>'),
    ("LocalAddress", RSS, CONTENT, '<p><a href="http://192.168.1.20/plan.pdf">x</a></p>]]>'),
    ("LocalAddress", RSS, CONTENT, '<p><a href="http://nas/plan.pdf">x</a></p>]]>'),
    ("ContainsRelRef", RSS, CONTENT, '<p><a href="/more">x</a></p>]]>'),
    ("ContainsRelRef", RSS, CONTENT, "<p><a href='#note'>x</a></p>]]>"),
    ("ContainsRelRef", RSS, CONTENT, '<p><img alt="" src="//news.example/x.jpg"></p>]]>'),
    ("ContainsRelRef", RSS, CONTENT, '<p><img src="https://a.example/1" srcset="https://a.example/1 1x, 2.jpg 2x"></p>]]>'),
    ("ContainsRelRef", RSS, CONTENT, '<p><video poster="x.jpg" controls></video></p>]]>'),
    ("ContainsRelRef", RSS, CONTENT, '<blockquote cite="x.html">y</blockquote>]]>'),
    ("ContainsRelRef", ATOM, '<a href="https://news.example/">nine', '<a href="nine.html">nine'),
    ("ContainsRelRef", JSON, "<p>After", "<p><img src='a.jpg'>After"),
    ("DangerousLink", RSS, CONTENT, '<a href="java&#x0a;script:alert(1)">x</a>]]>'),
    ("DangerousLink", RSS, CONTENT, '<img src="data:image/png;base64,AAAA">]]>'),
    ("SecurityRisk", RSS, CONTENT, "<script>x</script>]]>"),
    ("SecurityRisk", RSS, CONTENT, '<iframe src="https://a.example/"></iframe>]]>'),
    ("SecurityRisk", RSS, CONTENT, "<form>x</form>]]>"),
    ("SecurityRisk", RSS, CONTENT, "<style>p</style>]]>"),
    ("SecurityRisk", ATOM, "<p>After", "<script>x</script><p>After"),
    ("SecurityRiskAttr", RSS, CONTENT, '<p onclick="x()">y</p>]]>'),
    ("SecurityRiskAttr", ATOM, "<p>After", '<p onclick="x()">After'),
    ("DangerousStyleAttr", RSS, CONTENT, '<p style="position:absolute">y</p>]]>'),
    ("DangerousStyleAttr", RSS, CONTENT, '<p style="background:url(https://x.example/)">y</p>]]>'),
    ("DangerousStyleAttr", RSS, CONTENT, '<p style="color">y</p>]]>'),
    ("NotHtml", RSS, CONTENT, "<p>a</b></p>]]>"),
    ("NotHtml", RSS, CONTENT, "<div>a]]>"),
    ("NotHtml", RSS, CONTENT, "<b><i>a</b></i>]]>"),
    ("NotHtml", RSS, CONTENT, "<p>a < b</p>]]>"),
    ("NotHtml", RSS, CONTENT, "<p>AT&T</p>]]>"),
    ("NotHtml", RSS, CONTENT, "<p>&nosuch; x</p>]]>"),
    ("NotHtml", RSS, CONTENT, "<p><ul><li>x</ul></p>]]>"),
    ("NotHtml", RSS, CONTENT, "<blink>x</blink>]]>"),
    ("NotHtml", RSS, CONTENT, '<a href="https://a.example/" href="https://b.example/">x</a>]]>'),
    ("HtmlDocument", RSS, CONTENT, "<html><body><p>x</p></body></html>]]>"),
    ("MissingXhtmlDiv", ATOM, '<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>After <a href="https://news.example/">nine</a> years.</p></div>', '<content type="xhtml">After'),
    ("NotEscaped", ATOM, '<content type="xhtml">', '<content type="html">'),
    ("ObsoleteVersion", RSS, 'version="2.0"', 'version="0.91"'),
    ("ObsoleteVersion", RSS, RSS, "<feed version='0.3' xmlns='http://purl.org/atom/ns#'/>"),
    ("ObsoleteVersion", RSS, RSS, "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns='http://purl.org/rss/1.0/'/>"),
    ("UnknownVersion", RSS, 'version="2.0"', 'version="3.0"'),
    ("UnknownVersion", JSON, "version/1.1", "version/1"),
    ("MissingTitle", RSS, "<title>The Packet</title>\n", ""),
    ("MissingLink", RSS, "<link>https://news.example/</link>\n", ""),
    ("MissingDescription", RSS, "<description>News from the harbour</description>", ""),
    ("ItemMustContainTitleOrDescription", RSS, "<description>After nine years.</description>", ""),
    ("ItemWithoutDescription", RSS, "<description>After nine years.</description>", ""),
    ("ItemIncomplete", RSS, "<title>Bridge opens</title>", ""),
    ("ItemIncomplete", RSS, "<link>https://news.example/articles/two</link>", ""),
    ("ItemIncomplete", RSS, "<pubDate>Sun, 22 Nov 2026 09:00:00 +0100</pubDate>", ""),
    ("ItemIncomplete", JSON, '"title": "Bridge opens",', ""),
    ("MissingGuid", RSS, '<guid isPermaLink="false">tag:news.example,2026:two</guid>', ""),
    ("InvalidHttpGUID", RSS, '<guid isPermaLink="false">tag:news.example,2026:two', "<guid>two"),
    ("InvalidPermalink", RSS, '<guid isPermaLink="false">tag:news.example,2026:two', "<guid>tag:news.example,2026:two"),
    ("InvalidBooleanAttribute", RSS, 'isPermaLink="false"', 'isPermaLink="no"'),
    ("DuplicateValue", RSS, "2026:two", "2026:one"),
    ("DuplicateValue", OPML, "https://news.example/atom.xml", "https://news.example/rss.xml"),
    ("NonCanonicalURI", RSS, '<guid isPermaLink="false">tag:news.example,2026:two', "<guid>https://News.example:443"),
    ("NotSufficientlyUnique", RSS, "tag:news.example,2026:two", "2"),
    ("LongId", RSS, "tag:news.example,2026:two", "tag:news.example,2026:" + "x" * 250),
    ("LongId", ATOM, "<id>tag:news.example,2026:two", "<id>tag:news.example,2026:" + "x" * 250),
    ("LongId", JSON, "2026:two", "2026:zwölf"),
    ("InvalidAddrSpec", ATOM, "<name>Ana Ruiz</name>", "<name>Ana Ruiz</name><email>ana@news.example (Ana)</email>"),
    ("ContainsEmail", ATOM, "<name>Ana Ruiz</name>", "<name>Ana Ruiz ana@news.example</name>"),
    ("InvalidContact", RSS, "desk@news.example (The Desk)", "The Desk"),
    ("EmailFormat", RSS, "desk@news.example (The Desk)", "The Desk desk@news.example"),
    ("MissingRealName", RSS, "desk@news.example (The Desk)", "desk@news.example"),
    ("NeedDescriptionBeforeContent", RSS, "<description>After nine years.</description>\n<content:encoded><![CDATA[<p>After nine years.</p>]]></content:encoded>", "<content:encoded>x</content:encoded><description>After nine years.</description>"),
    ("ItemOrder", RSS, "<description>The flats have healed.</description>", "<media:keywords>x</media:keywords><description>The flats have healed.</description>"),
    ("ItemOrder", RSS, "<pubDate>Sun", "<dcterms:modified>2026-11-22T10:00:00Z</dcterms:modified><pubDate>Sun"),
    ("DuplicateEnclosure", RSS, "<enclosure ", '<enclosure url="https://news.example/photos/one.jpg" length="1000" type="image/jpeg"/><enclosure '),
    ("DuplicateSemantics", RSS, "<ttl>", "<dcterms:modified>2026-11-23T10:00:00Z</dcterms:modified><ttl>"),
    ("DuplicateItemSemantics", RSS, "<dc:creator>Ana Ruiz", "<author>ana@news.example (Ana)</author><dc:creator>Ana Ruiz"),
    ("DuplicateItemSemantics", RSS, "<dc:creator>Ana Ruiz", "<dc:date>2026-11-23</dc:date><dc:creator>Ana Ruiz"),
    ("MisplacedItem", RSS, "</channel>", "<category>late</category></channel>"),
    ("ImageTitleDoesntMatch", RSS, "<title>The Packet</title><link>", "<title>Logo</title><link>"),
    ("ImageLinkDoesntMatch", RSS, "<link>https://news.example/</link><width>", "<link>https://news.example</link><width>"),
    ("ImageUrlFormat", RSS, "logo.png", "logo.svg"),
    ("InvalidWidth", RSS, "<width>88", "<width>1200"),
    ("InvalidHeight", RSS, "<height>31", "<height>0"),
    ("AvoidTextInput", RSS, "<ttl>", "<textInput><title>x</title></textInput><ttl>"),
    ("LinkInItem", RSS, "<category>", '<atom:link href="https://news.example/articles/one"/><category>'),
    ("MisplacedMetadata", ATOM, "</feed>", "<rights>late</rights></feed>"),
    ("MisplacedMetadata", ATOM, "</feed>", '<at:deleted-entry ref="tag:a.example,2026:x" when="2026-11-23T11:00:00Z"/></feed>'),
    ("DuplicateIds", ATOM, "2026:two", "2026:one"),
    ("DuplicateIds", JSON, "2026:two", "2026:one"),
    ("DuplicateUpdated", ATOM, ENTRY_TWO, ENTRY_TWO.replace("2026-11-22T08:00:00+00:00", "2026-11-23T11:00:00+01:00")),
    ("DuplicateAtomLink", ATOM, '<link rel="alternate" type="text/html" href="https://news.example/articles/two"/>', '<link rel="alternate" type="text/html" href="https://news.example/articles/two"/><link type="text/html" href="https://news.example/2"/>'),
    ("MissingTextualContent", ATOM, "<summary>After nine years.</summary>\n" + XHTML, ""),
    ("MissingContentOrAlternate", ATOM, '<link rel="alternate" type="text/html" href="https://news.example/articles/two"/>\n<summary>After nine years.</summary>\n' + XHTML, "<summary>After nine years.</summary>"),
    ("MissingSummary", ATOM, "<summary>After nine years.</summary>\n" + XHTML, '<content type="text/html" src="https://news.example/two.html"/>'),
    ("MissingTypeAttr", ATOM, XHTML, '<content src="https://news.example/two.html"/>'),
    ("InvalidTextType", ATOM, "<title>Bridge", '<title type="text/html">Bridge'),
    ("ReversedDates", ATOM, "<published>2026-11-22T08", "<published>2026-11-22T18"),
    ("ReversedDates", JSON, '"2026-11-23T10:00:00Z"', '"2026-11-23T08:00:00Z"'),
    ("FeedBehindEntries", ATOM, "<updated>2026-11-23T12", "<updated>2026-11-23T09"),
    ("SummaryAfterContent", ATOM, "<summary>After nine years.</summary>\n" + XHTML, XHTML + "<summary>After nine years.</summary>"),
    ("MissingHref", ATOM, 'href="https://hub.example/" ', ""),
    ("AtomLinkNotEmpty", ATOM, 'rel="hub"/>', 'rel="hub">hub</link>'),
    ("UnregisteredAtomLinkRel", ATOM, 'rel="hub"', 'rel="hubs"'),
    ("SelfNotAtom", RSS, 'rel="self" type="application/rss+xml"', 'rel="self" type="text/html"'),
    ("MissingSelf", ATOM, '<link href="https://news.example/atom.xml" rel="self" type="application/atom+xml"/>', ""),
    ("MissingSelf", JSON, '"feed_url": "https://news.example/feed.json",', ""),
    ("MissingAtomSelfLink", RSS, '<atom:link href="https://news.example/rss.xml" rel="self" type="application/rss+xml"/>', ""),
    ("DuplicateSelf", RSS, "<language>", '<atom:link rel="self" href="https://news.example/x.xml"/><language>'),
    ("RelativeSelf", RSS, 'href="https://news.example/rss.xml"', 'href="/rss.xml"'),
    ("FeedHistoryRelInEntry", ATOM, "<category term", '<link rel="next" href="https://news.example/2"/><category term'),
    ("FeedRelInCompleteFeed", ATOM, "<generator>", '<fh:complete/><link rel="prev-archive" href="https://news.example/a"/><generator>'),
    ("FeedRelInCompleteFeed", RSS, "<ttl>", "<fh:complete/><ttl>"),
    ("ArchiveIncomplete", ARCHIVE, '<link rel="prev-archive" href="https://news.example/a/1"/>', ""),
    ("MissingCurrentInArchive", ARCHIVE, 'rel="current"', 'rel="next-archive"'),
    ("MissingCurrentInArchive", RSS_ARCHIVE, 'rel="current"', 'rel="next-archive"'),
    ("BadTombstone", ATOM, ' when="2026-11-23T11:00:00Z"', ""),
    ("DuplicateTombstone", ATOM, "<at:deleted-entry", '<at:deleted-entry ref="tag:news.example,2026:gone" when="2026-11-23T12:00:00+01:00"/><at:deleted-entry'),
    ("TombstoneOfLiving", ATOM, "2026:gone", "2026:two"),
    ("MediaRssNamespace", RSS, "<generator>", '<m:keywords xmlns:m="http://search.yahoo.com/mrss">x</m:keywords><generator>'),
    ("MediaGroupWithoutAlternatives", RSS, '<media:content url="https://news.example/photos/one-small.jpg" type="image/jpeg" medium="image" fileSize="100" width="320" height="180"/>', ""),
    ("InvalidCreditRole", RSS, 'role="photographer"', 'role="Photographer"'),
    ("InvalidCreditRole", RSS, 'role="distribution company"', 'role="agency"'),
    ("InvalidMediaMedium", RSS, 'medium="image"', 'medium="photo"'),
    ("InvalidMediaTextType", RSS, 'title type="plain"', 'title type="text"'),
    ("InvalidTrueFalse", RSS, 'isDefault="true"', 'isDefault="yes"'),
    ("SeveralDefaults", RSS, 'fileSize="100"', 'fileSize="100" isDefault="true"'),
    ("ItemLevelCaption", ATOM, "<summary>After nine years.</summary>", "<media:description>Nets.</media:description>"),
    ("RssInNamespace", RSS, "<rss ", '<rss xmlns="http://backend.userland.com/rss2" '),
    ("ContainsHTML", RSS, "<generator>", '<i:summary xmlns:i="http://www.itunes.com/dtds/podcast-1.0.dtd">A &amp;nbsp; B</i:summary><generator>'),
    ("CaptionForStandfirst", RSS, "<description>The flats have healed.", "<description>Nets on the  quay."),
    ("CaptionForStandfirst", ATOM, "<summary>The flats have healed.", "<summary>Nets on the quay."),
    ("CaptionForStandfirst", JSON, '"summary": "The flats have healed."', '"summary": "Nets on the quay."'),
    ("CreditPrefix", RSS, ">Joss Wetherley</media:credit>", ">Photo: Joss Wetherley</media:credit>"),
    ("EnclosureNotInMedia", RSS, 'enclosure url="https://news.example/photos/one.jpg"', 'enclosure url="https://news.example/photos/big.jpg"'),
    ("InvalidURLAttribute", RSS, 'enclosure url="https://news.example/photos/one.jpg"', 'enclosure url="photos/one.jpg"'),
    ("JSONError", JSON, "]}", "]"),
    ("WrongJSONType", JSON, '"id": "tag:news.example,2026:two"', '"id": 2'),
    ("WrongJSONType", JSON, '"size_in_bytes": 1000', '"size_in_bytes": "1000"'),
    ("WrongJSONType", JSON, '"size_in_bytes": 1000', '"size_in_bytes": true'),
    ("UndefinedMember", JSON, '"version"', '"copyright": "x", "version"'),
    ("DeprecatedAuthor", JSON, '"authors": [{"name": "The Packet"}]', '"author": {"name": "The Packet"}'),
    ("ItemWithoutContent", JSON, '"content_html": "<p>After nine years.</p>",', ""),
    ("InvalidOPMLVersion", OPML, 'opml version="2.0"', 'opml version="3"'),
    ("MissingXmlURL", OPML, 'xmlUrl="https://news.example/atom.xml" ', ""),
    ("MissingTitleAttr", OPML, 'title="The Packet – Atom" ', ""),
    ("MissingOutlineType", OPML, '<outline text="World">', '<outline text="World" title="World">'),
    ("InvalidOutlineVersion", OPML, '<outline type="rss"', '<outline version="atom" type="rss"'),
]  # fmt: skip
#: Rules whose breach is a breach of these too: they cannot stand alone.
ALONG = {
    "ItemMustContainTitleOrDescription": {"ItemIncomplete"},
    "InvalidURLAttribute": {"EnclosureNotInMedia"},
}


def _broken(rule: str, text: str, old: str, new: str) -> bytes:
    body = broken(text, old, new)
    return body.replace(b"<title>Bridge opens</title>", b"") if rule == "ItemMustContainTitleOrDescription" else body


@pytest.mark.parametrize(("rule", "text", "old", "new"), CASES, ids=[f"{case[0]}-{n}" for n, case in enumerate(CASES)])
def test_one_fault_breaks_one_rule(rule: str, text: str, old: str, new: str) -> None:
    found = lint(_broken(rule, text, old, new))
    assert {one.rule for one in found} == {rule, *ALONG.get(rule, ())}
    for one in found:
        assert one.severity is RULES[one.rule].severity
        assert "{" not in one.what + one.remedy
        assert one.what.endswith(".")


@pytest.mark.parametrize(
    ("rule", "body", "given"),
    [
        ("UnicodeError", RSS.replace("healed", "gehörlos").encode("latin-1"), {}),
        ("UnicodeError", RSS.replace("UTF-8", "martian").encode(), {}),
        ("UnicodeError", JSON.replace("Bridge", "Brücke").encode("latin-1"), {}),
        ("NotUTF8", ATOM.replace("UTF-8", "iso-8859-1").replace("Bridge", "Brücke").encode("latin-1"), {}),
        ("EncodingMismatch", RSS.encode(), {"content_type": "application/rss+xml; charset=iso-8859-1"}),
        ("EncodingMismatch", JSON.encode(), {"content_type": "application/feed+json; charset=latin-1"}),
        ("UnexpectedContentType", RSS.encode(), {"content_type": "text/html; charset=utf-8"}),
        ("UnexpectedContentType", ATOM.encode(), {"content_type": "application/rss+xml"}),
        ("UnexpectedContentType", JSON.encode(), {"content_type": "text/plain"}),
        ("SelfDoesntMatchLocation", RSS.encode(), {"address": "http://news.example/rss.xml"}),
        ("SelfDoesntMatchLocation", ATOM.encode(), {"address": f"{BASE}/feed/atom.xml"}),
        ("SelfDoesntMatchLocation", JSON.encode(), {"address": f"{BASE}/feed"}),
        ("UntrueLength", RSS.replace('fileSize="1000"', "").encode(), {"size_of": {f"{BASE}/photos/one.jpg": 999}.__getitem__}),
        ("UntrueLength", RSS.replace('length="1000"', 'length="0"').encode(), {"size_of": {f"{BASE}/photos/one.jpg": 1000}.__getitem__}),
        ("UntrueLength", ATOM.encode(), {"size_of": {f"{BASE}/photos/one.jpg": 999}.__getitem__}),
        ("UntrueLength", JSON.encode(), {"size_of": {f"{BASE}/photos/one.jpg": 999}.__getitem__}),
        ("UnreachableURL", RSS.encode(), {"size_of": {f"{BASE}/photos/one.jpg": None}.__getitem__}),
        ("UnreachableURL", RSS.encode(), {"size_of": {f"{BASE}/articles/two": None}.__getitem__}),
        ("UnreachableURL", ATOM.encode(), {"size_of": {f"{BASE}/articles/two": None}.__getitem__}),
        ("UnreachableURL", JSON.encode(), {"size_of": {f"{BASE}/photos/one.jpg": None}.__getitem__}),
    ],
)  # fmt: skip
def test_what_is_known_besides_the_document(rule: str, body: bytes, given: dict[str, object]) -> None:
    assert rules(body, **given) == {rule}


@pytest.mark.parametrize(
    "content_type", ["application/rss+xml; charset=utf-8", "application/xml", "text/xml;charset=UTF-8", ""]
)
def test_feeds_may_be_served_as_xml_too(content_type: str) -> None:
    assert lint(RSS.encode(), content_type=content_type, address=f"{BASE}/rss.xml") == ()


def test_every_rule_of_the_contract_is_kept_with_its_severity() -> None:
    assert set(W3C_ERRORS) <= {name for name, rule in RULES.items() if rule.severity == "error"}
    assert set(W3C_WARNINGS) <= {name for name, rule in RULES.items() if rule.severity == "warning"}


def test_every_rule_is_broken_by_a_document_here() -> None:
    besides = {"UnicodeError", "NotUTF8", "EncodingMismatch", "UnexpectedContentType", "SelfDoesntMatchLocation", "UntrueLength", "UnreachableURL"}  # fmt: skip
    assert {case[0] for case in CASES} | besides | ELSEWHERE == set(RULES)


def test_every_rule_says_what_how_and_whose() -> None:
    for name, rule in RULES.items():
        assert rule.what.endswith("."), name
        assert rule.remedy.endswith("."), name
        assert rule.source, name


def test_every_rule_says_what_readers_see() -> None:
    assert {name: seen_by_readers(name).sentence.endswith(".") for name in RULES} == dict.fromkeys(RULES, True)
    assert set(CONSEQUENCES) == set(RULES)


@pytest.mark.parametrize("name", CLEAN)
def test_a_complaint_says_where(name: str) -> None:
    old = {"rss": "Sun, 22 Nov", "rss-archive": "Sun, 22 Nov", "opml": "Mon, 23 Nov"}.get(name, "2026-11-22T08:00:00")
    (first, *_) = lint(broken(CLEAN[name], old, "yesterday"))
    assert "yesterday" in first.what
    if name == "opml":
        assert first.where == "opml/head/dateModified, line 3"
        assert first.entry_id == ""
    else:
        assert first.where.startswith(("item 2, ", "entry 2, "))
        assert first.entry_id == "tag:news.example,2026:two"
    if name == "rss":
        assert first.where == f"item 2, pubDate, line {RSS[: RSS.index('Sun, 22')].count(chr(10)) + 1}"


def test_an_archive_may_be_of_any_size() -> None:
    assert lint(broken(ARCHIVE, "<generator>", f"<!--{'x' * 2_000_000}--><generator>")) == ()


def test_a_complaint_can_be_printed() -> None:
    body = broken(JSON, "2026:two", "2026:\\ud800\\u001b[2J").replace(b"After nine", b"\\udfff")
    for one in lint(body):
        assert (one.what + one.remedy + one.where + one.entry_id).isprintable()
        assert one.what.encode()


def test_complaints_are_bounded() -> None:
    body = broken(RSS, "<item>", "<item/>" * 5000 + "<item>")
    assert len(lint(body)) == 300


@pytest.mark.parametrize(
    "title", ["Is x &#x3C;a true?", "The &#x26;amp; sign", "R&#x26;D", "AT&amp;T &amp; R&amp;D", "1 &lt; 2"]
)
@pytest.mark.parametrize("text", [RSS, ATOM], ids=["rss", "atom"])
def test_signs_in_titles_as_the_profile_writes_them(title: str, text: str) -> None:
    assert lint(broken(text, "Bridge opens", title)) == ()


@pytest.mark.parametrize("name", ["rss", "atom", "json"])
def test_dates_are_bounded_by_the_present_when_it_is_known(name: str) -> None:
    before, after = datetime(2026, 11, 23, 8, 0, tzinfo=UTC), datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
    assert rules(CLEAN[name].encode(), now=after) == set()
    assert rules(CLEAN[name].encode(), now=before) == {"ImplausibleDate"}


def test_articles_far_apart_are_no_fault() -> None:
    assert lint(JSON.replace("2026-11-22", "2019-01-05").encode()) == ()
