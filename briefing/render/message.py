"""A mail as bytes that any server takes: ASCII, short lines, nothing in its head but what is put there.

Written out here and not by `email.message`, whose folding loses blanks between encoded words and differs between
versions of Python, where the same issue is to give the same bytes. What is written is read back by it in the tests.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from briefing.text.mailboxes import Mailbox

_LINE = 76  # characters, as RFC 2045 and RFC 2047 have it
_CHUNK = 45  # bytes: sixty characters of base64, and =?utf-8?b??= around them
_PLAIN = re.compile(r"[!-~]+(?: [!-~]+)*")
_ATOMS = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?: [A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*")
_FIELD = re.compile(r"[A-Z][A-Za-z-]*: [ -~]*(?:\r\n [ -~]+)*")


def message(head: Iterable[tuple[str, str]], text: str, html: str) -> str:
    """Return a mail in two forms, the plain text first; `head` are the fields before those of the format.

    Values are as `words` and `people` write them. Lines end with CRLF. Raises ValueError for a value that would be
    more than one field.
    """
    bodies = [body("plain", text), body("html", html)]
    mark = "=_" + hashlib.sha256("".join(bodies).encode("ascii")).hexdigest()[:32]
    fields = [
        *head,
        ("MIME-Version", "1.0"),
        ("Content-Type", f'multipart/alternative;\r\n boundary="{mark}"'),
    ]
    lines = [_field(name, value) for name, value in fields]
    return "\r\n".join([*lines, "", *(f"--{mark}\r\n{part}" for part in bodies), f"--{mark}--", ""])


def body(kind: str, text: str) -> str:
    """Return a part of a mail with its own head: in quoted-printable, or in base64 where that is shorter."""
    data = text.replace("\r\n", "\n").replace("\n", "\r\n").encode("utf-8", "replace")
    quoted = binascii.b2a_qp(data, istext=True).decode("ascii")
    packed = "\r\n".join(_in_lines(base64.b64encode(data).decode("ascii")))
    way, written = min(("quoted-printable", quoted), ("base64", packed), key=lambda one: len(one[1]))
    head = (f'Content-Type: text/{kind}; charset="utf-8"', f"Content-Transfer-Encoding: {way}")
    return "\r\n".join([*head, "", written])


def words(text: str, name: str) -> str:
    """Return text as the value of the field `name`: as it is, or in encoded words (RFC 2047), folded."""
    text = " ".join(text.split())
    if _PLAIN.fullmatch(text) and len(name) + 2 + len(text) <= _LINE and "=?" not in text:
        return text
    return "\r\n ".join(f"=?utf-8?b?{base64.b64encode(part).decode('ascii')}?=" for part in _chunks(text))


def people(boxes: Iterable[Mailbox], name: str) -> str:
    """Return mailboxes as the value of the field `name`, one a line."""
    return ",\r\n ".join(_person(box, name) for box in boxes)


def _person(box: Mailbox, name: str) -> str:
    if not box.name:
        return box.address
    plain = words(box.name, name)
    if plain == box.name and not _ATOMS.fullmatch(plain):
        escaped = plain.replace("\\", "\\\\").replace('"', '\\"')
        plain = f'"{escaped}"'
    fits = len(name) + len(plain) + len(box.address) < _LINE
    return f"{plain} <{box.address}>" if fits else f"{plain}\r\n <{box.address}>"


def _field(name: str, value: str) -> str:
    field = f"{name}: {value}"
    if not _FIELD.fullmatch(field):
        raise ValueError(f"not one field of a mail: {field!r}")
    return field


def _chunks(text: str) -> list[bytes]:
    """Part the text where letters end, so that each encoded word can be read alone."""
    chunks = [b""]
    for letter in text:
        data = letter.encode("utf-8", "replace")
        if len(chunks[-1]) + len(data) > _CHUNK:
            chunks.append(b"")
        chunks[-1] += data
    return chunks


def _in_lines(text: str) -> list[str]:
    return [text[at : at + _LINE] for at in range(0, len(text), _LINE)]
