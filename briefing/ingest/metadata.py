"""What a web page says of itself to machines: JSON-LD, then meta elements, then <time>."""

from __future__ import annotations

import html
import json
import re
from typing import TYPE_CHECKING, Any

from briefing.ingest.characters import fold, squeeze
from briefing.ingest.draft import Facts, known
from briefing.model import Dating
from briefing.text.times import machine_date

if TYPE_CHECKING:
    from collections.abc import Iterator

_ARTICLE_TYPES = re.compile(r"(?:Article|BlogPosting|Report|NewsItem|LiveBlogPosting)$")
_TITLE = ("og:title", "twitter:title", "parsely-title", "dc.title", "dcterms.title", "headline")
_PUBLISHER = ("og:site_name", "application-name", "dc.publisher", "publisher", "citation_publisher")
_AUTHOR = ("author", "parsely-author", "dc.creator", "sailthru.author", "byl", "article:author", "og:article:author")
_DATE = (
    "article:published_time og:article:published_time og:published_time datepublished date.published parsely-pub-date "
    "publishdate pubdate publish-date published_time_telegram dc.date.issued dcterms.created dc.date dc.date.created "
    "sailthru.date cxenseparse:recs:publishtime ptime date"
).split()
_FIRST_YEAR = 1900
_MOST_SCRIPTS = 50


def facts_of(tree: Any) -> tuple[Facts, ...]:
    """Return what the page's metadata knows, the best witness first."""
    linked = _linked_data(tree)
    metas = _metas(tree)
    meta = Facts(
        known(_first(metas, _TITLE), "metadata"),
        known(_first(metas, _PUBLISHER), "metadata"),
        known(_person(_first(metas, _AUTHOR)), "metadata"),
        known(_canonical(tree, metas), "metadata"),
        _dating(_first_date(metas)),
    )
    page = Facts(title=_own_title(tree, meta.publisher.value), published=_time(tree))
    return (*linked, meta, page)


def _linked_data(tree: Any) -> tuple[Facts, ...]:
    nodes = [node for script in _scripts(tree) for node in _nodes(script)]
    names = {str(node.get("@id")): node for node in nodes if node.get("@id")}
    return tuple(_facts_of_node(node, names) for node in nodes if _is_article(node))


def _scripts(tree: Any) -> Iterator[Any]:
    for script in tree.xpath('//script[@type="application/ld+json"]')[:_MOST_SCRIPTS]:
        text = re.sub(r"^\s*(?:<!--|//<!\[CDATA\[)|(?:-->|//\]\]>)\s*$", "", script.text or "")
        try:
            yield json.loads(text, strict=False)
        except (ValueError, RecursionError):
            continue


def _nodes(data: Any, depth: int = 4) -> Iterator[dict[str, Any]]:
    if isinstance(data, list):
        for one in data:
            yield from _nodes(one, depth)
    elif isinstance(data, dict) and depth:
        yield data
        for key in ("@graph", "mainEntity", "mainEntityOfPage"):
            yield from _nodes(data.get(key), depth - 1)


def _is_article(node: dict[str, Any]) -> bool:
    types = node.get("@type")
    return any(
        isinstance(one, str) and _ARTICLE_TYPES.search(one) for one in (types if isinstance(types, list) else [types])
    )


def _facts_of_node(node: dict[str, Any], names: dict[str, dict[str, Any]]) -> Facts:
    return Facts(
        known(_text(node.get("headline") or node.get("name"), names), "metadata"),
        known(_text(node.get("publisher"), names), "metadata"),
        known(_person(_text(node.get("author") or node.get("creator"), names)), "metadata"),
        known(_http(_address(node)), "metadata"),
        _dating(_text(node.get("datePublished"), names) or _text(node.get("dateCreated"), names)),
    )


def _text(value: Any, names: dict[str, dict[str, Any]], depth: int = 3) -> str:
    """Return the words of a value of JSON-LD: a string, a node's name, or a list of them."""
    if isinstance(value, str):
        return fold(re.sub(r"<[^<>]+>", "", html.unescape(value)))
    if isinstance(value, list) and depth:
        return ", ".join(filter(None, (_text(one, names, depth - 1) for one in value)))
    if isinstance(value, dict) and depth:
        named = value.get("name") or names.get(str(value.get("@id")), {}).get("name")
        return _text(named, names, depth - 1)
    return ""


def _address(node: dict[str, Any]) -> str:
    page = node.get("mainEntityOfPage")
    candidates = (node.get("url"), page, page.get("@id") if isinstance(page, dict) else None, node.get("@id"))
    return next((one for one in candidates if isinstance(one, str) and _http(one)), "")


def _metas(tree: Any) -> dict[str, str]:
    found: dict[str, str] = {}
    for meta in tree.iter("meta"):
        key = meta.get("property") or meta.get("name") or meta.get("itemprop") or ""
        content = fold(meta.get("content") or "")
        if key and content:
            found.setdefault(key.lower(), content)
    return found


def _first(metas: dict[str, str], keys: tuple[str, ...]) -> str:
    return next((metas[key] for key in keys if metas.get(key)), "")


def _first_date(metas: dict[str, str]) -> str:
    return next((metas[key] for key in _DATE if key in metas and machine_date(metas[key])), "")


def _person(name: str) -> str:
    """Return the author's name without "By", and nothing where it is an address."""
    return "" if "://" in name or "@" in name else re.sub(r"^by\s+", "", name, flags=re.IGNORECASE)


def _canonical(tree: Any, metas: dict[str, str]) -> str:
    links = [link.get("href") or "" for link in tree.iter("link") if (link.get("rel") or "").lower() == "canonical"]
    return next((url for url in (*links, metas.get("og:url", "")) if _http(url)), "")


def _http(url: str) -> str:
    return url.strip() if url.strip().lower().startswith(("http://", "https://")) else ""


def _own_title(tree: Any, site: str | None) -> Any:
    """Return the page's only h1, else its <title> without the site's name at the end."""
    headings = [fold("".join(one.itertext())) for one in tree.iter("h1")]
    if len(headings) == 1 and headings[0]:
        return known(headings[0], "metadata")
    title = fold(next((one.text or "" for one in tree.iter("title")), ""))
    head, _, tail = re.sub(r"\s[|–—»·-]\s(?=[^|–—»·]*$)", "\0", title).partition("\0")
    return known(head if site and squeeze(tail) == squeeze(site) else title, "metadata")


def _time(tree: Any) -> Dating:
    """Return the date of the page's <time> elements where those that could be the page's own agree on one."""
    marked = tree.xpath('//time[@pubdate or contains(@itemprop, "datePublished")]')
    inside = tree.xpath("//article//time[@datetime] | //header//time[@datetime] | //main//time[@datetime]")
    found = [_dating(one.get("datetime") or "".join(one.itertext())) for one in marked or inside]
    days = {dating.day for dating in found if dating.day}
    return next(dating for dating in found if dating.day) if len(days) == 1 else Dating()


def _dating(value: str) -> Dating:
    found = machine_date(value) if value else None
    if not found or found[0].year < _FIRST_YEAR:  # 0001-01-01 is how a system says that it does not know
        return Dating()
    return Dating(found[0], found[1], "metadata")
