"""Selection -> Brief: what is shown, in which order, under which heading, and from where."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from briefing.compose.order import arranged
from briefing.compose.sources import numbered, quoted_keys, sources
from briefing.model import Brief, Coverage, Item, Missed, Place, Section, Shown, SideTitle
from briefing.text.parties import acting_party

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date, datetime

    from briefing.model import Chosen, Pick, Role, Selection, Sentence, Side, SourceHealth

SCHEMA_VERSION = 1


@dataclass(frozen=True, slots=True)
class Frame:
    """What a brief says of itself. `made_at` is aware; `inputs` is the digest of all that it was made from.

    `health` is how the sources did, `later` how many reports are dated after the brief's day and were left out.
    """

    id: str
    title: str
    date: date
    timezone: str
    language: str
    made_at: datetime
    made_by: str
    inputs: str
    sides: tuple[Side, ...] = ()
    health: tuple[SourceHealth, ...] = ()
    later: int = 0


def compose(selection: Selection, frame: Frame) -> Brief:
    """Return the brief that shows the selection."""
    shown = tuple(_arranged(chosen, frame) for chosen in selection.topics)
    ids = numbered(selection, shown)
    return Brief(
        schema_version=SCHEMA_VERSION,
        id=frame.id,
        title=frame.title,
        date=frame.date.isoformat(),
        timezone=frame.timezone,
        language=frame.language,
        made_at=frame.made_at.isoformat(timespec="seconds").replace("+00:00", "Z"),
        made_by=frame.made_by,
        inputs=frame.inputs,
        sides=tuple(SideTitle(side.id, side.title) for side in frame.sides),
        sections=tuple(_section(chosen, ids, selection, frame) for chosen in shown),
        people=(),
        timeline=(),
        figures=(),
        articles=sources(selection, ids, quoted_keys(shown)),
        coverage=_coverage(selection, frame),
    )


def _arranged(chosen: Chosen, frame: Frame) -> Chosen:
    """Return what was chosen for a topic in the order in which it is read."""
    groups: list[Sequence[Pick]] = [chosen.picks]
    if chosen.topic.by_side:
        sides = [*(side.id for side in frame.sides), None]
        groups = [[pick for pick in chosen.picks if _side(pick, frame) == side] for side in sides]
    picks = [pick for group in groups for pick in arranged(group, frame.language)]
    return replace(chosen, picks=tuple(picks))


def _side(pick: Pick, frame: Frame) -> str | None:
    texts = [pick.sentence.text, *([pick.lead_in.text] if pick.lead_in else [])]
    return acting_party(texts, {side.id: side.names for side in frame.sides}, frame.language)


def _section(chosen: Chosen, ids: Mapping[str, str], selection: Selection, frame: Frame) -> Section:
    topic = chosen.topic
    groups = _merged(chosen.picks)
    read = len(selection.readings)
    return Section(
        topic=topic.id,
        title=topic.title or topic.id,
        note=None if groups else f"No new reporting ({read} report{'s' if read != 1 else ''} read).",
        by_side=topic.by_side,
        considered=chosen.considered,
        items=tuple(_item(f"{topic.id}-{n}", group, ids, selection, frame) for n, group in enumerate(groups, 1)),
        passed_over=tuple(Missed(_place(one.sentence, ids), one.score, one.why) for one in chosen.passed_over),
    )


def _merged(picks: Sequence[Pick]) -> list[list[Pick]]:
    """Return the picks as items: a pick whose lead-in is a pick itself stands with it, so that neither comes twice."""
    home: dict[Sentence, list[Pick]] = {}
    for pick in sorted(picks, key=lambda pick: pick.sentence.index):
        group = home.get(pick.lead_in, []) if pick.lead_in else []
        group.append(pick)
        home[pick.sentence] = group
    return [home[pick.sentence] for pick in picks if home[pick.sentence][0] is pick]


def _item(name: str, group: Sequence[Pick], ids: Mapping[str, str], selection: Selection, frame: Frame) -> Item:
    first = group[0]
    also = [place for pick in group for place in pick.also]
    articles = {sentence.article.key for sentence in (*(pick.sentence for pick in group), *also)}
    return Item(
        id=name,
        status="new",
        side=_side(first, frame),
        sentences=tuple(_sentences(group, ids)),
        also=tuple(_place(sentence, ids) for sentence in also),
        origins=max(1, len({selection.origins[key] for key in articles} - {""})),
        superseded_by=_place(first.superseded_by, ids) if first.superseded_by else None,
        reasons=first.reasons,
    )


def _sentences(group: Sequence[Pick], ids: Mapping[str, str]) -> Iterable[Shown]:
    if group[0].lead_in:
        yield _shown(group[0].lead_in, ids, "lead-in")
    for pick in group:
        yield _shown(pick.sentence, ids, "pick")


def _shown(sentence: Sentence, ids: Mapping[str, str], role: Role) -> Shown:
    return Shown(sentence.text, ids[sentence.article.key], sentence.start, sentence.end, role)


def _place(sentence: Sentence, ids: Mapping[str, str]) -> Place:
    return Place(ids[sentence.article.key], sentence.start, sentence.end, sentence.text)


def _coverage(selection: Selection, frame: Frame) -> Coverage:
    readings = selection.readings
    return Coverage(
        sources=frame.health,
        articles=len(readings),
        sentences=sum(len(reading.sentences) for reading in readings),
        furniture=sum(len(reading.furniture) for reading in readings),
        duplicates=selection.duplicates,
        later=frame.later,
    )
