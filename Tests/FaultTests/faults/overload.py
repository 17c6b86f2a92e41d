import json
import re
import time

from faults.fault import Fault

# The queue of messages that are fetched and not decided takes 64 MiB; the rest is windows and trips.
MOST_GROWTH_MEGABYTES = 250


class Overload(Fault):
    name = "overload"
    sentence = "events come faster than serve can judge them: lag grows and is said, memory does not, decisions stay right"
    trips = 1200
    usual_seconds = 2

    def seconds(self, options):
        return self.usual_seconds

    def disturb(self, run):
        before = self.service.memory_megabytes()
        self.samples, self.most_lag = [], {"status": 0, "metrics": 0}
        begin = time.monotonic()
        while not run.progress.has_reached(run.progress.ends()) or run.feeder.share < 1:
            self.look()
            time.sleep(0.2)
            if run.feeder.share == 1 and "offered" not in vars(self):
                self.offered = time.monotonic() - begin
        took = time.monotonic() - begin
        run.happened(f"{len(run.stream.entries)} events offered in {self.offered:.1f} s, judged in {took:.1f} s")
        run.row.recoveries.append(took - self.offered)
        peak = max(self.samples)
        run.row.notes.append(
            f"{len(run.stream.entries) / self.offered:.0f} events/s offered, {len(run.stream.entries) / took:.0f} judged; "
            f"lag up to {self.most_lag['status']} in /v1/status, {self.most_lag['metrics']} in metrics; "
            f"{before:.0f} MB before, {peak:.0f} MB at most")
        run.claim(took > 2 * self.offered, "it was no overload: fewer than twice the events that are judged in the same time")
        run.claim(peak - before < MOST_GROWTH_MEGABYTES, f"memory grew from {before:.0f} to {peak:.0f} MB")
        for where, lag in self.most_lag.items():
            run.claim(lag > 0, f"{where} did not say that it lags")

    def look(self):
        self.samples.append(self.service.memory_megabytes())
        metrics = self.service.ask("/metrics") or ""
        lags = [float(value) for value in re.findall(r"^arrester_partition_lag_records\{[^}]*\} (\S+)", metrics, re.MULTILINE)]
        self.most_lag["metrics"] = max(self.most_lag["metrics"], int(sum(lags)))
        status = json.loads(self.service.ask("/v1/status") or "{}")
        lags = [partition.get("lag", 0) for partition in status.get("partitions", [])]
        self.most_lag["status"] = max(self.most_lag["status"], sum(lags))
