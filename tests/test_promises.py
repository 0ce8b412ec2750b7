"""The promises, on stories that nobody wrote: whatever the reports hold, the brief keeps them."""

from __future__ import annotations

import html
import tempfile
import tomllib
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import story
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import briefing
from briefing import Article, parse_config
from briefing.config import METHODS
from briefing.render.forms import FORMS
from briefing.run import check, digest, harvest, publish

if TYPE_CHECKING:
    from briefing import Brief

SETTINGS = parse_config(tomllib.loads(story.CONFIG))
TODAY = date.fromisoformat(story.DATE)

_WHO = "Feld|Ines Talbot|Ardenia|Bryland’s premier, Odo Marchetti,|He|The minister|Officials in Kestrel Bay|Mr. T. Renn"
_DID = (
    "rejected|demands|said on Tuesday that she wants|has so far refused to say whether he wants|will discuss"
    "|did not sign"
)
_WHAT = (
    "a truce of 30 days|the truce|inspections of 41 grain ships|the blockade of the port|nothing|a delegation "
    "led by Talbot|“a blank page”|soup & <b>leeks</b>|[a draft](https://lumegazette.example/a_b)|*no* deal_at_all"
)
_ADDED = "|, according to Lume Gazette| (see p. 3)| – again| in the U.S. | on 12 March 2031|: “We will. Never.”|, #1"
_ODD = "\u202e|\u200b|é|e\u0301|停战|перемир'я|\u00a0|\u2028|\x0b|🕊️|{{ x }}|{% y %}|\\|`|<!--|]]>|&lt;"

_AROUND = (
    "By Odo Marchetti|Published: 12 March 2031|Lume Gazette, 12 March 2031|Truce|WHO"
    "|KESTREL BAY (Coastal Wire) — Feld left.|Original url: https://lumegazette.example/2031/03/12/truce"
    "|Coastal Wire contributed reporting.|* * *|- a\n- b"
)

words = st.builds(
    "{} {} {}{}{}".format,
    *(st.sampled_from(text.split("|")) for text in (_WHO, _DID, _WHAT, _ADDED)),
    st.sampled_from([".", ".", ".", "?", "!", "", ".”", "..."]),
)
odd = st.builds("{}{}{}".format, words, st.sampled_from(_ODD.split("|")), words) | st.text(max_size=40)
sentences = st.one_of(words, words, words, odd)
headings = st.sampled_from(_AROUND.split("|")) | words.map("# {}".format) | words.map(str.upper)
paragraphs = st.lists(sentences, min_size=1, max_size=4).map(" ".join)
texts = (
    st.lists(paragraphs | paragraphs | headings, min_size=1, max_size=6)
    .map("\n\n".join)
    .filter(lambda text: any(map(str.isalnum, text)))
)
publishers = st.sampled_from([None, "Lume Gazette", "Kestrel Times", "Coastal *Wire* <&>"])
days = st.sampled_from([None, "2031-03-10", "2031-03-12", "2031-03-12T09:00:00+00:00", "2031-03-13"])
reports = st.builds(Article.from_text, texts, title=st.none() | words, publisher=publishers, published=days)
stories = st.lists(reports, min_size=1, max_size=6)


def build(articles: list[Article], method: str = "coverage") -> Brief:
    chosen = replace(SETTINGS, brief=replace(SETTINGS.brief, method=method))
    return briefing.build(articles, chosen, date=story.DATE)


def keeps_its_promises(brief: Brief, articles: list[Article]) -> None:
    assert briefing.verify(brief, articles) == ()
    known = {source.id for source in brief.articles}
    shown = [sentence for section in brief.sections for item in section.items for sentence in item.sentences]
    assert all(sentence.article in known for sentence in shown)
    assert len({(sentence.article, sentence.start) for sentence in shown}) == len(shown)
    picks = [sentence.text for sentence in shown if sentence.role == "pick"]
    assert len(set(picks)) == len(picks)
    limits = {topic.id: topic.sentences for topic in SETTINGS.topics}
    for section in brief.sections:
        own = [one for item in section.items for one in item.sentences if one.role == "pick"]
        assert len(own) <= limits[section.topic]
        assert bool(section.note) == (not section.items)
        assert all(any(one.role == "pick" for one in item.sentences) for item in section.items)


@settings(max_examples=60)
@given(stories)
def test_every_sentence_is_verbatim_once_and_within_the_limits(articles: list[Article]) -> None:
    keeps_its_promises(build(articles), articles)


@pytest.mark.slow
@settings(max_examples=25)
@given(stories, st.sampled_from(METHODS[1:]))
def test_so_it_is_with_every_method(articles: list[Article], method: str) -> None:
    keeps_its_promises(build(articles, method), articles)


@settings(max_examples=30)
@given(st.data(), stories)
def test_the_order_of_the_reports_does_not_matter(data: st.DataObject, articles: list[Article]) -> None:
    mixed = data.draw(st.permutations(articles))
    assert briefing.render(build(mixed), "json") == briefing.render(build(articles), "json")


@pytest.mark.parametrize("names", [("a.txt", "b.txt"), ("b.txt", "a.txt")])
def test_a_report_that_lies_in_two_files_is_named_by_the_first(names: tuple[str, str]) -> None:
    both = [replace(story.FELD.article, path=name) for name in names]
    assert [source.path for source in build(both).articles] == ["a.txt"]


@settings(max_examples=30)
@given(stories)
def test_every_form_of_the_brief_can_be_made_and_written(articles: list[Article]) -> None:
    brief = build(articles)
    for form in FORMS:
        text = briefing.render(brief, form)
        assert text.encode("utf-8")
        assert brief.title in text


def as_file(text: str, ending: str) -> bytes:
    if ending == "html":
        body = "".join(f"<p>{html.escape(part)}</p>\n" for part in text.split("\n\n"))
        text = f"<!DOCTYPE html><html><head><title>x</title></head><body><article>{body}</article></body></html>"
    return text.encode("utf-8", "replace")


@pytest.mark.slow
@settings(max_examples=30, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(texts, st.sampled_from(["txt", "md", "html"])), min_size=1, max_size=4, unique=True))
def test_what_is_published_from_files_is_found_again_in_the_copies_and_in_the_files(
    files: list[tuple[str, str]],
) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name, "articles")
        folder.mkdir()
        for number, (text, ending) in enumerate(files):
            Path(folder, f"{number}.{ending}").write_bytes(as_file(text, ending))
        Path(folder, "whole.txt").write_text(story.POSITIONS.text, encoding="utf-8")
        made = digest(harvest(SETTINGS, [folder]), SETTINGS, TODAY)
        issue = publish(made, Path(name, "out")).folder
        keeps_its_promises(made.brief, list(made.articles.values()))
        assert check(issue) == (made.brief, ())
        assert check(issue, [folder]) == (made.brief, ())


def test_a_mark_of_half_a_character_breaks_nothing() -> None:
    """A broken document can hold what UTF-8 cannot."""
    text = (
        "Ardenia demands a truce \ud83d of thirty days on the Sill Bank.\nBryland rejected the inspections \udc4d too."
    )
    article = Article.from_text(text, title="\ud83d", publisher="Lume Gazette", published=story.DATE)
    brief = build([article])
    keeps_its_promises(brief, [article])
    assert "\ud83d" in "".join(one.text for part in brief.sections for item in part.items for one in item.sentences)
    assert all(briefing.render(brief, form).encode("utf-8") for form in FORMS)
