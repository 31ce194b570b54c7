from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.text.language_identification import ENGLISH, MODELS, code_of, identify, readable, weigh

SENTENCES = {
    "en": "Police closed the bridge after heavy rain flooded two villages, residents said.",
    "fr": "La police a fermé le pont après de fortes pluies qui ont inondé deux villages.",
    "de": "Die Polizei sperrte die Brücke, nachdem Regen zwei Dörfer überflutet hatte.",
    "es": "La policía cerró el puente después de que las lluvias inundaran dos pueblos.",
    "sv": "Ministern sade på måndagen att samtalen i Genève hade misslyckats helt.",
    "ru": "Полиция закрыла мост после того, как сильные дожди затопили две деревни.",
    "uk": "Поліція закрила міст після того, як сильні дощі затопили два села на півночі.",
    "fa": "پلیس پس از آنکه باران شدید دو روستا در شمال شهر را زیر آب برد، پل را بست.",
    "ar": "أغلقت الشرطة الجسر بعد أن غمرت الأمطار الغزيرة قريتين شمال المدينة.",
    "zh": "大雨淹没了城北的两个村庄后，警方关闭了大桥。",
    "tr": "Şiddetli yağmurun iki köyü sular altında bırakmasının ardından köprü kapandı.",
}
NO_LANGUAGE = [
    "",
    " \n",
    "Kabul",
    "3-1 4-2 0-0",
    "2021-07-09 12345 67890",
    "AAPL 99.2 GOOG 1.2 +0.4%",
]


@pytest.mark.parametrize(("language", "text"), SENTENCES.items())
def test_a_sentence_is_enough(language: str, text: str) -> None:
    assert identify(text) == language


@pytest.mark.parametrize("text", NO_LANGUAGE)
def test_what_is_too_little_to_tell_is_not_guessed(text: str) -> None:
    assert identify(text) == ""


def test_the_beginning_of_a_long_text_decides() -> None:
    assert identify(SENTENCES["en"] + " x" * 5_000_000) == "en"


def test_english_can_always_be_read() -> None:
    assert ENGLISH in readable() <= {ENGLISH, *MODELS}


@given(st.text(max_size=300))
def test_any_text_gives_two_letters_or_nothing(text: str) -> None:
    code = identify(text)
    assert code == "" or (len(code) == 2 and code.isalpha() and code.islower())


def test_the_names_and_codes_of_languages_that_sources_give() -> None:
    for stated in ("en", "en-GB", "en_US", "eng", "English", "EN "):
        assert code_of(stated) == "en"
    assert [code_of(each) for each in ("fra", "German", "", "Klingon!")] == [
        "fr",
        "de",
        "",
        "klingon!",
    ]


def test_a_few_words_are_weighed_by_their_corpus() -> None:
    assert weigh("Kabul talks stall", {"en": 90, "fr": 10}) == "en"
    assert weigh("Kabul talks stall", {"en": 2}) == ""
    assert weigh("12.5 14.0 -3.2", {"en": 90}) == ""
    assert weigh(SENTENCES["de"], {"en": 90}) == "de"
