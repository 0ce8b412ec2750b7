"""A PDF file -> the stretches of text on its pages, with their places: the one module that knows the PDF library.

It is started as a program of its own, bytes in and JSON out, since the library is C: a file that it never comes back
from, or that makes it crash, must cost one document and not the run.
"""

from __future__ import annotations

import contextlib
import ctypes
import json
import math
import sys
from collections import Counter
from typing import TYPE_CHECKING, Any

from briefing.model.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_PAGES, MOST_CHARACTERS = 500, 1_500_000
"""More than is read of a report; they take twenty seconds and fifty megabytes, and the largest file as much again."""

MOST_SECONDS, MOST_MEMORY = 60, 1024**3
"""Seconds of the processor's time, which a slow one may need for as much; bytes."""

_APART = 0.8  # of the size of the letters: no space between words is so wide, but for justified ones
_HYPHENS = "\x02\ufffe\u00ad"  # what the library puts for a hyphen at the end of a line
_PASSWORD, _UNSUPPORTED = 4, 5


@dataclass(frozen=True, slots=True)
class _Letter:
    text: str
    left: float
    right: float
    base: float
    size: float
    quarter: int


def read_pages(raw: bytes) -> dict[str, Any]:
    """Return what is on the pages, as JSON has it; {"error": "password" | "unsupported" | "damaged"} where it fails.

    "pages" holds for each page its stretches in the order in which the file draws them, each a list of text, left,
    right, baseline and size of the letters, in points from the lower left corner, turned so that the text is upright.
    "unmapped" counts the letters for which the file does not say which they are.
    """
    import pypdfium2 as pdfium  # noqa: PLC0415 - only who reads a PDF file pays for it

    try:
        document = pdfium.PdfDocument(raw)
    except pdfium.PdfiumError as error:
        kinds = {_PASSWORD: "password", _UNSUPPORTED: "unsupported"}
        return {"error": kinds.get(error.err_code or 0, "damaged")}
    pages: list[list[list[Any]]] = []
    unmapped = characters = 0
    for number in range(min(len(document), MOST_PAGES)):
        if characters > MOST_CHARACTERS:
            break
        letters, unknown = _letters(document, number)
        pages.append([_run(stretch) for stretch in _stretches(_upright(letters))])
        unmapped, characters = unmapped + unknown, characters + len(letters)
    known = {name.lower(): document.get_metadata_value(name) for name in ("Title", "Author", "CreationDate")}
    return {"pages": pages, "count": len(document), "unmapped": unmapped, "characters": characters, **known}


def _letters(document: Any, number: int) -> tuple[list[_Letter], int]:
    """Return the characters of a page, and how many of them the file does not map to one; none of a broken page."""
    import pypdfium2 as pdfium  # noqa: PLC0415

    try:
        page = document[number]
        text = page.get_textpage()
        count = min(text.count_chars(), MOST_CHARACTERS)
    except pdfium.PdfiumError:
        return [], 0
    letters = [_letter(text, at) for at in range(count)]
    unmapped = sum(pdfium.raw.FPDFText_HasUnicodeMapError(text, at) == 1 for at in range(count))
    text.close()
    page.close()
    return letters, unmapped


def _letter(text: Any, at: int) -> _Letter:
    import pypdfium2.raw as pdfium  # noqa: PLC0415

    code = pdfium.FPDFText_GetUnicode(text, at)
    box, x, y = pdfium.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    pdfium.FPDFText_GetLooseCharBox(text, at, box)
    pdfium.FPDFText_GetCharOrigin(text, at, x, y)
    quarter = round(pdfium.FPDFText_GetCharAngle(text, at) / (math.pi / 2)) % 4
    left, low, right, high = _turned((box.left, box.bottom), (box.right, box.top), quarter)
    base = (y.value, -x.value, -y.value, x.value)[quarter]
    return _Letter(_character(code), left, right, base, high - low, quarter)


def _turned(one: tuple[float, float], two: tuple[float, float], quarter: int) -> tuple[float, float, float, float]:
    """Return a box (left, low, right, high) as it lies when the page is turned back by quarters of a circle."""
    for _ in range(quarter):
        one, two = (one[1], -one[0]), (two[1], -two[0])
    return min(one[0], two[0]), min(one[1], two[1]), max(one[0], two[0]), max(one[1], two[1])


def _character(code: int) -> str:
    return "-" if chr(code) in _HYPHENS else chr(code) if code else ""


def _upright(letters: list[_Letter]) -> list[_Letter]:
    """Return the letters that stand as most of the page's do: a stamp along the margin is no text of the report."""
    seen = Counter(letter.quarter for letter in letters if not letter.text.isspace())
    most = seen.most_common(1)[0][0] if seen else 0
    return [letter for letter in letters if letter.quarter == most or letter.text.isspace()]


def _stretches(letters: list[_Letter]) -> Iterator[list[_Letter]]:
    """Yield the letters that follow each other on one line, without a gap that could be one between columns."""
    stretch: list[_Letter] = []
    for letter in letters:
        if stretch and not letter.text.isspace() and not _goes_on(stretch, letter):
            yield stretch
            stretch = []
        if stretch or not letter.text.isspace():
            stretch.append(letter)
    if stretch:
        yield stretch


def _goes_on(stretch: list[_Letter], letter: _Letter) -> bool:
    last = next(one for one in reversed(stretch) if not one.text.isspace())
    broken = any(one.text in "\r\n" for one in stretch[-2:]) and abs(letter.base - last.base) > last.size / 10
    level = abs(letter.base - last.base) < max(letter.size, last.size) / 2
    return level and not broken and -last.size < letter.left - last.right < _APART * max(letter.size, last.size)


def _run(stretch: list[_Letter]) -> list[Any]:
    black = [letter for letter in stretch if not letter.text.isspace()]
    text = "".join(letter.text for letter in stretch)
    text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    sizes = sorted(letter.size for letter in black)
    bases = Counter(round(letter.base, 1) for letter in black)
    places = (min(one.left for one in black), max(one.right for one in black), bases.most_common(1)[0][0])
    return [" ".join(text.split()), *(round(place, 1) for place in places), round(sizes[len(sizes) // 2], 1)]


def main() -> None:
    """Read a PDF file from standard input and write what is on its pages to standard output, as JSON."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource  # noqa: PLC0415 - not on every system

        resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    json.dump(read_pages(sys.stdin.buffer.read()), sys.stdout)


if __name__ == "__main__":
    main()
