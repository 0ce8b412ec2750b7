"""The lines of settings that open a Markdown file: between `---` as `key: value`, between `+++` as TOML."""

from __future__ import annotations

import re
import tomllib
from typing import Any

from briefing.ingest.draft import Facts, known
from briefing.model import Dating
from briefing.text.times import machine_date

_FENCED = re.compile(r"\s*(?P<fence>---|\+\+\+)[ \t]*\n(?P<inside>.*?)\n(?P=fence)[ \t]*(?:\n|$)", re.DOTALL)
_PAIR = re.compile(r"([\w-]+)\s*:\s*(.*)")
_KEYS = {
    "title": ("title", "headline"),
    "publisher": ("publisher", "site_name", "sitename", "site", "publication", "newspaper", "outlet"),
    "author": ("author", "authors", "byline", "by"),
    "url": (
        "url",
        "original_url",
        "source_url",
        "canonical",
        "canonical_url",
        "permalink",
        "link",
        "original",
        "source",
    ),
    "published": (
        "published",
        "date",
        "published_at",
        "publishdate",
        "publish_date",
        "date_published",
        "datepublished",
        "created",
    ),
}
_LONGEST = 8_192


def split_front_matter(text: str) -> tuple[Facts, str]:
    """Return what the front matter says, and the text after it; without front matter nothing and the whole text."""
    match = _FENCED.match(text[:_LONGEST])
    pairs = _pairs(match) if match else {}
    return (_facts(pairs), text[match.end() :]) if match and pairs else (Facts(), text)


def _pairs(match: re.Match[str]) -> dict[str, str]:
    if match["fence"] == "---":
        return _yaml_like(match["inside"])
    try:
        return {key: _words(value) for key, value in tomllib.loads(match["inside"]).items()}
    except (ValueError, RecursionError):  # no TOML, numbers without end, tables in tables without end
        return {}


def _yaml_like(inside: str) -> dict[str, str]:
    """Read `key: value` lines and the `- item` lines under a key; anything else is no front matter."""
    pairs: dict[str, str] = {}
    last = ""
    for line in inside.splitlines():
        pair = _PAIR.fullmatch(line.strip())
        if pair and not line.startswith((" ", "\t", "-")):
            last = pair[1]
            pairs[last] = _unquoted(pair[2])
        elif line.strip().startswith("- ") and last:
            pairs[last] = ", ".join(filter(None, (pairs[last], _unquoted(line.strip()[2:]))))
        elif line.strip() and not line.startswith((" ", "\t", "#")):
            return {}
    return pairs


def _unquoted(value: str) -> str:
    value = value.strip()
    if value[:1] == "[" and value[-1:] == "]":
        return ", ".join(_unquoted(one) for one in value[1:-1].split(","))
    return value[1:-1] if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'" else value


def _words(value: Any) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _facts(pairs: dict[str, str]) -> Facts:
    lowered = {key.lower().replace("-", "_"): value for key, value in pairs.items()}
    found = {name: next((lowered[key] for key in keys if lowered.get(key)), "") for name, keys in _KEYS.items()}
    day = machine_date(found["published"])
    url = found["url"] if found["url"].startswith(("http://", "https://")) else ""
    return Facts(
        known(found["title"], "metadata"),
        known(found["publisher"], "metadata"),
        known(found["author"], "metadata"),
        known(url, "metadata"),
        Dating(day[0], day[1], "metadata") if day else Dating(),
    )
