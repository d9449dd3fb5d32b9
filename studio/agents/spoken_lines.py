"""Who says the words of a board: by its own ``NAME: words``, else by the scene's script."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from studio.agents.scene_beats import SpeechBeat

_CUE = re.compile(r"^(?P<name>[^:\n]{1,40}):\s+(?P<words>.+)$")


@dataclass(frozen=True, slots=True)
class SpokenLine:
    """Words with who says them (empty: nobody knows), how, and whether the speaker is out of sight."""

    words: str
    speaker: str = ""
    manner: str = ""
    is_off_screen: bool = False


def spoken_lines(dialogue: str, speeches: Sequence[SpeechBeat]) -> tuple[SpokenLine, ...]:
    """The lines of a board's dialogue in order. ``speeches`` are those of its scene."""
    names = {speech.speaker.casefold() for speech in speeches}
    found: list[SpokenLine] = []
    for line in filter(None, (each.strip() for each in dialogue.splitlines())):
        cue = _CUE.match(line)
        is_cue = cue is not None and (cue["name"].casefold() in names or cue["name"].isupper())
        words, name = (cue["words"], cue["name"]) if cue is not None and is_cue else (line, "")
        speech = next((each for each in speeches if _says(each, words, name)), None)
        if speech is None:
            found.append(SpokenLine(words, name))
            continue
        found.append(SpokenLine(words, speech.speaker, ", ".join(speech.manner), speech.is_off_screen))
    return tuple(found)


def _says(speech: SpeechBeat, words: str, name: str) -> bool:
    said = _letters(" ".join(sentence.text for sentence in speech.sentences))
    return (not name or speech.speaker.casefold() == name.casefold()) and _letters(words) in said


def _letters(text: str) -> str:
    return "".join(letter for letter in text.casefold() if letter.isalnum())
