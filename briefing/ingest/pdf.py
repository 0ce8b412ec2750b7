"""A PDF file -> a draft: its lines in reading order, joined to paragraphs, without what repeats on every page."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections import Counter, defaultdict
from dataclasses import field, replace
from itertools import chain, pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from briefing.errors import InputError
from briefing.ingest.characters import clean, closed, fold, starts_lower
from briefing.ingest.draft import Draft, Part
from briefing.ingest.lines import Joined, Line, Paragraph, torn, words_of
from briefing.ingest.plain import PAGE_NUMBER, after_marker, list_markers, with_headings
from briefing.ingest.properties import facts_of_properties, made_note
from briefing.model.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from briefing.model import BlockKind

_READER = Path(__file__).with_name("pdf_pages.py")
_LONGEST_WAIT = 180  # seconds; the reader stops itself earlier, but where the system cannot be told to
_PROBLEMS = {
    "password": "a PDF file locked with a password: save a copy without it and read that",
    "unsupported": "a PDF file locked in a way that is not known here: save a copy without it and read that",
    "damaged": "a damaged PDF file: fetch or save it again",
    "hung": "a PDF file that takes too long or too much memory to read: save its text and read that",
    "pictures": "a PDF file without text, probably a scan: recognise its text (ocrmypdf) and read that",
    "unmapped": "a PDF file whose letters cannot be told: recognise its text (ocrmypdf --force-ocr) and read that",
}
_MOST_UNMAPPED = 0.2
_MADE = re.compile(r"D:(\d{4})(\d\d)(\d\d)")

_HEAD_ROWS = 4  # at each end of a page: no running head or foot has more lines
_SAME_PLACE = 3.0  # points
_COLUMN_ROWS, _COLUMN_WORDS = 4, 18  # lines, and characters in the middle one: less is a table
_MOST_CUTS, _MOST_PLACES = 4, 40  # of columns; of places where one may begin
_MOST_RUNS, _MOST_BESIDE = 2000, 20  # a page of more is a drawing, and not looked at for columns; so is such a line
_SAME_ROW = 0.4  # of the size: baselines nearer than that are one line
_NEAR, _STRETCHED = 0.9, 3.0  # of the size: what is further away on the line is no part of the sentence
_LEADING = 1.3  # of the usual distance between lines: more is a gap
_LARGER = 1.15
_INDENT = 0.8  # of the size
_SLACK = 0.02  # of a column's width
_LONGEST_HEADING = 200


Spot = tuple[int, int]
"""Where a run stands: the number of its page, and which of the page's runs it is, from 0."""


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text on one line of a page, and its place in points; `base` is the height of its baseline."""

    text: str
    left: float
    right: float
    base: float
    size: float


@dataclass(frozen=True, slots=True)
class _Row:
    """A line of a column; `first` marks the top of a column, `edge` is where the column ends on the right."""

    run: Run
    edge: float
    first: bool


def parse(raw: bytes, name: str) -> Draft:
    """Return the draft of a PDF file; raises InputError (of `name`) where it is locked, damaged or without text."""
    found = _read(raw)
    problem = found.get("error") or _unreadable(found)
    if problem:
        raise InputError(name, _PROBLEMS[problem])
    pages = [[Run(text, *place) for drawn, *place in page if (text := clean(drawn))] for page in found["pages"]]
    parts, notes = parts_of_pages(pages)
    facts = facts_of_properties(found["title"], found["author"], parts)
    return Draft(tuple(parts), (facts,), (*notes, *_notes(found)))


def parts_of_pages(pages: Sequence[Sequence[Run]]) -> tuple[list[Part], tuple[str, ...]]:
    """Return the parts of pages, running heads and feet once each at the end, and the notes on what was joined."""
    heads = running_heads(pages)
    bodies = [[run for at, run in enumerate(page) if (number, at) not in heads] for number, page in enumerate(pages)]
    rows = [row for body in bodies for row in reading_order(body)]
    setter = _Setter(rows)
    for row in rows:
        setter.add(row)
    setter.close()
    furniture = {re.sub(r"\d+", "#", pages[number][at].text): pages[number][at].text for number, at in sorted(heads)}
    told = [Part(text, "furniture") for key, text in furniture.items() if any(map(str.isalpha, key))]
    return [*with_headings(setter.parts), *told], setter.counts.notes()


# --- the pages


def _read(raw: bytes) -> dict[str, Any]:
    """Return what a process of its own finds in the file: what makes that one crash or hang costs nothing else."""
    path = os.pathsep.join(filter(None, sys.path))
    try:
        done = subprocess.run(  # noqa: S603 - this program's own module
            [sys.executable, "-P", str(_READER)],
            input=raw,
            capture_output=True,
            timeout=_LONGEST_WAIT,
            check=True,
            env={**os.environ, "PYTHONPATH": path},
        )
    except (subprocess.TimeoutExpired, subprocess.CalledProcessError):
        return {"error": "hung"}
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def _unreadable(found: dict[str, Any]) -> str:
    letters = sum(character.isalnum() for page in found["pages"] for text, *_ in page for character in text)
    if found["unmapped"] > _MOST_UNMAPPED * found["characters"]:
        return "unmapped"
    return "" if letters else "pictures"


def _notes(found: dict[str, Any]) -> Iterator[str]:
    pages, count = found["pages"], found["count"]
    if len(pages) < count:
        yield f"only the first {len(pages)} of {count} pages read"
    empty = sum(not page for page in pages)
    if empty:
        yield f"{empty} of {count} pages without text"
    made = _MADE.match(found["creationdate"])
    if made:
        yield made_note("-".join(made.groups()))


# --- what repeats on every page


def running_heads(pages: Sequence[Sequence[Run]]) -> frozenset[Spot]:
    """Return (page, index) of the runs that stand at the same place, top or bottom, of several pages, and say the same.

    Numbers may differ: those of pages do.
    """
    places: dict[str, list[tuple[int, int, float]]] = defaultdict(list)
    for number, page in enumerate(pages):
        for at in _ends(page):
            places[re.sub(r"\d+", "#", fold(page[at].text).lower())].append((number, at, page[at].base))
    repeated = {spot for text, found in places.items() for spot in _together(text, found, pages)}
    repeated |= {(number, at) for number, page in enumerate(pages) for at in _numbers_alone(page)}
    return frozenset(spot for number, page in enumerate(pages) for spot in _outermost(number, page, repeated))


def _outermost(number: int, page: Sequence[Run], repeated: set[Spot]) -> Iterator[Spot]:
    """Yield of the spots those that no other line parts from the edge of the page."""
    lines: dict[int, list[int]] = defaultdict(list)
    for at, run in enumerate(page):
        lines[round(run.base)].append(at)
    for down in (True, False):
        for base in sorted(lines, reverse=down)[:_HEAD_ROWS]:
            heads = [(number, at) for at in lines[base] if (number, at) in repeated]
            yield from heads
            if not heads:
                break


def _ends(page: Sequence[Run]) -> list[int]:
    """Return the indices of the runs on the first and last lines of a page."""
    bases = sorted({round(run.base) for run in page}, reverse=True)
    if len(bases) <= 2:
        return list(range(len(page))) if page and len(bases) == 1 else []
    ends = {*bases[:_HEAD_ROWS], *bases[-_HEAD_ROWS:]}
    return [at for at, run in enumerate(page) if round(run.base) in ends]


def _together(text: str, found: Sequence[tuple[int, int, float]], pages: Sequence[Sequence[Run]]) -> Iterator[Spot]:
    """Yield those of the runs with one text that stand at one height of several pages; numbers alone must count on."""
    heights: dict[tuple[int, int], set[int]] = defaultdict(set)
    keys = []
    for number, at, base in found:
        offset = 0 if any(map(str.isalpha, text)) else _first_number(pages[number][at].text) - number
        keys.append((round(base / _SAME_PLACE), offset))
        heights[keys[-1]].add(number)
    for (number, at, _), (height, offset) in zip(found, keys, strict=True):
        near = set[int]().union(*(heights.get((height + step, offset), ()) for step in (-1, 0, 1)))
        if near - {number}:
            yield number, at


def _first_number(text: str) -> int:
    digits = re.search(r"\d{1,6}", text)
    return int(digits[0]) if digits else 0


def _numbers_alone(page: Sequence[Run]) -> Iterator[int]:
    """Yield the page number that is alone on the first or last line: a document of one page repeats nothing."""
    bases = [run.base for run in page]
    for height in {max(bases), min(bases)} if len(page) > 2 else ():
        line = [at for at, run in enumerate(page) if abs(run.base - height) < run.size * _SAME_ROW]
        if len(line) == 1 and PAGE_NUMBER.fullmatch(page[line[0]].text):
            yield line[0]


# --- reading order


def reading_order(runs: Sequence[Run]) -> Iterator[_Row]:
    """Yield the lines of a page: from top to bottom, column by column between the lines that run over them all.

    What is printed over other text (a banner on a saved page) comes after it.
    """
    over = _printed_over(runs)
    yield from _in_columns([run for at, run in enumerate(runs) if at not in over], _MOST_CUTS)
    yield from _column([run for at, run in enumerate(runs) if at in over])


def _printed_over(runs: Sequence[Run]) -> frozenset[int]:
    """Return the indices of the runs that cover some of what was drawn before them."""
    drawn: dict[int, list[Run]] = defaultdict(list)
    over = set()
    for at, run in enumerate(runs if len(runs) <= _MOST_RUNS else ()):
        line = round(run.base / _SAME_PLACE)
        near = (one for step in range(-2, 3) for one in drawn[line + step][-_MOST_BESIDE:])
        if any(_covers(run, one) for one in near):
            over.add(at)
        else:
            drawn[line].append(run)
    return frozenset(over)


def _covers(run: Run, earlier: Run) -> bool:
    size = min(run.size, earlier.size)
    both = min(run.right, earlier.right) - max(run.left, earlier.left)
    return abs(run.base - earlier.base) < size / 2 and both > size


def _in_columns(runs: Sequence[Run], cuts: int) -> Iterator[_Row]:
    gutter = _gutter(runs) if cuts and len(runs) <= _MOST_RUNS else None
    if gutter is None:
        yield from _column(runs)
        return
    left: list[Run] = []
    right: list[Run] = []
    across: list[Run] = []
    for run in sorted(runs, key=lambda run: (-run.base, run.left)):
        if run.left < gutter < run.right:
            yield from chain(_in_columns(left, cuts - 1), _in_columns(right, cuts - 1))
            left, right = [], []
            across.append(run)
            continue
        yield from _column(across)
        across = []
        (left if run.right <= gutter else right).append(run)
    yield from chain(_column(across), _in_columns(left, cuts - 1), _in_columns(right, cuts - 1))


def _gutter(runs: Sequence[Run]) -> float | None:
    """Return where the white between two columns of running text ends, None where the page has but one."""
    starts = Counter(round(run.left) for run in runs)
    places = sorted(place for place, count in starts.most_common(_MOST_PLACES) if count >= _COLUMN_ROWS)
    found = [(across, place) for place in places[1:] if (across := _across(runs, place - 1.5)) is not None]
    return min(found)[1] - 1.5 if found else None


def _across(runs: Sequence[Run], gutter: float) -> int | None:
    """Return how many lines run over the place, None where there is no running text on both sides of it."""
    left, right = _lines(run for run in runs if run.right <= gutter), _lines(run for run in runs if run.left >= gutter)
    if min(map(_usual_length, (left, right))) < _COLUMN_WORDS:
        return None
    low, high = max(min(left), min(right)), min(max(left), max(right))
    beside = min(sum(low <= base <= high for base in side) for side in (left, right))
    across = sum(run.left < gutter < run.right and low <= run.base <= high for run in runs)
    return across if beside >= max(_COLUMN_ROWS, 2 * across) else None


def _lines(runs: Iterable[Run]) -> dict[int, int]:
    """Return how many characters stand at each height."""
    lines: dict[int, int] = defaultdict(int)
    for run in runs:
        lines[round(run.base)] += len(run.text)
    return lines


def _usual_length(lines: dict[int, int]) -> int:
    return sorted(lines.values())[len(lines) // 2] if lines else 0


def _column(runs: Sequence[Run]) -> Iterator[_Row]:
    """Yield the lines of one column; runs that are near each other on a line are one."""
    edge = max((run.right for run in runs), default=0.0)
    first = True
    for level in _levels(runs):
        full = max(run.right for run in level) >= edge * (1 - _SLACK)
        for run in _beside(level, _STRETCHED if full else _NEAR):
            yield _Row(run, edge, first)
            first = False


def _levels(runs: Iterable[Run]) -> Iterator[list[Run]]:
    level: list[Run] = []
    for run in sorted(runs, key=lambda run: (-run.base, run.left)):
        if level and level[0].base - run.base > _SAME_ROW * max(run.size, level[0].size):
            yield level
            level = []
        level.append(run)
    if level:
        yield level


def _beside(level: list[Run], near: float) -> Iterator[Run]:
    """Yield the runs of a line, those joined that are near each other: in a full line spaces may be stretched."""
    ordered = sorted(level, key=lambda run: run.left)
    whole = ordered[0]
    for run in ordered[1:]:
        gap, size = run.left - whole.right, max(run.size, whole.size)
        if gap > near * size:
            yield whole
            whole = run
            continue
        longer = max(whole, run, key=lambda one: len(one.text))
        between = " " if gap > size / 8 else ""
        text = f"{whole.text}{between}{run.text}"
        whole = Run(text, whole.left, max(whole.right, run.right), longer.base, longer.size)
    yield whole


# --- paragraphs


@dataclass(slots=True)
class _Setter:
    """Sets the lines of columns into parts."""

    rows: Sequence[_Row]
    parts: list[Part] = field(default_factory=list)
    counts: Joined = field(default_factory=Joined)
    open: Paragraph = field(default_factory=Paragraph)
    kind: BlockKind = "paragraph"
    last: _Row | None = None
    words: frozenset[str] = frozenset()
    markers: tuple[re.Pattern[str], ...] = ()
    size: float = 0.0
    leading: float = 0.0

    def __post_init__(self) -> None:
        texts = [row.run.text for row in self.rows]
        self.words, self.markers = words_of(texts), list_markers([Line(text) for text in texts])
        self.size, self.leading = _usual_size(self.rows), _usual_leading(self.rows)

    def add(self, row: _Row) -> None:
        text = row.run.text
        item = after_marker(text, self.markers)
        if item is None and self.last and self._goes_on(self.last, row):
            whole = row.first
            self.counts.torn += whole
            self.counts.lines += not whole
            self.open.extend(text, self.words, self.counts)
        else:
            self.close()
            self.kind = "item" if item is not None else "heading" if self._is_large(row) else "paragraph"
            self.open.append(text if item is None else item)
        self.last = row

    def close(self) -> None:
        if self.open.lines:
            part = Part(self.open.text(), self.kind)
            long = part.kind == "heading" and len(part.text) > _LONGEST_HEADING
            self.parts.append(replace(part, kind="paragraph") if long else part)
        self.open = Paragraph()

    def _is_large(self, row: _Row) -> bool:
        return row.run.size >= _LARGER * self.size

    def _goes_on(self, last: _Row, row: _Row) -> bool:
        one, two = last.run, row.run
        if not 1 / _LARGER < two.size / max(one.size, 0.1) < _LARGER:
            return False
        full = _fills(last, two.text)
        if row.first:
            return torn(self.open, two.text) or (full and not closed(one.text) and one.base < two.base)
        if one.base - two.base > _LEADING * max(self.leading, two.size) or one.base - two.base < two.size / 4:
            return False
        if closed(one.text) and two.left - one.left > _INDENT * two.size and not starts_lower(two.text):
            return False
        return full or starts_lower(two.text)


def _fills(last: _Row, following: str) -> bool:
    """Return whether the first word of the following line would not have fitted on the last one."""
    run = last.run
    letter = (run.right - run.left) / max(len(run.text), 1)
    word = letter * (len(following.partition(" ")[0]) + 1)
    return run.right + word > last.edge * (1 - _SLACK)


def _usual_size(rows: Sequence[_Row]) -> float:
    """Return the size of most letters."""
    sizes: Counter[float] = Counter()
    for row in rows:
        sizes[row.run.size] += len(row.run.text)
    return max(sizes.items(), key=lambda one: (one[1], -one[0]), default=(0.0, 0))[0]


def _usual_leading(rows: Sequence[_Row]) -> float:
    """Return the distance between most lines that follow each other, 0 where there are none."""
    steps = Counter(
        round(one.run.base - two.run.base, 1)
        for one, two in pairwise(rows)
        if not two.first and one.run.base - two.run.base > two.run.size / 4
    )
    return max(steps.items(), key=lambda one: (one[1], -one[0]), default=(0.0, 0))[0]
