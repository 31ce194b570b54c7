"""Whatever stands in an article, every format can be written, and stays what it is."""

from __future__ import annotations

import csv
import json
import tempfile
from pathlib import Path
from xml.etree import ElementTree

from hypothesis import given, settings
from hypothesis import strategies as st

from geo.atlas import DEFAULT_ROLES, Atlas, Filter
from geo.export import SUFFIXES, Content, Provenance, format_named, write_file
from geo.models import Role
from geo.text.interchange import is_formula
from tests.dashboard.world import MOSCOW, geoparsed

PICTURES = {"png", "svg", "gif"}
ANY = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)


@settings(max_examples=12, deadline=None)
@given(title=ANY, source=ANY, before=ANY)
def test_any_text_can_be_taken_out(title: str, source: str, before: str) -> None:
    article = geoparsed(
        "x",
        title,
        f"{before} Moscow.",
        [("Moscow", MOSCOW, Role.PLACE, 0.9)],
        source=source,
        url="javascript:alert(1)",
    )
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        Atlas(folder / "atlas").add([article])
        content = Content(
            Atlas(folder / "atlas").reader(), Filter(roles=DEFAULT_ROLES), Provenance({}, "", None)
        )
        for suffix in SUFFIXES:
            if suffix not in PICTURES:
                write_file(content, format_named(suffix), folder / f"out.{suffix}")
        with (folder / "out.csv").open(encoding="utf-8-sig", newline="") as file:
            [row] = csv.DictReader(file)
        assert not any(is_formula(cell) and cell[0] != "'" for cell in row.values())
        [feature] = json.loads((folder / "out.geojson").read_text("utf-8"))["features"]
        assert feature["geometry"]["coordinates"] == [37.61556, 55.75222]
        ElementTree.parse(folder / "out.kml")
