"""Every screen, in light and dark, on a wide screen and a telephone."""

import os
import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from person import Person

SCREENS = {"now": "Now", "trips": "Trips", "breakers": "Breakers", "plans": "Planned", "audit": "Audit", "model": "Model", "health": "Health"}
SIZES = {"wide": {"width": 1440, "height": 1000}, "telephone": {"width": 390, "height": 844}}


def expect_accessible(page):
    found = Axe().run(page).response["violations"]
    assert found == [], "\n".join(f"{one['id']}: {one['help']} ({one['nodes'][0]['html']})" for one in found)


def keep_picture(page, name):
    page.screenshot(path=os.path.join(os.environ["BROWSER_TESTS_OUTPUT"], f"{name}.png"), full_page=True)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("size", SIZES)
class TestLooks:
    def test_signing_in(self, browser, demo, theme, size):
        one = Person(browser, demo.address, viewport=SIZES[size], color_scheme=theme).go()
        expect(one.page.get_by_role("heading", name="Sign in to Arrester")).to_be_visible()
        expect_accessible(one.page)
        keep_picture(one.page, f"sign-in-{size}-{theme}")
        one.expect_no_complaint()
        one.leave()

    @pytest.mark.parametrize("screen", SCREENS)
    def test_a_screen(self, person, theme, size, screen):
        page = person(route=screen, viewport=SIZES[size], color_scheme=theme).page
        expect(page.get_by_role("heading", level=1)).to_have_text(re.compile(SCREENS[screen]))
        expect(page.get_by_role("status", name="Connection")).to_contain_text("Live")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "it scrolls sideways"
        expect_accessible(page)
        keep_picture(page, f"{screen}-{size}-{theme}")

    def test_a_breaker(self, person, demo, theme, size):
        breaker = demo.ask("/v1/breakers")["breakers"][0]["id"]
        page = person(route=f"breakers/{breaker}", viewport=SIZES[size], color_scheme=theme).page
        expect(page.get_by_role("region", name="Is it stopped?")).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "it scrolls sideways"
        expect_accessible(page)
        keep_picture(page, f"breaker-{size}-{theme}")

    def test_a_trip(self, person, demo, theme, size):
        trip = demo.ask("/v1/trips")["trips"][0]["id"]
        page = person(route=f"trips/{trip}", viewport=SIZES[size], color_scheme=theme).page
        for part in ("What happened", "Timeline", "What was destroyed", "Is it stopped?", "What you can do", "Where the time went", "Rollback manifest"):
            expect(page.get_by_role("region", name=part)).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "it scrolls sideways"
        expect_accessible(page)
        keep_picture(page, f"trip-{size}-{theme}")


def test_on_a_telephone_whether_it_is_stopped_is_in_the_first_screen(person, demo):
    trip = demo.ask("/v1/breakers?state=open")["breakers"][0]["trip"]["id"]
    page = person(route=f"trips/{trip}", viewport=SIZES["telephone"]).page
    answer = page.get_by_role("region", name="Is it stopped?").locator(".state")
    expect(answer).to_have_text("Stopped")
    box = answer.bounding_box()
    assert box["y"] + box["height"] <= SIZES["telephone"]["height"]


def test_nobody_stands_twice_among_the_busiest(person):
    page = person().page
    names = page.get_by_role("table", name="Busiest principals").locator("tbody .principal")
    expect(names).to_have_count(25)
    page.wait_for_timeout(5_000)
    titles = names.evaluate_all("(all) => all.map((one) => one.title + one.textContent)")
    assert len(set(titles)) == len(titles)
