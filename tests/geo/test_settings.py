"""Settings come from the environment once, and say what is wrong with them."""

from __future__ import annotations

import pytest

from geo.errors import BadInput
from geo.settings import Settings, geocoder_list


def test_the_defaults_need_no_network_and_no_key() -> None:
    settings = Settings.load({})
    assert settings.geocoders == ("gazetteer",)
    assert not settings.online_tiles
    assert settings.articles.name == "seeds"
    assert settings.gazetteer.name == "gazetteer.sqlite"


def test_the_environment_is_read_once_and_flags_win(tmp_path) -> None:
    settings = Settings.load({"DATELINE_CACHE": str(tmp_path), "DATELINE_MIN_CONFIDENCE": "0.8"})
    assert settings.atlas == str(tmp_path / "atlas")
    assert settings.min_confidence == 0.8
    assert settings.override(min_confidence=0.2, atlas=None).min_confidence == 0.2
    assert settings.override(atlas=None).atlas == settings.atlas


def test_two_corpora_never_share_an_atlas_unless_told_to(tmp_path) -> None:
    def atlas(**environ: str) -> str:
        return Settings.load({"DATELINE_CACHE": str(tmp_path), **environ}).atlas

    samples = str(Settings.load({}).articles)
    assert atlas() == atlas(DATELINE_ARTICLES=samples) == str(tmp_path / "atlas")
    assert len({atlas(), atlas(DATELINE_ARTICLES="/one"), atlas(DATELINE_ARTICLES="/two")}) == 3
    assert atlas(DATELINE_ARTICLES="/one") == atlas(DATELINE_ARTICLES="/one/")
    assert atlas(DATELINE_ARTICLES="/one", DATELINE_ATLAS="/both") == "/both"


def test_corrections_are_kept_beside_what_they_are_about(tmp_path) -> None:
    def corrections(**environ: str) -> str:
        settings = Settings.load({"DATELINE_CACHE": str(tmp_path), **environ})
        assert Settings.load(settings.environment()).corrections == settings.corrections
        return str(settings.corrections)

    assert corrections(DATELINE_ARTICLES="/news/articles") == "/news/articles.corrections.jsonl"
    assert corrections(DATELINE_ARTICLES="/news/articles/") == "/news/articles.corrections.jsonl"
    assert corrections(DATELINE_ATLAS="/data/war") == "/data/war.corrections.jsonl"
    assert corrections(DATELINE_ATLAS="/data/war", DATELINE_CORRECTIONS="/c.jsonl") == "/c.jsonl"
    remote = corrections(DATELINE_ATLAS="s3://bucket/war", DATELINE_ARTICLES="/news")
    assert remote == "/news.corrections.jsonl"
    flag = Settings.load({"DATELINE_ARTICLES": "/news"}).override(atlas="/data/war")
    assert str(flag.corrections) == "/data/war.corrections.jsonl"


@pytest.mark.parametrize("value", ["high", "1.2", "-1", "nan"])
def test_a_confidence_that_is_none_is_refused(value: str) -> None:
    with pytest.raises(BadInput, match="from 0 to 1"):
        Settings.load({"DATELINE_MIN_CONFIDENCE": value})


def test_a_switch_takes_only_its_two_words() -> None:
    assert Settings.load({"DATELINE_TILES": "online"}).online_tiles
    with pytest.raises(BadInput, match="DATELINE_TILES"):
        Settings.load({"DATELINE_TILES": "maybe"})


def test_geocoders_are_asked_in_the_order_given() -> None:
    assert geocoder_list(" gazetteer, Nominatim ,") == ("gazetteer", "nominatim")
    with pytest.raises(BadInput):
        geocoder_list(" , ")
