import glob
import os
import time

from faults.fault import Fault

LIBRARY = "/usr/lib/*/faketime/libfaketimeMT.so.1"


class ClockSteps(Fault):
    name = "clock-steps"
    sentence = "the wall clock of serve steps by an hour, forwards and back, by libfaketime"
    usual_times = 6
    usual_seconds = 60

    def missing(self, options):
        return None if glob.glob(LIBRARY) else "needs libfaketime (Debian: faketime)"

    def begin(self, run):
        self.clock = os.path.join(run.folder, "clock")
        self.set_clock("+0")
        self.service = run.serve(environment={
            "LD_PRELOAD": glob.glob(LIBRARY)[0], "FAKETIME_TIMESTAMP_FILE": self.clock, "FAKETIME_CACHE_DURATION": "1",
            # Time-outs are on this one: it cannot step on a real machine.
            "FAKETIME_DONT_FAKE_MONOTONIC": "1",
            # The library would add it, which moves the environment, beside which Swift looks for its arguments.
            "FAKETIME_SHARED": "none none"})
        self.service.wait_assigned()
        # librdkafka 2.0.2 may end the process by an assertion when the clock steps while it commits: see docs/reliability.md.
        self.service.is_supervised = True

    def set_clock(self, text):
        # In one step: it is read at any moment.
        with open(f"{self.clock}.next", "w", encoding="ascii") as file:
            file.write(text)
        os.replace(f"{self.clock}.next", self.clock)

    def disturb(self, run):
        steps = ["+3600", "+0", "-3600", "+0"]
        while run.row.times < (run.options.times or self.usual_times) and run.feeder.share < 0.9:
            time.sleep(run.random.uniform(1, 4))
            self.set_clock(steps[run.row.times % len(steps)])
            run.happened(f"the clock is at {steps[run.row.times % len(steps)]} s")
            # It is looked at once a second.
            time.sleep(1.5)
            run.measure_recovery()
        stamps = sorted({line["time"][:13] for line in self.service.logged("trip", since_start=False)})
        run.claim(len(stamps) > 1, f"the clock of serve has not stepped: {stamps}")
