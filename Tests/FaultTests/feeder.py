"""Puts a stream into a topic at a steady rate, beside whatever else happens: in order, each record once, whatever brokers do."""

import threading
import time

from confluent_kafka import Producer


class Feeder(threading.Thread):
    """
    The partitioner is that of Java's clients, so that a principal's events are where Arrester looks for its breaker. Idempotence
    keeps order and number through retries; a record that is given up after all fails the run, and not Arrester.
    """

    def __init__(self, bootstrap, topic, entries, seconds):
        super().__init__(daemon=True)
        self.topic, self.entries, self.seconds = topic, entries, seconds
        self.sent, self.failed = 0, []
        self.producer = Producer({
            "bootstrap.servers": bootstrap, "enable.idempotence": True, "partitioner": "murmur2_random", "linger.ms": 5,
            "message.timeout.ms": 600_000, "reconnect.backoff.max.ms": 500, "log_level": 0})

    def run(self):
        begin = time.monotonic()
        for index, (key, text) in enumerate(self.entries):
            due = begin + self.seconds * index / len(self.entries)
            while (ahead := due - time.monotonic()) > 0:
                self.producer.poll(min(ahead, 0.05))
            self._send(key, text)
            self.sent = index + 1
        self.producer.flush(300)
        if len(self.producer):
            self.failed.append(f"{len(self.producer)} records were never acknowledged")

    def _send(self, key, text):
        while True:
            try:
                self.producer.produce(self.topic, key=key, value=text, on_delivery=self._delivered)
                return
            except BufferError:
                self.producer.poll(0.1)

    def _delivered(self, error, _):
        if error:
            self.failed.append(str(error))

    @property
    def share(self):
        return self.sent / len(self.entries)

    def finish(self):
        self.join(600)
        if self.is_alive() or self.failed:
            raise RuntimeError(f"the feeder itself failed: {self.failed[:3]}")
