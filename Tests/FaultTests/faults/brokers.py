import time

from faults.fault import Fault


class OneOfThree(Fault):
    """What happens to one node at a time, the others keep the topics: min.insync.replicas is 2."""

    nodes = 3
    usual_times = 3
    usual_seconds = 90

    def disturb(self, run):
        while run.row.times < (run.options.times or self.usual_times) and run.feeder.share < 0.85:
            time.sleep(run.random.uniform(1, 3))
            node = run.random.randint(1, self.nodes)
            self.inject(run, node)
            run.happened(f"{self.name}, node {node}")
            time.sleep(run.random.uniform(2, 8))
            self.heal(run, node)
            run.log(f"node {node} is back")
            run.measure_recovery(180)


class BrokerKilled(OneOfThree):
    name = "broker-killed"
    sentence = "one broker of three is killed, its leaders move, and it comes back"

    def inject(self, run, node):
        run.cluster.kill(node)

    def heal(self, run, node):
        run.cluster.resume(node)


class BrokerHangs(OneOfThree):
    name = "broker-hangs"
    sentence = "one broker of three hangs (SIGSTOP) and goes on"

    def inject(self, run, node):
        run.cluster.pause(node)

    def heal(self, run, node):
        run.cluster.go_on(node)


class LeaderMoves(OneOfThree):
    name = "leader-moves"
    sentence = "one broker of three is stopped in good order, so that every partition that it led moves, and comes back"

    def inject(self, run, node):
        run.cluster.run("stop", "--node", str(node))

    def heal(self, run, node):
        run.cluster.resume(node)


class NoBroker(Fault):
    name = "no-broker"
    sentence = "all brokers are gone for longer than a transaction may take"
    away_seconds = 60
    usual_seconds = 60
    instance = None

    def begin(self, run):
        self.service = run.serve(instance=self.instance)
        self.service.wait_assigned()

    def disturb(self, run):
        time.sleep(run.random.uniform(3, 8))
        run.cluster.kill()
        run.happened(f"every broker is killed, for {self.away_seconds} s")
        begin = time.monotonic()
        time.sleep(self.away_seconds / 2)
        run.claim(self.service.is_running(), "serve ended while brokers were away")
        run.claim(self.service.ask("/healthz") is not None, "serve did not answer /healthz while brokers were away")
        time.sleep(max(0, self.away_seconds - (time.monotonic() - begin)))
        run.cluster.resume()
        run.log("brokers are back")
        run.measure_recovery(180)


class NoBrokerNamed(NoBroker):
    name = "no-broker-named"
    sentence = "the same for an instance with a name, which librdkafka fences after its session; a supervisor starts it again"
    instance = "one"

    def begin(self, run):
        super().begin(run)
        self.service.is_supervised = True
