"""How a speech is framed by its place in the exchange."""

from __future__ import annotations

from dataclasses import replace

from studio.agents.exchanges import Turn
from studio.agents.framing import Framing, SceneState
from studio.agents.moments import SpeechMoment
from studio.agents.reason import Reason
from studio.agents.why import Why
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
    axis = state.axis(speaker, partner)
    if moment.speech.together:
        why = Reason(Why.TOGETHER, who=speaker, other=partner)
        return Framing("MS", "together", why, (speaker, partner), axis=axis)
    if moment.part % 2:
        size: ShotSize = "CU" if turn.is_peak else "MCU"
        return Framing(size, "reaction", Reason(Why.REACTION, who=speaker, other=partner), (partner,), axis=axis)
    if turn.ordinal == 0 and moment.part == 0:
        why = Reason(Why.TWO_SHOT, who=speaker, other=partner)
        return Framing("MLS", "two_shot", why, (speaker, partner), axis=axis)
    if is_shared:
        why = Reason(Why.QUICK, who=speaker, other=partner)
        return Framing("MS", "quick", why, (speaker, partner), axis=axis)
    return _single(moment, turn, partner, state)


def _voice(moment: SpeechMoment, state: SceneState) -> Framing:
    voice = moment.speech.speaker
    listener = next((name for name in reversed(state.present) if name != voice), None)
    if listener is None:
        return Framing("WS", "voice", Reason(Why.VOICE_OVER, who=voice))
    return Framing("MCU", "voice", Reason(Why.VOICE_OFF, who=voice, other=listener), (listener,), move="dolly")


def _monologue(moment: SpeechMoment, turn: Turn) -> Framing:
    speaker = moment.speech.speaker
    sizes: tuple[ShotSize, ...] = ("MS", "MCU", "CU")
    size = "CU" if turn.is_peak else sizes[min(2, turn.ordinal + moment.part)]
    why = Reason(Why.MONOLOGUE, who=speaker)
    return Framing(size, "monologue", why, (speaker,), move="dolly" if size == "CU" else "static")


def _from_the_others_height(framing: Framing, partner: str, state: SceneState) -> Framing:
    """A child and an adult see each other from their own height."""
    speaker = framing.subjects[0]
    small, watched_small = state.figures.get(partner) == "child", state.figures.get(speaker) == "child"
    if small == watched_small:
        return framing
    angle: Angle = "high" if watched_small else "low"
    height = Why.LOOKED_DOWN_ON if watched_small else Why.LOOKED_UP_TO
    return replace(framing, angle=angle).and_because(Reason(height, who=speaker, other=partner))


def _single(moment: SpeechMoment, turn: Turn, partner: str, state: SceneState) -> Framing:
    speaker = moment.speech.speaker
    axis = state.axis(speaker, partner)
    if turn.is_peak:
        return Framing("CU", "peak", Reason(Why.PEAK, who=speaker), (speaker,), move="dolly", axis=axis)
    if turn.is_past_peak and turn.ordinal == turn.count - 1 and turn.count > 4 and moment.parts == 1:
        why = Reason(Why.RELEASE_TOGETHER, who=speaker, other=partner)
        return Framing("MS", "release", why, (speaker, partner), axis=axis)
    if turn.is_past_peak:
        return Framing("MCU", "release", Reason(Why.RELEASE_ALONE, who=speaker), (speaker,), axis=axis)
    if moment.part > 1:
        return Framing("CU", "tighten", Reason(Why.CLOSER_AGAIN, who=speaker), (speaker,), axis=axis)
    if turn.ordinal * 2 < turn.count or turn.ordinal == 1:
        why = Reason(Why.OVER_SHOULDER, who=speaker, other=partner)
        single = Framing("MS", "over_shoulder", why, (speaker,), over=partner, axis=axis)
    else:
        single = Framing("MCU", "tighten", Reason(Why.TIGHTEN, who=speaker), (speaker,), axis=axis)
    return _from_the_others_height(single, partner, state)
