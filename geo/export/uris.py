"""Identifiers that others can follow or at least compare."""

from __future__ import annotations

from urllib.parse import quote, urlsplit


def place_uri(place_id: str) -> str:
    """That of GeoNames or OpenStreetMap where the place is theirs, else a URN of our own."""
    origin, _, number = place_id.partition(":")
    if origin == "geonames" and number.isdigit():
        return f"https://sws.geonames.org/{number}/"
    kind = {"N": "node", "W": "way", "R": "relation"}.get(number[:1])
    if origin == "nominatim" and kind and number[1:].isdigit():
        return f"https://www.openstreetmap.org/{kind}/{number[1:]}"
    return f"urn:dateline:place:{quote(place_id, safe='')}"


def article_uri(article_id: str, url: str) -> str:
    """Where the article was found, where that is a web address, else a URN of our own."""
    return web_address(url) or f"urn:dateline:article:{quote(article_id, safe='')}"


def web_address(url: str) -> str:
    """A URL that can be shown as a link: http or https, without blanks; else ""."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    good = parts.scheme in ("http", "https") and parts.netloc and url.isprintable()
    return quote(url, safe="%/:=&?~#+!$,;'@()*[]") if good else ""
