"""When do two addresses name one article? Keys to compare by, never links to show or to fetch.

`canonical` takes out only what cannot tell two articles apart; `loose` also what seldom does, and so proves nothing
alone. courlan, which trafilatura brings, was tried: it drops keys without values ("?12345") and every `source`,
`keyword`, `cid`, `eid` and `uid`, and so makes one of different articles.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import SplitResult, quote, unquote, unquote_to_bytes, urlsplit

from briefing.text.patterns import lazy

if TYPE_CHECKING:
    from collections.abc import Iterable

# What campaigns, mailings, feeds and advertisers hang on a link to count who comes; never what a page is found by.
_TRACKER = lazy(
    r"utm[_-].*|mtm_.*|hsa_.*|at_(?:medium|campaign|custom\w*|link\w*|format|ptr\w*|bbc\w*|recipient\w*|creation|variant)"
    r"|itm_.*|vero_.*|oly_(?:enc|anon)_id|mc_(?:cid|eid|tc)|ml_subscriber\w*|fb_(?:action\w*|comment_id|ref|source)"
    r"|(?:pk|piwik|matomo)_(?:campaign|kwd|keyword|source|medium|content|cid)|ns_(?:mchannel|campaign|source|linkname|fee)"
    r"|_hs(?:enc|mi)|__hs(?:tc|sc|fp)|hsctatracking|(?:wt[._]mc|wt\.\w+)(?:_id)?|sc_(?:cid|campaign|channel)|s_cid|s_kwcid"
    r"|_g[al]|guce_\w+|guccounter|soc_(?:src|trk)|cmp(?:id)?|ocid|ncid|icid|xtor|smid|smtyp|taid|trk|mkt_tok|elqtrackid"
    r"|(?:fb|g|d|gc|ms|y|ys|tw|tt|yc|sc|rb_|rdt_|irc)cl(?:k)?id|gclsrc|gad_(?:source|campaignid)|gbraid|wbraid|li_fat_id"
    r"|igsh(?:id)?|mibextid|srsltid|epik|_openstat|wickedid|spm|__twitter_impression|ref_(?:src|url)|echobox"
    r"|(?:jsession|phpsess|aspsession)id\w*",
    re.IGNORECASE,
)
# Names that also tell articles apart elsewhere: trackers only where their value is a way to come.
_MAY_TRACK = frozenset(
    "ref referrer referer source src from via medium channel partner rss feed share sr_share".split()
)
_WAYS = frozenset(
    "rss atom feed feeds rssfeed twitter tw twtr x facebook fb instagram linkedin reddit whatsapp telegram email mail "
    "newsletter nl social share sharing push app home homepage frontpage mobile desktop google googlenews web".split()
)
_SCHEMES, _PORTS = {"http", "https"}, {None, 80, 443}
_KEPT = "!$&'()*,;=:@~/"  # RFC 3986: what a path may hold as it is; "%" comes from what stays encoded
_RESERVED = lazy(r"%(?:2[13-9A-CF]|3[ABDF]|40|5[BD]|25|0\w|1\w|7F)", re.IGNORECASE)
_SESSION = lazy(r";jsessionid=[^/;]*", re.IGNORECASE)
_PLACE = lazy(r"!|/|(?!comment|respond|reply|:~:)[^=]*\d", re.IGNORECASE)

_VARIANT = lazy(r"^(?:(?:www\d?|m|mobile|touch|amp)\.)+(?=[^.]+\.)")
_AMP_NAMES = frozenset("amp outputtype output".split())
_AMP_VALUES = frozenset(("", "1", "true", "amp"))
_AMP_PATH = lazy(r"/amp(?=/|$)|(?<=\w)\.amp(?=\.html?$|$)|/(?:index|default)\.(?:html?|php|aspx?)$", re.IGNORECASE)
_TARGETS = frozenset("url u q target link dest destination redirect redirect_url redir to goto".split())
_CACHE = lazy(r"^/(?:[cvi]|amp|wp)/(s/)?(?=[^/]+\.[^/]+/)")
_HELD = lazy(r"/(https?):/{1,2}(?=[^/])", re.IGNORECASE)
_DEEP = 3  # wrappers in each other

_SLUG = lazy(r"[^\W_](?:[-_+][^\W_]++){2}[-_+][^\W_]")
_NUMBER = lazy(r"\d{5}|[0-9a-f]{8}-[0-9a-f]{4}-|\d[0-9a-z]{7}|(?<!\w)(?:(?![a-z])\w)*+[a-z]\w*\d{4}", re.IGNORECASE)


@lru_cache(maxsize=256)
def canonical(url: str) -> str:
    """Return the key of an address: two addresses with one key name one document; "" for what is no web address.

    Scheme, case of the host, default port, user, dot segments, way of percent-encoding, order of parameters, a slash at
    the end, trackers and the place on the page do not count. A fragment that routes ("#!/a") or has a number in it
    ("#post-12") does: it may be an entry of a page that holds many.
    """
    parts = _parts(url)
    if parts is None:
        return ""
    query = "&".join(sorted(_without_trackers(parts.query), key=lambda pair: pair.partition("=")[0]))
    fragment = _place(parts.fragment)
    path = _SESSION.sub("", _encoded(_without_dots(parts.path))).rstrip("/")
    return f"https://{_host(parts)}{path}{'?' + query if query else ''}{'#' + fragment if fragment else ''}"


def untracked(url: str) -> str:
    """Return an address to show and to follow: as it is, without the parameters that only tell who followed it."""
    address, number, fragment = url.partition("#")
    before, question, query = address.partition("?")
    pairs = query.split("&") if query else []
    kept = [pair for pair in pairs if not _is_tracker(pair)]
    return url if kept == pairs else before + (question if kept else "") + "&".join(kept) + number + fragment


def _is_tracker(pair: str) -> bool:
    name, _, value = pair.removeprefix("amp;").partition("=")
    return _tracks(unquote(name), unquote(value))


def loose(url: str) -> str:
    """Return the key that variants share (AMP, mobile, "www.", what a redirect wraps): a hint and no proof.

    "" for what is no web address.
    """
    return _loose(url, _DEEP)


def names_one(key: str) -> bool:
    """Whether a key is that of one article, by its look, and not of a page whose content comes and goes.

    One article has a number or words in a row in its address; a home page, a section or "/live" has not.
    """
    parts = urlsplit(key)
    if parts.fragment or any(character.isdigit() for character in parts.query):
        return True
    return any(_SLUG.search(segment) or _NUMBER.search(segment) for segment in unquote(parts.path).split("/")[-2:])


def _loose(url: str, deep: int) -> str:
    parts = _parts(url)
    if parts is None:
        return ""
    target = _target(parts)
    if target and deep:
        return _loose(target, deep - 1) or canonical(url)
    key = urlsplit(canonical(url))
    host = _VARIANT.sub("", key.netloc)
    path = _AMP_PATH.sub("", re.sub(r"/{2,}", "/", key.path)).rstrip("/")
    query = "&".join(pair for pair in key.query.split("&") if pair and not _is_amp(pair))
    return f"{host}{path}{'?' + query if query else ''}"


@lru_cache(maxsize=256)  # an address is asked for its key, and for that of its variants
def _parts(url: str) -> SplitResult | None:
    """Return the parts of a web address, None for anything else."""
    try:
        parts = urlsplit("".join(url.split()))
        is_web = parts.scheme.lower() in _SCHEMES and parts.hostname and parts.port != 0
        urlsplit(f"//{_host(parts)}/")  # a host in brackets may be none once it is decoded
    except ValueError:
        return None
    return parts if is_web else None


def _host(parts: SplitResult) -> str:
    host, port = _as_machines(parts.hostname or ""), parts.port
    return host if port in _PORTS else f"{host}:{port}"


@lru_cache(maxsize=256)  # the addresses of a feed have few hosts
def _as_machines(name: str) -> str:
    host = name.rstrip(".")
    try:
        host = host.encode("idna").decode("ascii")
    except UnicodeError:
        host = _once(host)
    return f"[{host}]" if ":" in host else host.lower()


def _without_dots(path: str) -> str:
    """Return a path without "." and ".." (RFC 3986, 5.2.4)."""
    kept: list[str] = []
    for segment in path.split("/")[1:]:
        if segment == "..":
            kept[-1:] = []
        elif segment != ".":
            kept.append(segment)
    return "/" + "/".join(kept)


def _encoded(text: str) -> str:
    """Return a part with everything encoded that must be, and nothing else, in one way (RFC 3986, 6.2.2)."""
    pieces, at = [], 0
    for found in _RESERVED.finditer(text):
        pieces += [_once(text[at : found.start()]), found[0].upper()]
        at = found.end()
    return "".join((*pieces, _once(text[at:])))


def _once(text: str) -> str:
    return quote(unquote_to_bytes(text.encode("utf-8", "surrogatepass")), safe=_KEPT)


def _without_trackers(query: str) -> Iterable[str]:
    for pair in query.split("&"):
        name, sign, value = pair.removeprefix("amp;").partition("=")
        if (name or value) and not _is_tracker(pair):
            yield f"{_encoded(name)}{sign}{_encoded(value.replace('+', '%20'))}"


def _tracks(name: str, value: str) -> bool:
    if _TRACKER.fullmatch(name):
        return True
    return name.lower() in _MAY_TRACK and value.lower() in _WAYS


def _place(fragment: str) -> str:
    """Return what of a fragment tells documents apart."""
    return _encoded(fragment) if _PLACE.match(fragment) else ""


def _is_amp(pair: str) -> bool:
    name, _, value = pair.partition("=")
    return name.lower() in _AMP_NAMES and value.lower() in _AMP_VALUES


def _target(parts: SplitResult) -> str:
    """Return the address that another holds: in a parameter, behind its own path, in a cache of AMP pages."""
    for pair in parts.query.split("&"):
        name, _, value = pair.partition("=")
        if name.lower() in _TARGETS and unquote(value).lower().startswith(("http://", "https://")):
            return unquote(value)
    held = _HELD.search(parts.path)
    if held:
        return f"{held[1]}://{parts.path[held.end() :]}{'?' + parts.query if parts.query else ''}"
    cache = _CACHE.match(parts.path)
    if cache and (parts.path.startswith("/amp/") or (parts.hostname or "").endswith("cdn.ampproject.org")):
        return f"https://{parts.path[cache.end() :]}"
    return ""
