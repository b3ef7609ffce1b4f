"""Questions in other words: an answer takes the question of what was most alike before it in its story.

Most ways to say a thing are in no table, and the keys of two of them differ. An answer therefore looks at what the articles before its own
said, those that share one of its most frequent names, a few for each name. Where one of their answers has the same key, or is alike
enough (`likeness.py`), it takes that answer's question, which that one may have taken from another before.

A pure function of the articles' answers in the order of publication: what an article takes depends on those before it alone, whenever
they arrive.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any, Final, NamedTuple
from uuid import UUID

from schemas.contract import Span
from services.store.happening import Read
from services.store.likeness import Asked, asked, likeness, may_be_alike, may_take
from services.store.members import Member
from services.store.slots import content_stems
from services.store.stories import top_names
from services.store.titles import IN_OTHER_WORDS

BEFORE: Final = 8
"""Articles looked at before an article, for each of its names: what is told now is mostly told in the latest reports."""
WITHIN: Final = timedelta(days=31)
ALIKE: Final = 0.4
"""The probability from which an answer takes another's question. Below it more is joined, but mostly wrongly where labels are few."""


class Answer(NamedTuple):
    """An answer of an article. `own_key` is the question in its own words, `key` the one that it answers."""

    claim_id: UUID
    own_key: str
    key: str
    asked: Asked

    @property
    def said(self) -> tuple[str, Asked]:
        """What the article says, whichever claim says so."""
        return self.own_key, self.asked


class Told(NamedTuple):
    """What an article says, as far as others look at it. `names` are those that it shares with others of its story."""

    article_id: UUID
    stated_at: datetime
    names: tuple[str, ...]
    answers: tuple[Answer, ...]

    @property
    def place(self) -> tuple[datetime, UUID]:
        """Where it stands in the order of publication."""
        return self.stated_at, self.article_id

    def looks_at(self, other: Told) -> bool:
        """Whether the other is among those that this one may look at: before it, not long ago, of its story."""
        return other.place < self.place and self.stated_at - other.stated_at <= WITHIN and not set(self.names).isdisjoint(other.names)

    def is_found_like(self, other: Told) -> bool:
        """Whether others look at both alike: at the same place, by the same names."""
        return self.place == other.place and self.names == other.names

    def sounds_like(self, other: Told) -> bool:
        """Whether for those who look at it the article is the same as this version of it."""
        return self.is_found_like(other) and [(*each.said, each.key) for each in self.answers] == [
            (*each.said, each.key) for each in other.answers
        ]

    @property
    def questions(self) -> dict[tuple[UUID, str], str]:
        """The question that each answer answers, by claim and own key."""
        return {(answer.claim_id, answer.own_key): answer.key for answer in self.answers}


def told_by(article_id: UUID, stated_at: datetime, members: Iterable[tuple[Member, Read]], *, is_dated: bool) -> Told:
    """What an article says with these members, each with its claim, whose questions are those of their own words. One without a date of
    publication has no place in their order: it looks at none, and none looks at it."""
    own = list(members)
    names = top_names(own[0][0].names) if own and is_dated else ()
    figures = sorted({(figure.span.start, figure.span.end) for _, read in own for figure in read.claim.quantities})
    return Told(article_id, stated_at, names, tuple(sorted((_answer(*each, figures) for each in own), key=_in_order)))


def _in_order(answer: Answer) -> tuple[str, str, str, UUID]:
    """By what is said, so that an edit elsewhere in the article changes nothing for those who look at it."""
    return answer.own_key, " ".join(sorted(answer.asked.words)), repr((answer.asked.value, answer.asked.is_denied)), answer.claim_id


def _answer(member: Member, read: Read, figures: Sequence[tuple[int, int]]) -> Answer:
    key, said, claim = member.question_key, member.answer, read.claim
    counted = next((each.counted for each in claim.quantities if each.span.text == said["value_text"]), None)
    compared = asked(
        key,
        is_number=said["value_text"] is not None,
        is_denied=said["polarity"] == "negative",
        value=said["value"],
        words=_words(claim.span, figures),
        sentence=_words(claim.sentence, figures),
        counted=frozenset(content_stems(counted or "")),
        said=read.main,
    )
    return Answer(member.claim_id, key, key, compared)


def _words(span: Span, figures: Iterable[tuple[int, int]]) -> frozenset[str]:
    """The stems of a text without its figures and their units, which are compared as what they are."""
    kept, at = [], span.start
    for start, end in figures:
        if at <= start and end <= span.end:
            kept.append(span.text[at - span.start : start - span.start])
            at = end
    return frozenset(content_stems(" ".join((*kept, span.text[at - span.start :]))))


def take_questions(told: Told, before: Iterable[Told]) -> Told:
    """The article's answers with the questions that they answer, `before` being the articles that it looks at. No two answers of a claim
    come to answer one question."""
    heard = _Heard(answer for other in sorted(before, key=lambda other: other.place) for answer in other.answers)
    asked_by_claim: dict[UUID, set[str]] = defaultdict(set)
    for answer in told.answers:
        asked_by_claim[answer.claim_id].add(answer.own_key)
    taken: list[Answer] = []
    for answer in told.answers:
        others = asked_by_claim[answer.claim_id] - {answer.own_key}
        key = heard.question_of(answer, others)
        asked_by_claim[answer.claim_id].add(key)
        taken.append(answer._replace(key=key))
    return told._replace(answers=tuple(taken))


class _Heard:
    """What an article looks at, by what makes answers alike."""

    def __init__(self, answers: Iterable[Answer]) -> None:
        self._answers = tuple(answers)
        self._of_key: dict[str, list[Answer]] = defaultdict(list)
        self._of_word: dict[str, list[int]] = defaultdict(list)
        self._of_unit: dict[str, list[int]] = defaultdict(list)
        for at, answer in enumerate(self._answers):
            self._of_key[answer.own_key].append(answer)
            for word in answer.asked.sentence:
                self._of_word[word].append(at)
            if answer.asked.is_number:
                self._of_unit[answer.asked.unit].append(at)

    def question_of(self, answer: Answer, others: Collection[str]) -> str:
        """The question that an answer takes, none of `others`: that of the most alike with its own key, else of the most alike at all; its
        own where nothing is alike enough."""
        same = [each for each in self._of_key.get(answer.own_key, ()) if each.key not in others]
        if same:
            return max(same, key=lambda each: likeness(answer.asked, each.asked)).key
        best, key = ALIKE, answer.own_key
        for at in self._comparable(answer.asked):
            other = self._answers[at]
            alike = likeness(answer.asked, other.asked)
            if alike > best and other.key not in others and may_take(answer.asked, other.asked, alike):
                best, key = alike, other.key
        return key

    def _comparable(self, asked: Asked) -> list[int]:
        """Those that may be alike enough: that share so many words of their sentences, or answer with a number of one unit."""
        shared: Counter[int] = Counter()
        for word in asked.sentence:
            shared.update(self._of_word.get(word, ()))
        found = {at for at, count in shared.items() if may_be_alike(asked, self._answers[at].asked, count, ALIKE)}
        return sorted(found.union(self._of_unit.get(asked.unit, ()) if asked.is_number else ()))


def window_of(told: Told, others: Iterable[Told]) -> list[Told]:
    """Those of the others that the article looks at: the last ones before it for each of its names."""
    found: dict[UUID, Told] = {}
    seen = sorted((other for other in others if told.looks_at(other)), key=lambda other: other.place)
    for name in told.names:
        found.update({other.article_id: other for other in [each for each in seen if name in each.names][-BEFORE:]})
    return list(found.values())


def asking(member: Member, own_key: str, key: str) -> Member:
    """A member as an answer to this question. Where the question is not in its own words, its answer says so: it gives no title."""
    answer = {name: value for name, value in member.answer.items() if name != IN_OTHER_WORDS}
    if key != own_key:
        answer[IN_OTHER_WORDS] = True
    return member._replace(question_key=key, answer=answer)


def with_questions(members: Iterable[Member], questions: Mapping[tuple[UUID, str], str]) -> list[Member]:
    """Members in their own words with the questions that they answer (`Told.questions`)."""
    return [asking(each, each.question_key, questions[each.claim_id, each.question_key]) for each in members]


def in_own_words(told: Told | None, members: Sequence[Member]) -> list[Member]:
    """Members of an article with the questions of their own words again."""
    own = {(answer.claim_id, answer.key): answer.own_key for answer in told.answers} if told else {}
    keys = [own.get((member.claim_id, member.question_key), member.question_key) for member in members]
    return [asking(member, key, key) for member, key in zip(members, keys, strict=True)]


def members_together(articles: Iterable[tuple[Told | None, Sequence[Member]]]) -> list[Member]:
    """The members of some articles, each with what it says, with the questions that they answer."""
    known: list[Told] = []
    found: list[Member] = []
    for told, members in sorted(((told, own) for told, own in articles if told), key=lambda each: each[0].place):
        known.append(take_questions(told, window_of(told, known)))
        found += with_questions(members, known[-1].questions)
    return found


def to_json(answers: Iterable[Answer]) -> list[Any]:
    """Answers as they are stored."""
    return [
        [
            answer.claim_id.hex,
            answer.own_key,
            None if answer.key == answer.own_key else answer.key,
            answer.asked.is_number,
            answer.asked.is_denied,
            answer.asked.value,
            sorted(answer.asked.words),
            sorted(answer.asked.sentence - answer.asked.words),
            sorted(answer.asked.counted),
            answer.asked.said,
        ]
        for answer in answers
    ]


def from_json(values: Iterable[Sequence[Any]]) -> Iterator[Answer]:
    """Answers as `to_json` gave them."""
    for claim, own_key, key, is_number, is_denied, value, words, around, counted, said in values:
        compared = asked(
            own_key,
            is_number=is_number,
            is_denied=is_denied,
            value=value,
            words=frozenset(words),
            sentence=frozenset((*words, *around)),
            counted=frozenset(counted),
            said=said,
        )
        yield Answer(_uuid(claim), own_key, own_key if key is None else key, compared)


@lru_cache(maxsize=1 << 13)
def _uuid(text: str) -> UUID:
    return UUID(text)
