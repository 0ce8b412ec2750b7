"""What an address says of the document that stands at it: its date, and whose site it is."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from briefing.ingest.characters import squeeze
from briefing.ingest.draft import Facts, known
from briefing.model import Dating
from briefing.text.times import date_in_address

ADDRESS = re.compile(r"https?://[^\s<>\"'“”]+", re.IGNORECASE)
_MOST_WORDS, _FAR = 6, 200_000


def facts_of_address(url: str | None) -> Facts:
    """Return what the address knows: the host as publisher, the date in the path."""
    host = host_of(url or "")
    if not url or not host:
        return Facts()
    day = date_in_address(url)
    return Facts(publisher=known(host, "address"), published=Dating(day, None, "address") if day else Dating())


def host_of(url: str) -> str:
    """Return the host without "www.", or "" where the address has none."""
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        return ""
    return host.removeprefix("www.")


def host_label(host: str) -> str:
    """Return the part of the host that names the site: "harbourpost" of "news.harbour-post.example"."""
    return max(host.split(".")[:-1], key=len, default="").replace("-", "").lower()


def name_of_site(host: str, text: str) -> str:
    """Return the name that the text gives the site: words that run together are the host's label, or ""."""
    label = host_label(host)
    words = list(re.finditer(r"[^\W_]+(?:['’&][^\W_]+)*", text[:_FAR]))
    for at, word in enumerate(words):
        if word[0][0].isupper() and label.startswith(squeeze(word[0])):
            end = _spelt(label, words[at : at + _MOST_WORDS])
            if end:
                return _with_article(
                    text, words[at - 1] if at else None, text[word.start() : words[at + end - 1].end()]
                )
    return ""


def _spelt(label: str, words: list[re.Match[str]]) -> int:
    """Return how many of the words (two at least) make the label, 0 where none do."""
    whole = ""
    for count, word in enumerate(words, 1):
        whole += squeeze(word[0])
        if whole == label and count > 1:
            return count
        if not label.startswith(whole):
            return 0
    return 0


def _with_article(text: str, before: re.Match[str] | None, name: str) -> str:
    directly = before and before[0] == "The" and text[before.end() :].lstrip().startswith(name[:2])
    return " ".join((f"The {name}" if directly else name).split())
