"""Reads topics to their end, committed records only, as any other reader of them would."""

import json
import os
import time
import uuid
from dataclasses import asdict, dataclass

from confluent_kafka import Consumer, KafkaError, TopicPartition


@dataclass(frozen=True)
class Record:
    partition: int
    offset: int
    key: str
    text: str


def read(bootstrap, topic):
    """All records of a topic, in the order of partition and offset."""
    consumer = Consumer({
        "bootstrap.servers": bootstrap, "group.id": f"checker-{uuid.uuid4()}", "enable.auto.commit": False, "log_level": 0,
        "auto.offset.reset": "earliest", "isolation.level": "read_committed", "enable.partition.eof": True})
    try:
        partitions = sorted(consumer.list_topics(topic, timeout=30).topics[topic].partitions)
        consumer.assign([TopicPartition(topic, number, 0) for number in partitions])
        return _until_all_end(consumer, set(partitions))
    finally:
        consumer.close()


def _until_all_end(consumer, open_partitions):
    records = []
    limit = time.monotonic() + 90
    while open_partitions:
        if time.monotonic() > limit:
            raise RuntimeError(f"partitions {open_partitions} have no end within 90 s: an open transaction?")
        # It waits the whole time where there are fewer.
        for message in consumer.consume(1000, timeout=0.2):
            if message.error() is None:
                records.append(Record(message.partition(), message.offset(), _text(message.key()), _text(message.value())))
            elif message.error().code() == KafkaError._PARTITION_EOF:
                open_partitions.discard(message.partition())
            elif not message.error().retriable():
                raise RuntimeError(str(message.error()))
    return sorted(records, key=lambda record: (record.partition, record.offset))


def _text(data):
    return "" if data is None else data.decode("utf-8", errors="replace")


@dataclass(frozen=True)
class Outputs:
    """Everything that one group wrote, and what it read."""

    input: list
    findings: list
    breakers: list
    dead_letters: list
    audit: list

    @staticmethod
    def of(bootstrap, topics):
        names = topics.outputs
        return Outputs(*(read(bootstrap, name) for name in (
            topics.input, names["findings"], names["breakers"], names["deadLetters"], names["audit"])))

    def write(self, folder, name):
        """For people: what the checker has read, one record a line."""
        for part, records in vars(self).items():
            with open(os.path.join(folder, f"{name}.{part}.jsonl"), "w", encoding="utf-8") as file:
                file.writelines(json.dumps(asdict(record)) + "\n" for record in records)
