"""The Jinja extension, and how an environment gets it."""

from jinja2 import Environment
from jinja2.ext import Extension
from jinja2.nativetypes import NativeCodeGenerator

from .bytecode import SaltedBytecodeCache
from .generator import IDENTIFIER, MarkupCodeGenerator, MarkupTemplate, derived
from .runtime import MarkupCalls, SinkLookup
from .template_globals import speed_up_globals


class HardenedMarkup(MarkupCalls, Extension):
    """Gives ``script``, ``style`` and ``link`` tags a nonce, and records hashes of inline handlers and styles.

    Only text written in templates counts. Without a response to ask, everything is rendered as plain Jinja does.
    """

    def __init__(self, environment: Environment) -> None:
        Extension.__init__(self, environment)
        MarkupCalls.__init__(self)
        harden(environment)

    def bind(self, environment: Environment) -> "HardenedMarkup":
        """Copy the extension for an overlay, which may have brought a bytecode cache of its own."""
        copy = super().bind(environment)
        harden(environment)
        return copy


HardenedMarkup.identifier = IDENTIFIER


def harden(environment: Environment) -> bool:
    """Make an environment compile as the extension needs it; tell whether anything had to change."""
    if issubclass(environment.code_generator_class, NativeCodeGenerator):
        return False
    speed_up_globals(environment)
    before = (environment.code_generator_class, environment.template_class, environment.bytecode_cache)
    environment.code_generator_class = derived(MarkupCodeGenerator, environment.code_generator_class)
    environment.template_class = derived(MarkupTemplate, environment.template_class)
    if environment.bytecode_cache is not None and not isinstance(environment.bytecode_cache, SaltedBytecodeCache):
        environment.bytecode_cache = SaltedBytecodeCache(environment.bytecode_cache)
    return before != (environment.code_generator_class, environment.template_class, environment.bytecode_cache)


def install(environment: Environment, lookup: SinkLookup) -> None:
    """Add the extension to an environment, or bring it up to date where something was set since.

    Call it again whenever a code generator, template class or bytecode cache may have been set; it does nothing if all
    is well. Templates loaded before are compiled again. A native environment renders values, not HTML, and is left
    alone. Overlays made before need a call of their own.

    ``lookup`` gives the response that is being rendered, or None outside a request.
    """
    if issubclass(environment.code_generator_class, NativeCodeGenerator):
        return
    extension = environment.extensions.get(IDENTIFIER)
    changed = extension is None
    if extension is None:
        environment.add_extension(HardenedMarkup)
        extension = environment.extensions[IDENTIFIER]
    assert isinstance(extension, HardenedMarkup)
    extension.look_up(lookup)
    if (harden(environment) or changed) and environment.cache is not None:
        environment.cache.clear()
