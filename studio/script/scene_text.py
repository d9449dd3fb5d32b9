"""A script cut into scenes: the prelude and every scene's text, byte for byte the whole."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from studio.script.hidden_text import HiddenText, find_hidden, unified_newlines
from studio.script.line_rules import HeadingLine, is_lead_in, lets_heading_begin, read_heading
from studio.script.source_lines import SourceLine, source_lines
from studio.script.title_page import read_title_page


@dataclass(frozen=True, slots=True)
class SplitScript:
    """``prelude`` and ``scenes`` joined are the script."""

    prelude: str
    scenes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SceneCut:
    """Where a scene's text begins, and where the words of its heading stand in the script."""

    at: int
    heading_start: int
    heading_end: int


@dataclass(frozen=True, slots=True)
class ScannedScript:
    """A script prepared for cutting: line ends unified, the title page and all that is not printed found."""

    text: str
    body_start: int
    hidden: HiddenText


@lru_cache(maxsize=2)
def scan_script(text: str) -> ScannedScript:
    """Prepares a whole script. Linear, without looking at single lines.

    The last two are kept, because the script after one key is the script before the next.
    """
    text = unified_newlines(text)
    body_start = read_title_page(text).end
    return ScannedScript(text, body_start, find_hidden(text, body_start))


def split_scenes(text: str) -> SplitScript:
    """Cuts a script into its prelude and scenes.

    A scene's text begins at its heading, or at the sections, synopses, notes and empty lines directly above it; those
    above the first heading stay in the prelude.
    """
    cuts = scene_cuts(scan_script(text))
    bounds = [*(cut.at for cut in cuts), len(text)]
    scenes = tuple(text[start:end] for start, end in pairwise(bounds))
    return SplitScript(text[: bounds[0]], scenes)


def heading_of(scene_script: str) -> str:
    """A scene's heading without its number and forcing dot; "" where there is none."""
    found = _first_heading(scene_script)
    return found.text if found else ""


def scene_number_of(scene_script: str) -> str | None:
    """The number that the writer gave a scene, ``12A`` of ``#12A#``."""
    found = _first_heading(scene_script)
    return found.number if found else None


def scene_cuts(
    script: ScannedScript, *, start: int = 0, end: int | None = None, is_from_top: bool = True
) -> list[SceneCut]:
    """The scenes that begin in ``[start, end)``, both of which are line starts.

    ``is_from_top`` says that no scene stands above, so that what leads into the first heading stays out of its scene.
    """
    cuts: list[SceneCut] = []
    lead_in: int | None = None
    for line, heading in _headings(script, start, end):
        if heading is not None:
            at = line.at if lead_in is None or (is_from_top and not cuts) else lead_in
            cuts.append(SceneCut(at, line.start, line.end))
            lead_in = None
        elif not _leads_in(script, line):
            lead_in = None
        elif lead_in is None and script.hidden.around(line.at) is None:
            lead_in = line.at
    return cuts


def first_heading(script: ScannedScript, start: int, end: int) -> tuple[int, int] | None:
    """Where the words of the first heading in ``[start, end)`` stand."""
    for line, heading in _headings(script, start, end):
        if heading is not None:
            return line.start, line.end
    return None


def _headings(script: ScannedScript, start: int, end: int | None) -> Iterator[tuple[SourceLine, HeadingLine | None]]:
    """The lines of a part of the script, each with the heading that it is."""
    start = max(start, script.body_start)
    opens = start == script.body_start or _lets_begin(next(_line_above(script, start)))
    for line in source_lines(script.text, script.hidden, start=start, end=end):
        yield line, None if line.is_hidden else read_heading(line.text, opens=opens)
        opens = _lets_begin(line)


def _line_above(script: ScannedScript, start: int) -> Iterator[SourceLine]:
    above = max(script.text.rfind("\n", 0, start - 1) + 1, script.body_start)
    return source_lines(script.text, script.hidden, start=above, end=start)


def _lets_begin(line: SourceLine) -> bool:
    return line.is_hidden or lets_heading_begin(line.words)


def _leads_in(script: ScannedScript, line: SourceLine) -> bool:
    if not line.is_hidden:
        return is_lead_in(line.words)
    end = script.text.find("\n", line.at)
    spans = script.hidden.within(line.at, len(script.text) if end < 0 else end)
    return all(span.kind == "note" for span in spans)


def _first_heading(scene_script: str) -> HeadingLine | None:
    text = unified_newlines(scene_script)
    script = ScannedScript(text, 0, find_hidden(text))
    return next((heading for _, heading in _headings(script, 0, None) if heading is not None), None)
