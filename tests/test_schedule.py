"""When an issue is due, and what starts the program: by the clock of the brief, whatever is done to it."""

from __future__ import annotations

import plistlib
import shlex
import shutil
import stat
import subprocess
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest
import story
from hypothesis import given
from hypothesis import strategies as st

from briefing import parse_config
from briefing.config.scheduling import EVERY_DAY, ScheduleSettings, parse_days, written_days
from briefing.config.tables import Place
from briefing.errors import ConfigError
from briefing.run.due import due_on, is_due, minutes_past, next_due
from briefing.run.schedules import (
    Plan,
    crontab_block,
    launchd_list,
    systemd_service,
    systemd_timer,
    unit_name,
    with_block,
)

if TYPE_CHECKING:
    from program import Program

BERLIN, APIA, NUUK = ZoneInfo("Europe/Berlin"), ZoneInfo("Pacific/Apia"), ZoneInfo("America/Nuuk")
LORD_HOWE, KOLKATA, CAIRO = ZoneInfo("Australia/Lord_Howe"), ZoneInfo("Asia/Kolkata"), ZoneInfo("Africa/Cairo")
SEVEN = ScheduleSettings(time(7), EVERY_DAY)
TOPICS = [{"title": "Talks"}]


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


# --- the hour, through what is done to clocks


@pytest.mark.parametrize(
    ("day", "at", "zone", "moment"),
    [
        ("2025-03-29", "07:00", BERLIN, "2025-03-29T06:00"),
        ("2025-03-30", "07:00", BERLIN, "2025-03-30T05:00"),  # an hour earlier for everybody else
        ("2025-03-30", "02:30", BERLIN, "2025-03-30T01:00"),  # skipped: when the clock has jumped over it
        ("2025-10-26", "02:30", BERLIN, "2025-10-26T00:30"),  # twice: when it comes first
        ("2025-10-26", "03:00", BERLIN, "2025-10-26T02:00"),
        ("2025-04-25", "00:00", CAIRO, "2025-04-24T22:00"),  # the day begins at one o'clock
        ("2025-10-05", "02:15", LORD_HOWE, "2025-10-04T15:30"),  # half an hour is skipped
        ("2025-04-06", "01:45", LORD_HOWE, "2025-04-05T14:45"),  # half an hour comes twice
        ("2031-03-12", "07:00", KOLKATA, "2031-03-12T01:30"),
        ("2011-12-29", "07:00", APIA, "2011-12-29T17:00"),
        ("2011-12-31", "07:00", APIA, "2011-12-30T17:00"),
    ],
)
def test_the_hour_strikes_once_a_day(day: str, at: str, zone: ZoneInfo, moment: str) -> None:
    assert due_on(date.fromisoformat(day), time.fromisoformat(at), zone) == utc(moment)


def test_a_day_that_was_left_out_of_the_calendar_has_no_hour() -> None:
    assert due_on(date(2011, 12, 30), time(7), APIA) is None
    assert next_due(SEVEN, APIA, utc("2011-12-29T18:00")) == utc("2011-12-30T17:00")


def test_an_hour_that_the_day_ends_before_does_not_come() -> None:
    assert due_on(date(2024, 3, 30), time(23, 30), NUUK) is None


def test_the_second_time_round_the_hour_has_passed_already() -> None:
    schedule = replace(SEVEN, at=time(2, 30))
    assert not is_due(schedule, BERLIN, utc("2025-10-26T00:29"))
    assert is_due(schedule, BERLIN, utc("2025-10-26T00:30"))
    assert is_due(schedule, BERLIN, utc("2025-10-26T01:10"))  # the clock shows 02:10 again


def test_only_the_days_of_the_schedule_count_in_the_zone_of_the_brief() -> None:
    weekdays = replace(SEVEN, days=(0, 1, 2, 3, 4))
    assert not is_due(weekdays, BERLIN, utc("2025-05-17T10:00"))
    assert is_due(weekdays, ZoneInfo("Pacific/Kiritimati"), utc("2025-05-18T18:00"))  # Monday there, Sunday here
    assert not is_due(weekdays, ZoneInfo("Pacific/Kiritimati"), utc("2025-05-18T16:00"))
    assert next_due(weekdays, BERLIN, utc("2025-05-16T06:00")) == utc("2025-05-19T05:00")


def test_without_an_hour_the_whole_day_is_due_and_nothing_comes_next() -> None:
    assert is_due(ScheduleSettings(), BERLIN, utc("2025-05-17T00:00"))
    assert next_due(ScheduleSettings(), BERLIN, utc("2025-05-17T00:00")) is None


ZONES = st.sampled_from(
    [
        "UTC",
        "Europe/Lisbon",
        "Asia/Kathmandu",
        "Australia/Lord_Howe",
        "America/St_Johns",
        "Pacific/Apia",
        "Africa/Cairo",
    ]
).map(ZoneInfo)
MOMENTS = st.datetimes(datetime(2009, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001


@given(MOMENTS, st.times(timezones=st.none()).map(lambda one: one.replace(second=0, microsecond=0)), ZONES)
def test_what_comes_next_is_due_then_and_not_before(now: datetime, at: time, zone: ZoneInfo) -> None:
    schedule = ScheduleSettings(at)
    moment = next_due(schedule, zone, now)
    assert moment is not None
    assert now < moment < now + timedelta(days=3)
    assert is_due(schedule, zone, moment)
    assert not is_due(schedule, zone, moment - timedelta(seconds=1)) or moment.astimezone(zone).time() == time()
    assert moment.astimezone(zone).time() >= at


def test_the_machines_minutes_are_those_at_which_the_hour_can_strike() -> None:
    def london(moment: datetime) -> timedelta:
        return moment.astimezone(ZoneInfo("Europe/London")).utcoffset() or timedelta()

    now = utc("2031-03-12T00:00")
    assert minutes_past(time(7), BERLIN, london, now) == (0,)
    assert minutes_past(time(7, 10), KOLKATA, london, now) == (40,)
    assert minutes_past(time(7), ZoneInfo("Asia/Kathmandu"), london, now) == (15,)
    assert minutes_past(time(7), LORD_HOWE, london, now) == (0, 30)


@pytest.mark.parametrize("zone", [BERLIN, KOLKATA, LORD_HOWE, APIA])
def test_an_hourly_line_finds_every_day_due_within_the_minute_all_year(zone: ZoneInfo) -> None:
    start = utc("2025-01-01T00:00")
    minutes = minutes_past(time(7), zone, lambda _: timedelta(), start)
    for day in range(1, 365):
        moment = due_on(date(2025, 1, 1) + timedelta(days=day), time(7), zone)
        assert moment is not None
        assert moment.minute in minutes


# --- how days and hours are written


@pytest.mark.parametrize(
    ("text", "days", "again"),
    [
        ("mon-fri", (0, 1, 2, 3, 4), "mon-fri"),
        ("MON, wed ,sat-sun", (0, 2, 5, 6), "mon,wed,sat-sun"),
        ("fri-mon", (0, 4, 5, 6), "mon,fri-sun"),
        ("sun", (6,), "sun"),
        ("mon-sun", EVERY_DAY, "mon-sun"),
    ],
)
def test_days_are_written_by_their_names(text: str, days: tuple[int, ...], again: str) -> None:
    assert parse_days(Place("x"), text) == days
    assert written_days(days) == again


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ({"at": "7 o'clock"}, 'schedule.at: "7 o\'clock" is not an hour'),
        ({"at": "24:00"}, "is not an hour"),
        ({"at": 7}, "schedule.at: 7 is not an hour"),
        ({"days": "mon-fry"}, 'schedule.days: "fry" is not a day of the week; did you mean "fri"?'),
        ({"days": ""}, "names no days"),
        ({"hour": "07:00"}, "schedule.hour: there is no such key"),
    ],
)
def test_a_wrong_schedule_is_one_message(table: dict[str, object], message: str) -> None:
    with pytest.raises(ConfigError) as error:
        parse_config({"topics": TOPICS, "schedule": table})
    assert message in str(error.value)


def test_the_schedule_of_the_settings_is_hour_and_days() -> None:
    settings = parse_config({"topics": TOPICS, "schedule": {"at": "6:05", "days": "mon-fri"}})
    assert settings.schedule == ScheduleSettings(time(6, 5), (0, 1, 2, 3, 4))


# --- what is written for cron, systemd and launchd

PLAN = Plan(
    program=("/opt/briefing/bin/briefing",),
    config=Path("/home/ann/harbour/briefing.toml"),
    out=Path("/home/ann/harbour/out"),
    title="Harbour strike",
    timezone="Europe/Paris",
    at=time(7, 30),
    days=(0, 1, 2, 3, 4),
    minutes=(30,),
)
ODD = replace(
    PLAN,
    config=Path("/home/ann/50% \"off\" & 'on' $HOME/briefing.toml"),
    title='100 % "sure"\nrm -rf /',
    days=EVERY_DAY,
)


def command_of(block: str) -> str:
    """What cron hands to the shell: of the line that is no remark, what follows the five fields, up to a percent."""
    (line,) = [line for line in block.splitlines() if not line.startswith("#")]
    return line.split(" ", 5)[5].replace(r"\%", "\0").partition("%")[0].replace("\0", "%")


def test_the_line_of_the_crontab_has_whole_paths_and_comes_every_hour() -> None:
    block = crontab_block(PLAN)
    assert (
        "\n30 * * * * /opt/briefing/bin/briefing run --at 07:30 --days mon-fri --quiet"
        " --config /home/ann/harbour/briefing.toml --out /home/ann/harbour/out\n"
    ) in block
    assert "Harbour strike: 07:30 in Europe/Paris, mon-fri." in block


@pytest.mark.parametrize("plan", [PLAN, ODD])
def test_what_cron_hands_to_the_shell_is_the_command_word_by_word(plan: Plan) -> None:
    assert shlex.split(command_of(crontab_block(plan))) == list(plan.command)
    done = subprocess.run(
        ["/bin/sh", "-c", "printf '%s\\n' " + command_of(crontab_block(plan))],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.splitlines() == list(plan.command)


def test_a_path_with_a_line_break_is_refused() -> None:
    with pytest.raises(ConfigError, match="characters that cannot stand in a schedule"):
        replace(PLAN, out=Path("/home/ann/out\n* * * * * rm"))


def test_the_block_is_put_in_place_of_its_own_and_nothing_else_is_touched() -> None:
    other = crontab_block(replace(PLAN, config=Path("/home/ann/other/briefing.toml")))
    before = f"MAILTO=ann\n{other}\n5 4 * * * true"
    once = with_block(before, PLAN.config, crontab_block(PLAN))
    assert once == before + "\n" + crontab_block(PLAN)
    assert with_block(once + "# after\n", PLAN.config, crontab_block(PLAN)) == once + "# after\n"
    later = with_block(once, PLAN.config, crontab_block(replace(PLAN, at=time(8))))
    assert later.count("--at 08:00") == 1
    assert "--config /home/ann/harbour/briefing.toml" in later
    assert later.count("--at 07:30") == 1  # the other brief's
    assert with_block(once, PLAN.config, "") == before + "\n"
    assert with_block("", PLAN.config, "") == ""


def test_marks_that_do_not_pair_are_left_to_a_person() -> None:
    first, rest = crontab_block(PLAN).split("\n", 1)
    for broken in (first + "\n", rest, crontab_block(PLAN) * 2):
        with pytest.raises(ValueError, match="do not pair"):
            with_block(broken, PLAN.config, crontab_block(PLAN))


def test_the_timer_goes_by_the_zone_of_the_brief_from_the_hour_to_the_end_of_the_day() -> None:
    assert "\nOnCalendar=Mon,Tue,Wed,Thu,Fri *-*-* 07..23:30:00 Europe/Paris\nPersistent=true\n" in systemd_timer(PLAN)
    assert "\nOnCalendar=*-*-* 23:30:00 Europe/Paris\n" in systemd_timer(replace(PLAN, at=time(23, 30), days=EVERY_DAY))


@pytest.mark.parametrize("plan", [PLAN, ODD, replace(PLAN, at=time(23, 5))])
def test_systemd_takes_the_units(plan: Plan, tmp_path: Path) -> None:
    analyze = shutil.which("systemd-analyze")
    if not analyze:
        pytest.skip("systemd-analyze is not here: whether systemd takes the units was not tried")
    (tmp_path / "program").write_text("#!/bin/sh\n")
    (tmp_path / "program").chmod(0o755)
    plan = replace(plan, program=(str(tmp_path / "program"),))
    for suffix, text in (("service", systemd_service(plan)), ("timer", systemd_timer(plan))):
        (tmp_path / f"b.{suffix}").write_text(text, encoding="utf-8")
    units = [str(tmp_path / f"b.{suffix}") for suffix in ("service", "timer")]
    done = subprocess.run([analyze, "--user", "verify", *units], capture_output=True, text=True, check=False)
    assert str(tmp_path) not in done.stderr
    when = next(line for line in systemd_timer(plan).splitlines() if line.startswith("OnCalendar="))
    subprocess.run([analyze, "calendar", when.partition("=")[2]], check=True, capture_output=True)


def test_the_service_has_specifiers_variables_and_quotes_escaped() -> None:
    (line,) = [line for line in systemd_service(ODD).splitlines() if line.startswith("ExecStart=")]
    assert r"""--config" "/home/ann/50%% \"off\" & 'on' $$HOME/briefing.toml" "--out""" in line


@pytest.mark.parametrize("plan", [PLAN, ODD])
def test_launchds_list_holds_the_command_as_it_is(plan: Plan) -> None:
    agent = plistlib.loads(launchd_list(plan).encode())
    assert agent["ProgramArguments"] == list(plan.command)
    assert agent["StartCalendarInterval"] == [{"Minute": 30}]
    assert agent["RunAtLoad"] is True


# --- the command

CRONTAB = """#!/bin/sh
case "$1" in
-l) test -f {0}/crontab && exec cat {0}/crontab; echo "no crontab for ann" >&2; exit 1 ;;
-) echo written >> {0}/writes; exec cat > {0}/crontab ;;
esac
"""
SYSTEMCTL = """#!/bin/sh
echo "$@" >> {0}/calls
test ! -f {0}/broken || {{ echo "Failed to connect to bus" >&2; exit 1; }}
"""


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine of the test's own: a home, a crontab and a systemctl that write down what they are told."""
    home = tmp_path / "machine"
    for name, text in (("crontab", CRONTAB), ("systemctl", SYSTEMCTL)):
        program = home / "bin" / name
        program.parent.mkdir(parents=True, exist_ok=True)
        program.write_text(text.format(home))
        program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", f"{home / 'bin'}:/usr/bin:/bin")
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.delenv("XDG_CONFIG_HOME", raising=False)
    return home


@pytest.fixture
def brief(tmp_path: Path) -> Path:
    return story.write(tmp_path)


def test_the_schedule_is_printed_and_nothing_is_installed(run: Program, machine: Path, brief: Path) -> None:
    done = run("schedule", "--at", "07:00", "-c", brief, "-o", brief.parent / "out")
    assert (done.code, done.err) == (0, "")
    words = shlex.split(command_of(done.out))
    assert words[1:] == ["run", "--at", "07:00", "--quiet", "--config", str(brief), "--out", str(brief.parent / "out")]
    assert Path(words[0]).is_absolute()
    assert not (machine / "crontab").exists()


def test_the_line_is_installed_once_and_all_other_lines_stay(run: Program, machine: Path, brief: Path) -> None:
    others = b"# of Ann's, and of another alphabet: \xff\n5 4 * * * true"
    (machine / "crontab").write_bytes(others)
    first = run("schedule", "--at", "07:00", "-c", brief, "--install")
    assert (first.code, first.err) == (0, "")
    assert first.out.startswith("installed in the crontab: 07:00 in ")
    again = run("schedule", "--at", "07:00", "-c", brief, "--install")
    assert again.out.startswith("nothing to do: it is in the crontab")
    assert (machine / "writes").read_text() == "written\n"
    run("schedule", "--at", "08:00", "--days", "mon-fri", "-c", brief, "--install")
    kept = (machine / "crontab").read_bytes()
    assert kept.startswith(others + b"\n# >>> briefing ")
    assert kept.count(b" run --at ") == 1
    assert run("schedule", "--remove", "-c", brief).out == "taken out of the crontab\n"
    assert (machine / "crontab").read_bytes() == others + b"\n"
    assert run("schedule", "--remove", "-c", brief).out == f"nothing is installed for {brief}\n"


def test_a_crontab_that_cannot_be_read_is_not_overwritten(run: Program, machine: Path, brief: Path) -> None:
    (machine / "bin" / "crontab").write_text("#!/bin/sh\ncat > /dev/null\necho 'disk on fire' >&2\nexit 1\n")
    done = run("schedule", "--at", "07:00", "-c", brief, "--install")
    assert (done.code, done.out) == (1, "")
    assert done.err == "briefing: crontab: cannot be read: disk on fire\n"


def test_the_units_are_installed_once_and_taken_out_again(run: Program, machine: Path, brief: Path) -> None:
    words = ("schedule", "--at", "07:00", "--kind", "systemd", "-c", brief)
    assert run(*words, "--install").out.startswith("installed in systemd's user units")
    name = unit_name(brief)
    units = machine / ".config" / "systemd" / "user"
    assert {path.name for path in units.iterdir()} == {f"{name}.service", f"{name}.timer"}
    assert (machine / "calls").read_text() == f"--user daemon-reload\n--user enable --now {name}.timer\n"
    assert run(*words, "--install").out.startswith("nothing to do")
    assert (machine / "calls").read_text().count("enable") == 1
    other = run("schedule", "--at", "07:00", "-c", brief, "--install")
    assert other.code == 2
    assert "is in systemd's user units already" in other.err
    assert run("schedule", "--remove", "-c", brief).out == "taken out of systemd's user units\n"
    assert not list(units.iterdir())
    assert f"--user disable --now {name}.timer" in (machine / "calls").read_text()


def test_where_systemd_refuses_nothing_stays_behind(run: Program, machine: Path, brief: Path) -> None:
    (machine / "broken").touch()
    done = run("schedule", "--at", "07:00", "--kind", "systemd", "-c", brief, "--install")
    assert done.code == 1
    assert "systemctl: daemon-reload failed: Failed to connect to bus" in done.err
    assert not list((machine / ".config" / "systemd" / "user").iterdir())


def test_the_hour_of_the_settings_is_taken_where_no_option_names_one(run: Program, machine: Path, brief: Path) -> None:
    del machine
    missing = run("schedule", "-c", brief)
    assert missing.code == 2
    assert "--at: is missing" in missing.err
    brief.write_text(brief.read_text() + '\n[schedule]\nat = "06:15"\ndays = "mon-fri"\n')
    assert " run --at 06:15 --days mon-fri " in run("schedule", "-c", brief).out
    assert " run --at 06:15 --days sat-sun " in run("schedule", "-c", brief, "--days", "sat,sun").out


def test_without_a_crontab_on_the_machine_this_is_said(
    run: Program, machine: Path, brief: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(machine))
    done = run("schedule", "--at", "07:00", "-c", brief, "--install")
    assert done.code == 1
    assert done.err == "briefing: crontab: there is no such program on this machine; take another --kind\n"
