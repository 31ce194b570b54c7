"""The two sides of a comparison are told apart by whoever sees colours otherwise, and in print."""

from __future__ import annotations

import re

import numpy as np
import pytest

from dashboard.server import static_files

# Machado, Oliveira and Fernandes 2009, severity 1.0, on linear RGB.
SIGHTS = {
    "all colours": np.eye(3),
    "no red": np.array(
        [
            [0.152286, 1.052583, -0.204868],
            [0.114503, 0.786281, 0.099216],
            [-0.003882, -0.048116, 1.051998],
        ]
    ),
    "no green": np.array(
        [
            [0.367322, 0.860646, -0.227968],
            [0.280085, 0.672501, 0.047413],
            [-0.011820, 0.042940, 0.968881],
        ]
    ),
    "no blue": np.array(
        [
            [1.255528, -0.076749, -0.178779],
            [-0.078411, 0.930809, 0.147602],
            [0.004733, 0.691367, 0.303900],
        ]
    ),
}
# Differences in CIE L*a*b*: two is just seen, and 20 by everybody at a glance.
CLEAR = 20
TO_XYZ = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])
WHITE = np.array([0.9505, 1.0, 1.089])


def colours(theme: int) -> dict[str, str]:
    """The colours of the map's style sheet, by name; theme 0 is light and 1 is dark."""
    css = (static_files.ASSETS / "map.css").read_text(encoding="utf-8")
    block = css.split(":root")[theme + 1].split("}")[0]
    return dict(re.findall(r"--(\w+): (#[0-9a-f]{6})", block))


def lab(colour: str, sight: np.ndarray) -> np.ndarray:
    encoded = np.array([int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)])
    linear = np.where(encoded <= 0.04045, encoded / 12.92, ((encoded + 0.055) / 1.055) ** 2.4)
    ratio = TO_XYZ @ np.clip(sight @ linear, 0, 1) / WHITE
    root = np.where(ratio > 0.008856, np.cbrt(ratio), 7.787 * ratio + 16 / 116)
    return np.array([116 * root[1] - 16, 500 * (root[0] - root[1]), 200 * (root[1] - root[2])])


@pytest.mark.parametrize("theme", [0, 1])
@pytest.mark.parametrize("sight", SIGHTS)
@pytest.mark.parametrize("pair", [("place", "other"), ("place", "actor")])
def test_what_differs_in_meaning_differs_in_colour(
    theme: int, sight: str, pair: tuple[str, str]
) -> None:
    one, other = (lab(colours(theme)[name], SIGHTS[sight]) for name in pair)
    assert float(np.linalg.norm(one - other)) > CLEAR
