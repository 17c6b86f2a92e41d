"""`arrester demo --hold`, as a person starts it: a service with something to see."""

import os
import re
import subprocess
import time
import urllib.request
import json


class Demonstration:
    """Ends with `stop`."""

    def __init__(self, program):
        # A file and not a pipe: it goes on talking.
        self.log = open(os.path.join(os.environ["BROWSER_TESTS_OUTPUT"], "demo.log"), "w+", encoding="utf-8")
        self.process = subprocess.Popen([program, "demo", "--hold"], stdout=self.log, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL)
        text = self._wait_for_console()
        self.address = re.search(r"The console: (http://\S+?)/?\s", text).group(1)
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

    def stop(self):
        self.process.terminate()
        self.process.wait(30)
        self.log.close()
