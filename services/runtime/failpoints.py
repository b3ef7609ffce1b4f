"""Places between two durable effects where a test lets the process die as `kill -9` does: `CLAIMWIRE_FAILPOINT=store/message_stored`.

Without that variable a failpoint is a comparison with None. A name that is not in `NAMES` is refused at the start.
"""

from __future__ import annotations

import os
import signal
from typing import Final

from services.runtime.errors import BadSetting

NAMES: Final = {
    "ingest/leased": "feeds and items are leased, nothing is fetched",
    "ingest/entries_recorded": "a feed's new entries and its cursor are committed, no page is read",
    "ingest/article_accepted": "an article, its item and its outbox row are committed, nothing is published",
    "ingest/outbox_published": "the relay has published articles, their outbox rows are still there",
    "extract/strike_journalled": "the strike is written, the article is not extracted",
    "extract/outputs_published": "claims are published, the strike is still there and the offset is not committed",
    "extract/strike_cleared": "the strike is taken back, the offset is not committed",
    "extract/offset_committed": "the article's offset is committed",
    "extract/dead_letter_published": "the dead letter is published, the message is not passed",
    "store/taken_over": "the epoch of the partitions is the new one, nothing is read",
    "store/strike_journalled": "the strike is written, the message is not stored",
    "store/message_written": "all rows of a message are written, the transaction is open",
    "store/message_stored": "rows, threads, outbox and offset are committed in the database, not on the bus",
    "store/strike_cleared": "the strike is taken back, the bus does not know the offset",
    "store/offset_committed": "the bus knows the offset too",
    "store/dead_letter_published": "the dead letter is published, the database's offset stands before the message",
    "store/message_skipped": "the database has passed a rejected message, the bus has not",
    "store/outbox_published": "the relay has published changes of threads, their outbox rows are still there",
    "retention/batch_forgotten": "one batch of articles is forgotten, others are overdue",
    "rethread/written": "all new threads are written, the transaction is open",
    "reprocess/batch_sent": "some articles wait in the outbox again, others are not sent",
}
"""Every failpoint, and what is durable there."""

_armed: str | None = None


def reached(service: str, place: str) -> None:
    """The process dies here if this failpoint is armed."""
    if _armed is not None and _armed == f"{service}/{place}":
        os.kill(os.getpid(), signal.SIGKILL)


def arm(name: str | None) -> None:
    """Let the process die at `name`; None: nowhere. Raises `BadSetting` for a name that is none."""
    global _armed
    if name is not None and name not in NAMES:
        raise BadSetting(f"CLAIMWIRE_FAILPOINT: there is no failpoint {name!r}; there are {', '.join(NAMES)}")
    _armed = name


arm(os.environ.get("CLAIMWIRE_FAILPOINT"))
