"""One publication of an atlas in DuckDB: the narrow columns in memory, texts on the disk.

Tables, keyed by small integers so that grouping a million mentions takes milliseconds:

``articles``  article, article_id, story, story_id, title, source, url, published,
              published_from, language, part, row
``places``    place, place_id, shown (a struct of all that is known), country_code,
              latitude, longitude
``mentions``  article, story, published, place (null: unplaced), phrase, label, role, start,
              end, confidence, method, part, row
``dates``     article, sentence_start, sentence_end, and a time that the sentence speaks about:
              text, start, end, earliest, latest, precision, anchored
``texts``     a view of article_id, title, text

``part`` and ``row`` say where the rest of a row is: the index of its file and its number.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from geo.atlas.manifest import Manifest, Part, PartFile
from geo.atlas.rows import ARTICLES, DATES, MENTIONS
from geo.errors import AtlasError

# No extension is ever fetched: the atlas is read without a network.
_CONFIG: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
    "preserve_insertion_order": False,
    "temp_directory": "",
}

_TABLES = (
    """CREATE TABLE articles AS
       SELECT (row_number() OVER (ORDER BY article_id))::INTEGER AS article, article_id,
              (dense_rank() OVER (ORDER BY story_id))::INTEGER AS story, story_id,
              title, source, url, published, published_from, language,
              file_index::INTEGER AS part, file_row_number::INTEGER AS "row"
       FROM stored_articles""",
    """CREATE TABLE places AS
       SELECT (row_number() OVER (ORDER BY place_id))::INTEGER AS place, place_id, shown,
              shown.country_code AS country_code, shown.latitude AS latitude,
              shown.longitude AS longitude
       FROM (SELECT place_id, any_value({
                 'id': place_id, 'name': place_name, 'latitude': latitude,
                 'longitude': longitude, 'feature_class': feature_class,
                 'feature_code': feature_code, 'country_code': country_code, 'admin1': admin1
             }) AS shown
             FROM stored_mentions WHERE place_id IS NOT NULL GROUP BY place_id)""",
    """CREATE TABLE mentions AS
       SELECT article, story, published, place, phrase, label, role, "start", "end", confidence,
              coalesce(method, '') AS method,
              m.file_index::INTEGER AS part, m.file_row_number::INTEGER AS "row"
       FROM stored_mentions AS m
            JOIN (SELECT article, article_id, story, published FROM articles) USING (article_id)
            LEFT JOIN (SELECT place, place_id FROM places) USING (place_id)""",
    """CREATE TABLE dates AS
       SELECT article, sentence_start, sentence_end, d.text, "start", "end", earliest, latest,
              precision, anchored
       FROM stored_dates AS d JOIN (SELECT article, article_id FROM articles) USING (article_id)
       ORDER BY article""",
    "CREATE VIEW texts AS SELECT article_id, title, text FROM stored_articles",
)


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The connection, and the files that ``part`` counts in; ``warnings`` names those left out."""

    connection: duckdb.DuckDBPyConnection
    articles: tuple[str, ...]
    mentions: tuple[str, ...]
    warnings: tuple[str, ...]


def take(folder: Path, published: Manifest) -> Snapshot:
    """Load what ``published`` lists. A part counts only whole: both its files, or neither.

    Raises AtlasError where the parts cannot be read for another reason than damage.
    """
    usable, warnings = _sort_out(folder, published.parts, _fault)
    try:
        return _load(folder, usable, warnings)
    except duckdb.Error as error:
        sound, more = _sort_out(folder, usable, _fault_within)
        if not more:
            raise AtlasError(f"{folder}: the atlas cannot be read: {error}") from error
        return _load(folder, sound, warnings + more)


def _load(folder: Path, parts: Sequence[Part], warnings: tuple[str, ...]) -> Snapshot:
    dates, more = _dates(folder, parts)
    articles = tuple(str((folder / part.articles.file).resolve()) for part in parts)
    mentions = tuple(str((folder / part.mentions.file).resolve()) for part in parts)
    connection = duckdb.connect(":memory:", config=_CONFIG)
    try:
        _view(connection, "stored_articles", ARTICLES, articles)
        _view(connection, "stored_mentions", MENTIONS, mentions)
        _view(connection, "stored_dates", DATES, dates)
        for statement in _TABLES:
            connection.execute(statement)
        _confine(connection, folder)
    except BaseException:
        connection.close()
        raise
    return Snapshot(connection, articles, mentions, warnings + more)


def _dates(folder: Path, parts: Sequence[Part]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The sound files of dates, and what is said of the others: articles do without."""
    kept = [part.dates for part in parts if part.dates]
    said = {file: _fault(folder / file.file, file) for file in kept}
    return (
        tuple(str((folder / file.file).resolve()) for file in kept if not said[file]),
        tuple(
            f"{folder / file.file}: left out: these dates of the atlas are {what}"
            for file, what in said.items()
            if what
        ),
    )


def _view(
    connection: duckdb.DuckDBPyConnection, name: str, schema: pa.Schema, files: Sequence[str]
) -> None:
    if files:
        stored = connection.read_parquet(list(files))
        stored.project("*, file_index, file_row_number").create_view(name)
        return
    empty = schema.append(pa.field("file_index", pa.int64())).append(
        pa.field("file_row_number", pa.int64())
    )
    connection.from_arrow(empty.empty_table()).create_view(name)


def _confine(connection: duckdb.DuckDBPyConnection, folder: Path) -> None:
    """From here on the connection can open no file outside the atlas, whatever it is asked."""
    connection.execute("SET allowed_directories = [?]", [str(folder.resolve()) + "/"])
    connection.execute("SET enable_external_access = false")
    connection.execute("SET lock_configuration = true")


def _sort_out(
    folder: Path, parts: Sequence[Part], fault: Callable[[Path, PartFile], str | None]
) -> tuple[list[Part], tuple[str, ...]]:
    """The parts that ``fault`` finds nothing in, and what it says of the others."""
    sound: list[Part] = []
    said: list[str] = []
    for part in parts:
        found = [
            f"{folder / file.file}: left out: this part of the atlas is {what}"
            for file in (part.articles, part.mentions)
            if (what := fault(folder / file.file, file))
        ]
        said.extend(found)
        if not found:
            sound.append(part)
    return sound, tuple(said)


def _fault(path: Path, part: PartFile) -> str | None:
    """What is wrong with a part at first sight: a look at its size and its end."""
    try:
        size, rows = path.stat().st_size, pq.read_metadata(path).num_rows
    except FileNotFoundError:
        return "missing"
    except (OSError, pa.ArrowException) as error:
        return f"damaged: {error}"
    return None if (size, rows) == (part.bytes, part.rows) else "damaged: not as long as it was"


def _fault_within(path: Path, part: PartFile) -> str | None:
    """What is wrong with a part when all of it is read."""
    try:
        pq.read_table(path, page_checksum_verification=True)
    except (OSError, pa.ArrowException) as error:
        return f"damaged: {error}"
    return None
