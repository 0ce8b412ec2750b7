"""What pip-audit answers, in lines."""

from __future__ import annotations

import json

from benchmarks.audit import told

SOUND = {"name": "lume", "version": "1.2", "vulns": []}
FAULTY = {"name": "velmar", "version": "3.0", "vulns": [{"id": "X-1", "fix_versions": ["3.1"]}]}
UNASKED = {"name": "feld", "skip_reason": "not found"}


def answer(*libraries: object) -> str:
    return json.dumps({"dependencies": libraries, "fixes": []})


def test_a_known_fault_is_named_with_the_release_that_mends_it() -> None:
    lines, faults, _ = told(answer(SOUND, FAULTY))
    assert faults == 1
    assert lines[0] == "velmar 3.0: X-1, mended in 3.1"


def test_a_library_that_could_not_be_asked_about_is_named() -> None:
    assert told(answer(SOUND, UNASKED)) == (["1 libraries asked about, 0 known faults", "not asked about: feld"], 0, 1)


def test_where_nothing_could_be_asked_that_is_said() -> None:
    assert told(answer(UNASKED)) == (["skipped: none could be asked about"], 0, 1)


def test_no_answer_says_nothing() -> None:
    assert told("Traceback") == ([], 0, 0)
