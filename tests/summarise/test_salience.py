from __future__ import annotations

from texts import PADDING, corpus, report

from briefing.summarise.salience import salience

FULL = (
    "The grain ships have waited off Porto Lume for nine days because the channel is blocked, the harbour master said."
)


def rooms(found: object) -> dict[object, str]:
    return {article: article.publisher.value for article in found.by_article}  # type: ignore[attr-defined]


def test_what_comes_first_in_a_report_matters_more() -> None:
    found = corpus(report(FULL, *PADDING, FULL.replace("ships", "boats")))
    values = salience(found, rooms(found))  # type: ignore[arg-type]
    assert values[0] > values[-1]
    assert all(0 < value <= 1 for value in values)


def test_a_fragment_matters_less_than_a_full_sentence() -> None:
    found = corpus(report("Ships wait."), report(FULL, publisher="Kestrel Times"))
    fragment, full = salience(found, rooms(found))  # type: ignore[arg-type]
    assert fragment < full


def test_what_several_newsrooms_mention_matters_more() -> None:
    first, second = "Talbot signed the draft in Velmar.", "Renn moved the chairs in Velmar."
    found = corpus(
        report(first), report(second, publisher="B"), report(*PADDING, "Talbot signed a draft then.", publisher="C")
    )
    values = salience(found, rooms(found))  # type: ignore[arg-type]
    assert values[0] > values[1]


def test_a_sentence_without_words_is_no_mistake() -> None:
    found = corpus(report("—", "…"))
    assert all(0 <= value <= 1 for value in salience(found, rooms(found)))  # type: ignore[arg-type]
