"""brief.md in the dialects that people read it in: GitHub's by markdown-it, Pandoc's own by pandoc itself.

Obsidian has no renderer to call; what sets it apart (tags, comments, highlights, properties) is tested by its signs.
"""

from __future__ import annotations

import html
import json
import re
import shutil
import subprocess
import tomllib
from dataclasses import replace
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import pytest
from markdown_it import MarkdownIt
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.front_matter import front_matter_plugin

from briefing.config import MarkdownSettings, ThemeSettings
from briefing.render.forms import render
from briefing.render.templates import look
from briefing.render.theme import theme_view

from .samples import FULL, SAMPLES, hostile

if TYPE_CHECKING:
    from briefing.model import Brief
    from briefing.render.view import ThemeView

PANDOC = shutil.which("pandoc")
needs_pandoc = pytest.mark.skipif(not PANDOC, reason="pandoc is not installed")
NAMED = [name for name in SAMPLES if name in {"full", "quiet", "hostile"}]
TRICKY = (
    "It costs 5$ or 6$, says A. Reed; x^2^ is H~2~O {.red} and \\alpha \\textbf{b} %%gone%% ==lit== @reed #pier",
    "(1) The first of them",
    "iv. The fourth of them",
    "A) The first of them",
    ": a definition",
    "::: warning",
    "(@) an example",
    "$$5$$ and $x$",
    "See [^1] and [1] and ^[inline]",
    "--- title: no ---",
    "| a line block",
    "Table: a caption",
    "#. numbered",
)


class Words(HTMLParser):
    """The words and the links of a page of HTML, footnotes' numbers and arrows left out."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self.links: list[str] = []
        self._skipped: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = dict(attrs)
        if tag == "a" and (known.get("href") or "").startswith(("http", "mailto")):
            self.links.append(known["href"] or "")
        if tag == "sup" or ("footnote" in f"{known.get('class')}{known.get('role')}" and tag == "a"):
            self._skipped.append(tag)
        self.words.append(" ")

    def handle_endtag(self, tag: str) -> None:
        if self._skipped and self._skipped[-1] == tag:
            self._skipped.pop()
        self.words.append(" ")

    def handle_data(self, data: str) -> None:
        if not self._skipped:
            self.words.append(data)

    @property
    def text(self) -> str:
        return " ".join("".join(self.words).split())


def github(text: str) -> Words:
    parser = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    parser.normalizeLinkText = lambda link: link  # type: ignore[method-assign] # which it would decode
    return Words(parser.use(footnote_plugin).use(front_matter_plugin).render(text))


def pandoc(text: str, dialect: str = "markdown-smart") -> Words:
    command = [PANDOC or "pandoc", "--from", dialect, "--to", "html", "--wrap=none"]
    done = subprocess.run(command, input=text, capture_output=True, text=True, check=True)
    return Words(done.stdout)


def written(
    brief: Brief, *, footnotes: bool = False, front_matter: bool = False, theme: ThemeView | None = None
) -> str:
    return render(brief, "markdown", context=look(theme, MarkdownSettings(footnotes, front_matter)))


def without_brackets(text: str) -> str:
    """Words alone: what stands around links and numbers differs by white space."""
    return re.sub(r"\s+", "", text)


@needs_pandoc
@pytest.mark.parametrize("footnotes", [False, True])
@pytest.mark.parametrize("name", NAMED)
def test_github_and_pandoc_show_the_same_words_and_links(name: str, footnotes: bool) -> None:  # noqa: FBT001
    text = written(SAMPLES[name], footnotes=footnotes)
    one, two = github(text), pandoc(text)
    if footnotes:  # which Pandoc repeats for each place that names them
        end = "2025-05-15T06:30:00"
        assert without_brackets(two.text.partition(end)[0]) == without_brackets(one.text.partition(end)[0])
        assert set(two.links) == set(one.links)
    else:
        assert without_brackets(two.text) == without_brackets(one.text)
        assert sorted(two.links) == sorted(one.links)


@needs_pandoc
@pytest.mark.parametrize("words", TRICKY)
def test_signs_of_any_dialect_are_words_in_all(words: str) -> None:
    text = written(hostile(words))
    assert without_brackets(words) in without_brackets(github(text).text)
    assert without_brackets(words) in without_brackets(pandoc(text).text)
    assert "<math" not in text
    assert without_brackets(pandoc(text).text) == without_brackets(github(text).text)


@needs_pandoc
@pytest.mark.parametrize("dialect", ["markdown-smart", "gfm", "commonmark_x-smart"])
def test_footnotes_hold_the_sources(dialect: str) -> None:
    shown = pandoc(written(FULL, footnotes=True), dialect)
    assert "Ministers meet" in shown.text
    assert "[^" not in shown.text


def test_footnotes_stand_for_every_source_that_is_named_and_the_others_stay_a_list() -> None:
    text = written(FULL, footnotes=True)
    named = set(re.findall(r"\[\^(\d+)\](?!:)", text))
    defined = re.findall(r"^\[\^(\d+)\]: ", text, re.MULTILINE)
    assert named == set(defined)
    assert len(defined) == len(set(defined))
    listed = set(re.findall(r"^(\d+)\. ", text, re.MULTILINE))
    assert set(defined) | listed == {source.id[1:] for source in FULL.articles}
    assert not set(defined) & listed


def test_without_options_there_is_neither_footnote_nor_front_matter() -> None:
    assert "[^" not in written(FULL)
    assert written(FULL).startswith("# ")


# --- the front matter


def test_the_front_matter_says_what_it_is() -> None:
    head, _, body = written(FULL, front_matter=True).removeprefix("---\n").partition("---\n")
    lines = dict(line.split(": ", 1) for line in head.splitlines())
    assert lines["date"] == "2025-05-15"
    assert json.loads(lines["title"]) == FULL.title
    assert json.loads(lines["tags"]) == [section.topic for section in FULL.sections]
    assert json.loads(lines["topics"]) == [section.title for section in FULL.sections]
    assert body.startswith("\n# ")


@pytest.mark.parametrize(
    "title", ['a "b": c # d', "---\nx: y", "a\u2028b\x85c", "2025-05-15", "[x], {y}", "null", "\\"]
)
def test_no_title_breaks_the_front_matter(title: str) -> None:
    head = written(replace(FULL, title=title), front_matter=True).split("---\n")[1]
    lines = head.splitlines()
    assert [line.partition(":")[0] for line in lines] == ["title", "date", "id", "lang", "tags", "topics"]
    assert tomllib.loads(f"x = {lines[0].partition(': ')[2]}")["x"] is not None


@needs_pandoc
def test_pandoc_reads_the_front_matter_as_its_own() -> None:
    title = 'Talks: "the second round" # 2'
    command = [PANDOC or "pandoc", "--from", "markdown-smart", "--to", "json"]
    text = written(replace(FULL, title=title), front_matter=True)
    done = subprocess.run(command, input=text, capture_output=True, text=True, check=True)
    meta = json.loads(done.stdout)["meta"]
    words = "".join(part.get("c", " ") for part in meta["title"]["c"])
    assert words == title
    assert len(meta["tags"]["c"]) == len(FULL.sections)


def test_the_footer_stands_in_the_markdown() -> None:
    theme = theme_view(ThemeSettings(footer=("The *desk*", "https://desk.example/briefs")))
    shown = github(written(FULL, theme=theme))
    assert "The *desk*" in html.unescape(shown.text)
    assert "https://desk.example/briefs" in shown.links
