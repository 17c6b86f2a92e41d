import time

from cluster import patiently
from faults.fault import Fault


class Killed(Fault):
    name = "killed"
    sentence = "serve gets kill -9 at random moments, now and then while it still rebuilds its windows"
    usual_times = 20
    usual_seconds = 90

    def disturb(self, run):
        most = run.options.times or self.usual_times
        while run.row.times < most and run.feeder.share < 0.97:
            time.sleep(run.random.uniform(0.05, 2.5))
            self.end(run)
            self.service.start()
            if run.random.random() < 0.3:
                # Not waited for: the next one finds it while it starts, joins, or rebuilds its windows.
                continue
            run.measure_recovery()
        run.log(f"{run.row.times} times")

    def end(self, run):
        self.service.kill()
        run.happened("kill -9")


class Terminated(Killed):
    name = "terminated"
    sentence = "serve gets SIGTERM at random moments, and must leave with status 0"
    usual_times = 8
    usual_seconds = 60

    def end(self, run):
        # Before it has begun to listen to signals, any program would just end.
        patiently(60, lambda: self.service.logged("started"), "serve has started")
        self.service.leave()
        run.happened("SIGTERM")
