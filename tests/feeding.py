"""Small writers of feeds, for the tests: what is put in must come out again."""

from __future__ import annotations

import json
from xml.sax.saxutils import escape, quoteattr

HOME = "https://harbourpost.example/"
ADDRESS = HOME + "feeds/all.xml"
CONTENT = 'xmlns:content="http://purl.org/rss/1.0/modules/content/"'


def rss(*items: str, title: str = "The Harbour Post", more: str = "") -> bytes:
    names = f'{CONTENT} xmlns:media="http://search.yahoo.com/mrss/" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    names += ' xmlns:feedburner="http://rssnamespace.org/feedburner/ext/1.0"'
    names += ' xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"'
    inside = "".join(f"<item>{item}</item>" for item in items)
    head = f"<title>{escape(title)}</title><link>{HOME}</link>{more}"
    return f'<?xml version="1.0"?><rss version="2.0" {names}><channel>{head}{inside}</channel></rss>'.encode()


def atom(*entries: str, title: str = "The Harbour Post", more: str = "") -> bytes:
    inside = "".join(f"<entry>{entry}</entry>" for entry in entries)
    return (
        f'<feed xmlns="http://www.w3.org/2005/Atom"><title>{escape(title)}</title>'
        f'<link href="{HOME}"/>{more}{inside}</feed>'
    ).encode()


def json_feed(*items: dict[str, object], **more: object) -> bytes:
    whole = {"version": "https://jsonfeed.org/version/1.1", "title": "The Harbour Post", "home_page_url": HOME}
    return json.dumps({**whole, **more, "items": items}).encode()


def as_rss(title: str, link: str, published: str, text: str) -> str:
    return (
        f"<title>{escape(title)}</title><link>{escape(link)}</link><guid isPermaLink='false'>{escape(link)}#1</guid>"
        f"<pubDate>{published}</pubDate><content:encoded>{escape(f'<p>{escape(text)}</p>')}</content:encoded>"
    )


def as_atom(title: str, link: str, published: str, text: str) -> str:
    return (
        f"<title>{escape(title)}</title><link href={quoteattr(link)}/><id>{escape(link)}#1</id>"
        f"<published>{published}</published><content type='html'>{escape(f'<p>{escape(text)}</p>')}</content>"
    )


def as_json(title: str, link: str, published: str, text: str) -> dict[str, object]:
    return {"id": f"{link}#1", "url": link, "title": title, "date_published": published, "content_text": text}
