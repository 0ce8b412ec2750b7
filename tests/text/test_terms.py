from __future__ import annotations

import contextlib

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from briefing.errors import ConfigError
from briefing.model import Side, Topic
from briefing.text.patience import PATIENCE, SLOW_TEXTS, Pattern, passing_over
from briefing.text.terms import Term, finds, parse, wanted
from briefing.text.words import is_unspaced

SIDES = (Side("ardenia", "Ardenia", ("Ardenia", "Feld")), Side("bryland", "Republic of Bryland", ("Bryland",)))

WORDS = st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=12)


@pytest.mark.parametrize(
    ("written", "kind", "words", "sign"),
    [
        ("head of the delegation", "phrase", "head of the delegation", ""),
        ('"head of the delegation"', "exact", "head of the delegation", ""),
        ("“head of the delegation”", "exact", "head of the delegation", ""),
        ("sanction*", "prefix", "sanction*", ""),
        ("+truce", "phrase", "truce", "+"),
        ('-"trade delegation"', "exact", "trade delegation", "-"),
        (r"/\bF-?16s?\b/", "pattern", r"\bF-?16s?\b", ""),
        ("-/truce/", "pattern", "truce", "-"),
        ("@ardenia", "side", "ardenia", ""),
        ("+ @ardenia", "side", "ardenia", "+"),
        (r"\+1", "phrase", "+1", ""),
        (r"\-40", "phrase", "-40", ""),
        (r"\/etc", "phrase", "/etc", ""),
        ('"M*A*S*H"', "exact", "M*A*S*H", ""),
        ("e-mail", "phrase", "e-mail", ""),
        ("and/or", "phrase", "and/or", ""),
    ],
)
def test_a_term_says_by_its_signs_what_it_asks_for(written: str, kind: str, words: str, sign: str) -> None:
    term = parse(written)
    assert (term.kind, term.words, term.sign, term.written) == (kind, words, sign, written)


@pytest.mark.parametrize(
    ("written", "problem"),
    [
        ("", "asks for nothing"),
        ("  ", "asks for nothing"),
        ("+", "asks for nothing"),
        ("+-truce", "has two signs"),
        ('"truce', "without its end"),
        ('"', "without its end"),
        ('""', "holds no word"),
        ("$", "holds no word"),
        ("/truce", "without its end"),
        ("/truce/i", "(?i)"),
        ("/(truce/", "is not a pattern: missing )"),
        ("/(?<=/", "is not a pattern"),
        ("//", "finds what is empty"),
        ("/x*/", "finds what is empty"),
        ("/(x+x+)+y/", "too slow"),
        ("/(?:a{100}){100}/", "repeats too often"),
        ("/a{99999999}/", "repeats too often"),
        ("/" + "a" * 300 + "/", "too long"),
        ("a*b", "a star that ends no word"),
        ("*", "a star that ends no word"),
        ("truce **", "a star that ends no word"),
        ("@", "names no side"),
    ],
)
def test_a_term_that_cannot_be_read_says_why_and_what_would_be_right(written: str, problem: str) -> None:
    with pytest.raises(ValueError, match=r"; |: ") as error:
        parse(written)
    assert problem in str(error.value)


@given(st.text(max_size=30))
def test_any_text_is_a_term_or_is_refused(text: str) -> None:
    with contextlib.suppress(ValueError):
        term = parse(text)
        assert term.written == text
        assert term.words


@given(st.lists(WORDS, min_size=1, max_size=4), WORDS)
def test_exact_words_are_found_in_whatever_holds_them_and_not_as_parts_of_words(words: list[str], other: str) -> None:
    term = Term("exact", " ".join(words), "")
    assert finds(term, f"({', '.join(words)}) {other}")
    assume(not is_unspaced(words[0]))
    assert not finds(Term("exact", words[0] + "x", ""), words[0] + "xx")


@given(WORDS, WORDS)
def test_the_beginning_of_a_word_is_found_in_every_word_that_begins_so(begin: str, rest: str) -> None:
    assert finds(parse(f"{begin}*"), f"A {begin}{rest} and more")
    assert finds(parse(f"{begin}*"), f"A {begin}.")


@pytest.mark.parametrize(
    ("term", "text", "found"),
    [
        ('"head of the delegation"', "The Head of the delegation’s aide left.", True),
        ('"head of the delegation"', "The heads of the delegation left.", False),
        ('"head of the delegation"', "The delegation has a head.", False),
        ('"café"', "A cafe in town", True),
        ("sanction*", "New sanctions", True),
        ("sanction*", "Unsanctioned", False),
        ("peace talk*", "The peace talks", True),
        ("peace talk*", "A talk on peace", False),
        (r"/\bF-?16s?\b/", "Two F16s landed", True),
        (r"/\bF-?16s?\b/", "Two f16s landed", False),
        (r"/(?i)\bF-?16s?\b/", "Two f16s landed", True),
        ('"停火"', "双方同意停火。", True),
    ],
)
def test_terms_are_looked_for_as_they_say(term: str, text: str, *, found: bool) -> None:
    assert finds(parse(term), text) is found


def test_the_beginning_of_a_word_is_looked_for_among_the_stems_too() -> None:
    assert finds(parse("lead*"), "He led it.", ["he", "lead", "it"])


def test_a_pattern_that_takes_too_long_on_a_text_is_refused_and_not_waited_for() -> None:
    with pytest.raises(ConfigError, match="too slow a pattern"):
        finds(Term("pattern", "(x+x+)+y", "/(x+x+)+y/"), "x" * 5000)


def test_a_text_that_a_pattern_is_too_slow_for_is_passed_over_and_told_where_that_is_wanted() -> None:
    slow = Term("pattern", "(x+x+)+y", "/(x+x+)+y/")
    with passing_over() as passed:
        found = [finds(slow, text) for text in ("xxxy", "x" * 5000, "w" * 50 + "x" * 5000, "x" * 5000, "xxy")]
    assert found == [True, False, False, False, True]
    (problem,) = passed.problems()
    assert str(problem) == (
        f'"/(x+x+)+y/": takes too long for 2 texts, the first of which begins "{"x" * 40}": it was not looked for there'
    )


def test_however_many_texts_a_pattern_is_slow_for_it_is_looked_for_in_the_others() -> None:
    waited = []

    class Slow:
        def search(self, text: str, timeout: float) -> bool:
            waited.append(timeout)
            if text.startswith("slow"):
                raise TimeoutError
            return True

    pattern, found = Pattern(Slow()), []
    for number in range(1000):
        with contextlib.suppress(TimeoutError):
            pattern.finds(f"slow {number}")
        found.append(pattern.finds("quick"))
    assert all(found)
    assert SLOW_TEXTS <= sum(timeout == PATIENCE for timeout in waited) <= SLOW_TEXTS + 2


def test_a_pattern_that_is_slow_for_text_after_text_is_given_up() -> None:
    """One that takes a fifth of a second for each of ten thousand sentences would take half an hour."""
    slowly = []

    class Slow:
        def search(self, text: str, timeout: float) -> bool:
            if timeout < PATIENCE:
                raise TimeoutError
            slowly.append(text)
            return False

    pattern = Pattern(Slow())
    with pytest.raises(TimeoutError):
        any(pattern.finds(str(number)) for number in range(10_000))
    assert len(slowly) == SLOW_TEXTS


def test_a_pattern_that_is_quick_for_most_texts_may_be_slow_for_some() -> None:
    class Seldom:
        def search(self, text: str, timeout: float) -> bool:
            if timeout < PATIENCE and text.endswith("000"):
                raise TimeoutError
            return True

    pattern = Pattern(Seldom())
    assert all(pattern.finds(str(number)) for number in range(100_000))


def topic(*terms: str, without: tuple[str, ...] = ()) -> Topic:
    return Topic(id="talks", terms=terms, without=without)


def test_what_must_not_be_there_is_wanted_wherever_it_is_written() -> None:
    asked = wanted(topic("talks", "-trade", "+@ardenia", without=("fair*",)), SIDES)
    assert [term.words for term in asked.terms] == ["talks", "ardenia"]
    assert [term.words for term in asked.must] == ["ardenia"]
    assert [term.words for term in asked.without] == ["trade", "fair*"]


@pytest.mark.parametrize(
    ("terms", "without", "message"),
    [
        (("talks", "/(/"), (), 'topic "talks": terms[2]: "/(/" is not a pattern'),
        (("@ardenai",), (), 'terms[1]: "@ardenai" names no side; did you mean "@ardenia"?'),
        (("@zzz",), (), "known are: ardenia, bryland"),
        ((), ("+trade",), 'without[1]: "+trade" takes no + or -'),
        (("+trade talks",), ("trade",), 'terms[1]: "+trade talks" must be there and must not, by "trade"'),
        (("+Trade", '-"trade"'), (), None),
        (("+/x+/", "-/x+/"), (), "must be there and must not"),
    ],
)
def test_a_topic_whose_terms_cannot_be_met_names_key_value_and_remedy(
    terms: tuple[str, ...], without: tuple[str, ...], message: str | None
) -> None:
    if message is None:
        assert wanted(topic(*terms, without=without), SIDES).must
        return
    with pytest.raises(ConfigError) as error:
        wanted(topic(*terms, without=without), SIDES)
    assert message in str(error.value)


def test_a_side_is_named_by_its_id_or_its_title() -> None:
    assert wanted(topic("@bryland", "@Republic of Bryland"), SIDES)
    with pytest.raises(ConfigError, match=r"there are no \[\[sides\]\]"):
        wanted(topic("@bryland"), ())
