"""A known stream of CloudTrail events, the same for the same seed, and what must come of it.

Every story is told by a role of its own and is exact: with one event fewer it would not trip, and what nearly trips would with one
counted twice. So the trips that are found say whether every event was counted once.
"""

import json
import random
import time
from dataclasses import dataclass, field

ACCOUNT = "111122223333"
# A working day long past, so that no event is from the future whatever a clock says.
START = 1_767_600_000


def principal(role):
    return f"arn:aws:iam::{ACCOUNT}:role/{role}"


def record(second, role, service, action, request, identifier, read_only=False):
    """One record as CloudTrail writes it, as JSON text."""
    issuer = {"type": "Role", "arn": principal(role), "accountId": ACCOUNT, "userName": role}
    return json.dumps({
        "eventVersion": "1.08",
        "userIdentity": {
            "type": "AssumedRole", "principalId": "AROAEXAMPLE:run", "arn": f"arn:aws:sts::{ACCOUNT}:assumed-role/{role}/run",
            "accountId": ACCOUNT, "sessionContext": {"sessionIssuer": issuer}},
        "eventTime": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(second)), "eventSource": f"{service}.amazonaws.com",
        "eventName": action, "awsRegion": "eu-west-1", "sourceIPAddress": "192.0.2.7", "userAgent": "test",
        "requestParameters": request, "responseElements": None, "eventID": identifier, "readOnly": read_only,
        "eventType": "AwsApiCall", "managementEvent": True, "recipientAccountId": ACCOUNT,
    }, separators=(",", ":"))


@dataclass
class Script:
    """Writes down what a role does, one call after the other. Entries are (second, key, text)."""

    role: str
    second: float
    entries: list = field(default_factory=list)

    def call(self, after, service, action, request, read_only=False):
        self.second += after
        identifier = f"{self.role}-{int(self.second)}-{len(self.entries)}"
        text = record(int(self.second), self.role, service, action, request, identifier, read_only)
        self.entries.append((self.second, principal(self.role), text))

    def launch(self, after):
        self.call(after, "ec2", "RunInstances", {"instanceType": "t3.micro"})

    def describe(self, after):
        self.call(after, "ec2", "DescribeInstances", None, read_only=True)

    def terminate(self, after):
        instance = f"i-{self.role}-{len(self.entries)}"
        self.call(after, "ec2", "TerminateInstances", {"instancesSet": {"items": [{"instanceId": instance}]}})


def one_strike(script):
    script.launch(5)
    script.call(5, "cloudtrail", "StopLogging", {"name": "organization"})


def ceiling(script):
    """Ten terminations in five minutes are the hard limit; among thirty launches their share says nothing."""
    for _ in range(30):
        script.launch(3)
    for _ in range(10):
        script.terminate(12)


def confirmed(script):
    """Five terminations and nothing else: count and share."""
    for _ in range(5):
        script.terminate(15)


def recreated(script):
    cluster = {"cacheClusterId": f"sessions-{script.role}"}
    script.call(5, "elasticache", "DeleteCacheCluster", cluster)
    script.call(90, "elasticache", "CreateCacheCluster", cluster)


def nearly_ceiling(script):
    for _ in range(30):
        script.launch(3)
    for _ in range(9):
        script.terminate(12)


def nearly_confirmed(script):
    for _ in range(4):
        script.terminate(15)


def honest(script):
    for _ in range(4):
        script.launch(20)
        script.describe(10)


TRIPPING = {"oneStrike": one_strike, "ceiling": ceiling, "confirmed": confirmed, "recreated": recreated}
HARMLESS = (nearly_ceiling, nearly_confirmed)


@dataclass
class Stream:
    """Entries (key, text) in the order of arrival, and what must come of them."""

    entries: list
    # By principal: the rules of its trips, in the order of their numbers.
    trips: dict
    # Texts that are no records, each different.
    broken: set


def make(seed, trips=160, span_seconds=3 * 3600, prefix="", start=START):
    """
    trips: how many, a fifth of them second ones after the hold of the first (15 min).
    span_seconds: of event time; more than two hours, so that a rewind does not begin at the beginning.
    prefix: keeps roles apart where a run needs two streams.
    start: of event time.
    """
    numbers = random.Random(seed)
    entries, expected = [], {}
    for index in range(trips * 4 // 5):
        role = f"{prefix}worker-{index}-agent"
        rounds = 2 if index % 4 == 0 else 1
        for number in range(rounds):
            rule = list(TRIPPING)[(index + number) % len(TRIPPING)]
            # The second comes when the hold of the first is over, and the longest window and the lateness are past.
            begin = start + (numbers.uniform(0, span_seconds - 600) if rounds == 1
                             else numbers.uniform(0, span_seconds / 4) + number * span_seconds * 0.65)
            script = Script(role, begin)
            TRIPPING[rule](script)
            entries += script.entries
            expected.setdefault(principal(role), []).append(rule)
    for index in range(trips // 4):
        script = Script(f"{prefix}careful-{index}-agent", start + numbers.uniform(0, span_seconds - 600))
        HARMLESS[index % 2](script)
        entries += script.entries
    # About as many events again.
    for index in range(len(entries) // 7):
        script = Script(f"{prefix}helper-{index % 40}-agent", start + numbers.uniform(0, span_seconds - 600))
        honest(script)
        entries += script.entries
    return _arriving(entries, expected, numbers, start)


def _arriving(entries, expected, numbers, start):
    """Each up to two minutes late, some twice, and among them what is no record."""
    arrivals = []
    for second, key, text in entries:
        arrival = second + numbers.uniform(0, 120)
        arrivals.append((arrival, key, text))
        if numbers.random() < 0.03:
            arrivals.append((arrival + numbers.uniform(0, 200), key, text))
    broken = {f"broken {start} {index}" for index in range(len(entries) // 100)}
    for text in sorted(broken):
        arrivals.append((start + numbers.uniform(0, 3600), text, text))
    arrivals.sort()
    return Stream([(key, text) for _, key, text in arrivals], expected, broken)


def parts(seed, prefixes, trips):
    """Streams after one another in event time, each told by roles of its own: what happens between two of them can split no story."""
    return [make(seed + index, trips // len(prefixes), prefix=prefix, start=START + index * 4 * 3600)
            for index, prefix in enumerate(prefixes)]


def joined(streams):
    expected = {principal: rules for one in streams for principal, rules in one.trips.items()}
    return Stream([entry for one in streams for entry in one.entries], expected, set().union(*(one.broken for one in streams)))
