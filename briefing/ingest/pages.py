"""A web page -> a draft: the main text as trafilatura finds it, block by block. Nothing is fetched."""

from __future__ import annotations

import logging
import re
from functools import cache
from typing import TYPE_CHECKING, Any

from briefing.ingest.characters import clean, closed, fold, starts_upper
from briefing.ingest.draft import Draft, Part
from briefing.ingest.metadata import facts_of
from briefing.ingest.trees import page_tree

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefing.model import BlockKind

_KINDS: dict[str, BlockKind] = {"head": "heading", "item": "item", "row": "item"}
_BLOCKS = frozenset(("p", "head", "item", "row", "quote", "list", "table", "div", "body", "code", "ab", "fw"))
_BREAK = "\n"
_HIDDEN = frozenset(
    ("script", "style", "noscript", "template", "head", "nav", "header", "footer", "aside", "form", "button", "svg")
)


def parse(text: str) -> Draft:
    """Return the draft of an HTML page; without parts where there is no text on it."""
    import trafilatura  # noqa: PLC0415 - it costs 0.2 s, which text files need not pay

    tree = page_tree(text)
    if tree.root is None:
        return Draft(())
    facts = facts_of(tree.root)
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    found: Any = trafilatura.bare_extraction(tree.root, options=_options())
    parts = tuple(_parts(found.body)) if found is not None else ()
    return Draft(parts or tuple(_all_text(tree.root)), facts, tree.notes)


@cache
def _options() -> Any:
    """Return how trafilatura is asked: its text alone, as a tree; metadata and comments are not wanted of it."""
    from trafilatura.settings import Extractor  # noqa: PLC0415

    return Extractor(output_format="txt", fast=True, comments=False)


def _parts(body: Any) -> Iterator[Part]:
    for kind, text in _runs(body, "paragraph"):
        yield from (Part(one, kind) for one in _broken(text))


def _runs(element: Any, kind: BlockKind) -> Iterator[tuple[BlockKind, str]]:
    """Yield the running text of each block, in the order of the page."""
    if element.tag == "row":
        yield "item", " | ".join(filter(None, (fold("".join(cell.itertext())) for cell in element)))
        return
    kind, gathered = _KINDS.get(element.tag, kind), [element.text or ""]
    for child in element:
        if child.tag in _BLOCKS:
            yield kind, "".join(gathered)
            yield from _runs(child, kind)
            gathered = []
        else:
            gathered.append(_BREAK if child.tag == "lb" else _inside(child))
        gathered.append(child.tail or "")
    yield kind, "".join(gathered)


def _inside(element: Any) -> str:
    if not isinstance(element.tag, str) or element.tag == "graphic":
        return ""
    pieces = [element.text or ""]
    for child in element:
        pieces += [_BREAK if child.tag == "lb" else _inside(child), child.tail or ""]
    return "".join(pieces)


def _broken(text: str) -> list[str]:
    """Return the paragraphs of a block: a line break parts them where a sentence ends before it."""
    broken: list[list[str]] = []
    for line in filter(None, (fold(clean(one)) for one in text.split(_BREAK))):
        if broken and not (closed(broken[-1][-1]) and starts_upper(line)):
            broken[-1].append(line)
        else:
            broken.append([line])
    return [" ".join(lines) for lines in broken]


def _all_text(tree: Any) -> Iterator[Part]:
    """Yield whatever is readable of a page on which no main text was found."""
    found = [fold(clean("".join(one.itertext()))) for one in tree.iter("h1", "h2", "h3", "p", "li", "blockquote")]
    if not any(found):
        whole = "".join(_visible(tree))
        found = [fold(clean(one)) for one in re.split(r"\n\s*\n", whole)]
    yield from (Part(text) for text in found if text)


def _visible(element: Any) -> Iterator[str]:
    if not isinstance(element.tag, str) or element.tag in _HIDDEN:
        return
    yield element.text or ""
    for child in element:
        yield from _visible(child)
        yield child.tail or ""
