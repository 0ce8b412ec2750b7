"""Markdown -> a draft: the words in their order, without the markup."""

from __future__ import annotations

import html
import re
from dataclasses import field, replace
from typing import TYPE_CHECKING, Any

from briefing.ingest.characters import closed, fold
from briefing.ingest.draft import Draft, Part
from briefing.ingest.front_matter import split_front_matter
from briefing.ingest.lines import Line, Wrap, read_lines, wrap_of
from briefing.ingest.plain import set_lines, with_headings
from briefing.model.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from markdown_it.token import Token

    from briefing.model import BlockKind

_TIMES = re.compile(r"(?<=[\d)])\*(?=[\d(])")
_UNSEEN_HTML = re.compile(r"<!--.*?(?:-->|$)|<(script|style)\b.*?(?:</\1>|$)", re.IGNORECASE | re.DOTALL)
_TAG = re.compile(r"</?(\w++)[^<>]*+>")
_INLINE_TAGS = frozenset("a abbr b big cite code em font i mark q s small span strong sub sup time u".split())
_LABEL_AND_LINK = re.compile(r"\W*[\w’' -]{0,30}:?\W*")
_LONGEST_HEADING = 200


@dataclass(slots=True)
class _Inline:
    """What an inline token holds: text with its line breaks; of it the linked words and the words emphasised last."""

    words: list[str] = field(default_factory=list)
    unlinked: list[str] = field(default_factory=list)
    emphasised: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    alts: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The words, with their line breaks."""
        return "".join(self.words)


@dataclass(frozen=True, slots=True)
class _Raw:
    """A block before its lines are joined."""

    text: str
    kind: BlockKind
    link: str = ""


def parse(text: str) -> Draft:
    """Return the draft of cleaned Markdown."""
    facts, body = split_front_matter(text)
    raws = list(_blocks(_tokens(_TIMES.sub(r"\\*", body))))
    lines = [line for raw in raws if raw.kind == "paragraph" for line in read_lines(raw.text)]
    wrap = replace(wrap_of(lines), soft=True)
    parts, notes = _set(raws, wrap)
    return Draft(tuple(parts), (facts,), notes)


def _tokens(text: str) -> list[Token]:
    from markdown_it import MarkdownIt  # noqa: PLC0415 - other formats do not need it

    # an indented paragraph of a saved report is no program
    return MarkdownIt("commonmark").enable(["table", "strikethrough"]).disable("code").parse(text)


def _set(raws: Sequence[_Raw], wrap: Wrap) -> tuple[list[Part], tuple[str, ...]]:
    """Return the parts: lines joined in the running text, white space folded elsewhere."""
    links = {fold(raw.text): raw.link for raw in raws if raw.link}
    lines, kinds = _lines_of(raws)
    parts, counts = set_lines(lines, wrap, kinds)
    linked = [replace(part, link=links.get(part.text, "")) for part in parts]
    return (linked if any(raw.kind == "heading" for raw in raws) else with_headings(linked)), counts.notes()


def _lines_of(raws: Sequence[_Raw]) -> tuple[list[Line], list[BlockKind]]:
    lines: list[Line] = []
    kinds: list[BlockKind] = []
    for raw in raws:
        own = read_lines(raw.text) if raw.kind == "paragraph" else [Line(fold(raw.text))]
        own = [line for line in own if line.text]
        lines += [replace(line, gap=line.gap or not at) for at, line in enumerate(own)]
        kinds += [raw.kind] * len(own)
    return lines, kinds


def _blocks(tokens: Iterable[Token]) -> Iterable[_Raw]:
    state = _State()
    for token in tokens:
        if token.type == "inline":
            yield from state.inline(token)
        elif token.type in ("fence", "code_block"):
            yield _Raw(token.content, "paragraph")
        elif token.type == "html_block":
            yield from (_Raw(one, "paragraph") for one in _bare(token.content).split("\n\n") if one.strip())
        else:
            yield from state.mark(token)


@dataclass(slots=True)
class _State:
    """Where in the document the next inline token stands."""

    lists: list[str] = field(default_factory=list)
    number: str = ""
    heading: bool = False
    row: list[str] | None = None
    after_image: bool = False

    def mark(self, token: Token) -> Iterable[_Raw]:
        """Take an opening or closing token; a table's row is a block when it ends."""
        if token.type in ("list_item_open", "list_item_close"):
            self._item(token)
        elif token.type in ("heading_open", "heading_close"):
            self.heading = token.nesting > 0
        elif token.type == "tr_open":
            self.row = []
        elif token.type == "tr_close" and self.row is not None:
            yield _Raw(" | ".join(self.row), "item")
            self.row = None

    def inline(self, token: Token) -> Iterable[_Raw]:
        """Yield the blocks that an inline token makes: its text, and the words that stand for its images."""
        found = _read_inline(token)
        if self.row is not None:
            self.row.append(fold(found.text))
            return
        if found.text.strip():
            yield _Raw(self.number + found.text, self._kind(found), _only(found.links))
        yield from (_Raw(alt, "caption") for alt in found.alts if " " in alt)
        self.number, self.after_image = "", bool(found.alts)

    def _item(self, token: Token) -> None:
        if token.nesting > 0:
            self.lists.append(token.info)
            self.number = f"{token.info}{token.markup} " if token.info else ""
        else:
            self.lists.pop()

    def _kind(self, found: _Inline) -> BlockKind:
        text = fold(found.text)
        if self.heading and len(text) <= _LONGEST_HEADING:
            return "heading"
        if self.lists:
            return "item"
        if _is_caption(found, text, image=self.after_image or bool(found.alts)):
            return "caption"
        return "furniture" if _points_elsewhere(found, text) else "paragraph"


def _is_caption(found: _Inline, text: str, *, image: bool) -> bool:
    """Return whether the block is set as a caption: emphasised under a picture, or with a credit set apart."""
    last = fold("".join(found.emphasised))
    if not last or not text.endswith(last):
        return False
    return (image and text == last) or (" / " in last and text != last)


def _points_elsewhere(found: _Inline, text: str) -> bool:
    """Return whether the block is a link and at most a label before it ("Related article: ...")."""
    if not found.links or closed(text) or text.startswith(("http://", "https://", "www.")):
        return False
    return bool(_LABEL_AND_LINK.fullmatch(fold("".join(found.unlinked))))


def _only(links: list[str]) -> str:
    return links[0] if len(links) == 1 else ""


def _read_inline(token: Token) -> _Inline:
    found, depth, linked = _Inline(), 0, False
    for child in token.children or ():
        if child.type == "link_open":
            linked = True
            found.links.append(str(child.attrGet("href") or ""))
        elif child.type == "link_close":
            linked = False
        elif child.type in ("em_open", "strong_open"):
            found.emphasised = found.emphasised if depth else []
            depth += 1
        elif child.type in ("em_close", "strong_close"):
            depth -= 1
        elif child.type == "image":
            found.alts.append(fold(child.content))
        else:
            _add(found, _words(child), linked=linked, emphasised=depth > 0)
    return found


def _add(found: _Inline, words: str, *, linked: bool, emphasised: bool) -> None:
    found.words.append(words)
    if not linked:
        found.unlinked.append(words)
    if emphasised:
        found.emphasised.append(words)


def _words(token: Any) -> str:
    if token.type == "softbreak":
        return "\n"
    if token.type == "hardbreak":
        return "\n\n"
    return _bare(token.content) if token.type == "html_inline" else str(token.content)


def _bare(content: str) -> str:
    """Return the words of HTML inside Markdown."""
    return html.unescape(_TAG.sub(_gap, _UNSEEN_HTML.sub(" ", content)))


def _gap(tag: re.Match[str]) -> str:
    return "" if tag[1].lower() in _INLINE_TAGS else "\n\n"
