"""The Director: a board as an order for a video, from what is known of the shot.

Music is never ordered with a shot: it would be cut with it. Ambience and effects are.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from studio.agents.camera_words import framing_words, lens_words, move_words
from studio.agents.model_provider import Attached, VideoRequest
from studio.agents.prompt_template import delimited, delimited_all, prompt_template
from studio.agents.spoken_lines import SpokenLine
from studio.agents.video_limits import is_cropped, nearest_aspect, video_limits
from studio.model.documents import Board, Character
from studio.model.stage import Stage

_TEMPLATE = "director_shot"
_NEGATIVE = "cut, dissolve, fade, split screen, subtitles, captions, text, watermark, logo, extra people, extra limbs"
_QUIET = 0.05
_EASED = "; it starts gently and comes to rest before the end"


@dataclass(frozen=True, slots=True, kw_only=True)
class ShotFacts:
    """What the Director knows of a board.

    ``seconds`` is the board's length, ``aspect`` the film's width over height. ``lines`` are its words with who says
    them. ``first_frame`` is the picture it begins with, already of the video's shape, ``last_frame`` the one it ends
    with; ``references`` are pictures of who is in it. ``is_set_drawing`` says that the frames are the set's own, in
    the sketch look. ``style`` is the production's.
    """

    board: Board
    seconds: float
    aspect: float
    lines: tuple[SpokenLine, ...] = ()
    characters: tuple[Character, ...] = ()
    stage: Stage | None = None
    style: str = ""
    note: str = ""
    first_frame: Attached | None = None
    last_frame: Attached | None = None
    references: tuple[Attached, ...] = ()
    is_set_drawing: bool = False
    resolution: Literal["720p", "1080p"] = "720p"
    has_sound: bool = True


@dataclass(frozen=True, slots=True)
class DirectedShot:
    """The order, and what a person has to know of it, in sentences."""

    request: VideoRequest
    notes: tuple[str, ...]


def directed_shot(facts: ShotFacts, model: str) -> DirectedShot:
    """The order of a board's video to a model, within what that model can make."""
    limits, aspect = video_limits(model), nearest_aspect(facts.aspect)
    notes: list[str] = []
    references = () if facts.first_frame is not None else facts.references[: limits.most_references]
    if references and aspect not in limits.reference_aspects:
        references = ()
        notes.append(f"This model takes no reference pictures in {aspect}, so nobody's likeness was sent.")
    seconds = limits.length_s(facts.seconds, has_references=bool(references), is_fine=facts.resolution != "720p")
    if seconds < facts.seconds - 0.5:
        notes.append(
            f"The board lasts {facts.seconds:.1f} s and the model makes at most {seconds} s; its last frame is held."
        )
    if is_cropped(facts.aspect):
        notes.append(f"The video is {aspect}; the film shows the part of it that has the film's shape.")
    request = VideoRequest(
        prompt=_prompt(facts, references, seconds),
        template=prompt_template(_TEMPLATE).id,
        first_frame=facts.first_frame,
        last_frame=facts.last_frame if facts.first_frame is not None else None,
        references=references,
        seconds=seconds,
        aspect=aspect,
        resolution=facts.resolution,
        negative_prompt=_NEGATIVE,
        has_sound=facts.has_sound,
    )
    return DirectedShot(request, tuple(notes))


def _prompt(facts: ShotFacts, references: Sequence[Attached], seconds: int) -> str:
    board = facts.board
    return prompt_template(_TEMPLATE).filled(
        opening=f"One shot of a film: {framing_words(board)}.",
        camera=f"{move_words(board, seconds=facts.seconds)}{'' if board.move == 'static' else _EASED}.",
        lens=f"{lens_words(board)}.",
        frames=_frames(facts, references),
        action=_action(facts),
        dialogue=delimited("dialogue", "\n".join(map(_line, facts.lines))) if facts.lines else "Nobody speaks.",
        sound=_sound(facts),
        look=_look(facts),
        note=delimited_all({"people": _people(facts.characters), "wish": facts.note}),
        seconds=str(seconds),
    )


def _action(facts: ShotFacts) -> str:
    """What is done; a board of words alone is played by who speaks and who listens."""
    if facts.board.action.strip():
        return delimited("action", facts.board.action)
    if facts.lines:
        return "The lines below are played: who speaks means them, who listens takes them in; small, natural movements."
    words = facts.board.visual_prompt.strip()
    return delimited("action", words) if words else "Nothing happens; only air, light and breath move."


def _frames(facts: ShotFacts, references: Sequence[Attached]) -> str:
    told = []
    if facts.first_frame is not None:
        told.append("The first frame is given: begin exactly with it and keep everything that is in it.")
    if facts.first_frame is not None and facts.last_frame is not None:
        told.append("The last frame is given too: arrive exactly there.")
    if facts.first_frame is not None and is_cropped(facts.aspect):
        told.append("The black bars stay black and still; the picture is what lies between them.")
    if references:
        told.append("The pictures show who is in the shot: keep each face and costume.")
    return " ".join(told)


def _line(line: SpokenLine) -> str:
    hints = ", ".join(filter(None, ("off screen" if line.is_off_screen else "", line.manner)))
    who = line.speaker or "The person in the shot"
    return f"{who} ({hints}): “{line.words}”" if hints else f"{who}: “{line.words}”"


def _people(characters: Sequence[Character]) -> str:
    return "\n".join(f"{each.name}: {each.description}" for each in characters if each.description)


def _sound(facts: ShotFacts) -> str:
    if not facts.has_sound:
        return "none."
    heard = _effects(facts.stage.sound.sfx) if facts.stage is not None else []
    words = "; ".join(heard) or "the quiet of the place"
    return f"{words}; what people and things in the shot do is heard in sync. No music: it is laid under the cut later."


def _effects(sfx: Sequence[dict[str, Any]]) -> list[str]:
    """The stage's effects, the loudest first, with how loud they are."""
    known = [(float(each.get("volume", 0.3)), str(each.get("name", "")).strip()) for each in sfx]
    heard = sorted((each for each in known if each[1] and each[0] >= _QUIET), reverse=True)
    return [f"{name} ({'clear' if volume >= 0.4 else 'low'})" for volume, name in heard]


def _look(facts: ShotFacts) -> str:
    if facts.is_set_drawing:
        return "the drawn look of the first frame, its line and its tone, from beginning to end; no photograph."
    told = []
    if facts.first_frame is not None:
        told.append("the look, light and colour of the first frame, from beginning to end.")
    if facts.stage is not None:
        expansion = facts.stage.report.expansion
        facts_of_place = (expansion.time_of_day, expansion.weather, expansion.season) if expansion else ()
        told.append(", ".join(filter(None, facts_of_place)))
    told.append(delimited("style", facts.style) if facts.style.strip() else "")
    return " ".join(filter(None, told)) or "natural light, cinematic."
