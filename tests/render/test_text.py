"""Plain text: lines that a terminal shows whole, every word of the brief, no commands to the terminal."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefing.render.arrange import arrange
from briefing.render.columns import COLUMNS, shown, underlined, width, wrapped
from briefing.render.forms import render
from briefing.render.words import frame_for
from briefing.text.folding import visible

from .reading import folded, markdown_words
from .samples import ARABIC, FULL, HOSTILE, QUIET, hostile
from .walking import sentences_of

if TYPE_CHECKING:
    from briefing.render.view import SentenceView

PLAIN = {"full": FULL, "quiet": QUIET, "arabic": ARABIC, "hostile": HOSTILE}
ADDRESS = ("http://", "https://", "mailto:", "www.")


def closed_up(text: str) -> str:
    """Return the text without white space, for where its lines end is not the matter."""
    return "".join(text.split())


def as_shown(sentence: SentenceView) -> str:
    """Return the words with what is added to them."""
    return "".join(piece.text + (f" [{shown(piece.added)}]" if piece.added else "") for piece in sentence.pieces)


def too_wide(text: str) -> list[str]:
    """Return the lines that a terminal of 76 columns could not show, but for those that hold an address."""
    return [line for line in text.split("\n") if width(line) > 76 and not any(one in line.lower() for one in ADDRESS)]


@pytest.mark.parametrize("name", PLAIN)
def test_every_sentence_stands_word_for_word(name: str) -> None:
    brief = PLAIN[name]
    text = closed_up(render(brief, "text"))
    told = list(sentences_of(arrange(brief, frame_for(brief.language))))
    assert [one.text for one in told if closed_up(as_shown(one)) not in text] == []
    assert bool(told) == (name != "quiet")


def test_it_says_all_that_markdown_says() -> None:
    table_heads = {"Date", "Event"}
    told = set(re.findall(r"\w+", render(FULL, "text")))
    said = {word for line in markdown_words(render(FULL, "markdown")) for word in re.findall(r"\w+", line)}
    assert said - told == table_heads


def test_headings_are_underlined_and_nothing_is_marked_up() -> None:
    text = render(FULL, "text")
    assert text.startswith("Talks at Porto Lume · Thursday, 15 May 2025\n" + "=" * 43 + "\n")
    assert "\nThe harbour\n-----------\n" in text
    assert "\nArdenia\n~~~~~~~\n" in text
    assert not any(sign in text for sign in ("**", "](", "##", "<a", "&amp;"))


def test_an_item_says_whose_it_is_and_where_its_words_are() -> None:
    text = render(FULL, "text")
    assert (
        "- Ardenian officials said on Tuesday [13 May] that they would accept a\n"
        "  truce of thirty days. [1]\n"
        "  The Harbour Post, 14 May · 1 newsroom, also [4] · the words:\n"
        "  positions-1 · new\n"
    ) in text
    assert "\npositions-1\n    https://post.example/2025/05/14/ministers-meet?from=front&part=1#story:~:text=" in text


def test_what_is_new_comes_first_and_each_section_says_how_much_it_has() -> None:
    text = render(FULL, "text")
    assert (
        "\n\nPositions of the two sides (2, 1 new, 1 updated) · The harbour (4, 2\nnew) · Sanctions (nothing)\n\n"
        in text
    )
    front = text.index(
        "New since Wednesday's issue\n---------------------------\n\n- Ardenian officials said on Tuesday"
    )
    assert text.index("square\nbrackets is added") < front < text.index("\nPositions of the two sides\n---")
    assert "\n  The Harbour Post, 14 May · new · Positions of the two sides\n" in text
    assert "New since" not in render(QUIET, "text")


def test_what_is_still_so_says_whose_it_is_on_a_line_of_its_own() -> None:
    assert "- The pier's collapse in March injured 15. [2]\n  Lume Ledger, 13 May\n" in render(FULL, "text")


def test_sources_have_their_numbers_and_their_addresses_on_lines_of_their_own() -> None:
    text = render(FULL, "text")
    assert (
        '[2] Lume Ledger (from the address), "Ferries pile up | Lume Ledger", 13\n'
        "    May 2025 (from the metadata)\n"
        "    https://ledger.example/ferries\n"
    ) in text


def test_an_address_is_never_parted() -> None:
    long = "https://a.example/" + "very-long/" * 30
    assert wrapped(f"See {long} for more", "- ", "  ", 20) == f"- See\n  {long}\n  for more"


@pytest.mark.parametrize("name", PLAIN)
def test_no_line_is_wider_than_a_terminal(name: str) -> None:
    assert too_wide(render(PLAIN[name], "text")) == []


@settings(max_examples=30, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.one_of(st.text(max_size=90), st.text("字、a \u0301—", max_size=200)).map(folded).filter(bool))
def test_any_words_are_wrapped_and_command_no_terminal(words: str) -> None:
    text = render(hostile(words), "text")
    assert too_wide(text) == []
    assert not [letter for letter in text if letter != "\n" and unicodedata.category(letter) == "Cc"]
    assert closed_up(shown(words)) in closed_up(text)


def test_what_would_command_the_terminal_is_replaced() -> None:
    text = render(hostile("red \x1b[31m bell \x07 del \x7f csi \x9b2J"), "text")
    assert "red \ufffd[31m bell \ufffd del \ufffd csi \ufffd2J" in " ".join(text.split())


def test_a_change_of_direction_ends_with_the_words_that_begin_it() -> None:
    assert shown("a \u202eb") == "a \u202eb\u202c"


@pytest.mark.parametrize("form", ["markdown", "html", "text", "mail"])
def test_what_is_not_seen_or_turns_the_direction_is_left_out(form: str) -> None:
    made = render(hostile("\u202eg\u2066o\u200bn\U000e0041e\ufe0f\u061c\u00ad"), form)
    assert "gone" in made
    assert not re.search("[\u00ad\u061c\u200b\u202e\u2066\ufe0f\U000e0041]", made)


@pytest.mark.parametrize("form", ["markdown", "html", "text", "mail"])
def test_a_control_character_is_shown_in_every_form(form: str) -> None:
    made = render(hostile("a\x1b]0;x\x07b \x00"), form)
    assert not re.search("[\x00-\x09\x0b\x0c\x0e-\x1f\x7f-\x9f]", made)


def test_joiners_stay_where_words_are_spelt_with_them() -> None:
    assert (
        visible("a\u200db \u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645")
        == "ab \u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645"
    )


# --- lines


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        ("abc", 3),
        ("会談", 4),
        ("e\u0301", 1),
        ("한국", 4),
        ("\u1112\u1161\u11ab", 2),  # one syllable of Korean, letter by letter
        ("a\u200db", 2),
        ("ｱ", 1),
        ("Ａ", 2),
        ("", 0),
    ],
)
def test_the_width_of_a_text_is_that_of_its_letters_in_a_terminal(text: str, columns: int) -> None:
    assert width(text) == columns


def test_wide_letters_may_end_a_line_and_punctuation_stays_with_what_it_closes() -> None:
    lines = wrapped("会談は再開した。次回は「金曜日」だ", columns=16).split("\n")
    assert all(width(line) <= 16 for line in lines)
    assert not any(line.startswith(("。", "」")) or line.endswith("「") for line in lines)


def test_a_word_longer_than_a_line_is_parted_and_marks_stay_with_their_letters() -> None:
    assert wrapped("x" * 25, columns=10) == f"{'x' * 10}\n{'x' * 10}\n{'x' * 5}"
    assert wrapped("e\u0301" * 6, columns=4) == "e\u0301" * 4 + "\n" + "e\u0301" * 2


def test_a_heading_is_as_wide_as_its_line() -> None:
    assert underlined("会談", "-") == "会談\n----"
    assert underlined("word " * 30, "=").split("\n")[-1] == "=" * (COLUMNS - 3)


@given(st.text(max_size=200), st.integers(8, 80))
def test_wrapping_loses_nothing_and_adds_only_what_stands_before_lines(text: str, columns: int) -> None:
    lines = wrapped(text, "* ", "> ", columns).split("\n")
    assert closed_up("".join(line[1:] for line in lines)) == closed_up(text)
    assert [line[:1] for line in lines] == ["*", *(">" for _ in lines[1:])]
