from __future__ import annotations

import io
import json
import os
import re
import resource
import shutil
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import story
from program import EXAMPLE, ROOT, Program, files_below, start

from briefing import __version__

if TYPE_CHECKING:
    from collections.abc import Callable

FILES = {"brief.md", "brief.html", "brief.txt", "brief.eml", "brief.json", "sources.zip"}
BINARY = bytes(range(256)) * 8


def rewritten(archive: Path, change: Callable[[str, bytes], bytes | None]) -> None:
    """Change the files of a zip; those for which there is nothing are left out."""
    with zipfile.ZipFile(archive) as old:
        files = {info.filename: old.read(info) for info in old.infolist()}
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as new:
        for name, data in files.items():
            changed = change(name, data)
            if changed is not None:
                new.writestr(name, changed)
    archive.write_bytes(packed.getvalue())


# --- build


def test_build_writes_the_issue_names_it_and_is_silent_otherwise(run: Program, config: Path, tmp_path: Path) -> None:
    done = run("build", "--config", config, "--date", story.DATE, "--out", tmp_path / "out")
    folder = tmp_path / "out" / story.DATE
    assert (done.code, done.out, done.err) == (0, f"{folder / 'brief.md'}\n", "")
    assert set(files_below(folder)) == FILES


def test_articles_named_on_the_line_stand_in_for_the_sources(run: Program, config: Path, tmp_path: Path) -> None:
    chosen = config.parent / "articles" / f"{story.POSITIONS.name}.txt"
    run("build", chosen, "--config", config, "--out", tmp_path / "out")
    made = json.loads((tmp_path / "out" / "2031-03-11" / "brief.json").read_text())
    assert [article["path"] for article in made["articles"]] == [chosen.name]


def test_without_a_date_it_is_the_brief_of_the_newest_report(run: Program, config: Path, tmp_path: Path) -> None:
    assert run("build", "--config", config, "--out", tmp_path / "out").out.strip().endswith("2031-03-14/brief.md")


def test_a_report_of_after_the_day_is_left_out_and_this_is_said(run: Program, config: Path, tmp_path: Path) -> None:
    run("build", "--config", config, "--date", story.DATE, "--out", tmp_path)
    made = json.loads((tmp_path / story.DATE / "brief.json").read_text())
    assert story.LATER.title not in {article["title"] for article in made["articles"]}
    assert made["coverage"]["later"] == 1
    assert "1 report left out as of a later day" in (tmp_path / story.DATE / "brief.md").read_text()


def test_now_is_the_moment_that_the_brief_says(run: Program, config: Path, tmp_path: Path) -> None:
    moment = "2031-03-13T07:00:00+02:00"
    run("build", "--config", config, "--date", story.DATE, "--now", moment, "--out", tmp_path)
    assert json.loads((tmp_path / story.DATE / "brief.json").read_text())["made_at"] == moment


def test_a_method_can_be_chosen(run: Program, config: Path, tmp_path: Path) -> None:
    assert run("build", "--config", config, "--date", story.DATE, "--method", "luhn", "--out", tmp_path).code == 0


@pytest.mark.parametrize("content", [None, b"", BINARY, b"\x89PNG\r\n\x1a\n" + bytes(64), b" \n\t\n"])
def test_where_nothing_can_be_read_nothing_is_made(
    run: Program, config: Path, tmp_path: Path, content: bytes | None
) -> None:
    folder = tmp_path / "empty"
    folder.mkdir()
    if content is not None:
        (folder / "a.txt").write_bytes(content)
    done = run("build", folder, "--config", config, "--date", story.DATE, "--out", tmp_path / "out")
    assert (done.code, done.out) == (1, "")
    assert str(folder) in done.err
    assert ("a.txt" in done.err) == (content is not None)
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--colour"], ["No such option", "--colour"]),
        (["--date", "13.3.2031"], ['"13.3.2031" is not a date', "2025-05-15"]),
        (["--date", "2031-02-30"], ['"2031-02-30" is not a date']),
        (["--now", "2031-03-13T07:00:00"], ["no time zone", "2031-03-13T07:00:00+00:00"]),
        (["--now", "2031-03-13"], ["no time zone", "2031-03-13T00:00:00+00:00"]),
        (["--now", "seven"], ['"seven" is not a time']),
        (["--method", "lexrank"], ["--method", "lexrank", 'did you mean "lex-rank"']),
        (["--config", "nowhere.toml"], ["nowhere.toml", "there is no such file"]),
    ],
)
def test_wrong_usage_is_told_before_anything_is_read(
    run: Program, config: Path, tmp_path: Path, arguments: list[str], words: list[str]
) -> None:
    done = run("build", "--config", config, "--out", tmp_path / "out", *arguments)
    assert (done.code, done.out) == (2, "")
    assert all(word in done.err for word in words)
    assert "Traceback" not in done.err
    assert not (tmp_path / "out").exists()


def test_an_unknown_key_of_a_topic_is_told_with_the_file_and_what_was_meant(run: Program, tmp_path: Path) -> None:
    config = story.write(tmp_path, config=story.CONFIG.replace("sentences = 3", "sentence = 3"))
    done = run("build", "--config", config)
    assert done.code == 2
    assert done.err == f'briefing: {config}: topics[3].sentence: there is no such key; did you mean "sentences"?\n'


@pytest.mark.parametrize(
    ("name", "content"), [("bad.txt", b""), ("bad.txt", BINARY), ("bad.bin", BINARY), ("bad.html", b"<p></p>")]
)
def test_one_bad_file_among_good_ones_is_named_and_the_brief_is_made(
    run: Program, config: Path, tmp_path: Path, name: str, content: bytes
) -> None:
    (config.parent / "articles" / name).write_bytes(content)
    done = run("build", "--config", config, "--date", story.DATE, "--out", tmp_path / "out")
    assert done.code == 3
    assert f"articles/{name}: " in done.err
    assert len(done.err.splitlines()) == 1
    folder = tmp_path / "out" / story.DATE
    assert done.out == f"{folder / 'brief.md'}\n"
    assert name in (folder / "brief.md").read_text()


def test_a_file_that_is_not_there_is_named_and_the_brief_is_made(run: Program, config: Path, tmp_path: Path) -> None:
    folder = config.parent / "articles"
    done = run("build", folder, folder / "gone.txt", "--config", config, "--date", story.DATE, "--out", tmp_path)
    assert done.code == 3
    assert "gone.txt: no such file" in done.err


def test_a_sidecar_that_cannot_be_used_is_named(run: Program, config: Path, tmp_path: Path) -> None:
    (config.parent / "articles" / "08-undated.toml").write_text('publishr = "Lume Gazette"\n')
    done = run("build", "--config", config, "--date", story.DATE, "--out", tmp_path)
    assert done.code == 3
    assert '08-undated.toml: publishr: unknown key; did you mean "publisher"?' in done.err


def test_a_source_without_a_report_is_named(run: Program, tmp_path: Path) -> None:
    empty = '[[sources]]\nname = "Wire desk"\nfiles = "wire/*"\n'
    config = story.write(tmp_path, config=empty + story.CONFIG)
    done = run("build", "--config", config, "--date", story.DATE, "--out", tmp_path)
    assert (done.code, done.err) == (3, "source Wire desk: empty\n")


def test_a_source_that_would_have_to_be_fetched_is_named_and_not_fetched(run: Program, tmp_path: Path) -> None:
    feed = '[[sources]]\nname = "Feed"\nfeed = "https://lumegazette.example/feed"\n'
    config = story.write(tmp_path, config=feed + story.CONFIG)
    done = run("build", "--config", config, "--date", story.DATE, "--out", tmp_path)
    assert done.code == 3
    assert "Feed" in done.err
    assert "fetches nothing" in done.err


# --- what cannot be written


def an_earlier_issue(out: Path) -> dict[str, bytes]:
    folder = out / story.DATE
    folder.mkdir(parents=True)
    (folder / "brief.md").write_bytes(b"yesterday's\n")
    return files_below(out)


@pytest.mark.parametrize("place", ["a file", "below a file", "the issue's folder is a file"])
def test_where_the_issue_cannot_be_written_this_is_told(run: Program, config: Path, tmp_path: Path, place: str) -> None:
    taken = tmp_path / "taken"
    taken.write_text("mine")
    out = {"a file": taken, "below a file": taken / "out"}.get(place, tmp_path / "out")
    if out == tmp_path / "out":
        out.mkdir()
        (out / story.DATE).write_text("mine")
    done = run("build", "--config", config, "--date", story.DATE, "--out", out)
    assert (done.code, done.out) == (1, "")
    assert "cannot be written" in done.err
    assert str(out) in done.err
    assert taken.read_text() == "mine"


def test_a_folder_that_may_not_be_written_leaves_the_earlier_issue(run: Program, config: Path, tmp_path: Path) -> None:
    before = an_earlier_issue(tmp_path / "out")
    folder = tmp_path / "out" / story.DATE
    folder.chmod(0o500)
    if os.access(folder, os.W_OK):
        folder.chmod(0o700)
        pytest.skip("the permissions of a folder do not bind this user")
    done = run("build", "--config", config, "--date", story.DATE, "--out", tmp_path / "out")
    folder.chmod(0o700)
    assert (done.code, done.out) == (1, "")
    assert str(folder) in done.err
    assert files_below(tmp_path / "out") == before


def test_a_full_disk_leaves_the_earlier_issue_as_it_was(config: Path, tmp_path: Path) -> None:
    """The size that a file may have stands in for the size of the disk."""
    before = an_earlier_issue(tmp_path / "out")

    def small_files() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (6000, 6000))

    arguments = ["build", "--config", str(config), "--date", story.DATE, "--out", str(tmp_path / "out")]
    done = subprocess.run(
        [sys.executable, "-B", "-m", "briefing", *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=small_files,
    )
    assert (done.returncode, done.stdout) == (1, "")
    assert "cannot be written: File too large" in done.stderr
    assert files_below(tmp_path / "out") == before


def test_a_template_that_fails_is_named_with_its_line_and_nothing_is_written(run: Program, tmp_path: Path) -> None:
    config = story.write(tmp_path, config=story.CONFIG.replace("[brief]", '[brief]\ntemplates = "own"'))
    own = tmp_path / "own"
    own.mkdir()
    (own / "item.md.jinja").write_text("- {{ item.id }}\n\n{{ item.nonsense }}\n")
    done = run("build", "--config", config, "--date", story.DATE, "--out", tmp_path / "out")
    assert (done.code, done.out) == (1, "")
    assert f"template {own / 'item.md.jinja'}, line 3: " in done.err
    assert "nonsense" in done.err
    assert not (tmp_path / "out").exists()


# --- verify


def test_verify_finds_every_sentence_of_what_build_wrote(run: Program, issue: Path) -> None:
    for brief in (issue, issue / "brief.json"):
        done = run("verify", brief)
        assert (done.code, done.err) == (0, "")
        assert done.out.startswith("every sentence was found: ")


def test_verify_finds_every_sentence_in_the_documents_themselves(run: Program, config: Path, tmp_path: Path) -> None:
    run("build", "--config", config, "--date", story.DATE, "--out", tmp_path)
    issue = tmp_path / story.DATE
    (issue / "sources.zip").unlink()
    assert run("verify", issue, config.parent / "articles").code == 0


def test_verify_finds_every_sentence_in_a_mailbox(run: Program, config: Path, tmp_path: Path) -> None:
    mailbox = tmp_path / "in" / "inbox.mbox"
    mailbox.parent.mkdir()
    head = f"From: Harbour Post <news@post.example>\nDate: {story.DATE}T08:00:00Z\nMessage-ID: <%d@post.example>\n\n"
    texts = [path.read_text(encoding="utf-8") for path in sorted((config.parent / "articles").glob("*.txt"))]
    messages = (f"From x Wed May 14 08:00:00 2025\n{head % at}{text}\n" for at, text in enumerate(texts))
    mailbox.write_text("\n".join(messages), encoding="utf-8")
    run("build", mailbox, "--config", config, "--date", story.DATE, "--out", tmp_path / "out")
    issue = tmp_path / "out" / story.DATE
    (issue / "sources.zip").unlink()
    done = run("verify", issue, mailbox)
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith("every sentence was found: ")


def test_verify_names_a_document_that_cannot_be_read(run: Program, issue: Path) -> None:
    unreadable = Path("/proc/self/mem")
    if not unreadable.is_file():
        pytest.skip("there is no file here that nobody can read from its start")
    done = run("verify", issue, unreadable)
    assert (done.code, done.out) == (1, "")
    assert done.err == f"briefing: {unreadable}: cannot be read: Input/output error\n"


def test_verify_names_a_sentence_that_was_changed(run: Program, issue: Path) -> None:
    brief = json.loads((issue / "brief.json").read_text())
    shown = brief["sections"][0]["items"][0]["sentences"][0]
    shown["text"] = shown["text"][:-1] + "!"
    (issue / "brief.json").write_text(json.dumps(brief))
    done = run("verify", issue)
    assert done.code == 1
    assert done.out.count("\n") == 1
    assert done.out.startswith(f"table-1: does not stand in {shown['article']} at {shown['start']}-{shown['end']}: ")
    assert done.err == "1 not found\n"


def test_verify_does_not_take_a_changed_copy_for_the_report(run: Program, issue: Path) -> None:
    """Sentence and copy changed alike agree with each other, but not with the digest of what was read."""
    brief = json.loads((issue / "brief.json").read_text())
    shown = brief["sections"][0]["items"][0]["sentences"][0]
    honest, forged = shown["text"], shown["text"][:-1] + "!"
    shown["text"] = forged
    (issue / "brief.json").write_text(json.dumps(brief))
    rewritten(issue / "sources.zip", lambda _, data: data.replace(honest.encode(), forged.encode()))
    done = run("verify", issue)
    assert done.code == 1
    assert "is not there, or is not the one that was read" in done.out


def test_verify_names_a_report_that_is_missing_from_the_copies(run: Program, issue: Path) -> None:
    rewritten(issue / "sources.zip", lambda name, data: None if name.startswith("a1/") else data)
    done = run("verify", issue)
    assert done.code == 1
    assert "the document of a1 is not there" in done.out


@pytest.mark.parametrize("damage", [None, b"", b"PK no zip"])
def test_verify_says_what_to_do_where_the_copies_cannot_be_read(
    run: Program, issue: Path, damage: bytes | None
) -> None:
    (issue / "sources.zip").unlink()
    if damage is not None:
        (issue / "sources.zip").write_bytes(damage)
    done = run("verify", issue)
    assert (done.code, done.out) == (1, "")
    assert str(issue / "sources.zip") in done.err
    assert "Traceback" not in done.err
    if damage is None:
        assert "briefing verify BRIEF DOCUMENTS..." in done.err


@pytest.mark.parametrize("content", [None, b"", b"{}", b"[1]", b"\xff\xfe", b'{"schema_version": 99}'])
def test_verify_and_explain_name_a_file_that_is_no_brief(run: Program, tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "brief.json"
    if content is not None:
        path.write_bytes(content)
    commands: tuple[list[str | Path], ...] = (["verify", path], ["explain", path, "table-1"])
    for command in commands:
        done = run(*command)
        assert (done.code, done.out) == (1, "")
        assert done.err.startswith(f"briefing: {path}: ")
        assert len(done.err.splitlines()) == 1


# --- explain


def test_explain_gives_an_items_words_and_reasons_and_what_was_nearly_chosen(run: Program, issue: Path) -> None:
    done = run("explain", issue, "table-1")
    brief = json.loads((issue / "brief.json").read_text())
    section = brief["sections"][0]
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith(f"table-1\n  {section['items'][0]['sentences'][0]['text']}")
    assert all(reason["name"] in done.out for reason in section["items"][0]["reasons"])
    assert "\ntable-2\n" not in done.out
    assert all(missed["why"] in done.out for missed in section["passed_over"])


def test_explain_gives_all_items_of_a_topic(run: Program, issue: Path) -> None:
    done = run("explain", issue, "port")
    assert done.code == 0
    assert [line for line in done.out.splitlines() if line.startswith("port-")] == ["port-1", "port-2", "port-3"]


def test_explain_suggests_what_may_have_been_meant(run: Program, issue: Path) -> None:
    done = run("explain", issue, "tabel-1")
    assert (done.code, done.out) == (2, "")
    assert 'no item "tabel-1"; did you mean "table-1"?' in done.err
    assert "table-1, " in run("explain", issue, "zzz").err


def test_explain_says_of_any_sentence_what_became_of_it(run: Program, issue: Path) -> None:
    brief = json.loads((issue / "brief.json").read_text())
    shown = brief["sections"][0]["items"][0]["sentences"][-1]["text"]
    done = run("explain", issue, " ".join(shown.upper().split()[:8]))
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith(shown)
    assert "is shown in table-1" in done.out
    missed = brief["sections"][0]["passed_over"][0]
    told = run("explain", issue, missed["sentence"]["text"])
    assert missed["why"] in told.out


def test_explain_names_what_is_about_no_topic(run: Program, issue: Path) -> None:
    with zipfile.ZipFile(issue / "sources.zip") as packed:
        told = [json.loads(line) for line in packed.read("considered.jsonl").decode().splitlines()]
    none = next(one for one in told if one["kind"] == "sentence" and not one["verdicts"] and not one["why"])
    assert "is about no topic" in run("explain", issue, none["text"]).out


def test_explain_names_furniture(run: Program, config: Path, tmp_path: Path) -> None:
    report = next((config.parent / "articles").glob("*.txt"))
    report.write_text(report.read_text() + "\nSubscribe to our newsletter to read more.\n", encoding="utf-8")
    assert run("build", "--config", config, "--out", tmp_path / "out").code == 0
    issue = next(path for path in (tmp_path / "out").iterdir() if path.name[0].isdigit())
    assert "is no sentence of the report: " in run("explain", issue, "subscribe to OUR newsletter").out


def test_explain_of_many_sentences_tells_the_first_and_counts_the_rest(run: Program, issue: Path) -> None:
    done = run("explain", issue, "the")
    assert re.search(r"\nand \d+ more; give more of its words\n$", done.out)


def test_explain_without_the_account_knows_the_items_still(run: Program, issue: Path) -> None:
    (issue / "sources.zip").unlink()
    assert run("explain", issue, "table-1").code == 0
    assert run("explain", issue, "some words").code == 2


# --- topics


def test_topics_check_counts_what_each_term_finds(run: Program, config: Path) -> None:
    done = run("topics", "check", "--config", config)
    assert (done.code, done.err) == (0, "")
    assert re.search(r"^ +\d+ in +\d+  \w+", done.out, re.MULTILINE)
    told = json.loads(run("topics", "check", "--config", config, "--json").out)
    assert [one["topic"] for one in told["topics"]] == ["table", "truce", "port"]
    assert all(found["sentences"] >= found["reports"] for one in told["topics"] for found in one["found"])
    assert "uncovered" not in told


def test_topics_suggest_gives_terms_that_can_be_pasted(run: Program, config: Path) -> None:
    done = run("topics", "suggest", "--config", config, "--reports", "2")
    assert (done.code, done.err) == (0, "")
    told = json.loads(run("topics", "suggest", "--config", config, "--reports", "2", "--json").out)
    for one in (*told["topics"], *told["uncovered"]):
        parsed = tomllib.loads(one["toml"])
        table = parsed["topics"][0] if "topics" in parsed else parsed
        assert table["terms"] == [term["term"] for term in one["terms"]]
        assert all(term["example"]["text"] in done.out for term in one["terms"]) or "topics" in parsed


def test_a_term_that_cannot_be_read_is_one_message(run: Program, config: Path) -> None:
    config.write_text(config.read_text().replace("terms = [", "terms = ['/(/', ", 1), encoding="utf-8")
    for command in ("check", "suggest"):
        done = run("topics", command, "--config", config)
        assert (done.code, done.out, len(done.err.splitlines())) == (2, "", 1)
        assert f'{config}: topics[1].terms[1]: "/(/" is not a pattern' in done.err


# --- the program as a whole


def test_the_version_is_told(run: Program) -> None:
    done = run("--version")
    assert (done.code, done.out, done.err) == (0, f"briefing {__version__}\n", "")


@pytest.mark.parametrize(
    "arguments", [["--help"], ["build", "--help"], ["verify", "--help"], ["explain", "--help"], ["topics", "--help"]]
)
def test_help_is_a_result(run: Program, arguments: list[str]) -> None:
    done = run(*arguments)
    assert (done.code, done.err) == (0, "")
    assert "Usage: " in done.out


@pytest.mark.parametrize("arguments", [["biuld"], ["verify"], ["explain", "x"]])
def test_a_wrong_command_is_wrong_usage(run: Program, arguments: list[str]) -> None:
    done = run(*arguments)
    assert (done.code, done.out) == (2, "")
    assert "Usage: " in done.err


@pytest.mark.slow
def test_it_works_without_an_environment_in_an_ascii_locale_from_any_folder(tmp_path: Path) -> None:
    """As cron starts it, with names and texts that ASCII cannot write."""
    folder = tmp_path / "Мир · día"
    shutil.copytree(EXAMPLE, folder)
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    bare = ["env", "-i", "LC_ALL=C", "PYTHONCOERCECLOCALE=0", "PYTHONUTF8=0"]
    for command in (
        ["build", "--config", str(folder / "briefing.toml"), "--date", "2025-05-15", "--out", "выпуск"],
        ["verify", "выпуск/2025-05-15"],
    ):
        done = subprocess.run(
            [*bare, sys.executable, "-m", "briefing", *command],
            cwd=elsewhere,
            capture_output=True,
            check=False,
        )
        assert (done.returncode, done.stderr) == (0, b"")
    assert set(files_below(elsewhere / "выпуск" / "2025-05-15")) == FILES


def test_a_reader_that_leaves_early_is_no_error(issue: Path) -> None:
    command = f"{sys.executable} -m briefing explain {issue} table | head -n 1"
    done = subprocess.run(["bash", "-c", command], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == ("table-1\n", "")


def test_a_program_of_its_own_says_what_the_one_in_the_test_says(run: Program, issue: Path) -> None:
    assert start("explain", issue, "zzz") == run("explain", issue, "zzz")
