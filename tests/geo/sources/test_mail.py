"""Newsletters, mailboxes and pages that a browser saved as one file."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable
from datetime import date

import pytest

from geo.sources import Reject
from tests.geo.sources import samples
from tests.geo.sources.conftest import Found, articles, rejects

Reading = Callable[..., Found]


def test_a_newsletter(reading: Reading) -> None:
    [found] = articles(reading(samples.EML.encode(), "letter.eml"))
    assert (found.title, found.source) == (samples.TITLE, "Harbour Herald")
    assert found.text == "\n\n".join(samples.PARAGRAPHS)
    assert (found.published, found.published_from) == (date(2021, 7, 8), "metadata")


def test_a_letter_whose_plain_text_says_too_little(reading: Reading) -> None:
    page = "".join(f"<p>{text}</p>" for text in samples.PARAGRAPHS)
    raw = samples.EML.replace("\r\n\r\n".join(samples.PARAGRAPHS), "Read it in a browser.")
    raw = raw.replace("<p>See the web version</p>", page)
    [found] = articles(reading(raw.encode(), "letter.eml"))
    assert found.text == "\n\n".join(samples.PARAGRAPHS)


@pytest.mark.parametrize(
    "footer",
    [
        *("Unsubscribe", "To unsubscribe, click here", "You received this email as a member of H."),
        *("Our mailing address is:", "-- ", "Newsletter abbestellen", "Se désabonner de la liste"),
    ],
)
def test_what_a_newsletter_has_at_its_foot_is_left_out(reading: Reading, footer: str) -> None:
    paragraph = samples.PARAGRAPHS[-1]
    raw = samples.EML.replace(paragraph, f"{paragraph}\r\n\r\n{footer}\r\n12 Mole, Varna, Ohio", 1)
    raw = raw.replace(samples.PARAGRAPHS[0], f"View in your browser\r\n\r\n{samples.PARAGRAPHS[0]}")
    [found] = articles(reading(raw.encode(), "letter.eml"))
    assert found.text == "\n\n".join(samples.PARAGRAPHS)


def test_files_attached_to_a_message_are_read(reading: Reading) -> None:
    packed = b64encode(samples.FILES["word.docx"]).decode()
    raw = (
        "From: a@herald.example\nSubject: For you\nMIME-Version: 1.0\n"
        'Content-Type: multipart/mixed; boundary="b"\n\n--b\n'
        "Content-Type: application/octet-stream\nContent-Transfer-Encoding: base64\n"
        f'Content-Disposition: attachment; filename="story.docx"\n\n{packed}\n--b\n'
        'Content-Type: image/png\nContent-Disposition: attachment; filename="a.png"\n\nx\n--b--\n'
    )
    [found] = reading(raw.encode(), "a.eml")
    assert articles([found])[0].title == samples.TITLE


def test_messages_of_a_mailbox(reading: Reading) -> None:
    for name in ("news.mbox", "news"):
        first, second = articles(reading(samples.MBOX.encode(), name))
        assert (first.title, first.published) == (samples.TITLE, date(2021, 7, 8))
        assert (second.title, second.source) == (samples.SECOND_TITLE, "herald.example")
        assert second.text.endswith("\n\nFrom the yard nothing was heard.")


def test_a_page_saved_as_one_file(reading: Reading) -> None:
    for name in ("saved.mhtml", "saved.mht", "saved.txt"):
        [found] = articles(reading(samples.MHTML.encode(), name))
        assert (found.title, found.url) == (samples.TITLE, "https://herald.example/ferry")
        assert (found.published, found.language) == (date(2021, 7, 8), "en")


def test_what_is_no_mail_says_so(reading: Reading) -> None:
    for raw, name, reason in (
        (b"Nothing here", "a.mbox", "no mailbox"),
        (b"MIME-Version: 1.0\n\nNo page", "a.mhtml", "without a page"),
        (b"Subject: Empty\n\n", "a.eml", "empty"),
    ):
        [found] = reading(raw, name)
        assert isinstance(found, Reject) and reason in found.reason, found


def test_messages_in_messages_and_very_many_parts_come_to_an_end(reading: Reading) -> None:
    deep = "".join(
        f'Content-Type: multipart/mixed; boundary="b{n}"\n\n--b{n}\n' for n in range(2_000)
    )
    wide = 'Content-Type: multipart/mixed; boundary="b"\n\n' + "--b\n\nx\n" * 2_000
    for raw in (deep, wide):
        found = reading(raw.encode(), "a.eml")
        assert rejects(found) or articles(found)
