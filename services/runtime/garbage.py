"""The garbage collector, told about processes that load much at their start and then make many short-lived objects."""

from __future__ import annotations

import gc
from typing import Final

_YOUNG: Final = 5_000
"""Objects made before the collector looks for cycles: an article makes some ten thousand, nearly all freed by their counts. With four times
as many the pauses reached 13 ms, which is most of the time that an answer of the gateway may take."""


def settle_garbage_collector() -> None:
    """Call once after loading: what is loaded (models, classes) stays for ever and is not looked through again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(_YOUNG, 20, 200)
