"""One process of `arrester serve`, configured by a file, with its log kept in another."""

import hashlib
import json
import os
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request

from cluster import patiently

TOKEN = "a-token-for-tests"
# librdkafka's own. With much less, a named instance whose coordinator dies may fence itself: see docs/reliability.md.
SESSION_MILLISECONDS = 45_000


class Service:
    """Starts at once."""

    def __init__(
            self, program, folder, name, topics, bootstrap, instance=None, session_ms=SESSION_MILLISECONDS, environment=None):
        self.program, self.folder, self.name = program, folder, name
        self.port = free_port()
        self.configuration = os.path.join(folder, f"{name}.yaml")
        self.log_file = os.path.join(folder, f"{name}.log")
        # A crash ends at once: what it leaves behind is what is looked at here.
        self.environment = {"SWIFT_BACKTRACE": "enable=no"} | (environment or {})
        self.is_supervised = False
        properties = {"session.timeout.ms": session_ms, "heartbeat.interval.ms": 500}
        with open(self.configuration, "w", encoding="utf-8") as file:
            file.write(self._text(topics, bootstrap, instance, properties))
        self.starts = 0
        self.start()

    def _text(self, topics, bootstrap, instance, properties):
        digest = hashlib.sha256(TOKEN.encode()).hexdigest()
        lines = [
            "kafka:", f"  bootstrapServers: {bootstrap}", f"  group: {topics.group}", f"  topics: [{topics.input}]", "  startAt: earliest",
            "  librdkafka:", *[f'    {key}: "{value}"' for key, value in properties.items()], "output:",
            *[f"  {key}: {topic}" for key, topic in topics.outputs.items()], "mode: shadow", "http:", f"  listen: 127.0.0.1:{self.port}",
            "  metricsWithoutToken: true", f"people: [{{name: Anna, roles: [viewer], tokenSHA256: {digest}}}]"]
        if instance:
            lines.insert(1, f"  instance: {instance}")
        return "\n".join(lines) + "\n"

    def start(self):
        """Also again, after it has ended; its log goes on in the same file."""
        self.log_begin = os.path.getsize(self.log_file) if os.path.exists(self.log_file) else 0
        self.starts += 1
        with open(self.log_file, "ab") as log:
            self.process = subprocess.Popen(
                [self.program, "serve", "--configuration", self.configuration], stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                env={name: value for name, value in os.environ.items() if name != "ARRESTER"} | self.environment)

    # Its end.

    def is_running(self):
        return self.process.poll() is None

    def kill(self):
        self.process.kill()
        self.process.wait()

    def pause(self):
        self.process.send_signal(signal.SIGSTOP)

    def go_on(self):
        self.process.send_signal(signal.SIGCONT)

    def leave(self, seconds=60):
        """SIGTERM: it must leave by itself, and say that all is well."""
        self.process.terminate()
        try:
            status = self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            self.kill()
            raise AssertionError(f"{self.name} did not leave within {seconds} s of SIGTERM")
        if status:
            raise AssertionError(f"{self.name} left with status {status}: {self.tail()}")

    # What it says.

    def logged(self, message, since_start=True):
        """The lines of its log that say `message`, of this life or of all."""
        with open(self.log_file, "rb") as file:
            file.seek(self.log_begin if since_start else 0)
            lines = [line for line in file.read().decode(errors="replace").splitlines() if line.startswith("{") and line.endswith("}")]
        return [entry for entry in map(json.loads, lines) if entry.get("message") == message]

    def pages(self, cause):
        return [line for line in self.logged("page", since_start=False) if line.get("cause") == cause]

    def tail(self, lines=15):
        with open(self.log_file, encoding="utf-8", errors="replace") as file:
            return "".join(file.readlines()[-lines:])

    def wait_assigned(self, seconds=60):
        def has_begun():
            if not self.is_running():
                raise AssertionError(f"{self.name} ended: {self.tail()}")
            return bool(self.logged("assigned"))
        patiently(seconds, has_begun, f"{self.name} gets partitions")

    def ask(self, path):
        """What an endpoint answers, as text; None where nobody does."""
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}{path}", headers={"Authorization": f"Bearer {TOKEN}"})
        try:
            with urllib.request.urlopen(request, timeout=5) as answer:
                return answer.read().decode()
        except (urllib.error.URLError, OSError):
            return None

    def memory_megabytes(self):
        with open(f"/proc/{self.process.pid}/statm", encoding="ascii") as file:
            return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6


def free_port():
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        return held.getsockname()[1]
