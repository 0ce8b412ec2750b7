r"""What a topic's terms say, and whether a text has what one asks for: the only module that knows the regex library.

    a phrase         its words by their stems        "the exact words"     as they are written
    begin*           words that begin so             /pattern/             a regular expression
    @side            any name of that side           \x                    x itself, at a term's beginning

with + in front a term that must be there, with - one that must not.
"""

from __future__ import annotations

import difflib
import math
import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from briefing.errors import ConfigError
from briefing.model.records import dataclass
from briefing.text.patterns import lazy

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from briefing.model import Side, Topic
    from briefing.text.patience import Pattern

Kind = Literal["phrase", "exact", "prefix", "pattern", "side"]
Sign = Literal["", "+", "-"]

LONGEST = 200  # characters of a pattern
REPEATS = 1000  # the product of all numbers of times that a pattern gives: what compiling it costs

_QUOTES = {'"': '"', "“": "”"}
_WORD = lazy(r"\w+")
_STARRED = lazy(r"\w+\*?")
_TIMES = lazy(r"\{(\d*)(?:,(\d*))?\}")


@dataclass(frozen=True, slots=True)
class Term:
    """One term: what kind it is, what it asks for without its signs, how it is written, and its sign."""

    kind: Kind
    words: str
    written: str
    sign: Sign = ""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a topic asks for: terms (those that must be there are marked by their sign), and what it does not want."""

    terms: tuple[Term, ...] = ()
    without: tuple[Term, ...] = ()

    @property
    def must(self) -> tuple[Term, ...]:
        """The terms that must be there, each of them."""
        return tuple(term for term in self.terms if term.sign == "+")


def wanted(topic: Topic, sides: Sequence[Side], where: str = "", path: str = "") -> Wanted:
    """Return what a topic's `terms` and `without` ask for.

    Raises ConfigError that names `where` (a file; else the topic), the key below `path`, the value and a remedy.
    """
    at = _Place(where or f'topic "{topic.id}"', path)
    terms = [(f"terms[{n}]", at.parsed("terms", n, text, sides)) for n, text in enumerate(topic.terms, 1)]
    plain = [at.parsed("without", n, text, sides) for n, text in enumerate(topic.without, 1)]
    for number, term in enumerate(plain, 1):
        if term.sign:
            raise at.error(f"without[{number}]", term.written, "takes no + or -; write the words alone")
    without = (*(term for _, term in terms if term.sign == "-"), *plain)
    for key, term in terms:
        against = next((other for other in without if term.sign == "+" and _holds(term, other)), None)
        if against:
            raise at.error(
                key, term.written, f'must be there and must not, by "{against.written}"; take one of them out'
            )
    return Wanted(tuple(term for _, term in terms if term.sign != "-"), without)


@dataclass(frozen=True, slots=True)
class _Place:
    where: str
    path: str

    def error(self, key: str, value: str, problem: str) -> ConfigError:
        return ConfigError(self.where, f"{self.path}.{key}".lstrip("."), f'"{value}" {problem}')

    def parsed(self, key: str, number: int, text: str, sides: Sequence[Side]) -> Term:
        try:
            term = parse(text)
            if term.kind == "side":
                side_of(term, sides)
        except ValueError as error:
            raise self.error(f"{key}[{number}]", text, str(error)) from None
        return term


def _holds(term: Term, other: Term) -> bool:
    """Whether whatever has the term has the other as well, as far as that is plain from how they are written."""
    if (term.kind, term.words) == (other.kind, other.words):
        return True
    if term.kind not in {"phrase", "exact"} or other.kind not in {"phrase", "exact"}:
        return False
    from briefing.text.words import fold  # noqa: PLC0415 - to read a configuration needs no words

    own, others = ([fold(word) for word in _WORD.findall(one.words)] for one in (term, other))
    if term.kind == "phrase" and (other.kind == "exact" or len(others) > 1):
        return own == others and other.kind == "phrase"
    return f" {' '.join(others)} " in f" {' '.join(own)} "


def parse(text: str) -> Term:
    """Return the term that a text writes. Raises ValueError with what is wrong with it and what would be right."""
    sign: Sign = "+" if text.startswith("+") else "-" if text.startswith("-") else ""
    body = text.removeprefix(sign).strip()
    if sign and body[:1] in {"+", "-"}:
        raise ValueError("has two signs; keep one of them, or write \\ before the second")
    if not body:
        raise ValueError("asks for nothing; write a word or a phrase, or take it out")
    kind, words = _kind(body)
    _CHECKS[kind](words)
    return Term(kind, words, text, sign)


def _kind(body: str) -> tuple[Kind, str]:
    if body[0] in _QUOTES:
        return "exact", _inside(body, _QUOTES[body[0]], "an exact phrase")
    if body[0] == "/":
        return "pattern", _inside(body, "/", "a pattern")
    if body[0] == "@":
        return "side", body[1:].strip()
    if body[0] == "\\":
        return "phrase", body[1:]
    return ("prefix" if "*" in body else "phrase"), body


def _inside(body: str, end: str, what: str) -> str:
    if len(body) < 2 or not body.endswith(end):
        hint = "; (?i) inside it ignores capitals" if end == "/" else ""
        raise ValueError(
            f"is {what} without its end; end it with {end}{hint}, or write \\{body[0]} for the sign itself"
        )
    return body[1:-1]


def _check_words(words: str) -> None:
    if not _WORD.search(words):
        raise ValueError("holds no word; only words and numbers can be asked for, or write a pattern, as in /[$€]/")


def _check_prefix(words: str) -> None:
    if any("*" in word and not _STARRED.fullmatch(word) for word in words.split()):
        raise ValueError('has a star that ends no word; write it as in sanction*, or a star itself in "..."')


def _check_side(words: str) -> None:
    if not words:
        raise ValueError("names no side; write the id of one of the [[sides]] after the @")


def _check_pattern(pattern: str) -> None:
    if len(pattern) > LONGEST:
        raise ValueError(f"is too long a pattern; {LONGEST} characters at most, or make two of it")
    from briefing.text.patience import PATIENCE, TOO_SLOW  # noqa: PLC0415 - only where there is a pattern

    times = math.prod(int(n) for found in _TIMES.findall(pattern) for n in found if n not in {"", "0"})
    if times > REPEATS:
        raise ValueError(f"repeats too often, {times} times; {REPEATS} at most, or write + or *")
    compiled = _compiled(pattern).compiled
    try:
        if compiled.search("", timeout=PATIENCE):
            raise ValueError("finds what is empty, and so every sentence; ask for something")
        for probe in _probes(pattern):
            compiled.search(probe, timeout=PATIENCE)
    except (TimeoutError, RecursionError):
        raise ValueError(TOO_SLOW) from None


def _probes(pattern: str) -> Iterator[str]:
    """Yield texts on which a pattern that can take very long is likely to."""
    letters = sorted(set(re.sub(r"\\.", "", pattern)) - set("()[]{}*+?|^$.\\"))[:20]
    yield from (letter * 400 + "\0" for letter in (*letters, "a", "A", "0", " "))
    yield "".join(letters) * 20 + "\0"
    yield "An aa a, 11 " * 20 + "\0"


_CHECKS = {
    "phrase": _check_words,
    "exact": _check_words,
    "prefix": _check_prefix,
    "pattern": _check_pattern,
    "side": _check_side,
}


def side_of(term: Term, sides: Iterable[Side]) -> Side:
    """Return the side that a term names by its id or title. Raises ValueError where there is none."""
    known = {name.casefold(): side for side in sides for name in (side.title, side.id)}
    if term.words.casefold() in known:
        return known[term.words.casefold()]
    ids = list(dict.fromkeys(side.id for side in known.values()))
    near = difflib.get_close_matches(term.words.casefold(), list(known), n=1)
    meant = f'did you mean "@{known[near[0]].id}"?' if near else f"known are: {', '.join(ids)}"
    raise ValueError(f"names no side; {meant}" if ids else "names no side; there are no [[sides]]")


def finds(term: Term, text: str, stems: Iterable[str] = ()) -> bool:
    """Whether a text has the exact words, the beginning of a word or the pattern that a term asks for.

    A single beginning of a word is also looked for in `stems`, those of the text. Where a pattern takes too
    long, ConfigError is raised, or the text passed over (`briefing.text.patience`).
    """
    if term.kind == "pattern":
        return _pattern_finds(term, text)
    if _of_words(term.words, starred=term.kind == "prefix").search(_plain(text)):
        return True
    if term.kind != "prefix" or " " in term.words:
        return False
    from briefing.text.words import fold  # noqa: PLC0415

    begin = fold(term.words.rstrip("*"))
    return any(stem.startswith(begin) for stem in stems)


def _pattern_finds(term: Term, text: str) -> bool:
    from briefing.text.patience import pass_over  # noqa: PLC0415

    pattern = _compiled(term.words)
    try:
        return pattern.finds(text)
    except (TimeoutError, RecursionError):
        pass_over(pattern, term.written, text)
    return False


@lru_cache(maxsize=1000)
def _compiled(pattern: str) -> Pattern:
    import regex  # noqa: PLC0415 - only where there is a pattern

    from briefing.text.patience import Pattern  # noqa: PLC0415

    try:
        return Pattern(regex.compile(pattern))
    except (regex.error, RecursionError, OverflowError) as error:
        raise ValueError(f"is not a pattern: {error}; \\ before a sign stands for the sign itself") from None


@lru_cache(maxsize=1000)
def _of_words(words: str, *, starred: bool) -> re.Pattern[str]:
    """Return the pattern of words side by side in a plain text; a star stands for the rest of its word."""
    from briefing.text.words import is_unspaced  # noqa: PLC0415

    runs = (_STARRED if starred else _WORD).findall(_plain(words))
    joined = r"\W{1,5}".join(run.rstrip("*") + r"\w*" * run.endswith("*") for run in runs)
    return lazy(joined if is_unspaced(words) else rf"(?<!\w){joined}(?!\w)")


def _plain(text: str) -> str:
    """Return the text in small letters without accents."""
    if text.isascii():
        return text.lower()
    return "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))
