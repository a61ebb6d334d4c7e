"""The one stylesheet: that of the sheets, and what the other pages add."""

from ..sheets.html import STYLE as OF_SHEETS

STYLE = f"""{OF_SHEETS.lstrip()}
body > nav {{ display: flex; flex-wrap: wrap; gap: .2rem 1.2rem; margin-bottom: 1rem; }}
nav a[aria-current] {{ font-weight: 600; color: var(--ink); text-decoration: none; }}
tbody th {{ font-size: 1rem; font-weight: 400; color: var(--ink); }}
td, th {{ overflow-wrap: anywhere; }}
thead th {{ overflow-wrap: normal; }}
table.list th, table.list td:not(:last-child) {{ white-space: nowrap; }}
th button {{ font: inherit; color: inherit; background: none; border: 0; padding: .3rem 0; cursor: pointer; }}
th button::after {{ content: " ↕"; }}
th[aria-sort=ascending] button::after {{ content: " ↑"; }}
th[aria-sort=descending] button::after {{ content: " ↓"; }}
.tools {{ display: flex; flex-wrap: wrap; gap: .5rem 1rem; margin: .5rem 0; align-items: center; }}
input, select, button {{ font: inherit; max-width: 100%; }}
input[type=checkbox] {{ width: 1.5rem; height: 1.5rem; vertical-align: middle; margin: 0 .4rem 0 0; }}
section.formula {{ padding: .4rem 0 .8rem; border-bottom: 1px solid var(--rule); }}
section.formula h2 a {{ color: inherit; text-decoration: none; }}
math {{ font-size: 1.25rem; padding: .3rem 0; }}
section.formula > .wide {{ overflow-y: hidden; }}
math mi {{ font-style: normal; }}
pre {{ overflow-x: auto; }}
.try {{ border: 1px solid var(--rule); border-radius: .3rem; padding: .5rem .8rem; margin: .5rem 0; }}
.try label {{ display: grid; grid-template-columns: 9rem 8rem 9rem minmax(6rem, 1fr); gap: .2rem .6rem; }}
.try label {{ align-items: center; padding: .15rem 0; overflow-wrap: anywhere; }}
.try output {{ font-weight: 600; }}
.plot {{ width: 100%; max-width: 46rem; height: auto; font-size: 13px; fill: var(--ink); }}
.plot .grid {{ stroke: var(--rule); }}
.plot .roof {{ stroke: var(--bar); stroke-width: 2.5; fill: none; }}
.plot .thin {{ stroke: var(--bar); stroke-width: 1.2; fill: none; }}
.plot .cursor {{ stroke: var(--ink); stroke-dasharray: 3 3; }}
.plot .mine {{ fill: #d55e00; }}
:focus-visible {{ outline: 2px solid var(--bar); outline-offset: 2px; }}
[hidden] {{ display: none !important; }}
@media (max-width: 40rem) {{
  body {{ padding: 1rem .8rem; }}
  .plot {{ font-size: 20px; }}
  .try label {{ grid-template-columns: 1fr 1fr; }}
  .try label input[type=range] {{ grid-column: 1 / -1; }}
}}
@media print {{ body > nav, .tools, .try {{ display: none; }} }}
"""
