"""Selection -> Brief: what is shown, in which order, under which heading, and from where."""

from __future__ import annotations

from dataclasses import field, replace
from typing import TYPE_CHECKING

from briefing.compose.context import context, in_context
from briefing.compose.figures import differing, figures
from briefing.compose.marks import marks
from briefing.compose.news import SHORT, by_news, changes, echo_of, quiet, quiet_note, status
from briefing.compose.order import arranged
from briefing.compose.people import people, who_is_who
from briefing.compose.sources import numbered, quoted_keys, sources
from briefing.compose.timeline import timeline
from briefing.model import (
    Brief,
    Coverage,
    Earlier,
    Event,
    Item,
    Missed,
    PassedOver,
    Past,
    Place,
    Section,
    Shown,
    SideTitle,
)
from briefing.model.records import dataclass
from briefing.text.parties import acting_party

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date, datetime

    from briefing.compose.timeline import Happening
    from briefing.model import Change, Chosen, Pick, Role, Selection, Sentence, Side, SourceHealth, Status, Still

SCHEMA_VERSION = 1


@dataclass(frozen=True, slots=True)
class Frame:
    """What a brief says of itself. `made_at` is aware; `inputs` is the digest of all that it was made from.

    `health` is how the sources did, `later` how many reports are dated after the brief's day and were left out.
    `past` is what the issues before showed, `still` what becomes of what they told and nothing has changed of.
    `figures` says whether differing figures are shown, `timeline` how many events at most, `people` whether who is who.
    `headings` is the language of the frame where it is not that of the reports.
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
    past: Past = field(default_factory=Past)
    still: Still = "short"
    figures: bool = True
    timeline: int = 12
    people: bool = True
    headings: str | None = None


def compose(selection: Selection, frame: Frame) -> Brief:
    """Return the brief that shows the selection."""
    shown = tuple(_arranged(_without_told(chosen, selection, frame), selection, frame) for chosen in selection.topics)
    happened = timeline(selection, frame.date, frame.language, frame.timeline)
    differ = differing(selection, frame.language) if frame.figures else ()
    who = who_is_who(selection, shown, frame.sides, frame.language) if frame.people else ()
    beside = [one.sentence.article.key for one in happened]
    beside += [sentence.article.key for draft in who for sentence in draft.cited]
    beside += [told.sentence.article.key for claims in differ for told in claims]
    ids = numbered(selection, shown, beside)
    sections = tuple(_section(chosen, ids, selection, frame) for chosen in shown)
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
        sections=sections,
        people=people(who, ids, sections, lambda sentence: _shown(sentence, ids, frame, "pick")),
        timeline=tuple(_event(one, ids, frame) for one in happened),
        figures=figures(differ, ids),
        articles=sources(selection, ids, quoted_keys(shown) | frozenset(beside)),
        coverage=_coverage(selection, frame),
        since=frame.past.issues[-1].isoformat() if frame.past.issues else None,
        frame=frame.headings,
    )


def _without_told(chosen: Chosen, selection: Selection, frame: Frame) -> Chosen:
    """Return what was chosen without the lesser of what earlier issues told and nothing has changed of."""
    still = [group for group in _merged(chosen.picks) if _status(group, selection, frame) == "still"]
    room = {"short": SHORT, "leave-out": 0, "full": len(still)}[frame.still]
    gone = [pick for group in still[room:] for pick in group]
    missed = tuple(
        PassedOver(chosen.topic.id, pick.sentence, pick.score, f"told in the issue of {pick.echo.said.issue}")
        for pick in gone
        if pick.echo
    )
    picks = tuple(pick for pick in chosen.picks if pick not in gone)
    return replace(chosen, picks=picks, passed_over=(*missed, *chosen.passed_over))


def _status(group: Sequence[Pick], selection: Selection, frame: Frame) -> Status:
    return status(group, _origins(group, selection), frame.past)


def _origins(group: Sequence[Pick], selection: Selection) -> int:
    articles = {sentence.article.key for pick in group for sentence in (pick.sentence, *pick.also)}
    return max(1, len({selection.origins[key] for key in articles} - {""}))


def _arranged(chosen: Chosen, selection: Selection, frame: Frame) -> Chosen:
    """Return what was chosen for a topic in the order in which it is read: what is new first."""
    groups: list[Sequence[Pick]] = [chosen.picks]
    if chosen.topic.by_side:
        sides = [*(side.id for side in frame.sides), None]
        groups = [[pick for pick in chosen.picks if _side(pick, frame) == side] for side in sides]
    ordered = [_merged(arranged(group, frame.language)) for group in groups]
    news = [by_news((item, _status(item, selection, frame)) for item in items) for items in ordered]
    return replace(chosen, picks=tuple(pick for items in news for item in items for pick in item))


def _side(pick: Pick, frame: Frame) -> str | None:
    texts = [pick.sentence.text, *([pick.lead_in.text] if pick.lead_in else [])]
    return acting_party(texts, {side.id: side.names for side in frame.sides}, frame.language)


def _section(chosen: Chosen, ids: Mapping[str, str], selection: Selection, frame: Frame) -> Section:
    topic = chosen.topic
    groups = enumerate(_merged(chosen.picks), 1)
    items = tuple(_item(f"{topic.id}-{n}", group, ids, selection, frame) for n, group in groups)
    silence = quiet(topic.id, frame.past, items, _read(selection))
    return Section(
        topic=topic.id,
        title=topic.title or topic.id,
        note=quiet_note(silence) if silence else None,
        by_side=topic.by_side,
        considered=chosen.considered,
        items=items,
        passed_over=tuple(Missed(_place(one.sentence, ids), one.score, one.why) for one in chosen.passed_over),
        quiet=silence,
    )


def _read(selection: Selection) -> list[str]:
    """Return the SHA-256 of the reports read, earlier versions left out, as the head of the brief counts them."""
    articles = [reading.article for reading in selection.readings]
    return [article.sha256 for article in articles if article.key not in selection.revisions]


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
    origins, known = _origins(group, selection), _status(group, selection, frame)
    return Item(
        id=name,
        status=known,
        side=_side(first, frame),
        sentences=_in_context(group, ids, selection, frame),
        also=tuple(_place(sentence, ids) for sentence in also),
        origins=origins,
        superseded_by=_place(first.superseded_by, ids) if first.superseded_by else None,
        reasons=first.reasons,
        earlier=None if known == "new" else _earlier(group, changes(group, origins, frame.past), ids),
        short=known == "still" and frame.still == "short",
    )


def _earlier(group: Sequence[Pick], changed: tuple[Change, ...], ids: Mapping[str, str]) -> Earlier | None:
    echo = echo_of(group)
    if not echo:
        return None
    words = _place(echo.sentence, ids) if echo.changed and echo.sentence else None
    return Earlier(echo.said.issue.isoformat(), echo.said.item, changed, words)


def _in_context(group: Sequence[Pick], ids: Mapping[str, str], selection: Selection, frame: Frame) -> tuple[Shown, ...]:
    readings = {reading.article.key: reading for reading in selection.readings}
    return in_context(
        [
            replace(_shown(one, ids, frame, role), context=context(one, readings[one.article.key]))
            for one, role in _sentences(group)
        ]
    )


def _sentences(group: Sequence[Pick]) -> Iterable[tuple[Sentence, Role]]:
    if group[0].lead_in:
        yield group[0].lead_in, "lead-in"
    for pick in group:
        yield pick.sentence, "pick"


def _event(one: Happening, ids: Mapping[str, str], frame: Frame) -> Event:
    return Event(one.date, one.precision, _shown(one.sentence, ids, frame, "pick"), one.certainty, one.planned)


def _shown(sentence: Sentence, ids: Mapping[str, str], frame: Frame, role: Role) -> Shown:
    dates = marks(sentence, frame.date, frame.language)
    return Shown(sentence.text, ids[sentence.article.key], sentence.start, sentence.end, role, dates)


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
