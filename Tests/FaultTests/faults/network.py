import json
import os
import subprocess
import time
import urllib.request

from cluster import Cluster, patiently
from faults.fault import Fault
from service import free_port


class ProxiedCluster(Cluster):
    """One node that everybody reaches through toxiproxy only."""

    def __init__(self, options):
        self.api, listen, upstream = free_port(), free_port(), free_port()
        log = open(os.path.join(options.folder, "toxiproxy.log"), "ab")
        self.proxy = subprocess.Popen(
            [options.toxiproxy, "-host", "127.0.0.1", "-port", str(self.api)], stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        patiently(20, self.answers, "toxiproxy answers")
        self.ask("POST", "/proxies", {
            "name": "kafka", "listen": f"127.0.0.1:{listen}", "upstream": f"127.0.0.1:{upstream}", "enabled": True})
        advertised = f"advertised.listeners=CLIENT://127.0.0.1:{listen}"
        super().__init__(options.kafka, options.folder, 1, ("--version", options.version, "--port", str(upstream), "--set", advertised))
        self.bootstrap = f"127.0.0.1:{listen}"

    def answers(self):
        try:
            self.ask("GET", "/version")
            return True
        except OSError:
            return False

    def ask(self, method, path, body=None):
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(f"http://127.0.0.1:{self.api}{path}", data=data, method=method)
        with urllib.request.urlopen(request, timeout=10) as answer:
            return answer.read()

    def poison(self, kind, stream, **attributes):
        self.ask("POST", "/proxies/kafka/toxics", {"type": kind, "stream": stream, "attributes": attributes})

    def cure(self):
        self.ask("POST", "/reset")

    def remove(self):
        super().remove()
        self.proxy.kill()
        self.proxy.wait()


class Network(Fault):
    """What happens between everybody and the only broker: feeder and checker come through the same proxy."""

    cluster_key = "proxied"
    usual_times = 4
    usual_seconds = 75
    least, most = 3, 8

    def missing(self, options):
        return None if options.toxiproxy and os.access(options.toxiproxy, os.X_OK) else "needs toxiproxy of the shared folder"

    def start_cluster(self, options):
        return ProxiedCluster(options)

    def disturb(self, run):
        while run.row.times < (run.options.times or self.usual_times) and run.feeder.share < 0.85:
            time.sleep(run.random.uniform(1, 3))
            self.inject(run)
            run.happened(self.name)
            time.sleep(run.random.uniform(self.least, self.most))
            run.cluster.cure()
            run.log("the network is well")
            run.measure_recovery(180)


class Latency(Network):
    name = "latency"
    sentence = "every answer of the broker takes 300 ms longer, give or take 100"

    def inject(self, run):
        run.cluster.poison("latency", "downstream", latency=300, jitter=100)


class Resets(Network):
    name = "resets"
    sentence = "connections are reset, as they are and as they are made anew, for some seconds"

    def inject(self, run):
        run.cluster.poison("reset_peer", "downstream", timeout=run.random.randint(0, 800))


class HalfOpen(Network):
    name = "half-open"
    sentence = "connections stay open and nothing comes through, first one way, then the other, for longer than a session"
    least, most = 8, 12
    usual_times = 3

    def inject(self, run):
        run.cluster.poison("timeout", ("upstream", "downstream")[run.row.times % 2], timeout=0)
