"""What stands around an article on its page: lines that are no part of it, and lines after which nothing is.

Patterns ask for the shape of a whole line, because an ordinary paragraph must never be lost; case is ignored. They name the furniture of
news pages in general, no outlet.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

_AUTHOR: Final = r"(?:(?:the )?(?:author|writer|reporter|contributor|columnist)s?(?:['’]s?)?)"
_PIECE: Final = (
    r"(?:article|story|post|piece|report|column|commentary|essay|interview|op-ed|text|version|page|content|material|feature|dispatch)"
)


_OWN_PIECE: Final = r"(?:article|story|post|piece|column|commentary|essay|interview|op-ed|dispatch)"
_NAME: Final = r"(?-i:[A-Z][\w.’'-]*)"
_CREDIT_WORDS: Final = "and for in of the with by from at on additional reporting writing editing graphics production".replace(" ", "|")
_NAMES_ONLY: Final = rf"(?:(?:{_CREDIT_WORDS})\b|{_NAME}|[,;&()./:|@–—-]|\d+|\s)+$"
"""What follows "by" in a credit: names and the small words between them, and no sentence."""


def _any(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.IGNORECASE)


END_OF_THE_ARTICLE: Final = _any(
    r"^\W*(?:\d[\d,]* )?(?:reader |user |your )?(?:comments?|replies|responses|reactions|pingbacks?|trackbacks?)\W*"
    r"(?:\(?\d*\)?|section|on [^.!]{0,120})?:?$",
    r"^\W*(?:leave|post|add|write|submit) (?:a|your) (?:reply|comment|response)",
    r"^\W*(?:join|start) the (?:conversation|discussion)\W*$|^\W*be the first to (?:comment|reply|react)\b",
    r"^\W*(?:(?:log|sign) ?in|you must be logged in) to (?:comment|reply|join)\b"
    r"|^\W*to (?:comment|reply|join the (?:conversation|discussion))\b.{0,30}\b(?:log|sign|register)",
    r"^\W*your e-?mail address will not be published\b",
    r"^\W*\d+ thoughts? on ",
    r"^\W*about the authors?\W*(?:$|:)",
    rf"^\W*{_AUTHOR} (?:bio(?:graphy)?|experience|details|profile|info(?:rmation)?)\W*(?:$|:)",
    r"^\W*(?:written|posted|published) by:?$",
    r"^\W*(?:pingback|trackback)\s*:",
)
"""A line like this, after some paragraphs, ends the article: what follows is readers' or the author's life."""

LINKS_FOLLOW: Final = _any(
    r"^\W*(?:related|recommended|suggested|similar|popular|trending|latest|more|most read|top) (?:articles?|stories|posts?|"
    r"news|content|coverage|reading|links|topics|videos?|headlines)\b[^.!]{0,20}$",
    r"^\W*(?:most (?:read|popular|viewed|shared)|trending(?: now)?|editors['’]? picks?|recommended for you)(?: in [^.!]{1,30})?\W*$",
    r"^\W*(?:you (?:may|might|could) (?:also )?(?:like|be interested)|more from|more on|up next|read next|what to read next)\b"
    r"[^.!]{0,60}(?:\.\.\.)?$|^\W*don['’]t miss(?: (?:this|these|it))?\W*$",
    r"^\W*(?:filed under|tags?|tagged|topics?|categories|category|keywords)\s*:",
    r"^\W*share (?:this|on|via|article|story)\b[^.!]{0,80}$",
    r"^\W*(?:share|tweet|e-?mail|print|facebook|twitter|whatsapp|telegram|linkedin|reddit|copy link|save|bookmark)\W*$",
)
"""A line like this stands below the article, or in the middle of it; the short lines that follow are links to other pages."""

NOT_OF_THE_ARTICLE: Final = _any(
    r"^\W*(?:advertisement|sponsored|promoted|loading)(?: (?:content|feature|post|by [^.!]{1,30}))?\W*$",
    r"^\W*(?:story continues below|article continues|scroll to continue)\b.{0,40}$",
    r"^\W*(?:read|see|watch|listen|also read|read also|read more|related|further reading|more|listen now|watch now|explore|"
    r"must read|in pictures|in photos|video|gallery|live)\s*[:|»>–—-]\s",
    r"^\W*(?:photo|photograph|image|picture|pic|photo credit|image credit|photo by|file photo|credit|credits|caption|"
    r"photo illustration|graphic|map|source|video|getty images)s?\s*(?:credit|courtesy)?\s*[:|/]",
    rf"^\W*(?:photo|photograph|image|picture|illustration|graphic)s? (?:by|courtesy(?: of)?|credit|via) {_NAMES_ONLY}",
    r"^\W*(?:©|\(c\))|^\W*copyright\W*(?:©|\(c\)|\d{4}|by\b)|^\W*copyright\s*:",
    r"^\W*(?:subscribe|sign up|register|log in|sign in|join us|join our|donate|support our|become a (?:member|subscriber)|"
    r"get (?:the|our|all the) (?:latest|best|top|daily|news)|download (?:the|our)|click here|tap here|follow (?:us|our|him|"
    r"her|them|the author)|like us|stay (?:up to date|informed|tuned|connected|ahead))\b",
    r"^\W*support (?:independent|quality|local|free|public[- ]interest) (?:journalism|news|reporting|media)\b",
    rf"^\W*if you (?:enjoyed|liked|found|value) (?:(?:this|our) (?:{_PIECE}|work|journalism|reporting)|what you(?: have)? read)\b",
    rf"^\W*(?:reporting|additional reporting|writing|editing|edited|compiled|written|translated|produced|with (?:inputs|"
    rf"files|reporting|agency inputs|contributions))\s+(?:by|from)\s+{_NAMES_ONLY}",
    r"^\W*(?:the )?associated press (?:writers?|reporters?|journalists?)\b.{0,200}\bcontributed\b",
    r"^\W*(?:editor|editors|author|publisher|correction|clarification)(?:['’]s)?(?:['’])? notes?\b",
    r"^\W*(?:submit|send|pitch) (?:us )?(?:your|an?) (?:own )?(?:article|story|letter|tip|op-ed|essay)\b",
    r"^\W*(?:do you have|have you got|got) (?:a|any) (?:story|tip|news tip)\b",
    r"^\W*(?:contact|e-?mail|write to|"
    r"reach) (?:him|her|them|us|me|the author)\b",
    r"^\W*(?:last )?(?:updated?|published|posted|modified|first published|created|issued)\s*(?:on|at|:)?\s*(?:\d|mon|tue|"
    r"wed|thu|fri|sat|sun|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec).{0,60}(?<![a-z]{4}[.!?])$",
    rf"^\W*(?:by|from|text by|story by|words by)\s+(?:{_NAME}\s*){{1,5}}(?:,[^.!?]{{0,60}})?$",
    r"^\W*\d+[ -]min(?:ute)?s?[ -]read\W*$|^\W*\d+ (?:shares|views|likes|reads|votes|followers)\W*$",
    r"^\W*(?:reply|report abuse|report comment|flag|upvote|downvote|view (?:all )?(?:comments|replies)|show (?:more|less)|"
    r"load more|see more|read more|continue reading|back to top|home|next|previous|menu|search)\W*$",
    r"^\W*(?:we|this (?:site|website|page)|our (?:site|website)|by (?:using|visiting) (?:this|our) (?:site|website)) .{0,40}\bcookies?\b"
    r"|^\W*(?:accept|manage|reject)(?: all)? cookies\b|^\W*cookie (?:policy|settings|preferences|consent)\W*$",
    r"^\W*(?:terms (?:of (?:use|service)|and conditions)|privacy (?:policy|notice)|contact us|advertise with us)\b[^.!]{0,60}$",
)
"""A line like this is none of the article's, wherever it stands."""


class Inside(NamedTuple):
    """A pattern that may stand anywhere in a line; it is looked for where the line holds one of the words."""

    words: tuple[str, ...]
    pattern: re.Pattern[str]

    def is_in(self, text: str) -> bool:
        lower = text.lower()
        return any(word in lower for word in self.words) and bool(self.pattern.search(text))


FROM_ELSEWHERE: Final = Inside(
    ("published", "posted", "printed", "syndicated", "adapted", "reproduced", "excerpted", "appeared", " ran ", "original"),
    _any(
        rf"\bthis {_OWN_PIECE} (?:is|was|has been) (?:originally |first |also )?(?:re-?published|re-?posted|re-?printed|syndicated)\b",
        rf"\bthis {_OWN_PIECE} (?:is|was|has been) (?:adapted|reproduced|excerpted) (?:from|with|by)\b",
        rf"\bthis {_OWN_PIECE} (?:(?:was )?(?:originally|first)|originally|first) (?:published|appeared|ran|posted)\b",
        rf"^\W*(?:an?|the) (?:longer |previous |earlier |shorter )?version of this {_PIECE} (?:was|appeared|ran|first|originally)\b",
        r"\bread the original (?:article|story|post|version|here)\b",
    ),
)
"""A line that says where the article stood first; it ends the article, too. A report or a text may be what the article is about."""

SAYS_WHOSE: Final = Inside(
    ("photo", "image", "pictur", "file", "credit", "©", "licen", "subscribe", "sign up", "follow", "contributed", "expressed", "opinion",
     "views", "not necessarily", "rights reserved", "submission", "you can"),
    _any(
        r"[(\[](?:photo|photograph|image|picture|file|credit|photo credit|file photo)s?(?:\s*[:/]| (?:by|courtesy|credit|via)\b)"
        r"[^()\[\]]*[)\]]\W*$",
        r"(?-i:[(\[](?:[A-Z][\w.&]*[ /]){1,3}(?:Photo|Images?|Pictures?)\b(?:[/:, ][^()\[\]]{0,60})?[)\]]\W*$)",
        r"^.{0,160}\s©\s?(?-i:[A-Z])[\w .,/&’'-]{2,40}$",
        r"\b(?:licen[cs]ed|(?:re-?)?published|available|released|shared) under (?:a|an|the) .{0,60}licen[cs]e\b"
        r"|\b(?:creative commons|cc[- ]by(?:-[a-z]{2})*)\b.{0,40}\blicen[cs]e\W*$",
        r"\b(?:subscribe to|sign up (?:for|to)|follow) (?:our|us|the|this|my)\b.{0,60}\b(?:newsletters?|channel|podcast|"
        r"facebook|twitter|telegram|whatsapp|instagram|updates|alerts|e-?mail)\b",
        r"\bfollow (?:him|her|them|me|us) (?:on|at) (?:@|twitter|x\b|facebook|instagram|linkedin|threads|mastodon|bluesky|telegram)",
        r"^.{0,200}\bcontributed (?:to|reporting (?:to|for)) this (?:report|story|article)\W*$",
        rf"^.{{0,40}}\bthis {_PIECE} (?:is|represents|reflects|contains|expresses) (?:the )?(?:personal )?(?:opinions?|views?)\b",
        r"\b(?:views?|opinions?)(?: and (?:views?|opinions?))? expressed (?:here|(?:in|on) this|(?:by|in) .{1,40} are|are)\b"
        r"|\bnot necessarily (?:those of|the views?|the opinions?|reflect)\b",
        r"\ball rights reserved\W*(?:$|[.(])",
        r"\bsubmission guidelines\b",
        r"\byou can (?:follow|reach|contact|e-?mail|find) (?:him|her|them|us|me|the author)\b",
    ),
)  # fmt: skip
"""A line of whose picture, words or page it is."""

OF_ITS_WRITER: Final = re.compile(
    r"^\W*the (?:writer|author|columnist|reviewer) (?:is|was|has been) (?:a|an|the) [^.]{0,60}\b(?:professor|lecturer|fellow|researcher|"
    r"scholar|economist|historian|lawyer|editor|journalist|columnist|correspondent|director|analyst|advis[eo]r|consultant|founder)\b",
    re.IGNORECASE,
)
"""A line about who wrote the article, when it is one of the last."""

LIFE_OF_A_WRITER: Final = re.compile(r"\s*(?:,|\(|is|was|has|covers|writes|reports|joined|works|teaches|lives)(?!\w)")
"""What follows the name of the byline in a line about its bearer."""

BYLINE: Final = re.compile(rf"^\W*[Bb][Yy]\s+(?P<name>{_NAME}(?: {_NAME}){{1,3}})")
"""Who wrote the article: "By Maria Lopez"."""

COMMENT_DATE: Final = re.compile(
    r"^\W*(?:(?:on )?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.? \d{1,2},? \d{4},?(?: at)? \d{1,2}[:.]\d{2}|"
    r"\d{1,2}[./ -](?:\d{1,2}|[a-z]{3,9})[./ -]\d{2,4},?(?: at)? \d{1,2}[:.]\d{2}|"
    r"(?:\d+|an?|one|two|three|few|several) (?:seconds?|minutes?|mins?|hours?|hrs?|days?|weeks?|months?|"
    r"years?) ago)\s*(?:[ap]\.?m\.?)?\W*(?:reply)?\W*$",
    re.IGNORECASE,
)
"""A line that holds nothing but the moment at which a reader wrote."""

READER_WORDS: Final[dict[str, str]] = {
    word: kind
    for kind, listed in {
        "I": "i i’m i’ve i’d i’ll me my mine myself",
        "you": "you your you’re you’ve you’d you’ll u ur",
        "advice": "should must ought let’s",
        "chat": "yeah yep nope hey wow ok okay guys folks mate buddy pal thats",
        "slang": """
            lol lmao imo imho btw tbh wtf omg rofl fyi afaik iirc smh nah haha hahaha hmm dude bro gonna wanna gotta dont doesnt cant wont
            theyre youre ain’t
        """,
        "abuse": """
            crap damn hell idiot idiots idiotic moron stupid dumb pathetic rubbish nonsense bullshit joke clown clowns puppet puppets sheep
            troll trolls shame disgusting ridiculous bot bots
        """,
    }.items()
    for word in listed.split()
}
"""Words of somebody who talks, rather than of a report, by kind. A kind counts once in a line: whoever advises says "you" all the time."""

ROUGH: Final = frozenset({"slang", "abuse"})

READER_MARKS: Final = _any(
    r"[!?]{2,}|\.{2,}|…|!\W*$",
    r"^\W*(?:hi|hello|dear|thanks|thank you|agreed?|exactly|well said|good (?:point|article|piece|job)|great (?:article|piece|post)|true|"
    r"sorry|sure|maybe|so true|well)\b",
    r"(?-i:^\s*[a-z])|^\s*@\w",
    r"\bneed to\b|\bits about time\b",
)
"""Marks of the same; they count as one kind."""

QUOTED: Final = re.compile(r"[“\"][^“”\"]*[”\"]?")
