"""Pictures of the map of a selection."""

from __future__ import annotations

from dataclasses import replace
from typing import BinaryIO

from geo.atlas import Unit
from geo.export import provenance
from geo.export.columns import By
from geo.export.tables import Content
from geo.picture import Drawing, Request, draw, read_scene, write_gif, write_png, write_svg


def write_as_png(content: Content, out: BinaryIO) -> None:
    """Write the map in pixels. Raises Damaged where the atlas cannot be read."""
    write_png(_drawing(content), content.picture.size, out)


def write_as_svg(content: Content, out: BinaryIO) -> None:
    """Write the map as shapes and text. Raises Damaged where the atlas cannot be read."""
    write_svg(_drawing(content), out)


def write_as_gif(content: Content, out: BinaryIO) -> None:
    """Write the dates playing. Raises Damaged."""
    write_gif(content.reader, content.f, _credited(content), out, content.progress)


def _drawing(content: Content) -> Drawing:
    scene = read_scene(content.reader, content.f)
    content.progress(scene.places, scene.places, By.PLACE.plural)
    return draw(scene, _credited(content))


def _credited(content: Content) -> Request:
    """The request with those whom its places are from."""
    counted = content.reader.places(content.f, Unit.MENTIONS)
    sources = dict.fromkeys(provenance.attribution(each.place) for each in counted)
    return replace(content.picture, sources=[source for source in sources if source])
