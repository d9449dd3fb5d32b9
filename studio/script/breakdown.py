"""What a screenplay's elements add up to: its scenes and its speaking parts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from studio.script.cues import cue_name
from studio.script.line_rules import HeadingLine, read_heading
from studio.script.pagination import Printed, scene_eighths
from studio.script.reading_time import reading_ms
from studio.script.screenplay import CharacterCount, Element, ScriptScene

_DASH = re.compile(r"\s[-–—]+|[-–—]+\s")
_LONGEST_HEADING = 200
_TIME = re.compile(
    r"\b(?:DAY|NIGHT|MORNING|AFTERNOON|EVENING|NOON|MIDDAY|MIDNIGHT|DAWN|DUSK|SUNRISE|SUNSET|SUNDOWN|TWILIGHT|DAYBREAK|"
    r"MAGIC HOUR|GOLDEN HOUR|LATER|EARLIER|CONTINUOUS|CONT'D|SAME|MOMENTS?|TIME|PRESENT|PAST|FUTURE|FLASHBACK|DREAM|"
    r"(?:[01]?\d|2[0-4])(?::[0-5]\d)?\s?[AP]\.?M\b|[0-2]?\d:[0-5]\d|(?:1[0-9]|2[01])\d\d|O'CLOCK)\b"
    r"|낮|밤|아침|점심|저녁|새벽|오전|오후|정오|자정|한낮|대낮|심야|황혼|노을|해\s?질|해\s?뜰|석양|일출|일몰|잠시\s?후|얼마\s?후|같은\s?시|"
    r"계속|이어서|연속|현재|과거|회상|\d시",
    re.IGNORECASE,
)
_TRAILING_TIME = re.compile(r"^(?P<place>.*\S)\s*(?:\((?P<inside>[^()]+)\)|[.,/]\s*(?P<behind>[^.,/]+))$")


def scenes_of(elements: Sequence[Element], heights: Sequence[Printed]) -> tuple[ScriptScene, ...]:
    """The scenes, each from its heading to the next."""
    starts = [place for place, element in enumerate(elements) if element.type == "heading"]
    scenes = []
    for start, end in pairwise([*starts, len(elements)]):
        heading = elements[start]
        line = read_heading(f".{heading.text}" if heading.forced else heading.text, opens=True)
        location, time = place_and_time(line) if line else (heading.text, None)
        names: dict[str, str] = {}
        for element in elements[start:end]:
            if element.type == "character":
                name = cue_name(element.text)
                names.setdefault(name.casefold(), name)
        scenes.append(
            ScriptScene(
                number=heading.scene_number,
                heading=heading.text,
                line=heading.line,
                start=heading.start,
                interior=line.interior if line else None,
                location=location,
                time=time,
                eighths=scene_eighths(heights[start:end]),
                seconds=sum(map(reading_ms, elements[start:end])) / 1000,
                characters=tuple(names.values()),
            )
        )
    return tuple(scenes)


def count_characters(elements: Sequence[Element]) -> tuple[CharacterCount, ...]:
    """Who speaks, in order of appearance; spelled as at first, whatever the capitals later."""
    names: dict[str, str] = {}
    speeches: dict[str, int] = {}
    words: dict[str, int] = {}
    speaker = ""
    for element in elements:
        if element.type == "character":
            name = cue_name(element.text)
            speaker = name.casefold()
            names.setdefault(speaker, name)
            speeches[speaker] = speeches.get(speaker, 0) + 1
        elif element.type == "dialogue" or (element.type == "lyric" and speaker):
            words[speaker] = words.get(speaker, 0) + len(element.text.split())
        elif element.type not in ("parenthetical", "note", "boneyard"):
            speaker = ""
    return tuple(CharacterCount(name, speeches[key], words.get(key, 0)) for key, name in names.items())


def place_and_time(heading: HeadingLine) -> tuple[str, str | None]:
    """Location and time of a heading: ``HOUSE - KITCHEN - DAY`` → ``HOUSE - KITCHEN``, ``DAY``.

    The time is what follows the last dash if it reads as one (``DAY``, ``LATER``, ``3:00 AM``, ``밤``), so that
    ``HOUSE - KITCHEN`` is all location; or such a word in parentheses or behind a full stop or comma.
    """
    place = heading.place
    if len(place) > _LONGEST_HEADING:
        return place, None
    dashes = list(_DASH.finditer(place))
    if dashes:
        before, behind = place[: dashes[-1].start()].strip(), place[dashes[-1].end() :].strip()
        if _TIME.search(behind):
            return before, behind
    found = _TRAILING_TIME.match(place)
    if found is not None:
        behind = (found["inside"] or found["behind"]).strip()
        if _TIME.fullmatch(behind):
            return found["place"].strip(), behind
    return place, None
