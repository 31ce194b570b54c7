"""Bytes to text: every encoding that can be told, no guess where it cannot."""

import random
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.sources.decode import Undecodable, decode, tidy

ENGLISH = (
    "“We don’t know,” the mayor of Malmö said on Friday — the café in São Paulo had closed, "
    "and the visitors from Kraków and Genève went on to the next one."
)
RUSSIAN = (
    "Делегация прибыла в Москву в четверг, чтобы провести переговоры с представителями "
    "министерства иностранных дел. Встреча прошла в закрытом режиме."
)
NOISE = random.Random(7).randbytes(2000).replace(b"\x00", b"")
POLISH_LETTERS = "Delegacja przybyła do Łodzi, a potem do Wrocławia; w piątek były rozmowy."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252"])
def test_english_in_the_encodings_of_the_web(encoding: str) -> None:
    assert decode(ENGLISH.encode(encoding)) == ENGLISH


@pytest.mark.parametrize("encoding", ["cp1251", "koi8_r", "utf-16"])
def test_russian_in_the_encodings_of_its_archives(encoding: str) -> None:
    assert decode(RUSSIAN.encode(encoding)) == RUSSIAN


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"PK\x03\x04\x00\x00binary", "NUL"),
        (b"\xff\xfeo", "damaged utf-16"),
        ("Kraków, Łódź, Gdańsk".encode() + b"\xff ends", "damaged UTF-8 text at byte 25"),
        (NOISE, "no other encoding"),
        (POLISH_LETTERS.encode("utf-8")[:-40] + b"\xc5", "damaged UTF-8"),
    ],
)
def test_what_is_no_text_or_a_guess_is_refused_with_the_reason(raw: bytes, reason: str) -> None:
    with pytest.raises(Undecodable, match=reason):
        decode(raw)


@given(st.text())
def test_utf_8_comes_back_as_it_was(text: str) -> None:
    expected = text.removeprefix("\ufeff")
    if "\x00" not in text:
        assert decode(text.encode()) == expected


def test_invisible_and_control_characters_go_and_spaces_are_spaces() -> None:
    messy = "Ka\u00adbul\u200b and\u00a0He\u2060rat \u202ewere\x1b[0m\tcalm.\r\nNew\rline\u2028here"
    assert tidy(messy) == "Kabul and Herat were[0m calm.\nNew\nline\nhere"


def test_letters_and_their_accents_are_composed() -> None:
    assert tidy("Sa\u0303o Tome\u0301") == "São Tomé"


@given(st.text())
def test_tidy_text_is_tidy_already(text: str) -> None:
    once = tidy(text)
    assert tidy(once) == once
    assert not any(unicodedata.category(c) == "Cc" for c in once if c != "\n")
