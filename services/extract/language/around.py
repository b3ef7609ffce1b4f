"""What stands around an article on its page: lines that are no part of it, and lines after which nothing is.

Patterns match a whole line, case ignored. They name the furniture of news pages in general, no outlet.
"""

from __future__ import annotations

import re
from typing import Final

_AUTHOR: Final = r"(?:(?:the )?(?:author|writer|reporter|contributor|columnist)s?(?:['’]s?)?)"
_PIECE: Final = (
    r"(?:article|story|post|piece|report|column|commentary|essay|interview|op-ed|text|version|page|content|material|feature|dispatch)"
)


def _any(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.IGNORECASE)


AFTER_THE_ARTICLE: Final = _any(
    r"^\W*(?:\d[\d,]* )?(?:reader |user |your )?(?:comments?|replies|responses|reactions|pingbacks?|"
    r"trackbacks?)\b\W*(?:\(?\d*\)?|section|on .{0,120}|:.*)?$",
    r"^\W*(?:leave|post|add|write|submit) (?:a|your) (?:reply|comment|response)",
    r"^\W*(?:join|start|be the first to|log ?in to|sign in to|you must be logged in to|to) (?:the )?(?:conversation|"
    r"discussion|comment|reply|join)\b",
    r"^\W*\d+ thoughts? on ",
    r"^\W*about the authors?\b",
    rf"^\W*{_AUTHOR} (?:bio(?:graphy)?|experience|details|profile|info(?:rmation)?)\b",
    r"^\W*(?:written|posted|published) by:?$",
    rf"\bthis {_PIECE} (?:is|was|has been) (?:originally |first |also )?(?:re-?published|re-?posted|re-?printed|syndicated|"
    rf"adapted|reproduced|excerpted)\b",
    rf"\bthis {_PIECE} (?:(?:was )?(?:originally|first)|originally|first) (?:published|appeared|ran|posted)\b",
    rf"^\W*(?:(?:a|the|an earlier) (?:longer |previous |earlier |shorter )?version of this {_PIECE}) (?:was|appeared|ran|"
    rf"first|originally)\b",
    r"\bread the original (?:article|story|post|version|here)\b",
    r"^\W*(?:originally|first) (?:published|posted|appeared) (?:at|by|in|on)\b",
    r"^\W*original (?:news )?(?:source|article|post)\b",
    r"^\W*(?:related|recommended|suggested|similar|popular|trending|latest|more|most read|top) (?:articles?|stories|posts?|"
    r"news|content|coverage|reading|links|topics|videos?|headlines)\b.{0,20}$",
    r"^\W*(?:you (?:may|might|could) (?:also )?(?:like|be interested)|more from|more on|up next|read next|what to read next|"
    r"don['’]t miss)\b.{0,60}$",
    r"^\W*(?:filed under|tags?|tagged|topics?|categories|category|keywords)\s*:",
    r"^\W*share (?:this|on|via|article|story)\b.{0,80}$",
    r"^\W*(?:share|tweet|e-?mail|print|facebook|twitter|whatsapp|telegram|linkedin|reddit|copy link|save|bookmark)\W*$",
    r"^\W*(?:pingback|trackback)\s*:",
)
"""A line like this, after some paragraphs, ends the article."""

NOT_OF_THE_ARTICLE: Final = _any(
    r"^\W*(?:advertisement|advertisement feature|sponsored(?: content)?|promoted|story continues below|article continues|"
    r"scroll to continue|loading)\b.{0,40}$",
    r"^\W*(?:read|see|watch|listen|also read|read also|read more|related|further reading|more|listen now|watch now|explore|"
    r"must read|in pictures|in photos|video|gallery|live)\s*[:|»>–—-]\s",
    r"^\W*(?:photo|photograph|image|picture|pic|photo credit|image credit|photo by|file photo|credit|credits|caption|"
    r"photo illustration|graphic|map|source|video|getty images)s?\s*(?:credit|courtesy)?\s*[:|/]",
    r"^\W*(?:photo|photograph|image|picture|illustration|graphic)s? (?:by|courtesy|credit|via|from)\b",
    r"\((?:photo|photograph|image|picture|file|credit|photo credit|file photo)s?\s*[:/ ][^()]*\)\W*$",
    r"^\W*(?:©|\(c\)|copyright)\b|\ball rights reserved\b|^\W*©",
    r"\b(?:creative commons|cc[- ]by(?:-[a-z]{2})*)\b.{0,40}\blicen[cs]e|\bunder (?:a|the) .{0,30}licen[cs]e\b",
    r"^\W*(?:subscribe|sign up|register|log in|sign in|join us|join our|donate|support our|become a (?:member|subscriber)|"
    r"get (?:the|our|all the) (?:latest|best|top|daily|news)|download (?:the|our)|click here|tap here|follow (?:us|our|him|"
    r"her|them|the author)|like us|stay (?:up to date|informed|tuned|connected|ahead))\b",
    r"\b(?:subscribe to|sign up (?:for|to)|follow) (?:our|us|the|this|my)\b.{0,60}\b(?:newsletters?|channel|podcast|"
    r"facebook|twitter|telegram|whatsapp|instagram|updates|alerts|e-?mail)\b",
    r"^\W*(?:reporting|additional reporting|writing|editing|edited|compiled|written|translated|produced|with (?:inputs|"
    r"files|reporting|agency inputs|contributions))\s+(?:by|from)\b",
    r"^\W*(?:the )?associated press (?:writers?|reporters?|journalists?)\b.{0,200}\bcontributed\b",
    r"^.{0,200}\bcontributed (?:to|reporting (?:to|for)) this (?:report|story|article)\W*$",
    r"^\W*(?:editor|editors|author|publisher|correction|clarification)(?:['’]s)?(?:['’])? notes?\b",
    rf"^.{{0,40}}\bthis {_PIECE} (?:is|represents|reflects|contains|expresses) (?:the )?(?:personal )?(?:opinions?|views?)\b",
    r"\b(?:views?|opinions?)(?: and (?:views?|opinions?))? expressed (?:in|by|here|are)\b|\bnot necessarily (?:those|that|"
    r"the views?|the opinions?|reflect)\b",
    r"^\W*(?:submit|send|pitch) (?:us )?(?:your|an?) (?:own )?(?:article|story|letter|tip|op-ed|essay)|\bsubmission guidelines\b",
    r"\b(?:do you have|got) (?:a|any) (?:story|tip|news tip)\b",
    r"\byou can (?:follow|reach|contact|e-?mail|find) (?:him|her|them|us|me|the author)\b|^\W*(?:contact|e-?mail|write to|"
    r"reach) (?:him|her|them|us|me|the author)\b",
    r"^\W*(?:last )?(?:updated?|published|posted|modified|first published|created|issued)\s*(?:on|at|:)?\s*(?:\d|mon|tue|"
    r"wed|thu|fri|sat|sun|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec).{0,60}$",
    r"^\W*(?:by|from|text by|story by|words by)\s+(?:[A-Z][\w.’'-]+\s*){1,5}(?:,.{0,60})?$",
    r"^\W*\d+[ -]min(?:ute)?s?[ -]read\W*$|^\W*\d+ (?:shares|views|likes|reads|votes|followers)\W*$",
    r"^\W*(?:reply|report abuse|report comment|flag|upvote|downvote|view (?:all )?(?:comments|replies)|show (?:more|less)|"
    r"load more|see more|read more|continue reading|back to top|home|next|previous|menu|search)\W*$",
    r"\bcookies?\b.{0,80}\b(?:policy|consent|accept|settings|preferences)\b|^\W*(?:terms (?:of|and)|privacy policy|"
    r"contact us|advertise with)\b",
)
"""A line like this is none of the article's, wherever it stands."""

COMMENT_DATE: Final = re.compile(
    r"^\W*(?:(?:on )?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.? \d{1,2},? \d{4},?(?: at)? \d{1,2}[:.]\d{2}|"
    r"\d{1,2}[./ -](?:\d{1,2}|[a-z]{3,9})[./ -]\d{2,4},?(?: at)? \d{1,2}[:.]\d{2}|"
    r"(?:\d+|an?|one|two|three|few|several) (?:seconds?|minutes?|mins?|hours?|hrs?|days?|weeks?|months?|"
    r"years?) ago)\s*(?:[ap]\.?m\.?)?\W*(?:reply)?\W*$",
    re.IGNORECASE,
)
"""A line that holds nothing but the moment at which a reader wrote."""

READER_VOICE: Final = _any(
    r"\b(?:i|i['’](?:m|ve|d|ll)|me|my|mine|myself)\b",
    r"\b(?:you|your|you['’](?:re|ve|d|ll)|u|ur)\b",
    r"\b(?:lol|lmao|imo|imho|btw|tbh|wtf|omg|rofl|fyi|afaik|iirc|smh|yeah|yep|nope|nah|hey|wow|haha+|hmm+|ok|okay|dude|guys|"
    r"folks|mate|bro|buddy|pal)\b",
    r"\b(?:crap|damn|hell|idiots?|idiotic|moron|stupid|dumb|pathetic|rubbish|nonsense|bullshit|joke|clowns?|puppets?|sheep|"
    r"trolls?|shame|disgusting|ridiculous|bots?)\b",
    r"[!?]{2,}|\.{2,}|…",
    r"!\W*$",
    r"^\W*(?:hi|hello|hey|dear|thanks|thank you|agreed?|exactly|well said|good (?:point|article|piece|job)|great (?:article|"
    r"piece|post)|true|sorry|sure|maybe|so true|well)\b",
    r"(?-i:^\s*[a-z])",
    r"^\s*@\w",
    r"\b(?:let['’]s|gonna|wanna|gotta|ain['’]t|dont|doesnt|cant|wont|thats|theyre|youre|its about time|need to|should|must|ought)\b",
)
"""Signs of somebody who talks, rather than of a report. Each kind found counts once."""

QUOTED: Final = re.compile(r"[“\"][^“”\"]*[”\"]?")
