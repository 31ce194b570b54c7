"""Settings come from the environment once, and say what is wrong with them."""

from __future__ import annotations

import os
import pickle
import traceback

import pytest
from hypothesis import given
from hypothesis.strategies import booleans, floats, integers, lists, sampled_from, text
from pydantic import ValidationError

from geo.cli import main
from geo.errors import BadInput
from geo.settings import MODEL, Bounds, Online, Settings, Uploads, geocoder_list
from geo.variables import Declaration, declarations


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


@pytest.mark.parametrize("name", ["DATELINE_CORRECTIONS", "DATELINE_PLACES", "DATELINE_OUTLETS"])
def test_what_never_ends_is_no_file(name: str, tmp_path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path / "pipe", "/dev/zero"):
        with pytest.raises(BadInput, match="not a file"):
            Settings.load({name: str(path)})
    for path in (tmp_path / "to come", tmp_path / ("x" * 300), os.devnull):
        Settings.load({name: str(path)})


def test_two_corpora_never_share_an_atlas_unless_told_to(tmp_path) -> None:
    def atlas(**environ: str) -> str:
        return Settings.load({"DATELINE_CACHE": str(tmp_path), **environ}).atlas

    samples = str(Settings.load({}).articles)
    assert atlas() == atlas(DATELINE_ARTICLES=samples) == str(tmp_path / "atlas")
    assert len({atlas(), atlas(DATELINE_ARTICLES="/one"), atlas(DATELINE_ARTICLES="/two")}) == 3
    assert atlas(DATELINE_ARTICLES="/one") == atlas(DATELINE_ARTICLES="/one/")
    assert atlas(DATELINE_ARTICLES="/one", DATELINE_ATLAS="/both") == "/both"


def test_ones_own_places_are_kept_where_no_cache_is_deleted(tmp_path, monkeypatch) -> None:
    def places(**environ: str) -> str:
        settings = Settings.load({"XDG_DATA_HOME": "/data", **environ})
        assert Settings.load(settings.environment()).places == settings.places
        return str(settings.places)

    assert places(DATELINE_CACHE="/dateline/cache") == "/dateline/cache.places.jsonl"
    assert places(DATELINE_CACHE="/c", DATELINE_PLACES="/shared.jsonl") == "/shared.jsonl"
    monkeypatch.setattr("geo.settings._CHECKOUT", tmp_path)  # no checkout: installed
    assert places() == "/data/dateline/places.jsonl"
    assert places(DATELINE_CACHE="/c") == "/c.places.jsonl"


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


NUMBERS = [each for each in declarations(Settings) if each.allowed.startswith("a number")]
CHOICES = [each for each in declarations(Settings) if each.allowed and each not in NUMBERS]


@pytest.mark.parametrize("setting", NUMBERS, ids=lambda each: each.variable)
@pytest.mark.parametrize("value", ["soon", "-1", "nan", "inf", "1e16"])
def test_a_number_that_is_none_or_out_of_bounds_is_refused(
    setting: Declaration, value: str
) -> None:
    expected = f"{setting.variable} is '{value}': give {setting.allowed}"
    with pytest.raises(BadInput) as caught:
        Settings.load({setting.variable: value})
    # A whole number is told as it was read.
    assert str(caught.value).replace("10000000000000000", "1e16") == expected


@pytest.mark.parametrize("setting", CHOICES, ids=lambda each: each.variable)
def test_a_word_that_is_not_allowed_is_refused(setting: Declaration) -> None:
    with pytest.raises(BadInput) as caught:
        Settings.load({setting.variable: "perhaps"})
    assert str(caught.value) == f"{setting.variable} is 'perhaps': give {setting.allowed}"


@pytest.mark.parametrize("setting", list(declarations(Settings)), ids=lambda each: each.variable)
def test_an_empty_variable_is_as_good_as_none(setting: Declaration) -> None:
    assert Settings.load({setting.variable: ""}) == Settings.load({})


def test_a_whole_number_may_be_written_with_an_exponent() -> None:
    assert Settings.load({"DATELINE_FILE_BYTES": "5e7"}).bounds.file_bytes == 50_000_000


@given(
    redirects=integers(0, 10**15),
    timeout=floats(0.1, 300),
    names=lists(sampled_from(["gazetteer", "nominatim", "photon"]), min_size=1),
    tiles=booleans(),
    uploads=sampled_from(Uploads),
    log_level=sampled_from(["", "debug", "error"]),
    agent=text(alphabet="ab (@)é", max_size=8).map(str.strip),
)
def test_settings_survive_the_way_to_another_process(
    redirects, timeout, names, tiles, uploads, log_level, agent
) -> None:
    settings = Settings.load(
        {
            "DATELINE_REDIRECTS": str(redirects),
            "DATELINE_GEOCODER_TIMEOUT": repr(timeout),
            "DATELINE_GEOCODER": ",".join(names),
            "DATELINE_TILES": "online" if tiles else "offline",
            "DATELINE_UPLOADS": uploads.value,
            "DATELINE_LOG_LEVEL": log_level,
            "DATELINE_USER_AGENT": agent,
        }
    )
    assert settings.bounds.redirects == redirects and settings.online.timeout == timeout
    assert settings.geocoders == tuple(names) and settings.online_tiles == tiles
    assert settings.web.user_agent == (" ".join(agent.split()) or "Dateline")
    assert Settings.load(settings.environment()) == settings
    assert pickle.loads(pickle.dumps(settings)) == settings


def test_shared_uploads_and_read_only_exclude_each_other() -> None:
    shared = Settings.load({"DATELINE_UPLOADS": "shared"})
    with pytest.raises(BadInput, match="DATELINE_READ_ONLY forbids it"):
        shared.override(read_only=True)
    with pytest.raises(BadInput, match="DATELINE_READ_ONLY forbids it"):
        Settings.load({"DATELINE_UPLOADS": "shared", "DATELINE_READ_ONLY": "1"})


def test_settings_cannot_be_changed() -> None:
    settings = Settings.load({})
    with pytest.raises(ValidationError, match="frozen"):
        settings.model = "other"
    with pytest.raises(ValidationError, match="frozen"):
        settings.bounds.redirects = 1


def test_what_is_built_by_hand_reads_no_environment(monkeypatch, tmp_path) -> None:
    monkeypatch.setenv("DATELINE_REDIRECTS", "7")
    monkeypatch.setenv("DATELINE_MODEL", "other")
    assert Bounds().redirects == 5
    assert Settings(cache=tmp_path, articles=tmp_path).model == MODEL
    assert Settings.load().model == "other"
    # A field's name alone makes no variable.
    assert Settings.load({"DATELINE_BOUNDS": "{}", "DATELINE_OWN_ARTICLES": "1"}) == (
        Settings.load({})
    )


def test_a_key_is_never_shown(monkeypatch) -> None:
    key = "k3y-0f-0urs"
    environment = {"DATELINE_GEOCODER_KEY_OPENCAGE": f" {key} "}
    settings = Settings.load(environment)
    assert settings.online.key("opencage") == key
    assert settings.environment()["DATELINE_GEOCODER_KEY_OPENCAGE"] == key
    shown = repr(settings), str(settings), str(settings.model_dump()), settings.model_dump_json()
    assert not any(key in each for each in shown)
    with pytest.raises(BadInput) as caught:
        Settings.load({**environment, "DATELINE_TILES": "maybe"})
    everything = "".join(traceback.format_exception(caught.value))
    assert "DATELINE_TILES" in everything and key not in everything
    with pytest.raises(ValidationError) as wrong:
        Online(keys=((key, key, key),))
    assert key not in str(wrong.value)


def test_a_wrong_setting_ends_a_command_with_status_2(monkeypatch, capsys) -> None:
    monkeypatch.setenv("DATELINE_MIN_CONFIDENCE", "high")
    assert main(["atlas", "info"]) == 2
    expected = "dateline: DATELINE_MIN_CONFIDENCE is 'high': give a number from 0 to 1\n"
    assert capsys.readouterr().err == expected
