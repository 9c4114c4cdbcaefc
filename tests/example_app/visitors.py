"""What the tests of the blog agree on."""

from collections.abc import Callable

from flask import Flask
from flask.testing import FlaskClient

Create = Callable[..., Flask]
Visitor = Callable[[str], FlaskClient]
KEY = "kW3vUoTqXv8n5aJr1cYd7LmZ0pEbHsGf"
PASSWORD = "a door that shuts by itself"
