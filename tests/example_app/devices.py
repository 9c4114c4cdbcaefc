"""Browsers of the blog's visitors: what they report, and how people use the pages."""

from collections.abc import Callable

from playwright.sync_api import ConsoleMessage, Page, expect

from tests.example_app.visitors import PASSWORD

Device = Callable[[], Page]
REPORT = """
    addEventListener("securitypolicyviolation", (event) =>
        reportViolation(`refused: ${event.effectiveDirective} ${event.blockedURI}`));
"""


def complaint_of(message: ConsoleMessage) -> list[str]:
    """What a console message complains about; that signing out has cleared something is none."""
    return [] if message.text.startswith("Clear-Site-Data header on ") else [message.text]


def listen(page: Page, complaints: list[str]) -> None:
    """Collect what the browser complains about: console messages, uncaught errors, policy violations."""
    page.on("console", lambda message: complaints.extend(complaint_of(message)))
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


def fill_in(page: Page, name: str, password: str = PASSWORD) -> None:
    """Fill in the sign-in form that is open, and send it."""
    page.get_by_label("Name").fill(name)
    page.get_by_label("Password").fill(password)
    page.get_by_role("main").get_by_role("button", name="Sign in").click()


def sign_in(page: Page, name: str, password: str = PASSWORD) -> None:
    """Sign in through the form."""
    page.goto("/")
    page.get_by_role("navigation").get_by_role("link", name="Sign in").click()
    fill_in(page, name, password)
    expect(page.locator(".flash")).to_have_text(f"Hello again, {name}.")


def publish(page: Page, title: str) -> None:
    """Write a post, and see it."""
    page.get_by_role("link", name="Write").click()
    page.get_by_label("Title").fill(title)
    page.get_by_label("Text").fill("One.")
    page.get_by_role("button", name="Publish").click()
    expect(page.get_by_role("heading", name=title)).to_be_visible()
