"""When to poll, when to look again, what is new: the pure decisions."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from services.ingest.outcomes import Outcome
from services.ingest.poll import asks_conditionally, compare, discoveries, moved, next_poll_at
from services.ingest.read import after_change, after_content, after_failure, earlier_look, next_recheck_at, refusal_of_redirect
from services.ingest.reading import FeedEntry
from services.ingest.settings import IngestSettings
from services.ingest.tables import ItemState

NOW = datetime(2026, 3, 3, 12, 0, tzinfo=UTC)
FEED = UUID(int=0)
AGES = (60.0, 900.0, 3_600.0)


def seconds(moment: datetime | None) -> float | None:
    return None if moment is None else (moment - NOW).total_seconds()


@pytest.mark.parametrize(
    ("failures", "retry_after_s", "wait_s"),
    [(0, None, 60), (0, 300, 300), (1, None, 120), (3, None, 480), (30, None, 21_600), (10_000, None, 21_600), (1, 86_400, 86_400)],
)
def test_poll_waits_longer_with_each_failure_and_never_less_than_asked(failures: int, retry_after_s: float | None, wait_s: float) -> None:
    assert seconds(next_poll_at(NOW, feed=FEED, interval_s=60, failures=failures, retry_after_s=retry_after_s)) == wait_s


def test_feeds_are_spread_over_a_tenth_of_the_interval() -> None:
    waits = {seconds(next_poll_at(NOW, feed=UUID(int=number), interval_s=60)) for number in range(1_000)}
    assert min(w or 0 for w in waits) == 60
    assert 65 < max(w or 0 for w in waits) <= 66
    assert len(waits) > 900


def test_validators_are_left_away_once_a_day() -> None:
    assert not asks_conditionally(None, NOW)
    assert asks_conditionally(NOW - timedelta(hours=23), NOW)
    assert not asks_conditionally(NOW - timedelta(hours=24), NOW)


def test_address_changes_after_three_permanent_redirects_in_a_row() -> None:
    first = moved("old", "new", before=None, polls=0)
    second = moved("old", "new", before=first[0], polls=first[1])
    third = moved("old", "new", before=second[0], polls=second[1])
    assert [first[2], second[2], third[2]] == [False, False, True]
    assert moved("old", None, before="new", polls=2) == (None, 0, False)
    assert moved("old", "newer", before="new", polls=2) == ("newer", 1, False)


def entry(number: int, title: str = "", host: str = "paper.example") -> FeedEntry:
    return FeedEntry(url=f"https://{host}/{number}", title=title)


def test_entries_are_new_known_or_changed() -> None:
    found = discoveries([entry(1), entry(2), entry(3, "now"), entry(4)])
    by_url = {each.url[-1]: each for each in found}
    result = compare(
        found,
        known_items={by_url["2"].item, by_url["3"].item, by_url["4"].item},
        fingerprints={by_url["2"].item: by_url["2"].entry.fingerprint, by_url["3"].item: entry(3, "before").fingerprint},
        known_hosts={"paper.example"},
        new_hosts_left=0,
    )
    assert [each.url[-1] for each in result.unknown] == ["1"]
    assert [each.url[-1] for each in result.changed] == ["3"]
    assert [each.url[-1] for each in result.elsewhere] == ["4"]


def test_new_hosts_beyond_the_cap_wait_for_a_later_poll() -> None:
    found = discoveries([entry(number, host=f"host{number}.example") for number in range(10)] + [entry(1)])
    result = compare(found, known_items=set(), fingerprints={}, known_hosts={"paper.example"}, new_hosts_left=3)
    assert (len(result.unknown), result.new_hosts, result.postponed) == (4, 3, 7)


def test_discoveries_are_in_one_order_whatever_the_feeds() -> None:
    entries = [entry(number) for number in range(20)]
    assert discoveries(entries) == discoveries(entries[::-1])


def test_page_is_looked_at_again_at_growing_ages() -> None:
    assert seconds(next_recheck_at(NOW, NOW, AGES)) == 60
    assert seconds(next_recheck_at(NOW, NOW + timedelta(seconds=60), AGES)) == 900
    assert seconds(next_recheck_at(NOW, NOW + timedelta(seconds=901), AGES)) == 3_600
    assert next_recheck_at(NOW, NOW + timedelta(seconds=3_600), AGES) is None


@pytest.mark.parametrize(
    ("is_article", "before", "after"),
    [
        (True, ItemState.NEW, ItemState.READ),
        (False, ItemState.NEW, ItemState.REFUSED),
        (True, ItemState.REFUSED, ItemState.READ),
        (None, ItemState.REFUSED, ItemState.REFUSED),
        (None, ItemState.READ, ItemState.READ),
        (False, ItemState.READ, ItemState.READ),
    ],
)
def test_state_after_an_answer(is_article: bool | None, before: ItemState, after: ItemState) -> None:
    look = after_content(is_article=is_article, before=before, first_seen_at=NOW, now=NOW, ages_s=AGES)
    assert (look.state, look.attempts, seconds(look.at)) == (after, 0, 60)


def failed(
    outcome: Outcome, before: ItemState = ItemState.NEW, attempts: int = 0, retry_after_s: float | None = None
) -> tuple[ItemState, int, float | None]:
    look = after_failure(
        outcome, before=before, attempts=attempts, max_attempts=4, first_seen_at=NOW, now=NOW, ages_s=AGES, retry_after_s=retry_after_s
    )
    return look.state, look.attempts, seconds(look.at)


def test_failed_page_is_tried_again_later_and_later_and_given_up() -> None:
    assert failed(Outcome.FAILED_TIMEOUT) == (ItemState.NEW, 1, 30)
    assert failed(Outcome.FAILED_TIMEOUT, attempts=2) == (ItemState.NEW, 3, 480)
    assert failed(Outcome.FAILED_TIMEOUT, attempts=3) == (ItemState.FAILED, 4, None)
    assert failed(Outcome.FAILED_BAD_STATUS, retry_after_s=7_200) == (ItemState.NEW, 1, 7_200)


def test_page_that_is_gone_is_given_up_at_once() -> None:
    assert failed(Outcome.FAILED_GONE) == (ItemState.FAILED, 1, None)


def test_busy_host_costs_no_attempt() -> None:
    assert failed(Outcome.FAILED_HOST_BUSY, attempts=3) == (ItemState.NEW, 3, 30)


def test_article_that_was_read_stays_read_when_its_page_fails() -> None:
    assert failed(Outcome.FAILED_TIMEOUT, before=ItemState.READ, attempts=9) == (ItemState.READ, 10, 60)


def test_changed_entry_brings_an_early_look_but_not_two_at_once() -> None:
    assert seconds(after_change(None, NOW, pause_s=60)) == 0
    assert seconds(after_change(NOW - timedelta(seconds=20), NOW, pause_s=60)) == 40
    assert seconds(after_change(NOW - timedelta(hours=2), NOW, pause_s=60)) == 0


def test_change_that_came_during_a_fetch_is_not_forgotten() -> None:
    soon, later = NOW + timedelta(seconds=1), NOW + timedelta(seconds=900)
    assert earlier_look(later, claimed=NOW, asked=NOW) == later
    assert earlier_look(later, claimed=NOW, asked=soon) == soon
    assert earlier_look(None, claimed=NOW, asked=soon) == soon
    assert earlier_look(None, claimed=NOW, asked=NOW) is None


def test_this_machines_own_feeds_have_an_interval_of_their_own() -> None:
    settings = IngestSettings(poll_s=60, local_poll_s=2)
    assert (settings.interval_s("paper.example"), settings.interval_s("paper.localhost")) == (60, 2)
    assert settings.recheck_ages_s("paper.example")[0] == 120
    assert settings.recheck_ages_s("paper.localhost")[0] < 120
    assert IngestSettings(recheck_after_s=(9, 3)).recheck_ages_s("paper.localhost") == (3, 9)


@pytest.mark.parametrize(
    ("got", "refusal"),
    [
        ("https://paper.example/2026/a", None),
        ("https://www.paper.example/2026/a", None),
        ("https://paper.example/2026/a-new-slug", None),
        ("https://paper.example/", Outcome.REJECTED_NO_CONTENT),
        ("https://paper.example/login?next=/2026/a", Outcome.REJECTED_CHALLENGE),
        ("https://consent.paper.example/2026/a", Outcome.REJECTED_CHALLENGE),
        ("https://paper.example/register-of-voters", None),
    ],
)
def test_redirect_to_the_front_page_or_a_login_is_not_the_article(got: str, refusal: Outcome | None) -> None:
    assert refusal_of_redirect("https://paper.example/2026/a", got) is refusal
