"""`briefing explain`: why a sentence stands in a brief, or does not."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from briefing.cli.app import app
from briefing.cli.options import tell
from briefing.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefing.model import Account, Brief, Earlier, Item, Section

MATCHES = 10
"""How many sentences are explained that have the words that were asked for."""


@app.command()
def explain(
    brief: Annotated[Path, typer.Argument(help="A brief.json, or the folder of an issue.")],
    item: Annotated[
        str, typer.Argument(help='The id of an item ("delegations-1") or of a topic, or some words of a sentence.')
    ],
) -> None:
    """Say why a sentence was chosen, or what kept it out, and what nearly was chosen instead."""
    from briefing.run import accounts_of, load_brief  # noqa: PLC0415

    loaded = load_brief(brief)
    told = () if _is_named(loaded, item) else accounts_of(brief, item)
    if told:
        _explain_sentences(loaded, told)
        return
    section, found = _find(loaded, item)
    for one in [found] if found else section.items:
        _explain_item(one, loaded.since)
    _explain_missed(section)


def _is_named(brief: Brief, name: str) -> bool:
    return any(name == section.topic or name in {item.id for item in section.items} for section in brief.sections)


def _explain_sentences(brief: Brief, told: Sequence[Account]) -> None:
    """Tell what became of the sentences that were found; the first of them, where there are many."""
    items = [item for section in brief.sections for item in section.items]
    shown = {(sentence.article, sentence.start): item.id for item in items for sentence in item.sentences}
    titles = {section.topic: section.title for section in brief.sections}
    names = {source.id: source for source in brief.articles}
    for account in told[:MATCHES]:
        source = names[account.article]
        where = ", ".join(part for part in (source.publisher, source.published, source.path) if part)
        tell(f"{account.text} [{account.article}]\n  {where}")
        for line in _fate(account, shown.get((account.article, account.start)), titles):
            tell(f"    {line}")
    if len(told) > MATCHES:
        tell(f"and {len(told) - MATCHES} more; give more of its words")


def _fate(account: Account, item: str | None, titles: dict[str, str]) -> Iterator[str]:
    if account.kind != "sentence":
        yield f"is no sentence of the report: {account.kind}"
        return
    if item:
        yield f"is shown in {item}"
    if account.why:
        yield account.why
        return
    if not account.verdicts:
        yield "is about no topic: it has none of their words"
    for one in account.verdicts:
        why = one.why or "is shown"
        yield f"{titles.get(one.topic, one.topic)}: relevance {one.relevance:.2f}, worth {one.worth:.2f}; {why}"


def _find(brief: Brief, name: str) -> tuple[Section, Item | None]:
    for section in brief.sections:
        if section.topic == name:
            return section, None
        for item in section.items:
            if item.id == name:
                return section, item
    from briefing.config.tables import did_you_mean  # noqa: PLC0415

    names = tuple(item.id for section in brief.sections for item in section.items)
    topics = tuple(section.topic for section in brief.sections)
    meant = did_you_mean(name, names + topics)
    raise ConfigError("ITEM", "", f'the brief has no item "{name}"; {meant} No sentence of its day has these words')


def _explain_item(item: Item, since: str | None) -> None:
    tell(f"{item.id}{f'  {item.status} since the issue of {since}' if since else ''}")
    for sentence in item.sentences:
        tell(f"  {sentence.text} [{sentence.article}]{' (lead-in)' if sentence.role == 'lead-in' else ''}")
    for reason in item.reasons:
        tell(f"    {reason.name:<12} {reason.value:.2f}  {reason.detail}")
    for place in item.also:
        tell(f"    also         {place.text} [{place.article}]")
    if item.earlier:
        _explain_earlier(item.earlier)
    if item.superseded_by:
        tell(f"    superseded   by: {item.superseded_by.text} [{item.superseded_by.article}]")


def _explain_earlier(earlier: Earlier) -> None:
    changed = f"changed: {', '.join(earlier.changed)}" if earlier.changed else "nothing has changed"
    tell(f"    told         in the issue of {earlier.issue} ({earlier.item}); {changed}")
    if earlier.sentence:
        tell(f"    then         {earlier.sentence.text} [{earlier.sentence.article}]")


def _explain_missed(section: Section) -> None:
    if not section.items:
        tell(f"nothing was chosen for {section.title}, out of {section.considered} sentences")
    if section.passed_over:
        tell(f"nearly chosen for {section.title}, out of {section.considered} sentences:")
    for missed in section.passed_over:
        tell(f"  {missed.score:.2f}  {missed.sentence.text} [{missed.sentence.article}]")
        tell(f"        {missed.why}")
