"""SanitizePolicy: which HTML is kept. What no policy may keep is refused when it is made."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from types import MappingProxyType

from ...errors import ConfigurationError, Problem

URL_ATTRIBUTES = frozenset({"href", "src", "cite"})
"""The attributes with URLs that a policy may keep."""

_RUNS = frozenset(
    {"script", "style", "iframe", "frame", "frameset", "object", "embed", "applet", "base", "link", "meta"}
)
_REREAD = frozenset({
    "math", "svg", "template", "noscript", "noembed", "noframes", "xmp", "plaintext", "listing", "textarea", "title",
    "select", "option", "form", "input", "button", "html", "head", "body", "image", "isindex",
})  # fmt: skip
"""Elements whose content is read otherwise the second time (mutation XSS), or that send what a reader types."""
_NO_URLS = frozenset({"javascript", "vbscript", "data", "blob", "filesystem", "file"})
_URLS_ELSEWHERE = frozenset({
    "srcset", "action", "formaction", "background", "poster", "ping", "data", "codebase", "longdesc", "usemap",
    "target", "manifest", "profile", "xlink:href", "srcdoc",
})  # fmt: skip
_CLOBBERS = frozenset({"id", "name"})
_NAME = re.compile(r"[a-z][a-z0-9-]*", re.ASCII)


@dataclass(frozen=True, kw_only=True)
class SanitizePolicy:
    """Which elements, attributes and URLs are kept; everything else is dropped, and its text stays.

    :raises ConfigurationError: for an element, an attribute or a scheme through which a script could come back.

    Source: OWASP Cross Site Scripting Prevention Cheat Sheet, "HTML Sanitization"; CWE-79.
    """

    elements: AbstractSet[str] = frozenset()
    """Names in lower case, such as ``{"p", "a", "strong"}``. Default none: only text is left."""
    attributes: Mapping[str, AbstractSet[str]] = field(default_factory=dict)
    """Element → attributes; ``"*"`` for all elements. Of ``class`` only the values in :attr:`classes` are kept."""
    classes: AbstractSet[str] = frozenset()
    """Values of ``class`` that are kept; one that ends with ``*`` stands for all that begin so: ``{"language-*"}``."""
    schemes: AbstractSet[str] = frozenset({"http", "https", "mailto"})
    """Schemes of URLs. What has another one is dropped."""
    relative_urls: bool = True
    """Whether URLs of this site, such as ``/about``, are kept."""
    rel: str | None = "nofollow ugc noopener"
    """``rel`` of each link: search engines count it for nothing, and what it opens cannot reach back. None for none."""

    def __post_init__(self) -> None:
        problems = list(self._problems())
        if problems:
            raise ConfigurationError(problems)
        attributes = {element: frozenset(names) for element, names in self.attributes.items()}
        object.__setattr__(self, "attributes", MappingProxyType(attributes))
        for name in ("elements", "classes", "schemes"):
            object.__setattr__(self, name, frozenset(getattr(self, name)))

    def __hash__(self) -> int:
        attributes = frozenset(self.attributes.items())
        return hash((self.elements, attributes, self.classes, self.schemes, self.relative_urls, self.rel))

    def _problems(self) -> Iterator[Problem]:
        for name in sorted(self.elements):
            if not _NAME.fullmatch(name):
                yield Problem("SanitizePolicy.elements", f"{name!r} is no name.", "Give names in lower case.")
            elif name in _RUNS | _REREAD:
                yield Problem("SanitizePolicy.elements", f"<{name}> lets scripts in, or forges a form.", "Remove it.")
        for element, names in self.attributes.items():
            if element != "*" and element not in self.elements:
                yield Problem(
                    "SanitizePolicy.attributes",
                    f"<{element}> is not among the elements.",
                    "Add it there, or remove it.",
                )
            for name in sorted(names):
                yield from self._attribute_problems(element, name)
        for scheme in sorted(self.schemes & _NO_URLS):
            yield Problem("SanitizePolicy.schemes", f"{scheme}: URLs can run scripts or read files.", "Remove it.")

    def _attribute_problems(self, element: str, name: str) -> Iterator[Problem]:
        setting = "SanitizePolicy.attributes"
        if not _NAME.fullmatch(name) and name != "xlink:href":
            yield Problem(setting, f"{name!r} is no name.", "Give names in lower case.")
        elif name.startswith("on") or name in {"style", "is", "nonce"} | _URLS_ELSEWHERE:
            yield Problem(setting, f"{name} on {element} can run a script, or dress the page up.", "Remove it.")
        elif name in _CLOBBERS:
            yield Problem(
                setting,
                f"{name} on {element} can take the place of a variable of your scripts (DOM clobbering).",
                "Remove it.",
            )
        elif name == "class" and not self.classes:
            yield Problem(setting, "class is kept, but no value of it.", 'Name some: classes={"language-*"}.')
        elif name == "rel" and self.rel is not None:
            yield Problem(setting, "rel is set by the policy itself.", "Remove it, or say rel=None.")


_LINK = {"a": frozenset({"href", "title"})}

TEXT = SanitizePolicy()
"""No element at all."""

COMMENT = SanitizePolicy(
    elements=frozenset(
        {"a", "b", "blockquote", "br", "code", "del", "em", "i", "li", "ol", "p", "pre", "q", "s", "strong", "ul"}
    ),
    attributes=_LINK,
)
"""What people write under an article: paragraphs, emphasis, lists, quotes, code and links."""

ARTICLE = SanitizePolicy(
    elements=COMMENT.elements
    | {
        "abbr", "caption", "cite", "col", "colgroup", "dd", "details", "dfn", "div", "dl", "dt", "figcaption", "figure",
        "h1", "h2", "h3", "h4", "h5", "h6", "hr", "img", "ins", "kbd", "mark", "samp", "small", "span", "sub",
        "summary", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "time", "tr", "u", "var", "wbr",
    },
    attributes={
        **_LINK,
        "abbr": frozenset({"title"}),
        "blockquote": frozenset({"cite"}),
        "code": frozenset({"class"}),
        "col": frozenset({"span"}),
        "colgroup": frozenset({"span"}),
        "details": frozenset({"open"}),
        "img": frozenset({"src", "alt", "title", "width", "height", "loading"}),
        "ol": frozenset({"start", "reversed", "type"}),
        "q": frozenset({"cite"}),
        "td": frozenset({"colspan", "rowspan", "headers", "align"}),
        "th": frozenset({"colspan", "rowspan", "headers", "scope", "align"}),
        "time": frozenset({"datetime"}),
        "*": frozenset({"lang", "dir"}),
    },
    classes=frozenset({"language-*"}),
    rel="noopener",
)  # fmt: skip
"""What an author writes, or Markdown becomes: headings, tables, figures and images too."""

POLICIES: Mapping[str, SanitizePolicy] = MappingProxyType({"text": TEXT, "comment": COMMENT, "article": ARTICLE})
"""The policies that have a name."""
