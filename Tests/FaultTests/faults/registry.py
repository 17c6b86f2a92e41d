"""All of them, in the order of worth."""

from faults.brokers import BrokerHangs, BrokerKilled, LeaderMoves, NoBroker, NoBrokerNamed
from faults.clock import ClockSteps
from faults.killed import Killed, Terminated
from faults.members import Members
from faults.network import HalfOpen, Latency, Resets
from faults.overload import Overload
from faults.topics import PartitionsAdded, Retention, TooFewReplicas
from faults.zombie import Zombie

ALL = (
    Killed, Terminated, Zombie, Members, BrokerKilled, BrokerHangs, LeaderMoves, NoBroker, NoBrokerNamed, Latency, Resets, HalfOpen,
    Retention, PartitionsAdded, TooFewReplicas, ClockSteps, Overload)
# For CI: one broker, under three minutes.
SHORT = (Killed, Terminated)


def select(names):
    """Instances by name; `short` for those of CI, nothing for all."""
    if not names:
        return [kind() for kind in ALL]
    known = {kind.name: kind for kind in ALL}
    chosen = []
    for name in names:
        if name == "short":
            chosen += SHORT
        elif name in known:
            chosen.append(known[name])
        else:
            raise KeyError(f"there is no fault {name}; there are {', '.join(known)}, and short")
    return [kind() for kind in chosen]
