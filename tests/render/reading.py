"""What a reader of a rendering sees: its words, its elements, its links. Made with parsers that are not ours."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from email import message_from_string, policy
from email.message import EmailMessage
from functools import lru_cache
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt

from briefing.text.folding import display, visible

if TYPE_CHECKING:
    from collections.abc import Iterable

    from markdown_it.token import Token

    from briefing.model import Brief, Shown

MARKUP = Path(__file__).parents[3] / "shared" / "data" / "hostile" / "markup.json"
VOID = {"meta", "br", "hr", "img", "link", "input", "base"}
_ADDED = re.compile(r" ?\[\0[^\0]*\0\]")
_SHEET = re.compile(r"(<style[^>]*>).*?(</style>)", re.DOTALL)
_WRITTEN_IN = re.compile(r' style="[^"]*"')


def hostile_markup() -> list[str]:
    """Return texts that try to run script."""
    return [entry["payload"] for entry in json.loads(MARKUP.read_text(encoding="utf-8"))]


def unstyled(page: str) -> str:
    """Return a page without the contents of its style sheets, so that another colour changes no record."""
    return _SHEET.sub(r"\1...\2", page)


def unstyled_mail(message: str) -> str:
    """Return a mail as it is sent, but for its HTML: that is decoded, and without style."""
    mail = message_from_string(message, policy=policy.default)
    html = mail.get_body(("html",))
    assert isinstance(html, EmailMessage)
    head, boundary = message.replace("\r\n", "\n"), str(mail.get_boundary())
    plain, _, sent = head.partition('Content-Type: text/html; charset="utf-8"\n')
    coding = sent.partition("\n")[0]
    page = _WRITTEN_IN.sub("", unstyled(str(html.get_content()).replace("\r\n", "\n")))
    return f"{plain}Content-Type: text/html\n{coding}, here decoded\n\n{page}".replace(boundary, "=_boundary")


@lru_cache(maxsize=4)
def markdown_tokens(text: str) -> list[Token]:
    """Return the tokens of Markdown in GitHub's dialect."""
    return MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(text)


def markdown_words(text: str) -> list[str]:
    """Return the words of each block of Markdown, as they are shown, without what was added in brackets."""
    lines = [_inline_words(token.children or ()) for token in markdown_tokens(text) if token.type == "inline"]
    return [" ".join(_ADDED.sub("", line).split()) for line in lines]


def _inline_words(tokens: Iterable[Token]) -> str:
    shown = {"em_open": "\0", "em_close": "\0", "softbreak": " ", "hardbreak": " "}
    return "".join(shown.get(token.type, token.content) for token in tokens)


def markdown_links(text: str) -> list[str]:
    """Return the addresses that Markdown links or shows as pictures."""
    inner = [child for token in markdown_tokens(text) for child in token.children or ()]
    return [
        str(child.attrGet("href") or child.attrGet("src")) for child in inner if child.type in {"link_open", "image"}
    ]


@dataclass
class Element:
    """An element of a page, its own and its descendants' words, and the elements that it stands in."""

    name: str
    attributes: dict[str, str]
    within: tuple[Element, ...]
    words: list[str] = field(default_factory=list)

    @property
    def classes(self) -> list[str]:
        return self.attributes.get("class", "").split()

    @property
    def text(self) -> str:
        return " ".join("".join(self.words).split())


class Page(HTMLParser):
    """A page, read to its end; `odd` lists elements that are not closed in order."""

    def __init__(self, text: str, *, without: str = "added") -> None:
        super().__init__()
        self.elements: list[Element] = []
        self.odd: list[str] = []
        self._open: list[Element] = []
        self._without = without
        self.feed(text)
        self.close()
        self.odd += [element.name for element in self._open]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs}, tuple(self._open))
        self.elements.append(element)
        if tag not in VOID:
            self._open.append(element)

    def handle_endtag(self, tag: str) -> None:
        if self._open and self._open[-1].name == tag:
            self._open.pop()
        else:
            self.odd.append(f"/{tag}")

    def handle_data(self, data: str) -> None:
        if any(self._without in element.classes for element in self._open):
            return
        for element in self._open:
            element.words.append(data)

    def named(self, *names: str) -> list[Element]:
        return [element for element in self.elements if element.name in names]

    def classed(self, name: str) -> list[Element]:
        return [element for element in self.elements if name in element.classes]


def shown_sentences(brief: Brief) -> list[Shown]:
    """Return every sentence that the sections, the timeline and the figures show."""
    listed = [sentence for section in brief.sections for item in section.items for sentence in item.sentences]
    dated = [event.sentence for event in brief.timeline]
    return listed + dated + [claim.sentence for figure in brief.figures for claim in figure.claims]


def folded(text: str) -> str:
    """Return the text as a page can show it: white space folded, without what is not seen; U+FFFD for no character."""
    return display(visible(re.sub("[\0\ud800-\udfff]", "\ufffd", text)))
