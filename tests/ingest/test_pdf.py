from __future__ import annotations

import json
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pdf_files import column, pdf

from briefing.errors import InputError
from briefing.ingest import pdf as reader
from briefing.ingest import read
from briefing.ingest.pdf import Run, parse, parts_of_pages, reading_order
from briefing.ingest.pdf_pages import MOST_MEMORY, MOST_PAGES, MOST_SECONDS, read_pages

if TYPE_CHECKING:
    from briefing.ingest.draft import Draft

REPORT = [
    "The port council of Lissen approved a night ferry on Wednesday after two years of talks",
    "with the dock workers, who had asked for more staff on the boats and for a longer rest",
    "between two shifts.",
]
WHOLE = " ".join(REPORT)
SECOND = [
    "The first boat is to leave the old quay on 1 June, the head of the council told reporters,",
    "and it will carry no cars before the autumn.",
]
FILLER = ["Nobody at the meeting asked how the harbour would pay for the lights along the new quay."]


def texts(draft: Draft, kind: str = "") -> list[str]:
    return [part.text for part in draft.parts if not kind or part.kind == kind]


def test_lines_are_joined_to_paragraphs_and_the_notes_say_so() -> None:
    page = [*column(REPORT), *column(SECOND, top=640)]
    draft = parse(pdf(page), "a.pdf")
    assert texts(draft) == [WHOLE, " ".join(SECOND)]
    assert draft.notes == ("lines re-joined",)


def test_hyphens_at_line_ends_are_joined_and_counted() -> None:
    lines = [
        "The council heard on Wednesday that the harbour's administra-",
        "tion had begun negotiations with the dockers on a thirty-",
        "five hour week, and that a well-known arbitrator would be asked.",
    ]
    draft = parse(pdf(column(lines)), "a.pdf")
    whole = texts(draft)[0]
    assert "harbour's administration had begun" in whole
    assert "2 hyphens at line ends joined" in draft.notes


def test_an_indented_first_line_begins_a_paragraph() -> None:
    lines = column(
        [*REPORT[:2], "longer rest between two shifts, as the law has asked for since the year before last."]
    )
    following = [(90.0, 658.0, SECOND[0]), (72.0, 644.0, SECOND[1])]
    assert len(texts(parse(pdf([*lines, *following]), "a.pdf"))) == 2


def test_two_columns_are_read_one_after_the_other() -> None:
    left = [
        "The council of Lissen met on",
        "Wednesday in the old custom",
        "house and approved a ferry that",
        "runs at night.",
    ]
    right = [
        "The dockers had asked for more",
        "staff on the boats, and for a",
        "longer rest, which the council",
        "promised them.",
    ]
    rows = [line for pair in zip(column(left), column(right, left=320), strict=True) for line in pair]
    title = [(72.0, 740.0, "A night ferry for Lissen after two years of talks on the quay and in the council's rooms")]
    assert texts(parse(pdf([*title, *rows]), "a.pdf"))[1:] == [" ".join(left), " ".join(right)]


def test_a_table_is_not_taken_for_columns() -> None:
    rows = [(f"Quay {n}", f"{n}00 boats") for n in range(1, 7)]
    page = [*column([a for a, _ in rows]), *column([b for _, b in rows], left=300)]
    order = [row.run.text for row in reading_order([Run(text, x, x + 50, y, 11) for x, y, text in page])]
    assert order[:4] == ["Quay 1", "100 boats", "Quay 2", "200 boats"]


def test_what_stands_at_the_same_place_of_several_pages_is_no_text_of_the_report() -> None:
    pages = [
        [
            (72.0, 760.0, "Port of Lissen, annual report"),
            *column(body),
            (300.0, 40.0, str(number)),
        ]
        for number, body in enumerate((REPORT, SECOND, [*FILLER, *SECOND]), 7)
    ]
    draft = parse(pdf(*pages), "a.pdf")
    assert texts(draft, "furniture") == ["Port of Lissen, annual report"]
    assert texts(draft)[0] == WHOLE
    assert not any(text in ("7", "8", "9") for text in texts(draft))


def test_a_paragraph_that_runs_over_a_page_is_joined_and_told() -> None:
    first = [*column(REPORT[:2], top=90), (300.0, 40.0, "1")]
    second = [*column(REPORT[2:], top=740), *column(SECOND, top=700), (300.0, 40.0, "2")]
    top = column(FILLER, top=140)
    draft = parse(pdf([*top, *first], second), "a.pdf")
    assert WHOLE in texts(draft)
    assert "1 torn paragraph joined" in draft.notes


def test_numbers_at_the_ends_of_pages_that_do_not_count_on_stay() -> None:
    pages = [
        [*column(REPORT), *column(SECOND, top=600), (72.0, 500.0, "Boats sold"), (300.0, 480.0, value)]
        for value in ("42", "17")
    ]
    kept = " ".join(texts(parse(pdf(*pages), "a.pdf")))
    assert "42" not in kept or "17" not in kept  # the last one alone on its page may be its number
    runs = [[Run(text, x, x + 90, y, 11) for x, y, text in [*page, (400.0, 480.0, "boats")]] for page in pages]
    assert "42" in " ".join(part.text for part in parts_of_pages(runs)[0])


def test_what_is_printed_over_the_text_comes_after_it() -> None:
    page = [*column(REPORT), (72.0, 685.0, "We use cookies on this page to count our readers.")]
    assert texts(parse(pdf(page), "a.pdf"))[0] == WHOLE


def test_a_title_of_the_properties_is_believed_where_the_page_has_it() -> None:
    page = [(72.0, 740.0, "Night ferry approved"), *column(REPORT)]
    good = parse(pdf(page, info="/Title (Night ferry approved - Harbour Post) /Author (Ann Poole)"), "a.pdf")
    assert good.facts[0].title.value == "Night ferry approved"
    assert good.facts[0].title.basis == "metadata"
    bad = parse(pdf(page, info="/Title (Microsoft Word - draft_v3 final.docx) /Author (admin)"), "a.pdf")
    assert (bad.facts[0].title.value, bad.facts[0].author.value) == (None, None)


def test_the_day_on_which_the_file_was_made_is_told_and_not_taken_for_the_day_of_publication() -> None:
    draft = parse(pdf(column(REPORT), info="/CreationDate (D:20250514093000+02'00')"), "a.pdf")
    assert draft.facts[0].published.day is None
    assert "the file was made on 2025-05-14" in draft.notes


def test_a_pdf_without_text_says_what_would_help() -> None:
    with pytest.raises(InputError, match="recognise its text"):
        parse(pdf([]), "scan.pdf")


def test_a_locked_pdf_says_what_would_help() -> None:
    lock = (
        "/Encrypt << /Filter /Standard /V 1 /R 2 /O <" + "41" * 32 + "> /U <" + "42" * 32 + "> /P -4 >> "
        "/ID [<" + "43" * 16 + "> <" + "43" * 16 + ">] "
    )
    with pytest.raises(InputError, match="locked with a password: save a copy"):
        parse(pdf(column(REPORT), extra=lock), "locked.pdf")


def test_a_document_with_more_pages_than_are_read_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    found = {"pages": [[["Some text of the report.", 72, 200, 700, 11]]], "count": 3, "unmapped": 0, "characters": 24}
    monkeypatch.setattr(reader, "_read", lambda _: {**found, "title": "", "author": "", "creationdate": ""})
    assert "only the first 1 of 3 pages read" in parse(b"", "a.pdf").notes


def test_of_more_pages_than_any_report_has_the_first_are_read() -> None:
    found = read_pages(pdf(*[column(["Words."])] * (MOST_PAGES + 1)))
    assert (len(found["pages"]), found["count"]) == (MOST_PAGES, MOST_PAGES + 1)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limits")
def test_the_reader_has_only_so_much_time_and_memory() -> None:
    look = (
        "import resource, briefing.ingest.pdf_pages as reader\n"
        "limits = resource.RLIMIT_CPU, resource.RLIMIT_AS\n"
        "reader.read_pages = lambda raw: [resource.getrlimit(one)[1] for one in limits]\n"
        "reader.main()"
    )
    done = subprocess.run([sys.executable, "-c", look], input=b"", capture_output=True, check=True)
    assert json.loads(done.stdout) == [MOST_SECONDS, MOST_MEMORY]


def test_a_reader_that_never_comes_back_costs_one_document(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    hanging = tmp_path / "hanging.py"
    hanging.write_text("import time\ntime.sleep(600)\n")
    monkeypatch.setattr(reader, "_READER", hanging)
    monkeypatch.setattr(reader, "_LONGEST_WAIT", 0.5)
    began = time.perf_counter()
    with pytest.raises(InputError, match="too long or too much memory"):
        parse(pdf(column(REPORT)), "a.pdf")
    assert time.perf_counter() - began < 60


def test_a_reader_that_crashes_costs_one_document(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    crashing = tmp_path / "crashing.py"
    crashing.write_text("import os\nos.abort()\n")
    monkeypatch.setattr(reader, "_READER", crashing)
    with pytest.raises(InputError, match="too long or too much memory"):
        parse(pdf(column(REPORT)), "a.pdf")


@pytest.mark.slow
def test_a_pdf_cut_off_anywhere_is_read_in_part_or_refused_in_plain_words() -> None:
    whole = pdf(column(REPORT), column(SECOND))
    for end in range(0, len(whole), len(whole) // 12):
        try:
            draft = parse(whole[:end], "cut.pdf")
        except InputError as error:
            assert "PDF file" in error.problem  # noqa: PT017 - either is right
        else:
            assert set(texts(draft)) <= {WHOLE, " ".join(SECOND)}


words = st.lists(
    st.text(st.characters(min_codepoint=97, max_codepoint=122), min_size=1, max_size=12), min_size=1, max_size=30
)
places = st.floats(0, 800, allow_nan=False)
runs = st.builds(
    lambda text, x, y, wide, size: Run(" ".join(text), x, x + wide, y, size),
    words,
    places,
    places,
    places,
    st.floats(1, 60),
)


@pytest.mark.slow
@settings(max_examples=60)
@given(st.lists(st.lists(runs, max_size=25), max_size=4))
def test_no_letter_of_a_page_is_lost_wherever_it_stands(pages: list[list[Run]]) -> None:
    order = [row.run.text for page in pages for row in reading_order(page)]
    assert sorted("".join("".join(order).split())) == sorted(
        "".join(run.text.replace(" ", "") for page in pages for run in page)
    )
    parts_of_pages(pages)


def test_a_page_of_very_many_pieces_is_read_in_seconds() -> None:
    page = [Run("word", 5.0 * (at % 100), 5.0 * (at % 100) + 4, float(at // 100), 8.0) for at in range(20_000)]
    began = time.process_time()
    parts_of_pages([page, page])
    assert time.process_time() - began < 60


def test_reading_other_formats_does_not_load_the_library(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(WHOLE)
    code = (
        "import sys, pathlib, briefing.ingest as ingest; ingest.read(pathlib.Path(sys.argv[1]));"
        "sys.exit(' '.join(sorted({'pypdfium2', 'docx', 'email.parser', 'zipfile'} & set(sys.modules))) or 0)"
    )
    path = str(tmp_path / "a.txt")
    done = subprocess.run([sys.executable, "-c", code, path], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
EXAMPLE = Path(__file__).parents[2] / "examples" / "istanbul" / "articles" / "06-washington-keeps-distance.html"


@pytest.mark.slow
@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium to print with")
def test_a_page_printed_by_a_browser_gives_nearly_the_text_of_the_page(tmp_path: Path) -> None:
    printed = tmp_path / "printed.pdf"
    quiet = "--no-first-run --disable-background-networking --disable-component-update --disable-sync --disable-quic"
    subprocess.run(
        [
            str(CHROMIUM),
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            *quiet.split(),
            f"--user-data-dir={tmp_path / 'profile'}",
            f"--print-to-pdf={printed}",
            EXAMPLE.as_uri(),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    page, paper = read(EXAMPLE), read(printed)
    sentences = [page.text[block.start : block.end] for block in page.blocks if block.end - block.start > 100]
    assert len(sentences) > 5
    assert [text for text in sentences if text not in paper.text] == []
    assert (paper.title.value, paper.publisher.value, paper.published.day) == (
        page.title.value,
        page.publisher.value,
        page.published.day,
    )
