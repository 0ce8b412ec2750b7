from __future__ import annotations

from collections import Counter
from importlib import import_module
from itertools import chain

import pytest
import story
from hypothesis import given
from hypothesis import strategies as st
from texts import PADDING, corpus, report

from briefing.summarise.duplicates import kinship, same_sentences

duplicates = import_module("briefing.summarise.duplicates")


def same(one: str, two: str) -> bool:
    found = corpus(report(one, *PADDING[:3]), report(two, *PADDING[3:], publisher="Kestrel Times"))
    first, second = found.place[found.sentences[0]], 4
    return first in (groups := same_sentences(found)) and groups.get(second) == groups[first]


SENTENCE = "Bryland named the judge Ines Talbot on Wednesday as its chief negotiator for the talks in Porto Lume."


@pytest.mark.parametrize(
    "other",
    [
        SENTENCE,
        SENTENCE.replace("the talks", "talks"),
        "On Wednesday Bryland named Ines Talbot, a judge, as chief negotiator for its talks in Porto Lume.",
        SENTENCE.replace("Bryland", "Bryland’s government"),
    ],
)
def test_the_same_in_other_words_is_the_same(other: str) -> None:
    assert same(SENTENCE, other)


@pytest.mark.parametrize(
    ("one", "two"),
    [
        (
            "President Zelensky discussed the defence of the labour camps with the organisers.",
            "President Zelenskyy discussed the defense of the labor camps with the organizers.",
        ),
        (
            "Yuriy Brill travelled to the Kestrel centre and analysed the harbour.",
            "Yuri Brill traveled to the Kestrel center and analyzed the harbor.",
        ),
    ],
)
def test_other_spellings_are_the_same(one: str, two: str) -> None:
    assert same(one, two)


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("Ardenia accepted a truce of 30 days on the bank.", "Ardenia accepted a truce of 60 days on the bank."),
        ("Ardenia accepted the truce on the Sill Bank.", "Ardenia has not accepted the truce on the Sill Bank."),
        ("Ardenia can sign the truce in Porto Lume.", "Ardenia can't sign the truce in Porto Lume."),
        ("Talbot arrived in Porto Lume by ship.", "Marchetti stayed in Kestrel Bay with his family."),
        ("The talks opened.", "The talks closed."),
    ],
)
def test_what_contradicts_or_is_something_else_is_not_the_same(one: str, two: str) -> None:
    assert not same(one, two)


def test_what_leaves_a_thing_open_does_not_say_what_settles_it() -> None:
    open_ = (
        "Bryland had until now declined to tell if the judge Ines Talbot would be its chief negotiator in Porto Lume."
    )
    assert not same(SENTENCE, open_)


def test_a_later_version_stands_for_the_earlier() -> None:
    old, new = story.FELD.article, story.FELD_UPDATED.article
    for order in ((old, new), (new, old)):
        kin = kinship(corpus(*order, story.RECIPE.article))
        assert dict(kin.revisions) == {old: new}
        assert not kin.copies


def test_the_longer_is_the_later_where_no_clock_tells() -> None:
    old = report(*PADDING[:4], published=None)
    new = report(*PADDING[:4], "Two more boats have joined the search since noon.", published=None)
    assert dict(kinship(corpus(new, old)).revisions) == {old: new}


def test_a_copy_of_another_publishers_text_is_a_copy_and_no_version() -> None:
    wire, copy = story.WIRE.article, story.COPY.article
    kin = kinship(corpus(copy, wire, story.HARBOUR.article))
    assert not kin.revisions
    assert {kin.copies[article] for article in (wire, copy)} == {wire}


def test_a_text_that_comes_again_after_weeks_is_no_version() -> None:
    old, new = report(*PADDING, published="2031-02-12"), report(*PADDING, "Again.", published="2031-03-12")
    assert not kinship(corpus(old, new)).revisions


def test_reports_of_one_publisher_about_one_thing_are_not_versions() -> None:
    assert not kinship(corpus(story.FELD.article, story.HARBOUR.article, story.MEDIATOR.article)).revisions


def test_a_sentence_that_nobody_repeats_has_no_group() -> None:
    assert same_sentences(corpus(report(*PADDING))) == {}


@pytest.mark.parametrize(
    ("one", "two"),
    [
        (
            "Ardenia said Bryland had shelled a hospital in Velmar.",
            "Bryland said Ardenia had shelled a hospital in Velmar.",
        ),
        (
            "The rebels said the army had shelled the hospital in the north.",
            "The army said the rebels had shelled the hospital in the north.",
        ),
        ("The second round of talks ended without a deal.", "The third round of talks ended without a deal."),
        ("Half of the ships were lost off Velmar.", "A third of the ships were lost off Velmar."),
        ("Ardenia shelled Bryland near the Sill Bank.", "Bryland shelled Ardenia near the Sill Bank."),
        ("Ardenia accepted the truce on the Sill Bank.", "Ardenia rejected the truce on the Sill Bank."),
        ("Grain prices in Velmar rose 3 percent in a week.", "Grain prices in Velmar fell 3 percent in a week."),
        ("The talks in Porto Lume begin on Thursday at noon.", "The talks in Porto Lume begin on Friday at noon."),
        ("The talks in Porto Lume begin on 13 March at noon.", "The talks in Porto Lume begin on 13 April at noon."),
        ("The talks in Porto Lume begin in March or later.", "The talks in Porto Lume begin in April or later."),
        ("The talks in Porto Lume begin today at noon.", "The talks in Porto Lume begin tomorrow at noon."),
        ("Four fishermen were killed off the Sill Bank.", "Five fishermen were killed off the Sill Bank."),
        ("Twenty-four fishermen drowned off the Sill Bank.", "Twenty-five fishermen drowned off the Sill Bank."),
        ("The ship cost Velmar 3 million crowns.", "The ship cost Velmar 3 billion crowns."),
        ("Four fishermen were killed off the Sill Bank.", "Four fishermen were wounded off the Sill Bank."),
        ("Feld denied that Ardenia had sunk the trawler.", "Feld said that Ardenia had sunk the trawler."),
        ("Ardenia will sign the truce in Porto Lume.", "Ardenia is unlikely to sign the truce in Porto Lume."),
        ("Ardenia will accept the truce in Porto Lume.", "Ardenia refused to accept the truce in Porto Lume."),
        ("Ardenia rejected the truce of Porto Lume.", "Ardenia has not rejected the truce of Porto Lume."),
        ("Feld signed the truce of Porto Lume at noon.", "Talbot signed the truce of Porto Lume at noon."),
        (
            "Ardenia and Bryland will hear the judge Ines Talbot in Porto Lume.",
            "Ardenia and Bryland will hear the judge Paulo Renn in Porto Lume.",
        ),
    ],
)
def test_what_differs_in_a_name_a_number_a_day_a_denial_or_an_opposite_confirms_nothing(one: str, two: str) -> None:
    assert not same(one, two)
    assert not same(two, one)


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("Four fishermen were killed off the Sill Bank.", "4 fishermen were killed off the Sill Bank."),
        (
            "Feld will be joined by Deputy Foreign Minister Marek Dorn, Ana Vell and Pavel Stroom, a pilot.",
            "The palace of Velmar named Deputy Foreign Minister Marek Dorn, Ana Vell and Pavel Stroom, a pilot.",
        ),
    ],
)
def test_one_number_in_two_forms_and_one_list_by_two_narrators_are_the_same(one: str, two: str) -> None:
    assert same(one, two)


def test_a_vague_sentence_does_not_bring_together_what_contradicts() -> None:
    told = "{}fishermen were killed on Monday when a trawler sank off the Sill Bank near Velmar."
    found = corpus(
        *(
            report(told.format(count).capitalize(), *PADDING[:3], publisher=count + "Post")
            for count in ("four ", "", "five ")
        )
    )
    groups = same_sentences(found)
    assert groups.get(0) != groups.get(8)


AGENCY = (
    "Ardenia will let grain ships pass the Sill Bank from April on, the government in Velmar said.",
    "The first forty ships are to leave Porto Lume as soon as pilots have been found for them.",
    "Insurers greeted the news and cut the premium for a passage by a third within hours.",
    "Bryland called it a step that should have been taken when the fleet put to sea.",
)


@pytest.mark.parametrize("outlets", [2, 8, 9, 45, 200])
def test_one_agency_text_is_one_origin_however_many_outlets_have_it(outlets: int) -> None:
    copies = [report(*AGENCY, publisher=f"Outlet {n}") for n in range(outlets)]
    found = corpus(*copies, report(*PADDING))
    kin = kinship(found)
    assert set(kin.copies) == set(copies)
    assert len(set(kin.copies.values())) == 1
    assert not kin.revisions
    groups = same_sentences(found)
    assert [groups[place] for place in range(4 * outlets)] == [0, 1, 2, 3] * outlets


def test_a_text_that_sixty_outlets_edit_is_still_said_once() -> None:
    words = AGENCY[0].split()
    added = ("again", "soon", "today", "indeed", "even")
    edits = [" ".join((*words[:n], word, *words[n:])) for n in range(1, 13) for word in added]
    found = corpus(*(report(edit, publisher=f"Outlet {n}") for n, edit in enumerate(edits)), report(*PADDING))
    assert set(same_sentences(found).values()) == {0}


def test_what_a_publisher_puts_under_all_its_reports_makes_no_versions_of_them() -> None:
    notice = "This desk follows the talks between Ardenia and Bryland from the quay of Porto Lume every day and night."
    briefs = [report(f"Ship number {n} passed {'north' * n} of the pier.", notice) for n in range(12)]
    kin = kinship(corpus(*briefs))
    assert not kin.revisions
    assert not kin.copies


def test_a_text_without_publisher_does_not_make_versions_of_two_publishers_reports() -> None:
    gazette = report(*PADDING)
    unknown = report(*PADDING[:5], publisher=None)
    wire = report(*PADDING[:5], "Boats again.", publisher="Coastal Wire")
    kin = kinship(corpus(gazette, unknown, wire))
    names = [{old.publisher.value, new.publisher.value} - {None} for old, new in kin.revisions.items()]
    assert all(len(known) <= 1 for known in names)
    assert kin.copies


def test_a_text_without_publisher_is_a_version_only_of_what_it_nearly_is_or_shares_the_title_of() -> None:
    whole = report(*PADDING, title="Boats")
    half = (*PADDING[:3], *AGENCY[:3])
    assert kinship(corpus(whole, report(*PADDING[:5], publisher=None))).revisions
    assert not kinship(corpus(whole, report(*half, publisher=None, title="Gulls"))).revisions
    assert kinship(corpus(whole, report(*half, publisher=None, title="Boats"))).revisions


def test_the_versions_of_an_article_are_told_oldest_first() -> None:
    days = ("2031-03-12T15:00:00+00:00", "2031-03-12T09:00:00+00:00", "2031-03-12T12:00:00+00:00")
    late, early, noon = (report(*PADDING, published=day) for day in days)
    kin = kinship(corpus(late, early, noon))
    assert list(kin.revisions.items()) == [(early, late), (noon, late)]


def test_a_report_that_is_known_to_replace_another_does_so_however_much_was_changed() -> None:
    old = report("The ministers meet on Friday.", published="2025-05-14")
    new = report("Nobody came to Porto Lume, and the harbour stayed closed.", published="2025-05-14")
    found = corpus(old, new, report(*PADDING))
    assert not kinship(found).revisions
    assert kinship(found, {old.key: new.key}).revisions == {old: new}


def test_of_versions_that_are_known_the_last_one_stands_whatever_their_clocks_say() -> None:
    first, second, third = (
        report(*PADDING, f"Talbot has {number} ships.", published=f"2025-05-{day}")
        for number, day in (("two", 15), ("three", 14), ("four", 13))
    )
    known = {first.key: second.key, second.key: third.key}
    assert set(kinship(corpus(first, second, third), known).revisions.values()) == {third}


def test_a_copy_of_which_nobody_knows_whose_it_is_never_stands_for_the_one_that_is_known() -> None:
    known = report(*PADDING, published="2025-05-14", title="Boats")
    found = report(*PADDING, published="2025-05-15", publisher=None, title="Boats")
    assert kinship(corpus(known, found)).revisions == {found: known}


STEMS = st.lists(st.lists(st.sampled_from("abc"), max_size=9), max_size=6)


@given(texts=STEMS)
def test_of_many_texts_the_shingles_that_others_have_are_the_same_as_of_few(texts: list[list[str]]) -> None:
    with pytest.MonkeyPatch.context() as patched:
        of_few = duplicates.shared_shingles(texts)
        patched.setattr(duplicates, "MANY", 0)
        of_many = duplicates.shared_shingles(texts)
    often = Counter(chain.from_iterable(shingles for _, shingles in of_few))
    again = [frozenset(one for one in shingles if often[one] > 1) for _, shingles in of_few]
    assert [size for size, _ in of_many] == [size for size, _ in of_few]
    assert [list(map(len, (own & other for other in again))) for own in again] == [
        list(map(len, (own & other for _, other in of_many))) for _, own in of_many
    ]
