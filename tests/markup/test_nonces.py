"""Which tags get a nonce: a table of template text, where `@` marks the places of a nonce and `#` of a foreign one.

`~` marks the place of a nonce that a link to an own style sheet gets, `^` that of another origin's.
"""

from __future__ import annotations

import re

import pytest
from jinja2 import Environment

OWN, FOREIGN = ' nonce="OWN"', ' nonce="FOREIGN"'
SIGNS = {"#": FOREIGN, "~": ' nonce="OWN-STYLE"', "^": ' nonce="FOREIGN-STYLE"'}

TAGS = [
    # Scripts.
    "<script@>a()</script>",
    "<SCRIPT@>a()</SCRIPT>",
    "<ScRiPt@ src=x></sCrIpT>",
    "<script@ src='/a.js'></script>",
    "<script@\nsrc=a.js\n></script>",
    "<script@\t></script>",
    "<script@\f></script>",
    "<script@/></script>",
    "<script@/src=x></script>",
    "<script@></script><script@></script>",
    "<script@ defer async></script>",
    "<script@ type></script>",
    "<script@ type=''></script>",
    '<script@ type="text/javascript"></script>',
    '<script@ TYPE="TEXT/JavaScript"></script>',
    '<script@ type=" text/javascript "></script>',
    "<script@ type=text/ecmascript></script>",
    "<script@ type=application/javascript></script>",
    "<script@ type=application/x-ecmascript></script>",
    "<script@ type=text/javascript1.5></script>",
    "<script@ type=text/jscript></script>",
    "<script@ type=module>import 'a'</script>",
    "<script@ type=importmap>{}</script>",
    "<script@ type=speculationrules>{}</script>",
    "<script@ type='&#109;odule'></script>",
    "<script type=application/json>{}</script>",
    "<script type=application/ld+json>{}</script>",
    "<script type='text/template'><p></script>",
    "<script type=text/x-handlebars></script>",
    "<script type=text/html></script>",
    "<script type='text/javascript; charset=utf-8'></script>",
    "<script type=modules></script>",
    "<scripty></scripty>",
    "<script-x></script-x>",
    "<scrip></scrip>",
    "<noscript></noscript>",
    "< script></script>",
    "<\nscript></script>",
    "&lt;script>",
    "</script>",
    "</script nonce>",
    "</ script>",
    "<!script>",
    "<?script>",
    "a<script@>b</script>c",
    "a<b<script>",
    "<b><script@></script></b>",
    "<svg><script@ href=a /></svg><script@></script>",
    "<math><script@/></math><style@></style>",
    "<svg><svg></svg><script@/></svg><script@/></script><style@></style>",
    "<svg/><script@/></script><style@></style>",
    "</svg><script@/><style></script><style@></style>",
    "<svg></svg><script@ /><script></script><script@></script>",
    # A nonce that is there already.
    "<script nonce></script>",
    "<script nonce=abc></script>",
    "<script NONCE='abc'></script>",
    "<script src=a nonce=abc></script>",
    "<script src=a\n  nonce=abc></script>",
    "<style nonce=a></style>",
    "<link rel=stylesheet href=a nonce=b>",
    "<script@ data-nonce=abc></script>",
    "<script@ nonces=abc></script>",
    "<script@ x='nonce=1'></script>",
    "<script@ x=nonce></script>",
    "<script@></script nonce=1>",
    # Inside scripts.
    "<script@>'<script>'</script>",
    "<script@>'</scripty>' + '<script>'</script>",
    "<script@>if (a<style) b</script><style@></style>",
    "<script@>'<\\/script><script>'</script>",
    "<script@><!-- <script> </script> <style> --> <script> </script><style@></style>",
    "<script@><!-- <script </script> <style> </script><style@></style>",
    "<script@><!-- <scripty> </script><style@></style>",
    "<script@><!-- </script><style@></style>",
    "<script@><!--- <script> --- </script> x </script><style@></style>",
    "<script@>a --> b <!- c </script><style@></style>",
    "<script@></SCRIPT ><style@></style>",
    "<script@></script/><style@></style>",
    "<script@></scriptx><style></script><style@></style>",
    # Styles.
    "<style@>a{}</style>",
    "<STYLE@>a{}</STYLE>",
    "<style@ media=print>a{}</style>",
    "<style@>'<style>'</style>",
    "<style@>/* <script> */</style>",
    "<style@><!-- </style><script@></script>",
    "<styles></styles>",
    "<p style=a>",
    "<svg><style@><![CDATA[ a > b {} ]]></style></svg>",
    # Links.
    "<link~ rel=stylesheet href=a.css>",
    "<link~ REL='StyleSheet' href=a.css>",
    "<link~ rel='alternate stylesheet' href=a.css>",
    "<link~ rel='\n stylesheet \t'>",
    "<link~ rel=stylesheet />",
    "<link~ rel=preload as=style href=a.css>",
    "<link~ rel=preload as=STYLE href=a.css>",
    "<link~ rel='preload stylesheet' as=style href=a.css>",
    "<link~ rel='preload stylesheet' as=font href=a.css>",
    "<link@ rel='preload stylesheet' as=script href=a.css>",
    "<link@ rel='modulepreload stylesheet' href=a.css>",
    "<link@ rel=preload as=script href=a.js>",
    "<link@ rel=preload as=worker href=a.js>",
    "<link@ rel=preload as=unheard-of href=a.js>",
    "<link@ rel=preload as href=a.js>",
    "<link@ rel=preload href=a.js>",
    "<link rel=preload as=font href=a.woff2 crossorigin>",
    "<link rel=preload as=IMAGE href=a.png>",
    "<link rel=preload as=fetch href=a.json>",
    "<link rel=preload as=font href=//cdn.example/a.woff2>",
    "<link@ rel=modulepreload href=a.js>",
    "<link@ rel=modulepreload as=style href=a.js>",
    "<link@ href=a rel=prefetch>",
    "<link@ href=a rel=prefetch as=font>",
    "<link rel=icon href=a.png>",
    "<link rel=canonical href=/>",
    "<link rel='dns-prefetch' href=//a>",
    "<link rel=preconnect href=//a>",
    "<link rel=stylesheets href=a>",
    "<link rel='style sheet' href=a>",
    "<link rel='' href=a>",
    "<link rel href=a>",
    "<link href=a>",
    "<link>",
    "<lin\u212a rel=stylesheet>",
    "<links rel=stylesheet>",
    # Other origins.
    "<script# src=https://cdn.example/a.js></script>",
    "<script# src='HTTP://cdn.example/a.js'></script>",
    "<script# src='//cdn.example/a.js'></script>",
    "<script# src=' \n//cdn.example/a.js'></script>",
    "<script# src='/\\cdn.example/a.js'></script>",
    "<script# src='\\\\cdn.example/a.js'></script>",
    "<script# src='/\t/cdn.example/a.js'></script>",
    "<script# src='ht\ntps://cdn.example/a.js'></script>",
    "<script# src='&#104;ttps://cdn.example/a.js'></script>",
    "<script# src='https&colon;//cdn.example/a.js'></script>",
    "<script# src='data:text/javascript,a()'></script>",
    "<script@ src='/a.js?x=https://b'></script>",
    "<script@ src='./https://b'></script>",
    "<script@ src='/a//b.js'></script>",
    "<script@ src='a.js' data-src='//b'></script>",
    "<script@ href='//b'></script>",
    "<link^ rel=stylesheet href=//cdn.example/a.css>",
    "<link^ href=https://cdn.example/a.css rel=stylesheet>",
    "<link^ href='\t HTTPS&colon;//cdn.example/a.css' rel=stylesheet>",
    "<link^ href='/\\cdn.example/a.css' rel=stylesheet>",
    "<link^ rel=preload as=style href=//cdn.example/a.css>",
    "<link# rel=preload as=script href=//cdn.example/a.js>",
    "<link# href=http://cdn.example/a.css rel=stylesheet>",
    "<link# href='data:text/css,p{}' rel=stylesheet>",
    "<link# href='httpss://cdn.example/a.css' rel=stylesheet>",
    "<link~ rel=stylesheet src=//cdn.example>",
    "<style@ src=//b></style>",
    # Text, comments and declarations.
    "<!-- <script></script> -->",
    "<!-- <script> --!><script@></script>",
    "<!--><script@></script>",
    "<!---><script@></script>",
    "<!-- -- > <script> --><style@></style>",
    "<!--<!--><script@></script>",
    "<!- <script><style@></style>",
    "<!doctype html <script><style@></style>",
    "<!DOCTYPE html PUBLIC '>'><style@></style>",
    "<![CDATA[ <script> ]]><style@></style>",
    "<svg><![CDATA[ <script> ]]></svg><style@></style>",
    "<?xml <script> ?><style@></style>",
    "</ <script><style@></style>",
    "<title><script></title><style@></style>",
    "<textarea><script></textarea><style@></style>",
    "<textarea></title><script></TextArea ><style@></style>",
    "<xmp><script></xmp><style@></style>",
    "<iframe><script></iframe><style@></style>",
    "<noembed><script></noembed><style@></style>",
    "<noframes><script></noframes><style@></style>",
    "<noscript><style@></style></noscript>",
    "<template><script@></script></template>",
    "<plaintext><script></plaintext><style>",
    "<p title='<script>'>",
    '<p title="<script>" x=<script><style@></style>',
    "<p title=<script><style@></style>",
    "<p <script><style@></style>",
    "<p a='>' <style@></style>".replace("@", ""),
    "<iframe srcdoc='<script></script>'></iframe>",
    "{# <script> #}<style@></style>",
    "{% raw %}<script@>{{ x }}</script>{% endraw %}",
    "<sc{# a comment #}ript@></script>",
]


def expected(marked: str, environment: Environment) -> str:
    """What the marked text renders to."""
    plain = environment.from_string(marked.replace("@", "\N{BULLET}")).render()
    return plain.replace("\N{BULLET}", OWN)


@pytest.mark.parametrize("marked", TAGS)
def test_constant_tags(marked, render):
    """Tags that are written out get a nonce exactly where they need one."""
    source, text = marked.replace("@", ""), marked
    for sign, nonce in SIGNS.items():
        if re.match(rf"<(?:script|link){re.escape(sign)} ", marked):
            source, text = source.replace(sign, "", 1), text.replace(sign, nonce, 1)
    assert expected(text, Environment()) == render(source).text


BRANCHES = [
    ("<script@{% if x %} async{% endif %}></script>", "<script@ async></script>"),
    ("<script@{{ x }}></script>", "<script@1></script>"),
    ("<script@ {{ x }}></script>", "<script@ 1></script>"),
    ("<script@ {{ x }}='a'></script><style@></style>", "<script@ 1='a'></script><style@></style>"),
    ("<script@ type='{{ x }}'></script>", "<script@ type='1'></script>"),
    ("<script@ type=text/{{ x }}></script>", "<script@ type=text/1></script>"),
    ("<script@ {% if x %}type=text/html{% endif %}></script>", "<script@ type=text/html></script>"),
    ("<script {% if x %}nonce=1{% endif %}></script>", "<script nonce=1></script>"),
    ("<script {% if x %}{% else %}nonce=1{% endif %}></script>", "<script ></script>"),
    ("<script{% if x %} src=a{% endif %} nonce=1></script>", "<script src=a nonce=1></script>"),
    ("<script {% for i in 'ab' %}a{{ i }} {% endfor %}nonce></script>", "<script aa ab nonce></script>"),
    ("<script@ src='{{ x }}//a'></script>", "<script@ src='1//a'></script>"),
    ("<script# src='//{{ x }}'></script>", "<script# src='//1'></script>"),
    ("<script# src='https://{{ x }}/a.js'></script>", "<script# src='https://1/a.js'></script>"),
    (
        "<script# {% if x %}src='/a.js'{% else %}src='//cdn/a.js'{% endif %}></script>",
        "<script# src='/a.js'></script>",
    ),
    ("<script# src='{% if not x %}//cdn{% endif %}/a.js'></script>", "<script# src='/a.js'></script>"),
    ("<link@ rel='{{ x }}'>", "<link@ rel='1'>"),
    ("<link~ rel=stylesheet href='{{ x }}'>", "<link~ rel=stylesheet href='1'>"),
    ("<link~ rel=stylesheet href='{{ x }}//a'>", "<link~ rel=stylesheet href='1//a'>"),
    ("<link^ rel=stylesheet href='https://{{ x }}/'>", "<link^ rel=stylesheet href='https://1/'>"),
    ("<link# rel=stylesheet href='http://{{ x }}/'>", "<link# rel=stylesheet href='http://1/'>"),
    (
        "<link^ rel=stylesheet href='{% if x %}/a{% else %}//b/a{% endif %}'>",
        "<link^ rel=stylesheet href='/a'>",
    ),
    (
        "<link# rel=stylesheet href='{% if x %}//b/a{% else %}http://b/a{% endif %}'>",
        "<link# rel=stylesheet href='//b/a'>",
    ),
    ("<link@ rel=preload as='{{ x }}' href=a>", "<link@ rel=preload as='1' href=a>"),
    ("<link@ rel=preload {{ x }} href=a>", "<link@ rel=preload 1 href=a>"),
    (
        "<link@ rel=preload as='{% if x %}font{% else %}script{% endif %}' href=a>",
        "<link@ rel=preload as='font' href=a>",
    ),
    ("<link~ rel='{% if x %}icon{% else %}stylesheet{% endif %}' {{ x }}>", "<link~ rel='icon' 1>"),
    ("<link@ {{ x }}>", "<link@ 1>"),
    ("<link rel=icon {{ x }}>", "<link rel=icon 1>"),
    ("<link~ rel='{% if x %}icon{% else %}stylesheet{% endif %}'>", "<link~ rel='icon'>"),
    ("<link rel='{% if x %}icon{% else %}author{% endif %}'>", "<link rel='icon'>"),
    ("{% if x %}<script@>{% else %}<style>{% endif %}", "<script@>"),
    ("{% if x %}<script@{% else %}<script async{% endif %} defer></script>", "<script@ defer></script>"),
    ("{% if x %}<script{% else %}<script async{% endif %} nonce></script>", "<script nonce></script>"),
    (
        "{% if x %}<script@>{% endif %}'<style>'{% if x %}</script>{% endif %}<style@>",
        "<script@>'<style>'</script><style@>",
    ),
    ("{% if not x %}<!--{% endif %}<style>{% if not x %}-->{% endif %}<style@>", "<style><style@>"),
    ("<p class='a{% if x %} b'{% else %}'{% endif %}><style@>", "<p class='a b'><style@>"),
    ("<p {% if x %}a='{% else %}b='{% endif %}<style>'><style@>", "<p a='<style>'><style@>"),
    ("<p {% if x %}a=b{% endif %}><style@>", "<p a=b><style@>"),
    ("<p {% if x %}a{% else %}b{% endif %}='<style>'><style@>", "<p a='<style>'><style@>"),
    ("<p a={{ x }}><style@>", "<p a=1><style@>"),
    ("<p a={{ x }} b='<style>'><style@>", "<p a=1 b='<style>'><style@>"),
    ("<p a='{{ x }}<style>'><style@>", "<p a='1<style>'><style@>"),
    ("<h{{ x }}><style@></style></h{{ x }}>", "<h1><style@></style></h1>"),
    ("<{{ x }} title='<style>'><style@></style></{{ x }}>", "<1 title='<style>'><style@></style></1>"),
    ("<!-- {{ x }} <style> --><style@>", "<!-- 1 <style> --><style@>"),
    ("<!--{{ x }}><style>--><style@>", "<!--1><style>--><style@>"),
    ("<!{{ x }}><style@>", "<!1><style@>"),
    ("<script@>{{ x }}'<style>'</script><style@>", "<script@>1'<style>'</script><style@>"),
    ("<script@><{{ x }}/script><style></script><style@>", "<script@><1/script><style></script><style@>"),
    ("<script@></{{ x }}script><style></script><style@>", "<script@></1script><style></script><style@>"),
    ("<script@></scr{{ x }}ipt><style></script><style@>", "<script@></scr1ipt><style></script><style@>"),
    ("<script@></script{{ x }}><style@>", "<script@></script1><style@>"),
    ("<script@><!--{{ x }}<script></script><style></script><style@>", None),
    ("<title>{{ x }}<style></title><style@>", "<title>1<style></title><style@>"),
    ("{% for i in 'ab' %}<script@></script>{% endfor %}", "<script@></script><script@></script>"),
    ("{% for i in '' %}<b>{% else %}<script@></script>{% endfor %}", "<script@></script>"),
    ("{% set y %}<script@></script>{% endset %}{{ y }}", "<script@></script>"),
    ("{% macro m() %}<script@></script>{% endmacro %}{{ m() }}{{ m() }}", "<script@></script><script@></script>"),
    ("{% macro m() %}{{ caller() }}{% endmacro %}{% call m() %}<style@>{% endcall %}", "<style@>"),
    ("{% filter indent %}<style@></style>{% endfilter %}<style@>", "<style@></style><style@>"),
    ("{% filter escape %}<style@></style>{% endfilter %}<style@>", "<style@></style><style@>"),
    ("{% filter forceescape %}<style>{% endfilter %}<style@>", "&lt;style&gt;<style@>"),
    ("{% filter trim|forceescape %}<style>{% endfilter %}<style@>", "&lt;style&gt;<style@>"),
    ("{% set y | forceescape %}<style>{% endset %}{{ y }}<style@>", "&lt;style&gt;<style@>"),
    ("{% with %}<style@>{% endwith %}", "<style@>"),
    ("{% autoescape false %}<style@>{{ '<style>' }}{% endautoescape %}", "<style@><style>"),
    ("{% autoescape x %}<style@>{{ '<style>' }}{% endautoescape %}", "<style@>&lt;style&gt;"),
    ("{{ '<script>' }}{{ '<script>'|safe }}<style@>", "&lt;script&gt;<script><style@>"),
    ("<title>{% block a %}<style>{% endblock %}</title><style@>", "<title><style></title><style@>"),
    ("<script@>{% block a %}'<style>'{% endblock %}</script><style@>", "<script@>'<style>'</script><style@>"),
    ("<script@>{% macro m() %}'<style>'{% endmacro %}{{ m() }}</script>", "<script@>'<style>'</script>"),
    ("<script@>{% set m %}'<style>'{% endset %}{{ m }}</script>", "<script@>'<style>'</script>"),
    ("<p {% set y %}<style@>{% endset %}title='<style>'>", "<p title='<style>'>"),
    ("<p {% block a %}hidden{% endblock %} title='<style>'><style@>", "<p hidden title='<style>'><style@>"),
    ("<p title={% block a %}b{% endblock %}><style@>", "<p title=b><style@>"),
    ("<p title={% include 'x' %}><style@>", "<p title=<i>><style@>"),
    ("<p title='{% include 'x' %}<style>'><style@>", "<p title='<i><style>'><style@>"),
    ("a <{% include 'x' %}<style@>", "a <<i><style@>"),
    ("<script@>{% include 'x' %}'<style>'</script><style@>", "<script@><i>'<style>'</script><style@>"),
]


@pytest.mark.parametrize(("marked", "output"), BRANCHES)
def test_tags_with_conditions_and_expressions(marked, output, render):
    """What cannot be known is decided for the nonce, a nonce in any branch against it."""
    source, wanted = marked.replace("@", ""), output or marked.replace("{{ x }}", "1")
    wanted = wanted.replace("@", OWN)
    for sign, nonce in SIGNS.items():
        for name in ("<script", "<link"):
            source, wanted = source.replace(name + sign, name), wanted.replace(name + sign, name + nonce)
    page = render(source, {"x": "<i>"}, x=1)
    assert wanted == page.text


def test_the_tables_are_as_large_as_promised():
    """At least 120 snippets."""
    assert len(TAGS) + len(BRANCHES) >= 120


def test_no_nonce_no_attribute(render, sink):
    """A response whose policy has no nonce for a tag leaves it as it is."""
    sink.foreign = ""
    assert '<script src="//a"></script><style nonce="OWN">' == render('<script src="//a"></script><style>').text
