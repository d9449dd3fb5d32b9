"""What one line of Fountain says of itself, whatever stands around it.

Where a scene begins is decided by these rules alone (and by the kind of the line above), never by who speaks, so
that an edit can be cut into scenes where it happens.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

Interior = Literal["INT", "EXT", "INT/EXT", "EST"]

_PREFIX = re.compile(
    r"[*_]{0,4}(?P<kind>INT\.?/EXT|EXT\.?/INT|I\.?/E|E\.?/I|INT|EXT|EST)(?:\.|(?=\s))\s*(?P<place>[^\s*_].*)",
    re.IGNORECASE,
)
_PREFIX_LETTERS = frozenset("IiEe*_")
_NUMBER = re.compile(r"#(?P<number>[\w.\-]+)#$")
_TRANSITIONS = frozenset({"FADE OUT.", "FADE TO BLACK.", "CUT TO BLACK."})
_MARKUP = str.maketrans("", "", "*_")


@dataclass(frozen=True, slots=True)
class HeadingLine:
    """A scene heading without its forcing dot and number; ``place`` is what follows INT or EXT."""

    text: str
    number: str | None
    interior: Interior | None
    place: str
    forced: bool


def read_heading(line: str, *, opens: bool) -> HeadingLine | None:
    """The heading that a line is, if it is one.

    ``opens`` says that the line above lets a heading begin (empty, a section, a note …). A forced heading (``.``)
    needs no such line, but there a letter has to follow, so that ``.45 calibre`` in a paragraph stays what it is.
    Source: https://fountain.io/syntax, scene headings.
    """
    line = line.strip()
    if len(line) < 2:
        return None
    if line[0] == "." and (line[1].isalpha() or (opens and line[1].isalnum())):
        text, number = _without_number(line[1:])
        found = _PREFIX.match(text)
        interior, place = _parts(found) if found else (None, text.translate(_MARKUP).strip())
        return HeadingLine(text, number, interior, place, forced=True)
    if not opens or line[0] not in _PREFIX_LETTERS:
        return None
    found = _PREFIX.match(line)
    if found is None or found["place"][0] == "#":
        return None
    text, number = _without_number(line)
    found = _PREFIX.match(text) or found
    interior, place = _parts(found)
    return HeadingLine(text, number, interior, place, forced=False)


def is_section(line: str) -> bool:
    """Whether a line is a section: ``# Act``, and ``## Sequence`` below it."""
    return line.startswith("#") and bool(line.strip("# \t\r"))


def is_synopsis(line: str) -> bool:
    """Whether a line is a synopsis: ``= What happens``."""
    return line.startswith("=") and bool(line.strip("= \t\r"))


def is_page_break(line: str) -> bool:
    """Whether a line is a page break: three or more ``=`` and nothing else."""
    return line.startswith("===") and not line.strip("= \t\r")


def is_cut_to(line: str) -> bool:
    """Whether a line reads as a transition by itself: in capitals, ending in ``TO:``."""
    return line.endswith("TO:") and line == line.upper()


def is_fade_out(line: str) -> bool:
    """Whether a line is one of the three endings that are transitions when alone in a paragraph."""
    return line in _TRANSITIONS


def lets_heading_begin(line: str) -> bool:
    """Whether a scene heading may stand directly below this line (stripped, its notes and boneyards taken out)."""
    return not line or is_section(line) or is_synopsis(line) or is_page_break(line) or is_cut_to(line)


def is_lead_in(line: str) -> bool:
    """Whether a line above a heading belongs to the scene below: empty, a section or a synopsis."""
    return not line or is_section(line) or is_synopsis(line)


def without_emphasis(text: str) -> str:
    """The text without ``*`` and ``_``."""
    return text.translate(_MARKUP)


def _without_number(text: str) -> tuple[str, str | None]:
    text = text.strip()
    found = _NUMBER.search(text, max(0, len(text) - 40)) if text.endswith("#") else None
    if found is None or found.start() == 0:
        return text, None
    return text[: found.start()].rstrip(), found["number"]


def _parts(found: re.Match[str]) -> tuple[Interior, str]:
    kind = found["kind"].upper().replace(".", "")
    place = found["place"].translate(_MARKUP).strip()
    if kind == "INT":
        return "INT", place
    if kind == "EXT":
        return "EXT", place
    return ("EST" if kind == "EST" else "INT/EXT"), place
