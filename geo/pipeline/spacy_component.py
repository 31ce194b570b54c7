"""Dateline as a component of somebody else's spaCy pipeline: ``nlp.add_pipe("dateline")``.

``doc._.places`` are the names that were placed, as spans; of each, and of each entity,
``span._.place`` is the place or None, ``span._.confidence`` and ``span._.role`` say how sure it
is and what the name stands for. ``doc.spans["dateline"]`` holds all toponyms, placed or not.

What was found is kept in ``doc.user_data`` as plain values, so that a document can be stored and
sent between processes.
"""

# No postponed annotations: spaCy reads those of a factory, as 3.8.2 does with a pydantic that
# cannot resolve their names.
import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import Any, Self

from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.util import filter_spans

from geo.models import Article, GeoparsedArticle, Place, Resolution
from geo.pipeline.geoparser import Geoparser
from geo.settings import Settings
from geo.text.language_identification import identify

NAME = "dateline"

# The language of a pipeline that is made for several.
_ANY = "xx"
# An entity of another label, such as a person's name, is not ours to overwrite.
_REPLACED = frozenset({"GPE", "LOC", "FAC", "NORP"})


class DatelineComponent:
    """Geoparses documents. The geoparser is loaded at the first of them, in each process anew."""

    def __init__(self, language: str, settings: Settings) -> None:
        self._language = language
        self._settings = settings

    @cached_property
    def _geoparser(self) -> Geoparser:
        return Geoparser.load(self._settings)

    def __call__(self, doc: Doc) -> Doc:
        """The same document with what was found in it."""
        return next(self.pipe([doc]))

    def pipe(self, stream: Iterable[Doc], *, batch_size: int = 128) -> Iterator[Doc]:
        """The same for many documents, which is faster."""
        docs = iter(stream)
        while batch := list(islice(docs, batch_size)):
            articles = map(self._article, batch)
            for doc, found in zip(batch, self._geoparser.geoparse(articles), strict=True):
                yield _annotated(doc, found)

    def to_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> None:
        """Nothing: all that is needed is in the pipeline's configuration."""

    def from_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> Self:
        """The same component."""
        return self

    def to_bytes(self, *, exclude: Iterable[str] = ()) -> bytes:
        """Nothing, as above."""
        return b""

    def from_bytes(self, data: bytes, *, exclude: Iterable[str] = ()) -> Self:
        """The same component."""
        return self

    def _article(self, doc: Doc) -> Article:
        language = identify(doc.text) if self._language == _ANY else self._language
        digest = hashlib.sha256(doc.text.encode("utf-8", "surrogatepass")).hexdigest()
        return Article(id=digest[:16], title="", text=doc.text, language=language)


@Language.factory(
    NAME,
    default_config={"min_confidence": None},
    assigns=["doc.ents", "doc._.places", "span._.place", "span._.confidence", "span._.role"],
)
def make(nlp: Language, name: str, min_confidence: float | None) -> DatelineComponent:
    """The component; a place less certain than ``min_confidence`` is not named (default: the
    product's threshold). Raises BadInput for what is no confidence.
    """
    settings = Settings.load().override(min_confidence=min_confidence)
    return DatelineComponent(nlp.lang or _ANY, settings)


def _annotated(doc: Doc, found: GeoparsedArticle) -> Doc:
    spans = [
        (span, resolution)
        for resolution in found.resolutions
        if (span := _span(doc, resolution)) is not None
    ]
    doc.user_data[NAME] = {_key(span): _stored(span, resolution) for span, resolution in spans}
    doc.spans[NAME] = [span for span, _ in spans]
    toponyms = filter_spans([span for span, _ in spans])
    others = [entity for entity in doc.ents if entity.label_ not in _REPLACED]
    # Of two that overlap the first counts; what another component calls a person stays one.
    doc.ents = _disjoint([*others, *toponyms, *doc.ents])
    return doc


def _span(doc: Doc, resolution: Resolution) -> Span | None:
    """The tokens that hold the toponym; None where it has none, in a text of blanks."""
    toponym = resolution.toponym
    span: Span | None = doc.char_span(
        toponym.start, toponym.end, label=toponym.label, alignment_mode="expand"
    )
    return span


def _disjoint(spans: Iterable[Span]) -> list[Span]:
    taken: set[int] = set()
    kept = []
    for span in spans:
        tokens = set(range(span.start, span.end))
        if not tokens & taken:
            taken |= tokens
            kept.append(span)
    return kept


def _key(span: Span) -> str:
    return f"{span.start}-{span.end}"


def _stored(span: Span, resolution: Resolution) -> dict[str, Any]:
    place = resolution.place
    return {
        "text": span.text,
        "place": {**asdict(place), "ancestors": list(place.ancestors)} if place else None,
        "confidence": resolution.confidence,
        "role": str(resolution.toponym.role),
    }


def _found(span: Span) -> dict[str, Any]:
    found: dict[str, Any] = span.doc.user_data.get(NAME, {}).get(_key(span), {})
    # A piece of a document (``span.as_doc()``) takes this along, and counts from its own beginning.
    return found if found.get("text") == span.text else {}


def _place(span: Span) -> Place | None:
    stored = _found(span).get("place")
    return Place(**{**stored, "ancestors": tuple(stored["ancestors"])}) if stored else None


def _places(doc: Doc) -> list[Span]:
    return [span for span in doc.spans.get(NAME, ()) if _found(span).get("place")]


def _declare() -> None:
    """Tell spaCy of the attributes; it wants to be told once a process."""
    Doc.set_extension("places", getter=_places, force=True)
    Span.set_extension("place", getter=_place, force=True)
    Span.set_extension("confidence", getter=lambda span: _found(span).get("confidence"), force=True)
    Span.set_extension("role", getter=lambda span: _found(span).get("role"), force=True)


_declare()
