"""A Word file (.docx) -> a draft: paragraphs, headings, lists, tables and notes, with all changes accepted."""

from __future__ import annotations

import re
from io import BytesIO
from typing import TYPE_CHECKING, Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile

from briefing.errors import InputError
from briefing.ingest.characters import clean, fold
from briefing.ingest.detect import MOST_FILES, ZIP_ENTRY
from briefing.ingest.draft import Draft, Part
from briefing.ingest.fragments import paragraphs
from briefing.ingest.plain import with_headings
from briefing.ingest.properties import facts_of_properties, made_note
from briefing.model.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefing.model import BlockKind

_LARGEST, _MOST_MARKS = 24 * 1024 * 1024, 1_000_000
"""Bytes of XML in all; marks, attributes and entities in all, each of which takes 120 bytes of memory."""

_PACKED = (ZIP_STORED, ZIP_DEFLATED)  # the format knows no other way (ECMA-376, part 2)
_UTF_16 = (b"\xfe\xff", b"\xff\xfe")
_XML_STARTS = (b"<", b" ", b"\t", b"\r", b"\n", b"\xef\xbb\xbf", *_UTF_16)
"""With one of these begins whatever is XML in UTF-8 or UTF-16, as the format wants it: a name proves nothing."""

_DECLARATION = re.compile(r"\s*+<\?xml\b[^<>]*\?>")
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_LEFT_OUT = frozenset((_W + "del", _W + "moveFrom", _FALLBACK))  # what was deleted, what was moved away, said twice
_SPECIAL = {
    _W + "tab": " ",
    _W + "ptab": " ",
    _W + "br": "\n",
    _W + "cr": "\n",
    _W + "noBreakHyphen": "-",
}
_TOO_LARGE = f"a Word file of more than {_LARGEST // 1024 // 1024} MB of text and marks: save its text and read that"
_DAMAGED = "a damaged Word file: save it again"
_DAMAGES = (KeyError, ValueError, BadZipFile, SyntaxError, RecursionError, AttributeError, NotImplementedError, OSError)
"""What the library raises on files that are not what they should be."""


def parse(raw: bytes, name: str) -> Draft:
    """Return the draft of a Word file; raises InputError (of `name`) where it is damaged or larger than any report."""
    words = _words_alone(raw, name)
    import docx  # noqa: PLC0415 - other formats do not need it

    try:
        document = docx.Document(words)
        styles = _Styles({style.style_id: style.name.lower() for style in document.styles if style.name})
        parts = list(_parts(document.element.body, styles, within=None))
        parts += _notes(document, styles)
        properties = document.core_properties
        facts = facts_of_properties(properties.title, properties.author, parts)
        made = properties.created.date().isoformat() if properties.created else ""
    except _DAMAGES as error:
        raise InputError(name, _DAMAGED) from error
    has_headings = any(part.kind == "heading" for part in parts)
    return Draft(tuple(parts if has_headings else with_headings(parts)), (facts,), (made_note(made),) if made else ())


def _words_alone(raw: bytes, name: str) -> BytesIO:
    """Return the archive with its XML alone, pictures and the like empty: what is not needed is not unpacked.

    Raises InputError where it has more XML than any report. What the archive says of its sizes is not believed.
    """
    if raw.count(ZIP_ENTRY) > MOST_FILES:
        raise InputError(name, _TOO_LARGE)
    slim = BytesIO()
    try:
        with ZipFile(BytesIO(raw)) as archive, ZipFile(slim, "w") as kept:
            files = {file.filename: file for file in archive.infolist()}
            if any(file.flag_bits & 1 for file in files.values()):
                raise InputError(name, "a Word file locked with a password: save a copy without it and read that")
            if any(file.compress_type not in _PACKED for file in files.values()):
                raise InputError(name, _DAMAGED)
            left, marks = _LARGEST, _MOST_MARKS
            for file in files:
                xml = _xml(archive, file, left)
                left, marks = left - len(xml), marks - sum(map(xml.count, (b"<", b"=", b"&")))
                if min(left, marks) < 0:
                    raise InputError(name, _TOO_LARGE)
                kept.writestr(file, xml)
    except _DAMAGES as error:
        raise InputError(name, _DAMAGED) from error
    return slim


def _xml(archive: ZipFile, file: str, largest: int) -> bytes:
    """Return a file of the archive in UTF-8, cut off after the largest size; nothing of one that is no XML.

    Raises ValueError where it is in another encoding, in which marks could hide, or has a DOCTYPE, which can add
    attributes to each element; Word writes neither.
    """
    with archive.open(file) as unpacked:
        start = unpacked.read(4)
        if not start.startswith(_XML_STARTS):
            return b""
        raw = start + unpacked.read(max(largest, 0) + 1)
    if len(raw) > largest:
        return raw
    text = raw.decode("utf-16" if raw.startswith(_UTF_16) else "utf-8-sig")
    if "\0" in text or "<!DOCTYPE" in text:
        raise ValueError(file)
    declaration = _DECLARATION.match(text)
    return text[declaration.end() if declaration else 0 :].encode()


@dataclass(frozen=True, slots=True)
class _Styles:
    """The names of the styles, in small letters, by their ids: built-in styles have English names in every language."""

    names: dict[str, str]

    def kind(self, paragraph: Any) -> BlockKind:
        """Return what a paragraph's style says of it."""
        properties = paragraph.find(_W + "pPr")
        style = properties.find(_W + "pStyle") if properties is not None else None
        name = self.names.get(style.get(_W + "val"), "") if style is not None else ""
        if name == "title" or name.startswith("heading"):
            return "heading"
        if name == "caption":
            return "caption"
        listed = properties is not None and properties.find(_W + "numPr") is not None
        return "item" if listed or name.startswith("list") else "paragraph"


def _parts(container: Any, styles: _Styles, within: BlockKind | None) -> Iterator[Part]:
    """Yield the parts of a body, a cell or a note, in their order; `within` is their kind where that is settled."""
    for child in container:
        if child.tag == _W + "p":
            yield from _paragraph(child, styles, within)
        elif child.tag == _W + "tbl":
            yield from _table(child, styles)
        elif child.tag not in _LEFT_OUT and isinstance(child.tag, str):
            yield from _parts(child, styles, within)


def _paragraph(paragraph: Any, styles: _Styles, within: BlockKind | None) -> Iterator[Part]:
    kind = within or styles.kind(paragraph)
    yield from (Part(text, kind) for text in paragraphs(_text(paragraph)))
    for box in _boxes(paragraph):
        yield from _parts(box, styles, within)


def _boxes(element: Any) -> Iterator[Any]:
    """Yield the text boxes in an element, but not those within them: their own paragraphs give these."""
    for child in element:
        if child.tag == _W + "txbxContent":
            yield child
        elif child.tag not in _LEFT_OUT:
            yield from _boxes(child)


def _table(table: Any, styles: _Styles) -> Iterator[Part]:
    """Yield a row as one item; a table of one column only arranges what stands in it."""
    for row in table.iter(_W + "tr"):
        if next(row.iterancestors(_W + "tbl")) is not table:
            continue
        own = (cell for cell in row.iter(_W + "tc") if next(cell.iterancestors(_W + "tr")) is row)
        filled = [parts for cell in own if (parts := list(_parts(cell, styles, None)))]
        if len(filled) == 1:
            yield from filled[0]
        elif filled:
            yield Part(" | ".join(" ".join(part.text for part in cell) for cell in filled), "item")


def _text(element: Any) -> str:
    """Return the words of a paragraph, its line breaks kept; links' words count, the codes of fields do not."""
    pieces: list[str] = []
    for child in element:
        if child.tag == _W + "t":
            pieces.append(child.text or "")
        elif child.tag in _SPECIAL:
            pieces.append(_SPECIAL[child.tag])
        elif isinstance(child.tag, str) and child.tag not in (*_LEFT_OUT, _W + "txbxContent", _W + "p"):
            pieces.append(_text(child))
    return "".join(pieces)


def _notes(document: Any, styles: _Styles) -> Iterator[Part]:
    """Yield the footnotes and endnotes."""
    from docx.oxml import parse_xml  # noqa: PLC0415

    for relation in document.part.rels.values():
        if relation.is_external or not relation.reltype.endswith(("/footnotes", "/endnotes")):
            continue
        for note in parse_xml(relation.target_part.blob):
            if isinstance(note.tag, str) and note.get(_W + "type") is None:  # others are the lines between
                yield from (Part(fold(clean(part.text)), part.kind) for part in _parts(note, styles, "paragraph"))
