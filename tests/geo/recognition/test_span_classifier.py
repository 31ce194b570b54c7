"""What the span classifier does with the model's finds and the gazetteer's names."""

from __future__ import annotations

import pytest

from geo.recognition.entities import ArticleReading, Entity, KnownName
from geo.recognition.knowledge import Knowledge, best
from geo.recognition.span_classifier import classify_spans, weights

KINDS = {
    "Paris": "metropolis",
    "Franklin": "town",
    "Franklin County": "county",
    "Jordan": "country",
}


def kind(name: str) -> str:
    return KINDS.get(name, "")


def reading(text: str, *found: tuple[str, str], known: tuple[str, ...] = ()) -> ArticleReading:
    """A reading in which the model found (name, label) pairs and the gazetteer some names."""
    entities = [
        Entity(text.index(name), text.index(name) + len(name), label) for name, label in found
    ]
    names = [KnownName(text.index(n), text.index(n) + len(n), KINDS[n]) for n in known]
    return ArticleReading(text, entities, names, {})


def spans(article: ArticleReading) -> list[str]:
    return [article.text[e.start : e.end] for e in classify_spans(article, kind)]


def test_a_known_place_of_the_models_is_taken() -> None:
    assert spans(reading("He lives in Paris now.", ("Paris", "GPE"))) == ["Paris"]


def test_spans_never_overlap() -> None:
    text = "Floods hit Franklin County on Monday."
    article = reading(text, ("Franklin County", "GPE"), known=("Franklin",))
    assert spans(article) == ["Franklin County"]


@pytest.mark.parametrize("text", ["Paris Hilton sang.", "He drove a Toyota Paris.", "Paris virus"])
def test_namesakes_beyond_doubt_are_not_taken(text: str) -> None:
    assert spans(reading(text, ("Paris", "GPE"))) == []


def test_the_family_name_of_someone_named_before_is_not_a_country() -> None:
    text = "Michael Jordan left early. His rivals praised Jordan highly."
    second = text.rindex("Jordan")
    article = ArticleReading(
        text, [Entity(0, 14, "PERSON"), Entity(second, second + 6, "GPE")], [], {"jordan": 2}
    )
    assert spans(article) == []


def test_other_entities_are_no_toponyms() -> None:
    assert spans(reading("Reuters said so in May.", ("Reuters", "ORG"), ("May", "DATE"))) == []


def test_weights_are_finite_numbers() -> None:
    assert weights()
    assert all(abs(weight) < 10 for weight in weights().values())


def test_the_strongest_kind_speaks_for_a_name() -> None:
    assert best(["small", "country", "town"]) == "country"
    assert best([]) == ""


def test_knowledge_asks_the_gazetteer_once() -> None:
    asked = []

    class Names:
        def lookup(self, name: str) -> tuple[()]:
            asked.append(name)
            return ()

    knowledge = Knowledge(Names())
    assert [knowledge.kind("Nowhere"), knowledge.kind("Nowhere")] == ["", ""]
    assert asked == ["Nowhere"]
