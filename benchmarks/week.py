"""Mornings with faults: a week of them by chance, each fault at each stage, a run killed at each instant.

    python -m benchmarks.week [--weeks 5] [--instants 40] [--stages]

Everything is on loopback: feeds, a mail server with TLS and login, a webhook, a Maildir. Printed is how often what went
wrong, and what came of it for each issue and recipient. The command fails where anybody got an issue twice, or neither
got it nor stands among those whom `briefing status` names.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from collections import Counter
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests"))

from mail_server import DROP, STAGES, STALL  # noqa: E402 - the tests' servers
from server import Reply  # noqa: E402
from week import DAYS, FEEDS, READERS, WRONG, Fault, Verdict, Week, ticks  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date, datetime

BUSY, NEVER, CLOSING = "451 4.3.0 come back", "550 5.1.1 nobody of that name", "421 4.3.2 closing"
SILENT = ("connect", "handshake", "body", "answered")
"""The stages at which the server says nothing that could be another answer."""

HOOKS = (Reply(status=503), Reply(status=500), Reply(raw=b""), Reply(status=404), Reply(status=429))
INSTANTS = 700  # a morning has fewer
MOST, STEPS = 160_000, 32
"""Bytes by which the archive grows in a morning, and more; at so many of them the disk is full."""

SEED = 20310326


def main() -> None:
    """Do what is asked for, print tables, fail where something was lost or came twice."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--weeks", type=int, default=5)
    options.add_argument("--instants", type=int, default=40, help="0: every one")
    options.add_argument("--stages", action="store_true", help="each fault at each stage of the dialogue, too")
    asked = options.parse_args()
    wrong: list[tuple[str, Verdict]] = []
    with tempfile.TemporaryDirectory() as folder:
        for number in range(asked.weeks):
            wrong += _by_chance(Path(folder) / f"week-{number}", number)
        wrong += _killed(Path(folder) / "killed", asked.instants)
        if asked.stages:
            wrong += _full(Path(folder) / "full")
            for each in (True, False):
                wrong += _stages(Path(folder) / f"stages-{each}", each=each)
    for place, one in wrong:
        print(f"WRONG {place}: {one.outcome}: {one}")
    sys.exit(1 if wrong else 0)


# --- weeks by chance


def _by_chance(folder: Path, number: int) -> list[tuple[str, Verdict]]:
    chance, began = random.Random(SEED + number), time.monotonic()  # noqa: S311 - no secret
    with Week(folder, each=chance.random() < 0.7) as week:
        for place, day in enumerate(DAYS):
            last = place == len(DAYS) - 1  # a morning without faults, after which nothing may be owed any more
            week.publish(day, ill=[] if last else chance.sample(FEEDS, chance.choice([0, 0, 0, 1])))
            for now in _hours(chance, day):
                week.tick(now, Fault() if last or chance.random() < 0.15 else _fault(chance))
        end = now + timedelta(hours=13)
        week.tick(end)
        found = week.verdicts(DAYS, end)
        _told(f"week {number}", week, found, began)
        wrong = [(f"week {number}", one) for one in found if one.outcome in WRONG | {"pending"}]
        week.look_after(found, end)
        later = week.verdicts(DAYS, end)
        return [*wrong, *((f"week {number}, looked after", one) for one in later if one.came != 1)]


def _hours(chance: random.Random, day: date) -> Iterator[datetime]:
    """The hours at which the machine is awake, and cron comes: some mornings it sleeps long."""
    first = chance.choice([4, 5, 6, 6, 6, 9, 13])
    yield from ticks(day, *(first + later for later in (0, 1, 2, 4, 10)))


def _fault(chance: random.Random) -> Fault:
    kind = chance.choice(
        ["stage", "stage", "stage", "answers", "login", "hook", "kill", "kill", "kill", "room", "other"]
    )
    if kind == "stage":
        stage = chance.choice(STAGES)
        what = chance.choice([DROP, DROP, STALL] if stage in SILENT else [DROP, STALL, CLOSING, BUSY, NEVER])
        return Fault(stage, what, times=chance.choice([1, 1, 2, 50]))
    if kind == "answers":
        return Fault(answers={chance.choice(READERS): chance.choice([BUSY, NEVER])})
    if kind == "hook":
        return Fault(hook=chance.choice(HOOKS))
    return {
        "login": Fault(login=True),
        "kill": Fault(kill=chance.randint(1, INSTANTS)),
        "room": Fault(room=chance.choice([1, 10_000, 50_000, 200_000])),
        "other": chance.choice([Fault(blocked=True), Fault(twin=True)]),
    }[kind]


# --- killed at each instant


def _killed(folder: Path, instants: int) -> list[tuple[str, Verdict]]:
    """Kill the delivery of an issue at instants from the first to the last, and let the next run end it."""
    began, day = time.monotonic(), DAYS[0]
    six, seven, eight = ticks(day, 6, 7, 8)
    with Week(folder) as week:
        week.publish(day)
        _begun(week, six)
        last = week.cron(seven).instants
        every = range(1, last + 1, max(1, last // instants) if instants else 1)
        found, wrong = [], []
        for instant in every:
            week.back_to("begun")
            week.tick(seven, Fault(kill=instant))
            week.tick(eight)
            after = week.verdicts([day], eight)
            found += after
            wrong += [(f"killed at {instant} of {last}", one) for one in after if one.outcome in WRONG | {"pending"}]
        _told(f"killed at {len(every)} of {last} instants of a delivery", week, found, began)
    return wrong


def _begun(week: Week, now: datetime) -> None:
    """Leave an issue that is made, remembered and on the ledger, of which nothing has been sent, and keep that."""
    week.keep("new")
    first, last = 1, INSTANTS
    while first < last:  # the last instant at which nobody has got anything
        middle = (first + last + 1) // 2
        week.back_to("new")
        week.cron(now, kill=middle)
        first, last = (first, middle - 1) if week.arrived() or week.post.seen else (middle, last)
        week.post.seen.clear()
    week.back_to("new")
    week.cron(now, kill=first)
    week.keep("begun")


# --- a full disk


def _full(folder: Path) -> list[tuple[str, Verdict]]:
    """Let the disk be full after so many bytes, from the first to the last that a morning writes, and then not."""
    began, found, wrong = time.monotonic(), [], []
    with Week(folder) as week:
        week.publish(DAYS[0])
        week.cron(next(ticks(DAYS[0], 6)))
        week.keep("before")
        week.publish(DAYS[1])
        six, seven = ticks(DAYS[1], 6, 7)
        for room in range(1, MOST, MOST // STEPS):
            week.back_to("before")
            week.tick(six, Fault(room=room))
            week.tick(seven)
            after = week.verdicts([DAYS[1]], seven)
            found += after
            wrong += [(f"full at {room}", one) for one in after if one.outcome in WRONG | {"pending"}]
        _told("disk full", week, found, began)
    return wrong


# --- each fault at each stage


def _stages(folder: Path, *, each: bool) -> list[tuple[str, Verdict]]:
    began, day = time.monotonic(), DAYS[0]
    six, seven, *later = ticks(day, 6, 7, 8, 13, 23)
    found, wrong = [], []
    with Week(folder, each=each) as week:
        week.publish(day)
        _begun(week, six)
        for stage in STAGES:
            for what in (DROP, STALL) if stage in SILENT else (DROP, STALL, CLOSING, BUSY, NEVER):
                week.back_to("begun")
                week.tick(seven, Fault(stage, what))
                for now in later:
                    week.tick(now)
                after = week.verdicts([day], later[-1])
                found += after
                print(f"{stage:<12} {what[:3]:<4} {_counted(after)}")
                wrong += [(f"{what} at {stage}", one) for one in after if one.outcome in WRONG | {"pending"}]
        _told(f"stages, {'a mail each' if each else 'one mail for all'}", week, found, began)
    return wrong


# --- told


def _told(name: str, week: Week, found: list[Verdict], began: float) -> None:
    print(f"{name}: {sum(week.faults.values())} faults in {time.monotonic() - began:.0f} s; {_counted(found)}")
    for fault, times in sorted(week.faults.items()):
        print(f"    {times:>4}  {fault}")
    sys.stdout.flush()


def _counted(found: list[Verdict]) -> str:
    return ", ".join(f"{times} {outcome}" for outcome, times in sorted(Counter(one.outcome for one in found).items()))


if __name__ == "__main__":
    main()
