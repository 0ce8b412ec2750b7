"""Is this the same article again? Decided from what an arriving article shares with the versions on file; pure.

The archive asks for the `traits` of each article, keeps them, finds who shares one of them, and asks `decide`. A wrong
merger hides a report; a missed one shows something twice, where the digest may still see it: what is in doubt is new.
"Equal" means that all words of the report are, "alike" that they share `ALIKE` of the shorter text, "nearly equal" that
they share `NEARLY`, "near" that at most `NEAR` days lie between.

| shared | and | then |
|---|---|---|
| the address | equal | same, or revision: another title |
| | near, and all that arrives is in the much longer text on file | same: a part of it |
| | alike | revision |
| | of one day, the address names one article, and no shorter by far | revision: written anew |
| | nothing of this | new: the address is used again (a home page, a daily column) |
| the feed's id, or a variant of the address (AMP, mobile, a redirect) | equal, and the title or much text | as above |
| | a part of it; alike | as above |
| the feed's id | of one day, of one telling title, and no shorter by far | revision: written anew |
| | nothing of this | new: the feed uses its id again |
| one publisher, or one is unknown | equal, near, and of one telling title or much text | same, or revision |
| | equal, much text, and of one title | same |
| one publisher | near, of one telling title, and alike | revision |
| | a day apart, and nearly equal, in the longer text too | revision |
| one is unknown | near, of one telling title, and nearly equal | revision |
| two publishers | `COPY` of the shorter text, at most `WIRE` days apart | copy; whose is earlier was first |
| the title alone | | new |

An id counts within its source. A title is telling where it has words enough to name one article: "Weather" and "Letters
to the editor" come every day. Much text is that of `MUCH` kept shingles: a paywall's notice is the same everywhere.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Literal

from briefing.model.records import dataclass
from briefing.text.addresses import canonical, loose, names_one
from briefing.text.fingerprints import SCALE, containment, is_telling, sketch, text_digest
from briefing.text.report import report_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from briefing.model import Article

Kind = Literal["same", "revision", "copy", "new"]
First = Literal["arriving", "filed", ""]

# Containments in the shorter text. Different articles of one publisher on one story share up to 0.22, mostly the words
# of the house; copies of which a fifth was replaced 0.6 and more.
ALIKE = 0.3  # enough where address, id or title say the same
COPY = 0.5
NEARLY = 0.8  # enough where nothing else does: automatic reports on two events share much
PART = 0.9  # from which a text has nothing that the other has not: a sketch is a sample, and cutting changes its ends
ENOUGH = 48 // SCALE  # kept shingles in common, to count at all: some fifty words, more than the frame of a page has
MUCH = 120 // SCALE
SHORTER = 0.5  # of the text on file, from which one is shorter by far
NEAR, WIRE = 3, 14  # days

_ENTRY = ".entry.json"  # a feed's entry has no page around it that could change


@dataclass(frozen=True, slots=True)
class Traits:
    """What an article is known by; all but `day`, `report` and `telling` are to be looked up, `sketch` by its sample.

    `addresses` are the keys (`addresses.canonical`), `loose` those of their variants; `id` counts within its `source`,
    and `ids` are others that it has come under.
    `text`, `report` (without furniture) and `title` are digests, "" where there is none; `telling` says whether the
    title can name one article. `publisher` is folded; `day` is that of publication, else the one it was first seen.
    """

    source: str = ""
    id: str = ""
    addresses: frozenset[str] = frozenset()
    loose: frozenset[str] = frozenset()
    text: str = ""
    title: str = ""
    publisher: str = ""
    day: date | None = None
    sketch: frozenset[int] = frozenset()
    report: str = ""
    telling: bool = False
    ids: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Candidate:
    """A version on file that shares a trait: its key, that of the article it is a version of, and its traits."""

    key: str
    article: str
    traits: Traits


@dataclass(frozen=True, slots=True)
class Decision:
    """What an arriving article is, of which candidate, and why in words.

    "same": nothing has changed, only "seen" is to be noted. "revision": another version of the article of `of`. "copy":
    an article of its own, with the text of `of`, which another publisher has; `first` says whose it was first. "new":
    `of` is None. `by` names what is shared with it, in order: "address", "id", "loose", "publisher", "text", "title".
    """

    kind: Kind
    of: Candidate | None = None
    why: str = ""
    first: First = ""
    by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Pair:
    """What arrives beside one on file; `share` is of the shorter text, `common` counts kept shingles."""

    arriving: Traits
    filed: Traits
    address: bool
    one_article: bool
    id: bool
    loose: bool
    equal: bool
    title: bool
    telling: bool
    publishers: Literal["one", "two", "unknown"]
    days: int
    share: float
    common: int

    @property
    def much(self) -> bool:
        return len(self.arriving.sketch) >= MUCH

    @property
    def of_longer(self) -> float:
        """How much of the longer text is shared: two pages without a report share all of the shorter one's frame."""
        return self.common / max(1, len(self.arriving.sketch), len(self.filed.sketch))

    @property
    def is_part(self) -> bool:
        """Whether what arrives is contained in a text that is longer by far."""
        return self.is_shorter and (self.share >= PART or not self.arriving.text)

    @property
    def is_shorter(self) -> bool:
        return len(self.arriving.sketch) < SHORTER * len(self.filed.sketch)

    @property
    def near(self) -> bool:
        return self.days <= NEAR

    @property
    def anew(self) -> bool:
        """Whether it may be written anew: an alert that has become a report is one within its day."""
        return not self.days and not self.is_shorter


def traits(article: Article, *, id: str = "", addresses: Iterable[str] = (), seen: date | None = None) -> Traits:  # noqa: A002 - as feeds call it
    """Return what an article is known by; `addresses` are others that it goes by (a feed's link), `seen` today."""
    urls = [url for url in (article.url.value, *addresses) if url]
    title = article.title.value or ""
    report = article.text if article.path.endswith(_ENTRY) else report_of(article)
    whole = text_digest(article.text)
    return Traits(
        source=article.source,
        id=id,
        addresses=frozenset(filter(None, map(canonical, urls))),
        loose=frozenset(filter(None, map(loose, {*urls, id}))),
        text=whole,
        title=text_digest(title),
        publisher="".join(letter for letter in (article.publisher.value or "").casefold() if letter.isalnum()),
        day=article.published.day or seen,
        sketch=sketch(report),
        report=whole if report == article.text else text_digest(report),
        telling=is_telling(title),
    )


def also_by(one: Traits, other: Traits) -> Traits:
    """Return what an article is known by, and by the id and the addresses of another time that it came."""
    return replace(
        one,
        addresses=one.addresses | other.addresses,
        loose=one.loose | other.loose,
        ids=(one.ids | {other.id} | other.ids) - {one.id, ""},
    )


def decide(arriving: Traits, candidates: Iterable[Candidate]) -> Decision:
    """Return what an arriving article is among the versions on file that share a trait with it.

    Of several the surest counts, of these whose text is nearest, of these the one with the greatest key.
    """
    judged = [_judged(arriving, candidate) for candidate in candidates]
    if not judged:
        return Decision("new", None, "nothing on file is like it")
    best = max(judged, key=_Judged.order)
    if best.kind == "new":
        return Decision("new", None, best.why)
    first = _first(best.pair) if best.kind == "copy" else ""
    return Decision(best.kind, best.candidate, best.why, first, _shared(best.pair))


@dataclass(frozen=True, slots=True)
class _Judged:
    candidate: Candidate
    pair: _Pair
    kind: Kind
    why: str

    def order(self) -> tuple[int, int, float, int, str]:
        """Return what puts the surest last; keys that are numbers count as such."""
        held = self.pair.address + self.pair.id
        return _SURER.index(self.kind), held, self.pair.share, len(self.candidate.key), self.candidate.key


_SURER: tuple[Kind, ...] = ("new", "copy", "revision", "same")


def _judged(arriving: Traits, candidate: Candidate) -> _Judged:
    pair = _pair(arriving, candidate.traits)
    return _Judged(candidate, pair, *_judge(pair))


def _judge(pair: _Pair) -> tuple[Kind, str]:
    """Return what the one that arrives is of the one on file, by the first rule that holds."""
    return _by_address(pair) or _by_place(pair) or _by_text(pair) or ("new", _why_new(pair))


def _by_address(pair: _Pair) -> tuple[Kind, str] | None:
    if not pair.address:
        return None
    if pair.equal:
        return _equal(pair, "the same address")
    known = _known(pair, "the same address")
    if known is None and pair.one_article and pair.anew:
        return "revision", "the same address, written anew"
    return known


def _by_place(pair: _Pair) -> tuple[Kind, str] | None:
    """Judge by the feed's id, or by an address that is a variant: alone they prove nothing."""
    if not (pair.id or pair.loose):
        return None
    place = "the same id in its feed" if pair.id else "a variant of the address"
    if pair.equal:
        return _equal(pair, place) if pair.title or pair.much else None
    known = _known(pair, place)
    if known is None and pair.id and pair.telling and pair.anew:
        return "revision", f"{place} and the same title, written anew"
    return known


def _by_text(pair: _Pair) -> tuple[Kind, str] | None:
    if pair.publishers == "two":
        return _copied(pair)
    whose = "of one publisher" if pair.publishers == "one" else "of a publisher not known"
    if pair.equal:
        sure = (pair.much and (pair.near or pair.title)) or (pair.telling and pair.near and bool(pair.arriving.text))
        return _equal(pair, whose) if sure else None
    if pair.common < ENOUGH:
        return None
    if pair.telling and pair.near and pair.share >= (ALIKE if pair.publishers == "one" else NEARLY):
        return _known(pair, f"{whose}, the same title")
    if pair.publishers == "one" and pair.days <= 1 and pair.of_longer >= NEARLY:
        return _known(pair, f"{whose}, nearly the same words")
    return None


def _equal(pair: _Pair, place: str) -> tuple[Kind, str]:
    if pair.title or not (pair.arriving.title and pair.filed.title):
        return "same", f"{place}, the same text"
    return "revision", f"{place}, the same text under another title"


def _known(pair: _Pair, place: str) -> tuple[Kind, str] | None:
    if pair.is_part and pair.near:
        return "same", f"{place}, and a part of the text on file"
    if pair.share >= ALIKE:
        return "revision", f"{place}; {_percent(pair)}"
    return None


def _copied(pair: _Pair) -> tuple[Kind, str] | None:
    if pair.days > WIRE or not ((pair.equal and pair.much) or (pair.common >= ENOUGH and pair.share >= COPY)):
        return None
    whose = "it was filed later" if _first(pair) == "filed" else "it was published earlier"
    return "copy", f"of another publisher; {_percent(pair)}; {whose}"


def _why_new(pair: _Pair) -> str:
    if pair.address:
        return "its address stood for another text"
    if pair.id:
        return "its feed used the id for another text"
    if pair.title:
        return "only the title is known"
    return "what is on file has little of its text"


def _percent(pair: _Pair) -> str:
    return f"{pair.share:.0%} of the shorter text is shared"


def _first(pair: _Pair) -> First:
    ones, twos = pair.arriving.day, pair.filed.day
    return "arriving" if ones and twos and ones < twos else "filed"


def _shared(pair: _Pair) -> tuple[str, ...]:
    held = {
        "address": pair.address,
        "id": pair.id,
        "loose": pair.loose,
        "publisher": pair.publishers == "one",
        "text": pair.equal,
        "title": pair.title,
    }
    return tuple(name for name, is_held in held.items() if is_held)


def _pair(arriving: Traits, filed: Traits) -> _Pair:
    addresses = arriving.addresses & filed.addresses
    title = bool(arriving.title) and arriving.title == filed.title
    return _Pair(
        arriving=arriving,
        filed=filed,
        address=bool(addresses),
        one_article=any(map(names_one, addresses)),
        id=bool(arriving.id) and arriving.source == filed.source and arriving.id in {filed.id, *filed.ids},
        loose=not arriving.loose.isdisjoint(filed.loose),
        equal=_are_equal(arriving, filed),
        title=title,
        telling=title and arriving.telling,
        publishers=_publishers(arriving, filed),
        days=abs((arriving.day - filed.day).days) if arriving.day and filed.day else 0,
        share=containment(arriving.sketch, filed.sketch),
        common=len(arriving.sketch & filed.sketch),
    )


def _are_equal(one: Traits, two: Traits) -> bool:
    """Whether all words are equal, or all of the report, or there are none and the titles are."""
    return one.text == two.text or (bool(one.report) and one.report == two.report)


def _publishers(one: Traits, two: Traits) -> Literal["one", "two", "unknown"]:
    if one.publisher and two.publisher:
        return "one" if one.publisher == two.publisher else "two"
    return "one" if not one.publisher and not two.publisher and one.source == two.source else "unknown"
