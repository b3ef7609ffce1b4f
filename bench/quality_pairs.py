"""Pairs of one-sentence reports, each by another outlet: which of them come into one thread, and how their answers stand to each other."""

from __future__ import annotations

import json
from collections import defaultdict
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final
from uuid import UUID

from schemas import ids
from schemas.articles import ArticleFetched, DatedBy, Source
from services.extract.core import ClaimExtractor
from services.store.linking import Change, link
from services.store.reading import Reading, read_message
from services.store.wordings import members_together

_NOON: Final = datetime(2026, 3, 2, 12, tzinfo=UTC)


def relations_between(extractor: ClaimExtractor, one: str, other: str, days: int = 0) -> list[set[str]]:
    """The kinds of relation between two reports, the other one published `days` later: one set for each thread that they share."""
    articles = [_read(extractor, "harbour-post", one, 0), _read(extractor, "daily-wave", other, days)]
    members = members_together((read.told, read.members) for read in articles)
    return [_between(change) for change in link([], members, ()) if change.after and change.after.articles == 2]


def print_pairs(extractor: ClaimExtractor, file: Path) -> None:
    """Of the pairs in a file, print those that come out otherwise than told, and how many do not. A pair a line: `one`, `other`, `days`,
    and their `relation`, which is null for neighbours that ask different questions."""
    counts: dict[str, list[int]] = {"one question, as told": [], "one question": [], "different questions": []}
    for line in file.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        found = relations_between(extractor, row["one"], row["other"], row["days"])
        if row["relation"] is None:
            counts["different questions"].append(is_right := not found)
        else:
            counts["one question"].append(bool(found))
            counts["one question, as told"].append(is_right := {row["relation"]} in found)
        if not is_right:
            print(f"{row['relation'] or 'apart'}, not {found or 'apart'}: {row['one']} / {row['other']}")
    for what, right in counts.items():
        print(f"{what}: {sum(right)} of {len(right)}")


def _read(extractor: ClaimExtractor, outlet: str, text: str, days: int) -> Reading:
    url = f"https://{outlet}.example/report"
    article = ArticleFetched(
        article_id=ids.article_id(url),
        revision=ids.revision_of("", text),
        url=url,
        canonical_url=url,
        source=Source(source_id=ids.source_id(outlet), name=outlet, domain=f"{outlet}.example", publisher_family=outlet),
        title="",
        language="en",
        published=DatedBy(at=_NOON + timedelta(days=days), origin="feed"),
        updated=None,
        fetched_at=_NOON + timedelta(days=days),
        text=text,
        sections=(),
    )
    return read_message(extractor.extract(article))


def _between(change: Change) -> set[str]:
    holders: dict[str, set[UUID]] = defaultdict(set)
    for member in change.joined:
        holders[member.position].add(member.article_id)
    shared: set[str] = {"agree"} if any(len(articles) == 2 for articles in holders.values()) else set()
    return shared | {pair.kind for pair in change.pairs if len(holders[pair.a] | holders[pair.b]) == 2}
