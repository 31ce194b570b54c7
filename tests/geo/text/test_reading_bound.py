"""How far an article is read for places."""

from __future__ import annotations

from geo.text.reading_bound import MOST_READ, read_for_places


def test_an_article_is_read_whole_and_a_book_to_the_end_of_a_word() -> None:
    article = "Rain fell on Poti. " * (MOST_READ // 19)
    assert read_for_places(article) == article
    beginning = read_for_places(f"{article}Batumi was dry as well as Kutaisi.")
    assert beginning == f"{article}Batumi was"[: len(beginning)]
    assert MOST_READ - 20 < len(beginning) <= MOST_READ
    assert read_for_places(article + "Batumi was dry")[-1] != " "


def test_a_word_without_end_is_cut() -> None:
    assert len(read_for_places("x" * (2 * MOST_READ))) == MOST_READ
