"""`claimwire_attribution`: each claim gets the sources whose words it is.

Reads `claimwire_reports`, `claimwire_claims`, `claimwire_entities`; writes `attributions` of the claims. A claim takes every report
whose content holds its head, the outermost first. Pronouns and short forms ("he", "Marsh") are resolved to the source named before.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import Final

from spacy.language import Language
from spacy.tokens import Doc

from schemas.claims import SourceKind
from services.extract.clauses import has_own_subject
from services.extract.drafts import AttributionDraft, ClaimDraft, Reason, Report, Stretch
from services.extract.entities import entity_of, plain_name
from services.extract.language.names import PERSON_ENDINGS, REPORTER_PRONOUNS
from services.extract.language.reporting import MEDIA_VERBS
from services.extract.language.sources import COLLECTIVE, DOCUMENTS, GROUPS, MEDIA, MEDIA_NAMES, NEWS, ORGANISATIONS, PERSON_ROLES
from services.extract.rules import AttributionRule
from services.extract.tree import QUOTE_MARKS, Tree, tree_of

_KIND_OF_ENTITY: Final[dict[str, SourceKind]] = {"PERSON": "person", "ORG": "organization", "GPE": "organization", "NORP": "group"}


_KIND_OF_PRONOUN: Final[dict[str, SourceKind]] = {
    **dict.fromkeys(("he", "she", "i", "his", "her", "my"), "person"),
    **dict.fromkeys(("they", "we", "their", "our"), "group"),
    **dict.fromkeys(("it", "its"), "organization"),
}
_STANDS_FOR: Final[dict[str, frozenset[SourceKind]]] = {
    **dict.fromkeys(("he", "she", "his", "her"), frozenset[SourceKind]({"person"})),
    **dict.fromkeys(("it", "its"), frozenset[SourceKind]({"organization", "document", "media"})),
}
_OWN_VOICE: Final = frozenset({"participle of a noun", "decision", "named event"})
"""Rules whose claims are told in passing: outside quotes they are the article's own."""


@Language.factory("claimwire_attribution", requires=["doc._.claimwire_reports", "doc._.claimwire_claims"])
def create_attribution(nlp: Language, name: str) -> AttachSources:
    return AttachSources()


class AttachSources:
    """Attaches reports to claims."""

    def __call__(self, doc: Doc) -> Doc:
        reports: tuple[Report, ...] = doc._.claimwire_reports
        if not reports or not doc._.claimwire_claims:
            return doc
        tree = tree_of(doc)
        pieces = sorted((content, n) for n, report in enumerate(reports) for content in report.content)
        starts = [content.start for content, _ in pieces]
        longest = max(content.end - content.start for content, _ in pieces)
        resolved = _resolve(doc, tree, reports)
        for claim in doc._.claimwire_claims:
            last = bisect_right(starts, claim.head)
            first = bisect_right(starts, claim.head - longest - 1)
            near = [(content, n) for content, n in pieces[first:last] if content.holds(claim.head)]
            around = {n for content, n in near if _speaks_of(tree, reports[n], content, claim)}
            chain = list(around)
            if len(around) > 1:
                chain.sort(key=lambda n: (reports[n].rule == "citing", *_depth(reports, n, around), reports[n].cue))
            chain = [n for place, n in enumerate(chain) if not any(_repeats(reports[n], reports[m]) for m in chain[place + 1 :])]
            silent = [n for n in chain if _points_at_what_was_said(tree, reports[n])]
            attributions = [draft for n in chain if n not in silent for draft in resolved[n]]
            weakened = tuple((reports[n].weakens, reports[n].cue.start) for n in silent)
            if not attributions:
                claim.reasons = (*claim.reasons, _own_voice([reports[n] for n in silent], [reports[n] for _, n in near]))
            claim.attributions, claim.weakened = tuple(dict.fromkeys(attributions)), weakened
        return doc


def _own_voice(silent: list[Report], near: list[Report]) -> Reason:
    """Why nobody is cited."""
    if silent:
        return Reason(AttributionRule.POINTS_BACK, tuple(report.cue for report in silent))
    return Reason(AttributionRule.OTHER_CLAUSE, tuple(report.cue for report in near)) if near else Reason(AttributionRule.NONE)


def _points_at_what_was_said(tree: Tree, report: Report) -> bool:
    """ "This suggests that …": the source is what the text said before, nobody's word."""
    source = report.source
    if source is None or source.end - source.start > 1 or report.reporter is None:
        return False
    if report.is_own_word:
        return True
    return tree.lower[source.start] in {"it", "this", "that", "which"} and tree.lemma[report.reporter] in MEDIA_VERBS | {"mean", "imply"}


def _repeats(report: Report, inner: Report) -> bool:
    """ "She described the night, saying …": one source, once."""
    return report.source is not None and report.source == inner.source and report.stance == inner.stance


def _depth(reports: tuple[Report, ...], n: int, around: set[int]) -> tuple[int, int]:
    """How many of the reports around a claim hold this one's cue, and how far it reaches: the outermost first."""
    cue = reports[n].cue.start
    inside = sum(m != n and any(content.holds(cue) for content in reports[m].content) for m in around)
    return inside, -sum(content.end - content.start for content in reports[n].content)


def _speaks_of(tree: Tree, report: Report, content: Stretch, claim: ClaimDraft) -> bool:
    """Whether the report is about this claim, not only around it: an adverb or a passive speaks of its own clause."""
    if report.is_attitude or (report.reporter is not None and report.reporter == claim.head):
        return False
    if report.source is None and any(tree.lower[k] == "no" for k in tree.kids[report.cue.start]):
        return False  # "there is no evidence that …" is nobody's word
    if report.rule.startswith(("adverb", "passive")):
        is_of_noun = tree.dep[claim.head] == "acl" and tree.head[claim.head] == report.head  # "another 40 reported as missing"
        return report.head == claim.head or is_of_noun or _continues(tree, claim.head, report.head)
    if report.head == claim.head or _is_quoted(tree, content):
        return True
    return not (claim.rule in _OWN_VOICE or _is_concession(tree, claim))


def _is_quoted(tree: Tree, content: Stretch) -> bool:
    return content.start > 0 and tree.text[content.start - 1] in QUOTE_MARKS


def _is_concession(tree: Tree, claim: ClaimDraft) -> bool:
    """ "…, though he gave no details": the writer's own addition."""
    if claim.rule in {"clause with though", "clause with although"}:
        return claim.words.start > 1
    return any(
        tree.dep[above] == "advcl" and any(tree.lower[k] in {"though", "although"} and k < above for k in tree.kids[above])
        for above in tree.above(claim.head)
    )


def _continues(tree: Tree, at: int, head: int | None) -> bool:
    """Whether `at` goes on with the clause of `head` without a subject of its own."""
    while tree.dep[at] == "conj" and not has_own_subject(tree, at):
        at = tree.head[at]
        if at == head:
            return True
    return False


# sources ----------------------------------------------------------------------------------------


def _resolve(doc: Doc, tree: Tree, reports: tuple[Report, ...]) -> list[list[AttributionDraft]]:
    """Per report its attributions: one per coordinated source, each with the entity it goes by."""
    named: list[tuple[int, str, SourceKind]] = []
    people = [(words.start, entity.name) for words, entity in doc._.claimwire_entities if entity.kind == "person" and " " in entity.name]
    result: list[list[AttributionDraft]] = []
    for report in reports:
        drafts = []
        for source in _parts(tree, report.source):
            kind, entity = _kind_of(doc, tree, source)
            if source is not None:
                head = head_of(tree, source)
                if tree.lower[head] in REPORTER_PRONOUNS:
                    kind, entity = _named_before(tree, head, named, people) or (kind, None)
                elif entity is not None:
                    full = next((name for _, name in people if name.endswith(" " + entity)), None)
                    kind, entity = ("person", full) if full is not None else (kind, _fuller(entity, named) or entity)
                    named.append((source.start, entity, kind))
            drafts.append(AttributionDraft(report.cue, source, kind, report.stance, report.weakens, entity, report.rule))
        result.append(drafts)
    return result


def _parts(tree: Tree, source: Stretch | None) -> list[Stretch | None]:
    """A source, or two when two that have names or articles of their own are joined by "and"."""
    if source is None:
        return [None]
    head = head_of(tree, source)
    others = [k for k in tree.kids[head] if tree.dep[k] == "conj" and source.holds(k) and k > head]
    if len(others) != 1 or tree.pos[others[0]] not in {"NOUN", "PROPN"}:
        return [source]
    other = others[0]
    first = tree.trim(Stretch(source.start, tree.left[other]))
    if first.end > first.start and tree.lower[first.end - 1] in {"and", "or", "but"}:
        first = tree.trim(Stretch(first.start, first.end - 1))
    return [first, tree.trim(Stretch(tree.left[other], source.end))] if first.end > first.start else [source]


def head_of(tree: Tree, words: Stretch) -> int:
    """The token of a stretch whose head lies outside it."""
    return next((i for i in range(words.start, words.end) if not words.holds(tree.head[i]) or tree.head[i] == i), words.start)


def _kind_of(doc: Doc, tree: Tree, source: Stretch | None) -> tuple[SourceKind, str | None]:
    if source is None:
        return "unknown", None
    head = head_of(tree, source)
    lemma, lower = tree.lemma[head], tree.lower[head]
    label = doc[head].ent_type_
    entity = entity_of(doc, head, source)
    own_name = plain_name(tree.words(source).split(",")[0])
    name = entity.name if entity.kind in {"person", "organization", "country"} and lower not in REPORTER_PRONOUNS else own_name
    plural = tree.tag[head] in {"NNS", "NNPS"}
    if lower in _KIND_OF_PRONOUN:
        return _KIND_OF_PRONOUN[lower], None
    if lemma in DOCUMENTS and label not in {"ORG", "PERSON"}:
        return "document", own_name if entity.kind == "country" else name
    if (
        lower in MEDIA
        or lower in MEDIA_NAMES
        or (lemma in ORGANISATIONS and any(tree.lower[k] in NEWS for k in tree.kids[head]))
        or (label == "ORG" and any(tree.lower[k] in MEDIA_NAMES for k in range(source.start, source.end)))
    ):
        return "media", own_name if entity.kind == "country" else name
    beside = tree.children(head, "appos")
    if label == "PERSON" or any(doc[k].ent_type_ == "PERSON" for k in beside):
        return "person", name
    if tree.pos[head] == "PROPN" and any(tree.lemma[k] in PERSON_ROLES for k in beside):
        return "person", name
    if lemma in GROUPS and (plural or lemma in COLLECTIVE):
        return "group", name
    if plural and lemma not in ORGANISATIONS:
        return "group", name
    if lower in PERSON_ROLES or lemma in PERSON_ROLES or lemma in GROUPS:
        return "person", name
    if lemma in ORGANISATIONS or lower in ORGANISATIONS:
        return "organization", name
    if label in _KIND_OF_ENTITY:
        return _KIND_OF_ENTITY[label], name
    if tree.pos[head] == "PROPN":
        return ("organization" if tree.text[head].isupper() else "person"), name
    is_agent = tree.tag[head] == "NN" and lower.endswith(PERSON_ENDINGS)
    return ("person" if is_agent else "unknown"), name


def _named_before(
    tree: Tree, head: int, named: list[tuple[int, str, SourceKind]], people: list[tuple[int, str]]
) -> tuple[SourceKind, str] | None:
    """The nearest source before a pronoun that the pronoun can stand for; for "he" and "she" else the nearest person before."""
    wanted = _STANDS_FOR.get(tree.lower[head], frozenset({"group", "organization", "person"}))
    source = next(((kind, entity) for at, entity, kind in reversed(named) if at < head and kind in wanted), None)
    if source is None and wanted == {"person"}:
        return next((("person", name) for at, name in reversed(people) if at < head), None)
    return source


def _fuller(entity: str, named: list[tuple[int, str, SourceKind]]) -> str | None:
    """A name used before that ends with this one: "Marsh" after "Elena Marsh"."""
    return next((name for _, name, _ in named if name != entity and name.endswith(" " + entity)), None)
