"""The dateline in front of a report: "LISBON, May 14 (Agency) —"."""

from __future__ import annotations

from briefing.ingest.agencies import agency, is_newsroom
from briefing.model.records import dataclass
from briefing.text.patterns import lazy
from briefing.text.times import Stamp, dates_in

_FARTHEST = 110
_DASH = lazy(r"(?<=[\w).])\s*(?:[–—―]|--)\s*|(?<=\))\s*-\s+|\s+-\s+|(?<=[A-ZÀ-ÖØ-ÞЀ-Я]):\s+")
_AGENCY = lazy(r"\s*\((?P<name>[^()\d]{2,40})\)\s*$")
_PLACE = lazy(r"[^\W\d_][\w.'’/-]*(?:,?\s+(?:[^\W\d_][\w.'’/-]*)){0,5},?")
_SMALL = frozenset("de la le les del of the am an der upon sur and und et y na над".split())


@dataclass(frozen=True, slots=True)
class Dateline:
    """A dateline that ends before `end`; `agency` is "" and `stamp` None where it names none."""

    end: int
    agency: str = ""
    stamp: Stamp | None = None


def dateline(text: str) -> Dateline | None:
    """Return the dateline that the text begins with, or None."""
    dash = _DASH.search(text[:_FARTHEST])
    if not dash or not _begins(text[dash.end() :]):
        return None
    head, name = _agency(text[: dash.start()])
    head, stamp = _date(head)
    if not head:
        return Dateline(dash.end(), name, stamp) if agency(name) else None
    if not _is_place(head) or not (name or stamp or _in_capitals(head)):
        return None
    if ":" in dash[0] and not _in_capitals(head):
        return None
    return Dateline(dash.end(), name, stamp)


def _begins(rest: str) -> bool:
    first = rest.lstrip("\"“«„‘'([")[:1]
    return first.isupper() or first.isdigit()


def _agency(head: str) -> tuple[str, str]:
    match = _AGENCY.search(head)
    if not match:
        return head, ""
    name, place = match["name"].strip(), head[: match.start()]
    short = name.isupper() and name.isalpha()
    return (place, name) if is_newsroom(name) or short or _in_capitals(place) else (head, "")


def _date(head: str) -> tuple[str, Stamp | None]:
    for stamp in dates_in(head):
        if not head[stamp.end :].strip(" ,.") and stamp.start:
            return head[: stamp.start].rstrip(" ,"), stamp
    return head.strip(" ,"), None


def _is_place(head: str) -> bool:
    words = head.replace(",", " ").split()
    return bool(_PLACE.fullmatch(head)) and all(word[0].isupper() or word in _SMALL for word in words)


def _in_capitals(head: str) -> bool:
    place = head.partition(",")[0]
    return place.isupper() and sum(map(str.isalpha, place)) > 2
