"""Which spans of an article are toponyms, on sentences that show one behaviour each."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geo.gazetteer.lookup import Gazetteer
from geo.models import Article, Role, Toponym
from geo.recognition.model import LONGEST_PIECE
from geo.recognition.recogniser import Recogniser
from geo.text.reading_bound import MOST_READ


@pytest.fixture(scope="module")
def recogniser(gazetteer: Gazetteer) -> Recogniser:
    return Recogniser(gazetteer)


def found(recogniser: Recogniser, text: str) -> tuple[Toponym, ...]:
    ((_, toponyms),) = recogniser.recognise([Article("a", "", text)])
    return toponyms


def names(recogniser: Recogniser, text: str) -> list[str]:
    return [toponym.text for toponym in found(recogniser, text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Troops entered Herat Province on Friday.", ["Herat Province"]),
        ("He left Taloqan in the north for Doha, then Geneva.", ["Taloqan", "Doha", "Geneva"]),
        ("Police in Springfield, Ohio, arrested a man.", ["Springfield", "Ohio"]),
        ("Ohio's Franklin County lost power.", ["Ohio", "Franklin County"]),
        ("Russia’s army crossed the border of Ukraine.", ["Russia", "Ukraine"]),
        ("He flew from Sana'a to Port-au-Prince.", ["Sana'a", "Port-au-Prince"]),
        ("He moved from São Paulo to Kraków last year.", ["São Paulo", "Kraków"]),
        ("He lives in Charleston, W.Va., near the river.", ["Charleston", "W.Va."]),
        ("Talks in the United States failed.", ["United States"]),
        ("The rebels took the town of Torhondi, officials said.", ["Torhondi"]),
        ("FLOODS KILL TEN PEOPLE IN INDONESIA", ["INDONESIA"]),
    ],
)
def test_places_are_found_to_the_letter(
    recogniser: Recogniser, text: str, expected: list[str]
) -> None:
    assert names(recogniser, text) == expected


@pytest.mark.parametrize(
    ("text", "name", "role"),
    [
        ("KABUL: Fighters entered the town of Kunduz.", "KABUL", Role.DATELINE),
        ("MOSCOW (AP) — Thousands marched on Saturday.", "MOSCOW", Role.DATELINE),
        ("The Russian army denied it on Tuesday.", "Russian", Role.DEMONYM),
        ("Last week Russia said that it would leave.", "Russia", Role.ACTOR),
        ("He reads the New York Times every day.", "New York", Role.ORGANISATION),
        ("She has lived in Moscow for years.", "Moscow", Role.PLACE),
    ],
)
def test_each_mention_has_its_role(
    recogniser: Recogniser, text: str, name: str, role: Role
) -> None:
    assert (name, role) in {(t.text, t.role) for t in found(recogniser, text)}


@pytest.mark.parametrize(
    "text",
    [
        "Michael Jordan scored again, and Jordan was pleased.",
        "Mrs. Lincoln and Sen. John Houston voted against the bill.",
        "The meeting is planned for May or March.",
        "Paris Hilton arrived with her sister.",
        "He drove a Toyota Tacoma and a Dodge Dakota.",
        "The USS Cole was damaged.",
        "West Nile virus and Rift Valley fever are carried by mosquitoes.",
        "They ate roast turkey off the best china.",
        "The Taliban denied it, Interfax and Tass reported.",
        "Join our channel on Telegram, PTI said.",
        "Norovirus and Salmonella were ruled out, the doctors said.",
    ],
)
def test_namesakes_are_left_alone(recogniser: Recogniser, text: str) -> None:
    assert names(recogniser, text) == []


def test_given_spans_stay_as_given(recogniser: Recogniser) -> None:
    article = Article("a", "", "MOSCOW (AP) — The Russian army left Kunduz.")
    spans = [(0, 6), (18, 25), (36, 42)]
    toponyms = recogniser.describe(article, spans)
    assert [(t.start, t.end) for t in toponyms] == spans
    assert [t.text for t in toponyms] == ["MOSCOW", "Russian", "Kunduz"]
    assert [t.role for t in toponyms] == [Role.DATELINE, Role.DEMONYM, Role.PLACE]


def test_articles_come_back_in_order_whatever_their_length(recogniser: Recogniser) -> None:
    # Every sentence another: what repeats itself is not read to its end.
    long = " ".join(f"He went from Paris to Berlin by train {n * n}." for n in range(900))
    texts = ["", "Floods hit Jakarta.", long, "   ", *["Rain fell in Oslo."] * 20]
    articles = [Article(str(number), "", text) for number, text in enumerate(texts)]
    read = list(recogniser.recognise(articles))
    assert [article for article, _ in read] == articles
    assert [len(toponyms) for _, toponyms in read] == [0, 1, 1800, 0, *[1] * 20]
    assert all(a.text[t.start : t.end] == t.text for a, toponyms in read for t in toponyms)


def test_all_that_is_read_in_a_later_piece_has_offsets_into_the_article(
    recogniser: Recogniser,
) -> None:
    filler = "Nothing was heard of it for days, and nobody asked. " * 300  # 15,600 characters
    text = f"{filler}\n\nThe mayor of Kunduz flew to Ohio, then to Geneva."
    [(_, reading)] = recogniser.read([Article("a", "", text)])
    known = {text[each.start : each.end]: each for each in reading.known}
    assert {"Kunduz", "Ohio", "Geneva"} <= known.keys()
    assert all(recogniser.kind(name) == each.kind for name, each in known.items())
    assert min(each.start for each in known.values()) > LONGEST_PIECE
    assert {text[each.start : each.end] for each in reading.entities} >= {"Kunduz", "Geneva"}


def test_a_name_in_the_name_of_an_organisation_is_known_to_be(recogniser: Recogniser) -> None:
    text = "In Ohio, the Ohio Department of Health warned on Monday."
    mentions = recogniser.mentions(Article("a", "", text), [(3, 7), (13, 17)])
    assert [mention.embedded for mention in mentions] == [False, True]


_WORDS = st.sampled_from(
    [
        "Paris",
        "Moscow's",
        "U.S.-led",
        "NATO",
        "in",
        "the",
        "Ohio,",
        "🙂",
        "Ελλάδα",
        "\n",
        "北京",
        "…",
    ]
)
_TEXTS = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=200),
    st.lists(_WORDS, max_size=40).map(" ".join),
    st.integers(1, 5000).map(lambda length: "A" * length),
)


@settings(
    deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(_TEXTS)
def test_spans_are_exact_sorted_and_apart(recogniser: Recogniser, text: str) -> None:
    toponyms = found(recogniser, text)
    assert all(text[t.start : t.end] == t.text and t.text for t in toponyms)
    assert all(a.end <= b.start for a, b in pairwise(toponyms))


def test_a_book_is_read_at_its_beginning_and_given_spans_wherever_they_are(
    recogniser: Recogniser,
) -> None:
    text = f"Rain fell on Poti in Georgia. {'. ' * (MOST_READ // 2)}He left Herat for Geneva."
    assert names(recogniser, text) == ["Poti", "Georgia"]
    herat = (text.index("Herat"), text.index("Herat") + 5)
    (described,) = recogniser.describe(Article("a", "", text), [herat])
    assert (described.text, described.role) == ("Herat", Role.PLACE)
