"""What people do at a screen."""

import re

from playwright.sync_api import expect


def do(page, act, says, until=None, reason="seen by the browser tests"):
    """Presses an act's button, reads what it will do, and does it."""
    page.get_by_role("button", name=act, exact=True).first.click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text(re.compile(says))
    if until:
        dialog.get_by_label("Until").fill(until)
    if reason:
        dialog.get_by_label("Reason").fill(reason)
    dialog.get_by_role("button", name=act, exact=True).click()
    expect(dialog).to_be_hidden()


def local_time(page, hours):
    """As an input of the browser wants it, in the browser's own time."""
    return page.evaluate("""(hours) => {
      const moment = new Date(Date.now() + hours * 3600000);
      return new Date(moment - moment.getTimezoneOffset() * 60000).toISOString().slice(0, 16);
    }""", hours)
