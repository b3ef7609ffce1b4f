"""Which news agency an article credits for its text. Pure: a few places where agencies are named, and data about who they are."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

AGENCIES: Final = {
    "AAP": "Australian Associated Press",
    "AFP": "Agence France-Presse",
    "ANI": "Asian News International",
    "ANSA": "ANSA",
    "AP": "Associated Press",
    "APA": "Austria Presse Agentur",
    "Anadolu": "Anadolu Agency",
    "Belga": "Belga",
    "Bernama": "Bernama",
    "Bloomberg": "Bloomberg",
    "CNA": "Central News Agency",
    "CP": "The Canadian Press",
    "DPA": "Deutsche Presse-Agentur",
    "EFE": "EFE",
    "IANS": "Indo-Asian News Service",
    "IRNA": "Islamic Republic News Agency",
    "Interfax": "Interfax",
    "Jiji": "Jiji Press",
    "KCNA": "Korean Central News Agency",
    "Kyodo": "Kyodo News",
    "MTI": "MTI",
    "NTB": "NTB",
    "PA": "PA Media",
    "PAP": "Polish Press Agency",
    "PTI": "Press Trust of India",
    "RIA": "RIA Novosti",
    "Reuters": "Reuters",
    "Ritzau": "Ritzau",
    "SANA": "Syrian Arab News Agency",
    "SAPA": "South African Press Association",
    "TASS": "TASS",
    "TT": "TT",
    "UPI": "United Press International",
    "Ukrinform": "Ukrinform",
    "Xinhua": "Xinhua",
    "Yonhap": "Yonhap",
}
"""Short names of news agencies, and the name each goes by here."""

OTHER_NAMES: Final = {
    "ap news": "Associated Press",
    "anadolu ajansı": "Anadolu Agency",
    "canadian press": "The Canadian Press",
    "press association": "PA Media",
    "pa news agency": "PA Media",
    "the associated press": "Associated Press",
    "thomson reuters": "Reuters",
    "xinhua news agency": "Xinhua",
    "yonhap news agency": "Yonhap",
}

_BY_NAME: Final = {
    **{short.casefold(): name for short, name in AGENCIES.items()},
    **{n.casefold(): n for n in AGENCIES.values()},
    **OTHER_NAMES,
}
_AGENCY_WORD: Final = re.compile(
    r"\b(news ?wire|wire service|news agency|press agency|news service|press association|wire)\b", re.IGNORECASE
)
_NAME: Final = r"[A-Z][\w&.'’-]*(?: [\w&.'’-]+){0,4}"

_DATELINE: Final = re.compile(rf"^(?:[A-Z][\w .,'’/-]{{1,60}}?)?\((?P<name>{_NAME})\)\s*[-–—:]")
"""The parenthesis of a dateline names an agency, whoever it is: "GENEVA, March 3 (Name) —"."""
_CLOSING: Final = re.compile(
    rf"^(?:[-–—]{{1,3}}\s*|\(|\[|(?:source|credit|copyright|©|\(c\))[:\s]+(?:\d{{4}}\s+)?(?:by\s+)?)(?P<name>{_NAME})[)\].]*$",
    re.IGNORECASE,
)
_CLOSING_IN_LINE: Final = re.compile(rf"(?:\s[–—]{{1,2}}\s*|\s\()(?P<name>{_NAME})\)?$")
_BYLINE_PARTS: Final = re.compile(r"\s*(?:[,;|/]|\band\b|\bfor\b|\bwith\b|\bvia\b|^by\b)\s*", re.IGNORECASE)
_CLOSING_PARAGRAPHS: Final = 3


def find_wire_credit(paragraphs: Sequence[str], *, authors: Iterable[str] = (), credits: Iterable[str] = ()) -> str | None:
    """The agency by its usual name: from the page's own data, the byline, the dateline, or a credit line at the end; None without one."""
    for credit in credits:
        if agency := _agency(credit):
            return agency
    for author in authors:
        for part in _BYLINE_PARTS.split(author):
            if agency := _agency(part):
                return agency
    if paragraphs and (found := _DATELINE.match(paragraphs[0])):
        return _agency(found["name"], is_certain_place=True)
    for paragraph in paragraphs[-_CLOSING_PARAGRAPHS:]:
        if (found := _CLOSING.match(paragraph)) and (agency := _BY_NAME.get(found["name"].casefold()) or _agency(found["name"])):
            return agency
    if paragraphs and (found := _CLOSING_IN_LINE.search(paragraphs[-1])):
        return _agency(found["name"])
    return None


def is_agency(name: str) -> bool:
    """Whether `name` is that of a known news agency."""
    return name.casefold() in _BY_NAME


def _agency(name: str, *, is_certain_place: bool = False) -> str | None:
    name = name.strip(" .,:;")
    known = _BY_NAME.get(name.casefold())
    if known and (name.casefold() != name or len(name) > 3):  # "ap", "pa" in lower case are words
        return known
    return name if name and len(name) <= 60 and (is_certain_place or _AGENCY_WORD.search(name)) else None
