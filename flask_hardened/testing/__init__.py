"""Tests of every route of a hardened app, as the pytest plugin runs them."""
