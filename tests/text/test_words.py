from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nltk.stem.snowball import SnowballStemmer

from briefing.text import words as module
from briefing.text.words import LANGUAGES, fold, stem, stop_words, tokenise, values

if TYPE_CHECKING:
    from collections.abc import Callable


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Ardenia's 3.2 million crowns", ["Ardenia's", "3.2", "million", "crowns"]),
        ("The U.S. envoy", ["The", "U.S.", "envoy"]),
        ("an e-mail, well-known", ["an", "e-mail", "well", "known"]),
        ("at 9:30, in 12,000 homes.", ["at", "9:30", "in", "12,000", "homes"]),
        ("Київ — O’Neill", ["Київ", "O’Neill"]),
        ("… — !", []),
        ("", []),
    ],
)
def test_words_and_numbers_are_told_apart_from_what_stands_between(text: str, words: list[str]) -> None:
    assert [token.text for token in tokenise(text)] == words


@given(st.text())
def test_a_token_stands_in_the_text_at_its_offsets(text: str) -> None:
    tokens = tokenise(text)
    assert all(text[token.start : token.end] == token.text for token in tokens)
    assert all(one.end <= two.start for one, two in pairwise(tokens))


@pytest.mark.parametrize(
    "spellings",
    [
        ("Zelensky", "Zelenskyy", "Zelenskiy", "Zelenskii", "ZELENSKY", "Zelenskyy’s"),
        ("Yuri", "Yuriy", "Yurii"),
        ("defence", "defense"),
        ("organisation", "organization", "organisations"),
        ("demilitarisation", "demilitarization"),
        ("labour", "labor"),
        ("centre", "center"),
        ("travelling", "traveling"),
        ("Erdoğan", "Erdogan"),
        ("ceasefire", "cease-fire", "Ceasefires"),
        ("negotiate", "negotiates", "negotiated", "negotiating"),
    ],
)
def test_spellings_and_inflections_of_one_word_are_one(spellings: tuple[str, ...]) -> None:
    assert len({stem(word) for word in spellings}) == 1


@pytest.mark.parametrize(
    ("one", "two"),
    [("US", "us"), ("U.S.", "us"), ("Marrow", "narrow"), ("2028", "2029"), ("hour", "hor"), ("Feld", "field")],
)
def test_different_words_stay_different(one: str, two: str) -> None:
    assert stem(one) != stem(two)


def test_the_country_is_one_with_and_without_its_dots() -> None:
    assert fold("U.S.") == fold("US")
    assert fold("U.N.") == fold("UN")


@given(st.text())
def test_case_and_possessives_make_no_difference_to_a_longer_word(word: str) -> None:
    for token in tokenise(word):
        if len(token.text) > 2 and token.text.isascii() and token.text.islower():
            assert fold(token.text) == fold(token.text.capitalize()) == fold(f"{token.text}'s") or "'" in token.text


ENDS = (
    "ise ises ising isation yse ysed our ours oured ouring ence enced ences tre tres lled lling llers s ed er".split()
)


@given(st.sampled_from("col org def licen pret offen thea trave anal rival".split()), st.sampled_from(ENDS))
def test_no_spelling_is_looked_for_where_it_cannot_be_and_none_is_missed(beginning: str, end: str) -> None:
    word = beginning + end
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(module, "_ENCE", ("",))  # with which every word begins
        looked_for = stem.__wrapped__(word)
    assert stem.__wrapped__(word) == looked_for


@given(st.text(st.sampled_from("aéiIjy.-'’ß"), max_size=6))
def test_a_plain_word_is_folded_as_any_other_is(word: str) -> None:
    if word.isascii() and word.isalpha() and len(word) > 2:
        assert fold(word) == fold(f"{word}'s")


def test_stop_words_are_those_of_the_language() -> None:
    assert {"the", "would", "isn't", "isnt"} <= stop_words("en")
    assert "und" in stop_words("de")
    assert not {"truce", "delegation", "Feld"} & stop_words("en")


def test_a_language_without_lists_is_read_without_stems_and_stop_words() -> None:
    assert stop_words("xx") == frozenset()
    assert stem("Delegationen", "xx") == "delegationen"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_that_is_named_can_be_read(language: str) -> None:
    assert stem("123", language) == "123"
    assert isinstance(stop_words(language), frozenset)


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("four ships", {"4"}),
        ("4 ships", {"4"}),
        ("Twenty-five ships, twelve boats", {"25", "12"}),
        ("3.2 million crowns", {"3200000"}),
        ("3,200,000 crowns", {"3200000"}),
        ("two hundred thousand tonnes", {"200000"}),
        ("a dozen boats and a thousand nets", {"12", "1000"}),
        ("One ship sank", {"1"}),
        ("one of the ships, the one that sank", set()),
        ("thousands of ships", set()),
        ("at 9:30", {"9:30"}),
        ("30.0 days", {"30"}),
    ],
)
def test_a_number_is_one_in_digits_and_in_words(text: str, numbers: set[str]) -> None:
    assert values(tokenise(text)) == numbers


def test_number_words_are_english_only() -> None:
    assert values(tokenise("elf million 11", "de"), "de") == {"11"}


@given(st.text())
def test_the_numbers_of_any_text_can_be_told(text: str) -> None:
    assert all(values(tokenise(text)))


def test_a_word_that_looks_like_a_shortened_pronoun_says_something() -> None:
    assert not {"shell", "shed", "ill"} & stop_words("en")


def test_a_script_without_spaces_is_read_sign_by_sign() -> None:
    assert [token.text for token in tokenise("港口罢工2天", "zh")] == ["港", "口", "罢", "工", "2", "天"]


_PIECES = ["The U.S.", "3.2", "e-mail,", "O’Neill's", "\n", " ", "", "a.b.", "9:30", "港口", "x_y", "1.", "'"]


@given(st.lists(st.sampled_from(_PIECES)).map("".join) | st.text())
def test_reading_between_blanks_loses_nothing(text: str) -> None:
    assert tokenise(text) == tokenise(text.replace(" ", "\n"))


def _noting(asked: list[str]) -> Callable[[str, str], str]:
    def stem_of(word: str, _language: str) -> str:
        asked.append(word)
        return word

    return stem_of


def test_a_word_is_found_and_stemmed_once_however_often_it_stands(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr(module, "stem", _noting(asked))
    for _ in range(3):
        tokenise("The dockers quarrel, the dockers quarrel; the dockers", "qaa")
    assert asked == ["The", "dockers", "quarrel", "the", "quarrel"]  # "quarrel," and "quarrel;" are two


def test_what_is_kept_of_words_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr(module, "stem", _noting(asked))
    monkeypatch.setattr(module, "_MOST_KEPT", 3)
    long = "x" * 1000
    for _ in range(2):
        tokenise(f"a b c d {long}", "qab")
    assert asked == ["a", "b", "c", "d", long] * 2


# --- stems against another hand's


@pytest.mark.parametrize("language", ["es", "fr", "it", "pt"])
def test_common_words_have_the_stems_that_nltk_gives_them(language: str) -> None:
    theirs = SnowballStemmer(LANGUAGES[language])
    words = sorted(word for word in stop_words(language) if len(word) > 2)
    assert len(words) > 50
    assert [word for word in words if stem(word, language) != theirs.stem(word)] == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        *(("internal", "intern"), ("organised", "organ"), ("university", "universe"), ("evening", "even")),
        *(("emergency", "emerge"), ("added", "ads"), ("lateral", "later"), ("international", "interned")),
    ],
)
def test_words_that_older_stemmers_took_for_one_are_two(one: str, other: str) -> None:
    assert stem(one) != stem(other)


@pytest.mark.parametrize(("one", "other"), [("realise", "realisation"), ("biology", "biologists"), ("add", "adding")])
def test_words_that_older_stemmers_took_for_two_are_one(one: str, other: str) -> None:
    assert stem(one) == stem(other)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_a_stem_for_any_word_or_the_word_itself(language: str) -> None:
    assert stem("Wandarien", language)
