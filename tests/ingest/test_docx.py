from __future__ import annotations

import io
import re
import tracemalloc
import zipfile
import zlib
from datetime import datetime
from typing import TYPE_CHECKING, Any

import docx
import pytest
from docx.oxml import parse_xml
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.errors import InputError
from briefing.ingest.document import Place, Told, read_document
from briefing.ingest.docx import parse

if TYPE_CHECKING:
    from briefing.ingest.draft import Draft

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
SENTENCE = "The port council of Lissen approved a night ferry on Wednesday after two years of talks."


def saved(document: Any) -> bytes:
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def read(document: Any) -> Draft:
    return parse(saved(document), "a.docx")


def kinds(draft: Draft) -> list[tuple[str, str]]:
    return [(part.kind, part.text) for part in draft.parts]


def changed(raw: bytes, name: str, content: bytes) -> bytes:
    """The archive with one of its files put in or replaced."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(file, "w") as new:
        for one in old.namelist():
            if one != name:
                new.writestr(one, old.read(one))
        new.writestr(name, content)
    return file.getvalue()


def test_paragraphs_headings_lists_and_tables_are_told_apart() -> None:
    document = docx.Document()
    document.add_heading("Night ferry approved", 0)
    document.add_paragraph(SENTENCE)
    document.add_heading("What it costs", 2)
    document.add_paragraph("Two boats", style="List Bullet")
    table = document.add_table(2, 2)
    for cell, text in zip(
        (cell for row in table.rows for cell in row.cells), ("Boat", "Price", "Anna", "40"), strict=True
    ):
        cell.text = text
    assert kinds(read(document)) == [
        ("heading", "Night ferry approved"),
        ("paragraph", SENTENCE),
        ("heading", "What it costs"),
        ("item", "Two boats"),
        ("item", "Boat | Price"),
        ("item", "Anna | 40"),
    ]


def test_a_table_that_only_arranges_is_no_table() -> None:
    document = docx.Document()
    cell = document.add_table(1, 1).cell(0, 0)
    cell.text = SENTENCE
    cell.add_paragraph("The first boat leaves on 1 June, the head of the council said.")
    assert [kind for kind, _ in kinds(read(document))] == ["paragraph", "paragraph"]


@pytest.mark.parametrize(
    ("inside", "text"),
    [
        ("<w:r><w:t>A </w:t></w:r><w:ins><w:r><w:t>new </w:t></w:r></w:ins><w:r><w:t>quay</w:t></w:r>", "A new quay"),
        ("<w:r><w:t>A quay</w:t></w:r><w:del><w:r><w:delText> that is gone</w:delText></w:r></w:del>", "A quay"),
        ("<w:hyperlink><w:r><w:t>The plan</w:t></w:r></w:hyperlink><w:r><w:t> is here</w:t></w:r>", "The plan is here"),
        ("<w:sdt><w:sdtContent><w:r><w:t>14 May</w:t></w:r></w:sdtContent></w:sdt>", "14 May"),
        ("<w:fldSimple><w:r><w:t>Lissen</w:t></w:r></w:fldSimple>", "Lissen"),
        ("<w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:t>Seven</w:t></w:r>", "Seven"),
        ("<w:r><w:t>well</w:t><w:noBreakHyphen/><w:t>known</w:t><w:tab/><w:t>man</w:t></w:r>", "well-known man"),
    ],
)
def test_the_words_of_a_paragraph_are_those_that_stand_after_all_changes(inside: str, text: str) -> None:
    document = docx.Document()
    document.element.body.insert(0, parse_xml(f"<w:p {W}>{inside}</w:p>"))
    assert kinds(read(document))[0][1] == text


OFFICE = "officeDocument/2006/relationships/footnotes"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"


def test_footnotes_come_last() -> None:
    document = docx.Document()
    document.add_paragraph(SENTENCE)
    raw = saved(document)
    note = "<w:p><w:r><w:t>Minutes of the council.</w:t></w:r></w:p>"
    line = '<w:footnote w:type="separator" w:id="0"><w:p/></w:footnote>'
    raw = changed(
        raw,
        "word/footnotes.xml",
        f'<w:footnotes {W}>{line}<w:footnote w:id="1">{note}</w:footnote></w:footnotes>'.encode(),
    )
    for name, end, more in (
        (
            "word/_rels/document.xml.rels",
            "</Relationships>",
            f'<Relationship Id="r9" Type="http://schemas.openxmlformats.org/{OFFICE}" Target="footnotes.xml"/>',
        ),
        (
            "[Content_Types].xml",
            "</Types>",
            f'<Override PartName="/word/footnotes.xml" ContentType="{WORD}.footnotes+xml"/>',
        ),
    ):
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            content = archive.read(name).decode()
        raw = changed(raw, name, content.replace(end, more + end).encode())
    assert [part.text for part in parse(raw, "a.docx").parts] == [SENTENCE, "Minutes of the council."]


def test_properties_are_believed_where_the_text_bears_them_out() -> None:
    document = docx.Document()
    document.add_paragraph("Night ferry approved")
    document.add_paragraph(SENTENCE)
    document.core_properties.title = "Night ferry approved"
    document.core_properties.author = "python-docx"
    document.core_properties.created = datetime(2025, 5, 14, 9, 30)  # noqa: DTZ001 - as the library has it
    draft = read(document)
    assert (draft.facts[0].title.value, draft.facts[0].title.basis) == ("Night ferry approved", "metadata")
    assert draft.facts[0].author.value is None
    assert draft.facts[0].published.day is None
    assert draft.notes == ("the file was made on 2025-05-14",)


def test_the_way_in_knows_a_word_file_by_its_bytes() -> None:
    document = docx.Document()
    document.add_paragraph(SENTENCE)
    assert SENTENCE in read_document(saved(document), Told(), Place("", "report")).text


def archive(*names: str, content: bytes = b"<x/>") -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for name in names:
            new.writestr(name, content)
    return file.getvalue()


def test_other_archives_keep_their_plain_message() -> None:
    for names in (["xl/workbook.xml"], ["mimetype", "content.xml"], ["a.txt"]):
        with pytest.raises(InputError, match="not text"):
            read_document(archive("[Content_Types].xml", *names), Told(), Place("", "a.docx"))


def with_body(body: str, start: str = "", codec: str = "utf-8") -> bytes:
    whole = f"{start}<w:document {W}><w:body>{body}</w:body></w:document>"
    return changed(saved(docx.Document()), "word/document.xml", whole.encode(codec))


def test_a_file_of_more_xml_than_any_report_is_refused() -> None:
    bomb = archive("word/document.xml", *(f"word/{n}.png" for n in range(9)), content=b"<x>" + b" " * 3 * 1024 * 1024)
    assert len(bomb) < 1024 * 1024
    with pytest.raises(InputError, match="more than 24 MB of text and marks"):
        parse(bomb, "bomb.docx")


@pytest.mark.parametrize("unit", ["<a/>", "<a b='' c='' d=''/>", "&a;"])
def test_a_file_of_more_marks_than_any_report_is_refused(unit: str) -> None:
    """The tree of a mark of four bytes takes over a hundred."""
    with pytest.raises(InputError, match="more than 24 MB of text and marks"):
        parse(with_body(unit * 1_000_000), "bomb.docx")


def test_a_file_of_more_files_than_any_report_is_refused_before_their_names_are_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    raw = archive("word/document.xml", *map(str, range(10_000)), content=b"<x/>")
    monkeypatch.setattr(zipfile.ZipFile, "_RealGetContents", None)
    with pytest.raises(InputError, match="more than 24 MB of text and marks"):
        read_document(raw, Told(), Place(path="bomb.docx"))


def test_pictures_are_not_unpacked_however_large_they_are() -> None:
    document = docx.Document()
    document.add_paragraph(SENTENCE)
    raw = changed(saved(document), "word/media/image1.png", b"\x89PNG" + b"<" * 2_000_000)
    assert [part.text for part in parse(raw, "a.docx").parts] == [SENTENCE]


@pytest.mark.slow
def test_what_an_archive_says_of_its_sizes_is_not_believed() -> None:
    """Who believes it unpacks all at once, and only then cuts it to the size that was said."""
    raw = bytearray(archive("[Content_Types].xml", "word/document.xml", content=b"<x>" + b" " * 100_000_000))
    for at in (match.start() for match in re.finditer(b"PK\x01\x02", raw)):
        raw[at + 16 : at + 20] = zlib.crc32(b"<x>").to_bytes(4, "little")
        raw[at + 24 : at + 28] = (3).to_bytes(4, "little")
    tracemalloc.start()
    try:
        with pytest.raises(InputError, match="damaged"):
            parse(bytes(raw), "bomb.docx")
        assert tracemalloc.get_traced_memory()[1] < 50_000_000
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16"])
def test_xml_is_read_in_the_encodings_that_the_format_allows(codec: str) -> None:
    start = f'<?xml version="1.0" encoding="{codec.removesuffix("-sig")}"?>'
    raw = with_body(f"<w:p><w:r><w:t>{SENTENCE}</w:t></w:r></w:p>", start, codec)
    assert [part.text for part in parse(raw, "a.docx").parts] == [SENTENCE]


def test_marks_do_not_hide_in_another_encoding() -> None:
    hidden = "+ADw-w:p+AD4APA-w:r+AD4APA-w:t+AD4-Hidden+ADw-/w:t+AD4APA-/w:r+AD4APA-/w:p+AD4-"
    assert not parse(with_body(hidden, '<?xml version="1.0" encoding="UTF-7"?>'), "a.docx").parts
    with pytest.raises(InputError, match="damaged"):
        parse(with_body("<w:p/>", codec="utf-16-le"), "a.docx")


def test_a_doctype_that_adds_attributes_to_each_element_is_refused() -> None:
    with pytest.raises(InputError, match="damaged"):
        parse(with_body("<w:p/>", '<!DOCTYPE x [<!ATTLIST w:p a CDATA "x">]>'), "a.docx")


def test_a_text_box_in_a_text_box_is_read_once_however_deep_they_stand() -> None:
    document = docx.Document()
    deepest = f"<w:p><w:r><w:t>{SENTENCE}</w:t></w:r></w:p>"
    for _ in range(40):  # if each box gave those in it twice, that would be a million millions of them
        deepest = f"<w:p><w:r><w:txbxContent>{deepest}</w:txbxContent></w:r></w:p>"
    raw = changed(
        saved(document), "word/document.xml", f"<w:document {W}><w:body>{deepest}</w:body></w:document>".encode()
    )
    assert [part.text for part in parse(raw, "a.docx").parts] == [SENTENCE]


def test_a_file_with_an_entity_that_grows_is_read_in_bounded_room() -> None:
    document = docx.Document()
    document.add_paragraph(SENTENCE)
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    doctype = f'<!DOCTYPE x [<!ENTITY e0 "boom">{entities}]>'
    text = "<w:body><w:p><w:r><w:t>&e11;</w:t></w:r></w:p></w:body>"
    body = f"{doctype}<w:document {W}>{text}</w:document>"
    raw = changed(saved(document), "word/document.xml", body.encode())
    try:
        assert sum(len(part.text) for part in parse(raw, "a.docx").parts) < 1000
    except InputError as error:
        assert "damaged" in error.problem  # noqa: PT017 - either is right


def test_a_damaged_file_is_refused_in_plain_words() -> None:
    document = docx.Document()
    document.add_paragraph(SENTENCE)
    raw = saved(document)
    for broken in (raw[: len(raw) // 2], changed(raw, "word/document.xml", b"<w:broken"), archive("word/document.xml")):
        with pytest.raises(InputError, match="damaged Word file"):
            read_document(broken, Told(), Place("", "a.docx"))


words = st.text(st.characters(blacklist_categories=("Cs", "Cc", "Cf", "Zl", "Zp", "Co", "Cn")), min_size=1, max_size=60)


@pytest.mark.slow
@settings(max_examples=25, deadline=None)
@given(st.lists(words, min_size=1, max_size=8))
def test_no_paragraph_is_lost(paragraphs: list[str]) -> None:
    document = docx.Document()
    for text in paragraphs:
        document.add_paragraph(text)
    assert [part.text for part in read(document).parts] == [
        folded for text in paragraphs if (folded := " ".join(text.split()))
    ]
