"""The threads of the first page, each read once per change: many readers look at the same few threads every ten seconds."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from typing import Final
from uuid import UUID

from services.api.ports import Reads
from services.api.wording import Card, card_of
from services.store.views import ThreadView

MOST: Final = 500
"""Cards kept: fifty pages of the list; a card has a few kilobytes."""


class Cards:
    """Cards by thread and the number of its last change, which is what they are a function of."""

    def __init__(self, reads: Reads) -> None:
        self._reads = reads
        self._kept: OrderedDict[tuple[UUID, int], Card] = OrderedDict()

    async def of(self, threads: Sequence[ThreadView]) -> list[Card]:
        """The cards of these threads, without those that have become part of another meanwhile."""
        cards = []
        for thread in threads:
            key = (thread.thread_id, thread.sequence)
            card = self._kept.get(key)
            if card is None:
                detail = await self._reads.thread(thread.thread_id)
                if detail is None:
                    continue
                card = card_of(detail)
                key = (detail.thread_id, detail.sequence)  # it may have changed since the list was read
                self._kept[key] = card
            self._kept.move_to_end(key)
            cards.append(card)
        while len(self._kept) > MOST:
            self._kept.popitem(last=False)
        return cards
