from __future__ import annotations

import glob
import tomllib
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest
import story
from program import files_below
from texts import PADDING, report

from briefing import BriefingError, build, load_config, parse_config, verify
from briefing.errors import NothingToBriefError, UnverifiedError
from briefing.run import check, digest, harvest, load_brief, publish

if TYPE_CHECKING:
    from pathlib import Path

    from briefing import Article, Brief, Settings
    from briefing.run import Made

TODAY = date.fromisoformat(story.DATE)


# --- what is read


def test_the_configured_sources_are_read_from_the_folder_of_the_configuration(config: Path) -> None:
    found = harvest(load_config(config))
    assert [(one.name, one.status, one.articles) for one in found.health] == [("Saved reports", "ok", 12)]
    assert {article.source for article in found.articles} == {"Saved reports"}
    assert [article.path for article in found.articles] == [f"articles/{one.name}.txt" for one in story.REPORTS]
    assert found.problems == ()


def test_what_the_settings_of_a_source_know_is_known_of_its_documents(tmp_path: Path) -> None:
    config = story.write(
        tmp_path, [story.UNDATED], story.CONFIG.replace('files = "articles/*"', 'files = "a*/*"\npublisher = "Desk"')
    )
    (article,) = harvest(load_config(config)).articles
    assert (article.publisher.value, article.publisher.basis) == ("Desk", "given")


def test_named_files_and_folders_stand_in_for_the_sources(config: Path, settings: Settings) -> None:
    folder = config.parent / "articles"
    other = config.parent / "other"
    other.mkdir()
    story.RECIPE.write(other)
    found = harvest(settings, [other, folder / "06-harbour.txt", folder / "03-wire-talbot.txt"])
    assert {(one.name, one.articles) for one in found.health} == {("other", 1), ("articles", 2)}
    names = {"articles/06-harbour.txt", "articles/03-wire-talbot.txt", "other/09-recipe.txt"}
    assert {article.path for article in found.articles} == names


def test_files_of_one_name_in_two_folders_are_told_apart(tmp_path: Path, settings: Settings) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "r.txt").write_text(f"The port of {name} opened again on Monday after the storm.\n")
    found = harvest(settings, [tmp_path / "one" / "r.txt", tmp_path / "two" / "r.txt"])
    assert [article.path for article in found.articles] == ["one/r.txt", "two/r.txt"]


def test_a_source_without_anything_in_the_window_is_stale(config: Path) -> None:
    settings = parse_config({"brief": {"window": "2d"}, "topics": [{"title": "Truce"}]}, config)
    made = digest(harvest(settings, [config.parent / "articles"]), settings, date(2031, 6, 1))
    assert [source.status for source in made.brief.coverage.sources] == ["stale"]


def test_the_library_refuses_a_moment_without_a_zone_and_no_articles_at_all(settings: Settings) -> None:
    with pytest.raises(ValueError, match="says no time zone"):
        build(list(story.articles()), settings, date=TODAY, now="2031-03-13T07:00:00")
    with pytest.raises(NothingToBriefError, match="there is no report"):
        build([], settings, date=TODAY)


def test_the_order_of_the_arguments_makes_no_difference(config: Path, settings: Settings) -> None:
    folder, other = config.parent / "articles", config.parent / "other"
    other.mkdir()
    story.RECIPE.write(other)
    for paths in ([other, folder], [folder / "06-harbour.txt", other / "09-recipe.txt", folder / "05-positions.txt"]):
        one, two = (digest(harvest(settings, order), settings, TODAY).brief for order in (paths, paths[::-1]))
        assert one == two


@pytest.mark.parametrize("files", ["articles", "articles/*", "articles/**", "./art*/*.txt", "{}/articles/*"])
def test_files_are_found_by_a_pattern_from_the_folder_of_the_configuration_or_from_the_root(
    tmp_path: Path, files: str
) -> None:
    folder = tmp_path / "[2031] *story*"
    pattern = files.format(glob.escape(str(folder)))
    config = story.write(folder, config=story.CONFIG.replace("articles/*", pattern))
    assert len(harvest(load_config(config)).articles) == len(story.REPORTS)


def test_a_folder_and_a_file_in_it_are_read_once(config: Path, settings: Settings) -> None:
    folder = config.parent / "articles"
    assert len(harvest(settings, [folder, folder / "06-harbour.txt"]).articles) == 12


def test_what_cannot_be_read_is_a_value_beside_what_can(config: Path) -> None:
    (config.parent / "articles" / "empty.txt").write_bytes(b"")
    found = harvest(load_config(config))
    assert len(found.articles) == 12
    assert [problem.path for problem in found.problems] == ["articles/empty.txt"]
    assert found.health[0].status == "failed"
    assert "articles/empty.txt" in (found.health[0].detail or "")


def test_where_there_is_nothing_this_is_told_with_what_became_of_each(tmp_path: Path, settings: Settings) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    with pytest.raises(NothingToBriefError) as told:
        harvest(settings, [tmp_path])
    assert str(tmp_path) in told.value.problem
    assert [one.partition(":")[0] for one in told.value.problems] == ["empty.txt"]
    with pytest.raises(NothingToBriefError, match="names no source"):
        harvest(parse_config({"topics": [{"title": "Truce"}]}))


# --- what is made


def test_reports_of_after_the_day_are_left_out_and_this_is_said(brief: Brief) -> None:
    assert story.LATER.title not in {source.title for source in brief.articles}
    assert brief.coverage.later == 1


def test_a_brief_of_a_day_before_all_reports_cannot_be_made(articles: tuple[Article, ...], settings: Settings) -> None:
    dated = [article for article in articles if article.published.day]
    with pytest.raises(NothingToBriefError, match="every report that was read is dated after 2030-01-01"):
        build(dated, settings, date="2030-01-01")


def test_without_a_day_it_is_that_of_the_newest_report(config: Path) -> None:
    assert digest(harvest(load_config(config)), load_config(config)).brief.date == story.LATER.published


def test_without_a_day_and_without_a_dated_report_the_day_is_asked_for(tmp_path: Path) -> None:
    settings = load_config(story.write(tmp_path, [story.UNDATED]))
    with pytest.raises(NothingToBriefError, match="by --date"):
        digest(harvest(settings), settings)


def test_it_was_made_at_the_newest_moment_of_what_it_was_made_from(settings: Settings) -> None:
    def made_at(*published: str | None) -> str:
        reports = [report(*PADDING, published=one, publisher=str(one)) for one in published]
        return build(reports, settings, date=story.DATE).made_at

    assert made_at("2031-03-12T17:30:00+02:00", "2031-03-12") == "2031-03-12T15:30:00Z"
    assert made_at("2031-03-11", None) == "2031-03-11T00:00:00Z"
    assert made_at(None) == "2031-03-13T00:00:00Z"


def test_a_day_begins_where_the_story_is(settings: Settings) -> None:
    east = replace(settings, brief=replace(settings.brief, timezone="Asia/Tokyo"))
    assert build([report(*PADDING)], east, date=story.DATE).made_at == "2031-03-11T15:00:00Z"


def test_now_is_an_argument(articles: tuple[Article, ...], settings: Settings) -> None:
    moment = datetime(2031, 3, 13, 7, tzinfo=UTC)
    for now in (moment, moment.isoformat()):
        assert build(articles, settings, date=TODAY, now=now).made_at == "2031-03-13T07:00:00Z"


def test_the_digest_of_the_inputs_changes_with_each_of_them(
    brief: Brief, articles: tuple[Article, ...], settings: Settings
) -> None:
    other_topics = replace(settings, topics=settings.topics[:2])
    assert build(articles[::-1], settings, date=story.DATE).inputs == brief.inputs
    others = {
        build(articles, settings, date="2031-03-12").inputs,
        build(articles[1:], settings, date=story.DATE).inputs,
        build(articles, other_topics, date=story.DATE).inputs,
    }
    assert len(others | {brief.inputs}) == 4


def test_nothing_is_shown_twice(brief: Brief) -> None:
    items = [item for section in brief.sections for item in section.items]
    shown = [(one.article, one.start) for item in items for one in item.sentences]
    texts = [one.text for item in items for one in item.sentences]
    assert len(set(shown)) == len(shown)
    assert len(set(texts)) == len(texts)


def test_sections_by_sides_go_by_the_order_of_the_sides(brief: Brief) -> None:
    (truce,) = (section for section in brief.sections if section.by_side)
    order = {"ardenia": 0, "bryland": 1, None: 2}
    ranks = [order[item.side] for item in truce.items]
    assert ranks == sorted(ranks)
    assert {"ardenia", "bryland"} <= {item.side for item in truce.items}


def test_a_library_call_without_topics_by_name_says_no_new_reporting(settings: Settings) -> None:
    quiet = build([story.RECIPE.article], settings, date=story.DATE)
    assert {section.note for section in quiet.sections} == {"No new reporting (1 report read)."}


# --- what is published


def test_a_brief_that_shows_what_no_source_holds_is_not_published(made: Made, tmp_path: Path) -> None:
    section = made.brief.sections[0]
    item = section.items[0]
    lie = replace(item.sentences[0], text="Feld resigned.")
    worse = replace(made.brief, sections=(replace(section, items=(replace(item, sentences=(lie,)),)),))
    with pytest.raises(UnverifiedError, match="Feld resigned"):
        publish(replace(made, brief=worse), tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_what_is_published_can_be_read_and_verified_again(made: Made, tmp_path: Path) -> None:
    folder = publish(made, tmp_path).folder
    assert folder == tmp_path / story.DATE
    assert load_brief(folder) == load_brief(folder / "brief.json") == made.brief
    assert check(folder) == (made.brief, ())
    assert verify(load_brief(folder), made.articles.values()) == ()


def test_publishing_again_changes_nothing(made: Made, tmp_path: Path) -> None:
    before = files_below(publish(made, tmp_path).folder)
    assert files_below(publish(made, tmp_path).folder) == before


def test_a_brief_is_found_in_the_documents_that_it_was_made_from_and_not_in_others(
    issue: Path, config: Path, tmp_path: Path
) -> None:
    assert check(issue, [config.parent / "articles"])[1] == ()
    assert check(issue, [tmp_path / "nowhere"])[1]


def test_every_expected_error_has_the_exit_code_of_the_contract() -> None:
    kinds = {kind.__name__: kind.exit_code for kind in BriefingError.__subclasses__()}
    assert {name for name, code in kinds.items() if code == 2} == {"ConfigError"}
    assert set(kinds.values()) == {1, 2}


def test_the_configuration_of_the_story_is_as_good_as_its_file(config: Path) -> None:
    assert load_config(config) == parse_config(tomllib.loads(story.CONFIG))
