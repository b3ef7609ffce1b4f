"""Feeds in, entries out."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from services.ingest.errors import Unreadable
from services.ingest.feeds import read_feed
from services.ingest.outcomes import Outcome
from services.ingest.reading import FeedEntry, FeedRead
from tests.ingest.pages_of_ours import rss

HERE = "https://paper.example/feeds/all.xml"

ATOM = """<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>The Pier Post</title>
<entry><title>Ferry &amp; &lt;b&gt;tram&lt;/b&gt; merge</title><id>tag:1</id><link rel="alternate" href="/2026/ferry"/>
<published>2026-03-03T08:00:00+01:00</published><updated>2026-03-03T09:30:00+01:00</updated><summary>One ticket.</summary></entry></feed>"""
RDF = """<?xml version="1.0"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="https://paper.example/"><title>The Pier Post</title></channel>
<item rdf:about="https://paper.example/1"><title>One</title><link>https://paper.example/1</link><dc:date>2026-03-03T08:00:00Z</dc:date></item>
</rdf:RDF>"""


def read(feed: str | bytes, charset: str | None = None, max_entries: int = 1_000) -> FeedRead:
    return read_feed(feed.encode() if isinstance(feed, str) else feed, url=HERE, charset=charset, max_entries=max_entries)


def refusal(feed: str | bytes) -> Outcome:
    with pytest.raises(Unreadable) as refused:
        read(feed)
    return refused.value.code


def test_atom_entry_is_read_with_its_link_made_absolute() -> None:
    found = read(ATOM)
    assert found.title == "The Pier Post"
    assert found.entries == [
        FeedEntry(
            url="https://paper.example/2026/ferry",
            title="Ferry & tram merge",
            summary="One ticket.",
            published=datetime(2026, 3, 3, 7, 0, tzinfo=UTC),
            updated=datetime(2026, 3, 3, 8, 30, tzinfo=UTC),
        )
    ]


def test_rss_one_and_two_are_read() -> None:
    assert [entry.url for entry in read(RDF).entries] == ["https://paper.example/1"]
    two = read(rss("https://paper.example/1", "https://paper.example/2"))
    assert [entry.url for entry in two.entries] == ["https://paper.example/1", "https://paper.example/2"]
    assert two.entries[0].published == datetime(2026, 3, 3, 8, 0, tzinfo=UTC)


def test_guid_that_is_an_address_stands_in_for_a_missing_link() -> None:
    feed = rss("x").replace("<link>x</link>", "").replace("<guid>0</guid>", "<guid>https://paper.example/by-guid</guid>")
    assert [entry.url for entry in read(feed).entries] == ["https://paper.example/by-guid"]


@pytest.mark.parametrize("link", ["javascript:alert(1)", "data:text/html,x", "mailto:desk@paper.example", "http://", ""])
def test_entry_without_a_web_address_is_skipped(link: str) -> None:
    found = read(rss(link, "https://paper.example/1"))
    assert [entry.url for entry in found.entries] == ["https://paper.example/1"]
    assert found.skipped == 1


def test_two_entries_with_one_link_are_one() -> None:
    found = read(rss("https://paper.example/1", "https://paper.example/1?utm_source=feed"))
    assert (len(found.entries), found.skipped) == (1, 1)


def test_entries_beyond_the_limit_are_skipped_and_counted() -> None:
    found = read(rss(*(f"https://paper.example/{number}" for number in range(50))), max_entries=20)
    assert (len(found.entries), found.skipped) == (20, 30)


def test_fingerprint_changes_with_the_words_and_not_with_the_id() -> None:
    first = read(rss("https://paper.example/1")).entries[0]
    same = read(rss("https://paper.example/1").replace("<guid>0</guid>", "<guid>other</guid>")).entries[0]
    edited = read(rss("https://paper.example/1", summary="In other words.")).entries[0]
    assert first.fingerprint == same.fingerprint != edited.fingerprint


BILLION_LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    "<rss><channel><title>&b;</title></channel></rss>"
)


@pytest.mark.parametrize(
    "feed",
    [
        BILLION_LAUGHS,
        '<?xml version="1.0"?><!DOCTYPE rss SYSTEM "http://127.0.0.1/evil.dtd"><rss/>',
        '<!-- <rss > --><!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss>&x;</rss>',
        BILLION_LAUGHS.encode("utf-16"),
        BILLION_LAUGHS.encode("utf-16-le"),
        "<!doctype rss><rss/>",
        "warning: something<br>\n" + BILLION_LAUGHS,
    ],
)
def test_document_type_is_refused_before_parsing(feed: str | bytes) -> None:
    assert refusal(feed) in (Outcome.REJECTED_DTD, Outcome.REJECTED_MALFORMED_FEED)


def outcome(feed: str) -> FeedRead | Outcome:
    try:
        return read(feed)
    except Unreadable as error:
        return error.code


def test_document_type_after_the_root_declares_nothing() -> None:
    feed = rss("https://paper.example/1", summary="&y;").replace("<channel>", '<!DOCTYPE x [<!ENTITY y "zzz">]><channel>')
    assert "zzz" not in str(outcome(feed))


@pytest.mark.parametrize(
    "feed",
    ["", " ", "{}", '{"version": "https://jsonfeed.org/version/1"}', "<html><body>A page</body></html>", "<!DOCTYPE html><html></html>",
     "plain words", b"\x00\x01\x02", b"\xff\xfe", "<svg><rss></rss></svg>", "<" * 100_000],
)  # fmt: skip
def test_what_is_no_feed_is_refused(feed: str | bytes) -> None:
    assert refusal(feed) is Outcome.REJECTED_MALFORMED_FEED


def test_truncated_feed_gives_what_is_there() -> None:
    whole = rss("https://paper.example/1", "https://paper.example/2")
    found = outcome(whole[: whole.rindex("<pubDate>")])
    assert isinstance(found, FeedRead)
    assert found.entries[0].url == "https://paper.example/1"


@pytest.mark.parametrize(
    ("encoding", "declared", "charset"),
    [
        ("koi8-r", "koi8-r", None),
        ("koi8-r", "utf-8", "koi8-r"),
        ("utf-16", "utf-16", None),
        ("utf-16-le", "utf-16", None),
        ("utf-8", "iso-8859-1", "iso-8859-1"),
        ("windows-1251", "windows-1251", None),
    ],
)
def test_feed_is_decoded_whatever_is_declared(encoding: str, declared: str, charset: str | None) -> None:
    feed = rss("https://paper.example/1", title="Вестник порта").replace('encoding="utf-8"', f'encoding="{declared}"')
    assert read(feed.encode(encoding), charset=charset).title == "Вестник порта"


@pytest.mark.parametrize(
    "stamp", ["0000-00-00", "Fri, 31 Dec 9999 23:59:59 GMT", "yesterday", "10:30", "", "12345678901234567890", "1 Jan 10000000000"]
)
def test_date_that_makes_no_sense_is_no_date(stamp: str) -> None:
    assert read(rss("https://paper.example/1", stamp=stamp)).entries[0].published is None
