"""Everything that people do about a breaker, at the browser: each says what it will do first, and two people are two browsers."""

import re
import uuid
from datetime import datetime, timedelta, timezone

from playwright.sync_api import expect

from acting import do, local_time


def breaker_in(demo, state):
    return demo.ask(f"/v1/breakers?state={state}")["breakers"][0]


def route_of(breaker):
    return f"breakers/{breaker['id']}"


def requests(page):
    return page.get_by_role("region", name="Requests")


def stopped(page):
    return page.get_by_role("region", name="Is it stopped?")


def test_an_operator_extends_a_hold_and_it_is_later(at, other_demo):
    breaker = breaker_in(other_demo, "open")
    page = at("Olga", route_of(breaker))
    do(page, "Extend the hold", "time alone never restores it", until=local_time(page, 20))
    expect(stopped(page)).to_contain_text(re.compile("(19 h 5|20 h)"))
    assert other_demo.ask(f"/v1/breakers/{breaker['id']}")["breaker"]["hold"]["until"] > breaker["hold"]["until"]


def test_what_the_service_does_not_do_is_said_and_the_dialog_stays(at, other_demo):
    page = at("Olga", route_of(breaker_in(other_demo, "open")), but="the server responded with a status of 4")
    page.get_by_role("button", name="Ask to exempt").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Until").fill(local_time(page, 100 * 24))
    dialog.get_by_label("Reason").fill("for good")
    dialog.get_by_role("button", name="Ask to exempt").click()
    expect(dialog.get_by_role("alert")).to_contain_text("Not done")
    dialog.get_by_role("button", name="Cancel").click()
    expect(dialog).to_be_hidden()


def test_an_exemption_is_refused_by_another_person_with_a_reason(at, other_demo):
    route = route_of(breaker_in(other_demo, "open"))
    olga, anna = at("Olga", route), at("Anna", route)
    do(olga, "Ask to exempt", "Nothing changes yet", until=local_time(olga, 3))
    do(anna, "Refuse", "Ends the request; nothing changes", reason="not while the index is being rebuilt")
    expect(requests(olga)).to_contain_text("Refused by Anna")
    expect(stopped(olga)).to_contain_text("Stopped")


def test_who_asked_withdraws_and_cannot_approve_their_own(at, other_demo):
    page = at("Olga", route_of(breaker_in(other_demo, "open")))
    do(page, "Ask to exempt", "Nothing changes yet", until=local_time(page, 5))
    expect(requests(page)).to_contain_text("Nobody approves their own request")
    do(page, "Withdraw", "Takes your request back", reason=None)
    expect(requests(page)).to_contain_text("Withdrawn by Olga")


def test_an_exemption_that_another_person_agrees_to_lets_it_write(at, other_demo):
    route = route_of(breaker_in(other_demo, "probation"))
    olga, ben = at("Olga", route), at("Ben", route)
    do(olga, "Ask to exempt", "it may write whatever it does", until=local_time(olga, 3))
    do(ben, "Approve", "You agree that Olga asked to exempt", reason=None)
    expect(stopped(olga)).to_contain_text("Exempt until", timeout=20_000)


def test_a_held_trip_is_enforced_by_an_operator(at, other_demo):
    breaker = held_breaker(other_demo, "yesterday-agent")
    page = at("Olga", route_of(breaker))
    expect(stopped(page)).to_contain_text("Held")
    do(page, "Enforce now", "enforcers revoke its permissions")
    expect(stopped(page)).to_contain_text("Stopped", timeout=20_000)


def test_a_held_trip_is_dismissed_by_an_operator(at, other_demo):
    page = at("Olga", route_of(held_breaker(other_demo, "mistaken-agent")))
    do(page, "Dismiss", "Drops the trip: its breaker closes")
    expect(stopped(page)).to_contain_text("Closed")


def test_what_a_person_stopped_takes_two_to_lift(at, other_demo):
    route = route_of(breaker_in(other_demo, "closed"))
    olga, anna = at("Olga", route), at("Anna", route)
    do(olga, "Deny all writes", "It stays so until two people lift it")
    expect(stopped(olga)).to_contain_text("Stopped by a person")
    do(olga, "Ask to lift", "asks another person to agree")
    do(anna, "Approve", "the last approval: it is carried out at once", reason=None)
    expect(stopped(olga)).to_contain_text("On probation", timeout=20_000)


def held_breaker(demo, name):
    """Of an agent whose one strike of two hours ago is told only now: too old to act on by itself."""
    demo.tell(one_strike(name, hours_ago=2))
    found = lambda answer: [one for one in answer["breakers"] if one["principal"].endswith(name)]
    return found(demo.wait_for("/v1/breakers?state=held", found))[0]


def one_strike(name, hours_ago):
    role = f"arn:aws:iam::111122223333:role/{name}"
    moment = datetime.now(timezone.utc) - timedelta(hours=hours_ago)
    issuer = {"type": "Role", "principalId": "AROATESTS", "arn": role, "accountId": "111122223333", "userName": name}
    return {
        "eventVersion": "1.11", "eventID": str(uuid.uuid4()), "eventTime": moment.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "eventSource": "cloudtrail.amazonaws.com", "eventName": "StopLogging", "awsRegion": "eu-west-1", "readOnly": False,
        "userIdentity": {"type": "AssumedRole", "arn": f"arn:aws:sts::111122223333:assumed-role/{name}/task", "accountId": "111122223333",
                         "principalId": "AROATESTS:task", "sessionContext": {"sessionIssuer": issuer}},
        "requestParameters": {"name": "audit"}, "responseElements": None, "recipientAccountId": "111122223333", "eventType": "AwsApiCall",
        "eventCategory": "Management", "managementEvent": True,
    }
