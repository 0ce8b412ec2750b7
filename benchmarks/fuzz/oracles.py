"""What must hold of whatever the bytes were: of an article, of a brief, of its page, its Markdown and its mail."""

from __future__ import annotations

import email
import email.policy
import json
from functools import cache
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any

from markdown_it import MarkdownIt

from briefing import render, verify
from briefing.render.data import from_json, sample, to_json
from briefing.summarise.segment import segment

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from briefing.model import Article, Brief, Shown

MARKUP = "<>&\"'`"
ADDRESSES = ("http:", "https:", "mailto:", "#", "data:image/", "..")
"""How the addresses in a page may begin: those of reports, of places in the page, of the program's own pictures."""

ACTIVE = frozenset("script iframe frame object embed form input button base applet link portal template".split())
"""Elements that no page of the program has: they run, load or send."""


class BrokenError(AssertionError):
    """A promise that does not hold."""


def expect(holds: object, told: str) -> None:
    """Raise BrokenError, which says what does not hold."""
    if not holds:
        raise BrokenError(told)


# --- articles


def sound(article: Article) -> None:
    """Blocks lie in order inside the text, and sentences, headings and furniture cover every word of it."""
    at = 0
    for block in article.blocks:
        expect(at <= block.start <= block.end <= len(article.text), f"block {block} after {at}")
        at = block.end
    (reading,) = segment((article,))
    spans = [(one.start, one.end) for one in reading.sentences]
    spans = sorted(spans + [(one.start, one.end) for one in (*reading.headings, *reading.furniture)])
    in_spans(spans, len(article.text))
    outside = [
        article.text[end:start] for (_, end), (start, _) in zip([(0, 0), *spans], [*spans, (None, 0)], strict=True)
    ]
    expect(not "".join(outside).strip(), f"lost: {outside!r}")


def in_spans(spans: Iterable[tuple[int, int]], length: int) -> None:
    """Spans are not empty, lie inside the text, in order and apart."""
    at = 0
    for start, end in spans:
        expect(at <= start < end <= length, f"span {start}-{end} after {at} of {length}")
        at = end


# --- briefs


def keeps_its_word(brief: Brief, articles: Sequence[Article]) -> None:
    """Everything is verbatim, said once, no furniture, and what comes of the JSON is the brief again."""
    problems = verify(brief, articles)
    expect(not problems, "\n".join(problems))
    shown = list(sentences(brief))
    places = [(one.article, one.start) for one in shown]
    expect(len(set(places)) == len(places), f"twice: {places}")
    digests = {source.id: source.sha256 for source in brief.articles}
    whole = {(r.article.sha256, s.start, s.end) for r in segment(tuple(articles)) for s in r.sentences}
    hollow = [one for one in shown if (digests[one.article], one.start, one.end) not in whole]
    expect(not hollow, f"no sentence of its report: {hollow}")
    for item in (item for section in brief.sections for item in section.items):
        expect(any(one.role == "pick" for one in item.sentences), f"{item.id} has a lead-in alone")
    expect(from_json(to_json(brief), "brief.json") == brief, "another brief comes of its JSON")


def sentences(brief: Brief) -> Iterator[Shown]:
    """Yield the sentences of the sections."""
    for section in brief.sections:
        for item in section.items:
            yield from item.sentences


# --- renderings


class Skeleton(HTMLParser):
    """The elements of a page with the names of their attributes, and the addresses in it; no word of it."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, ...]] = []
        self.addresses: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, *(name for name, _ in attrs)))
        self.addresses += [value or "" for name, value in attrs if name in ("href", "src", "action", "data", "srcset")]

    def handle_endtag(self, tag: str) -> None:
        self.elements.append((f"/{tag}",))

    def handle_comment(self, data: str) -> None:
        self.elements.append(("comment", data))

    def handle_decl(self, decl: str) -> None:
        self.elements.append(("!", decl))

    def unknown_decl(self, data: str) -> None:
        self.elements.append(("!", data))

    def handle_pi(self, data: str) -> None:
        self.elements.append(("?", data))


def harmless(brief: Brief) -> None:
    """Page, Markdown and mail have no element, address or header that the templates did not put there."""
    plain = without_markup(brief)
    _same_elements(render(brief, "html"), render(plain, "html"))
    expect(render(brief, "text").encode("utf-8"), "no text")
    _only_known_markup(render(brief, "markdown"))
    one, other = (_message(render(each, "mail")) for each in (brief, plain))
    expect(one.keys() == other.keys(), f"headers {one.keys()} instead of {other.keys()}")
    expect(not one["To"], f"a mail to {one['To']}")
    bodies, others = (
        [part.get_content() for part in each.walk() if part.get_content_type() == "text/html"] for each in (one, other)
    )
    expect(len(bodies) == len(others) == 1, "not one page in the mail")
    _same_elements(bodies[0], others[0])


def without_markup(brief: Brief) -> Brief:
    """Return the brief with each sign that could be markup replaced, but in addresses."""
    signs = str.maketrans(dict.fromkeys(MARKUP, "·"))

    def plain(value: Any, key: str = "") -> Any:
        if isinstance(value, dict):
            return {name: plain(inside, name) for name, inside in value.items()}
        if isinstance(value, list):
            return [plain(inside, key) for inside in value]
        return value.translate(signs) if isinstance(value, str) and key != "url" else value

    return from_json(json.dumps(plain(json.loads(to_json(brief)))), "plain")


def _same_elements(page: str, plain: str) -> None:
    found, other = Skeleton(page), Skeleton(plain)
    if found.elements != other.elements:
        pairs = zip(found.elements, other.elements, strict=False)
        first = next((pair for pair in pairs if pair[0] != pair[1]), "more elements")
        raise BrokenError(f"markup got in: {first}")
    wrong = [one for one in found.addresses if one and not one.lower().startswith(ADDRESSES)]
    expect(not wrong, f"addresses {wrong}")
    active = [one for one in found.elements if one[0] in ACTIVE or any(name.startswith("on") for name in one[1:])]
    expect(not active, f"what acts by itself: {active}")


def _only_known_markup(text: str) -> None:
    """Elements in the Markdown are those that a brief without a hostile word has, too."""
    for token in _tokens(text):
        if token.type in ("html_block", "html_inline"):
            expect(token.content.strip() in _own_html(), f"markup in the Markdown: {token.content!r}")
        elif token.type == "link_open":
            address = str(token.attrs["href"]).lower()
            expect(address.startswith(ADDRESSES), f"an address in the Markdown: {address!r}")
        else:
            expect(token.type != "image", f"an image in the Markdown: {token.attrs}")


@cache
def _own_html() -> frozenset[str]:
    tokens = _tokens(render(sample(), "markdown"))
    return frozenset(one.content.strip() for one in tokens if one.type in ("html_block", "html_inline"))


def _tokens(text: str) -> Iterator[Any]:
    for token in MarkdownIt("commonmark").parse(text):
        yield token
        yield from token.children or ()


def _message(text: str) -> Any:
    message = email.message_from_string(text, policy=email.policy.default)
    expect(not message.defects, f"a mail with defects: {message.defects}")
    return message
