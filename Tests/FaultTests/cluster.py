"""A real Kafka in a temporary folder, by the script of the shared folder, and what can be done to it."""

import shutil
import subprocess
import tempfile
import time

from confluent_kafka import Consumer, KafkaException, TopicPartition
from confluent_kafka.admin import AdminClient, AlterConfigOpType, ConfigEntry, ConfigResource, NewPartitions, NewTopic, ResourceType


class Cluster:
    """Starts at once; `remove` ends it."""

    def __init__(self, script, folder, nodes=1, options=()):
        self.script, self.nodes = script, nodes
        self.folder = tempfile.mkdtemp(prefix="kafka-", dir=folder)
        shutil.rmtree(self.folder)
        self.bootstrap = self.run("start", "--nodes", str(nodes), *options).strip().splitlines()[-1]
        self._admin = None

    def run(self, verb, *arguments):
        done = subprocess.run([self.script, verb, self.folder, *arguments], capture_output=True, text=True, stdin=subprocess.DEVNULL)
        if done.returncode:
            raise RuntimeError(f"kafka {verb} {arguments}: {done.stdout}{done.stderr}")
        return done.stdout

    def kill(self, node=None):
        self.run("kill", *_node(node))

    def resume(self, node=None):
        self.run("resume", *_node(node))

    def pause(self, node=None):
        self.run("pause", *_node(node))

    def go_on(self, node=None):
        self.run("continue", *_node(node))

    def remove(self):
        try:
            self.run("continue")
            self.run("kill")
        finally:
            shutil.rmtree(self.folder, ignore_errors=True)

    @property
    def admin(self):
        if self._admin is None:
            self._admin = AdminClient({"bootstrap.servers": self.bootstrap, "log_level": 0})
        return self._admin

    def create(self, name, partitions, **properties):
        topic = NewTopic(name, partitions, config={key.replace("_", "."): value for key, value in properties.items()})
        self.admin.create_topics([topic])[name].result(30)
        patiently(30, lambda: len(self._metadata(name)) == partitions, f"topic {name}")

    def _metadata(self, name):
        return self.admin.list_topics(name, timeout=10).topics[name].partitions

    def leaders(self, name):
        """The leader of each partition of a topic."""
        return {number: partition.leader for number, partition in self._metadata(name).items()}

    def add_partitions(self, name, total):
        self.admin.create_partitions([NewPartitions(name, total)])[name].result(30)
        patiently(30, lambda: len(self._metadata(name)) == total, f"more partitions of {name}")

    def delete_before(self, topic, offsets):
        """As retention does, at once: by partition, everything before the offset."""
        partitions = [TopicPartition(topic, number, offset) for number, offset in offsets.items()]
        for future in self.admin.delete_records(partitions).values():
            future.result(30)

    def configure(self, topic, **properties):
        entries = [
            ConfigEntry(key.replace("_", "."), value, incremental_operation=AlterConfigOpType.SET) for key, value in properties.items()]
        resource = ConfigResource(ResourceType.TOPIC, topic, incremental_configs=entries)
        self.admin.incremental_alter_configs([resource])[resource].result(30)


class Progress:
    """What a group has committed of a topic, and where the topic ends. A broker that is away is no answer: None."""

    def __init__(self, cluster, group, topic):
        self.topic = topic
        self.reader = Consumer({
            "bootstrap.servers": cluster.bootstrap, "group.id": group, "enable.auto.commit": False, "log_level": 0})

    def partitions(self):
        known = self.reader.list_topics(self.topic, timeout=10).topics[self.topic].partitions
        return [TopicPartition(self.topic, number) for number in sorted(known)]

    def committed(self):
        try:
            return {p.partition: max(0, p.offset) for p in self.reader.committed(self.partitions(), timeout=5)}
        except KafkaException:
            return None

    def bounds(self):
        """By partition: the first offset that is there, and the end."""
        try:
            return {p.partition: self.reader.get_watermark_offsets(p, timeout=5) for p in self.partitions()}
        except KafkaException:
            return None

    def ends(self):
        bounds = self.bounds()
        return None if bounds is None else {number: high for number, (_, high) in bounds.items()}

    def has_reached(self, ends):
        committed = self.committed()
        return committed is not None and all(committed.get(number, 0) >= end for number, end in ends.items())

    def close(self):
        self.reader.close()


def patiently(seconds, condition, what):
    """Waits until it holds; a limit that no working run needs."""
    limit = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > limit:
            raise AssertionError(f"it did not come to that in {seconds} s: {what}")
        time.sleep(0.05)


def _node(node):
    return [] if node is None else ["--node", str(node)]
