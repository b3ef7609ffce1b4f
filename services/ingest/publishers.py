"""Which publishing group an outlet belongs to: data, by registrable domain. Outlets of one group are no independent sources.

Only large groups, from what they publish about themselves; a domain that is not here is its own family.
"""

from __future__ import annotations

from typing import Final

GROUPS: Final[dict[str, tuple[str, ...]]] = {
    "Advance": ("cleveland.com", "masslive.com", "mlive.com", "nj.com", "oregonlive.com", "pennlive.com", "syracuse.com"),
    "Axel Springer": ("bild.de", "businessinsider.com", "politico.com", "politico.eu", "welt.de"),
    "BBC": ("bbc.co.uk", "bbc.com"),
    "Bonnier": ("dn.se", "expressen.se", "di.se"),
    "Comcast NBCUniversal": ("cnbc.com", "msnbc.com", "nbcnews.com", "nbcnewyork.com", "nbclosangeles.com", "sky.com"),
    "DMG Media": ("dailymail.co.uk", "inews.co.uk", "metro.co.uk", "newscientist.com"),
    "Disney": ("abc7.com", "abc7ny.com", "abcnews.go.com"),
    "DPG Media": ("ad.nl", "hln.be", "nu.nl", "trouw.nl", "volkskrant.nl"),
    "Fox": ("foxbusiness.com", "foxnews.com"),
    "Gannett": ("azcentral.com", "cincinnati.com", "detroitfreepress.com", "freep.com", "indystar.com", "tennessean.com", "usatoday.com"),
    "Guardian Media Group": ("guardian.co.uk", "theguardian.com"),
    "HT Media": ("hindustantimes.com", "livemint.com"),
    "Hearst": ("chron.com", "expressnews.com", "sfchronicle.com", "sfgate.com", "seattlepi.com"),
    "Independent Media": ("independent.co.uk", "the-independent.com", "standard.co.uk"),
    "Lee Enterprises": ("buffalonews.com", "omaha.com", "richmond.com", "stltoday.com", "tulsaworld.com"),
    "McClatchy": ("charlotteobserver.com", "kansascity.com", "miamiherald.com", "newsobserver.com", "sacbee.com", "star-telegram.com"),
    "Mediahuis": ("independent.ie", "nrc.nl", "standaard.be", "telegraaf.nl", "belfasttelegraph.co.uk"),
    "NDTV": ("ndtv.com", "ndtvprofit.com"),
    "National World": ("scotsman.com", "yorkshirepost.co.uk", "newsletter.co.uk", "sheffieldtelegraph.co.uk"),
    "News Corp": (
        "adelaidenow.com.au", "barrons.com", "couriermail.com.au", "dailytelegraph.com.au", "dowjones.com", "heraldsun.com.au",
        "marketwatch.com", "news.com.au", "nypost.com", "theaustralian.com.au", "the-sun.com",
        "thesun.co.uk", "thetimes.co.uk", "thetimes.com", "wsj.com",
    ),
    "New York Times Company": ("nytimes.com", "theathletic.com"),
    "Nikkei": ("ft.com", "nikkei.com"),
    "Nine Entertainment": ("afr.com", "brisbanetimes.com.au", "smh.com.au", "theage.com.au", "watoday.com.au", "9news.com.au"),
    "Paramount": ("cbsnews.com",),
    "Postmedia": ("calgaryherald.com", "edmontonjournal.com", "financialpost.com", "montrealgazette.com", "nationalpost.com",
                  "ottawacitizen.com", "torontosun.com", "vancouversun.com"),
    "RTL": ("n-tv.de", "rtl.de", "stern.de"),
    "Reach": ("birminghammail.co.uk", "dailyrecord.co.uk", "dailystar.co.uk", "express.co.uk", "irishmirror.ie", "liverpoolecho.co.uk",
              "manchestereveningnews.co.uk", "mirror.co.uk", "walesonline.co.uk"),
    "Schibsted": ("aftenposten.no", "aftonbladet.se", "svd.se", "vg.no"),
    "Thomson Reuters": ("reuters.com", "thomsonreuters.com"),
    "Times Group": ("economictimes.com", "indiatimes.com", "timesofindia.com", "timesnownews.com"),
    "Torstar": ("niagarafallsreview.ca", "thespec.com", "thestar.com", "therecord.com"),
    "Tribune Publishing": ("baltimoresun.com", "chicagotribune.com", "courant.com", "nydailynews.com", "orlandosentinel.com",
                           "sun-sentinel.com"),
    "Warner Bros. Discovery": ("cnn.com",),
}  # fmt: skip

_BY_DOMAIN: Final = {domain: group for group, domains in GROUPS.items() for domain in domains}


def publisher_family(host: str, registrable_domain: str) -> str:
    """The group of an outlet; its registrable domain where no group is known."""
    return _BY_DOMAIN.get(host) or _BY_DOMAIN.get(registrable_domain) or registrable_domain
