"""What on a page is not the report: appeals, buttons, captions, credits, headings, ...; strings in, labels out.

The rules ask what such a text *is*: a fragment without a full stop, a block of names, a link alone; words to the
reader, outside quotation marks, that want something of him; a place at the end of the text. Lists of phrases are short
and help in several languages. What stays in doubt is the report: a lost fact is worse than a line too many.

A rule sees text of bounded length only, so the time grows with the length of the page.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from briefing.text import phrases as say
from briefing.text.closed_class import HE, IT, SHE, SPEECH, THEY, VERBS, WE
from briefing.text.quotations import quotations

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from briefing.model import BlockKind
    from briefing.text.quotations import Quotation

_LONG = 700
"""A sentence or block of more characters has the shape of no furniture."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A block of a text as its sentences; `repeated` counts the other reports that it stands in, too."""

    sentences: tuple[str, ...]
    kind: BlockKind = "paragraph"
    repeated: int = 0


@dataclass(frozen=True, slots=True)
class About:
    """What is known of the report; "" where it is not."""

    title: str = ""
    author: str = ""
    publisher: str = ""


@dataclass(frozen=True, slots=True)
class Cut:
    """A stretch of a block that is glued to a sentence and no part of it, and what it is."""

    start: int
    end: int
    what: str


def classify(passages: Sequence[Passage], about: About | None = None) -> tuple[tuple[str | None, ...], ...]:
    """Return for each sentence of each passage what it is if not the report ("appeal", "heading", ...), else None."""
    page = _Page(_blocks(passages), about or About())
    labels = [_labels(page, at) for at in range(len(page.blocks))]
    for spread in (_spread_in_blocks, _spread_over_teasers, _spread_over_appeals):
        spread(page, labels)
    return tuple(tuple(of_block) for of_block in labels)


# --- what a rule sees


_WORD = re.compile(r"[^\W\d_]+(?:[-'’.][^\W\d_]+)*\.?|\d[\d.,:]*")
_CLOSERS = "\"'”’»“)]*_ "
_STOPS = ".!?…。！？।؟"


@dataclass(frozen=True)
class _Line:
    """A sentence or a block: its text with white space folded, and `said`, the same without its quotations."""

    text: str
    said: str

    @cached_property
    def words(self) -> tuple[str, ...]:
        return tuple(_WORD.findall(self.text)) if len(self.text) <= _LONG else ("",) * _LONG

    @cached_property
    def count(self) -> int:
        return len(self.words)

    @cached_property
    def bare(self) -> str:
        """The text without the full stop and brackets around it."""
        return self.text.strip("()[]*_ ").rstrip(". ")

    @cached_property
    def closed(self) -> bool:
        """Whether it ends as a sentence does."""
        return self.text.rstrip(_CLOSERS)[-1:] in (*_STOPS, ":", ";") and self.text != ""

    @cached_property
    def asks(self) -> bool:
        return self.text.rstrip(_CLOSERS).endswith(("?", "？", "؟"))

    @cached_property
    def fragment(self) -> bool:
        """Whether it is short and does not end as a sentence does: a heading, a button, an item of a list."""
        return not self.closed and self.count <= 20 and len(self.text) <= 160

    @cached_property
    def addressed(self) -> bool:
        """Whether it speaks, outside quotations, to the reader or of "us"."""
        return bool(say.ADDRESS.search(self.said) or say.POLITE.search(self.said))

    @cached_property
    def imperative(self) -> bool:
        return bool(say.IMPERATIVE.match(self.said))

    @cached_property
    def capitalised(self) -> bool:
        """Whether every word begins with a capital or only joins such words: names, agencies, places."""
        return self.count > 0 and all(w[0].isupper() or w.lower() in say.JOINING for w in self.words)


@dataclass(frozen=True, slots=True)
class _Block:
    """A passage as the rules see it."""

    line: _Line
    sentences: tuple[_Line, ...]
    kind: BlockKind
    repeated: int

    @property
    def prose(self) -> bool:
        """Whether it is running text: what a heading stands over."""
        return self.line.closed and self.line.count >= 6 and self.kind in {"paragraph", "item"}


@dataclass(frozen=True)
class _Page:
    """All blocks of a text, and what is known of it."""

    blocks: tuple[_Block, ...]
    about: About

    def line(self, at: int) -> _Line:
        """Return the block at this place, an empty one outside the page."""
        return self.blocks[at].line if 0 <= at < len(self.blocks) else _EMPTY

    def left(self, at: int) -> int:
        """Return how many blocks stand after this one."""
        return len(self.blocks) - 1 - at

    @cached_property
    def title(self) -> tuple[str, ...]:
        return _plain_words(self.about.title[:_LONG])

    @cached_property
    def author(self) -> frozenset[str]:
        return frozenset(_plain_words(self.about.author[:_LONG]))

    @cached_property
    def dotted(self) -> bool:
        """Whether a full stop proves nothing here: even the title has one (as in texts from some archives)."""
        heads = (block.line for block in self.blocks[:4])
        return self.about.title[-1:] not in _STOPS and any(
            line.text.endswith(".") and _is_part_of_title(line, self.title) for line in heads
        )

    @cached_property
    def english(self) -> bool:
        return sum(block.line.text.count(" the ") for block in self.blocks) * 5 >= len(self.blocks)

    @cached_property
    def repeated_from(self) -> int:
        """The block from which on other reports repeat everything."""
        return max((at + 1 for at, block in enumerate(self.blocks) if not block.repeated), default=0)

    @cached_property
    def frequency(self) -> Counter[str]:
        """How often a word stands on the page."""
        return Counter(word for block in self.blocks for line in block.sentences for word in line.words)


def _blocks(passages: Sequence[Passage]) -> tuple[_Block, ...]:
    wholes = [" ".join(" ".join(passage.sentences).split()) for passage in passages]
    quoted = quotations(wholes)
    return tuple(_block(*each) for each in zip(passages, wholes, quoted, strict=True))


def _block(passage: Passage, whole: str, quoted: tuple[Quotation, ...]) -> _Block:
    masked = _masked(whole, quoted)
    lines, start = [], 0
    for sentence in passage.sentences:
        piece = " ".join(sentence.split())
        lines.append(_line(piece, masked[start : start + len(piece)]))
        start += len(piece) + bool(piece)
    return _Block(_line(whole, masked), tuple(lines), passage.kind, passage.repeated)


def _line(text: str, said: str) -> _Line:
    if len(text) > _LONG:
        return _Line(text, "")
    return _Line(text, said.lower() if text.isupper() else said)


def _masked(text: str, quoted: tuple[Quotation, ...]) -> str:
    """Return the text with a blank for every character that stands in a quotation of several words."""
    pieces, at = [], 0
    for quotation in quoted:
        start = max(0, quotation.start)
        if quotation.start < 0 or " " in text[start : quotation.end]:
            pieces += [text[at:start], " " * (quotation.end - start)]
            at = quotation.end
    return "".join([*pieces, text[at:]])


_LETTERS = re.compile(r"[^\W_]+")


def _plain_words(text: str) -> tuple[str, ...]:
    return tuple(_LETTERS.findall(text.casefold()))


_EMPTY = _Line("", "")


# --- rules for one sentence, wherever it stands


_MARKUP = r"</?[a-z][\w-]{0,30}(?:\s+[\w-]{1,30}=\"[^\"<>]{0,200}\")*\s*/?>"
_TAG = re.compile(
    rf"\W*(?:{_MARKUP}(?:\s*{_MARKUP}){{0,9}}|\[/?[A-Za-z]+(?: [^\]]{{0,80}}=[^\]]{{0,80}})\]|"
    r"\[(?:VIDEO|AUDIO|PHOTOS?|GALLERY|IMAGE|TWEET|EMBED|video|image|embed)[^\]]{0,80}\]|"
    r"!\[[^\]]{0,200}\]\([^)]{0,300}\))\W*",
)


def _is_bracket_credit(line: _Line) -> bool:
    found = _BRACKETED.fullmatch(line.text)
    return bool(found) and line.count <= 6 and line.capitalised


def _is_sign_up(line: _Line) -> bool:
    if line.count > 60 or not say.SIGNING.search(line.said) or not say.PERIODICAL.search(line.said):
        return False
    return line.addressed or line.imperative or line.said.startswith("For more")


def _is_appeal(line: _Line) -> bool:
    wanted = line.imperative or say.READER.search(line.said) or say.POLITE.search(line.said)
    if say.MEMBERSHIP.match(line.said) or (wanted and say.GIVING.search(line.said)):
        return True
    return bool(say.SUPPORT_US.search(line.said)) and (line.imperative or bool(say.MONEY.search(line.said)))


def _is_cookies(line: _Line) -> bool:
    return bool(say.COOKIES.search(line.said)) and line.addressed and bool(say.CONSENT.search(line.said))


def _is_share(line: _Line) -> bool:
    return line.count <= 25 and bool(say.PAGE_IMPERATIVE.match(line.said) and say.CHANNEL.search(line.said))


def _is_promotion(line: _Line) -> bool:
    if line.count > 40:
        return False
    if say.POINTER.match(line.said) or (line.imperative and say.OFFERED.search(line.said)):
        return True
    invited = say.PAGE_IMPERATIVE.match(line.said) and (say.OURS.search(line.said) or say.HERE.search(line.said))
    return bool(invited or (say.PUBLIC.search(line.said) and line.count <= 20))


def _is_contact(line: _Line) -> bool:
    tips = line.count <= 40 and say.TIPS.match(line.said)
    return bool(tips and (line.addressed or say.MAIL.search(line.said) or line.asks)) or bool(
        line.count <= 15 and say.MAIL.search(line.said) and (line.fragment or line.imperative),
    )


def _is_credit(line: _Line) -> bool:
    if line.count > 60 or line.asks:
        return False
    if say.CONTRIBUTING.search(line.said) or (
        line.count <= 8 and line.fragment and say.CREDITED_BRIEFLY.match(line.said)
    ):
        return True
    return bool(say.CREDITED.match(line.said)) and _is_mostly_names(line)


def _is_mostly_names(line: _Line) -> bool:
    """Whether capitals begin most of the words that count: a list of people and agencies, not a statement."""
    counted = [w for w in line.words if w.lower() not in say.JOINING and len(w) > 2]
    return sum(w[0].isupper() for w in counted) * 2 >= len(counted)


def _is_photo(line: _Line) -> bool:
    return line.count <= 25 and bool(say.PHOTO.match(line.said)) and (line.fragment or _is_mostly_names(line))


def _is_credited_name(line: _Line) -> bool:
    """Whether it is a name with an agency, or an agency: "Jane Doe / AFP", "Getty Images"."""
    if say.AGENCIES_ALONE.fullmatch(line.text):
        return True
    if line.count > 10 or not line.capitalised:
        return False
    return bool(say.AGENCIES.search(line.bare)) or bool(_SLASHED.fullmatch(line.bare))


_BRACKETED = re.compile(r"[\[(][^\[\]()]{2,80}[\])]\.?")
_SLASHED = re.compile(r"[^\W\d_][\w.'’ -]{1,40}(?: / [^\W\d_][\w.'’ -]{1,40}){1,3}")
_LINKED = re.compile(rf"\W*{say.URL}\W*")

_SENTENCE_RULES: tuple[tuple[str, Callable[[_Line], bool]], ...] = (
    ("feed tag", lambda line: bool(_TAG.fullmatch(line.text))),
    ("address", lambda line: bool(_LINKED.fullmatch(line.text))),
    ("cookies", _is_cookies),
    ("sign-up", _is_sign_up),
    ("appeal", _is_appeal),
    ("note", lambda line: bool(say.NOTE.match(line.said))),
    ("copyright", lambda line: line.count <= 60 and bool(say.OWNED.match(line.said) or say.RIGHTS.search(line.said))),
    ("credit", _is_credit),
    ("credit", _is_bracket_credit),
    ("credit", _is_credited_name),
    ("caption", _is_photo),
    ("player", lambda line: line.count <= 30 and bool(say.PLAYER.search(line.said))),
    ("contact", _is_contact),
    ("share", _is_share),
    ("promotion", _is_promotion),
)


# --- rules for a whole block, which see its place


_HANDLE = re.compile(r"\W*@\w{1,30}\W*|[-–—]\s?.{1,60}\(@\w{1,30}\).{0,30}")
_SIGNED = re.compile(r"[-–—]\s?[A-ZÀ-ÞА-ЯЄІЇҐ@]")
_ROLE_ONLY = re.compile(rf"(?i)\b(?:staff )?{say.ROLE}\b")
_BIOGRAPHY = re.compile(
    rf"(?i)^(?:[\w.'’-]+ ){{1,6}}?(?:[\w.'’,-]+ ){{0,8}}?(?:is|are|was|ist|est|es|—|–) "
    rf"(?:[\w.'’-]+ ){{0,6}}?{say.ROLE}\b",
)
_INITIALS = frozenset("abcdefghijklmnopqrstuvwxyz") | {"and", "und", "et", "de", "von", "la", "the", "an"}
_PRESENTS = re.compile(r"(?i)\b(?:is|are|ist|sind|est|sont|es|son)\b|[—–]")
_PHONE = re.compile(r"(?i)\W*(?:tel\.?|phone|telefon|тел\.?)?\s*:?\s*\+?\d[\d ()/.-]{6,20}\W*")
_NAMES = r"[A-ZÀ-ÞА-ЯЄІЇҐ][\w.'’-]*(?:\s[A-ZÀ-ÞА-ЯЄІЇҐ][\w.'’-]*){0,3}"
_TAIL_CREDIT = re.compile(
    rf"(?:^|[.!?…»”\"])\s*(?P<credit>\(?{_NAMES}(?:\s?/\s?{_NAMES}){{1,3}}\)?|"
    r"\((?:AP|Reuters|AFP|Photo|Foto|Image|Credit)[^()]{0,80}\)|"
    r"(?:Photo|Foto|Фото|Credit|Photograph|Bild)\s*[:/©][^.!?]{2,80})\.?$",
)


def _is_title(page: _Page, at: int) -> bool:
    line = page.line(at)
    whole = page.title and _plain_words(line.text[:_LONG]) == page.title
    return bool(whole) or (at < 4 and _is_part_of_title(line, page.title))


def _is_first_heading(page: _Page, at: int) -> bool:
    """Whether it is the title of a text of which no title is known."""
    line = page.line(at)
    alone = at == 0 and not page.title and len(page.blocks) > 1
    return alone and line.fragment and line.count >= 3 and page.blocks[1].prose


def _is_part_of_title(line: _Line, title: tuple[str, ...]) -> bool:
    """Whether it is the title, or its first or last part (a title and a subtitle are often given as one)."""
    words = _plain_words(line.text[:_LONG])
    return len(words) >= min(3, len(title)) > 0 and words in {title[: len(words)], title[-len(words) :]}


def _is_glyph(page: _Page, at: int) -> bool:
    letters = _LETTERS.findall(page.line(at).text[:_LONG])
    return not letters or (len(letters) == 1 and len(letters[0]) == 1 and not letters[0].isdigit())


def _is_date(page: _Page, at: int) -> bool:
    line = page.line(at)
    if not 1 <= line.count <= 12 or not any(c.isdigit() for c in line.text):
        return False
    stamps = [_is_date_word(w.rstrip(".").lower()) for w in line.words]
    return all(stamps) and bool(re.search(r"\b(?:19|20)\d\d\b|\d:\d\d", line.text)) and at < 6


def _is_date_word(word: str) -> bool:
    return word[0].isdigit() or word in say.DATE_WORDS or word[:3] in say.MONTHS_AND_DAYS


def _is_byline(page: _Page, at: int) -> bool:
    line = page.line(at)
    if line.count > 14 or not line.words or line.text.rstrip()[-1:] in "!?:;":
        return False
    words = set(_plain_words(line.text))
    if page.author and words - {"by", "and", "und", "et", "y", "и", "von", "par", "por", "reported"} == page.author:
        return True
    ends = at < 5 or page.left(at) < 3
    marked = say.BYLINE.match(line.text)
    if marked and ends:
        rest = _WORD.findall(line.text[marked.end() :])
        return 1 <= len(rest) <= 9 and all(
            w[0].isupper() or w.lower() in say.JOINING or say.AGENCIES.match(w) for w in rest
        )
    return ends and line.fragment and line.count <= 8 and line.capitalised and bool(_ROLE_ONLY.search(line.text))


def _is_caption(page: _Page, at: int) -> bool:
    """Whether what it shows is followed by who took it: "Ministers at the table. Jane Doe / AFP"."""
    line = page.line(at)
    if line.count > 70 or len(line.text) > _LONG:
        return False
    found = _TAIL_CREDIT.search(line.text, max(0, len(line.text) - 120))
    if not found:
        return False
    return line.count <= 12 or not line.text.endswith(".") or found["credit"].startswith("(")


def _is_related(page: _Page, at: int) -> bool:
    line = page.line(at)
    if line.count > 45:
        return False
    if found := say.TEASER.match(line.said):
        if found.group().rstrip()[-1:] not in ":|>»→–—":
            return line.fragment or line.count <= 4
        return not line.closed or (line.count <= 30 and not line.said[found.end() :].lstrip()[:1].islower())
    if line.fragment and (line.text.endswith(("»", "›")) or say.SHOWN.match(line.said)):
        return True
    return not line.closed and bool(say.TEASER_OPEN.match(line.said) or say.TEASER_LABEL.match(line.said))


def _is_button(page: _Page, at: int) -> bool:
    line = page.line(at)
    if line.count > 8:
        return False
    return bool(say.BUTTON.fullmatch(line.text)) or (
        line.fragment and line.count <= 5 and bool(say.MINE.search(line.said))
    )


def _is_attribution(page: _Page, at: int) -> bool:
    """Whether it says, below a quotation, whose it was: "-Jane Doe, Leeds"."""
    line, before = page.line(at), page.line(at - 1)
    if line.count > 12 or not _SIGNED.match(line.text):
        return False
    return line.capitalised or before.text.rstrip(". ").endswith(("”", '"', "»", "''", "’", "“"))


def _is_biography(page: _Page, at: int) -> bool:
    """Whether it presents who wrote the text, below it: an author, or somebody not named before."""
    block, line = page.blocks[at], page.line(at)
    if page.left(at) > 2 or at < 2 or line.count > 90 or not block.sentences:
        return False
    first = block.sentences[0]
    present = _PRESENTS.search(first.said)
    if not first.said[:1].strip() or not present or not first.words or not first.words[0][0].isupper():
        return False
    named = _plain_words(first.text[: present.start()])
    if say.NOTE.match(first.said) or len(named) > 12:
        return False
    if page.author & set(named[:3]) - _INITIALS and line.count <= 60:
        return True
    fresh = page.frequency[first.words[0]] == 1 and len(named) >= 2
    return fresh and bool(_BIOGRAPHY.match(first.text))


def _is_repeated(page: _Page, at: int) -> bool:
    """Whether what other reports repeat is no fact of theirs: a fragment, or the press speaking to its readers."""
    block, line = page.blocks[at], page.line(at)
    if not block.repeated or not line.said.strip():
        return False
    if block.repeated > 2 and line.addressed:
        return True
    if _speaks_to_readers(line):
        return True
    return line.fragment or line.imperative or (block.repeated > 1 and _is_on_publisher(line, page.about.publisher))


def _speaks_to_readers(line: _Line) -> bool:
    if not line.addressed:
        return False
    return bool(say.READER.search(line.said) or say.PRESS.search(line.said) or say.PLEADING.search(line.said))


def _is_on_publisher(line: _Line, publisher: str) -> bool:
    """Whether the publisher presents itself: it is the subject, and says nothing."""
    begins = bool(publisher) and line.text.casefold().removeprefix("the ").startswith(publisher.casefold())
    return begins and not any(word.lower() in SPEECH for word in line.words)


def _is_name(page: _Page, at: int) -> bool:
    """Whether it is a signature: a name, none of whose words stands anywhere else (a heading's words recur below)."""
    line = page.line(at)
    if not 2 <= line.count <= 4 or not _stands_bare(page, line) or not page.line(at - 1).closed:
        return False
    names = all(w[0].isupper() and (not w.isupper() or len(w) <= 2) for w in line.words)
    return names and all(page.frequency[w] == 1 or len(w) <= 2 for w in line.words) and at > 1


def _is_leftover(page: _Page, at: int) -> bool:
    """Whether it is one of a few fragments below the last paragraph, and no item of a list."""
    if page.left(at) > 2 or at < 2 or not any(block.prose for block in page.blocks[max(0, at - 3) : at]):
        return False
    below = [page.line(n) for n in range(at, len(page.blocks))]
    listed = any(page.line(n).text.endswith(":") for n in range(at - 3, at))
    return not listed and all(_is_scrap(line) for line in below) and page.blocks[at].kind != "item"


def _is_scrap(line: _Line) -> bool:
    return line.fragment and line.count <= 5 and not any(c.isdigit() for c in line.text) and line.said == line.text


def _is_place(page: _Page, at: int) -> bool:
    line = page.line(at)
    return line.count <= 6 and "," in line.text and line.capitalised and _is_name(page, at - 1)


_BlockRule = tuple[str, "Callable[[_Page, int], bool]"]


def _shaped(pattern: re.Pattern[str]) -> Callable[[_Page, int], bool]:
    return lambda page, at: len(page.line(at).text) <= 200 and bool(pattern.fullmatch(page.line(at).text))


# --- headings


_NUMBERED = re.compile(r"\d{1,2}[.)] ")
_SCORE = re.compile(r"\d[-–:]\d|^\w{1,2}:")
_WRAPPED = re.compile(r"(?:[–—-]+|[*=#_~]+) ?[^–—*=#_~].{0,100}? ?(?:[–—-]+|[*=#_~]+)\.?")
_CONNECTIVES = frozenset("so now and but or then well yet also really seriously right".split())
_PRONOUNS = HE | SHE | IT | THEY | WE | frozenset({"you", "that", "this", "there", "not", "no", "nobody", "nothing"})


def _is_heading(page: _Page, at: int) -> bool:
    line, block = page.line(at), page.blocks[at]
    if not line.count or line.count > 14 or len(line.text) > 100 or at + 1 >= len(page.blocks) or block.kind == "item":
        return False
    if _WRAPPED.fullmatch(line.text):
        return True
    if not _stands_over_prose(page, at):
        return False
    if line.asks:
        return _is_heading_question(page, at)
    if line.text.isupper() and not line.closed:
        return line.count <= 10
    return (not line.closed and _is_plain_heading(page, at)) or (
        line.text.endswith(".") and _is_dotted_heading(page, at)
    )


def _stands_over_prose(page: _Page, at: int) -> bool:
    """Whether running text follows, at once or below one more heading, and the line is none of a list."""
    after = page.blocks[at + 1]
    if after.prose and _NUMBERED.match(page.line(at).text):
        return True
    below = after.prose or (after.line.fragment and page.left(at) > 1 and page.blocks[at + 2].prose)
    above, before = page.line(at - 1), page.line(at - 2)
    listed = above.fragment and (before.fragment or before.text.endswith(":")) and at > 1
    return below and not listed and not above.text.endswith(":") and not after.line.text[:1].islower()


def _is_plain_heading(page: _Page, at: int) -> bool:
    text = page.line(at).text
    spaced = " " in text or len(text) <= 25
    if at == 0 or not spaced or _SCORE.search(text):
        return False
    return not text[0].islower() and text[0] not in "@#$*" and text[-1] not in ",-–—"


def _is_heading_question(page: _Page, at: int) -> bool:
    """Whether a question stands over what answers it: not asked by somebody, not a step of an argument or interview."""
    line, near = page.line(at), [page.line(n) for n in (at - 2, at - 1, at + 1, at + 2)]
    if at == 0 or line.count > 10 or line.addressed or line.said != line.text or set(line.text) & set(',:"'):
        return False
    words = [w.lower().replace("’", "'") for w in line.words]
    if words[0] in _CONNECTIVES or any(w in _PRONOUNS or w.endswith("n't") for w in words):
        return False
    if line.count <= 2:
        return not any(w in VERBS for w in words)
    return page.line(at - 1).closed and not any(other.asks for other in near)


def _is_dotted_heading(page: _Page, at: int) -> bool:
    """Whether it is a heading although a full stop follows it: all capitals, or no verb where every line has a stop."""
    line = page.line(at)
    if len(page.blocks[at].sentences) != 1 or at == 0:
        return False
    if line.text.isupper() and line.count <= 6:
        return page.dotted or _is_verbless(line)
    if not _is_verbless(line):
        return False
    answer = page.line(at - 1).asks or page.line(at - 1).text.endswith(":")
    return page.dotted and page.english and line.count <= 6 and not answer and page.line(at + 1).count >= 7


def _is_verbless(line: _Line) -> bool:
    words = [w.lower().rstrip(".").replace("’", "'") for w in line.words]
    verbs = (w in VERBS or w in _PRONOUNS or "'" in w or (w.endswith("ed") and len(w) > 4) for w in words)
    return not any(verbs) and not any(mark in line.text for mark in "\"“”«»'‘")


def _stands_bare(page: _Page, line: _Line) -> bool:
    """Whether no full stop closes it, or one that proves nothing."""
    return not line.closed or (page.dotted and line.text.endswith("."))


_BLOCK_RULES: tuple[_BlockRule, ...] = (
    ("title", _is_title),
    ("feed tag", _shaped(_TAG)),
    ("original url", _shaped(say.SOURCE_URL)),
    ("address", _shaped(_LINKED)),
    ("glyph", _is_glyph),
    ("handle", _shaped(_HANDLE)),
    ("running head", _shaped(say.RUNNING_HEAD)),
    ("date", _is_date),
    ("related", _is_related),
    ("button", _is_button),
    ("byline", _is_byline),
    ("caption", _is_caption),
    ("contact", _shaped(_PHONE)),
    ("attribution", _is_attribution),
    ("biography", _is_biography),
    ("repeated", _is_repeated),
)
_LATE_RULES: tuple[_BlockRule, ...] = (
    ("title", _is_first_heading),
    ("name", _is_name),
    ("place", _is_place),
    ("leftover", _is_leftover),
    ("heading", _is_heading),
)
_BY_KIND = {"furniture": "marked", "caption": "caption", "heading": "heading"}


def _labels(page: _Page, at: int) -> list[str | None]:
    block = page.blocks[at]
    whole = _first(_BLOCK_RULES, page, at)
    of_sentences = [whole or _sentence_label(line) for line in block.sentences]
    if None not in of_sentences:
        return of_sentences
    if kind := _BY_KIND.get(block.kind):
        return [kind] * len(of_sentences)
    late = None if any(of_sentences) else _first(_LATE_RULES, page, at)
    return [label or late for label in of_sentences]


def _first(rules: tuple[_BlockRule, ...], page: _Page, at: int) -> str | None:
    return next((what for what, rule in rules if rule(page, at)), None)


def _sentence_label(line: _Line) -> str | None:
    if not line.said:
        return None
    return next((what for what, rule in _SENTENCE_RULES if rule(line)), None)


# --- what stands among furniture


_BOXED = frozenset({"appeal", "sign-up", "cookies", "promotion", "share", "contact", "player"})
_WIDE_BOXES = frozenset({"appeal", "sign-up", "cookies"})
_SPREADING = _BOXED | {"note", "copyright", "biography"}
_TEASERS = 6
"""So many titles may stand below a "Read more"."""
_APPEAL = 60
"""So many blocks an appeal may have."""
_Labels = list[list[str | None]]


def _spread_in_blocks(page: _Page, labels: _Labels) -> None:
    """In a block that asks something of the reader, the questions and words to him around it belong to it."""
    for block, of_block in zip(page.blocks, labels, strict=True):
        boxed = next((what for what in of_block if what in _SPREADING), None)
        if boxed is None or None not in of_block or block.line.count > (120 if boxed in _WIDE_BOXES else 60):
            continue
        loose = boxed in {"note", "copyright"} and of_block[0] == boxed
        for n, line in enumerate(block.sentences):
            if of_block[n] is None and (loose or _stands_in_box(line)):
                of_block[n] = boxed


def _stands_in_box(line: _Line) -> bool:
    return line.addressed or line.imperative or (line.asks and line.said == line.text) or line.count <= 4


def _spread_over_teasers(page: _Page, labels: _Labels) -> None:
    """Take the titles below a "Read more" to it, as far as they are fragments."""
    room = 0
    for at, block in enumerate(page.blocks):
        of_block = labels[at]
        if "related" in of_block:
            room = _TEASERS if block.line.count <= 5 else 0
        elif room and block.line.fragment and block.line.count >= 3 and all(w in {None, "heading"} for w in of_block):
            labels[at] = ["related"] * len(of_block)
            room -= 1
        else:
            room = 0


def _spread_over_appeals(page: _Page, labels: _Labels) -> None:
    """From the salutation or the request of an appeal on, what speaks to the reader belongs to it."""
    at = 0
    while at < len(labels):
        end = _appeal_end(page, labels, at)
        for n in range(at, end):
            labels[n] = [what if what in _BOXED else "appeal" for what in labels[n]]
        at = max(end, at + 1)


def _appeal_end(page: _Page, labels: _Labels, at: int) -> int:
    """Where the appeal ends that begins with this block; `at` itself if none begins here."""
    if "repeated" in labels[at] and _speaks_to_readers(page.line(at)) and page.repeated_from <= at:
        return len(labels)
    saluted = page.line(at).count <= 14 and bool(say.SALUTATION.match(page.line(at).said))
    if not saluted and "appeal" not in labels[at]:
        return at
    end = _reach(page, labels, at + 1)
    pleads = any(say.PLEADING.search(page.line(n).said) or "appeal" in labels[n] for n in range(at, end))
    if saluted:
        return end if pleads else at
    return end if end == len(labels) else _reach_of_buttons(labels, at + 1)


def _reach(page: _Page, labels: _Labels, at: int) -> int:
    """How far the words to the reader go on; one block that is none is passed over where another follows."""
    end = at
    for n in range(at, min(at + _APPEAL, len(labels))):
        if _goes_on(page, labels, n):
            end = n + 1
        elif n > end:
            break
    return end


def _reach_of_buttons(labels: _Labels, at: int) -> int:
    while at < len(labels) and (labels[at][0] in _BOXED | {"button", "glyph"}):
        at += 1
    return at


def _goes_on(page: _Page, labels: _Labels, at: int) -> bool:
    line = page.line(at)
    addressed = any(sentence.addressed for sentence in page.blocks[at].sentences)
    return addressed or all(labels[at]) or line.fragment or (line.count <= 8 and (line.asks or line.imperative))


# --- what is glued to a sentence


_STAMP = re.compile(
    r"(?i)\s*(?:(?:date|published|updated|posted|datum|дата)\s*:?\s*)?"
    r"\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d)?Z?)?\s+(?=[^\W\d_])",
)
_GLUED_URL = re.compile(rf"\s*{say.URL}\s+(?=\S)")
_BULLET = re.compile(r"\s*[•·▪●■►▸‣◦~❖➤→✓★*]\s+(?=\S)")
_TOKEN = re.compile(r"[“„«]?[^\s“„«]+")
_RUN_LIMIT = 24
_BEGINS = re.compile(r"[\"“„«‘'(\[]*[^\W_]")
_BACK_CREDIT = re.compile(r"\s(\[[^\[\]]{2,60}\]|\((?:Reuters|AP|AFP|dpa|EFE|TASS|UPI|ANSA)\))\.?\s*$")


def front(text: str) -> tuple[Cut, ...]:
    """Return what is glued before a block's first sentence: an address, a date, a bullet, a heading in capitals."""
    cuts: list[Cut] = []
    for pattern, what in ((_GLUED_URL, "address"), (_STAMP, "date"), (_BULLET, "glyph")):
        at = cuts[-1].end if cuts else 0
        if found := pattern.match(text, at):
            cuts.append(Cut(at, found.end(), what))
    at = cuts[-1].end if cuts else 0
    end = _heading_end(text, at)
    return (*cuts, Cut(at, end, "heading")) if end > at else tuple(cuts)


def back(text: str, after: int = 0) -> Cut | None:
    """Return the credit in brackets that stands after a block's last sentence (behind `after`), if one does."""
    found = _BACK_CREDIT.search(text, max(after, len(text) - 80))
    if not found or not _line(found[1], found[1]).capitalised:
        return None
    return Cut(found.start(1), len(text), "credit")


def _heading_end(text: str, at: int) -> int:
    """Where a heading in capitals ends that runs into a sentence, "RAIL STRIKE ENDS The union"; `at` if none does."""
    end, tokens = at, list[str]()
    for found in _TOKEN.finditer(text, at, at + 400):
        token = found.group()
        if not _is_shouted(token) or len(tokens) > _RUN_LIMIT:
            return end if _runs_into(tokens, token, text[found.start() : found.start() + 60]) else at
        if token in {"A", "I", "“A", "“I"} and _is_small(text, found.end()):
            return end if _runs_into(tokens, "The", "The end") else at
        tokens.append(token)
        end = found.end()
    return at


def _is_small(text: str, at: int) -> bool:
    return text[at : at + 2].strip()[:1].islower()


def _is_shouted(token: str) -> bool:
    letters = [c for c in token if c.isalpha()]
    small = sum(c.islower() for c in letters)
    return small == 0 or (small == 1 and len(letters) >= 5 and letters[0].isupper())


def _runs_into(tokens: list[str], token: str, rest: str) -> bool:
    """Whether these are a heading and what follows is a sentence, not the rest of a dateline or of a name."""
    shouted = [t for t in tokens if sum(c.isalpha() for c in t) > 1]
    long = [t for t in shouted if sum(c.isalpha() for c in t) >= 4]
    if len(shouted) < 3 or len(long) < 2 or len(tokens) > _RUN_LIMIT or not _BEGINS.match(token):
        return False
    if tokens[-1][-1] in ",:;—–-" or tokens[-1] in {"—", "–", "-", "―"} or token.lstrip("\"“„«‘'([")[0].islower():
        return False
    return len(rest.split()) >= 2 and not token.startswith("(")
