from __future__ import annotations

import pytest
from texts import PADDING, corpus, report

from briefing import Topic
from briefing.summarise.redundancy import confirms, fullness, likeness, repeats
from briefing.summarise.segment import segment
from briefing.summarise.select import summarise
from briefing.summarise.story import Wishes, look

SHORT = "Bryland named the judge Ines Talbot on Wednesday as its chief negotiator in Porto Lume."
FULL = SHORT.replace("Talbot", "Talbot, 54,").replace(".", " and gave her two pilots.")


def told(one: str, two: str) -> bool:
    """Whether the first repeats the second, in a story that has other things to tell."""
    found = corpus(report(one, *PADDING[:3]), report(two, *PADDING[3:], publisher="Kestrel Times"))
    return repeats(found, 0, 4)


@pytest.mark.parametrize(
    ("one", "two"),
    [
        (SHORT, FULL),
        (
            "The resignation of Ines Talbot, chair of the harbour council, was announced on Sunday.",
            "Ines Talbot announced on Sunday that she resigns as chair of the harbour council of Velmar.",
        ),
        (
            "The harbour council fired Ines Talbot on Sunday as chief pilot of Velmar.",
            "Ines Talbot was fired on Sunday as chief pilot of Velmar by the harbour council, which gave no reason.",
        ),
        (
            "Paulo Renn will take over as chief pilot of Velmar.",
            "Ines Talbot announced that she leaves the council and that Paulo Renn will take over as chief pilot.",
        ),
        (
            "Bryland signed the truce with Ardenia in Porto Lume on Friday.",
            "Bryland signed the truce with Ardenia in Porto Lume on Friday, but did not say who will watch the ships.",
        ),
    ],
)
def test_the_same_event_in_other_words_is_a_repeat(one: str, two: str) -> None:
    assert told(one, two)


@pytest.mark.parametrize(
    ("one", "two"),
    [
        (FULL.replace("two pilots", "two pilots, a lawyer, a yacht and the keys of the archive"), "Talbot has pilots."),
        (
            "Bryland signed the truce in Porto Lume on Friday.",
            "Bryland has not signed the truce in Porto Lume on Friday.",
        ),
        ("Ardenia beat Bryland in the regatta off Velmar.", "Ardenia was beaten by Bryland in the regatta off Velmar."),
        ("Feld denied that Ardenia had sunk the trawler Alba.", "Feld said that Ardenia had sunk the trawler Alba."),
        ("Four ships of Ardenia sank off the Sill Bank.", "Five ships of Ardenia sank off the Sill Bank."),
        (
            "Bryland declined to say if Ines Talbot would be its chief negotiator in Porto Lume.",
            SHORT,
        ),
        ("Ardenia said Bryland had shelled a port.", "Bryland said Ardenia had shelled a port."),
    ],
)
def test_what_contradicts_or_adds_is_no_repeat(one: str, two: str) -> None:
    assert not told(one, two)


@pytest.mark.parametrize("hollow", ["She is in the port right now.", "But I hope they are ships.", "Ships, he said."])
def test_a_few_common_words_are_no_repeat_of_whatever_has_them(hollow: str) -> None:
    assert not told(hollow, "Talbot hopes that forty ships are in the port of Porto Lume now.")


def test_common_words_beside_other_names_are_no_repeat() -> None:
    assert not told(
        "Marek Dorn will give a speech about the harvest on Thursday night.",
        "Ines Talbot gave a long speech about the harvest on Thursday night to the pilots.",
    )


def test_the_same_words_quoted_are_the_same_statement_whatever_stands_around_them() -> None:
    words = "“no ship has ever crossed the Sill Bank by night,”"
    one = f"At the quay Talbot left no doubt of her view of the old pilots, saying {words} as she had before."
    assert told(one, f"{words.capitalize()} Talbot told the council.")


def test_a_repeat_is_told_one_way_only() -> None:
    found = corpus(report(SHORT, *PADDING[:3]), report(FULL, *PADDING[3:], publisher="Kestrel Times"))
    assert repeats(found, 0, 4)
    assert 0 <= likeness(found, 4, 0) < likeness(found, 0, 4) <= 1
    assert fullness(found, 4) > fullness(found, 0)


def test_only_who_tells_all_that_is_shown_confirms_it() -> None:
    found = corpus(report(SHORT, *PADDING[:3]), report(FULL, *PADDING[3:], publisher="Kestrel Times"))
    assert confirms(found, 4, 0)
    assert not confirms(found, 0, 4)


def test_a_thinner_report_is_not_named_beside_a_fuller_sentence() -> None:
    readings = segment((report(SHORT, *PADDING[:3]), report(FULL, *PADDING[3:], publisher="Kestrel Times")))
    story = look(readings, (), Wishes())
    assert story.same == {0: 0, 4: 0}
    assert story.also(0) == (4,)
    assert story.also(4) == ()


def test_the_fuller_of_two_that_say_the_same_is_shown_whichever_comes_first() -> None:
    topic = Topic(id="t", title="Negotiator", terms=("chief negotiator",), sentences=3)
    thin, full = report(SHORT, *PADDING[:3]), report(FULL, *PADDING[3:], publisher="Kestrel Times")
    for order in ((thin, full), (full, thin)):
        (pick,) = summarise(order, [topic], fill=False)["t"]
        assert pick.sentence.text == FULL
        assert pick.also == ()


def test_of_the_same_words_the_newest_are_shown_and_the_others_named() -> None:
    topic = Topic(id="t", title="Negotiator", terms=("chief negotiator",), sentences=3)
    old = report(SHORT, *PADDING[:3], published="2031-03-11")
    new = report(SHORT, *PADDING[3:], publisher="Kestrel Times", published="2031-03-12")
    (pick,) = summarise([new, old], [topic], fill=False)["t"]
    assert pick.sentence.article == new
    assert [sentence.article for sentence in pick.also] == [old]
