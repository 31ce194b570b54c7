"""Boilerplate goes; sentences stay, even those about Telegram, cookies and advertisements."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.sources.clean import paragraphs, without_boilerplate

BOILERPLATE = [
    "Advertisement",
    "ADVERTISEMENT",
    "- Advertisement -",
    "Story continues below this advertisement",
    "Article continues after advertisement",
    "Sponsored content",
    "Click here to join our channel for more.",
    "The Quay Gazette is now on Telegram. Tap here to join our channel.",
    "Follow us on Facebook, Twitter and Instagram.",
    "Join our WhatsApp channel for more",
    "Subscribe to our newsletter",
    "Sign up for our free newsletter and get the day in your inbox.",
    "Share this article on WhatsApp",
    "Share on Facebook",
    "Facebook Twitter WhatsApp Email",
    "12 comments",
    "Download our app from the store",
    "Read Also: Minister Denies That Wall Will Fall in Berlin",
    "Related Article: Ten Bridges of Paris",
    "ALSO READ | Flood in Dhaka",
    "(Photo : A. Person / AFP via Getty Images)",
    "Photo: Pool / via Tass",
    "Image credit: A. Person",
    "© 2021 The Quay Gazette",
    "Copyright 2021 The Quay Gazette. All rights reserved.",
    "All rights reserved.",
    "We use cookies to improve your experience on our site.",
    "By continuing to use this site you agree to our terms.",
    "Accept all cookies",
    "Privacy Policy | Terms of Use | Contact",
    "Written by Jane Doe",
    "Reporting by Jane Doe in Kabul; Editing by John Roe",
    "View all posts by Jane Doe",
    "Home / World / Asia / Talks in Doha go on",
    "Home » News » Doha",
    "Next",
    "Load more",
    "Leave a comment",
    "Tags: Kabul, Moscow, Tajikistan",
    "5 min read",
]

SENTENCES = [
    "The Taliban spokesman is now on Telegram, where he answers reporters.",
    "The Kremlin is now on Telegram.",
    "Interfax and the Tass agency carried the statement.",
    "“Follow us on this path,” the general told his men in Herat.",
    "Advertisement hoardings fell on cars in Lagos.",
    "Click beetles have come to Kansas.",
    "Read more slowly, the teacher in Oslo said.",
    "Copyright law was changed in Brussels in 2019.",
    "The site uses cookies that are baked in Lyon.",
    "Share prices in Tokyo fell on Monday.",
    "Tweets from Ankara were deleted.",
    "Next came Uzbekistan.",
    "Home is a tent on the border of Tajikistan now.",
    "By Friday, the town of Taloqan had fallen.",
    "Photographs by residents show smoke above Kyiv.",
    "Related protests were held in Geneva.",
    "“All rights reserved for the few must end,” a speaker in Quito said.",
    "The author of the report lives in Doha.",
    "About the author, little is known in Moscow.",
    "Subscribers in Ohio lost their lines.",
    "PTI reported from Moscow.",
]


@pytest.mark.parametrize("line", BOILERPLATE)
def test_a_line_of_the_page_goes(line: str) -> None:
    assert without_boilerplate([SENTENCES[0], line, SENTENCES[2]]) == [SENTENCES[0], SENTENCES[2]]


@pytest.mark.parametrize("line", SENTENCES)
def test_a_sentence_stays(line: str) -> None:
    assert without_boilerplate([line]) == [line]
    assert without_boilerplate(["Advertisement", line, "Advertisement"]) == [line]


def test_a_call_to_join_takes_the_promotion_before_it_along() -> None:
    lines = [
        SENTENCES[2],
        "The Quay Gazette is now on Telegram.",
        "Join our channel.",
    ]
    assert without_boilerplate(lines) == SENTENCES[2:3]


def test_teasers_under_their_heading_go_until_the_article_goes_on() -> None:
    lines = [
        SENTENCES[2],
        "Check Also",
        "Second Meeting on Fish Ends in Oslo",
        "QUAY GAZETTE OSLO – The ministers of the north wrapped up …",
        SENTENCES[8],
    ]
    assert without_boilerplate(lines) == [SENTENCES[2], SENTENCES[8]]


def test_an_author_box_goes_with_the_line_about_the_author() -> None:
    box = ["About the author", "Jane Doe is a reporter who covers Central Asia from Almaty."]
    assert without_boilerplate([SENTENCES[2], *box]) == SENTENCES[2:3]
    byline = ["By Jane Doe", "Jane Doe covers Central Asia for The Quay Gazette."]
    assert without_boilerplate([SENTENCES[2], *byline]) == SENTENCES[2:3]
    assert without_boilerplate(["About admin", SENTENCES[2]]) == SENTENCES[2:3]


def test_a_closing_list_of_dated_teasers_goes() -> None:
    teasers = [
        "The long wait",
        "18 Jan, 2022",
        "The long wait",
        "The pier has been closed for as long as anyone can remember.",
        "18 Jan, 2022",
        "Rain at last",
        "THE farmers of the valley had stopped looking up when...",
        "Updated 17 Jan, 2022",
        "A quiet vote",
        "IT took four minutes to pass what had been argued about for...",
    ]
    article = ["A headline about the border", SENTENCES[2], SENTENCES[8]]
    assert without_boilerplate([*article, *teasers]) == article
    bare = ["Storm in Galway", "3 May 2020", "Sun in Cork", "2 May 2020", "Fog in Kerry"]
    assert without_boilerplate([*article, *bare]) == article


def test_a_chronicle_with_dated_entries_stays_whole() -> None:
    chronicle = [
        "How the north was lost, in the order of what happened.",
        "6 July 2021",
        "Militias gather on the hills above Taloqan in the province of Takhar.",
        "8 July 2021",
        "Envoys arrive in Moscow and promise to leave the neighbours in peace.",
        "9 July 2021",
        "Torghundi falls overnight, and with it the road into Turkmenistan.",
    ]
    assert without_boilerplate(chronicle) == chronicle


def test_a_line_scraped_twice_in_a_row_is_kept_once() -> None:
    assert without_boilerplate(["A title", "A title", *SENTENCES[:1]]) == ["A title", SENTENCES[0]]


WORDS = st.sampled_from(["envoys", "met", "in", "Kabul", "while", "rain", "fell", "over", "Herat"])
PLAIN_SENTENCE = st.lists(WORDS, min_size=3, max_size=30).map(
    lambda words: "Then " + " ".join(words) + "."
)


@given(st.lists(PLAIN_SENTENCE, min_size=1, max_size=20, unique=True))
def test_plain_sentences_pass_unchanged(sentences: list[str]) -> None:
    assert without_boilerplate(paragraphs("\n\n".join(sentences))) == sentences
    assert without_boilerplate(paragraphs("\n".join(sentences))) == sentences


@given(st.lists(st.text(), max_size=30))
def test_whatever_the_lines_what_is_kept_was_there_and_in_order(lines: list[str]) -> None:
    kept = iter(lines)
    assert all(line in kept for line in without_boilerplate(lines))


def test_hard_wrapped_lines_are_joined_again() -> None:
    wrapped = (
        "The envoys who had come from Doha were received\n"
        "in Moscow on Thursday. They left for Tehran the\n"
        "next day.\n"
        "A second paragraph starts on its own line here,\n"
        "and ends.\n"
    )
    assert paragraphs(wrapped) == [
        "The envoys who had come from Doha were received in Moscow on Thursday. They left for "
        "Tehran the next day.",
        "A second paragraph starts on its own line here, and ends.",
    ]


def test_lines_that_are_paragraphs_are_not_joined() -> None:
    text = "Envoys: we hold it all\nThe envoys said so in Moscow, and nobody there asked how.\n"
    assert paragraphs(text) == text.splitlines()


@pytest.mark.parametrize("filler", ["a", "Home / ", "Click here ", "(Photo: ", "1 Jan 2020 ", "… "])
def test_a_line_of_a_megabyte_is_passed_through(filler: str) -> None:
    line = (filler * 1_000_000)[:1_000_000].strip()
    assert without_boilerplate(paragraphs(f"{line}\n\nAdvertisement")) == [line]
