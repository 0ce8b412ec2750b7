"""A week of mornings with faults: everybody gets each issue once, or is held and named by `briefing status`."""

from __future__ import annotations

import os
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from mail_server import DROP, STALL
from server import Reply
from week import DAYS, READERS, WRONG, Fault, Week, ticks

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = [pytest.mark.slow, pytest.mark.skipif(os.name == "nt", reason="there is no SIGKILL")]

INES, ANTON, MARA = READERS
BUSY, NEVER, CLOSING = "451 4.3.0 come back", "550 5.1.1 nobody of that name", "421 4.3.2 closing"

FAULTS: dict[int, dict[int, Fault]] = {
    0: {6: Fault(twin=True)},
    1: {6: Fault("greeting", CLOSING, hook=Reply(status=503)), 7: Fault(login=True), 9: Fault("mail", STALL)},
    2: {6: Fault(answers={MARA: NEVER, ANTON: BUSY}, hook=Reply(raw=b"")), 7: Fault("dot", DROP)},
    3: {6: Fault(kill=60), 7: Fault(kill=240), 8: Fault(kill=200), 9: Fault(kill=120)},
    4: {12: Fault("body", DROP, blocked=True)},
    5: {5: Fault(room=1), 6: Fault("dot", STALL), 7: Fault("data", BUSY)},
    6: {5: Fault("starttls", DROP), 6: Fault("auth", CLOSING), 7: Fault("answered", DROP)},
}
"""What goes wrong on which day, and at which hour of UTC cron comes then, besides 5 and 14."""

SLEPT = 4
"""The day on which the machine does not wake before noon."""

ILL = {3: ["Herald"], 4: ["Herald"], 5: ["Herald"]}


def test_a_week_with_faults_gives_everybody_each_issue_once_or_says_who_is_held(tmp_path: Path) -> None:
    with Week(tmp_path / "week") as week:
        for number, day in enumerate(DAYS):
            week.publish(day, ill=ILL.get(number, ()))
            for now in ticks(day, *sorted({*([5] if number != SLEPT else []), *FAULTS[number], 14})):
                week.tick(now, FAULTS[number].get(now.hour, Fault()))
        end = now + timedelta(hours=9)
        week.tick(end)
        found = week.verdicts(DAYS, end)
        assert [one for one in found if one.outcome in WRONG or one.outcome == "pending"] == []
        assert {one.outcome for one in found if one.recipient == INES} >= {"once"}
        assert 1 <= week.look_after(found, end) == sum(one.outcome == "held" for one in found)
        after = week.verdicts(DAYS, end)
        assert {one.came for one in after} == {1}
        assert {one.outcome for one in after} <= {"once", "held though it came"}
        for date in {one.date for one in after if one.outcome != "once"}:
            week.program("send", date, "--leave")
        status = week.program("status", "--now", end.isoformat())
        assert (status.code, "all is well" in status.out) == (0, True)
        assert all(len(ids) == 1 for ids in week.ids().values())
        assert len(week.ids()) == len(DAYS)
