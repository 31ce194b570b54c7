from __future__ import annotations

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc, DocBin, Span

from geo.errors import BadInput
from geo.gazetteer.lookup import Gazetteer

HERAT = "geonames:1140026"
SENTENCE = "The envoys flew from Herat to Moscow. Muscovites read the Moscow Times."


@pytest.fixture(scope="module")
def nlp(gazetteer: Gazetteer) -> Language:
    pipeline = spacy.blank("en")
    pipeline.add_pipe("dateline")
    return pipeline


def test_names_are_placed(nlp: Language) -> None:
    doc = nlp(SENTENCE)
    assert [(name.text, name._.place.country_code) for name in doc._.places][:2] == [
        ("Herat", "AF"),
        ("Moscow", "RU"),
    ]
    herat = doc.ents[0]
    assert herat.text == "Herat"
    assert herat._.place.id == HERAT
    assert herat._.place.ancestors
    assert 0.5 < herat._.confidence <= 1.0
    assert herat._.role == "place"


def test_what_nobody_knows_has_no_place(nlp: Language) -> None:
    doc = nlp("Officials met in Zorvenholm on Monday.")
    assert all(entity._.place is None for entity in doc.ents)
    assert doc._.places == []
    assert doc[0:2]._.place is None


@pytest.mark.parametrize("text", ["", "   \n ", "No name stands here."])
def test_a_text_without_names(text: str, nlp: Language) -> None:
    doc = nlp(text)
    assert (doc.text, doc.ents, doc._.places) == (text, (), [])


def test_a_pipe_gives_each_document_its_own(nlp: Language) -> None:
    texts = ["Rain in Kabul.", "", "Snow in Oslo."] * 50
    found = [[name.text for name in doc._.places] for doc in nlp.pipe(texts, batch_size=7)]
    assert found == [["Kabul"], [], ["Oslo"]] * 50


def test_documents_can_be_stored(nlp: Language) -> None:
    doc = nlp(SENTENCE)
    [again] = DocBin(docs=[doc], store_user_data=True).get_docs(nlp.vocab)
    copied = Doc(nlp.vocab).from_bytes(doc.to_bytes())
    assert [each._.place for each in copied._.places] == [each._.place for each in doc._.places]
    assert [each._.place for each in again.ents] == [each._.place for each in doc.ents]


def test_a_piece_of_a_document_is_not_taken_for_its_beginning(nlp: Language) -> None:
    doc = nlp("Moscow spoke. Officials in Herat did not.")
    piece = doc[3:].as_doc(copy_user_data=True)
    assert piece[0:1]._.place is None


def test_what_others_found_stays_unless_it_is_a_place(gazetteer: Gazetteer) -> None:
    nlp = spacy.blank("en")

    @Language.component("found_before")
    def found_before(doc: Doc) -> Doc:
        doc.ents = [
            Span(doc, 0, 2, "PERSON"),
            Span(doc, 3, 5, "LOC"),
            Span(doc, 6, 7, "DATE"),
        ]
        return doc

    nlp.add_pipe("found_before")
    nlp.add_pipe("dateline")
    doc = nlp("Paris Hilton visited Kabul again on Monday.")
    entities = {(entity.text, entity.label_) for entity in doc.ents}
    assert entities == {("Paris Hilton", "PERSON"), ("Monday", "DATE"), ("Kabul", "GPE")}


def test_the_threshold_is_part_of_the_configuration(gazetteer: Gazetteer) -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("dateline", config={"min_confidence": 1.0})
    assert nlp(SENTENCE)._.places == []
    assert nlp.get_pipe_meta("dateline").default_config == {"min_confidence": None}
    with pytest.raises(BadInput):
        spacy.blank("en").add_pipe("dateline", config={"min_confidence": 2.0})


def test_a_pipeline_can_be_stored(nlp: Language, tmp_path: object) -> None:
    nlp.to_disk(str(tmp_path))
    again = spacy.load(str(tmp_path))
    assert [name.text for name in again("Rain in Kabul.")._.places] == ["Kabul"]
    assert nlp.from_bytes(nlp.to_bytes()).pipe_names == ["dateline"]


def test_a_language_that_nobody_reads_has_no_places(gazetteer: Gazetteer) -> None:
    nlp = spacy.blank("fi")
    nlp.add_pipe("dateline")
    assert nlp("Helsingissä satoi koko päivän.")._.places == []
