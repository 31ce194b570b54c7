"""Which addresses are asked, and that nothing leads from an allowed one to another."""

from __future__ import annotations

import ipaddress
import socket

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.fetch import network
from geo.fetch.web_address import parse_address
from geo.sources.protocol import Unreadable
from tests.geo.fetch.conftest import Asks
from tests.geo.fetch.loopback import PUBLIC, Site, leads, says


@pytest.mark.parametrize("address", ["8.8.8.8", "2606:4700::1111", "64:ff9b::808:808"])
def test_public_addresses_may_be_asked(address: str) -> None:
    assert network.is_public(address)


@pytest.mark.parametrize(
    "address",
    [
        *("127.0.0.1", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "0.0.0.0"),
        *("100.64.0.1", "224.0.0.1", "240.0.0.1", "255.255.255.255", "198.18.0.1"),
        *("::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "fec0::1", "ff02::1"),
        *("::ffff:127.0.0.1", "::127.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "2001:db8::1"),
    ],
)
def test_private_local_and_reserved_addresses_may_not(address: str) -> None:
    assert not network.is_public(address)


@given(st.ip_addresses(v=4))
def test_no_disguise_makes_an_address_public(address: ipaddress.IPv4Address) -> None:
    number = int(address)
    for disguise in (
        f"::ffff:{address}",
        str(ipaddress.IPv6Address((0x64FF9B << 96) | number)),
        str(ipaddress.IPv6Address((0x2002 << 112) | (number << 80))),
    ):
        assert network.is_public(disguise) == network.is_public(str(address))


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "127.1", "2130706433", "0x7f000001"])
def test_this_machine_is_not_asked_however_it_is_written(
    fetcher: Asks, site: Site, host: str
) -> None:
    with pytest.raises(Unreadable, match="private or local address"):
        fetcher().fetch(site.at("/", host))
    assert site.asked == []


def test_a_setting_allows_the_local_network(fetcher: Asks, site: Site) -> None:
    site.pages["/"] = says(b"<p>Intranet")
    document = fetcher(private=True).fetch(site.at("/", "127.0.0.1"))
    assert document.open().read() == b"<p>Intranet"


def test_a_redirect_does_not_lead_into_the_private_network(fetcher: Asks, site: Site) -> None:
    site.pages["/out"] = leads(site.at("/secret", "127.0.0.1"))
    site.pages["/secret"] = says(b"secret")
    with pytest.raises(Unreadable, match=r"127\.0\.0\.1 is a private or local address"):
        fetcher().fetch(site.at("/out"))
    assert site.asked == ["/robots.txt", "/out"]


@pytest.mark.parametrize(
    "place", ["file:///etc/passwd", "ftp://example.org/", "gopher://127.0.0.1/", "data:text/html,x"]
)
def test_neither_a_redirect_nor_a_user_leads_to_another_scheme(
    fetcher: Asks, site: Site, place: str
) -> None:
    site.pages["/out"] = leads(place)
    for url in (site.at("/out"), place):
        with pytest.raises(Unreadable, match="only http and https addresses are fetched"):
            fetcher(private=True).fetch(url)


def test_a_name_is_looked_up_and_what_was_found_is_checked(fetcher: Asks, site: Site) -> None:
    def inside(host: str, port: int) -> list[str]:
        return [PUBLIC, "10.1.2.3"]

    with pytest.raises(Unreadable, match=r"news\.example is a private or local address \(10\.1"):
        fetcher(resolve=inside).fetch(site.at("/", "news.example"))


def test_what_was_checked_is_what_is_connected_to(fetcher: Asks, site: Site) -> None:
    """Nobody but the given resolver knows this host: a second look-up would fail."""
    site.pages["/"] = says(b"<p>News")
    document = fetcher(resolve=lambda *_: [PUBLIC]).fetch(site.at("/", "news.invalid"))
    assert document.open().read() == b"<p>News"
    assert site.headers[-1]["host"] == f"news.invalid:{site.port}"


def test_a_name_that_changes_its_mind_is_checked_again(fetcher: Asks, site: Site) -> None:
    """The first request is for robots.txt, then the name moves to this machine."""
    answers = iter([[PUBLIC], ["127.0.0.1"]])
    with pytest.raises(Unreadable, match="private or local"):
        fetcher(resolve=lambda *_: next(answers)).fetch(site.at("/", "rebinding.invalid"))
    assert site.asked == ["/robots.txt"]


def test_a_name_that_nobody_knows_is_said(fetcher: Asks) -> None:
    def nobody(*_: object) -> list[str]:
        raise socket.gaierror(-2, "Name or service not known")

    with pytest.raises(Unreadable, match=r"no such host is known: gone\.invalid"):
        fetcher(resolve=nobody).fetch("http://gone.invalid/")


@pytest.mark.parametrize(
    ("url", "asked"),
    [
        ("http://example.org", "http://example.org/"),
        ("HTTPS://Example.ORG:443/a?b=c#part", "https://example.org/a?b=c"),
        ("http://bücher.example/größe", "http://xn--bcher-kva.example/gr%C3%B6%C3%9Fe"),
        ("http://[2606:4700::1111]:8080/x", "http://[2606:4700::1111]:8080/x"),
        ("http://example.org/a%20b?q=%C3%BC|x", "http://example.org/a%20b?q=%C3%BC%7Cx"),
    ],
)
def test_an_address_is_asked_as_it_is_meant(url: str, asked: str) -> None:
    assert parse_address(url).url == asked
    assert parse_address(parse_address(url).url).url == asked


@pytest.mark.parametrize(
    "url",
    [
        *("http://", "http:///path", "http://user:word@example.org/", "http://[::1/", "ftp://x/"),
        *(
            "http://example.org:99999/",
            "http://a b/",
            "http://a/\r\nHost: b",
            "http://" + "a" * 9000,
        ),
    ],
)
def test_what_is_no_address_is_refused_before_anything_is_asked(url: str) -> None:
    with pytest.raises(Unreadable):
        parse_address(url)


@given(st.text(max_size=60))
def test_no_text_makes_it_fail_otherwise(text: str) -> None:
    for url in (text, f"http://{text}", f"http://example.org/{text}"):
        try:
            found = parse_address(url)
        except Unreadable:
            continue
        assert found.url.isascii() and " " not in found.url
