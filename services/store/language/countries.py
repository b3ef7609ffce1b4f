"""What stands for a country: demonyms, and after a stroke capitals and short names. Names and provinces come from pycountry (ISO 3166)."""

from __future__ import annotations

from typing import Final

from services.store.language.words import word_set

DEMONYMS: Final = """
AFG Afghan Afghans / Kabul
ALB Albanian Albanians / Tirana
DZA Algerian Algerians / Algiers
AGO Angolan Angolans / Luanda
ARG Argentine Argentinian Argentines
ARM Armenian Armenians / Yerevan
AUS Australian Australians Aussie / Canberra
AUT Austrian Austrians / Vienna
AZE Azerbaijani Azerbaijanis / Baku
BHR Bahraini Bahrainis / Manama
BGD Bangladeshi Bangladeshis / Dhaka
BLR Belarusian Belarusians / Minsk
BEL Belgian Belgians
BEN Beninese
BTN Bhutanese
BOL Bolivian Bolivians
BIH Bosnian Bosnians / Sarajevo
BWA Botswanan
BRA Brazilian Brazilians / Brasilia
BGR Bulgarian Bulgarians / Sofia
BFA Burkinabe / Ouagadougou
BDI Burundian Burundians
KHM Cambodian Cambodians
CMR Cameroonian Cameroonians
CAN Canadian Canadians / Ottawa
TCD Chadian Chadians
CHL Chilean Chileans
CHN Chinese / Beijing
COL Colombian Colombians / Bogota Bogotá
COD Congolese / Kinshasa
CRI Rican Ricans
HRV Croatian Croatians Croat Croats / Zagreb
CUB Cuban Cubans / Havana
CYP Cypriot Cypriots / Nicosia
CZE Czech Czechs / Prague
DNK Danish Dane Danes / Copenhagen
DJI Djiboutian
ECU Ecuadorian Ecuadorean Ecuadorians / Quito
EGY Egyptian Egyptians / Cairo
SLV Salvadoran Salvadorans
ERI Eritrean Eritreans / Asmara
EST Estonian Estonians / Tallinn
ETH Ethiopian Ethiopians
FJI Fijian Fijians
FIN Finnish Finn Finns / Helsinki
FRA French / Paris
GAB Gabonese
GMB Gambian Gambians
GEO Georgian Georgians / Tbilisi
DEU German Germans / Berlin
GHA Ghanaian Ghanaians / Accra
GRC Greek Greeks / Athens
GTM Guatemalan Guatemalans
GIN Guinean Guineans
GUY Guyanese
HTI Haitian Haitians
HND Honduran Hondurans / Tegucigalpa
HUN Hungarian Hungarians / Budapest
ISL Icelandic Icelander Icelanders / Reykjavik
IND Indian Indians / Delhi
IDN Indonesian Indonesians / Jakarta
IRN Iranian Iranians / Tehran
IRQ Iraqi Iraqis / Baghdad
IRL Irish / Dublin
ISR Israeli Israelis
ITA Italian Italians / Rome
CIV Ivorian Ivorians
JAM Jamaican Jamaicans
JPN Japanese / Tokyo
JOR Jordanian Jordanians / Amman
KAZ Kazakh Kazakhs / Astana
KEN Kenyan Kenyans / Nairobi
PRK / Pyongyang DPRK
KOR / Seoul
XKX Kosovar Kosovars / Pristina
KWT Kuwaiti Kuwaitis
KGZ Kyrgyz / Bishkek
LAO Laotian Laotians
LVA Latvian Latvians / Riga
LBN Lebanese / Beirut
LBR Liberian Liberians
LBY Libyan Libyans / Tripoli
LTU Lithuanian Lithuanians / Vilnius
LUX Luxembourger
MDG Malagasy / Antananarivo
MWI Malawian Malawians
MYS Malaysian Malaysians
MDV Maldivian Maldivians
MLI Malian Malians / Bamako
MLT Maltese / Valletta
MRT Mauritanian
MUS Mauritian
MEX Mexican Mexicans
MDA Moldovan Moldovans / Chisinau
MNG Mongolian Mongolians
MNE Montenegrin Montenegrins
MAR Moroccan Moroccans / Rabat
MOZ Mozambican Mozambicans / Maputo
MMR Burmese / Burma Naypyidaw
NAM Namibian Namibians
NPL Nepali Nepalese Nepalis / Kathmandu
NLD Dutch / Hague
NZL Zealander Zealanders
NIC Nicaraguan Nicaraguans / Managua
NER Nigerien / Niamey
NGA Nigerian Nigerians / Abuja
MKD / Skopje
NOR Norwegian Norwegians / Oslo
OMN Omani Omanis
PAK Pakistani Pakistanis / Islamabad
PSE Palestinian Palestinians / Gaza
PAN Panamanian Panamanians
PNG Papuan
PRY Paraguayan Paraguayans
PER Peruvian Peruvians / Lima
PHL Philippine Filipino Filipinos / Manila
POL Polish Pole Poles / Warsaw
PRT Portuguese / Lisbon
QAT Qatari Qataris / Doha
ROU Romanian Romanians / Bucharest
RUS Russian Russians / Moscow Kremlin
RWA Rwandan Rwandans / Kigali
SAU Saudi Saudis / Riyadh
SEN Senegalese / Dakar
SRB Serbian Serb Serbs Serbians / Belgrade
SLE / Freetown
SGP Singaporean Singaporeans
SVK Slovak Slovaks Slovakian / Bratislava
SVN Slovenian Slovene Slovenes / Ljubljana
SOM Somali Somalis / Mogadishu
ZAF / Pretoria
SSD / Juba
ESP Spanish Spaniard Spaniards / Madrid
LKA Lankan Lankans / Colombo
SDN Sudanese / Khartoum
SWE Swedish Swede Swedes / Stockholm
CHE Swiss
SYR Syrian Syrians / Damascus
TWN Taiwanese / Taipei
TJK Tajik Tajiks / Dushanbe
TZA Tanzanian Tanzanians
THA Thai Thais / Bangkok
TGO Togolese
TUN Tunisian Tunisians / Tunis
TUR Turkish Turk Turks / Ankara Turkey
TKM Turkmen / Ashgabat
UGA Ugandan Ugandans / Kampala
UKR Ukrainian Ukrainians / Kyiv Kiev
ARE Emirati Emiratis
GBR British Briton Britons Scottish Welsh / Britain England Scotland Wales UK
USA American Americans / US
URY Uruguayan Uruguayans / Montevideo
UZB Uzbek Uzbeks / Tashkent
VEN Venezuelan Venezuelans / Caracas Venezuela
VNM Vietnamese / Hanoi Vietnam
YEM Yemeni Yemenis / Sanaa
ZMB Zambian Zambians / Lusaka
ZWE Zimbabwean Zimbabweans / Harare"""

NAMES: Final = {
    "north korea": "PRK", "north korean": "PRK", "north koreans": "PRK",
    "south korea": "KOR", "south korean": "KOR", "south koreans": "KOR",
    "russia": "RUS", "syria": "SYR", "iran": "IRN", "bolivia": "BOL", "moldova": "MDA", "tanzania": "TZA", "laos": "LAO", "brunei": "BRN",
    "united states": "USA", "u.s": "USA", "u.s.a": "USA", "usa": "USA", "united kingdom": "GBR", "great britain": "GBR", "u.k": "GBR",
    "northern ireland": "GBR", "ivory coast": "CIV",
    "czech republic": "CZE", "cape verde": "CPV",
    "palestine": "PSE", "taiwan": "TWN",
    "kosovo": "XKX", "south africa": "ZAF", "south african": "ZAF", "south africans": "ZAF", "new zealand": "NZL", "saudi arabia": "SAU",
    "sri lanka": "LKA", "south sudan": "SSD", "sierra leone": "SLE",
    "papua new guinea": "PNG", "new delhi": "IND", "north macedonia": "MKD",
    "burkina faso": "BFA", "costa rica": "CRI", "el salvador": "SLV", "united arab emirates": "ARE", "uae": "ARE", "hong kong": "HKG",
    "dr congo": "COD", "democratic republic of congo": "COD", "democratic republic of the congo": "COD", "white house": "USA",
    "federal reserve": "USA", "fed": "USA", "european central bank": "EU", "ecb": "EU", "european union": "EU", "eu": "EU",
    "european commission": "EU", "eurozone": "EU", "euro zone": "EU", "euro area": "EU",
}  # fmt: skip
"""Names that pycountry spells otherwise ("Korea, Democratic People's Republic of"), and those of more than one word."""

AMBIGUOUS: Final = word_set(
    """
    antarctica georgia jersey turkey chad jordan guinea niger mali central western eastern northern southern north south east west
    capital highlands islands island coast plateau punjab colon florida la santa san victoria amazonas limon cordoba granada merida paz
    barcelona union bay nord sud est ouest centre center littoral delta river rivers sur norte oriental occidental nacional federal
    bender sofia valencia toledo trujillo santiago jose
    """
)
"""Names of provinces that are common words or names of several places, and so stand for none."""
