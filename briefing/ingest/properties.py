"""What a file's properties say of the document in it: title, author, the day on which the file was made.

They are weak witnesses. The title is often that of the template or of the draft's file, the author whoever was logged
in, the day that of the export; so they are believed where the document's own words bear them out.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefing.ingest.characters import squeeze
from briefing.ingest.draft import Facts, known

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefing.ingest.draft import Part

_START = 1500  # characters: where a title stands
_SITE = re.compile(r"\s[|–—»·-]\s(?=[^|–—»·]*$)")
_LEAST_AUTHOR, _LEAST_TITLE = 4, 8  # letters: shorter ones stand in a text by chance


def facts_of_properties(title: str, author: str, parts: Sequence[Part]) -> Facts:
    """Return title and author as far as the parts hold their words; the name of a site may follow the title."""
    whole = squeeze(" ".join(part.text for part in parts))
    start = squeeze(" ".join(part.text for part in parts)[:_START])
    titles = (title, _SITE.split(title[:_START])[0])
    found = next((one for one in titles if len(squeeze(one)) >= _LEAST_TITLE and squeeze(one) in start), "")
    name = author if len(squeeze(author)) >= _LEAST_AUTHOR and squeeze(author) in whole else ""
    return Facts(known(found, "metadata"), author=known(name, "metadata"))


def made_note(day: str) -> str:
    """Return the note on when a file was made, which is not when its text was published."""
    return f"the file was made on {day}"
