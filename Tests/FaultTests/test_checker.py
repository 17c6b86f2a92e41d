"""A checker that finds nothing wrong is worth something only if it finds what is: each test damages one thing.

    python Tests/FaultTests/test_checker.py
"""

import base64
import dataclasses
import hashlib
import json
import unittest

import checker
from outputs import Outputs, Record

PRINCIPAL = "arn:aws:iam::111122223333:role/worker-agent"


def finding(identifier="t1", rule="ceiling"):
    verdict = {"type": "trip", "id": identifier, "time": "2026-01-05T08:00:00Z", "principal": PRINCIPAL, "rule": rule}
    return Record(0, 0, PRINCIPAL, json.dumps({"time": 1, "unmapped": {"arrester": verdict}}))


def latch(revision=1, trips=1, offset=0):
    return Record(0, offset, "latch", json.dumps({"type": "latch", "principal": PRINCIPAL, "revision": revision, "tripCount": trips}))


def audit(sequence, previous, trip=None):
    fields = {"writer": "one", "sequence": sequence, "previous": previous} | ({"action": "tripDecided", "trip": trip} if trip else {})
    text = json.dumps(fields, separators=(",", ":"))
    digest = hashlib.sha256(text.encode()).hexdigest()
    return Record(0, sequence, "one", f'{text[:-1]},"hash":"{digest}"}}'), digest


def letter(place="events/0/0", text="broken"):
    return Record(0, 0, "", json.dumps({"place": place, "recordBase64": base64.b64encode(text.encode()).decode()}))


class CheckerTests(unittest.TestCase):
    def setUp(self):
        first, digest = audit(0, "0" * 64)
        second, _ = audit(1, digest, trip="t1")
        self.good = Outputs([Record(0, 0, "", "broken")], [finding()], [latch()], [letter()], [first, second])

    def changed(self, **parts):
        return dataclasses.replace(self.good, **parts)

    def test_nothing_is_said_of_what_is_well(self):
        expected = {PRINCIPAL: ["ceiling"]}
        self.assertEqual(checker.expected_trips(self.good, expected), [])
        self.assertEqual(checker.latches(self.good, expected), [])
        self.assertEqual(checker.dead_letters(self.good, "events", {"broken"}), [])
        self.assertEqual(checker.as_uninterrupted(self.good, self.good), [])
        for check in (checker.each_once, checker.revisions, checker.audit_chains, checker.audited_trips):
            self.assertEqual(check(self.good), [])
        self.assertEqual(checker.all_committed({0: 7}, {0: 7}), [])

    def test_a_trip_that_is_missing_or_of_another_rule_is_seen(self):
        expected = {PRINCIPAL: ["ceiling"]}
        self.assertTrue(checker.expected_trips(self.changed(findings=[]), expected))
        self.assertTrue(checker.expected_trips(self.changed(findings=[finding(rule="confirmed")]), expected))
        self.assertTrue(checker.latches(self.changed(breakers=[latch(trips=2)]), expected))

    def test_a_trip_that_was_found_twice_or_under_another_identifier_is_seen(self):
        twice = self.changed(findings=[finding(), finding()])
        self.assertTrue(checker.each_once(twice))
        self.assertTrue(checker.as_uninterrupted(twice, self.good))
        self.assertTrue(checker.audited_trips(twice))
        self.assertTrue(checker.as_uninterrupted(self.changed(findings=[finding("t2")]), self.good))

    def test_a_revision_that_does_not_rise_is_seen(self):
        for last in (2, 1):
            self.assertTrue(checker.revisions(self.changed(breakers=[latch(2), latch(last, offset=1)])))

    def test_another_last_state_is_seen_and_another_wall_time_is_not(self):
        self.assertTrue(checker.as_uninterrupted(self.changed(breakers=[latch(2)]), self.good))
        moved = dataclasses.replace(self.good.breakers[0], text=self.good.breakers[0].text[:-1] + ', "enteredAt": "now"}')
        self.assertEqual(checker.as_uninterrupted(self.changed(breakers=[moved]), self.good), [])

    def test_a_chain_with_a_gap_a_fork_or_other_bytes_is_seen(self):
        first, second = self.good.audit
        self.assertTrue(checker.audit_chains(self.changed(audit=[second])))
        self.assertTrue(checker.audit_chains(self.changed(audit=[first, second, second])))
        altered = dataclasses.replace(second, text=second.text.replace("t1", "t2"))
        self.assertTrue(checker.audit_chains(self.changed(audit=[first, altered])))

    def test_a_dead_letter_that_is_missing_doubled_or_of_another_record_is_seen(self):
        for letters in ([], [letter(), letter()], [letter(text="other")], [letter(place="events/0/9")]):
            self.assertTrue(checker.dead_letters(self.changed(dead_letters=letters), "events", {"broken"}))

    def test_an_offset_that_was_not_committed_is_seen(self):
        self.assertTrue(checker.all_committed({0: 6}, {0: 7}))
        self.assertTrue(checker.all_committed({}, {0: 7}))


if __name__ == "__main__":
    unittest.main()
