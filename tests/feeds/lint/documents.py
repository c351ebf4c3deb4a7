"""Clean documents with all that they may hold, to be broken one place at a time."""

from __future__ import annotations

from feedservice.feeds.lint import lint

BASE = "https://news.example"
RSS = """<?xml version='1.0' encoding='UTF-8'?>
<?xml-stylesheet type="text/css" href="https://news.example/static/feed.css"?>
<rss xmlns:media="http://search.yahoo.com/mrss/" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:fh="http://purl.org/syndication/history/1.0" xmlns:webfeeds="http://webfeeds.org/rss/1.0" version="2.0">
<channel>
<title>The Packet</title>
<link>https://news.example/</link>
<description>News from the harbour</description>
<atom:link href="https://news.example/rss.xml" rel="self" type="application/rss+xml"/>
<atom:link href="https://hub.example/" rel="hub"/>
<atom:link href="https://news.example/archive/2026/10/rss.xml" rel="prev-archive" type="application/rss+xml"/>
<language>en</language>
<lastBuildDate>Mon, 23 Nov 2026 12:00:00 +0000</lastBuildDate>
<managingEditor>desk@news.example (The Desk)</managingEditor>
<docs>https://www.rssboard.org/rss-specification</docs>
<generator>feedservice</generator>
<ttl>5</ttl>
<image><url>https://news.example/logo.png</url><title>The Packet</title><link>https://news.example/</link><width>88</width><height>31</height></image>
<webfeeds:icon>https://news.example/icon.svg</webfeeds:icon>
<item>
<title>Oysters &amp; eels return</title>
<link>https://news.example/articles/one</link>
<guid isPermaLink="false">tag:news.example,2026:one</guid>
<pubDate>Mon, 23 Nov 2026 09:00:00 GMT</pubDate>
<dc:creator>Ana Ruiz</dc:creator>
<dc:creator>Joss Wetherley</dc:creator>
<category>harbour</category>
<description>The flats have healed.</description>
<content:encoded>&lt;p&gt;The flats &lt;a href="https://news.example/flats?a=1&amp;amp;b=2"&gt;have&lt;/a&gt; healed.&lt;/p&gt;&lt;figure&gt;&lt;img src="https://news.example/photos/one.jpg" alt="Nets" width="1600" height="900"&gt;&lt;figcaption&gt;Nets &amp;amp; boats&lt;/figcaption&gt;&lt;/figure&gt;&lt;ul&gt;&lt;li&gt;one&lt;li&gt;two&lt;/ul&gt;&lt;p lang="de"&gt;R&amp;uuml;ckkehr&lt;br&gt;heute&lt;/p&gt;</content:encoded>
<enclosure url="https://news.example/photos/one.jpg" length="1000" type="image/jpeg"/>
<media:thumbnail url="https://news.example/photos/one-small.jpg" width="320" height="180"/>
<media:group>
<media:content url="https://news.example/photos/one.jpg" type="image/jpeg" medium="image" fileSize="1000" width="1600" height="900" isDefault="true"/>
<media:content url="https://news.example/photos/one-small.jpg" type="image/jpeg" medium="image" fileSize="100" width="320" height="180"/>
<media:title type="plain">Nets</media:title>
<media:description type="plain">Nets on the quay.</media:description>
<media:credit role="photographer">Joss Wetherley</media:credit>
<media:credit role="distribution company">The Agency</media:credit>
<media:copyright>© 2026 The Packet</media:copyright>
</media:group>
<dcterms:modified>2026-11-23T10:00:00Z</dcterms:modified>
</item>
<item>
<title>Bridge opens</title>
<link>https://news.example/articles/two</link>
<guid isPermaLink="false">tag:news.example,2026:two</guid>
<pubDate>Sun, 22 Nov 2026 09:00:00 +0100</pubDate>
<description>After nine years.</description>
<content:encoded><![CDATA[<p>After nine years.</p>]]></content:encoded>
<media:content url="https://news.example/photos/two.jpg" type="image/jpeg" medium="image" fileSize="200" width="60" height="40" isDefault="true"><media:description type="plain">The bridge.</media:description></media:content>
</item>
</channel>
</rss>
"""
ATOM = """<?xml version='1.0' encoding='UTF-8'?>
<feed xmlns="http://www.w3.org/2005/Atom" xmlns:media="http://search.yahoo.com/mrss/" xmlns:at="http://purl.org/atompub/tombstones/1.0" xmlns:fh="http://purl.org/syndication/history/1.0" xml:lang="en">
<id>tag:news.example,2026:feed</id>
<title>The Packet</title>
<subtitle>News from the harbour</subtitle>
<updated>2026-11-23T12:00:00Z</updated>
<author><name>The Packet</name></author>
<link href="https://news.example/atom.xml" rel="self" type="application/atom+xml"/>
<link href="https://news.example/" rel="alternate" type="text/html"/>
<link href="https://hub.example/" rel="hub"/>
<generator>feedservice</generator>
<at:deleted-entry ref="tag:news.example,2026:gone" when="2026-11-23T11:00:00Z"/>
<entry>
<id>tag:news.example,2026:one</id>
<title>Oysters &amp; eels return</title>
<updated>2026-11-23T10:00:00Z</updated>
<published>2026-11-23T09:00:00Z</published>
<author><name>Ana Ruiz</name></author>
<author><name>Joss Wetherley</name></author>
<link rel="alternate" type="text/html" href="https://news.example/articles/one"/>
<link rel="enclosure" type="image/jpeg" length="1000" href="https://news.example/photos/one.jpg" title="Nets on the quay."/>
<category term="harbour"/>
<summary>The flats have healed.</summary>
<content type="html">&lt;p&gt;The flats have healed.&lt;/p&gt;</content>
<media:content url="https://news.example/photos/one.jpg" type="image/jpeg" medium="image" fileSize="1000"><media:description>Nets on the quay.</media:description></media:content>
</entry>
<entry xml:lang="de">
<id>tag:news.example,2026:two</id>
<title>Bridge opens</title>
<updated>2026-11-22T08:00:00+00:00</updated>
<published>2026-11-22T08:00:00+00:00</published>
<link rel="alternate" type="text/html" href="https://news.example/articles/two"/>
<summary>After nine years.</summary>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>After <a href="https://news.example/">nine</a> years.</p></div></content>
</entry>
</feed>
"""
JSON = """{"version": "https://jsonfeed.org/version/1.1", "title": "The Packet", "home_page_url": "https://news.example/",
"feed_url": "https://news.example/feed.json", "language": "en", "authors": [{"name": "The Packet"}],
"hubs": [{"type": "WebSub", "url": "https://hub.example/"}],
"items": [
{"id": "tag:news.example,2026:one", "url": "https://news.example/articles/one", "title": "Oysters & eels return",
"summary": "The flats have healed.", "content_html": "<p>The flats have healed.</p>",
"image": "https://news.example/photos/one.jpg", "date_published": "2026-11-23T09:00:00Z", "date_modified": "2026-11-23T10:00:00Z",
"authors": [{"name": "Ana Ruiz"}, {"name": "Joss Wetherley"}], "tags": ["harbour"],
"attachments": [{"url": "https://news.example/photos/one.jpg", "mime_type": "image/jpeg", "title": "Nets on the quay.", "size_in_bytes": 1000}],
"_photos": [{"caption": "Nets on the quay."}]},
{"id": "tag:news.example,2026:two", "url": "https://news.example/articles/two", "title": "Bridge opens",
"summary": "After nine years.", "content_html": "<p>After nine years.</p>", "date_published": "2026-11-22T08:00:00Z"}
]}
"""
OPML = """<?xml version='1.0' encoding='UTF-8'?>
<opml version="2.0">
<head><title>The Packet</title><dateModified>Mon, 23 Nov 2026 12:00:00 GMT</dateModified></head>
<body>
<outline text="World"><outline type="rss" text="The Packet – RSS" title="The Packet – RSS" xmlUrl="https://news.example/rss.xml" htmlUrl="https://news.example/" language="en"/></outline>
<outline type="rss" text="The Packet – Atom" title="The Packet – Atom" xmlUrl="https://news.example/atom.xml" htmlUrl="https://news.example/"/>
</body>
</opml>
"""
ARCHIVE_LINKS = '<link rel="current" href="https://news.example/atom.xml"/><link rel="prev-archive" href="https://news.example/a/1"/>'
ARCHIVE = ATOM.replace("<generator>", f"<fh:archive/>{ARCHIVE_LINKS}<generator>")
RSS_ARCHIVE = RSS.replace("<ttl>", '<fh:archive/><atom:link rel="current" href="https://news.example/rss.xml"/><ttl>')
CLEAN = {"rss": RSS, "atom": ATOM, "json": JSON, "opml": OPML, "archive": ARCHIVE, "rss-archive": RSS_ARCHIVE}


def broken(text: str, old: str, new: str) -> bytes:
    """The document with the first of a text exchanged, which must be there."""
    assert old in text, old
    return text.replace(old, new, 1).encode()


def rules(body: bytes, **given: object) -> set[str]:
    return {complaint.rule for complaint in lint(body, **given)}
