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


@pytest.mark.parametrize(
    ("sentence", "party"),
    [
        ("Ardenia must leave the island, Talbot said on Monday.", "bryland"),
        ("Kestrel Bay was lying, said Jonas Feld.", "ardenia"),
        ("Bryland lost nine boats, Ardenian officials said.", "ardenia"),
        ("Bryland lost nine boats, according to Jonas Feld.", "ardenia"),
        ("Bryland lost nine boats, according to a statement published by Feld.", "ardenia"),
        ("Bryland lost nine boats, officials said.", None),
    ],
)
def test_a_sentence_goes_to_whom_it_is_attributed_to(sentence: str, party: str | None) -> None:
    assert acting_party([sentence], PARTIES) == party


@pytest.mark.parametrize(
    "sentence",
    [
        "The Foreign Ministry in Kestrel Bay said it would wait.",
        "A spokesman for Talbot said it would wait.",
        "The president of Bryland refused to come.",
        "“We will wait,” a spokeswoman for Talbot said.",
        "One of Talbot's aides refused to come.",
        "A statement by Talbot said nothing.",
        "Odo Renn, the foreign minister of Bryland, refused to come.",
    ],
)
def test_an_office_speaks_for_the_party_that_it_belongs_to(sentence: str) -> None:
    assert acting_party([sentence], PARTIES) == "bryland"


@pytest.mark.parametrize(
    "sentence",
    [
        "Opponents of Bryland welcomed the draft.",
        "Critics of Talbot rallied in Velmar.",
        "Bryland's critics said so.",
        "Bryland's closest allies said so.",
        "Paulo Renn, a rival of Talbot, refused.",
        "The former Bryland minister turned Talbot critic Paulo Renn said so.",
        "The Bryland dissident Paulo Renn said so.",
        "“We will wait,” a critic of Talbot said.",
        "The Velmar embassy in Kestrel Bay was closed.",
        "The Velmar ambassador in Kestrel Bay refused.",
        "A resident of Kestrel Bay said so.",
        "The war against Bryland cost much.",
        "The invasion of Bryland began in May.",
        "Aid for Bryland arrived late.",
        "A letter to Talbot said nothing.",
    ],
)
def test_who_opposes_a_party_or_acts_upon_it_is_not_that_party(sentence: str) -> None:
    assert acting_party([sentence], PARTIES) is None


def test_the_lead_in_is_not_asked_who_a_named_speaker_is() -> None:
    assert acting_party(["Paulo Renn expects nothing.", "Ardenia rejected it."], PARTIES) is None
    assert acting_party(["Rain fell for nine days.", "Ardenia rejected it."], PARTIES) is None


SEITEN = {"ardenia": ("Ardenien", "ardenische"), "bryland": ("Bryland", "Talbot")}


@pytest.mark.parametrize(
    ("sentence", "party"),
    [
        ("Ardenien lehnt den Entwurf ab.", "ardenia"),
        ("Der ardenische Ministerpräsident kam zu spät.", "ardenia"),
        ("Ardenien lehnt den Entwurf von Talbot ab.", None),
        ("Gegen Ardenien half kein Entwurf.", None),
        ("Die Gegner von Ardenien kamen zu spät.", None),
        ("Paulo Renn traf Talbot in Velmar.", None),
        ("Der Regen hielt neun Tage an.", None),
    ],
)
def test_in_another_language_a_sentence_goes_to_the_only_party_that_it_begins_with(
    sentence: str, party: str | None
) -> None:
    assert acting_party([sentence], SEITEN, "de") == party


def test_in_another_language_english_words_decide_nothing() -> None:
    assert acting_party(["Renn said Talbot.", "Talbot"], SEITEN, "de") is None
    assert acting_party([], SEITEN, "de") is None
