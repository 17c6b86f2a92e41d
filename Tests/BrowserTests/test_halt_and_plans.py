"""Halting, and changes that are agreed on beforehand."""

import re

from playwright.sync_api import expect

from acting import do, local_time

AGENT = "arn:aws:iam::111122223333:role/orders-agent"


def test_an_operator_halts_and_ends_it_after_being_told_what_that_does(at):
    page = at("Olga", "health")
    do(page, "Halt", "What is denied stays denied")
    expect(page.get_by_role("region", name="How it is")).to_contain_text("Halted", timeout=10_000)
    do(page, "End the halt", "New trips are acted on again")
    expect(page.get_by_role("button", name="Halt", exact=True)).to_be_visible(timeout=10_000)


def test_who_may_not_halt_is_told_why(at):
    halt = at("Anna", "health").get_by_role("button", name="Halt", exact=True)
    expect(halt).to_have_attribute("aria-disabled", "true")
    expect(halt).to_have_accessible_description(re.compile("operator"))


def test_a_planned_change_is_asked_for_approved_in_another_browser_and_ended(at):
    olga, anna = at("Olga", "plans"), at("Anna", "plans")
    expect(olga.get_by_role("region", name="Approved")).to_contain_text("No change is planned")
    ask_for_plan(olga)
    waiting = anna.get_by_role("region", name="Waiting for somebody to agree")
    expect(waiting).to_contain_text("Olga asks for a planned change of orders-agent")
    expect(waiting).to_contain_text("At most 40 calls, and 7 resources destroyed")
    do(anna, "Approve", "At most 40 calls, and 7 resources destroyed", reason=None)
    approved = olga.get_by_role("region", name="Approved")
    expect(approved).to_contain_text("approved by Anna", timeout=10_000)
    expect(approved).to_contain_text("not begun")
    do(olga, "End it", "counts as any other change")
    expect(approved).to_contain_text("ended early", timeout=10_000)


def test_what_a_plan_lacks_is_said_in_its_dialog(at):
    page = at("Olga", "plans", but="the server responded with a status of 4")
    dialog = begin_plan(page)
    dialog.get_by_label("Actions").fill("")
    dialog.get_by_role("button", name="Ask for a planned change").click()
    expect(dialog.get_by_role("alert")).to_contain_text("Not done")


def begin_plan(page):
    page.get_by_role("button", name="Ask for a planned change").click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("Nothing changes yet")
    dialog.get_by_label("Principal").fill(AGENT)
    dialog.get_by_label("Actions").fill("rds:* s3:Delete*")
    dialog.get_by_label("At most so many calls").fill("40")
    dialog.get_by_label("At most so many resources destroyed").fill("7")
    dialog.get_by_label("From").fill(local_time(page, 2))
    dialog.get_by_label("Until").fill(local_time(page, 3))
    dialog.get_by_label("Reason").fill("the migration of orders")
    return dialog


def ask_for_plan(page):
    dialog = begin_plan(page)
    dialog.get_by_role("button", name="Ask for a planned change").click()
    expect(dialog).to_be_hidden()
