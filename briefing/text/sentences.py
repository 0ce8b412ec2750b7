"""Where the sentences of one paragraph begin and end, by character offset.

Every run of stops is a place where a sentence may end. What closes right after it (quotation mark, bracket, footnote)
belongs to it. The word before the stop and the first word after it then decide. A stop inside a bracket, or inside a
quotation that is a part of its sentence, decides nothing. The items of a list written in one line begin sentences too.

NLTK's Punkt, trained on the very text, is measured beside this by ``benchmarks/quality/boundaries.py``.

Time grows with the length of the text: every look back is bounded, every look ahead ends at the next word.
"""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

# The words are lower case here; which of them count in capitals only is said where they are used.

# A name follows, whatever it looks like: "Gen. In Yong" is one person. Capitalised only.
_TITLES = frozenset(
    """adm amb assemb asst atty brig capt cmdr cmsr col cpl cpt det dr dra drs ens fr frl ft gen gov hon hr insp lt maj
    me messrs mgr mlle mm mme mmes mr mrs ms msgr mt mx ofc pfc pres prof profa pvt rep reps rev sec sen sens sgt sr sra
    sres srta st sta ste sto supt""".split(),
)
# Titles that are also the last word of an address or a name: "on Oak Dr. He ...", "Ken Ford Sr. He ...".
_TITLES_AT_END = frozenset({"dr", "ft", "mt", "sr", "st"})
# More of the same phrase follows, so none of these ends a sentence.
_INNER = frozenset(
    """approx av bd bzgl bzw c.-à-d ca cf d.h dept e.g eg evtl f.e geb gegr ggf i.e ie incl inkl insb mr mrs
    p.ej p.ex sog u.a v.a
    v.chr vgl viz vs z.b z.t zzgl акад бул вул г-жа г-н див д-р им ім напр просп проф пров см ср т.е т.зв т.к т.н ул
    """.split(),
)
# A number or a numeral follows: "No. 5", "Art. IV". Before anything else they are words: "He said no. The ...".
_NUMBERED = frozenset(
    """abb abs art arts cap ch chap ex fig figs no nos nr nrn num núm n° nº p pág págs par pg pp pt rs sec sect tab vol
    vols ziff № гл п пп рис ст стр табл mon tue tues wed thu thur thurs fri sat sun""".split(),
)
# Nothing capitalised follows these inside a sentence, so a capital ends it as it does after any word.
_ENDING = frozenset("a.m p.m a.m.e etc usf usw u.s.w u.v.m н.е н.э т.д т.п г.г р.р".split())
# A capital may follow these inside the sentence ("Acme Inc. Chairman"): a word that begins sentences must follow.
_EITHER = frozenset("al bros co corp inc jr ltd plc гг др ін інш обл рр тис тыс".split())
# The same, capitalised only: months, states, streets, institutions.
_EITHER_NAMES = frozenset(
    """jan feb mar apr jun jul aug sep sept oct nov dec okt dez janv févr juil déc ene abr
    ala ariz ark calif colo conn del fla ga ill ind kan kans ky la mass md mich minn miss mo mont neb nebr nev okla ore
    pa penn tenn tex va vt wash wis wisc wyo alta ont que sask
    ave avda av blvd bldg ct hwy pkwy pl rd sq str ter assn assoc dep dist est gmbh inst intl llc mfg natl univ esq
    cie cía ed eds tr trans""".split(),
)
# Words sentences begin with, and the names of people, firms and offices hardly ever do.
_STARTERS = frozenset(
    """a about according after all also although among an and another any are as asked at because before both but by can
    could critics despite did does dozens during each earlier even every everyone finally for from had has have he her
    here his how however hundreds i if in instead is it its just later let many maybe meanwhile millions more moreover
    most my neither nevertheless no nobody none nor not nothing now on once one only or other others our perhaps please
    she should since so some someone still such that the their then there these they this those though thousands to
    under unless until was we well were what whatever when where whether which while who whose why with within without
    would yes yesterday yet you your
    der die das dem den dies diese dieser dieses ein eine einen einer er sie es wir ich ihr und aber doch auch im am auf
    aus für mit nach bei seit zu zum zur als wenn weil dass dabei dazu damit denn noch nun dann man nur zudem trotz
    le la les un une il elle ils elles nous vous je ce cette ces mais et en dans pour par sur avec selon après avant
    depuis el los las lo una por para con según pero y se es su sus este esta esto cuando aunque desde tras como
    в во на но и а он она они оно мы я это этот как по из за от до при для что если когда его её их об о с со к также
    однако кроме после уже у він вона вони це цей але та і з із зі про від після якщо коли що тому проте однак ми його
    її їх""".split(),
)
# Starters that are parts of names as well: "J. Le Pen", "C. R. Das", "Henry V. An".
_STARTERS_IN_NAMES = frozenset("al an das del dem den der des die el la las le les lo los so un".split())
# Names that are written with an exclamation mark.
_SHOUTED = frozenset("airplane jeopardy joomla oklahoma shazam yahoo yum".split())
_MONTHS = frozenset(
    """january february march april may june july august september october november december januar februar
    märz mai juni
    juli oktober dezember jänner jan feb mar apr jun jul aug sept oct nov dec""".split(),
)
_DAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday".split())
# What may stand between the time of day and the rest of its sentence: "at 5 p.m. Eastern", "at 5 p.m. Friday".
_AFTER_HOUR = (
    frozenset(
        "bst cdt cest cet cst ct eastern edt eest eet est et gmt ist mdt msk mst mt pacific pdt pst pt utc".split()
    )
    | _MONTHS
    | _DAYS
)
# German: a number with a stop is an ordinal between these words and before those ("der 3. Versuch", "14. Mai").
_BEFORE_ORDINAL = frozenset(
    "ab beim bis das dem den der des die im ihrem jedem jeder jedes seinem seit vom zum zur".split()
)
_AFTER_ORDINAL = _MONTHS | frozenset(
    """bundesliga jahrhundert jahrhunderte jahrhunderts lebensjahr liga spieltag weltkrieg weltkrieges
    weltkriegs""".split(),
)
# Words that open a time or a place which the clause follows: "At 5 a.m. Mr. Smith ...", "В 2022 г. Россия ...".
_FRONTING = frozenset(
    "about after around at before by from gegen in near on since um until within ab в во до з к о с у".split()
)
# What follows a stop without a space in the name of a site or a file.
_SUFFIXES = frozenset(
    "ai app com co de doc edu eu fr gov htm html io jpg js me net org pdf php png ru tv txt ua uk".split()
)
_SAYING = (
    "added|adds|answered|asked|asks|called|cried|declared|demanded|exclaimed|inquired|joked|posted|quipped|recalled|"
    "remarked|replied|said|says|screamed|shouted|told|tweeted|wondered|writes|wrote|yelled"
)

# How far a look goes: back to the word before a stop; over a bracket; over a quotation inside its sentence; over one
# that is so short that its exclamations belong together; over the levels of nesting.
_BACK = 40
_BRACKET = 400
_QUOTATION = 200
_BRIEF = 60
_LEVELS = 4

_DOUBLES = '"“”„‟'
_SINGLES = "'‘’‚"
_ANGLES = "«»‹›"
_BULLETS = "•⁃●▪‣■◦"
_WIDE = "。！？｡．"
_STOPS = ".!?…‼⁇⁈⁉؟۔।॥։።" + _WIDE
# “ and « close in German (no letter follows then); a closing mark may stand apart (French, typesetters' thin spaces).
_CLOSER = (
    r"(?:\[\d{1,3}(?:[,–-]\d{1,3})?\]|[\"'”’»›)\]}*_¹²³⁰⁴⁵⁶⁷⁸⁹」』）】〉》〞＂]|[“‘«‹](?!\w)"
    r"|[\u00a0\u2009\u200a\u202f](?=[”’»›\"])|\s(?:[»”]|'')(?!\w))"
)
_STOP = re.compile(f"[{_STOPS}]")
_SPACED_AND_CLOSED = rf"(?:[ \u00a0]\.++(?!\w))*{_CLOSER}*"
# A class in front, not a group: so a search skips to the next stop at the speed of C.
_RUN = re.compile(rf"[{_STOPS}]+{_SPACED_AND_CLOSED}(?:[{_STOPS}]+{_SPACED_AND_CLOSED})*")
_FOOTNOTE = re.compile(r"\d{1,3}(?:[,\s]\d{1,3}){0,5}(?=\s+[^\W\d_a-z])")
# A stop, then an omission: "compounds. . . . The practice"
_OMISSION = re.compile(r"(?<=\w)[.?!](?=\s(?:\.\s?\.\s?\.|…)(?!\s?\.))")
_ELLIPSIS = re.compile(r"\.\s?\.|…")
_DASHES = re.compile(r"[–—-]+\s+")
_OPENERS = re.compile(rf"[\s{_DOUBLES}{_SINGLES}{_ANGLES}(\[{{¿¡*_`「『（【《]*")
_NEXT_WORD = re.compile(r"[^\W\d_]{1,30}")
_LAST_WORD = re.compile(r"[^\s\"“”„«»()\[\]{}<>—–/|…!?,;:=]*")
_SPACED = re.compile(r"(?<!\S)([^\W\d_])\.\s([^\W\d_]{1,3})\Z")
_ACRONYM = re.compile(r"(?:[^\W\d_]{1,2}\.&?)+[^\W\d_]{1,2}")
_JOINT = re.compile(r"[-.]")
_MARKER = re.compile(r"\d{1,2}|[^\W\d_]|[ivx]{1,5}|[IVX]{1,5}")
_NUMERAL = re.compile(r"\d|#|[VXLC][IVXLC]*\b|I[IVX]+\b|[B-HJ-NP-XZ]\b(?!['’])|A\b(?!\s+[a-z])")
_ABUTTING = re.compile(r"[“\"„«(]?([^\W\d_]{1,30})")
_WORD = re.compile(r"[^\W_]")
_SPACE = re.compile(r"\s*")
_BRAND = re.compile(r"[a-z]{1,3}[A-Z]")
_ITEM = re.compile(
    rf"(?<!\S)(?:[{_BULLETS}]\s?)?(?:(?P<label>\d{{1,3}}|[a-z])(?P<style>\.\)|\)|\.)\s+[^\W_])|(?<!\S)[{_BULLETS}]",
)
# What must stand in a text that _ITEM finds a list in: a bullet, or its first label.
_LISTING = re.compile(rf"[1a{_BULLETS}](?:(?<=[{_BULLETS}])|(?<!\w[1a])[.)])")
_LABEL = re.compile(r"\(?(?:[a-z]|[ivx]{1,5})\)\s")
# The credit under a picture, where the caption before it has no stop.
_CREDIT = re.compile(r"(?<=[\w)\"”] )(?:Audio|Image|Photo|Photograph|Picture|Video): (?=[A-Z])")
# Four of a kind in a row are an ornament, which quotes nothing.
_MARK = re.compile(rf"([{_DOUBLES}{_SINGLES}(\[])\1{{3,}}|''|``|[{_DOUBLES}{_SINGLES}{_ANGLES}()\[\]]")
_MARKS = re.compile(rf"[{_DOUBLES}{_SINGLES}{_ANGLES}()\[\]`]")
_NAME = r"[A-Z][\w.'’-]{0,25}"
_ATTRIBUTION = re.compile(
    rf"\s{{1,3}}(?:I|{_NAME}(?:\s{{1,3}}{_NAME}){{0,5}})\s{{1,3}}(?:{_SAYING})\b"
    r"(?!\s+(?:he|her|his|I|it|no|she|that|the|there|they|we|yes|you)\b)",
)
_CONTINUED = re.compile(r"\s{0,3}[,;:]|\s{1,3}(?:[–—-]{1,3}\s{1,3})?[a-z]")
_MIDDLE = frozenset(",;:?!%&=+/)]}")
_ADDRESS = frozenset({"Mr", "Mrs", "Ms"})
_CREDITS = frozenset({"Audio", "Image", "Photo", "Photograph", "Picture", "Source", "Video"})
_ELIDED = frozenset("CDJLNQS")
# Japanese: what was quoted goes on into its sentence.
_SPACED_OUT = _INNER | _ENDING  # "z. B." as well as "z.B."
_QUOTING = ("と", "って", "、", "，")
_FAMILY = (
    dict.fromkeys([*_DOUBLES, "''", "``"], '"')
    | dict.fromkeys(_SINGLES, "'")
    | dict.fromkeys(_ANGLES, "«")
    | {"(": "(", ")": "(", "[": "[", "]": "["}
)
_BEFORE_OPENING = frozenset("([{¿¡—–-" + _DOUBLES + _SINGLES)
_AFTER_OPENING = frozenset("([{¿¡$€£¥#@.…" + _DOUBLES + _SINGLES)


class _Stop(NamedTuple):
    """A run of stops in its sentence."""

    text: str
    start: int  # of the sentence
    mark: int  # where the run begins
    end: int  # behind what closes after it
    following: int  # the first character behind it that is not white
    opening: int  # where the first word behind it begins, behind a dash and what opens
    before: str  # the text just before it
    word: str  # the word it is written to, without an opening mark: "U.S" of "(U.S."
    next_word: str

    @property
    def run(self) -> str:
        """The stops and what closes."""
        return self.text[self.mark : self.end]


class _Pair(NamedTuple):
    """A bracket or quotation, from its opening to its closing mark."""

    start: int
    end: int
    bound: bool  # a part of its sentence, unless the sentence begins with it
    brief: bool  # so short that cries and questions in it stay together
    goes_on: bool  # what follows belongs to the sentence


def split(text: str) -> tuple[tuple[int, int], ...]:
    """Return (start, end) of each sentence of one paragraph, in order.

    The spans carry no white space at their ends and together hold every character that is not white; a line break is
    white space like any other. A text without words is one span, an empty one none.
    """
    last = _last_word_at(text)
    if not _STOP.search(text, 0, last) and not _may_list(text):
        return (_trimmed(text, 0, len(text)),) if text and not text.isspace() else ()
    edges = [0, *_edges(text, last), len(text)]
    spans = (_trimmed(text, start, end) for start, end in pairwise(edges))
    return tuple((start, end) for start, end in spans if start < end)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    piece = text[start:end]
    return end - len(piece.lstrip()), start + len(piece.rstrip())


def _edges(text: str, last: int) -> Iterator[int]:
    """Yield where one sentence ends and the next may begin, in order; the last word character stands at `last`."""
    items, shelters = _items(text) if _may_list(text) else [], _Shelters(text)
    start = _word_at(text, 0)
    for run in _RUN.finditer(text):
        if run.start() > last:
            break
        while items and items[-1] <= run.start():
            yield items[-1]
            start = _word_at(text, items.pop())
        if start >= run.start():
            continue
        stop = _stop(text, start, run)
        edge = None if shelters.bind(stop) else _edge(stop)
        if edge and edge <= last:
            yield edge
            start = _word_at(text, edge)
    yield from reversed(items)


def _word_at(text: str, at: int) -> int:
    found = _WORD.search(text, at)
    return found.start() if found else len(text)


def _last_word_at(text: str) -> int:
    """Where the last word character stands: behind it no sentence begins."""
    return next((at for at in range(len(text) - 1, -1, -1) if text[at].isalnum()), 0)


def _stop(text: str, start: int, run: re.Match[str]) -> _Stop:
    end = _past_note(text, run)
    following = _past(_SPACE, text, end)
    opening = _past(_OPENERS, text, _past(_DASHES, text, following))
    before = text[max(start, run.start() - _BACK) : run.start()]
    next_word = text[opening : _past(_NEXT_WORD, text, opening)]
    return _Stop(text, start, run.start(), end, following, opening, before, _last_word(before), next_word)


def _last_word(before: str) -> str:
    spaced = _SPACED.search(before[-7:])
    if spaced and (joined := f"{spaced[1]}.{spaced[2]}").lower() in _SPACED_OUT:
        return joined
    backwards = _LAST_WORD.match(before[::-1])
    return backwards.group()[::-1].lstrip("'‘’`*_") if backwards else ""


def _past(pattern: re.Pattern[str], text: str, at: int) -> int:
    """Where the pattern ends that may stand here."""
    found = pattern.match(text, at)
    return found.end() if found else at


# --- what a stop decides


def _edge(stop: _Stop) -> int | None:
    """Where the sentence ends, or None if it goes on."""
    if stop.following == len(stop.text):
        return None
    omission = _OMISSION.search(stop.text, stop.mark, stop.following + 1)
    if omission and stop.next_word[:1].isupper():
        return omission.end()
    return stop.end if _ends(stop) else None


def _ends(stop: _Stop) -> bool:
    if any(mark in _WIDE for mark in stop.run):
        return not stop.text.startswith(_QUOTING, stop.end)
    if stop.following == stop.end:
        return _ends_abutting(stop)
    if _goes_on(stop):
        return False
    if _ELLIPSIS.search(stop.run):
        return _ends_in_ellipsis(stop)
    if stop.run[0] == ".":
        return _ends_in_full_stop(stop)
    return _ends_in_cry(stop)


def _goes_on(stop: _Stop) -> bool:
    """Whether what follows is written like the middle of a sentence."""
    if stop.text[stop.following] in _MIDDLE:
        return True
    if _LABEL.match(stop.text, stop.following):
        return False
    first = stop.text[stop.opening : stop.opening + 1]
    if not first.islower() or _BRAND.match(stop.text, stop.opening):
        return False
    # A full stop and an opening mark are enough: "He left. (via Reuters)"; a dash or an abbreviation before are not.
    opened = stop.opening > stop.following and not _DASHES.match(stop.text, stop.following)
    return not opened or stop.run != "." or _is_abbreviation(stop.word)


def _ends_abutting(stop: _Stop) -> bool:
    """Whether a space was forgotten: "ended.The next", and not "Node.js", "p.m.", "J.Lo"."""
    found = _ABUTTING.match(stop.text, stop.end)
    if not found or _is_unspaced_script(stop.run):
        return _is_unspaced_script(stop.run)
    word, after = stop.word, found[1]
    if not (word[-2:].isalpha() and word[-2:].islower()) and not word[-1:].isdigit():
        return False
    return (
        after[0].isupper()
        and after[1:].islower()
        and after.lower() not in _SUFFIXES
        and not _is_address(stop)
        and not _is_abbreviation(word)
        and (not word[-1:].isdigit() or after.lower() in _STARTERS)
    )


def _is_unspaced_script(run: str) -> bool:
    return run[0] in "؟۔।॥։።"


def _is_address(stop: _Stop) -> bool:
    around = stop.before[-_BACK:].rpartition(" ")[2] + stop.text[stop.end : stop.end + _BACK].partition(" ")[0]
    return any(sign in around for sign in "@/\\") or "www" in around


def _ends_in_ellipsis(stop: _Stop) -> bool:
    """Four points hold a full stop; three end a sentence where they are written to its last word."""
    if "]" in stop.run or stop.text[stop.mark - 1] == "[":
        return False
    points = stop.run.count(".") + 3 * stop.run.count("…")
    if points > 3 or any(mark in "!?" for mark in stop.run):
        return True
    if stop.next_word == "I":
        return False
    return not stop.text[stop.mark - 1].isspace() or _begins_sentence(stop)


def _ends_in_cry(stop: _Stop) -> bool:
    """Whether a question or exclamation mark ends the sentence and not only a title, a name or what was said."""
    if stop.word.lower() in _SHOUTED and stop.run == "!":
        return _begins_sentence(stop)
    if stop.end == stop.mark + 1:
        return True
    return not _ATTRIBUTION.match(stop.text, stop.end) and stop.next_word.lower() not in _DAYS


def _ends_in_full_stop(stop: _Stop) -> bool:
    word = stop.word
    if not word or _closes_twice(stop):
        return True
    if _MARKER.fullmatch(stop.text, stop.start, stop.mark):
        return False
    if word.isdigit():
        return not _is_ordinal(stop)
    return _ends_after(stop, word) and not (_is_abbreviation(word) and ")" in stop.run)


def _closes_twice(stop: _Stop) -> bool:
    """Whether a full stop follows another that something closed: "(see ibid.)."."""
    return stop.run.count(".") > 1


def _is_ordinal(stop: _Stop) -> bool:
    if len(stop.word) > 2 or not stop.next_word:
        return False
    previous = stop.before.split()[-2:-1]
    return stop.next_word.lower() in _AFTER_ORDINAL or (bool(previous) and previous[0].lower() in _BEFORE_ORDINAL)


# --- abbreviations


def _ends_after(stop: _Stop, word: str) -> bool:
    """Whether a full stop written to this word ends the sentence though it may belong to the word."""
    kind = _ENDING if _is_unit(stop) else _kind(word)
    if kind is _TITLES:
        return _bare(word) in _TITLES_AT_END and _is_named(stop) and _begins_sentence(stop)
    if kind is _NUMBERED:
        return not _NUMERAL.match(stop.text, stop.opening) and (len(word) > 1 or _begins_sentence(stop))
    if kind is _ENDING:
        return not _is_fronted(stop) and not _stays(stop)
    if kind is _EITHER:
        return _begins_sentence(stop) and not _is_fronted(stop)
    return kind is not _INNER


def _is_unit(stop: _Stop) -> bool:
    """Whether the word is one small letter behind a number: "1990 р.", "1,80 m."."""
    previous = _words_before(stop)[-1:]
    return len(stop.word) == 1 and stop.word.islower() and bool(previous) and previous[0][-1].isdigit()


def _is_abbreviation(word: str) -> bool:
    return _kind(word) is not None


def _kind(word: str) -> frozenset[str] | None:
    """Which kind of abbreviation the word is, None for a word that is none."""
    bare = _bare(word)
    if not _is_capitals(word):
        for kind in (_INNER, _ENDING):
            if bare in kind or word.lower() in kind:
                return kind
    if len(word) > 1 or word.islower():
        for kind in (_NUMBERED, _EITHER):
            if bare in kind:
                return kind
    if word[:1].isupper() and (found := _kind_of_name(bare)):
        return found
    return _EITHER if _is_initials(word) else None


def _is_capitals(word: str) -> bool:
    """Whether the word is one like IE or CA, which is short for something else than "i.e." or "ca."."""
    return len(word) > 1 and word.isupper() and "." not in word


def _kind_of_name(bare: str) -> frozenset[str] | None:
    if bare in _TITLES:
        return _TITLES
    return _EITHER if bare in _EITHER_NAMES else None


def _bare(word: str) -> str:
    """Return the part that decides, in lower case: "gov" of "Lt.-Gov", "p.m" of "p.m"."""
    if "." not in word and "-" not in word:
        return word.lower()
    part = word if _ACRONYM.fullmatch(word) else _JOINT.split(word)[-1]
    return part.lower()


def _is_initials(word: str) -> bool:
    last = word.rpartition("-")[2]
    return bool(_ACRONYM.fullmatch(last)) or (len(last) == 1 and last.isalpha())


def _begins_sentence(stop: _Stop) -> bool:
    """Whether the next word is one that sentences begin with and names do not."""
    word, end = stop.next_word, stop.opening + len(stop.next_word)
    after = stop.text[end : end + 1]
    if not word[:1].isupper() or not (word[1:].islower() or len(word) == 1) or _DASHES.match(stop.text, stop.following):
        return False
    if after == ":":
        return word in _CREDITS
    if after == ".":
        return word in _ADDRESS
    if after in {"'", "’"} and word in _ELIDED:
        return True
    key = word.lower()
    return key in _STARTERS and not (key in _STARTERS_IN_NAMES and len(stop.word) == 1)


def _words_before(stop: _Stop) -> list[str]:
    return stop.before.split()[:-1]


def _is_named(stop: _Stop) -> bool:
    previous = _words_before(stop)[-1:]
    return bool(previous) and (previous[0][0].isupper() or previous[0][0].isdigit())


def _is_fronted(stop: _Stop) -> bool:
    """Whether the sentence so far is only a time or a place that opens it: "At 5 a.m. Mr. Smith"."""
    if stop.mark - stop.start > _BACK:
        return False
    words = stop.text[stop.start : stop.mark].split()
    return len(words) <= 4 and words[0].lower() in _FRONTING


def _stays(stop: _Stop) -> bool:
    return stop.word[-1:] in "mM" and stop.next_word.lower() in _AFTER_HOUR


# --- brackets, quotations, lists, notes


class _Shelters:
    """The brackets and quotations of a text, asked stop by stop, in order."""

    def __init__(self, text: str) -> None:
        self._coming = sorted(_pairs(text), reverse=True)
        self._open: list[_Pair] = []

    def bind(self, stop: _Stop) -> bool:
        """Return whether the stop is inside a bracket or quotation that is a part of its sentence."""
        while self._coming and self._coming[-1].start < stop.mark:
            self._open.append(self._coming.pop())
        while self._open and self._open[-1].end < stop.end:
            self._open.pop()
        return any(_binds(pair, stop) for pair in self._open[-_LEVELS:])


def _binds(pair: _Pair, stop: _Stop) -> bool:
    if pair.end <= stop.end:
        return False
    cried = pair.brief and stop.run[0] in "!?"
    return pair.bound or cried if pair.start > stop.start else pair.goes_on and cried


def _pairs(text: str) -> Iterator[_Pair]:
    """Yield the brackets and the quotations that may be part of a sentence."""
    opened: dict[str, list[int]] = {}
    if not _MARKS.search(text):
        return
    for mark in _MARK.finditer(text):
        if mark[1]:
            continue
        family = _FAMILY[mark.group()]
        stack = opened.setdefault(family, [])
        if _opens(text, mark, bool(stack)):
            stack.append(mark.start())
        elif stack and not (family == "'" and text[mark.start() - 1].isalnum()):
            yield from _pair(text, family, stack.pop(), mark.end())


def _opens(text: str, mark: re.Match[str], inside: bool) -> bool:  # noqa: FBT001 - the one thing remembered
    """Whether the mark opens; one that could do both closes what is open."""
    sign = mark.group()
    if sign in "()[]":
        return sign in "(["
    before = text[mark.start() - 1 : mark.start()] or " "
    after = text[mark.end() : mark.end() + 1] or " "
    left = before.isspace() or before in _BEFORE_OPENING
    right = after.isspace() or not (after.isalnum() or after in _AFTER_OPENING)
    return not inside or sign in "„«" if left == right else left


def _pair(text: str, family: str, start: int, end: int) -> Iterator[_Pair]:
    if family in "([":
        if end - start <= _BRACKET:
            yield _Pair(start, end, bound=True, brief=False, goes_on=False)
    elif end - start <= _QUOTATION:
        goes_on = bool(_CONTINUED.match(text, end) or _ATTRIBUTION.match(text, end))
        yield _Pair(start, end, goes_on or _is_woven(text, start), end - start <= _BRIEF, goes_on)


def _is_woven(text: str, start: int) -> bool:
    """Whether no comma or colon stands before the quotation: chants of "Go! Go!"."""
    return text[max(0, start - 2) : start].strip()[-1:].isalnum()


def _may_list(text: str) -> bool:
    """Whether `_items` can find anything: a test that is cheap, for it is asked of every paragraph."""
    return ": " in text or bool(_LISTING.search(text))


def _items(text: str) -> list[int]:
    """Where a bullet, a label that counts up from the start of a sentence, or a credit begins, last first."""
    starts = [found.start() for found in _CREDIT.finditer(text)]
    expected: dict[tuple[str, bool], str] = {}
    for found in _ITEM.finditer(text):
        label, kind = found["label"], (found["style"], (found["label"] or "").isdigit())
        first = label in {"1", "a"} and _opens_sentence(text, found.start())
        if label and (first or expected.get(kind) == label):
            expected[kind] = str(int(label) + 1) if label.isdigit() else chr(ord(label) + 1)
            starts.append(found.start())
        elif text[found.start()] in _BULLETS:
            starts.append(found.start())
    return sorted(starts, reverse=True)


def _opens_sentence(text: str, at: int) -> bool:
    before = text[max(0, at - _BACK) : at].rstrip()
    return not before or (before[-1] in _STOPS and not _is_abbreviation(_last_word(before[:-1])))


def _past_note(text: str, run: re.Match[str]) -> int:
    """Where the run ends with the digits of a note that are written to it: "the court.12 It"."""
    written = text[max(0, run.start() - 3) : run.start()]
    if (written[-2:].isalpha() and written[-2:].islower()) or written.endswith((")", "]", "”")):
        return _past(_FOOTNOTE, text, run.end())
    return run.end()
