"""The model's limits, and what others would have met."""

import re

from playwright.sync_api import expect


def model_page(person):
    page = person("Anna", route="model").page
    expect(page.get_by_role("slider").first).to_be_visible()
    return page


def test_a_slider_says_how_many_another_limit_would_have_met(person):
    page = model_page(person)
    slider = page.get_by_role("slider", name="Another limit: Changes in 1 min, agent")
    card = page.get_by_role("listitem").filter(has=slider)
    expect(card).to_contain_text(re.compile(r"principals? of \d+ met"))
    slider.focus()
    page.keyboard.press("Home")
    expect(card).to_contain_text(re.compile(r"At 1: [1-9]\d* principals? of \d+ would have met it, where \d+ met"))
    page.keyboard.press("End")
    expect(card).to_contain_text(re.compile(r"At \d+: 0 principals of \d+ would have met it"))


def test_it_says_since_when_what_it_shows_was_seen(person):
    page = model_page(person)
    expect(page.get_by_role("main")).to_contain_text(re.compile(r"\d+ principals seen since \d\d:\d\d:\d\d "))
