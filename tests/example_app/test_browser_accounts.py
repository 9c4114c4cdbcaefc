"""Accounts in real Chromium: guessing, roles, owners, pictures, forgotten passwords."""

import re

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from tests.example_app.devices import Device, fill_in, publish, register, sign_in
from tests.example_app.pictures import picture
from tests.example_app.visitors import PASSWORD

OTHER = "another door, another latch"


def test_guessing(device: Device) -> None:
    """Wrong passwords are told so, the eleventh is told to wait, and going back where one wanted to works."""
    owner, guesser = device(), device()
    register(owner, "ada")
    guesser.goto("/account/")
    expect(guesser.get_by_role("status")).to_have_text("Please sign in first.")
    for _ in range(10):
        with guesser.expect_navigation():
            fill_in(guesser, "ada", "not the password")
        expect(guesser.locator(".error")).to_have_text("The name or the password is wrong.")
    fill_in(guesser, "ada")
    expect(guesser.locator(".error")).to_have_text("Too many tries. Wait a little, then try again.")
    owner.get_by_role("link", name="ada").click()
    expect(owner.get_by_role("heading", name="ada")).to_be_visible()


def test_back_to_the_page_that_asked(page: Page, complaints: list[str]) -> None:
    """Who wants to write is asked to sign in, and gets to write."""
    register(page, "ada")
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("status")).to_have_text("You are signed out.")
    page.goto("/posts/new")
    fill_in(page, "ada")
    expect(page.get_by_role("heading", name="Write a post")).to_be_visible()
    assert [] == complaints


def test_a_post_is_its_owners(device: Device) -> None:
    """The owner edits; somebody else finds no button, and no page behind the address."""
    owner, other = device(), device()
    register(owner, "ada")
    publish(owner, "Latches")
    address = owner.url
    assert re.search(r"/posts/[\w-]{20,}$", address)
    register(other, "eve")
    other.goto(address)
    expect(other.get_by_role("heading", name="Latches")).to_be_visible()
    expect(other.get_by_role("link", name="Edit")).to_have_count(0)
    answer = other.goto(f"{address}/edit")
    assert answer is not None
    assert 404 == answer.status
    owner.get_by_role("link", name="Edit").click()
    owner.get_by_label("Text").fill("Two.")
    owner.get_by_role("button", name="Save").click()
    expect(owner.locator(".text p")).to_have_text(["Two."])


def test_the_administrator(device: Device, production: Flask, complaints: list[str]) -> None:
    """Only the administrator has the area, and who is shut out there is out at the next click."""
    keeper, user = device(), device()
    register(user, "ada")
    expect(user.get_by_role("link", name="People")).to_have_count(0)
    sign_in(keeper, "keeper", production.config["KEEPER"])
    keeper.get_by_role("link", name="People").click()
    row = keeper.get_by_role("row", name="ada")
    row.get_by_role("button", name="Shut out").click()
    expect(keeper.get_by_role("status")).to_have_text("ada is shut out.")
    user.get_by_role("link", name="Write").click()
    expect(user.get_by_role("status")).to_have_text("Please sign in first.")
    fill_in(user, "ada")
    expect(user.locator(".error")).to_have_text("The name or the password is wrong.")
    row.get_by_role("button", name="Let in again").click()
    expect(keeper.get_by_role("status")).to_have_text("ada may sign in again.")
    fill_in(user, "ada")
    expect(user.get_by_role("heading", name="Write a post")).to_be_visible()
    answer = user.goto("/admin/")
    assert answer is not None
    assert 403 == answer.status
    refusals = ("422", "403")
    assert [] == [each for each in complaints if not any(status in each for status in refusals)]


def test_a_picture(page: Page, complaints: list[str]) -> None:
    """It is shown where it was uploaded; what is no picture is refused with a sentence."""
    register(page, "ada")
    page.get_by_role("link", name="ada").click()
    chooser = page.get_by_label("A picture of you")
    chooser.set_input_files({"name": "me.png", "mimeType": "image/png", "buffer": b"<script>alert(1)</script>"})
    page.get_by_role("button", name="Upload").click()
    expect(page.get_by_role("status")).to_be_visible()
    expect(page.locator("img.face")).to_have_count(0)
    chooser.set_input_files({"name": "me.png", "mimeType": "image/png", "buffer": picture()})
    page.get_by_role("button", name="Upload").click()
    expect(page.get_by_role("status")).to_have_text("That is you.")
    expect(page.locator("img.face")).to_be_visible()
    page.wait_for_function("document.querySelector('img.face').naturalWidth === 40")
    assert [] == complaints


def test_a_forgotten_password(device: Device, caplog: pytest.LogCaptureFixture) -> None:
    """The link of the mail sets another password once, and ends the sessions that there were."""
    owner, elsewhere = device(), device()
    register(elsewhere, "ada")
    elsewhere.get_by_role("link", name="ada").click()
    elsewhere.get_by_label("E-mail").fill("ada@example.com")
    elsewhere.get_by_role("button", name="Save").click()
    expect(elsewhere.get_by_role("status")).to_have_text("Your e-mail address is saved.")

    owner.goto("/sign-in")
    owner.get_by_role("link", name="Password forgotten?").click()
    owner.get_by_label("Name").fill("ada")
    owner.get_by_role("button", name="Send me a link").click()
    expect(owner.get_by_role("status")).to_contain_text("a link is on its way")
    (link,) = re.findall(r"Mail to ada@example\.com: .*(http://\S+/reset/\S+)", caplog.text)
    owner.goto(link)
    owner.get_by_label("New password").fill(OTHER)
    owner.get_by_role("button", name="Set it").click()
    expect(owner.get_by_role("status")).to_have_text("Your new password is set. Sign in with it.")
    owner.goto(link)
    expect(owner.get_by_role("status")).to_contain_text("Ask for a new one.")
    owner.goto("/sign-in")
    fill_in(owner, "ada", PASSWORD)
    expect(owner.locator(".error")).to_have_text("The name or the password is wrong.")
    fill_in(owner, "ada", OTHER)
    expect(owner.get_by_role("status")).to_have_text("Hello again, ada.")
    elsewhere.get_by_role("link", name="Write").click()
    expect(elsewhere.get_by_role("status")).to_have_text("Please sign in first.")
