from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from hypothesis import given
from hypothesis import strategies as st
from texts import PADDING, corpus, report

from briefing.summarise.corpus import Forms, terms_of
from briefing.text.words import beginning, tokenise, words_in

if TYPE_CHECKING:
    from collections.abc import Callable

    import pytest


def test_every_sentence_has_its_terms_and_its_place() -> None:
    found = corpus(report("Feld met Talbot.", "They talked."), report("Nothing was signed.", publisher="Other"))
    assert [sentence.text for sentence in found.sentences] == [
        "Feld met Talbot.",
        "They talked.",
        "Nothing was signed.",
    ]
    assert len(found.terms) == 3
    assert list(found.by_article.values()) == [range(2), range(2, 3)]
    assert [found.place[sentence] for sentence in found.sentences] == [0, 1, 2]


def test_words_that_say_nothing_are_stems_but_no_content() -> None:
    terms = corpus(report("The ships did not leave the port of Velmar for 30 days.")).terms[0]
    assert len(terms.stems) == terms.words == 12
    assert terms.content == {"ship", "leav", "port", "velmar", "30", "day"}
    assert terms.numbers == {"30"}
    assert terms.stance.negated


def test_a_name_is_a_word_that_is_written_tall_and_not_only_at_the_beginning() -> None:
    found = corpus(report("Ships wait for Talbot.", "Two ships left.", "Talbot saw the ships."))
    assert found.terms[0].names == {"talbot"}
    assert found.terms[2].names == {"talbot"}


def test_who_speaks_is_kept_apart_from_who_is_mentioned() -> None:
    terms = corpus(report("Feld told reporters that Talbot had left.")).terms[0]
    assert terms.actor == {"feld"}
    assert terms.speaks


def test_a_rare_word_tells_more_than_a_common_one() -> None:
    found = corpus(report(*PADDING, "The truce holds.", "The truce is over.", "A truce was signed by Talbot."))
    assert found.idf("talbot") > found.idf("truce") > 0
    assert found.idf("never-seen") >= found.idf("talbot")


def test_a_story_without_a_sentence_is_a_corpus_too() -> None:
    found = corpus()
    assert (found.sentences, found.terms, dict(found.by_article)) == ((), (), {})


def test_what_stands_between_blanks_is_taken_apart_once_and_looked_at_closely_only_where_that_is_asked_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    module = import_module("briefing.summarise.corpus")
    parted: list[str] = []
    looked: list[str] = []
    monkeypatch.setattr(module, "words_in", _noting(parted, words_in))
    monkeypatch.setattr(module, "tokenise", _noting(looked, tokenise))
    found = corpus(report(*PADDING), report("Feld denied on Monday that two ships had left.", publisher="Other"))
    words = " ".join((*PADDING, "Feld denied on Monday that two ships had left.")).split()
    assert parted == list(dict.fromkeys(words))
    assert not looked
    assert found.terms[-1].stance.denies
    assert found.terms[-1].stance.values == {"2"}
    assert looked == [found.terms[-1].text]


def _noting(texts: list[str], function: Callable[..., Any]) -> Callable[..., Any]:
    def noting(text: str, *others: str) -> Any:
        texts.append(text)
        return function(text, *others)

    return noting


@given(st.text(alphabet="aA5é.'’- 国คI,", max_size=40))
def test_words_are_those_of_the_tokens_and_no_name_is_a_first_word_that_is_mostly_written_small(text: str) -> None:
    tokens = tokenise(text)
    assert words_in(text) == [token.text for token in tokens]
    assert beginning(text) == sum(token.start <= 1 for token in tokens)
    terms = terms_of(text, Forms(), frozenset({"a", "aa", "é"}))
    assert terms.stems == tuple(token.stem for token in tokens)
    assert terms.numbers == {token.stem for token in tokens if token.is_number}
    assert terms.names <= {
        t.stem for t in tokens if t.is_capitalised and (t.start > 1 or t.stem not in {"a", "aa", "é"})
    }
