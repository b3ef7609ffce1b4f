"""Decodes one layer of content encoding piece by piece, so that a small body cannot become a huge one unseen. Pure."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from typing import Final

from services.ingest.errors import FetchFailed
from services.ingest.outcomes import Outcome

ACCEPTED: Final = "gzip, deflate"
"""What we say we take; brotli and zstd save little on text and add decoders that hostile bytes reach."""
_PIECE: Final = 256 * 1024
_GZIP_MAGIC: Final = b"\x1f\x8b"


class BoundedBody:
    """Collects a response body up to `max_bytes` decoded bytes."""

    def __init__(self, encoding: str, *, max_bytes: int, is_cut: bool = False) -> None:
        """`encoding` is the Content-Encoding header. Raises `FetchFailed` for an unknown or layered one.

        `is_cut`: what exceeds the limit is left away instead of being an error.
        """
        self._max_bytes = max_bytes
        self._is_cut = is_cut
        self._body = bytearray()
        self._raw_bytes = 0
        self._is_full = False
        self._decoder: _Inflate | None = None
        match encoding.strip().lower():
            case "" | "identity":
                pass
            case "gzip" | "x-gzip":
                self._decoder = _Inflate(16 + zlib.MAX_WBITS)
            case "deflate":
                self._decoder = _Inflate(zlib.MAX_WBITS, fallback=-zlib.MAX_WBITS)
            case _:
                raise FetchFailed(Outcome.FAILED_ENCODING, f"content encoding {encoding[:60]!r} is not taken")

    def feed(self, data: bytes) -> bool:
        """Add what came over the network; False when the body is full and no more is wanted. Raises `FetchFailed` (too_large, encoding)."""
        self._raw_bytes += len(data)
        for piece in self._decoder.decode(data) if self._decoder else (data,):
            self._body += piece
            if max(len(self._body), self._raw_bytes) > self._max_bytes:
                if not self._is_cut:
                    raise FetchFailed(Outcome.FAILED_TOO_LARGE, f"more than {self._max_bytes} bytes")
                del self._body[self._max_bytes :]
                self._is_full = True
                return False
        return True

    def finish(self) -> bytes:
        """The whole body. Raises `FetchFailed` when a compressed body was cut off."""
        if self._decoder and self._raw_bytes and not self._is_full and not self._decoder.is_complete:
            raise FetchFailed(Outcome.FAILED_ENCODING, "the compressed body ends early")
        return bytes(self._body)


class _Inflate:
    def __init__(self, window: int, *, fallback: int | None = None) -> None:
        self._window, self._fallback = window, fallback
        self._inflate = zlib.decompressobj(window)

    @property
    def is_complete(self) -> bool:
        return self._inflate.eof

    def decode(self, data: bytes) -> Iterator[bytes]:
        """Pieces of at most `_PIECE` bytes. Joined gzip members are one body; anything else after the end is ignored, as browsers do."""
        is_pending = False
        while data or is_pending:
            if self._inflate.eof:
                if not data.startswith(_GZIP_MAGIC):
                    return
                self._inflate = zlib.decompressobj(self._window)
            try:
                piece = self._inflate.decompress(data, _PIECE)
            except zlib.error as error:
                if self._fallback is None:
                    raise FetchFailed(Outcome.FAILED_ENCODING, "the compressed body is damaged") from error
                self._inflate, self._fallback = zlib.decompressobj(self._fallback), None  # "deflate" without its zlib frame
                continue
            self._fallback = None
            data = self._inflate.unused_data if self._inflate.eof else self._inflate.unconsumed_tail
            is_pending = len(piece) == _PIECE and not self._inflate.eof
            yield piece
