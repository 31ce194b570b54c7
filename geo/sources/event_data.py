"""Data sets of events with coordinates: ACLED, UCDP GED and GDELT, told by their columns."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

Values = Mapping[str, str]
"""What a row says, by the bare names of its columns."""

_TOWN, _NEAR, _DISTRICT = ("P", "PPL"), ("A", "ADMD"), ("A", "ADM2")
_PROVINCE, _REGION, _COUNTRY = ("A", "ADM1"), ("L", "RGN"), ("A", "PCLI")


@dataclass(frozen=True, slots=True)
class EventData:
    """How a data set is told (``marks``), and which of its columns are what.

    ``text`` makes of a row what there is to read of it. ``features`` has GeoNames' class and code
    for each number in the column ``precision``, so that what stands for a region is no spot on
    the map. ``event`` is the column of the event's own id, and ``language`` what it is written in.
    """

    marks: frozenset[str]
    text: Callable[[Values], str]
    fields: Mapping[str, str]
    latitude: str
    longitude: str
    place: str
    country: str
    admin1: str
    precision: str
    event: str
    features: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    language: str = "en"


def event_data(names: Iterable[str]) -> EventData | None:
    """The data set that has columns of these bare names, if it is one of events."""
    names = set(names)
    return next((each for each in _KNOWN if each.marks <= names), None)


def _joined(*columns: str) -> Callable[[Values], str]:
    return lambda values: "\n\n".join(filter(None, (values.get(name, "") for name in columns)))


# The roots of CAMEO's codes for what is done. CAMEO Manual 1.1b3 (2012), chapter 2:
# http://data.gdeltproject.org/documentation/CAMEO.Manual.1.1b3.pdf
_DEEDS = {
    "01": "public statement",
    "02": "appeal",
    "03": "intent to cooperate",
    "04": "consultation",
    "05": "diplomatic cooperation",
    "06": "material cooperation",
    "07": "aid",
    "08": "yielding",
    "09": "investigation",
    "10": "demand",
    "11": "disapproval",
    "12": "rejection",
    "13": "threat",
    "14": "protest",
    "15": "exhibition of force",
    "16": "reduction of relations",
    "17": "coercion",
    "18": "assault",
    "19": "fight",
    "20": "mass violence",
}


def _coded(values: Values) -> str:
    """What GDELT has coded of an event, for it has no text: who, to whom, what kind of deed."""
    actors = [values.get(name, "").title() for name in ("actor1name", "actor2name")]
    deed = _DEEDS.get(values.get("eventrootcode", "").zfill(2), "event")
    who = " – ".join(filter(None, actors))
    return f"{deed.capitalize()}: {who}" if who else deed.capitalize()


_KNOWN = (
    # https://acleddata.com/knowledge-base/codebook/
    EventData(
        marks=frozenset(("eventidcnty", "notes")),
        # The notes tell the event, and are as near to an article as it comes.
        text=_joined("notes"),
        fields={"published": "eventdate"},
        latitude="latitude",
        longitude="longitude",
        place="location",
        country="country",
        admin1="admin1",
        precision="geoprecision",
        features={"1": _TOWN, "2": _NEAR, "3": _PROVINCE},
        event="eventidcnty",
    ),
    # UCDP GED Codebook 23.1: https://ucdp.uu.se/downloads/ged/ged231.pdf
    EventData(
        marks=frozenset(("wherecoordinates", "whereprec")),
        text=_joined("sourceheadline", "sourcearticle", "wheredescription"),
        fields={"published": "datestart", "title": "sourceheadline", "source": "sourceoffice"},
        latitude="latitude",
        longitude="longitude",
        place="wherecoordinates",
        country="country",
        admin1="adm1",
        precision="whereprec",
        features={
            "1": _TOWN,
            "2": _NEAR,
            "3": _DISTRICT,
            "4": _PROVINCE,
            "5": _REGION,
            "6": _COUNTRY,
            "7": _REGION,
        },
        event="id",
    ),
    # http://data.gdeltproject.org/documentation/GDELT-Event_Codebook-V2.0.pdf
    EventData(
        marks=frozenset(("globaleventid", "actiongeolat")),
        text=_coded,
        # The day on which the article was found, which is nearer to its own than the event's.
        fields={"published": "dateadded", "url": "sourceurl"},
        latitude="actiongeolat",
        longitude="actiongeolong",
        place="actiongeofullname",
        country="actiongeofullname",  # the code is of FIPS 10-4, in which AU is Austria
        admin1="",
        precision="actiongeotype",
        features={"1": _COUNTRY, "2": _PROVINCE, "3": _TOWN, "4": _TOWN, "5": _PROVINCE},
        event="globaleventid",
    ),
)
