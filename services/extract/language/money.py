"""Money: the signs, codes and words that texts use, and the ISO 4217 code each stands for.

Small coins that have no code of their own go by their name ("cent").
"""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _names(table: dict[str, str]) -> dict[tuple[str, ...], str]:
    return {tuple(words.split()): name for name, line in table.items() for words in line.split(";")}


CURRENCY_SIGNS: dict[str, str] = {
    "$": "USD",
    "£": "GBP",
    "€": "EUR",
    "¥": "JPY",
    "￥": "JPY",
    "₹": "INR",
    "₩": "KRW",
    "₽": "RUB",
    "₺": "TRY",
    "₦": "NGN",
    "₪": "ILS",
    "₴": "UAH",
    "₫": "VND",
    "฿": "THB",
    "₱": "PHP",
    "₵": "GHS",
    "₸": "KZT",
    "₡": "CRC",
    "₲": "PYG",
    "₼": "AZN",
    "₾": "GEL",
}

# Letters before "$".
DOLLARS: dict[str, str] = {
    "US": "USD",
    "U.S.": "USD",
    "A": "AUD",
    "AU": "AUD",
    "Au": "AUD",
    "C": "CAD",
    "CA": "CAD",
    "Can": "CAD",
    "CDN": "CAD",
    "Cdn": "CAD",
    "HK": "HKD",
    "NZ": "NZD",
    "S": "SGD",
    "SG": "SGD",
    "NT": "TWD",
    "R": "BRL",
    "MX": "MXN",
    "Mex": "MXN",
    "J": "JMD",
    "TT": "TTD",
    "Z": "ZWL",
    "ZW": "ZWL",
    "N": "NAD",
    "FJ": "FJD",
    "AR": "ARS",
    "CL": "CLP",
}

# Letters before or behind a number.
CURRENCY_CODES: dict[str, str] = {
    code: code
    for code in _words(
        "USD EUR GBP JPY CHF AUD CAD NZD HKD SGD CNY CNH INR KRW RUB TRY BRL MXN ZAR SEK NOK DKK PLN CZK HUF RON BGN UAH ILS AED "
        "SAR QAR KWD EGP NGN KES GHS TZS UGX THB IDR MYR PHP VND TWD PKR BDT LKR NPR ARS CLP COP PEN ISK KZT MAD TND DZD IQD IRR "
        "JOD LBP OMR BHD ETB ZMW XOF XAF"
    )
} | {
    "RMB": "CNY",
    "Rs": "INR",
    "Rs.": "INR",
    "RM": "MYR",
    "Rp": "IDR",
    "R": "ZAR",
    "Ksh": "KES",
    "KSh": "KES",
    "Sh": "KES",
    "Ush": "UGX",
    "USh": "UGX",
    "TSh": "TZS",
    "Tk": "BDT",
    "GH₵": "GHS",
    "N": "NGN",
    "P": "PHP",
    "PS": "GBP",
    "SFr": "CHF",
    "Fr": "CHF",
    "Kč": "CZK",
    "zł": "PLN",
    "Ft": "HUF",
    "kn": "HRK",
    "NIS": "ILS",
    "Dh": "AED",
    "Dhs": "AED",
}

# Too short to be read as money unless glued to the number.
CODES_ONLY_GLUED: frozenset[str] = frozenset({"R", "N", "P", "PS", "Sh", "Fr", "Ft", "Dh", "RM", "Rp", "Tk"})

CURRENCY_WORDS: dict[tuple[str, ...], str] = _names(
    {
        "USD": "dollar;dollars;us dollar;us dollars;u.s. dollar;u.s. dollars;american dollars;american dollar;bucks",
        "AUD": "australian dollar;australian dollars",
        "CAD": "canadian dollar;canadian dollars",
        "NZD": "new zealand dollar;new zealand dollars",
        "HKD": "hong kong dollar;hong kong dollars",
        "SGD": "singapore dollar;singapore dollars",
        "TWD": "taiwan dollar;taiwan dollars",
        "EUR": "euro;euros",
        "GBP": "pounds sterling;pound sterling;british pounds;quid;sterling",
        "JPY": "yen;japanese yen",
        "CNY": "yuan;renminbi;chinese yuan",
        "INR": "rupee;rupees;indian rupees",
        "PKR": "pakistani rupees;pakistani rupee",
        "LKR": "sri lankan rupees",
        "NPR": "nepali rupees;nepalese rupees",
        "RUB": "rouble;roubles;ruble;rubles",
        "TRY": "lira;liras;turkish lira",
        "LBP": "lebanese pounds;lebanese lira",
        "EGP": "egyptian pounds",
        "SYP": "syrian pounds",
        "KRW": "won;south korean won",
        "MXN": "peso;pesos;mexican pesos",
        "ARS": "argentine pesos",
        "PHP": "philippine pesos",
        "BRL": "reais;reals",
        "ZAR": "rand",
        "CHF": "francs;franc;swiss francs;swiss franc",
        "XOF": "cfa francs;cfa franc",
        "SEK": "kronor;krona;swedish crowns;swedish kronor",
        "NOK": "norwegian crowns;norwegian kroner;kroner",
        "DKK": "danish crowns;danish kroner",
        "CZK": "koruna;korunas;czech crowns",
        "ILS": "shekel;shekels",
        "AED": "dirham;dirhams",
        "SAR": "riyal;riyals",
        "IRR": "rial;rials",
        "NGN": "naira",
        "KES": "shilling;shillings;kenyan shillings",
        "UGX": "ugandan shillings",
        "TZS": "tanzanian shillings",
        "GHS": "cedi;cedis",
        "MYR": "ringgit",
        "THB": "baht",
        "VND": "dong",
        "IDR": "rupiah",
        "PLN": "zloty;zlotys",
        "HUF": "forint;forints",
        "RON": "lei",
        "UAH": "hryvnia;hryvnias",
        "KZT": "tenge",
        "BDT": "taka",
        "HRK": "kuna",
        "ETB": "birr",
        "IQD": "iraqi dinars",
        "KWD": "kuwaiti dinars",
        "COP": "colombian pesos",
        "CLP": "chilean pesos",
        "BTC": "bitcoin;bitcoins",
        "cent": "cent;cents;us cents",
        "penny": "pence;penny;pennies",
        "sen": "sen",
    }
)

# Coins that have no code of their own.
SMALL_MONEY: frozenset[str] = frozenset({"cent", "penny", "sen"})

# Words that make "pounds" money.
MONEY_CONTEXT: frozenset[str] = _words(
    "cost costs costing paid pay pays paying spend spends spent spending worth fine fined fines price priced prices salary wage "
    "wages budget fund funding invest invested investment raise raised raising loan debt bill bills earn earned earns sold sell "
    "buy bought fee fees value valued pension bonus turnover revenue profit losses tax taxes savings grant donated donation "
    "compensation"
)
