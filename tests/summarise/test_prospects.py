"""A close look is taken only where it can matter, and the choice is the same as if all had been looked at."""

from __future__ import annotations

from dataclasses import replace
from importlib import import_module
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from texts import PADDING, PORT, TRUCE, corpus, report

from benchmarks.speed import invented
from briefing import Topic, summarise
from briefing.summarise import Wishes, select
from briefing.summarise.coverage import cover
from briefing.summarise.duplicates import same_sentences
from briefing.summarise.prospects import prospects
from briefing.summarise.segment import segment
from briefing.summarise.story import look
from briefing.summarise.told import Told

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefing import Article
    from briefing.summarise.told import Candidate

SENTENCES = (
    *PADDING,
    "The truce was signed in Velmar on Monday by Ines Talbot and Odo Feld.",
    "Odo Feld and Ines Talbot signed the truce in Velmar on Monday.",
    "But the truce of thirty days does not hold in the north, Feld said.",
    "He said that the inspections of the ships would begin on Tuesday.",
    "That truce was broken within two days in 1998.",
    "Inspections of the truce have so far not been announced by the ministry in Velmar.",
    "Forty grain ships wait for inspections off Porto Lume, Talbot said on Monday.",
    "Talbot counted forty grain ships off Porto Lume.",
    "The blockade ended when twelve ships left the harbour with grain.",
    "They carried grain for Bryland, the port's master said.",
    "Grain ships will leave the harbour on Thursday if the truce holds.",
    "“We saw the blockade end,” the pilot said.",
)
STORIES = st.lists(
    st.builds(
        lambda told, day, publisher: report(*told, published=day, publisher=publisher),
        st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=7, unique=True),
        st.sampled_from(["2031-03-10", "2031-03-12", "2031-03-13", None]),
        st.sampled_from(["Lume Gazette", "Kestrel Times", None]),
    ),
    min_size=1,
    max_size=6,
)
TOPICS = st.lists(
    st.builds(
        Topic,
        id=st.just(""),
        title=st.sampled_from(["Truce", "Port", "Feld"]),
        terms=st.lists(st.sampled_from(["truce", "grain ships", "inspections", "+Talbot", "-museum"]), max_size=3).map(
            tuple
        ),
        sentences=st.integers(1, 8),
    ),
    min_size=1,
    max_size=3,
)


def picked_with_a_look_at_all(articles: Sequence[Article], topics: Sequence[Topic], *, fill: bool) -> object:
    return {one.topic.id: one.picks for one in select(articles, topics, Wishes(fill=fill)).topics}


@settings(deadline=None, max_examples=40)
@given(articles=STORIES, topics=TOPICS, fill=st.booleans())
def test_the_choice_is_that_of_a_look_at_every_sentence(
    articles: list[Article], topics: list[Topic], *, fill: bool
) -> None:
    asked = [Topic(f"t{n}", one.title, terms=one.terms, sentences=one.sentences) for n, one in enumerate(topics)]
    assert summarise(articles, asked, fill=fill) == picked_with_a_look_at_all(articles, asked, fill=fill)


@settings(deadline=None, max_examples=40)
@given(articles=STORIES, fill=st.booleans())
def test_no_sentence_is_worth_more_or_adds_more_than_its_bounds(articles: list[Article], *, fill: bool) -> None:
    unique = {article.key: article for article in articles}
    story = look(segment(tuple(unique.values())), [TRUCE, PORT], Wishes(fill=fill))
    told = Told(story.corpus, {})
    for prospect in prospects(story, [TRUCE, PORT]):
        for candidate in prospect.look():
            assert candidate.place in prospect.places
            assert candidate.value <= prospect.most
            assert told.gain(candidate) <= prospect.gain


@settings(deadline=None, max_examples=40)
@given(articles=STORIES, fill=st.booleans(), shown=st.integers(0, 4))
def test_no_sentence_adds_more_to_a_brief_than_it_does_at_best(
    articles: list[Article], *, fill: bool, shown: int
) -> None:
    unique = {article.key: article for article in articles}
    story = look(segment(tuple(unique.values())), [TRUCE, PORT], Wishes(fill=fill))
    field = prospects(story, [TRUCE, PORT])
    told = Told(story.corpus, {})
    for prospect in field[:shown]:
        for candidate in prospect.look()[:1]:
            told.take(candidate, told.gain(candidate))
    for prospect in field:
        for candidate in prospect.look():
            assert told.gain(candidate) <= max(map(told.gain, prospect.at_best()))


def _made(reports: int) -> list[Article]:
    return [one.article for one in invented.articles(reports, 5)]


ASKED = (
    Topic("talks", "Talks", terms=("delegation", "negotiator", "agreement"), sentences=4),
    Topic("fishing", "Fishing grounds", terms=("quota", "trawler", "catch"), sentences=4),
)


def _counted(monkeypatch: pytest.MonkeyPatch, module: str, name: str) -> list[tuple[Any, ...]]:
    """Return a list that grows with each call of a function."""
    home, calls = import_module(f"briefing.summarise.{module}"), list[tuple[Any, ...]]()
    function = getattr(home, name)

    def counting(*args: Any, **kwargs: Any) -> Any:
        calls.append(args)
        return function(*args, **kwargs)

    monkeypatch.setattr(home, name, counting)
    return calls


@pytest.mark.slow
def test_close_looks_grow_less_than_the_sentences(monkeypatch: pytest.MonkeyPatch) -> None:
    looked = _counted(monkeypatch, "candidates", "weakness")
    sentences = []
    for reports in (8, 32):
        looked.clear()
        summarise(_made(reports), ASKED)
        sentences.append(len({sentence for (sentence,) in looked}))
    assert sentences[1] < 2 * sentences[0]
    assert sentences[1] < 32 * 20 / 10


def test_of_reports_that_share_little_it_is_not_asked_what_they_are_to_each_other(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked = _counted(monkeypatch, "duplicates", "_are_versions")
    summarise(_made(32), ASKED)
    assert len(asked) < 32


def test_pairs_of_sentences_that_are_compared_grow_as_the_sentences_do(monkeypatch: pytest.MonkeyPatch) -> None:
    compared = _counted(monkeypatch, "duplicates", "_likeness")
    pairs = []
    for reports in (10, 40):
        compared.clear()
        same_sentences(corpus(*_made(reports)))
        pairs.append(len(compared))
    assert pairs[1] < 6 * pairs[0]
    assert pairs[1] < 40 * 20 * 25


def test_a_section_without_room_is_not_looked_at() -> None:
    story = look(segment((report(*SENTENCES),)), [TRUCE], Wishes())
    looked: list[Sequence[int]] = []

    class Noting:
        def at_best(self, places: Sequence[int], _value: float) -> Sequence[Candidate]:
            looked.append(places)
            return ()

        def look(self, places: Sequence[int]) -> Sequence[Candidate]:
            looked.append(places)
            return ()

    field = [replace(one, source=Noting()) for one in prospects(story, [TRUCE])]
    assert cover(story.corpus, field, {"truce": 0}) == []
    assert field
    assert not looked
