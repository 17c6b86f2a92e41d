"""One run: a stream is fed to a topic, `arrester serve` reads it while a fault happens, and what it wrote is checked."""

import os
import random
import time
from dataclasses import dataclass, field

import checker
import stream
from cluster import Progress, patiently
from feeder import Feeder
from outputs import Outputs
from service import Service

OUTPUTS = ("findings", "breakers", "baselines", "audit", "deadLetters")
# Far more than any working run needs to judge what is left.
LONGEST_CATCHING_UP = 300
# What ends again and again is not brought back by a supervisor either.
MOST_STARTS = 4


@dataclass
class Topics:
    input: str
    name: str

    @property
    def group(self):
        return f"{self.name}.group"

    @property
    def outputs(self):
        return {key: f"{self.name}.{key}" for key in OUTPUTS}

    def create_outputs(self, cluster):
        # Findings have two partitions, so that a transaction is over several; revisions need one order.
        for key, topic in self.outputs.items():
            compacted = {"cleanup_policy": "compact", "min_cleanable_dirty_ratio": "0.99"} if key in ("breakers", "baselines") else {}
            cluster.create(topic, 2 if key == "findings" else 1, **compacted)


@dataclass
class Row:
    """What the table says of a run."""

    fault: str
    times: int = 0
    events_in: int = 0
    accounted: int = 0
    trips_expected: int = 0
    trips_seen: int = 0
    duplicates: int = 0
    recoveries: list = field(default_factory=list)
    problems: list = field(default_factory=list)
    notes: list = field(default_factory=list)
    seconds: float = 0


class Run:
    """What a fault may use: the cluster, the services, the feeder, seeded numbers, and the log of what was done when."""

    def __init__(self, fault, cluster, options, seed):
        self.fault, self.cluster, self.options, self.seed = fault, cluster, options, seed
        self.random = random.Random(f"{seed} {fault.name}")
        self.folder = os.path.join(options.folder, fault.name)
        os.makedirs(self.folder, exist_ok=True)
        self.begin = time.monotonic()
        self.row = Row(fault.name)
        self.services = []
        self.topics = Topics(f"{fault.name}.events", f"{fault.name}.faulty")
        self.bootstrap = fault.bootstrap(cluster)
        self.stream = fault.make_stream(seed)
        self.feeder = Feeder(cluster.bootstrap, self.topics.input, self.stream.entries, fault.seconds(options))

    # What a fault does.

    def log(self, what):
        line = f"{time.monotonic() - self.begin:7.2f} {what}"
        with open(os.path.join(self.folder, "what-happened.log"), "a", encoding="utf-8") as file:
            file.write(line + "\n")
        if self.options.verbose:
            print(f"    {line}", flush=True)

    def serve(self, name="one", **options):
        """Another instance of the group. Instances have names of their own, so that a restart costs no session timeout."""
        settings = {"instance": name} | options
        service = Service(self.options.program, self.folder, name, self.topics, self.bootstrap, **settings)
        self.services.append(service)
        return service

    def happened(self, what):
        self.row.times += 1
        self.log(what)

    def measure_recovery(self, seconds=120):
        """From now until everything is judged and committed that had been there when it began."""
        begin = time.monotonic()
        patiently(60, lambda: self.progress.bounds() is not None, "brokers answer")
        ends = self.progress.ends()
        patiently(seconds, lambda: self._has_reached(ends), f"the group has caught up with {ends}")
        took = time.monotonic() - begin
        self.row.recoveries.append(took)
        self.log(f"caught up after {took:.2f} s")

    def _has_reached(self, ends):
        """Does meanwhile what a supervisor does for the services that have one."""
        for service in self.services:
            if service.is_supervised and not service.is_running() and service.starts < MOST_STARTS:
                self.row.notes.append(f"{service.name} ended by itself and was started again; see its log")
                self.log(f"{service.name} ended by itself")
                service.start()
        return self.progress.has_reached(ends)

    def claim(self, holds, sentence):
        """What a fault itself expects, said when it does not hold."""
        if not holds:
            self.row.problems.append(sentence)

    # The way of a run.

    def execute(self):
        self.cluster.create(self.topics.input, self.fault.partitions, **self.fault.input_properties)
        self.topics.create_outputs(self.cluster)
        self.progress = Progress(self.cluster, self.topics.group, self.topics.input)
        try:
            self.fault.begin(self)
            self.feeder.start()
            self.fault.disturb(self)
            self.feeder.finish()
            self.log("everything is fed")
            self._finish()
            self.fault.check(self)
        except AssertionError as problem:
            self.row.problems.append(f"{problem}{self._tails()}")
        finally:
            for service in self.services:
                if service.is_running():
                    service.go_on()
                    service.kill()
            self.progress.close()
            self.row.seconds = time.monotonic() - self.begin
        return self.row

    def _finish(self):
        ends = self.progress.ends()
        patiently(LONGEST_CATCHING_UP, lambda: self._has_reached(ends), "everything is judged")
        for service in self.services:
            if service.is_running():
                service.leave()

    def check_all(self):
        """Everything that must hold after any fault."""
        outputs = self.read(self.topics)
        reference = self._reference()
        outputs.write(self.folder, "faulty")
        reference.write(self.folder, "calm")
        self.check_topics(outputs)
        expected = self.stream.trips
        self.row.problems += checker.expected_trips(outputs, expected) + checker.latches(outputs, expected)
        self.row.problems += checker.dead_letters(outputs, self.topics.input, self.stream.broken)
        self.row.problems += checker.as_uninterrupted(outputs, reference)
        self.row.problems += [f"the uninterrupted run: {problem}" for problem in checker.expected_trips(reference, expected)]

    def read(self, topics):
        return Outputs.of(self.cluster.bootstrap, topics)

    def check_topics(self, outputs):
        """What needs no knowledge of the stream; fills the row."""
        committed, bounds = self.progress.committed(), self.progress.bounds()
        row = self.row
        row.events_in = len(outputs.input)
        row.accounted = sum(min(committed[number], high) - low for number, (low, high) in bounds.items())
        row.trips_expected = sum(map(len, self.stream.trips.values()))
        row.trips_seen = sum(map(len, checker.trips(outputs).values()))
        row.duplicates = len(checker.duplicates(outputs))
        row.problems += checker.all_committed(committed, {number: high for number, (_, high) in bounds.items()})
        row.problems += checker.each_once(outputs) + checker.revisions(outputs)
        row.problems += checker.audit_chains(outputs) + checker.audited_trips(outputs)

    def _reference(self):
        """The same input, served without a fault into topics of its own."""
        topics = Topics(self.topics.input, f"{self.fault.name}.calm")
        topics.create_outputs(self.cluster)
        progress = Progress(self.cluster, topics.group, topics.input)
        service = Service(self.options.program, self.folder, "calm", topics, self.cluster.bootstrap)
        try:
            ends = progress.ends()
            patiently(LONGEST_CATCHING_UP, lambda: progress.has_reached(ends), f"the uninterrupted run: {service.tail()}")
            service.leave()
            return self.read(topics)
        finally:
            if service.is_running():
                service.kill()
            progress.close()

    def _tails(self):
        return "".join(f"\n--- the end of {service.name}'s log\n{service.tail(3)}" for service in self.services)
