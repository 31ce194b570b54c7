from __future__ import annotations

import pytest

from geo.gazetteer.lookup import Gazetteer
from geo.models import Article
from geo.recognition.multilingual import MultilingualRecogniser


@pytest.fixture(scope="module")
def languages(gazetteer: Gazetteer) -> MultilingualRecogniser:
    return MultilingualRecogniser(gazetteer)


def article(text: str, language: str) -> Article:
    return Article(id=text[:12], title="", text=text, language=language)


def found(languages: MultilingualRecogniser, *articles: Article) -> list[list[str]]:
    return [[name.text for name in toponyms] for _, toponyms in languages.recognise(articles)]


def test_each_article_is_read_in_its_language_and_in_its_place(
    languages: MultilingualRecogniser,
) -> None:
    assert found(
        languages,
        article("The talks in Moscow failed.", "en"),
        article("L'ambassade de France à Kaboul a été fermée, selon le ministère.", "fr"),
        article("", "fr"),
        article("Il vit depuis trois ans à Genève.", "fr"),
        article("She flew from Doha to Kabul.", ""),
    ) == [["Moscow"], ["France", "Kaboul"], [], ["Genève"], ["Doha", "Kabul"]]


def test_a_language_without_a_model_is_not_read(languages: MultilingualRecogniser) -> None:
    german = article("Die Gespräche in Berlin und Genf sind gescheitert.", "de")
    assert list(languages.recognise([german])) == [(german, ())]


def test_offsets_hold_in_a_long_text(languages: MultilingualRecogniser) -> None:
    text = "Rien de nouveau ce jour-là, dit-on. " * 800 + "Il vit depuis trois ans à Genève."
    [(read, toponyms)] = languages.recognise([article(text, "fr")])
    assert [read.text[name.start : name.end] for name in toponyms][-1] == "Genève"


def test_given_spans_are_described_as_they_are(languages: MultilingualRecogniser) -> None:
    french = article("Il vit à Genève.", "fr")
    [toponym] = languages.describe(french, [(9, 15)])
    assert (toponym.text, toponym.start, toponym.end) == ("Genève", 9, 15)
