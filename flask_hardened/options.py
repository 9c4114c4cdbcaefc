"""Options: one frozen, keyword-only dataclass per feature, filled from an argument or from ``HARDENED_*`` keys."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar, get_type_hints

from .coercion import coerce
from .errors import ConfigurationError, Problem, did_you_mean

if TYPE_CHECKING:
    from typing_extensions import dataclass_transform
else:  # typing.dataclass_transform needs Python 3.11; at run time it does nothing

    def dataclass_transform(**_: Any) -> Callable[[Any], Any]:
        return lambda decorator: decorator


class Options:
    """Base of every options class. The defaults of the fields are the policy of the ``web`` preset."""

    given: frozenset[str]
    """Names of the fields that were passed explicitly; a preset never overrides these."""
    secrets: ClassVar[frozenset[str]] = frozenset()
    """Names of the fields that hold keys: no message quotes what was given for them."""

    def faults(self) -> Iterator[Problem]:
        """Yield what is wrong with the values beyond their types; overridden by the rooms."""
        return iter(())

    def problem(self, field: str, fault: str, fix: str) -> Problem:
        """Return a :class:`Problem` about `field`, named as the user wrote it."""
        return Problem(f"{type(self).__name__}.{field}", fault, fix)


O = TypeVar("O", bound=Options)


@dataclass_transform(frozen_default=True, kw_only_default=True)
def options(cls: type[O]) -> type[O]:
    """Turn an :class:`Options` subclass into a frozen keyword-only dataclass that checks what it is given.

    Values are coerced to the annotated type (lists to tuples, ``"a b"`` to ``("a", "b")``) and then checked by
    :meth:`Options.faults`.

    :raises ConfigurationError: naming every unknown field and every bad value at once.
    """
    made = dataclasses.dataclass(frozen=True, kw_only=True)(cls)
    fields = [field.name for field in dataclasses.fields(made)]  # type: ignore[arg-type]
    hints: dict[str, Any] = {}
    dataclass_init = made.__init__

    @functools.wraps(dataclass_init)
    def initialize(self: O, **given: Any) -> None:
        if not hints:  # not at class creation, where names of the module may still be missing
            hints.update(get_type_hints(made))
        problems: list[Problem] = []
        values: dict[str, Any] = {}
        for name, value in given.items():
            if name not in fields:
                problems.append(self.problem(name, "there is no such option.", did_you_mean(name, fields)))
                continue
            try:
                values[name] = coerce(value, hints[name])
            except ValueError as error:
                fault, fix = error.args
                if name in made.secrets:
                    fault = f"{type(value).__name__} is not what it takes."
                problems.append(self.problem(name, fault, fix))
        if problems:
            raise ConfigurationError(problems)
        dataclass_init(self, **values)
        object.__setattr__(self, "given", frozenset(values))
        problems.extend(self.faults())
        if problems:
            raise ConfigurationError(problems)

    made.__init__ = initialize  # type: ignore[method-assign,assignment]
    return made


def option_fields(options_type: type[Options]) -> tuple[str, ...]:
    """Return the names of the fields of an options class, in the order they are written."""
    return tuple(field.name for field in dataclasses.fields(options_type))  # type: ignore[arg-type]


def with_defaults(options_type: type[O], defaults: Mapping[str, Any], chosen: O | None) -> O:
    """Return the options in which what the user chose wins over `defaults` (a preset's), field by field."""
    own = {} if chosen is None else {name: getattr(chosen, name) for name in chosen.given}
    merged = options_type(**{**defaults, **own})
    object.__setattr__(merged, "given", frozenset(own))
    return merged


def from_keys(options_type: type[O], prefix: str, keys: Mapping[str, Any]) -> O:
    """Build options from configuration keys.

    :param prefix: what stands before the field's name in a key, for instance ``HARDENED_CSP_``.
    :param keys: the keys of this feature only; each is known to name a field.
    :raises ConfigurationError: naming the keys, not the fields.
    """
    try:
        return options_type(**{key[len(prefix) :].lower(): value for key, value in keys.items()})
    except ConfigurationError as error:
        raise ConfigurationError(
            dataclasses.replace(problem, setting=prefix + problem.setting.partition(".")[2].upper())
            for problem in error.problems
        ) from None
