"""Pictures of the map: SVG, PNG and an animated GIF, made without a browser.

Map data in, ``Drawing`` out, and from that the files: ``scene`` asks the atlas, ``layout``
decides where everything stands, ``sheet`` draws it as shapes, ``svg`` and ``raster`` write them.
"""

from geo.picture.animation import write_gif
from geo.picture.drawing import Drawing, undrawable
from geo.picture.projection import Box
from geo.picture.raster import write_png
from geo.picture.request import (
    BY_LANGUAGE,
    ENGLISH,
    FRENCH,
    SIZES,
    Layers,
    PictureWords,
    Request,
    Size,
)
from geo.picture.scene import Scene, read_scene
from geo.picture.sheet import draw
from geo.picture.svg import write_svg

__all__ = [
    "BY_LANGUAGE",
    "ENGLISH",
    "FRENCH",
    "SIZES",
    "Box",
    "Drawing",
    "Layers",
    "PictureWords",
    "Request",
    "Scene",
    "Size",
    "draw",
    "read_scene",
    "undrawable",
    "write_gif",
    "write_png",
    "write_svg",
]
