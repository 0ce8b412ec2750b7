"""Offices: which English nouns name one, and where its words begin and end beside a name.

Recognised by shape and by the nouns of office that the language has; no list knows who holds one. In doubt there is
no office: half of one ("president" of "vice president") would be another.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from briefing.text.clauses import WORD, has_verb, is_verb
from briefing.text.closed_class import CALENDAR, COMMON, DETERMINERS, FEMALE_NAMES, MALE_NAMES, MODALS, PREPOSITIONS
from briefing.text.heads import opposed
from briefing.text.words import fold, stem

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefing.text.names import Word


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


STATE = _words(
    "ambassador chairman chairperson chairwoman chancellor commander commissioner congressman congresswoman consul "
    "councillor councilman councilwoman deputy diplomat director envoy gov governor justice king lawmaker legislator "
    "mayor minister mp negotiator nominee official parliamentarian premier president prosecutor queen rep "
    "representative secretary sen senator speaker spokesman spokesperson spokeswoman treasurer undersecretary "
    "whip admiral general colonel marshal adviser advisor aide chief head leader strategist delegate manager"
)
"""Offices that speak for the state, the party or the body that their words name."""

_OTHERS = _words(
    "administrator analyst archbishop attorney author bishop broadcaster captain cardinal chair chaplain coach "
    "columnist comptroller consultant coordinator correspondent counsel curator detective economist editor executive "
    "founder headteacher historian officer imam inspector journalist judge lawyer lecturer lieutenant lobbyist lord "
    "magistrate pastor philosopher physicist pollster pope priest prince princess principal producer professor "
    "rabbi reporter researcher reverend scholar scientist sergeant sheikh sheriff solicitor superintendent "
    "surgeon candidate actor actress activist artist billionaire businessman businesswoman comedian engineer "
    "laureate musician novelist playwright poet singer sociologist psychologist biologist epidemiologist geologist "
    "seismologist meteorologist commentator presenter moderator organizer organiser trader trustee fellow counselor "
    "counsellor auditor ombudsman registrar clerk"
)
_ABBREVIATED = _words("sen gov rep gen col lt maj capt sgt adm amb prof supt cmdr brig pres")
NOUNS = STATE | _OTHERS | _ABBREVIATED
"""Nouns of office, in lower case and in the singular."""

_OF_BODIES_TOO = _words("chair founder leader adviser advisor negotiator")
"""What a country or a firm can be as well as a person ("Bryland, the leader of the alliance")."""

_CALLINGS = _words(
    "activist actor actress billionaire businessman businesswoman comedian musician novelist playwright singer"
)
"""What somebody is whatever office they hold."""

_OF_SOMETHING = _words(
    "adviser advisor aide analyst chair chairman chairperson chairwoman chief columnist commander commissioner "
    "consultant coordinator correspondent delegate deputy director editor executive fellow founder head leader manager "
    "official officer organiser organizer reporter secretary spokesman spokesperson spokeswoman "
    "strategist trustee"
)
"""Offices that tell nothing without what they are of."""

_STAGES = _words("presumptive presumed likely elect designate incoming")
_HEADS = {"head": "director", "chief": "director", "boss": "director"}
_SHIPS = _words("USS HMS HMCS HMAS RMS USNS USCGC INS RFA MV SS")  # the name behind them is a ship's

HONORIFICS = _words("mr mrs ms miss mx sir dame messrs monsieur madame herr frau señor señora dr")

_MODIFIERS = _words(
    "acting affairs agriculture air anti army arms assistant associate bank border business cabinet campaign chief "
    "city club co communications company congress council counter county court crime crown culture current customs "
    "cyber data defence defense deputy development district drug economic economics economy education election "
    "emergency energy environment ethics ex executive federal field finance fire fisheries fleet foreign former "
    "general government group head health high homeland house housing human incoming industry infrastructure "
    "intelligence interim interior joint junior justice labor labour late law lead leading legal local long-serving "
    "longtime main managing marketing media military national naval navy news nuclear one-time onetime operations "
    "opposition outgoing parliament party peace personal planning police policy political polling president "
    "presidential press prime prison private program programme public rail refugee regional relations research "
    "retired rights school science second security senate senior services shadow special sports staff state "
    "task tax technology then third top tourism trade transport treasury union vice veteran veterans war water "
    "welfare women's world young chief founding appointed elected newly first minister secretary attorney "
    "immigration migration border election data disaster relief rescue climate budget aviation railway harbour harbor "
    "port"
)
_ADJECTIVE = re.compile(r"[\w-]{2,}(?:ial|nal|ral|cal|ral|ary|ive|ian|ese|ish|ic|less|based|born|wing|profile|ranking)")
_LOWERED = _words(
    "former deputy acting assistant vice then late ex interim incoming outgoing longtime onetime one-time current "
    "retired senior shadow top associate would-be future junior co chief retiring failed fellow presumptive"
)
"""What may stand in lower case before an office with a capital: "former Senator"."""

BODIES = _words(
    "state defense defence treasury interior justice commerce labor labour energy education transportation "
    "agriculture health staff security affairs council committee intelligence planning parliament operations "
    "communications relations development services commons representatives trade"
)
_ONLY_BEHIND = _words("fellow clerk trader trustee")  # "fellow Senator", "a clerk Odo met"
_LINKS = _words("of for")
_AFTER_HEAD = _words("of for at in from to on with under since")
_RELATIVE = re.compile(r"\b(?:who|whom|whose|which|that|when|where|while|as|after|before|because|if|but|though)\b")
_STOP = re.compile(
    r"[,;:–—?!]|(?!\([A-Z]{2,8}\))\(|(?<![A-Z])\)|\.\W*$|(?<!\bMr)(?<!\b(?:Ms|Dr|St))(?<!\b(?:Mrs|Sen|Gov|Rep|Gen))(?<!\b[A-Z])\.\s+(?=[\"“”A-Z])|\s-\s|--|\s{4}|[“”\"]|''"
)
_OWNER = r"(?-i:[A-Z][\w-]+\s+(?:(?:of|for|the|and)\s+)*){0,3}[a-z]+['’]s\s+"  # "Doctors for Velmar's"
_OPENING = re.compile(rf"\s*,\s+(?:who\s+is\s+)?(?P<article>(?:an?|the)\s+)?(?P<owner>{_OWNER})?", re.IGNORECASE)
_SERIES = re.compile(r"(?:,\s+(?!and\b|or\b)[a-z]+){1,4},?\s+and\s+[a-z]+(?=,)")
_AGAIN = re.compile(r"\s(?:and|or)\s+(?:the|his|her|their)\b|[^\w]and\s+[A-Z]\w+\s+[A-Z]\w+\s*$")
_POSSESSED = re.compile(r"['’]s?$")
_FORMERLY = _words(
    "former ex then deputy acting vice assistant interim designate elect co associate shadow presumptive presumed "
    "likely incoming outgoing"
)
_SHORT = {"sen": "senator", "gov": "governor", "rep": "representative", "gen": "general", "prof": "professor"}
_ABROAD = _words("envoy ambassador director adviser advisor negotiator representative coordinator expert mediator")
_MATTERS = _words("studies affairs history relations program programme desk research politics policy")
_ELSEWHERE = re.compile(r"\s(?:to|on|against|with|in|at|from|under|since)\s")
_OTHERS_LAND = re.compile(r"\b[A-Z]\w+(?<!an)(?<!ian)(?<!ish)(?<!ese)\s+(\w+)")
_GOES_ON = re.compile(r"\s[a-z]+s\s+(?:the|an?|his|her|its|their|that|how|why|what|whether)\b")  # "discusses the aid"
_PARTS = re.compile(r"[^\W\d_](?:[\w.’']*\w)?")
_SMALL = _words("the a an of for in at and")
_PERSONAL = re.compile(r"(?<=\w{4})(?:wo)?man$|(?<=\w{4})person$")
_CUT = re.compile(r"[\d%$€£&/]\s?$")  # "2028 nominee"
_NEAR, _FAR = 16, 400  # characters that are looked at before and behind
_LONGEST = 18  # words of an office behind a name
_MOST = 9  # words of an office before a name


def noun_of(word: str) -> str:
    """Return the noun of office that a word is, without "ex-", "co-" and "-elect"; "" where it is none."""
    low = re.sub(r"^co-?(?=ordinator$)", "co", word.lower().rstrip("."))
    plain = re.sub(r"^(?:ex|co|vice|then|deputy)-|-(?:elect|general|designate)$", "", low)
    return plain if plain in NOUNS else ""


def office_before(bare: str, words: Sequence[Word], at: int) -> tuple[int, int] | None:
    """Return the span of the office that stands right before the name that begins with word `at`, or None.

    The first word of what comes back is never an article, nor a pronoun.
    """
    last = at - 1
    if last < 0 or not words[at].follows or words[last].text.lower().rstrip(".") in HONORIFICS:
        return None
    if words[last].possessive or words[last].text in _SHIPS:
        return None  # "Editor's Note", "commander of the USS Odo Feld"
    if not noun_of(words[last].text) or words[last].text.lower() in _ONLY_BEHIND:
        last = _before_body(words, at)
        if last < 0:
            return None
    first = _first_modifier(bare, words, last)
    if first and _tail(bare, words[first].start).endswith(") "):  # "Coast Guard (BCG) Director"
        first = _before_bracket(bare, words, first)
    if first is not None and (_CUT.search(_tail(bare, words[first].start)) or _joined(words, first)):
        return None
    return None if first is None else (words[first].start, words[at - 1].end)


def _tail(bare: str, end: int) -> str:
    return bare[max(0, end - _NEAR) : end]


def _joined(words: Sequence[Word], first: int) -> bool:
    """Whether the words of an office begin before "and": "Health and Human Services Secretary"."""
    joined = first > 1 and words[first].follows and words[first].capital and words[first - 1].text.lower() == "and"
    return joined and words[first - 2].capital and words[first - 2].text.lower() in _MODIFIERS | BODIES


def _before_bracket(bare: str, words: Sequence[Word], first: int) -> int | None:
    """Return the first word of the body that a bracket with its letters shortens; None where it is another bracket."""
    if not re.search(r"\s\([A-Z][A-Za-z]{1,7}\)\s$", _tail(bare, words[first].start)):
        return None
    place = first - 2
    while (
        place > 0 and words[place].follows and words[place - 1].capital and words[place - 1].text.lower() not in COMMON
    ):
        place -= 1
    return place if 0 <= place < first - 2 and words[place].capital else None


def _before_body(words: Sequence[Word], at: int) -> int:
    """Return the noun of "Secretary of State Ines Talbot", "chief of the General Staff Odo Feld"; -1 if none."""
    place = at - 1
    while place > 0 and at - place < _MOST and words[place].text.lower() not in _LINKS:
        capital = words[place].capital or words[place].text.lower() in {"the", "and", *BODIES}
        if not capital or not words[place + 1].follows:
            return -1
        place -= 1
    body = words[at - 1].text.lower() in BODIES or fold(words[at].text) in FEMALE_NAMES | MALE_NAMES
    known = body and 0 < place < at - 1 and words[place].text.lower() in _LINKS and words[place].follows
    return place - 1 if known and noun_of(words[place - 1].text) and words[place + 1].follows else -1


def _first_modifier(bare: str, words: Sequence[Word], noun: int) -> int | None:
    """Return the first word of an office by its noun; None where it is not plain where the office begins."""
    first, capital = noun, words[noun].capital
    while first > 0 and noun - first < _MOST and words[first].follows:
        word = words[first - 1]
        low = word.text.lower()
        if word.possessive:
            return _possessor(words, first - 1) if word.capital else first
        if low in COMMON and word.text not in {"US", "New"} and low not in {"first", "second", "then", "former", "top"}:
            break
        if word.capital:
            if low in CALENDAR or (first - 1 == 0 and _opens_with_verb(bare, word)):
                break
        elif capital and low not in _LOWERED and not low.startswith(("ex-", "then-", "co-")):
            if low not in _MODIFIERS:
                break
            if _has_article(words, first - 1):
                return None
        elif not _is_modifier(low):
            return first if _cannot_modify(bare, words, first - 1) else None
        first -= 1
    return _without_place(words, first, noun)


def _has_article(words: Sequence[Word], place: int) -> bool:
    """Whether an article stands right before a word: "during the campaign Senator Talbot said"."""
    return place > 0 and words[place].follows and words[place - 1].text.lower() in DETERMINERS


def _opens_with_verb(bare: str, word: Word) -> bool:
    return bare[word.start : word.end].lower().endswith(("ing", "ed", "ly")) and word.text.lower() != "united"


def _is_modifier(low: str) -> bool:
    return low in _MODIFIERS or noun_of(low) != "" or "-" in low or bool(_ADJECTIVE.fullmatch(low))


def _cannot_modify(bare: str, words: Sequence[Word], place: int) -> bool:
    """Whether a word in lower case is no part of an office: a small word, a verb, an adverb."""
    word = words[place]
    low = word.text.lower()
    if low in COMMON | PREPOSITIONS or low.endswith(("ly", "ed")):
        return True
    if low.endswith("ing"):  # "denouncing nominee Renn", but "Velmar Rescue fundraising director Renn"
        return not (place and words[place].follows and words[place - 1].capital)
    before = words[place - 1].text.lower() if place else ""
    return before in MODALS | {"to", "not"} or is_verb(bare, word.match)


def _possessor(words: Sequence[Word], place: int) -> int:
    """Return the first word of a possessor: "Prime Minister Odo Feld's" spokesman."""
    first = place
    while first > 0 and place - first < 4 and words[first].follows and words[first - 1].capital:
        if words[first - 1].possessive or words[first - 1].text.lower() in COMMON | CALENDAR:
            break
        first -= 1
    return first


def _without_place(words: Sequence[Word], first: int, noun: int) -> int | None:
    """Leave out a place that only stands before the office: "in Velmar President Feld said"."""
    before = words[first - 1].text.lower() if first and words[first].follows else ""
    if before not in {"in", "at", "near", "outside"} or not words[first].capital:
        return first
    return noun if first < noun and words[noun].capital else None if first < noun else first


def office_after(bare: str, end: int, *, sure: bool) -> tuple[int, int] | None:
    """Return the span of the office that is put behind a name which ends at `end`, or None: "..., head of the bank,".

    `sure` says that the name is known to be a person's. A leading article is left out.
    """
    opening = _OPENING.match(bare, end)
    if not opening:
        return None
    owner = opening["owner"] or ""
    keeps = owner[:1].isupper() or noun_of(owner.strip()[:-2])  # "the president's chief of staff", not "the city's"
    start = opening.start("owner") if owner and keeps else opening.end()
    stop = _end_after(bare, start)
    phrase = bare[start:stop].rstrip()
    noun = _head(bare[opening.end() : stop].rstrip()) if keeps else _head(phrase)
    if not noun or (noun in _OF_BODIES_TOO and not sure) or not _is_office(phrase):
        return None
    bare_the = (opening["article"] or "").strip().lower() == "the" and len(phrase.split()) == 1
    if _goes_on_as_list(bare, stop) and (bare_the or not opening["article"]):
        return None
    return start, start + len(phrase)


def _end_after(bare: str, start: int) -> int:
    found = _STOP.search(bare, start, start + _FAR)
    stop = found.start() if found else min(len(bare), start + _FAR)
    series = _SERIES.match(bare, stop)
    if series and re.search(r"\b(?:for|of)\b", bare[start:stop]):
        stop = series.end()
    relative = _RELATIVE.search(bare, start, stop)
    return relative.start() if relative else stop


def _goes_on_as_list(bare: str, stop: int) -> bool:
    return bool(re.match(r",\s+(?:and|or)\b", bare[stop : stop + 8]))


def _head(phrase: str) -> str:
    """Return the noun of office that a phrase speaks of: the last word before its first preposition."""
    words = re.findall(r"[^\s,]+", phrase)
    first = next((n for n, word in enumerate(words) if word.lower() in _AFTER_HEAD), len(words))
    if not 0 < len(words) <= _LONGEST or first == 0 or any(_unfit(word) for word in words[:first]):
        return ""
    return noun_of(words[first - 1])


def _unfit(word: str) -> bool:
    low = word.lower()
    return low in COMMON - {"first", "second", "former", "other"} or low in CALENDAR or low.endswith("ing")


def _is_office(phrase: str) -> bool:
    """Whether a phrase is one office and no clause, and no second person is named behind it."""
    head = re.split(rf"\s(?:{'|'.join(sorted(_AFTER_HEAD))})\s", phrase, maxsplit=1)[0]
    rest = phrase[len(head) :]
    shown = re.sub(r"\b(?:retired|elected|appointed|so-called|united|\w+-\w+ed)\b", "", head, flags=re.IGNORECASE)
    if (WORD.findall(phrase) or ["of"])[-1].lower() in COMMON:
        return False  # its end is in a quotation
    runs_on = _AGAIN.search(rest) or _GOES_ON.search(rest)
    return not has_verb(shown) and not has_verb(rest) and not runs_on and "!" not in phrase


def office_nouns(office: str) -> frozenset[str]:
    """Return the nouns of office in the words of one."""
    return frozenset(noun for word in office.split() if (noun := noun_of(_POSSESSED.sub("", word.strip(",.")))))


@lru_cache(maxsize=10_000)
def same_office(one: str, two: str) -> bool:
    """Whether two offices are one, or the one says no more than the other ("president", "the Ardenian president")."""
    a, b = _telling(_spelled_out(one, two)), _telling(_spelled_out(two, one))
    return bool(a and b) and (a <= b or b <= a) and a & _FORMERLY == b & _FORMERLY


@lru_cache(maxsize=10_000)
def overtakes(newer: str, older: str) -> bool:
    """Whether who holds the one office no longer stands for the other: the nominee is no candidate for it any more.

    So too the president is not the president-elect, and the former president not the president.
    """
    a, b = _by_noun(_spelled_out(newer, older)), _by_noun(_spelled_out(older, newer))
    chosen, standing = stem("nominee"), stem("candidate")
    if chosen in a and standing in b and "former" not in a | b:
        a, b = a - {chosen} - _STAGES, b - {standing} - _STAGES
        return a <= b or b <= a
    passed = "former" in a - b or bool((b - a) & _STAGES)
    a, b = a - {"former"}, b - _STAGES
    return passed and bool(a and b) and (a <= b or b <= a)


def _by_noun(office: str) -> frozenset[str]:
    words = (word for word in re.split(r"[\s-]+", office.lower()) if word.rstrip(",."))
    return frozenset(word if word in _STAGES else next(iter(_telling(word)), "") for word in words) - {""}


def tells_little(office: str) -> bool:
    """Whether an office says nothing without what it is of: "spokesman", "former top aide"."""
    words = {word for word in re.split(r"[\s-]+", office.lower()) if word not in _FORMERLY | _LOWERED}
    return len(words) == 1 and bool(words & _OF_SOMETHING)


def is_calling(office: str) -> bool:
    """Whether what stands beside a name is no office but what somebody is known as: "billionaire"."""
    return _head(office) in _CALLINGS


def _spelled_out(office: str, other: str) -> str:
    """Return an office with its letters spelled out as in the other: "BCG chief", "Bryland Coast Guard chief"."""
    names = re.findall(r"\b[A-Z]\w+(?:\s+(?:(?:of|and|for|the)\s+)*[A-Z]\w+)+", other)
    runs = {"".join(word[0] for word in run.split() if word[0].isupper()): run for name in names for run in _runs(name)}
    return " ".join(runs.get(word, word) for word in office.split())


def _runs(name: str) -> Iterator[str]:
    words = name.split()
    yield from (" ".join(words[start:end]) for start in range(len(words)) for end in range(start + 2, len(words) + 1))


def _telling(office: str) -> frozenset[str]:
    """Return the stems that tell an office: "Sen." as "Senator", "chairwoman" as "chair"."""
    plain = (word if word.isupper() else word.lower().rstrip(".") for word in _PARTS.findall(office))
    words = (_PERSONAL.sub("", _HEADS.get(word, _SHORT.get(word, word))) for word in plain)
    return frozenset(word if word in _FORMERLY else stem(word) for word in words if word not in _SMALL)


def side_words(office: str) -> str:
    """Return the words of an office that tell whom it speaks for, "" where none do.

    It is not where it is held, nor to whom it is sent; nor does a former office tell that, nor a calling.
    """
    own = _ELSEWHERE.split(office, maxsplit=1)[0]
    words = own.replace("-", " ").lower().split()
    head = _head(own)
    if head not in STATE | _ABBREVIATED or {"former", "ex", "opposition"} & set(words) or _MATTERS & set(words):
        return ""
    if head in _ABROAD and re.search(r"\sfor\s", own):
        return ""  # "envoy for Velmar"
    sent = _OTHERS_LAND.search(own)
    return "" if opposed(own) or (sent and sent[1].lower() in _ABROAD) else own
