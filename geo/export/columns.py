"""The columns of what is taken out: of mentions, places, articles and days."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class By(StrEnum):
    """What a row is."""

    MENTION = "mention"
    PLACE = "place"
    ARTICLE = "article"
    DAY = "day"

    @property
    def plural(self) -> str:
        """What a table of them is called."""
        return f"{self.value}s"


class ColumnType(StrEnum):
    """What the values of a column are."""

    TEXT = "text"
    NUMBER = "number"
    INTEGER = "integer"
    DATE = "date"
    BOOLEAN = "boolean"


@dataclass(frozen=True, slots=True)
class ExportColumn:
    """A column: its name, what its values are, and what they say."""

    name: str
    kind: ColumnType
    about: str


def _columns(kind: ColumnType, **about: str) -> tuple[ExportColumn, ...]:
    return tuple(ExportColumn(name, kind, words) for name, words in about.items())


_PLACE = (
    *_columns(
        ColumnType.TEXT,
        place_id="the place, by where its number comes from: geonames:524901",
        place_name="its name",
        country_code="ISO 3166-1 alpha-2",
        admin1="the name of its first-level division",
        feature_class="GeoNames feature class",
        feature_code="GeoNames feature code",
    ),
    *_columns(ColumnType.NUMBER, latitude="degrees, WGS 84", longitude="degrees, WGS 84"),
    *_columns(
        ColumnType.TEXT,
        precision="what was named: country, region, town, site, or in town: a site somewhere there",
    ),
    *_columns(
        ColumnType.INTEGER,
        geo_precision="the same in ACLED's numbers: 1 exact, 2 part of a region, 3 a region",
    ),
)

_ARTICLE = (
    *_columns(
        ColumnType.TEXT,
        article_id="the article",
        story_id="the story that it tells, with others",
        title="its title",
        source="who published it",
        url="where it was found",
        language="ISO 639-1",
    ),
    *_columns(ColumnType.DATE, published="when it was published"),
    *_columns(
        ColumnType.TEXT,
        published_from="where that was found, most to least certain: metadata, text, url, file, "
        "story",
    ),
)

_ORIGIN = _columns(
    ColumnType.TEXT,
    gazetteer="where the place comes from",
    gazetteer_version="the versions of the gazetteer's sources at the time of the export",
    attribution="who is to be named for the place",
)

_MEASURED = (
    *_columns(
        ColumnType.NUMBER,
        measured_precision="share of placed mentions that people found right, 0 to 1; empty: "
        "nobody has checked",
        measured_low="lower end of its 95 % interval (Wilson)",
        measured_high="upper end of its 95 % interval (Wilson)",
    ),
    *_columns(ColumnType.INTEGER, measured_sample="mentions that were judged right or wrong"),
    *_columns(ColumnType.DATE, measured_on="when the check was begun"),
)

_NOTES = _columns(
    ColumnType.TEXT,
    note="what people have written to it and to its article, each with its author and day",
    tags="their tags, with semicolons",
)

MENTION = (
    *_columns(ColumnType.TEXT, mention_id="the mention", phrase="the name as it is written"),
    *_columns(
        ColumnType.INTEGER,
        start="where the name begins in the article's text, in characters from 0",
        end="where it ends: the next character",
    ),
    *_columns(
        ColumnType.TEXT,
        role="what the name stands for: place, dateline, actor, demonym, organisation, publisher",
        label="the recogniser's label",
    ),
    *_PLACE,
    *_columns(ColumnType.NUMBER, confidence="the probability that the place is right, 0 to 1"),
    *_columns(
        ColumnType.TEXT,
        method="who named the place: gazetteer, own, in town, a geocoder, given, or corrected",
    ),
    *_columns(ColumnType.BOOLEAN, about="whether the article is about the place"),
    *_columns(ColumnType.BOOLEAN, corrected="whether a person has put the place right"),
    *_columns(ColumnType.TEXT, corrected_by="who", corrected_note="why"),
    *_columns(ColumnType.DATE, corrected_on="when"),
    *_NOTES,
    *_columns(ColumnType.TEXT, sentence="the sentence around the name"),
    *_columns(
        ColumnType.INTEGER,
        sentence_start="where the name begins in the sentence",
        sentence_end="where it ends in the sentence",
    ),
    *_ARTICLE,
    *_columns(
        ColumnType.DATE,
        spoken_from="the first day that the sentence speaks about",
        spoken_to="the last day that the sentence speaks about",
    ),
    *_columns(
        ColumnType.TEXT,
        spoken="each time that it speaks about, as an ISO 8601 interval",
        spoken_words="these times as they are written",
        spoken_precision="the unit of each: day, week, month, year, decade; 'from publication' "
        "where it was told from the day of publication",
    ),
    *_ORIGIN,
    *_MEASURED,
)

_COUNTED = (
    *_columns(
        ColumnType.INTEGER,
        mentions="mentions that are placed",
        articles="articles that hold them",
        stories="stories that these tell",
    ),
)

PLACE = (
    *_PLACE,
    *_COUNTED,
    *_columns(ColumnType.NUMBER, confidence="the mean confidence of its mentions, 0 to 1"),
    *_columns(
        ColumnType.DATE,
        first_published="the first day on which it was named",
        last_published="the last day on which it was named",
    ),
    *_ORIGIN,
    *_MEASURED,
)

ARTICLE = (
    *_ARTICLE,
    *_columns(
        ColumnType.INTEGER, mentions="its mentions that are placed", places="different places"
    ),
    *_columns(
        ColumnType.TEXT,
        place_ids="the places that it names",
        place_names="their names, in that order",
    ),
    *_columns(ColumnType.BOOLEAN, read="whether there was a model of its language when it came"),
    *_NOTES,
)

DAY = (
    *_columns(ColumnType.DATE, day="the day, on the clock that was chosen"),
    *_COUNTED,
)

COLUMNS = {By.MENTION: MENTION, By.PLACE: PLACE, By.ARTICLE: ARTICLE, By.DAY: DAY}
