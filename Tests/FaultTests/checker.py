"""What must hold of the topics, whatever happened. Each check returns sentences about what does not; none means that it holds.

Knows the layouts that the documentation promises, and nothing else of Arrester.
"""

import base64
import hashlib
import json
import re
from collections import Counter

# The hash stands last in the innermost object; what follows are the ends of those around it.
AUDIT_HASH = re.compile(r',"hash":"([0-9a-f]{64})"(}+)$')
NO_RECORD_BEFORE = "0" * 64
# Wall time, and what counts writes instead of facts: an interrupted run may need more of them.
FINDING_CLOCKS = ("time", "modified_time")
BREAKER_CLOCKS = ("enteredAt", "decidedAt", "cleanSince", "since")
TRIP_CLOCKS = ("times", "stateSince", "revision")
# What a trip's file tells of calls after the trip in shadow mode depends on what came in the same batch: see docs/reliability.md.
AFTER_THE_TRIP = ("activity", "laterCalls", "laterDamage", "blast", "refused", "cut")
MOST_SENTENCES = 5


def verdict(finding):
    """None for a finding that tells what became of a trip."""
    return json.loads(finding.text).get("unmapped", {}).get("arrester")


def verdicts(outputs):
    return [found for found in map(verdict, outputs.findings) if found]


def trips(outputs):
    """By principal: the rules of its trips, in the order of event time."""
    found = {}
    for one in sorted((one for one in verdicts(outputs) if one["type"] == "trip"), key=lambda one: one["time"]):
        found.setdefault(one["principal"], []).append(one["rule"])
    return found


def duplicates(outputs):
    """Identifiers that more than one finding has."""
    counts = Counter((one["type"], one["id"]) for one in verdicts(outputs) if one.get("id"))
    return [key for key, count in counts.items() if count > 1]


def expected_trips(outputs, expected):
    found = trips(outputs)
    return _cut([
        f"{principal}: expected {expected.get(principal)}, found {found.get(principal)}"
        for principal in sorted(expected.keys() | found.keys()) if expected.get(principal) != found.get(principal)])


def each_once(outputs):
    return _cut([f"{kind} {identifier} was found more than once" for kind, identifier in duplicates(outputs)])


def all_committed(committed, ends):
    return _cut([f"partition {number} ends at {end}, and {committed.get(number)} is committed"
                 for number, end in ends.items() if committed.get(number) != end])


def dead_letters(outputs, topic, broken):
    """Each once, under the place where it stands."""
    places = {f"{topic}/{one.partition}/{one.offset}": one.text for one in outputs.input if one.text in broken}
    found = Counter()
    problems = []
    for one in outputs.dead_letters:
        letter = json.loads(one.text)
        found[letter["place"]] += 1
        text = base64.b64decode(letter["recordBase64"]).decode()
        if places.get(letter["place"]) != text:
            problems.append(f"the dead letter of {letter['place']} holds {text!r}")
    problems += [f"no dead letter of {place}" for place in places.keys() - found.keys()]
    problems += [f"{count} dead letters of {place}" for place, count in found.items() if count > 1]
    return _cut(problems)


def revisions(outputs):
    """Only rise: compaction keeps the last record of a key, which must be the newest."""
    newest, problems = {}, []
    for one in outputs.breakers:
        if not one.text:
            continue
        revision = json.loads(one.text)["revision"]
        if revision <= newest.get(one.key, 0):
            problems.append(f"{one.key}: after revision {newest[one.key]} comes {revision}, at offset {one.offset}")
        newest[one.key] = max(revision, newest.get(one.key, 0))
    return _cut(problems)


def latches(outputs, expected):
    """One for each principal that tripped, which knows how often."""
    counts = {}
    for text in _last_of_each_key(outputs.breakers).values():
        entry = json.loads(text)
        if entry["type"] == "latch":
            counts[entry["principal"]] = entry["tripCount"]
    return _cut([
        f"the latch of {principal} counts {counts.get(principal)} trips of {len(rules)}"
        for principal, rules in expected.items() if counts.get(principal) != len(rules)])


def audit_chains(outputs):
    """Without a gap, each record's hash that of its bytes, each naming the one before."""
    problems, last = [], {}
    for one in outputs.audit:
        match = AUDIT_HASH.search(one.text)
        if not match:
            problems.append(f"no hash in the audit record at {one.partition}/{one.offset}")
            continue
        if hashlib.sha256((one.text[:match.start()] + match.group(2)).encode()).hexdigest() != match.group(1):
            problems.append(f"the hash of the audit record at {one.partition}/{one.offset} is not that of its bytes")
        fields = audit_fields(one)
        sequence, previous = last.get(fields["writer"], (-1, NO_RECORD_BEFORE))
        if fields["sequence"] != sequence + 1 or fields["previous"] != previous:
            problems.append(f"{fields['writer']}: after {sequence} comes {fields['sequence']}, which names {fields['previous'][:8]}")
        last[fields["writer"]] = (fields["sequence"], match.group(1))
    return _cut(problems)


def audited_trips(outputs):
    """Each trip is decided once in the log, too."""
    logged = Counter(fields["trip"] for fields in map(audit_fields, outputs.audit) if fields.get("action") == "tripDecided")
    found = Counter(one["id"] for one in verdicts(outputs) if one["type"] == "trip")
    return _cut([f"trip {trip}: {found[trip]} findings, {logged[trip]} audit entries"
                 for trip in sorted(logged | found) if logged[trip] != found[trip]])


def audit_fields(record):
    entry = json.loads(record.text)
    return entry.get("unmapped", {}).get("arrester") or entry


def as_uninterrupted(outputs, reference):
    """The findings as a multiset, and the last record of each key of the breakers topic, without wall time."""
    found = Counter(_canonical(json.loads(one.text), FINDING_CLOCKS) for one in outputs.findings)
    wanted = Counter(_canonical(json.loads(one.text), FINDING_CLOCKS) for one in reference.findings)
    problems = [f"missing: {text[:400]}" for text in (wanted - found)] + [f"too many: {text[:400]}" for text in (found - wanted)]
    state, wanted_state = _state(outputs), _state(reference)
    for key in sorted(state.keys() | wanted_state.keys()):
        if state.get(key) != wanted_state.get(key):
            problems.append(f"{key} differs: {first_difference(state.get(key, ''), wanted_state.get(key, ''))}")
    return _cut(problems)


def first_difference(one, other):
    place = next((index for index, (a, b) in enumerate(zip(one, other)) if a != b), min(len(one), len(other)))
    return f"…{one[max(0, place - 60):place + 60]}… instead of …{other[max(0, place - 60):place + 60]}…"


def _state(outputs):
    return {key: _without_clocks(text) for key, text in _last_of_each_key(outputs.breakers).items()}


def _without_clocks(text):
    if not text:
        return ""
    entry = json.loads(text)
    if isinstance(entry.get("hold"), dict):
        entry["hold"] = {name: value for name, value in entry["hold"].items() if name not in ("until", "endedAt")}
    return _canonical(entry, TRIP_CLOCKS + AFTER_THE_TRIP if entry["type"] == "trip" else BREAKER_CLOCKS)


def _canonical(value, left_out):
    return json.dumps(_strip(value, left_out, is_outermost=True), sort_keys=True, ensure_ascii=False)


def _strip(value, left_out, is_outermost=False):
    if isinstance(value, dict):
        # Within a verdict `time` is event time, and what must be the same.
        names = left_out if is_outermost else tuple(name for name in left_out if name == "decidedAt")
        return {name: _strip(part, left_out) for name, part in value.items() if name not in names}
    if isinstance(value, list):
        return [_strip(part, left_out) for part in value]
    return value


def _last_of_each_key(records):
    return {one.key: one.text for one in records}


def _cut(problems):
    more = len(problems) - MOST_SENTENCES
    return problems[:MOST_SENTENCES] + ([f"and {more} more"] if more > 0 else [])
