"""What takes two people, each at a browser of their own. The last of the suite: it restores the demonstration's stopped agent."""

import re

from playwright.sync_api import expect


def stopped_trip(demo):
    """The breaker that denies, and its trip."""
    return next(one for one in demo.ask("/v1/breakers?state=open")["breakers"])["trip"]["id"]


def test_what_a_role_may_not_do_is_there_and_says_why(person, demo):
    page = person("Anna", route=f"trips/{stopped_trip(demo)}").page
    asking = page.get_by_role("region", name="What you can do").get_by_role("button", name=re.compile("Ask to restore"))
    expect(asking).to_have_attribute("aria-disabled", "true")
    expect(asking).to_have_accessible_description(re.compile("."))


def test_two_others_agree_and_the_one_who_asked_sees_it_without_doing_anything(person, demo):
    trip = stopped_trip(demo)
    olga, anna, ben = (person(name, route=f"trips/{trip}").page for name in ("Olga", "Anna", "Ben"))
    expect(olga.get_by_role("region", name="Requests")).to_contain_text("2 more people must agree")
    for page, after in ((anna, "1 more"), (ben, None)):
        page.get_by_role("region", name="Requests").get_by_role("button", name=re.compile("Approve")).first.click()
        dialog = page.get_by_role("dialog")
        expect(dialog).to_be_visible()
        dialog.get_by_role("button", name=re.compile("Approve")).click()
        expect(dialog).to_be_hidden()
        if after:
            expect(olga.get_by_role("region", name="Requests")).to_contain_text(after)
    expect(olga.get_by_role("region", name="Is it stopped?")).to_contain_text(re.compile("probation", re.IGNORECASE), timeout=20_000)


def test_a_person_stops_it_by_hand_after_being_told_what_that_does(person, demo):
    breaker = demo.ask("/v1/breakers?state=probation")["breakers"][0]
    page = person("Olga", route=f"trips/{breaker['trip']['id']}").page
    page.get_by_role("region", name="What you can do").get_by_role("button", name=re.compile("Deny all writes")).click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text(re.compile("writes"))
    dialog.get_by_label("Reason").fill("seen by the browser tests")
    dialog.get_by_role("button", name=re.compile("Deny all writes")).click()
    expect(page.get_by_role("region", name="Is it stopped?")).to_contain_text(re.compile("by a person|person", re.IGNORECASE), timeout=20_000)
