from __future__ import annotations

import time
from collections import Counter
from textwrap import fill

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.ingest import plain
from briefing.ingest.characters import clean
from briefing.ingest.draft import Draft, set_text
from briefing.ingest.identify import identify

FIRST = (
    "The harbour board of Larnmouth said on Tuesday that the new quay would open in the autumn, a year later than "
    "planned, because the steel for its cranes had not arrived in time from the works in the north."
)
SECOND = (
    "Fishermen who have waited for the quay since the old one was closed said they had heard such promises before, "
    "and that nobody had asked them whether the berths were deep enough for their boats in winter."
)


def parse(text: str) -> Draft:
    return plain.parse(clean(text))


def texts(draft: Draft, kind: str | None = None) -> list[str]:
    return [part.text for part in draft.parts if kind in (None, part.kind)]


@pytest.mark.parametrize("width", [60, 72, 95])
def test_hard_wrapped_paragraphs_are_joined_and_it_is_noted(width: int) -> None:
    draft = parse(f"{fill(FIRST, width)}\n\n{fill(SECOND, width)}\n")
    assert texts(draft) == [FIRST, SECOND]
    assert "lines re-joined" in draft.notes


def test_every_line_is_a_paragraph_where_lines_are_not_wrapped() -> None:
    draft = parse(f"{FIRST}\n{SECOND}\nThat was all.\n")
    assert texts(draft) == [FIRST, SECOND, "That was all."]
    assert draft.notes == ()


def test_a_short_line_and_an_indented_one_begin_a_new_paragraph_of_wrapped_text() -> None:
    draft = parse(f"{fill(FIRST, 72)}\n  {fill(SECOND, 72)}")
    assert texts(draft) == [FIRST, SECOND]


def test_a_paragraph_torn_by_a_blank_line_is_one() -> None:
    at = FIRST.index("because")
    draft = parse(f"{FIRST[:at].strip()}\n\n{FIRST[at:]}\n\n{SECOND}")
    assert texts(draft) == [FIRST, SECOND]
    assert draft.notes == ("1 torn paragraph joined",)


@pytest.mark.parametrize(
    ("one", "two", "joined"),
    [
        ("nego-", "tiations", "negotiations"),
        ("a 30-", "day", "a 30-day"),
        ("U.S.-", "led", "U.S.-led"),
        ("face-", "to-face", "face-to-face"),
        ("well-", "known", "well-known"),
        ("Russia-", "Ukraine", "Russia-Ukraine"),
    ],
)
def test_only_a_hyphen_that_parts_a_word_is_removed(one: str, two: str, joined: str) -> None:
    lines = fill(FIRST, 72).splitlines()
    text = "\n".join(
        [*lines[:-1], f"the long and quite unexpectedly difficult round of many {one}", f"{two} talks of it all."]
    )
    assert joined in parse(text).parts[0].text


def test_a_word_that_the_text_hyphenates_elsewhere_keeps_its_hyphen() -> None:
    text = f"{fill(FIRST, 72)} The dock-\nside was empty then, and all of it had been so since the morning came.\n\n"
    text += fill(
        "Nobody at the dock-side spoke of it, though many had come to see the boats leave for the last time.", 72
    )
    assert "dock-side was" in parse(text).parts[0].text


def test_an_address_alone_is_furniture_and_a_torn_sentence_is_joined_around_it() -> None:
    at = FIRST.index("because")
    draft = parse(f"{FIRST[:at].strip()}\n\nhttps://news.example/quay\n\n{FIRST[at:]}")
    assert texts(draft) == [FIRST, "https://news.example/quay"]
    assert draft.parts[1].kind == "furniture"


def test_running_heads_and_page_numbers_that_tear_sentences_are_furniture() -> None:
    lines = fill(f"{FIRST} {SECOND} {FIRST}", 72).splitlines()
    text = "\n".join(
        [
            *lines[:2],
            "",
            "The Larnmouth Echo",
            "2",
            "\f" + lines[2],
            *lines[3:5],
            "",
            "The Larnmouth Echo",
            "3",
            "",
            *lines[5:],
        ]
    )
    draft = parse(text)
    assert texts(draft, "paragraph") == [f"{FIRST} {SECOND} {FIRST}"]
    assert texts(draft, "furniture") == ["The Larnmouth Echo", "2", "The Larnmouth Echo", "3"]


def test_a_page_line_between_whole_paragraphs_is_furniture() -> None:
    page = "The Larnmouth Echo Page {}"
    draft = parse("\n\n".join([FIRST, page.format(2), SECOND, page.format(3), FIRST]))
    assert texts(draft, "furniture") == [page.format(2), page.format(3)]


def test_a_short_line_over_a_longer_paragraph_is_a_heading() -> None:
    draft = parse(f"{FIRST}\nWhat the fishermen want\n{SECOND}\nWill it open at all?\n{FIRST}")
    assert texts(draft, "heading") == ["What the fishermen want", "Will it open at all?"]


@pytest.mark.parametrize("line", ["“Never.”", "Nobody knew.", "Anna Berg / Larn Press", "but it was so"])
def test_a_short_sentence_a_quotation_or_a_credit_is_no_heading(line: str) -> None:
    assert not texts(parse(f"{FIRST}\n{line}\n{SECOND}"), "heading")


def test_list_items_lose_their_bullets_and_keep_their_numbers() -> None:
    draft = parse(f"{FIRST}\n\n- One boat\n- Two boats\n\n1. First of all\n2. Then the rest\n\n• A third")
    assert texts(draft, "item") == ["One boat", "Two boats", "1. First of all", "2. Then the rest", "A third"]


def test_one_dash_at_a_line_s_beginning_is_no_list() -> None:
    draft = parse(f"{FIRST}\n- and so it went.\n{SECOND}")
    assert not texts(draft, "item")


def test_unseen_characters_go_and_joiners_stay_where_a_script_needs_them() -> None:
    draft = parse("\ufeffThe qu\u00aday\u200b is\u202e open\x07.\r\nمی\u200cخواهم\u200c.")
    assert texts(draft) == ["The quay is open.", "می\u200cخواهم."]


def letters(text: str) -> str:
    return "".join(letter for letter in text if letter.isalnum())


WORDS = st.text(st.characters(codec="utf-8"), max_size=20)
LINES = st.lists(
    st.one_of(
        WORDS, st.sampled_from(["", "The quay-", "side of it", "2", "https://a.example/b", "- x", "\f", "By Ann Lee"])
    )
)


@given(LINES.map("\n".join))
def test_no_letter_is_lost_and_their_order_stays(text: str) -> None:
    draft = parse(text)
    cleaned, blocks = set_text(draft.parts)
    assert Counter(letters(cleaned)) == Counter(letters(text))
    if all(block.kind != "furniture" for block in blocks):
        assert letters(cleaned) == letters(text)


@given(LINES.map("\n".join))
def test_telling_furniture_loses_no_letter_either(text: str) -> None:
    parts = parse(text).parts
    told = identify(parts, None).parts
    assert letters(set_text(told)[0]) == letters(set_text(parts)[0])


@given(LINES.map("\n".join))
def test_blocks_lie_in_order_and_white_space_in_them_is_folded(text: str) -> None:
    cleaned, blocks = set_text(parse(text).parts)
    for block in blocks:
        inside = cleaned[block.start : block.end]
        assert inside == " ".join(inside.split())
    assert [block.start for block in blocks] == sorted(block.start for block in blocks)


def test_a_line_of_five_megabytes_takes_no_time() -> None:
    text = "The quay said on Tuesday that it would open. " * 111_112
    began = time.process_time()
    draft = parse(text)
    identify(draft.parts, None)
    assert time.process_time() - began < 40
    assert len(draft.parts) == 1
