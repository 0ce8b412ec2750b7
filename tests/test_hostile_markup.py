"""What stands in the reports, whoever wrote it, stays words: every payload through every way in to every way out."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from dataclasses import dataclass
from email import message_from_bytes, policy
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest
from further_payloads import FURTHER
from hostile_reports import DAY, INVENTED, WAYS, Hostile
from lxml import etree
from markdown_it import MarkdownIt
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.front_matter import front_matter_plugin
from render.reading import MARKUP, Page, folded, hostile_markup, shown_sentences
from render.samples import SAMPLES

from briefing import load_config
from briefing.config import MarkdownSettings
from briefing.render.forms import render
from briefing.render.posts import SHAPES, render_post
from briefing.render.templates import look
from briefing.run import digest, harvest, load_brief, look_of, publish
from briefing.text.folding import UNSEEN

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from render.reading import Element

    from briefing.model import Brief

CONFIG = """\
[brief]
id = "harbour"
title = "Harbour works"
address = "https://desk.example/{date}/brief.html"
[[sources]]
files = "reports"
[[topics]]
title = "The harbour"
terms = ["harbour"]
sentences = 400
"""
PAGE = "https://desk.example/{date}/brief.html"
LOADS = {"href", "src", "srcset", "action", "formaction", "data", "poster", "background", "xlink:href", "srcdoc"}
ATOM = "{http://www.w3.org/2005/Atom}"
HARMLESS = ("calm sea", "a plain word", "tea & toast", "5 < 6", "https://post.example/plain")
OURS = {"post.example", "desk.example", "harbourpost.example", "elsewhere.example"}
ADDED = {("ol", "start"), ("ol", "type"), ("h3", ""), ("h3", "id")}
"""What a renderer makes of the templates' lists and headings, where there are more of them than in harmless issues."""
STEERING = re.compile(f"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f{UNSEEN}]")
PANDOC = shutil.which("pandoc")


@dataclass(frozen=True)
class Issue:
    """A brief of one way in, and the folder that it and the site stand in."""

    brief: Brief
    out: Path

    def read(self, name: str) -> str:
        return (self.out / DAY / name).read_text("utf-8")

    @property
    def pages(self) -> dict[str, str]:
        """Every page of HTML by its name: the issue's, the site's, that of the mail and those in the feed."""
        found = {path.relative_to(self.out).as_posix(): path.read_text("utf-8") for path in self.out.rglob("*.html")}
        mail = message_from_bytes((self.out / DAY / "brief.eml").read_bytes(), policy=policy.default)
        html = mail.get_body(("html",))
        assert html is not None
        found["brief.eml"] = html.get_content()
        return found


def built(payloads: Sequence[str], way: str, folder: Path) -> Issue:
    """Write the payloads as reports, one way, and brief them as `build` does."""
    (folder / "reports").mkdir(parents=True)
    reports = [Hostile(number, payload) for number, payload in enumerate(payloads)]
    for name, raw in WAYS[way](reports).items():
        (folder / "reports" / name).write_bytes(raw)
    (folder / "briefing.toml").write_text(CONFIG)
    settings = load_config(folder / "briefing.toml")
    published = publish(digest(harvest(settings), settings), folder / "out", look_of(settings))
    return Issue(load_brief(published.folder / "brief.json"), folder / "out")


# --- what a reading of a way out holds


Shape = tuple[str, ...]
"""An element's name, then its attributes; of a JSON object its type and keys."""


@dataclass(frozen=True)
class Held:
    """The elements, the addresses and the words of a way out."""

    shapes: frozenset[Shape]
    addresses: tuple[str, ...]
    words: str


def of_page(text: str) -> Held:
    """Read a page of HTML whole."""
    page = Page(text, without="-")
    assert not page.odd
    return Held(frozenset(_shape(one) for one in page.elements), _addresses(page), _words(page))


def _shape(one: Element) -> Shape:
    return (one.name, *sorted(one.attributes))


def of_markdown(text: str) -> Held:
    """Render Markdown as GitHub does, addresses without a scheme and all."""
    parser = MarkdownIt("gfm-like", {"html": True, "linkify": True}).use(footnote_plugin).use(front_matter_plugin)
    return of_rendered(parser.render(text))


def of_pandoc(text: str) -> Held:
    """Render Markdown in Pandoc's own dialect."""
    command = [PANDOC or "pandoc", "--from", "markdown-smart", "--to", "html", "--wrap=none"]
    return of_rendered(subprocess.run(command, input=text, capture_output=True, text=True, check=True).stdout)


def of_rendered(html: str) -> Held:
    """Read what a renderer made of Markdown: identifiers and classes are its own."""
    page = Page(f"<body>{html}</body>", without="-")
    assert not [name for name in page.odd if name not in {"/br", "/hr"}]
    return Held(frozenset(map(_shape, page.elements)), _addresses(page), _words(page))


def _addresses(page: Page) -> tuple[str, ...]:
    return tuple(value for one in page.elements for name, value in one.attributes.items() if name in LOADS)


def _words(page: Page) -> str:
    return " ".join(one.text for one in page.elements if not one.within)


def of_feed(text: str) -> tuple[Held, ...]:
    """Read the feed as XML, and the page that each of its entries holds."""
    root = etree.fromstring(text.encode())
    shapes = frozenset((str(one.tag), *sorted(map(str, one.attrib))) for one in root.iter())
    inner = tuple(of_page(one.text or "") for one in root.iter() if one.get("type") == "html")
    return Held(shapes, tuple(str(one.get("href")) for one in root.iter(f"{ATOM}link")), ""), *inner


def of_message(data: Any) -> Held:
    """Read a message for Slack or Teams."""
    objects = list(_objects(data))
    shapes = frozenset((str(one.get("type")), *sorted(one)) for one in objects)
    words = " ".join(one["text"] for one in objects if isinstance(one.get("text"), str))
    return Held(shapes, tuple(one["url"] for one in objects if "url" in one), words)


def _objects(data: Any) -> Iterator[dict[str, Any]]:
    if isinstance(data, dict):
        yield data
    for one in data.values() if isinstance(data, dict) else data if isinstance(data, list) else ():
        yield from _objects(one)


def outs(issue: Issue) -> Iterator[tuple[str, Held]]:
    """Every way out of an issue, by the name of its kind."""
    for name, text in issue.pages.items():
        yield "mail" if name.endswith(".eml") else "page" if name.startswith(DAY) else "site", of_page(text)
    yield "markdown", of_markdown(issue.read("brief.md"))
    context = look(None, MarkdownSettings(footnotes=True, front_matter=True))
    noted = render(issue.brief, "markdown", context=context)
    yield "markdown with notes", of_markdown(noted)
    if PANDOC:
        yield "pandoc", of_pandoc(issue.read("brief.md"))
        yield "pandoc with notes", of_pandoc(noted)
    yield from (("feed", held) for held in of_feed((issue.out / "feed.xml").read_text("utf-8")))
    for shape in SHAPES:
        yield shape, of_message(json.loads(render_post(issue.brief, shape, PAGE).body))


# --- the rules


def nothing_is_addressed_elsewhere(held: Held) -> None:
    for address in held.addresses:
        parts = urlsplit(address)
        assert parts.scheme in {"", "http", "https", "mailto", "tag"}, address
        assert parts.scheme not in {"http", "https"} or parts.hostname in OURS, address
        assert parts.scheme or not parts.netloc, address


def nothing_runs(held: Held) -> None:
    attributes = {name for shape in held.shapes for name in shape[1:]}
    assert not [name for name in attributes if name.startswith("on")]


def nothing_steers(out: Path) -> None:
    """No file that is text holds what is not seen, turns the direction of writing or is a terminal's to obey."""
    texts = [path for path in out.rglob("*") if path.suffix in {".md", ".html", ".txt", ".eml", ".json", ".xml", ".js"}]
    assert {"brief.txt", "brief.json", "brief.md"} <= {path.name for path in texts}
    for path in texts:
        text = path.read_bytes().decode("utf-8")
        assert not STEERING.findall(text), path.name


def parts_of(held: Held) -> set[tuple[str, str]]:
    """The elements with each of their attributes; of JSON the types with each key."""
    return {(shape[0], name) for shape in held.shapes for name in (*shape[1:], "")}


@pytest.fixture(scope="module")
def harmless(tmp_path_factory: pytest.TempPathFactory) -> dict[str, set[tuple[str, str]]]:
    """What templates and renderers make of reports without intent and of every part of a brief, by the way out."""
    found: dict[str, set[tuple[str, str]]] = {}
    for way in ("text", "pdf", "rss"):
        for kind, held in outs(built(HARMLESS * 5, way, tmp_path_factory.mktemp("harmless"))):
            found.setdefault(kind, set()).update(parts_of(held))
    for brief in SAMPLES.values():
        found["page"] |= parts_of(of_page(render(brief, "html")))
    found["site"] |= found["page"]
    return {kind: parts | ADDED for kind, parts in found.items()}


@pytest.mark.slow
@pytest.mark.parametrize("name", ["invented", "further", "public"])
def test_nothing_that_a_report_says_becomes_more_than_words(
    name: str, harmless: dict[str, set[tuple[str, str]]], tmp_path: Path
) -> None:
    if name == "public" and not MARKUP.exists():
        pytest.skip("no hostile markup beside the checkout (../shared/data/hostile)")
    payloads = {"invented": INVENTED, "further": FURTHER}.get(name) or hostile_markup()
    tried, shown, readings = 0, set[str](), 0
    strange: set[tuple[str, str, tuple[str, str]]] = set()
    for way in WAYS:
        issue = built(payloads, way, tmp_path / way)
        page = issue.read("brief.html")
        tried += len(set(re.findall(r"zq(?:title|first|second)(\d+)z", page)))
        shown |= set(re.findall(r"zq(?:first|second)(\d+)z", page))
        said = {element.text for element in Page(page).classed("said")}
        assert {folded(sentence.text) for sentence in shown_sentences(issue.brief)} <= said
        nothing_steers(issue.out)
        for kind, held in outs(issue):
            strange |= {(way, kind, part) for part in parts_of(held) - harmless[kind]}
            nothing_runs(held)
            nothing_is_addressed_elsewhere(held)
            readings += 1
    assert not strange
    assert len(WAYS) == 9
    assert tried >= 0.85 * len(payloads) * len(WAYS)
    assert len(shown) >= 0.8 * len(payloads)  # the others hold no words that could be a sentence
    assert readings >= 10 * len(WAYS)
