from __future__ import annotations

import os
import random
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.text.fingerprints import (
    containment,
    is_telling,
    pack,
    sample,
    sketch,
    text_digest,
    unpack,
)

_WORDS = [f"{begin}{middle}{end}" for begin in "bdfklmnprst" for middle in ("a", "e", "io", "ou") for end in "nrstlk"]


def dice_of(seed: int) -> random.Random:
    return random.Random(seed)  # noqa: S311 - no secret


def written(seed: int, sentences: int = 30) -> list[str]:
    """Return sentences of invented words, others for every seed."""
    dice = dice_of(seed)
    return [" ".join(dice.choices(_WORDS, k=dice.randint(10, 25))).capitalize() + "." for _ in range(sentences)]


@pytest.mark.parametrize("seed", range(20))
def test_a_cut_text_is_wholly_contained_in_the_whole(seed: int) -> None:
    whole = written(seed)
    assert containment(sketch(" ".join(whole[:12])), sketch(" ".join(whole))) == 1


@pytest.mark.parametrize("seed", range(20))
def test_the_order_of_sentences_hardly_matters(seed: int) -> None:
    whole = written(seed)
    mixed = dice_of(seed).sample(whole, len(whole))
    assert containment(sketch(" ".join(whole)), sketch(" ".join(mixed))) > 0.65


@pytest.mark.parametrize("seed", range(20))
def test_a_new_lead_leaves_most_of_a_wire_copy(seed: int) -> None:
    wire = written(seed)
    copy = [*written(seed + 1000, 5), *wire[5:]]
    assert containment(sketch(" ".join(wire)), sketch(" ".join(copy))) > 0.6


@pytest.mark.parametrize("seed", range(20))
def test_other_texts_share_next_to_nothing(seed: int) -> None:
    assert containment(sketch(" ".join(written(seed))), sketch(" ".join(written(seed + 1)))) < 0.05


@pytest.mark.parametrize("seed", range(20))
def test_a_cut_copy_is_found_by_the_sample_that_is_indexed(seed: int) -> None:
    whole = written(seed)
    assert sample(sketch(" ".join(whole[:10]))) & sample(sketch(" ".join(whole)))


def test_a_text_without_spaces_is_compared_too() -> None:
    dice = dice_of(3)
    sentences = ["".join(dice.choices([chr(0x4E00 + n) for n in range(400)], k=20)) + "。" for _ in range(40)]
    whole, part = sketch("".join(sentences)), sketch("".join(sentences[:20]))
    assert containment(whole, part) == 1
    assert containment(whole, sketch("".join(reversed(sentences)))) > 0.5


def test_nothing_is_contained_in_nothing() -> None:
    assert containment(frozenset(), frozenset()) == containment(frozenset(), sketch(" ".join(written(1)))) == 0


def test_the_same_text_gives_the_same_numbers_under_any_hash_seed() -> None:
    told = "print(pack(sketch('a b c d e f g h i j k l m')).hex(), text_digest('Ébé'))"
    program = f"from briefing.text.fingerprints import *; {told}"
    said = {
        subprocess.run(
            [sys.executable, "-c", program], env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, check=True
        ).stdout
        for seed in ("1", "2", "77")
    }
    assert len(said) == 1


def test_numbers_are_the_same_in_every_version_of_the_program_since_archives_keep_them() -> None:
    assert sorted(sketch(" ".join(written(5, 2))))[:2] == [3098949312482, 8138758037306]
    assert text_digest("The ministers met.") == "1a65493ca20cf34f6f9effdb71a8779e"


@given(st.text())
def test_a_sketch_comes_back_from_its_bytes(text: str) -> None:
    numbers = sketch(text)
    assert unpack(pack(numbers)) == numbers
    assert sample(numbers) <= numbers


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("It's “over”, he said.", "IT’S  over\nhe SAID"),
        ("naïve café", "naive cafe"),
        ("a \u2212 b \u22125", "a b -5"),
        ("co\u00adoperation", "cooperation"),
        ("ﬁve", "five"),
    ],
)
def test_how_a_text_is_set_is_no_change(one: str, two: str) -> None:
    assert text_digest(one) == text_digest(two)


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("43 dead", "45 dead"),
        ("1.5 million", "15 million"),
        ("rose 5%", "rose 5"),
        ("$5", "€5"),
        ("at -5 degrees", "at 5 degrees"),
        ("they will not meet", "they will meet"),
        ("Київ", "Кіїв"),
        ("东京", "北京"),
    ],
)
def test_what_tells_another_thing_is_a_change(one: str, two: str) -> None:
    assert text_digest(one) != text_digest(two)


@pytest.mark.parametrize("text", ["", " \n", "… — !", "\ud800"])
def test_a_text_without_words_has_no_digest(text: str) -> None:
    assert text_digest(text) == ""
    assert sketch(text) == frozenset()


@pytest.mark.parametrize("title", ["Weather", "Letters to the editor", "News in brief, 14 May 2025", "", "Live: 12:30"])
def test_a_title_of_few_words_names_no_single_article(title: str) -> None:
    assert not is_telling(title)


@pytest.mark.parametrize(
    "title", ["Ministers of both coasts meet in the old town", "市政府宣布周四开始修复港口大桥工程"]
)
def test_a_full_headline_names_one(title: str) -> None:
    assert is_telling(title)
