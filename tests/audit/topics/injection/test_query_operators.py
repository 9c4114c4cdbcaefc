"""FHQ002: queries of document databases that the request may write."""

import pytest

from flask_hardened.audit.topics.injection.query_operators import query_operators
from tests.audit.asking_source import lines
from tests.audit.views_for_tests import in_view

IMPORTS = "import pymongo, json\nusers = pymongo.MongoClient().shop.users"


@pytest.mark.parametrize(
    "code",
    [
        'users.find_one({"name": request.json["name"]})',
        "users.find_one(request.json)",
        "users.delete_many(request.get_json())",
        "users.find_one(request.json or {})",
        'data = request.get_json()\nusers.find_one({"name": str(data["name"]), "token": data.get("token")})',
        'users.find({"address": {"city": request.json["city"]}})',
        'users.update_one(json.loads(request.data), {"$set": {"seen": True}})',
        'users.find({"$where": "this.name == \'" + request.args["name"] + "\'"})',
    ],
)
def test_found_for_data_of_the_request(code: str) -> None:
    """JSON may hold an object where a text is meant, and code is put together."""
    assert 1 == len(lines(query_operators, in_view(IMPORTS, code)))


@pytest.mark.parametrize(
    "code",
    [
        'users.find_one({"name": request.args["name"]})',
        'users.find_one({"name": str(request.json["name"])})',
        'users.find_one({"name": {"$eq": request.json["name"]}})',
        'users.find_one({"_id": name})',
        'token = request.json["token"]\nif not isinstance(token, str):\n    return ""\nusers.find_one({"token": token})',
        "users.insert_one(request.json)",
        'page.find(request.json["word"])',
        'users.find({"$where": "this.a == this.b"})',
    ],
)
def test_not_found_for_what_is_harmless(code: str) -> None:
    """Text of forms and addresses, what was turned into text or tested, and methods of other objects."""
    assert [] == lines(query_operators, in_view(IMPORTS, code))
