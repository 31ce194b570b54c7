"""Pages that stand in an article's place: consent, errors, logins, and the end of a free sample."""

from __future__ import annotations

import re

_LONGEST = 1_500  # characters; an article about such pages is longer, or has another title

_ERROR = re.compile(
    r"(?:(?:error )?(?:40[34]|5(?:0[0234]|2[0-6])|451)"
    r"(?:$| ?[-–—|:]| (?:error|not found|forbidden|page|bad|internal|service|gateway|web server)\b)"
    r"|(?:sorry,? )?(?:this|the|that) page (?:is|was|has been) (?:no longer|removed|deleted"
    r"|unavailable|not available)\b|unavailable (?:for|due to) legal reasons"
    r"|internal server error|index of /|(?:the )?domain .{3,60} (?:is|may be) for sale"
    r"|\S{3,60}\.\w{2,10} is for sale"
    r"|(?:page|article|story|content) (?:not|can(?:no|')t be) found|not found"
    r"|access denied|forbidden$|bad gateway|service unavailable"
    r"|(?:seite|artikel) nicht gefunden|page (?:introuvable|non trouvée)|página no encontrada"
    r"|página não encontrada|pagina non trovata|pagina niet gevonden|sayfa bulunamadı"
    r"|страница не найдена|сторінк[уа] не знайдено|nie znaleziono strony|strona nie istnieje"
    r"|str[aá]nka (?:nenalezena|nebyla nalezena)|az oldal nem található"
    r"|sidan (?:hittades|finns) inte"
    r"|η σελίδα δεν βρέθηκε|sivua ei löydy|siden (?:blev )?ikke fundet|oops|just a moment"
    r"|are you a robot"
    r"|attention required|checking your browser|please verify you are (?:a )?human)",
    re.IGNORECASE,
)
_MISSING = re.compile(
    r"page (?:you|that you|you're|you are)\b.{0,40}(?:not|n['’]t|no longer)|could not be found"
    r"|european economic area|this domain|internal error|parent directory|home ?page"
    r"|(?:moved|removed) or deleted|unusual (?:traffic|activity)|enable javascript and cookies"
    r"|nie znaleziono|nie istnieje|не найдена|не знайдено|nebyla nalezena|nem található"
    r"|hittades inte|δεν βρέθηκε|bulunamadı|existiert nicht"
    r"|n['’]existe (?:pas|plus)|no existe|não existe|non esiste|bestaat niet",
    re.IGNORECASE,
)
_CONSENT = re.compile(
    r"we value your privacy|before you continue|(?:cookie|privacy) (?:consent|settings|preferences)"
    r"|(?:we and )?our (?:\d+ )?partners (?:store|use|process)|personalis?zed ads|personalised ads"
    r"|legitimate interest|consent (?:to|choices)|accept all|datenschutz|einwilligung"
    r"|berechtigtes interesse|nous (?:et nos partenaires|respectons votre vie privée)"
    r"|vos choix|gestionar cookies|su privacidad|utilizamos cookies|i nostri partner|uw privacy"
    r"|çerez|process personal data|alle akzeptieren|weiter mit werbung|alle cookies"
    r"|tout accepter|continuer sans accepter|intérêt légitime|aceptar todo|interés legítimo"
    r"|accetta tutto|interesse legittimo|gestisci (?:le )?preferenze|aceitar tud[oa]s?"
    r"|interesse legítimo|alles accepteren|gerechtvaardigd belang|gebruiken cookies"
    r"|akceptuj|uzasadniony interes|plik(?:i|ów) cookie|принять все|файл(?:ы|ов) cookie"
    r"|прийняти всі"
    r"|nos (?:\d+ )?partenaires|stockons et/ou accédons|votre consentement|vous pouvez (?:accepter"
    r"|cliquer pour consentir|refuser|retirer votre)|unsere (?:bis zu )?(?:\d+ )?partner"
    r"|auf ihrem gerät|ihre zustimmung|(?:mit|ohne) werbung (?:weiter)?lesen|akzeptieren und weiter"
    r"|personenbezogene daten verarbeiten|nuestros (?:\d+ )?socios|su consentimiento"
    r"|nostri (?:\d+ )?partner|il tuo consenso|onze (?:\d+ )?partners|(?:uw|je) toestemming"
    r"|nasi (?:\d+ )?partner\w*|twoj\w+ zgod\w+|your (?:consent|privacy choices)|on your device"
    r"|tümünü kabul|přijmout vše|soubory cookie|összes elfogadása|godkänn alla|αποδοχή όλων",
    re.IGNORECASE,
)
_CONSENT_TITLE = re.compile(
    r"before you continue.*|.*\b(?:consent|cookies?|privacy)\b.*|.*\bdatenschutz.*|.*vie privée.*"
    r"|.*\b(?:cookie|privacy)-.*|.*çerez.*",
    re.IGNORECASE,
)


_LOGIN = re.compile(
    r".{0,30}\b(?:subscribers? only|for subscribers|réservée? aux abonnée?s|nur für abonnenten"
    r"|riservat[oa] agli abbonati|(?:exclusivo|sólo|solo) para suscriptores|só para assinantes"
    r"|alleen voor abonnees|tylko dla prenumeratorów|только для подписчиков)\W*"
    r"|(?:please )?(?:(?:log|sign) ?in|register"
    r"|subscribe|anmelde[nr]|registrieren|se connecter"
    r"|connexion|iniciar sesión|accedi|entrar|inloggen|zaloguj się|logowanie|logga in|giriş yap"
    r"|войти"
    r"|вход|увійти|přihlášení|bejelentkezés|σύνδεση)\b.{0,60}",
    re.IGNORECASE,
)
_ACCOUNT = re.compile(
    r"password|account|subscri|passwort|konto|abonn|abbonat|prenumerat|подпис|compte"
    r"|mot de passe|contraseña|cuenta|suscri"
    r"|senha|assin|wachtwoord|hasło|lösenord|şifre|парол|heslo|jelszó|κωδικ",
    re.IGNORECASE,
)
# What guards a site shows before it lets a browser in.
_GUARD = re.compile(
    r"checking (?:if the site connection is secure|your browser before)"
    r"|needs to review the security of your connection|enable javascript and cookies to continue"
    r"|(?:verifying|verify|confirm) (?:that )?you are (?:a )?human\b"
    r"|ad[- ]?block(?:er|ing)?\b[^.]{0,40}[.,][^.]{0,40}\b(?:disable|turn (?:it )?off|allow)\b"
    r"|(?:disable|turn off|deaktivieren sie|désactive[rz]) (?:your|ihren|votre) ?(?:ad|werbe)-?\w*"
    r"|complete the security check|pardon our interruption|incapsula incident id",
    re.IGNORECASE,
)
_SHORT_FORM = 500  # characters of a form to log in


def non_article_kind(title: str, text: str) -> str:
    """What kind of page it is in an article's place, for a Reject; "" for an article."""
    if len(text) > _LONGEST:
        return ""
    if _ERROR.match(title.strip()) and (_MISSING.search(text) or len(text) < 200):
        return "the page of an error, and no article"
    if len(text) <= 2 * _SHORT_FORM and _GUARD.search(f"{title}\n{text}"):
        return "a page that asks who is there, and no article: open it, and save it"
    signs = len({match[0].lower() for match in _CONSENT.finditer(f"{title}\n{text}")})
    if signs >= 3 or (signs >= 2 and _CONSENT_TITLE.fullmatch(title.strip())):
        return "a page that asks for consent, and no article: accept or refuse, and save it again"
    if _LOGIN.fullmatch(title.strip()) and len(text) <= _SHORT_FORM and _ACCOUNT.search(text):
        return "a page that asks to log in, and no article"
    return ""
