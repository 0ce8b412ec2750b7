"""Words, stems and stop words: the only module that knows Snowball's stemmers and sumy's lists of stop words."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from functools import cache, lru_cache
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from briefing.text.patterns import lazy

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

LANGUAGES = {
    "ar": "arabic",
    "cs": "czech",
    "da": "danish",
    "de": "german",
    "el": "greek",
    "en": "english",
    "es": "spanish",
    "fi": "finnish",
    "fr": "french",
    "he": "hebrew",
    "hu": "hungarian",
    "it": "italian",
    "nl": "dutch",
    "no": "norwegian",
    "pl": "polish",
    "pt": "portuguese",
    "ro": "romanian",
    "ru": "russian",
    "sk": "slovak",
    "sv": "swedish",
    "uk": "ukrainian",
}
"""ISO 639-1 -> the name that sumy and Snowball know a language by; others are handled without stems and stop words."""
_STEMMED = frozenset("ar da de en es fi fr hu it nl no pt ro ru sv".split())
_RENAMED = {"nl": "dutch_porter"}  # Snowball's "dutch" is another algorithm since its version 3

# U.S. | a number | a word with its apostrophes, or one letter and a word (e-mail)
_UNSPACED = "\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff"  # Thai, Lao, kana and Han: words without spaces
_TOKEN = lazy(
    rf"[{_UNSPACED}]|(?:[^\W\d_{_UNSPACED}]\.){{2,}}|\d+(?:[.,:]\d+)*|[^\W\d_{_UNSPACED}]-[^\W\d_{_UNSPACED}]+|[^\W\d_{_UNSPACED}]+(?:['’][^\W\d_{_UNSPACED}]+)*"
)
_POSSESSIVE = lazy(r"['’]s?$")

# British and American spelling, folded to one. The rules need not give words, only the same for both.
_SPELLINGS = (
    (lazy(r"is(ation|ations|e|ed|es|er|ers|ing)$"), r"iz\1"),
    (lazy(r"ys(e|ed|es|er|ing)$"), r"yz\1"),
    (lazy(r"(?<=\w{3})our(s|ed|ing|able|ite|ites|ly|hood|er|ers)?$"), r"or\1"),
    (lazy(r"^(def|off|lic|pret)ence"), r"\1ense"),
    (lazy(r"(?<=\w{3})tre(s)?$"), r"ter\1"),
    (lazy(r"(?<=\w{4}[aeo])ll(ed|ing|er|ers)$"), r"l\1"),
)
_BRITISH = (
    *("ise", "yse", "sed", "ses", "ser", "ers", "sing", "sation", "sations", "tre", "tres", "lled", "lling", "ller"),
    *(f"our{end}" for end in ("", "s", "ed", "ing", "able", "ite", "ites", "ly", "hood", "er", "ers")),
)
_ENCE = ("defence", "offence", "licence", "pretence")
"""How a word ends, or begins, in which one of the patterns finds anything: to look for that is quicker than for six."""
# The irregular verbs of news English, which no stemmer brings together.
_IRREGULAR = {
    form: verb
    for verb, forms in (
        line.split(":")
        for line in (
            "be:is are was were been am",
            "beat:beaten",
            "become:became",
            "begin:began begun",
            "break:broke broken",
            "bring:brought",
            "build:built",
            "buy:bought",
            "catch:caught",
            "choose:chose chosen",
            "come:came",
            "deal:dealt",
            "draw:drew drawn",
            "drive:drove driven",
            "fall:fell fallen",
            "feel:felt",
            "fight:fought",
            "find:found",
            "flee:fled",
            "fly:flew flown",
            "forget:forgot forgotten",
            "freeze:froze frozen",
            "get:got gotten",
            "give:gave given",
            "go:went gone",
            "grow:grew grown",
            "hear:heard",
            "hide:hid hidden",
            "hold:held",
            "keep:kept",
            "know:knew known",
            "lead:led",
            "leave:left",
            "lend:lent",
            "lose:lost",
            "make:made",
            "mean:meant",
            "meet:met",
            "pay:paid",
            "rise:rose risen",
            "say:said",
            "see:saw seen",
            "seek:sought",
            "sell:sold",
            "send:sent",
            "shake:shook shaken",
            "shoot:shot",
            "show:shown",
            "sink:sank sunk",
            "sit:sat",
            "speak:spoke spoken",
            "spend:spent",
            "stand:stood",
            "steal:stole stolen",
            "strike:struck",
            "swear:swore sworn",
            "take:took taken",
            "teach:taught",
            "tell:told",
            "think:thought",
            "throw:threw thrown",
            "understand:understood",
            "win:won",
            "withdraw:withdrew withdrawn",
            "write:wrote written",
        )
    )
    for form in forms.split()
}
_UNITS = {
    word: number
    for number, word in enumerate(
        "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
        "eighteen nineteen".split(),
        1,
    )
} | {"dozen": 12}
_TENS = {
    word: 10 * number for number, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)
}
_POWERS = {"hundred": 10**2, "thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}
_COUNTING = frozenset((*_UNITS, *_TENS, *_POWERS))
# "the one", "any one", "one of": a pronoun, which counts nothing
_NOT_COUNTING = frozenset("the this that no any every each another some which".split())
_GROUPED = lazy(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_PLAIN = lazy(r"\d+(?:\.\d+)?")
_NOT_SHORTENED = frozenset("shell hell shed wed ill id".split())  # words of their own, not she'll, he'll, ...
_LONG = 20  # characters from which digits are a name (of an account, a telephone) and no quantity
_MOST_KEPT, _LONGEST_KEPT = 200_000, 60  # chunks between blanks, and characters of one: a longer one is no word
# Sergey, Sergiy, Sergii; Yuri, Yuriy
_TRANSLITERATED = lazy(r"(?<=\w{3})(?:yy|iy|ii|ij|yi)$")
_MAY_BE_Y = ("yy", "iy", "ii", "ij", "yi")


class Token(NamedTuple):
    """A word or number of a text, by offsets; `stem` is its folded, stemmed form."""

    text: str
    start: int
    end: int
    stem: str

    @property
    def is_number(self) -> bool:
        """Whether it is written in digits."""
        return self.text[0].isdigit()

    @property
    def is_syllable(self) -> bool:
        """Whether it is a sign of a script without spaces, which tells more than a letter."""
        return is_syllable(self.text)

    @property
    def is_capitalised(self) -> bool:
        """Whether it begins with a capital letter."""
        return self.text[0].isupper()


def is_unspaced(text: str) -> bool:
    """Whether a text is in a script without spaces between its words."""
    return bool(re.search(f"[{_UNSPACED}]", text))


def is_syllable(word: str) -> bool:
    """Whether a word is a sign of a script without spaces, which tells more than a letter."""
    return len(word) == 1 and is_unspaced(word)


def words_in(text: str) -> list[str]:
    """Return the words and numbers of a text as they are written, in order: what `tokenise` finds, and nothing else."""
    return _TOKEN.findall(text)


def beginning(text: str) -> int:
    """Return how many of a text's words begin at its first two characters: 0, 1 or 2."""
    return sum(found.start() <= 1 for found in islice(_TOKEN.finditer(text), 2))


def tokenise(text: str, language: str = "en") -> tuple[Token, ...]:
    """Return the words and numbers of a text, in order."""
    chunks, found, at = _chunks(language), list[Token](), 0
    for chunk in text.split(" "):
        for word, start, end, stemmed in chunks[chunk]:
            found.append(_token(Token, (word, at + start, at + end, stemmed)))
        at += len(chunk) + 1
    return tuple(found)


class _Chunks(dict[str, tuple[Token, ...]]):
    """What stands between two blanks -> its tokens, by offsets in it: no token holds a blank, so each is read once."""

    def __init__(self, language: str) -> None:
        super().__init__()
        self._language = language

    def __missing__(self, chunk: str) -> tuple[Token, ...]:
        found = tuple(
            Token(word[0], word.start(), word.end(), stem(word[0], self._language)) for word in _TOKEN.finditer(chunk)
        )
        if len(chunk) <= _LONGEST_KEPT:
            if len(self) >= _MOST_KEPT:
                self.clear()
            self[chunk] = found
        return found


_chunks = cache(_Chunks)
_token = tuple.__new__


def values(tokens: Sequence[Token], language: str = "en") -> frozenset[str]:
    """Return the numbers that tokens name, each in one form: "4" for 4 and "four", "3200000" for 3.2 million.

    Number words are English; in other languages, and where digits are no plain number (9:30), they stand as written.
    """
    if language != "en":
        return frozenset(token.stem for token in tokens if token.is_number)
    found: list[Decimal | str] = []
    last = ""
    for place, token in enumerate(tokens):
        word = token.text.lower()
        if word not in _COUNTING and not word[0].isdigit():
            last = word if word == "a" else ""
            continue
        open_ = (
            found[-1] if found and last not in {"", "a"} else None
        )  # a number that this word may carry on: "3.2" million
        if word[0].isdigit():
            found.append(_in_digits(token.text))
        elif word in _POWERS and isinstance(open_, Decimal):
            found[-1] = open_ * _POWERS[word]
        elif word in _UNITS and isinstance(open_, Decimal) and last in _TENS:
            found[-1] = open_ + _UNITS[word]
        elif word in _TENS or (word in _UNITS and not _is_pronoun(word, place, tokens)):
            found.append(Decimal(_TENS.get(word) or _UNITS[word]))
        elif word in _POWERS and last == "a":
            found.append(Decimal(_POWERS[word]))
        else:
            last = ""
            continue
        last = word
    return frozenset(f"{value.normalize():f}" if isinstance(value, Decimal) else value for value in found)


def _in_digits(text: str) -> Decimal | str:
    if _GROUPED.fullmatch(text) or (_PLAIN.fullmatch(text) and len(text) < _LONG):
        return Decimal(text.replace(",", ""))
    return text


def _is_pronoun(word: str, place: int, tokens: Sequence[Token]) -> bool:
    if word != "one":
        return False
    before = tokens[place - 1].text.lower() if place else ""
    after = tokens[place + 1].text.lower() if place + 1 < len(tokens) else ""
    return before in _NOT_COUNTING or after in {"of", "another", "day"}


@lru_cache(maxsize=200_000)
def stem(word: str, language: str = "en") -> str:
    """Return the form under which the spellings and inflections of a word are one."""
    folded = fold(word)
    if language == "en":
        folded = _IRREGULAR.get(folded, folded)
        if folded.endswith(_BRITISH) or folded.startswith(_ENCE):
            for pattern, replacement in _SPELLINGS:
                folded = pattern.sub(replacement, folded)
    stemmed = _stemmer(language)
    return stemmed(folded) if stemmed and len(folded) > 2 else folded


@lru_cache(maxsize=200_000)
def fold(word: str) -> str:
    """Return the word in lower case without accents, possessive, inner dots and hyphens, transliterations as one."""
    letters = word.replace(".", "")
    if letters.isupper() and (len(letters) < len(word) or len(word) == 2):
        return letters.lower() + "." * (len(letters) == 2)  # U.S. and US are one, and not "us"
    if word.isascii() and word.isalpha():  # nearly every word: nothing is to be taken off
        plain = word.lower()
    else:
        plain = _POSSESSIVE.sub("", word).replace("’", "'").casefold().replace("-", "")
        plain = "".join([c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c)])
        plain = unicodedata.normalize("NFC", plain)
    return _TRANSLITERATED.sub("y", plain) if plain.endswith(_MAY_BE_Y) else plain


@cache
def stop_words(language: str = "en") -> frozenset[str]:
    """Return the folded words of a language that say nothing alone; empty where no list is known."""
    from importlib import resources  # noqa: PLC0415 - with what unpacks archives, only when there is work

    name = LANGUAGES.get(language)
    path = resources.files("sumy") / "data" / "stopwords" / f"{name}.txt"
    if not path.is_file():
        return frozenset()
    words = path.read_text(encoding="utf-8").split()
    forms = {form for word in words for form in (fold(word), fold(word.replace("'", "")))}
    return frozenset(forms - _NOT_SHORTENED if language == "en" else forms)


@cache
def _stemmer(language: str) -> Callable[[str], str] | None:
    from Stemmer import Stemmer  # noqa: PLC0415 - only when there is work

    if language not in _STEMMED:
        return None
    stemmed: Callable[[str], str] = Stemmer(_RENAMED.get(language, LANGUAGES[language])).stemWord
    return stemmed
