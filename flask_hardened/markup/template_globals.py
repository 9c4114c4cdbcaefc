"""The globals of templates, which Jinja copies for each page that it renders.

Jinja chains the template's own to the environment's (a ``ChainMap``) and asks for one after the other; each look into
the empty first map raises an exception. That takes longer than all that is done here for a page.
"""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Iterator, KeysView, Mapping, MutableMapping
from typing import Any

from jinja2 import Environment


class TemplateGlobals(ChainMap[str, Any]):
    """The same chain, asked for its names and values without an exception for each."""

    def __getitem__(self, name: str) -> Any:
        for mapping in self.maps:
            if name in mapping:
                return mapping[name]
        return self.__missing__(name)

    def __iter__(self) -> Iterator[str]:
        return iter(self._joined())

    def keys(self) -> KeysView[str]:
        """Return the names, the environment's first."""
        return self._joined().keys()

    def _joined(self) -> Mapping[str, Any]:
        *own, shared = self.maps
        if not any(own):
            return shared
        joined: dict[str, Any] = {}
        for mapping in reversed(self.maps):
            joined.update(mapping)
        return joined


class MakeGlobals:
    """Take the place of ``Environment.make_globals``."""

    def __init__(self, environment: Environment) -> None:
        self._environment = environment

    def __call__(self, d: MutableMapping[str, Any] | None) -> TemplateGlobals:
        """Return the globals of a template.

        :param d: those that the environment does not have, or has otherwise.
        """
        return TemplateGlobals({} if d is None else d, self._environment.globals)


def speed_up_globals(environment: Environment) -> None:
    """Have the templates of an environment get such globals, unless the app makes them in a way of its own."""
    if type(environment).make_globals is not Environment.make_globals:
        return
    own = vars(environment).get("make_globals")
    if own is None or type(own) is MakeGlobals:  # an overlay begins with that of the environment it was made from
        environment.make_globals = MakeGlobals(environment)  # type: ignore[method-assign]
