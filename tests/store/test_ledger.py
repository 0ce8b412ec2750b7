"""The ledger: what is written stays written, and nobody leaves a state that is not theirs to leave."""

from __future__ import annotations

import stat
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from briefing.errors import StoreError
from briefing.model import Delivery, Dispatch, Recipient
from briefing.store import ledger

if TYPE_CHECKING:
    from pathlib import Path

NOW = datetime(2031, 3, 13, 7, tzinfo=UTC)
INES, ANTON = (
    Dispatch("lume", "2031-03-13", "e1", Recipient("mail", "mail", f"{name}@post.example"))
    for name in ("ines", "anton")
)


@pytest.fixture
def store(tmp_path: Path) -> Path:
    path = tmp_path / "briefing.sqlite"
    ledger.intend(path, [INES, ANTON], NOW)
    return path


def state(store: Path, dispatch: Dispatch = INES) -> Delivery:
    return next(one for one in ledger.deliveries(store, "lume") if one.dispatch.recipient == dispatch.recipient)


def settled(store: Path, what: str, words: str = "") -> None:
    done = replace(state(store), state=what, detail=words)  # type: ignore[arg-type]
    ledger.settle(store, [done], NOW)


def test_what_is_intended_is_owed_and_read_back_whole(store: Path) -> None:
    owed = ledger.owed(store, "lume", "2031-03-13")
    assert owed == (Delivery(ANTON, "intended", NOW, NOW), Delivery(INES, "intended", NOW, NOW))
    assert ledger.owed(store, "other") == ()
    assert ledger.owed(store, "lume", "2031-03-14") == ()


def test_who_has_begun_is_in_doubt_until_it_is_settled(store: Path) -> None:
    ledger.begin(store, [(INES, "<1@post.example>")], NOW)
    assert state(store).state == "doubtful"
    assert state(store).detail == ledger.BEGUN
    assert [one.dispatch for one in ledger.held(store, "lume")] == [INES]
    settled(store, "accepted", "250 OK")
    assert (state(store).state, state(store).tries, state(store).message_id) == ("accepted", 1, "<1@post.example>")


def test_an_attempt_counts_once_whether_it_had_begun_or_not(store: Path) -> None:
    settled(store, "waiting", "450 later")
    ledger.begin(store, [(INES, "")], NOW)
    settled(store, "waiting", "450 later")
    settled(store, "refused", "550 no")
    assert state(store).tries == 3


@pytest.mark.parametrize("what", ["accepted", "refused", "doubtful"])
def test_what_is_over_is_not_intended_again_by_itself(store: Path, what: str) -> None:
    settled(store, what)
    ledger.intend(store, [replace(INES, edition="e2")], NOW)
    assert (state(store).state, state(store).dispatch.edition) == (what, "e1")


@pytest.mark.parametrize("what", ["intended", "waiting"])
def test_what_nobody_has_had_yet_gets_the_new_edition(store: Path, what: str) -> None:
    settled(store, what)
    ledger.intend(store, [replace(INES, edition="e2")], NOW + timedelta(hours=1))
    found = state(store)
    assert (found.state, found.dispatch.edition, found.since) == (what, "e2", NOW)


def test_a_person_makes_it_owed_again(store: Path) -> None:
    ledger.begin(store, [(INES, "<1@post.example>")], NOW)
    ledger.renew(store, [INES], NOW + timedelta(days=3))
    found = state(store)
    assert (found.state, found.since, found.message_id) == ("intended", NOW + timedelta(days=3), "<1@post.example>")


def test_only_what_nobody_has_had_can_be_forgotten(store: Path) -> None:
    settled(store, "accepted")
    ledger.forget(store, [INES, ANTON])
    assert [one.dispatch for one in ledger.deliveries(store, "lume")] == [INES]


def test_what_was_told_is_told_until_its_state_is_written_again(store: Path) -> None:
    settled(store, "waiting")
    ledger.mark_told(store, [replace(state(store), state="refused")])
    assert not state(store).told
    ledger.mark_told(store, [state(store)])
    assert state(store).told
    settled(store, "waiting")
    assert not state(store).told


def test_a_correction_stands_beside_what_it_corrects(store: Path) -> None:
    settled(store, "accepted")
    ledger.intend(store, [replace(INES, edition="e2", turn=1)], NOW)
    turns = [one.dispatch.turn for one in ledger.deliveries(store, "lume") if one.dispatch.recipient == INES.recipient]
    assert turns == [0, 1]


def test_odd_names_come_back_as_they_were_kept(store: Path) -> None:
    odd = Dispatch("lume", "2031-03-14", "e1", Recipient("command", "x' OR 1=1 --", "мара@пошта.example\udc80"))
    ledger.intend(store, [odd], NOW)
    (found,) = ledger.owed(store, "lume", "2031-03-14")
    assert found.dispatch.recipient.address == "мара@пошта.example?"
    assert found.dispatch.recipient.name == odd.recipient.name


def test_a_ledger_that_cannot_be_written_says_so_and_keeps_what_it_has(store: Path, tmp_path: Path) -> None:
    before = store.read_bytes()
    store.write_bytes(b"damaged" * 1000)
    with pytest.raises(StoreError):
        ledger.begin(store, [(INES, "")], NOW)
    store.write_bytes(before)
    assert state(store).state == "intended"
    assert tmp_path.stat().st_mode & stat.S_IWUSR
