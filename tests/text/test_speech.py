from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.text.speech import actor


def who(sentence: str) -> str | None:
    found = actor(sentence)
    return sentence[found.start : found.end].strip(" ,") if found else None


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("“We will not sign a blank page,” Premier Odo Marchetti told reporters.", "Premier Odo Marchetti"),
        ("“We will not sign,” said Ines Talbot, the judge.", "Ines Talbot"),
        ("Jonas Feld said Bryland had not answered.", "Jonas Feld"),
        ("Ardenia demands a truce of thirty days.", "Ardenia"),
        ("Ardenian officials rejected the inspections.", "Ardenian officials"),
        ("On Monday, Ardenia rejected the inspections.", "Ardenia"),
        ("Meanwhile, Ines Talbot will stay at home.", "Ines Talbot"),
    ],
)
def test_who_speaks_or_acts_is_found(sentence: str, name: str) -> None:
    assert who(sentence) == name


@pytest.mark.parametrize(
    "sentence",
    [
        "Feld told Marchetti to wait.",
        "Feld, who had met Marchetti in 2028, said the draft was dead.",
        "The Ardenian offer to Marchetti was refused.",
        "“Marchetti must decide,” Feld said.",
        "A boat from Velmar was stopped by Marchetti's coast guard.",
    ],
)
def test_who_is_only_mentioned_is_not_who_acts(sentence: str) -> None:
    assert "Marchetti" not in (who(sentence) or "")


@pytest.mark.parametrize(
    "sentence", ["", "they rejected it, and left.", "“We will not sign.”", "It rained for nine days.", "Who knows?"]
)
def test_nobody_is_named_where_nobody_speaks_or_acts(sentence: str) -> None:
    assert who(sentence) is None


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("According to Mira Castell, the list was late.", "Mira Castell"),
        ("Pressed by Ardenia, Bryland rejected it.", "Bryland"),
    ],
)
def test_what_leads_in_is_not_who_acts(sentence: str, name: str) -> None:
    assert who(sentence) == name


def test_whether_the_actor_speaks_is_told() -> None:
    spoken, done = actor("Jonas Feld said he would wait."), actor("Jonas Feld went to Porto Lume.")
    assert spoken
    assert spoken.speaks
    assert done
    assert not done.speaks


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("Bryland must leave the island, Talbot said on Monday.", "Talbot"),
        ("The Velmar line is dead, Ardenian officials said.", "Ardenian officials"),
        ("Bryland was lying, said Odo Marchetti.", "Odo Marchetti"),
        ("Bryland, said Odo Marchetti, was lying.", "Odo Marchetti"),
        ("Bryland, Talbot said, was lying.", "Talbot"),
        ("Bryland – Talbot said – was lying.", "Talbot"),
        ("Bryland was lying, Talbot told reporters in Porto Lume.", "Talbot"),
        ("Bryland has not answered, as Talbot said last week.", "Talbot"),
        ("Bryland will stay, Odo Feld, Ardenia's envoy, said.", "Odo Feld, Ardenia's envoy"),
        ("Bryland called the draft “dead,” former premier Ines Talbot said.", "former premier Ines Talbot"),
        ("Bryland Is Not Ready, Talbot Says", "Talbot"),
        ("Bryland lost nine boats, according to Ines Talbot.", "Ines Talbot"),
    ],
)
def test_whom_a_sentence_is_attributed_to_goes_before_its_subject(sentence: str, name: str) -> None:
    assert who(sentence) == name


@pytest.mark.parametrize(
    "sentence",
    [
        "Bryland must leave the island, he said.",
        "Bryland must leave the island, officials said.",
        "Feld met Marchetti in Velmar, state television reported.",
        "Bryland lost nine boats, said a fisherman.",
    ],
)
def test_nobody_is_named_where_the_speaker_has_no_name(sentence: str) -> None:
    assert who(sentence) is None


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("Feld, Talbot and Marchetti said on Monday.", "Feld, Talbot and Marchetti"),
        ("Odo Marchetti, the premier, said Feld's offer, made in May, was dead.", "Odo Marchetti, the premier"),
        ("Mira Castell, the harbour master, said the man who followed her, Paulo Renn, left.", "Mira Castell"),
        ("Bryland accused Feld of delay, and Talbot said nothing.", "Bryland"),
        ("Bryland struck back, added Ardenia to its list, and left.", "Bryland"),
        ("Bryland's envoy, told Feld would not come, left.", "Bryland's envoy"),
    ],
)
def test_what_only_looks_like_an_attribution_leaves_the_subject(sentence: str, name: str) -> None:
    assert (who(sentence) or "").startswith(name)


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ('"We are ready," Talbot said.', "Talbot"),
        ("Talbot resigned.", "Talbot"),
        ("We are ready,” Talbot said.", "Talbot"),
    ],
)
def test_a_verb_at_the_sentence_end_is_a_verb(sentence: str, name: str) -> None:
    assert who(sentence) == name


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("In 2028 Bryland demanded that Ardenia stay out.", "Bryland"),
        ("On Sunday morning Ines Talbot made a third offer, writing to Feld.", "Ines Talbot"),
        ("On Tuesday, during a visit to Velmar, Talbot called it dead.", "Talbot"),
        ("But in 2028, Bryland changed its mind after talks.", "Bryland"),
        ("Nine hours after Feld spoke, Talbot called it dead.", "Talbot"),
        (
            "After Ardenia published its list, a Velmar official told the Gazette that Feld was ill.",
            "a Velmar official",
        ),
        ("Joining Feld in Velmar are Deputy Minister Mira Castell and Paulo Renn.", "Deputy Minister Mira Castell and"),
        ("Top diplomats such as Foreign Minister Odo Feld are not here.", "Top diplomats such as Foreign Minister Odo"),
    ],
)
def test_leading_words_are_passed_over_for_the_subject(sentence: str, name: str) -> None:
    assert (who(sentence) or "").startswith(name)


@pytest.mark.parametrize(
    "sentence",
    [
        "The war against Ardenia cost much.",
        "The attack on Ardenia killed nine.",
        "Sanctions on Ardenia worked.",
        "Aid for Ardenia arrived late.",
        "The invasion of Ardenia began in May.",
        "A letter to Feld of Ardenia said nothing.",
        "Opponents of Ardenia met.",
        "“We will wait,” the Velmar ambassador to Ardenia said.",
    ],
)
def test_what_is_done_to_somebody_is_not_what_they_do(sentence: str) -> None:
    found = actor(sentence)
    assert found is None or "Ardenia" not in sentence[found.start : max(found.end, found.whole)]


def test_english_rules_say_nothing_of_another_language() -> None:
    assert actor("Ardenia was her answer.", "de") is None


@given(st.text())
def test_the_span_lies_in_the_sentence(sentence: str) -> None:
    found = actor(sentence)
    assert found is None or 0 <= found.start < found.end <= len(sentence)
