"""FHV006: the request chooses which fields of an object it sets."""

import pytest

from flask_hardened.protections.validation.rules.mass_assignment import mass_assignment
from tests.audit.asking_source import lines
from tests.audit.views_for_tests import in_view

IMPORTS = "from flask_sqlalchemy import SQLAlchemy\nfrom pydantic import BaseModel\nimport sqlalchemy\ndb = SQLAlchemy()\nclass Shared(db.Model):\n    pass\nclass User(Shared):\n    pass\nclass NewUser(BaseModel):\n    pass"


@pytest.mark.parametrize(
    "code",
    [
        "User(**request.json)",
        "data = request.get_json()\nUser(**data)",
        "User(**request.form.to_dict())",
        "user.__dict__.update(request.form)",
        "vars(user).update(request.json)",
        "for key, value in request.json.items():\n    setattr(user, key, value)",
        'setattr(user, request.form["field"], request.form["value"])',
        "User.query.filter_by(id=number).update(request.json)",
        "db.session.execute(sqlalchemy.update(User).values(**request.json))",
    ],
)
def test_found_for_data_of_the_request(code: str) -> None:
    """Models, rows and objects."""
    assert 1 == len(lines(mass_assignment, in_view(IMPORTS, code)))


@pytest.mark.parametrize(
    "code",
    [
        'User(name=request.json["name"])',
        "NewUser(**request.json)",
        "User(**checked(request.json))",
        "settings.update(request.json)",
        'for key, value in request.json.items():\n    if key in ("name", "email"):\n        setattr(user, key, value)',
        'setattr(user, "name", request.json["name"])',
        'for key in ("name", "email"):\n    setattr(user, key, request.json[key])',
        'User.query.filter_by(id=number).update({"name": request.json["name"]})',
        "dict(**request.json)",
    ],
)
def test_not_found_for_what_is_harmless(code: str) -> None:
    """Fields by name, models that check, dictionaries, and names that were tested."""
    assert [] == lines(mass_assignment, in_view(IMPORTS, code))
