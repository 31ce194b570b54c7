"""Les motifs d'un lieu en français, par les mots anglais dont ``geo.resolution`` les dit."""

from __future__ import annotations

import re

_PAIRS = (
    (
        "among places of many countries the best known is meant",
        "parmi des lieux de nombreux pays, le plus connu est entendu",
    ),
    (
        "among places of many countries a better known one is meant",
        "parmi des lieux de nombreux pays, un plus connu est entendu",
    ),
    ("the most populous place of this name", "le lieu le plus peuplé de ce nom"),
    ("hardly populated", "à peine peuplé"),
    ("is a country", "est un pays"),
    ("is a state or province", "est un État ou une province"),
    ("is a county or district", "est un comté ou un district"),
    ("is a capital", "est une capitale"),
    ("is the seat of a division", "est un chef-lieu"),
    ("is a town", "est une ville"),
    ("is a part of a town", "est un quartier"),
    ("is a body of water", "est une étendue ou un cours d'eau"),
    (
        "is a mountain, an island or the like",
        "est une montagne, une île ou un site de ce genre",
    ),
    ("is a region", "est une région"),
    ("is a site", "est un site"),
    ("bears the name as its own", "porte ce nom en propre"),
    ("bears the name in some way", "porte ce nom d'une manière ou d'une autre"),
    ("is also known by this name", "est connu aussi sous ce nom"),
    ("bears the name without its generic word", "porte ce nom sans son terme générique"),
    ("is abbreviated so", "s'abrège ainsi"),
    ("its people are called so", "ses habitants s'appellent ainsi"),
    ("used to be called so", "s'appelait ainsi autrefois"),
    ("is spelt otherwise", "s'écrit autrement"),
    ("contains what is named", "contient ce qui est nommé"),
    ("what is named is called after it", "ce qui est nommé en tient son nom"),
    ("a small place that is rarely called so", "un petit lieu que l'on appelle rarement ainsi"),
    ("is spelt exactly so", "s'écrit exactement ainsi"),
    ("is not named", "n'est pas nommé"),
    ("bears a part of the name", "porte une partie du nom"),
    ("bears a part of it", "en porte une partie"),
    ("places of its kind are listed beside it", "des lieux du même genre sont énumérés à côté"),
    (
        "places of another kind are listed beside it",
        "des lieux d'un autre genre sont énumérés à côté",
    ),
    ("does not bear the name as its own", "ne porte pas ce nom en propre"),
    ("is called like its country", "s'appelle comme son pays"),
    ("its country is called so", "son pays s'appelle ainsi"),
    ("better known than towns of this name", "plus connu que les villes de ce nom"),
    (
        "a town of this name elsewhere is better known",
        "une ville de ce nom, ailleurs, est plus connue",
    ),
    ("the best known place of this name", "le lieu le plus connu de ce nom"),
    ("another of this name is better known", "un autre de ce nom est plus connu"),
    ("the word beside the name says what it is", "le mot à côté du nom dit ce que c'est"),
    (
        "the word beside the name says it is something else",
        "le mot à côté du nom dit que c'est autre chose",
    ),
    ("is not called so without its article", "ne s'appelle pas ainsi sans son article"),
    (
        "is a water, and would be called so with its article",
        "est un cours d'eau ou une mer, que l'on nommerait avec son article",
    ),
    ("the name is used like that of a site", "le nom s'emploie comme celui d'un site"),
    (
        "the name is not used like that of a site",
        "le nom ne s'emploie pas comme celui d'un site",
    ),
    ("the name is used as its adjective", "le nom s'emploie comme son adjectif"),
    ("the name is not used as its adjective", "le nom ne s'emploie pas comme son adjectif"),
    ("the sentence names landscape", "la phrase parle d'un paysage"),
    ("no landscape", "aucun paysage"),
    ("a dateline names a town", "la ligne de datation nomme une ville"),
    ("the sentence names a settlement or state", "la phrase nomme une localité ou un État"),
    ("the source is at an address of its country", "l'adresse de la source est de son pays"),
    (
        "the source is at an address of another country",
        "l'adresse de la source est d'un autre pays",
    ),
    ("the article is worded as in its country", "l'article est écrit comme dans son pays"),
    (
        "the article is worded as in another country",
        "l'article est écrit comme dans un autre pays",
    ),
    ("lies in the place named beside it", "se trouve dans le lieu nommé à côté"),
    ("does not lie in the place named beside it", "ne se trouve pas dans le lieu nommé à côté"),
    ("contains the place named just before", "contient le lieu nommé juste avant"),
    (
        "does not contain the place named just before",
        "ne contient pas le lieu nommé juste avant",
    ),
    ("other places of its country are named", "d'autres lieux de son pays sont nommés"),
    ("no other places of its country are named", "aucun autre lieu de son pays n'est nommé"),
    ("other places of its division are named", "d'autres lieux de sa région sont nommés"),
    ("no other places of its division are named", "aucun autre lieu de sa région n'est nommé"),
    ("other places of its district are named", "d'autres lieux de son district sont nommés"),
    (
        "no other places of its district are named",
        "aucun autre lieu de son district n'est nommé",
    ),
    ("what contains it is named close by", "ce qui le contient est nommé tout près"),
    ("what contains it is not named close by", "ce qui le contient n'est pas nommé tout près"),
    ("other names can be found around it", "d'autres noms se trouvent aux alentours"),
    (
        "other names cannot be found around it",
        "les autres noms ne se trouvent pas aux alentours",
    ),
    ("other places named are near it", "d'autres lieux nommés sont proches"),
    ("no other places named are near it", "aucun autre lieu nommé n'est proche"),
    ("other places named lie in it", "d'autres lieux nommés s'y trouvent"),
    ("no other places named lie in it", "aucun autre lieu nommé ne s'y trouve"),
    (
        "another name in the article means it too",
        "un autre nom dans l'article le désigne aussi",
    ),
    ("no other name in the article means it", "aucun autre nom dans l'article ne le désigne"),
    ("is one of your own places", "est l'un de vos propres lieux"),
    (
        "as given with the article, with its coordinates; not geocoded",
        "tel qu'indiqué avec l'article, avec ses coordonnées ; non géocodé",
    ),
    (
        "parks elsewhere bear this name, and nothing near is named",
        "des parcs ailleurs portent ce nom, et rien de proche n'est nommé",
    ),
    (
        "another of your own places bears this name",
        "un autre de vos propres lieux porte ce nom",
    ),
    (
        "every country has its own, and nothing near is named",
        "chaque pays a le sien, et rien de proche n'est nommé",
    ),
    ("the word is mostly a direction", "le mot est le plus souvent une direction"),
    (
        "initials, of which many are no places",
        "des initiales, dont beaucoup ne sont pas des lieux",
    ),
    ("districts elsewhere bear this name", "des districts ailleurs portent ce nom"),
    (
        "the body that bears its name is like those of towns in North America",
        "l'institution qui porte son nom est comme celles des villes d'Amérique du Nord",
    ),
    (
        "a place elsewhere is called so in the first place",
        "un lieu ailleurs s'appelle ainsi en premier lieu",
    ),
    (
        "others of this name are called so in the first place",
        "d'autres de ce nom s'appellent ainsi en premier lieu",
    ),
    (
        "the story reads like a local paper's, and names nothing near",
        "l'article se lit comme celui d'un journal local, et ne nomme rien de proche",
    ),
    (
        "a better known place bears the name, and only the state speaks for this",
        "un lieu plus connu porte ce nom, et seul l'État parle pour celui-ci",
    ),
)
_SAID = dict(_PAIRS)
# What stands where the names do is filled in as it is.
_FILLED = [
    (re.compile(english, re.DOTALL), french)
    for english, french in (
        (r"(.+) people live there", r"\1 habitants"),
        (r"(.+) km from the position given", r"à \1 km de la position indiquée"),
        (r"is mostly called (.+)", r"s'appelle le plus souvent \1"),
        (r"in full (.+)", r"en entier \1"),
        (r"other places of (.+) are named", r"d'autres lieux de « \1 » sont nommés"),
        (
            r"near (.+), which the article names beside it",
            r"près de \1, que l'article nomme à côté",
        ),
        (
            r"a street, quarter or site in (.+), by what the article says",
            r"une rue, un quartier ou un site de « \1 », d'après l'article",
        ),
        (r"(.+) is printed in (.+)", r"\1 paraît à \2"),
        (
            r"a street or building may be called after (.+) anywhere",
            r"une rue ou un bâtiment peut s'appeler d'après \1 n'importe où",
        ),
        (r"what (.+) has of these is in other countries", r"ce que \1 en a est dans d'autres pays"),
        (r"(.+) is not spelt so in the gazetteer", r"\1 ne s'écrit pas ainsi dans le répertoire"),
        (
            r"only (.+), a part of the name, is known, and far from the rest",
            r"seul \1, une partie du nom, est connu, et loin du reste",
        ),
        (r"perhaps no place: (.+) is little known", r"peut-être aucun lieu : \1 est peu connu"),
        (r"(.+) is far from all else in the article", r"\1 est loin de tout le reste de l'article"),
        (
            r"(.+) is a town, and the name has an article",
            r"\1 est une ville, et le nom porte un article",
        ),
        (
            r"(.+) is spelt without accents, and little known",
            r"\1 s'écrit sans accents, et est peu connu",
        ),
        (
            r"another place is as likely by this name, and nothing speaks for either",
            r"un autre lieu est aussi probable sous ce nom, et rien ne les départage",
        ),
        (r"(.+) is far better known by this name", r"\1 est bien plus connu sous ce nom"),
        (
            r"no place of this name is known in (.+)",
            r"aucun lieu de ce nom n'est connu dans « \1 »",
        ),
        (r"corrected by (.+) on (\d{4}-\d\d-\d\d)", r"corrigé par \1 le \2"),
        (r"corrected by (.+) on (\d{4}-\d\d-\d\d): (.*)", r"corrigé par \1 le \2 : \3"),
        (r"corrected on (\d{4}-\d\d-\d\d)", r"corrigé le \1"),
        (r"corrected on (\d{4}-\d\d-\d\d): (.*)", r"corrigé le \1 : \2"),
    )
]

_NUMBER = re.compile(r"[\d,]+ (people live|km from)")


def in_french(reason: str) -> str:
    """The reason in French; as it is, where it is none of these: an atlas may have been made by
    another version."""
    if reason in _SAID:
        return _SAID[reason]
    for english, french in _FILLED:
        found = english.fullmatch(reason)
        if found:
            words = found.expand(french)
            return words.replace(",", "\u202f") if _NUMBER.match(reason) else words
    return reason
