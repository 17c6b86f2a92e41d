import time

from faults.fault import Fault


class Members(Fault):
    name = "members"
    sentence = "two and three instances join and leave, some while others still rebuild their windows"
    partitions = 6
    usual_times = 10
    usual_seconds = 90

    def begin(self, run):
        self.joined = 0
        self.present = []
        self.join(run)
        self.present[0].wait_assigned()

    def join(self, run):
        self.joined += 1
        # A named member that leaves is missed once its session has ended only.
        self.present.append(run.serve(f"member{self.joined}", session_ms=6000))

    def disturb(self, run):
        while run.row.times < (run.options.times or self.usual_times) and run.feeder.share < 0.9:
            if len(self.present) == 1 or (len(self.present) < 3 and run.random.random() < 0.6):
                self.join(run)
                run.happened(f"{self.present[-1].name} joins")
            else:
                leaver = self.present.pop(run.random.randrange(len(self.present)))
                leaver.leave()
                run.happened(f"{leaver.name} leaves")
            if run.random.random() < 0.6:
                run.measure_recovery()
            else:
                time.sleep(run.random.uniform(0.1, 1.5))
