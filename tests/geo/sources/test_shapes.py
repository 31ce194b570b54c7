"""Whole pages as people save them: the shapes that scraped news really has."""

from datetime import date
from pathlib import Path

from geo.models import Article
from geo.sources import ReadOptions, read_bytes, read_file

SEEDS = Path(__file__).parents[3] / "seeds"
LATEST = date(2024, 1, 1)


def article(page: str, name: str = "page.txt") -> Article:
    [found] = read_bytes(page.encode(), name, ReadOptions(LATEST))
    assert isinstance(found, Article)
    return found


def test_adverts_before_and_between_an_agency_line_and_prompts_after() -> None:
    found = article(
        "Advertisement\n\nFishermen of Batumi won’t go out\n\n10:34 AM Jul 09, 2021 | PTI |\n\n"
        "Batumi: The fleet stays in port.\n\nAdvertisement\n\nTass said so.\n\nAdvertisement\n\n"
        "Quay Gazette is now on Telegram. Tap here to join our channel.\n\nNext\n"
    )
    assert found.title == "Fishermen of Batumi won’t go out"
    assert found.text == "Batumi: The fleet stays in port.\n\nTass said so."
    assert (found.source, found.published) == ("PTI", date(2021, 7, 9))


def test_breadcrumb_repeated_title_outlet_dateline_and_check_also() -> None:
    found = article(
        "Home / Latest / Fishermen of Batumi stay home\n\nFishermen of Batumi stay home\n\n"
        "Quay News\n\nBATUMI: The fleet stays in port.\n\nSputnik quoted the harbour master.\n\n"
        "About admin\n\nCheck Also\n\nSecond meeting on nets ends in Poti\n\n"
        "Quay News BATUMI – The ministers wrapped up their 2nd meeting …"
    )
    assert found.title == "Fishermen of Batumi stay home"
    assert found.text == "BATUMI: The fleet stays in port.\n\nSputnik quoted the harbour master."
    assert (found.source, found.published) == ("Quay News", None)


def test_no_title_glued_letter_single_line_breaks_and_subheading() -> None:
    found = article(
        "FThe fishermen of Batumi stay at home. “Nobody will go,” said one of them.\n"
        "According to Interfax the fleet is in port.\nFishermen: half the fleet is old\n"
        "The fishermen said on Friday that half of the boats were older than they.",
        "batumi.txt",
    )
    assert found.title == "The fishermen of Batumi stay at home."
    assert found.text.split("\n\n")[0].startswith("The fishermen of Batumi")
    assert found.text.split("\n\n")[2] == "Fishermen: half the fleet is old"
    assert (found.source, found.published) == ("batumi", None)


def test_photo_slug_credit_and_dated_caption_first_then_no_title() -> None:
    caption = "TOPSHOT - Boats lie in the port of Batumi in Adjara on July 6, 2021."
    found = article(
        "TOPSHOT-GEORGIA-FISHING\n(Photo : Photo by A. PERSON / AFP via Getty Images)\n"
        f"{caption}\n\nA few boats went out on Thursday.\n\nThe Long Wait\n\n"
        "The rest stayed, Sea Watch\u00a0reported.\n\nRead Also:\u00a0Ten Fish You Never Ate\n\n"
        "They will try again.\n\nRelated Article:\u00a0Nets Are Not Mandatory"
    )
    assert found.title == "A few boats went out on Thursday."
    assert found.text.split("\n\n") == [
        caption,
        "A few boats went out on Thursday.",
        "The Long Wait",
        "The rest stayed, Sea Watch reported.",
        "They will try again.",
    ]
    assert found.published is None


def test_published_line_doubled_caption_and_trailing_dated_teasers() -> None:
    caption = "This photo shows boats in Batumi. — Photo courtesy: Port/TASS"
    found = article(
        "Fleet to sail from Batumi on Oct 20\n\nPublished October 7, 2021\n"
        f"{caption.replace('boats in', 'boats  in')}\n{caption}\n\n"
        "The fleet will sail on October 20, the harbour master said.\n\n"
        "In the 1980s it was big.\n\n\n"
        "The long wait\n18 Jan, 2022\n\nThe long wait\n\nThe pier has been closed for long.\n"
        "18 Jan, 2022\n\nRain at last\n\nTHE farmers had stopped looking up when...\n"
        "Updated 17 Jan, 2022\n\nA quiet vote\n\nIT took four minutes to pass ..."
    )
    assert found.text.split("\n\n") == [
        caption,
        "The fleet will sail on October 20, the harbour master said.",
        "In the 1980s it was big.",
    ]
    assert found.published == date(2021, 10, 7)


def test_the_sample_articles_are_read_dated_and_clean() -> None:
    paths = sorted(SEEDS.glob("*.txt"))
    found = [item for path in paths for item in read_file(path, ReadOptions(LATEST))]
    assert [(item.source, item.published) for item in found if isinstance(item, Article)] == [
        ("PTI", date(2021, 7, 9)),
        ("fear-on-the-northern-border", date(2021, 7, 10)),
        ("Silk Gate News", date(2021, 7, 10)),
        ("moscow-invites-the-taliban", date(2021, 10, 7)),
        ("reservists-called-up", None),
    ]
    everything = "\n".join(item.text for item in found if isinstance(item, Article))
    for name in (
        "Moscow", "Kabul", "Tajikistan", "Afghanistan", "Uzbekistan", "Turkmenistan",
        "Herat Province", "Doha", "Geneva", "Taloqan", "Takhar", "Central Asia", "Torhondi",
    ):  # fmt: skip
        assert name in everything
    for page in ("Telegram", "Advertis", "Read Also", "newsletter", "Meridian", "2022", "admin"):
        assert page not in everything
