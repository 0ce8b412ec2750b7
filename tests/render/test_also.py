"""Who else tells what an item tells."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from briefing.render.forms import render

from .samples import FERRIES_LATER, FULL, TRUCE, item, place, shown


@pytest.mark.parametrize("form", ["markdown", "html", "text"])
def test_a_report_that_tells_it_in_two_sentences_is_named_once(form: str) -> None:
    others = (place(TRUCE, "a3"), place(FERRIES_LATER, "a3", 500))
    section = replace(FULL.sections[0], items=(item("t-1", shown(TRUCE, "a1"), also=others, origins=2),))
    words = " ".join(re.sub(r"<[^>]*>", " ", render(replace(FULL, sections=(section,)), form)).split())
    (named,) = re.findall(r"also ((?:\\?\[\d+\\?\](?: ?, )?)+)", words)
    assert len(re.findall(r"\d+", named)) == 1
