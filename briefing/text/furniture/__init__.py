"""What on a page is not the report: appeals, buttons, captions, credits, headings, ...; strings in, labels out.

The rules ask what such a text *is*: a fragment without a full stop, a block of names, a link alone; words to the
reader, outside quotation marks, that want something of him; a place at the end of the text. Lists of phrases
(`briefing.text.phrases`) are short and help in several languages. What stays in doubt is the report: a lost fact is
worse than a line too many. A rule sees text of bounded length only, so the time grows with the length of the page.

- `page`: what a rule sees, and the records that come in.
- `marks`: marks of the page: tags, addresses, dates, notes, rights.
- `makers`: who made it: credits, captions, bylines, signatures.
- `reader`: words to the reader, buttons, ways to other pages.
- `headings`: titles, headings, fragments left below the text.
- `neighbours`: what spreads from furniture to what stands beside it.
- `glance`: which rules can hold for a line at all.
- `rules`: the order in which all of these are asked.
- `glued`: what is glued to the ends of a block.
"""

from briefing.text.furniture.glued import Cut, back, front
from briefing.text.furniture.page import About, Passage
from briefing.text.furniture.rules import Asked, asked, classify, told

__all__ = ["About", "Asked", "Cut", "Passage", "asked", "back", "classify", "front", "told"]
