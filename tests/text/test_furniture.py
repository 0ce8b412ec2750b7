from __future__ import annotations

import pytest
from growth import assert_linear
from hypothesis import given
from hypothesis import strategies as st

from briefing.text import phrases
from briefing.text.furniture import About, Passage, back, classify, front
from briefing.text.patterns import Lazy
from briefing.text.sentences import split

REPORT = "The harbour board voted on Monday to close the northern quay until the crane has been inspected."
MORE = "Two ferries were sent to the southern terminal, and passengers waited for up to three hours."


def passage(text: str, repeated: int = 0) -> Passage:
    return Passage(tuple(text[start:end] for start, end in split(text)), repeated=repeated)


def labels(*blocks: str, about: About | None = None) -> list[str | None]:
    """The label of each block, "mixed" where its sentences differ."""
    found = classify([passage(block) for block in blocks], about)
    return [of_block[0] if len(set(of_block)) == 1 else "mixed" for of_block in found]


def inside(text: str) -> str | None:
    """What a block is in the middle of a report."""
    return labels(REPORT, MORE, text, MORE, REPORT)[2]


def at_end(text: str) -> str | None:
    """What a block is below a report."""
    return labels(REPORT, MORE, REPORT, text)[-1]


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("Related article: Quay Closed for a Third Week", "related"),
        ("READ MORE: Why the crane was never inspected", "related"),
        ("Also read: What the closure means for commuters", "related"),
        ("Lesen Sie auch: Warum der Kran nie geprüft wurde", "related"),
        ("Lire aussi : Pourquoi la grue n'a jamais été contrôlée", "related"),
        ("À lire aussi Le port ferme pour trois semaines", "related"),
        ("Lea también: Por qué nunca se revisó la grúa", "related"),
        ("Читайте также: Почему кран не проверили", "related"),
        ("Читайте також: Чому кран не перевірили", "related"),
        ("Watch: Crane lowered on to the quay", "related"),
        ("See the crane fall into the harbour »", "related"),
        ("Share harbour stories with the Post", "related"),
        ("Ministers at the harbour. Jane Doe / AFP", "caption"),
        ("The crane at dusk. (Photo: Jane Doe)", "caption"),
        ("Photo: Jane Doe", "caption"),
        ("Jane Doe/Getty Images", "caption"),
        ("Foto: Erika Muster / dpa", "caption"),
        ("Getty Images", "credit"),
        ("[Reuters]", "credit"),
        ("AFP and dpa contributed reporting.", "credit"),
        ("Jane Doe in Portville contributed to this report.", "credit"),
        ("Contributing: Jane Doe and John Roe", "credit"),
        ("(Reporting by Jane Doe; editing by John Roe)", "credit"),
        ("With files from AFP", "credit"),
        ("Mit Material von dpa", "credit"),
        ("avec AFP", "credit"),
        ("Con información de EFE", "credit"),
        ("https://news.example.org/2031/05/quay-closed", "address"),
        ("Original url:", "original url"),
        ("@harbourwatch", "handle"),
        ("— Harbour Watch (@harbourwatch) 3 May 2031", "handle"),
        ("___", "glyph"),
        ("×", "glyph"),
        ("Continue", "button"),
        ("Remind me next week.", "button"),
        ("Teilen", "button"),
        ("Partager", "button"),
        ("Поделиться", "button"),
        ("Поділитися", "button"),
        ("Advertisement", "running head"),
        ("FULL TEXT", "running head"),
        ("© 2031 The Harbour Post. All rights reserved.", "copyright"),
        ("This story has been updated with the board's reply.", "note"),
        ("Correction: An earlier version misspelt the name of the quay.", "note"),
        ("Editor's note: The author sits on the harbour board.", "note"),
        ("Anmerkung der Redaktion: Der Name des Kais wurde berichtigt.", "note"),
        ("Sign up for our free morning newsletter.", "sign-up"),
        ("Подписывайтесь на наш канал в Telegram", "sign-up"),
        ("We use cookies to improve your experience; by browsing you accept our cookie policy.", "cookies"),
        ("Support our journalism from as little as $3 a month.", "appeal"),
        ("Unterstützen Sie unsere Arbeit", "appeal"),
        ("Faites un don pour soutenir notre rédaction", "appeal"),
        ("Apoya nuestro periodismo", "appeal"),
        ("Поддержите нашу редакцию", "appeal"),
        ("Підтримайте нашу редакцію", "appeal"),
        ("Follow us on Telegram for the latest.", "share"),
        ("For more pictures of the quay, visit our gallery.", "promotion"),
        ("Click here to see the map.", "promotion"),
        ("Got a tip? Send it to tips@harbourpost.example", "contact"),
        ('<tweet id="1234"></tweet>', "feed tag"),
        ("[VIDEO]", "feed tag"),
        ("Quelle: dpa", "credit"),
        ("dpa/AFP", "credit"),
        ("Le Courrier avec AFP", "credit"),
        ("Джерело: Укрінформ", "credit"),
        ("Associated Press writer Jane Doe contributed.", "credit"),
        ("Фото: РИА Новости", "caption"),
        ("Image caption The crane at dusk", "caption"),
        ("Dieser Artikel wurde zuletzt am 3. Mai ergänzt.", "note"),
        ("This article first appeared in another paper.", "note"),
        ("Melden Sie sich für unseren Newsletter an.", "sign-up"),
        ("Inscrivez-vous à notre newsletter", "sign-up"),
        ("Suscríbete a nuestro boletín", "sign-up"),
        ("Підписуйтесь на наш канал, щоб не пропустити новини", "sign-up"),
        ("Folgen Sie uns auf Instagram.", "share"),
        ("Suivez-nous sur Facebook", "share"),
        ("Síguenos en Facebook", "share"),
        ("Читайте нас в Telegram", "share"),
        ("Нашли ошибку? Выделите текст и нажмите Ctrl+Enter", "contact"),
        ("Become a member today.", "appeal"),
        ("Your donation keeps us independent.", "appeal"),
        ("If you value our work, please consider supporting us.", "appeal"),
        ("– Old cranes –", "heading"),
        ("What the board decided", "heading"),
        ("What did the board decide?", "heading"),
        ("NORTHERN QUAY", "heading"),
    ],
)
def test_what_is_not_the_report_is_named(text: str, what: str) -> None:
    assert inside(text) == what


@pytest.mark.parametrize(
    "text",
    [
        "He declined to comment.",
        "“Period.”",
        "It was over.",
        "“Please support us,” the mayor said.",
        "“We need your help. Support us, donate today,” she told the crowd at the quay.",
        "“You can make a donation here,” a sign at the gate read.",
        "Sign-up for the insurance plan begins on Monday and ends in January.",
        "Residents can sign up for health coverage until the end of January, officials said.",
        "Donors gave $3 million to support the journalists' union last year, its chairman said.",
        "The browser maker will stop supporting third-party cookies next year.",
        "She called on members to subscribe to the new statute.",
        "The newspaper said it had lost half of its subscribers within a year.",
        "Read, 54, was named head of the harbour board.",
        "Sources: two people who attended said the vote was close.",
        "Share prices fell by 4 percent on Tuesday.",
        "Support for the closure has grown here since the accident.",
        "Follow-up talks are planned for Friday.",
        "Reuters reported on Monday that the board had known of the crack for years.",
        "The minister told AFP that he would resign.",
        "Correction facilities in the region are full, the governor said.",
        "Related charges were dropped in March.",
        "The US president said the US would send ships.",
        "He posted on Twitter: “Enough.”",
        "Who will pay for it, the minister could not say.",
        "So what happens now?",
        "The union put forward three demands:",
        "Er lehnte eine Stellungnahme ab.",
        "Wir haben keine Wahl, sagte der Bürgermeister.",
        "„Unterstützen Sie uns“, rief er den Wartenden zu.",
        "Il a refusé de commenter.",
        "« Soutenez-nous », a lancé le maire à la foule.",
        "Declinó hacer comentarios.",
        "Он отказался от комментариев.",
        "«Поддержите нас», — сказал мэр собравшимся.",
        "Він відмовився від коментарів.",
        "Путин отказался ехать.",
        "For more than 20 years he would visit the quay, see friends and read.",
        "Like others here, he fears the winter.",
        "Share prices here fell sharply on Monday.",
        "Watch groups here counted 12 violations.",
        "Support for him on Twitter grew overnight.",
        "Update: the mayor has resigned, his office said.",
        "An earlier version of the bill passed in 2019.",
        "The report was published on Monday by the ministry.",
        "This is a developing country with few roads.",
        "We want the country to become a member of the union.",
        "The names of minors may not be published under the law.",
        "Source: a former official, who asked not to be named.",
        "Related: the minister's brother was arrested, too.",
        "By Friday, the water had reached the school.",
        "Contact with the crew was lost at 14:05.",
        "If you want peace, go home, the mayor told them.",
        "Jane Doe is a professor of engineering who inspected the crane for the board.",
        "Zum Thema Abrüstung sagte er nichts.",
        "Avec Reuters, il avait signé un contrat en 2019.",
        "По материалам следствия, Иванов получил взятку.",
        "За інформацією Reuters, Київ відмовив Москві.",
        "Moscou dément.",
    ],
)
def test_what_only_looks_like_it_stays(text: str) -> None:
    assert inside(text) is None
    assert at_end(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "Jane Doe is a Portville-based reporter for the Harbour Post.",
        "Jane Doe is the author of “Quays and Cranes”.",
        "Jane Doe ist Korrespondentin in Hafenstadt.",
        "Jane Doe est journaliste au Courrier du port.",
    ],
)
def test_who_wrote_it_is_presented_below_the_report(text: str) -> None:
    assert at_end(text) == "biography"


def test_a_person_of_the_report_is_no_biography() -> None:
    first = "Jane Doe, who inspected the crane in March, spoke first."
    last = "Doe is a reporter of the board's own bulletin."
    assert labels(first, REPORT, MORE, last)[-1] is None


def test_an_author_known_by_name_is_presented() -> None:
    text = "Doe is coordinator of the Harbour Network and lives on the northern quay."
    about = About(author="Jane Doe")
    assert labels(REPORT, MORE, REPORT, text, about=about)[-1] == "biography"
    assert labels(REPORT, MORE, REPORT, text)[-1] is None


def test_the_title_and_its_subtitle_are_not_the_report() -> None:
    about = About(title="Quay Closed for Weeks; Board Blames the Crane")
    found = labels("Quay closed for weeks;", "Board blames the crane", REPORT, MORE, about=about)
    assert found == ["title", "title", None, None]


def test_the_first_line_over_prose_is_the_title_where_none_is_known() -> None:
    assert labels("Quay Closed for a Third Week", REPORT, MORE)[0] == "title"
    assert labels("Ministers at the quay. Jane Doe / AFP", REPORT, MORE)[0] == "caption"


def test_where_even_the_title_has_a_full_stop_a_heading_may_have_one() -> None:
    blocks = ("Quay closed.", REPORT, "Old cranes.", MORE, "Nobody asked.", MORE)
    dotted = labels(*blocks, about=About(title="Quay closed"))
    assert dotted == ["title", None, "heading", None, None, None]
    assert labels("Quay closed", *blocks[1:], about=About(title="Quay closed"))[2] is None


def test_a_date_and_a_byline_stand_at_the_top() -> None:
    about = About(title="Quay Closed for Weeks")
    found = labels("Quay Closed for Weeks", "By Jane Doe and John Roe", "May 3, 2031, 14:05", REPORT, about=about)
    assert found == ["title", "byline", "date", None]
    assert labels("Von Erika Muster", REPORT, MORE, about=about)[0] == "byline"


def test_letters_are_signed_with_names_and_places() -> None:
    first, second = "The closure was long overdue, and I thank the board.", "I would rather take the train next time."
    assert labels(REPORT, first, "Ann B. Example", "Portville, Me.", second, "Kim Sample", MORE) == [
        None,
        None,
        "name",
        "place",
        None,
        "name",
        None,
    ]


def test_who_said_a_quotation_may_stand_below_it() -> None:
    assert labels(REPORT, "“It was about time.”", "-Ann Example, Portville", MORE)[2] == "attribution"


def test_an_appeal_lasts_from_its_salutation_to_the_end() -> None:
    found = labels(
        REPORT,
        MORE,
        "A message from The Harbour Post:",
        "Dear readers,",
        "We have had a hard year. The board has shut us out of its meetings. Our staff are at risk.",
        "Accreditation is refused to anyone who asks questions.",
        "To go on, we need your help.",
        "Please support us with a monthly contribution, starting from just $2.",
        "Continue",
        "Not ready today?",
        "Remind me next week",
        "Thanks! We will write to you then.",
    )
    assert found == [None, None, *["appeal"] * 10]


def test_after_an_appeal_inside_the_text_the_report_goes_on() -> None:
    found = labels(REPORT, "Dear readers,", "We need your help. Please donate today.", MORE, REPORT, MORE)
    assert found == [None, "appeal", "appeal", None, None, None]


def test_a_speech_to_you_is_no_appeal() -> None:
    speech = (
        "Friends, I stand before you tonight with a full heart.",
        "We will rebuild the quay together, and you will be proud of it.",
        "I will fight for you and your family, and we will support our ferrymen.",
    )
    assert labels(REPORT, *speech) == [None] * 4


def test_a_quotation_over_several_blocks_is_not_said_by_the_publisher() -> None:
    found = labels(
        REPORT,
        "The mayor wrote: “Our town needs you.",
        "Support our work and make a donation here.",
        "Sign up for our newsletter.”",
        MORE,
    )
    assert found == [None] * 5


def test_titles_below_a_teaser_belong_to_it() -> None:
    found = labels(REPORT, "Read more", "Why the crane failed", "Who pays for the quay", REPORT, MORE)
    assert found[1:] == ["related", "related", "related", None, None]


def test_lines_of_a_list_are_no_headings() -> None:
    assert labels(REPORT, "Closed on Monday:", "Northern quay", "Fish market", "Old bridge", MORE)[2:5] == [None] * 3


def test_a_result_is_a_fact_not_a_heading() -> None:
    assert inside("Portville d. Westhaven 3-1") is None


def test_a_sentence_inside_a_paragraph_is_taken_alone() -> None:
    (found,) = classify([passage(f"{REPORT} Click here to see the map. {MORE}")])
    assert found == (None, "promotion", None)


def test_what_several_reports_repeat_is_furniture_if_it_speaks_to_the_reader() -> None:
    words = "You agree that anything you post may be used."
    fact = "The quay was built in 1911 and has been closed twice since."
    found = classify(
        [passage(REPORT), passage(words, 3), passage(fact, 3), passage("Harbour notes and queries", 1), passage(MORE)]
    )
    assert [of_block[0] for of_block in found] == [None, "repeated", None, "repeated", None]
    assert inside(words) is None


def test_a_marked_block_keeps_its_mark_unless_it_can_be_named() -> None:
    found = classify(
        [
            Passage((REPORT,), "furniture"),
            Passage((REPORT,), "caption"),
            Passage(("Related articles",), "heading"),
            Passage(("The board",), "heading"),
        ]
    )
    assert [of_block[0] for of_block in found] == ["marked", "caption", "related", "heading"]


# --- what is glued to a sentence


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("RAIL STRIKE ENDS The union said on Monday that trains would run.", "The union said"),
        ("RAIL STRIKE ENDS “We are glad,” the union said.", "“We are glad,”"),
        ("PRICE OF FISH RISES TO $4.83 A kilo cost half of that.", "A kilo"),
        ("‘NO MORE STRIKES THIS YEAR’ Trains will run, it said.", "Trains will"),
        ("2031-05-03 Trains will run, the union said.", "Trains will"),
        ("date 2031-05-03 Trains will run, the union said.", "Trains will"),
        ("https://news.example.org/a/b Trains will run.", "Trains will"),
        ("• Trains will run, the union said.", "Trains will"),
        ("~ Trains will run, the union said.", "Trains will"),
    ],
)
def test_a_sentence_begins_behind_what_is_glued_to_it(text: str, rest: str) -> None:
    assert text[front(text)[-1].end :].lstrip().startswith(rest)


@pytest.mark.parametrize(
    "text",
    [
        "NEW YORK CITY (AP) — Trains will run again on Monday.",
        "SAN FRANCISCO BAY — Trains will run again on Monday.",
        "PORTVILLE, NORTHERN COAST, May 3 — Trains will run.",
        "UN, NATO and EU officials met on Monday.",
        "UN NATO EU Officials met on Monday.",
        "RAIL STRIKE Ends today, the union said.",
        "TRAINS WILL RUN AGAIN ON MONDAY",
        "BBC said so.",
        "Trains will run.",
        "",
    ],
)
def test_nothing_is_cut_off_a_dateline_or_a_name(text: str) -> None:
    assert front(text) == ()


def test_a_credit_in_brackets_is_cut_off_the_last_sentence() -> None:
    cut = back("Trains will run. [Jane Doe, The Post]")
    assert cut is not None
    assert cut.what == "credit"
    assert back("Trains will run [in theory]") is None


# --- invariants


def test_no_phrase_is_found_in_nothing() -> None:
    # An empty alternative would make a pattern match everywhere.
    patterns = {name: value for name, value in vars(phrases).items() if isinstance(value, Lazy)}
    assert len(patterns) > 30
    assert [name for name, pattern in patterns.items() if pattern.search("") or pattern.match("Trains run.")] == []


@given(st.lists(st.lists(st.text(max_size=80), max_size=4).map(tuple), max_size=8))
def test_there_is_one_label_for_each_sentence_of_any_text(blocks: list[tuple[str, ...]]) -> None:
    found = classify([Passage(block) for block in blocks])
    assert [len(of_block) for of_block in found] == [len(block) for block in blocks]


@given(st.text(max_size=300))
def test_cuts_lie_in_order_inside_any_text(text: str) -> None:
    cuts = list(front(text))
    if after := back(text, cuts[-1].end if cuts else 0):
        cuts.append(after)
    edges = [edge for cut in cuts for edge in (cut.start, cut.end)]
    assert edges == sorted(edges)
    assert all(0 <= edge <= len(text) for edge in edges)


@pytest.mark.parametrize(
    "unit",
    ["A", "a ", "“", "'A", "/ A ", "you ", "[", "(AP ", "A. ", '" ', "read more ", "- ", "@", "1-", "&#\n", "не "],
)
def test_time_grows_with_the_length_of_a_line(unit: str) -> None:
    def read(line: str) -> None:
        front(line)
        back(line)
        classify([Passage((line,)), Passage((line[:600],)), Passage((REPORT,))])

    assert_linear(read, unit, 20_000)


@pytest.mark.parametrize("end", [" […]", " [...]", "…", " ...", " (...)"])
def test_what_a_summary_breaks_off_is_no_sentence_of_the_report(end: str) -> None:
    block = f"{MORE} The harbour board denied on Monday that the crane had been{end}"
    assert classify([passage(REPORT), passage(block)])[-1] == (None, "cut off")


@pytest.mark.parametrize(
    "text", ["“We shall wait ...” the pilot said on Monday.", "He said: “The crane was never safe…”"]
)
def test_who_trails_off_in_a_quotation_is_left_his_words(text: str) -> None:
    assert inside(text) is None
