"""Somebody at a browser of their own, and what that browser complains of."""

from playwright.sync_api import expect

# Told to the page before anything of it runs: what its policy refuses.
WATCHER = """
window.refusedByPolicy = [];
document.addEventListener('securitypolicyviolation', (event) => window.refusedByPolicy.push(event.violatedDirective + ' ' + event.blockedURI));
"""


class Person:
    def __init__(self, browser, address, **options):
        self.address = address
        self.context = browser.new_context(**({"viewport": {"width": 1440, "height": 1000}} | options))
        self.context.add_init_script(WATCHER)
        self.page = self.context.new_page()
        self.complaints = []
        self.elsewhere = []
        self.page.on("console", lambda line: line.type in ("error", "warning") and self.complaints.append(f"{line.text} ({line.location})"))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("request", lambda request: request.url.startswith(address) or self.elsewhere.append(request.url))

    def go(self, route="now"):
        self.page.goto(f"{self.address}/#/{route}")
        return self

    def sign_in(self, token, route="now"):
        self.go(route)
        self.page.get_by_label("Bearer token").fill(token)
        self.page.get_by_role("button", name="Sign in").click()
        expect(self.page.get_by_role("heading", level=1)).not_to_have_text("Sign in to Arrester")
        return self

    def expect_no_complaint(self, but=None):
        """But for what the browser itself says of an answer that was to be expected."""
        assert self.page.evaluate("window.refusedByPolicy") == []
        assert [one for one in self.complaints if not (but and but in one)] == []
        assert self.elsewhere == []

    def leave(self):
        self.context.close()
