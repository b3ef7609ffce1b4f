"""Canonical addresses and dates."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from services.ingest.dates import read_date
from services.ingest.publishers import GROUPS, publisher_family
from services.ingest.urls import absolute, canonical, canonical_of_page, domain_of, registrable_domain


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://paper.example/a?utm_source=x&utm_medium=y", "https://paper.example/a"),
        ("https://paper.example/a?b=2&a=1", "https://paper.example/a?a=1&b=2"),
        ("HTTPS://Paper.Example:443/x/../a#part", "https://paper.example/a"),
        ("https://paper.example", "https://paper.example/"),
        ("https://bücher.example/ä", "https://xn--bcher-kva.example/%C3%A4"),
        ("http://paper.localhost:8000/a?fbclid=1", "http://paper.localhost:8000/a"),
    ],
)
def test_ways_of_writing_one_address_have_one_canonical_form(one: str, other: str) -> None:
    assert canonical(one) == canonical(other) == other


@pytest.mark.parametrize(
    "address",
    [
        "", "paper.example/a", "javascript:alert(1)", "ftp://paper.example/", "http://", "http://u:p@paper.example/",
        "http://paper.example/a b", "http://paper.example/\n", "http://[x/", "https://" + "a" * 5_000,
    ],
)  # fmt: skip
def test_what_is_no_web_address_has_none(address: str) -> None:
    assert canonical(address) is None


def test_address_inside_an_address_does_not_take_over() -> None:
    assert (canonical("https://mirror.example/?u=https://paper.example/a") or "").startswith("https://mirror.example/")


@pytest.mark.parametrize(
    ("page", "declared", "result"),
    [
        ("https://m.paper.co.uk/a", "https://www.paper.co.uk/a", "https://www.paper.co.uk/a"),
        ("https://paper.example/a?page=2", "/a", "https://paper.example/a"),
        ("https://mirror.example/a", "https://paper.example/a", "https://mirror.example/a"),
        ("https://one.github.io/a", "https://two.github.io/a", "https://one.github.io/a"),
        ("http://one.localhost:81/a", "http://two.localhost:81/a", "http://one.localhost:81/a"),
        ("http://one.localhost:81/a", "http://one.localhost/a", "http://one.localhost/a"),
        ("http://10.1.1.1/a", "http://10.1.1.2/a", "http://10.1.1.1/a"),
        ("https://paper.example/a", "https://paper.example/", "https://paper.example/a"),
        ("https://paper.example/a", "javascript:void(0)", "https://paper.example/a"),
        ("https://paper.example/a", None, "https://paper.example/a"),
    ],
)
def test_page_speaks_for_its_own_site_only(page: str, declared: str | None, result: str) -> None:
    assert canonical_of_page(page, declared) == result


def test_links_are_made_absolute_or_dropped() -> None:
    assert absolute("../b", "https://paper.example/x/a") == "https://paper.example/b"
    assert absolute(" https://other.example/ ", "https://paper.example/") == "https://other.example/"
    assert absolute("data:text/html,x", "https://paper.example/") is None


def test_outlets_of_one_group_are_one_family() -> None:
    assert publisher_family("www.thesun.co.uk", "thesun.co.uk") == publisher_family("nypost.com", "nypost.com")
    assert publisher_family("paper.example", "paper.example") == "paper.example"
    assert registrable_domain("news.bbc.co.uk") == "bbc.co.uk"
    assert domain_of("https://www.paper.example:8443/a") == "paper.example"


def test_no_outlet_belongs_to_two_groups() -> None:
    domains = [domain for group in GROUPS.values() for domain in group]
    assert len(domains) == len(set(domains))


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026-03-04", datetime(2026, 3, 4, tzinfo=UTC)),
        ("2026-03-04T10:00:00+02:00", datetime(2026, 3, 4, 8, 0, tzinfo=UTC)),
        ("2026-03-04T10:00:00.123Z", datetime(2026, 3, 4, 10, 0, tzinfo=UTC)),
        ("2026-03-04 10:00", datetime(2026, 3, 4, 10, 0, tzinfo=UTC)),
        ("Wed, 04 Mar 2026 10:00:00 EST", datetime(2026, 3, 4, 15, 0, tzinfo=UTC)),
        ("March 4, 2026 10:00 am", datetime(2026, 3, 4, 10, 0, tzinfo=UTC)),
        ("2026/03/04", datetime(2026, 3, 4, tzinfo=UTC)),
    ],
)
def test_date_is_read(text: str, moment: datetime) -> None:
    assert read_date(text) == moment


@pytest.mark.parametrize(
    "value",
    [
        None, 7, [], "", "today", "10:00", "Monday", "March 2026", "2026", "04/03/2026", "0000-00-00", "9999-12-31", "1970-01-01",
        "2026-02-30", "1" * 70, "10000000000-01-01T00:00:00Z", "x" * 500,
    ],
)  # fmt: skip
def test_what_names_no_one_day_is_no_date(value: object) -> None:
    assert read_date(value) is None
