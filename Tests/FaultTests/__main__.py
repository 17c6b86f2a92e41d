"""python Tests/FaultTests [FAULT…]: see Scripts/test-faults."""

import argparse
import os
import sys
import time

import table
from faults import registry
from run import Run

# For each fault of the short form, which must end within three minutes.
SHORT_SECONDS = 40


def arguments():
    parser = argparse.ArgumentParser(prog="test-faults", description="faults against a real Kafka; without names all of them")
    parser.add_argument("faults", nargs="*", metavar="FAULT", help="a name, or short")
    parser.add_argument("--time", type=float, help="seconds for which each run feeds events")
    parser.add_argument("--times", type=int, help="how often a fault happens at most, where that is free")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--list", action="store_true", help="says what there is")
    parser.add_argument("--verbose", action="store_true", help="says what happens when")
    parser.add_argument("--version", default="4.3.1", help="of Kafka")
    options = parser.parse_args()
    if options.time is None and "short" in options.faults:
        options.time = SHORT_SECONDS
    options.program = os.environ["ARRESTER"]
    options.kafka = os.environ["ARRESTER_KAFKA_SCRIPT"]
    options.toxiproxy = os.environ.get("ARRESTER_TOXIPROXY")
    options.folder = os.environ["ARRESTER_FAULTS_OUTPUT"]
    return options


def main():
    options = arguments()
    try:
        faults = registry.select(options.faults)
    except KeyError as problem:
        sys.exit(f"test-faults: {problem.args[0]}")
    if options.list:
        print("\n".join(f"{fault.name:20} {fault.sentence}" for fault in faults))
        return 0
    rows, skipped = [], []
    for fault in list(faults):
        if lack := fault.missing(options):
            skipped.append(f"{fault.name} was not run: {lack}")
            faults.remove(fault)
    # One cluster for all that need the same one.
    for kind in dict.fromkeys(fault.cluster_key for fault in faults):
        cluster = None
        try:
            for fault in (fault for fault in faults if fault.cluster_key == kind):
                cluster = cluster or fault.start_cluster(options)
                print(f"{time.strftime('%H:%M:%S')} {fault.name}: {fault.sentence}", flush=True)
                rows.append(Run(fault, cluster, options, options.seed).execute())
                print(table.text([rows[-1]]), flush=True)
        finally:
            if cluster:
                cluster.remove()
    print(f"\nseed {options.seed}, Kafka {options.version}, logs in {options.folder}\n\n{table.text(rows)}")
    print("\n".join(skipped))
    return 1 if any(row.problems for row in rows) else 0


if __name__ == "__main__":
    sys.exit(main())
