"""How QGIS draws the points: by how closely they say where."""

from __future__ import annotations

from xml.etree.ElementTree import Element, SubElement, tostring

from geo.export.tables import Table

# Symbols by precision: shape, colour (red, green, blue, opacity) and size in millimetres. What
# is no point is a square, as on the page.
_SYMBOLS = {
    "site": ("circle", "31,97,141,255", "2"),
    "town": ("circle", "31,97,141,255", "2.6"),
    "region": ("square", "31,97,141,140", "3.4"),
    "country": ("square", "31,97,141,90", "4.2"),
    "": ("circle", "120,120,120,160", "2.2"),
}


def style(table: Table) -> str:
    """A QGIS layer style (QML)."""
    qml = Element("qgis", version="3.22", styleCategories="Symbology")
    if "precision" in table.names:
        renderer = SubElement(
            qml, "renderer-v2", type="categorizedSymbol", attr="precision", symbollevels="0"
        )
        categories, symbols = SubElement(renderer, "categories"), SubElement(renderer, "symbols")
        for number, (word, look) in enumerate(_SYMBOLS.items()):
            label = word or "not known"
            SubElement(
                categories, "category", value=word, symbol=str(number), label=label, render="true"
            )
            _symbol(symbols, str(number), look)
    else:
        renderer = SubElement(qml, "renderer-v2", type="singleSymbol", symbollevels="0")
        _symbol(SubElement(renderer, "symbols"), "0", _SYMBOLS["town"])
    return tostring(qml, encoding="unicode")


def _symbol(symbols: Element, name: str, look: tuple[str, str, str]) -> None:
    shape, colour, size = look
    symbol = SubElement(symbols, "symbol", type="marker", name=name, alpha="1")
    layer = SubElement(symbol, "layer", {"class": "SimpleMarker"}, enabled="1", locked="0")
    options = SubElement(layer, "Option", type="Map")
    values = {"name": shape, "color": colour, "size": size, "size_unit": "MM"}
    values |= {"outline_color": "255,255,255,255", "outline_width": "0.3"}
    for option, value in values.items():
        SubElement(options, "Option", name=option, type="QString", value=value)
