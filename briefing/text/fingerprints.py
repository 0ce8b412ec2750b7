"""Have two texts the same words? Digests that are equal, and sketches that show how much of a text another holds.

What is computed here is kept for years, so it rests on nothing that moves: no stems, no language, no hash seed. Words
are folded and hashed; of the hashes of all shingles those are kept that lie under a fixed bound (FracMinHash, Irber and
others, 2022). So any two sketches can be compared, and the share of the smaller one that the larger has estimates the
containment of their texts (Broder, 1997), which cutting and shuffling hardly change, as they do Jaccard's index.
"""

from __future__ import annotations

import re
import struct
import unicodedata
from functools import lru_cache
from hashlib import blake2b
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

SHINGLE = 4  # words: two texts rarely have four in a row by chance, and an edit spares its neighbours
CHARACTERS = 8  # the same for a script without spaces, where a character is half a word
SCALE = 4  # of so many shingles one is kept
SPARSE = 4  # of so many kept shingles one is needed in an index, where a sketch has enough of them
NAMING = 5  # words of a title that names one article
BITS = 48  # of a hash: ten million shingles collide less than once in ten million look-ups
BYTES = BITS // 8

_MASK = 2**BITS - 1
_KEPT = 2**BITS // SCALE
_INDEXED = _KEPT // SPARSE
_SIX = struct.Struct(">HI")
_BASE = 0x9E3779B97F4B  # odd, so that no word is lost; else any

_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff"  # Thai to Khmer, kana, Han
_WORD = re.compile(rf"[{_UNSPACED}]|[^\W_{_UNSPACED}]+")
_TELLING = re.compile(rf"(?<!\w)-(?=\d)|[$€£¥₹%‰+±]|\d+(?:[.,:]\d+)+|[{_UNSPACED}]|[^\W_{_UNSPACED}]+")
_INSIDE = re.compile(r"(?<=\w)['’ʼ\u00ad](?=\w)")  # apostrophes and soft hyphens: "it's" is one word however it is set


def sketch(text: str) -> frozenset[int]:
    """Return a sample of the text's shingles: non-negative integers under 2 ** 48, the same on every machine."""
    return frozenset([number for number in _shingles(folded_words(text)) if number < _KEPT])


def sample(of: frozenset[int]) -> frozenset[int]:
    """Return the part of a sketch that an index needs, so that near copies are found by what they share of it."""
    return frozenset([number for number in of if number < _INDEXED])


def pack(sketched: frozenset[int]) -> bytes:
    """Return a sketch as bytes, six for each number, in ascending order."""
    count = len(sketched)
    whole, packed = struct.pack(f">{count}Q", *sorted(sketched)), bytearray(BYTES * count)
    for place in range(BYTES):
        packed[place::BYTES] = whole[8 - BYTES + place :: 8]
    return bytes(packed)


def unpack(packed: bytes) -> frozenset[int]:
    """Return the sketch that `pack` packed."""
    return frozenset(high << 32 | low for high, low in _pairs(packed))


def in_common(one: frozenset[int], packed: Iterable[bytes]) -> list[int]:
    """Return how many numbers each packed sketch has of another, without unpacking it."""
    own = frozenset(_numbers(pack(one)))
    return [len(own.intersection(_numbers(other))) for other in packed]


def _numbers(packed: bytes) -> tuple[bytes, ...]:
    """Return each number as it is packed; what is damaged at the end is no number."""
    found: tuple[bytes, ...] = _several(len(packed) // BYTES).unpack_from(packed)
    return found


@lru_cache(maxsize=1000)
def _several(count: int) -> struct.Struct:
    return struct.Struct(f"{BYTES}s" * count)


def _pairs(packed: bytes) -> Iterator[tuple[int, int]]:
    """Yield the upper two and the lower four bytes of each number; what is damaged at the end is no number."""
    return _SIX.iter_unpack(packed[: len(packed) // BYTES * BYTES])


def containment(one: frozenset[int], two: frozenset[int]) -> float:
    """Return how much of the shorter text the longer has, in [0, 1]; 0 where one of them is empty."""
    shorter = min(len(one), len(two))
    return len(one & two) / shorter if shorter else 0.0


def text_digest(text: str) -> str:
    """Return a digest of the words alone, 32 characters; "" for a text without words.

    It is blind to case, accents, white space and punctuation, but not to what tells another thing: the point and the
    comma within a number, a minus before it, signs of currency, "%".
    """
    told = " ".join(_TELLING.findall(_folded(text)))
    return blake2b(told.encode("utf-8", "replace"), digest_size=16).hexdigest() if told else ""


def folded_words(text: str) -> list[str]:
    """Return the words of a text, in one case and without accents; of a script without spaces, the characters."""
    return _WORD.findall(_folded(text))


def is_telling(title: str) -> bool:
    """Whether a title can name one article: "Weather" and "Letters to the editor" name many."""
    words = folded_words(title)
    return sum(1 if len(word) > 1 else 1 / 3 for word in words if not word.isdigit()) >= NAMING


@lru_cache(maxsize=4)  # the text, the title and the report of one article are each asked for twice
def _folded(text: str) -> str:
    """Return the text in one case, without accents and compatibility forms, minus signs as one."""
    whole = _INSIDE.sub("", text.replace("\u2212", "-")).casefold()
    if whole.isascii():
        return whole
    return "".join(letter for letter in unicodedata.normalize("NFKD", whole) if unicodedata.category(letter) != "Mn")


def _shingles(words: list[str]) -> list[int]:
    """Return the hashes of the runs of words: a polynomial in those of the words; a text shorter than one is one."""
    length = CHARACTERS if 2 * sum(map(len, words)) < 3 * len(words) else SHINGLE
    length = min(length, len(words))
    if not length:
        return []
    if length == SHINGLE:
        first, second, third, last = zip(*map(_powers, words), strict=True)
        sums = zip(first, second[1:], third[2:], last[3:], strict=False)
        return [(a + b + c + d) & _MASK for a, b, c, d in sums]
    hashes = list(map(_hash, words))
    runs = hashes[: len(hashes) - length + 1]
    for place in range(1, length):
        runs = [(run * _BASE + word) & _MASK for run, word in zip(runs, hashes[place:], strict=False)]
    return runs


@lru_cache(maxsize=100_000)
def _powers(word: str) -> tuple[int, int, int, int]:
    """Return what a word adds to the hash of a run of four as its first, second, third and last."""
    last = _hash(word)
    third = last * _BASE & _MASK
    second = third * _BASE & _MASK
    return second * _BASE & _MASK, second, third, last


def _hash(word: str) -> int:
    return int.from_bytes(blake2b(word.encode("utf-8", "replace"), digest_size=BYTES).digest(), "big")
