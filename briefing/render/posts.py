"""Brief -> a message for a channel: JSON by a template, cut at whole items to what Slack or Teams takes."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Literal

from briefing.errors import TemplateError
from briefing.model.records import dataclass
from briefing.render.cutting import bare, count, left_out, most_of, shortened
from briefing.render.forms import issue_of, values_of
from briefing.render.links import web_link
from briefing.render.mail import replaces_words
from briefing.render.templates import filled
from briefing.render.view import IssueView, LetterView

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from briefing.model import Brief
    from briefing.render.mail import Correction
    from briefing.render.view import ItemView, SectionView

Shape = Literal["slack", "teams"]

SHAPES: dict[Shape, str] = {"slack": "webhook.slack.json.jinja", "teams": "webhook.teams.json.jinja"}
"""The shapes of messages, and the templates that they are made by."""

BLOCKS, BLOCK, HEADER, TEXT = 50, 3000, 150, 4000
"""Of a message to Slack: its blocks; the characters of one, of a heading, and of the text that stands for all of it."""

BYTES = 28_000
"""Of a message to Teams, which takes 28 KB."""

_ITEM = 2400  # characters; a longer item could not be shown in a block, with what is said around it


@dataclass(frozen=True, slots=True)
class Post:
    """A message as bytes of JSON in UTF-8, and how many items it leaves to the full issue."""

    body: bytes
    left_out: int


def render_post(  # noqa: PLR0913 - as for a mail
    brief: Brief,
    shape: Shape,
    page: str = "",
    *,
    templates: Path | None = None,
    context: Mapping[str, object] | None = None,
    corrects: Correction | None = None,
) -> Post:
    """Return the brief as a message of a shape; `page` is the web address of an issue, with {date} and {id}.

    `corrects` says that it replaces others, as a mail says it.
    Raises TemplateError, also where what the template makes is not JSON, or too much even without any item.
    """
    link = web_link(page.replace("{date}", brief.date).replace("{id}", brief.id))
    filling = _Filling(shape, values_of(brief, context), link, templates, replaces_words(brief, corrects))
    whole = _without_giants(filling.issue)
    items = sum(map(count, filling.issue.sections))
    if not filling.too_much(whole):
        return filling.post(whole)
    most = most_of(lambda number: not filling.too_much(shortened(whole, number)), items)
    issue = bare(whole) if most is None else shortened(whole, most)
    problem = filling.too_much(issue)
    if problem:
        raise TemplateError(SHAPES[shape], None, f"{problem}, even without any item")
    return filling.post(issue)


@dataclass(frozen=True, slots=True)
class _Filling:
    """What a message is made with."""

    shape: Shape
    values: Mapping[str, object]
    page: str | None
    templates: Path | None
    replaces: str = ""

    @property
    def issue(self) -> IssueView:
        return issue_of(self.values)

    def post(self, issue: IssueView) -> Post:
        return Post(_encoded(self.message(issue)), sum(left_out(self.issue, issue).values()))

    def too_much(self, issue: IssueView) -> str:
        """Return what of the message is more than is taken, "" where all is well."""
        message = self.message(issue)
        return _beyond_slack(message) if self.shape == "slack" else _beyond_teams(message)

    def message(self, issue: IssueView) -> Any:
        """Return the message as it will be sent, as data. Raises TemplateError."""
        more = left_out(self.issue, issue)
        letter = LetterView("", self.page, sum(more.values()), more, sources=(), replaces=self.replaces)
        values = {**self.values, "issue": issue, "letter": letter}
        text = filled(SHAPES[self.shape], "json", values, self.templates)
        try:
            return json.loads(text)
        except ValueError as error:
            raise TemplateError(SHAPES[self.shape], None, f"what it makes is not JSON: {error}") from error


def _encoded(message: Any) -> bytes:
    return json.dumps(message, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")


# --- what is taken


def _beyond_slack(message: Any) -> str:
    blocks = message.get("blocks", []) if isinstance(message, dict) else None
    if not isinstance(blocks, list):
        return "it makes no list of blocks"
    if len(blocks) > BLOCKS:
        return f"it makes {len(blocks)} blocks, and Slack takes {BLOCKS}"
    if len(str(message.get("text", ""))) > TEXT:
        return f"its text has more than the {TEXT} characters that Slack takes"
    for block in blocks:
        limit = HEADER if isinstance(block, dict) and block.get("type") == "header" else BLOCK
        if sum(map(len, _texts(block))) > limit:
            return f"it makes a block of more than the {limit} characters that Slack takes"
    return ""


def _beyond_teams(message: Any) -> str:
    size = len(_encoded(message))
    return f"it makes {size:,} bytes, and Teams takes {BYTES:,}" if size > BYTES else ""


def _texts(part: Any) -> Iterator[str]:
    """Yield all texts of a block, however deep."""
    if isinstance(part, list):
        for one in part:
            yield from _texts(one)
    elif isinstance(part, dict):
        for name, one in part.items():
            if name == "text" and isinstance(one, str):
                yield one
            else:
                yield from _texts(one)


def _without_giants(issue: IssueView) -> IssueView:
    """Return the issue without items that no block could hold."""
    return replace(issue, sections=tuple(map(_of_size, issue.sections)))


def _of_size(section: SectionView) -> SectionView:
    groups = (
        replace(group, items=tuple(one for one in group.items if _size(one) <= _ITEM)) for group in section.groups
    )
    return replace(section, groups=tuple(group for group in groups if group.items or group.note))


def _size(item: ItemView) -> int:
    """Return the characters of the words of an item."""
    said = [sentence.text for sentence in item.sentences]
    said += [item.superseded_by.text] if item.superseded_by else []
    said += [item.earlier.words.text] if item.earlier else []
    return sum(map(len, said))
