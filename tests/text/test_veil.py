"""What opens a source is told from the rest of its address, taken out of what is kept and shown, and put back."""

from __future__ import annotations

import base64
import re
from urllib.parse import quote

import pytest

from briefing.text.veil import Veil, blotted, filled, for_others, holds, is_odd, veil_of, veiled, without

HOST = "https://gazette.example"
DRAWN = "fd11harbour3lantern9q"


@pytest.mark.parametrize(
    ("address", "kept"),
    [
        (f"{HOST}/rss?token=abc&page=2", f"{HOST}/rss?token={{secret1}}&page=2"),
        (f"{HOST}/rss?code=7&user=ines", f"{HOST}/rss?code={{secret1}}&user={{secret2}}"),
        ("https://me:hunter2@gazette.example/rss", "https://{secret1}@gazette.example/rss"),
        (f"{HOST}/private/{DRAWN}.xml", f"{HOST}/private/{{secret1}}.xml"),
        (f"{HOST}/private/{{secret}}/feed.xml", f"{HOST}/private/{{secret}}/feed.xml"),
        (f"{HOST}/rss#token=abc", f"{HOST}/rss#token={{secret1}}"),
        (f"{HOST}/rss?q='&token=ab;cd", f"{HOST}/rss?q='&token={{secret1}}"),
        ("feeds/harbour.xml", "feeds/harbour.xml"),
        (f"{HOST}/2031/03/12/truce-holds-after-2nd-round", f"{HOST}/2031/03/12/truce-holds-after-2nd-round"),
        (f"{HOST}/550e8400-e29b-41d4-a716-446655440000/rss", f"{HOST}/550e8400-e29b-41d4-a716-446655440000/rss"),
    ],
)
def test_an_address_is_kept_without_what_opens_it_and_has_it_again(address: str, kept: str) -> None:
    assert veiled(address) == veiled(veiled(address)) == kept
    veil = veil_of(address)
    assert veil.off(kept) == address
    assert veil.off(veil.over(address)) == (address if "{secret}" not in address else quote(address, ":/"))


def test_what_a_variable_holds_is_put_into_the_address_as_it_can_be_sent() -> None:
    assert filled(f"{HOST}/{{secret}}/a", "ab%20c-d") == f"{HOST}/ab%20c-d/a"
    assert filled(f"{HOST}/{{secret}}/a", "ab c/d?") == f"{HOST}/ab%20c%2Fd%3F/a"
    veil = veil_of(f"{HOST}/{{secret}}/a", "ab c/d?xyz")
    assert veil.over(f"{HOST}/ab%20c%2Fd%3Fxyz/b?at=ab+c%2Fd%3Fxyz") == f"{HOST}/{{secret}}/b?at={{secret}}"
    assert veil.off(f"{HOST}/{{secret}}/b") == f"{HOST}/ab%20c%2Fd%3Fxyz/b"


def test_a_mark_that_others_write_is_never_filled() -> None:
    veil = veil_of(f"{HOST}/{{secret}}/rss?token=abc", "a-long-secret")
    link = "https://evil.example/?a={secret}&b={secret1}"
    assert "{secret" not in veil.over(link)
    assert "long" not in veil.off(veil.over(link))
    assert Veil().over(link) == veil.over(link), "a secret may be named later"


def test_what_is_so_odd_that_it_stands_nowhere_by_chance_is_looked_for() -> None:
    address = f"https://me:quay77lantern@gazette.example/{DRAWN}/rss?key=truce&token=hb77lanternquay&code=ab12cd34ef"
    assert set(veil_of(address).tokens) == {"quay77lantern", "me:quay77lantern", DRAWN, "hb77lanternquay"}
    assert DRAWN not in veil_of(address, by_shape=False).tokens


@pytest.mark.parametrize(
    "word", ["politics", "covid-19-update", "2031-03-12", "Harbour-Lantern", "HARBOURLANTERN", "news24"]
)
def test_words_dates_and_slugs_are_not_odd(word: str) -> None:
    assert not is_odd(word)


def test_a_secret_is_found_as_addresses_markup_json_and_logins_write_it() -> None:
    secret = "Qu&y 7=lämp/+post%x"  # noqa: S105 - of no server
    for form in (secret, quote(secret), _small(quote(secret, "")), base64.b64encode(secret.encode()).decode()):
        assert without(f"a {form} b", [secret]).replace("=", "") == "a *** b"
        assert holds(form, [secret])
    assert without("Qu&amp;y 7=lämp/+post%x", [secret]) == without("Qu&y 7=l\\u00e4mp/+post%x", [secret]) == "***"


def _small(encoded: str) -> str:
    return re.sub("%..", lambda found: found[0].lower(), encoded)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-be", "latin-1"])
def test_a_page_has_as_many_asterisks_as_a_secret_had_characters(encoding: str) -> None:
    raw = f"<a href='/{DRAWN}/a'>{DRAWN}</a> und mehr".encode(encoding)
    bare = blotted(raw, [DRAWN, "another-one"])
    assert len(bare) == len(raw)
    assert bare.decode(encoding) == f"<a href='/{'*' * len(DRAWN)}/a'>{'*' * len(DRAWN)}</a> und mehr"


def test_others_see_an_address_without_what_opens_it() -> None:
    assert for_others(f"https://me:x@gazette.example/{DRAWN}/rss?token=x&page=2#top", by_shape=True) == (
        f"{HOST}/***/rss?page=2#top"
    )
    assert for_others(f"{HOST}/{DRAWN}/a") == f"{HOST}/{DRAWN}/a", "a page may be found by it"
    assert for_others(f"{HOST}/{{secret}}/rss#token=x") == f"{HOST}/***/rss"
    assert for_others("Quay #session=3") == "Quay #session=3"


def test_a_veil_shows_nothing() -> None:
    assert DRAWN not in repr(veil_of(f"https://me:{DRAWN}@gazette.example/{DRAWN}?token={DRAWN}", DRAWN))
