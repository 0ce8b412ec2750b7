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


@given(st.text())
def test_the_span_lies_in_the_sentence(sentence: str) -> None:
    found = actor(sentence)
    assert found is None or 0 <= found.start < found.end <= len(sentence)
