"""Reading where outlets sit: a town by its GeoNames id or its name, and a table of them."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from geo.errors import BadInput
from geo.gazetteer.lookup import Gazetteer
from geo.models import Place

# A town is meant though others bear its name if so many times more people live there.
_BY_FAR = 10
_SHOWN = 5
_COLUMNS = ("source", "place")


def town(text: str, gazetteer: Gazetteer) -> Place:
    """The town with this GeoNames id (``4250542``, ``geonames:4250542``) or name ("Springfield,
    Illinois"). Raises BadInput where there is none, or several could be meant."""
    written = text.strip()
    place_id = f"geonames:{written}" if written.isdigit() else written
    place = gazetteer.place(place_id)
    if place is not None:
        if place.feature_class != "P":
            raise BadInput(f"{place.name} ({place.id}) is no town: give the one where it sits")
        return place
    named = () if written.isdigit() else gazetteer.lookup(written)
    towns = {match.place.id: match.place for match in named if match.place.feature_class == "P"}
    ranked = sorted(towns.values(), key=lambda each: -each.population)
    if not ranked:
        raise BadInput(f"no town {written!r} is known: give its GeoNames id, such as 4250542")
    if len(ranked) > 1 and ranked[0].population < _BY_FAR * ranked[1].population:
        shown = "; ".join(
            f"{each.geonameid or each.id} in {each.admin1 or each.country_code}"
            for each in ranked[:_SHOWN]
        )
        raise BadInput(f"several towns are called {written!r}: give the id of one ({shown})")
    return ranked[0]


def read_outlets(path: Path, gazetteer: Gazetteer) -> dict[str, Place]:
    """The towns in a table with the columns ``source`` (an outlet's name or host) and ``place``
    (as for `town`), by source as written. Raises BadInput, which names the file and the line."""
    from geo.sources.decode import Undecodable, decode  # all readers, for those who name a table

    try:
        text = decode(path.read_bytes()).removeprefix("\ufeff")
    except OSError as error:
        raise BadInput(f"cannot be read: {error.strerror}", path=str(path)) from error
    except Undecodable as error:
        raise BadInput(str(error), path=str(path)) from error
    reader = csv.DictReader(io.StringIO(text, newline=""))
    columns = [column.strip().lower() for column in reader.fieldnames or ()]
    if not set(_COLUMNS) <= set(columns):
        raise BadInput("the first line does not name source,place", path=str(path), line=1)
    reader.fieldnames = columns
    found: dict[str, Place] = {}
    try:
        for row in reader:
            source, place = ((row[column] or "").strip() for column in _COLUMNS)
            if not source:
                raise BadInput("the source is missing")
            found[source] = town(place, gazetteer)
    except (BadInput, csv.Error) as error:
        raise BadInput(str(error), path=str(path), line=reader.line_num) from error
    return found
