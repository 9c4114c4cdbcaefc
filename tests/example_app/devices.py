"""Browsers of the blog's visitors: what they report, and how people use the pages."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.example_app.visitors import PASSWORD

Device = Callable[[], Page]
REPORT = """
    addEventListener("securitypolicyviolation", (event) =>
        reportViolation(`refused: ${event.effectiveDirective} ${event.blockedURI}`));
"""


def listen(page: Page, complaints: list[str]) -> None:
    """Collect what the browser complains about: console messages, uncaught errors, policy violations."""
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.expose_function("reportViolation", lambda violation: complaints.append(violation))
    page.add_init_script(REPORT)


def register(page: Page, name: str) -> None:
    """Register through the form."""
    page.goto("/")
    page.get_by_role("link", name="Register").click()
    page.get_by_label("Name").fill(name)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Register").click()
    expect(page.get_by_role("status")).to_have_text(f"Welcome, {name}.")


def sign_in(page: Page, name: str) -> None:
    """Sign in through the form."""
    page.goto("/")
    page.get_by_role("link", name="Sign in").click()
    page.get_by_label("Name").fill(name)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Sign in").click()
    expect(page.locator(".flash")).to_have_text(f"Hello again, {name}.")
