"""Penn-Treebank tokens -> text as it was printed, as far as the tokens still tell.

Stanford's tokenizer wrote the news of Timeline17: `` and '' for quotation marks, -LRB- for brackets, "do n't",
"today 's", \\/ for a slash, a second stop after an abbreviation at a sentence's end. What it changed without a trace
stays changed.
"""

from __future__ import annotations

import re

_ESCAPED = {
    "``": "“",
    "''": "”",
    "`": "‘",
    "-LRB-": "(",
    "-RRB-": ")",
    "-LSB-": "[",
    "-RSB-": "]",
    "-LCB-": "{",
    "-RCB-": "}",
}
_OPENING = frozenset("“‘([{$#£€¥")
_CLOSING = frozenset(",.;:!?%”)]}'…") | {"...", "?!", "!?", "!!", "??", "!!!", "???", ".."}
_SUFFIX = re.compile(r"(?:n't|'(?:s|re|ve|ll|d|m|t))", re.IGNORECASE)
_CURRENCY = re.compile(r"(?:[A-Z]{1,3})?[$£€¥#]")
_JOINED = {
    ("can", "not"): "cannot",
    ("gon", "na"): "gonna",
    ("wan", "na"): "wanna",
    ("got", "ta"): "gotta",
    ("gim", "me"): "gimme",
    ("lem", "me"): "lemme",
}
"""Words that the tokenizer cuts in two."""


def untokenised(line: str) -> str:
    """Return a line of tokens as running text; one that is running text already stays, but for white space."""
    text, glue = "", True
    tokens = _plain(line)
    for word in tokens:
        if word == "." and _ends_in_stop(text):
            continue
        if glue or _leans_left(word, text):
            text += word
        else:
            text += f" {word}"
        glue = _leans_right(word, text)
    return text


def _plain(line: str) -> list[str]:
    tokens = [_ESCAPED.get(token, token).replace("\\/", "/").replace("\\*", "*") for token in line.split()]
    for place in range(len(tokens) - 1, 0, -1):
        joined = _JOINED.get((tokens[place - 1].lower(), tokens[place].lower()))
        if joined:
            tokens[place - 1 : place + 1] = [tokens[place - 1][:1] + joined[1:]]
    return _straight(tokens)


def _straight(words: list[str]) -> list[str]:
    """Return tokens where a mark that is given as straight or as closing, but opens a quotation, is an opening one."""
    is_open = False
    for place, word in enumerate(words):
        if word in {'"', "”"} and not is_open and _opens(word, words[:place], words[place + 1 :]):
            words[place] = "“"
        elif word == '"':
            words[place] = "”"
        is_open = words[place] == "“" or (is_open and words[place] != "”")
    return words


def _opens(word: str, before: list[str], after: list[str]) -> bool:
    """Whether a mark that nothing opened opens: another closes it, and no quotation of a line before ends with it."""
    if word == '"' and not before:
        return True
    marks = [mark for mark in after if mark in {"“", "”", '"'}]
    return marks[:1] in (["”"], ['"']) and before[-1:] not in ([], ["."], [","], ["!"], ["?"])


def _ends_in_stop(text: str) -> bool:
    """Whether the text ends in the stop of an abbreviation, behind which the tokenizer set another."""
    return bool(re.search(r"\w\.$", text)) and not text.endswith("...")


def _leans_left(token: str, text: str) -> bool:
    if text.endswith("‘") and token == "'":  # noqa: S105 - a mark
        return True
    return token in _CLOSING or (bool(_SUFFIX.fullmatch(token)) and text[-1:].isalnum())


def _leans_right(token: str, text: str) -> bool:
    if token in _OPENING or _CURRENCY.fullmatch(token):
        return True
    return not text
