from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from briefing.text.quotations import Quotation, quotations


def test_quotations_of_several_languages_are_found() -> None:
    texts = [
        "“Yes,” he said.",
        "„Ja“, sagte er.",
        "« Oui », dit-il.",
        '"No," he said.',
        "''No,'' he said.",
        "»Ja«, sagte er.",
    ]
    for text, found in zip(texts, quotations(texts), strict=True):
        assert len(found) == 1, text
        assert found[0].start == 0
        assert found[0].closed


def test_an_apostrophe_opens_no_quotation() -> None:
    assert quotations(["The workers' rights aren't what they were in the '90s."]) == ((),)


def test_a_quotation_lasts_to_the_paragraph_that_closes_it() -> None:
    found = quotations(["He said: “One.", "Two.", "Three.” Four."])
    assert found == (
        (Quotation(9, 14, closed=False),),
        (Quotation(-1, 4, closed=False),),
        (Quotation(-1, 7),),
    )


def test_a_quotation_that_nobody_closes_ends_with_its_paragraph() -> None:
    assert quotations(["He said: “One.", "Two.", "Three."])[1:] == ((), ())


@given(st.lists(st.text(alphabet="ab \"'“”„«»‘’.", max_size=40), max_size=8))
def test_quotations_lie_in_order_inside_any_text(paragraphs: list[str]) -> None:
    found = quotations(paragraphs)
    assert len(found) == len(paragraphs)
    for text, of_paragraph in zip(paragraphs, found, strict=True):
        edges = [edge for quotation in of_paragraph for edge in (quotation.start, quotation.end)]
        assert edges == sorted(edges)
        assert all(-1 <= edge <= len(text) for edge in edges)
