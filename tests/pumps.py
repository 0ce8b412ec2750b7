"""Texts that a pattern may be slow for: what it repeats, written very often, behind what stands before it."""

from __future__ import annotations

import importlib
import re
from itertools import islice
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

_PARSER: Any = importlib.import_module("re._parser")
_SIGNS = ("a", "A", "1", ".", "-", '"', "a ", "A ", "Aa ", "a, ", "1 ", "A.", "a-", "<a", "a@")
_TRIED = "aA1 .,-'@/<\"=:;()[]"
_MOST = 30
_REPEATS = ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT")
_HELD = {"SUBPATTERN": 3, "ATOMIC_GROUP": None, "ASSERT": 1, "ASSERT_NOT": 1}


def pumps(pattern: re.Pattern[Any]) -> Iterator[tuple[str, str]]:
    """Yield what stands once and what is repeated behind it; no two blanks in a row, which texts are read without."""
    written = pattern.pattern if isinstance(pattern.pattern, str) else pattern.pattern.decode("latin-1")
    tree = _PARSER.parse(written, pattern.flags & (re.IGNORECASE | re.VERBOSE | re.DOTALL))
    found = dict.fromkeys(("", sign) for sign in _SIGNS)
    for before, repeated in islice(_repeats(tree, ""), _MOST):
        for turn in (0, 1):
            body = _sample(repeated, turn)
            found |= dict.fromkeys(((before, body), ("", before + body), ("", body)))
    found |= dict.fromkeys((("", _sample(tree, 0)), ("", _sample(tree, 0)[:-1])))
    return ((before, body) for before, body in found if body and not re.search(r"\s\s", body * 2))


def _repeats(tree: Any, before: str) -> Iterator[tuple[str, Any]]:
    for kind, held in tree:
        if str(kind) in _REPEATS:
            if held[1] > _MOST:
                yield before, held[2]
            yield from _repeats(held[2], before)
        elif str(kind) == "BRANCH":
            for one in held[1]:
                yield from _repeats(one, before)
        elif str(kind) in _HELD:
            yield from _repeats(_inside(kind, held), before)
        before += _sample([(kind, held)], 1)


def _inside(kind: Any, held: Any) -> Any:
    at = _HELD[str(kind)]
    return held if at is None else held[at]


def _sample(tree: Any, turn: int) -> str:
    return "".join(_one(str(kind), held, turn) for kind, held in tree)


def _one(kind: str, held: Any, turn: int) -> str:
    if kind in _REPEATS:
        return _sample(held[2], turn) * int(min(max(held[0], 1 - turn), _MOST))
    if kind == "BRANCH":
        return _sample(held[1][turn % len(held[1])], turn)
    if kind in ("SUBPATTERN", "ATOMIC_GROUP"):
        return _sample(_inside(kind, held), turn)
    if kind == "LITERAL":
        return chr(held)
    return _fitting(kind, held, turn) if kind in ("NOT_LITERAL", "ANY", "IN") else ""


def _fitting(kind: str, held: Any, turn: int) -> str:
    """Return a sign that a class of signs has: one of the usual, or the first that it names."""
    if kind == "ANY":
        return "a"
    if kind == "NOT_LITERAL":
        return "a" if held != ord("a") else "b"
    but = str(held[0][0]) == "NEGATE"
    fit = [sign for sign in _TRIED if any(_is_in(sign, *one) for one in held) != but]
    named = [chr(one if str(kind) == "LITERAL" else one[0]) for kind, one in held if str(kind) in ("LITERAL", "RANGE")]
    fit = fit or named or ["a"]
    return fit[turn % len(fit)]


def _is_in(sign: str, kind: Any, held: Any) -> bool:
    if str(kind) == "LITERAL":
        return bool(ord(sign) == held)
    if str(kind) == "RANGE":
        return bool(held[0] <= ord(sign) <= held[1])
    wanted = {"SPACE": r"\s", "DIGIT": r"\d", "WORD": r"\w"}
    name = str(held).removeprefix("CATEGORY_")
    shown = wanted.get(name.removeprefix("NOT_"))
    return bool(shown and bool(re.match(shown, sign)) != name.startswith("NOT_"))
