"""The bytes of an XML document -> characters that are safe to parse: decoded, and without what a DOCTYPE may declare.

A DOCTYPE can name files and addresses, and entities that grow a thousandfold; a feed or a list of feeds needs none of
that. It is cut out whole, and of its entities only short ones without markup stay.
"""

from __future__ import annotations

import re
from html.entities import html5

from briefing.ingest.detect import decode
from briefing.text.patterns import lazy

_ODD_STARTS = {
    b"\x4c\x6f\xa7\x94": "cp037",
    b"\0\0\0<": "utf-32-be",
    b"<\0\0\0": "utf-32-le",
    b"\0<\0?": "utf-16-be",
    b"<\0?\0": "utf-16-le",
}
_CHARSET = lazy(r";\s*charset\s*=\s*[\"']?\s*([\w.:-]{1,40})", re.IGNORECASE)
# without the blanks before it: of very many, each would be tried as its beginning
_DECLARATION = lazy(r"<\?xml\b[^>]{0,500}\?>", re.IGNORECASE)
_NO_XML = lazy("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_CHARACTER = lazy(r"&#(?:[xX]0*([0-9a-fA-F]{1,9})|0*(\d{1,9}))\w*;?")
_FIRST_ELEMENT = lazy(r"<[^\W\d]")
_ASIDE = lazy(r"\s+|(?><!--.*?-->)|<\?[^>]*>", re.DOTALL)
_ROOT = lazy(r"<((?:\w+:)?\w+)(?=[\s/>])")
_AMPERSAND = lazy(r"&(#\d{1,7};|#[xX][0-9a-fA-F]{1,6};|\w{1,40};)?")
_XML = frozenset(("amp;", "lt;", "gt;", "quot;", "apos;"))
_REFERENCE = lazy(r"&([\w.-]{1,40});")
_DOCTYPE = lazy(r"<!DOCTYPE\b", re.IGNORECASE)
_LONGEST_DOCTYPE = 20_000
_ENTITY = lazy(r"""<!ENTITY\s+([\w.-]{1,40})\s+(?:"([^"<>&%]{0,100})"|'([^'<>&%]{0,100})')\s*>""")
# possessive and atomic: a document that never closes its DOCTYPE must not cost more than one that does
_SUBSET = lazy(
    r"""<!DOCTYPE[^\[\]<>]{0,1000}+(?>\[(?>[^\]"'<]|"[^"]*"|'[^']*'|<!--.*?-->|<)*+\]\s*+)?>""",
    re.DOTALL | re.IGNORECASE,
)


def decode_xml(raw: bytes, content_type: str) -> tuple[str, tuple[str, ...]]:
    """Return the characters of an XML document, without its declaration, and what decoding had to change.

    A byte order mark goes before all else, then what is valid UTF-8, then the header that the bytes came with, then the
    declaration, then a guess.
    """
    codec = _ODD_STARTS.get(raw[:4])
    charset = _CHARSET.search(content_type)
    text, notes = (raw.decode(codec, "replace"), ()) if codec else decode(raw, charset[1] if charset else "")
    return _CHARACTER.sub(_checked, _NO_XML.sub("", _DECLARATION.sub("", text.removeprefix("\ufeff"), 1))), notes


def _checked(reference: re.Match[str]) -> str:
    """Return a reference to a character as it is, and nothing where no such character is."""
    number = int(reference[1], 16) if reference[1] else int(reference[2])
    there = (
        number in (9, 10, 13) or 0x20 <= number < 0xD800 or 0xE000 <= number < 0xFFFE or 0x10000 <= number < 0x110000
    )
    return reference[0] if there else ""


def past_prolog(text: str, at: int = 0) -> int:
    """Return where the first thing stands, from a place on, that is no white space, comment or instruction."""
    while found := _ASIDE.match(text, at):
        at = found.end()
    return at


def root_of(text: str) -> str:
    """Return the name of the first element, in small letters and with its prefix, or "" where there is none."""
    root = _ROOT.match(text, past_prolog(text))
    return root[1].lower() if root else ""


def without_doctype(text: str) -> str:
    """Return the document without its DOCTYPE; what stood for a short text is put in its place."""
    start = past_prolog(text)
    if not _DOCTYPE.match(text, start):
        return text
    whole = _SUBSET.match(text[start : start + _LONGEST_DOCTYPE])
    if not whole:
        first = _FIRST_ELEMENT.search(text, start)
        return text[:start] + text[first.start() if first else len(text) :]
    return text[:start] + _spelt_out(text[start + whole.end() :], whole[0])


def mended(text: str) -> str:
    """Return the document with what HTML names and XML does not spelt out, and a "&" that stands for itself as one."""
    first, *others = text.split("<![CDATA[")
    pieces = [_AMPERSAND.sub(_known, first)]
    for other in others:
        inside, end, after = other.partition("]]>")
        pieces.append(inside + end + _AMPERSAND.sub(_known, after))
    return "<![CDATA[".join(pieces)


def _known(ampersand: re.Match[str]) -> str:
    name = ampersand[1] or ""
    if name in _XML or name.startswith("#"):
        return ampersand[0]
    character = html5.get(name)
    return "".join(f"&#{ord(one)};" for one in character) if character else f"&amp;{name}"


def _spelt_out(text: str, doctype: str) -> str:
    entities = {name: one or other for name, one, other in _ENTITY.findall(doctype)}
    if not entities:
        return text
    return _REFERENCE.sub(lambda found: entities.get(found[1], found[0]), text)
