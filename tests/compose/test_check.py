from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from briefing import Article, verify
from briefing.model import Claim, Event, Figure, Place

if TYPE_CHECKING:
    from briefing import Brief


def altered(brief: Brief, **change: Any) -> Brief:
    """The brief with its first sentence changed, alone."""
    section = next(section for section in brief.sections if section.items)
    item = section.items[0]
    shown = replace(item.sentences[0], **{"context": None, **change})
    items = (replace(item, sentences=(shown, *item.sentences[1:])), *section.items[1:])
    return replace(brief, sections=(replace(section, items=items),))


def test_an_honest_brief_has_no_problems(brief: Brief, articles: tuple[Article, ...]) -> None:
    assert verify(brief, articles) == ()
    assert verify(brief, reversed(articles)) == ()


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"text": "Feld resigned."}, "table-1: does not stand in a"),
        ({"start": 1}, "table-1: does not stand in a"),
        ({"end": 100_000}, "table-1: the offsets "),
        ({"start": -5}, "table-1: the offsets "),
        ({"start": 9, "end": 9, "text": ""}, "table-1: the offsets "),
        ({"article": "a99"}, "table-1: a99 is no article of the brief"),
    ],
)
def test_a_sentence_that_does_not_stand_there_is_named(
    brief: Brief, articles: tuple[Article, ...], change: dict[str, Any], problem: str
) -> None:
    (told,) = verify(altered(brief, **change), articles)
    assert told.startswith(problem)


def test_a_report_that_is_not_there_or_not_the_one_that_was_read_is_named(
    brief: Brief, articles: tuple[Article, ...]
) -> None:
    others = [replace(article, sha256="0" * 64) for article in articles]
    assert all("is not there, or is not the one that was read" in told for told in verify(brief, others))
    assert len(verify(brief, [])) >= sum(len(section.items) for section in brief.sections)


def test_everything_that_is_shown_is_looked_for(brief: Brief, articles: tuple[Article, ...]) -> None:
    shown = brief.sections[0].items[0].sentences[0]
    lie = replace(shown, text="Feld resigned.")
    place = Place(lie.article, lie.start, lie.end, lie.text)
    item = brief.sections[0].items[0]
    for worse in (
        replace(brief, timeline=(Event("2031", "year", lie),)),
        replace(brief, figures=(Figure("ships", (Claim("41", lie),)),)),
        replace(brief, sections=(replace(brief.sections[0], items=(replace(item, also=(place,)),)),)),
        replace(brief, sections=(replace(brief.sections[0], items=(replace(item, superseded_by=place),)),)),
    ):
        assert len(verify(worse, articles)) == 1


def test_white_space_alone_may_differ() -> None:
    article = Article.from_text("The  talks\topened at nine.")
    assert article.sha256 != Article.from_text("The talks opened at nine.").sha256
