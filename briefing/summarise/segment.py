"""Articles as sentences: what is the report, what stands over it, and what is furniture.

    blocks -> cuts at their ends, sentences, labels (`briefing.text.cutting`) -> labels beside the others -> Reading

What several reports repeat is told from what two versions of one report share: versions share most of their prose,
furniture stands in reports that share little else.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations, groupby
from typing import TYPE_CHECKING

from briefing.model import Furniture, Reading, Sentence
from briefing.text import furniture
from briefing.text.cutting import asked, labels, pieces, trimmed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from briefing.model import Article
    from briefing.text.cutting import Labels, Piece
    from briefing.text.furniture import Asked

_LETTERS = re.compile(r"[^\W_]+")

_KIN_PROSE = 0.3
_KIN_TEXT = 0.7
"""Two articles are versions of one report if they share these parts of the shorter one's prose, or of its text."""
_EVERYWHERE = 40
"""A block in more articles than this says nothing of which are versions of each other."""


@dataclass(frozen=True)  # without slots, for what is found only where it is asked for
class _Draft:
    """An article cut up. `words` is what is compared with other articles, block by block: letters and digits, small."""

    article: Article
    pieces: tuple[Piece, ...]
    words: tuple[str, ...]

    @cached_property
    def asked(self) -> Asked:
        """What the rules of furniture say of its pieces."""
        return asked(self.article)


def segment(articles: tuple[Article, ...]) -> tuple[Reading, ...]:
    """Return each article read: its sentences, the headings inside it, and its furniture, in order.

    The three cover every character that is not white. Where an article came already split, its spans are the
    sentences, and nothing is taken out.
    """
    drafts = tuple(map(_draft, articles))
    return tuple(
        _given(draft.article) if draft.article.spans is not None else _reading(draft, _labels(draft, repeated))
        for draft, repeated in zip(drafts, _repeated(drafts), strict=True)
    )


def _given(article: Article) -> Reading:
    """Return the reading of an article whose sentences are given."""
    spans = article.spans or ()
    paragraphs = _paragraphs(article, [start for start, _ in spans])
    sentences = tuple(
        Sentence(article, start, end, index, paragraph)
        for index, ((start, end), paragraph) in enumerate(zip(spans, paragraphs, strict=True))
    )
    return Reading(article, sentences, (), tuple(_outside(article.text, spans)))


def _paragraphs(article: Article, starts: Iterable[int]) -> Iterator[int]:
    """Yield the block that each of the rising offsets stands in."""
    at = 0
    for start in starts:
        while at + 1 < len(article.blocks) and article.blocks[at + 1].start <= start:
            at += 1
        yield at


# --- blocks


def _draft(article: Article) -> _Draft:
    cut_up = pieces(article)
    blocks = article.blocks if cut_up else ()
    return _Draft(article, cut_up, tuple(_words(article.text[block.start : block.end]) for block in blocks))


def _words(text: str) -> str:
    return " ".join(_LETTERS.findall(text.casefold()))


def _labels(draft: _Draft, repeated: Mapping[str, int]) -> tuple[Labels, ...]:
    """Return what the sentences of each piece are; `repeated` counts for its words the other reports that have them."""
    counts = [repeated.get(words, 0) for words in draft.words]
    found = furniture.told(draft.asked, counts) if any(counts) else labels(draft.article)
    return tuple(map(_below_heading, draft.pieces, found))


def _below_heading(piece: Piece, of: Labels) -> Labels:
    """Return the labels, without headings where one stands before them in their own block."""
    if all(cut.what != "heading" for cut in piece.cuts):
        return of
    return tuple(None if what in {"heading", "name"} else what for what in of)


# --- what several reports repeat


def _repeated(drafts: Sequence[_Draft]) -> list[dict[str, int]]:
    """Return for each article its blocks that stand in other reports of its publisher, too, and in how many.

    Where a publisher is unknown it may be the same.
    """
    holders = _holders(drafts)
    family = _families(drafts, holders)
    found: list[dict[str, int]] = [{} for _ in drafts]
    for words, places in holders.items():
        publishers: defaultdict[str | None, set[int]] = defaultdict(set)
        for place in places:
            publishers[drafts[place].article.publisher.value].add(family(place))
        everybody = set().union(*publishers.values())
        for place in places:
            publisher = drafts[place].article.publisher.value
            others = len(publishers[publisher] | publishers[None] if publisher else everybody) - 1
            if others:
                found[place][words] = others
    return found


def _holders(drafts: Sequence[_Draft]) -> dict[str, list[int]]:
    """Return for each block that stands in several articles where it stands."""
    holders: defaultdict[str, list[int]] = defaultdict(list)
    for place, draft in enumerate(drafts):
        for words in dict.fromkeys(filter(None, draft.words)):
            holders[words].append(place)
    return {words: places for words, places in holders.items() if len(places) > 1}


def _families(drafts: Sequence[_Draft], holders: Mapping[str, list[int]]) -> Callable[[int], int]:
    """Return a function that tells of each article's place which report it is a version of, by a number."""
    parents = list(range(len(drafts)))

    def family(place: int) -> int:
        while parents[place] != place:
            parents[place] = parents[parents[place]]
            place = parents[place]
        return place

    for one, other in _kin(drafts, holders):
        parents[family(one)] = family(other)
    return family


def _kin(drafts: Sequence[_Draft], holders: Mapping[str, list[int]]) -> Iterator[tuple[int, int]]:
    """Yield the pairs of articles that are versions of one report."""
    shared = {place for places in holders.values() for place in places}
    everywhere = dict.fromkeys(holders, _EVERYWHERE)
    prose = {place: _prose(drafts[place], everywhere) for place in sorted(shared)}
    size = {place: sum(map(len, drafts[place].words)) for place in prose}
    prose_size = {place: sum(map(len, texts)) for place, texts in prose.items()}
    common, common_prose = Counter[tuple[int, int]](), Counter[tuple[int, int]]()
    for words, places in holders.items():
        for pair in combinations(places, 2) if len(places) <= _EVERYWHERE else ():
            common[pair] += len(words)
            common_prose[pair] += len(words) if words in prose[pair[0]] and words in prose[pair[1]] else 0
    for (one, other), length in common.items():
        least, least_prose = min(size[one], size[other]), min(prose_size[one], prose_size[other])
        if length > _KIN_TEXT * least or common_prose[one, other] > _KIN_PROSE * least_prose:
            yield one, other


def _prose(draft: _Draft, repeated: Mapping[str, int]) -> frozenset[str]:
    """Return the blocks that are the report even if others repeat them."""
    of = _labels(draft, repeated)
    return frozenset(words for words, found in zip(draft.words, of, strict=True) if None in found)


# --- the reading


def _reading(draft: _Draft, of: Sequence[Labels]) -> Reading:
    text, heading = draft.article.text, ""
    sentences: list[Sentence] = []
    others: list[Furniture] = []
    for paragraph, (piece, told) in enumerate(zip(draft.pieces, of, strict=True)):
        found = sorted((*piece.cuts, *_grouped(piece, told)), key=lambda span: span.start)
        others += found
        above = [span for span in found if span.what == "heading"]
        heading = _heading(text, above) if above else heading
        for (start, end), label in zip(piece.spans, told, strict=True):
            if label is None:
                index = len(sentences)
                inside = start in piece.quoted
                sentences.append(Sentence(draft.article, start, end, index, paragraph, heading, inside))
    covered = sorted([(s.start, s.end) for s in sentences] + [(o.start, o.end) for o in others])
    return Reading(
        draft.article,
        tuple(sentences),
        tuple(span for span in others if span.what == "heading"),
        tuple(
            sorted(
                [span for span in others if span.what != "heading"] + list(_outside(text, covered)),
                key=lambda span: span.start,
            )
        ),
    )


def _grouped(piece: Piece, of: Labels) -> Iterator[Furniture]:
    """Yield the furniture of a block, neighbours of one kind as one."""
    for what, group in groupby(zip(of, piece.spans, strict=True), key=lambda pair: pair[0]):
        spans = [span for _, span in group]
        if what is not None:
            yield Furniture(spans[0][0], spans[-1][1], what)


def _heading(text: str, spans: Sequence[Furniture]) -> str:
    """Return the words of a heading, without the marks around it."""
    words = " ".join(" ".join(text[span.start : span.end] for span in spans).split())
    return words.strip("–—-*=#_~ ").removesuffix(".")


def _outside(text: str, spans: Iterable[tuple[int, int]]) -> Iterator[Furniture]:
    """Yield what is not white between the rising spans, so that nothing is lost unseen."""
    at = 0
    for start, end in (*spans, (len(text), len(text))):
        if text[at:start].strip():
            yield trimmed(text, at, start, "outside")
        at = max(at, end)
