"""Pages that stand in an article's place: consent, errors, logins, and the end of a free sample."""

from __future__ import annotations

import re

_LONGEST = 1_500  # characters; an article about such pages is longer, or has another title

_ERROR = re.compile(
    r"(?:(?:error )?(?:40[34]|50[0234])(?:$| ?[-–—|:]| (?:error|not found|forbidden|page|bad)\b)"
    r"|(?:page|article|story|content) (?:not|can(?:no|')t be) found|not found"
    r"|access denied|forbidden$|bad gateway|service unavailable"
    r"|(?:seite|artikel) nicht gefunden|page (?:introuvable|non trouvée)|página no encontrada"
    r"|página não encontrada|pagina non trovata|pagina niet gevonden|sayfa bulunamadı"
    r"|страница не найдена|nie znaleziono strony|oops|just a moment|are you a robot"
    r"|attention required|checking your browser|please verify you are (?:a )?human)",
    re.IGNORECASE,
)
_MISSING = re.compile(
    r"page (?:you|that you|you're|you are)\b.{0,40}(?:not|n['’]t|no longer)|could not be found"
    r"|(?:moved|removed) or deleted|unusual (?:traffic|activity)|enable javascript and cookies"
    r"|existiert nicht|n['’]existe (?:pas|plus)|no existe|não existe|non esiste|bestaat niet",
    re.IGNORECASE,
)
_CONSENT = re.compile(
    r"we value your privacy|before you continue|(?:cookie|privacy) (?:consent|settings|preferences)"
    r"|(?:we and )?our (?:\d+ )?partners (?:store|use|process)|personalis?zed ads|personalised ads"
    r"|legitimate interest|consent (?:to|choices)|accept all|datenschutz|einwilligung"
    r"|berechtigtes interesse|nous (?:et nos partenaires|respectons votre vie privée)"
    r"|vos choix|gestionar cookies|su privacidad|utilizamos cookies|i nostri partner|uw privacy"
    r"|çerez|process personal data",
    re.IGNORECASE,
)
_CONSENT_TITLE = re.compile(
    r"before you continue.*|.*\b(?:consent|cookies?|privacy)\b.*|.*\bdatenschutz.*|.*vie privée.*"
    r"|.*\b(?:cookie|privacy)-.*|.*çerez.*",
    re.IGNORECASE,
)


def wall_of(title: str, text: str) -> str:
    """What kind of page it is in an article's place, for a Reject; "" for an article."""
    if len(text) > _LONGEST:
        return ""
    if _ERROR.match(title.strip()) and (_MISSING.search(text) or len(text) < 200):
        return "the page of an error, and no article"
    signs = len({match[0].lower() for match in _CONSENT.finditer(f"{title}\n{text}")})
    if signs >= 3 or (signs >= 2 and _CONSENT_TITLE.fullmatch(title.strip())):
        return "a page that asks for consent, and no article: accept or refuse, and save it again"
    return ""
