"""Names made of other names: "northern Iraq", "Kandahar Airport", "City of Lagos", "Paris, Texas".

When no place bears a name, the place it is made of is the next best answer: a site is near the
town it is named after. Pure grammar; `geo.gazetteer.lookup` asks the gazetteer for the parts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from geo.gazetteer.store import MatchKind

_ANY = "APLTHV"


@dataclass(frozen=True, slots=True)
class NamePart:
    """Another name to ask for: only places of the feature ``classes`` count, as ``kind``
    (None: however they bear it), and only inside a place named ``within``, if one is given."""

    name: str
    kind: MatchKind | None
    classes: str = _ANY
    within: str = ""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_DIVISIONS = _words(
    "province provinces oblast region governorate governate prefecture district county counties"
    " parish state department voivodeship canton krai okrug republic territory division"
    " municipality borough raion rayon emirate wilayat wilaya vilayet provincial co shire land"
    " regency commune"
)
_TOWNSHIPS = _words("township twp town city village municipality borough district metro area")
_PARTS = _words(
    "north south east west northern southern eastern western central mid middle upper lower inner"
    " outer northeast northwest southeast southwest northeastern northwestern southeastern"
    " southwestern north-east north-west south-east south-west north-eastern north-western"
    " south-eastern south-western north-central south-central east-central west-central"
    " greater metro metropolitan downtown uptown midtown suburban rural coastal mainland inland"
    " old ancient modern occupied historic federal imperial communist"
)
_INITIALS = {"n": "North", "s": "South", "e": "East", "w": "West", "ne": "Northeast"}

_SITES = _words(
    "university college school elementary academy institute polytechnic seminary campus"
    " airport airfield airbase aerodrome base barracks garrison camp fort arsenal hospital clinic"
    " infirmary hospice church cathedral chapel abbey mosque temple synagogue shrine monastery"
    " museum library gallery theatre theater opera stadium arena coliseum ground grounds park"
    " garden gardens zoo square street avenue road boulevard highway plaza bridge tunnel station"
    " terminal depot port harbor harbour dock docks pier marina beach bay cove point island"
    " islands isle isles river creek stream brook lake lagoon pond reservoir dam falls canal"
    " channel strait straits gulf sound inlet fjord delta estuary basin mountain mountains mount"
    " hill hills peak ridge range pass plateau plain plains valley gorge canyon desert forest wood"
    " woods national preserve refuge reserve sanctuary prison jail gaol penitentiary correctional"
    " courthouse court hotel inn resort casino mall center centre market bazaar club course farm"
    " ranch winery vineyard cemetery memorial monument palace castle citadel tower hall house"
    " plant refinery mine quarry factory mill works field fields oilfield raceway speedway"
    " racecourse track rink pool gym estate estates plantation peninsula cape coast shore"
    " corridor crossing border airspace campsite crater volcano glacier trail"
)
_BODIES = _words(
    "commission bank parliament assembly senate congress government ministry cabinet army navy"
    " marines police sheriff embassy consulate airlines airways times post herald news tribune"
    " journal gazette telegraph chronicle observer mail star sun united rovers wanderers athletic"
    " albion hotspur fc afc rfc union council association party league open cup championship"
    " championships festival fair marathon derby exchange foundation society agency authority"
    " board corporation company committee federation diocese archdiocese orchestra symphony"
    " ballet chamber department office services service center centre trust fund team stock medical"
    " development investment central football soccer cricket rugby basketball baseball hockey"
)
# Words that stand between a site's namesake and its noun: "X International Airport".
_FILLERS = _words(
    "international regional national state general memorial community county municipal city high"
    " middle primary secondary junior senior public grammar technical medical air force naval"
    " military army railway railroad train bus metro subway central football cricket golf country"
    " polo tennis sports convention conference shopping power nuclear chemical oil gas steel"
    " health science art arts history natural town district royal"
)
_HEADS = re.compile(
    r"(?P<head>university|college|port|bank|city|town|village|township|borough|county|state"
    r"|province|republic|kingdom|government|people|city and county|commonwealth|emirate|sultanate"
    r"|diocese|archdiocese|bishop|archbishop|battle|siege|treaty|gulf|bay|strait|straits|isle"
    r"|church|museum|parliament|district|suburb|outskirts|south|north|east|west|centre|center"
    r"|airport|valley|coast|school|institute|port authority) of (?:the )?(?P<rest>.+)",
    re.IGNORECASE,
)
_PREFIXED = _words(
    "lake mount mt fort ft port camp cape point san county co. co diocese hotel radio"
)
_CIVIC = _words("city town village township borough county state province republic kingdom")

_BEFORE = re.compile(
    r"(?:anti|pro|non|pan|trans|ex|post|pre|mid|intra|inter|ultra|neo|cross|all)[-–](?P<rest>.+)",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r"(?P<rest>.+)[-–](?:led|based|born|backed|style|wide|area|trained|made|funded|held|controlled"
    r"|speaking|occupied|administered|run|owned|bound|educated|brokered|supported|sponsored)",
    re.IGNORECASE,
)
_OWNER = re.compile(r"(?P<outer>.+?)['’]s? (?P<inner>.+)")


def parts(name: str) -> Iterator[NamePart]:
    """What to ask for when no place bears ``name``, the most telling first."""
    words = name.split()
    if len(words) > 1:
        yield from _located(name)
        yield from _division(words)
        yield from _headed(name)
        yield from _direction(words)
        yield from _site(words)
    if "-" in name or "–" in name:
        yield from _hyphenated(name)


def _located(name: str) -> Iterator[NamePart]:
    """ "Springfield, Ohio", "Ohio's Franklin County"."""
    inner, comma, outer = name.partition(",")
    if comma and inner.strip() and outer.strip():
        yield NamePart(inner.strip(), None, within=outer.strip())
    owner = _OWNER.fullmatch(name)
    if owner:
        yield NamePart(owner["inner"], None, within=owner["outer"])


def _division(words: list[str]) -> Iterator[NamePart]:
    """ "Anbar Province", "Plymouth Co.", "Jackson Township"."""
    last = words[-1].lower().rstrip(".")
    head = " ".join(words[:-1])
    if last == "co":
        yield NamePart(f"{head} County", MatchKind.ALTERNATE, "A")
    if last in _DIVISIONS:
        yield NamePart(head, MatchKind.ALTERNATE, "A")
    if last in _TOWNSHIPS:
        yield NamePart(head, MatchKind.PART, "AP")


def _headed(name: str) -> Iterator[NamePart]:
    """ "City of Lagos", "University of Ghana", "Port of Rotterdam"."""
    found = _HEADS.fullmatch(name)
    if found:
        civic = found["head"].lower() in _CIVIC
        yield NamePart(found["rest"], MatchKind.ALTERNATE if civic else MatchKind.SITE)


def _direction(words: list[str]) -> Iterator[NamePart]:
    """ "northern Iraq", "W. Columbia", "south-eastern Turkey"."""
    first = words[0].lower().rstrip(".")
    rest = " ".join(words[1:])
    if first in _INITIALS:
        yield NamePart(f"{_INITIALS[first]} {rest}", MatchKind.ALTERNATE)
    if first in _PARTS:
        yield NamePart(rest, MatchKind.PART)
        yield from _direction(words[1:]) if len(words) > 2 else ()


def _site(words: list[str]) -> Iterator[NamePart]:
    """ "Kandahar International Airport", "Lake Manassas", "European Commission"."""
    lower = [word.lower().rstrip(".") for word in words]
    if lower[-1] in _SITES or lower[-1] in _BODIES or lower[-1] in _FILLERS:
        for end in range(len(words) - 1, 0, -1):
            yield NamePart(" ".join(words[:end]), MatchKind.SITE)
            if lower[end - 1] not in _FILLERS | _SITES | _BODIES:
                break
    if lower[0] in _PREFIXED:
        yield NamePart(" ".join(words[1:]), MatchKind.SITE)


def _hyphenated(name: str) -> Iterator[NamePart]:
    """ "pro-Russian", "Kabul-based", "US-led"."""
    for pattern in (_BEFORE, _AFTER):
        found = pattern.fullmatch(name)
        if found:
            yield NamePart(found["rest"], None)
