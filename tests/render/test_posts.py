"""Messages for Slack and Teams: JSON that says the reports' words, and never more than these services take."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest

from briefing.errors import TemplateError
from briefing.render.arrange import arrange
from briefing.render.columns import shown as as_text
from briefing.render.mail import Correction
from briefing.render.posts import BLOCK, BLOCKS, BYTES, HEADER, SHAPES, TEXT, render_post
from briefing.render.words import frame_for

from .samples import ARABIC, FULL, HOSTILE, QUIET, item, shown
from .walking import items_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from briefing.model import Brief
    from briefing.render.posts import Shape

PAGE = "https://desk.example/{id}/{date}/brief.html"
BRIEFS = {"full": FULL, "quiet": QUIET, "hostile": HOSTILE, "arabic": ARABIC}


def long(items: int, words: int = 30, topics: int = 1) -> Brief:
    """Return a brief with so many items in each of so many sections."""
    section = FULL.sections[0]
    sections = []
    for topic in range(topics):
        many = [
            item(
                f"t{topic}-{number}",
                shown(f"Envoy {topic} {number} said it was so " + "and so " * words + "again.", "a1"),
            )
            for number in range(items)
        ]
        sections.append(replace(section, topic=f"t{topic}", title=f"Topic {topic}", items=tuple(many), by_side=False))
    return replace(FULL, sections=tuple(sections))


def said(part: Any) -> Iterator[str]:
    """Every text of a message that is shown, in order."""
    if isinstance(part, list):
        for one in part:
            yield from said(one)
    elif isinstance(part, dict):
        if isinstance(part.get("text"), str):
            yield part["text"]
        for one in part.values():
            yield from said(one) if isinstance(one, dict | list) else ()


def links(part: Any) -> Iterator[str]:
    if isinstance(part, list):
        for one in part:
            yield from links(one)
    elif isinstance(part, dict):
        yield from (one for name, one in part.items() if name == "url")
        for one in part.values():
            yield from links(one)


def message(brief: Brief, shape: Shape) -> Any:
    return json.loads(render_post(brief, shape, PAGE).body)


def blocks(brief: Brief) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = message(brief, "slack")["blocks"]
    return found


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("name", BRIEFS)
def test_every_sentence_of_every_item_is_there_word_for_word(shape: Shape, name: str) -> None:
    brief = BRIEFS[name]
    issue = arrange(brief, frame_for(brief.frame or brief.language))
    texts = "".join(said(message(brief, shape)))
    for one in items_of(issue):
        for sentence in one.sentences:
            for piece in sentence.pieces:
                assert as_text(piece.text) in texts


def test_signs_of_markup_stay_signs() -> None:
    words = "He said *no* to _all_ of `it` & <them>, ~really~ [see](https://x.example)."
    brief = replace(FULL, sections=(replace(FULL.sections[0], items=(item("a-1", shown(words, "a1")),)),))
    for shape in SHAPES:
        sent = message(brief, shape)
        assert words in list(said(sent))
        assert "mrkdwn" not in json.dumps(sent)
        assert '"TextBlock"' not in json.dumps(sent)


@pytest.mark.parametrize("shape", SHAPES)
def test_the_same_brief_gives_the_same_bytes(shape: Shape) -> None:
    assert render_post(FULL, shape, PAGE) == render_post(FULL, shape, PAGE)


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("name", BRIEFS)
def test_links_are_addresses_of_the_web_and_the_issue_is_named(shape: Shape, name: str) -> None:
    found = list(links(message(BRIEFS[name], shape)))
    assert not [one for one in found if not one.startswith(("http://", "https://", "mailto:"))]
    assert f"https://desk.example/{BRIEFS[name].id}/{BRIEFS[name].date}/brief.html" in found


def keeps_to_slack(found: list[dict[str, Any]]) -> bool:
    headers = [one for one in found if one["type"] == "header"]
    return (
        len(found) <= BLOCKS
        and all(sum(map(len, said(one))) <= BLOCK for one in found)
        and all(0 < len(one["text"]["text"]) <= HEADER for one in headers)
        and not [one for one in said(found) if not one]
    )


@pytest.mark.parametrize(
    "brief",
    [
        *BRIEFS.values(),
        long(80),
        long(10, topics=20),
        long(30, words=200),
        long(1, topics=60),
        replace(FULL, title="T" * 999),
    ],
)
def test_slack_is_never_sent_more_than_it_takes(brief: Brief) -> None:
    sent = message(brief, "slack")
    assert keeps_to_slack(sent["blocks"])
    assert len(sent["text"]) <= TEXT


@pytest.mark.parametrize("brief", [*BRIEFS.values(), long(80), long(10, topics=20), long(30, words=200)])
def test_teams_is_never_sent_more_than_it_takes(brief: Brief) -> None:
    assert len(render_post(brief, "teams", PAGE).body) <= BYTES


@pytest.mark.parametrize("shape", SHAPES)
def test_what_is_left_out_is_said_and_all_sections_lose_alike(shape: Shape) -> None:
    brief = long(40, topics=2)
    post = render_post(brief, shape, PAGE)
    texts = list(said(json.loads(post.body)))
    kept = [sum(text.startswith(f"Envoy {topic} ") for text in texts) for topic in (0, 1)]
    assert post.left_out == 80 - sum(kept) > 0
    assert abs(kept[0] - kept[1]) <= 1
    assert f"{post.left_out} more items in the full issue" in texts
    assert all(text.endswith("again.") for text in texts if text.startswith("Envoy"))  # whole items only


@pytest.mark.parametrize("shape", SHAPES)
def test_a_correction_says_what_it_replaces(shape: Shape) -> None:
    corrects = Correction(1, (), datetime(2025, 5, 15, 6, 0, tzinfo=UTC))
    texts = list(said(json.loads(render_post(FULL, shape, corrects=corrects).body)))
    assert len([one for one in texts if one.startswith("This replaces the issue that was sent on 15 May 2025")]) == 1


def test_nothing_is_said_of_leaving_out_where_nothing_is() -> None:
    assert render_post(FULL, "slack").left_out == 0
    assert "more item" not in " ".join(said(message(FULL, "slack")))


def test_an_item_that_no_block_could_hold_costs_no_other_item() -> None:
    giant = item("a-1", shown("It went on " + "and on " * 700 + ".", "a1"))
    small = item("a-2", shown("It was short.", "a1"))
    brief = replace(FULL, sections=(replace(FULL.sections[0], items=(giant, small), by_side=False),))
    post = render_post(brief, "slack")
    assert post.left_out == 1
    assert "It was short." in list(said(json.loads(post.body)))


def test_the_text_that_stands_for_a_message_to_slack_has_its_three_signs_escaped() -> None:
    sent = message(replace(FULL, title="Fish & <chips>"), "slack")
    assert sent["text"].startswith("Fish &amp; &lt;chips&gt; · ")
    assert sent["blocks"][0]["text"]["text"].startswith("Fish & <chips> · ")


def test_a_card_for_teams_is_an_adaptive_card_with_the_issue_behind_a_button() -> None:
    sent = message(FULL, "teams")
    (card,) = sent["attachments"]
    assert (sent["type"], card["contentType"]) == ("message", "application/vnd.microsoft.card.adaptive")
    assert card["content"]["type"] == "AdaptiveCard"
    assert [one["type"] for one in card["content"]["actions"]] == ["Action.OpenUrl"]
    assert {one["type"] for one in card["content"]["body"]} == {"RichTextBlock"}
    assert all(one["inlines"] for one in card["content"]["body"])


# --- templates of a user


def test_a_template_of_a_user_stands_in_place_of_the_programs(tmp_path: Path) -> None:
    text = (
        '{"text": {{ issue.title ~ "\\n\\"quoted\\" " ~ issue.sections | length }}, "n": {{ 3 }}, "none": {{ none }}}'
    )
    (tmp_path / "webhook.slack.json.jinja").write_text(text)
    sent = json.loads(render_post(FULL, "slack", templates=tmp_path).body)
    assert sent == {"text": f'{FULL.title}\n"quoted" {len(FULL.sections)}', "n": 3, "none": None}


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ('{"text": "{{ issue.title }}"}', "what it makes is not JSON"),
        ('{"blocks": [{},]}', "what it makes is not JSON"),
        ("[]", "no list of blocks"),
        ('{"blocks": {{ range(60) | list }}}', "60 blocks, and Slack takes 50, even without any item"),
        ('{"text": {{ "x" * 5000 }}}', "4000 characters"),
    ],
)
def test_what_slack_would_not_take_is_told_before_anything_is_sent(tmp_path: Path, text: str, problem: str) -> None:
    (tmp_path / "webhook.slack.json.jinja").write_text(text)
    with pytest.raises(TemplateError, match=r"webhook\.slack\.json\.jinja") as told:
        render_post(FULL, "slack", templates=tmp_path)
    assert problem in str(told.value)
