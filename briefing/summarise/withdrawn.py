"""Which statements their own report takes back further on, or a later report does, and by which sentence.

"Poole said on Monday that she would come. ... But she walked back those comments later in the day." What stands first
is no longer so, though no later report says it: whoever reads it alone is misled. It is found from the sentence that
takes something back (`text/withdrawals.py`): who turns round there is who spoke last, or is named in both.
"""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache
from typing import TYPE_CHECKING

from briefing.summarise.alone import supplies_whom
from briefing.summarise.duplicates import weight
from briefing.text.clauses import SAYING, clause_end, words
from briefing.text.closed_class import CALENDAR, TIMES
from briefing.text.cues import looks_ahead
from briefing.text.quotations import unquoted
from briefing.text.words import stem, tokenise

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from briefing.model import Sentence
    from briefing.summarise.corpus import Corpus
    from briefing.text.withdrawals import Withdrawal

REACH = 3  # sentences back, among which is what a sentence takes back
ALIKE = 0.5  # of the weight of what a later report says is taken back, that a statement must share
SHARED = 2  # words of it, no names, at least
MOST = 200  # later reports' sentences that take something back, and are looked at: the newest; a story has a few

_PLANNED = re.compile(
    r"\b(?:plan(?:s|ned)?|schedul\w+|announc\w+|agree[ds]?|order(?:s|ed)?|decid\w+|propos\w+|impos\w+|introduc\w+|approv\w+"
    r"|will|would|promis\w+|pledg\w+|offer(?:s|ed)?|due|set|expected)\b"
)
_POINTING = re.compile(r"\b(?:this|that|these|those)\b")
_MERE_WORDS = frozenset(
    ["", *"comment remark word statement claim assertion allegation accusation announcement".split()]
)
_PROMISES = frozenset(
    "pledge promise vow commitment assurance offer plan decision proposal idea suggestion threat".split()
)
_OWNER = re.compile(r"\b([A-Z][\w-]{1,40})[’']s?\s")


def withdrawn(corpus: Corpus) -> dict[int, int]:
    """Return by the place of each statement that its own report takes back the place of the sentence that does.

    Of several sentences that are taken back together all have the same; the first of them names who speaks.
    """
    found: dict[int, int] = {}
    for places in corpus.by_article.values():
        for place in places:
            told = corpus.terms[place].takes_back
            if told and place not in found:
                found.update(dict.fromkeys(_taken_back(corpus, places, place, told), place))
    return found


def withdrawn_later(corpus: Corpus, taken_back: dict[int, int]) -> dict[int, int]:
    """Return by the place of each statement that a later report says is taken back the place of that sentence.

    It must be the same one's, and nearly all that is said to be taken back must stand in it. `taken_back` are those of
    one report, whose sentences speak of no other.
    """
    own = set(taken_back.values())
    saying = [(p, told) for p in range(len(corpus.sentences)) if p not in own and (told := _told(corpus, p))]
    found: dict[int, int] = {}
    if saying:
        stems = _places_of_stems(corpus)
        for place, told in sorted(saying, key=lambda one: (_day(corpus, one[0]), one[0]))[-MOST:]:
            matter = _matter(corpus, place, told)
            found.update(
                {old: place for old in _near(corpus, matter, stems) if _takes_back(corpus, place, old, matter)}
            )
    return found


def _told(corpus: Corpus, place: int) -> Withdrawal | None:
    return corpus.terms[place].takes_back if corpus.language == "en" else None


def _day(corpus: Corpus, place: int) -> str:
    return str(corpus.sentences[place].article.published.day or "")


# --- in one report


def _taken_back(corpus: Corpus, places: range, place: int, told: Withdrawal) -> list[int]:
    """Return the places of what a sentence takes back of its own report, in order."""
    before = list(_before(corpus, places, place))
    if corpus.language != "en":
        return before[:1]
    first = _first(corpus, before, place, told)
    if first is None or not supplies_whom(_of_report(corpus, places), place - places.start, first - places.start):
        return []
    between = (one for one in before if one > first and _states(corpus, one) and not corpus.terms[one].actor)
    return [first, *sorted(between)]


def _before(corpus: Corpus, places: range, place: int) -> Iterator[int]:
    """Yield the places of the sentences right before one of its report, under the same heading, the nearest first."""
    heading = corpus.sentences[place].heading
    for one in range(place - 1, max(places.start, place - REACH) - 1, -1):
        if corpus.sentences[one].heading != heading:
            return
        yield one


def _of_report(corpus: Corpus, places: range) -> Sequence[Sentence]:
    return corpus.sentences[places.start : places.stop]


def _first(corpus: Corpus, before: Iterable[int], place: int, told: Withdrawal) -> int | None:
    """Return the place of the nearest statement that names whose it is and that fits what is said to be taken back."""
    fitting = [one for one in before if _states(corpus, one) and _fits(corpus, one, told)]
    if told.kind == "plan":
        return fitting[0] if fitting else None
    named = [one for one in fitting if corpus.terms[one].actor & corpus.terms[one].names]
    who = _whose(corpus, place, told)
    own = next((one for one in named if not who or corpus.terms[one].actor & who), None)
    pointing = told.kind == "words" and _POINTING.search(corpus.sentences[place].text, told.start, told.end)
    return named[0] if own is None and named and pointing else own


def _whose(corpus: Corpus, place: int, told: Withdrawal) -> frozenset[str]:
    """Return the names of whose words are taken back: "walked back Orrell's remarks", or who does so; none for "he"."""
    text = corpus.sentences[place].text
    owner = _OWNER.search(text, told.start, told.end)
    said = {token.stem for token in tokenise(owner[1] if owner else text[: told.start], corpus.language)}
    return frozenset(said & corpus.terms[place].names) - _times()


@cache
def _times() -> frozenset[str]:
    return frozenset(map(stem, CALENDAR | TIMES | {"hours", "minutes"}))


def _states(corpus: Corpus, place: int) -> bool:
    """Whether a sentence tells what somebody says, or is to do."""
    text = corpus.sentences[place].text
    bare = unquoted(text)
    return bare != text or not SAYING.isdisjoint(words(bare)) or looks_ahead(text) or bool(_PLANNED.search(bare))


def _fits(corpus: Corpus, place: int, told: Withdrawal) -> bool:
    """Whether a sentence may be what is taken back: any statement, where that is called no more than words.

    "His offer" is what offers or tells what is to be, "his apology" what has that word; "the visit" is of a plan.
    """
    if told.what.rstrip("s") in _MERE_WORDS:
        return True
    text, called = corpus.sentences[place].text, stem(told.what.rsplit(maxsplit=1)[-1])
    ahead = looks_ahead(text) or bool(_PLANNED.search(unquoted(text)))
    if told.kind == "plan":
        return ahead and called in corpus.terms[place].stems
    return called in corpus.terms[place].stems or (ahead and told.what.rstrip("s") in _PROMISES)


# --- over reports


def _places_of_stems(corpus: Corpus) -> dict[str, list[int]]:
    found: dict[str, list[int]] = defaultdict(list)
    for place, terms in enumerate(corpus.terms):
        for one in terms.content:
            found[one].append(place)
    return found


def _matter(corpus: Corpus, place: int, told: Withdrawal) -> frozenset[str]:
    """Return the stems of what is said to be taken back: those behind the words that say so, to the clause's end."""
    text = corpus.sentences[place].text
    after = text[told.end : clause_end(text, told.end)]
    said = {token.stem for token in tokenise(f"{told.what} {after}", corpus.language)}
    terms = corpus.terms[place]
    return frozenset(said & terms.content) - terms.names


def _near(corpus: Corpus, matter: frozenset[str], stems: dict[str, list[int]]) -> list[int]:
    """Return the places of the sentences that may share enough of a matter: they have one of its rarest stems."""
    if len(matter) < SHARED:
        return []
    ordered, left = sorted(matter, key=lambda one: (-corpus.idf(one), one)), weight(matter, corpus)
    places, least = set[int](), ALIKE * left
    for one in ordered:
        places.update(stems[one])
        left -= corpus.idf(one)
        if left < least:
            break
    return sorted(places)


def _takes_back(corpus: Corpus, new: int, old: int, matter: frozenset[str]) -> bool:
    """Whether a sentence takes back an older one: who acts is found last, since that costs the most."""
    one, two = corpus.sentences[old].article.published.day, corpus.sentences[new].article.published.day
    if not (one and two and one < two and _shares_enough(corpus, old, matter)):
        return False
    own, later = corpus.terms[old], corpus.terms[new]
    return bool(own.actor & own.names & later.actor) and _states(corpus, old)


def _shares_enough(corpus: Corpus, old: int, matter: frozenset[str]) -> bool:
    shared = matter & corpus.terms[old].content
    return len(shared) >= SHARED and weight(shared, corpus) >= ALIKE * weight(matter, corpus)
