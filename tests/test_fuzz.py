"""The targets of `make fuzz`, fed by Hypothesis: the same inputs each time, made from the invented seeds."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from benchmarks.fuzz.targets import TARGETS

if TYPE_CHECKING:
    from collections.abc import Sequence

SHARE = 60
"""Inputs for a cheap target; for others so many fewer as one of theirs costs more."""
FEWEST = 3
TOKENS = (
    *rb"{ } [ ] ( ) : = . - + * # | \ / % %00 @ 0 -1 9999 1e999 999999999999999 null NaN true T00:00".split(),
    *b"<p> </p> <div> <b onclick=x> <script> <svg/onload=1> javascript:alert(1) ../../x From --- =? &#0;".split(),
    *b"Content-Type: &lt; ]]> <!-- --> < > \" ' ` & \0".split(b" "),
    *"\u202e \u2028 \ufeff \u0301 停 é \u200d".encode().split(b" "),
    *(b"\n", b"\n\n", b"\r", b"\r\n", b"\t", b" ", b"\xff", b"\xed\xa0\xbd"),
)


@st.composite
def changed(draw: st.DrawFn, seeds: Sequence[bytes]) -> bytes:
    """A seed of which some stretches are cut, doubled, replaced, or taken from another seed."""
    data = draw(st.sampled_from(seeds))
    for _ in range(draw(st.integers(0, 5))):
        begin, end = sorted(draw(st.tuples(*[st.integers(0, len(data))] * 2)))
        other = draw(st.sampled_from(seeds))
        cut = draw(st.integers(0, len(other)))
        piece = draw(
            st.sampled_from((b"", data[begin:end] * 2, other[cut : cut + end - begin]))
            | st.sampled_from(TOKENS)
            | st.binary(max_size=8)
        )
        end = draw(st.sampled_from((begin, end, min(begin + len(piece), len(data)))))
        data = data[:begin] + piece + data[end:]
    return data[:16_384]


@pytest.mark.slow
@pytest.mark.parametrize("name", TARGETS)
def test_no_bytes_break_a_promise(name: str) -> None:
    target = TARGETS[name]

    @settings(max_examples=max(FEWEST, SHARE // target.cost), suppress_health_check=list(HealthCheck), database=None)
    @given(changed(target.seeds) | st.binary(max_size=200))
    def feed(data: bytes) -> None:
        target.check(data)

    for seed in target.seeds:
        target.check(seed)
    feed()


@pytest.mark.parametrize("name", ["sidecar", "configuration", "front-matter"])
@pytest.mark.parametrize("value", [b"[" * 5000, b"{a=" * 5000, b"9" * 5000])
def test_endless_tables_and_numbers_are_told_as_no_toml(name: str, value: bytes) -> None:
    TARGETS[name].check(b"title = " + value)


def test_a_timeline_of_any_length_ends() -> None:
    TARGETS["configuration"].check(b'brief.timeline = 99999999999999999999\n[[topics]]\ntitle = "truce"\n')


@pytest.mark.parametrize(
    "address", ["http://5%ettp]/", "http://[::1%25eth0]/x", "http://[::%ff%25e0]/", "http://[::1%2˚th0]/x"]
)
def test_a_host_in_odd_brackets_is_no_address(address: str) -> None:
    TARGETS["address"].check(address.encode())


@pytest.mark.parametrize(
    "kind", ["text/plain; charset*=a'b'c; charset*0=x", "multipart/mixed; boundary*=x; boundary*0=y"]
)
def test_a_message_with_parameters_in_odd_pieces_costs_itself_alone(kind: str) -> None:
    TARGETS["mail"].check(f"From: a@b.example\nTo: c@d.example\nContent-Type: {kind}\n\nFeld left.\n".encode())
