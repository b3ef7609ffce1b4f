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
    APPOSITION = "apposition", "A noun phrase beside a name tells a fact about it."
    ASIDE = "aside", "A number of its own after “including”, “compared with” or “versus”."
    DECISION = "decision", "A noun names a decision with who decided and what."
    NAMED_EVENT = "named event", "A noun names an event with whose it is."


class SectionRule(Rule):
    """What a line is to the article."""

    GIVEN = "given", "The page said where headline and body are."
    FIRST_LINE = "first line", "The text's first line, short and not ended like a sentence, is its headline."
    PARAGRAPH = "paragraph", "Every line of the article that is no headline is its body."


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
