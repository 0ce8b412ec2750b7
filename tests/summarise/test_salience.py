from __future__ import annotations

from typing import TYPE_CHECKING

from texts import PADDING, corpus, report

from briefing.summarise.salience import salience

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefing.summarise.corpus import Corpus

FULL = (
    "The grain ships have waited off Porto Lume for nine days because the channel is blocked, the harbour master said."
)


def worth(found: Corpus, support: Sequence[float] = (), about: Sequence[float] = ()) -> tuple[float, ...]:
    """The salience of the sentences of a story, by default in reports as much to the point and as much alone."""
    alike = (1.0,) * len(found.sentences)
    return salience(found, support or alike, about or alike)


def test_what_comes_first_in_a_report_matters_more() -> None:
    values = worth(corpus(report(FULL, *PADDING, FULL.replace("ships", "boats"))))
    assert values[0] > values[-1]
    assert all(0 < value <= 1 for value in values)


def test_a_fragment_matters_less_than_a_full_sentence_and_so_does_an_endless_one() -> None:
    endless = FULL.replace("because", "as he had said on the two days before and as the old pilots say too, " * 3)
    fragment, full, long = worth(corpus(report("Ships wait."), report(FULL, publisher="B"), report(endless)))
    assert fragment < full > long


def test_names_and_numbers_are_substance() -> None:
    thin, full = "The boats there wait for some days now.", "Talbot and Feld count 41 boats of Porto Lume."
    values = worth(corpus(report(thin, *PADDING), report(full, *PADDING, publisher="Kestrel Times")))
    assert values[0] < values[len(PADDING) + 1]


def test_what_the_story_speaks_of_often_matters_more_than_what_it_mentions_once() -> None:
    often, once = "The channel is blocked by ice again.", "The painter is delayed by fog again."
    found = corpus(report(often), report(once, publisher="B"), report(*(f"{n} of the channel's ice." for n in PADDING)))
    values = worth(found)
    assert values[0] > values[1]


def test_what_another_report_tells_too_matters_more() -> None:
    found = corpus(report(FULL), report(FULL.replace("ships", "boats"), publisher="Kestrel Times"))
    supported, alone = worth(found, support=(1.0, 0.0))
    assert supported > alone > 0


def test_a_report_that_is_about_something_else_matters_less_whatever_it_mentions() -> None:
    here, aside = report(FULL, *PADDING[:2]), report(FULL, *PADDING[2:4], publisher="Kestrel Times")
    values = worth(corpus(here, aside), about=(0.9, 0.8, 0.7, 0.9, 0.0, 0.0))
    assert values[0] > values[3] > 0


def test_one_report_to_the_point_among_many_aside_is_no_worse_for_them() -> None:
    many = [report(FULL.replace("nine", str(n)), publisher=f"Paper {n}") for n in range(20, 30)]
    found = corpus(report(FULL), *many)
    values = worth(found, about=(0.2, *(0.0,) * len(many)))
    assert values[0] > 2 * max(values[1:])


def test_a_sentence_without_words_is_no_mistake() -> None:
    assert all(0 <= value <= 1 for value in worth(corpus(report("—", "…"))))
    assert worth(corpus()) == ()
