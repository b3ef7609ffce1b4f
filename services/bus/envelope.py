"""Contracts as CloudEvents 1.0 in Kafka's binary mode: attributes in `ce_` headers, JSON in the value."""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache
from typing import TypeVar
from uuid import UUID

from cloudevents.core.bindings.kafka import to_binary
from cloudevents.core.formats.json import JSONFormat
from cloudevents.core.v1.event import CloudEvent
from pydantic import ValidationError

from schemas.contract import Contract
from schemas.topics import BY_NAME, Topic
from services.bus.errors import MalformedRecord
from services.bus.ports import NewRecord, Record

M = TypeVar("M", bound=Contract)


class _AlreadyJson(JSONFormat):
    """The value is serialised by pydantic already."""

    def write_data(self, data: object, datacontenttype: str | None) -> bytes:
        assert isinstance(data, bytes)
        return data


def to_record(topic: Topic, message: Contract, *, event_id: UUID, key: bytes, producer: str, at: datetime) -> NewRecord:
    """Wrap a message. `producer` is the service's name; `at` the moment the event happened."""
    return wrap(topic, message.model_dump_json().encode(), event_id=event_id, key=key, producer=producer, at=at)


def wrap(topic: Topic, value: bytes, *, event_id: UUID, key: bytes, producer: str, at: datetime) -> NewRecord:
    """The same for a message that is JSON already."""
    headers = _headers(topic.event_type, producer, at)
    return NewRecord(topic.name, key, value, tuple((name, str(event_id).encode() if name == "ce_id" else said) for name, said in headers))


@lru_cache(maxsize=64)
def _headers(event_type: str, producer: str, at: datetime) -> tuple[tuple[str, bytes], ...]:
    """The attributes of all events of one moment, but for their ids: a transaction of the store tells of some sixty."""
    event = CloudEvent(
        attributes={
            "id": "id",
            "type": event_type,
            "source": f"/claimwire/{producer}",
            "specversion": "1.0",
            "time": at,
            "datacontenttype": "application/json",
        },
        data=b"",
    )
    return tuple(to_binary(event, _AlreadyJson()).headers.items())


def check_type(record: Record) -> None:
    """Raises `MalformedRecord` when the record is not of its topic's event type."""
    topic = BY_NAME[record.topic]
    event_type = dict(record.headers).get("ce_type", b"").decode("utf-8", "replace")
    if event_type != topic.event_type:
        raise MalformedRecord(f"ce_type is {event_type!r}, this topic carries {topic.event_type!r}")


def from_record(record: Record, message: type[M]) -> M:
    """Unwrap a message. Raises `MalformedRecord` for another event type, broken JSON or a broken promise of the contract."""
    check_type(record)
    return from_json(record.value, message)


def from_json(value: bytes, message: type[M]) -> M:
    """The message in a record's value. Raises `MalformedRecord` for broken JSON or a broken promise of the contract."""
    try:
        return message.model_validate_json(value)
    except ValidationError as error:
        raise MalformedRecord(str(error)) from error
