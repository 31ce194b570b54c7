"""Names of one's own places are found wherever they stand."""

from __future__ import annotations

from geo.recognition.certain_names import OwnNameFinder
from geo.recognition.entities import Entity

FINDER = OwnNameFinder(["Beat 12", "Beat 1", "Beat", "5th District", "Gaza Annex (North)"])


def found(text: str) -> list[str]:
    return [text[start:end] for start, end in FINDER.find(text)]


def test_the_longest_name_is_found_whole() -> None:
    text = "In Beat 12, and\nnot in Beat\n1; Beat 123 is none, nor a beat 12."
    assert found(text) == ["Beat 12", "Beat\n1"]


def test_names_may_begin_with_a_number_or_end_with_a_bracket() -> None:
    assert found("The 5th District and Gaza Annex (North).") == [
        "5th District",
        "Gaza Annex (North)",
    ]


def test_a_name_of_one_word_is_left_to_be_weighed() -> None:
    assert found("The Beat goes on.") == []


def test_what_is_shorter_gives_way_and_what_is_longer_stays() -> None:
    text = "Gaza Annex (North) by Old Beat 12 Hill"
    taken = [Entity(0, 4, "GPE"), Entity(22, 38, "LOC")]
    spans = [(each.start, each.end) for each in FINDER.complete(text, taken)]
    assert spans == [(0, 18), (22, 38)]
