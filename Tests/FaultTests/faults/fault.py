"""What all faults have in common; one overrides what is different about it."""

import stream
from cluster import Cluster


class Fault:
    name = ""
    sentence = ""
    nodes = 1
    partitions = 4
    input_properties = {}
    # How many trips the stream has: events are about fifty times as many.
    trips = 160
    # How long the stream is fed, in seconds; TIME= sets it for all.
    usual_seconds = 60

    @property
    def cluster_key(self):
        """Faults with the same one share a cluster."""
        return self.nodes

    def missing(self, options):
        """What this machine lacks for it, in words."""
        return None

    def start_cluster(self, options):
        return Cluster(options.kafka, options.folder, self.nodes, ("--version", options.version))

    def seconds(self, options):
        return options.time or self.usual_seconds

    def bootstrap(self, cluster):
        """Where the service finds its brokers."""
        return cluster.bootstrap

    def make_stream(self, seed):
        return stream.make(seed, self.trips)

    def begin(self, run):
        """Before the first event."""
        self.service = run.serve()
        self.service.wait_assigned()

    def disturb(self, run):
        """While events are fed; returns once everything is healed."""
        raise NotImplementedError

    def check(self, run):
        """After everything is judged."""
        run.check_all()
