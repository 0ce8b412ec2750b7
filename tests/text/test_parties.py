from __future__ import annotations

import pytest

from briefing.text.parties import acting_party

PARTIES = {"ardenia": ("Ardenia", "Ardenian", "Feld"), "bryland": ("Bryland", "Kestrel Bay", "Talbot", "Marchetti")}


@pytest.mark.parametrize(
    ("sentence", "party"),
    [
        ("Ardenia rejected the inspections of Bryland.", "ardenia"),
        ("Ines Talbot told Feld that she would wait.", "bryland"),
        ("“Ardenia must decide,” said Odo Marchetti.", "bryland"),
        ("Kestrel Bay refused to answer Velmar.", "bryland"),
    ],
)
def test_it_is_who_speaks_or_acts_and_not_who_is_mentioned(sentence: str, party: str) -> None:
    assert acting_party([sentence], PARTIES) == party


@pytest.mark.parametrize(
    "sentence",
    [
        "Paulo Renn said Ardenia and Bryland would meet again.",
        "Ardenia and Bryland rejected the draft.",
        "The talks opened in Porto Lume.",
        "A bay full of kestrels pleased nobody.",
        "",
    ],
)
def test_no_party_where_it_is_another_or_both_or_nobody(sentence: str) -> None:
    assert acting_party([sentence], PARTIES) is None


def test_the_lead_in_tells_who_he_is() -> None:
    texts = ["He refused to answer.", "Jonas Feld came late."]
    assert acting_party(texts, PARTIES) == "ardenia"
    assert acting_party(texts[:1], PARTIES) is None


def test_the_sentence_goes_before_its_lead_in() -> None:
    assert acting_party(["Talbot refused to answer.", "Feld asked her."], PARTIES) == "bryland"


def test_without_parties_there_is_none() -> None:
    assert acting_party(["Ardenia rejected it."], {}) is None
