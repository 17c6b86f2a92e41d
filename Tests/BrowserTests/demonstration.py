"""`arrester demo --hold`, as a person starts it: a service with something to see."""

import os
import re
import subprocess
import time
import urllib.request
import json


class Demonstration:
    """Ends with `stop`."""

    def __init__(self, program, log="demo.log"):
        # A file and not a pipe: it goes on talking.
        self.log = open(os.path.join(os.environ["BROWSER_TESTS_OUTPUT"], log), "w+", encoding="utf-8")
        self.program = program
        self.process = subprocess.Popen([program, "demo", "--hold"], stdout=self.log, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL)
        text = self._wait_for_console()
        self.address = re.search(r"The console: (http://\S+?)/?\s", text).group(1)
        self.kafka = re.search(r"Kafka cluster at (\S+),", text).group(1)
        self.tokens = dict(re.findall(r"token of (\w+) \(\w+\): (\w+)", text))

    def _wait_for_console(self):
        limit = time.monotonic() + 120
        while time.monotonic() < limit:
            with open(self.log.name, encoding="utf-8") as log:
                text = log.read()
            if "token of Ben" in text and text.endswith("\n"):
                return text
            if self.process.poll() is not None:
                break
            time.sleep(0.1)
        raise AssertionError(f"no console:\n{text}")

    def ask(self, path, person="Anna"):
        request = urllib.request.Request(self.address + path, headers={"Authorization": f"Bearer {self.tokens[person]}"})
        with urllib.request.urlopen(request) as answer:
            return json.load(answer)

    def wait_for(self, path, is_there):
        """Asks until the answer is as it should be, and returns it."""
        limit = time.monotonic() + 30
        while not is_there(answer := self.ask(path)):
            assert time.monotonic() < limit, answer
            time.sleep(0.2)
        return answer

    def tell(self, *events):
        """Puts CloudTrail events into the service's topic."""
        lines = "".join(json.dumps(event) + "\n" for event in events)
        loading = [self.program, "load", "--bootstrap", self.kafka, "--topic", "cloudtrail", "-"]
        subprocess.run(loading, input=lines, text=True, check=True, capture_output=True)

    def stop(self):
        self.process.terminate()
        self.process.wait(30)
        self.log.close()
