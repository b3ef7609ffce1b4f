"""Tells pages that stand in an article's place, and paragraphs that stand around it. Pure: data and two small rules."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

_CHALLENGE_PHRASES: Final = (
    r"just a moment", r"attention required", r"access (?:is )?denied", r"access to this page has been denied", r"request blocked",
    r"are you (?:a )?(?:human|robot)", r"not a (?:robot|bot)\b", r"verify (?:that )?you(?:'re| are) (?:a )?human",
    r"verifying you are human",
    r"checking (?:if|your browser)", r"unusual (?:traffic|activity)", r"security check", r"captcha", r"bot (?:detection|protection)",
    r"please (?:enable|turn on) (?:javascript|js|cookies)", r"enable javascript and cookies", r"pardon our interruption",
    r"before you continue", r"we value your privacy", r"your privacy choices", r"cookie consent", r"accept (?:all )?cookies",
    r"consent to (?:the use of )?cookies", r"(?:log|sign) ?in (?:to|or) ", r"please (?:log|sign) ?in", r"already a subscriber",
    r"subscribe (?:now )?to (?:continue|keep) reading", r"create (?:a free |an )?account to (?:continue|keep) reading",
)  # fmt: skip
_CHALLENGE_WORDS: Final = re.compile("|".join(_CHALLENGE_PHRASES), re.IGNORECASE)
_CHALLENGE_MARKUP: Final = re.compile(
    r"cf-chl|_cf_chl_opt|challenge-platform|g-recaptcha|h-captcha|hcaptcha\.com|px-captcha|captcha-delivery\.com|/_incapsula_resource"
    r"""|<input[^>]{0,200}type=["']?password""",
    re.IGNORECASE,
)
_CHALLENGE_MAX_WORDS: Final = 150
"""Such pages say little; an article about them says more."""
_ARTICLE_MIN_WORDS: Final = 60

_BOILERPLATE_PHRASES: Final = (
    r"\bcookies?\b.*\b(?:site|website|experience|consent|policy|settings|accept)\b", r"all rights reserved", r"^(?:©|\(c\)|copyright)\b",
    r"\bterms of (?:use|service)\b", r"\bprivacy (?:policy|notice)\b", r"\bsign up (?:for|to)\b", r"\bnewsletters?\b", r"\bsubscribe\b",
    r"\bpage (?:you (?:are looking|requested|were looking)|(?:not|cannot be) found)", r"\b(?:click|tap) here\b", r"\bfollow us\b",
    r"\bjavascript\b", r"\byour browser\b", r"\bshare this\b", r"\badvertisement\b",
)  # fmt: skip
_BOILERPLATE: Final = re.compile("|".join(_BOILERPLATE_PHRASES), re.IGNORECASE)
_BOILERPLATE_MAX_WORDS: Final = 60
"""A longer paragraph that mentions a cookie policy is about one."""
_SENTENCE_END: Final = re.compile(r"\w[^\s\w]*[.!?…][^\s\w]*(?:\s|$)")
_PLENTY: Final = 200


def is_challenge(document_title: str, title: str, paragraphs: Sequence[str], html: str) -> bool:
    """Whether a login, consent or are-you-human page came instead of the article."""
    words = sum(len(paragraph.split()) for paragraph in paragraphs)
    if words > _CHALLENGE_MAX_WORDS:
        return False
    if _CHALLENGE_WORDS.search(f"{document_title}\n{title}"):
        return True
    if words >= _ARTICLE_MIN_WORDS:
        return False
    return bool(_CHALLENGE_WORDS.search("\n".join(paragraphs)) or _CHALLENGE_MARKUP.search(html))


def is_boilerplate(paragraph: str) -> bool:
    """Whether a paragraph belongs to the site and not to the article."""
    return len(paragraph.split()) <= _BOILERPLATE_MAX_WORDS and bool(_BOILERPLATE.search(paragraph))


def words_of_prose(paragraphs: Sequence[str]) -> int:
    """How many words stand in paragraphs that hold a sentence and are no boilerplate. Stops counting once there are plenty."""
    words = 0
    for paragraph in paragraphs:
        if _SENTENCE_END.search(paragraph) and not is_boilerplate(paragraph):
            words += len(paragraph.split())
        if words > _PLENTY:
            break
    return words
