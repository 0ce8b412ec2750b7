"""HTML that is the report already (a letter, the entry of a feed) -> its parts: all that a reader would see of it."""

from __future__ import annotations

import re
from dataclasses import field
from typing import TYPE_CHECKING, Any

from briefing.ingest.characters import clean, closed, fold, starts_upper
from briefing.ingest.draft import Part
from briefing.ingest.trees import fragment_tree
from briefing.model.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefing.model import BlockKind

_KINDS: dict[str, BlockKind] = {
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), "heading"),
    **dict.fromkeys(("li", "dt", "dd"), "item"),
    **dict.fromkeys(("figcaption", "caption"), "caption"),
}
_BLOCKS = frozenset(
    "address article aside blockquote body caption center dd details div dl dt fieldset figcaption figure footer form "
    "h1 h2 h3 h4 h5 h6 header hr html li main nav ol p pre section summary table tbody td tfoot th thead tr ul".split()
)
_UNSEEN = frozenset(
    "applet audio button canvas embed head iframe input math noscript object option script select style svg template "
    "textarea title video".split()
)
_HIDDEN = re.compile(
    r"display:none|visibility:hidden|mso-hide:all|(?:font-size|max-height|opacity):0(?:\.0+)?(?:px|pt|em|%)?(?:;|!|$)"
)
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Fragment:
    """What HTML shows: its parts, its links as (words, address) in their order, and how it had to be read."""

    parts: tuple[Part, ...]
    links: tuple[tuple[str, str], ...]
    notes: tuple[str, ...] = ()


def read_fragment(html: str) -> Fragment:
    """Return what is seen of the HTML; what its style hides (preheaders, pixels) is not."""
    tree = fragment_tree(html)
    walk = _Walk()
    walk.enter(tree.root, "paragraph", "")
    walk.close()
    return Fragment(tuple(walk.parts), tuple(walk.links), tree.notes)


@dataclass(slots=True)
class _Walk:
    """Gathers the text of each block, in the order of the page."""

    parts: list[Part] = field(default_factory=list)
    links: list[tuple[str, str]] = field(default_factory=list)
    text: list[str] = field(default_factory=list)
    unlinked: bool = False
    targets: set[str] = field(default_factory=set)
    kind: BlockKind = "paragraph"
    tables: dict[Any, bool] = field(default_factory=dict)

    def enter(self, element: Any, kind: BlockKind, target: str) -> None:
        """Take what is in an element, and within its kind of block and link what stands in it."""
        tag = element.tag
        if tag in _UNSEEN or is_hidden(element):
            return
        if tag == "tr" and _is_data(element, self.tables):
            self._put(Part(" | ".join(filter(None, map(_words, element))), "item"))
            return
        block = tag in _BLOCKS
        kind = _kind_within(element, kind)
        if tag == "a" and element.get("href"):
            target = element.get("href").strip()
            self.links.append((_words(element), target))
        self._start(kind, block=block)
        self._say(element.text, target, pre=tag == "pre")
        for child in element:
            self._take(child, kind, target)
        if block:
            self.close()

    def close(self) -> None:
        """End the block."""
        if not self.text:
            return
        link = self.targets.pop() if len(self.targets) == 1 and not self.unlinked else ""
        self.parts += [Part(text, self.kind, link) for text in paragraphs("".join(self.text))]
        self.text, self.unlinked, self.targets = [], False, set()

    def _take(self, child: Any, kind: BlockKind, target: str) -> None:
        if child.tag == "br":
            self.text.append("\n")
        elif isinstance(child.tag, str):
            self.enter(child, kind, target)
            self._start(kind, block=child.tag in _BLOCKS)
        self._say(child.tail, target)

    def _start(self, kind: BlockKind, *, block: bool) -> None:
        if block:
            self.close()
            self.kind = kind

    def _put(self, part: Part) -> None:
        self.close()
        self.parts.append(part)

    def _say(self, text: str | None, target: str, *, pre: bool = False) -> None:
        if not text:
            return
        self.text.append(text if pre else _SPACE.sub(" ", text))
        if text.strip() and target:
            self.targets.add(target)
        self.unlinked = self.unlinked or bool(text.strip() and not target)


def _kind_within(element: Any, kind: BlockKind) -> BlockKind:
    """Return the kind of the blocks in an element; what a letter quotes of another is not its report."""
    if kind == "furniture" or (element.tag == "blockquote" and element.get("type") == "cite"):
        return "furniture"
    return _KINDS.get(element.tag, kind)


def is_hidden(element: Any) -> bool:
    """Return whether the element's own attributes keep it from being seen."""
    style = element.get("style")
    if style and _HIDDEN.search(_SPACE.sub("", style).lower()):
        return True
    return element.get("hidden") is not None


def paragraphs(text: str) -> Iterator[str]:
    """Yield the paragraphs of a block: two breaks part them, one only between two sentences."""
    for block in re.split(r"\n\s*\n", clean(text)):
        whole: list[str] = []
        for line in filter(None, map(fold, block.split("\n"))):
            if whole and closed(whole[-1]) and starts_upper(line):
                yield " ".join(whole)
                whole = []
            whole.append(line)
        if whole:
            yield " ".join(whole)


def _words(element: Any) -> str:
    """Return the text of an element that is seen."""
    walk = _Words()
    walk.enter(element)
    return fold(clean("".join(walk.text)))


@dataclass(slots=True)
class _Words:
    text: list[str] = field(default_factory=list)

    def enter(self, element: Any) -> None:
        if element.tag in _UNSEEN or is_hidden(element):
            return
        self.text.append(element.text or "")
        for child in element:
            if isinstance(child.tag, str):
                self.text.append(" " if child.tag in _BLOCKS or child.tag == "br" else "")
                self.enter(child)
            self.text.append(child.tail or "")


def _is_data(row: Any, tables: dict[Any, bool]) -> bool:
    """Return whether a row belongs to a table of data: others only arrange what stands in them.

    `tables` has what is known of each table already: to look through it for every row takes the square of its rows.
    """
    table = next(row.iterancestors("table"), None)
    if table is None or len(row) < 2:
        return False
    if table not in tables:
        tables[table] = next(table.iter("th"), None) is not None
    return tables[table] and next(row.iter("table"), None) is None
