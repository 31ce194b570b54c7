"""What a published site holds, and what it does not: the files, read without a browser."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from dashboard.site import bundle
from dashboard.site.basemap import WHOLE, chosen
from dashboard.site.files import _ASSETS, _MODULES, MOST_TOWNS, _codes, site_files
from dashboard.site.page import as_json
from dashboard.site.words import BY_LANGUAGE
from geo.export import Content
from geo.export.site import Site
from geo.places.outlines import outlines
from geo.places.shades import MOST_AREAS
from geo.settings import Settings
from geo.storylines import Storyline, StoryStep
from tests.dashboard.site import made_up
from tests.geo.export import newsroom
from tests.geo.export.newsroom import HOSTILE


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> Content:
    return newsroom.filled(tmp_path_factory.mktemp("newsroom"))


def data_of(files: Any) -> dict[str, Any]:
    """The data as the scripts of a folder see them."""
    script = files["data.js"].decode()
    return json.loads(script[script.index(" = ") + 3 : script.rindex(";")])


class Elements(HTMLParser):
    """The names and attributes of all elements."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def test_every_mention_is_there_with_its_sentence_and_its_article(content: Content) -> None:
    data = data_of(site_files(content, Site()))
    mentions, articles = data["mentions"], data["articles"]
    assert len(mentions["article"]) == content.counts.mentions
    assert len(articles["title"]) == content.counts.articles
    assert len(data["places"]["id"]) == content.counts.places
    said = {
        (articles["url"][article], data["sentences"][sentence], data["places"]["id"][place])
        for article, sentence, place in zip(
            mentions["article"], mentions["sentence"], mentions["place"], strict=True
        )
    }
    rows = newsroom.rows(content, newsroom.By.MENTION)
    assert said == {(row["url"], row["sentence"], row["place_id"]) for row in rows}


def test_names_are_where_javascript_finds_them(content: Content) -> None:
    data = data_of(site_files(content, Site()))
    mentions = data["mentions"]
    found = set()
    for sentence, start, end in zip(
        mentions["sentence"], mentions["start"], mentions["end"], strict=True
    ):
        units = data["sentences"][sentence].encode("utf-16-le", "surrogatepass")
        found.add(units[2 * start : 2 * end].decode("utf-16-le"))
    assert "Kabul" in found
    assert found <= {"Kabul", "Afghanistan", "Kabul Airport", "Moscow", "Suva", "Apia", "Herat"}


@pytest.mark.parametrize("single", [True, False])
def test_hostile_texts_are_text(content: Content, single: bool) -> None:
    files = site_files(
        content, Site(title='</title><script>alert("1")</script>', single_file=single)
    )
    page = files["index.html"].decode()
    elements = Elements(page)
    scripts = [attributes for tag, attributes in elements.found if tag == "script"]
    assert len(scripts) == (7 if single else 3)
    assert not any(name.startswith("on") for _, attributes in elements.found for name in attributes)
    assert 'alert("1")' not in re.sub(r"<script.*?</script>", "", page, flags=re.DOTALL)
    if not single:
        assert "<script>alert" not in files["data.js"].decode()
        titles = data_of(files)["articles"]["title"]
        assert [text for text in HOSTILE if text not in titles] == []


def test_the_policy_allows_what_is_in_the_page_and_nothing_else(content: Content) -> None:
    page = site_files(content, Site(single_file=True))["index.html"].decode()
    policy = next(a["content"] or "" for t, a in Elements(page).found if "http-equiv" in a)
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy
    codes = re.findall(r"<(script|style)([^>]*)>(.*?)</\1>", page, re.DOTALL)
    hashed = [text for _, attributes, text in codes if "application/json" not in attributes]
    assert len(hashed) == 4
    for text in hashed:
        digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        assert f"'sha256-{digest}'" in policy


STORY = Storyline(
    "talks",
    "The <b>talks</b>",
    (
        StoryStep(
            "place=geonames%3A1138958&from=2021-07-10&lat=34.5&lon=69.2&z=7", newsroom.HOSTILE[7]
        ),
        StoryStep("country=FJ%2CWS&q=line", "Two islands"),
        StoryStep("article=article-4&clock=spoken&to=2020-01-01&vsfrom=x&nonsense=1", ""),
    ),
)


def test_a_step_shows_what_the_site_has_and_the_mentions_that_are_left(content: Content) -> None:
    files = site_files(content, Site(storyline=STORY))
    data = data_of(files)
    story, places, mentions = data["story"], data["places"], data["mentions"]
    first, second, third = story["steps"]
    assert story["title"] == STORY.title
    assert places["id"][first["place"]] == "geonames:1138958"
    assert (first["sentence"], first["look"]) == (newsroom.HOSTILE[7], [34.5, 69.2, 7])
    assert (first["from"], first["undated"], first["only"], first["about"]) == (2, False, None, "")
    assert (second["query"], second["place"], second["look"]) == ("line", None, None)
    left = [at for low, high in second["only"] for at in range(low, high + 1)]
    assert {places["name"][mentions["place"][at]] for at in left} == {"Suva", "Apia"}
    assert "Fiji" in second["about"]
    assert data["articles"]["title"][third["article"]] == "Talks"
    assert (third["from"], third["to"]) == (0, data["time"]["length"])
    assert "<script>alert" not in files["data.js"].decode()


def test_no_step_says_where_the_map_looks_when_points_are_obscured(content: Content) -> None:
    said = Storyline(
        "s", "At 34.5281, 69.1723", (StoryStep("lat=34.528&lon=69.172&z=12", "34.5281"),)
    )
    files = site_files(content, Site(storyline=said, obscure=50))
    [step] = data_of(files)["story"]["steps"]
    assert step["look"] is None
    assert "34.52" not in (files["data.js"] + files["index.html"]).decode()


def test_without_text_no_sentence_is_in_it(content: Content) -> None:
    files = site_files(replace(content, text=False), Site(single_file=True))
    page = files["index.html"].decode()
    assert "Rain in Moscow" not in page
    assert "is quiet" not in page
    assert "https://news.example/2?a=1" in page
    assert BY_LANGUAGE["en"]["no_text"] in page


def test_no_true_coordinate_is_left_when_points_are_obscured(content: Content) -> None:
    files = site_files(content, Site(obscure=50))
    places = data_of(files)["places"]
    written = (files["data.js"] + files["index.html"]).decode()
    for row in newsroom.rows(content, newsroom.By.MENTION):
        latitude, longitude = row["latitude"], row["longitude"]
        assert (latitude, longitude) not in zip(
            places["latitude"], places["longitude"], strict=True
        )
        exact = [degrees for degrees in (latitude, longitude) if degrees % 1]
        assert not any(str(round(degrees, 3)) in written for degrees in exact)
        assert str(row["place_id"]) not in written
    assert "moved onto a grid of 50 km" in files["index.html"].decode()


def test_the_page_speaks_french(content: Content) -> None:
    page = site_files(content, Site(language="fr", single_file=True))["index.html"].decode()
    assert '<html lang="fr">' in page
    assert "Comment cette carte a été faite" in page
    assert '"Afghanistan' in page
    assert "How this map was made" not in page


def test_the_words_of_both_languages_are_the_same() -> None:
    english, french = BY_LANGUAGE["en"], BY_LANGUAGE["fr"]
    assert english.keys() == french.keys()
    for name, words in english.items():
        pairs = zip(words, french[name], strict=True) if isinstance(words, list) else ()
        for one, other in [*pairs, *([(words, french[name])] if isinstance(words, str) else [])]:
            if "1 " not in one:
                assert set(re.findall(r"{\w+}", one)) <= set(re.findall(r"{\w+}", other)) | {"{n}"}


def test_five_thousand_mentions_are_at_most_five_megabytes(
    tmp_path: Path, gazetteer: object
) -> None:
    content = made_up.filled(tmp_path / "atlas", 5000, areas=[*outlines()][:450])
    assert content.counts.mentions == 5000
    site = Site(single_file=True, gazetteer=Settings.load().gazetteer)
    page = site_files(content, site)["index.html"]
    assert len(page) <= 5_000_000
    values = re.findall(r'id="site-outlines">(.*?)</script>', page.decode())
    assert len(json.loads(values[0])["far/areas"]) == MOST_AREAS


def test_names_of_towns_come_along_around_the_places(content: Content, gazetteer: object) -> None:
    written = site_files(content, Site(gazetteer=Settings.load().gazetteer))["basemap.js"].decode()
    script = written.partition(".towns = ")[2].partition(";\n")[0]
    towns = json.loads(script)
    assert {"Kabul", "Mazār-e Sharīf"} & {name for piece in towns.values() for name, *_ in piece}
    assert len(script.encode()) <= MOST_TOWNS * 1.1
    without = site_files(content, Site())["basemap.js"].decode()
    assert ".towns = {};" in without


def test_every_script_of_the_site_can_be_one(tmp_path: Path) -> None:
    assert [code.name for code in _codes()] == ["style.css", "map.css", "map.js", "script.js"]
    for name in _MODULES:
        value = bundle.as_value(name, (_ASSETS / f"{name}.js").read_text(encoding="utf-8"))
        assert value.startswith(f"const {name} = ")
        assert "\nexport" not in value
    with pytest.raises(ValueError, match="neither"):
        bundle.as_value("two", "import { a } from './a.js';\nexport const b = a;\n")


def test_the_basemap_takes_the_world_and_what_is_around_the_places() -> None:
    kabul = (34.53, 69.17, 5)
    assert list(chosen([kabul], 0)) == []
    assert list(chosen([kabul], 73_000)) == [WHOLE]
    found = chosen([kabul], 1_000_000)
    assert "5/22/12" in found
    assert not any(name.startswith("5/0/") for name in found)


def test_json_in_a_page_ends_no_script() -> None:
    text = "</script><!-- \u2028 \ud800 & ünï"
    written = as_json({"text": text})
    assert "<" not in written
    assert written.encode()
    assert json.loads(written) == {"text": text}
