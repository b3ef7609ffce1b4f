"""`claimwire_reports`: who puts what forward, by which words.

Reads the parse; writes `claimwire_reports`: each with its cue, its source where one is named, and the stretches that are its content.
Claims are found later; a claim takes over the reports whose content it lies in (`attribution.py`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from spacy.language import Language
from spacy.tokens import Doc

from schemas.claims import Certainty, Stance
from services.extract.drafts import Report, Stretch
from services.extract.language.certainty import HEARSAY
from services.extract.language.reporting import (
    ADVERBS,
    CONFIRMS_ONLY_WITH,
    IMPERSONAL_ALONE,
    INVERTED,
    NO_REPORT,
    NOMINAL_CONTENT,
    NOUNS,
    PASSIVE,
    STANCES,
    WEAKENS,
    WITH_CLAUSE,
)
from services.extract.quotes import find_quotes
from services.extract.tree import Tree, tree_of

_CLAUSAL: Final = frozenset({"ccomp", "csubj"})
_AS_AT: Final = frozenset({"as", "at", "of", "with", "about"})
_DOCUMENT_NOUNS: Final = frozenset({"report", "datum", "data", "figure", "survey", "study", "poll", "document", "record", "statistic"})


@Language.factory("claimwire_reports", assigns=["doc._.claimwire_reports"])
def create_reports(nlp: Language, name: str) -> FindReports:
    return FindReports()


class FindReports:
    """Runs the rules below over every sentence."""

    def __call__(self, doc: Doc) -> Doc:
        if doc._.claimwire_sentences:
            doc._.claimwire_reports = tuple(find_reports(doc))
        return doc


def find_reports(doc: Doc) -> list[Report]:
    """All reports of a parsed document, in the order of their cues."""
    tree = tree_of(doc)
    quotes = find_quotes(tree, doc._.claimwire_blocks)
    found: list[Report] = []
    for sentence in tree.sentences:
        for i in range(sentence.start, sentence.end):
            found.extend(_reports_at(tree, i, sentence, quotes))
    found = _with_whole_quotes(tree, found, quotes)
    return sorted(found, key=lambda report: (report.cue, report.content))


def _reports_at(tree: Tree, i: int, sentence: Stretch, quotes: list[Stretch]) -> Iterator[Report]:
    pos, lower = tree.pos[i], tree.lower[i]
    if pos in {"VERB", "AUX"} or tree.tag[i].startswith("VB"):
        yield from _verb(tree, i, sentence, quotes)
    elif pos == "NOUN":
        yield from _noun(tree, i)
    elif lower in ADVERBS:
        yield _adverb(tree, i)
    if lower == "according" or (lower == "per" and tree.dep[i] == "prep"):
        yield from _according(tree, i)
    elif lower == "based":
        yield from _based_on(tree, i)


# verbs ------------------------------------------------------------------------------------------


def _verb(tree: Tree, i: int, sentence: Stretch, quotes: list[Stretch]) -> Iterator[Report]:
    lemma = tree.lemma[i]
    if lemma == "cite":
        yield from _citing(tree, i)
        return
    if lemma in PASSIVE and _is_passive(tree, i):
        report = _passive(tree, i)
        if report is not None:
            yield report
            return
    if lemma in WITH_CLAUSE:
        clause = _content_clause(tree, i)
        if clause is not None and not is_negated(tree, i):
            yield _spoken(tree, i, clause, _clause_words(tree, clause, i), "verb with clause")
            return
    if lemma in INVERTED:
        report = _beside_quote(tree, i, sentence, quotes)
        if report is not None:
            yield report
            return
        if tree.dep[i] == "parataxis" and tree.subject(i) is not None and tree.head[i] != i:
            head = tree.head[i]
            yield _spoken(tree, i, head, tree.stretch(head, without=(i,)), "comment clause")
            return
    if not is_negated(tree, i):
        yield from _nominal(tree, i)


def _content_clause(tree: Tree, i: int) -> int | None:
    for k in tree.kids[i]:
        if tree.dep[k] in _CLAUSAL:
            return k
    return None


def _clause_words(tree: Tree, clause: int, reporter: int) -> Stretch:
    """The clause without the reporting words, where these stand inside it, and without its "that"."""
    words = tree.stretch(clause)
    mark = tree.child(clause, "mark")
    if mark is not None and mark == words.start and tree.lower[mark] == "that":
        words = tree.trim(Stretch(words.start + 1, words.end))
    return words


def _spoken(tree: Tree, i: int, head: int | None, content: Stretch, rule: str, *, nominal: bool = False) -> Report:
    lemma = tree.lemma[i]
    source = source_of(tree, i)
    return Report(
        cue=cue_words(tree, i),
        source=source,
        content=(content,),
        head=head,
        stance=_stance(lemma),
        weakens=WEAKENS.get(lemma, "certain"),
        rule=f"{rule}: {tree.lower[i]}",
        reporter=i,
        is_nominal=nominal,
    )


def _stance(lemma: str) -> Stance:
    return "asserts" if lemma in CONFIRMS_ONLY_WITH else STANCES.get(lemma, "asserts")


def is_negated(tree: Tree, i: int) -> bool:
    """Whether the verb is negated: then what it takes is not put forward, and the clause is a claim of its own."""
    if any(tree.dep[k] == "neg" for k in tree.kids[i]):
        return True
    subject = tree.subject(i)
    if subject is not None and any(tree.lower[k] in {"neither", "no", "nobody", "none"} for k in (subject, *tree.kids[subject])):
        return True
    above = tree.head[i]
    return tree.dep[i] == "xcomp" and (
        tree.lemma[above] in {"decline", "refuse", "fail"} or any(tree.dep[k] == "neg" for k in tree.kids[above])
    )


def cue_words(tree: Tree, i: int) -> Stretch:
    """The reporting verb, with its particle."""
    particle = tree.child(i, "prt")
    return Stretch(i, i + 2) if particle == i + 1 else Stretch(i, i + 1)


def source_of(tree: Tree, i: int) -> Stretch | None:
    """The words that name who says it: the subject, borrowed from the clause above where the verb has none, or the agent."""
    agent = tree.child(i, "agent")
    if agent is not None:
        named = tree.child(agent, "pobj")
        return None if named is None else noun_words(tree, named)
    at, steps = i, 0
    while steps < 4:
        subject = tree.child(at, "nsubj")
        if subject is not None:
            return None if tree.lower[subject] in {"it", "there"} and tree.child(at, "expl") else _source_words(tree, subject, at)
        if tree.child(at, "nsubjpass", "expl") is not None and at != i:
            passive = tree.child(at, "nsubjpass")
            return None if passive is None else noun_words(tree, passive)
        if tree.dep[at] in {"relcl", "acl"} and tree.pos[tree.head[at]] in {"NOUN", "PROPN", "PRON"}:
            return noun_words(tree, tree.head[at])
        if tree.dep[at] not in {"conj", "advcl", "xcomp", "parataxis", "dep"} or tree.child(i, "nsubjpass") is not None:
            return None
        at, steps = tree.head[at], steps + 1
    return None


def _source_words(tree: Tree, subject: int, verb: int) -> Stretch:
    if tree.dep[verb] == "relcl" and tree.lower[subject] in {"who", "which", "that"}:
        return noun_words(tree, tree.head[verb])
    return noun_words(tree, subject)


def noun_words(tree: Tree, i: int) -> Stretch:
    """A noun phrase without clauses that hang on its end."""
    without = [k for k in tree.kids[i] if tree.dep[k] in {"relcl", "advcl", "parataxis", "ccomp"} or (tree.dep[k] == "acl" and k > i + 1)]
    words = tree.stretch(i, without=without)
    return Stretch(min(words.start, i), max(words.end, i + 1))


def _beside_quote(tree: Tree, i: int, sentence: Stretch, quotes: list[Stretch]) -> Report | None:
    """A verb of saying that has no clause of its own in the parse, beside a quote in its sentence."""
    subject = tree.child(i, "nsubj")
    if any(quote.start <= i < quote.end for quote in quotes):
        return None
    has_colon = any(tree.text[k] == ":" for k in range(i + 1, min(i + 12, sentence.end)))
    near = [
        quote
        for quote in quotes
        if quote.start < sentence.end + (3 if has_colon else 0) and quote.end > sentence.start and quote.end - quote.start > 3
    ]
    if not near or (subject is None and tree.dep[i] not in {"conj", "advcl"}):
        return None
    quote = min(near, key=lambda q: min(abs(q.start - i), abs(q.end - i)))
    if min(abs(quote.start - i), abs(quote.end - i)) > 25:
        return None
    head = next((k for k in range(quote.start, quote.end) if not quote.holds(tree.head[k]) or tree.head[k] == k), None)
    return _spoken(tree, i, head, quote, "verb beside quote")


def _nominal(tree: Tree, i: int) -> Iterator[Report]:
    """A verb of saying with a noun as content: "confirmed the death", "put the toll at 12", "warned of floods"."""
    lemma = tree.lemma[i]
    if lemma in NOMINAL_CONTENT:
        thing = tree.child(i, "dobj")
        if thing is not None and tree.pos[thing] in {"NOUN", "NUM", "PROPN"}:
            words = noun_words(tree, thing)
            tail = next(
                (k for k in tree.kids[i] if tree.dep[k] == "prep" and tree.lower[k] in {"as", "at", "with"} and k >= words.end), None
            )
            if tail is not None:
                words = Stretch(words.start, tree.stretch(tail).end)
            elif lemma in {"call", "put", "peg", "cite", "identify", "credit", "blame", "dismiss", "describe", "quote", "record"}:
                return
            yield _spoken(tree, i, thing, words, "verb with noun", nominal=True)
    elif lemma in {"warn", "speak", "hint", "talk", "complain", "boast", "accuse"}:
        at = next((k for k in tree.kids[i] if tree.dep[k] == "prep" and tree.lower[k] in {"of", "at", "about"}), None)
        inner = None if at is None else tree.child(at, "pobj", "pcomp")
        if inner is not None:
            nominal = tree.dep[inner] == "pobj" and tree.child(inner, "acl") is None
            yield _spoken(tree, i, inner, tree.stretch(inner), "verb with preposition", nominal=nominal)


# passives ---------------------------------------------------------------------------------------


def _is_passive(tree: Tree, i: int) -> bool:
    return tree.tag[i] == "VBN" and (
        tree.child(i, "auxpass") is not None or tree.dep[i] in {"acl", "advcl", "ROOT", "conj", "ccomp", "pcomp"}
    )


def _passive(tree: Tree, i: int) -> Report | None:
    """ "is believed to …", "are believed dead", "it is thought that …", "another 40 reported as missing", "as was reported by …"."""
    lemma = tree.lemma[i]
    has_auxiliary = tree.child(i, "auxpass") is not None
    clause = tree.child(i, "ccomp")
    agent = tree.child(i, "agent")
    if is_negated(tree, i) and clause is None:
        return None
    if clause is not None and has_auxiliary and tree.child(i, "xcomp") is None:
        content, head, reporter = _clause_words(tree, clause, i), clause, i
    elif tree.child(i, "xcomp", "oprd") is not None or (lemma in IMPERSONAL_ALONE and (has_auxiliary or agent is not None)):
        without = [k for k in tree.kids[i] if tree.dep[k] == "agent"]
        content, head, reporter = tree.stretch(i, without=without), i, None
    elif tree.dep[i] == "acl" and any(tree.lower[k] == "as" for k in tree.kids[i]) and lemma in {"report", "describe", "list", "record"}:
        content, head, reporter = tree.stretch(tree.head[i]), tree.head[i], None
    else:
        return None
    start = min([i, *tree.children(i, "auxpass")])
    infinitive = tree.child(i, "xcomp")
    to = None if infinitive is None else next((k for k in tree.kids[infinitive] if tree.lower[k] == "to"), None)
    end = to + 1 if to == i + 1 else i + 1
    weakens: Certainty = WEAKENS.get(lemma, "probable" if lemma in HEARSAY and infinitive is not None else "certain")
    source = source_of(tree, i) if agent is not None else None
    return Report(Stretch(start, end), source, (content,), head, _stance(lemma), weakens, f"passive: {tree.lower[i]}", reporter)


# nouns, adverbs, prepositions -------------------------------------------------------------------


def _noun(tree: Tree, i: int) -> Iterator[Report]:
    lemma = tree.lemma[i]
    if lemma not in NOUNS or lemma in NO_REPORT:
        return
    clause = next((k for k in tree.kids[i] if tree.dep[k] in {"acl", "ccomp", "relcl"} and _is_that_clause(tree, k)), None)
    if clause is None:
        verb = tree.head[i]
        if tree.dep[i] in {"nsubj", "attr"} and tree.lemma[verb] == "be":
            clause = next((k for k in tree.kids[verb] if tree.dep[k] == "ccomp" and _is_that_clause(tree, k)), None)
    nominal = False
    if clause is None:
        of = next((k for k in tree.kids[i] if tree.dep[k] == "prep" and tree.lower[k] in {"of", "about"}), None)
        clause = (
            None
            if of is None
            or lemma not in {"report", "claim", "allegation", "accusation", "denial", "rumour", "rumor", "warning", "speculation"}
            else tree.child(of, "pcomp", "pobj")
        )
        nominal = clause is not None
    if clause is None:
        return
    source = None
    owner = tree.child(i, "poss")
    by = next((k for k in tree.kids[i] if tree.dep[k] in {"prep", "agent"} and tree.lower[k] in {"by", "from"}), None)
    if owner is not None:
        source = _without_possessive(tree, noun_words(tree, owner))
    elif by is not None and tree.child(by, "pobj") is not None:
        named = tree.child(by, "pobj")
        assert named is not None
        source = noun_words(tree, named)
    elif lemma in _DOCUMENT_NOUNS:
        source = noun_words(tree, i)
        source = Stretch(source.start, min(source.end, tree.left[clause])) if clause > i else source
        source = tree.trim(source)
    yield Report(
        Stretch(i, i + 1),
        source,
        (_clause_words(tree, clause, i),),
        clause,
        _stance(lemma),
        NOUNS[lemma],
        f"noun: {tree.lower[i]}",
        None,
        nominal,
    )


def _without_possessive(tree: Tree, words: Stretch) -> Stretch:
    return Stretch(words.start, words.end - 1) if words.end - words.start > 1 and tree.tag[words.end - 1] == "POS" else words


def _is_that_clause(tree: Tree, k: int) -> bool:
    mark = next((m for m in tree.kids[k] if tree.lower[m] == "that"), None)
    return mark is not None and tree.dep[mark] == "mark" and tree.subject(k) is not None


def _adverb(tree: Tree, i: int) -> Report:
    head = tree.head[i]
    if tree.dep[head] in {"acomp", "amod", "attr"} and tree.pos[head] == "ADJ":
        head = tree.head[head]
    return Report(Stretch(i, i + 1), None, (tree.stretch(head),), head, "asserts", ADVERBS[tree.lower[i]], f"adverb: {tree.lower[i]}")


def _according(tree: Tree, i: int) -> Iterator[Report]:
    """ "according to X", "per X": the content is the clause that the phrase hangs on, up to its sentence or its report."""
    end = i + 1
    holder: int | None = i
    if tree.lower[i] == "according":
        holder = next((k for k in tree.kids[i] if tree.lower[k] == "to"), None)
        end = i + 2
    named = None if holder is None else tree.child(holder, "pobj", "pcomp")
    if named is None and holder is not None and holder + 1 < len(tree.head):
        named = next((k for k in tree.kids[i] if tree.dep[k] in {"pobj", "pcomp"} and k > holder), None)
    if named is None or (tree.lower[i] == "per" and not _may_be_source(tree, i, named)):
        return
    top = clause_above(tree, i)
    source = noun_words(tree, named)
    start = i - 1 if tree.lower[i] == "per" and i and tree.lower[i - 1] == "as" else i
    yield Report(
        Stretch(start, end),
        source,
        (_words_without(tree, top, i),),
        top,
        "asserts",
        "certain",
        f"preposition: {tree.words(Stretch(start, end)).lower()}",
    )


def _may_be_source(tree: Tree, i: int, named: int) -> bool:
    """ "per" names a source at the start of a clause or after a comma, unless a unit follows."""
    before = i - 1 if i and tree.lower[i - 1] == "as" else i
    opens = tree.sentence_of(i).start == before or (before > 0 and tree.text[before - 1] in {",", "(", "—", "–", "-"})
    return (
        opens
        and tree.pos[named] in {"PROPN", "NOUN"}
        and tree.lemma[named] not in {"day", "week", "month", "year", "hour", "minute", "second", "person", "capita", "cent"}
    )


def clause_above(tree: Tree, i: int) -> int:
    """The head of the clause that an adverbial phrase at `i` speaks about: the sentence's, or the reported clause it stands in."""
    at = i
    while tree.head[at] != at:
        if tree.dep[at] == "ccomp" and tree.lemma[tree.head[at]] in WITH_CLAUSE:
            return at
        at = tree.head[at]
    clause = _content_clause(tree, at)
    return clause if clause is not None and tree.lemma[at] in WITH_CLAUSE and tree.left[i] > tree.right[clause] else at


def _words_without(tree: Tree, top: int, phrase: int) -> Stretch:
    """The clause's words; a phrase at its edge is cut away, one inside stays."""
    words = tree.stretch(top)
    first, last = tree.left[phrase], tree.right[phrase]
    if first <= words.start:
        return tree.trim(Stretch(min(last + 1, words.end - 1), words.end))
    if last >= words.end - 1:
        return tree.trim(Stretch(words.start, max(first, words.start + 1)))
    return words


def _based_on(tree: Tree, i: int) -> Iterator[Report]:
    if i + 1 >= len(tree.lower) or tree.lower[i + 1] not in {"on", "upon"} or tree.dep[i] not in {"prep", "advcl", "acl"}:
        return
    named = tree.child(i + 1, "pobj")
    if named is None or tree.text[i - 1 if i else 0] != "," or tree.lemma[named] not in _DOCUMENT_NOUNS:
        return
    top = clause_above(tree, i)
    yield Report(
        Stretch(i, i + 2), noun_words(tree, named), (_words_without(tree, top, i),), top, "asserts", "certain", "preposition: based on"
    )


def _citing(tree: Tree, i: int) -> Iterator[Report]:
    """ "…, citing X": X is a further source of the clause above."""
    named = tree.child(i, "dobj")
    if named is None or tree.tag[i] != "VBG":
        return
    top = clause_above(tree, i)
    yield Report(
        Stretch(i, i + 1), noun_words(tree, named), (_words_without(tree, top, i),), top, "asserts", "certain", "citing", reporter=i
    )


# quotes -----------------------------------------------------------------------------------------


def _with_whole_quotes(tree: Tree, found: list[Report], quotes: list[Stretch]) -> list[Report]:
    """A report whose content lies in a quote covers the whole quote, and quotes without a speaker in the same paragraph or right after."""
    result = list(found)
    spoken = [n for n, report in enumerate(result) if report.reporter is not None and not report.is_nominal]
    speaker_of: dict[Stretch, int] = {}
    for n in spoken:
        report = result[n]
        for quote in quotes:
            if (
                any(_shares(quote, content) for content in report.content)
                and report.reporter is not None
                and not quote.holds(report.reporter)
            ):
                speaker_of.setdefault(quote, n)
    extra: dict[int, list[Stretch]] = {}
    blocks = [block for block in tree.doc._.claimwire_blocks if block.kind != "around"]
    previous: int | None = None
    for block in blocks:
        inside = [quote for quote in quotes if block.start <= quote.start < block.end]
        for quote in inside:
            previous = speaker_of.get(quote, previous)
            if quote in speaker_of:
                extra.setdefault(speaker_of[quote], []).append(quote)
            elif previous is not None and _is_sentence(tree, quote):
                extra.setdefault(previous, []).append(quote)
        if not inside:
            last = [n for n in spoken if block.start <= result[n].cue.start < block.end]
            previous = None if not last else previous
    for n, parts in extra.items():
        content = result[n].content
        result[n] = replace(
            result[n],
            content=tuple(sorted({*content, *(p for p in parts if not any(c.start <= p.start and p.end <= c.end for c in content))})),
        )
    return result


def _shares(a: Stretch, b: Stretch) -> bool:
    return a.start < b.end and b.start < a.end


def _is_sentence(tree: Tree, quote: Stretch) -> bool:
    """Whether a quote stands for itself: it ends like a sentence and holds a clause."""
    return quote.end - quote.start >= 4 and any(
        tree.text[k] in {".", "!", "?", ","} for k in range(quote.end - 1, quote.end + 1) if k < len(tree.text)
    )
