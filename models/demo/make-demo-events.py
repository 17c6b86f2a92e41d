#!/usr/bin/env python3
"""Writes normal.jsonl and agent.jsonl: what `arrester demo` plays. The same seed and start give the same bytes.

    python3 models/demo/make-demo-events.py [--start 2026-07-01T09:00:00Z] [--seed 4711] [--out FOLDER]
"""

import argparse
import datetime
import pathlib

from agent_run import write_agent_run
from cloudtrail import Trail
from normal_work import make_agent, write_normal_work

NORMAL_SECONDS = 1200


def main():
    here = pathlib.Path(__file__).resolve().parent
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--start", default="2026-07-01T09:00:00Z", help="time of the first record, UTC, whole seconds")
    parser.add_argument("--seed", type=int, default=4711)
    parser.add_argument("--out", type=pathlib.Path, default=here)
    options = parser.parse_args()
    start = datetime.datetime.strptime(options.start, "%Y-%m-%dT%H:%M:%SZ")

    normal = Trail(start, options.seed)
    agent = make_agent(normal)
    write_normal_work(normal, agent)
    normal.write(options.out / "normal.jsonl")

    run = Trail(start + datetime.timedelta(seconds=NORMAL_SECONDS), options.seed + 1)
    write_agent_run(run, agent)
    run.write(options.out / "agent.jsonl")


if __name__ == "__main__":
    main()
