"""The parts of the table, in its order."""

from __future__ import annotations

from benchmarks.quality import alone, aspect, boundaries, exact, overtaken, pages, redundancy, replay, speech, story
from benchmarks.quality.figures import Part

PARTS: tuple[Part, ...] = (
    Part("story", story.DATA, story.measure),
    Part("methods", story.DATA, story.measure_methods, slow=True),
    Part("exact", exact.DATA, exact.measure, needs=exact.NEEDS),
    Part("aspect", aspect.DATA, aspect.measure),
    Part("replay", replay.DATA, replay.measure, needs=replay.NEEDS, slow=True),
    Part("redundancy", redundancy.DATA, redundancy.measure, slow=True),
    Part("boundaries", boundaries.DATA, boundaries.measure),
    Part("alone", alone.DATA, alone.figures),
    Part("overtaken", overtaken.DATA, overtaken.measure),
    Part("speech", speech.DATA, speech.measure),
    Part("pages", pages.DATA, pages.measure),
)
"""In the order of the table; each measures what its module's docstring says."""
