"""Names of newspapers, broadcasters and agencies, told by the words that such names are made of."""

from __future__ import annotations

import re

_AGENCIES = (
    r"AP|AFP|PTI|UPI|ANI|IANS|DPA|dpa|EFE|ANSA|APA|ATS|RIA|CNN|BBC|NPR|Reuters|TASS|Tass"
    r"|Interfax|Xinhua|Sputnik|Bloomberg|Kyodo|Yonhap|Anadolu(?: Agency)?|Bernama|Antara"
    r"|RIA Novosti|(?:The )?Associated Press|Agence France[- ]Presse|Press Trust of India"
    r"|United Press International|Deutsche Presse-Agentur|PA Media|BBC News|CBS News|ABC News"
    r"|NBC News|Fox News|Al Jazeera|RFE/RL|Deutsche Welle|DW|VOA"
)
_AGENCY = re.compile(
    rf"(?:(?:by|source|agency|credit|from)[: ] ?)?(?P<name>{_AGENCIES})", re.IGNORECASE
)
# At most two words before the generic one: "Taliban Seize Kabul Radio" is a headline.
_ENGLISH = re.compile(
    r"(?P<name>(?:The )?(?:[A-Z][\w.&'’-]* ){1,2}(?:News|Times|Post|Herald|Tribune|Gazette|Daily"
    r"|Journal|Telegraph|Observer|Chronicle|Courier|Dispatch|Sentinel|Examiner|Guardian|Inquirer"
    r"|Bulletin|Bugle|Ledger|Argus|Mercury|Agency|Wire|Broadcasting|Radio|TV|Network|Monitor"
    r"|Express|Mail|Star|Sun)(?: (?:Online|Network|Agency))?)"
)
_LABELLED = re.compile(
    r"(?:source|publisher|publication|newspaper) ?: ?(?P<name>[\w .&'’-]{2,60})", re.IGNORECASE
)
# "La Gazette du Quai", "Courrier de l'Ouest": the generic word, and of or for whom it is. Alone
# such a word is the name of a section: "Opinion".
_OF = r"(?: (?:(?:de la|de l['’]|des?|du|d['’]|della|delle|del|di|do|da) ?)?[A-ZÀ-Þ][\w’'-]*)"
_THE = r"(?:(?:Le|La|Les|El|Los|Il|O|A) |L['’])"
_GENERIC = (
    r"(?:Monde|Figaro|Parisien|Temps|Soir|Devoir|Journal|Courrier|Quotidien|Matin|Point|Progrès"
    r"|Télégramme|Croix|Presse|Dépêche|Tribune|Gazette|Voix|Libre|Humanité|Express|Équipe|Échos"
    r"|Observateur|Opinion|Dauphiné|Républicain|Nouvelliste|Indépendant|País|Mundo|Tiempo"
    r"|Universal|Nación|Vanguardia|Diario|Periódico|Heraldo|Prensa|Gaceta|Corriere|Repubblica"
    r"|Stampa|Messaggero|Giornale|Gazzetta|Jornal|Globo|Folha|Estado|Diário)"
)
_ROMANCE = re.compile(
    rf"(?P<name>{_THE}{_GENERIC}{_OF}{{0,3}}|{_GENERIC}{_OF}{{1,3}}|Libération"
    r"|(?:Ouest|Sud|Est|Nice|Paris)[- ](?:France|Ouest|Républicain|Matin|Match))"
)
_GERMAN = re.compile(
    r"(?P<name>(?:(?:Der|Die|Das) )?(?:[A-ZÄÖÜ][\w-]*(?:er|sche|ine|eue) ){1,2}(?:Zeitung"
    r"|Nachrichten|Anzeiger|Tage?blatt|Rundschau|Kurier|Merkur|Bote|Presse|Post|Allgemeine)"
    r"|[A-ZÄÖÜ]\w{2,}(?:zeitung|anzeiger|tage?blatt|rundschau|kurier)"
    r"|Der (?:Spiegel|Standard|Stern|Tagesspiegel)|Die (?:Zeit|Welt|Presse))"
)


def outlet(field: str) -> str:
    """The name of the newspaper, broadcaster or agency that is the whole of ``field``; else ""."""
    for pattern in (_AGENCY, _ENGLISH, _LABELLED, _ROMANCE, _GERMAN):
        if match := pattern.fullmatch(field):
            return match["name"].strip()
    return ""
