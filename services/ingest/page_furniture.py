"""Lines that a page puts around and between an article's paragraphs: data and the rules that leave them out. Pure.

Every pattern asks for the whole shape of such a line, because a paragraph lost is worse than a line too many.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

MAX_FURNITURE_WORDS: Final = 45
MAX_LABEL_WORDS: Final = 12
LINES_BEFORE_A_HEADLINE: Final = 3
"""A section's name, a date, a byline may stand above the headline; more is text."""
OPENING_LINES: Final = 3

_THINGS_SENT: Final = r"(?:newsletters?|e-?mails?|inbox|alerts?|notifications?|updates|podcasts?|app\b|headlines|access|magazine|delivered)"


def _any(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.IGNORECASE)


_ANYWHERE: Final = _any(
    r"^\W*(?:advertisement|advertisement feature|story continues below|article continues below|scroll to continue)\b.{0,30}$",
    r"^\W*(?:\d[\d,]* )?comments?\W*$",
    r"^\W*(?:related|recommended|popular|trending|latest|more|most read|don['’]t miss|see also|read (?:more|also|next)|up next|share this)"
    r"(?: (?:articles?|stories|posts?|news|content|coverage|reading|links|topics|videos?|(?:in|on|from) [\w ]{1,30}))?\W*$",
    r"^\W*you (?:may|might) (?:also )?(?:like|be interested in)\W*$",
    r"^\W*(?:click|tap) (?:here|to tweet)\b.{0,80}$",
    r"^\W*(?:tell us|let us know) what you think\b.{0,60}$",
    r"^\W*(?:please )?(?:subscribe|sign up) (?:to|for|now|here|today)\b",
    rf"^[^\w\"“‘']*(?:get|receive|download|enjoy) (?:the|our|unlimited|access|all|more|your|daily|breaking)\b.*\b{_THINGS_SENT}",
    r"^\W*(?:thanks|thank you) for (?:signing up|subscribing|registering)\b",
    r"^\W*there was an error processing your (?:subscription|request)\b",
    r"^\W*(?:follow|like) (?:us|our|the author|@\w+)\b.{0,100}$",
)
"""Wherever it stands, in up to `MAX_FURNITURE_WORDS` words."""

_AT_THE_END: Final = _any(
    r"^\W*(?:additional |with )?(?:reporting|writing|editing)(?: and (?:reporting|writing|editing))? (?:by|from) \W*(?-i:[A-Z])",
    r"\bcontributed (?:reporting )?to this (?:report|story|article|post)\W*$",
    r"\b(?:may|can) be reached (?:at|on|by|via)\b",
    r"^\W*(?:reach|e-?mail|contact|write to|follow|tweet)\b.*(?:@|https?:|\btwitter\b|\bfacebook\b)",
    r"\bfollow (?:him|her|them|us|me) (?:on|at)\b",
    r"^\W*(?:have|got) (?:a|any|some) (?:news |story )?tips?\b",
    r"^\W*(?:last |first |originally )?(?:updated|published|posted)(?: (?:on|at))?:? [^.!?]{0,40}\d[^!?]{0,30}$",
    r"^\W*(?:tags?|filed under|categories|topics)\b[^.!?]{0,200}$",
    r"^\W*(?:©|\(c\)|copyright)(?!\w)|\ball rights reserved\W*$",
    r"^[^.!?]{0,100}\bhttps?://\S+(?: and \S+)?\W*$",
)
"""After the last paragraph."""
_DATE_LINE: Final = re.compile(
    r"^(?:(?:updated|published|posted)\b|(?:mon|tue|wed|thu|fri|sat|sun|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b|\d{1,4}\b)"
    r"[^.!?]*\d[^!?]*$",
    re.IGNORECASE,
)
_BYLINE: Final = re.compile(r"^[Bb][Yy] [A-Z][^.!?:]*$")
_ENDS_A_SENTENCE: Final = re.compile(r"[.!?…。:][\"'”’)\]]*$")


def without_furniture(lines: Sequence[str], titles: Iterable[str]) -> list[str]:
    """The article's paragraphs. `titles` are the forms of its headline on the page: what stands down to a repetition of one goes."""
    kept = _after_headline(list(lines), titles)
    kept = [line for line in kept if not (len(line.split()) <= MAX_FURNITURE_WORDS and _ANYWHERE.search(line))]
    while kept and len(kept[-1].split()) <= MAX_FURNITURE_WORDS and _AT_THE_END.search(kept[-1]):
        kept.pop()
    return [line for place, line in enumerate(kept) if place >= OPENING_LINES or not _tells_when_or_who(line)]


def _after_headline(lines: list[str], titles: Iterable[str]) -> list[str]:
    forms = {_bare(title) for title in titles} - {()}
    while True:
        for place, line in enumerate(lines[: LINES_BEFORE_A_HEADLINE + 1]):
            if _bare(line) in forms:
                lines = lines[place + 1 :]
                break
            if not _is_label(line):
                return lines
        else:
            return lines


def _tells_when_or_who(line: str) -> bool:
    return _is_label(line) and bool(_DATE_LINE.search(line) or _BYLINE.search(line))


def _is_label(line: str) -> bool:
    return len(line.split()) <= MAX_LABEL_WORDS and not _ENDS_A_SENTENCE.search(line)


def _bare(line: str) -> tuple[str, ...]:
    return tuple(re.findall(r"\w+", line.casefold()))
