"""HTML -> a tree of its elements, the whole page of it: the one module that knows lxml.

libxml2 stops at 256 elements within each other, and what comes after is lost in silence. Pages get there by marks that
are never closed (`<font>`, `<b>`), and readers see all of their text. Such a page is parsed again without the elements
that only arrange or decorate. What would take minutes to parse or to search is cut: libxml2 compares each attribute of
an element with all before it, and trafilatura's time can grow with the square of the elements.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from briefing.model.records import dataclass

MOST_MARKS = 30_000
"""How many marks of a page are read: ten times as many as the pages of news sites have."""

MOST_ATTRIBUTES = 500
MOST_TEXT = 2_000_000
"""Characters between the marks, scripts left out. Above ten million in one place libxml2 loses them in silence."""

CUT_OFF = "nested too deeply to be read to its end"
TOO_LONG = f"only the first {MOST_TEXT:,} characters of its HTML read"
TOO_MANY = f"only the first {MOST_MARKS:,} marks of its HTML read"

_ATTRIBUTE = r"""[\s/]++[^\s/>=]++(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s>]*+))?+"""
_SURPLUS = re.compile(rf"(<[a-zA-Z][^\s/>]*+(?:{_ATTRIBUTE}){{0,{MOST_ATTRIBUTES}}}+)(?:{_ATTRIBUTE})*+")
_SLASHED_DOCTYPE = re.compile(r"< ?! ?DOCTYPE(?:[^>/]*+/)++[^<>/]*+>", re.IGNORECASE)
_CLOSED_ROOT = re.compile(r"(<html.*?)(?<!\s)\s*+/>", re.IGNORECASE)
_START, _START_LINES = 4096, 4
_NO_XML = ("\ufffe", "\uffff")
_SCRIPT = re.compile(r"(?:script|style)(?![^\s/])", re.IGNORECASE)
_DECORATING = re.compile(
    r"</?(?:a|abbr|acronym|b|bdi|bdo|big|blink|center|cite|code|del|dfn|em|font|i|ins|kbd|label|mark|nobr|q|s|samp|small"
    r"|span|strike|strong|sub|sup|tt|u|var)(?=[\s/>])[^<>]*>",
    re.IGNORECASE,
)
_ARRANGING = re.compile(
    r"</?(?:address|article|blockquote|dd|details|dir|div|dl|dt|fieldset|figure|form|li|main|menu|ol|section"
    r"|summary|table|tbody|td|tfoot|th|thead|tr|ul|[a-z]+-[a-z-]+)(?=[\s/>])[^<>]*>",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Tree:
    """The root element of some HTML, None where there is nothing in it, and what is to be said of how it was read."""

    root: Any
    notes: tuple[str, ...] = ()


def page_tree(html: str) -> Tree:
    """Return the tree of a page of cleaned characters; without a root where there is hardly an element on it."""
    tree = _whole(_startable(html))
    looks_so = "html" in html[:50].lower()
    return tree if tree.root is not None and (looks_so or len(tree.root) > 1) else Tree(None)


def fragment_tree(html: str) -> Tree:
    """Return the tree of HTML that stands in the body of a page."""
    return _whole(f"<html><body>{html}")


def _startable(html: str) -> str:
    """Return a page without what makes libxml2 lose the rest of it: an odd DOCTYPE, a root that is closed at once."""
    for character in _NO_XML:
        html = html.replace(character, "")
    if "doctype" in html[:50].lower():
        first, _, rest = html.partition("\n")
        if first.startswith("<"):
            first = _SLASHED_DOCTYPE.sub("", first[:_START], count=1) + first[_START:]
        html = f"{first}\n{rest}"
    start = html[:_START].splitlines()[:_START_LINES]
    if any("<html" in line and line.endswith("/>") for line in start):
        html = _CLOSED_ROOT.sub(r"\1>", html, count=1)
    return html


def _whole(html: str) -> Tree:
    """Return the tree; of what is nested too deeply, that of its text in plain paragraphs."""
    html, notes = _bounded(html)
    root, cut_off = _parsed(html)
    if not cut_off:
        return Tree(root, notes)
    root, cut_off = _parsed(_ARRANGING.sub("<p>", _DECORATING.sub("", html)))
    return Tree(root, (*notes, CUT_OFF) if cut_off else notes)


def _bounded(html: str) -> tuple[str, tuple[str, ...]]:
    """Return HTML with at most so many marks, and attributes in each; and what is to be said of that."""
    html = _SURPLUS.sub(r"\1", html)
    few = html if html.count("<") <= MOST_MARKS else "<".join(html.split("<", MOST_MARKS + 1)[:-1])
    short = few if len(few) <= MOST_TEXT else _shortened(few)
    return short, (*((TOO_MANY,) if few != html else ()), *((TOO_LONG,) if short != few else ()))


def _shortened(html: str) -> str:
    """Return HTML with at most so much text; what stands in marks (pictures, say) and in scripts does not count."""
    pieces: list[str] = []
    left = MOST_TEXT
    for piece in html.split("<"):
        mark, end, text = piece.rpartition(">") if pieces else ("", "", piece)
        if _SCRIPT.match(mark):
            pieces.append(piece)
            continue
        pieces.append(f"{mark}{end}{text[:left]}")
        left -= len(text)
        if left <= 0:
            break
    return "<".join(pieces)


def _parsed(html: str) -> tuple[Any, bool]:
    """Return the root of what was parsed, None where there is no element, and whether the parser stopped on its way."""
    import lxml.html  # noqa: PLC0415 - other formats do not need it
    from lxml.etree import LxmlError  # noqa: PLC0415

    parser = _parser()
    try:
        root = lxml.html.fromstring(html.encode("utf-8", "replace"), parser=parser)
    except (LxmlError, ValueError):
        return None, False
    last = parser.error_log.last_error
    return root, last is not None and last.type_name == "ERR_RESOURCE_LIMIT"


@cache
def _parser() -> Any:
    """Return the one parser; it says of its last document alone what was wrong with it."""
    import lxml.html  # noqa: PLC0415
    from lxml import etree  # noqa: PLC0415

    parser = etree.HTMLParser(
        collect_ids=False, default_doctype=False, encoding="utf-8", remove_comments=True, remove_pis=True
    )
    # the library's own look-up asks Python for the class of each element, which takes a tenth of the time of a page
    parser.set_element_class_lookup(etree.ElementDefaultClassLookup(element=lxml.html.HtmlElement))
    return parser
