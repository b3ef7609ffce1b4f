"""`claimwire_certainty`: how firmly, whether, and when: certainty, polarity and status of each claim, with the words that decided.

Reads the parse, the claims and their attributions; writes `certainty`, `polarity`, `status`, `cues`. Only markers of the claim's own
clause and of its cues count, and those above a phrase without a tense of its own: a hedge in another clause decides nothing.
"""

from __future__ import annotations

from typing import Final

from spacy.language import Language
from spacy.tokens import Doc

from services.extract.drafts import ClaimDraft, Reason
from services.extract.factuality import reading_of
from services.extract.hedges import FIRMNESS, certainty_of
from services.extract.polarity import polarity_of
from services.extract.rules import CertaintyRule, StatusRule
from services.extract.status import status_of
from services.extract.tree import Tree, tree_of
from services.extract.verb_groups import verb_group

_BESIDE: Final = frozenset({"with", "absolute", "apposition", "aside", "decision", "named event"})
"""Phrases that stand beside the clause around them, so that nothing above bears on them."""

_BY_WORDS: Final = frozenset(
    {
        StatusRule.WOULD,
        StatusRule.REPORTED_WOULD,
        StatusRule.OUGHT,
        StatusRule.CONDITION,
        StatusRule.WILL,
        StatusRule.MODAL,
        StatusRule.AHEAD,
        StatusRule.FUTURE_TIME,
        StatusRule.FROM_ABOVE,
    }
)
"""Rules of status whose words are cues; the others go by the form of the clause."""


@Language.factory("claimwire_certainty", requires=["doc._.claimwire_claims"])
def create_certainty(nlp: Language, name: str) -> JudgeCertainty:
    return JudgeCertainty()


class JudgeCertainty:
    """Decides the three fields for every claim."""

    def __call__(self, doc: Doc) -> Doc:
        if doc._.claimwire_claims:
            tree = tree_of(doc)
            for claim in doc._.claimwire_claims:
                _judge(tree, claim)
        return doc


def _judge(tree: Tree, claim: ClaimDraft) -> None:
    group = verb_group(tree, claim.head)
    certainty, hedges = certainty_of(tree, claim, group)
    polarity, negations = polarity_of(tree, claim, group)
    reading = None if tree.is_finite(claim.head) or claim.rule in _BESIDE else reading_of(tree, claim.head)
    if reading is not None and reading.hedge is not None and FIRMNESS[reading.certainty] > FIRMNESS[certainty]:
        certainty, hedges = reading.certainty, [Reason.at(CertaintyRule.FROM_ABOVE, reading.hedge)]
    status, time = status_of(tree, claim, group, reading)
    deciding = (*hedges, *negations, *((time,) if time.rule in _BY_WORDS else ()))
    claim.certainty, claim.polarity, claim.status = certainty, polarity, status
    claim.cues = tuple(sorted({words for reason in deciding for words in reason.words}))
    claim.reasons = (*claim.reasons, *hedges, *negations, time)
