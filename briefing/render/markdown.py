r"""Text from outside as Markdown that renders as the very words, on GitHub, in Pandoc and in Obsidian.

Escaped is what could be taken for markup where it stands, and no more: `5 < 6`, `snake_case`, `it's` and `$5` stay as
they are; `*`, `[1]` and `https://` do not.
"""

from __future__ import annotations

import re

_MARKUP = re.compile(
    r"""
      (?P<number> ^[0-9]{1,9}(?=[.)](?:\s|$)) )          # the start of a numbered list
    | (?P<letter> ^(?:[a-z]|[ivxlcdm]+)(?=[.)](?:\s|$)) # the same in Pandoc: "a." and "iv)", "A)", "(1)"
               | ^(?:[A-Z]|[IVXLCDM]+)(?=\)(?:\s|$)) )
    | ^\((?=(?:[0-9]{1,9}|[A-Za-z]|[ivxlcdmIVXLCDM]+|@\w*)\)(?:\s|$))
    | (?P<run> _+ )                                      # emphasis, unless inside a word
    | [*`\[\]|~]                                         # emphasis, code, links, tables, strikethrough
    | \\                                                 # what would escape what follows, or begin TeX
    | [{^]                                               # attributes, superscripts, footnotes
    | (?<=\S)\$(?![0-9]) | \$(?=\$)                      # the end of a formula: without one there is none
    | %(?=%) | =(?==)                                    # Obsidian's comments and highlights
    | ^:(?=:|\s+\S)                                      # definitions, divisions
    | <(?=[A-Za-z/!?]|$)                                 # tags and autolinks
    | &(?=\#?[A-Za-z0-9]+;|$)                            # entities
    | (?<=[A-Za-z]):(?=//) | (?<=[Ww]{3})\.              # addresses that GitHub would link
    | (?<![:/])/(?=/\S)                                  # and those that others would
    | (?<=[^\s!"\#%&'()*,\-./:;?@\[\\\]_{}<>])\.(?=(?:[^\W\d_]{2}|aero|asia|biz|com|coop|edu|gov|info
                         |museum|name|net|org|pro|shop|web|xn--\w+|xxx)(?!\w))
    | (?P<chat> xmpp:(?!//)(?=\S) )
    | @(?=[\w{.-])                                       # mail addresses, somebody named, Pandoc's citations
    | (?<!\d):(?=[\w+-]+:)                               # pictures by name
    | (?<!\S)\#(?=\d*[^\W\d])                            # Obsidian's tags
    | ^[-+](?=\s|$) | ^-(?=[-\s]*$) | ^=(?==*$) | ^>     # lists, rules, underlined headings, quotations
    | ^\#(?=\#{0,5}(?:\s|$)|\.\s) | (?<=\s)\#(?=\#*$)         # headings, and what would close one
    """,
    re.VERBOSE,
)

_INSIDE = re.compile(r"[_*`\[\]|~\\{^$%=<&:\#@/]|\S\.\w")
_FIRST = re.compile(r"[-+>(]|[0-9]{1,9}[.)]|[A-Za-z]+[.)]")
"""What markup has somewhere, and what it has at the beginning."""

_POP_EMBEDDING, _POP_ISOLATE = "\u202c", "\u2069"
_TURNS = re.compile("[\u202a-\u202e\u2066-\u2069]")
_CLOSER = dict.fromkeys("\u202a\u202b\u202d\u202e", _POP_EMBEDDING) | dict.fromkeys("\u2066\u2067\u2068", _POP_ISOLATE)


def escape(text: str) -> str:
    """Return the text, which is one line, as Markdown; what it leaves turned around is turned back after it."""
    may_be = _INSIDE.search(text) or _FIRST.match(text)
    return (_MARKUP.sub(_escaped, text) if may_be else text) + direction_closers(text)


def direction_closers(text: str) -> str:
    """Return the characters that end the changes of writing direction which the text begins and does not end."""
    if not _TURNS.search(text):
        return ""
    stack: list[str] = []
    isolates = 0
    for character in _TURNS.findall(text):
        if character in _CLOSER:
            stack.append(_CLOSER[character])
            isolates += stack[-1] == _POP_ISOLATE
        elif character == _POP_EMBEDDING and stack[-1:] == [_POP_EMBEDDING]:
            stack.pop()
        elif character == _POP_ISOLATE and isolates:
            isolates -= 1
            while stack.pop() != _POP_ISOLATE:  # what was begun inside ends with it
                pass
    return "".join(reversed(stack))


def _escaped(match: re.Match[str]) -> str:
    found = match[0]
    if match["number"] or match["letter"]:
        return found + "\\"
    if match["chat"]:
        return found + "<!-- -->"  # GitHub links it behind any backslash
    if match["run"]:
        return found if _inside_word(match) else "\\_" * len(found)
    return "\\" + found


def _inside_word(match: re.Match[str]) -> bool:
    text, begin, end = match.string, match.start(), match.end()
    return text[max(begin - 1, 0) : begin].isalnum() and text[end : end + 1].isalnum()
