"""Sessions in real Chromium: they end on every device, and old cookies are worth nothing."""

from playwright.sync_api import Page, expect

from tests.example_app.devices import Device, register, sign_in


def replay(page: Page, cookies: list[dict[str, object]]) -> None:
    """Put cookies that were copied earlier back into the browser, and open a page for writers."""
    page.context.clear_cookies()
    page.context.add_cookies(cookies)  # type: ignore[arg-type]
    page.goto("/posts/new")


def copied(page: Page) -> list[dict[str, object]]:
    """Copy the cookies of a browser, as somebody at its keyboard could."""
    cookies = [dict(cookie) for cookie in page.context.cookies()]
    assert ["session"] == [cookie["name"] for cookie in cookies]
    return cookies


def test_signing_out_everywhere(device: Device, complaints: list[str]) -> None:
    """Write and comment on one device, sign out everywhere on another: the first is out at its next request."""
    first, second = device(), device()
    register(first, "ada")
    first.get_by_role("link", name="Write").click()
    first.get_by_label("Title").fill("Latches")
    first.get_by_label("Text").fill("One.")
    first.get_by_role("button", name="Publish").click()
    first.get_by_label("Your comment").fill("Well said.")
    first.get_by_role("button", name="Comment").click()
    expect(first.locator(".said")).to_have_text("Well said.")
    cookies = copied(first)

    sign_in(second, "ada")
    second.get_by_role("link", name="ada").click()
    second.get_by_role("button", name="Sign out everywhere").click()
    expect(second.get_by_role("status")).to_have_text("You are signed out everywhere.")
    expect(second.get_by_role("link", name="Sign in")).to_be_visible()

    first.get_by_role("link", name="Write").click()
    expect(first.get_by_role("status")).to_have_text("Please sign in first.")
    replay(first, cookies)
    expect(first.get_by_role("heading", name="Sign in")).to_be_visible()
    sign_in(first, "ada")
    assert [] == complaints


def test_an_old_cookie_after_signing_out(device: Device, complaints: list[str]) -> None:
    """A copied cookie works while its owner is signed in, and not afterwards."""
    owner, thief = device(), device()
    register(owner, "ada")
    cookies = copied(owner)
    replay(thief, cookies)
    expect(thief.get_by_role("heading", name="Write a post")).to_be_visible()

    owner.get_by_role("button", name="Sign out").click()
    expect(owner.get_by_role("status")).to_have_text("You are signed out.")
    replay(thief, cookies)
    expect(thief.get_by_role("heading", name="Sign in")).to_be_visible()
    assert [] == complaints


def test_a_form_left_open_on_a_signed_out_device(device: Device) -> None:
    """What is typed into a form that was open when its session ended is refused, and not published."""
    first, second = device(), device()
    register(first, "ada")
    first.goto("/posts/new")
    first.get_by_label("Title").fill("Too late")
    first.get_by_label("Text").fill("One.")
    sign_in(second, "ada")
    second.goto("/account/")
    second.get_by_role("button", name="Sign out everywhere").click()
    expect(second.get_by_role("status")).to_have_text("You are signed out everywhere.")

    with first.expect_response("**/posts/new") as refused:
        first.get_by_role("button", name="Publish").click()
    assert 303 == refused.value.status
    expect(first.get_by_role("heading", name="Sign in")).to_be_visible()
    first.goto("/")
    expect(first.get_by_role("link", name="Too late")).to_have_count(0)
