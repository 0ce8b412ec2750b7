import json
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from growth import assert_linear
from hypothesis import given
from hypothesis import strategies as st

from briefing.text import sentences as module
from briefing.text.sentences import split

DATA = Path(__file__).parents[2].parent / "shared" / "data"
GOLDEN_RULES = DATA / "sentences" / "english_golden_rules_48.json"
GUM_NEWS = DATA / "gum_news"


def sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in split(text)]


def assert_split(marked: str, joint: str = " ") -> None:
    """A bar in the text stands where one sentence ends and the next begins."""
    expected = marked.split("|")
    assert sentences(joint.join(expected)) == expected


@pytest.mark.parametrize(
    "marked",
    [
        "The bridge closed at noon.|Ferries ran all night.",
        "Who paid for it?|Nobody would say!|The books are gone.",
        "Fares rose 3.5 percent to $2.75.|$4 million was spent.",
        "Turnout fell in 1998.|Two years later it rose.",
        "Sales grew.|40 shops opened.|iPads sold best.",
        "The pier burned.|(Nobody was hurt.)|It will be rebuilt.",
        "The pier burned [1].|It was old.[2]|It will be rebuilt.",
        "The court agreed.12|The harbour board did not.",
    ],
)
def test_splits_at_plain_stops(marked: str) -> None:
    assert_split(marked)


@pytest.mark.parametrize(
    "marked",
    [
        "Gen. Ada Quill met Sen. Bo Marsh, Mr. Finch and Lt. Gov. Ray Otto.|They dined.",
        "Gov. Will Marsh left.|Dr. No came.",
        "The tram left at 5 a.m. and returned at 9 p.m. Friday.|The driver slept.",
        "It opened at 9 p.m.|Dancers came.",
        "Before 5 a.m. Mr. Finch was at his desk.",
        "It opens on Jan. 5 at No. 12 Quay St. near the mill.|No.|It shut.",
        "The rink is on Quay St.|The mill is not.",
        "Tidewater Inc. Chairman Lou Marsh quit Tidewater Inc.|The shares fell.",
        "Bring rope, e.g. hemp, i.e. the cheap sort, vs. nylon.|Then climb.",
        "She holds a Ph.D. in botany.|Her brother has no Ph.D.|He sells boats.",
        "D. H. Marsh met Lou J. Finch and P. Q. Otto Jr. in Ohio.|They spoke.",
        "Take route B.|It is shorter.",
        "MILLTOWN, Ore. — The ferry sank.|Divers went down.",
        "Rep. Bo Marsh (D-Wash.) Monday denied it.",
        "The S.&B. 40 index fell.|The yen rose.",
    ],
)
def test_knows_abbreviations_and_initials(marked: str) -> None:
    assert_split(marked)


@pytest.mark.parametrize(
    "marked",
    [
        "The ship was built in the U.S.|The crew is Dutch.",
        "The ship flies the flag of the U.S. Navy.|It is old.",
        "He sailed from the U.S.|Mr. Finch stayed.",
        "U.N. Secretary Lou Finch spoke.",
        "The U.K.'s ferries, U.S.-built, are slow.",
    ],
)
def test_splits_after_an_acronym_only_before_a_word_that_begins_sentences(marked: str) -> None:
    assert_split(marked)


@pytest.mark.parametrize(
    "marked",
    [
        "“Fishing is hard work,” she said.|“Nobody does it for fun.”",
        "“Fishing is hard.|Nobody does it for fun.”|She shrugged.",
        '"Great! Where?" he asked.|Nobody knew.',
        '"Where?" Ms. Finch asked.|"In the harbour."',
        "“Was it the pump?” Otto said at the inquiry.|He left.",
        "''We sank,'' she said.|''We swam.''|Nobody drowned.",
        "Cries of “Boats out! Boats out!” filled the quay.|Police came.",
        'She said: "No.|I will not row."|She left.',
        "«Le port ferme », a dit M. Le Bras.|« C’est fini. »|Il est parti.",
        "„Der Hafen ist zu.“|Sie ging.",
        "„Der Hafen ist zu“, sagte sie.|„Wir gehen.“",
        "‘The tide is out.’|‘Is it?’",
        'He called it "a leak." "It is," she said.'.replace('" "', '"|"'),
    ],
)
def test_a_closing_mark_stays_with_its_sentence_and_an_attribution_with_its_quotation(marked: str) -> None:
    assert_split(marked)


@pytest.mark.parametrize(
    "marked",
    [
        "Yahoo! said so.|Yahoo! Research moved.|She left Yahoo!|The office shut.",
        '"Who Mends the Nets?" aired on Sunday.|It flopped.',
        "The buoy -- alas! -- sank.",
        "The mate (He was drunk. Very drunk.) steered.|They sank.",
        "The tide ... turned late.|It waited...|Then it turned.",
        "I ... I do not swim.",
        "The cargo [...] was lost.",
        "The cargo was lost....|Nobody paid.",
        "The cargo was lost.|. . . Nobody paid.",
    ],
)
def test_a_mark_inside_a_sentence_does_not_end_it(marked: str) -> None:
    assert_split(marked)


@pytest.mark.parametrize(
    "marked",
    [
        "Er kam am 14. Mai in den Hafen.|Das war die 3. Fahrt im 20. Jahrhundert.|Dann ging er.",
        "Es gab z.B. Fisch, d.h. Hering usw.|Prof. Dr. Otto aß, z. B. Aal.",
        "Mme. Roux et M. Le Bras sont partis.|Ils ont pris, p. ex., le bac.",
        "El Sr. Gil llegó de EE.UU. en mayo.|¿Solo?|¡No!|La Sra. Paz vino.",
        "Він живе в м. Рівне, вул. Нова, з 1990 р.|Порт закрито.|У 2022 р. Росія мовчала.",
        "Привезли хлеб и т.д.|Потом В. В. Рыбин уехал.",
        "«Де порт?» — спитав він.|«Тут».",
        "هل وصلت السفينة؟|نعم.",
        "नाव डूब गई।|कोई नहीं मरा।",
    ],
)
def test_splits_other_languages(marked: str) -> None:
    assert_split(marked)


@pytest.mark.parametrize("marked", ["船沉了。|谁在船上？|没有人！", "「沈んだ。」と彼は言った。|終わり。"])
def test_splits_scripts_without_spaces(marked: str) -> None:
    assert_split(marked, joint="")


def test_splits_where_the_space_after_a_stop_is_missing() -> None:
    assert_split("The ferry sank.|The mill burned.|Otto wept.", joint="")


@pytest.mark.parametrize(
    "text", ["See Harbour.Com or tide.js.", "Mail Lou.Finch@tide.example.org.", "At www.Tide.Example."]
)
def test_leaves_names_of_sites_and_files_whole(text: str) -> None:
    assert sentences(text) == [text]


@pytest.mark.parametrize(
    "marked",
    [
        "1. Mend the nets|2. Paint the hull|3. Sail",
        "a) Mend the nets|b) Paint the hull",
        "• Nets|• Hulls",
        "1. Mend the nets.|2. Paint the hull.",
        "He was No. 1.|The rest sank.",
        "A ferry at dusk|Photo: Lou Finch.",
    ],
)
def test_items_of_a_list_and_credits_begin_sentences(marked: str) -> None:
    assert_split(marked)


def test_a_line_break_is_white_space_like_any_other() -> None:
    assert sentences(" The ferry\nsank.\nNobody\r\ndrowned.\n") == ["The ferry\nsank.", "Nobody\r\ndrowned."]


@pytest.mark.parametrize(("text", "count"), [("", 0), (" \n", 0), (".", 1), ("! ! !", 1), ("…", 1), ("Nets", 1)])
def test_a_text_without_words_is_one_span_and_an_empty_one_none(text: str, count: int) -> None:
    assert len(split(text)) == count


PIECES = st.sampled_from(
    [
        *".!?…\"'“”‘’«»„()[]•—-。 \n\u00a0",
        "U.S",
        "Mr",
        "No",
        "the",
        "The",
        "1",
        "a)",
        "''",
        "said",
        "Yahoo",
        "г",
        "z. B",
    ],
)


@given(st.one_of(st.text(), st.lists(PIECES).map("".join), st.lists(PIECES).map(" ".join)))
def test_spans_are_in_order_trimmed_and_cover_what_is_not_white(text: str) -> None:
    spans = split(text)
    assert all(text[start:end].strip() == text[start:end] != "" for start, end in spans)
    assert all(left[1] <= right[0] for left, right in pairwise(spans))
    assert "".join("".join(text[start:end].split()) for start, end in spans) == "".join(text.split())


NASTY = [
    ".",
    '"',
    " ",
    "a",
    "'",
    "(",
    "…",
    "''",
    ". ",
    "Mr. ",
    "a.",
    "1. ",
    "(. ",
    '!" ',
    "U.S. ",
    "“A! ",
    ". . . A",
    "[1]",
    "• ",
]


@pytest.mark.slow
@pytest.mark.parametrize("piece", NASTY)
def test_time_grows_with_the_length_of_a_nasty_text(piece: str) -> None:
    assert_linear(split, piece)


@pytest.mark.skipif(not GOLDEN_RULES.exists(), reason="the shared golden rules are not here")
def test_keeps_the_golden_rules() -> None:
    rules = json.loads(GOLDEN_RULES.read_text(encoding="utf-8"))["GOLDEN_EN_RULES"]
    kept = sum(sentences(text) == [sentence.strip() for sentence in expected] for text, expected in rules)
    assert kept >= 0.95 * len(rules)


def gum_paragraphs() -> list[list[str]]:
    paragraphs: list[list[str]] = []
    for path in sorted(GUM_NEWS.glob("*.conllu")):
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.startswith("# newpar") and not line.startswith("# newpar_"):
                paragraphs.append([])
            elif line.startswith("# text ="):
                paragraphs[-1].append(line.removeprefix("# text =").strip())
    return paragraphs


@pytest.mark.skipif(not GUM_NEWS.exists(), reason="the shared GUM news is not here")
def test_finds_the_boundaries_of_gum_news() -> None:
    hits = found = true = 0
    for paragraph in gum_paragraphs():
        text = " ".join(paragraph)
        gold = {len(" ".join(paragraph[:count])) for count in range(1, len(paragraph))}
        ours = {end for _, end in split(text)[:-1]}
        hits, found, true = hits + len(gold & ours), found + len(ours), true + len(gold)
    assert 2 * hits / (found + true) >= 0.99


def test_brackets_and_quotations_are_sought_only_where_a_stop_stands_before_the_last_word(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[str] = []

    def no_pairs(text: str) -> Iterator[tuple[int, int]]:
        asked.append(text)
        return iter(())

    monkeypatch.setattr(module, "_pairs", no_pairs)
    split("“The pier (1931) burned,” said Ada Quill of the harbour board.")
    assert not asked
    split("The pier burned. Nobody was hurt.")
    assert len(asked) == 1
