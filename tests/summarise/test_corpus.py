from __future__ import annotations

from texts import PADDING, corpus, report


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
