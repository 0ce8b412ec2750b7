from __future__ import annotations

from importlib import import_module

import pytest
import story
from sumy.summarizers._summarizer import AbstractSummarizer
from texts import PADDING

from briefing import Topic, summarise
from briefing.summarise.methods import METHODS, rate

SENTENCES = [sentence.lower().strip(".").split() for sentence in PADDING]
TOPIC = Topic(id="table", title="Who sits at the table", terms=("delegation", "negotiator", "talks"), sentences=4)


@pytest.mark.parametrize("method", METHODS)
def test_every_method_of_sumy_picks_sentences(method: str) -> None:
    picks = summarise(story.articles(), [TOPIC], method=method)["table"]
    assert 1 <= len(picks) <= 4
    assert all(0 < pick.score <= 1 for pick in picks)
    assert [pick.score for pick in picks] == sorted((pick.score for pick in picks), reverse=True)
    assert len({pick.sentence for pick in picks}) == len(picks)


@pytest.mark.parametrize("method", METHODS)
def test_ratings_are_ranks_each_given_once(method: str) -> None:
    ranks = rate(method, SENTENCES, ["school"], "en")
    assert sorted(ranks) == pytest.approx([n / 6 for n in range(1, 7)])
    assert rate(method, SENTENCES, ["school"], "en") == ranks


@pytest.mark.parametrize("method", METHODS)
def test_a_method_bears_what_there_is_to_bear(method: str) -> None:
    assert rate(method, [], [], "en") == ()
    assert rate(method, [[]], [], "en") == (1.0,)
    assert rate(method, [["truce"]], [], "en") == (1.0,)
    assert len(rate(method, [["truce"], ["truce"], []], [], "xx")) == 3


@pytest.mark.parametrize("method", METHODS)
def test_sumy_still_hands_its_ratings_through_the_one_hook_that_is_listened_to(
    method: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Fails when a release of sumy no longer calls `_get_best_sentences`: then all would be ranked by place."""
    module, name = METHODS[method].split(".")
    summarizer = getattr(import_module(f"sumy.summarizers.{module}"), name)
    assert summarizer._get_best_sentences is AbstractSummarizer._get_best_sentences
    heard: list[int] = []

    class Watched(summarizer):  # type: ignore[misc, valid-type]
        def __call__(self, document: object, count: int) -> object:
            listen = self._get_best_sentences

            def watch(sentences: object, *args: object, **kwargs: object) -> object:
                heard.append(count)
                return listen(sentences, *args, **kwargs)

            self._get_best_sentences = watch
            return super().__call__(document, count)

    monkeypatch.setattr(f"sumy.summarizers.{module}.{name}", Watched)
    rate(method, SENTENCES, ["school"], "en")
    assert heard == [6]


def test_the_methods_differ() -> None:
    words = "ship port bay feld|ship port bay|feld truce bank ship port|talbot wire|ship talbot wire judge draft"
    assert len({rate(method, [one.split() for one in words.split("|")], ["wire"], "en") for method in METHODS}) > 4


def test_a_method_that_there_is_not_is_refused() -> None:
    with pytest.raises((KeyError, ValueError), match="lexrank"):
        summarise(story.articles(), [TOPIC], method="lexrank")
