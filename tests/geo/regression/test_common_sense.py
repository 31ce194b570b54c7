"""Plain sentences, by the kind of mistake that they once led to: where each name is, or that it is
left without a place."""

from __future__ import annotations

import pytest

from geo.gazetteer.lookup import Gazetteer
from geo.models import Article, Resolution
from geo.pipeline import Geoparser
from geo.resolution.resolver import Resolver

# Kind -> sentences with "name = country [near a longitude]" for each name that is to be placed;
# where there is no country, the place lies in none or in several.
PLACED: dict[str, list[tuple[str, str]]] = {
    "part of a name": [
        ("The ferry to Trinidad and Tobago was late.", "Trinidad and Tobago = TT"),
        ("Rain fell on Saint Vincent and the Grenadines.", "Saint Vincent and the Grenadines = VC"),
        ("Fishermen crossed the Gulf of Guinea.", "Gulf of Guinea ="),
        ("Students in Aix-en-Provence marched.", "Aix-en-Provence = FR"),
        ("He lives in Villeneuve-d'Ascq.", "Villeneuve-d'Ascq = FR"),
        ("A pier burned in Weston-super-Mare.", "Weston-super-Mare = GB"),
    ],
    "division of a small country": [
        ("A strike closed schools in Manchester.", "Manchester = GB"),
        ("Fans in Southampton celebrated.", "Southampton = GB"),
        ("The fair in Charlotte drew thousands.", "Charlotte = US"),
        ("Surfers on the Gold Coast were warned of sharks.", "Gold Coast = AU"),
        ("A bridge fell in Kochi at noon.", "Kochi = IN"),
    ],
    "qualifier that fits": [
        ("He comes from Paris, Ontario.", "Paris = CA"),
        ("A truck overturned in Athens, Ohio.", "Athens = US -82"),
        ("They met in Dublin, California.", "Dublin = US -122"),
    ],
    "qualified, whatever the model made of it": [
        ("Thousands flee as fire nears Corinth, Greece says.", "Corinth = GR"),
        ("paris france and london england were first.", "paris = FR"),
        ("Vancouver, British Columbia, and Vancouver, Washington, won.", "Vancouver 2 = US"),
    ],
    "two of a name": [
        ("Judges in Columbus, Ohio, and Columbus, Georgia, differ.", "Columbus = US -83"),
        ("Judges in Columbus, Ohio, and Columbus, Georgia, differ.", "Columbus 2 = US -85"),
        ("She taught in Birmingham, England, and Birmingham, Alabama.", "Birmingham = GB"),
        ("She taught in Birmingham, England, and Birmingham, Alabama.", "Birmingham 2 = US"),
    ],
    "namesakes that few know": [
        ("Two people died in Jacksonville.", "Jacksonville = US"),
        ("Shops in Monterrey closed early.", "Monterrey = MX"),
        ("Voters in Arequipa queued for hours.", "Arequipa = PE"),
        ("Teachers in Rosario went on strike.", "Rosario = AR"),
    ],
    "city in an ordinary sentence": [
        ("The mayor of Poltava said that power was back.", "Poltava = UA"),
        ("Lusaka said on Monday it would not pay.", "Lusaka = ZM"),
        ("Parts of Sirte were flooded overnight.", "Sirte = LY"),
        ("Smoke rose over Deir ez-Zor.", "Deir ez-Zor = SY"),
        ("Walkers were lost in Cornwall.", "Cornwall = GB"),
    ],
    "list of countries": [
        ("The leaders of Mexico, Chile, Peru, Bolivia and Cuba met.", "Mexico = MX"),
        ("Djibouti, Kenya, Uganda, Rwanda and Sudan signed.", "Djibouti = DJ"),
        ("Monaco, Spain, Italy and Greece sent teams.", "Monaco = MC"),
    ],
    "state": [
        ("He lives in the state of New York.", "New York = US -76"),
        ("Voters in Washington, Oregon and Idaho mailed ballots.", "Washington = US -120"),
        ("Kano, Sokoto and Niger states were hit.", "Niger = NG"),
        ("Lobster catches fell in New Brunswick.", "New Brunswick = CA"),
    ],
    "country and its city": [
        ("A storm is nearing Guatemala.", "Guatemala = GT"),
        ("Kuwait cut its output.", "Kuwait = KW"),
        ("A factory in Mexico City was shut.", "Mexico City = MX"),
    ],
    "name without a preposition": [
        ("Troops moved towards Maputo.", "Maputo = MZ"),
        ("Floods hit Asuncion.", "Asuncion = PY"),
        ("The Greek island of Rhodes was evacuated.", "Rhodes = GR"),
        ("Sardinia was quiet on Monday.", "Sardinia = IT"),
    ],
    "town by the words beside it": [
        ("The mayor of Kent resigned.", "Kent = US"),
        ("Crowds filled the streets of Paraná.", "Paraná = AR"),
        ("Six died in Santander, a city of dockers.", "Santander = ES"),
        ("Residents of Nice left flowers.", "Nice = FR"),
    ],
    "capital that stands for its government": [
        ("San José rejected the treaty.", "San José = CR"),
        ("Relations between Jamestown and its neighbours are good.", "Jamestown = SH"),
    ],
    "by-name of a far city": [
        ("A blast in Sakata killed nine.", "Sakata = JP"),
        ("Shops in Tianfu were shut.", "Tianfu = CN 122"),
    ],
    "island or region without a preposition": [
        ("Crete was quiet.", "Crete = GR"),
        ("Borneo is losing its forest.", "Borneo ="),
        ("Yorkshire was hit by floods.", "Yorkshire = GB"),
    ],
    "dateline of an archive": [
        ("LUSAKA 1997-03-04", "LUSAKA = ZM"),
        ("BUDAPEST 1996-08-22 The central bank cut rates.", "BUDAPEST = HU"),
        ("GROZNY, Russia 1996-08-25 Rebels held a bridge.", "GROZNY = RU"),
    ],
    "report of a conflict": [
        ("Fighters took Diwaniya, south of Baghdad in Iraq.", "Diwaniya = IQ"),
        ("Government forces retook Baqouba, northeast of Baghdad.", "Baqouba = IQ"),
        ("Fighting spread to Diwaniyah, south of Baghdad in Iraq.", "Diwaniyah = IQ"),
        ("Rebels took Rutshuru and Goma in North Kivu.", "Rutshuru = CD"),
        ("Air raids hit Hawija and Tal Afar in Iraq.", "Hawija = IQ"),
        ("Militiamen took Walikale in North Kivu.", "Walikale = CD"),
        ("Fighters hold Kobane, Qamishli and Hasakah.", "Hasakah = SY"),
        ("Gaza's Khan Younis and Beit Lahiya were shelled.", "Khan Younis = PS"),
        ("A blast hit Baqubah, northeast of Baghdad in Iraq.", "Baqubah = IQ"),
        ("The army shelled Maarrat al-Numan in Idlib, Syria.", "Maarrat al-Numan = SY"),
    ],
    "landmark or site in a town": [
        ("The Kremlin had no comment.", "Kremlin = RU"),
        ("Flights from Gatwick were cancelled.", "Gatwick = GB"),
        ("Scotland Yard asked for witnesses.", "Scotland Yard = GB"),
        ("She studied at the American University in Beirut.", "Beirut = LB"),
        ("He studied at the American University in Cairo.", "Cairo = EG"),
        ("Doctors at a hospital in Alexandria said so.", "Alexandria = EG"),
        ("The airport in Tripoli was shelled.", "Tripoli = LY"),
    ],
    "town by a letter or a street": [
        ("The port of Odessa was hit.", "Odessa = UA"),
        ("The streets of Sao Tome were empty.", "Sao Tome = ST"),
        ("A farmer in Earth, Texas, found it.", "Earth = US"),
        ("Police in Jupiter arrested two men.", "Jupiter = US"),
    ],
    "former name": [
        ("He was born in Leningrad.", "Leningrad = RU"),
        ("Bombay was renamed in 1995.", "Bombay = IN"),
        ("Constantinople fell in 1453.", "Constantinople = TR"),
    ],
    "river or sea": [
        ("Troops crossed the Don on Tuesday.", "Don = RU"),
        ("Patrol boats were sent to the Salween.", "Salween ="),
        ("The Yangtze rose by two metres.", "Yangtze = CN"),
        ("Wolves roam the Vosges.", "Vosges = FR"),
        ("The Appalachians are old.", "Appalachians = US"),
        ("A flood hit Rio Grande do Sul.", "Rio Grande do Sul = BR"),
        ("Two bodies were pulled from the Hudson.", "Hudson = US -74"),
        ("The army has crossed the Columbia.", "Columbia ="),
    ],
}
FOREIGN_ADDRESS = {
    "https://www.example.co.uk/1": ("Senators in Boston voted on Monday.", "Boston = US"),
    "https://www.example.es/1": ("Police in San Diego arrested two.", "San Diego = US"),
    "https://www.example.co.in/1": ("A flood hit Dubai.", "Dubai = AE"),
    "https://www.example.com.au/1": ("Winds swept the Andes.", "Andes ="),
}
WITHOUT_PLACE: dict[str, list[tuple[str, str]]] = {
    "qualifier that nothing fits": [
        ("A dairy in Madrid, Wyoming, was sold.", "Madrid"),
        ("The school in Berlin, Utah, is to close.", "Berlin"),
        ("Two men were held in Cairo, Oregon.", "Cairo"),
        ("A barn burned down in Madrid, Vermont, on Sunday.", "Madrid"),
    ],
    "absurd in local news": [
        ("Officers searched a house on Berlin Avenue.", "Berlin Avenue"),
        ("The Northwestern Wildcats won again.", "Northwestern"),
        ("Western countries protested.", "Western"),
        ("Jane Roe, M.D., and John Doe, Ph.D., spoke.", "M.D."),
        ("Palestine Independent School District hired a cook.", "Palestine"),
        ("The Lebanon Police Department hired a clerk.", "Lebanon"),
    ],
    "heavenly body, idea, founder": [
        ("The Earth turned faster than ever.", "Earth"),
        ("Life on Earth began in water.", "Earth"),
        ("It was the 75th year of Independence.", "Independence"),
        ("Venustiano Carranza was elected in 1917.", "Venustiano Carranza"),
        ("Presidents Benito Juárez and Francisco Madero met.", "Benito Juárez"),
    ],
    "two as likely, an article, accents": [
        ("Two climbers are missing in the Sierra Nevada.", "Sierra Nevada"),
        ("Shops in Santa Fe stayed shut.", "Santa Fe"),
        ("A barge sank in the York, killing two.", "York"),
        ("He gave her a Hermès bag.", "Hermès"),
    ],
    "person, measure, county": [
        ("Governor Kent Houston resigned; Houston had been ill.", "Houston"),
        ("Julio Cesar Moreno scored; Moreno was carried off.", "Moreno"),
        ("The dose was 4.2 (SD 1.1).", "SD"),
        ("It cost US$40 million.", "US"),
        ("Sheriff Jordan said the man was armed.", "Jordan"),
        ("They came with their daughter Sydney.", "Sydney"),
        ("Deputies in Boone County voted no.", "Boone County"),
    ],
}


def cases(kinds: dict[str, list[tuple[str, str]]]) -> list[tuple[str, str]]:
    return [case for of_kind in kinds.values() for case in of_kind]


def over(geoparser: Geoparser, article: Article, name: str, occurrence: int) -> list[Resolution]:
    start = -1
    for _ in range(occurrence):
        start = article.text.index(name, start + 1)
    (parsed,) = geoparser.geoparse([article])
    return [
        found
        for found in parsed.resolutions
        if found.toponym.start < start + len(name) and start < found.toponym.end
    ]


def assert_placed(geoparser: Geoparser, article: Article, expected: str) -> None:
    name, _, where = (part.strip() for part in expected.partition("="))
    numbered = name.rpartition(" ")
    name, occurrence = (numbered[0], int(numbered[2])) if numbered[2].isdigit() else (name, 1)
    (found,) = over(geoparser, article, name, occurrence)
    country, _, longitude = where.partition(" ")
    assert found.toponym.text == name
    assert found.place is not None, found.candidates[:2]
    assert not country or found.place.country_code == country
    assert not longitude or abs(found.place.longitude - float(longitude)) < 2.5


@pytest.mark.parametrize(("text", "expected"), cases(PLACED))
def test_where_anybody_would_look(geoparser: Geoparser, text: str, expected: str) -> None:
    assert_placed(geoparser, Article("a", "", text), expected)


@pytest.mark.parametrize("address", FOREIGN_ADDRESS)
def test_whatever_the_address_of_the_paper(geoparser: Geoparser, address: str) -> None:
    text, expected = FOREIGN_ADDRESS[address]
    assert_placed(geoparser, Article("a", "", text, url=address), expected)


@pytest.mark.parametrize(("text", "name"), cases(WITHOUT_PLACE))
def test_rather_no_place(geoparser: Geoparser, text: str, name: str) -> None:
    assert not [r.place for r in over(geoparser, Article("a", "", text), name, 1) if r.place]


@pytest.mark.parametrize(
    ("name", "country", "longitude"),
    [
        ("Portland", "US", -122.7),
        ("Gaza", "PS", 34.5),
        ("Suzhou", "CN", 120.6),
        ("Columbia", "US", -81),
        ("Salvador", "BR", -38.5),
        ("Kita", "JP", 139.7),
        ("Hudson", "US", -74),
        ("Heathrow", "GB", -0.5),
    ],
)
def test_by_its_name_alone_the_one_that_anybody_means_comes_first(
    gazetteer: Gazetteer, name: str, country: str, longitude: float
) -> None:
    first = Resolver(gazetteer, 0.0).rank(name)[0].place
    assert first.country_code == country
    assert abs(first.longitude - longitude) < 1
