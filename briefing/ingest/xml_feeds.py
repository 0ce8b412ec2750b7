"""RSS of all versions, Atom, RDF and CDF -> entries: the one module that knows feedparser.

Plain RSS is read without it (`plain_rss.py`), to the same end.

feedparser never sees bytes, nor a DOCTYPE, nor an address: it cannot fetch. Its cleaning of markup is left out, which
takes more than half of its time, since of an entry's markup nothing but the text is ever shown.
"""

from __future__ import annotations

import html
import io
import re
from itertools import islice
from typing import Any
from urllib.parse import urljoin

from briefing.errors import InputError
from briefing.ingest.characters import fold
from briefing.ingest.feed_dates import iso_date
from briefing.ingest.feed_records import Feed, FeedEntry
from briefing.ingest.xml_text import mended, past_prolog, root_of

MOST_ENTRIES, MOST_MARKS = 5_000, 300_000
_MARK = re.compile(r"<!\[CDATA\[.*?(?:\]\]>|\Z)|<", re.DOTALL)
_OPENS = re.compile(r"<((?:\w+:)?(?:item|entry))(?=[\s/>])", re.IGNORECASE)
# feedparser takes the second text of an entry for its content, and the caption of a picture is one
_ASIDE = re.compile(r"<(/?)(?:media:description|itunes:summary)\b[^<>]*?(/?)>")
_TAG = re.compile(r"<!--.*?(?:-->|$)|<!\[CDATA\[|\]\]>|</?[a-zA-Z][^<>]*>", re.DOTALL)
_MAIL = re.compile(r"(?<![^\s()<>@,;])[^\s()<>@,;]+@[^\s()<>@,;]+")
_HTML = ("text/html", "application/xhtml+xml")
_WEB = ("http://", "https://")


def parse_xml(text: str, address: str) -> Feed:
    """Return the feed that an XML document without DOCTYPE holds, the broken ones too.

    An entry that is not complete where the document breaks off is left out: half of a sentence can say the opposite of
    the whole. Both that, and more than 5,000 entries, are said in the notes. Raises InputError (of the address) where
    the document is so damaged that feedparser fails.
    """
    from briefing.ingest.plain_rss import read_plain  # noqa: PLC0415 - with its tree, which files need not load

    root = root_of(text)
    text, notes = _bounded(mended(text), root)
    feed, entries = read_plain(text) or _parse(_ASIDE.sub(r"<\1briefing_aside\2>", text), address)
    link = absolute(feed.get("link"), address)
    return Feed(
        title=_text(feed, "title"),
        link=link,
        language=feed.get("language") or "",
        entries=tuple(_entry(one, feed, (address, link or address)) for one in entries),
        notes=notes,
    )


def _bounded(text: str, root: str) -> tuple[str, tuple[str, ...]]:
    """Return the document with at most so many entries, and without one that it breaks off in; and what was cut."""
    if surplus := _surplus(text):
        text, notes = _bounded(text[:surplus], root)
        return text, (f"only the first {MOST_MARKS:,} marks of its XML read", *notes)
    opens = list(_OPENS.finditer(text))
    if len(opens) > MOST_ENTRIES:
        return text[: opens[MOST_ENTRIES].start()] + _closing(root), (f"only the first {MOST_ENTRIES:,} entries read",)
    if f"</{root}" in text.lower() or re.match(rf"<{root}\b[^<>]*/>", text[past_prolog(text) :], re.IGNORECASE):
        return (f"{text}>" if text.lower().endswith(f"</{root}") else text), ()
    last = opens[-1] if opens else None
    if last and not re.search(rf"</{last[1]}\s*>", text[last.start() :]):
        return text[: last.start()] + _closing(root), (
            f"cut off after {_counted(len(opens) - 1)}; the next is incomplete",
        )
    return text, (f"cut off after {_counted(len(opens))}",)


def _surplus(text: str) -> int:
    """Return where the first mark stands that is not read, 0 where all are; a feed's HTML in CDATA is one of them."""
    if text.count("<") <= MOST_MARKS:
        return 0
    first = next(islice(_MARK.finditer(text), MOST_MARKS, None), None)
    return first.start() if first else 0


def _counted(entries: int) -> str:
    return f"{entries:,} entr{'y' if entries == 1 else 'ies'}"


def _closing(root: str) -> str:
    return "</channel></rss>" if root == "rss" else f"</{root}>"


def _parse(text: str, address: str) -> tuple[Any, Any]:
    """Return a feed and its entries, as feedparser has them."""
    import feedparser  # noqa: PLC0415 - it costs 85 ms, which files need not pay

    try:
        found = feedparser.parse(
            io.BytesIO(text.encode()),
            response_headers={"content-type": "application/xml; charset=utf-8"},
            resolve_relative_uris=False,
            sanitize_html=False,
        )
    except Exception as error:  # the library knows no error of its own, and one feed must not end the run
        raise InputError(address, f"damaged so that it cannot be read: {error or type(error).__name__}") from error
    return found.feed, found.entries


def _entry(one: Any, feed: Any, bases: tuple[str, str]) -> FeedEntry:
    content, summary = _content(one), _markup(one.get("summary_detail")) or one.get("summary") or ""
    aside = "" if content or summary else html.escape(_plain(one.get("briefing_aside") or ""), quote=False)
    source = dict.get(one, "source")
    return FeedEntry(
        id=fold(one.get("id") or ""),
        link=_link(one, bases),
        title=_text(one, "title"),
        author=_author(one),
        published=_date(one, "published") or _date(one, "created"),
        updated=_date(one, "updated"),
        language=_language(one, feed),
        content=content,
        summary=aside if not summary else "" if summary == content else summary,
        publisher=_text(source, "title") if source else "",
    )


def _link(one: Any, bases: tuple[str, str]) -> str:
    """Return the entry's own page: never a guess from an id that is no address."""
    address, home = bases
    original = one.get("feedburner_origlink") or ""
    named = [link.get("href") for link in one.get("links", ()) if link.get("rel") == "alternate"]
    link = one.get("link") or next(filter(None, named), "")
    if link not in named and link == one.get("id") and not link.lower().startswith((*_WEB, "/")):
        link = ""
    return absolute(original, "") or absolute(link, address) or absolute(link, home)


def absolute(link: str | None, base: str) -> str:
    """Return the web address that a link means, seen from a base; "" where it means none."""
    link = "".join((link or "").split())
    try:
        whole = urljoin(base, link) if link else ""
    except ValueError:
        return ""
    return whole if whole.lower().startswith(_WEB) else ""


def _content(one: Any) -> str:
    """Return the fullest of the entry's contents that are text."""
    markups = [_markup(each) for each in one.get("content", ())]
    return max(markups, key=len, default="")


def _markup(detail: Any) -> str:
    """Return a text construct as HTML; what is plain text is escaped, what is neither (an image, say) is nothing."""
    if not detail or not detail.get("value"):
        return ""
    kind = detail.get("type") or "text/html"
    if kind in _HTML:
        return str(detail["value"])
    return paragraphs(detail["value"]) if kind.startswith("text/") else ""


def paragraphs(text: str) -> str:
    """Return plain text as HTML: escaped, a paragraph after each empty line."""
    blocks = (fold(block) for block in re.split(r"\n\s*\n", text))
    return "".join(f"<p>{html.escape(block, quote=False)}</p>" for block in blocks if block)


def _text(holder: Any, key: str) -> str:
    """Return a title as text: entities are undone once, and only where the feed says, or shows, that it is markup."""
    detail = holder.get(f"{key}_detail") or {}
    value = str(holder.get(key) or "")
    return _plain(value) if detail.get("type") in _HTML else fold(value)


def _plain(markup: str) -> str:
    return fold(html.unescape(_TAG.sub("", markup)))


def _author(one: Any) -> str:
    """Return the names of the authors, without their addresses."""
    people = [person.get("name") or "" for person in one.get("authors", ())]
    names = people if len(people) > 1 else [one.get("author") or ""]
    bare = (fold(_MAIL.sub(" ", html.unescape(name))).strip("()<>[],; ") for name in names)
    return ", ".join(dict.fromkeys(name for name in bare if name and "://" not in name))


def _date(one: Any, key: str) -> str:
    written = dict.get(one, key)  # its own get would take one date for another
    return iso_date(written, dict.get(one, f"{key}_parsed")) if written else ""


def _language(one: Any, feed: Any) -> str:
    details = (*one.get("content", ()), one.get("summary_detail") or {}, one.get("title_detail") or {})
    said = next((detail["language"] for detail in details if detail.get("language")), "")
    return one.get("language") or said or feed.get("language") or ""
