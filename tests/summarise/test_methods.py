from __future__ import annotations

import itertools
import json
import math
import os
import random
import subprocess
import sys
from collections import Counter
from typing import TYPE_CHECKING

import pytest
import story
from hypothesis import given, settings
from hypothesis import strategies as st
from texts import PADDING

from benchmarks.speed import invented, sumy_says
from benchmarks.speed.sumy_says import STOP, Given
from briefing import Topic, summarise
from briefing.summarise.corpus import Form, Forms, terms_of
from briefing.summarise.methods import METHODS, lex_rank, rate, scores, sum_basic
from briefing.summarise.methods.words import Texts

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

LONGER = [line for one in story.REPORTS for line in one.text.splitlines()]
TOPIC = Topic(id="table", title="Who sits at the table", terms=("delegation", "negotiator", "talks"), sentences=4)
FORMS = Forms()
STORY = invented.story(300, seed=7)


# --- in the program


@pytest.mark.parametrize("method", METHODS)
def test_every_method_picks_sentences(method: str) -> None:
    picks = summarise(story.articles(), [TOPIC], method=method)["table"]
    assert 1 <= len(picks) <= 4
    assert all(0 < pick.score <= 1 for pick in picks)
    assert [pick.score for pick in picks] == sorted((pick.score for pick in picks), reverse=True)
    assert len({pick.sentence for pick in picks}) == len(picks)


@pytest.mark.parametrize("method", METHODS)
def test_ratings_are_ranks_each_given_once(method: str) -> None:
    ranks = rate(method, PADDING, ["school"], Forms())
    assert sorted(ranks) == pytest.approx([n / 6 for n in range(1, 7)])
    assert rate(method, PADDING, ["school"], Forms()) == ranks


@pytest.mark.parametrize("method", METHODS)
def test_a_method_bears_what_there_is_to_bear(method: str) -> None:
    assert rate(method, [], [], Forms()) == ()
    assert rate(method, [""], [], Forms()) == (1.0,)
    assert rate(method, ["truce"], [], Forms()) == (1.0,)
    assert len(rate(method, ["truce", "truce", ""], [], Forms("xx"))) == 3


@pytest.mark.parametrize("method", METHODS)
def test_what_says_nothing_comes_last(method: str) -> None:
    assert rate(method, ["It was so.", "Grain ships left the port.", "The port is open."], [], Forms())[0] == min(
        rate(method, ["It was so.", "Grain ships left the port.", "The port is open."], [], Forms())
    )


@pytest.mark.parametrize("method", METHODS)
def test_what_stands_twice_counts_once_and_ranks_alike(method: str) -> None:
    once = rate(method, LONGER[:9], [], Forms())
    twice = rate(method, LONGER[:9] * 2, [], Forms())
    assert sorted(range(9), key=lambda place: -once[place]) == sorted(range(9), key=lambda place: -twice[place])


def test_the_methods_differ() -> None:
    words = "ship port bay feld|ship port bay|feld truce bank ship port|talbot wire|ship talbot wire judge draft"
    texts = words.split("|")
    assert len({rate(method, texts, ["wire"], Forms()) for method in METHODS}) > 4


def test_a_method_that_there_is_not_is_refused() -> None:
    with pytest.raises(ValueError, match="no method 'lexrank'; choose one of"):
        summarise(story.articles(), [TOPIC], method="lexrank")


@pytest.mark.parametrize("method", METHODS)
def test_sentences_without_a_common_word_are_rated_in_silence(method: str) -> None:
    assert sorted(rate(method, ["truce days", "ships grain"], ["truce"], Forms())) == [0.5, 1.0]


@pytest.fixture(scope="module")
def by_seed() -> list[dict[str, list[float]]]:
    """The ratings of all methods, in processes that order their sets differently."""
    look = (
        "import json; from briefing.summarise.corpus import Forms\n"
        "from briefing.summarise.methods import METHODS, rate\n"
        f"print(json.dumps({{method: rate(method, {LONGER!r}, ['port'], Forms()) for method in METHODS}}))"
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


def test_no_method_loads_sumys() -> None:
    look = (
        "import sys; from briefing.summarise.corpus import Forms\n"
        "from briefing.summarise.methods import METHODS, rate\n"
        "for method in METHODS: rate(method, ['Grain ships left.', 'A ship left.'], [], Forms())\n"
        "print('sumy.summarizers' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", look], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"


# --- beside sumy


def sentences(count: int, words: int, seed: int) -> Given:
    """Sentences of so many different words, the first ones frequent; some are empty, some words say nothing."""
    chance = random.Random(seed)  # noqa: S311 - no secret
    known = [f"{a}{b}o" for a, b in itertools.product("bdgklmnprtv", ("a", "e", "i", "ou", "an", "er"))][:words]
    known[1::5] = sorted(STOP)[: len(known[1::5])]
    weights = [1 / n for n in range(1, len(known) + 1)]
    stems = tuple(tuple(chance.choices(known, weights, k=chance.randrange(14))) for _ in range(count))
    unique = tuple(dict.fromkeys(stems))  # sumy has one rating for sentences that are equal
    return Given(unique, content_of(unique))


def content_of(stems: tuple[tuple[str, ...], ...]) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(word for word in one if word not in STOP) for one in stems)


def same(ours: tuple[float, ...], theirs: list[float]) -> bool:
    """Whether two methods think the same: to 1e-6, and the same ten best, where they are equal but for rounding too."""
    numbers = [0.0 if math.isnan(value) else value for value in theirs]
    near = len(ours) == len(theirs) and all(abs(a - b) < 1e-6 for a, b in zip(ours, numbers, strict=True))
    return near and best(ours) == best(numbers)


def best(values: tuple[float, ...] | list[float]) -> list[int]:
    return sorted(range(len(values)), key=lambda place: (-round(values[place], 10), place))[:10]


# few words make many sentences that are equal to a method: what rounding and order do shows there
@pytest.mark.parametrize(("count", "words"), [(1, 5), (2, 5), (3, 12), (12, 4), (30, 8), (40, 60), (120, 40)])
@pytest.mark.parametrize("method", METHODS)
def test_the_scores_are_sumys(method: str, count: int, words: int) -> None:
    for seed in range(3):
        asked = sentences(min(count, 40) if method == "kl" else count, words, seed)
        assert same(scores(method, asked), sumy_says.of_words(method, asked.stems)), seed


@pytest.mark.slow
@pytest.mark.parametrize("method", METHODS)
def test_the_scores_are_sumys_on_its_own_words_of_a_text(method: str) -> None:
    """sumy's KL looks for stop words before it makes letters small: so here they are small to begin with."""
    texts = list(dict.fromkeys(text.lower() for text in STORY))[: 50 if method == "kl" else 150]
    assert same(scores(method, sumy_says.its_words(method, texts)), sumy_says.of_texts(method, texts))


@pytest.mark.slow
@pytest.mark.parametrize("method", METHODS)
@settings(max_examples=50)
@given(
    stems=st.lists(
        st.lists(st.sampled_from("ba be bi bo bu the of da de".split()), max_size=7).map(tuple),
        max_size=14,
        unique=True,
    )
)
def test_the_scores_are_sumys_whatever_the_words(method: str, stems: list[tuple[str, ...]]) -> None:
    words = Given(tuple(stems), content_of(tuple(stems)))
    assert same(scores(method, words), sumy_says.of_words(method, words.stems))


# --- what is done for it


def test_lexrank_multiplies_only_what_shares_a_word_once_a_pair(monkeypatch: pytest.MonkeyPatch) -> None:
    """Half of sum df^2, not n^2; the smaller the blocks, the same pairs."""
    words = sentences(200, 60, 1)
    frequency = Counter(stem for stems in words.content for stem in set(stems))
    pairs = sum(count * (count - 1) // 2 for count in frequency.values())
    done: list[int] = []
    multiply = lex_rank.products

    def counted(*args: object) -> object:
        found = multiply(*args)  # type: ignore[arg-type]
        done.append(len(found[0]))
        return found

    monkeypatch.setattr(lex_rank, "products", counted)
    whole = scores("lex-rank", words)
    assert sum(done) == pairs
    done.clear()
    monkeypatch.setattr(lex_rank, "CELLS", 500)
    assert scores("lex-rank", words) == whole
    assert sum(done) == pairs
    assert len(done) > 20


def test_sumbasic_looks_again_only_at_what_could_be_next(monkeypatch: pytest.MonkeyPatch) -> None:
    look, looked = sum_basic.average, Counter[str]()

    def counted(likely: Mapping[str, float], stems: Sequence[str]) -> float:
        looked["all"] += 1
        return look(likely, stems)

    monkeypatch.setattr(sum_basic, "average", counted)
    words = sentences(400, 60, 1)
    scores("sum-basic", words)
    assert looked["all"] < 25 * len(words.stems)  # sumy: half of their square, 200 a sentence


def test_what_stands_between_white_space_is_taken_apart_once(monkeypatch: pytest.MonkeyPatch) -> None:
    found = Counter[str]()
    take_apart = Forms.of

    def counted(forms: Forms, text: str) -> list[Form]:
        found[text] += 1
        return take_apart(forms, text)

    monkeypatch.setattr(Forms, "of", counted)
    texts = Texts(("Veldran barges wait.", "Barges wait,\nVeldran waits.", "Veldran\u2028barges wait."), Forms())
    assert [len(words) for words in texts.content] == [3, 4, 3]
    assert found == dict.fromkeys(["Veldran", "barges", "wait.", "Barges", "wait,", "waits."], 1)


@given(st.text(st.sampled_from("aBé9.,:-'’ \n\u2028\u00a0語ไ_"), max_size=30) | st.text(max_size=30))
def test_the_words_of_a_text_are_those_that_the_house_method_reads(text: str) -> None:
    words, terms = Texts((text,), FORMS), terms_of(text, FORMS)
    assert words.stems == (terms.stems,)
    assert frozenset(words.content[0]) == terms.content
