"""Print how right Dateline is on annotated corpora, and why where it is not.

    python tests/benchmarks/accuracy.py CORPUS.jsonl... [--without-role demonym] [--resamples N]

Each line of a corpus is an article: id, text, optional title and source, and toponyms with
start, end, lat, lon, geonameid. The shipped weights have seen the corpora named at the top of
``geo/resolution/weights.tsv``; for what they do on unseen articles of those, see
``python -m training.resolver``, which cross-validates.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from geo.evaluation import (
    RADIUS_KM,
    Annotated,
    Mark,
    SpanCounts,
    Tally,
    bootstrap,
    distance_km,
    mark_of,
    pair_overlapping,
    read_annotated,
    report,
    tally,
    tally_given_spans,
)
from geo.gazetteer.build import ensure
from geo.gazetteer.lookup import Gazetteer
from geo.models import Article, GeoparsedArticle, Place, Resolution
from geo.pipeline import Geoparser
from geo.settings import Settings

CONFUSIONS = 25


@dataclass(frozen=True, slots=True)
class Parsed:
    """An annotated article, geoparsed as a user would, and with the annotated spans given."""

    entry: Annotated
    found: tuple[Resolution, ...]
    given: tuple[Resolution, ...]


def geoparse(
    entries: Sequence[Annotated], settings: Settings, without: frozenset[str]
) -> list[Parsed]:
    """Every article twice: names to be found, and names given with no threshold."""
    usual = Geoparser.load(settings)
    always = Geoparser.load(settings.override(min_confidence=0.0))
    articles = [Article(e.id, e.title, e.text, e.source) for e in entries]
    spans = [[(mark.start, mark.end) for mark in e.marks] for e in entries]
    found = list(usual.geoparse(articles))
    given = always.geoparse_spans(zip(articles, spans, strict=True))
    return [
        Parsed(entry, _kept(f, without), g.resolutions)
        for entry, f, g in zip(entries, found, given, strict=True)
    ]


def _kept(parsed: GeoparsedArticle, without: frozenset[str]) -> tuple[Resolution, ...]:
    return tuple(r for r in parsed.resolutions if r.toponym.role.value not in without)


def marks(resolutions: Iterable[Resolution]) -> list[Mark]:
    """What is scored of resolutions."""
    return [mark_of(resolution) for resolution in resolutions]


def right(truth: Mark, place: Place | None) -> bool:
    """Whether the place lies within 161 km of the truth, or is it."""
    if place is None:
        return False
    mark = Mark(0, 0, place.latitude, place.longitude, place.geonameid or "")
    return distance_km(truth, mark) <= RADIUS_KM


def lies_in(gazetteer: Gazetteer, truth: Mark, place: Place | None) -> bool:
    """Whether the place is a country, division or region that the annotated place lies in, as far
    as the gazetteer says: of the same entry, or of what it knows nearest to the point."""
    if place is None or truth.latitude is None or truth.longitude is None:
        return False
    annotated = gazetteer.place(f"geonames:{truth.geonameid}") if truth.geonameid else None
    near = gazetteer.near(truth.latitude, truth.longitude, limit=1)
    found = annotated or (near[0] if near else None)
    return found is not None and place.id in (found.id, *found.ancestors)


def containment_aware(parsed: Sequence[Parsed], gazetteer: Gazetteer) -> float:
    """The share of annotated toponyms whose best candidate is right or an area around the point."""
    pairs = [
        (truth, resolution.place)
        for article in parsed
        for truth, resolution in zip(article.entry.marks, article.given, strict=True)
        if truth.placed
    ]
    met = sum(right(truth, place) or lies_in(gazetteer, truth, place) for truth, place in pairs)
    return met / max(1, len(pairs))


def cause(truth: Mark, resolution: Resolution | None) -> str:
    """What became of an annotated toponym, found or not."""
    if resolution is None:
        return "not recognised"
    if right(truth, resolution.place):
        return "right"
    known = any(right(truth, candidate.place) for candidate in resolution.candidates)
    if resolution.place is None and resolution.candidates:
        if right(truth, resolution.candidates[0].place):
            return "below threshold"
        return "wrong candidate, kept back" if known else "no candidate, kept back"
    exact = (truth.start, truth.end) == (resolution.toponym.start, resolution.toponym.end)
    if not known and not exact:
        return "wrong span"
    return "wrong candidate" if known else "no candidate"


def causes(parsed: Sequence[Parsed]) -> tuple[Counter[str], Counter[tuple[str, str, str]]]:
    """How many annotated toponyms end how; and the confusions: written, taken for, where from."""
    ends: Counter[str] = Counter()
    confused: Counter[tuple[str, str, str]] = Counter()
    for article in parsed:
        found = marks(article.found)
        mates = dict(pair_overlapping(article.entry.marks, tuple(found)))
        for i, truth in enumerate(article.entry.marks):
            if not truth.placed:
                continue
            mate = article.found[mates[i]] if i in mates else None
            why = cause(truth, mate)
            ends[why] += 1
            if mate is not None and mate.place is not None and why != "right":
                at = f"{truth.latitude:.1f},{truth.longitude:.1f}"
                named = f"{mate.place.name}, {mate.place.admin1}, {mate.place.country_code}"
                confused[mate.toponym.text, named, at] += 1
    return ends, confused


def confidences(parsed: Sequence[Parsed], *, given: bool) -> list[tuple[float, bool]]:
    """Confidence in the best candidate of each annotated toponym, and whether it is right."""
    pairs = []
    for article in parsed:
        resolutions = article.given if given else article.found
        mates = pair_overlapping(article.entry.marks, tuple(marks(resolutions)))
        for i, j in mates:
            truth, resolution = article.entry.marks[i], resolutions[j]
            if truth.placed and resolution.candidates:
                best = resolution.candidates[0].place
                pairs.append((resolution.confidence, right(truth, best)))
    return pairs


def print_reliability(title: str, pairs: Sequence[tuple[float, bool]]) -> None:
    """By tenth of confidence how often it is right; and what a threshold there would leave."""
    print(f"\n{title}: reliability, and precision and coverage of a threshold")
    print("confidence   toponyms   mean   right   at least: precision  coverage")
    for low in range(10):
        tenth = [p for p in pairs if int(min(p[0], 0.999) * 10) == low]
        above = [p for p in pairs if p[0] >= low / 10]
        if tenth:
            mean = sum(c for c, _ in tenth) / len(tenth)
            hits = sum(r for _, r in tenth) / len(tenth)
            kept = sum(r for _, r in above) / len(above)
            print(
                f"{low / 10:.1f}-{(low + 1) / 10:.1f}  {len(tenth):10}{mean:8.3f}{hits:8.3f}"
                f"{kept:20.3f}{len(above) / len(pairs):10.3f}"
            )


def print_roles(parsed: Sequence[Parsed]) -> None:
    """Annotated kinds against roles, over recognised toponyms."""
    table: Counter[tuple[str, str]] = Counter()
    for article in parsed:
        for i, j in pair_overlapping(article.entry.marks, tuple(marks(article.found))):
            table[article.entry.marks[i].kind or "-", article.found[j].toponym.role.value] += 1
    roles = sorted({role for _, role in table})
    print("\nannotated kind        " + "".join(f"{role:>14}" for role in roles))
    for kind in sorted({kind for kind, _ in table}):
        print(f"{kind:22}" + "".join(f"{table[kind, role]:14}" for role in roles))


Figure = Callable[[Sequence[Tally]], float]


def _figure(section: str, name: str, *, gold_spans: bool = False) -> Figure:
    return lambda tallies: report(tallies, gold_spans=gold_spans)[section].get(name) or 0.0


MAIN_FIGURES: tuple[tuple[str, bool, Figure], ...] = (
    ("recognition F1, exact", False, _figure("recognition exact", "F1")),
    ("recognition F1, overlap", False, _figure("recognition overlap", "F1")),
    ("end to end F1 @161 km", False, _figure("end to end @161km", "F1")),
    ("end to end precision", False, _figure("end to end @161km", "P")),
    ("end to end recall", False, _figure("end to end @161km", "R")),
    ("country right, where named", False, _figure("resolution", "country acc")),
    ("shown, but off by 1,000 km", False, _figure("resolution", "beyond 1000km")),
    ("given spans: accuracy @161 km", True, _figure("resolution", "acc@161km", gold_spans=True)),
    ("given spans: AUC", True, _figure("resolution", "AUC", gold_spans=True)),
    (
        "given spans: median error km",
        True,
        _figure("resolution", "median error km", gold_spans=True),
    ),
    ("given spans: mean error km", True, _figure("resolution", "mean error km", gold_spans=True)),
)


def print_corpus(name: str, parsed: Sequence[Parsed], gazetteer: Gazetteer, resamples: int) -> None:
    """The table of one corpus, and its errors."""

    def country_of(geonameid: str) -> str | None:
        place = gazetteer.place(f"geonames:{geonameid}")
        return place.country_code or None if place else None

    found = [tally(p.entry.marks, marks(p.found), country_of=country_of) for p in parsed]
    named = [
        replace(t, outcomes=tuple(o for o in t.outcomes if o.error_km is not None)) for t in found
    ]
    given = [
        tally_given_spans(p.entry.marks, marks(p.given), country_of=country_of) for p in parsed
    ]
    total = sum((t.exact for t in found), SpanCounts())
    print(f"\n== {name}: {len(parsed)} articles, {total.annotated} toponyms")
    for title, spans_given, figure in MAIN_FIGURES:
        tallies = given if spans_given else named if title.startswith("country") else found
        low, high = bootstrap(tallies, figure, resamples=resamples)
        print(f"{title:32}{figure(tallies):9.3f}   [{low:.3f}, {high:.3f}]")
    print(f"{'… or an area around the point':32}{containment_aware(parsed, gazetteer):9.3f}")
    ends, confused = causes(parsed)
    print("\nwhat became of the annotated toponyms that have a point")
    for why, count in ends.most_common():
        print(f"{why:32}{count:7}{count / ends.total():9.3f}")
    print("\nworst confusions: written, taken for, annotated at")
    for (text, taken, at), count in confused.most_common(CONFUSIONS):
        print(f"{count:4}  {text}  ->  {taken}  ({at})")


def main() -> None:
    """Geoparse and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpora", nargs="+", type=Path)
    parser.add_argument("--without-role", action="append", default=[])
    parser.add_argument("--resamples", type=int, default=300)
    args = parser.parse_args()
    settings = Settings.load()
    gazetteer = Gazetteer(ensure(settings.gazetteer))
    everything: list[Parsed] = []
    for path in args.corpora:
        parsed = geoparse(list(read_annotated(path)), settings, frozenset(args.without_role))
        everything += parsed
        print_corpus(path.stem, parsed, gazetteer, args.resamples)
        print_roles(parsed)
    print_reliability("spans given", confidences(everything, given=True))
    print_reliability("end to end", confidences(everything, given=False))


if __name__ == "__main__":
    main()
