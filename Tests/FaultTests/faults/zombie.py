import time

from cluster import patiently
from faults.fault import Fault

SESSION_MILLISECONDS = 3000


class Zombie(Fault):
    name = "zombie"
    sentence = "serve gets SIGSTOP for longer than its session, another instance takes over, and the first one wakes up"
    usual_times = 3
    usual_seconds = 75

    def begin(self, run):
        self.awake = run.serve("one", session_ms=SESSION_MILLISECONDS)
        self.awake.wait_assigned()

    def disturb(self, run):
        while run.row.times < (run.options.times or self.usual_times) and run.feeder.share < 0.85:
            time.sleep(run.random.uniform(0.5, 2))
            sleeper = self.awake
            sleeper.pause()
            run.happened(f"SIGSTOP of {sleeper.name}")
            # As a name of its own: the same one would fence the sleeper without a takeover.
            self.awake = run.serve(f"heir{run.row.times}", session_ms=SESSION_MILLISECONDS)
            self.awake.wait_assigned()
            run.measure_recovery()
            time.sleep(run.random.uniform(0, 2))
            sleeper.go_on()
            run.log(f"SIGCONT of {sleeper.name}")
            patiently(60, lambda sleeper=sleeper: bool(sleeper.logged("revoked")), f"{sleeper.name} knows what it lost: {sleeper.tail()}")
            # It belongs to the group again, as one of two; what it decides now counts.
            time.sleep(run.random.uniform(2, 4))
            run.measure_recovery()
            sleeper.leave()
            run.measure_recovery()
