"""The program's records are the standard library's in all but the time that they take."""

from __future__ import annotations

import dataclasses
import pickle
from dataclasses import FrozenInstanceError, dataclass, field, fields, replace
from typing import Any

import pytest

from briefing.model import records


class _Fields:
    name: str
    size: int = field(default=3, compare=False)
    hidden: str = field(default="", repr=False)
    parts: list[str] = field(default_factory=list)
    marks: tuple[int, ...] = ()


def _with(make: Any, **said: bool) -> Any:
    """A class of these fields, under one name, made by one of the two."""
    return make(slots=True, **said)(type("Report", (), {**vars(_Fields), "__doc__": "What a report says."}))


Plain, Ours = _with(dataclass, frozen=True), _with(records.dataclass, frozen=True)
Changing, OursChanging = _with(dataclass), _with(records.dataclass)

CALLS = [
    lambda kind: repr(kind("a", hidden="x", parts=["p"])),
    lambda kind: kind("a") == kind("a", 7),
    lambda kind: kind("a") == kind("b"),
    lambda kind: kind("a") == "a",
    lambda kind: hash(kind("a", parts=())),
    lambda kind: kind("a").parts is kind("a").parts,
    lambda kind: dataclasses.asdict(replace(kind("a", marks=(1,)), name="b")),
    lambda kind: (kind.__doc__, kind.__match_args__, kind.__slots__, [one.name for one in fields(kind)]),
    lambda kind: hasattr(kind("a"), "__dict__"),
]
REFUSED = [
    lambda kind: kind(),
    lambda kind: kind("a", other=1),
    lambda kind: kind("a", 1, "", [], (), 2),
    lambda kind: setattr(kind("a"), "name", "b"),
    lambda kind: delattr(kind("a"), "name"),
    lambda kind: hash(kind("a")),
]


@pytest.mark.parametrize("call", CALLS)
def test_a_record_does_as_one_of_the_standard_library(call: Any) -> None:
    for _ in range(2):  # the first call writes the method, the second is its own
        assert call(Ours) == call(Plain)


@pytest.mark.parametrize("call", REFUSED)
def test_a_record_refuses_what_one_of_the_standard_library_does(call: Any) -> None:
    for _ in range(2):
        with pytest.raises((TypeError, FrozenInstanceError)) as theirs:
            call(Plain)
        with pytest.raises(theirs.type) as ours:
            call(Ours)
        assert str(ours.value).replace("_with.<locals>.", "") == str(theirs.value).replace("_with.<locals>.", "")


def test_a_record_that_may_change_does_and_has_no_hash() -> None:
    theirs, ours = Changing("a"), OursChanging("a")
    theirs.name = ours.name = "b"
    assert repr(ours) == repr(theirs)
    assert ours == OursChanging("b")
    for one in (theirs, ours):
        with pytest.raises(TypeError, match="unhashable type: 'Report'"):
            hash(one)


@records.dataclass(frozen=True, slots=True)
class _Way:
    """At module level, as pickle wants it."""

    name: str
    most: int = 1

    def __post_init__(self) -> None:
        if self.most < 1:
            raise ValueError("none")

    def __repr__(self) -> str:
        return f"by {self.name}"


@records.dataclass(frozen=True, slots=True)
class _Server(_Way):
    port: int = 25


def test_a_record_inherits_fields_and_checks_and_keeps_what_it_says_itself() -> None:
    assert repr(_Way("post")) == "by post"
    assert (_Server("post", port=26).port, _Server("post").most) == (26, 1)
    assert _Server("post") != _Way("post")
    with pytest.raises(ValueError, match="none"):
        _Server("post", 0)


def test_a_record_is_the_same_after_a_journey_between_processes() -> None:
    assert pickle.loads(pickle.dumps(_Server("post", 2, 587))) == _Server("post", 2, 587)  # noqa: S301 - our own


def test_a_record_without_words_of_its_own_goes_by_its_name() -> None:
    assert records.dataclass(frozen=True, slots=True)(type("Bare", (), {"__annotations__": {"a": "int"}})).__doc__
