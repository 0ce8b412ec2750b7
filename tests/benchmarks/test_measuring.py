"""The formulas of the single parts, on invented data."""

from __future__ import annotations

from benchmarks.quality import aspect, baselines, replay
from benchmarks.quality.baselines import Line, best

TEAS = (Line("Green tea is picked in spring.", 0), Line("The shop is closed.", 1), Line("Tea, tea and more tea.", 2))


def judged() -> aspect.Judged:
    one, two, alone = frozenset({0, 1}), frozenset({1, 2}), frozenset({3})
    return aspect.Judged(("a", "b", "c", "d"), {"geo": (one, two, alone), "rescue": (alone, alone, one)})


def test_an_annotator_who_shares_no_sentence_is_left_out() -> None:
    assert judged().votes("geo") == [1, 2, 1, 0]


def test_precision_counts_three_picks_for_each_annotator_that_is_kept() -> None:
    assert aspect.counts(judged(), "geo", [0, 1, 3]) == (3.0, 6.0, 4.0)
    assert aspect.micro((3.0, 6.0, 4.0)) == 60.0


def test_a_block_of_the_file_is_read_with_its_picks() -> None:
    text = (
        "Sentence 0: It shook.\nSentence 1: It stopped.\n\nAnnotator 0: Sentences 1 (importance 2), 0 (importance 1)\n"
    )
    assert list(aspect._blocks(text)) == [(("It shook.", "It stopped."), (frozenset({0, 1}),))]  # noqa: SLF001


def test_keywords_count_from_the_beginning_of_a_word_in_any_case() -> None:
    assert baselines.keywords(TEAS, ("tea", "shop")) == [1.0, 1.0, 3.0]


def test_ties_go_to_the_first() -> None:
    assert best([1.0, 2.0, 2.0, 0.0], 3) == (1, 2, 0)


def test_bm25_is_nought_where_no_word_of_the_query_stands() -> None:
    values = baselines.bm25(TEAS, "tea")
    assert values[1] == 0.0
    assert values[2] > values[0] > 0.0


def test_mmr_does_not_take_the_same_twice() -> None:
    lines = (Line("Green tea is picked.", 0), Line("Green tea is picked.", 1), Line("Coffee beans are roasted.", 2))
    bags = baselines.vectors(lines)
    assert baselines.diverse([1.0, 0.9, 0.7], bags, 2) == (0, 2)


def test_every_method_of_sumy_values_every_sentence() -> None:
    for method in baselines.SUMY:
        assert len(baselines.sumy(method, TEAS, ("tea",))) == len(TEAS)


def test_what_is_shown_is_cut_in_words_across_sentences() -> None:
    assert replay.cut(["One two three.", "Four five."], 4) == "One two three. Four"


def test_reports_take_turns_with_their_first_sentences() -> None:
    articles = [replay._article("2025-01-01", text) for text in ("A one .\nA two .", "B one .")]  # noqa: SLF001
    assert replay._in_turns(articles) == ["A one.", "B one.", "A two."]  # noqa: SLF001
