"""A message (a newsletter, a press release) -> a draft: the body that is the report, and what its header knows."""

from __future__ import annotations

import re
from dataclasses import field, replace
from email import policy
from email.errors import MessageError
from email.parser import BytesParser
from typing import TYPE_CHECKING, Any

from briefing.errors import InputError
from briefing.ingest import plain
from briefing.ingest.bounds import beginning, bounded
from briefing.ingest.characters import clean, fold
from briefing.ingest.detect import decode
from briefing.ingest.draft import Draft, Facts, Part, merge
from briefing.ingest.forwarded import unwrap
from briefing.ingest.fragments import read_fragment
from briefing.ingest.headers import address_of_issue, facts_of_header
from briefing.model.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from email.message import Message

_DEEPEST, _MOST_PARTS = 30, 500
_MOST_BOUNDARIES, _MOST_WORK = 5_000, 20_000_000
"""Lines that begin as a boundary does; and comparisons: the library compares a line with the boundaries of all parts
that it stands in."""
_MOST_LINES, _LONGEST_FIELD = 1_000_000, 5_000
"""Lines, of which attachments of 64 MB have fewer; characters of a header's field that are looked at: the library takes
the square of their number for the parameters in one."""
_STUB = 0.5  # of the letters of the plain text: an alternative in HTML that has less is not the report
_LEAST_OWN = 400  # letters: a message with less of its own hands on the longer one that is attached to it
_TAIL = 0.6  # of the letters: what speaks of cancelling after that begins the foot
_LONGEST_FOOT = 400
_CANCEL = re.compile(
    r"unsubscrib|opt[- ]out|manage (?:your )?(?:e-?mail )?(?:preferences|subscription)|update (?:your )?preferences|"
    r"abmelden|abbestellen|austragen|désabonner|désinscri|desinscri|darse de baja|cancelar (?:la|tu|su) suscripci|"
    r"отписаться|відписатися|إلغاء الاشتراك",
    re.IGNORECASE,
)
_WHY = re.compile(
    r"you(?:'re|’re| are)? (?:received|receiving|getting|got) this|this (?:e-?mail|message|newsletter) was sent to|"
    r"sie erhalten diese|vous recevez ce|recib(?:e|es|ió|iste) este|вы получили это|ви отримали цей",
    re.IGNORECASE,
)
_IN_BROWSER = re.compile(
    r"(?:view|read|open|see)\b.{0,30}\b(?:in (?:your |a |the )?(?:web ?)?browser|online|on the web)|web ?version|"
    r"im browser|online (?:ansehen|lesen)|(?:voir|lire)\b.{0,30}\b(?:en ligne|navigateur)|"
    r"\bver\b.{0,30}\b(?:en línea|navegador)|в браузере|у браузері",
    re.IGNORECASE,
)
_LONGEST_LINK_LINE = 140
_WEB_ADDRESS = re.compile(r"https?://\S+", re.IGNORECASE)
_BOUNDARY = re.compile(rb"boundary\*?\d*\*?=", re.IGNORECASE)
_TOO_MANY = "a message with too many lines, or parts within parts"
_SIGNATURE = re.compile(r"^-- ?$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Body:
    """What one part of a message shows: its parts, its links as (words, address), what reading it had to change."""

    parts: tuple[Part, ...] = ()
    links: tuple[tuple[str, str], ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def letters(self) -> int:
        """How many letters and digits the running text has, addresses left out."""
        texts = (part.text for part in self.parts if part.kind != "furniture")
        return sum(map(str.isalnum, _WEB_ADDRESS.sub("", " ".join(texts))))


@dataclass(slots=True)
class _Found:
    """What a message holds besides its text."""

    messages: list[Message] = field(default_factory=list)
    attached: list[str] = field(default_factory=list)
    parts: int = 0


def parse(raw: bytes, name: str) -> Draft:
    """Return the draft of a message; raises InputError (of `name`) where it cannot be taken apart."""
    if _is_too_much(raw):
        raise InputError(name, _TOO_MANY)
    try:
        return _draft(BytesParser(policy=_Cutting()).parsebytes(raw), _DEEPEST)
    except RecursionError as error:
        raise InputError(name, _TOO_MANY) from error
    except (MessageError, ValueError, LookupError, TypeError) as error:  # the library's, of parameters in odd pieces
        raise InputError(name, "a damaged message: save it again") from error


class _Cutting(policy.Compat32):
    """The library's old policy, by which of each field of a header only so much is kept."""

    def header_source_parse(self, sourcelines: list[str]) -> tuple[str, str]:
        """Return the name and the value of a field."""
        name, value = super().header_source_parse(sourcelines)
        return name, value[:_LONGEST_FIELD]


def _is_too_much(raw: bytes) -> bool:
    """Return whether a message has more lines or parts, or these within each other, than any that somebody wrote."""
    boundaries, lines = len(_BOUNDARY.findall(raw)), raw.count(b"\n")
    return lines > _MOST_LINES or raw.count(b"\n--") > _MOST_BOUNDARIES or boundaries * lines > _MOST_WORK


def _draft(message: Message, depth: int) -> Draft:
    found = _Found()
    body = _body(message, found, depth)
    if len(found.messages) == 1 and body.letters < _LEAST_OWN and depth:
        inner = _draft(found.messages[0], depth - 1)
        if Body(inner.parts).letters > body.letters:
            return inner
    cancels = message.get("List-Unsubscribe") is not None
    whole = unwrap(body.parts, facts_of_header(message))
    issue = address_of_issue(target for words, target in body.links if _IN_BROWSER.search(words))
    link = Facts(url=replace(whole.facts.url, value=issue, basis="metadata")) if issue else Facts()
    attached = [f"attachment not read: {one}" for one in found.attached]
    attached += ["attached message not read"] * len(found.messages)
    parts = _without_foot(whole.parts, body.links, cancels=cancels)
    return Draft(tuple(parts), (merge([whole.facts, link]),), (*body.notes, *dict.fromkeys(attached)))


# --- which parts of the message are its text


def _body(message: Message, found: _Found, depth: int) -> Body:
    """Return what a message or one of its parts shows; what it only carries is put with what is found."""
    kind = message.get_content_type()
    found.parts += 1
    if not depth or found.parts > _MOST_PARTS:
        return Body()
    if kind == "message/rfc822":
        found.messages += _inside(message)
        return Body()
    if message.is_multipart():
        bodies = [_body(part, found, depth - 1) for part in _inside(message)]
        return _best(bodies) if kind == "multipart/alternative" else _joined(bodies)
    if _is_attached(message) or kind not in _READERS:
        found.attached += filter(None, [fold(clean(message.get_filename() or ""))])
        return Body()
    return _READERS[kind](message)


def _inside(message: Message) -> list[Message]:
    parts: Any = message.get_payload()
    return parts if isinstance(parts, list) else []


def _is_attached(message: Message) -> bool:
    return message.get_content_disposition() == "attachment" or (
        message.get_content_disposition() == "inline" and bool(message.get_filename())
    )


def _best(bodies: Sequence[Body]) -> Body:
    """Return the last alternative, the richest, unless it has little of the text of the others."""
    most = max((body.letters for body in bodies), default=0)
    return next((body for body in reversed(bodies) if body.letters and body.letters >= _STUB * most), Body())


def _joined(bodies: Sequence[Body]) -> Body:
    return Body(
        tuple(part for body in bodies for part in body.parts),
        tuple(link for body in bodies for link in body.links),
        tuple(dict.fromkeys(note for body in bodies for note in body.notes)),
    )


def _html(message: Message) -> Body:
    text, notes = _decoded(message)
    fragment = read_fragment(clean(text))
    return Body(fragment.parts, fragment.links, (*notes, *fragment.notes))


def _plain(message: Message) -> Body:
    text, notes = _decoded(message)
    looked_at = beginning(clean(text))
    text = looked_at.text
    if str(message.get_param("format", "")).lower() == "flowed":
        text = _unflowed(text, joined=str(message.get_param("delsp", "")).lower() == "yes")
    own, quoted = _own_and_quoted(text)
    text, *signed = _SIGNATURE.split(own)
    draft = bounded(plain.parse(text), whole=looked_at.whole)
    aside = [Part(fold(part), "furniture") for part in (*re.split(r"\n\s*\n", "\n\n".join(signed)), *quoted)]
    return Body((*draft.parts, *(part for part in aside if part.text)), _links(text), (*notes, *draft.notes))


_READERS: dict[str, Callable[[Message], Body]] = {"text/html": _html, "text/plain": _plain}


def _decoded(message: Message) -> tuple[str, tuple[str, ...]]:
    """Return the characters of a part; a charset that it does not have is found as for files."""
    payload = message.get_payload(decode=True)
    raw = payload if isinstance(payload, bytes) else b""
    return decode(raw, str(message.get_content_charset() or ""))


def _links(text: str) -> tuple[tuple[str, str], ...]:
    """Return the addresses in plain text, each with the line before it and its own."""
    lines = text.split("\n")
    return tuple(
        (fold(f"{before} {line}"), match[0].rstrip(">).,"))
        for before, line in zip(["", *lines], lines, strict=False)
        for match in _WEB_ADDRESS.finditer(line)
    )


def _unflowed(text: str, *, joined: bool) -> str:
    """Return the text with the lines joined that RFC 3676 marks as flowing on; `joined`: without the space between."""
    lines: list[list[str]] = []
    open_ = False
    for raw in text.split("\n"):
        line = raw.removeprefix(" ")
        flows = line.endswith(" ") and line != "-- " and not line.startswith(">")
        piece = line[:-1] if flows and joined else line
        if open_:
            lines[-1].append(piece)
        else:
            lines.append([piece])
        open_ = flows
    return "\n".join(map("".join, lines))


def _own_and_quoted(text: str) -> tuple[str, list[str]]:
    """Return the text without the lines that it quotes of another message, and these."""
    lines = text.split("\n")
    own = [line for line in lines if not line.startswith(">")]
    quoted = " ".join(line.lstrip("> ") for line in lines if line.startswith(">"))
    return "\n".join(own), [quoted] if quoted else []


# --- what every message of its kind says


def _without_foot(parts: Sequence[Part], links: Iterable[tuple[str, str]], *, cancels: bool) -> Iterator[Part]:
    """Yield the parts, with the lines on reading it elsewhere and the foot on cancelling told as furniture."""
    linked = {fold(words) for words, _ in links if _CANCEL.search(words)}
    about = [_is_about_the_letter(part, linked, cancels=cancels) for part in parts]
    foot = _foot(parts, about)
    for at, (part, aside) in enumerate(zip(parts, about, strict=True)):
        yield replace(part, kind="furniture") if aside or at >= foot else part


def _is_about_the_letter(part: Part, linked: set[str], *, cancels: bool) -> bool:
    text = part.text
    if len(text) <= _LONGEST_LINK_LINE and _IN_BROWSER.search(text):
        return True
    if len(text) > _LONGEST_FOOT or not (_CANCEL.search(text) or _WHY.search(text)):
        return False
    return cancels or bool(_WEB_ADDRESS.search(text)) or any(words in text for words in linked)


def _foot(parts: Sequence[Part], about: Sequence[bool]) -> int:
    """Return where the foot begins: at the first line on cancelling near the end."""
    total, seen = sum(len(part.text) for part in parts), 0
    for at, part in enumerate(parts):
        if about[at] and seen >= _TAIL * total and not _IN_BROWSER.search(part.text):
            return at
        seen += len(part.text)
    return len(parts)
