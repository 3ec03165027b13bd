"""Says how a page looks in a browser, in a mail and on paper.

Colours are written out twice, for light and for dark: mail programs know no variables.
"""

from __future__ import annotations

# What is read, in two shades; each pair has a contrast of 4.5 to 1 or more.
LIGHT = {"text": "#1c1e21", "paper": "#ffffff", "quiet": "#5a6069", "link": "#0b57d0"}
LIGHT |= {"loud": "#9a3412", "rule": "#d5d9de"}
DARK = {"text": "#e7e9ec", "paper": "#16181b", "quiet": "#a3abb5", "link": "#8ab4f8"}
DARK |= {"loud": "#fdba74", "rule": "#3a3f46"}

_COLOURS = """\
body { color: {text}; background: {paper}; }
a { color: {link}; }
.facts, .intro, .label { color: {quiet}; }
.loud { color: {loud}; }
h1, h2 { border-color: {rule}; }
"""

_SCREEN = """\
body { font: 16px/1.5 system-ui, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif;
  margin: 0; overflow-wrap: break-word; }
.page { max-width: 46em; margin: 0 auto; padding: 1.5em 1em 3em; }
h1 { font-size: 1.7em; line-height: 1.2; margin: 0 0 .3em; }
h2 { font-size: 1.2em; line-height: 1.3; margin: 2em 0 .8em; padding-bottom: .25em;
  border-bottom: 1px solid; }
h3, h4 { font-size: 1em; line-height: 1.35; margin: 0; }
h3.group { font-size: 1.05em; margin: 1.4em 0 .6em; }
p { margin: .15em 0 0; }
.entry { margin: 0 0 1.1em; }
.short { margin: 0 0 .35em; }
.short h3, .short h4 { font-weight: normal; display: inline; }
.short .facts { display: inline; margin-left: .4em; }
.facts, .intro { font-size: .9em; }
.loud { font-weight: 600; }
.note { margin-bottom: .8em; }
.end { margin-top: 2.5em; }
"""

_DARK = "@media screen and (prefers-color-scheme: dark) {{\n{rules}}}\n"

# As small as is comfortable on paper, in two columns, so that a usual page takes one sheet or two.
_PRINT = """\
@page { margin: 13mm 14mm; }
@media print {
  html { color-scheme: light; }
  body { font: 8.5pt/1.28 Arial, "Liberation Sans", Helvetica, sans-serif; }
  .page { max-width: none; padding: 0; }
  .columns { columns: 2; column-gap: 8mm; }
  h1 { font-size: 15pt; }
  .intro { margin-bottom: 1em; }
  h2 { font-size: 10.5pt; margin: 1.1em 0 .5em; }
  h3.group { font-size: 9.2pt; margin: .9em 0 .3em; }
  section:first-child h2 { margin-top: 0; }
  h1, h2, h3, h4 { break-after: avoid; }
  .entry { margin-bottom: .6em; break-inside: avoid; }
  .short { margin-bottom: .15em; }
  .end { margin-top: 1em; }
  a { color: inherit; text-decoration: none; }
  p { margin-top: .08em; orphans: 2; widows: 2; }
}
"""


def style(paper: bool) -> str:
    """Return the style sheet; with what a printer needs, unless it is for a mail."""
    dark = _DARK.format(rules=_coloured(DARK))
    return _SCREEN + _coloured(LIGHT) + dark + (_PRINT if paper else "")


def _coloured(shades: dict[str, str]) -> str:
    rules = _COLOURS
    for name, shade in shades.items():
        rules = rules.replace(f"{{{name}}}", shade)
    return rules
