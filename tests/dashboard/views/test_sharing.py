from __future__ import annotations

from datetime import date

from dashboard.language import visitor_language
from dashboard.views.sharing import shared

TODAY = date(2026, 11, 30)


def test_a_citation_says_what_was_selected_by_which_version_and_when() -> None:
    told = shared(["“border”", "Moscow", "1 Jul 2021 – 31 Jul 2021"], "0.1.0", TODAY)
    said = told["citation"]["text"]
    for part in ("“border”", "Moscow", "1 Jul 2021 – 31 Jul 2021", "Dateline 0.1.0"):
        assert part in said
    assert said.endswith("{url} (accessed 30 Nov 2026).")
    assert told["title"] in said


def test_a_view_of_everything_is_cited_as_such() -> None:
    told = shared([], "0.1.0", TODAY)
    assert told["title"] == "Dateline map of news: all articles"


def test_the_citation_is_there_in_french() -> None:
    french = visitor_language.translation("fr")
    assert french.citation("Carte", "0.1.0", TODAY).startswith("Carte. Dateline 0.1.0")
