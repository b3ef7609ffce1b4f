"""Units of measure: the words and signs that texts use, and the one name each goes by in a claim.

A unit that is itself a rate ("mph") is a pair (unit, per).
"""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _names(table: dict[str, str]) -> dict[tuple[str, ...], str]:
    return {tuple(words.split()): name for name, line in table.items() for words in line.split(";")}


UNITS: dict[tuple[str, ...], str] = _names(
    {
        "percent": "%;percent;per cent;pct;pc;percent-owned",
        "percentage point": "percentage point;percentage points;pp;ppt;ppts;percent points",
        "basis point": "basis point;basis points;bps;bp",
        "per mille": "‰;per mille",
        "point": "point;points;pts",
        "km": "km;kms;kilometre;kilometres;kilometer;kilometers;klick;klicks",
        "m": "m;metre;metres;meter;meters",
        "cm": "cm;cms;centimetre;centimetres;centimeter;centimeters",
        "mm": "mm;millimetre;millimetres;millimeter;millimeters",
        "µm": "µm;μm;micron;microns;micrometre;micrometres;micrometer;micrometers",
        "nm": "nm;nanometre;nanometres;nanometer;nanometers",
        "mile": "mile;miles;mi",
        "nautical mile": "nautical mile;nautical miles",
        "light-year": "light year;light years;light - year;light - years",
        "yard": "yard;yards;yd;yds",
        "foot": "foot;feet;ft",
        "inch": "inch;inches;in .",
        "km2": "square kilometre;square kilometres;square kilometer;square kilometers;sq km;sq . km;sq kms;km2;km²;sqkm",
        "m2": "square metre;square metres;square meter;square meters;sq m;sq . m;sqm;m2;m²",
        "square mile": "square mile;square miles;sq mi;sq miles;sq mile;sq . miles",
        "square foot": "square foot;square feet;sq ft;sq . ft;sq . ft .;sqft;sq feet",
        "square yard": "square yard;square yards",
        "hectare": "hectare;hectares;ha",
        "acre": "acre;acres",
        "m3": "cubic metre;cubic metres;cubic meter;cubic meters;m3;m³;cu m",
        "cubic foot": "cubic foot;cubic feet;cu ft",
        "cubic yard": "cubic yard;cubic yards",
        "litre": "litre;litres;liter;liters;l;ltr;ltrs",
        "ml": "ml;millilitre;millilitres;milliliter;milliliters",
        "gallon": "gallon;gallons;gal",
        "pint": "pint;pints",
        "barrel": "barrel;barrels;bbl;bbls",
        "bushel": "bushel;bushels",
        "kg": "kg;kgs;kilo;kilos;kilogram;kilograms;kilogramme;kilogrammes",
        "g": "g;gram;grams;gramme;grammes;gm;gms",
        "mg": "mg;milligram;milligrams;milligramme;milligrammes",
        "µg": "µg;μg;mcg;microgram;micrograms;microgramme;microgrammes",
        "tonne": "tonne;tonnes;metric ton;metric tons;metric tonnes;mt",
        "ton": "ton;tons",
        "short ton": "short ton;short tons",
        "lb": "lb;lbs;pound;pounds",
        "ounce": "ounce;ounces;oz",
        "stone": "stone",
        "carat": "carat;carats",
        "kiloton": "kiloton;kilotons;kilotonne;kilotonnes;kt",
        "megaton": "megaton;megatons;megatonne;megatonnes",
        "gigatonne": "gigaton;gigatons;gigatonne;gigatonnes;gt",
        "second": "second;seconds;sec;secs",
        "millisecond": "millisecond;milliseconds;ms",
        "minute": "minute;minutes;min;mins",
        "hour": "hour;hours;hr;hrs",
        "day": "day;days",
        "night": "night;nights",
        "week": "week;weeks;wk;wks",
        "fortnight": "fortnight;fortnights",
        "month": "month;months",
        "year": "year;years;yr;yrs",
        "decade": "decade;decades",
        "century": "century;centuries",
        "degree": "degree;degrees;°;deg",
        "°C": "°c;° c;degree celsius;degrees celsius;degrees c;degree centigrade;degrees centigrade;celsius;c;℃;° celsius",
        "°F": "°f;° f;degree fahrenheit;degrees fahrenheit;degrees f;fahrenheit;f;℉;° fahrenheit",
        "K": "kelvin;kelvins",
        "W": "w;watt;watts",
        "kW": "kw;kilowatt;kilowatts",
        "MW": "mw;megawatt;megawatts",
        "GW": "gw;gigawatt;gigawatts",
        "TW": "tw;terawatt;terawatts",
        "kWh": "kwh;kilowatt hour;kilowatt hours;kilowatt - hour;kilowatt - hours",
        "MWh": "mwh;megawatt hour;megawatt hours;megawatt - hour;megawatt - hours",
        "GWh": "gwh;gigawatt hour;gigawatt hours;gigawatt - hour;gigawatt - hours",
        "TWh": "twh;terawatt hour;terawatt hours;terawatt - hour;terawatt - hours",
        "V": "v;volt;volts",
        "kV": "kv;kilovolt;kilovolts",
        "A": "amp;amps;ampere;amperes",
        "F": "farad;farads",
        "Hz": "hz;hertz",
        "kHz": "khz;kilohertz",
        "MHz": "mhz;megahertz",
        "GHz": "ghz;gigahertz",
        "J": "joule;joules",
        "kJ": "kj;kilojoule;kilojoules",
        "calorie": "calorie;calories;kcal;cal",
        "N": "newton;newtons",
        "Nm": "newton metres;newton meters",
        "lb-ft": "lb - ft;lb ft;pound - feet;pound - foot;pound feet;ft - lb",
        "psi": "psi",
        "Pa": "pascal;pascals",
        "hPa": "hpa;hectopascal;hectopascals",
        "kPa": "kpa;kilopascal;kilopascals",
        "bar": "bar;bars",
        "mbar": "mbar;millibar;millibars",
        "dB": "db;decibel;decibels",
        "hp": "hp;bhp;ps;horsepower;brake horsepower",
        "kB": "kb;kilobyte;kilobytes",
        "MB": "mb;megabyte;megabytes",
        "GB": "gb;gigabyte;gigabytes",
        "TB": "tb;terabyte;terabytes",
        "PB": "pb;petabyte;petabytes",
        "pixel": "pixel;pixels;px",
        "megapixel": "megapixel;megapixels;mp",
        "ppm": "ppm;parts per million",
        "ppb": "ppb;parts per billion",
        "sievert": "sievert;sieverts",
        "mSv": "msv;millisievert;millisieverts",
        "mAh": "mah",
        "knot": "knot;knots",
        "rpm": "rpm;revolutions per minute",
        "g-force": "gs",
        "times": "fold",
        "magnitude": "magnitude",
        "dram": "drams;dram",
    }
)

# Where case tells units apart.
UNITS_BY_CASE: dict[str, str] = {"Nm": "Nm", "c": "cent", "p": "penny"}

# Only glued to the digits ("40C", "5m"): alone they are words or initials.
GLUED_ONLY: frozenset[str] = _words("m c f l g w v h mi mt ms pc gs ps mp nm ha bar gt kt gm pp min deg cal db mb sec p")
# … of which these may also stand apart behind digits ("5 m", "12 C").
APART_BEHIND_DIGITS: frozenset[str] = frozenset(
    {"m", "c", "f", "g", "l", "w", "v", "nm", "ha", "bar", "mi", "ps", "min", "sec", "mb", "db", "ms", "kt"}
)

RATES: dict[tuple[str, ...], tuple[str, str]] = {
    ("mph",): ("mile", "hour"),
    ("m.p.h.",): ("mile", "hour"),
    ("kph",): ("km", "hour"),
    ("kmph",): ("km", "hour"),
    ("kmh",): ("km", "hour"),
    ("km", "/", "h"): ("km", "hour"),
    ("km", "/", "hr"): ("km", "hour"),
    ("m", "/", "s"): ("m", "second"),
    ("ft", "/", "s"): ("foot", "second"),
    ("mpg",): ("mile", "gallon"),
    ("bpm",): ("beat", "minute"),
    ("bpd",): ("barrel", "day"),
    ("gbps",): ("Gbit", "second"),
    ("mbps",): ("Mbit", "second"),
    ("fps",): ("frame", "second"),
}

TIME_UNITS: frozenset[str] = frozenset(
    {"second", "millisecond", "minute", "hour", "day", "night", "week", "fortnight", "month", "year", "decade", "century"}
)

# What a rate is taken over when it stands as an adverb behind the number.
PER_ADVERBS: dict[str, str] = {
    "hourly": "hour",
    "daily": "day",
    "nightly": "night",
    "weekly": "week",
    "monthly": "month",
    "quarterly": "quarter",
    "yearly": "year",
    "annually": "year",
}

# Words at which the search for a rate behind a number ends.
RATE_STOPS: frozenset[str] = _words(
    "and or but who which that to for as than with while after before ago earlier later from at by on is are was were has have had said"
)

# Goods are priced by these: "$71 a barrel".
PRICED_BY: frozenset[str] = _words(
    "barrel tonne ton kilo kilogram pound ounce litre liter gallon bushel share head person piece unit seat ticket night bottle "
    "metre meter acre hectare pint"
)

# What one may count in a compound with a hyphen ("a 19-member team"): everything else there is no quantity ("two-party", "five-star").
HYPHEN_COUNTED: frozenset[str] = _words(
    "member person people man woman strong seat seater bed bedroom room team nation country state storey story floor page game "
    "match goal vote seat run shot player vehicle car truck unit car piece part item question signature employee student patient "
    "passenger case"
)

MAXIMUM_UNIT_WORDS = 4

# "60 metres deep": the measure says how large the thing is.
DIMENSIONS: frozenset[str] = _words("deep high tall long wide thick broad across away apart")
SHARE_UNITS: frozenset[str] = frozenset({"percent", "percentage point", "basis point", "point"})
