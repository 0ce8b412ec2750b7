from __future__ import annotations

import time
from importlib import import_module

import pytest
from hypothesis import given
from hypothesis import strategies as st
from texts import PADDING, corpus, report

from briefing.summarise.support import support

module = import_module("briefing.summarise.support")

SAID = "Talbot counted forty grain ships off Porto Lume on Monday."
SAID_TOO = "Forty grain ships lay off Porto Lume on Monday, Ines Talbot said."


def test_what_another_report_tells_too_is_supported_the_more_it_is_alike() -> None:
    near = "Grain is dear in Porto Lume."
    found = corpus(report(SAID, *PADDING[:2]), report(SAID_TOO, near, *PADDING[2:], publisher="Kestrel Times"))
    values = support(found, {})
    assert values[0] > values[4] > values[1] == 0
    assert values[0] == values[3] == 1


def test_a_report_does_not_support_itself() -> None:
    assert support(corpus(report(SAID, SAID_TOO, *PADDING)), {}) == (0.0,) * 8


def test_what_a_report_of_another_week_told_is_no_support_but_old_news() -> None:
    def supported(other: str) -> float:
        one, two = report(SAID, published="2031-03-10"), report(SAID_TOO, published=other, publisher="Kestrel Times")
        return max(support(corpus(one, two), {}))

    assert supported("2031-03-11") == supported("2031-03-08") == 1
    assert supported("2031-03-01") == 0


def test_a_copy_and_an_earlier_version_do_not_support_what_they_are_of() -> None:
    one, two = report(SAID, *PADDING[:2]), report(SAID, *PADDING[3:], publisher="Kestrel Times")
    assert support(corpus(one, two), {})[0] == 1
    assert max(support(corpus(one, two), {two: one})) == 0


def test_what_everybody_says_makes_no_two_sentences_alike() -> None:
    everywhere = [report(f"The talks go on, said delegate number {n}.", publisher=f"Paper {n}") for n in range(120)]
    values = support(corpus(*everywhere, report("The talks go on.", publisher="Gazette")), {})
    assert values[-1] == 0


@pytest.mark.parametrize("sentences", [(), ("—", "…")])
def test_where_nothing_is_told_nothing_is_supported(sentences: tuple[str, ...]) -> None:
    assert set(support(corpus(report(*sentences)), {})) <= {0.0}


def test_the_time_grows_with_the_sentences_and_not_with_their_pairs() -> None:
    def seconds(reports: int) -> float:
        words = [f"ship{n % (reports * 2)} port{n % (reports * 3)}" for n in range(reports * 10)]
        story = corpus(
            *(report(*(f"The {w} waits." for w in words[n::reports]), publisher=f"P{n}") for n in range(reports))
        )
        start = time.process_time()
        support(story, {})
        return time.process_time() - start

    assert seconds(200) < 20 * seconds(50) + 0.5


WORDS = st.sampled_from("grain ship truce Talbot Feld Velmar harbour 40 12 bridge harvest museum teacher".split())
REPORTS = st.lists(
    st.tuples(
        st.lists(st.lists(WORDS, min_size=1, max_size=6).map(" ".join), min_size=1, max_size=6),
        st.one_of(st.none(), st.integers(1, 9).map("2031-03-{:02}".format)),
    ),
    max_size=8,
)


@pytest.mark.slow
@given(REPORTS)
def test_of_many_sentences_the_likeness_is_the_same_as_of_few(told: list[tuple[list[str], str | None]]) -> None:
    reports = [
        report(*sentences, published=day, publisher=f"Paper {n}", title=f"No. {n}")
        for n, (sentences, day) in enumerate(told)
    ]
    kin = dict(zip(reports[::3], reports[1::3], strict=False))
    with pytest.MonkeyPatch.context() as patched:
        of_few = support(corpus(*reports), kin)
        patched.setattr(module, "MANY", 0)
        of_many = support(corpus(*reports), kin)
    assert of_many == pytest.approx(of_few, rel=1e-12)  # but for the sum of the squares, which later Pythons compensate
