from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.text.names import mentions
from briefing.text.offices import overtakes, same_office, side_words, tells_little
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


@pytest.mark.slow
def test_a_very_long_line_takes_no_longer_than_its_length() -> None:
    line = "Premier Odo Renn, the mayor of Velmar (VC) Director Mira Castell said and " * 3_000
    started = time.process_time()
    assert len(mentions(line)) > 3_000
    assert time.process_time() - started < 60


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


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("The commander of the USS John Talbot came.", "John Talbot"),
        ("John Talbot, director of the relief committee discusses the aid effort, came.", "John Talbot"),
    ],
)
def test_no_office_of_a_ship_nor_one_that_runs_on_into_a_clause(sentence: str, name: str) -> None:
    assert name not in offices(sentence)


def test_a_co_ordinator_with_a_hyphen_holds_an_office_and_is_no_name() -> None:
    sentence = "The UN’s Chief Relief Co-ordinator John Talbot came."
    assert offices(sentence) == {"John Talbot": ["UN’s Chief Relief Co-ordinator"]}


def test_the_owner_of_an_office_behind_a_name_may_have_several_words() -> None:
    sentence = "John Talbot, Doctors for Velmar’s executive director, came."
    assert offices(sentence)["John Talbot"] == ["Doctors for Velmar’s executive director"]


@pytest.mark.parametrize("office", ["UN Special Envoy for Ardenia", "Bryland coordinator for Ardenia"])
def test_who_is_sent_for_a_land_does_not_speak_for_it(office: str) -> None:
    assert side_words(office) == ""


def test_mrs_tells_which_of_two_is_meant_and_mr_of_two_men_does_not() -> None:
    known = story("John Talbot came.", "Ann Talbot came.", "Mrs Talbot slept.")
    assert who(known, "Mrs Talbot slept.") == ["Ann Talbot"]
    assert who(known, "Mr Talbot slept.") == ["John Talbot"]
    assert who(story("John Talbot came.", "Peter Talbot came."), "Mr Talbot slept.") == []


@pytest.mark.parametrize(
    ("newer", "older"),
    [
        ("council nominee", "presumptive council nominee"),
        ("Ardenian council nominee", "council candidate"),
        ("President", "President-elect"),
        ("presumptive Ardenian nominee", "Ardenian council candidate"),
        ("former mayor of Velmar", "mayor of Velmar"),
    ],
)
def test_an_office_tells_that_another_is_over(newer: str, older: str) -> None:
    assert overtakes(newer, older)
    assert not overtakes(older, newer)


@pytest.mark.parametrize(
    ("newer", "older"),
    [("mayor of Velmar", "council candidate"), ("former mayor", "premier"), ("council nominee", "former candidate")],
)
def test_an_office_that_has_nothing_to_do_with_another_does_not_end_it(newer: str, older: str) -> None:
    assert not overtakes(newer, older)


def test_head_and_director_of_one_body_are_one_office() -> None:
    assert same_office("head of the Velmar coast guard", "director of the Velmar coast guard")
    assert not same_office("head of the Velmar coast guard", "deputy head of the Velmar coast guard")


def test_an_article_of_a_name_is_one_with_a_hyphen_or_without() -> None:
    known = story("Minister Marouf al-Renn came.", "Marouf al Renn slept.", "Renn woke.")
    assert set(known.names.values()) == {"Marouf al-Renn"} or len(set(known.names.values())) == 1


def test_an_adverb_that_opens_a_sentence_is_no_part_of_an_office() -> None:
    assert offices("Hopefully President John Talbot comes.") == {"John Talbot": ["President"]}


def test_a_number_with_a_capital_between_two_names_ends_the_first() -> None:
    assert [one.name for one in mentions("They came from Bryland Ten Velmar voters followed.")] == ["Bryland", "Velmar"]
    assert [one.name for one in mentions("They met Ann van der al-Feld.")] == ["Ann van der al-Feld"]


def test_a_king_is_another_than_who_bears_his_name_as_a_surname() -> None:
    known = story("John Talbot came.", "King Talbot II sacked the council.")
    assert who(known, "Talbot slept.") == []


@pytest.mark.parametrize("office", ["spokesman", "top spokesman", "former director", "senior aide"])
def test_an_office_without_what_it_is_of_tells_little(office: str) -> None:
    assert tells_little(office)


@pytest.mark.parametrize("office", ["harbour spokesman", "Sen.", "former president", "director of the harbour"])
def test_an_office_that_says_of_what_or_is_a_title_tells_enough(office: str) -> None:
    assert not tells_little(office)
