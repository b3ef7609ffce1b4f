"""The worker process: parses feeds, pages and files for the service, one request at a time."""

from __future__ import annotations

import logging
import warnings
from collections.abc import Callable

from services.ingest.decoding import decode_markup
from services.ingest.errors import Unreadable
from services.ingest.feeds import read_feed
from services.ingest.files import read_file
from services.ingest.pages import read_page
from services.ingest.worker_messages import Answer, Request


def load(languages: list[str]) -> Callable[[bytes], bytes]:
    """The worker's loop body. `languages`: those whose articles are kept."""
    logging.disable(logging.CRITICAL)  # the parsers log what they think of each page
    warnings.simplefilter("ignore")
    kept = frozenset(languages)

    def work(payload: bytes) -> bytes:
        header, _, body = payload.partition(b"\n")
        request = Request.model_validate_json(header)
        try:
            answer = _answer(request, body, kept)
        except Unreadable as error:
            answer = Answer(refused=error.code, detail=error.detail)
        return answer.model_dump_json().encode("utf-8", "replace")

    return work


def _answer(request: Request, body: bytes, languages: frozenset[str]) -> Answer:
    match request.task:
        case "feed":
            return Answer(feed=read_feed(body, url=request.name, charset=request.charset, max_entries=request.max_entries))
        case "page":
            html = decode_markup(body, charset=request.charset)
            return Answer(document=read_page(html, url=request.name, languages=languages))
        case "file":
            return Answer(document=read_file(body, name=request.name, languages=languages))
