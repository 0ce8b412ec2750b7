import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.model import Article, Sentence
from briefing.summarise.alone import NEEDS, STRICT, lack, lacks, lead_in
from briefing.summarise.familiar import familiar, strangers
from briefing.summarise.shallow import Sexes, names_in, sexes_in, view

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared"


def needs(sentence: str, **told: bool) -> str | None:
    """What the sentence lacks from `NEEDS` on, None when it stands."""
    found = lack(sentence, quoted=told.get("quoted", False))
    return found.what if found and found.strength >= NEEDS else None


def article(*paragraphs: str, headings: tuple[str, ...] = ()) -> list[Sentence]:
    """The sentences of an article; `|` parts the sentences of a paragraph."""
    parts = [p.split(" | ") for p in paragraphs]
    whole = Article.from_text("\n".join(" ".join(p) for p in parts))
    sentences: list[Sentence] = []
    at = 0
    for number, paragraph in enumerate(parts):
        is_open = False
        for text in paragraph:
            heading = headings[number] if headings else ""
            sentences.append(Sentence(whole, at, at + len(text), len(sentences), number, heading, is_open))
            is_open = view(text, quoted=is_open).ends_open
            at += len(text) + 1
    return sentences


def shown_with(*paragraphs: str) -> str | None:
    """The lead-in of an article's last sentence, "" when it stands alone, None when it is left out."""
    sentences = article(*paragraphs)
    before, missing = lead_in(sentences, len(sentences) - 1)
    return before.text if before else None if missing else ""


# --- pronouns


@pytest.mark.parametrize(
    "sentence",
    [
        "He will be joined by two deputies.",
        "On Friday, she flew back to Lisbon.",
        "Her deputy, Ann Poole, denied the report.",
        "They have been on strike since March.",
        "It has since been repaired.",
        "Acme replaced it with a newer engine.",
        "Officials said he was unhurt.",
        "A lawyer by training, he led the harbour board.",
        "Ms. Poole said his plan had failed.",
        "Ann Poole, its director, said sales were rising.",
        "“He was the best of us,” Ann Poole said.",
        "Mayor Poole said, “His plan would ruin the harbour of this town.”",
    ],
)
def test_a_pronoun_without_its_person_or_thing_is_a_lack(sentence: str) -> None:
    assert needs(sentence) == "pronoun"


@pytest.mark.parametrize(
    "sentence",
    [
        "Ann Poole said she would stay.",
        "Dover closed its harbour after it was flooded.",
        "Dockers walked out because they had not been paid.",
        "Poole and Brown said they had agreed.",
        "The Harbour Board published its report on Monday.",
        "Everyone knew what they wanted.",
        "Asked about Poole, Brown said, “He will not stand again, I am sure of it.”",
        "“They are tired of waiting,” Ann Poole said of the dockers.",
        "Acme said it had replaced its engines.",
    ],
)
def test_a_pronoun_after_its_antecedent_needs_nothing(sentence: str) -> None:
    assert needs(sentence) is None


@pytest.mark.parametrize(
    "sentence",
    [
        "When she took the stage, Mary Poole thanked the crowd.",
        "In his speech, Smith promised new trains.",
        "While he was in Lisbon, Brown met the Harbour Board.",
        "But after her defeat, Ms. Poole left politics.",
        "Speaking to his party on Sunday, Peter Brown ruled out a coalition.",
    ],
)
def test_a_pronoun_in_an_opening_phrase_is_named_by_the_subject(sentence: str) -> None:
    assert needs(sentence) is None


def test_an_opening_phrase_whose_subject_is_a_pronoun_too_names_nobody() -> None:
    assert needs("When she took the stage, she thanked the crowd.") == "pronoun"


@pytest.mark.parametrize(
    "sentence",
    [
        "It was raining when the ferry left Dover.",
        "It is clear that the ferry will be late.",
        "It emerged that the ferry had no licence.",
        "It was Poole who signed the contract.",
        "It took the crew two hours to reach Dover.",
        "It is not yet known whether the ferry can be saved.",
        "Poole made it clear that the ferry would sail.",
        "It has been two years since the ferry sank.",
    ],
)
def test_an_it_that_stands_for_nothing_needs_nothing(sentence: str) -> None:
    assert needs(sentence) is None


@pytest.mark.parametrize("sentence", ["It was red.", "It is a ferry that sails at night.", "It will cost a million."])
def test_an_it_that_stands_for_something_does(sentence: str) -> None:
    assert needs(sentence) == "pronoun"


def test_a_name_at_the_beginning_is_known_from_elsewhere_in_the_article() -> None:
    sentence = "Rivers said he would stay."
    assert lack(sentence) is not None
    assert lack(sentence, known=names_in("The plan of Rivers failed. They told Rivers so.")) is None


# --- this, that, these, those


@pytest.mark.parametrize(
    "sentence",
    [
        "That deal ultimately fell through.",
        "But those talks broke down in April.",
        "This was never confirmed.",
        "That's why the ferry is late.",
        "These attacks began in June.",
        "Ann Poole walked out after that.",
        "Such warnings have been ignored for years.",
    ],
)
def test_a_demonstrative_points_back(sentence: str) -> None:
    assert needs(sentence) == "demonstrative"


@pytest.mark.parametrize(
    "sentence",
    [
        "Dover will sell a ferry this week.",
        "Those who missed the ferry slept in the hall.",
        "Poole said that talks would begin in June.",
        "Poole said that the deal was dead and that the dockers knew.",
        "Dockers such as Peter Brown stayed away.",
        "Inspectors found 90 faults, and half of these are serious.",
        "Oslo signed a deal in May, but that deal was never published.",
    ],
)
def test_other_uses_of_the_demonstratives_need_nothing(sentence: str) -> None:
    assert needs(sentence) is None


# --- descriptions


@pytest.mark.parametrize(
    "sentence",
    [
        "The order also names four advisers.",
        "The gathering was held in a tent.",
        "The senator did not reply.",
        "The two-time champion withdrew on Friday.",
        "The former was built in Gdansk, the latter in Oslo.",
        "The spokesman's answer came late.",
        "Two of the victims came from Dover.",
        "A wagon was pulled through the crowd, and Dover watched.",
        "As the crowd sang, Ann Poole left Dover.",
    ],
)
def test_a_bare_description_of_something_named_before_is_a_lack(sentence: str) -> None:
    assert needs(sentence) == "definite"


@pytest.mark.parametrize(
    "sentence",
    [
        "The Harbour Post reported losses.",
        "The president of Chile arrived on Friday.",
        "The deal signed in March between Oslo and Dover has lapsed.",
        "The 2015 agreement has lapsed.",
        "The economy shrank by two per cent.",
        "The government will not pay.",
        "The largest ferry was sold to Norway.",
        "The first train left at dawn.",
        "The senator, Ann Poole, did not reply.",
        "The former president went home to Lisbon.",
        "The men who built the ferry were never paid.",
        "The ferry strike comes just two days after Ann Poole took over the harbour board.",
        "The accident, which happened on Friday, was blamed on rust.",
        "Two of the dockers who walked out in March were dismissed.",
        "As the crowd sang, Ann Poole came on stage.",
        "A lorry drove into the crowd outside Dover Castle.",
    ],
)
def test_a_description_that_says_which_needs_nothing(sentence: str) -> None:
    assert needs(sentence) is None


def test_what_every_reader_of_the_story_knows_needs_nothing() -> None:
    assert lack("The talks collapsed on Friday.") is not None
    assert lack("The talks collapsed on Friday.", known={"talks"}) is None


def test_a_gathering_at_what_all_readers_know_needs_nothing() -> None:
    sentence = "The protests were smaller than the police of Dover expected before the convention."
    assert lack(sentence) is not None
    assert lack(sentence, known={"convention"}) is None


def test_the_same_needs_what_was_said_before_and_not_in_its_own_sentence() -> None:
    assert needs("Last month, 26 per cent said the same.") == "definite"
    assert needs("Sixty per cent said yes, and thirty say the same of Poole.") is None


@pytest.mark.parametrize(
    "sentence",
    [
        "Many carried placards of the dead.",
        "Only three remained in Dover.",
        "Dozens more are in Oslo.",
        "Another factor is rust.",
        "In doing so, Poole lost.",
    ],
)
def test_an_ellipsis_needs_its_noun(sentence: str) -> None:
    assert needs(sentence) == "ellipsis"


@pytest.mark.parametrize(
    "sentence",
    ["Many dockers carried placards.", "Both Poole and Brown voted for the plan.", "Several hundred dockers marched."],
)
def test_a_quantity_with_its_noun_needs_nothing(sentence: str) -> None:
    assert needs(sentence) is None


# --- connectives


@pytest.mark.parametrize(
    "sentence",
    [
        "Instead, Peter Brown was named head of the harbour board.",
        "Since then Ann Poole has led the board.",
        "Nor did Ann Poole reply.",
        "By contrast, Oslo pays its dockers well.",
        "As a result, Dover lost two ferries.",
        "(Dover refused to pay.)",
    ],
)
def test_a_connective_points_to_what_was_said(sentence: str) -> None:
    assert needs(sentence) == "connective"


@pytest.mark.parametrize(
    "sentence",
    [
        "Instead of a ferry, Dover bought a bridge.",
        "In response to the strike, Dover closed the harbour.",
        "Soon after Poole resigned, Brown was elected.",
        "Though Dover lost two ferries, Oslo lost none.",
        "So far Dover has lost two ferries.",
        "Later this week Ann Poole will fly to Oslo.",
    ],
)
def test_a_connective_that_its_sentence_completes_needs_nothing(sentence: str) -> None:
    assert needs(sentence) is None


def test_also_is_weak() -> None:
    found = lack("Ann Poole also refused to sign the Oslo accord.")
    assert found is not None
    assert found.strength < NEEDS
    assert lack("Ann Poole said, “We also refused to sign the Oslo accord.”") is None


def test_here_is_weak_where_the_place_is_not_told() -> None:
    found = lack("Ann Poole took the stage here on Friday.")
    assert found is not None
    assert (found.what, found.words) == ("demonstrative", "here")
    assert found.strength < NEEDS
    assert lack("Ann Poole came to a meeting here in Oslo.") is None
    assert lack("“We are staying here,” Ann Poole said.") is None


def test_but_and_and_are_weak() -> None:
    for opening in ("But", "And", "However,", "Meanwhile,"):
        found = lack(f"{opening} Ann Poole refused to sign the Oslo accord.")
        assert found is not None
        assert found.strength < NEEDS


# --- quotations, the first person, questions, fragments


@pytest.mark.parametrize(
    ("sentence", "quoted", "what"),
    [
        ("“Nothing has been decided.”", False, "speaker"),
        ("“Nothing has been decided.", False, "speaker"),
        ("Nothing has been decided.", True, "speaker"),
        ("Nothing has been decided,” Poole said.", True, "quotation"),
        ("''Nothing has been decided.''", False, "speaker"),
        ("'Nothing has been decided.'", False, "speaker"),
        ("„Nothing has been decided.“", False, "speaker"),
        ("« Nothing has been decided. »", False, "speaker"),
    ],
)
def test_a_quotation_needs_its_speaker_and_its_beginning(sentence: str, quoted: bool, what: str) -> None:  # noqa: FBT001
    assert needs(sentence, quoted=quoted) == what


@pytest.mark.parametrize(
    "sentence",
    [
        "“We will stay,” Poole said.",
        "'We will stay,' Poole said.",
        "According to Poole, “our harbour is full.”",
        "Poole called the strike “the most foolish in our history.”",
        "The dockers' union said the players' bus was late.",
        "Poole sold the '90s hits to Acme.",
    ],
)
def test_a_quotation_with_its_speaker_needs_nothing(sentence: str) -> None:
    assert needs(sentence) is None


@pytest.mark.parametrize("sentence", ["I met Ann Poole in Oslo.", "We asked Ann Poole for an answer."])
def test_the_first_person_of_the_reporter_has_no_place_in_a_brief(sentence: str) -> None:
    assert needs(sentence) == "first person"


@pytest.mark.parametrize("sentence", ["World War I ended in November.", "The US sent two ships."])
def test_capitals_are_no_first_person(sentence: str) -> None:
    assert needs(sentence) is None


def test_a_question_of_the_report_itself_is_a_lack_and_a_quoted_one_is_not() -> None:
    assert needs("Where does Oslo stand on the ferry question?") == "question"
    assert needs("“Where does Oslo stand?” Poole asked.") is None


def test_a_slip_before_a_quotation_mark_does_not_turn_it() -> None:
    assert needs('Ann Poole said," the harbour will stay open".') is None


@pytest.mark.parametrize(
    "sentence",
    [
        "Absolutely not.",
        "Poole said.",
        "Rebuilding towns that burnt down.",
        "and then to Oslo.",
        "The harbour of Dover in winter.",
        "—",
        "",
    ],
)
def test_a_fragment_is_a_lack(sentence: str) -> None:
    assert needs(sentence) == "fragment"


@pytest.mark.parametrize(
    "sentence",
    [
        "Poole resigned.",
        "Rebuilding the town took four years.",
        "According to Poole the ferry was returned to Dover.",
        "Speaking in Oslo, Ann Poole ruled out a strike.",
    ],
)
def test_a_sentence_with_its_subject_and_verb_is_no_fragment(sentence: str) -> None:
    assert needs(sentence) is None


# --- who is named by a surname only


def test_the_speaker_of_a_quotation_must_be_known_or_introduced() -> None:
    found = lack("“We will stay,” Poole said.", unknown={"poole"})
    assert found is not None
    assert (found.what, found.words) == ("name", "Poole")
    assert found.strength >= NEEDS
    assert lack("“We will stay,” Poole said.", unknown={"brown"}) is None


@pytest.mark.parametrize(
    "sentence",
    [
        "“We will stay,” Ann Poole said.",
        "“We will stay,” said Senator Poole.",
        "“We will stay,” said Poole, a docker of Dover.",
    ],
)
def test_a_speaker_whom_the_sentence_introduces_needs_nothing(sentence: str) -> None:
    assert lack(sentence, unknown={"poole"}) is None


def test_who_acts_and_is_not_known_is_a_weak_lack() -> None:
    found = lack("Poole closed the harbour of Dover in March.", unknown={"poole"})
    assert found is not None
    assert found.what == "name"
    assert found.strength < NEEDS


def test_a_stranger_is_led_in_by_the_sentence_that_introduces_them() -> None:
    sentences = article(
        "Peter Brown, a docker, walked out. | “We will stay,” Brown said.", "Oslo paid. | “We shall see,” Brown said."
    )
    known = frozenset({"oslo"})
    assert lead_in(sentences, 1, known=known) == (sentences[0], None)
    before, missing = lead_in(sentences, 3, known=known)
    assert before is None
    assert missing is not None
    assert missing.what == "name"
    assert lead_in(sentences, 3, known=known | {"brown"}) == (None, None)
    assert lead_in(sentences, 3) == (None, None)


def test_strangers_are_named_in_full_before_and_not_known_to_the_story() -> None:
    text = "The Harbour Board met. Rep. Ida Feld came late. Feld said no. Peter Brown stayed away."
    assert strangers(text, len(text), frozenset()) == {"feld", "brown"}
    assert strangers(text, len(text), frozenset({"feld"})) == {"brown"}
    assert strangers(text, text.index("Feld"), frozenset()) == frozenset()


# --- what a story takes as known


def reports(*texts: str) -> list[Article]:
    return [Article.from_text(text) for text in texts]


def test_a_noun_that_several_reports_begin_with_as_known_is_known() -> None:
    texts = [f"Envoys came to Dover on day {n} for talks. Nobody left before the talks ended." for n in range(4)]
    assert {"talk", "talks"} <= familiar(reports(*texts))
    assert "talks" not in familiar(reports(texts[0], "Rain fell on Dover.", "Oslo lost.", "Oslo won."))


def test_a_noun_that_each_report_has_to_introduce_is_not_known() -> None:
    texts = [f"Dover bought a bridge on day {n}. On Friday the bridge was closed." for n in range(4)]
    assert not {"bridge", "bridges"} & familiar(reports(*texts))


def test_of_one_report_its_event_is_known_and_so_are_its_people() -> None:
    known = familiar(
        reports("Rain stopped Dover's regatta and the match. Ann Poole watched the match, and Poole left.")
    )
    assert "match" in known
    assert "poole" in known


def test_names_in_many_reports_and_in_what_is_asked_are_known() -> None:
    texts = [f"On day {n} they met Ann Poole, and told Poole so." for n in range(3)] + ["Then Ida Feld spoke to Feld."]
    known = familiar(reports(*texts), ["Brown", "the harbour"])
    assert {"poole", "brown"} <= known
    assert not {"feld", "the", "harbour"} & known


# --- men and women


def test_a_surname_is_of_the_sex_that_its_report_gives_it() -> None:
    assert sexes_in("Mr. Talbot left. Ann Poole stayed.") == Sexes(frozenset({"talbot"}), frozenset({"poole"}))
    assert sexes_in("Ann Poole met Peter Poole.") == Sexes()
    assert sexes_in("Ivo Poole met Ann Poole.") == Sexes()


def test_a_pronoun_of_the_other_sex_does_not_stand_for_a_name() -> None:
    first = "Mr. Talbot met Ann Poole in Oslo."
    assert shown_with(first, "Talbot's friends wondered whether she would sign.") == first
    assert shown_with(first, "Talbot's friends wondered whether he would sign.") == ""


def test_whom_a_sentence_calls_her_is_no_he() -> None:
    assert shown_with("Zora Feld won her seat. | He lost in Dover.") is None
    assert shown_with("Zora Feld won her seat. | She lost in Dover.") == "Zora Feld won her seat."


# --- all at once


def test_everything_that_is_lacking_is_told_and_the_strongest_first() -> None:
    found = lacks("But his plan was better.")
    assert {x.what for x in found} == {"connective", "pronoun"}
    strongest = lack("But his plan was better.")
    assert strongest is not None
    assert strongest.what == "pronoun"
    assert strongest.strength >= STRICT


@pytest.mark.parametrize(
    ("language", "back", "forward"),
    [
        ("de", "Er kam am Freitag nach Oslo.", "Es gibt in Oslo keine Fähre mehr."),
        ("fr", "Elle est arrivée vendredi à Oslo.", "Il faut une heure pour aller à Oslo."),
        ("es", "Además, Oslo pagó dos barcos.", "Oslo pagó dos barcos nuevos."),
        ("ru", "Он прибыл в Осло в пятницу.", "Осло купил два новых парома."),
        ("uk", "Вона прибула до Осло в п'ятницю.", "Осло купило два нові пороми."),
    ],
)
def test_other_languages_know_the_words_that_open_by_pointing_back(language: str, back: str, forward: str) -> None:
    assert lack(back, language=language) is not None
    assert lack(forward, language=language) is None


def test_a_language_without_a_table_keeps_to_what_is_safe() -> None:
    assert lack("Lautta lähti Oslosta perjantaina.", language="fi") is None
    assert lack("Lautta lähti Oslosta perjantaina.", language="fi", quoted=True) is not None


# --- lead-ins


def test_a_sentence_that_stands_alone_is_shown_without_lead_in() -> None:
    assert shown_with("Ann Poole leads the board.", "Oslo bought two ferries in March.") == ""


def test_the_person_of_a_pronoun_is_led_in() -> None:
    before = "Ann Poole was named head of the board."
    assert shown_with(f"{before} | She will be joined by two deputies.") == before
    assert shown_with(before, "She will be joined by two deputies.") == before


def test_a_sentence_without_a_fitting_person_is_no_lead_in() -> None:
    assert shown_with("The harbour was closed on Friday. | She will be joined by two deputies.") is None
    assert shown_with("Mr. Peter Brown was named head of the board. | She will be joined by two deputies.") is None


def test_a_lead_in_must_stand_alone_itself() -> None:
    assert shown_with("Ann Poole leads the board. | She signed the order. | He was not told.") is None


@pytest.mark.parametrize(
    ("before", "sentence"),
    [
        ("Oslo and Dover drew up a draft proposal in March.", "That deal ultimately fell through."),
        ("Envoys of Oslo and Dover discussed the ferry in March.", "But those talks broke down in April."),
        ("Ann Poole issued a directive on Friday.", "The order also names four advisers."),
        ("Ann Poole was elected in May.", "The senator did not reply."),
        ("Dover closed its harbour on Friday.", "The decision was welcomed in Oslo."),
        ("Dover closed its harbour on Friday.", "That means longer journeys."),
        ("Peter Brown declined.", "Instead, Ann Poole was named."),
    ],
)
def test_what_a_description_or_a_connective_points_to_is_led_in(before: str, sentence: str) -> None:
    assert shown_with(f"{before} | {sentence}") == before


def test_a_description_of_what_the_sentence_before_does_not_speak_of_is_left_out() -> None:
    assert shown_with("Ann Poole flew to Oslo. | The order also names four advisers.") is None


def test_the_speaker_of_a_lone_quotation_is_led_in() -> None:
    before = "Ann Poole said the harbour would stay open."
    assert shown_with(before, "“Nothing has been decided.”") == before
    assert (
        shown_with("“We will stay,” Ann Poole said. | “Nothing has been decided.”") == "“We will stay,” Ann Poole said."
    )


def test_the_end_of_a_quotation_that_names_its_speaker_is_led_in_by_its_beginning() -> None:
    before = "“We have a full house."
    assert shown_with(f"{before} | Now that is all we know,” Ann Poole told the board of Dover.") == before


def test_the_end_of_a_quotation_is_left_out_where_its_beginning_lacks_more_or_nobody_is_named() -> None:
    assert shown_with("“We have a full house. | Now nobody leaves Dover,” she said.") is None
    assert shown_with("“He has a full house. | Now nobody leaves Dover,” Ann Poole said.") is None
    assert shown_with("“Dover is full. | Oslo is full. | Now nobody leaves Dover,” Ann Poole said.") is None


def test_a_quotation_whose_speaker_is_named_at_its_end_gets_no_other() -> None:
    sentences = article(
        "Ann Poole said the harbour would stay open.", "“Nothing has been decided. | All is open,” Peter Brown said."
    )
    before, missing = lead_in(sentences, 1)
    assert before is None
    assert missing is not None
    assert missing.what == "speaker"


def test_a_question_or_the_first_person_is_not_mended_by_a_lead_in() -> None:
    assert shown_with("Ann Poole flew to Oslo. | Where does Oslo stand on the ferry?") is None
    assert shown_with("Ann Poole flew to Oslo. | I met two dockers in the hall.") is None


def test_a_lead_in_does_not_come_from_under_another_heading() -> None:
    sentences = article("Ann Poole leads the board.", "She will fly to Oslo.", headings=("Dover", "Oslo"))
    assert lead_in(sentences, 1)[0] is None


def test_the_first_sentence_has_no_lead_in() -> None:
    assert shown_with("She will fly to Oslo.") is None


def test_a_lower_threshold_asks_for_more_and_a_higher_for_less() -> None:
    sentences = article("Peter Brown signed the Oslo accord. | But Ann Poole refused to sign the Oslo accord.")
    assert lead_in(sentences, 1) == (None, None)
    assert lead_in(sentences, 1, threshold=0.3)[0] == sentences[0]


# --- always

_WORDS = st.sampled_from(
    "He she It they that This those the The order Ann Poole said “We ” \" ' ''it's , . ? ( ) — But Instead, and of "
    "which when 1,000 US I our another same latter € Он 中文 \u00ad".split()
)
_TEXTS = st.one_of(st.text(max_size=80), st.lists(_WORDS, max_size=25).map(" ".join))


@given(_TEXTS, st.booleans(), st.sampled_from(["en", "de", "fr", "ru", "xx"]))
def test_any_text_is_answered_with_strengths_in_their_range(text: str, quoted: bool, language: str) -> None:  # noqa: FBT001
    found = lacks(text, quoted=quoted, language=language)
    assert all(0 < x.strength <= 1 and x.what for x in found)
    assert lack(text, quoted=quoted, language=language) == max(found, key=lambda x: x.strength, default=None)


@given(st.lists(_TEXTS.filter(str.strip), min_size=1, max_size=6), st.data())
def test_a_lead_in_stands_directly_before_and_stands_alone(texts: list[str], data: st.DataObject) -> None:
    whole = Article.from_sentences(texts)
    sentences = [Sentence(whole, *span, i, i) for i, span in enumerate(whole.spans or ())]
    index = data.draw(st.integers(0, len(sentences) - 1))
    before, missing = lead_in(sentences, index)
    assert before is None or (before is sentences[index - 1] and missing is None)
    assert before is None or lead_in([before], 0) == (None, None)


@pytest.mark.slow
def test_the_time_grows_with_the_length_and_not_with_its_square() -> None:
    for unit in ("He said that it was this deal, and ", '"a b c" ', "Ann's Bob's ", "in his, ", "it is very "):
        assert lacks(unit * 8_000) is not None


# --- measured


def _benchmark() -> ModuleType:
    spec = importlib.util.spec_from_file_location("bench_alone", ROOT / "benchmarks" / "quality" / "alone.py")
    assert spec
    assert spec.loader
    module = sys.modules.setdefault(spec.name, importlib.util.module_from_spec(spec))
    spec.loader.exec_module(module)
    return module


@pytest.mark.skipif(not (SHARED / "data" / "gum_news").is_dir(), reason="../shared/data/gum_news is not here")
def test_on_gum_news_enough_is_found_and_little_of_it_is_false() -> None:
    bench = _benchmark()
    for threshold in (NEEDS, STRICT):
        score = bench.measure(bench.gum(), threshold)
        assert score.recall >= 0.85
        assert score.precision >= 0.6


@pytest.mark.skipif(not (SHARED / "stories" / "convention").is_dir(), reason="../shared/stories/convention is not here")
def test_on_the_convention_what_is_found_is_rarely_false() -> None:
    bench = _benchmark()
    score = bench.measure(bench.convention(), NEEDS)
    assert score.precision >= 0.9
    assert score.recall >= 0.78


def test_a_proposal_is_not_explained_by_what_is_asked_for_behind_it() -> None:
    assert lacks("Bryland rejected the proposal, insisting that much be settled before a truce is proposed.")
    assert not lacks("Ardenia proposed a truce, and Bryland rejected the proposal.")


MEETING = "Jonas Feld was in Velmar on Thursday to attend a Lume Bank meeting, where he met Ines Talbot."
SAID = "Talbot said at the Lume Bank meeting that Bryland had lost its patience with the fleet."


def test_what_the_sentence_before_introduces_under_a_name_is_shown_with_it() -> None:
    sentences = article(f"{MEETING} | {SAID}")
    assert lead_in(sentences, 1) == (sentences[0], None)


@pytest.mark.parametrize(
    "before",
    [
        "Jonas Feld was in Velmar on Thursday, where he met Ines Talbot.",  # introduces nothing
        "Jonas Feld was in Velmar on Thursday to attend a Coastal Bank meeting.",  # another
        "He was in Velmar on Thursday to attend a Lume Bank meeting.",  # does not stand alone
        "Jonas Feld was in Velmar on Thursday to attend the Lume Bank meeting.",  # takes it as known
    ],
)
def test_a_thing_with_a_name_needs_nothing_where_the_sentence_before_does_not_introduce_it(before: str) -> None:
    assert lead_in(article(f"{before} | {SAID}"), 1) == (None, None)


def test_what_stands_under_another_heading_introduces_nothing() -> None:
    assert lead_in(article(MEETING, SAID, headings=("Velmar", "Bryland")), 1) == (None, None)
