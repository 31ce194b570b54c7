"""How dates of publication are written, in the languages that news comes in, as patterns.

A date has one of the groups ``iso``, ``east``, ``numeric``, or ``day``, ``month`` and ``year``
with the number of its form; what stands with it has ``label``, ``updated``, ``before`` and
``after`` (a time of day).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from geo.sources.calendar_names import months_pattern, weekdays_pattern

_ARTICLE = r"(?:(?:the|le|il|el|am|em|op|den|dne|on) )?"
_DAY = r"\d{1,2}(?:st|nd|rd|th|er|[.ºª°])?"
_ZONE = (
    r"(?:\(?(?:z|(?!(?:by|in|on|von|par|por|di|da|door|av|af|od)\b)[a-z]{2,5}"
    r"|(?:gmt|utc)? ?[+-]\d{1,2}(?::?\d{2})?)\)?)"
)
_CLOCK = (
    r"(?:\d{1,2}[:.]\d{2}(?:[:.]\d{2}(?:[.,]\d{1,6})?)?"
    r"(?: ?(?:[ap]\.?m\.?|uhr|hrs?\b|h\b))?"
    r"|\d{1,2} ?[ap]\.?m\.?|\d{1,2} ?h ?(?:\d{2})?|\d{1,2} uhr)"
)
_TIME = rf"(?:{_CLOCK}(?: ?{_ZONE}){{0,2}})"
_OF_YEAR = r"(?: ?(?:г|р|r|g)\.?(?!\w))?"  # "2021 г.", "2021 r."
_NUMERIC = (
    r"(?P<numeric>\d{1,2}(?:[-/.]|\. )\d{1,2}(?:[-/.]|\. )\d{4}|\d{1,2}\.\d{1,2}\.\d{2})"
    rf"{_OF_YEAR}"
)
_UPDATED = (
    r"(?:(?:last |zuletzt |laatst |son )?(?:updated?|modified|edited|aktualisiert|geändert"
    r"|bearbeitet|gewijzigd|bijgewerkt|güncelle(?:n)?me)|stand|mis à jour|modifié|actualisé"
    r"|actuali[sz]ad[oa]|atualizad[oa]|actualización|modificad[oa]|aggiornat[oa]|aggiornamento"
    r"|zaktualizowan[oay]|aktualizacja|aktuali[sz]ováno|uppdaterad|oppdatert|opdateret"
    r"|päivitetty|frissítve|обновлен[оа]|обновлено|ενημερώθηκε|ενημέρωση)"
)
_PUBLISHED = (
    r"(?:(?:first |originally |date )?(?:published|posted|publication date|publish date|pub ?date"
    r"|date|dated|issued|released|uploaded|created|filed|submitted)(?: date)?"
    r"|publiée?|parue?|mis en ligne|créé|écrit|rédigé"
    r"|veröffentlicht|erstellt|geschrieben|publiziert|erschienen|eingestellt|datum"
    r"|publicad[oa]|fecha(?: de publicación)?|publicación|data(?: de publicação)?|postado"
    r"|pubblicat[oa]|gepubliceerd|geplaatst|opublikowan[oay]|dodan[oay]|data publikacji|publicat"
    r"|yayinlanma|yayinlandi|yayin|eklenme|giriş|oluşturulma|tarih|publicerad|publicerat|publisert"
    r"|publiceret|udgivet|julkaistu|megjelent|közzétéve|zveřejněno|vydáno|publikováno|objavljeno"
    r"|опубликован[оа]|дата(?: публикации)?|опубліковано|δημοσιεύτηκε|δημοσίευση)"
)
_LABEL = (
    rf"(?:(?P<label>(?P<updated>{_UPDATED})|{_PUBLISHED})(?: (?:tarihi|zamani))?"
    r"(?: (?:on|at|le|am|el|em|il|op|den|dne|the|ngày|w dniu))?"
    r"(?: in [\w .'-]{2,40}?,?)? ?[:–—|-]? ?)?"
)
_AT = (
    r"(?:t|,? ?(?:at|à|um|às|as|a las|alle|alle ore|ore|kl\.?|klo|om|saat|godz\.?|o|в"
    r"|//|[–—|/·•-])? ?)"
)
_TIMED = rf"(?:{_AT}(?P<after>{_TIME}))?"
_BY = r"(?:by|von|par|por|di|da|door|av|af|od|przez|yazan|автор)"
_NAME = r"(?:[A-ZÀ-ÞĀ-ŽА-Я][\w.'’-]*|admin|editor|staff|and|&|und|et|y|e|of|de|van|von|der)"
_NAMES = rf"{_NAME}(?:,? {_NAME}){{0,6}}"
_REMARK = (
    r"(?:add comment|(?:leave|post) a (?:comment|reply)|(?:no|\d+) (?:comments?|kommentare?"
    r"|commentaires?|comentarios?|yorum|views?|shares?|replies)|comments? off"
    r"|\d+ min(?:ute)?s? read|lesezeit:? .{1,20}|print|e-?mail|share)"
)
_SEPARATOR = r"[ ,|·•/–—-]*"
BEFORE_DATE = re.compile(
    rf"(?:(?P<by>(?i:(?:posted |written |published |filed )?{_BY}):? )?(?P<name>{_NAMES}))?"
    rf"{_SEPARATOR}(?:(?i:on) )?"
)
AFTER_DATE = re.compile(
    rf"{_SEPARATOR}(?:(?P<by>(?i:{_BY}):? (?:[\w.'’-]+ ?){{1,6}}){_SEPARATOR})?"
    rf"(?P<filed>(?i:in|under) (?:[A-ZÀ-Þ][\w&-]*,? ?){{1,6}}{_SEPARATOR})?"
    rf"(?P<remarks>(?:{_NAMES}{_SEPARATOR})??(?:(?i:{_REMARK}){_SEPARATOR}){{1,3}})?"
)

BEFORE_UPDATE = re.compile(
    rf"\s*[|•·,;(–—-]*\s+(?=(?:last |zuletzt |laatst |son )?{_UPDATED}\b)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class DatePatterns:
    """A date that is a whole field, that stands in a line, and that stands in a dateline.

    The first two are for ``calendar_names.small`` text: to ignore case among the names of all
    languages would make them ten times as slow.
    """

    field: re.Pattern[str]
    in_line: re.Pattern[str]
    dateline: re.Pattern[str]


@cache
def date_patterns() -> DatePatterns:
    """The patterns, made when they are first needed: the names of all languages take time."""
    month, day_name = months_pattern(), weekdays_pattern()
    weekday = rf"{_ARTICLE}(?:{day_name},? )?{_ARTICLE}"
    weekday_after = rf"(?:,? {day_name})?"
    day_month_year = (
        rf"(?P<day>{_DAY})[ -]?(?:(?:of|de|d['’]|del) ?)?(?P<month>{month})"
        rf"[,-]?(?: (?:de|del|of))?[ -]?(?P<year>\d{{4}}|(?<=-)\d{{2}}){_OF_YEAR}"
    )
    month_day_year = rf"(?P<month2>{month})[ -](?P<day2>{_DAY}),?[ -]?(?P<year2>\d{{4}})"
    # As Java's Date and Twitter write it: "Jul 09 10:34:00 CEST 2021".
    year_last = (
        rf"(?P<month3>{month}) (?P<day3>\d{{1,2}}),? (?P<clock3>{_CLOCK})(?: {_ZONE})?"
        r" (?P<year3>\d{4})"
    )
    year_month_day = (
        rf"(?P<year4>\d{{4}})(?:\. ?|[ -]|(?: m\.) )(?P<month4>{month})[ -]"
        r"(?P<day4>\d{1,2})(?:\.| ?d\.)?"
    )
    date = (
        r"(?:(?P<iso>\d{4}[-/.]\d{1,2}[-/.]\d{1,2})\.?"
        r"|(?P<east>\d{4} ?[年년] ?\d{1,2} ?[月월] ?\d{1,2} ?[日일])"
        rf"|{day_month_year}|{month_day_year}|{year_last}|{year_month_day}|{_NUMERIC})"
    )
    written = rf"{_LABEL}(?:(?P<before>{_TIME})(?:,? (?:on |am |le |[–—|·•/-] ?)?))?{weekday}{date}"
    stamp = re.compile(rf"{written}{weekday_after}{_TIMED}(?:{_AT})?\.?")
    in_line = re.compile(rf"(?<![\w.:/-]){written}{_TIMED}(?!\w)")
    dateline = re.compile(
        rf"[A-Z][A-Z .,'’-]{{2,50}}[,:]? (?P<stamp>(?i:{weekday}{date})) ?[(:,–—-]"
    )

    return DatePatterns(stamp, in_line, dateline)
