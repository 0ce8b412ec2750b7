"""What anybody can write into a report, a feed or a mail makes none of the program's own patterns slow."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

import pytest
from growth import assert_linear

if TYPE_CHECKING:
    import re

WRITTEN = (
    ("cli.logbook._MAILBOX", "a"),
    ("ingest.feeds._ATTRIBUTE", "a"),
    ("ingest.headers._OPAQUE", "a"),
    ("ingest.headers._OPAQUE", "a."),
    ("ingest.identify._TWO_SENTENCES", "a"),
    ("ingest.lines._HYPHEN", "a"),
    ("ingest.lines._HYPHEN", "a-"),
    ("ingest.markdown._TAG", "<aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"),
    ("ingest.plain_rss._ATTRIBUTE", "a"),
    ("ingest.trees._SURPLUS", "<a"),
    ("ingest.trees._SURPLUS", "<a/x="),
    ("ingest.trees._SURPLUS", "<a b='\""),
    ("ingest.xml_feeds._MAIL", "a"),
    ("ingest.xml_feeds._TAG", "<!--"),
    ("ingest.xml_feeds._TAG", "<a"),
    ("text.addresses._NUMBER", "a"),
    ("text.addresses._SLUG", "a"),
    ("text.addresses._SLUG", "a-"),
    ("text.people._IN", "a"),
    ("text.phrases.MAIL", "a"),
    ("text.phrases.MAIL", "a@"),
)


def own(name: str) -> re.Pattern[str]:
    module, _, pattern = name.rpartition(".")
    held: re.Pattern[str] = vars(importlib.import_module(f"briefing.{module}"))[pattern]
    return held


@pytest.mark.parametrize(("name", "piece"), WRITTEN)
def test_a_pattern_takes_no_square_of_what_repeats_a_piece(name: str, piece: str) -> None:
    assert_linear(own(name).findall, piece)


@pytest.mark.parametrize(
    ("name", "asked", "text"),
    [
        ("text.circumstances._SETTING", "search", f"In {'A' * 4_000} they met."),
        ("text.direction._PLACE", "match", f"{'A' * 4_000}%"),
        ("text.furniture.headings._WRAPPED", "fullmatch", f"{'-' * 4_000}a"),
        ("text.matters._WHETHER", "search", "refus" * 1_000),
        ("ingest.markdown._TAG", "search", f"<{'a' * 40_000}"),
        ("ingest.trees._CLOSED_ROOT", "search", f"{'<html' * 400}{' ' * 2_000}"),
        ("ingest.trees._SLASHED_DOCTYPE", "search", f"{'<!doctype' * 200}{'/' * 2_000}"),
    ],
)
def test_a_pattern_tries_no_part_of_a_text_in_many_ways(name: str, asked: str, text: str) -> None:
    assert getattr(own(name), asked)(text) is None
