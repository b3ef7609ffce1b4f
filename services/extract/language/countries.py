"""Countries with the words that stand for them: common name, demonyms, capital, other names. Codes are ISO 3166-1 alpha-3.

One line per country: code | common name | demonyms | capital (for its government) | other names. Official names come from pycountry.
A capital that is better known as something else, or that shares its country's name, is left out.
"""

from __future__ import annotations

from functools import cache
from typing import Final, NamedTuple

import pycountry


class Country(NamedTuple):
    """A country and its ISO 3166-1 alpha-3 code."""

    code: str
    name: str


_TABLE: Final = """
AFG|Afghanistan|Afghan,Afghans|Kabul
ALB|Albania|Albanian,Albanians|Tirana
DZA|Algeria|Algerian,Algerians|Algiers
AND|Andorra|Andorran,Andorrans|Andorra la Vella
AGO|Angola|Angolan,Angolans|Luanda
ARG|Argentina|Argentine,Argentinian,Argentines,Argentinians|Buenos Aires
ARM|Armenia|Armenian,Armenians|Yerevan
AUS|Australia|Australian,Australians|Canberra
AUT|Austria|Austrian,Austrians|Vienna
AZE|Azerbaijan|Azerbaijani,Azeri,Azerbaijanis|Baku
BHS|Bahamas|Bahamian,Bahamians|Nassau|The Bahamas
BHR|Bahrain|Bahraini,Bahrainis|Manama
BGD|Bangladesh|Bangladeshi,Bangladeshis|Dhaka
BRB|Barbados|Barbadian,Barbadians|Bridgetown
BLR|Belarus|Belarusian,Belarusians|Minsk
BEL|Belgium|Belgian,Belgians|
BLZ|Belize|Belizean,Belizeans|Belmopan
BEN|Benin|Beninese|Porto-Novo
BTN|Bhutan|Bhutanese|Thimphu
BOL|Bolivia|Bolivian,Bolivians|La Paz
BIH|Bosnia and Herzegovina|Bosnian,Bosnians|Sarajevo|Bosnia
BWA|Botswana|Botswanan|Gaborone
BRA|Brazil|Brazilian,Brazilians|Brasilia,Brasília
BRN|Brunei|Bruneian|Bandar Seri Begawan
BGR|Bulgaria|Bulgarian,Bulgarians|Sofia
BFA|Burkina Faso|Burkinabe,Burkinabé|Ouagadougou
BDI|Burundi|Burundian,Burundians|Gitega
KHM|Cambodia|Cambodian,Cambodians|Phnom Penh
CMR|Cameroon|Cameroonian,Cameroonians|Yaounde,Yaoundé
CAN|Canada|Canadian,Canadians|Ottawa
CPV|Cape Verde|Cape Verdean|Praia|Cabo Verde
CAF|Central African Republic|Central African|Bangui
TCD|Chad|Chadian,Chadians|N'Djamena
CHL|Chile|Chilean,Chileans|
CHN|China|Chinese|Beijing|People's Republic of China,PRC,mainland China
COL|Colombia|Colombian,Colombians|Bogota,Bogotá
COM|Comoros|Comorian|Moroni
COG|Republic of the Congo|Congolese|Brazzaville|Congo-Brazzaville
COD|Democratic Republic of the Congo||Kinshasa|DR Congo,DRC,Congo,the Congo
CRI|Costa Rica|Costa Rican,Costa Ricans|
CIV|Ivory Coast|Ivorian,Ivorians|Yamoussoukro|Côte d'Ivoire,Cote d'Ivoire
HRV|Croatia|Croatian,Croatians,Croat,Croats|Zagreb
CUB|Cuba|Cuban,Cubans|Havana
CYP|Cyprus|Cypriot,Cypriots|Nicosia
CZE|Czech Republic|Czech,Czechs|Prague|Czechia
DNK|Denmark|Danish,Dane,Danes|Copenhagen
DJI|Djibouti|Djiboutian|
DMA|Dominica||Roseau
DOM|Dominican Republic|Dominican,Dominicans|Santo Domingo
ECU|Ecuador|Ecuadorian,Ecuadorean,Ecuadorians|Quito
EGY|Egypt|Egyptian,Egyptians|Cairo
SLV|El Salvador|Salvadoran,Salvadorans|San Salvador
GNQ|Equatorial Guinea|Equatoguinean|Malabo
ERI|Eritrea|Eritrean,Eritreans|Asmara
EST|Estonia|Estonian,Estonians|Tallinn
SWZ|Eswatini|Swazi|Mbabane|Swaziland
ETH|Ethiopia|Ethiopian,Ethiopians|Addis Ababa
FJI|Fiji|Fijian,Fijians|Suva
FIN|Finland|Finnish,Finn,Finns|Helsinki
FRA|France|French,Frenchman,Frenchmen|Paris
GAB|Gabon|Gabonese|Libreville
GMB|Gambia|Gambian,Gambians|Banjul|The Gambia
GEO|Georgia|Georgian,Georgians|Tbilisi
DEU|Germany|German,Germans|Berlin
GHA|Ghana|Ghanaian,Ghanaians|Accra
GRC|Greece|Greek,Greeks|Athens
GRD|Grenada|Grenadian|
GTM|Guatemala|Guatemalan,Guatemalans|
GIN|Guinea|Guinean,Guineans|Conakry
GNB|Guinea-Bissau|Bissau-Guinean|Bissau
GUY|Guyana|Guyanese|
HTI|Haiti|Haitian,Haitians|Port-au-Prince
HND|Honduras|Honduran,Hondurans|Tegucigalpa
HKG|Hong Kong|Hongkonger,Hongkongers|
HUN|Hungary|Hungarian,Hungarians|Budapest
ISL|Iceland|Icelandic,Icelander,Icelanders|Reykjavik,Reykjavík
IND|India|Indian,Indians|New Delhi,Delhi
IDN|Indonesia|Indonesian,Indonesians|Jakarta
IRN|Iran|Iranian,Iranians|Tehran|Islamic Republic of Iran
IRQ|Iraq|Iraqi,Iraqis|Baghdad
IRL|Ireland|Irish,Irishman,Irishmen|Dublin|Republic of Ireland
ISR|Israel|Israeli,Israelis|Jerusalem
ITA|Italy|Italian,Italians|Rome
JAM|Jamaica|Jamaican,Jamaicans|
JPN|Japan|Japanese|Tokyo
JOR|Jordan|Jordanian,Jordanians|Amman
KAZ|Kazakhstan|Kazakh,Kazakhs|Astana
KEN|Kenya|Kenyan,Kenyans|Nairobi
KIR|Kiribati|I-Kiribati|
PRK|North Korea|North Korean,North Koreans|Pyongyang|DPRK,Democratic People's Republic of Korea,N. Korea,NK,Hermit Kingdom
KOR|South Korea|South Korean,South Koreans|Seoul|Republic of Korea,ROK,S. Korea
KWT|Kuwait|Kuwaiti,Kuwaitis|
KGZ|Kyrgyzstan|Kyrgyz|Bishkek
LAO|Laos|Laotian,Lao,Laotians|Vientiane
LVA|Latvia|Latvian,Latvians|Riga
LBN|Lebanon|Lebanese|Beirut
LSO|Lesotho|Basotho|Maseru
LBR|Liberia|Liberian,Liberians|Monrovia
LBY|Libya|Libyan,Libyans|Tripoli
LIE|Liechtenstein|Liechtensteiner|Vaduz
LTU|Lithuania|Lithuanian,Lithuanians|Vilnius
LUX|Luxembourg|Luxembourger,Luxembourgish|
MDG|Madagascar|Malagasy|Antananarivo
MWI|Malawi|Malawian,Malawians|Lilongwe
MYS|Malaysia|Malaysian,Malaysians|Kuala Lumpur
MDV|Maldives|Maldivian,Maldivians|
MLI|Mali|Malian,Malians|Bamako
MLT|Malta|Maltese|Valletta
MHL|Marshall Islands|Marshallese|Majuro
MRT|Mauritania|Mauritanian,Mauritanians|Nouakchott
MUS|Mauritius|Mauritian,Mauritians|Port Louis
MEX|Mexico|Mexican,Mexicans|Mexico City
FSM|Micronesia|Micronesian|Palikir
MDA|Moldova|Moldovan,Moldovans|Chisinau,Chișinău
MCO|Monaco|Monegasque|
MNG|Mongolia|Mongolian,Mongolians|Ulaanbaatar
MNE|Montenegro|Montenegrin,Montenegrins|Podgorica
MAR|Morocco|Moroccan,Moroccans|Rabat
MOZ|Mozambique|Mozambican,Mozambicans|Maputo
MMR|Myanmar|Burmese|Naypyidaw|Burma
NAM|Namibia|Namibian,Namibians|Windhoek
NRU|Nauru|Nauruan|
NPL|Nepal|Nepali,Nepalese,Nepalis|Kathmandu
NLD|Netherlands|Dutch,Dutchman,Dutchmen|The Hague,Amsterdam|The Netherlands,Holland
NZL|New Zealand|New Zealander,New Zealanders|Wellington
NIC|Nicaragua|Nicaraguan,Nicaraguans|Managua
NER|Niger|Nigerien,Nigeriens|Niamey
NGA|Nigeria|Nigerian,Nigerians|Abuja
MKD|North Macedonia|Macedonian,Macedonians|Skopje
NOR|Norway|Norwegian,Norwegians|Oslo
OMN|Oman|Omani,Omanis|Muscat
PAK|Pakistan|Pakistani,Pakistanis|Islamabad
PLW|Palau|Palauan|Ngerulmud
PSE|Palestine|Palestinian,Palestinians|Ramallah|Palestinian territories,Palestinian Territories,State of Palestine
PAN|Panama|Panamanian,Panamanians|
PNG|Papua New Guinea|Papua New Guinean|Port Moresby
PRY|Paraguay|Paraguayan,Paraguayans|Asuncion,Asunción
PER|Peru|Peruvian,Peruvians|Lima
PHL|Philippines|Filipino,Philippine,Filipinos|Manila|The Philippines
POL|Poland|Polish,Pole,Poles|Warsaw
PRT|Portugal|Portuguese|Lisbon
QAT|Qatar|Qatari,Qataris|Doha
ROU|Romania|Romanian,Romanians|Bucharest
RUS|Russia|Russian,Russians|Moscow,Kremlin,the Kremlin|Russian Federation
RWA|Rwanda|Rwandan,Rwandans|Kigali
WSM|Samoa|Samoan,Samoans|Apia
SMR|San Marino|Sammarinese|
SAU|Saudi Arabia|Saudi,Saudis|Riyadh
SEN|Senegal|Senegalese|Dakar
SRB|Serbia|Serbian,Serb,Serbs,Serbians|Belgrade
SYC|Seychelles|Seychellois|
SLE|Sierra Leone|Sierra Leonean|Freetown
SGP|Singapore|Singaporean,Singaporeans|
SVK|Slovakia|Slovak,Slovakian,Slovaks|Bratislava
SVN|Slovenia|Slovenian,Slovene,Slovenes|Ljubljana
SLB|Solomon Islands|Solomon Islander|Honiara
SOM|Somalia|Somali,Somalis|Mogadishu
ZAF|South Africa|South African,South Africans|Pretoria
SSD|South Sudan|South Sudanese|Juba
ESP|Spain|Spanish,Spaniard,Spaniards|Madrid
LKA|Sri Lanka|Sri Lankan,Sri Lankans|Colombo
SDN|Sudan|Sudanese|Khartoum
SUR|Suriname|Surinamese|Paramaribo
SWE|Sweden|Swedish,Swede,Swedes|Stockholm
CHE|Switzerland|Swiss|Bern
SYR|Syria|Syrian,Syrians|Damascus
TWN|Taiwan|Taiwanese|Taipei
TJK|Tajikistan|Tajik,Tajiks|Dushanbe
TZA|Tanzania|Tanzanian,Tanzanians|Dodoma
THA|Thailand|Thai,Thais|Bangkok
TLS|East Timor|Timorese|Dili|Timor-Leste
TGO|Togo|Togolese|Lome,Lomé
TON|Tonga|Tongan,Tongans|
TTO|Trinidad and Tobago|Trinidadian|Port of Spain
TUN|Tunisia|Tunisian,Tunisians|Tunis
TUR|Turkey|Turkish,Turk,Turks|Ankara|Türkiye,Turkiye
TKM|Turkmenistan|Turkmen|Ashgabat
TUV|Tuvalu|Tuvaluan|Funafuti
UGA|Uganda|Ugandan,Ugandans|Kampala
UKR|Ukraine|Ukrainian,Ukrainians|Kyiv,Kiev
ARE|United Arab Emirates|Emirati,Emiratis|Abu Dhabi|UAE,Emirates
GBR|United Kingdom|British,Briton,Britons,Brit,Brits|London,Whitehall,Downing Street|UK,U.K.,Britain,Great Britain
USA|United States|American,Americans,US,U.S.|Washington,White House,the White House|US,U.S.,USA,U.S.A.,America,United States of America
URY|Uruguay|Uruguayan,Uruguayans|Montevideo
UZB|Uzbekistan|Uzbek,Uzbeks|Tashkent
VUT|Vanuatu|Vanuatuan|Port Vila
VAT|Vatican City||Vatican,the Vatican|Holy See
VEN|Venezuela|Venezuelan,Venezuelans|Caracas
VNM|Vietnam|Vietnamese|Hanoi|Viet Nam
YEM|Yemen|Yemeni,Yemenis|Sanaa,Sana'a
ZMB|Zambia|Zambian,Zambians|Lusaka
ZWE|Zimbabwe|Zimbabwean,Zimbabweans|Harare
XKX|Kosovo|Kosovan,Kosovar,Kosovars|Pristina
"""


class _Words(NamedTuple):
    names: dict[str, Country]
    demonyms: dict[str, Country]
    capitals: dict[str, Country]


@cache
def _words() -> _Words:
    names: dict[str, Country] = {}
    demonyms: dict[str, Country] = {}
    capitals: dict[str, Country] = {}
    for line in _TABLE.strip().splitlines():
        code, name, people, capital, *more = line.split("|")
        country = Country(code, name)
        official = pycountry.countries.get(alpha_3=code)
        known = [name, *(more[0].split(",") if more else ())]
        if official is not None:
            known += [getattr(official, field) for field in ("name", "common_name", "official_name") if hasattr(official, field)]
        for table, words in ((names, known), (demonyms, people.split(",")), (capitals, capital.split(","))):
            for word in filter(None, words):
                table.setdefault(word.lower(), country)
    return _Words(names, demonyms, capitals)


def country_named(name: str) -> Country | None:
    """The country that a name or an abbreviation stands for."""
    return _words().names.get(_plain(name))


def country_of_people(word: str) -> Country | None:
    """The country of a demonym."""
    return _words().demonyms.get(_plain(word))


def country_governed_from(name: str) -> Country | None:
    """The country whose government a capital's name can stand for."""
    return _words().capitals.get(_plain(name))


def country_meant(words: str) -> Country | None:
    """The country meant by a name, a demonym or a capital."""
    return country_named(words) or country_of_people(words) or country_governed_from(words)


def _plain(name: str) -> str:
    plain = name.replace("’", "'").strip().lower().removesuffix("'s").removesuffix("'")
    return plain.removeprefix("the ") if plain.startswith("the ") and plain not in {"the bahamas", "the gambia"} else plain
