"""French names of towns, states and regions that French calls otherwise than GeoNames' main name.

By GeoNames' id, for another London keeps its name. The gazetteer knows names of many languages but
not which is of which; a town that is not here is called as the gazetteer calls it.
"""

PLACES = {
    "geonames:292968": "Abou Dhabi",  # Abu Dhabi, AE
    "geonames:292223": "Dubaï",  # Dubai, AE
    "geonames:1140026": "Hérat",  # Herat, AF
    "geonames:1138958": "Kaboul",  # Kabul, AF
    "geonames:1135689": "Kondoz",  # Kunduz, AF
    "geonames:616052": "Erevan",  # Yerevan, AM
    "geonames:2766824": "Salzbourg",  # Salzburg, AT
    "geonames:2761369": "Vienne",  # Vienna, AT
    "geonames:2155400": "Nouvelle-Galles du Sud",  # New South Wales, AU
    "geonames:2064513": "Territoire du Nord",  # Northern Territory, AU
    "geonames:2061327": "Australie-Méridionale",  # South Australia, AU
    "geonames:2147291": "Tasmanie",  # Tasmania, AU
    "geonames:2058645": "Australie-Occidentale",  # Western Australia, AU
    "geonames:587084": "Bakou",  # Baku, AZ
    "geonames:1185241": "Dacca",  # Dhaka, BD
    "geonames:2803138": "Anvers",  # Antwerp, BE
    "geonames:2800931": "Bruges",  # Brugge, BE
    "geonames:2800866": "Bruxelles",  # Brussels, BE
    "geonames:2797656": "Gand",  # Gent, BE
    "geonames:2792482": "Louvain",  # Leuven, BE
    "geonames:2791537": "Malines",  # Mechelen, BE
    "geonames:2789786": "Ostende",  # Oostende, BE
    "geonames:3469058": "Brasilia",  # Brasília, BR
    "geonames:5909050": "Colombie-Britannique",  # British Columbia, CA
    "geonames:6087430": "Nouveau-Brunswick",  # New Brunswick, CA
    "geonames:6354959": "Terre-Neuve-et-Labrador",  # Newfoundland and Labrador, CA
    "geonames:6091530": "Nouvelle-Écosse",  # Nova Scotia, CA
    "geonames:6113358": "Île-du-Prince-Édouard",  # Prince Edward Island, CA
    "geonames:6115047": "Québec",  # Quebec, CA
    "geonames:6325494": "Québec",  # Quebec City, CA
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
    "geonames:1799962": "Nankin",  # Nanjing, CN
    "geonames:3688689": "Bogota",  # Bogotá, CO
    "geonames:3687238": "Carthagène des Indes",  # Cartagena, CO
    "geonames:3553478": "La Havane",  # Havana, CU
    "geonames:146268": "Nicosie",  # Nicosia, CY
    "geonames:3247449": "Aix-la-Chapelle",  # Aachen, DE
    "geonames:2951839": "Bavière",  # Bavaria, DE
    "geonames:2945356": "Brandebourg",  # Brandenburg, DE
    "geonames:2935022": "Dresde",  # Dresden, DE
    "geonames:2925533": "Francfort-sur-le-Main",  # Frankfurt am Main, DE
    "geonames:2925177": "Fribourg-en-Brisgau",  # Freiburg, DE
    "geonames:2911298": "Hambourg",  # Hamburg, DE
    "geonames:2911297": "Hambourg",  # Hamburg, DE
    "geonames:2862926": "Basse-Saxe",  # Lower Saxony, DE
    "geonames:2874225": "Mayence",  # Mainz, DE
    "geonames:2861876": "Rhénanie-du-Nord-Westphalie",  # North Rhine-Westphalia, DE
    "geonames:2849483": "Ratisbonne",  # Regensburg, DE
    "geonames:2847618": "Rhénanie-Palatinat",  # Rheinland-Pfalz, DE
    "geonames:2842566": "Saxe",  # Saxony, DE
    "geonames:2822542": "Thuringe",  # Thuringia, DE
    "geonames:2821164": "Trèves",  # Trier, DE
    "geonames:2618425": "Copenhague",  # Copenhagen, DK
    "geonames:2507480": "Alger",  # Algiers, DZ
    "geonames:361058": "Alexandrie",  # Alexandria, EG
    "geonames:359792": "Assouan",  # Aswan, EG
    "geonames:360630": "Le Caire",  # Cairo, EG
    "geonames:360995": "Gizeh",  # Giza, EG
    "geonames:360502": "Louxor",  # Luxor, EG
    "geonames:2593109": "Andalousie",  # Andalusia, ES
    "geonames:3128760": "Barcelone",  # Barcelona, ES
    "geonames:3336903": "Pays basque",  # Basque Country, ES
    "geonames:3336900": "Castille-et-León",  # Castille and León, ES
    "geonames:3336901": "Catalogne",  # Catalonia, ES
    "geonames:2520600": "Cadix",  # Cádiz, ES
    "geonames:2519240": "Cordoue",  # Córdoba, ES
    "geonames:3336902": "Galice",  # Galicia, ES
    "geonames:2517117": "Grenade",  # Granada, ES
    "geonames:2514256": "Malaga",  # Málaga, ES
    "geonames:3114472": "Pampelune",  # Pamplona, ES
    "geonames:2510911": "Séville",  # Sevilla, ES
    "geonames:2509954": "Valence",  # Valencia, ES
    "geonames:3104324": "Saragosse",  # Zaragoza, ES
    "geonames:344979": "Addis-Abeba",  # Addis Ababa, ET
    "geonames:2653877": "Cantorbéry",  # Canterbury, GB
    "geonames:2651048": "Douvres",  # Dover, GB
    "geonames:2650225": "Édimbourg",  # Edinburgh, GB
    "geonames:6269131": "Angleterre",  # England, GB
    "geonames:2643743": "Londres",  # London, GB
    "geonames:2641364": "Irlande du Nord",  # Northern Ireland, GB
    "geonames:2638360": "Écosse",  # Scotland, GB
    "geonames:2634895": "Pays de Galles",  # Wales, GB
    "geonames:611717": "Tbilissi",  # Tbilisi, GE
    "geonames:3425505": "Groenland",  # Greenland, GL
    "geonames:264371": "Athènes",  # Athens, GR
    "geonames:259289": "Corinthe",  # Corinth, GR
    "geonames:255274": "Le Pirée",  # Piraeus, GR
    "geonames:734077": "Thessalonique",  # Thessaloniki, GR
    "geonames:3598132": "Guatemala",  # Guatemala City, GT
    "geonames:294801": "Haïfa",  # Haifa, IL
    "geonames:281184": "Jérusalem",  # Jerusalem, IL
    "geonames:1269320": "Jammu-et-Cachemire",  # Jammu and Kashmir, IN
    "geonames:1275004": "Calcutta",  # Kolkata, IN
    "geonames:1275339": "Bombay",  # Mumbai, IN
    "geonames:1259425": "Pondichéry",  # Pondicherry, IN
    "geonames:99454": "Falloujah",  # Al Fallujah, IQ
    "geonames:98182": "Bagdad",  # Baghdad, IQ
    "geonames:99532": "Bassorah",  # Basra, IQ
    "geonames:94824": "Kerbala",  # Karbala, IQ
    "geonames:94787": "Kirkouk",  # Kirkuk, IQ
    "geonames:99072": "Mossoul",  # Mosul, IQ
    "geonames:98860": "Nadjaf",  # Najaf, IQ
    "geonames:418863": "Ispahan",  # Isfahan, IR
    "geonames:124665": "Machhad",  # Mashhad, IR
    "geonames:115019": "Chiraz",  # Shiraz, IR
    "geonames:112931": "Téhéran",  # Tehran, IR
    "geonames:3169778": "Pouilles",  # Apulia, IT
    "geonames:3181928": "Bologne",  # Bologna, IT
    "geonames:2525468": "Calabre",  # Calabria, IT
    "geonames:3176219": "Gênes",  # Genoa, IT
    "geonames:3174976": "Latium",  # Lazio, IT
    "geonames:3174659": "Livourne",  # Livorno, IT
    "geonames:3174618": "Lombardie",  # Lombardy, IT
    "geonames:3174051": "Mantoue",  # Mantova, IT
    "geonames:3171728": "Padoue",  # Padova, IT
    "geonames:2523920": "Palerme",  # Palermo, IT
    "geonames:3170831": "Piémont",  # Piedmont, IT
    "geonames:2523228": "Sardaigne",  # Sardinia, IT
    "geonames:2523119": "Sicile",  # Sicily, IT
    "geonames:3166548": "Sienne",  # Siena, IT
    "geonames:3165361": "Toscane",  # Tuscany, IT
    "geonames:3164604": "Vénétie",  # Veneto, IT
    "geonames:3164603": "Venise",  # Venice, IT
    "geonames:3164527": "Vérone",  # Verona, IT
    "geonames:1528675": "Bichkek",  # Bishkek, KG
    "geonames:1835848": "Séoul",  # Seoul, KR
    "geonames:285787": "Koweït",  # Kuwait City, KW
    "geonames:276781": "Beyrouth",  # Beirut, LB
    "geonames:267008": "Tyr",  # Tyre, LB
    "geonames:2214846": "Misrata",  # Misratah, LY
    "geonames:2210554": "Syrte",  # Sirte, LY
    "geonames:2548885": "Fès",  # Fes, MA
    "geonames:2542997": "Marrakech",  # Marrakesh, MA
    "geonames:2530335": "Tanger",  # Tangier, MA
    "geonames:618426": "Chisinau",  # Chişinău, MD
    "geonames:2028462": "Oulan-Bator",  # Ulaanbaatar, MN
    "geonames:2562305": "La Valette",  # Valletta, MT
    "geonames:3530597": "Mexico",  # Mexico City, MX
    "geonames:2755251": "Groningue",  # Groningen, NL
    "geonames:2751773": "Leyde",  # Leiden, NL
    "geonames:2747373": "La Haye",  # The Hague, NL
    "geonames:1283240": "Katmandou",  # Kathmandu, NP
    "geonames:287286": "Mascate",  # Muscat, OM
    "geonames:3703443": "Panama",  # Panama City, PA
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
    "geonames:569665": "Tchétchénie",  # Chechnya, RU
    "geonames:567293": "Daghestan",  # Dagestan, RU
    "geonames:524901": "Moscou",  # Moscow, RU
    "geonames:520555": "Nijni Novgorod",  # Nizhniy Novgorod, RU
    "geonames:1496747": "Novossibirsk",  # Novosibirsk, RU
    "geonames:501175": "Rostov-sur-le-Don",  # Rostov-na-Donu, RU
    "geonames:498817": "Saint-Pétersbourg",  # Saint Petersburg, RU
    "dateline:siberia": "Sibérie",  # Siberia, RU
    "geonames:1486209": "Iekaterinbourg",  # Yekaterinburg, RU
    "geonames:105343": "Djeddah",  # Jeddah, SA
    "geonames:104515": "La Mecque",  # Mecca, SA
    "geonames:109223": "Médine",  # Medina, SA
    "geonames:108410": "Riyad",  # Riyadh, SA
    "geonames:2711537": "Göteborg",  # Gothenburg, SE
    "geonames:1880252": "Singapour",  # Singapore, SG
    "geonames:53654": "Mogadiscio",  # Mogadishu, SO
    "geonames:170063": "Alep",  # Aleppo, SY
    "geonames:172955": "Raqqa",  # Ar Raqqah, SY
    "geonames:170654": "Damas",  # Damascus, SY
    "geonames:170017": "Hama",  # Hamah, SY
    "geonames:169389": "Idleb",  # Idlib, SY
    "geonames:173576": "Lattaquié",  # Latakia, SY
    "geonames:163808": "Palmyre",  # Palmyra, SY
    "geonames:1221874": "Douchanbé",  # Dushanbe, TJ
    "geonames:162183": "Achgabat",  # Ashgabat, TM
    "geonames:703883": "Crimée",  # Crimea, UA
    "geonames:702658": "Louhansk",  # Luhansk, UA
    "geonames:701822": "Marioupol",  # Mariupol, UA
    "geonames:700569": "Mykolaïv",  # Mykolaiv, UA
    "geonames:698740": "Odessa",  # Odesa, UA
    "geonames:687684": "Zaporijjia",  # Zaporizhzhia, UA
    "geonames:687700": "Zaporijjia",  # Zaporizhzhya, UA
    "geonames:5332921": "Californie",  # California, US
    "geonames:4155751": "Floride",  # Florida, US
    "geonames:4197000": "Géorgie",  # Georgia, US
    "geonames:5855797": "Hawaï",  # Hawaii, US
    "geonames:4331987": "Louisiane",  # Louisiana, US
    "geonames:5481136": "Nouveau-Mexique",  # New Mexico, US
    "geonames:4335045": "La Nouvelle-Orléans",  # New Orleans, US
    "geonames:4482348": "Caroline du Nord",  # North Carolina, US
    "geonames:5690763": "Dakota du Nord",  # North Dakota, US
    "geonames:6254927": "Pennsylvanie",  # Pennsylvania, US
    "geonames:4560349": "Philadelphie",  # Philadelphia, US
    "geonames:4597040": "Caroline du Sud",  # South Carolina, US
    "geonames:5769223": "Dakota du Sud",  # South Dakota, US
    "geonames:6254928": "Virginie",  # Virginia, US
    "geonames:4826850": "Virginie-Occidentale",  # West Virginia, US
    "geonames:1217662": "Boukhara",  # Bukhara, UZ
    "geonames:1216265": "Samarcande",  # Samarkand, UZ
    "geonames:1512569": "Tachkent",  # Tashkent, UZ
    "geonames:6691831": "Cité du Vatican",  # Vatican City, VA
    "geonames:1581130": "Hanoï",  # Hanoi, VN
    "geonames:1566083": "Hô Chi Minh-Ville",  # Ho Chi Minh City, VN
    "geonames:1580240": "Hué",  # Huế, VN
    "geonames:71137": "Sanaa",  # Sana'a, YE
    "geonames:3369157": "Le Cap",  # Cape Town, ZA
}
