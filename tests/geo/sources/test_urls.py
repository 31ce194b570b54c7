"""Lists of web addresses: what is asked for, and what is not."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from geo.models import Article
from geo.sources import Document, ReadOptions, Reject, find, from_bytes, read
from geo.sources.protocol import Unreadable
from tests.geo.sources.conftest import Found, articles, rejects

Reading = Callable[..., Found]


class Web:
    """Has a story at every address but those that end in /gone."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def fetch(self, url: str) -> Document:
        self.asked.append(url)
        if url.endswith("/gone"):
            raise Unreadable("answers 404 Not Found")
        story = f"Rain on Poti\n\nRain fell on Poti, says {url}.\n".encode()
        return from_bytes(story, url, file="story.txt", url=url)


@pytest.mark.parametrize("name", ["list.txt", "list.urls", "list"])
def test_each_address_of_a_list_is_asked_for_in_its_order(reading: Reading, name: str) -> None:
    raw = (
        b"# our feeds\nhttps://a.example/1\n\n  HTTP://b.example/2  \r\nhttps://c.example/gone\n"
        b"file:///etc/passwd\nnot an address\nhttps://d.example/3"
    )
    web = Web()
    found = reading(raw, name, web=web)
    assert web.asked == [
        *("https://a.example/1", "HTTP://b.example/2", "https://c.example/gone"),
        "https://d.example/3",
    ]
    assert [each.url.lower() for each in articles(found)] == [
        *("https://a.example/1", "http://b.example/2", "https://d.example/3"),
    ]
    assert {each.name: each.reason for each in rejects(found)} == {
        "https://c.example/gone": "answers 404 Not Found",
        f"{name}:6": "only http and https addresses are fetched",
        f"{name}:7": "not a web address: give one a line, such as https://example.org/news",
    }


def test_a_text_with_an_address_in_it_is_a_text(reading: Reading) -> None:
    raw = b"https://a.example/1\n\nRain on Poti\n\nRain fell on Poti, the mayor said.\n"
    [found] = reading(raw, "a.txt", web=Web())
    assert isinstance(found, Article) and "the mayor said" in found.text


def test_without_the_web_nothing_is_asked() -> None:
    [found] = read(["https://a.example/1"], ReadOptions())
    assert isinstance(found, Reject) and "nothing is fetched here" in found.reason


@pytest.mark.parametrize("source", ["file:///etc/passwd", "ftp://a.example/", "FILE:/etc/passwd"])
def test_other_schemes_are_refused(source: str) -> None:
    [found] = find([source])
    assert isinstance(found, Reject)
    assert found.reason == "only http and https addresses are read: give a file as a path"
