"""What a mail says of who sends it and who gets it, by whatever way it goes."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, TypeVar

from briefing.config.tables import Place, duration, record_of, show
from briefing.model.records import dataclass
from briefing.text.mailboxes import mailbox
from briefing.text.patterns import lazy

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_LIST = lazy(r"(?:[^<>\x00-\x1f\x7f]*<)?[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)+>?")
_UNSUBSCRIBE = lazy(r"(?:https://|mailto:)[!#-;=?-~]+")


@dataclass(frozen=True, slots=True)
class Addressing:
    """What a mail says of who sends it and who gets it, by whatever way it goes.

    `book` holds the entries of an address book, of whom nobody sees another. `each` gives everybody a mail of their
    own. At most `most` recipients are served in a run. `corrections` says whether a changed issue goes out again;
    `give_up` how long what waits is tried.
    """

    from_: str = ""
    to: tuple[str, ...] = ()
    cc: tuple[str, ...] = ()
    bcc: tuple[str, ...] = ()
    reply_to: str | None = None
    book: tuple[str, ...] = ()
    each: bool = False
    list_id: str | None = None
    list_unsubscribe: tuple[str, ...] = ()
    most: int = 100
    corrections: bool = True
    give_up: timedelta = timedelta(hours=48)


_Kind = TypeVar("_Kind", bound=Addressing)


def addressed(at: Place, table: Any, kind: type[_Kind], folder: Path) -> _Kind:
    """Return the record of a way that sends mails, its addresses checked and its address book read."""
    values = record_of(at, table, kind, ("book", "give_up"))
    if "give_up" in values:
        values["give_up"] = duration(at.key("give_up"), values["give_up"])
    if "book" in values:
        values["book"] = _book(at.key("book"), values["book"], folder)
    way = kind(**values)
    for place, text, readers in _addresses(at, way):
        _checked_mailbox(place, text, any_letters=readers)
    _checked_list(at, way)
    if way.most < 1:
        raise at.key("most").error(f"{way.most} is too few; it is at least 1, and the rest goes with the next run")
    return way


def _addresses(at: Place, way: Addressing) -> Iterator[tuple[Place, str, bool]]:
    """Yield the addresses of a way, where each stands, and whether it is of somebody who gets the mail."""
    yield at.key("from"), way.from_, False
    if way.reply_to is not None:
        yield at.key("reply_to"), way.reply_to or "?", False
    for name in ("to", "cc", "bcc"):
        yield from ((at.key(name).key(number), text or "?", True) for number, text in enumerate(getattr(way, name)))


def _checked_mailbox(at: Place, text: str, *, any_letters: bool) -> None:
    try:
        if text:
            mailbox(text, any_letters=any_letters)
    except ValueError as error:
        raise at.error(f"{show(' '.join(text.split()))} {error}") from None


def _checked_list(at: Place, way: Addressing) -> None:
    if way.list_id is not None and not _is_list(way.list_id):
        problem = 'is not the id of a list; write it as in "istanbul.example.org" or "Istanbul <istanbul.example.org>"'
        raise at.key("list_id").error(f"{show(' '.join(way.list_id.split()))} {problem}")
    for number, address in enumerate(way.list_unsubscribe):
        if not _UNSUBSCRIBE.fullmatch(address):
            problem = f'{show(" ".join(address.split()))} does not begin with "https://" or "mailto:"'
            raise at.key("list_unsubscribe").key(number).error(f"{problem}, or holds what no address does")


def _is_list(text: str) -> bool:
    return bool(_LIST.fullmatch(text)) and ("<" in text) == text.endswith(">")


def _book(at: Place, name: Any, folder: Path) -> tuple[str, ...]:
    """Return the entries of an address book: a line each; what follows # at the beginning of a line is a remark."""
    if not isinstance(name, str) or not name:
        raise at.error(f'{show(name)} is not the name of a file; write it as in "readers.txt"')
    path = folder / name
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except OSError as error:
        raise at.error(f"{show(str(path))} cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise at.error(f"{show(str(path))} is not UTF-8 text (byte {error.start})") from error
    entries = [(number, line.strip()) for number, line in enumerate(lines, 1)]
    written = [(number, line) for number, line in entries if line and not line.startswith("#")]
    for number, line in written:
        _checked_mailbox(Place(str(path), f"line {number}"), line, any_letters=True)
    return tuple(line for _, line in written)
