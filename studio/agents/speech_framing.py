"""How a speech is framed by its place in the exchange."""

from __future__ import annotations

from studio.agents.exchanges import Turn
from studio.agents.framing import Framing, SceneState, called
from studio.agents.moments import SpeechMoment
from studio.model.documents import Angle, ShotSize


def frame_speech(moment: SpeechMoment, turn: Turn | None, state: SceneState, *, is_shared: bool = False) -> Framing:
    """Frames a speech: two-shot first, then singles that alternate and close in until the peak, then air.

    ``is_shared`` says that the answer plays in the same frame.
    """
    speaker = moment.speech.speaker
    if turn is None:
        return _voice(moment, state)
    partner = turn.partner
    if partner is None:
        return _monologue(moment, turn)
    if moment.speech.together:
        why = f"Both at once: {called(speaker)} and {called(partner)} talk over each other, so neither gets a single."
        return Framing("MS", "together", why, (speaker, partner), axis=state.axis(speaker, partner))
    if moment.part % 2:
        why = (
            f"Reaction: the speech is long, so its middle plays on {called(partner)}, who has to hear it; "
            f"the line goes on under the picture."
        )
        size: ShotSize = "CU" if turn.is_peak else "MCU"
        return Framing(size, "reaction", why, (partner,), axis=state.axis(speaker, partner))
    if turn.ordinal == 0 and moment.part == 0:
        why = (
            f"Two-shot to open the exchange: {called(speaker)} and {called(partner)} share the frame, which draws "
            f"the 180° line that the singles will keep."
        )
        return Framing("MLS", "two_shot", why, (speaker, partner), axis=state.axis(speaker, partner))
    if is_shared:
        why = f"Quick exchange: a line and its answer are too short to cut, so {called(speaker)} and {called(partner)} "
        why += "share the frame and the pause between them is theirs."
        return Framing("MS", "quick", why, (speaker, partner), axis=state.axis(speaker, partner))
    return _single(moment, turn, partner, state)


def _voice(moment: SpeechMoment, state: SceneState) -> Framing:
    voice = called(moment.speech.speaker)
    listener = next((name for name in reversed(state.present) if name != moment.speech.speaker), None)
    if listener is None:
        why = f"Voice over: {voice} is not in the picture, so the place listens; the frame holds."
        return Framing("WS", "voice", why)
    why = f"Voice off: {voice} is heard, not seen, so the frame belongs to {called(listener)}, who hears it."
    return Framing("MCU", "voice", why, (listener,), move="dolly")


def _monologue(moment: SpeechMoment, turn: Turn) -> Framing:
    speaker = moment.speech.speaker
    sizes: tuple[ShotSize, ...] = ("MS", "MCU", "CU")
    size = "CU" if turn.is_peak else sizes[min(2, turn.ordinal + moment.part)]
    why = f"Alone with the words: nobody answers {called(speaker)}, so each line comes a step closer."
    return Framing(size, "monologue", why, (speaker,), move="dolly" if size == "CU" else "static")


def _height(speaker: str, over: str, state: SceneState) -> tuple[Angle, str]:
    """The angle that a child and an adult see each other from."""
    small, watched_small = state.figures.get(over) == "child", state.figures.get(speaker) == "child"
    if small == watched_small:
        return "eye", ""
    if watched_small:
        return "high", f" From {called(over)}'s height, down to {called(speaker)}."
    return "low", f" From {called(over)}'s height, up to {called(speaker)}."


def _single(moment: SpeechMoment, turn: Turn, partner: str, state: SceneState) -> Framing:
    speaker = moment.speech.speaker
    axis = state.axis(speaker, partner)
    name, other = called(speaker), called(partner)
    angle, height = _height(speaker, partner, state)
    if turn.is_peak:
        why = (
            f"Close-up at the peak: this is the line the exchange was going to, so {name} fills the frame; a slow push."
        )
        return Framing("CU", "peak", why, (speaker,), move="dolly", axis=axis)
    if turn.is_past_peak and turn.ordinal == turn.count - 1 and turn.count > 4 and moment.parts == 1:
        why = f"Release: the exchange is over, so the frame opens to {name} and {other} and lets the air back in."
        return Framing("MS", "release", why, (speaker, partner), axis=axis)
    if turn.is_past_peak:
        why = f"After the peak: a clean single, {name} alone with what was said."
        return Framing("MCU", "release", why, (speaker,), axis=axis)
    if moment.part > 1:
        why = f"Closer as the speech goes on: back from the reaction, {name} is one step tighter than when it began."
        return Framing("CU", "tighten", why, (speaker,), axis=axis)
    if turn.ordinal * 2 < turn.count or turn.ordinal == 1:
        why = f"Over the shoulder of {other}: {name} answers, on the same side of the line as before.{height}"
        return Framing("MS", "over_shoulder", why, (speaker,), angle=angle, over=partner, axis=axis)
    why = f"Tightening: the exchange goes on, so {name} comes a step closer, in a clean single.{height}"
    return Framing("MCU", "tighten", why, (speaker,), angle=angle, axis=axis)
