"""An invented story for the gateway's tests: builders of views, every span cut from a real text."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

from schemas import ids
from schemas.articles import DatedBy, Section
from schemas.claims import Actor, Attribution, Certainty, Claim, Entity, Polarity, Predicate, Quantity, SourceKind, Stance
from schemas.contract import Span
from schemas.threads import ThreadChanged, ThreadSummary
from services.store.views import (
    ArticleDetail,
    ArticleRef,
    ClaimView,
    EntityRef,
    MemberView,
    OriginView,
    OutletRef,
    RelationView,
    RevisionRef,
    SeriesPoint,
    ThreadDetail,
)

START = datetime(2026, 3, 4, 7, 30, tzinfo=UTC)


def span(text: str, words: str, *, after: int = 0) -> Span:
    """Where `words` first stand in `text`, from `after` on."""
    start = text.index(words, after)
    return Span(start=start, end=start + len(words), text=words)


def outlet(name: str, domain: str) -> OutletRef:
    return OutletRef(source_id=ids.source_id(domain), name=name, domain=domain, publisher_family=domain)


MERCURY = outlet("The Larkmouth Mercury", "larkmouth-mercury.example")
TIDEWAY = outlet("Tideway Radio", "tideway-radio.example")
GAZETTE = outlet("Coast Gazette", "coast-gazette.example")


def article(
    title: str, body: str, *, source: OutletRef = MERCURY, at: datetime = START, url: str | None = None, claims: Sequence[ClaimView] = ()
) -> ArticleDetail:
    """An article whose text is its title and its body."""
    text = f"{title}\n\n{body}"
    url = url or f"https://{source.domain}/{ids.revision_of(title, body)[:12]}"
    revision = ids.revision_of(title, text)
    return ArticleDetail(
        article_id=ids.article_id(url),
        source=source,
        url=url,
        canonical_url=url,
        title=title,
        authors=("Inge Morrow",),
        language="en",
        published=DatedBy(at=at, origin="json-ld"),
        updated=None,
        fetched_at=at + timedelta(minutes=1),
        wire_credit=None,
        lane="live",
        revision=revision,
        stated_at=at,
        claims=len(claims),
        text=text,
        sections=(Section(kind="headline", start=0, end=len(title)), Section(kind="body", start=len(title) + 2, end=len(text))),
        revisions=(RevisionRef(revision=revision, title=title, fetched_at=at, is_latest=True),),
        items=tuple(claims),
    )


def claim(
    of: ArticleDetail,
    words: str,
    *,
    sentence: str | None = None,
    head: str,
    figure: str | None = None,
    value: float = 0,
    low: float | None = None,
    high: float | None = None,
    source: str | None = None,
    cue: str | None = None,
    kind: SourceKind = "organization",
    stance: Stance = "asserts",
    certainty: Certainty = "certain",
    polarity: Polarity = "positive",
    threads: Sequence[Any] = (),
) -> ClaimView:
    """A claim in `of`, its spans found by their words."""
    text = of.text
    own = span(text, words)
    quantity = figure and Quantity(
        span=span(text, figure, after=own.start),
        value=value,
        low=low,
        high=high,
        modifier="exact",
        unit="count",
        counted="cabins",
        movement="none",
    )
    attribution = (source or cue) and Attribution(
        source=span(text, source) if source else None, cue=span(text, cue) if cue else None, kind=kind, stance=stance, entity=source
    )
    return ClaimView(
        claim_id=ids.claim_id(of.article_id, of.revision, "1", own.start, own.end),
        span=own,
        sentence=span(text, sentence or words),
        section="body",
        attributions=(attribution,) if attribution else (),
        certainty=certainty,
        polarity=polarity,
        status="past",
        predicate=Predicate(span=span(text, head, after=own.start), lemma=head),
        actors=(Actor(span=span(text, head, after=own.start), role="agent", entity=Entity(name="ferry", kind="thing")),),
        quantities=(quantity,) if quantity else (),
        checkworthiness=0.7,
        article=ArticleRef(
            article_id=of.article_id,
            canonical_url=of.canonical_url,
            title=of.title,
            source=of.source,
            published_at=of.published.at if of.published else None,
            wire_credit=of.wire_credit,
        ),
        revision=of.revision,
        extractor_version="1",
        is_current=True,
        stated_at=of.stated_at,
        as_of=date(2026, 3, 3),
        threads=tuple(threads),
    )


def with_claims(of: ArticleDetail, *claims: ClaimView) -> ArticleDetail:
    """The article with its claims."""
    return of.model_copy(update={"items": claims, "claims": len(claims)})


def thread(
    title: str, members: Sequence[tuple[ClaimView, str, date]], relations: Sequence[tuple[str, int, int, str]] = (), *, sequence: int
) -> ThreadDetail:
    """A thread of (claim, position, day), related by (kind, place of a, place of b, reason)."""
    views = [
        MemberView(
            claim=each,
            position=position,
            value_text=each.quantities[0].span.text if each.quantities else None,
            spans=tuple(q.span for q in each.quantities),
            as_of=day,
            origin=place,
        )
        for place, (each, position, day) in enumerate(members)
    ]
    conflicts = sum(kind in ("conflict", "denies") for kind, *_ in relations)
    articles = tuple(dict.fromkeys(view.claim.article.article_id for view in views))
    return ThreadDetail(
        title=title,
        claims=len(views),
        articles=len(articles),
        origins=len(articles),
        conflicts=conflicts,
        latest=views[-1].value_text,
        thread_id=ids.thread_id(title, "", UUID(int=0)),
        question_key=title.lower(),
        first_on=views[0].as_of,
        last_on=views[-1].as_of,
        sequence=sequence,
        changed_at=START + timedelta(hours=sequence % 20),
        members=tuple(views),
        relations=tuple(
            RelationView(
                kind=kind,
                reason=reason,
                a_position=views[a].position,
                b_position=views[b].position,
                a=views[a].claim.claim_id,
                b=views[b].claim.claim_id,
                a_words=views[a].value_text or "",
                b_words=views[b].value_text or "",
            )
            for kind, a, b, reason in relations
        ),
        series=tuple(
            SeriesPoint(
                as_of=view.as_of,
                position=view.position,
                value_text=view.value_text,
                value=q.value if (q := next(iter(view.claim.quantities), None)) else None,
                low=q.low if q else None,
                high=q.high if q else None,
                unit=q.unit if q else None,
                certainty=view.claim.certainty,
                polarity=view.claim.polarity,
                claims=1,
                origins=1,
                claim_id=view.claim.claim_id,
            )
            for view in views
        ),
        origin_groups=tuple(
            OriginView(label=view.claim.article.source.name, reasons=(), articles=(view.claim.article.article_id,)) for view in views
        ),
        entities=(EntityRef(name="ferry", kind="thing", country=None, claims=len(views)),),
        slots={"what happens": "flood", "to whom": "cabin", "unit": "count"},
    )


def change(of: ThreadDetail, sequence: int) -> ThreadChanged:
    """That the thread's last claim was added."""
    summary = ThreadSummary(**{name: getattr(of, name) for name in ThreadSummary.model_fields})
    last = of.members[-1].claim
    return ThreadChanged(
        thread_id=of.thread_id,
        sequence=sequence,
        kind="claim_added",
        changed_at=of.changed_at,
        claim=Claim.model_validate(last.model_dump()),
        article_id=last.article.article_id,
        before=None,
        after=summary,
    )


def ferry_story() -> tuple[list[ArticleDetail], list[ThreadDetail]]:
    """Three outlets on a ferry: two figures that exclude each other, an update, a hedge, a denial."""
    first = article(
        "Ferry pulled from Larkmouth crossing",
        "The harbour office said at least 40 cabins were flooded on Tuesday. The captain had reported a leak before departure.",
    )
    second = article(
        "Harbour flooding smaller than thought",
        "Only 25 cabins were flooded, according to the operator Strandline, which keeps the ship in dock.",
        source=TIDEWAY,
        at=START + timedelta(hours=5),
    )
    third = article(
        "Divers count 52 flooded cabins",
        "By Thursday divers had probably counted 52 flooded cabins. Strandline denied that the captain had reported a leak.",
        source=GAZETTE,
        at=START + timedelta(days=2),
    )
    forty = claim(
        first, "at least 40 cabins were flooded on Tuesday", sentence="The harbour office said at least 40 cabins were flooded on Tuesday.",
        head="flooded", figure="at least 40", value=40, low=40, source="The harbour office", cue="said",
    )  # fmt: skip
    leak = claim(
        first,
        "The captain had reported a leak before departure",
        sentence="The captain had reported a leak before departure.",
        head="reported",
    )
    twenty = claim(
        second, "Only 25 cabins were flooded",
        sentence="Only 25 cabins were flooded, according to the operator Strandline, which keeps the ship in dock.",
        head="flooded", figure="25", value=25, low=25, high=25, source="the operator Strandline", cue="according to",
    )  # fmt: skip
    divers = claim(
        third, "divers had probably counted 52 flooded cabins", sentence="By Thursday divers had probably counted 52 flooded cabins.",
        head="counted", figure="52", value=52, low=52, high=52, certainty="probable",
    )  # fmt: skip
    denial = claim(
        third, "the captain had reported a leak", sentence="Strandline denied that the captain had reported a leak.", head="reported",
        source="Strandline", cue="denied", stance="denies", polarity="negative",
    )  # fmt: skip
    tuesday, thursday = date(2026, 3, 3), date(2026, 3, 5)
    cabins = thread(
        "How many cabins were flooded?",
        [(forty, "40..", tuesday), (twenty, "25", tuesday), (divers, "52", thursday)],
        [
            ("conflict", 0, 1, "at least 40 and exactly 25 exclude each other for the same day"),
            ("update", 2, 1, "52 speaks of a later day than 25"),
            ("agree", 0, 2, "52 lies within at least 40"),
        ],
        sequence=2,
    )
    leaks = thread(
        "Did the captain report a leak?",
        [(leak, "yes", tuesday), (denial, "no", tuesday)],
        [("denies", 1, 0, "one says that it is not so")],
        sequence=1,
    )
    return [with_claims(first, forty, leak), with_claims(second, twenty), with_claims(third, divers, denial)], [cabins, leaks]
