"""How dates of publication are written, in the languages that news comes in, as patterns.

A date has one of the groups ``iso``, ``east``, ``numeric``, or ``day``, ``month`` and ``year``
with the number of its form; what stands with it has ``label``, ``updated``, ``before`` and
``after`` (a time of day).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from geo.sources.calendars import months_pattern, solar_hijri_pattern, weekdays_pattern

_ARTICLE = r"(?:(?:the|le|il|el|am|em|op|den|dne|on) )?"
_DAY = r"\d{1,2}(?:st|nd|rd|th|er|[.ºª°])?"
_ZONE = (
    r"(?:\(?(?:z|(?!(?:by|in|on|von|par|por|di|da|door|av|af|od)\b)[a-z]{2,5}"
    r"|(?:gmt|utc)? ?[+-]\d{1,2}(?::?\d{2})?)\)?)"
)
_CLOCK = (
    r"(?:\d{1,2}[:.]\d{2}(?:[:.]\d{2}(?:[.,]\d{1,6})?)?"
    r"(?: ?(?:[ap]\.?m\.?|uhr|hrs?\b|h\b))?"
    r"|\d{1,2} ?[ap]\.?m\.?|\d{1,2} ?h ?(?:\d{2})?|\d{1,2} uhr"
    r"|(?:오전|오후|上午|下午|午前|午後) ?\d{1,2}[:시时時]\d{2}분?|\d{1,2} ?[時时点] ?\d{1,2} ?分)"
)
_TIME = rf"(?:{_CLOCK}(?: ?{_ZONE}){{0,2}})"
_OF_YEAR = r"(?: ?(?:г|р|r|g|года|году|року|році|roku)\.?(?!\w))?"  # "2021 г.", "2021 r."
# Without a label it may be of another century, or no date at all.
_SHORT_YEAR = r"(?(label)\d{1,2}[-/]\d{1,2}[-/]\d{2}(?!\d)|(?!))"
_NUMERIC = (
    r"(?P<numeric>\d{1,2}(?:[-/.]|\. )\d{1,2}(?:[-/.]|\. )\d{4}|\d{1,2}\.\d{1,2}\.\d{2}"
    rf"|{_SHORT_YEAR})"
    rf"{_OF_YEAR}"
)
_UPDATED = (
    r"(?:(?:last |zuletzt |laatst |laatste |son |letzte |derni[eè]re |[uú]ltim[ao] |ostatnia "
    r"|senast |utols[oó] |последнее |останн[єе] |τελευταια )?"
    r"(?:updated?|modified|edited|aktualisiert|aktualisierung|ge[aä]ndert|bearbeitet|gewijzigd"
    r"|bijgewerkt|güncelle(?:n)?me|güncellendi|mise [aà] jour|modification|actuali[sz]aci[oó]n"
    r"|actuali[sz]ad[oa]|atualizad[oa]|atualização|modificad[oa]|modifica|aggiornat[oa]"
    r"|aggiornamento|zaktualizowan[oay]|aktualizacja|modyfikacja|aktuali[sz]ov[aá]no|aktualizace"
    r"|uppdaterad|oppdatert|opdateret|p[aä]ivitetty|frissítve|frissítés|обновлен[оаие]{1,2}"
    r"|изменен[оаие]{1,2}|оновлен[оня]{1,2}|ενημερωθηκε|ενημερωση)"
    r"|stand|mis à jour|modifié|actualisé|(?:최종 ?)?수정|업데이트|(?:最終)?更新(?:日時?)?"
    r"|更新[时時][间間]|(?:آخر )?تحديث|עודכן|cập nhật|diperbarui|अपडेटेड|به ?روز ?رسانی)"
)
_PUBLISHED = (
    r"(?:(?:first |originally |date )?(?:published|posted|publication date|publish date|pub ?date"
    r"|date|dated|issued|released|uploaded|created|filed|submitted)(?: date)?"
    r"|(?:article )?publiée?|parue?|post[eé]e?|mis en ligne|créé|écrit|rédigé|date de publication"
    r"|veröffentlicht|erstellt|geschrieben|publiziert|erschienen|eingestellt|online seit|datum"
    r"|publicad[oa]|fecha(?: de publicación)?|publicación|data(?: de publicação)?|postado"
    r"|pubblicat[oa]|pubblicazione|data (?:di )?pubblicazione"
    r"|gepubliceerd|geplaatst|opublikowan[oay]|dodan[oay]|publikacja|data (?:publikacji|dodania)"
    r"|utworzon[oay]|publicat|data publicării"
    r"|yayinlanma|yayinlandi|yayin|yayimlanma|eklenme|giriş|oluşturulma|haber|tarih"
    r"|publicerad|publicerat|skapad|publisert|publiceret|oprettet|udgivet|julkaistu"
    r"|megjelent|közzétéve|létrehozva|dátum|zveřejněno|vydáno|publikováno|vloženo|objavljeno"
    r"|опубликован[оа]|создан[оа]|добавлен[оа]|дата(?: публикации)?|опубліковано|додано|створено"
    r"|дата публікації|δημοσιευτηκε|δημοσιευθηκε|δημοσιευση|ημερομηνια(?: δημοσιευσησ)?"
    r"|(?:기사)?입력|등록|승인|게시|公開(?:日時?)?|掲載(?:日時?)?|投稿(?:日時?)?|配信(?:日時?)?"
    r"|[发發][布佈表](?:[时時][间間]|日期|于|於)?|[时時][间間]|日期"
    r"|(?:تاريخ )?النشر|تاريخ|نشر(?:ت)?(?: (?:في|بتاريخ))?|פורסם(?: (?:בתאריך|ב))?"
    r"|ngày đăng|đăng ngày|diterbitkan|dipublikasikan|प्रकाशित|(?:تاریخ |زمان )?انتشار)"
)
_LABEL = (
    rf"(?:\[?(?P<label>(?P<updated>{_UPDATED})|{_PUBLISHED})(?: (?:tarihi|zamani))?"
    r"(?: (?:on|at|le|am|el|em|il|op|den|dne|the|ngày|w dniu))?"
    r"(?: in [\w .'-]{2,40}?,?)? ?[:：–—|-]? ?)?"
)
_AT = (
    r"(?:t|,? ?(?:at|à|um|às|as|a las|a les|alle|alle ore|ore|kl\.?|klockan|klo|om|saat|o godz\.?"
    r"|godz\.?|o|в|во|о|об|u|v|ve|la|pukul|στισ"
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
_WRITTEN = (
    r"(?:posted|written|published|filed|publié|rédigé|écrit|posté|veröffentlicht|geschrieben"
    r"|publicado|escrito|pubblicato|scritto|geplaatst|opublikowane)"
)
BEFORE_DATE = re.compile(
    rf"(?:(?P<by>(?i:(?:{_WRITTEN} )?{_BY}):? )?(?P<name>{_NAMES}))?"
    rf"{_SEPARATOR}(?:(?i:on|le|am|el|il|em|op|den) )?"
)
AFTER_DATE = re.compile(
    rf"{_SEPARATOR}(?:(?P<by>(?i:{_BY}):? (?:[\w.'’-]+ ?){{1,6}}){_SEPARATOR})?"
    rf"(?P<filed>(?i:in|under) (?:[A-ZÀ-Þ][\w&-]*,? ?){{1,6}}{_SEPARATOR})?"
    rf"(?P<remarks>(?:{_NAMES}{_SEPARATOR})??(?:(?i:{_REMARK}){_SEPARATOR}){{1,3}})?"
)

# A word before the label that belongs to it.
_QUALIFIERS = ("last", "first", "originally", "zuletzt", "laatst", "laatste", "son", "letzte",
               "dernière", "última", "último", "ultima", "ultimo", "ostatnia", "senast", "utolsó",
               "article", "data", "data di", "date de", "fecha de", "дата")  # fmt: skip
_BREAK = rf"{''.join(rf'(?<!{each})' for each in _QUALIFIERS)}\s*[|•·,;.(–—-]*\s+"
BEFORE_UPDATE = re.compile(rf"{_BREAK}(?={_UPDATED}\b)|\s*\((?={_UPDATED}\b)")
BEFORE_LABEL = re.compile(rf"{_BREAK}\(?(?=(?:{_UPDATED}|{_PUBLISHED})\b)")
TIME_OF_DAY = re.compile(_TIME, re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class DatePatterns:
    """A date that is a whole field, that stands in a line, and that stands in a dateline.

    The first two are for ``calendars.small`` text: to ignore case among the names of all
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
        r"(?:(?P<iso>\d{4}(?:[-/.]|\. )\d{1,2}(?:[-/.]|\. )\d{1,2})\.?"
        r"|(?P<east>\d{4} ?[年년] ?\d{1,2} ?[月월] ?\d{1,2} ?[日일])"
        rf"|{day_month_year}|{month_day_year}|{year_last}|{year_month_day}|{_NUMERIC}"
        rf"|(?P<day5>\d{{1,2}}) ?(?P<month5>{solar_hijri_pattern()}),? ?(?P<year5>\d{{4}}))"
    )
    written = rf"{_LABEL}(?:(?P<before>{_TIME})(?:,? (?:on |am |le |[–—|·•/-] ?)?))?{weekday}{date}"
    stamp = re.compile(rf"{written}{weekday_after}{_TIMED}(?:{_AT})?\.?")
    in_line = re.compile(rf"(?<![\w.:/-]){written}{_TIMED}(?![\w]|-\d)")
    unlabelled = date.replace(_SHORT_YEAR, "(?!)")
    dateline = re.compile(
        rf"[A-Z][A-Z .,'’-]{{2,50}}[,:]? (?P<stamp>(?i:{weekday}{unlabelled})) ?[(:,–—-]"
    )

    return DatePatterns(stamp, in_line, dateline)
