"""The entry of a feed as a document of its own: a small canonical JSON, and the way back from it to a draft.

So an entry is filed, shown and verified like any other document: from its bytes alone.
"""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from dataclasses import fields, replace
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING, Any

from briefing.ingest.addresses import host_label, host_of
from briefing.ingest.characters import fold, squeeze
from briefing.ingest.detect import ENTRY_SUFFIX
from briefing.ingest.draft import Draft, Facts, Part, known
from briefing.ingest.feed_records import FeedEntry
from briefing.ingest.fragments import read_fragment
from briefing.model import Arrival, Dating, Given
from briefing.text.patterns import lazy
from briefing.text.times import machine_date

if TYPE_CHECKING:
    from briefing.ingest.feed_records import Feed
    from briefing.ingest.fragments import Fragment

_FORMAT = 1
_FIELDS = tuple(field.name for field in fields(FeedEntry))
_LONGEST_SLUG, _LONGEST_NOTICE = 48, 100
_FULL_WORDS = 120
"""From so many words on a text is taken to be a report, and not what a feed says of one: summaries have 20 to 60."""
_ELLIPSIS = lazy(r"(?:\[?\(?\s*(?:…|\.\.\.)\s*\)?\]?|\[(?:…|\.{3})\])\W*$")
_END = 200  # characters: an ellipsis before more of blanks and signs ends no summary
_CLOSED = lazy(r"[.!?…]\W*$")
_WORD = lazy(r"[\u3040-\u30ff\u3400-\u9fff]{2}|[^\W\u3040-\u30ff\u3400-\u9fff]+")
_PARTING = lazy(r"\s+[|–—»«>·•-]+\s+|\s*[»«|]\s*|:\s+")
_NO_NAME = lazy(
    r"(?:the\s+(?=latest|top))?(?:(?:all|latest|top|recent|breaking|main|our)\s+)*"
    r"(?:rss(?:\s*[\d.]+)?|atom|xml|feeds?|news\s*feeds?|news|headlines?|stories|articles?|posts|updates?|entries|home(?:\s*page)?)"
    r"(?:\s+(?:rss|atom|feeds?|headlines?|stories|articles?|posts?|updates?))*",
    re.IGNORECASE,
)
_TRAILING = lazy(r"\s+\(?(?:rss|atom)(?:\s*[\d.]+)?(?:\s+feeds?)?\)?$", re.IGNORECASE)


def entry_arrival(entry: FeedEntry, feed: Feed, source: str, general: Given) -> Arrival:
    """Return the entry as a document of a source; the same entry gives the same bytes, whenever it is fetched.

    What a feed says of itself at each fetch (when it was built, say) is no part of them.
    """
    said = {name: value for name in _FIELDS if (value := getattr(entry, name))}
    whole = {"briefing-entry": _FORMAT, "entry": said, "feed": _of_feed(feed)}
    text = json.dumps(whole, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return Arrival(
        source, _path(entry, source), text.encode("utf-8", "replace"), general=general, id=entry.id or entry.link
    )


def feed_facts(entry: FeedEntry, feed: Feed) -> Given:
    """Return what a feed says of an entry: for `Arrival.feed`, where the entry's page is read instead."""
    publisher = entry.publisher or _name_of(feed.title, feed.link or entry.link)
    return Given(
        title=entry.title or None,
        publisher=publisher or None,
        published=entry.published or entry.updated or None,
        url=entry.link or None,
        author=entry.author or None,
        language=(entry.language or feed.language) or None,
    )


def is_summary(entry: FeedEntry) -> bool:
    """Return whether the feed has only a summary of the entry, so that its page should be read.

    A summary is short, or breaks off with an ellipsis, or ends with a link to the entry's own page. A report shorter
    than 120 words counts as one, too: then its page is read in vain, and nothing is lost.
    """
    if _is_surely_short(entry):
        return True
    read = _read_body(entry)
    text = "\n".join(part.text for part in read.parts)
    if not _has_words_enough(text) or _ELLIPSIS.search(text[-_END:]):
        return True
    words, target = read.links[-1] if read.links else ("", "")
    if not words or not _same_page(target, entry.link) or not text.endswith(words):
        return False
    before = text.removesuffix(words)[-_END:]
    return before.endswith("\n") or bool(_ELLIPSIS.search(before) or _CLOSED.search(before))


def _is_surely_short(entry: FeedEntry) -> bool:
    """Return whether even the markup has too few words; the text alone has no more of them, where all is ASCII."""
    return all(one.isascii() and not _has_words_enough(one) for one in _bodies(entry))


def _has_words_enough(text: str) -> bool:
    return sum(1 for _ in islice(_WORD.finditer(text), _FULL_WORDS)) == _FULL_WORDS


def parse(text: str) -> Draft:
    """Return the draft of an entry's document; without parts where it is damaged."""
    entry, feed = _read(text)
    read = _read_body(entry)
    parts = _without_notice(read, entry) or tuple(Part(one) for one in [fold(entry.title)] if one)
    publisher = entry.publisher or _name_of(feed["title"], feed["link"] or entry.link)
    return Draft(parts, (_facts(entry, publisher),), read.notes)


def _of_feed(feed: Feed) -> dict[str, str]:
    said = {"title": feed.title, "link": feed.link, "language": feed.language}
    return {name: value for name, value in said.items() if value}


def _path(entry: FeedEntry, source: str) -> str:
    """Return a path that says what stands there; it changes with the entry's title or id only."""
    key = entry.id or entry.link or f"{entry.title}\0{entry.content}\0{entry.summary}"
    digest = hashlib.sha256(f"{key}\0{entry.link}".encode("utf-8", "replace")).hexdigest()[:10]
    name = "-".join(filter(None, (_slug(entry.title), digest)))
    return f"{_slug(source) or 'feed'}/{name}{ENTRY_SUFFIX}"


def _slug(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    words = re.sub(r"[^a-z0-9]+", "-", plain.replace("'", "")).strip("-")
    return words if len(words) <= _LONGEST_SLUG else words[:_LONGEST_SLUG].rpartition("-")[0] or words[:_LONGEST_SLUG]


def _read_body(entry: FeedEntry) -> Fragment:
    """Return the fuller of content and summary: some feeds put the report into the one, some into the other."""
    return max((read_fragment(one) for one in _bodies(entry)), key=_length)


def _bodies(entry: FeedEntry) -> list[str]:
    """Return content and summary, as far as they are there, each once."""
    return list(filter(None, dict.fromkeys((entry.content, entry.summary)))) or [""]


def _length(read: Fragment) -> int:
    return sum(len(part.text) for part in read.parts)


def _without_notice(read: Fragment, entry: FeedEntry) -> tuple[Part, ...]:
    """Tell the last line as furniture where it speaks of the entry itself: "The post ... appeared first on ...".

    That is, where it is short and has the whole title in it, or links to the entry's own page: no report ends so.
    """
    *parts, last = read.parts or (Part(""),)
    own = [words for words, target in read.links if words and _same_page(target, entry.link)]
    titled = len(entry.title.split()) > 2 and fold(entry.title) in last.text
    about_itself = titled or any(words in last.text for words in own)
    if not parts or not about_itself or len(last.text) > len(entry.title) + _LONGEST_NOTICE:
        return read.parts
    return (*parts, replace(last, kind="furniture"))


def _same_page(one: str, other: str) -> bool:
    one, other = (re.split(r"[?#]", url.strip())[0].rstrip("/").partition("//")[2] for url in (one, other))
    return bool(one) and one == other


def _read(text: str) -> tuple[FeedEntry, dict[str, str]]:
    """Return the entry and what its feed says of itself; whatever is no text in it is left out."""
    try:
        whole = json.loads(text, strict=False)
    except (ValueError, RecursionError):
        whole = {}
    entry, feed = (_strings(whole.get(key)) for key in ("entry", "feed"))
    said = {name: value for name, value in entry.items() if name in _FIELDS}
    return FeedEntry(**said), {"title": feed.get("title", ""), "link": feed.get("link", "")}


def _strings(table: Any) -> dict[str, str]:
    return {key: value for key, value in table.items() if isinstance(value, str)} if isinstance(table, dict) else {}


def _facts(entry: FeedEntry, publisher: str) -> Facts:
    return Facts(
        title=known(entry.title, "feed"),
        publisher=known(publisher, "feed"),
        author=known(entry.author, "feed"),
        url=known(entry.link, "feed"),
        published=_dating(entry.published) if entry.published else _dating(entry.updated, "updated"),
    )


def _dating(written: str, detail: str = "") -> Dating:
    found = machine_date(written) if written else None
    return Dating(found[0], found[1], "feed", detail) if found else Dating()


@lru_cache(maxsize=256)
def _name_of(title: str, link: str) -> str:
    """Return the name in a feed's title, without "RSS" and "Latest headlines"; "" where nothing else is in it.

    Of "Harbour Post - World" the part that the site's host spells is the name; where it spells none the title stays
    whole, since which part names the publisher would be a guess.
    """
    pieces = [_TRAILING.sub("", fold(one)) for one in _PARTING.split(title)]
    names = [one for one in pieces if one and not _NO_NAME.fullmatch(one)]
    if not names:
        return ""
    host = squeeze(host_label(host_of(link)))
    own = [
        one
        for one in names
        if host and squeeze(one) and squeeze(re.sub(r"(?i)^the\s+", "", one)) in (host, host.removeprefix("the"))
    ]
    if own:
        return own[0]
    return names[0] if len(names) == 1 else _TRAILING.sub("", fold(title))
