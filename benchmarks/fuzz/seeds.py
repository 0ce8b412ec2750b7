"""Invented documents of every kind that is read: where the corpora begin."""

from __future__ import annotations

import sys
import tempfile
import tomllib
import zipfile
from datetime import UTC, date, datetime
from email.message import EmailMessage
from functools import cache
from io import BytesIO
from pathlib import Path

from briefing import build, parse_config
from briefing.ingest.feeds import Feed, FeedEntry

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests"))

import feeding  # noqa: E402 - the tests' writers of documents
import pdf_files  # noqa: E402
import story  # noqa: E402

from briefing.ingest.entries import entry_arrival  # noqa: E402
from briefing.model import Given  # noqa: E402
from briefing.render.data import to_json  # noqa: E402

SETTINGS = parse_config(tomllib.loads(story.CONFIG))
TODAY = date.fromisoformat(story.DATE)
REPORTS = story.articles(story.REPORTS[2:5])
NOW = datetime(2031, 3, 13, 7, tzinfo=UTC)
BETWEEN = b"\n=====\n"
"""What parts the documents of a day in the bytes for the whole way."""

_LINK = "https://lumegazette.example/2031/03/12/feld"
_HOSTILE = '<script>alert(1)</script> <img src=x onerror=alert(1)> [a](javascript:alert(1)) " onmouseover="x'

PLAIN = (
    story.NAMED.encode(),
    f"Ardenia names Feld\nBy Mira Castell\nPublished: 12 March 2031\n\n{story.NAMED}\n© Lume Gazette 2031".encode(),
    "KESTREL BAY (Coastal Wire) — “We left. All of us,” said\nDr. Feld of the U.S. delegation on\nWedn-\nesday.\n".encode(),
    f"- first {_HOSTILE}\n- second\n\n1. third\n\nRead more: Soup\n* * *\n".encode(),
    "Перемир'я на 30 днів. 停战了。真的！ مرحبا. \u202eevil\u202c \u200bzero".encode(),
    "Caf\xe9 in Z\xfcrich: \x80 12".encode("latin-1"),
    "A truce.".encode("utf-16"),
)
FRONT = (
    b'---\ntitle: "Feld: a name"\ndate: 2031-03-12T09:00:00+01:00\nauthor: [A, B]\nurl: https://lumegazette.example/x\n---\n',
    b'+++\ntitle = "Feld"\ndate = 2031-03-12\ntags = ["a", "b"]\n[extra]\nx = 1\n+++\n',
)
MARKDOWN = (
    b"# Truce\n\nArdenia *demands* a [truce](https://lumegazette.example/t) of **30 days**.\n\n> Bryland refuses.\n\n- one\n- two\n",
    FRONT[0] + b"\nTruce\n=====\n\nFeld left.[^1]\n\n![Map](m.png)\n\n[^1]: note\n[a]: https://lumegazette.example/a\n",
    FRONT[1]
    + b"\n| a | b |\n|---|---|\n| 1 | 2 |\n\n```\ncode\n```\n\n<div>html <b>x</b></div>\n\nline  \nbreak &amp; &#65;\n",
)
_PAGE = f"""<!DOCTYPE html><html lang="en"><head><title>Feld named - Lume Gazette</title><meta charset="utf-8">
<meta property="og:title" content="Feld named"><meta name="author" content="Mira Castell">
<meta property="article:published_time" content="2031-03-12T09:00:00Z"><link rel="canonical" href="{_LINK}">
<script type="application/ld+json">{{"@context":"https://schema.org","@graph":[{{"@type":"NewsArticle","headline":"Feld",
"datePublished":"2031-03-12","author":{{"@type":"Person","name":"Mira"}},"publisher":{{"@id":"#p"}}}},
{{"@id":"#p","name":"Lume Gazette"}}]}}</script></head><body><nav><a href="/">Home</a></nav><article><h1>Feld named</h1>
<time datetime="2031-03-12">12 March</time>{"".join(f"<p>{line}</p>" for line in story.NAMED.splitlines())}
<figure><img src="x.jpg"><figcaption>The harbour</figcaption></figure><ul><li>One &amp; two</li></ul>
<table><tr><td>a</td><td>b</td></tr></table></article><footer>© Lume Gazette</footer></body></html>"""
PAGES = (
    _PAGE.encode(),
    f"<html><body><p>{story.WIRE.text}</p><br>{_HOSTILE}<p>x<!-- y --><![CDATA[z]]>".encode(),
    b'<html><body><template><p>A</p></template><svg><a xlink:href="javascript:1">t</a></svg><p>Feld left.</p></body></html>',
)


def _letter(*, html: bool = False, attach: bool = False) -> bytes:
    message = EmailMessage()
    message["From"], message["To"] = "Lume Gazette <desk@lumegazette.example>", "reader@desk.example"
    message["Subject"], message["Message-ID"] = "Ardenia names Feld – “today”", "<1@lumegazette.example>"
    message["Date"] = "Wed, 12 Mar 2031 09:00:00 +0100"
    message.set_content(story.NAMED + "\n-- \nTo unsubscribe: https://lumegazette.example/u\n\n> quoted\n")
    if html:
        message.add_alternative(_PAGE, subtype="html")
    if attach:
        message.add_attachment(story.WIRE.text.encode(), maintype="text", subtype="plain", filename="../x.txt")
        inner = EmailMessage()
        inner["From"], inner["Subject"] = "a@b.example", "inner"
        inner.set_content("Inner words here.")
        message.add_attachment(inner)
    return message.as_bytes()


MAIL = (
    _letter(),
    _letter(html=True),
    _letter(attach=True),
    (
        b"From: a@b.example\nDate: Thu, 13 Mar 2031 25:61:00 +9999\nSubject: =?utf-8?B?4pS?= =?x?Q?=FF?=\nMIME-Version: 1.0\n"
        b'Content-Type: text/plain; charset="utf-7"; format=flowed; delsp=yes\nContent-Transfer-Encoding: base64\n\nQXJkZW5pYSBuYW1lZCBGZWxkLg==\n'
    ),
    (
        b"From: a@b.example\nTo: c@d.example\nContent-Type: multipart/mixed; boundary=x\n\n--x\n\nA.\n--x\nContent-Type: message/rfc822\n\n"
        b"Subject: s\n\n---------- Forwarded message ---------\nFrom: L <l@l.example>\nDate: 12 March 2031\nSubject: F\n\nFeld left.\n--x--\n"
    ),
)
MAILBOXES = (
    b"".join(b"From desk@lume.example Wed Mar 12 09:00:00 2031\n" + one + b"\n" for one in MAIL[:2]),
    (
        b"From - Wed Mar 12 09:00:00 2031\nFrom: a@b.example\nSubject: s\nDate: Wed, 12 Mar 2031 09:00:00 +0000\n\n>From here we sailed.\n\n"
        b"From x@y.example Thu Mar 13 09:00:00 2031\r\nFrom: a@b.example\r\nTo: q@q.example\r\nReceived: x\r\n\r\n>>From there.\r\n"
    ),
)
FEEDS = (
    feeding.rss(
        *(
            feeding.as_rss(r.title, f"https://l.example/{r.name}", "Wed, 12 Mar 2031 09:00:00 GMT", r.text)
            for r in story.REPORTS[:2]
        )
    ),
    feeding.atom(
        f'<title type="html">{"&lt;b&gt;Feld"}</title><id>urn:1</id><updated>2031-03-12T09:00:00Z</updated>'
        f'<link rel="alternate" href="/feld"/><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>{story.NAMED}</p></div></content>'
    ),
    (
        b'<!DOCTYPE rss [<!ENTITY a "b">]><rss><channel><item><title>&a; &nbsp; &amp;lt;</title><description><![CDATA[<p>F ]]></description>'
        b"<pubDate>12/03/2031</pubDate></item></channel></rss>"
    ),
    (
        b'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"><channel><title>L</title></channel>'
        b"<item><title>Feld</title><link>https://l.example/1</link><description>Feld left.</description></item></rdf:RDF>"
    ),
    b'<html><head><link rel="alternate" type="application/rss+xml" href="//x.example/f"></head></html>',
)
JSON_FEEDS = (
    feeding.json_feed(
        {
            "id": "1",
            "url": _LINK,
            "title": "Feld",
            "content_html": "<p>Feld left.</p>",
            "date_published": "2031-03-12T09:00:00Z",
        },
        {
            "id": 2,
            "content_text": story.NAMED,
            "authors": [{"name": "M"}],
            "tags": ["x"],
            "attachments": [{"url": "y"}],
        },
        language="en",
    ),
)
OPML = (
    (
        b'<?xml version="1.0"?><opml version="2.0"><head><title>L</title></head><body><outline text="News"><outline type="rss" '
        b'text="Lume &amp; more &nbsp;" xmlUrl="https://l.example/f"/></outline><outline title="K" url="http://k.example/f" type="atom"/></body></opml>'
    ),
    b"<opml><body><outline xmlUrl='javascript:1'/></body></opml>",
)
_FEED = Feed("The Lume Gazette - RSS", "https://lumegazette.example/", "en")
ENTRIES = tuple(
    entry_arrival(entry, _FEED, "Lume", Given()).raw
    for entry in (
        FeedEntry(
            "1", _LINK, "Ardenia names Feld", "M", "2031-03-12T09:00:00Z", "", "en", f"<p>{story.NAMED}</p>", "S.", ""
        ),
        FeedEntry(
            "2", _LINK, _HOSTILE, "", "", "12 March 2031", "", "", f"Feld left ... <a href='{_LINK}'>more</a>", "K"
        ),
    )
)
SIDECARS = (
    b'title = "Feld"\npublisher = "Lume Gazette"\npublished = "2031-03-12T09:00:00+03:00"\nurl = "https://l.example/1"\n',
    b"published = 2031-03-12\nauthor = 'M'\nlanguage = \"en\"\n",
    b"published = 2031-03-12T09:00:00Z\n[title]\nx = [[1]]\n",
)
CONFIGS = (
    story.CONFIG.encode(),
    b"""[brief]
id = "b"
timezone = "Asia/Tokyo"
language = "de-DE"
frame = "ar"
window = "3d"
method = "lex-rank"
timeline = 3
address = "https://b.example/{date}/{id}.html"
still = "full"
overtaken = "show"
[fetch]
contact = "desk@b.example"
delay = 0.5
[theme]
accent = "#123"
serif = ["Times New"]
footer = ["<b>x</b>"]
[[sources]]
feed = "https://l.example/f"
weight = 0.5
allow = ["truce*", "/[$]/"]
full_text = "never"
[[sides]]
title = "Ardenia"
[[topics]]
title = "Truce"
terms = ["+truce", "@ardenia", "-soup", "\\"exact words\\"", "/tr[uo]ce/", "gr*"]
reach = "window"
by_side = true
""",
    b"""[[topics]]
title = "T"
terms = ["truce"]
[deliver.mail]
server = "mail.b.example"
port = 587
from = "Desk <desk@b.example>"
to = ["a@b.example", "C <c@d.example>"]
[[deliver.webhook]]
name = "w"
url_env = "HOOK"
[[deliver.folder]]
path = "copies"
[[deliver.command]]
run = ["true"]
[schedule]
at = "06:30"
days = ["mon", "fri"]
[gates]
[review]
[site]
[log]
[run]
cores = 1
[markdown]
footnotes = true
""",
)
TERMS = tuple(
    one.encode()
    for one in (
        "truce",
        '+"exact words"',
        "-gr*",
        "/tr[uo]ce (?=x)/",
        "@ardenia",
        "\\/x",
        "/(a+)+$/",
        "“停战”",
        "+/(?i)a{1,9}b?/",
        "a b* c",
    )
)
DATES = tuple(
    one.encode()
    for one in (
        "Wed, 12 Mar 2031 09:00:00 +0100", "2031-03-12T09:00:00.123+03:00", "12.03.2031", "3/12/2031 9:00 PM EST", "March 12, 2031",
        "le 12 mars 2031", "12 березня 2031 р.", "Published: Thursday 13 March 2031 at 10:30 (Updated: 14 March)", "last Thursday and two years ago",
        "in March, next Monday, three weeks ago, in 2022", "20310312", "https://l.example/2031/03/12/x-2031-03-12?y", "9999-12-31T23:59:59-14:00",
        "date 0001-01-01T00:00:00+14:00 The", "２０３１-03-12", "1 Jan 1", "٣ مارس ٢٠٣١", "1234567890 years ago", "in the 1980s, this weekend",
    )
)  # fmt: skip
ADDRESSES = tuple(
    one.encode()
    for one in (
        "https://user:p@Lume.example:443/a/../b;c?utm_source=x&b=1#:~:text=a", "http://[::1%25eth0]/x", "HTTPS://xn--80ak6aa92e.example/%zz",
        "//l.example/x", "javascript:alert(1)", "Desk <desk@b.example>", '"a\\"b" <x@[1.2.3.4]>', "http://l.example:99999/", "https://www.google.com/amp/s/l.example/x",
        "::ffff:127.0.0.1", "64:ff9b::a00:1", "fe80::1%lo", "0x7f.1", "https://l.example/?u=https%3A%2F%2Fk.example%2F",
    )
)  # fmt: skip
HEADERS = (
    b"cache-control: max-age=60, no-cache\nage: 3\nexpires: Wed, 12 Mar 2031 09:00:00 GMT\ndate: Wed, 12 Mar 2031 08:00:00 GMT\nretry-after: 120",
    b"retry-after: Wed, 31 Dec 9999 23:59:59 -2359\nexpires: Mon, 01 Jan 0001 00:00:00 +2359",
)
ROBOTS = (
    b"User-agent: *\nDisallow: /a*b$\nAllow: /\nCrawl-delay: 5\nSitemap: x\n\nUser-agent: briefing\nDisallow: /private?x=1\nCrawl-delay: nan\n",
    b"\xef\xbb\xbfuser-agent:briefing\nrequest-rate: 1/0\nvisit-time: 0600-0845\ndisallow: %zz\xff\ncrawl-delay: -1e999",
)
PDF = (
    pdf_files.pdf(
        pdf_files.column(story.NAMED.split(",")),
        pdf_files.column(["12", "Feld left."]),
        info="/Title (Feld) /CreationDate (D:20310312)",
    ),
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 1 0 R>>endobj\ntrailer<</Root 1 0 R>>",
)


def docx_of(xml: bytes) -> bytes:
    """Return a Word file with these bytes as its text."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as new:
        for name, data in _empty_docx().items():
            new.writestr(zipfile.ZipInfo(name), xml if name == "word/document.xml" else data)
    return out.getvalue()


@cache
def _empty_docx() -> dict[str, bytes]:
    import docx  # noqa: PLC0415 - a writer of Word files, for what stands around the text

    empty = BytesIO()
    docx.Document().save(empty)
    with zipfile.ZipFile(empty) as old:
        return {name: old.read(name) for name in old.namelist() if not name.endswith(".jpeg")}


_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
WORD_XML = (
    f"<w:document {_W}><w:body><w:p><w:pPr><w:pStyle w:val='Heading1'/></w:pPr><w:r><w:t>Truce</w:t></w:r></w:p>"
    f"<w:p><w:ins><w:r><w:t>{story.NAMED}</w:t><w:tab/><w:br/></w:r></w:ins><w:del><w:r><w:delText>x</w:delText></w:r></w:del></w:p>"
    "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>cell</w:t></w:r></w:p></w:tc></w:tr></w:tbl><w:sdt><w:sdtContent><w:p><w:r><w:t>s</w:t></w:r></w:p>"
    "</w:sdtContent></w:sdt><w:sectPr/></w:body></w:document>".encode(),
)
WORD = (docx_of(WORD_XML[0]),)
BRIEFS = (to_json(build(story.articles(), SETTINGS, date=story.DATE)).encode(),)
DAYS = tuple(
    BETWEEN.join(parts)
    for parts in (
        [b"t" + r.text.encode() for r in story.REPORTS[2:6]],
        [b"h" + PAGES[0], b"e" + MAIL[0], b"m" + MARKDOWN[0]],
        [b"h" + PAGES[1], b"f" + FEEDS[0], b"t" + PLAIN[1], b"t" + PLAIN[4]],
        [
            b"t"
            + f"{_HOSTILE} Feld leads the delegation of {_HOSTILE}.\n\nThe truce </p><b>{_HOSTILE}</b> was refused by Talbot, {{{{ x }}}}.".encode()
        ],
        [b"b" + MAILBOXES[0], b"f" + JSON_FEEDS[0], b"w" + WORD_XML[0]],
        [b"t" + story.POSITIONS.text.encode() + bytes(range(256))],
    )
)


def exported() -> dict[str, bytes]:
    """Return the files of a small archive that was exported."""
    from briefing.ingest.document import read_arrival  # noqa: PLC0415
    from briefing.model import Arrival, Batch, Filing  # noqa: PLC0415
    from briefing.store.filing import file  # noqa: PLC0415
    from briefing.store.portable import export  # noqa: PLC0415

    came = [Arrival("Lume", f"{r.name}.txt", r.text.encode(), Given(r.title, r.publisher)) for r in story.REPORTS[:3]]
    filings = [Filing(one, read_arrival(one)) for one in came]
    filings.append(Filing(Arrival("Lume", "x.txt", b"\0"), None, "no text in it"))
    with tempfile.TemporaryDirectory() as folder:
        store, out = Path(folder, "a.sqlite"), Path(folder, "out")
        file(store, Batch(tuple(filings)), NOW, "1")
        export(store, out)
        return {
            path.relative_to(out).as_posix(): path.read_bytes() for path in sorted(out.rglob("*")) if path.is_file()
        }


EXPORTED = exported()
ARCHIVES = tuple(
    bytes([number]) + data for number, (name, data) in enumerate(EXPORTED.items()) if name.endswith(".json")
)
WORDS = tuple(
    one.encode()
    for one in (
        f'{_HOSTILE}|{_HOSTILE}|{_HOSTILE}|{_HOSTILE}|https://l.example/"onclick=x|{_HOSTILE}',
        "</style><svg/onload=1>|</title>|<!--|]]>|javascript:alert(1)|--> <![CDATA[",
        "*a* _b_ `c` # d|[x]: y|![i](j)|<http://k.example>|http://l.example/)(|\n\n    code\n1. x\n---",
        "\u202eabc\u2066|\u200b|{{ 7*7 }}|{% raw %}|//l.example|&lt;b&gt; &#60;i&#62;",
    )
)
