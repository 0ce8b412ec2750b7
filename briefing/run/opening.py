"""What opens the sources: put into addresses right before they are fetched, and taken out of all that comes back."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from briefing.deliver.hidden import Hidden, revealed
from briefing.errors import ConfigError
from briefing.text.veil import SHORTEST, blotted, holds, never_say, veil_of, without

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from pathlib import Path

    from briefing.ingest.feeds import Feed
    from briefing.ingest.fetch import Fetched
    from briefing.model import Filing
    from briefing.run.asking import Ask

MOST_LENT = 20
"""How many values of parameters a feed may lend one reader: where each link has its own, they name pages."""

TELLS = "it says again what opens its source, where that cannot be taken out; nothing of it is kept"


def opened(ask: Ask, folder: Path) -> Ask:
    """Return an address with the secret that its settings name, where they do; files count from `folder`.

    Raises ConfigError, showing nothing, where it is not to be had, or too short to be told from words.
    """
    source = ask.source
    if source.secret_env is None and source.secret_file is None:
        return ask
    hidden = Hidden(source.secret_env, folder / source.secret_file if source.secret_file else None)
    secret = revealed(hidden, "secret of its address")
    if len(secret) < SHORTEST:
        raise ConfigError("", "", f"{hidden.place} holds fewer than {SHORTEST} characters; that is no secret")
    return replace(ask, secret=secret)


def secrets_of(asks: Iterable[Ask]) -> set[str]:
    """Return what opens these addresses, as far as it can be told from other words; no message says it from now on."""
    found = {token for ask in asks for token in ask.tokens}
    never_say(found)
    return found


def met(fetched: Fetched) -> set[str]:
    """Return what opens the addresses that a server has sent on to."""
    is_feed = fetched.request.kind == "feed"
    found = {token for url in (fetched.url, fetched.moved_to) for token in veil_of(url, by_shape=is_feed).tokens}
    never_say(found)
    return found


def lent_by(feed: Feed) -> set[str]:
    """Return what a feed that is opened with something lends in its links; of many values none is the reader's own."""
    found = {token for entry in feed.entries for token in veil_of(entry.link, by_shape=False).tokens}
    return found if len(found) <= MOST_LENT else set()


def closed(fetched: Fetched, secrets: Collection[str]) -> Fetched:
    """Return what was fetched without secrets in what is said and kept of it; a page has asterisks over them."""
    if not secrets:
        return fetched
    etag, modified = ("" if holds(one, secrets) else one for one in (fetched.etag, fetched.last_modified))
    page = fetched.request.kind == "page"
    return replace(
        fetched,
        problem=without(fetched.problem, secrets),
        etag=etag,
        last_modified=modified,
        content_type=without(fetched.content_type, secrets),
        body=blotted(fetched.body, secrets) if page else fetched.body,
    )


def tells(filing: Filing, secrets: Collection[str]) -> bool:
    """Return whether a secret stands in a document as it was read, though its bytes do not show it."""
    return bool(secrets) and any(holds(text, secrets) for text in _said(filing))


def _said(filing: Filing) -> Iterable[str]:
    arrival, article = filing.arrival, filing.article
    yield f"{arrival.path} {arrival.id} {arrival.itself} {arrival.feed}"
    yield filing.problem
    if article:
        yield article.text
        yield f"{article.title} {article.publisher} {article.author} {article.url} {article.credits} {article.notes}"
