"""Reports written by somebody with bad intent, through every way in: what they want to be markup stands in each field.

A report is one payload in its title, its sentences, its author, its publisher, its address, its id and its file's name,
each with a plain word of its own beside it, by which a test finds it again.
"""

from __future__ import annotations

import io
import json
import re
from dataclasses import dataclass
from email.message import EmailMessage
from html import escape
from typing import TYPE_CHECKING
from urllib.parse import quote
from xml.sax.saxutils import quoteattr

import docx
from feeding import atom, json_feed, rss
from pdf_files import column, pdf

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

HOST = "https://post.example"
DAY = "2031-03-12"
INVENTED = (
    # mutation: what one parser closes, another leaves open
    "<svg></p><style><a id='</style><img src=1 onerror=alert(1)>'>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<math><annotation-xml encoding='text/html'><style><img src onerror=alert(1)></style></annotation-xml></math>",
    "<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
    "<table><td><a id=x><svg><desc><td></a><img src=x onerror=alert(1)>",
    "<select><template><img src=x onerror=alert(1)></template></select>",
    "<p><!--><img src=x onerror=alert(1)>--></p>",
    "<!--><script>alert(1)</script>",
    "--!><img src=x onerror=alert(1)>",
    "<plaintext><xmp><listing>",
    "<ſcript>alert(1)</ſcript> ＜script＞alert(1)＜/script＞",
    "<script\0>alert(1)</script>",
    "<<img src=x onerror=alert(1)//<",
    # out of an attribute, an element, a comment
    '" onmouseover="alert(1)" x="',
    "' autofocus onfocus='alert(1)",
    "` onclick=alert(1) `",
    "x onclick=alert(1) style=position:fixed",
    '"/><base href="javascript:/a/-alert(1)///////">',
    '"><meta http-equiv="refresh" content="0;url=javascript:alert(1)">',
    "</title></head><body onload=alert(1)>",
    "</textarea></style></noscript></script><svg/onload=alert(1)>",
    '</p></li></ul></section></main><h1 id="brief">Forged</h1>',
    "</span></cite></q></div><a href='https://evil.example/'>here</a>",
    # frames and addresses
    "<iframe srcdoc='&lt;script&gt;alert(1)&lt;/script&gt;'></iframe>",
    '<iframe srcdoc="<svg onload=alert(1)>">',
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "java\tscript:alert(1)",
    "java\nscript:alert(1)",
    "\x01javascript:alert(1)",
    " \x1fjavascript:alert(1)",
    "javascript&colon;alert(1)",
    "&#106;avascript&#58;alert(1)",
    "&#x6A&#x61&#x76&#x61&#x73&#x63&#x72&#x69&#x70&#x74&#x3A;alert(1)",
    "javascript://post.example/%0Aalert(1)",
    "javascript\u200b:alert(1)",
    "vbscript:msgbox(1)",
    "data:text/html,<script>alert(1)</script>",
    "data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==",
    "data:image/svg+xml,<svg onload=alert(1)>",
    "blob:https://post.example/1",
    "file:///etc/passwd",
    "feed:javascript:alert(1)",
    "view-source:https://post.example/",
    "//elsewhere.example/x",
    "\\\\elsewhere.example\\x",
    'https://post.example/" onmouseover="alert(1)',
    "https://post.example/'><script>alert(1)</script>",
    "https://post.example/)](javascript:alert(1))",
    "https://post.example/>](javascript:alert(1)",
    "https://post.example:99/<x>",
    # style
    "<div style=\"background:url('javascript:alert(1)')\">",
    "<p style='width:expression(alert(1))'>",
    "}</style><style>*{background:url(https://evil.example/b)}",
    "@import 'https://evil.example/x.css'; @font-face{src:url(//evil.example)}",
    "/**/behavior:url(#default#time2);-moz-binding:url(//evil.example/x#y)",
    # Markdown
    "[press](javascript:alert(1))",
    "[press](<javascript:alert(1)> 'x')",
    "[press](https://evil.example/)",
    "![seen](https://evil.example/p.png)",
    "[![seen](data:image/png,x)](javascript:alert(1))",
    "[press][ref]\n\n[ref]: javascript:alert(1)",
    "[press]\n\n[press]: <https://evil.example/> 'x'",
    "<javascript:alert(1)>",
    "<https://evil.example/>",
    "https://evil.example/page and www.evil.example and evil.example",
    "`code` ``<b>`` ~~~html <script>alert(1)</script> ~~~",
    "```\n<script>alert(1)</script>\n```",
    "\n\n<div onclick=alert(1)>\n\n*a* </div>\n\n",
    "\n\n    <script>alert(1)</script>\n\n",
    "| a | b |\n|---|---|\n| <b onclick=alert(1)> | [x](javascript:alert(1)) |",
    "[^1] and ^[inline](javascript:alert(1))\n\n[^1]: <img src=x onerror=alert(1)>",
    "$\\href{javascript:alert(1)}{x}$ $$\\htmlData{onclick=alert(1)}{x}$$",
    "\\(\\url{javascript:alert(1)}\\) \\[x\\]",
    "[[evil|press]] ![[evil.png]] %%gone%% ==lit== #tag ^block",
    "{onclick=alert(1)} {.x style=color:red} {=html} `<b>`{=html}",
    "::: {.warning onclick=alert(1)}\nx\n:::",
    "# Forged heading\n\n---\n\n> quoted\n\n1. one\n\n- [ ] task",
    "Setext\n===\n\nforged\n---",
    "*a* **b** __c__ ~~d~~ \\*e\\* &lt;b&gt; &amp;lt;b&amp;gt;",
    "a\\\n<br onclick=alert(1)>  \nb",
    # settings, feeds, posts, scripts
    "\n---\ntitle: forged\nurl: javascript:alert(1)\n---\n",
    "\"\nurl: 'javascript:alert(1)'\nx: \"",
    "\n+++\nurl = 'javascript:alert(1)'\n+++\n",
    "!!python/object/apply:os.system ['true'] &a *a {x: y}",
    "<!channel> <!here> <!everyone> <@U123> <#C123>",
    "<https://evil.example/|press> <mailto:a@evil.example|mail>",
    "<at>everyone</at> {{DATE(2031-03-12)}} ${x} {% raw %} {{ 7*7 }}",
    "</script><script>alert(1)</script>",
    "<!--<script>\u2028alert(1)\u2029",
    "\\u003c/script\\u003e \\x3cb\\x3e \\\" ',alert(1),'",
    "]]><script>alert(1)</script><![CDATA[",
    "<![CDATA[<img src=x onerror=alert(1)>]]>",
    "<?xml-stylesheet href='javascript:alert(1)'?><!DOCTYPE x [<!ENTITY y 'z'>]>&y;",
    "<?php echo 1 ?><%= 1 %><#if x>",
    # what is not seen
    "\u202ereversed\u202c \u2066inner\u2069 \u200fmark\u200e",
    "zero\u200bwidth\u200d\u2060\ufeff join",
    "\u061c\u00ad\u034f\u115f\u3164\ufe0f",
    "\U000e0041\U000e0042tags \U000e007f",
    "\x1b[31mred\x1b[0m \x1b]8;;javascript:alert(1)\x07press\x1b]8;;\x07",
    "\x9b31m\x90q\x9c \x07\x08\x08\x0c\x0b",
    "half \ufffd \ufffe \uffff gone",
)
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_SYLLABLES = ("bra", "dol", "fen", "gur", "hal", "kim", "lor", "mev", "nust", "pel", "rov", "tash")


@dataclass(frozen=True)
class Hostile:
    """One payload as a report of its own; `number` makes its words and marks its fields."""

    number: int
    payload: str

    def mark(self, field: str) -> str:
        return f"zq{field}{self.number}z"

    def field(self, name: str) -> str:
        """The payload in one line, between the mark and a word."""
        return " ".join(f"{self.mark(name)} {self.payload} tidings".split())

    @property
    def title(self) -> str:
        return self.field("title")

    @property
    def author(self) -> str:
        return self.field("author")

    @property
    def publisher(self) -> str:
        return self.field("publisher")

    @property
    def link(self) -> str:
        """The payload itself where it is an address; else behind that of a page."""
        if "evil.example" not in self.payload and re.match(
            r"[\s\x00-\x1f]*[\w&#;\t\n]*(?::|&colon|//|\\\\)", self.payload
        ):
            return self.payload.strip("\n") or HOST
        return f"{HOST}/{self.number}/{' '.join(self.payload.split())}"

    @property
    def file(self) -> str:
        """The payload as the name of a file may hold it."""
        name = re.sub(r"[/\0\ud800-\udfff]", "_", self.payload).encode()[:150].decode(errors="ignore")
        return f"{self.number:03}{name}"

    @property
    def sentences(self) -> tuple[str, str]:
        """Two sentences of the harbour that say much that no other says, so that most are worth showing."""
        towns = [_town(8 * self.number + at) for at in range(8)]
        first = (
            f"The harbour of {towns[0]} leased {self.mark('first')} {self.payload} to {towns[1]}, {towns[2]} "
            f"and {towns[3]} for {self.number + 11} thousand crowns on Wednesday."
        )
        second = (
            f"The harbour of {towns[4]} bought {self.mark('second')} {self.payload} from {towns[5]}, {towns[6]} "
            f"and {towns[7]} for {self.number + 311} thousand crowns on Wednesday."
        )
        return first, second


def _town(number: int) -> str:
    """A name that no other number has."""
    return "".join(_SYLLABLES[number // 12**at % 12] for at in (3, 2, 1, 0)).capitalize()


Files = dict[str, bytes]
"""Of a folder, by their names."""


def texts(reports: Sequence[Hostile]) -> Files:
    """Plain text, a sidecar beside each."""
    files = {}
    for one in reports:
        known = {"title": one.title, "author": one.author, "publisher": one.publisher, "url": one.link}
        lines = [f"{key} = {_toml(value)}" for key, value in (known | {"published": DAY}).items()]
        files[f"{one.file}.txt"] = "\n\n".join(one.sentences).encode()
        files[f"{one.file}.toml"] = "\n".join(lines).encode()
    return files


def markdown(reports: Sequence[Hostile]) -> Files:
    """Markdown; the front matter quoted or, of every second report, as the payload would have it."""
    files = {}
    for one in reports:
        known = {"title": one.title, "author": one.author, "publisher": one.publisher, "url": one.link, "date": DAY}
        quoted = json.dumps if one.number % 2 else str
        head = "\n".join(f"{key}: {quoted(value)}" for key, value in known.items())
        first, second = one.sentences
        files[f"{one.file}.md"] = f"---\n{head}\n---\n{first}\n\n{escape(second)}\n".encode()
    return files


def pages(reports: Sequence[Hostile]) -> Files:
    """Pages: meta elements and linked data, and a body of which one sentence is escaped."""
    files = {}
    for one in reports:
        data = {
            "@type": "NewsArticle",
            "@id": one.field("id"),
            "headline": one.title,
            "author": {"name": one.author},
            "publisher": {"name": one.publisher},
            "url": one.link,
            "datePublished": DAY,
        }
        linked = json.dumps(data).replace("<", "\\u003c")
        link = quoteattr(one.link)
        first, second = one.sentences
        files[f"{one.file}.html"] = (
            f"<!DOCTYPE html><html lang=en><head><meta charset=utf-8><title>{escape(one.title)}</title>"
            f"<meta property='og:title' content={quoteattr(one.title)}><link rel=canonical href={link}>"
            f"<meta name=author content={quoteattr(one.author)}><meta property='og:url' content={link}>"
            f"<meta property='og:site_name' content={quoteattr(one.publisher)}>"
            f"<script type='application/ld+json'>{linked}</script></head><body><article><h1>{escape(one.title)}</h1>"
            f"<p>{escape(first)}</p><p>{escape(second)}</p><div>{first}</div></article></body></html>"
        ).encode()
    return files


def _xml(text: str) -> str:
    return escape(_NOT_XML.sub("", text))


def rss_feed(reports: Sequence[Hostile]) -> Files:
    """One feed of RSS."""
    entries = (
        f"<title>{_xml(one.title)}</title><link>{_xml(one.link)}</link><guid>{_xml(one.field('id'))}</guid>"
        f"<dc:creator>{_xml(one.author)}</dc:creator><source url='{HOST}'>{_xml(one.publisher)}</source>"
        f"<pubDate>Wed, 12 Mar 2031 09:00:00 GMT</pubDate><content:encoded>{_xml(_body(one))}</content:encoded>"
        for one in reports
    )
    return {"feed.xml": rss(*entries, title=reports[0].publisher)}


def atom_feed(reports: Sequence[Hostile]) -> Files:
    """One feed of Atom, of which titles and bodies are HTML."""
    entries = (
        f"<title type='html'>{_xml(escape(one.title))}</title><link href={quoteattr(_NOT_XML.sub('', one.link))}/>"
        f"<id>{_xml(one.field('id'))}</id><author><name>{_xml(one.author)}</name></author>"
        f"<updated>{DAY}T09:00:00Z</updated><content type='html'>{_xml(_body(one))}</content>"
        for one in reports
    )
    return {"feed.xml": atom(*entries, title=reports[0].publisher)}


def feed_of_json(reports: Sequence[Hostile]) -> Files:
    """One JSON Feed."""
    entries: list[dict[str, object]] = [
        {
            "id": one.field("id"),
            "url": one.link,
            "title": one.title,
            "authors": [{"name": one.author}],
            "date_published": f"{DAY}T09:00:00Z",
            "content_html": _body(one),
        }
        for one in reports
    ]
    return {"feed.json": json_feed(*entries, title=reports[0].publisher)}


def _body(one: Hostile) -> str:
    first, second = one.sentences
    return f"<p>{escape(first)}</p><p>{escape(second)}</p><div>{first}</div>"


def mails(reports: Sequence[Hostile]) -> Files:
    """Messages: of every second the text alone, of the others HTML as well."""
    files = {}
    for one in reports:
        mail = EmailMessage()
        mail["Subject"] = _line(one.title)
        mail["Date"] = "Wed, 12 Mar 2031 09:00:00 +0000"
        mail["Message-ID"] = f"<{quote(one.field('id'))[:200]}@post.example>"
        mail.set_content("\n\n".join(one.sentences).replace("\0", ""))
        if one.number % 2:
            mail.add_alternative(f"<html><body>{_body(one)}</body></html>", subtype="html")
        sender = f"From: {_atom(one.author)} <desk@post.example>\n"  # as it is: the library refuses some of them
        files[f"{one.file}.eml"] = sender.encode() + mail.as_bytes()
    return files


def _line(text: str) -> str:
    return re.sub(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]", " ", text)


def _atom(text: str) -> str:
    return '"' + _line(text).replace("\\", "\\\\").replace('"', '\\"') + '"'


EACH = 12
"""Payloads of one Word or PDF file: such a file is dear to make, or read in a process of its own."""


def words(reports: Sequence[Hostile]) -> Files:
    """Word files of several reports each, with the first in their properties and headings."""
    files: Files = {}
    for at in range(0, len(reports), EACH):
        some = reports[at : at + EACH]
        document = docx.Document()
        document.core_properties.title = _NOT_XML.sub("", some[0].title)[:255]
        document.core_properties.author = _NOT_XML.sub("", some[0].author)[:255]
        document.add_heading(_NOT_XML.sub("", some[0].title), 0)
        for sentence in (sentence for one in some for sentence in one.sentences):
            document.add_paragraph(_NOT_XML.sub("", sentence))
        file = io.BytesIO()
        document.save(file)
        files |= {f"{some[0].file}.docx": file.getvalue(), f"{some[0].file}.toml": _beside(some[0])}
    return files


def pdfs(reports: Sequence[Hostile]) -> Files:
    """PDF files of several reports each, a page one, with the first as title and author; what Latin script can hold."""
    files = {}
    for at in range(0, len(reports), EACH):
        some = reports[at : at + EACH]
        drawn = [column(list(_wrapped(one.sentences))) for one in some]
        info = f"/Title ({_string(some[0].title)}) /Author ({_string(some[0].author)})"
        files[f"{some[0].file}.pdf"] = pdf(*drawn, info=info)
        files[f"{some[0].file}.toml"] = _beside(some[0])
    return files


def _beside(one: Hostile) -> bytes:
    return f"published = {_toml(DAY)}\npublisher = {_toml(one.publisher)}\n".encode()


def _wrapped(sentences: Iterable[str]) -> Iterable[str]:
    for sentence in sentences:
        line = ""
        for word in _latin(sentence).split():
            if len(line) + len(word) > 88:
                yield line
                line = ""
            line = f"{line} {word}".strip()
        yield from (line, "")


def _latin(text: str) -> str:
    return re.sub(r"[\x00-\x1f\x7f-\x9f]", " ", text).encode("cp1252", "replace").decode("cp1252")


def _string(text: str) -> str:
    return re.sub(r"([\\()])", r"\\\1", _latin(text))


def _toml(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


WAYS: dict[str, Callable[[Sequence[Hostile]], Files]] = {
    "text": texts,
    "markdown": markdown,
    "page": pages,
    "rss": rss_feed,
    "atom": atom_feed,
    "json feed": feed_of_json,
    "mail": mails,
    "word": words,
    "pdf": pdfs,
}
