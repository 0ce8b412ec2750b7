"""Whether a section has told all that a sentence tells of who stays away and who leads, in whatever words.

"The order does not list Feld among those who take part, and his spokesman confirmed that he would not travel" shares
few words with "Feld will not attend the talks", and adds nothing to it. How many words it shares does not tell that:
one that adds who comes in his place shares as many. So it is asked what each of them tells (`text/lineups.py`), and
whether what a sentence has besides has been told.
"""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from briefing.summarise.redundancy import dates

if TYPE_CHECKING:
    from collections.abc import Collection

    from briefing.summarise.corpus import Corpus
    from briefing.text.lineups import Line


def retold_by(corpus: Corpus, place: int, others: Collection[int]) -> int | None:
    """Return the first of the sentences that tell between them all that one tells of a line-up; None if they do not.

    None, too, where it tells nothing of that, or has words besides that none of them has.
    """
    own = corpus.terms[place].line_up
    if not own.lines:
        return None
    telling = [next((other for other in others if _tells(corpus, other, line)), None) for line in own.lines]
    events = frozenset(chain.from_iterable(line.event for line in own.lines))
    more = _rest(corpus, own.rest) - events - _words(corpus, others)
    return telling[0] if None not in telling and not more else None


def _tells(corpus: Corpus, place: int, line: Line) -> bool:
    return any(one.tells(line) for one in corpus.terms[place].line_up.lines)


def _rest(corpus: Corpus, rest: str) -> frozenset[str]:
    return frozenset(chain.from_iterable(map(corpus.forms.telling.__getitem__, rest.split()))) - dates()


def _words(corpus: Corpus, places: Collection[int]) -> frozenset[str]:
    terms = map(corpus.terms.__getitem__, places)
    return frozenset(chain.from_iterable(one.content | one.numbers for one in terms))
