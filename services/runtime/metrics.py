"""Every metric of every service. `docs/metrics.md` is made from this table."""

from __future__ import annotations

from typing import Final

from prometheus_client import Counter, Gauge, Histogram

OUTCOMES: Final = Counter(
    "claimwire_outcomes_total", "Units of work by the one outcome word each ended with (the services' outcomes.py explain the words).",
    ["stage", "outcome"],
)  # fmt: skip
MESSAGES: Final = Counter(
    "claimwire_messages_total", "Messages taken off the bus, by their end: done, rejected (never valid), dead (failed every attempt).",
    ["group", "end"],
)  # fmt: skip
RETRIES: Final = Counter("claimwire_message_retries_total", "Attempts that will be repeated, by the reason.", ["group", "reason"])
HANDLING: Final = Histogram(
    "claimwire_message_seconds", "Seconds from taking a message up to its end, attempts and waiting included.", ["group"],
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60),
)  # fmt: skip
LAG: Final = Gauge("claimwire_lag_records", "Records that wait on the bus for a consumer group, per topic.", ["group", "topic"])
OUTBOX: Final = Gauge("claimwire_outbox_records", "Records that wait in the outbox for the bus.", ["producer"])
WORKER_DEATHS: Final = Counter("claimwire_worker_deaths_total", "Worker processes killed or died, by the reason.", ["pool", "reason"])
WORKERS_BUSY: Final = Gauge("claimwire_workers_busy", "Worker processes at work now.", ["pool"])

ALL: Final = (OUTCOMES, MESSAGES, RETRIES, HANDLING, LAG, OUTBOX, WORKER_DEATHS, WORKERS_BUSY)
