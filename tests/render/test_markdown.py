from __future__ import annotations

import html

import cmarkgfm
import pytest
from growth import assert_linear
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from briefing.render import markdown
from briefing.render.markdown import direction_closers, escape

from .reading import folded, markdown_links, markdown_tokens

SIGNS = "*_`[](){}<>&#!|~\\-+=12.):/ \"';@$^wa\tZé—\u202e\u2067\u00a0"
PARTS = (
    *(
        "http://",
        "www.",
        "javascript:",
        "&amp;",
        "&#35;",
        "<b>",
        "](x)",
        "![",
        "```",
        "~~~",
        "---",
        "===",
        "1.",
        "a",
        " ",
    ),
    *("\\", "*", "__", "#"),
)
OUTSIDE = st.one_of(st.text(), st.text(alphabet=SIGNS), st.lists(st.sampled_from(PARTS)).map("".join))
PLACES = ("{}", "# {}", "- {} [1]", "1. {}, x", "a {} b", "**{}:** x", '- [*{}*] "{}"')


@pytest.mark.parametrize(
    "text",
    [
        "it's 5 < 6 & 7 > 3",
        "snake_case_word",
        "see p. 4 - ok",
        "A. Reed paid $5 million, not $6",
        "#1 of C# (50%)",
        "“quoted” – dash…",
        "a: b; 3.5% + 2",
        "AT&T",
    ],
)
def test_plain_words_stay_as_they_are(text: str) -> None:
    assert escape(text) == text


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("1. May", r"1\. May"),
        ("2025) x", r"2025\) x"),
        ("- x", r"\- x"),
        ("# x", r"\# x"),
        ("> x", r"\> x"),
        ("a [b](c) *d* _e_", r"a \[b\](c) \*d\* \_e\_"),
        ("<b> &lt; `x`", r"\<b> \&lt; \`x\`"),
        ("a | b ~~c~~", r"a \| b \~\~c\~\~"),
        ("see https://x.example or www.x.example", r"see https\://x.example or www\.x.example"),
        ("C #", r"C \#"),
        ("back\\", "back\\\\"),
        ("a\\b", "a\\\\b"),
        ("iv. x", r"iv\. x"),
        ("A) x", r"A\) x"),
        ("(1) x", r"\(1) x"),
        ("5$ or 6$", r"5\$ or 6\$"),
        ("x^2 {#y}", r"x\^2 \{#y}"),
        ("%%gone%% ==lit==", r"\%%gone\%% \==lit\=="),
        (": x", r"\: x"),
    ],
)
def test_what_could_be_markup_is_escaped(text: str, escaped: str) -> None:
    assert escape(text) == escaped


@pytest.mark.parametrize("place", PLACES)
@given(text=OUTSIDE)
def test_every_text_renders_as_its_words(place: str, text: str) -> None:
    words = folded(text) or "x"
    shown = escape(words)
    blocks = [token for token in markdown_tokens(place.replace("{}", shown)) if token.type == "inline"]
    assert len(blocks) == 1
    content = "".join(child.content for child in blocks[0].children or ())
    expected = place.removeprefix("# ").removeprefix("- ").removeprefix("1. ").replace("*", "")
    assert content == expected.replace("{}", words + direction_closers(words))


@given(text=OUTSIDE)
def test_no_text_becomes_a_link(text: str) -> None:
    assert markdown_links(f"a {escape(folded(text))} [1]\n\n[1]: <https://x.example>") in ([], ["https://x.example"])


@given(
    st.lists(st.sampled_from([*"aivWw19 .,-+*_`[|~\\{^$%=<>&:;#()/!@\n", "www.", "http://", "é", "iv)", "&lt;"])).map(
        "".join
    )
)
def test_what_is_passed_at_a_glance_holds_nothing_to_escape(text: str) -> None:
    whole = markdown._MARKUP.sub(markdown._escaped, text)  # noqa: SLF001 - the rules themselves, without the glance
    assert escape(text) == whole + direction_closers(text)


def test_directions_left_open_are_closed() -> None:
    assert direction_closers("\u202eabc") == "\u202c"
    assert direction_closers("\u2067a\u202bb") == "\u202c\u2069"
    assert direction_closers("\u2067a\u202bb\u2069") == ""
    assert direction_closers("plain \u202c\u2069") == ""


@pytest.mark.parametrize(
    "words",
    [
        "mail desk@quay.example or <1@quay.co> or <.a@quay.co>",
        "see quay.co and a.quay.com/path and //quay.co/p and www.q.co",
        "see 5+.md and a=.quay.co and 5€.co",
        "said @reed, -@reed and @{reed}",
        "a :smile: and a :+1: at 10:30:15",
        "#pier #a/b #1",
        "mailto:desk@quay.co",
        "xmpp://quay.co ftp://quay.co",
        "x<y <b>z</b> <<z <?php ?> <3",
    ],
)
@pytest.mark.parametrize("preset", ["commonmark", "gfm-like"])
def test_what_a_renderer_would_link_or_put_an_element_for_stays_words(words: str, preset: str) -> None:
    assert MarkdownIt(preset).render(escape(words)) == f"<p>{html.escape(words)}</p>\n"


def test_github_links_no_address_of_a_chat() -> None:
    made = cmarkgfm.github_flavored_markdown_to_html(escape("Write to xmpp:desk@quay.example/x now."))
    assert "xmpp:desk" not in made


@pytest.mark.slow
def test_a_long_line_takes_no_longer_than_its_length() -> None:
    assert_linear(escape, "x_", 40_000)


def test_turns_inside_turns_without_end_take_no_longer_than_their_number() -> None:
    assert_linear(lambda text: direction_closers("\u2066" + "\u202a" * len(text) + "\u2069" + text), "\u2069")
