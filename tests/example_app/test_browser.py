"""The blog in real Chromium: its ordinary pages run unedited, and what comes from data does not."""

import pytest
from flask import Flask, render_template_string
from playwright.sync_api import Dialog, Page, expect

from flask_hardened import public
from tests.example_app.devices import register

INJECTED = """
    <p id="before">Before.</p>
    <script>window.stolen = "script"</script>
    <script nonce="guess">window.stolen = "guess"</script>
    <img src="data:," onerror="window.stolen = 'handler'">
    <a id="link" href="javascript:void(window.stolen = 'link')">Link</a>
"""

COMMENT = """Well <b onclick="window.stolen = 'handler'">said</b>.
Twice.<script>window.stolen = 1</script><img src=x onerror="window.stolen = 'image'">
<a href="javascript:void(window.stolen = 'link')">Link</a>"""


@pytest.fixture
def production(production: Flask) -> Flask:
    """The blog with one page more, into which code from data got."""

    @production.get("/injected")
    @public
    def injected() -> str:
        template = "{% extends 'base.html' %}{% block main %}{{ injected|safe }}{% endblock %}"
        return render_template_string(template, injected=INJECTED)

    return production


def test_register_write_comment_edit_delete(page: Page, complaints: list[str]) -> None:
    """The whole walk works in a browser, cookies over plain http on loopback included, without one complaint."""
    register(page, "ada")
    page.get_by_role("link", name="Write").click()
    page.get_by_label("Title").fill("Latches")
    page.get_by_label("Text").fill("One.\n\nTwo.")
    page.get_by_role("button", name="Publish").click()
    expect(page.locator(".text p")).to_have_text(["One.", "Two."])

    page.get_by_label("Your comment").fill(COMMENT)
    page.get_by_role("button", name="Comment").click()
    expect(page.locator(".said")).to_have_text("Well said. Twice. Link")
    expect(page.locator(".said b")).to_have_text("said")
    expect(page.locator(".said")).to_have_css("white-space", "pre-line")
    expect(page.locator(".said script")).to_have_count(0)
    page.locator(".said b").click()
    page.locator(".said a").click()
    assert page.evaluate("typeof window.stolen") == "undefined"

    page.get_by_role("link", name="Edit").click()
    page.get_by_label("Text").fill("Three.")
    page.get_by_role("button", name="Save").click()
    expect(page.locator(".text p")).to_have_text(["Three."])

    # The inline onsubmit handler asks first: "no" keeps the post, "yes" deletes it.
    asked: list[str] = []

    def answer(dialog: Dialog) -> None:
        asked.append(dialog.message)
        if len(asked) == 1:
            dialog.dismiss()
        else:
            dialog.accept()

    page.on("dialog", answer)
    page.locator("article").get_by_role("button", name="Delete").click()
    expect(page.get_by_role("heading", name="Latches")).to_be_visible()
    page.locator("article").get_by_role("button", name="Delete").click()
    expect(page.get_by_role("status")).to_have_text("The post is deleted.")
    assert ["Delete this post and its comments?"] * 2 == asked

    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("status")).to_have_text("You are signed out.")
    assert [] == complaints


def test_inline_script_and_handler_run(page: Page, complaints: list[str]) -> None:
    """The script in the head sets the theme, and the button's onclick changes it for good."""
    page.goto("/")
    expect(page.locator("html")).to_have_attribute("data-theme", "auto")
    page.get_by_role("button", name="Switch between light and dark").click()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    page.get_by_role("link", name="Older").click()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    expect(page.locator("body")).to_have_css("background-color", "rgb(21, 25, 27)")
    assert [] == complaints


def test_inline_styles_apply(page: Page, complaints: list[str]) -> None:
    """`<style>` blocks, a constant style attribute, a computed one, and a script's own all take effect."""
    page.goto("/")
    expect(page.locator(".hero")).to_have_css("padding-top", "40px")
    expect(page.locator("footer p")).to_have_css("margin-top", "0px")
    page.get_by_role("link", name="A checklist for a quiet Friday").click()
    expect(page.get_by_role("heading", name="Comments")).to_be_visible()
    first_letter = "getComputedStyle(document.querySelector('.text p'), '::first-letter').float"
    assert "left" == page.evaluate(first_letter)

    register(page, "ada")
    page.goto("/posts/new")
    page.get_by_label("Title").fill("Latches")
    page.get_by_label("Text").fill("x" * 2000)
    width = "document.querySelector('.meter span').style.width"
    page.wait_for_function(f"{width} === '25%'")
    page.get_by_role("button", name="Publish").click()
    page.get_by_role("link", name="Edit").click()
    expect(page.locator("output")).to_have_text("2000")
    bar = "document.querySelector('.meter span').offsetWidth / document.querySelector('.meter').offsetWidth"
    assert 0.25 == pytest.approx(page.evaluate(bar), abs=0.01)
    assert [] == complaints


def test_injected_code_does_not_run(page: Page, complaints: list[str]) -> None:
    """A script, a guessed nonce, a handler and a javascript: link from data are refused; the page's own script runs."""
    page.goto("/injected")
    expect(page.locator("#before")).to_be_visible()
    page.locator("#link").click()
    expect(page.locator("html")).to_have_attribute("data-theme", "auto")
    for _ in range(500):  # violations are told after the fact
        if 4 <= sum(complaint.startswith("refused: ") for complaint in complaints):
            break
        page.wait_for_timeout(20)
    assert page.evaluate("typeof window.stolen") == "undefined"
    refused = sorted(complaint for complaint in complaints if complaint.startswith("refused: "))
    assert ["refused: script-src-attr inline", *["refused: script-src-elem inline"] * 3] == refused
