"""The administrator's area: by role, with all that shutting somebody out has to end."""

import re

import pytest

from tests.example_app.visitors import PASSWORD, Register, Visitor


def button_for(keeper: Visitor, name: str) -> str:
    """The address of the button in somebody's row."""
    row = re.search(rf'<th scope="row">\s*{name}</th>.*?</tr>', keeper.get("/admin/").text, re.DOTALL)
    assert row is not None
    action = re.search(r'action="([^"]+)"', row[0])
    assert action is not None
    return action[1]


def is_signed_in(visitor: Visitor) -> bool:
    """Tell whether the visitor may write."""
    return visitor.get("/posts/new").status_code == 200


def test_the_area_is_for_administrators(keeper: Visitor, registered: Register, client: Visitor) -> None:
    """Somebody without the role gets 403, a visitor the sign-in page, and neither sees the link."""
    user = registered("ada")
    assert "ada" in keeper.get("/admin/").text
    assert 403 == user.get("/admin/").status_code
    assert "/sign-in?next=/admin/" == client.get("/admin/").location
    assert ["/admin/" in each.get("/").text for each in (keeper, user, client)] == [True, False, False]


@pytest.mark.parametrize("action", ["disable", "enable"])
def test_the_buttons_are_for_administrators(keeper: Visitor, registered: Register, action: str) -> None:
    """An address that somebody has seen over a shoulder is of no use to them."""
    user = registered("ada")
    registered("grace")
    path = button_for(keeper, "grace").rpartition("/")[0]
    assert 403 == user.submit(f"{path}/{action}", on="/posts/new").status_code
    assert "Shut out" in keeper.get("/admin/").text


def test_shutting_somebody_out(keeper: Visitor, registered: Register, client: Visitor) -> None:
    """Their sessions and tokens end at once, and they cannot sign in, until they are let in again."""
    user, other = registered("ada"), registered("grace")
    tokens = client.post("/api/tokens", json={"name": "ada", "password": PASSWORD}).get_json()
    assert "/admin/" == keeper.submit(button_for(keeper, "ada"), on="/admin/").location
    assert "ada is shut out." in keeper.get("/admin/").text
    assert [False, True] == [is_signed_in(user), is_signed_in(other)]
    bearer = {"Authorization": f"Bearer {tokens['access_token']}"}
    assert 401 == client.post("/api/posts", json={"title": "T", "body": "B"}, headers=bearer).status_code
    refresh = {"refresh_token": tokens["refresh_token"]}
    assert 401 == client.post("/api/tokens/refresh", json=refresh).status_code
    assert "The name or the password is wrong." in client.sign_in("ada").text

    assert "/admin/" == keeper.submit(button_for(keeper, "ada"), on="/admin/").location
    assert 302 == client.sign_in("ada").status_code


def test_nobody_shuts_themselves_out(keeper: Visitor, registered: Register) -> None:
    """There is no such button, and its address is refused."""
    registered("ada")
    page = keeper.get("/admin/").text
    assert 1 == page.count("Shut out")
    keeper.post("/admin/people/x/disable")
    assert is_signed_in(keeper)


def test_administrators_delete_anything(keeper: Visitor, registered: Register) -> None:
    """Any comment, then the post; but nobody else's post can be edited, not even by them."""
    user = registered("ada")
    post = user.publish()
    user.submit(f"{post}/comments", {"body": "Well said."}, on=post)
    assert 404 == keeper.get(f"{post}/edit").status_code
    (said,) = keeper.said_on(post)
    assert post == keeper.submit(said, on=post).location
    assert "Well said." not in user.get(post).text
    assert "/" == keeper.submit(f"{post}/delete", on=post).location
    assert 404 == user.get(post).status_code
