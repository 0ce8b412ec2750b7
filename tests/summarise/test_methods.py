from __future__ import annotations

import json
import os
import subprocess
import sys
from importlib import import_module

import pytest
import story
from sumy.summarizers._summarizer import AbstractSummarizer
from texts import PADDING

from briefing import Topic, summarise
from briefing.summarise.methods import METHODS, rate

HOOK = "_get_best_sentences"
SENTENCES = [sentence.lower().strip(".").split() for sentence in PADDING]
LONGER = [line.lower().split() for one in story.REPORTS for line in one.text.splitlines()]
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
    assert getattr(summarizer, HOOK) is getattr(AbstractSummarizer, HOOK)
    heard: list[int] = []

    class Watched(summarizer):  # type: ignore[misc, valid-type]
        def __call__(self, document: object, count: int) -> object:
            listen = getattr(self, HOOK)

            def watch(sentences: object, *args: object, **kwargs: object) -> object:
                heard.append(count)
                return listen(sentences, *args, **kwargs)

            setattr(self, HOOK, watch)
            return super().__call__(document, count)

    monkeypatch.setattr(f"sumy.summarizers.{module}.{name}", Watched)
    rate(method, SENTENCES, ["school"], "en")
    assert heard == [6]


def test_the_methods_differ() -> None:
    words = "ship port bay feld|ship port bay|feld truce bank ship port|talbot wire|ship talbot wire judge draft"
    assert len({rate(method, [one.split() for one in words.split("|")], ["wire"], "en") for method in METHODS}) > 4


def test_a_method_that_there_is_not_is_refused() -> None:
    with pytest.raises(ValueError, match="no method 'lexrank'; choose one of"):
        summarise(story.articles(), [TOPIC], method="lexrank")


@pytest.mark.parametrize("method", METHODS)
def test_sentences_without_a_common_word_are_rated_in_silence(method: str) -> None:
    assert sorted(rate(method, [["truce", "days"], ["ships", "grain"]], ["truce"], "en")) == [0.5, 1.0]


@pytest.fixture(scope="module")
def by_seed() -> list[dict[str, list[float]]]:
    """The ratings of all methods, in processes that order their sets differently."""
    look = (
        "import json; from briefing.summarise.methods import METHODS, rate\n"
        f"print(json.dumps({{method: rate(method, {LONGER!r}, ['port'], 'en') for method in METHODS}}))"
    )
    runs = [
        subprocess.run(
            [sys.executable, "-c", look], env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, check=True
        )
        for seed in ("0", "1", "2", "3")
    ]
    return [json.loads(run.stdout) for run in runs]


@pytest.mark.slow
@pytest.mark.parametrize("method", METHODS)
def test_the_hash_seed_makes_no_difference(method: str, by_seed: list[dict[str, list[float]]]) -> None:
    assert all(ratings[method] == by_seed[0][method] for ratings in by_seed)
