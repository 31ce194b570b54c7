"""Bytes to text: every encoding that can be told, no guess where it cannot."""

import random
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.sources.decode import Undecodable, decode, page, tidy

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


UNDECLARED = {
    "It wasn’t the council’s fault—at least not then. “We’ll see,” said the mayor.": (
        *("cp1252", "mac_roman"),
    ),
    "The bishop of Cádiz flew to León and met the mayor of Córdoba at the airport there.": (
        *("cp1252", "mac_roman", "cp850"),
    ),
    "Die Brücke über den Fluss wurde am Montag gesperrt, weil die Straße unterspült war.": (
        *("cp1252", "mac_roman", "cp850", "iso8859_15"),
    ),
    "Le préfet a annoncé lundi que la route était fermée jusqu’à la fin de la journée.": (
        *("cp1252", "mac_roman"),
    ),
    "Belediye başkanı dün yaptığı açıklamada köprünün kapatıldığını ve yolun açık olduğunu "
    "söyledi, ancak otobüs seferleri için bir gün daha beklenecek.": ("cp1254", "iso8859_9"),
    "Starosta mówił w środę, że most będzie zamknięty, a droga nie jest jeszcze gotowa.": (
        *("cp1250", "iso8859_2"),
    ),
    "Starosta v pondělí řekl, že most bude uzavřen a že silnice ještě není hotová.": (
        *("cp1250", "iso8859_2"),
    ),
    "Мэр города сказал в понедельник, что мост будет закрыт, а дорога ещё не готова.": (
        *("cp1251", "koi8_r", "cp866", "iso8859_5"),
    ),
    "Ο δήμαρχος είπε τη Δευτέρα ότι η γέφυρα θα είναι κλειστή και ο δρόμος δεν είναι έτοιμος.": (
        *("cp1253", "iso8859_7"),
    ),
    "ראש העירייה אמר ביום שני כי הגשר יהיה סגור וכי הדרך עדיין לא מוכנה, אבל הנמל פתוח.": (
        *("cp1255", "iso8859_8"),
    ),
    "市長は月曜日に橋が閉鎖されると述べた。道路はまだ準備ができていない。": ("cp932", "euc_jp"),
    "시장은 월요일에 다리가 폐쇄될 것이며 도로는 아직 준비되지 않았다고 말했다.": ("cp949",),
    "市长星期一表示，大桥将关闭，道路尚未准备就绪。": ("gb18030", "big5hkscs"),
}  # fmt: skip
UNDECLARED_IN = [(text, encoding) for text, each in UNDECLARED.items() for encoding in each]


@pytest.mark.parametrize(("text", "encoding"), UNDECLARED_IN)
def test_text_that_does_not_say_what_it_is_in_is_right_or_refused(text: str, encoding: str) -> None:
    raw = text.encode(encoding, errors="ignore")
    try:
        assert decode(raw) == raw.decode(encoding)
    except Undecodable as refused:
        assert "save it as UTF-8" in str(refused)


def test_most_text_that_does_not_say_what_it_is_in_is_read() -> None:
    def is_read(text: str, encoding: str) -> bool:
        try:
            return decode(text.encode(encoding, errors="ignore")) != ""
        except Undecodable:
            return False

    read = [encoding for text, encoding in UNDECLARED_IN if is_read(text, encoding)]
    assert len(read) >= len(UNDECLARED_IN) - 6, read


@pytest.mark.parametrize(
    ("label", "encoding", "text"),
    [
        ("iso-8859-1", "cp1252", "The mayor’s café — “closed”"),
        ("iso-8859-9", "cp1254", "Şırnak’ta iki yol kapatıldı"),
        ("ISO-8859-2", "iso8859_2", "Łódź, Gdańsk, Wrocław"),
        ("windows-1253", "cp1253", "Η γέφυρα της Λάρισας"),
        ("windows-1255", "cp1255", "הגשר בחיפה"),
        ("windows-1256", "cp1256", "جسر في بغداد"),
        ("tis-620", "cp874", "สะพานในกรุงเทพ"),
        ("gb2312", "gbk", "大桥将关闭"),
        ("x-sjis", "cp932", "橋は閉鎖される"),
        ("iso-2022-jp", "iso2022_jp", "橋は閉鎖される"),
        ("ks_c_5601-1987", "cp949", "다리가 폐쇄된다"),
        ("macintosh", "mac_roman", "León y Córdoba"),
        ("utf-16", "utf-8", "León y Córdoba"),
        ("latin1", "utf-8", "León y Córdoba"),
    ],
)
@pytest.mark.parametrize(
    "head",
    [
        '<meta charset="{}">',
        '<meta http-equiv="Content-Type" content="text/html; charset={}">',
        '<?xml version="1.0" encoding="{}"?>',
    ],
)
def test_a_page_is_in_what_it_says_by_the_webs_names(
    head: str, label: str, encoding: str, text: str
) -> None:
    html = f"{head.format(label)}<p>{text}</p>"
    assert page(html.encode(encoding)) == html


def test_a_page_that_says_utf_8_and_is_something_else_is_told_or_refused() -> None:
    text = "Die Brücke über den Fluss wurde am Montag gesperrt, weil die Straße unterspült war."
    html = f'<meta charset="utf-8"><p>{text}</p>'
    assert page(html.encode("cp1252")) == html
    with pytest.raises(Undecodable):
        page('<meta charset="utf-8"><p>市長は月曜日に橋が閉鎖されると述べた。'.encode("cp932"))


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


@pytest.mark.parametrize("encoding", ["cp1252", "mac_roman"])
def test_english_with_a_few_accents_and_quotes_is_told(encoding: str) -> None:
    text = (
        "The café’s owner said “no” – and left the old town of Orléans for the coast of Brittany "
        "with all of his people, because the river had come into the streets again."
    )
    assert decode(text.encode(encoding)) == text
