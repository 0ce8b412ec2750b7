from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.text.names import mentions
from briefing.text.offices import same_office, side_words
from briefing.text.people import Cast, Named, cast, sex_of


def offices(sentence: str) -> dict[str, list[str]]:
    return {one.name: [sentence[start:end] for start, end in one.offices] for one in mentions(sentence) if one.offices}


def persons(sentence: str) -> list[str]:
    return [one.name for one in mentions(sentence) if one.person]


def named(sentence: str) -> tuple[Named, ...]:
    return tuple(Named(one, tuple(sentence[a:b] for a, b in one.offices)) for one in mentions(sentence))


def story(*sentences: str) -> Cast:
    return cast(named(sentence) for sentence in sentences)


def who(known: Cast, sentence: str) -> list[str]:
    return [known.names[key] for one in named(sentence) if (key := known.who(one))]


@pytest.mark.parametrize(
    ("sentence", "name", "office"),
    [
        ("Deputy Harbour Minister Odo Marchetti came.", "Odo Marchetti", "Deputy Harbour Minister"),
        ("Ardenian President Jonas Feld waited.", "Jonas Feld", "Ardenian President"),
        ("Ardenia’s Foreign Minister Jonas Feld waited.", "Jonas Feld", "Ardenia’s Foreign Minister"),
        ("They met A.R. Secretary of State Ines Talbot.", "Ines Talbot", "A.R. Secretary of State"),
        ("He named his aide and former culture minister Odo Renn.", "Odo Renn", "former culture minister"),
        ("The list has chief of the General Staff Odo Feld on it.", "Odo Feld", "chief of the General Staff"),
        (
            "Harbour Safety Board (HSB) Director Mira Castell left.",
            "Mira Castell",
            "Harbour Safety Board (HSB) Director",
        ),
        ("Feld envoy Mira van der Castell left.", "Mira van der Castell", "Feld envoy"),
        ("President Odo al-Renn left.", "Odo al-Renn", "President"),
        ("President Jean-Luc J. Peña Jr. left.", "Jean-Luc J. Peña Jr.", "President"),
        ("Talbot campaign Chairman Odo Renn left.", "Odo Renn", "Talbot campaign Chairman"),
        ("It was President Feld's idea.", "Feld", "President"),
        ("Odo Renn, the head of Bryland’s coast guard (BCG), left.", "Odo Renn", "head of Bryland’s coast guard (BCG)"),
        ("Odo Renn, former governor of Velmar, left.", "Odo Renn", "former governor of Velmar"),
        ("“No,” said Odo Renn, a spokesman for Mr. Feld.", "Odo Renn", "spokesman for Mr. Feld"),
        ("Odo Renn, the city’s first deputy mayor, left.", "Odo Renn", "first deputy mayor"),
        ("Odo Renn, who is the mayor of Velmar, left.", "Odo Renn", "mayor of Velmar"),
        (
            "Odo Renn, secretary of state for ports, fish, and salt, left.",
            "Odo Renn",
            "secretary of state for ports, fish, and salt",
        ),
    ],
)
def test_an_office_beside_a_name_is_found_whole(sentence: str, name: str, office: str) -> None:
    assert offices(sentence) == {name: [office]}


@pytest.mark.parametrize(
    "sentence",
    [
        "In a statement Jonas Feld spoke of the president.",
        "In Velmar, the premier said he would wait.",
        "In Velmar, the premier, tired, said he would wait.",
        "Velmar, the leader of the alliance, refused.",
        "They met Jonas Feld, the premier, and Ines Talbot.",
        "She told campaign manager Feld to leave.",
        "They want to oust fisheries minister Feld.",
        "The 2028 nominee Odo Renn came.",
        "Jonas Feld, a critic of the mayor, left.",
        "Jonas Feld, said the mayor, had left.",
        "“President Odo Renn is a thief,” she said.",
        "President Street Tower was closed.",
        "Editor's Note follows.",
        "The union of Head Teachers met.",
        "Health and Human Ports Secretary Odo Renn left.",
        "They met in the Sheikh Renn area.",
        "Velmar Rescue fundraising director Odo Renn left.",
        "Odo Renn, harbour editor for “The Lume Gazette,” left.",
        "She is the leader of Labour MEPs.",
        "The General Assembly met the Harbour Ministry.",
        "President Odo Renn Wins Vote After Long Harbour Dispute",
        "A governor of New Velmar was chosen.",
        "The president met nobody.",
        "",
    ],
)
def test_no_office_where_it_is_not_plain_whose_it_is(sentence: str) -> None:
    assert offices(sentence) == {}


def test_an_office_of_the_next_name_is_not_of_this_one() -> None:
    found = offices("They saw Harbour Minister Odo Renn, chief of the General Staff Jonas Feld and others.")
    assert found == {"Odo Renn": ["Harbour Minister"], "Jonas Feld": ["chief of the General Staff"]}


def test_a_lost_modifier_leaves_the_office_out() -> None:
    assert offices("They saw oyster-and-whelk fisheriest minister Odo Renn.") == {}


@pytest.mark.parametrize(
    ("sentence", "name"),
    [("Mr. Renn left.", "Renn"), ("Odo Renn, 45, left.", "Odo Renn"), ("Thomas Renn left.", "Thomas Renn")],
)
def test_a_person_is_known_by_honorific_age_or_a_common_first_name(sentence: str, name: str) -> None:
    assert persons(sentence) == [name]


@pytest.mark.parametrize("sentence", ["Porto Lume waited.", "Velmar Shipping said no.", "The BCG said no."])
def test_what_may_be_a_place_or_a_firm_is_no_person(sentence: str) -> None:
    assert persons(sentence) == []


def test_nothing_is_told_of_another_language() -> None:
    assert mentions("Präsident Jonas Feld kam.", "de") == ()


def test_a_very_long_line_takes_no_longer_than_its_length() -> None:
    line = "Premier Odo Renn, the mayor of Velmar (VC) Director Mira Castell said and " * 3_000
    started = time.perf_counter()
    assert len(mentions(line)) > 3_000
    assert time.perf_counter() - started < 20


@given(st.text())
def test_the_spans_lie_in_the_sentence_and_are_its_words(sentence: str) -> None:
    for one in mentions(sentence):
        assert " ".join(sentence[one.start : one.end].split()) == one.name
        assert all(0 <= start < end <= len(sentence) for start, end in one.offices)


# --- who is one person


def test_a_surname_alone_is_the_one_who_bears_it() -> None:
    known = story("Premier Odo Marchetti left.", "Marchetti slept.")
    assert who(known, "Marchetti slept.") == ["Odo Marchetti"]
    assert who(known, "Mr. Marchetti slept.") == ["Odo Marchetti"]


def test_a_surname_that_two_bear_is_nobodys() -> None:
    known = story("Premier Odo Marchetti left.", "His wife Lena Marchetti stayed.", "Marchetti slept.")
    assert who(known, "Marchetti slept.") == []
    assert who(known, "Odo Marchetti slept.") == ["Odo Marchetti"]


def test_an_office_tells_which_of_two_is_meant() -> None:
    known = story("Premier Odo Marchetti left.", "Judge Lena Marchetti stayed.", "Premier Marchetti slept.")
    assert who(known, "Premier Marchetti slept.") == ["Odo Marchetti"]


def test_a_title_with_a_surname_alone_gives_no_office_to_a_namesake() -> None:
    known = story("Senator Lena Marchetti left.", "President Marchetti slept.")
    (one,) = named("President Marchetti slept.")
    key = known.who(one)
    assert not key or known.held(one, key) == ()


def test_mr_is_not_said_of_a_woman() -> None:
    known = story("Senator Mary Marchetti left.", "Mr. Marchetti slept.", "Marchetti slept.")
    assert who(known, "Marchetti slept.") == []


def test_spellings_of_a_name_are_one_where_the_office_is_the_same() -> None:
    known = story("Envoy Sergiy Bazanov left.", "Envoy Sergey Bazanov left.", "Envoy Sergiy Bazanov left.")
    assert who(known, "Sergey Bazanov slept.") == ["Sergiy Bazanov"]


def test_two_names_of_one_sentence_are_two_people() -> None:
    known = story("Envoys came: Envoy Sergiy Bazanov and Envoy Sergey Bazanov.")
    assert who(known, "Sergiy Bazanov met Sergey Bazanov.") == ["Sergiy Bazanov", "Sergey Bazanov"]


def test_other_initials_are_another_person_and_a_middle_name_is_not() -> None:
    known = story("Judge Odo K. Renn left.", "Mayor Odo T. Renn left.", "Premier Ines M. Talbot left.", "Talbot slept.")
    assert who(known, "Odo K. Renn met Odo T. Renn.") == ["Odo K. Renn", "Odo T. Renn"]
    assert who(known, "Talbot slept.") == who(known, "Ines M. Talbot slept.") != []


def test_the_name_is_the_form_that_most_reports_have() -> None:
    known = story("Premier Ines M. Talbot left.", "Premier Ines Talbot left.", "Ines Talbot slept.")
    assert list(known.names.values()) == ["Ines Talbot"]


def test_a_father_and_his_son_are_two() -> None:
    known = story("Premier Odo Renn left.", "Judge Odo Renn Jr. left.")
    assert who(known, "Odo Renn met Odo Renn Jr. there.") == ["Odo Renn", "Odo Renn Jr."]


def test_a_first_name_tells_the_sex_or_nothing_does() -> None:
    assert [sex_of((name,)) for name in ("mary", "thomas", "mira")] == ["she", "he", ""]


# --- offices


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("president", "Ardenian president"),
        ("Sen.", "Senator"),
        ("Defence Minister", "Defense Minister"),
        ("BCG chairwoman", "Bryland Coast Guard chair"),
    ],
)
def test_one_office_in_two_wordings_is_one(one: str, two: str) -> None:
    assert same_office(one, two)


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("minister", "deputy minister"),
        ("president", "former president"),
        ("nominee", "presumptive nominee"),
        ("judge", ""),
    ],
)
def test_a_former_or_deputy_office_is_another(one: str, two: str) -> None:
    assert not same_office(one, two)


@pytest.mark.parametrize("office", ["Ardenian President", "head of Ardenia’s navy", "Ardenia’s envoy to Bryland"])
def test_an_office_speaks_for_whose_it_is(office: str) -> None:
    assert "Ardenia" in side_words(office)
    assert "Bryland" not in side_words(office)


@pytest.mark.parametrize(
    "office",
    [
        "former Ardenian President",
        "Ardenia envoy",
        "professor of Ardenian history",
        "director of Ardenian studies",
        "Ardenian opposition leader",
        "ambassador to Ardenia",
        "Ardenian journalist",
    ],
)
def test_an_office_that_only_has_to_do_with_a_side_does_not_speak_for_it(office: str) -> None:
    assert "Ardenia" not in side_words(office)
