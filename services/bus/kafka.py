"""The bus of the distributed mode: Apache Kafka through aiokafka.

kafka.py            the bus: topics, and the parts put together
kafka_producer.py   publish
kafka_consumer.py   a group member: poll, commit, positions
"""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Sequence
from typing import Final

from aiokafka.admin import AIOKafkaAdminClient, NewTopic
from aiokafka.errors import KafkaError, NoError, TopicAlreadyExistsError, for_code

from schemas.topics import Topic
from services.bus.errors import BusUnavailable
from services.bus.kafka_consumer import KafkaConsumer
from services.bus.kafka_producer import MAX_MESSAGE_BYTES, KafkaPublisher, unreachable
from services.bus.ports import NewRecord

DELIVERY_TIMEOUT_S: Final = 60.0
"""Longer than a broker's restart, short enough that a caller hears of an outage."""

SESSION_TIMEOUT_S: Final = 10.0
HEARTBEAT_S: Final = 1.0
"""A member learns of a rebalance by its heartbeat: the group waits this long for it, not aiokafka's three seconds."""

ADMIN_TIMEOUT_S: Final = 30.0


class KafkaBus:
    """See `services.bus.ports.Bus`. `prefix` goes before every topic's and group's name on the wire and nowhere else."""

    def __init__(
        self,
        bootstrap: str,
        client_id: str,
        *,
        prefix: str = "",
        replication_factor: int = 1,
        session_timeout_s: float = SESSION_TIMEOUT_S,
        heartbeat_s: float = HEARTBEAT_S,
        delivery_timeout_s: float = DELIVERY_TIMEOUT_S,
    ) -> None:
        self._bootstrap = bootstrap
        self._client_id = client_id
        self._prefix = prefix
        self._replication_factor = replication_factor
        self._session_timeout_s = session_timeout_s
        self._heartbeat_s = heartbeat_s
        self._publisher = KafkaPublisher(bootstrap, client_id, prefix=prefix, delivery_timeout_s=delivery_timeout_s)
        self._consumers: list[KafkaConsumer] = []

    async def start(self) -> None:
        await self._publisher.start()

    async def ensure_topics(self, topics: Collection[Topic]) -> None:
        """Create the topics that do not exist; existing ones stay as they are. Raises `BusUnavailable`."""
        admin = AIOKafkaAdminClient(bootstrap_servers=self._bootstrap, client_id=self._client_id)
        try:
            async with asyncio.timeout(ADMIN_TIMEOUT_S):
                await admin.start()
                answer = await admin.create_topics([self._new_topic(topic) for topic in topics])
        except (KafkaError, OSError, TimeoutError) as error:
            raise unreachable(self._bootstrap, error) from error
        finally:
            await admin.close()
        for name, code, *words in answer.topic_errors:
            error_type = for_code(code)
            if error_type not in (NoError, TopicAlreadyExistsError):
                raise BusUnavailable(f"Kafka at {self._bootstrap} has not created topic {name}: {error_type.__name__} {words}")

    async def publish(self, records: Sequence[NewRecord]) -> None:
        await self._publisher.publish(tuple(records))

    def consumer(self, group: str, topics: Collection[str]) -> KafkaConsumer:
        consumer = KafkaConsumer(
            self._bootstrap,
            self._client_id,
            group,
            topics,
            prefix=self._prefix,
            session_timeout_s=self._session_timeout_s,
            heartbeat_s=self._heartbeat_s,
        )
        self._consumers.append(consumer)
        return consumer

    async def close(self) -> None:
        for consumer in self._consumers:
            await consumer.close()
        self._consumers.clear()
        await self._publisher.close()

    def _new_topic(self, topic: Topic) -> NewTopic:
        return NewTopic(
            self._prefix + topic.name,
            topic.partitions,
            self._replication_factor,
            topic_configs={
                "retention.ms": str(topic.retention_hours * 3_600_000),
                "max.message.bytes": str(MAX_MESSAGE_BYTES),
                # Offsets stay contiguous only without compaction.
                "cleanup.policy": "delete",
            },
        )
