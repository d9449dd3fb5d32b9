"""Exchanges: runs of dialogue between the same people, and where each of them comes to its peak."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from studio.agents.cue_words import Cue, intense_words
from studio.agents.moments import ActionMoment, Moment, SpeechMoment
from studio.agents.scene_beats import SpeechBeat
from studio.agents.sentences import words_of

_PAUSE = 3
"""Moments of action that an exchange lives through."""


@dataclass(frozen=True, slots=True)
class Turn:
    """One speech's place in its exchange: number ``ordinal`` of ``count``, to ``partner``."""

    exchange: int
    ordinal: int
    count: int
    partner: str | None
    is_peak: bool = False
    is_past_peak: bool = False


def is_intense(manner: str) -> bool:
    """Whether a parenthetical asks for a voice that draws the camera in: whispering, 속삭이며, shouting."""
    return not intense_words().isdisjoint(word.lower for word in words_of(manner))


def heat_of(speech: SpeechBeat) -> float:
    """How strongly a speech is felt: questions, exclamations, whispers and few words."""
    text = " ".join(sentence.text for sentence in speech.sentences)
    heat = 2.0 * ("!" in text or "！" in text) + 1.0 * ("?" in text or "？" in text)
    heat += 2.0 * any(is_intense(manner) for manner in speech.manner)
    heat += 1.0 * (len(text.split()) <= 4) + 0.5 * any(mark in text for mark in ("…", "...", "—", "--"))
    return heat


def _runs(moments: Sequence[Moment]) -> list[list[int]]:
    """Places of the speeches that are seen to be spoken, in runs; a newcomer or a long pause begins a new run."""
    runs: list[list[int]] = [[]]
    pause = 0
    for place, moment in enumerate(moments):
        if isinstance(moment, ActionMoment):
            pause += 1
            if pause > _PAUSE or not moment.cues.isdisjoint({Cue.ENTER, Cue.EXIT}):
                runs.append([])
        elif not moment.speech.is_off_screen:
            pause = 0
            runs[-1].append(place)
    return [run for run in runs if run]


def turns_of(moments: Sequence[Moment]) -> dict[int, Turn]:
    """The turn of every moment of on-screen speech, by its place; parts of one speech share its turn."""
    turns: dict[int, Turn] = {}
    for number, run in enumerate(_runs(moments)):
        speeches: list[SpeechBeat] = []
        for place in run:
            moment = moments[place]
            if isinstance(moment, SpeechMoment) and (not speeches or speeches[-1] is not moment.speech):
                speeches.append(moment.speech)
        count = len(speeches)
        heats = [heat_of(speech) + ordinal / count for ordinal, speech in enumerate(speeches)]
        peak = max(range(count), key=heats.__getitem__) if count > 2 else count
        peak = peak if peak >= 2 else count
        speakers = tuple(dict.fromkeys(speech.speaker for speech in speeches))
        for place in run:
            moment = moments[place]
            if not isinstance(moment, SpeechMoment):
                continue
            ordinal = next(at for at, speech in enumerate(speeches) if speech is moment.speech)
            partner = _partner(speeches, ordinal) or _witness(moments, place, speakers)
            turns[place] = Turn(number, ordinal, count, partner, ordinal == peak, peak < ordinal)
    return turns


def _partner(speeches: Sequence[SpeechBeat], ordinal: int) -> str | None:
    """Whom a speech is for: a question for who answers it, anything else for who spoke before."""
    speech = speeches[ordinal]
    before, after = list(reversed(speeches[:ordinal])), list(speeches[ordinal + 1 :])
    is_question = any(sentence.text.endswith(("?", "？")) for sentence in speech.sentences)
    around = [*after, *before] if is_question else [*before, *after]
    return next((other.speaker for other in around if other.speaker != speech.speaker), None)


def _witness(moments: Sequence[Moment], place: int, speakers: tuple[str, ...]) -> str | None:
    """Somebody who was seen before that place and may be spoken to."""
    for moment in reversed(moments[:place]):
        people = moment.people if isinstance(moment, ActionMoment) else (moment.speech.speaker,)
        is_unseen = isinstance(moment, SpeechMoment) and moment.speech.is_off_screen
        others = [name for name in people if name not in speakers and not is_unseen]
        if others:
            return others[0]
        if isinstance(moment, SpeechMoment) and not is_unseen and moment.speech.speaker not in speakers:
            return moment.speech.speaker
    return None
