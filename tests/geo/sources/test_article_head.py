"""Title, source and dates at the top of an article."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.sources.article_head import split_head
from geo.sources.publication import decide_publication

LATEST = date(2024, 1, 1)
BODY = "The envoys said on Thursday, July 1, 2021, that no border would be crossed."
MORE = "Nobody in Dushanbe believed them, and the reservists stayed where they were."


def published(*lines: str) -> date | None:
    return decide_publication(LATEST, head=split_head(lines).stamps).value


def test_title_byline_date_and_outlet_stand_above_the_text() -> None:
    found = split_head(
        ["Envoys land in Dushanbe", "By Jane Doe", "The Quay Gazette", "9 July 2021", BODY]
    )
    assert found.title == "Envoys land in Dushanbe"
    assert found.source == "The Quay Gazette"
    assert found.paragraphs == (BODY,)
    assert decide_publication(LATEST, head=found.stamps).value == date(2021, 7, 9)


def test_several_facts_on_one_line_are_told_apart() -> None:
    line = "By Jane Doe | Reuters | Updated: Jul 10, 2021 | Published: Jul 09, 2021 10:34 AM IST"
    found = split_head(["Envoys land in Dushanbe", line, BODY])
    assert found.source == "Reuters"
    assert found.paragraphs == (BODY,)
    assert decide_publication(LATEST, head=found.stamps).value == date(2021, 7, 9)


@pytest.mark.parametrize(
    ("line", "source"),
    [
        ("Quay Gazette, July 9, 2021", "Quay Gazette"),
        ("The Herald | 9 July 2021", "The Herald"),
        ("Friday, July 9, 2021 – The Herald", "The Herald"),
        ("Quay Gazette (9 July 2021)", "Quay Gazette"),
        ("Reuters, July 9, 2021, 10:34 AM", "Reuters"),
        ("La Gazette du Quai, le vendredi 9 juillet 2021", "La Gazette du Quai"),
        ("Le Monde | 9 juillet 2021", "Le Monde"),
        ("Neue Hafener Zeitung, 9. Juli 2021", "Neue Hafener Zeitung"),
        ("El Heraldo, 9 de julio de 2021", "El Heraldo"),
    ],
)
def test_outlet_and_date_on_one_line_are_no_text(line: str, source: str) -> None:
    found = split_head(["Envoys land in Dushanbe", line, BODY])
    assert (found.source, found.paragraphs) == (source, (BODY,))
    assert decide_publication(LATEST, head=found.stamps).value == date(2021, 7, 9)


@pytest.mark.parametrize("line", ["The Quay Gazette wrote on July 6, 2021", "Opinion", "Monde"])
def test_a_sentence_and_a_section_are_no_outlet(line: str) -> None:
    found = split_head(["Envoys land in Dushanbe", line, BODY])
    assert (found.source, found.stamps, found.paragraphs) == ("", (), (line, BODY))


@pytest.mark.parametrize(
    "line", ["Batumi, 9 July 2021", "New York, July 9, 2021", "Frankfurt am Main, 9. Juli 2021"]
)
def test_a_place_and_a_day_below_the_headline_are_where_and_when_it_was_filed(line: str) -> None:
    found = split_head(["Envoys land in Dushanbe", line, BODY])
    assert (found.source, found.paragraphs) == ("", (line, BODY))
    assert decide_publication(LATEST, head=found.stamps).value == date(2021, 7, 9)
    # Above the text and alone it is a title, of what may have been long before.
    assert split_head([line, BODY]).stamps == ()


def test_a_stamp_beside_something_unknown_is_read_and_the_line_kept() -> None:
    for line in (
        "QTV Batumi Published Friday, July 9, 2021 1:19PM CST",
        "Batumi | 9 July 2021, 10:15",
    ):
        found = split_head(["Envoys land in Dushanbe", line, BODY])
        assert found.paragraphs == (line, BODY)
        assert decide_publication(LATEST, head=found.stamps).value == date(2021, 7, 9)
    assert published("The summit - Batumi - 9 July 2021", BODY) is None


def test_the_date_may_follow_the_standfirst_when_a_byline_or_label_marks_it() -> None:
    standfirst = "A visit that nobody had announced raises questions in the region."
    for marks in (
        ["By Jane Doe", "9 July 2021"],
        ["Published 9 July 2021"],
        ["9 July 2021, 10:15"],
    ):
        assert published("Envoys land in Dushanbe", standfirst, *marks, BODY) == date(2021, 7, 9)


def test_a_date_in_the_running_text_or_in_a_caption_is_not_the_publication_date() -> None:
    caption = "This photo shows envoys in Dushanbe on July 6, 2021. — Photo courtesy: Tass"
    assert published("Envoys land in Dushanbe", BODY, MORE) is None
    assert published("Envoys land in Dushanbe", caption, BODY) is None
    assert published("FILE PHOTO: Envoys in Dushanbe, July 6, 2021", BODY) is None


def test_the_first_date_of_a_chronicle_is_not_the_publication_date() -> None:
    entries = ["6 July 2021", BODY, "8 July 2021", MORE]
    assert published("How the north was lost", *entries) is None
    assert published("How the north was lost", "Published 9 July 2021", *entries) == date(
        2021, 7, 9
    )


def test_a_label_at_the_end_counts_and_is_no_text() -> None:
    found = split_head(
        ["Envoys land in Dushanbe", BODY, "Published in The Quay Gazette, July 9th, 2021"]
    )
    assert found.paragraphs == (BODY,)
    assert decide_publication(LATEST, head=found.stamps).value == date(2021, 7, 9)


def test_a_dateline_stays_in_the_text_and_its_full_date_counts() -> None:
    dateline = "DUSHANBE, July 9, 2021 (Tass) - Envoys landed here on Thursday."
    found = split_head(["Envoys land in Dushanbe", dateline])
    assert found.paragraphs == (dateline,)
    assert decide_publication(LATEST, head=found.stamps).value == date(2021, 7, 9)


def test_a_repeated_title_is_no_text() -> None:
    title = "Envoys land in Dushanbe"
    assert split_head([title, "9 July 2021", title.upper(), BODY]).paragraphs == (BODY,)


def test_the_name_of_a_section_is_not_the_title() -> None:
    assert split_head(["World", "Envoys land in Dushanbe", BODY]).title == "Envoys land in Dushanbe"


def test_subheadings_stay_in_the_text() -> None:
    found = split_head(["Envoys land in Dushanbe", BODY, "Who pays?", MORE])
    assert found.paragraphs == (BODY, "Who pays?", MORE)


def test_without_a_headline_the_first_sentence_is_the_title_and_stays() -> None:
    found = split_head(["Envoys landed. " + BODY, MORE])
    assert found.title == "Envoys landed."
    assert found.paragraphs == ("Envoys landed. " + BODY, MORE)


@pytest.mark.parametrize(
    "opening", ["The U.S. Senate voted on Mr. Roe.", "Gen. J. P. Doe met Dr. Roe in St. Louis."]
)
def test_an_abbreviation_does_not_end_the_first_sentence(opening: str) -> None:
    assert split_head([f"{opening} {BODY}"]).title == opening


def test_a_long_first_sentence_is_cut_between_words() -> None:
    title = split_head([f"Envoys {'who had travelled far ' * 9}landed in Dushanbe."]).title
    assert title == "Envoys " + "who had travelled far " * 3 + "who had…"


@pytest.mark.parametrize("glued", ["FThe envoys landed.", "TThe envoys landed."])
def test_a_decorated_initial_scraped_twice_is_dropped(glued: str) -> None:
    assert split_head([glued, BODY]).paragraphs[0] == "The envoys landed."


@pytest.mark.parametrize(
    "name", ["McThere said so.", "USThree won.", "Thea said so.", "It was so."]
)
def test_other_words_keep_their_letters(name: str) -> None:
    assert split_head([name, BODY]).paragraphs[0] == name


@pytest.mark.parametrize(
    ("line", "source"),
    [
        ("AP", "AP"),
        ("PTI |", "PTI"),
        ("Agence France-Presse", "Agence France-Presse"),
        ("Source: Xinhua", "Xinhua"),
        ("Quay News", "Quay News"),
        ("By Jane Doe, The Quay Gazette", ""),
        ("Source: the harbour master's office", "the harbour master's office"),
    ],
)
def test_the_outlet_or_agency_named_in_the_head_is_the_source(line: str, source: str) -> None:
    assert split_head(["Envoys land in Dushanbe", line, BODY]).source == source


def test_an_agency_in_a_sentence_is_not_the_source() -> None:
    assert (
        split_head(["Tass: envoys land in Dushanbe", "Tass said so on Friday.", BODY]).source == ""
    )


def test_a_headline_alone_is_title_and_text() -> None:
    assert split_head(["Flood in Lagos"]).paragraphs == ("Flood in Lagos",)


@given(st.lists(st.text(min_size=1).filter(str.strip), min_size=1, max_size=30))
def test_any_lines_have_a_title_and_a_text(lines: list[str]) -> None:
    found = split_head(lines)
    assert found.title
    assert found.paragraphs
