"""Selection -> what became of every stretch of every report, kept beside the brief."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.model import Account
from briefing.text.folding import display

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from briefing.model import Considered, Reading, Selection


def accounts(selection: Selection, ids: Mapping[str, str]) -> tuple[Account, ...]:
    """Return the accounts of all reports, by the order of the selection, then by place; `ids` by articles' keys."""
    considered = {(one.sentence.article.key, one.sentence.start): one for one in selection.considered}
    return tuple(
        account
        for reading in selection.readings
        if reading.article.key in ids
        for account in sorted(_of(reading, ids[reading.article.key], considered), key=lambda one: one.start)
    )


def _of(reading: Reading, id_: str, considered: Mapping[tuple[str, int], Considered]) -> Iterator[Account]:
    for sentence in reading.sentences:
        one = considered.get((reading.article.key, sentence.start))
        if one:
            yield Account(id_, sentence.start, sentence.end, sentence.text, "sentence", one.why, one.verdicts)
    for kind, parts in (("heading", reading.headings), ("", reading.furniture)):
        for part in parts:
            text = display(reading.article.text[part.start : part.end])
            yield Account(id_, part.start, part.end, text, kind or part.what)
