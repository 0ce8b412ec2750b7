from __future__ import annotations

import pytest

from briefing.text.names import mentions
from briefing.text.speakers import pronoun_speaker, speaker


def says(sentence: str) -> str | None:
    found = speaker(sentence, mentions(sentence))
    return found.name if found else None


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("Premier Odo Marchetti said Bryland would wait.", "Odo Marchetti"),
        ("Talbot has repeatedly said that Bryland would wait.", "Talbot"),
        ("Talbot also said that Bryland would wait.", "Talbot"),
        ("“We will wait,” Ines Talbot told reporters.", "Ines Talbot"),
        ("“We will wait,” said Mr. Talbot, a judge who met Feld.", "Talbot"),
        ("Bryland would wait, said Sen. Ines Talbot of Velmar.", "Ines Talbot"),
        ("Bryland would wait, according to Ines Talbot.", "Ines Talbot"),
        ("Ines Talbot, the head of the bank, warned Feld.", "Ines Talbot"),
    ],
)
def test_the_speaker_is_who_stands_beside_the_verb(sentence: str, name: str) -> None:
    assert says(sentence) == name


@pytest.mark.parametrize(
    "sentence",
    [
        "A spokesman for Ines Talbot said Bryland would wait.",
        "Talbot’s spokesman said Bryland would wait.",
        "Talbot and Feld said Bryland would wait.",
        "Talbot, Feld and Renn said Bryland would wait.",
        "Allies of Ines Talbot said Bryland would wait.",
        "The Talbot campaign said Bryland would wait.",
        "Ines Talbot was told by Feld to wait.",
        "Ines Talbot went to Velmar.",
        "Ines Talbot refused to speak.",
        "“Talbot must wait,” he said.",
        "He said Ines Talbot must wait.",
        "Critics say Ines Talbot must wait.",
        "",
    ],
)
def test_nobody_speaks_where_it_is_another_or_several_or_not_said(sentence: str) -> None:
    assert says(sentence) is None


@pytest.mark.parametrize(
    ("sentence", "pronoun"),
    [
        ("He said Bryland would wait.", "he"),
        ("“We will wait,” she added.", "she"),
        ("Bryland would wait, he said.", ""),
        ("“We will wait,” Talbot said, and he said nothing.", ""),
        ("He went home.", ""),
        ("They said no.", ""),
    ],
)
def test_he_or_she_is_the_speaker_only_where_nobody_else_can_be(sentence: str, pronoun: str) -> None:
    assert pronoun_speaker(sentence) == pronoun
