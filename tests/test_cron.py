"""The program as cron starts it: no environment, no terminal, an ASCII locale, any folder; and what it writes down."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
import story
from server import Reply, Server, redirect

from briefing import parse_config
from briefing.cli.logbook import Logbook, logbook
from briefing.config.logging import LogSettings
from briefing.deliver.ping import ping
from briefing.errors import ConfigError, OutputError
from briefing.store.ledger import deliveries
from briefing.store.lock import locked

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from program import Program

SEVEN = "2031-03-14T07:00:00+00:00"
NOW = datetime(2031, 3, 14, 7, tzinfo=UTC)


@dataclass(frozen=True)
class Started:
    """What a process left: its exit code, and its two streams as bytes."""

    code: int
    out: bytes
    err: bytes


def bare(
    *arguments: str | Path, cwd: Path | str = "/", env: Mapping[str, str] | None = None, umask: int = -1
) -> Started:
    """Start the program as cron does, and barer: with no variable at all."""
    done = subprocess.run(
        [sys.executable, "-P", "-m", "briefing", *map(str, arguments)],
        capture_output=True,
        stdin=subprocess.DEVNULL,
        cwd=cwd,
        env=env or {},
        umask=umask,
        check=False,
        timeout=120,
    )
    return Started(done.returncode, done.stdout, done.stderr)


@pytest.fixture
def brief(tmp_path: Path) -> Path:
    """A configuration in a folder whose name has letters that ASCII has not."""
    folder = tmp_path / "Überblick часть"
    folder.mkdir()
    return story.write(folder)


def morning(brief: Path, *more: str | Path) -> tuple[str | Path, ...]:
    return ("run", "--at", "07:00", "--quiet", "-c", brief, "-o", brief.parent / "out", *more)


# --- cron's truth


@pytest.mark.slow
@pytest.mark.parametrize(
    "env",
    [
        {},
        pytest.param({"LC_ALL": "C"}, marks=pytest.mark.slow),
        pytest.param({"LC_ALL": "POSIX", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}, marks=pytest.mark.slow),
    ],
)
def test_a_morning_is_made_without_environment_and_says_nothing(brief: Path, env: dict[str, str]) -> None:
    assert bare(*morning(brief, "--now", SEVEN), env=env) == Started(0, b"", b"")
    text = (brief.parent / "out" / "2031-03-14" / "brief.md").read_text(encoding="utf-8")
    assert text.startswith("# ")


@pytest.mark.slow
def test_what_is_wrong_is_a_line_each_on_standard_error_and_readable(brief: Path) -> None:
    (brief.parent / "articles" / "größe.pdf").write_bytes(b"%PDF-1.7 broken")
    done = bare(*morning(brief, "--now", SEVEN), env={"LC_ALL": "C"})
    assert (done.code, done.out) == (3, b"")
    assert [line.startswith("articles/größe.pdf: ") for line in done.err.decode().splitlines()] == [True]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("change", "code", "message"),
    [
        (("[brief]", "[breif]"), 2, "breif: there is no such key"),
        (('files = "articles/*"', 'files = "nothing/*"'), 1, "no report"),
    ],
)
def test_each_failure_has_its_exit_code_and_one_line(
    brief: Path, change: tuple[str, str], code: int, message: str
) -> None:
    text = brief.read_text(encoding="utf-8")
    assert change[0] in text
    brief.write_text(text.replace(*change), encoding="utf-8")
    done = bare(*morning(brief, "--now", SEVEN))
    assert (done.code, done.out) == (code, b"")
    assert message in done.err.decode()
    assert len(done.err.splitlines()) == 1


@pytest.mark.slow
def test_without_standard_streams_at_all_the_issue_is_made(brief: Path) -> None:
    words = [sys.executable, "-P", "-m", "briefing", *map(str, morning(brief, "--now", SEVEN))]
    closed = 'exec 0<&- 1>&- 2>&-; exec "$@"'
    assert subprocess.run(["/bin/sh", "-c", closed, "sh", *words], env={}, check=False, timeout=120).returncode == 0
    assert (brief.parent / "out" / "2031-03-14" / "brief.md").is_file()


@pytest.mark.slow
def test_a_folder_that_is_gone_does_not_matter_where_paths_are_whole(brief: Path, tmp_path: Path) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    words = [sys.executable, "-P", "-m", "briefing", *map(str, morning(brief, "--now", SEVEN))]
    told = 'rmdir "$1"; shift; exec "$@"'
    done = subprocess.run(
        ["/bin/sh", "-c", told, "sh", str(gone), *words],
        cwd=gone,
        env={},
        capture_output=True,
        check=False,
        timeout=120,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")


@pytest.mark.slow
@pytest.mark.parametrize(("umask", "mode"), [(0o022, 0o644), (0o077, 0o600), (0o002, 0o664)])
def test_what_is_published_is_for_those_whom_the_umask_admits_and_all_else_for_its_owner(
    brief: Path, umask: int, mode: int
) -> None:
    brief.write_text(brief.read_text(encoding="utf-8") + '\n[log]\nfile = "log/briefing.log"\n', encoding="utf-8")
    assert bare(*morning(brief, "--now", SEVEN), umask=umask).code == 0
    issue = brief.parent / "out" / "2031-03-14"
    own = issue / "brief.eml", brief.parent / "log" / "briefing.log", *(brief.parent / "out").glob("briefing.sqlite*")
    assert {path.name: path.stat().st_mode & 0o777 for path in own if path.stat().st_mode & 0o777 != 0o600} == {}
    assert len(own) == 4
    assert {path.stat().st_mode & 0o777 for path in issue.iterdir() if path not in own} == {mode}


def test_quiet_leaves_the_results_out_and_without_it_they_are_there(run: Program, brief: Path) -> None:
    named = ("run", "-c", brief, "-o", brief.parent / "out", "--now", SEVEN)
    assert run(*named, "--quiet").out == ""
    assert run(*named).out.endswith("brief.md\n")
    assert run(*named, "--dry-run", "--quiet").out == ""


# --- once a day, when the hour has passed


def issues(brief: Path) -> list[str]:
    return sorted(path.name for path in (brief.parent / "out").glob("2*"))


def test_before_the_hour_and_on_other_days_nothing_is_done(run: Program, brief: Path) -> None:
    for now in ("2031-03-14T06:59:59+00:00", "2031-03-15T12:00:00+00:00"):
        done = run(*morning(brief, "--days", "mon-fri", "--now", now))
        assert (done.code, done.out, done.err) == (0, "", "")
    assert not (brief.parent / "out").exists()


@pytest.mark.slow
def test_an_issue_is_made_once_a_day_however_often_it_is_asked_for(run: Program, brief: Path) -> None:
    assert run(*morning(brief, "--now", SEVEN)).code == 0
    made = {path: path.stat().st_mtime_ns for path in (brief.parent / "out").rglob("*")}
    (brief.parent / "articles" / "new.txt").write_text("Porto Lume, 14 March 2031. The envoys left.\n")
    for hour in range(8, 24):
        assert run(*morning(brief, "--now", f"2031-03-14T{hour:02}:00:00+00:00")).code == 0
    assert {path: path.stat().st_mtime_ns for path in (brief.parent / "out").rglob("*")} == made
    run(*morning(brief, "--now", "2031-03-15T07:00:00+00:00"))
    assert issues(brief) == ["2031-03-14", "2031-03-15"]


def test_what_was_slept_over_is_made_up_the_same_day_and_not_the_next(run: Program, brief: Path) -> None:
    run(*morning(brief, "--now", "2031-03-14T22:40:00+00:00"))
    assert issues(brief) == ["2031-03-14"]
    run(*morning(brief, "--now", "2031-03-17T03:00:00+00:00"))
    assert issues(brief) == ["2031-03-14"]


def test_an_issue_that_is_not_remembered_was_not_finished(run: Program, brief: Path) -> None:
    run(*morning(brief, "--now", SEVEN))
    (brief.parent / "out" / "briefing.sqlite").unlink()
    run(*morning(brief, "--now", "2031-03-14T08:00:00+00:00"))
    assert (brief.parent / "out" / "briefing.sqlite").is_file()


def test_an_issue_that_was_built_by_hand_still_goes_out(run: Program, brief: Path) -> None:
    mail = 'from = "desk@example.org"\nto = ["ann@example.org"]\nserver = "127.0.0.1:9"\nsecurity = "none"\n'
    brief.write_text(f"{brief.read_text(encoding='utf-8')}\n[deliver.mail]\n{mail}", encoding="utf-8")
    store = brief.parent / "out" / "briefing.sqlite"
    run("build", "-c", brief, "-o", brief.parent / "out", "-d", "2031-03-14")
    assert deliveries(store, "lume") == ()
    assert run(*morning(brief, "--now", SEVEN)).code == 3
    (one,) = deliveries(store, "lume")
    assert (one.state, one.dispatch.date) == ("waiting", "2031-03-14")
    run(*morning(brief, "--now", "2031-03-14T07:01:00+00:00"))
    assert deliveries(store, "lume") == (one,)


def test_the_hour_is_that_of_the_briefs_zone_through_the_change_of_the_clock(run: Program, brief: Path) -> None:
    text = re.sub(r'timezone = ".*"', 'timezone = "Europe/Berlin"', brief.read_text(encoding="utf-8"))
    brief.write_text(text, encoding="utf-8")
    assert "Europe/Berlin" in text
    at = ("run", "--at", "02:30", "--quiet", "-c", brief, "-o", brief.parent / "out", "--now")
    found = []
    for now in ("2032-03-28T00:59+00:00", "2032-03-28T01:00+00:00", "2032-10-31T00:29+00:00", "2032-10-31T00:30+00:00"):
        run(*at, now)
        found.append(issues(brief)[-1:])
    assert found == [[], ["2032-03-28"], ["2032-03-28"], ["2032-10-31"]]


def test_due_takes_the_hour_of_the_settings(run: Program, brief: Path) -> None:
    missing = run("run", "--due", "-c", brief)
    assert missing.code == 2
    assert "there is no hour in the configuration" in missing.err
    brief.write_text(brief.read_text(encoding="utf-8") + '\n[schedule]\nat = "09:00"\n', encoding="utf-8")
    named = ("run", "--due", "--quiet", "-c", brief, "-o", brief.parent / "out", "--now")
    assert run(*named, "2031-03-14T08:59:00+00:00").code == 0
    assert not (brief.parent / "out").exists()
    run(*named, "2031-03-14T09:00:00+00:00")
    assert issues(brief) == ["2031-03-14"]


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("--at", "7"), '--at: "7" is not an hour'),
        (("--at", "07:00", "--date", "2031-03-13"), "does not go with --at"),
        (("--days", "mon-fri"), "--days: needs --at or --due"),
        (("--at", "07:00", "--days", "mo"), '"mo" is not a day of the week'),
    ],
)
def test_options_that_do_not_fit_are_told(run: Program, brief: Path, words: tuple[str, ...], message: str) -> None:
    done = run("run", "-c", brief, *words)
    assert (done.code, done.out) == (2, "")
    assert message in done.err


def test_a_second_run_says_so_and_leaves_with_0_and_quietly_where_it_is_to_be_quiet(run: Program, brief: Path) -> None:
    out = brief.parent / "out"
    with locked(out / "briefing.sqlite.lock"):
        loud = run("run", "-c", brief, "-o", out)
        quiet = run("run", "-c", brief, "-o", out, "--quiet")
    assert (loud.code, loud.err) == (0, "briefing: another run of this brief is at work; nothing was done\n")
    assert (quiet.code, quiet.err) == (0, "")


# --- the log


def with_log(brief: Path, **keys: object) -> Path:
    table = "".join(f"{name} = {json.dumps(value)}\n" for name, value in keys.items())
    brief.write_text(f"{brief.read_text(encoding='utf-8')}\n[log]\n{table}", encoding="utf-8")
    return brief.parent / str(keys.get("file", ""))


def lines(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_each_step_of_a_morning_is_a_line_with_moment_level_and_run(run: Program, brief: Path) -> None:
    log = with_log(brief, file="briefing.log", form="json")
    run(*morning(brief, "--now", SEVEN))
    found = lines(log)
    assert [line["step"] for line in found] == ["started", "gathered", "made", "verified", "published", "ended"]
    assert len({line["run"] for line in found}) == 1
    assert {line["level"] for line in found} == {"info"}
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", str(line["at"])) for line in found)
    assert found[1]["reports"] == len(list((brief.parent / "articles").glob("*.txt")))
    run(*morning(brief, "--now", "2031-03-14T08:00:00+00:00"))
    assert lines(log) == found


def test_a_failure_is_a_line_too(run: Program, brief: Path) -> None:
    log = with_log(brief, file="briefing.log", form="json")
    for path in (brief.parent / "articles").iterdir():
        path.unlink()
    assert run(*morning(brief, "--now", SEVEN)).code == 1
    assert [(line["step"], line["level"]) for line in lines(log)][-1] == ("failed", "error")


def test_the_form_for_people_has_a_line_a_step(run: Program, brief: Path) -> None:
    log = with_log(brief, file="kept/briefing.log")
    run(*morning(brief, "--now", SEVEN))
    made = next(line for line in log.read_text(encoding="utf-8").splitlines() if " made " in line)
    assert re.fullmatch(r"\S+Z info [0-9a-f]{8} made brief=lume date=2031-03-14 reports=\d+ items=\d+ new=\d+", made)


def test_a_dry_run_writes_no_log(run: Program, brief: Path) -> None:
    log = with_log(brief, file="briefing.log")
    run("run", "--dry-run", "-c", brief, "-o", brief.parent / "out", "--now", SEVEN)
    assert not log.exists()


def test_a_log_that_cannot_be_written_is_told_once_and_the_issue_is_made(run: Program, brief: Path) -> None:
    with_log(brief, file="articles")
    done = run(*morning(brief, "--now", SEVEN))
    assert done.code == 3
    assert done.err.splitlines() == [f"{brief.parent / 'articles'}: the log cannot be written: Is a directory"]
    assert issues(brief) == ["2031-03-14"]


def book_of(folder: Path, **keys: object) -> Logbook:
    return Logbook(parse_config({"topics": [{"title": "Talks"}], "log": {"file": "l", **keys}}, folder / "x.toml"))


def test_the_log_is_begun_anew_at_its_size_and_a_few_older_ones_stay(tmp_path: Path) -> None:
    book = book_of(tmp_path, size=10_000, keep=2)
    for number in range(1000):
        book.note("gathered", source="Lume Gazette", new=number)
    book.close()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["l", "l.1", "l.2"]
    assert all(path.stat().st_size <= 10_000 for path in tmp_path.iterdir())
    assert " new=999\n" in (tmp_path / "l").read_text()


def test_no_secret_and_no_address_of_mail_gets_into_the_log(tmp_path: Path) -> None:
    book = book_of(tmp_path, form="json", ping="https://hc.example/0c7a5f")
    book.note(
        "problem", "warning", problem="<ann@example.org> refused; https://hc.example/0c7a5f/fail; ünïcode@Exämple.org"
    )
    book.note("gathered", source="https://me:pw@feeds.example/rss?token=abcdef&page=2", new=1)
    book.close()
    text = (tmp_path / "l").read_text(encoding="utf-8")
    for secret in ("ann@", "Exämple", "0c7a5f", "abcdef", "pw"):
        assert secret not in text
    assert "page=2" in text


def test_a_line_of_the_log_is_a_line_whatever_it_tells_of(tmp_path: Path) -> None:
    for form in ("text", "json"):
        book = book_of(tmp_path, form=form)
        book.note("gathered", source='two\nlines "and" = quotation marks \udcff', new=1)
        book.close()
    assert len((tmp_path / "l").read_text(encoding="utf-8").splitlines()) == 2


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ({"form": "xml"}, "log.form: \"xml\" is not one of 'text', 'json'"),
        ({"size": 5}, "log.size: 5 is too little; it is at least 10000"),
        ({"keep": -1}, "log.keep: -1 is too little"),
        ({"file": ""}, "log.file: names no file"),
        ({"ping": "hc.example/0c7a5f"}, "log.ping: is not an address"),
        ({"ping": ["https://hc.example/0c7a5f"]}, "log.ping: is not an address"),
        ({"ping": "https://hc.example/0c7a5f", "ping_env": "X"}, "log: has both ping and ping_env"),
    ],
)
def test_a_wrong_log_is_one_message_that_keeps_the_secret(table: dict[str, object], message: str) -> None:
    with pytest.raises(ConfigError) as error:
        parse_config({"topics": [{"title": "Talks"}], "log": table})
    assert message in str(error.value)
    assert "0c7a5f" not in str(error.value)
    assert "0c7a5f" not in repr(LogSettings(ping="https://hc.example/0c7a5f"))


# --- the health check


@pytest.fixture
def check() -> Iterator[Server]:
    with Server(1) as server:
        for path in ("/0c7a5f", "/0c7a5f/start", "/0c7a5f/fail"):
            server.routes[path] = Reply(b"OK")
        yield server


def asked(check: Server) -> list[str]:
    return [one.path.removeprefix("/0c7a5f") for one in check.asked]


def test_the_health_check_hears_of_start_and_success_once_a_day(run: Program, brief: Path, check: Server) -> None:
    with_log(brief, ping=check.url("/0c7a5f"))
    for hour in ("06", "07", "08"):
        done = run(*morning(brief, "--now", f"2031-03-14T{hour}:00:00+00:00"))
        assert (done.code, done.out, done.err) == (0, "", "")
    assert asked(check) == ["/start", ""]


def test_the_health_check_hears_of_failure(
    run: Program, brief: Path, check: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_log(brief, ping_env="BRIEFING_TEST_PING")
    monkeypatch.setenv("BRIEFING_TEST_PING", check.url("/0c7a5f"))
    for path in (brief.parent / "articles").iterdir():
        path.unlink()
    assert run(*morning(brief, "--now", SEVEN)).code == 1
    assert asked(check) == ["/start", "/fail"]


def test_who_finds_another_run_at_work_tells_no_success(run: Program, brief: Path, check: Server) -> None:
    with_log(brief, ping=check.url("/0c7a5f"))
    with locked(brief.parent / "out" / "briefing.sqlite.lock"):
        run("run", "-c", brief, "-o", brief.parent / "out", "--quiet")
    assert asked(check) == ["/start"]


def test_a_dry_run_tells_the_health_check_nothing(run: Program, brief: Path, check: Server) -> None:
    with_log(brief, ping=check.url("/0c7a5f"))
    run("run", "--dry-run", "-c", brief, "-o", brief.parent / "out", "--now", SEVEN)
    assert asked(check) == []


def test_a_health_check_that_is_not_there_costs_a_line_of_the_log_and_nothing_else(run: Program, brief: Path) -> None:
    log = with_log(brief, file="briefing.log", form="json", ping="http://127.0.0.1:9/0c7a5f")
    done = run(*morning(brief, "--now", SEVEN))
    assert (done.code, done.out, done.err) == (0, "", "")
    pings = [line for line in lines(log) if line["step"] == "ping"]
    assert [line["signal"] for line in pings] == ["start", "success"]
    assert "0c7a5f" not in log.read_text(encoding="utf-8")


@pytest.mark.slow
def test_a_variable_that_cron_does_not_hand_on_is_told(brief: Path) -> None:
    with_log(brief, ping_env="BRIEFING_TEST_PING")
    done = bare(*morning(brief, "--now", SEVEN))
    assert (done.code, done.out) == (3, b"")
    assert b"log.ping_env: the variable BRIEFING_TEST_PING is not set" in done.err
    assert len(done.err.splitlines()) == 1


def test_a_health_check_that_stalls_is_not_waited_for(check: Server) -> None:
    check.routes["/0c7a5f"] = Reply(b"OK", pause=3.0)
    assert ping(check.url("/0c7a5f"), "success", 0.2).startswith("no answer")
    assert ping(check.url("/none"), "success") == "the answer was 404"


def test_a_health_check_is_asked_nowhere_else_and_by_no_proxy(check: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    check.routes["/moved"] = redirect(check.url("/inside"))
    check.routes["/inside"] = check.routes["/0c7a5f"] = Reply(b"ok")
    assert ping(check.url("/moved"), "success").startswith("the answer was 302; the address has moved")
    assert check.hits["/inside"] == 0
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    monkeypatch.delenv("no_proxy", raising=False)
    assert ping(check.url("/0c7a5f"), "success") == ""


def test_a_bug_is_noted_told_and_goes_on_its_way(tmp_path: Path, check: Server) -> None:
    table = {"file": "l", "ping": check.url("/0c7a5f")}
    settings = parse_config({"topics": [{"title": "Talks"}], "log": table}, tmp_path / "x.toml")
    with pytest.raises(ZeroDivisionError), logbook(settings, NOW, dry=False):
        raise ZeroDivisionError("of all things")
    assert 'failed brief=brief problem="of all things" error=ZeroDivisionError' in (tmp_path / "l").read_text()
    assert asked(check) == ["/start", "/fail"]


def test_the_log_that_cannot_be_opened_is_a_problem_of_the_run(tmp_path: Path) -> None:
    (tmp_path / "l").mkdir()
    book = book_of(tmp_path)
    book.note("started")
    book.note("ended")
    assert [type(problem) for problem in book.problems] == [OutputError]


def test_nothing_of_the_process_is_set_by_the_log(tmp_path: Path) -> None:
    look = (
        "import logging\nfrom pathlib import Path\nfrom briefing import parse_config\n"
        "from briefing.cli.logbook import Logbook\n"
        "book = Logbook(parse_config({'topics': [{'title': 'x'}], 'log': {'file': 'l'}}, Path('x.toml').absolute()))\n"
        "book.note('started', 'warning')\n"
        "assert logging.getLogger().handlers == [] and 'briefing' not in logging.root.manager.loggerDict\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", look], cwd=tmp_path, capture_output=True, env=dict(os.environ), check=True
    )
    assert (done.stdout, done.stderr) == (b"", b"")
