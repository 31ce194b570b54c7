"""French names of towns, states and regions that French calls otherwise than GeoNames' main name,
and of places that are in no country: continents, oceans, seas, parts of the world.

By GeoNames' id, for another London keeps its name; regions of the world by the name that the
gazetteer gives them. The gazetteer knows names of many languages but not which is of which; a town
that is not here is called as the gazetteer calls it.
"""

import re

DIVISIONS = {
    "Province": "Province", "Governorate": "Gouvernorat", "Oblast": "Oblast", "Region": "Région",
    "District": "District", "County": "Comté", "Krai": "Kraï", "Prefecture": "Préfecture",
    "Department": "Département", "Municipality": "Municipalité",
}  # fmt: skip
"""What the last word of an English name of a division is in French, where it comes first."""
_DIVISION = re.compile(rf"(?P<named>.+) (?P<kind>{'|'.join(DIVISIONS)})")
# Such a name has English words in it, which French does not place before or after as they are.
_ENGLISH = frozenset((
    "the", "of", "and", "city", "capital", "river", "island", "islands", "new", "greater",
    "upper", "lower", "central", "middle", "north", "south", "east", "west", "northern",
    "southern", "eastern", "western", "northeastern", "northwestern", "southeastern",
    "southwestern", "autonomous", "metropolitan", "special", "national",
))  # fmt: skip


def division_name(name: str) -> str:
    """« Province de Takhar » for "Takhar Province"; other names as they are."""
    found = _DIVISION.fullmatch(name)
    if not found or _ENGLISH & set(re.split(r"\W+", found["named"].lower())):
        return name
    named = found["named"]
    link = "d'" if named[0] in "AEIOUÂÉÈÎÔ" else "de "
    return f"{DIVISIONS[found['kind']]} {link}{named}"


PLACES = {
    "geonames:3041563": "Andorre-la-Vieille",  # Andorra la Vella, AD
    "geonames:292968": "Abou Dhabi",  # Abu Dhabi, AE
    "geonames:292223": "Dubaï",  # Dubai, AE
    "geonames:292878": "Fujaïrah",  # Fujairah, AE
    "geonames:291074": "Ras el Khaïmah",  # Ras Al Khaimah, AE
    "geonames:292672": "Charjah",  # Sharjah, AE
    "geonames:1140026": "Hérat",  # Herat, AF
    "geonames:1139715": "Jalalabad",  # Jalālābād, AF
    "geonames:1138958": "Kaboul",  # Kabul, AF
    "geonames:1138336": "Kandahar",  # Kandahār, AF
    "geonames:1135689": "Kondoz",  # Kunduz, AF
    "geonames:1133616": "Mazar-e-Charif",  # Mazār-e Sharīf, AF
    "geonames:616052": "Erevan",  # Yerevan, AM
    "geonames:2766824": "Salzbourg",  # Salzburg, AT
    "geonames:2761369": "Vienne",  # Vienna, AT
    "geonames:2155400": "Nouvelle-Galles du Sud",  # New South Wales, AU
    "geonames:2064513": "Territoire du Nord",  # Northern Territory, AU
    "geonames:2061327": "Australie-Méridionale",  # South Australia, AU
    "geonames:2147291": "Tasmanie",  # Tasmania, AU
    "geonames:2058645": "Australie-Occidentale",  # Western Australia, AU
    "geonames:587084": "Bakou",  # Baku, AZ
    "geonames:586523": "Gandja",  # Ganja, AZ
    "geonames:147429": "Nakhitchevan",  # Naxçıvan, AZ
    "geonames:1205733": "Chittagong",  # Chattogram, BD
    "geonames:1185241": "Dacca",  # Dhaka, BD
    "geonames:2803448": "Alost",  # Aalst, BE
    "geonames:2803138": "Anvers",  # Antwerp, BE
    "geonames:2800931": "Bruges",  # Brugge, BE
    "geonames:2800866": "Bruxelles",  # Brussels, BE
    "geonames:2797656": "Gand",  # Gent, BE
    "geonames:2795100": "Ypres",  # Ieper, BE
    "geonames:2794055": "Courtrai",  # Kortrijk, BE
    "geonames:2792482": "Louvain",  # Leuven, BE
    "geonames:2791537": "Malines",  # Mechelen, BE
    "geonames:2789786": "Ostende",  # Oostende, BE
    "geonames:2787889": "Roulers",  # Roeselare, BE
    "geonames:732770": "Bourgas",  # Burgas, BG
    "geonames:3469058": "Brasilia",  # Brasília, BR
    "geonames:1252416": "Thimphou",  # Thimphu, BT
    "geonames:630468": "Bobrouïsk",  # Bobruysk, BY
    "geonames:627907": "Gomel",  # Homyel', BY
    "geonames:627904": "Grodno",  # Hrodna, BY
    "geonames:625665": "Moguilev",  # Mahilyow, BY
    "geonames:5909050": "Colombie-Britannique",  # British Columbia, CA
    "geonames:5964700": "Grand Sudbury",  # Greater Sudbury, CA
    "geonames:6087430": "Nouveau-Brunswick",  # New Brunswick, CA
    "geonames:6354959": "Terre-Neuve-et-Labrador",  # Newfoundland and Labrador, CA
    "geonames:6091530": "Nouvelle-Écosse",  # Nova Scotia, CA
    "geonames:6113358": "Île-du-Prince-Édouard",  # Prince Edward Island, CA
    "geonames:6115047": "Québec",  # Quebec, CA
    "geonames:6325494": "Québec",  # Quebec City, CA
    "geonames:6324733": "Saint-Jean de Terre-Neuve",  # St. John's, CA
    "geonames:2661604": "Bâle",  # Basel, CH
    "geonames:2661552": "Berne",  # Bern, CH
    "geonames:2660646": "Genève",  # Geneva, CH
    "geonames:2659811": "Lucerne",  # Luzern, CH
    "geonames:2658822": "Saint-Gall",  # Sankt Gallen, CH
    "geonames:2658564": "Soleure",  # Solothurn, CH
    "geonames:2657896": "Zurich",  # Zürich, CH
    "geonames:1816670": "Pékin",  # Beijing, CN
    "geonames:1809858": "Canton",  # Guangzhou, CN
    "geonames:2035607": "Mongolie-Intérieure",  # Inner Mongolia, CN
    "geonames:1280849": "Kachgar",  # Kashgar, CN
    "geonames:1280737": "Lhassa",  # Lhasa, CN
    "geonames:1799962": "Nankin",  # Nanjing, CN
    "geonames:1529102": "Urumqi",  # Ürümqi, CN
    "geonames:3688689": "Bogota",  # Bogotá, CO
    "geonames:3687238": "Carthagène des Indes",  # Cartagena, CO
    "geonames:3553478": "La Havane",  # Havana, CU
    "geonames:146268": "Nicosie",  # Nicosia, CY
    "geonames:3247449": "Aix-la-Chapelle",  # Aachen, DE
    "geonames:2954172": "Augsbourg",  # Augsburg, DE
    "geonames:2951839": "Bavière",  # Bavaria, DE
    "geonames:2945356": "Brandebourg",  # Brandenburg, DE
    "geonames:2945024": "Brunswick",  # Braunschweig, DE
    "geonames:2944388": "Brême",  # Bremen, DE
    "geonames:2935022": "Dresde",  # Dresden, DE
    "geonames:2934691": "Duisbourg",  # Duisburg, DE
    "geonames:2925533": "Francfort-sur-le-Main",  # Frankfurt am Main, DE
    "geonames:2925177": "Fribourg-en-Brisgau",  # Freiburg, DE
    "geonames:2911298": "Hambourg",  # Hamburg, DE
    "geonames:2911297": "Hambourg",  # Hamburg, DE
    "geonames:2910831": "Hanovre",  # Hannover, DE
    "geonames:2892518": "Cassel",  # Kassel, DE
    "geonames:2886946": "Coblence",  # Koblenz, DE
    "geonames:2886242": "Cologne",  # Köln, DE
    "geonames:2885679": "Constance",  # Konstanz, DE
    "geonames:2862926": "Basse-Saxe",  # Lower Saxony, DE
    "geonames:2874545": "Magdebourg",  # Magdeburg, DE
    "geonames:2874225": "Mayence",  # Mainz, DE
    "geonames:2861876": "Rhénanie-du-Nord-Westphalie",  # North Rhine-Westphalia, DE
    "geonames:2849483": "Ratisbonne",  # Regensburg, DE
    "geonames:2847618": "Rhénanie-Palatinat",  # Rheinland-Pfalz, DE
    "geonames:2842647": "Sarrebruck",  # Saarbrücken, DE
    "geonames:2842566": "Saxe",  # Saxony, DE
    "geonames:2822542": "Thuringe",  # Thuringia, DE
    "geonames:2821164": "Trèves",  # Trier, DE
    "geonames:2805615": "Wurtzbourg",  # Würzburg, DE
    "geonames:2624652": "Aarhus",  # Århus, DK
    "geonames:2618425": "Copenhague",  # Copenhagen, DK
    "geonames:2620473": "Elseneur",  # Helsingør, DK
    "geonames:3492908": "Saint-Domingue",  # Santo Domingo, DO
    "geonames:2507480": "Alger",  # Algiers, DZ
    "geonames:361320": "Le Fayoum",  # Al Fayyum, EG
    "geonames:361058": "Alexandrie",  # Alexandria, EG
    "geonames:359783": "Assiout",  # Assiut, EG
    "geonames:359792": "Assouan",  # Aswan, EG
    "geonames:360630": "Le Caire",  # Cairo, EG
    "geonames:360995": "Gizeh",  # Giza, EG
    "geonames:361291": "Hourghada",  # Hurghada, EG
    "geonames:361055": "Ismaïlia",  # Ismailia, EG
    "geonames:360502": "Louxor",  # Luxor, EG
    "geonames:358619": "Port-Saïd",  # Port Said, EG
    "geonames:2462881": "Laâyoune",  # Laayoune, EH
    "geonames:330546": "Massaoua",  # Massawa, ER
    "geonames:3119841": "La Corogne",  # A Coruña, ES
    "geonames:2593109": "Andalousie",  # Andalusia, ES
    "geonames:3128760": "Barcelone",  # Barcelona, ES
    "geonames:3336903": "Pays basque",  # Basque Country, ES
    "geonames:2520600": "Cadix",  # Cádiz, ES
    "geonames:3336900": "Castille-et-León",  # Castille and León, ES
    "geonames:3336901": "Catalogne",  # Catalonia, ES
    "geonames:2519240": "Cordoue",  # Córdoba, ES
    "geonames:3110044": "Saint-Sébastien",  # Donostia / San Sebastián, ES
    "geonames:3336902": "Galice",  # Galicia, ES
    "geonames:2517117": "Grenade",  # Granada, ES
    "geonames:2514256": "Malaga",  # Málaga, ES
    "geonames:2512989": "Palma de Majorque",  # Palma, ES
    "geonames:3114472": "Pampelune",  # Pamplona, ES
    "geonames:2510911": "Séville",  # Sevilla, ES
    "geonames:2510409": "Tolède",  # Toledo, ES
    "geonames:2509954": "Valence",  # Valencia, ES
    "geonames:3104324": "Saragosse",  # Zaragoza, ES
    "geonames:344979": "Addis-Abeba",  # Addis Ababa, ET
    "geonames:2653877": "Cantorbéry",  # Canterbury, GB
    "geonames:2651048": "Douvres",  # Dover, GB
    "geonames:2650225": "Édimbourg",  # Edinburgh, GB
    "geonames:6269131": "Angleterre",  # England, GB
    "geonames:2643743": "Londres",  # London, GB
    "geonames:2641673": "Newcastle",  # Newcastle upon Tyne, GB
    "geonames:2641364": "Irlande du Nord",  # Northern Ireland, GB
    "geonames:2638360": "Écosse",  # Scotland, GB
    "geonames:2634895": "Pays de Galles",  # Wales, GB
    "geonames:615532": "Batoumi",  # Batumi, GE
    "geonames:613607": "Koutaïssi",  # Kutaisi, GE
    "geonames:611847": "Soukhoumi",  # Sokhumi, GE
    "geonames:611717": "Tbilissi",  # Tbilisi, GE
    "geonames:2298890": "Koumassi",  # Kumasi, GH
    "geonames:3425505": "Groenland",  # Greenland, GL
    "geonames:264371": "Athènes",  # Athens, GR
    "geonames:2463679": "Corfou",  # Corfu, GR
    "geonames:259289": "Corinthe",  # Corinth, GR
    "geonames:261745": "Héraklion",  # Irákleion, GR
    "geonames:255683": "Patras",  # Pátra, GR
    "geonames:255274": "Le Pirée",  # Piraeus, GR
    "geonames:734077": "Thessalonique",  # Thessaloniki, GR
    "geonames:3598132": "Guatemala",  # Guatemala City, GT
    "geonames:295530": "Beer-Sheva",  # Beersheba, IL
    "geonames:294801": "Haïfa",  # Haifa, IL
    "geonames:281184": "Jérusalem",  # Jerusalem, IL
    "geonames:1277333": "Bangalore",  # Bengaluru, IN
    "geonames:1269320": "Jammu-et-Cachemire",  # Jammu and Kashmir, IN
    "geonames:1273874": "Cochin",  # Kochi, IN
    "geonames:1275004": "Calcutta",  # Kolkata, IN
    "geonames:1265873": "Calicut",  # Kozhikode, IN
    "geonames:1275339": "Bombay",  # Mumbai, IN
    "geonames:1262321": "Mysore",  # Mysuru, IN
    "geonames:1259425": "Pondichéry",  # Pondicherry, IN
    "geonames:99454": "Falloujah",  # Al Fallujah, IQ
    "geonames:98182": "Bagdad",  # Baghdad, IQ
    "geonames:99532": "Bassorah",  # Basra, IQ
    "geonames:94824": "Kerbala",  # Karbala, IQ
    "geonames:94787": "Kirkouk",  # Kirkuk, IQ
    "geonames:99072": "Mossoul",  # Mosul, IQ
    "geonames:98860": "Nadjaf",  # Najaf, IQ
    "geonames:98463": "Souleimaniye",  # Sulaymaniyah, IQ
    "geonames:139817": "Bouchehr",  # Bushehr, IR
    "geonames:418863": "Ispahan",  # Isfahan, IR
    "geonames:124665": "Machhad",  # Mashhad, IR
    "geonames:121801": "Ourmia",  # Orūmīyeh, IR
    "geonames:115019": "Chiraz",  # Shiraz, IR
    "geonames:112931": "Téhéran",  # Tehran, IR
    "geonames:3413829": "Reykjavik",  # Reykjavík, IS
    "geonames:3183089": "Ancône",  # Ancona, IT
    "geonames:3169778": "Pouilles",  # Apulia, IT
    "geonames:3182164": "Bergame",  # Bergamo, IT
    "geonames:3181928": "Bologne",  # Bologna, IT
    "geonames:2525468": "Calabre",  # Calabria, IT
    "geonames:3177090": "Ferrare",  # Ferrara, IT
    "geonames:3176219": "Gênes",  # Genoa, IT
    "geonames:3174976": "Latium",  # Lazio, IT
    "geonames:3174659": "Livourne",  # Livorno, IT
    "geonames:3174618": "Lombardie",  # Lombardy, IT
    "geonames:3174530": "Lucques",  # Lucca, IT
    "geonames:3174051": "Mantoue",  # Mantova, IT
    "geonames:2524170": "Messine",  # Messina, IT
    "geonames:3173331": "Modène",  # Modena, IT
    "geonames:3171728": "Padoue",  # Padova, IT
    "geonames:2523920": "Palerme",  # Palermo, IT
    "geonames:3171457": "Parme",  # Parma, IT
    "geonames:3171180": "Pérouse",  # Perugia, IT
    "geonames:3170831": "Piémont",  # Piedmont, IT
    "geonames:3170647": "Pise",  # Pisa, IT
    "geonames:3169561": "Ravenne",  # Ravenna, IT
    "geonames:3168673": "Salerne",  # Salerno, IT
    "geonames:2523228": "Sardaigne",  # Sardinia, IT
    "geonames:2523119": "Sicile",  # Sicily, IT
    "geonames:3166548": "Sienne",  # Siena, IT
    "geonames:3165926": "Tarente",  # Taranto, IT
    "geonames:3165243": "Trente",  # Trento, IT
    "geonames:3165201": "Trévise",  # Treviso, IT
    "geonames:3165361": "Toscane",  # Tuscany, IT
    "geonames:3164604": "Vénétie",  # Veneto, IT
    "geonames:3164603": "Venise",  # Venice, IT
    "geonames:3164527": "Vérone",  # Verona, IT
    "geonames:3164419": "Vicence",  # Vicenza, IT
    "geonames:1528675": "Bichkek",  # Bishkek, KG
    "geonames:1877449": "Hamhung",  # Hamhŭng, KP
    "geonames:1866923": "Wonsan",  # Wŏnsan, KP
    "geonames:1835848": "Séoul",  # Seoul, KR
    "geonames:285787": "Koweït",  # Kuwait City, KW
    "geonames:610612": "Aktaou",  # Aktau, KZ
    "geonames:610529": "Atyraou",  # Atyrau, KZ
    "geonames:1521368": "Baïkonour",  # Baikonur, KZ
    "geonames:609655": "Karaganda",  # Karagandy, KZ
    "geonames:1518980": "Chymkent",  # Shymkent, KZ
    "geonames:1520316": "Oust-Kamenogorsk",  # Ust-Kamenogorsk, KZ
    "geonames:276781": "Beyrouth",  # Beirut, LB
    "geonames:267008": "Tyr",  # Tyre, LB
    "geonames:598098": "Klaipeda",  # Klaipėda, LT
    "geonames:2214846": "Misrata",  # Misratah, LY
    "geonames:2212775": "Sebha",  # Sabha, LY
    "geonames:2210554": "Syrte",  # Sirte, LY
    "geonames:81302": "Tobrouk",  # Tobruk, LY
    "geonames:2548885": "Fès",  # Fes, MA
    "geonames:2542997": "Marrakech",  # Marrakesh, MA
    "geonames:2530335": "Tanger",  # Tangier, MA
    "geonames:618426": "Chisinau",  # Chişinău, MD
    "geonames:2449067": "Tombouctou",  # Timbuktu, ML
    "geonames:6611854": "Naypyidaw",  # Nay Pyi Taw, MM
    "geonames:1298824": "Rangoun",  # Yangon, MM
    "geonames:2028462": "Oulan-Bator",  # Ulaanbaatar, MN
    "geonames:2562305": "La Valette",  # Valletta, MT
    "geonames:934154": "Port-Louis",  # Port Louis, MU
    "geonames:1282027": "Malé",  # Male, MV
    "geonames:3530597": "Mexico",  # Mexico City, MX
    "geonames:2747351": "Bois-le-Duc",  # 's-Hertogenbosch, NL
    "geonames:2755251": "Groningue",  # Groningen, NL
    "geonames:2751773": "Leyde",  # Leiden, NL
    "geonames:2750053": "Nimègue",  # Nijmegen, NL
    "geonames:2747373": "La Haye",  # The Hague, NL
    "geonames:2745392": "Flessingue",  # Vlissingen, NL
    "geonames:1283240": "Katmandou",  # Kathmandu, NP
    "geonames:287286": "Mascate",  # Muscat, OM
    "geonames:3703443": "Panama",  # Panama City, PA
    "geonames:1717512": "Cebu",  # Cebu City, PH
    "geonames:1701668": "Manille",  # Manila, PH
    "geonames:3099434": "Gdansk",  # Gdańsk, PL
    "geonames:3094802": "Cracovie",  # Kraków, PL
    "geonames:756135": "Varsovie",  # Warsaw, PL
    "geonames:284315": "Bethléem",  # Bethlehem, PS
    "geonames:281132": "Bande de Gaza",  # Gaza Strip, PS
    "geonames:285066": "Hébron",  # Hebron, PS
    "geonames:283506": "Jénine",  # Jenin, PS
    "geonames:284899": "Jéricho",  # Jericho, PS
    "geonames:282615": "Naplouse",  # Nablus, PS
    "geonames:285153": "Cisjordanie",  # West Bank, PS
    "geonames:2267057": "Lisbonne",  # Lisbon, PT
    "geonames:3439389": "Assomption",  # Asunción, PY
    "geonames:683506": "Bucarest",  # Bucharest, RO
    "geonames:680963": "Constanta",  # Constanţa, RO
    "geonames:677697": "Galati",  # Galaţi, RO
    "geonames:675810": "Iasi",  # Iaşi, RO
    "geonames:665087": "Timisoara",  # Timişoara, RO
    "geonames:581049": "Arkhangelsk",  # Arkhangel’sk, RU
    "geonames:1510853": "Barnaoul",  # Barnaul, RU
    "geonames:2026643": "Birobidjan",  # Birobidzhan, RU
    "geonames:2026609": "Blagovechtchensk",  # Blagoveshchensk, RU
    "geonames:571476": "Briansk",  # Bryansk, RU
    "geonames:569696": "Tcheboksary",  # Cheboksary, RU
    "geonames:569665": "Tchétchénie",  # Chechnya, RU
    "geonames:1508291": "Tcheliabinsk",  # Chelyabinsk, RU
    "geonames:569223": "Tcherepovets",  # Cherepovets, RU
    "geonames:2025339": "Tchita",  # Chita, RU
    "geonames:567293": "Daghestan",  # Dagestan, RU
    "geonames:1507116": "Doudinka",  # Dudinka, RU
    "geonames:554840": "Ijevsk",  # Izhevsk, RU
    "geonames:1503772": "Khanty-Mansiïsk",  # Khanty-Mansiysk, RU
    "geonames:2021851": "Komsomolsk-sur-l’Amour",  # Komsomolsk-on-Amur, RU
    "geonames:1502026": "Krasnoïarsk",  # Krasnoyarsk, RU
    "geonames:1501321": "Kourgan",  # Kurgan, RU
    "geonames:538560": "Koursk",  # Kursk, RU
    "geonames:532096": "Makhatchkala",  # Makhachkala, RU
    "geonames:524901": "Moscou",  # Moscow, RU
    "geonames:524305": "Mourmansk",  # Murmansk, RU
    "geonames:523750": "Naberejnye Tchelny",  # Naberezhnyye Chelny, RU
    "geonames:523523": "Naltchik",  # Nalchik, RU
    "geonames:2122850": "Nikolaïevsk-sur-l’Amour",  # Nikolayevsk-on-Amure, RU
    "geonames:1497543": "Nijnevartovsk",  # Nizhnevartovsk, RU
    "geonames:520555": "Nijni Novgorod",  # Nizhniy Novgorod, RU
    "geonames:520494": "Nijni Taguil",  # Nizhny Tagil, RU
    "geonames:1496990": "Novokouznetsk",  # Novokuznetsk, RU
    "geonames:1496747": "Novossibirsk",  # Novosibirsk, RU
    "geonames:1496511": "Novy Ourengoï",  # Novyy Urengoy, RU
    "geonames:515003": "Orenbourg",  # Orenburg, RU
    "geonames:2122104": "Petropavlovsk-Kamtchatski",  # Petropavlovsk-Kamchatsky, RU
    "geonames:501175": "Rostov-sur-le-Don",  # Rostov-na-Donu, RU
    "geonames:500096": "Riazan",  # Ryazan’, RU
    "geonames:498817": "Saint-Pétersbourg",  # Saint Petersburg, RU
    "dateline:siberia": "Sibérie",  # Siberia, RU
    "geonames:491422": "Sotchi",  # Sochi, RU
    "geonames:487928": "Stary Oskol",  # Staryy Oskol, RU
    "geonames:1490624": "Sourgout",  # Surgut, RU
    "geonames:482283": "Togliatti",  # Tolyatti, RU
    "geonames:480562": "Toula",  # Tula, RU
    "geonames:1488754": "Tioumen",  # Tyumen, RU
    "geonames:479561": "Oufa",  # Ufa, RU
    "geonames:479411": "Oukhta",  # Ukhta, RU
    "geonames:2014407": "Oulan-Oude",  # Ulan-Ude, RU
    "geonames:479123": "Oulianovsk",  # Ulyanovsk, RU
    "geonames:519336": "Veliki Novgorod",  # Velikiy Novgorod, RU
    "geonames:476077": "Velikie Louki",  # Velikiye Luki, RU
    "geonames:1486910": "Vorkouta",  # Vorkuta, RU
    "geonames:472045": "Voronej",  # Voronezh, RU
    "geonames:2013159": "Iakoutsk",  # Yakutsk, RU
    "geonames:468902": "Iaroslavl",  # Yaroslavl, RU
    "geonames:1486209": "Iekaterinbourg",  # Yekaterinburg, RU
    "geonames:467978": "Ielets",  # Yelets, RU
    "geonames:466885": "Ieïsk",  # Yeysk, RU
    "geonames:466806": "Iochkar-Ola",  # Yoshkar-Ola, RU
    "geonames:2119441": "Ioujno-Sakhalinsk",  # Yuzhno-Sakhalinsk, RU
    "geonames:105343": "Djeddah",  # Jeddah, SA
    "geonames:104515": "La Mecque",  # Mecca, SA
    "geonames:109223": "Médine",  # Medina, SA
    "geonames:108410": "Riyad",  # Riyadh, SA
    "geonames:101628": "Tabouk",  # Tabuk, SA
    "geonames:365137": "Omdourman",  # Omdurman, SD
    "geonames:377039": "Port-Soudan",  # Port Sudan, SD
    "geonames:2711537": "Göteborg",  # Gothenburg, SE
    "geonames:1880252": "Singapour",  # Singapore, SG
    "geonames:3168070": "Saint-Marin",  # San Marino, SM
    "geonames:57289": "Hargeisa",  # Hargeysa, SO
    "geonames:53654": "Mogadiscio",  # Mogadishu, SO
    "geonames:373303": "Djouba",  # Juba, SS
    "geonames:173811": "Hassaké",  # Al Ḩasakah, SY
    "geonames:173377": "Qamichli",  # Al Qāmishlī, SY
    "geonames:170063": "Alep",  # Aleppo, SY
    "geonames:172955": "Raqqa",  # Ar Raqqah, SY
    "geonames:170654": "Damas",  # Damascus, SY
    "geonames:170017": "Hama",  # Hamah, SY
    "geonames:169389": "Idleb",  # Idlib, SY
    "geonames:173576": "Lattaquié",  # Latakia, SY
    "geonames:163808": "Palmyre",  # Palmyra, SY
    "geonames:163345": "Tartous",  # Ţarţūs, SY
    "geonames:2427123": "N’Djaména",  # N'Djamena, TD
    "geonames:1221874": "Douchanbé",  # Dushanbe, TJ
    "geonames:1514879": "Khodjent",  # Khujand, TJ
    "geonames:162183": "Achgabat",  # Ashgabat, TM
    "geonames:601594": "Turkmenbachi",  # Türkmenbaşy, TM
    "geonames:4032402": "Nuku’alofa",  # Nuku‘alofa, TO
    "geonames:316541": "Diyarbakir",  # Diyarbakır, TR
    "geonames:315202": "Eskisehir",  # Eskişehir, TR
    "geonames:311046": "Izmir",  # İzmir, TR
    "geonames:3573890": "Port-d’Espagne",  # Port of Spain, TT
    "geonames:713174": "Bakhmout",  # Bakhmut, UA
    "geonames:710791": "Tcherkassy",  # Cherkasy, UA
    "geonames:710735": "Tchernihiv",  # Chernihiv, UA
    "geonames:710719": "Tchernivtsi",  # Chernivtsi, UA
    "geonames:703883": "Crimée",  # Crimea, UA
    "geonames:707308": "Izmaïl",  # Izmayil, UA
    "geonames:706524": "Kertch",  # Kerch, UA
    "geonames:704147": "Krementchouk",  # Kremenchuk, UA
    "geonames:703845": "Kryvyï Rih",  # Kryvyy Rih, UA
    "geonames:703656": "Koupiansk",  # Kupyansk, UA
    "geonames:702658": "Louhansk",  # Luhansk, UA
    "geonames:702569": "Loutsk",  # Lutsk, UA
    "geonames:701822": "Marioupol",  # Mariupol, UA
    "geonames:700569": "Mykolaïv",  # Mykolaiv, UA
    "geonames:698740": "Odessa",  # Odesa, UA
    "geonames:694423": "Sébastopol",  # Sevastopol, UA
    "geonames:692194": "Soumy",  # Sumy, UA
    "geonames:690688": "Ouman",  # Uman, UA
    "geonames:690548": "Oujhorod",  # Uzhhorod, UA
    "geonames:689558": "Vinnytsia",  # Vinnytsya, UA
    "geonames:688105": "Eupatoria",  # Yevpatoriya, UA
    "geonames:687684": "Zaporijjia",  # Zaporizhzhia, UA
    "geonames:687700": "Zaporijjia",  # Zaporizhzhya, UA
    "geonames:686967": "Jytomyr",  # Zhytomyr, UA
    "geonames:5332921": "Californie",  # California, US
    "geonames:4155751": "Floride",  # Florida, US
    "geonames:4197000": "Géorgie",  # Georgia, US
    "geonames:5855797": "Hawaï",  # Hawaii, US
    "geonames:4331987": "Louisiane",  # Louisiana, US
    "geonames:5481136": "Nouveau-Mexique",  # New Mexico, US
    "geonames:4335045": "La Nouvelle-Orléans",  # New Orleans, US
    "geonames:5128581": "New York",  # New York City, US
    "geonames:4482348": "Caroline du Nord",  # North Carolina, US
    "geonames:5690763": "Dakota du Nord",  # North Dakota, US
    "geonames:6254927": "Pennsylvanie",  # Pennsylvania, US
    "geonames:4560349": "Philadelphie",  # Philadelphia, US
    "geonames:5392171": "San José",  # San Jose, US
    "geonames:4597040": "Caroline du Sud",  # South Carolina, US
    "geonames:5769223": "Dakota du Sud",  # South Dakota, US
    "geonames:4407066": "Saint-Louis",  # St. Louis, US
    "geonames:6254928": "Virginie",  # Virginia, US
    "geonames:4826850": "Virginie-Occidentale",  # West Virginia, US
    "geonames:1514588": "Andijan",  # Andijon, UZ
    "geonames:1217662": "Boukhara",  # Bukhara, UZ
    "geonames:601294": "Noukous",  # Nukus, UZ
    "geonames:1216265": "Samarcande",  # Samarkand, UZ
    "geonames:1512569": "Tachkent",  # Tashkent, UZ
    "geonames:6691831": "Cité du Vatican",  # Vatican City, VA
    "geonames:1581298": "Haïphong",  # Haiphong, VN
    "geonames:1581130": "Hanoï",  # Hanoi, VN
    "geonames:1566083": "Hô Chi Minh-Ville",  # Ho Chi Minh City, VN
    "geonames:1580240": "Hué",  # Huế, VN
    "geonames:1562414": "Vung Tau",  # Vũng Tàu, VN
    "geonames:79415": "Hodeïda",  # Al Ḩudaydah, YE
    "geonames:71137": "Sanaa",  # Sana'a, YE
    "geonames:70225": "Taëz",  # Taiz, YE
    "geonames:3369157": "Le Cap",  # Cape Town, ZA
}


REGIONS = {
    "Africa": "Afrique", "Antarctica": "Antarctique", "Asia": "Asie", "Europe": "Europe",
    "North America": "Amérique du Nord", "South America": "Amérique du Sud", "Oceania": "Océanie",
    "Americas": "Amériques", "Latin America": "Amérique latine",
    "Central America": "Amérique centrale", "Eurasia": "Eurasie", "Earth": "Terre",
    "West": "Occident", "Global South": "Sud global", "Arab World": "Monde arabe",
    "Middle East": "Moyen-Orient", "Gulf States": "États du Golfe", "Balkans": "Balkans",
    "Caribbean": "Caraïbes", "Caucasus": "Caucase", "Scandinavia": "Scandinavie",
    "Kurdistan": "Kurdistan", "Maghreb": "Maghreb", "Levant": "Levant", "Sahel": "Sahel",
    "Sahara": "Sahara", "Siberia": "Sibérie", "Arctic": "Arctique", "Himalayas": "Himalaya",
    "Alps": "Alpes", "Andes": "Andes", "Amazon Basin": "Bassin de l'Amazone",
    "Congo Basin": "Bassin du Congo", "Horn of Africa": "Corne de l'Afrique",
    "West Africa": "Afrique de l'Ouest", "East Africa": "Afrique de l'Est",
    "North Africa": "Afrique du Nord", "Central Africa": "Afrique centrale",
    "Southern Africa": "Afrique australe", "Sub-Saharan Africa": "Afrique subsaharienne",
    "Asia-Pacific": "Asie-Pacifique", "East Asia": "Asie de l'Est", "South Asia": "Asie du Sud",
    "Southeast Asia": "Asie du Sud-Est", "Central Asia": "Asie centrale",
    "West Asia": "Asie de l'Ouest", "Eastern Europe": "Europe de l'Est",
    "Western Europe": "Europe de l'Ouest", "Central Europe": "Europe centrale",
    "Northern Europe": "Europe du Nord", "Southern Europe": "Europe du Sud",
    "Pacific Ocean": "Océan Pacifique", "Atlantic Ocean": "Océan Atlantique",
    "Indian Ocean": "Océan Indien", "Arctic Ocean": "Océan Arctique",
    "Southern Ocean": "Océan Austral", "North Pacific Ocean": "Pacifique Nord",
    "South Pacific Ocean": "Pacifique Sud", "Western Pacific": "Pacifique occidental",
    "North Atlantic Ocean": "Atlantique Nord", "South Atlantic Ocean": "Atlantique Sud",
    "Adriatic Sea": "Mer Adriatique", "Aegean Sea": "Mer Égée", "Andaman Sea": "Mer d'Andaman",
    "Arabian Sea": "Mer d'Arabie", "Baltic Sea": "Mer Baltique", "Barents Sea": "Mer de Barents",
    "Beaufort Sea": "Mer de Beaufort", "Bering Sea": "Mer de Béring", "Black Sea": "Mer Noire",
    "Caribbean Sea": "Mer des Caraïbes", "Caspian Sea": "Mer Caspienne",
    "Celebes Sea": "Mer de Célèbes", "Coral Sea": "Mer de Corail", "Dead Sea": "Mer Morte",
    "East China Sea": "Mer de Chine orientale", "Ionian Sea": "Mer Ionienne",
    "Irish Sea": "Mer d'Irlande", "Java Sea": "Mer de Java", "Kara Sea": "Mer de Kara",
    "Labrador Sea": "Mer du Labrador", "Mediterranean Sea": "Mer Méditerranée",
    "North Sea": "Mer du Nord", "Norwegian Sea": "Mer de Norvège",
    "Philippine Sea": "Mer des Philippines", "Red Sea": "Mer Rouge", "Sea of Azov": "Mer d'Azov",
    "Sea of Japan": "Mer du Japon", "Sea of Marmara": "Mer de Marmara",
    "Sea of Okhotsk": "Mer d'Okhotsk", "South China Sea": "Mer de Chine méridionale",
    "Tasman Sea": "Mer de Tasman", "Tyrrhenian Sea": "Mer Tyrrhénienne",
    "White Sea": "Mer Blanche", "Yellow Sea": "Mer Jaune",
    "Bay of Bengal": "Golfe du Bengale", "Bay of Biscay": "Golfe de Gascogne",
    "English Channel": "Manche", "Gulf of Aden": "Golfe d'Aden",
    "Gulf of Alaska": "Golfe d'Alaska", "Gulf of Finland": "Golfe de Finlande",
    "Gulf of Guinea": "Golfe de Guinée", "Gulf of Mexico": "Golfe du Mexique",
    "Gulf of Oman": "Golfe d'Oman", "Gulf of Thailand": "Golfe de Thaïlande",
    "Gulf of Tonkin": "Golfe du Tonkin", "Persian Gulf": "Golfe Persique",
    "Bosphorus": "Bosphore", "Dardanelles": "Dardanelles", "Taiwan Strait": "Détroit de Taïwan",
    "Strait of Gibraltar": "Détroit de Gibraltar", "Strait of Hormuz": "Détroit d'Ormuz",
    "Strait of Malacca": "Détroit de Malacca", "Suez Canal": "Canal de Suez",
    "Panama Canal": "Canal de Panama",
}  # fmt: skip
