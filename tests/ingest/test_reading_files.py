from __future__ import annotations

import os
import subprocess
import sys
import time
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest

from briefing import parse_config
from briefing.errors import ConfigError, InputError
from briefing.ingest import files_of, gather, read
from briefing.ingest.local import arrivals
from briefing.model import Arrival, Given
from briefing.run.reading import places

if TYPE_CHECKING:
    from pathlib import Path

TEXT = (
    "The harbour board said on Tuesday that the quay would open in the autumn, a year later than it had planned to.\n"
)


def write(path: Path, content: str | bytes = TEXT) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def test_an_article_keeps_its_bytes_and_its_path_from_the_root(tmp_path: Path) -> None:
    path = write(tmp_path / "in" / "a.txt")
    article = read(path, source="Saved", root=tmp_path)
    assert (article.path, article.source, article.raw) == ("in/a.txt", "Saved", TEXT.encode())
    assert article.text == TEXT.strip()
    assert str(tmp_path) not in repr(article)
    assert read(path).path == "a.txt"


def test_a_sidecar_says_what_the_document_does_not(tmp_path: Path) -> None:
    write(
        tmp_path / "a.toml",
        'title = "Quay late"\npublisher = "Echo"\nauthor = "Ann Lee"\nurl = "https://a.example/q"\n'
        'published = "2025-05-14T10:00:00+02:00"\n',
    )
    article = read(write(tmp_path / "a.txt"))
    known = (article.title, article.publisher, article.author, article.url)
    assert [one.value for one in known] == ["Quay late", "Echo", "Ann Lee", "https://a.example/q"]
    assert {one.basis for one in known} == {"given"} == {article.published.basis}
    assert article.published.moment == datetime(2025, 5, 14, 8, tzinfo=UTC)


def test_a_date_of_toml_is_a_date(tmp_path: Path) -> None:
    write(tmp_path / "a.toml", "published = 2025-05-14")
    assert read(write(tmp_path / "a.txt")).published.day == date(2025, 5, 14)


def test_the_caller_s_word_on_the_file_goes_before_its_sidecar(tmp_path: Path) -> None:
    write(tmp_path / "a.toml", 'publisher = "Echo"\nauthor = "Ann Lee"')
    article = read(write(tmp_path / "a.txt"), Given(publisher="Courier"))
    assert (article.publisher.value, article.author.value) == ("Courier", "Ann Lee")


@pytest.mark.parametrize(
    ("content", "key", "words"),
    [
        ('publishr = "Echo"', "publishr", 'did you mean "publisher"'),
        ('colour = "red"', "colour", "known keys"),
        ('published = "14th of sometime"', "published", "is not a date"),
        ('published = "2025-02-30"', "published", "2025-05-14"),
        ("title = 7", "title", "write a string"),
        ("title = ", "", "not TOML"),
        (b'title = "\xff"', "", "UTF-8"),
    ],
)
def test_a_bad_sidecar_is_named_with_what_would_be_right(
    tmp_path: Path, content: str | bytes, key: str, words: str
) -> None:
    write(tmp_path / "a.toml", content)
    with pytest.raises(ConfigError, match=words) as caught:
        read(write(tmp_path / "a.txt"), root=tmp_path)
    assert (caught.value.where, caught.value.key) == ("a.toml", key)


def test_a_wrong_date_given_by_the_caller_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="soon"):
        read(write(tmp_path / "a.txt"), Given(published="soon"))


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "empty"),
        (b" \n\t\n", "empty"),
        (b"\x89PNG\r\n\x1a\n\0\0", "image"),
        (bytes(64), "binary"),
        (b"...\n---\n", "no text"),
        (b"<html><body><script>x()</script></body></html>", "no text"),
    ],
)
def test_a_document_without_text_is_refused(tmp_path: Path, content: bytes, words: str) -> None:
    with pytest.raises(InputError, match=words) as caught:
        read(write(tmp_path / "a.txt", content), root=tmp_path)
    assert caught.value.path == "a.txt"


def test_what_is_no_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such file"):
        read(tmp_path / "nothing.txt")
    with pytest.raises(InputError, match="folder"):
        read(tmp_path)


def test_a_pipe_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    if not hasattr(os, "mkfifo"):
        pytest.skip("no named pipes on this system")
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(InputError, match="not a file"):
        read(tmp_path / "pipe")


def test_a_file_that_may_not_be_read_is_refused(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt")
    path.chmod(0)
    if os.access(path, os.R_OK):
        pytest.skip("permissions do not bind this user")
    with pytest.raises(InputError, match="permission denied"):
        read(path)


def test_gathering_goes_on_past_what_cannot_be_read(tmp_path: Path) -> None:
    write(tmp_path / "b.txt", b"")
    write(tmp_path / "c.txt")
    write(tmp_path / "c.toml", 'titel = "x"')
    write(tmp_path / "d" / "e.txt")
    found = gather("Saved", [tmp_path, tmp_path / "missing.txt"], Given(), tmp_path)
    assert [article.path for article in found.articles] == ["d/e.txt"]
    assert [problem.path for problem in found.problems] == ["b.txt", "c.toml", "missing.txt"]
    assert "did you mean" in str(found.problems[1])
    assert all(str(tmp_path) not in str(problem) for problem in found.problems)


def test_sidecars_hidden_files_and_readmes_are_no_articles(tmp_path: Path) -> None:
    for name in ("a.txt", "lone.toml", ".hidden.txt", "README.md", ".git/x.txt", "a.txt~"):
        write(tmp_path / name, 'title = "x"' if name.endswith("toml") else TEXT)
    found = gather("Saved", [tmp_path], Given(), tmp_path)
    assert [article.path for article in found.articles] == ["a.txt"]
    assert found.problems == ()


def test_the_order_of_the_paths_changes_nothing(tmp_path: Path) -> None:
    paths = [write(tmp_path / name, f"{name}: {TEXT}") for name in ("b.txt", "a.txt", "c/a.txt")]
    results = [gather("Saved", order, Given(), tmp_path) for order in (paths, paths[::-1], [*paths, tmp_path])]
    assert results[0] == results[1] == results[2]
    assert [article.path for article in results[0].articles] == ["a.txt", "b.txt", "c/a.txt"]


def test_an_empty_folder_gives_nothing(tmp_path: Path) -> None:
    found = gather("Saved", [tmp_path], Given(), tmp_path)
    assert (found.name, found.articles, found.problems) == ("Saved", (), ())


def test_links_that_lead_out_of_a_folder_are_not_followed(tmp_path: Path) -> None:
    secret = write(tmp_path / "secret" / "s.txt")
    inside = write(tmp_path / "in" / "a.txt")
    (tmp_path / "in" / "file").symlink_to(secret)
    (tmp_path / "in" / "folder").symlink_to(secret.parent)
    (tmp_path / "in" / "round").symlink_to(tmp_path / "in")
    assert files_of([tmp_path / "in"]) == (inside,)


def test_a_link_that_comes_while_a_folder_is_read_is_not_followed_and_told(tmp_path: Path) -> None:
    secret = write(tmp_path / "secret" / "s.txt")
    first, second = (write(tmp_path / "in" / name) for name in ("a.txt", "b.txt"))
    reading = arrivals("Saved", [first.parent], Given(), tmp_path)
    assert isinstance(next(reading), Arrival)
    second.unlink()
    second.symlink_to(secret)
    (told,) = reading
    assert str(told) == "in/b.txt: replaced by another file while it was read; it is read the next time"


def test_a_link_that_is_spelt_out_and_a_file_that_is_written_anew_are_read(tmp_path: Path) -> None:
    there, link = write(tmp_path / "there" / "a.txt"), tmp_path / "b.txt"
    link.symlink_to(there)
    reading = arrivals("Saved", [tmp_path / "a.txt", link], Given(), tmp_path)
    write(tmp_path / "new.txt").replace(write(tmp_path / "a.txt"))
    assert [isinstance(one, Arrival) for one in reading] == [True, True]


def test_settings_of_the_source_are_weaker_than_a_sidecar(tmp_path: Path) -> None:
    write(tmp_path / "a.toml", 'publisher = "Echo"')
    write(tmp_path / "a.txt")
    write(tmp_path / "b.txt")
    found = gather("Saved", [tmp_path], Given(publisher="Courier"), tmp_path)
    assert [article.publisher.value for article in found.articles] == ["Echo", "Courier"]


def test_a_file_of_five_megabytes_in_one_line_is_read_in_seconds(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt", "The quay said on Tuesday that it would open. " * 111_112)
    began = time.process_time()
    article = read(path)
    assert time.process_time() - began < 30  # one that looks back from each character would take hours
    assert len(article.blocks) == 1


def test_reading_plain_text_loads_no_library_for_pages(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt")
    code = (
        "heavy = {'trafilatura', 'markdown_it', 'lxml', 'charset_normalizer'};"
        "import sys, pathlib, briefing.ingest as ingest; ingest.read(pathlib.Path(sys.argv[1]));"
        "sys.exit(' '.join(sorted(heavy & set(sys.modules))) or 0)"
    )
    done = subprocess.run([sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_a_name_that_is_not_utf8_is_read_and_shown_with_a_mark(tmp_path: Path) -> None:
    path = tmp_path / os.fsdecode(b"report-\xff.txt")
    path.write_text("The port opened again on Monday after the storm had passed.\n")
    article = read(path)
    assert article.path.encode("utf-8") == b"report-?.txt"


def test_a_link_that_leads_nowhere_is_named(tmp_path: Path) -> None:
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nowhere.txt")
    found = gather("x", files_of([tmp_path]), Given(), tmp_path)
    assert [problem.path for problem in found.problems] == ["gone.txt"]


def test_a_sidecar_that_is_a_link_out_of_its_folder_is_not_read_and_told(tmp_path: Path) -> None:
    write(tmp_path / "secret.toml", 'publisher = "hunter2"')
    write(tmp_path / "in" / "a.txt")
    (tmp_path / "in" / "a.toml").symlink_to(tmp_path / "secret.toml")
    found = gather("x", [tmp_path / "in"], Given(), tmp_path / "in")
    assert [str(problem) for problem in found.problems] == ["a.toml: a link that leads out of its folder"]
    assert found.articles == ()


def test_links_that_a_pattern_finds_are_not_followed_out_and_one_that_is_spelt_out_is(tmp_path: Path) -> None:
    secret = write(tmp_path / "secret" / "s.txt")
    write(tmp_path / "in" / "a.txt")
    (tmp_path / "in" / "file.txt").symlink_to(secret)
    (tmp_path / "in" / "same.txt").symlink_to(tmp_path / "in" / "a.txt")
    (tmp_path / "in" / "folder").symlink_to(secret.parent)
    read = {}
    for pattern in ("in/*", "in/**/*.txt", "in/[f]*", "in/fil?.txt", "in/file.txt"):
        source = {"name": "x", "files": pattern}
        settings = replace(parse_config({"topics": [{"title": "Port"}], "sources": [source]}), folder=tmp_path)
        ((_, _, where, _),) = places(settings, ())
        read[pattern] = [path.relative_to(tmp_path).as_posix() for path in where]
    assert read == {
        "in/*": ["in/a.txt", "in/same.txt"],
        "in/**/*.txt": ["in/a.txt", "in/same.txt"],
        "in/[f]*": [],
        "in/fil?.txt": [],
        "in/file.txt": ["in/file.txt"],
    }


def test_of_more_files_or_bytes_than_any_source_has_the_last_are_read_and_that_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(9):
        write(tmp_path / f"2031-03-0{number}.txt")
    monkeypatch.setattr("briefing.ingest.local.MOST_FILES", 5)
    found = list(arrivals("Box", [tmp_path], Given(), tmp_path))
    assert str(found[0]).startswith("Box: 9 files, of which the last 5 by their names are read: at most 5 files or")
    assert [one.path for one in found if isinstance(one, Arrival)] == [
        f"2031-03-0{number}.txt" for number in range(4, 9)
    ]
    monkeypatch.setattr("briefing.ingest.local.MOST_BYTES", 3 * len(TEXT))
    found = list(arrivals("Box", [tmp_path], Given(), tmp_path))
    assert [one.path for one in found if isinstance(one, Arrival)] == [f"2031-03-0{number}.txt" for number in (6, 7, 8)]


def test_of_more_messages_than_any_mailbox_has_the_last_are_read_and_that_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("briefing.ingest.local.MOST_FILES", 5)
    one = "From a@b.example Tue May 13 09:00:00 2031\nFrom: a@b.example\nTo: c@d.example\nMessage-ID: <{}@b>\n\n{}\n"
    write(tmp_path / "in.mbox", "".join(one.format(number, TEXT) for number in range(8)))
    found = list(arrivals("Box", [tmp_path], Given(), tmp_path))
    assert str(found[0]) == "in.mbox: 8 documents, of which the last 5 are read"
    assert [one.path for one in found[1:] if isinstance(one, Arrival)] == [f"in.mbox/{at}.eml" for at in range(4, 9)]
