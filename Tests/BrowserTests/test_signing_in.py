"""Who may see it, and where the token is."""

import re

from playwright.sync_api import expect


def test_a_token_that_nobody_has_is_refused_and_says_so(somebody):
    page = somebody.go().page
    page.get_by_label("Bearer token").fill("not-a-token")
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("alert")).to_be_visible()
    expect(page.get_by_role("heading", name="Sign in to Arrester")).to_be_visible()


def test_a_token_stays_in_the_tab_alone_and_goes_with_signing_out(person, demo):
    anna = person("Anna")
    token = demo.tokens["Anna"]
    assert token not in anna.page.url
    assert anna.page.evaluate("JSON.stringify({...localStorage})") .find(token) == -1
    assert anna.context.cookies() == []
    assert token in anna.page.evaluate("JSON.stringify({...sessionStorage})")
    anna.page.get_by_role("button", name="Sign out").click()
    expect(anna.page.get_by_role("heading", name="Sign in to Arrester")).to_be_visible()
    assert token not in anna.page.evaluate("JSON.stringify({...sessionStorage})")


def test_the_screen_that_was_asked_for_comes_after_signing_in(person):
    page = person("Ben", route="breakers").page
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("Breakers"))
    expect(page.get_by_role("table", name="Breakers")).to_be_visible()


def test_the_keyboard_alone_reaches_every_screen(person):
    page = person().page
    page.get_by_role("navigation", name="Screens").get_by_role("link", name="Health").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("Health"))
    expect(page.get_by_role("link", name="Health")).to_have_attribute("aria-current", "page")
    page.reload()
    # What is focused before the screen is there goes with what it replaces.
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("Health"))
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the screen")).to_be_focused()
