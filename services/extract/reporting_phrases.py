"""Reports by nouns, adverbs and prepositions: "reports that …", "reportedly", "according to …". Functions over a `Tree`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from services.extract.drafts import Report, Stretch
from services.extract.language import words
from services.extract.language.holding import LIGHT
from services.extract.language.reporting import ADVERBS, NO_REPORT, NOUNS, NOUNS_WITH_OF, STANCES, WITH_CLAUSE, WORDS_OF
from services.extract.sources import is_negated, noun_words, source_of, spoken, without_possessive
from services.extract.tree import Tree

_OWN_SOURCE: Final = words("report datum data figure survey study poll document record statistic")
"""Nouns that are their own source: "reports that …"."""
_UNITS_AFTER_PER: Final = words("day week month year hour minute second person capita cent head share night game")
_OPENERS: Final = frozenset({",", "(", "—", "–", "-"})


def noun_reports(tree: Tree, i: int) -> Iterator[Report]:
    """ "reports that …", "their claim that …", "allegations of …"; in "rejected claims that …" the verb says whose word it is, too."""
    lemma = tree.lemma[i]
    if lemma not in NOUNS or lemma in NO_REPORT:
        return
    clause = next((k for k in tree.kids[i] if tree.dep[k] in {"acl", "ccomp", "relcl"} and _is_that_clause(tree, k)), None)
    verb = tree.head[i]
    if clause is None and tree.dep[i] in {"nsubj", "attr"} and tree.lemma[verb] == "be":
        said = tree.child(verb, "acomp")
        holders = (verb,) if said is None else (verb, said)
        clause = next((k for holder in holders for k in tree.kids[holder] if tree.dep[k] == "ccomp" and _is_that_clause(tree, k)), None)
    nominal = False
    if clause is None and lemma in NOUNS_WITH_OF and not any(tree.lower[k] == "no" for k in tree.kids[i]):
        of = next((k for k in tree.kids[i] if tree.dep[k] == "prep" and tree.lower[k] in {"of", "about"}), None)
        clause = None if of is None else tree.child(of, "pcomp", "pobj")
        nominal = clause is not None and tree.dep[clause] == "pobj"
    if clause is None:
        return
    found = tree.stretch(clause)
    if tree.lower[found.start] == "that":
        found = tree.trim(Stretch(found.start + 1, found.end))
    source, holder = _source_of_noun(tree, i, clause), _verb_above(tree, i)
    if holder is not None and tree.lemma[holder] in STANCES:
        yield replace(spoken(tree, holder, clause, found, "noun", nominal=nominal), weakens=NOUNS[lemma])
        if source is None:
            return
    elif holder is not None and source is None:
        source = source_of(tree, holder)
    stance = STANCES.get(lemma, "asserts")
    yield Report(Stretch(i, i + 1), source, (found,), clause, stance, NOUNS[lemma], f"noun: {tree.lower[i]}", None, nominal)


def _verb_above(tree: Tree, i: int) -> int | None:
    """The verb that takes the noun for its object and says how its subject stands to it: "rejected claims", "issued a statement"."""
    verb = tree.head[i]
    if tree.dep[i] != "dobj" or tree.child(verb, "auxpass") is not None or is_negated(tree, verb):
        return None
    return verb if tree.lemma[verb] in STANCES or tree.lemma[verb] in LIGHT else None


def _source_of_noun(tree: Tree, i: int, clause: int) -> Stretch | None:
    owner = tree.child(i, "poss")
    if owner is None:
        owner = next((k for k in tree.children(i, "nsubj") if tree.tag[k + 1] == "POS"), None)
    if owner is not None:
        return without_possessive(tree, noun_words(tree, owner))
    by = next((k for k in tree.kids[i] if tree.dep[k] in {"prep", "agent"} and tree.lower[k] in {"by", "from"}), None)
    named = None if by is None else tree.child(by, "pobj")
    if named is not None:
        return noun_words(tree, named)
    if tree.lemma[i] not in _OWN_SOURCE:
        return None
    found = noun_words(tree, i)
    return tree.trim(Stretch(found.start, min(found.end, tree.left[clause]))) if clause > i else found


def _is_that_clause(tree: Tree, k: int) -> bool:
    mark = next((m for m in tree.kids[k] if tree.lower[m] == "that"), None)
    return mark is not None and tree.dep[mark] == "mark" and tree.subject(k) is not None


def adverb_report(tree: Tree, i: int) -> Report:
    """ "reportedly": nobody's word in particular, about its own clause."""
    head = tree.head[i]
    if tree.dep[head] in {"acomp", "amod", "attr"} and tree.pos[head] == "ADJ":
        head = tree.head[head]
    weakens = ADVERBS[tree.lower[i]]
    return Report(Stretch(i, i + 1), None, (tree.stretch(head),), head, "asserts", weakens, f"adverb: {tree.lower[i]}")


def preposition_report(tree: Tree, i: int) -> Report | None:
    """ "according to X", "per X", "based on data from X": the content is the clause that the phrase hangs on."""
    lower = tree.lower[i]
    if lower == "based":
        return _based_on(tree, i)
    if lower == "in":
        return _in_the_words_of(tree, i)
    holder: int | None = i
    if lower == "according":
        holder = next((k for k in tree.kids[i] if tree.lower[k] == "to"), None)
    if holder is None:
        return None
    named = tree.child(holder, "pobj", "pcomp")
    if named is None:
        named = next((k for k in tree.kids[i] if tree.dep[k] in {"pobj", "pcomp"} and k > holder), None)
    if named is None or (lower == "per" and not _names_source(tree, i, named)):
        return None
    top = clause_above(tree, i)
    start = i - 1 if lower == "per" and i and tree.lower[i - 1] == "as" else i
    cue = Stretch(start, i + 2 if lower == "according" else i + 1)
    rule = f"preposition: {tree.words(cue).lower()}"
    return Report(cue, noun_words(tree, named), (words_without(tree, top, i),), top, "asserts", "certain", rule)


def _names_source(tree: Tree, i: int, named: int) -> bool:
    """ "per" names a source at the start of a clause or after a comma, unless a unit follows."""
    before = i - 1 if i and tree.lower[i - 1] == "as" else i
    opens = tree.sentence_of(i).start == before or (before > 0 and tree.text[before - 1] in _OPENERS)
    return opens and tree.pos[named] in {"PROPN", "NOUN"} and tree.lemma[named] not in _UNITS_AFTER_PER


def clause_above(tree: Tree, i: int) -> int:
    """The head of the clause that an adverbial phrase at `i` speaks about: the sentence's, or the reported clause it stands in."""
    at = i
    while tree.head[at] != at:
        if tree.dep[at] == "ccomp" and tree.lemma[tree.head[at]] in WITH_CLAUSE:
            return at
        at = tree.head[at]
    clause = tree.child(at, "ccomp") if tree.lemma[at] in WITH_CLAUSE else None
    return clause if clause is not None and tree.left[i] > tree.right[clause] else at


def words_without(tree: Tree, top: int, phrase: int) -> Stretch:
    """The clause's words; a phrase at its edge is cut away, one inside stays."""
    found = tree.stretch(top)
    first, last = tree.left[phrase], tree.right[phrase]
    if first <= found.start:
        return tree.trim(Stretch(min(last + 1, found.end - 1), found.end))
    if last >= found.end - 1:
        return tree.trim(Stretch(found.start, max(first, found.start + 1)))
    return found


def _based_on(tree: Tree, i: int) -> Report | None:
    if i + 1 >= len(tree.lower) or tree.lower[i + 1] not in {"on", "upon"}:
        return None
    named = tree.child(i + 1, "pobj")
    opens = tree.sentence_of(i).start == i or tree.text[i - 1] == ","
    if named is None or not opens or tree.lemma[named] not in _OWN_SOURCE:
        return None
    top = clause_above(tree, i)
    content = words_without(tree, top, i)
    return Report(Stretch(i, i + 2), noun_words(tree, named), (content,), top, "asserts", "certain", "preposition: based on")


def _in_the_words_of(tree: Tree, i: int) -> Report | None:
    """ "in the words of the auditor", "in her view"."""
    said = tree.child(i, "pobj")
    if said is None or tree.lemma[said] not in WORDS_OF:
        return None
    owner = tree.child(said, "poss")
    of = next((k for k in tree.kids[said] if tree.dep[k] == "prep" and tree.lower[k] == "of"), None)
    named = owner if owner is not None or of is None else tree.child(of, "pobj")
    if named is None or tree.dep[i] != "prep":
        return None
    cue = Stretch(i, (said if of is None else of) + 1)
    top = clause_above(tree, i)
    source = without_possessive(tree, noun_words(tree, named))
    return Report(cue, source, (words_without(tree, top, i),), top, "asserts", "certain", f"preposition: in the {tree.lower[said]} of")
