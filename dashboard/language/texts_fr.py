"""Les mots du tableau de bord en français.

Ce qui porte le même nom que dans ``texts.py`` le remplace. Les motifs d'un choix de lieu et les
messages d'erreur viennent de ``geo`` et restent en anglais.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from functools import cache

from babel import Locale
from babel.dates import format_date

from dashboard.language import country_names, texts
from dashboard.language.places_fr import PLACES as _PLACES
from dashboard.language.places_fr import REGIONS as _REGIONS
from dashboard.language.places_fr import division_name
from dashboard.language.reasons_fr import in_french
from geo.atlas import DateBasis, SelectionCounts, Unit
from geo.corrections import Correction, MeasuredPrecision, Scope, Spot
from geo.models import Place, Role
from geo.places.kinds import is_country
from geo.timing import EventDate, Precision

LOCALE = "fr"
SLIDER_FORMAT = "DD/MM/YYYY"
_FRENCH = Locale(LOCALE)

TAGLINE = "Où et quand se passe l'actualité"

DATES = "Dates"
SEARCH = "Chercher dans les articles"
SEARCH_HINT = "Chercher : crue OR tempête, « état d'urgence », -sport"
SEARCH_HELP = (
    "Tous les mots sont cherchés ; « entre guillemets », dans cet ordre ; OR pour l'un ou "
    "l'autre ; NOT ou un signe moins pour exclure ; parenthèses ; mosc* pour un début de mot. "
    "Majuscules et accents ne comptent pas."
)
EXCERPTS = "Extraits"
PLACES = "Lieux"
UNPLACED = "Noms que l'on n'a pas pu situer"
SHARE = "Partager"
FIND_CHOICE = "Chercher parmi eux"
FILTERS = "Filtres"
RESET = "Tout montrer"
UNDO = "Annuler"
REMOVE = "Retirer"
CHIPS = "Ce qui est choisi"
SORT = "Trier par cette colonne"
STATE = "Pourquoi"
LANGUAGE = "Langue"
TABS = {
    "changed": "Écarts",
    "placed": "Lieux",
    "articles": "Articles",
    "unplaced": "Non situés",
    "unread": "Non lus",
}
COLUMNS = {"name": "Nom", "kind": "Précision", "country": "Pays", "count": "Nombre"}
HEADLINE = "Titre"
DAY = "Publié"
AND_ALSO = "et aussi"
CHANGE = "Points"
SIDES = "De quel côté"
CHANGED_ABOUT = (
    "Combien de fois chaque lieu est nommé de chaque côté, et de combien diffère sa part du "
    "total, en points de pourcentage : de 10 % à 18 %, +8 points. Un jour se compare ainsi à un "
    "mois."
)
COMPARE = "Comparer"
COMPARE_KINDS = {"none": "Rien", "dates": "Une autre période", "source": "Une autre source"}
COMPARING = {
    "title": COMPARE,
    "with": "Comparer la sélection à",
    "choose": "Choisir",
    "here": "Ce mois",
    "there": "au mois",
    "before": "À ce qui précède",
    "beforeHelp": "Aussi longtemps que les dates choisies, et juste avant elles",
    "needs": "Choisissez d'abord des dates sous la carte ; on saura alors ce qui précède.",
    "days": "D'autres jours",
    "from": "du",
    "to": "au",
    "source": "à la source",
    "own": "De ce côté :",
    "side": "De ce côté, toute la sélection ; choisissez-lui une source parmi les filtres.",
    "noDates": "Aucun article n'a de date ici.",
}
LEGEND_MORE = "plus grande part dans la sélection"
LEGEND_LESS = "plus grande part dans l'autre"
FIND = "Trouver un lieu"
FIND_HINT = "Trouver un lieu"
FIND_HERE = "Dans ces articles"
FIND_ELSEWHERE = "Non nommé ici : montrer ce qui est proche"
FIND_NONE = "On ne connaît aucun lieu de ce nom."
NEAR_NONE = "Rien de cette sélection n'est nommé à moins de 500 km."
NEAR_DO = "Non nommé dans cette sélection. Au plus près :"
NEAR_KNOWN = "Au plus près :"
EARLIER, LATER = "plus tôt", "plus tard"
DATE_BASES = {DateBasis.PUBLISHED: "Publication", DateBasis.SPOKEN: "Dont on parle"}
DATE_BASES_ABOUT = {
    DateBasis.PUBLISHED: "Selon le jour où un article a paru",
    DateBasis.SPOKEN: "Selon les jours dont parle la phrase qui nomme un lieu",
}
SPOKEN_DATES_CHIP = "selon les dates dont on parle"
LANGUAGES_OF = "Langue"
CONFIDENCE = "Certitude du lieu"
CONFIDENCES = {0.0: "Toutes", 0.7: "70 % ou plus", 0.9: "90 % ou plus"}
FOCUS_HELP = (
    "Un article mentionne bien des lieux et traite de peu : ceux qu'il nomme le plus, tôt et "
    "comme lieux. Laisse de côté ceux qui ne sont que mentionnés."
)
SCOPE = "Quels lieux"
SCOPES = {False: "Nommés", True: "Traités"}
FOCUS_CHIP = "ce dont traitent les articles"
FOCUS_ALL = "Qui le mentionnent"
FOCUS_ABOUT = "Qui en traitent"
FOCUS_GROUP = "Quels articles"
MAP_PLACES = "Lieux : GeoNames"
WITHOUT_UNDATED = "datés seulement"
WITH_UNDATED = "avec ceux sans date"
LEFT_OUT_ABOUT = (
    "Laissés de côté sauf demande : les lieux dans les noms d'organisations et d'éditeurs, et les "
    "articles qui ne nomment aucun lieu. Retirez ceci pour les voir aussi."
)
UNKNOWN_PLACE = "un lieu inconnu ici"
UNPLACED_ABOUT = "Nommés dans ces articles, mais trop incertains pour la carte."
UNREAD_ABOUT = (
    "Gardés avec leur date et leur source, et trouvés par la recherche, mais sans que l'on y ait "
    "cherché de noms : aucun modèle n'est installé pour leur langue."
)
TOO_UNSURE = "trop incertain"
UNIT = "Compter"
ROLES = "Comment un lieu est nommé"
SOURCES = "Source"
COUNTRIES = "Pays"
ANY = "Tous"
UNDATED = "Avec les articles sans date"
TILES = "Plan des rues, par internet"
TILES_HELP = (
    "Charge des tuiles d'OpenStreetMap, qui apprend ainsi quelle partie du monde vous regardez. "
    "Sans cela, rien ne quitte cet ordinateur. Où elles ne viennent pas, la carte intégrée reste."
)
ALL_DATES = "Tout"
LAST_MONTH = "Dernier mois"
LAST_MONTH_ABOUT = "Les trente derniers jours dont il y a des articles"
AROUND_ABOUT = "De la veille au lendemain de la sélection"
TIMELINE = {
    "dates": DATES,
    "presets": "Périodes",
    "moving": "Fenêtre mobile",
    "play": "Lire : déplacer la fenêtre dans le temps",
    "pause": "Pause",
    "speed": "Vitesse",
    "adds": "Cumuler",
    "addsAbout": "Garder ce qui a été montré tandis que le temps avance",
    "clock": "Quelles dates",
}
DOWNLOAD = "Télécharger"
DOWNLOAD_FORMAT = "Format"
DOWNLOAD_TEXT = "Avec les phrases"
DOWNLOAD_TEXT_HELP = "À omettre là où le droit d'auteur le demande."
DOWNLOAD_TITLE = "Titre"
DOWNLOAD_FORMATS = {
    "csv": "Tableau",
    "xlsx": "Excel",
    "geojson": "GeoJSON",
    "kml": "Google Earth",
    "parquet": "GeoParquet",
    "gpkg": "GeoPackage pour QGIS",
    "lp.json": "Linked Places",
    "jsonld": "Web Annotations",
    "sqlite": "SQLite pour Datasette",
    "bib": "Articles pour BibTeX",
    "ris": "Articles pour Zotero",
    "png": "Image de la carte",
    "svg": "Dessin de la carte",
    "gif": "Les dates en mouvement",
    "zip": "Site web",
}
SHARE_LINK = "Lien"
SHARE_COPY = "Copier"
SHARE_COPIED = "Copié"
SHARE_HELP = "Ce lien ouvre la même vue : dates, lieu, filtres et carte."
SHARE_EMBED = "Pour une page web"
SHARE_EMBED_HELP = "Un cadre avec la carte et ses dates, et un lien là où les cadres manquent."
SHARE_FEED = "Flux"
SHARE_FEED_HELP = "Pour un lecteur de flux : les articles de cette sélection, aussi ceux à venir."
WATCH = {
    "arrived": "{n} nouveaux articles – montrer",
    "arrivedOne": "1 nouvel article – montrer",
    "since": "{n} nouveaux depuis le {day}",
    "about": "Les articles arrivés depuis votre dernière visite",
}
SHARE_CITATION = "Citation"
SHARE_CITATION_HELP = "Ce qui est montré, par quelle version, et quand vous l'avez consulté."

ROLE_NAMES = {
    Role.PLACE: "Comme lieu",
    Role.DATELINE: "En tête de dépêche",
    Role.ACTOR: "Comme acteur",
    Role.DEMONYM: "Comme peuple",
    Role.ORGANISATION: "Dans le nom d'une organisation",
    Role.PUBLISHER: "Dans celui de l'éditeur",
}
ROLES_HELP = (
    "« à Moscou » est un lieu, « MOSCOU (AP) — » une tête de dépêche, « Moscou a dit » un acteur, "
    "« les Moscovites » un peuple, « le Moscow Times » une organisation."
)
ROLE_BADGES = {
    Role.PLACE: "nommé dans",
    Role.DATELINE: "tête de dépêche",
    Role.ACTOR: "comme acteur",
    Role.DEMONYM: "comme peuple",
    Role.ORGANISATION: "dans le nom d'une organisation",
    Role.PUBLISHER: "de l'éditeur",
}

UNIT_NAMES = {Unit.MENTIONS: "Mentions", Unit.ARTICLES: "Articles", Unit.STORIES: "Sujets"}
UNIT_WORDS = {
    Unit.MENTIONS: ("mention", "mentions"),
    Unit.ARTICLES: ("article", "articles"),
    Unit.STORIES: ("sujet", "sujets"),
}

LEGEND_POINT = "ville ou site"
LEGEND_AREA = "pays ou région : quelque part dedans"
LEGEND_PLACE = "nommé comme lieu"
LEGEND_ACTOR = "comme acteur ou peuple"
LEGEND_UNSURE = "moins certain"
LEGEND_JOINED = "plusieurs lieux"

MAP_FIT = "Montrer tous les lieux"
MAP_UNSURE = "moins certain"
MAP_BASEMAP = "Carte : Natural Earth"
MAP_AREAS = {
    "layers": "Ce qui est dessiné",
    "points": "Points",
    "areas": "Zones",
    "both": "Les deux",
    "legend": "Teintes des zones",
    "shade": "Ce qui donne la teinte des zones",
    "perplace": "Articles par lieu dedans",
    "perplaceIs": "{n} articles pour chaque lieu dedans",
    "share": "Part de l'ensemble ({units})",
    "shareIs": "{n} % de l'ensemble ({units})",
    "count": "{units} : la zone même",
    "unconfirmed": "contour non confirmé",
    "elsewhere": "Continents, océans et parties du monde",
}
MAP_MAPS = {
    "group": "Comment la comparaison est montrée",
    "one": "Différence",
    "two": "Deux cartes",
}
MAP_AREA_FILTER = {
    "group": "Seulement dans une zone",
    "rectangle": "Seulement dans un rectangle : le dessiner",
    "polygon": "Seulement dans une zone : en dessiner les angles",
    "view": "Seulement ce que montre la carte",
    "clear": "Partout de nouveau",
    "rectangleHelp": "Désignez deux angles opposés, ou déplacez la carte avec les flèches et posez "
    "chacun avec Entrée. Échap abandonne.",
    "polygonHelp": "Désignez les angles, et encore le premier pour finir, ou déplacez la carte avec"
    " les flèches et posez chacun avec Entrée, le dernier deux fois. Retour arrière en reprend un, "
    "Échap abandonne.",
}
AREA_CHIP = "dans la zone dessinée"
TILES_SILENT = "Le serveur du plan des rues ne répond pas. La carte intégrée est montrée."
MAP_WORDS = {
    "frame": "Carte des lieux",
    "skip": "Passer la carte",
    "zoomIn": "Agrandir",
    "zoomOut": "Réduire",
    "markers": "Lieux : les flèches vont de l'un à l'autre, Entrée l'ouvre",
    "oneMore": "{name} et 1 autre",
    "more": "{name} et {n} autres",
    "upTo": "jusqu'à {n}",
    "points": "{n} points",
    "pointsTitle": "Évolution en points de pourcentage",
    "chosen": "Choisi : {name}. Ses phrases sont à côté de la carte.",
    "sentence": "Première phrase",
    "readOn": "Lire la suite",
    "close": "Fermer",
}

FIRST_RUN_TITLE = "Lecture des articles"
FIRST_RUN_WHY = "Une seule fois, au premier démarrage. Tout reste sur cet ordinateur."
PREPARING = "Préparation de la liste des noms de lieux du monde"

NOTHING_READ = "Il n'y a pas encore d'articles."
NOTHING_READ_DO = (
    "Mettez des articles dans un dossier et démarrez avec `make run ARTICLES=ce/dossier`, ou "
    "ajoutez-les avec `dateline ingest ce/dossier`."
)
LOOK_AGAIN = "Regarder à nouveau"
BROKEN = "Une partie de ces articles est endommagée et laissée de côté ; tout le reste est montré."
BROKEN_DO = "`dateline atlas verify --drop` la retire, pour que ses articles puissent être relus."
BROKEN_DETAILS = "Ce qui est endommagé"
NO_RESULTS = "Aucun article ne correspond à cette sélection."
NO_RESULTS_DO = "Élargissez les dates, raccourcissez la recherche ou retirez un filtre."
NOTHING_PLACED = "Aucun lieu n'est nommé dans ces articles."
NOTHING_PLACED_DO = "Les noms que l'on n'a pas pu situer, s'il y en a, sont dans la liste."
CHOOSE_PLACE = "Choisissez un lieu"
CHOOSE_PLACE_DO = "sur la carte ou dans la liste pour lire les phrases qui le nomment."
GROUP_DO = "proches les uns des autres. Choisissez-en un, ou approchez la carte."
NO_SENTENCES = "Aucune phrase de cette sélection ne nomme ce lieu."
NO_SENTENCES_DO = "Élargissez les dates ou retirez un filtre."
LESS_CERTAIN = "Moins certain : ce peut être un autre lieu de ce nom."
NOT_PLACED = "Trop incertain pour être situé ; ce nom n'est donc pas sur la carte."
TO_BE_ASKED = "encore à demander"
NOT_ASKED = "Un service de géocodage n'a pas répondu. La prochaine lecture le redemandera."
WHY = "Pourquoi ici ?"
WHY_TITLE = "Pourquoi ici"
WHY_OLD = "Aucun motif n'a été gardé ; relire les articles les garde."
OPEN = "Lire l'article"
SHEET = "Plus, ou moins"
ZOOM_IN = "Approcher"
READER = "Article"
READER_BACK = "Retour aux phrases"
PREVIOUS = "Article plus récent"
NEXT = "Article plus ancien"
UNPLACED_MARK = "non situé"
READER_CUT = "La suite de ce très long texte n'est ni montrée ni lue pour ses lieux."
NO_ARTICLE = "Cet article n'est pas dans l'atlas."
MORE = "En montrer plus"
CLOSE = "Fermer"
UNTITLED = "Sans titre"
NO_DATE = "sans date"
NO_SOURCE = "source inconnue"
NO_DATES = "Aucun article n'a de date ici."
ORIGINAL = "Original"
FAILED = "Les articles n'ont pas pu être lus"
FAILED_UNEXPECTEDLY = "Une erreur imprévue ; le journal du serveur en dit plus."
REQUEST = "Son numéro y est {request}. Ce que vous ferez ensuite est un nouvel essai."
SIGN_IN = "Se connecter"
SIGN_OUT = "Déconnecter {who}"
SIGN_IN_TO_LOOK = "Il faut se connecter pour voir ces articles."
SIGNED_IN_IN_VAIN = "Le compte avec lequel vous êtes connecté ne donne pas accès à ces articles."
SIGN_IN_FAILED = "La connexion ne fonctionne pas ici. Le journal du serveur dit pourquoi."
UNVERIFIED = "Votre adresse électronique n'est pas confirmée par votre fournisseur d'identité."
GATE_QUERY = "Cette adresse est trop longue."
GATE_RATE = "Trop de requêtes viennent de votre réseau. Attendez un instant, puis réessayez."
GATE_FULL = "Ce serveur accueille déjà autant de visiteurs qu'il peut. Réessayez dans une minute."
GATE_FULL_HERE = (
    "Ce serveur accueille déjà autant de visiteurs d'un même réseau qu'il peut. "
    "Réessayez dans une minute."
)
GATE_NO_UPLOADS = "On ne peut pas apporter d'articles ici."
GATE_UPLOAD = "C'est plus que l'on ne peut apporter à la fois."
CANNOT_READ = "L'atlas ne peut pas être lu"
CANNOT_GO_ON = "Dateline ne peut pas continuer ainsi"
REJECTS = "N'ont pas pu être lus"
TRY_AGAIN = "Réessayer"

UPLOADS = "Vos propres articles"
UPLOADS_ADD = "Ajouter des articles"
UPLOADS_ABOUT = (
    "Ils sont lus sur ce serveur et gardés pour vous seul, jusqu'à ce que vous partiez ou "
    "rechargiez la page. Personne d'autre ne les voit."
)
UPLOADS_SHARED_ABOUT = "Ils s'ajoutent aux articles de ce serveur, pour tout le monde."
UPLOADS_FILES = "Fichiers"
UPLOADS_FILES_LABEL = "Des articles en fichiers, ou un zip"
UPLOADS_FILES_HELP = "Texte, pages web, Markdown, tableaux, JSON, flux, PDF, Excel, WARC ou un zip."
UPLOADS_TEXT = "Texte"
UPLOADS_TEXT_LABEL = "Un article en texte"
UPLOADS_TEXT_HINT = "Un titre, une ligne vide, la date et le texte"
UPLOADS_TEXT_NAME = "texte collé"
UPLOADS_FEED = "Flux ou page"
UPLOADS_FEED_LABEL = "Adresse d'un flux, ou d'un article"
UPLOADS_FEED_HELP = (
    "Ce serveur la demande, et n'en dit pas plus au site. Les adresses à l'intérieur du réseau "
    "du serveur sont refusées."
)
UPLOADS_READ = "Mettre sur la carte"
UPLOADS_PREPARING = "Préparation de la lecture"
UPLOADS_READING = "Lecture de vos articles"
UPLOADS_NOTHING = "Choisissez d'abord des fichiers, collez un texte ou donnez une adresse."
UPLOADS_NOT_AN_ADDRESS = "Ce n'est pas une adresse web : elle commence par http:// ou https://."
UPLOADS_KEEPING = "Ajout de vos articles"
UPLOADS_KEEP = "Garder pour tous"
UPLOADS_KEEP_HELP = (
    "Les ajoute, avec ce que vous y avez corrigé, aux articles de ce serveur : ils survivent au "
    "rechargement de la page, et tous ceux qui viennent ici les voient."
)
UPLOADS_KEPT = "Gardés pour tous"
UPLOADS_FOR_GOOD = (
    "Ils sont dans l'atlas de ce serveur. Pour les avoir quoi qu'il en advienne, mettez les "
    "fichiers dans un dossier et démarrez avec `make run ARTICLES=ce/dossier`, ou lisez-les avec "
    "`dateline ingest`."
)
UPLOADS_READ_AS = "Lire en {language}"
UPLOADS_STOP = "Arrêter"
UPLOADS_STOPPED = "Vous avez arrêté la lecture ; ce qui était lu jusque-là est ici."
UPLOADS_SHOWN = "Vos propres articles, pour vous seul jusqu'à votre départ"
UPLOADS_BACK = "Retour à tous les articles"
UPLOADS_FORTH = "Montrer vos articles"
UPLOADS_DELETE = "Les effacer"
UPLOADS_CLOSE = "Fermer"
UPLOADS_NONE = "Aucun article n'a pu être lu dans ce que vous avez apporté."
UPLOADS_NONE_DO = "Les raisons sont ci-dessous. Tout le reste est comme avant."
UPLOADS_NOT_SHARED = "Ces articles ne sont qu'à vous : qui ouvre le lien voit tous les articles."

WRONG = "Mauvais lieu ?"
PLACE_IT = "Dire où c'est"
CORRECTED = "corrigé"
UNDO_CORRECTION = "Annuler"
THIS_SPOT = "Ce point précis"
CORRECTING = {
    "title": "Corriger",
    "means": "Il s'agit de",
    "now": "pris pour cela maintenant",
    "or": "ou",
    "nowhere": "Pas un lieu",
    "search": "Chercher un autre lieu",
    "hint": "Un nom, ou 34.5, 62.2",
    "find": "Chercher",
    "pick": "Montrer sur la carte",
    "picking": "Touchez la carte à cet endroit…",
    "reach": "Cela vaut pour",
    "by": "Votre nom",
    "note": "Pourquoi",
    "optional": "facultatif",
    "save": "Corriger",
    "cancel": "Annuler",
    "map": "Sur la carte",
}
CORRECTING_GROUPS = {
    "map": "Sur la carte",
    "search": "Trouvé sous ce nom",
    "candidates": "Ce qui a été envisagé",
}
CORRECTING_NOT_FOUND = "On ne connaît aucun lieu de ce nom. Essayez une autre graphie, ou la carte."
CORRECTING_CHOOSE = "Choisissez d'abord ce que c'est."

TAGS = "Étiquettes"
NOTE_CHANGE = "note"
NOTES = {
    "region": "Notes",
    "none": "Pas encore de notes",
    "text": "Note",
    "hint": "Que faut-il savoir de cet article ?",
    "tags": "Étiquettes",
    "tagsHint": "à vérifier, frontière",
    "by": "Votre nom",
    "optional": "facultatif",
    "about": "Sur",
    "article": "l'article",
    "add": "Ajouter la note",
    "write": "Écrire une note",
    "cancel": "Annuler",
    "undo": "Retirer",
    "only": "Seulement ce qui est étiqueté {tag}",
}

STORY = "Récit"
STORY_STEPS = ("étape", "étapes")
STORY_EVERYTHING = "tout"
STORY_CHANGE = "changement du récit"
STORY_KEPT = "Chaque changement est conservé, et le lien de la barre d'adresse raconte le récit."
STORY_IN_LINK = (
    "Ce serveur ne conserve pas de récits. Le lien de la barre d'adresse porte les étapes : "
    "partagez-le ou mettez-le en signet."
)
STORY_FULL_LINK = (
    "Un lien ne peut pas en porter davantage : raccourcissez une phrase ou retirez une étape. "
    "Votre propre Dateline conserve des récits plus longs."
)
STORY_WALK = {
    "region": "Récit",
    "previous": "Étape précédente",
    "next": "Étape suivante",
    "start": "Commencer",
    "again": "Montrer l'étape à nouveau",
    "leave": "Quitter le récit",
    "keys": "Les touches fléchées mènent d'une étape à l'autre",
}
STORY_EDITOR = {
    "region": "Composer un récit",
    "heading": "Récit",
    "close": "Fermer",
    "title": "Titre",
    "steps": "Étapes",
    "step": "Étape {number}",
    "sentence": "Phrase",
    "hint": "Que faut-il voir ici ?",
    "show": "Montrer l'étape {number}",
    "up": "Monter l'étape {number}",
    "down": "Descendre l'étape {number}",
    "anew": "Prendre la vue présente pour l'étape {number}",
    "anewShort": "Prendre cette vue",
    "remove": "Retirer l'étape {number}",
    "add": "Ajouter cette vue",
    "now": "Montré à présent",
    "walk": "Parcourir le récit",
    "others": "Récits conservés ici",
    "begin": "Un autre récit",
    "discard": "Retirer le récit",
    "empty": "Choisissez des dates, un lieu ou une recherche, déplacez la carte, et ajoutez ce qui "
    "est montré comme étape.",
    "full": "Un récit n'a pas plus d'étapes.",
}

NAMES_TITLE = "Quel lieu est-ce ?"
NAMES_HINT = "Herat, Springfield, Torghundi…"
NAMES_WHY = (
    "Tapez un nom pour voir quels lieux le portent, le plus probable d'abord, et pourquoi. Dans "
    "un article, les noms alentour comptent aussi."
)
NAMES_NAME, NAMES_COUNTRY, NAMES_ANYWHERE = "Nom", "Pays", "Partout"
NAMES_ASK = "Demander aussi à {}"
NAMES_ASK_HELP = "Seul le nom est envoyé, et seulement si le cache ne le connaît pas."
NAMES_FOUND, NAMES_NOT_FOUND = (
    "Candidats, avec leur probabilité",
    "On ne connaît aucun lieu de ce nom.",
)
NAMES_CACHE = "Réponses gardées des services en ligne"
NAMES_EMPTY = "Rien n'a été demandé en ligne."
NAMES_PENDING_DO = "La prochaine lecture les demandera, ou dateline geocode --pending."
NAMES_NOT_ASKED = "Le service n'a pas pu être interrogé."
PERCENT_WORDS = ("pour cent", "pour cent")

CONNECTION_BANNER = {
    "gone": "Le serveur est injoignable. Ce que vous voyez reste ; tout reprend de soi-même dès "
    "qu'il répond.",
    "back": "Le serveur répond à nouveau.",
}

BACK_TO_MAP = "Les articles"
TRY_NAME = "Essayer un nom"
CHECKING_LINK = "Exactitude et corrections"
CHECKING = {
    "title": "Les lieux sont-ils justes ?",
    "about": (
        "Trente mentions, tirées au sort parmi celles que la carte montre. Dites de chacune si le "
        "lieu est le bon ; on sait alors quelle part est juste, et avec quelle certitude."
    ),
    "start": "Tirer trente mentions",
    "again": "En tirer trente autres",
    "done": "C'était la dernière. Merci.",
    "taken": "Pris pour",
    "question": "Est-ce bien ce lieu ?",
    "right": "Juste",
    "wrong": "Faux",
    "unsure": "Je ne sais pas",
    "keyRight": "J",
    "keyWrong": "F",
    "keyUnsure": "S",
    "back": "Retour",
    "corrections": "Ce qui a été corrigé",
    "none": "Rien encore. « Mauvais lieu ? », à côté de chaque mention, la corrige.",
    "undo": "Annuler",
    "unreadable": "Lignes du fichier de corrections illisibles, et laissées de côté :",
    "readOnly": "Ce serveur est en lecture seule : on n'y juge ni ne corrige rien.",
}

DATE_ORIGINS = {
    "metadata": "",
    "text": "",
    "url": "date de l’adresse",
    "file": "date du fichier",
    "story": "date du sujet",
}

_CLASSES = {
    "A": "région",
    "H": "eaux",
    "L": "région",
    "P": "ville ou village",
    "R": "route",
    "S": "site",
    "T": "relief",
    "U": "fond marin",
    "V": "forêt",
}
_CODES = {"CONT": "continent", "ADM1": "province ou État", "ADM2": "district", "RGN": "région"}
_STEPS = {
    "day": "jour",
    "week": "semaine",
    "30 days": "30 jours",
    "quarter": "trimestre",
    "year": "an",
    "ten years": "dix ans",
}


def _whole(number: int) -> str:
    return f"{number:,}".replace(",", "\u202f")


def _count(number: int, one: str) -> str:
    """En français, zéro est au singulier."""
    return f"{_whole(number)} {one}{'' if number < 2 else 's'}"


_PLURALS = {"place": ("lieu", "lieux"), "article": ("article", "articles")}


def count(number: int, one: str, many: str) -> str:
    """``1 lieu``, ``1 234 lieux``."""
    singular, plural = _PLURALS.get(one, (one, many))
    return f"{_whole(number)} {singular if number < 2 else plural}"


def uploads_read(read: int, new: int) -> str:
    """``12 nouveaux articles``."""
    came = "1 nouvel article" if new == 1 else f"{_whole(new)} nouveaux articles"
    known = read - new
    return f"{came} ; {_whole(known)} déjà là." if known else f"{came}."


def uploads_kept(read: int, new: int) -> str:
    """``12 articles ajoutés``."""
    known = read - new
    added = f"{_whole(new)} {'article ajouté' if new < 2 else 'articles ajoutés'}"
    return f"{added} ; {_whole(known)} déjà là." if known else f"{added}."


def uploads_untold(articles: int) -> str:
    """Que rien n'est deviné, et que faire."""
    which = "1 article est trop court" if articles == 1 else f"{articles} articles sont trop courts"
    return f"{which} pour dire en quelle langue, donc non lu. Quelle langue est-ce ?"


UPLOADS_CUT_VISIT = "La lecture s'arrête là : c'est autant d'articles qu'une visite en permet."
UPLOADS_CUT_TIME = "La lecture s'arrête là : elle ne peut pas durer davantage en une visite."
UPLOADS_CUT_ROOM = (
    "La lecture s'arrête là : le serveur n'a plus de place pour les articles des visiteurs. "
    "Réessayez plus tard."
)


def uploads_cut(most: int) -> str:
    """Pourquoi il n'y en a pas plus."""
    return f"Seuls les {_whole(most)} premiers ont été lus : c'est ce que l'on peut apporter."


def uploads_too_large(size: int, most: int) -> str:
    """Pourquoi des fichiers sont refusés."""
    return f"{size / 1e6:.1f} Mo, c'est trop : on peut apporter {most / 1e6:.0f} Mo à la fois."


def taken_for(name: str) -> str:
    """``Pris pour Georgia maintenant``."""
    return f"Pris pour {name} maintenant"


def scope(reach: Scope, spot: Spot) -> str:
    """Jusqu'où va une correction."""
    if reach is Scope.MENTION:
        return "cette mention"
    if reach is Scope.ARTICLE:
        return f"chaque {quoted(spot.phrase)} de cet article"
    if reach is Scope.SOURCE:
        return f"chaque {quoted(spot.phrase)} pris pour le même lieu dans cette source"
    return f"chaque {quoted(spot.phrase)} pris pour le même lieu, aussi dans les articles à venir"


def tagged(tag: str) -> str:
    """``#à vérifier``."""
    return f"#{tag}"


def written(by: str, when: date) -> str:
    """``Ann, 9 juil. 2021``."""
    return ", ".join(filter(None, (by, day(when))))


def reach(scope: Scope) -> str:
    """``dans cet article``."""
    words = {
        Scope.MENTION: "ici",
        Scope.ARTICLE: "dans cet article",
        Scope.SOURCE: "dans cette source",
        Scope.CORPUS: "partout",
    }
    return words[scope]


def target(said: Correction) -> str:
    """Ce que l'expression veut dire maintenant."""
    return f"{said.place.name} ({texts.whereabouts(said.place)})" if said.place else "pas un lieu"


def signed(said: Correction) -> str:
    """``corrigé par Ann, 22 nov. 2026``."""
    who = f"corrigé par {said.by}" if said.by else CORRECTED
    return f"{who}, {day(said.at.date())}" + (f" : {said.note}" if said.note else "")


def precision(found: MeasuredPrecision) -> str:
    """``27 sur 30 justes : 90 % (intervalle à 95 % : 74 à 97 %)``."""
    judged = found.right + found.wrong
    unsure = f", {found.unsure} indécises" if found.unsure else ""
    low, high = round(100 * found.low), round(100 * found.high)
    return (
        f"{found.right} sur {judged} justes{unsure} : {round(100 * found.value)} % "
        f"(intervalle à 95 % : {low} à {high} %), sur {_whole(found.population)} mentions "
        f"situées, {day(found.at.date())}"
    )


def drawn_from(mentions: int, narrowed: Sequence[str]) -> str:
    """``La carte montre 1 234 mentions : « crue », Wire.``"""
    said = f"La carte montre {_count(mentions, 'mention')}"
    return f"{said} : {', '.join(narrowed)}." if narrowed else f"{said}."


def shared_title(selected: str) -> str:
    """``Carte Dateline de l'actualité : « frontière », Moscou``."""
    return f"Carte Dateline de l'actualité : {selected or 'tous les articles'}"


def citation(title: str, version: str, today: date) -> str:
    """Comment on cite une vue ; l'adresse prend la place de ``{url}``."""
    return f"{title}. Dateline {version}. {{url}} (consulté le {day(today)})."


def download_file(suffix: str) -> str:
    """The button that fetches a file of this format."""
    return f"Télécharger .{suffix}"


def downloaded(counts: SelectionCounts) -> str:
    """How much the file holds."""
    return (
        f"{_count(counts.mentions, 'mention')} dans {_count(counts.articles, 'article')}, "
        "selon la sélection ; les noms qui n'ont pu être placés n'y sont pas."
    )


def download_too_large(most: int) -> str:
    """What to do where there is too much for a page."""
    return (
        f"Plus de {_whole(most)} mentions, c'est trop pour la page : restreignez la sélection, "
        "ou utilisez `dateline export` sur le serveur."
    )


def names_waiting(number: int) -> str:
    """``3 noms encore à demander``."""
    return f"{_count(number, 'nom')} encore à demander"


def inhabitants(number: int) -> str:
    """``12 000 habitants``."""
    return _count(number, "habitant")


def answers(found: int, missing: int) -> str:
    """``12 trouvés, 3 introuvables``."""
    return f"{_count(found, 'trouvé')}, {_count(missing, 'introuvable')}"


def failures(number: int, reason: str) -> str:
    """``3 échecs de suite : …``."""
    return f"{_count(number, 'échec')} de suite : {reason}"


def quoted(text: str) -> str:
    """``« crue »``."""
    return f"«\u00a0{text}\u00a0»"


def period(first: date | None, last: date | None) -> str:
    """``9 juil. 2021 – 2 août 2021``."""
    if first and last:
        return day(first) if first == last else f"{day(first)} – {day(last)}"
    return f"dès le {day(first)}" if first else f"jusqu'au {day(last)}" if last else ""


@cache
def language(code: str) -> str:
    """``allemand`` pour ``de``."""
    return _FRENCH.languages.get(code, code) or "langue inconnue"


def status(counts: SelectionCounts, basis: DateBasis = DateBasis.PUBLISHED) -> str:
    """``5 sur 5 articles · 23 lieux · 2 sans date``."""
    without = "sans date" if basis is DateBasis.PUBLISHED else "sans temps"
    return (
        f"{_whole(counts.articles)} sur {_count(counts.articles_total, 'article')}"
        f" · {count(counts.places, 'place', '')} · {_whole(counts.undated)} {without}"
    )


def day(when: date) -> str:
    """``9 juil. 2021``."""
    return format_date(when, "d MMM y", _FRENCH)


@cache
def countries() -> dict[str, str]:
    """Les noms français des pays, par code ISO 3166-1."""
    known = _FRENCH.territories
    return {code: known.get(code, name) for code, name in country_names.english().items()}


def country_labels() -> dict[str, str]:
    """Les noms des pays sur la carte."""
    return countries()


def place_name(place: Place) -> str:
    """Le nom d'un lieu : ceux des pays, des continents, des mers et des parties du monde sont
    français, et ceux des villes et des régions que le français nomme autrement, ou dont il place
    autrement le mot qui dit ce qu'elles sont."""
    if is_country(place):
        return countries().get(place.country_code, place.name)
    if place.id in _PLACES:
        return _PLACES[place.id]
    if place.feature_class == "A":
        return division_name(place.name)
    return place.name if place.country_code else _REGIONS.get(place.name, place.name)


def weight(points: float) -> str:
    """``+1,5``, combien un motif parle pour un lieu, ou contre lui."""
    return f"{points:+.1f}".replace(".", ",")


def reason(text: str) -> str:
    """Un motif pour un lieu, tel que l'atlas le garde, en anglais."""
    return in_french(text)


def kind(place: Place) -> str:
    """Quelle sorte de lieu."""
    if is_country(place):
        return "pays"
    return _CODES.get(place.feature_code, _CLASSES.get(place.feature_class, "lieu"))


AS_GIVEN = "tel qu'indiqué avec l'article"


def in_town(place: Place) -> str:
    """« quelque part dans la ville de Keene, New Hampshire »."""
    parts = (place.name, place.admin1 if place.admin1 != place.name else "")
    return f"quelque part dans la ville de {', '.join(part for part in parts if part)}"


def confident(share: float) -> str:
    """Avec quelle certitude le lieu est choisi."""
    return f"lieu sûr à {round(100 * share)} %"


def position(at: int, total: int) -> str:
    """``2 sur 5``."""
    return f"{_whole(at)} sur {_whole(total)}"


def reprints(number: int) -> str:
    """``et 12 reprises``, ou rien."""
    return f"et {_count(number, 'reprise')}" if number > 0 else ""


def spoken(told: EventDate) -> str:
    """Le temps dont parle une phrase, aussi précisément qu'elle le dit."""
    first, last = told.earliest, told.latest
    if first == last:
        return day(first)
    if told.precision is Precision.YEAR and first.year == last.year:
        return str(first.year)
    if told.precision is Precision.MONTH and first.month == last.month:
        return format_date(first, "MMM y", _FRENCH)
    return period(first, last)


def about(times: Sequence[str]) -> str:
    """``évoque 1989``, ou rien."""
    return f"évoque {', '.join(times)}" if times else ""


def named_in(mentions: int, articles: int) -> str:
    """``nommé 5 fois dans 3 articles``."""
    return f"nommé {_whole(mentions)} fois dans {_count(articles, 'article')}"


def ignored(names: Sequence[str]) -> str:
    """L'avis sur les parties d'un lien."""
    plain = sorted({name for name in names if name.isascii() and name.isalnum()})
    said = ", ".join(plain[:10]) or "un paramètre inconnu"
    return f"Des parties de ce lien n'ont pas été comprises et sont laissées de côté : {said}."


def progress(done: int, total: int, name: str) -> str:
    """``3 sur 5 · kaboul.txt``."""
    return f"{_whole(done)} sur {_whole(total)} · {name}" if total else name


def timeline(unit: Unit, step: str) -> str:
    """``Mentions par semaine``."""
    return f"{UNIT_NAMES[unit]} par {_STEPS.get(step, step)}"


def around(middle: date) -> str:
    """``Autour du 9 juil. 2021``."""
    return f"Autour du {day(middle)}"


def with_undated(number: int, basis: DateBasis) -> str:
    """``+ 2 sans date``."""
    return f"+ {_whole(number)} {'sans date' if basis is DateBasis.PUBLISHED else 'sans temps'}"


def dates(basis: DateBasis, first: date | None, last: date | None) -> str:
    """``9 juil. 2021 – 2 août 2021``."""
    said = period(first, last)
    return f"évoque {said}" if basis is DateBasis.SPOKEN else said


def also(name: str) -> str:
    """``et Paris``."""
    return f"et {name}"


def naming(names: Sequence[str]) -> str:
    """``Articles nommant Londres et Paris``."""
    return f"Articles nommant {' et '.join(names)}"


def near(name: str) -> str:
    """``près de Torghundi``."""
    return f"près de {name}"


def versus(source: str, first: date | None, last: date | None) -> str:
    """``comparé à …``."""
    return f"comparé à {source or period(first, last)}"


def arrived_since(when: datetime) -> str:
    """``arrivés depuis le 9 juil. 2021``."""
    return f"arrivés depuis le {day(when.date())}"


def side_of_sources(sources: Sequence[str]) -> str:
    """Un côté de la comparaison de sources."""
    return ", ".join(sources) or "la sélection"


def side_of_dates(first: date | None, last: date | None) -> str:
    """Un côté de la comparaison de périodes."""
    return period(first, last) or "toutes les dates"


def points(change: float) -> str:
    """``+4,2``, en points de pourcentage."""
    return f"{100 * change:+.1f}".replace("-", "−").replace(".", ",")


def number(whole: int) -> str:
    """``1 234``."""
    return _whole(whole)


def left_out(articles: int) -> str:
    """``sans les noms d'organisations et d'éditeurs (11 articles)``."""
    said = "sans les noms d'organisations et d'éditeurs"
    return f"{said} ({_count(articles, 'article')})" if articles else said


def month(when: date) -> str:
    """``juil. 2021``."""
    return format_date(when, "MMM y", _FRENCH)


def facet(name: str, number: int) -> str:
    """``Wire (1 234)``."""
    return f"{name} ({_whole(number)})"


def at_least(share: float) -> str:
    """``sûr à 90 % au moins``."""
    return f"sûr à {round(100 * share)} % au moins"


def kilometres(distance: float) -> str:
    """``12 km``."""
    return f"{_whole(round(distance))} km" if distance >= 1 else "moins d'1 km"


def and_more(number: int) -> str:
    """``et 12 autres``, ou rien."""
    return f"et {_whole(number)} autres" if number > 0 else ""
