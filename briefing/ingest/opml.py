"""OPML -> the feeds that it lists.

Read by expat, without a DOCTYPE: so it can name no file and no address, and no entity that grows. Names of characters
that HTML knows and XML does not are spelt out first, and a "&" that stands for itself is taken as one.
"""

from __future__ import annotations

from dataclasses import field
from xml.parsers import expat

from briefing.errors import InputError
from briefing.ingest.characters import fold
from briefing.ingest.xml_text import decode_xml, mended, root_of, without_doctype
from briefing.model.records import dataclass

_LARGEST = 16 * 1024 * 1024
_MOST_FEEDS, _DEEPEST = 10_000, 100
_WEB = ("http://", "https://")


@dataclass(frozen=True, slots=True)
class Outline:
    """A feed in a list of feeds: its title, its address, and the titles of the outlines that it stands under."""

    title: str
    address: str
    category: tuple[str, ...] = ()


def parse_opml(raw: bytes, name: str) -> tuple[Outline, ...]:
    """Return the feeds that a list names, each address once, in their order.

    Raises InputError (of `name`) where it is no such list, is damaged, or names none.
    """
    if len(raw) > _LARGEST:
        raise InputError(name, f"larger than {_LARGEST // 1024 // 1024} MB")
    text = without_doctype(decode_xml(raw, "")[0].lstrip())
    if root_of(text).rpartition(":")[2] not in ("opml", "outline", "body"):
        raise InputError(name, "no list of feeds: write the address of an OPML file" if text else "empty")
    listing = _read(text, name)
    if not listing.found:
        raise InputError(name, "a list of feeds without a feed: no outline has an xmlUrl that is a web address")
    return tuple(listing.found.values())


@dataclass(slots=True)
class _Listing:
    """What has been read so far: the feeds by their addresses, and the titles that the place stands under."""

    found: dict[str, Outline] = field(default_factory=dict)
    above: list[str] = field(default_factory=list)

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name.lower() != "outline":
            return
        said = {key.lower(): fold(value) for key, value in attributes.items()}
        title = said.get("title") or said.get("text") or ""
        address = said.get("xmlurl") or (said.get("url", "") if said.get("type", "").lower() in ("rss", "atom") else "")
        if len(self.above) > _DEEPEST or len(self.found) >= _MOST_FEEDS:
            raise ValueError(f"more than {_MOST_FEEDS:,} feeds, or nested more than {_DEEPEST} deep")
        if address.lower().startswith(_WEB):
            self.found.setdefault(address, Outline(title or address, address, tuple(filter(None, self.above))))
        self.above.append(title)

    def end(self, name: str) -> None:
        if name.lower() == "outline":
            self.above.pop()


def _read(text: str, name: str) -> _Listing:
    listing, parser = _Listing(), expat.ParserCreate("utf-8")
    parser.StartElementHandler, parser.EndElementHandler = listing.start, listing.end
    try:
        parser.Parse(mended(text).encode(), True)  # noqa: FBT003 - expat has no names
    except expat.ExpatError as error:
        raise InputError(name, f"damaged or cut off at line {error.lineno}: {expat.ErrorString(error.code)}") from error
    except ValueError as error:
        raise InputError(name, str(error)) from error
    return listing
