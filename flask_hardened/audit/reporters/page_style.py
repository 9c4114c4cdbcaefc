"""The style sheet of the HTML report: for a phone, a desk and paper, light and dark."""

STYLE = """
:root { color-scheme: light dark; --line: #8886; --soft: #8881; }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 1rem; max-width: 60rem; font: 1rem/1.5 system-ui, sans-serif; overflow-wrap: anywhere; }
h1 { font-size: 1.5rem; } h2 { margin-top: 2rem; border-bottom: 1px solid var(--line); }
article { margin: 1rem 0; padding: .25rem 1rem; border: 1px solid var(--line); border-left-width: .4rem; }
article.critical, article.high { border-left-color: #c21; } article.medium { border-left-color: #d80; }
article.low { border-left-color: #08a; } article.info { border-left-color: #888; }
h3 { margin: .5rem 0; font-size: 1.05rem; }
code, pre { font-family: ui-monospace, monospace; font-size: .9em; }
pre { padding: .5rem; background: var(--soft); white-space: pre-wrap; }
.facts { color: #777; font-size: .85rem; }
table { border-collapse: collapse; } td, th { padding: .2rem .8rem .2rem 0; text-align: left; }
@media print { body { max-width: none; } article { break-inside: avoid; } details { display: none; } }
"""
