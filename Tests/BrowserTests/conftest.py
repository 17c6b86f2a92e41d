import os

import pytest
from playwright.sync_api import sync_playwright

from demonstration import Demonstration
from person import Person


@pytest.fixture(scope="session")
def browser():
    with sync_playwright() as playwright:
        # Without its sandbox: in a container there is none, and every page is ours. Nor is there much of /dev/shm.
        browser = playwright.chromium.launch(executable_path=os.environ["CHROMIUM"], args=["--no-sandbox", "--disable-dev-shm-usage"])
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def demo():
    demonstration = Demonstration(os.environ["ARRESTER"])
    yield demonstration
    demonstration.stop()


@pytest.fixture
def person(browser, demo):
    """Makes people who are signed in, and holds each one's browser to having had nothing to complain of."""
    people = []

    def make(name="Anna", route="now", **options):
        people.append(Person(browser, demo.address, **options).sign_in(demo.tokens[name], route))
        return people[-1]

    yield make
    for one in people:
        one.expect_no_complaint()
        one.leave()


@pytest.fixture
def somebody(browser, demo):
    """Is not signed in; the browser may say that a token was refused."""
    one = Person(browser, demo.address)
    yield one
    one.expect_no_complaint(but="401")
    one.leave()


@pytest.fixture(scope="session")
def other_demo():
    """For tests that change what the others look at."""
    demonstration = Demonstration(os.environ["ARRESTER"], log="other-demo.log")
    yield demonstration
    demonstration.stop()


@pytest.fixture
def at(browser, other_demo):
    """Opens somebody's own browser at a screen of the other demonstration; `but` is what that browser may complain of."""
    people = []

    def open_at(name, route, but=None):
        one = Person(browser, other_demo.address).sign_in(other_demo.tokens[name], route)
        people.append((one, but))
        return one.page

    yield open_at
    for one, but in people:
        one.expect_no_complaint(but=but)
        one.leave()
