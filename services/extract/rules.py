"""The rules by which the extractor decides, one enum per field of a claim: their names, and what each does in a sentence.

A step records the rule where it decides, as a `Reason` on the draft; `claimwire claims FILE --explain` shows them, and `docs/explain.md`
lists them all.
"""

from __future__ import annotations

from typing import Final

from services.runtime.described import DescribedWord


class Rule(DescribedWord):
    """One way in which a field gets its value. Members are written `NAME = "name", "What it does."`."""


class SpanRule(Rule):
    """What makes words a claim."""

    MAIN = "main", "The main clause of a sentence states something."
    MAIN_WITHOUT_VERB = "main without verb", "The head of the sentence is no verb, but has a subject of its own."
    MAIN_UNDER_ITS_NOUN = "main under its noun", "The main verb, where the parse hangs it on its own subject."
    HEADLINE_NOUN = "headline noun", "A headline without a verb: a noun phrase of some length."
    REPORTED = "reported", "The clause that somebody says, confirms, denies."
    REPORTED_NOUN = "reported noun", "The noun phrase that somebody confirms, denies, warns of."
    JUDGED_CLAUSE = "judged clause", "The clause inside “it is likely that …”: it is the claim, not its judging."
    COORDINATED_CLAUSE = "coordinated clause", "A clause joined to another, with its own subject."
    COORDINATED_PREDICATE = "coordinated predicate", "A second verb of the same subject, with words or a tense of its own."
    CLAUSE_BEFORE = "clause before", "A whole clause before the verb that takes it, where that verb reports nothing."
    PARATAXIS = "parataxis", "A clause set beside another without a joining word."
    CLAUSE_WITH_MARKER = (
        "clause with marker",
        "An adverbial clause after “after”, “when”, “while”, “although” and the like stands for itself.",
    )
    ABSOLUTE = "absolute", "A participle with its own subject beside the main clause."
    PARTICIPLE = "participle", "A participle after a break goes on with what the main clause tells."
    PARTICIPLE_APART = "participle apart", "A participle after a break tells something about the noun before."
    PARTICIPLE_OF_A_NOUN = "participle of a noun", "A participle on a noun names who did it, a name or a number."
    RELATIVE_CLAUSE = "relative clause", "A relative clause that tells an event or names something."
    RELATIVE_CLAUSE_APART = "relative clause apart", "A relative clause after a break: it adds a statement."
    WITH = "with", "“with” and what is so besides: “with 500 wounded”."
    DEED_BEFORE_OR_AFTER = "deed before or after", "“after falling 9 percent”: what else the subject did, or did first."
    APPOSITION = "apposition", "A noun phrase beside another, or between commas, tells a fact or a rank."
    ASIDE = "aside", "A number of its own after “including”, “compared with” or “versus”."
    DECISION = "decision", "A noun names a decision with who decided and what."
    NAMED_EVENT = "named event", "A noun names an event with whose it is, or what it happened to."


class SectionRule(Rule):
    """What a line is to the article."""

    GIVEN = "given", "The page said where headline and body are."
    FIRST_LINE = "first line", "The text's first line, short and not ended like a sentence, is its headline."
    PARAGRAPH = "paragraph", "Every line of the article that is no headline is its body."


class AttributionRule(Rule):
    """Who puts a claim forward."""

    NONE = "own voice", "No words around the claim give it to anybody: it is the article's own."
    OTHER_CLAUSE = "told beside", "Words that report stand around the claim, but speak of another clause: it is the article's own."
    POINTS_BACK = "points back", "“This suggests that …”: what was said before is no source; the words only weaken the claim."
    VERB_WITH_CLAUSE = "verb with clause", "“said that …”: a verb of saying with the clause that it takes."
    VERB_BESIDE_CLAUSE = "verb beside clause", "“…, he said”: a verb of saying set beside its clause."
    VERB_BESIDE_QUOTE = "verb beside quote", "A verb of saying beside a quote."
    VERB_WITH_NOUN = "verb with noun", "“confirmed the death”: a verb with a noun that names what happened."
    VERB_WITH_PREPOSITION = "verb with preposition", "“warned of floods”: a verb with a preposition and what is said."
    CITING = "citing", "“…, citing X”: a further source of the clause."
    PASSIVE = "passive", "“is believed to …”: a passive of saying or believing, of its own clause."
    PASSIVE_IT = "passive: it", "“it is thought that …”: a passive with the clause that it takes."
    NOUN = "noun", "“reports that …”, “allegations of …”: a noun of saying with its content."
    ADVERB = "adverb", "“reportedly”: an adverb, of its own clause."
    PREPOSITION = "preposition", "“according to X”: a preposition that names a source for its clause."
    SIGNATURE = "signature", "A quote with its speaker behind a dash."
    LABEL = "label", "“Police: two men drowned”, “Ferry sinks – coastguard”: a line or headline with its source beside a mark or a verb."


class CertaintyRule(Rule):
    """How firmly a claim is put forward: the weakest mark decides."""

    NONE = "no mark", "Nothing in the claim's own clause or its cues weakens it."
    CUE = "cue of the source", "The word that gives the claim to its source weakens it: “suggests”, “estimates”."
    CUE_ALONE = "cue without a source", "A cue weakens the claim, but its source is what the text said before, or the speaker."
    JUDGED = "judged from above", "“It is likely that …”: the adjective above the clause."
    MODAL = "modal verb", "“may”, “might”, “could” at the claim's verb."
    HEDGE = "hedge", "A word such as “probably”, “allegedly”, “estimated” in the claim's own clause."
    LIKELIHOOD = "there is a chance", "“There is a chance that …”: the noun of likelihood that is said to be there."
    CONCLUDED = "must have", "“must have crossed”: concluded, not seen."
    FROM_ABOVE = "mark above a phrase", "“may open, creating 400 jobs”: a phrase without a tense is as firm as the clause that it hangs on."
    SEEMING = "seems or is said to", "“seems to”, “is believed to” at the claim's verb."


class PolarityRule(Rule):
    """Whether a claim says that something is not so: an odd number of negations does."""

    NONE = "no negation", "No word of negation bears on what the claim says."
    NEGATED_VERB = "negation", "“not”, “never”, “nobody” and the like at the claim's verb or its subject or object."
    NO_LONGER = "no longer", "“no longer”: it is not so any more."
    NO_WITH_NOUN = "no with a noun", "“no” or “neither” at a noun of the claim's verb."
    WITHOUT = "without", "“without” heads the claim."
    YET_TO = "yet to", "“has yet to pay”: it has not happened."
    DENIED_FROM_ABOVE = (
        "denied from above",
        "“It is unlikely that …”, “no evidence that …”: the word above the clause says that it is not so.",
    )
    NEGATIVE_WORD = "verb or adjective of not doing", "“failed to”, “refrained from”, “unable”: the word itself says that it is not so."
    NEGATIVE_NOUN = "noun of not doing", "The noun that heads the claim names what did not happen: “absence”, “failure”."


class StatusRule(Rule):
    """When a claim holds."""

    WOULD = "would", "“would” and the like: on a condition."
    REPORTED_WOULD = "reported would", "“would” in somebody's words is what they said lies ahead."
    CONDITION = "condition", "A clause with “if”, “unless” and the like hangs on the claim's verb."
    WILL = "will", "“will” and the like: it lies ahead."
    MODAL = "modal verb", "“may”, “can”, “could”: it lies ahead."
    GOING_ON = "modal with a continuous form", "“may be spreading”, “may be a forgery”: a possibility of now."
    PAST_ABILITY = "could not", "“could not reach”: what nobody was able to do then."
    OUGHT = "should have", "“should have been tested”: it was not done."
    FUTURE_TIME = "time ahead", "“is leaving tomorrow”: a time puts the present ahead."
    FROM_ABOVE = (
        "phrase under a future or condition",
        "“will open, creating 400 jobs”, “a planned merger”: ahead, or on a condition, as the word there says.",
    )
    AHEAD = "verb that looks ahead", "“plans to”, “is set to”, “likely to”: what follows lies ahead."
    PERFECT_INFINITIVE = "perfect infinitive", "“is believed to have sunk”: it lies in the past."
    NAMED_EVENT = "event or decision named", "A decision or an event that a noun names has happened."
    STATE = "state by its participle", "A participle such as “located” without an auxiliary tells a state."
    NO_VERB = "phrase without a verb", "A phrase without a verb tells an event of the past where its noun names one, else a state."
    BESIDE = "phrase set beside", "“with …” and participles with their own subject tell what is so beside."
    HEADLINE = "headline's present", "Headlines tell what happened in the present tense."
    REPORTED_STATE = "reported state", "“They said it was safe”: what they said was so still is."
    PAST_TENSE = "past tense", "The verb, or the one that it hangs on, is in the past tense."
    PERFECT = "perfect", "“has closed”: it has happened; “has been at war” still is."
    PRESENT_TENSE = "present tense", "The verb, or the one that it hangs on, is in the present tense."
    PARTICIPLE = "past participle", "A past participle without an auxiliary tells what has happened."
    NO_TENSE = "no tense", "No verb with a tense stands above: it is taken as it is now."


class PredicateRule(Rule):
    """Which word says what happens."""

    HEAD = "head", "The word that heads the clause; the first of the claim's words, should the head lie outside."
    BELOW_PHASE = "below a verb of phase", "“began to rise”, “is set to close”: the verb below says what happens."
    COPULA = "behind a copula", "Behind “be”, the noun or adjective says what is so."
    INFINITIVE = "infinitive of an adjective", "“is ready to fight”: the verb below the adjective says what happens."


class ActorRule(Rule):
    """What gives a participant its role."""

    NONE = "nobody", "The clause names no participant."
    SUBJECT = "subject", "The subject of an active verb acts."
    PASSIVE_SUBJECT = "subject of a passive", "The subject of a passive verb undergoes."
    UNDERGOING_SUBJECT = "subject of an undergoing verb", "The subject of “die”, “rise”, “happen” and the like undergoes."
    OBJECT = "object", "The object undergoes."
    INDIRECT_OBJECT = "indirect object", "The indirect object receives."
    BY_PHRASE = "by-phrase", "Behind “by”, the one who acts in a passive."
    RECEIVING_PHRASE = "to or for", "Behind “to” or “for”, the one who receives."
    OTHER_PHRASE = "with or against", "Behind “with” or “against”, another participant."
    OWNER = "owner", "The owner of an event that a noun names acts."


class QuantityRule(Rule):
    """What gives a number its bounds, its unit, what it counts and whether it is a change."""

    NONE = "no number", "No number that counts as a quantity stands in the claim and in no claim inside it."
    BARE = "bare number", "No word moves the bounds: the number is exact."
    WORDS_BEFORE = "words before", "Words before the number move its bounds: “at least”, “up to”, “about”."
    WORDS_BEHIND = "words behind", "Words behind the number move its bounds: “or more”, “-plus”, “or so”."
    SUB = "sub-", "“sub-” before the number: less than it."
    RANGE = "range", "Two numbers are the ends of a range."
    ORDER = "order of magnitude", "A number word such as “thousands” means at least one of them."
    UNIT = "unit", "A sign or word beside the number is its unit: a currency, percent, a measure."
    COUNTED_NOUN = "counted noun", "The noun behind the number is what it counts."
    OF_NOUN = "noun after of", "The noun behind “of” is what it counts."
    HARMED = "people harmed", "A bare number that is killed, injured, missing counts people."
    IMPLIED = "implied by the verb", "A bare number beside a verb of level or change counts what the subject names."
    CHANGE_VERB = "verb of change", "A verb or particle says that the number is the amount of a rise or fall."
    CHANGE_NOUN = "noun of change", "A noun says that the number is the amount of a rise or fall."
    SAME_AMOUNT = "same amount", "After “or”, the other name of an amount that rises or falls does so too."
    INCREMENT = "on top", "The number comes on top of another: “another”, “further”, “more”."


class TimeRule(Rule):
    """Which days are meant."""

    NONE = "no time", "No time stands in the claim and in no claim inside it."
    DATED = "date with its year", "The words name the year."
    NEAREST = (
        "nearest date",
        "A date without its year: the nearest to the day of publication that the tense allows, or to the dates of the text.",
    )
    WEEKDAY = "weekday", "A day of the week, counted from the day of publication by the tense and “last” or “next”."
    FROM_PUBLICATION = "from publication", "Counted from the day of publication: “yesterday”, “last week”, “two years ago”."
    FROM_LAST = "from the time before", "Counted from the time that the text named before: “three days later”."
    LENGTH = "length", "So long, at no certain time."
    SINCE = "since", "“since” and what happened then: it begins there and has no end."
    EVENT = "event", "A time told by its event alone: no date is known."
    SPAN = "from one to another", "Two times are the ends of one."
    OPEN_END = "open end", "“since”, “until”, “before”, “after” leave one end open."
    UNRESOLVED = "unresolved", "The text, or the day of publication, does not tell which days are meant: no guess."


class PlaceRule(Rule):
    """Where it happens."""

    NONE = "no place", "No name of a place stands behind a locating preposition in the claim."
    PREPOSITION = "behind a preposition", "A name of a place behind “in”, “near”, “from” and the like."
    PLACE_NOUN = "noun of places", "“the town of X”, “the capital, X”: the noun says that the name is a place."
    UNKNOWN_NAME = "unknown name", "A name behind “in” or “near” that is no other name of the article."
    HERE = "here", "“here” outside a quote, in an article whose dateline names a place."


class WorthRule(Rule):
    """The parts of check-worthiness."""

    BASE = "base", "What every claim starts from."
    NUMBER = "a number", "A number can be looked up."
    TIME = "a time", "It is known when to look."
    PLACE = "a place", "It is known where to look."
    NAMED = "a named participant", "A person, an organisation or a country takes part."
    SOURCE = "a cited source", "The text names who says it."
    EVENT = "an event that happened", "What happened leaves traces."
    AHEAD = "lies ahead", "What may come cannot be checked yet."
    POSSIBLE = "only possible", "What is only possible binds nobody."
    NO_PARTICIPANT = "no participant", "Nobody takes part who could be asked."


RULES: Final[dict[str, type[Rule]]] = {
    "span": SpanRule,
    "section": SectionRule,
    "attributions": AttributionRule,
    "certainty": CertaintyRule,
    "polarity": PolarityRule,
    "status": StatusRule,
    "predicate": PredicateRule,
    "actors": ActorRule,
    "quantities": QuantityRule,
    "times": TimeRule,
    "places": PlaceRule,
    "checkworthiness": WorthRule,
}
"""The rules by the field that they decide."""
_NAMED: Final[dict[tuple[str, str], Rule]] = {(field, rule.value): rule for field, rules in RULES.items() for rule in rules}


def rule_named(field: str, name: str) -> Rule:
    """The rule of a field by its name. Raises `KeyError` where the list has none."""
    return _NAMED[field, name]
