"""The newest articles of a selection as Atom (RFC 4287), their places as GeoRSS Simple points."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, time
from typing import Any
from urllib.parse import quote

from lxml import etree

from geo.api.parameters import ApiQuery
from geo.atlas import Headline
from geo.export import AtlasSource
from geo.export.provenance import described
from geo.export.uris import place_uri, web_address
from geo.models import Place
from geo.text.interchange import xml_safe

_ATOM = "http://www.w3.org/2005/Atom"
_GEORSS = "http://www.georss.org/georss"

Element = Any
"""An element of lxml."""


def atom(
    source: AtlasSource, query: ApiQuery, address: str, root: str, kind: str = "application/json"
) -> bytes:
    """The feed; ``address`` is its own, ``root`` that of the service, or of a page, of the media
    type ``kind`` that shows the same."""
    found = source.reader.articles_with_places(query.f, query.limit, query.offset)
    ingested = source.reader.ingested([head.article_id for head, _ in found])
    feed = etree.Element(f"{{{_ATOM}}}feed", nsmap={None: _ATOM, "georss": _GEORSS})
    _text(feed, "id", address)
    _text(feed, "title", f"Dateline: {described(query.f)}")
    _text(feed, "updated", _time(max(ingested.values(), default=source.provenance.at)))
    _link(feed, "self", address, "application/atom+xml")
    _link(feed, "alternate", root, kind)
    _text(etree.SubElement(feed, f"{{{_ATOM}}}author"), "name", "Dateline")
    for head, places in found:
        _entry(feed, head, places, ingested[head.article_id])
    written: bytes = etree.tostring(feed, xml_declaration=True, encoding="UTF-8")
    return written


def _entry(feed: Element, head: Headline, places: Sequence[Place], ingested: datetime) -> None:
    entry = etree.SubElement(feed, f"{{{_ATOM}}}entry")
    _text(entry, "id", f"urn:dateline:article:{quote(head.article_id, safe='')}")
    _text(entry, "title", head.title or "(without a title)")
    # Atom demands a time; of an article without a date it is when it came here.
    day = head.published
    _text(entry, "updated", _time(datetime.combine(day, time(), UTC) if day else ingested))
    if day:
        _text(entry, "published", _time(datetime.combine(day, time(), UTC)))
    if web_address(head.url):
        _link(entry, "alternate", web_address(head.url), "text/html")
    if head.source:
        _text(etree.SubElement(entry, f"{{{_ATOM}}}author"), "name", head.source)
    names = "; ".join(f"{place.name} ({place.country_code})" for place in places)
    _text(entry, "content", f"Names {names}." if names else "Names no place for certain.").set(
        "type", "text"
    )
    for place in places:
        category = etree.SubElement(entry, f"{{{_ATOM}}}category")
        category.set("term", xml_safe(place_uri(place.id)))
        category.set("label", xml_safe(place.name))
        point = etree.SubElement(entry, f"{{{_GEORSS}}}point")
        point.text = f"{place.latitude!r} {place.longitude!r}"


def _text(parent: Element, name: str, text: str) -> Element:
    element = etree.SubElement(parent, f"{{{_ATOM}}}{name}")
    element.text = xml_safe(text)
    return element


def _link(parent: Element, rel: str, address: str, kind: str) -> None:
    link = etree.SubElement(parent, f"{{{_ATOM}}}link")
    for name, value in (("rel", rel), ("href", xml_safe(address)), ("type", kind)):
        link.set(name, value)


def _time(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
