"""Bytes -> the name of their format, and the characters of what is text: one bounded look."""

from __future__ import annotations

import codecs
import re
from collections import Counter
from typing import Literal

from briefing.errors import InputError
from briefing.model.records import dataclass

Format = Literal["plain", "markdown", "html", "entry", "pdf", "docx", "mail"]

ENTRY_SUFFIX, ENTRY_START = ".entry.json", '{"briefing-entry":'
"""How the document of a feed's entry is named, and how it begins."""

_LOOK = 65_536
_SUFFIXES: dict[str, Format] = {
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".md": "markdown",
    ".markdown": "markdown",
    ".mdown": "markdown",
    ".text": "plain",
}
_BINARY = {
    b"PK\x03\x04": "a zip archive or an office document, not text",
    b"\xd0\xcf\x11\xe0": "an old or locked office document: save it as .docx without a password, or as text",
    b"\x1f\x8b": "a compressed file, not text",
    b"\x89PNG": "an image, not text",
    b"GIF8": "an image, not text",
    b"\xff\xd8\xff": "an image, not text",
    b"SQLite format 3\0": "a database, not text",
}
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_META_CHARSET = re.compile(
    rb"""<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_:.-]{2,40})""", re.IGNORECASE
)
_CONTROLS = bytes(code for code in range(0x20) if not 0x09 <= code <= 0x0D and code != 0x1B)
_GUESSES = [
    "cp1252",
    "cp1250",
    "cp1251",
    "koi8_r",
    "cp1254",
    "cp1253",
    "cp1256",
    "shift_jis",
    "gb18030",
    "big5",
    "euc_kr",
]

_SUPERSETS = {
    **dict.fromkeys(("iso-8859-1", "latin-1", "latin1", "ascii", "us-ascii"), "cp1252"),
    **dict.fromkeys(("gb2312", "gbk"), "gb18030"),
    **dict.fromkeys(("shift_jis", "shift-jis", "windows-31j"), "cp932"),
    "euc-kr": "cp949",
}
_SHIFTING = "iso-2022"  # other alphabets in ASCII, between marks

_LATIN = frozenset(("cp1250", "cp1252", "cp1254"))
_MANY_ACCENTS = 0.12
# what letters of Polish, Czech or Turkish look like when they are read as those of the west
_ODD = re.compile(r"[^\W\d_][¹³¿¼¾¡¢¤¦¬¯¸]|[¹³¼¾¯¸¢¤¦¬][^\W\d_]|[¿¡](?=[a-z])|[ðþÐÞý]")

_HTML_START = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?>(?:<!--.*?-->\s*)*)<(?:!doctype\s+html|html|head|body|article|main)\b",
    re.IGNORECASE | re.DOTALL,
)
_HTML_TAG = re.compile(r"<(?:p|div|h[1-6]|article|section|span|br|ul|li|table)(?:\s[^<>]*)?/?>", re.IGNORECASE)
_MARKDOWN = (
    re.compile(r"^#{1,6} +\S", re.MULTILINE),
    re.compile(r"^[^\s#>|*-][^\n]{0,200}\n(?:={3,}|-{3,})[ \t]*$", re.MULTILINE),
    re.compile(r"(?<![\\!])\[[^\]\n]{1,200}\]\([^)\s]{0,2000}\)"),
    re.compile(r"!\[[^\]\n]{0,300}\]\([^)\n]{0,2000}\)"),
    re.compile(r"(?<![\w*])\*\*[^\s*][^*\n]{0,200}\*\*(?![\w*])"),
    re.compile(r"^\[[^\]\n]{1,100}\]: +\S", re.MULTILINE),
    re.compile(r"^(?:```|~~~)", re.MULTILINE),
    re.compile(r"^<https?://[^\s>]+>\s*$", re.MULTILINE),
)
_FRONT_MATTER = re.compile(
    r"\s*(---|\+\+\+)[ \t]*\n(?:[ \t]*[\w-]+[ \t]*[:=].*\n|[ \t]*-.*\n|[ \t]*#.*\n|[ \t]*\n){1,60}\1[ \t]*(?:\n|$)"
)


ZIP_ENTRY, MOST_FILES = b"PK\x01\x02", 10_000
"""What a file begins with in a zip archive's directory; in a directory of more nothing is looked for."""

_ZIP, _WORD_FILE = b"PK\x03\x04", "word/document.xml"
_PDF, _PDF_LOOK = b"%PDF-", 1024  # bytes: where the specification lets it begin
_HEADER_LINE = re.compile(rb"([A-Za-z][A-Za-z0-9-]{0,60}):(?:[ \t]|$)")
_LETTER = frozenset(b"from date to subject sender reply-to cc".split())
_MACHINES = frozenset(
    b"received message-id return-path mime-version content-type delivered-to dkim-signature arc-seal list-id "
    b"list-unsubscribe authentication-results envelope-to x-received x-mailer".split()
)


@dataclass(frozen=True, slots=True)
class Document:
    """What a document is: its format; of one that is text its characters, and what decoding had to change.

    `text` is "" for the formats that are read from their bytes: "pdf", "docx", "mail".
    """

    text: str
    format: Format
    notes: tuple[str, ...] = ()


def detect(raw: bytes, name: str) -> Document:
    """Return the document's format, and the characters of one that is text; the suffix of `name` is a hint.

    Raises InputError (of `name`) where the bytes are empty or of no format that is read.
    """
    if not raw.strip():
        raise InputError(name, "empty")
    if coded := _of_bytes(raw, name):
        return Document("", coded)
    _refuse_binary(raw, name)
    text, notes = decode(raw)
    return Document(text, _format(text, name), notes)


def is_message(raw: bytes, name: str = "") -> bool:
    """Return whether the bytes are a message: whether they begin with a header as programs that send mail write it.

    A note that somebody began with "From:" and "Date:" is none, unless its name ends in ".eml".
    """
    names = _header_names(raw)
    if name.lower().endswith(".eml"):
        return bool(names & (_LETTER | _MACHINES))
    return b"from" in names and len(names & _LETTER) > 1 and bool(names & _MACHINES)


def _of_bytes(raw: bytes, name: str) -> Format | None:
    """Return the format, where it is one that is read from bytes and not from characters."""
    start = raw[:_PDF_LOOK]
    if start.lstrip().startswith(_PDF) or (_PDF in start and name.lower().endswith(".pdf")):
        return "pdf"
    if raw.startswith(_ZIP) and _holds(raw, _WORD_FILE):
        return "docx"
    return "mail" if is_message(raw, name) else None


def _holds(raw: bytes, member: str) -> bool:
    """Return whether a zip archive has such a file in it; of a damaged one, whether it names it."""
    from io import BytesIO  # noqa: PLC0415
    from zipfile import BadZipFile, ZipFile  # noqa: PLC0415 - text files need not pay for it

    if raw.count(ZIP_ENTRY) > MOST_FILES:
        return member.encode() in raw
    try:
        return member in ZipFile(BytesIO(raw)).namelist()
    except (BadZipFile, ValueError, NotImplementedError, OSError):
        return member.encode() in raw


def _header_names(raw: bytes) -> frozenset[bytes]:
    """Return the names, in small letters, in the header that the bytes begin with; none where there is no header."""
    names = set()
    start = raw[:_LOOK].lstrip()
    for line in () if start.startswith(b"<") else start.splitlines():
        field = _HEADER_LINE.match(line)
        if field:
            names.add(field[1].lower())
        elif not line.strip():
            break
        elif not line.startswith((b" ", b"\t", b"From ", b">From ")):
            return frozenset()
    return frozenset(names)


def _refuse_binary(raw: bytes, name: str) -> None:
    for magic, what in _BINARY.items():
        if raw.startswith(magic):
            raise InputError(name, what)
    if _bom(raw) or _utf16_order(raw):
        return
    start = raw[:_LOOK]
    if b"\0" in start or len(start) - len(start.translate(None, _CONTROLS)) > len(start) // 50:
        raise InputError(name, "binary data, not text")


def _bom(raw: bytes) -> tuple[bytes, str] | None:
    return next((one for one in _BOMS if raw.startswith(one[0])), None)


def _utf16_order(raw: bytes) -> str:
    """Return the codec of UTF-16 without its mark: in text of any alphabet every second byte repeats."""
    start = raw[: _LOOK - _LOOK % 2]
    if len(raw) % 2 or b"\0" not in start or len(raw) < 8:
        return ""
    even, odd = _few_values(start[::2]), _few_values(start[1::2])
    if even == odd:
        return ""
    return "utf-16-le" if odd else "utf-16-be"


def _few_values(half: bytes) -> bool:
    """Return whether the bytes are nearly all of three values, zero among them: the upper halves of characters."""
    common = Counter(half).most_common(3)
    return any(value == 0 for value, _ in common) and sum(count for _, count in common) > len(half) * 9 // 10


def decode(raw: bytes, told: str = "") -> tuple[str, tuple[str, ...]]:
    """Return the characters, and what had to be changed; `told` is the encoding that the bytes were sent with, or "".

    What is valid UTF-8 is nearly always that, whatever it is said to be; not so where the encoding is ASCII throughout.
    """
    if bom := _bom(raw):
        return raw[len(bom[0]) :].decode(bom[1], "replace"), ()
    said = [_superset(told), _declared(raw)]
    shifting = [codec for codec in said if codec.startswith(_SHIFTING)]
    for codec in (_utf16_order(raw), *shifting, "utf-8", *said):
        text = _try(raw, codec)
        if text is not None:
            return text, ()
    if _nearly_utf8(raw):
        return raw.decode("utf-8", "replace"), ("bytes that are not UTF-8 replaced",)
    codec = _guess(raw)
    return raw.decode(codec, "replace"), (f"characters read as {codec}",)


def _declared(raw: bytes) -> str:
    match = _META_CHARSET.search(raw[:4096])
    return _superset(match[1].decode("ascii")) if match else ""


def _superset(name: str) -> str:
    """Return the encoding that browsers take instead of one: pages that say Latin-1 are in Windows' superset of it."""
    return _SUPERSETS.get(name.strip().lower(), name.strip().lower())


def _try(raw: bytes, codec: str) -> str | None:
    try:
        return raw.decode(codec) if codec and codecs.lookup(codec)._is_text_encoding else None  # noqa: SLF001
    except (UnicodeError, LookupError):
        return None


def _nearly_utf8(raw: bytes) -> bool:
    text = raw[:_LOOK].decode("utf-8", "replace")
    bad = text.count("\ufffd")
    return bad <= sum(character > "\x7f" for character in text) // 10


def _guess(raw: bytes) -> str:
    from charset_normalizer import from_bytes  # noqa: PLC0415 - most documents do not need it

    lines = _odd_lines(raw)
    best = from_bytes(lines, cp_isolation=_GUESSES).best()
    codec = best.encoding if best else "cp1252"
    if codec not in _LATIN:
        return codec
    return "cp1252" if _is_western(lines) else codec.replace("cp1252", "cp1250")


def _is_western(lines: bytes) -> bool:
    """Return whether the common Latin code page reads well: the others differ from it in few letters."""
    text = lines.decode("cp1252", "replace")
    accented = sum(letter >= "À" and letter.isalpha() for letter in text)
    return len(_ODD.findall(text)) < 2 and accented < len(text) * _MANY_ACCENTS


def _odd_lines(raw: bytes) -> bytes:
    """Return the lines that hold more than ASCII: the others say nothing of the encoding."""
    lines = [line for line in raw[: 4 * _LOOK].splitlines() if not line.isascii()]
    return b"\n".join(lines)[:_LOOK] or raw[:_LOOK]


def _format(text: str, name: str) -> Format:
    if name.endswith(ENTRY_SUFFIX) and text.startswith(ENTRY_START):
        return "entry"
    hint = _SUFFIXES.get("." + name.rpartition(".")[2].lower()) if "." in name else None
    start = text[:_LOOK].lstrip("\ufeff")
    if _HTML_START.match(start[:8192]) or (len(_HTML_TAG.findall(start)) > 2 and start.lstrip().startswith("<")):
        return "html"
    if hint == "html":
        return "html" if _HTML_TAG.search(start) else "plain"
    return hint or ("markdown" if _is_markdown(start) else "plain")


def _is_markdown(start: str) -> bool:
    if _FRONT_MATTER.match(start):
        return True
    counts = [len(pattern.findall(start)) for pattern in _MARKDOWN]
    kinds = sum(bool(count) for count in counts)
    return kinds > 1 or counts[2] > 1
