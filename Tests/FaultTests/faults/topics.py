import time

import checker
import stream
from cluster import patiently
from faults.fault import Fault
from feeder import Feeder


class TooFewReplicas(Fault):
    name = "too-few-replicas"
    sentence = "the output topics want three replicas in sync and one broker is down: every transaction is refused for a while"
    nodes = 3
    usual_times = 2
    usual_seconds = 75

    def disturb(self, run):
        # One node alone would not do: Kafka never asks for more replicas than a topic has.
        for key in ("findings", "breakers", "audit"):
            run.cluster.configure(run.topics.outputs[key], min_insync_replicas="3")
        while run.row.times < (run.options.times or self.usual_times) and run.feeder.share < 0.7:
            time.sleep(run.random.uniform(2, 5))
            node = run.random.randint(1, self.nodes)
            run.cluster.kill(node)
            run.happened(f"node {node} is down, and two replicas are too few")
            time.sleep(run.random.uniform(10, 15))
            run.cluster.resume(node)
            run.log(f"node {node} is back")
            run.measure_recovery(180)


class PartitionsAdded(Fault):
    name = "partitions-added"
    sentence = "the input gets more partitions than at start, between two halves of the stream"
    usual_seconds = 60
    more = 7

    def make_stream(self, seed):
        """Whose key moves to another partition begins there with empty windows: between stories nobody's do."""
        halves = stream.parts(seed, ("first-", "second-"), self.trips)
        self.cut = len(halves[0].entries)
        return stream.joined(halves)

    def disturb(self, run):
        patiently(300, lambda: run.feeder.sent >= self.cut, "the first half is fed")
        run.cluster.add_partitions(run.topics.input, self.more)
        run.happened(f"{self.more} partitions instead of {self.partitions}")
        run.measure_recovery()

    def check(self, run):
        """Without the comparison with an uninterrupted run: which partition is read first there is chance, and so is `too late`."""
        outputs = run.read(run.topics)
        run.check_topics(outputs)
        run.row.problems += checker.expected_trips(outputs, run.stream.trips)
        run.row.problems += checker.dead_letters(outputs, run.topics.input, run.stream.broken)


class Retention(Fault):
    name = "retention"
    sentence = "while serve is down, records are deleted: those that its windows need, then also some that it has not read"
    usual_seconds = 45

    def make_stream(self, seed):
        before, self.lost, after = stream.parts(seed, ("before-", "lost-", "after-"), self.trips)
        self.after = after
        return before

    def disturb(self, run):
        run.feeder.finish()
        run.measure_recovery()
        self.service.kill()
        committed = run.progress.committed()
        run.cluster.delete_before(run.topics.input, committed)
        run.happened(f"deleted up to {committed}: all that is read, with what windows need")
        self.service.start()
        self.service.wait_assigned()
        run.claim(self.service.pages("windowsLost"), "no page windowsLost")
        run.claim(not self.service.pages("recordsLost"), "a page recordsLost though everything was read")
        self.service.kill()
        self.feed(run, self.lost)
        ends = run.progress.ends()
        run.cluster.delete_before(run.topics.input, ends)
        run.happened(f"deleted up to {ends}: with what nobody has read")
        self.service.start()
        self.service.wait_assigned()
        self.feed(run, self.after)
        run.measure_recovery()
        run.claim(self.service.pages("recordsLost"), "no page recordsLost although unread records are gone")

    def feed(self, run, part):
        feeder = Feeder(run.cluster.bootstrap, run.topics.input, part.entries, 5)
        feeder.start()
        feeder.finish()

    def check(self, run):
        """Trips of what was lost cannot be found; all others are, and nothing else."""
        outputs = run.read(run.topics)
        run.stream = stream.joined([run.stream, self.after])
        run.check_topics(outputs)
        run.row.problems += checker.expected_trips(outputs, run.stream.trips)
