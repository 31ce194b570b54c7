"""The words of a published site that the page itself does not have, in each language.

Of pairs the first is for one, the second for more; scripts put the number for ``{n}``.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

ENGLISH: Mapping[str, Any] = {
    "untitled": "Where the news happens",
    "search": "Search titles and sentences",
    "search_names": "Search titles and names",
    "search_hint": "Search: flood, “state of emergency”, -sport",
    "no_script": "The map needs JavaScript. What it shows is described below.",
    "status": ["{n} of {total} article", "{n} of {total} articles"],
    "articles": ["{n} article", "{n} articles"],
    "placeless": ["{n} without a place", "{n} without a place"],
    "places": ["{n} place", "{n} places"],
    "undated": ["{n} undated", "{n} undated"],
    "mentions": ["mention", "mentions"],
    "times": ["named once", "named {n} times"],
    "in": ["in {n} article", "in {n} articles"],
    "places_named": ["{n} place is named in it", "{n} places are named in it"],
    "reprints": ["and {n} reprint", "and {n} reprints"],
    "more": "and {n} more",
    "several": ["{n} place", "{n} places"],
    "open": "All that this article says of places",
    "from": "From",
    "until": "Until",
    "map": "Map",
    "made": "Published {day}",
    "how": "How this map was made",
    "skip": "Past the map, to the sentences",
    "obscured": (
        "For the safety of people, every point on this map has been moved onto a grid of {km} km. "
        "No exact position is in these files."
    ),
    "no_text": "Sentences are left out; links lead to the articles.",
    "methods": {
        "selection": "Selection",
        "sources": "Sources",
        "numbers": "Numbers",
        "left_out": "Left out",
        "places": "How places were found",
        "accuracy": "How right they are",
        "reading": "How to read it",
        "credit": "Credit",
    },
    "everything": "All articles.",
    "part": "{name}: {value}",
    "chosen": {
        "dates": "dates",
        "spoken": "dates spoken of",
        "place": "place",
        "with": "in articles that name",
        "tag": "tag",
        "text": "search",
        "source": "source",
        "country": "country",
        "language": "language",
        "role": "named",
        "confidence": "certain at least",
        "bbox": "area (west, south, east, north)",
        "area": "within a part of the map",
        "focus": "only what articles are about",
        "dated": "undated articles are left out",
    },
    "further_sources": "and {n} other sources",
    "numbers": "{mentions} of {places} in {articles} of {total}.",
    "unplaced": [
        "1 name in these articles could not be placed with enough certainty, so it is not on the "
        "map.",
        "{n} names in these articles could not be placed with enough certainty, so they are not on "
        "the map.",
    ],
    "unplaced_names": "Most frequent of them:",
    "undated_in": [
        "1 article has no date; it is shown whatever the dates, unless switched off.",
        "{n} articles have no date; they are shown whatever the dates, unless switched off.",
    ],
    "undated_out": [
        "1 article has no date and is left out.",
        "{n} articles have no date and are left out.",
    ],
    "unread": [
        "1 article is in a language without a model: no names were looked for in it.",
        "{n} articles are in languages without a model: no names were looked for in them.",
    ],
    "found": (
        "By Dateline {version}: names are recognised by a statistical model, and placed by "
        "comparing what the gazetteer knows with what the article says. “Why here?” under a "
        "sentence gives the reasons. Below a confidence of one half no place is named."
    ),
    "gazetteer": "Gazetteer: {versions}.",
    "built": "The gazetteer was built on {day}.",
    "unchecked": "Nobody has checked these places.",
    "measured": "Checked by people: {said}.",
    "named": (
        "A place is named in a sentence; that says nothing of what happened there. The point of a "
        "country or region is its middle."
    ),
    "credit": "Places: {sources}. Map: Natural Earth (public domain), drawn with Leaflet (BSD-2).",
}

FRENCH: Mapping[str, Any] = {
    "untitled": "Où se passe l'actualité",
    "search": "Chercher dans les titres et les phrases",
    "search_names": "Chercher dans les titres et les noms",
    "search_hint": "Chercher : inondation, « état d'urgence », -sport",
    "no_script": "La carte a besoin de JavaScript. Ce qu'elle montre est décrit plus bas.",
    "status": ["{n} sur {total} article", "{n} sur {total} articles"],
    "articles": ["{n} article", "{n} articles"],
    "placeless": ["dont {n} sans lieu", "dont {n} sans lieu"],
    "places": ["{n} lieu", "{n} lieux"],
    "undated": ["{n} sans date", "{n} sans date"],
    "mentions": ["mention", "mentions"],
    "times": ["nommé {n} fois", "nommé {n} fois"],
    "in": ["dans {n} article", "dans {n} articles"],
    "places_named": ["{n} lieu y est nommé", "{n} lieux y sont nommés"],
    "reprints": ["et {n} reprise", "et {n} reprises"],
    "more": "et {n} de plus",
    "several": ["{n} lieu", "{n} lieux"],
    "open": "Tout ce que cet article dit des lieux",
    "from": "Du",
    "until": "Au",
    "map": "Carte",
    "made": "Publié le {day}",
    "how": "Comment cette carte a été faite",
    "skip": "Passer la carte, vers les phrases",
    "obscured": (
        "Pour la sécurité des personnes, chaque point de cette carte a été déplacé sur une grille "
        "de {km} km. Aucune position exacte n'est dans ces fichiers."
    ),
    "no_text": "Les phrases sont omises ; des liens mènent aux articles.",
    "methods": {
        "selection": "Sélection",
        "sources": "Sources",
        "numbers": "Nombres",
        "left_out": "Ce qui manque",
        "places": "Comment les lieux ont été trouvés",
        "accuracy": "Leur justesse",
        "reading": "Comment la lire",
        "credit": "Crédits",
    },
    "everything": "Tous les articles.",
    "part": "{name} : {value}",
    "chosen": {
        "dates": "dates",
        "spoken": "dates dont il est question",
        "place": "lieu",
        "with": "dans les articles qui nomment",
        "tag": "étiquette",
        "text": "recherche",
        "source": "source",
        "country": "pays",
        "language": "langue",
        "role": "nommé",
        "confidence": "certitude d'au moins",
        "bbox": "zone (ouest, sud, est, nord)",
        "area": "dans une partie de la carte",
        "focus": "seulement le sujet des articles",
        "dated": "sans les articles sans date",
    },
    "further_sources": "et {n} autres sources",
    "numbers": "{mentions} de {places} dans {articles} de {total}.",
    "unplaced": [
        "1 nom de ces articles n'a pas pu être placé avec assez de certitude ; il n'est pas sur la "
        "carte.",
        "{n} noms de ces articles n'ont pas pu être placés avec assez de certitude ; ils ne sont "
        "pas sur la carte.",
    ],
    "unplaced_names": "Les plus fréquents :",
    "undated_in": [
        "1 article n'a pas de date ; il est montré quelles que soient les dates, sauf si on "
        "l'écarte.",
        "{n} articles n'ont pas de date ; ils sont montrés quelles que soient les dates, sauf si "
        "on les écarte.",
    ],
    "undated_out": [
        "1 article n'a pas de date et est écarté.",
        "{n} articles n'ont pas de date et sont écartés.",
    ],
    "unread": [
        "1 article est dans une langue sans modèle : on n'y a cherché aucun nom.",
        "{n} articles sont dans des langues sans modèle : on n'y a cherché aucun nom.",
    ],
    "found": (
        "Par Dateline {version} : les noms sont reconnus par un modèle statistique, et placés en "
        "comparant ce que sait le répertoire avec ce que dit l'article. « Pourquoi ici ? » sous "
        "une phrase donne les raisons. Au-dessous d'une confiance d'un demi, aucun lieu n'est "
        "nommé."
    ),
    "gazetteer": "Répertoire : {versions}.",
    "built": "Le répertoire a été construit le {day}.",
    "unchecked": "Personne n'a vérifié ces lieux.",
    "measured": "Vérifié par des personnes : {said}.",
    "named": (
        "Un lieu est nommé dans une phrase ; cela ne dit rien de ce qui s'y est passé. Le point "
        "d'un pays ou d'une région est son milieu."
    ),
    "credit": "Lieux : {sources}. Carte : Natural Earth (domaine public), dessinée avec Leaflet "
    "(BSD-2).",
}

BY_LANGUAGE = {"en": ENGLISH, "fr": FRENCH}
