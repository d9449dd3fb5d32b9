"""What the Writer answers, as its schema says; what breaks it goes back to the model once, with the reason."""

from __future__ import annotations

from collections.abc import Sequence

from pydantic import BaseModel, ConfigDict, Field

from studio.model.documents import Angle, Move, ShotSize
from studio.script.fountain import parse_fountain
from studio.script.scene_text import heading_of, split_scenes

LONGEST_SHOT_S = 60.0


class _Answer(BaseModel):
    model_config = ConfigDict(frozen=True, str_strip_whitespace=False)


class ShotAnswer(_Answer):
    """One shot: ``words`` are the script's own, letter for letter, that it begins with."""

    shot_size: ShotSize
    angle: Angle
    move: Move
    subjects: tuple[str, ...] = ()
    action: str = ""
    dialogue: str = ""
    words: str = ""
    seconds: float = Field(ge=0.5, le=LONGEST_SHOT_S)
    visual_prompt: str = ""
    rationale: str = Field(min_length=1)


class ChoiceAnswer(_Answer):
    """One choice within a scene and the reason for it."""

    what: str
    why: str = Field(min_length=1)


class SceneAnswer(_Answer):
    """One scene as Fountain, with its reasons and its shots."""

    heading: str = Field(min_length=1)
    script: str = Field(min_length=1)
    visual_prompt: str = ""
    rationale: str = Field(min_length=1)
    choices: tuple[ChoiceAnswer, ...] = ()
    shots: tuple[ShotAnswer, ...] = ()

    @property
    def reasons(self) -> str:
        """The scene's reason, then those of its choices, a line each."""
        return "\n".join((self.rationale, *(f"{choice.what}: {choice.why}" for choice in self.choices)))


class CharacterAnswer(_Answer):
    """A person of the story, as the Artist has to draw them."""

    name: str = Field(min_length=1)
    description: str = ""


class BibleAnswer(_Answer):
    """What every agent has to know of the production."""

    genre: str = ""
    tone: str = ""
    visual_style: str = ""
    characters: tuple[CharacterAnswer, ...] = ()


class DraftAnswer(_Answer):
    """A film from a topic, a treatment or a script."""

    logline: str = ""
    bible: BibleAnswer = BibleAnswer()
    scenes: tuple[SceneAnswer, ...] = Field(min_length=1)
    rationale: str = Field(min_length=1)


class ChangeAnswer(_Answer):
    """One change of a revision: words of it as they read now (or read before, where they go), and why."""

    words: str
    why: str = Field(min_length=1)


class ReviseAnswer(_Answer):
    """The whole scene anew, and why each change was made; ``refusal`` says why nothing was changed."""

    script: str = ""
    changes: tuple[ChangeAnswer, ...] = ()
    rationale: str = ""
    refusal: str = ""


class AskAnswer(_Answer):
    """The answer to a question about a proposal."""

    answer: str = Field(min_length=1)


def check_draft(answer: DraftAnswer, *, scenes: Sequence[str] = (), is_ones_own: bool = False) -> None:
    """Every scene has to be one scene of correct Fountain; of ``scenes`` that exist already, each in its place.

    A person's own script (``is_ones_own``) may have sections above a heading and marks that are never closed.

    Raises:
        ValueError: what is wrong, in words for the model.
    """
    for number, scene in enumerate(answer.scenes, 1):
        fault = scene_fault(scene.script, is_ones_own=is_ones_own)
        if fault:
            raise ValueError(f"scenes[{number - 1}].script: {fault}")
    if scenes and len(answer.scenes) != len(scenes):
        raise ValueError(
            f"scenes: the script has {len(scenes)} scenes and the answer {len(answer.scenes)};"
            " give one for each, in order."
        )


def check_revision(answer: ReviseAnswer) -> None:
    """A revision is one scene of correct Fountain, or says why there is none.

    Raises:
        ValueError: what is wrong, in words for the model.
    """
    if answer.refusal.strip():
        return
    fault = scene_fault(answer.script)
    if fault:
        raise ValueError(f"script: {fault}")
    if not answer.rationale.strip() and not answer.changes:
        raise ValueError("rationale: say why the scene was changed like this.")


def scene_fault(script: str, *, is_ones_own: bool = False) -> str:
    """Why a text is not one scene of Fountain; "" where it is."""
    parts = split_scenes(script.strip("\n") + "\n")
    if not parts.scenes:
        return "it has no scene heading; begin it with a line such as INT. KITCHEN - DAY and an empty line below."
    if parts.prelude.strip() and not is_ones_own:
        return "it has text above its scene heading; begin with the heading."
    if len(parts.scenes) > 1:
        return f"it has {len(parts.scenes)} scene headings; give each scene an entry of its own."
    unclosed = () if is_ones_own else parse_fountain(parts.scenes[0]).warnings
    return f"it is no correct Fountain: {unclosed[0]}" if unclosed else ""


def heading_in(script: str) -> str:
    """The heading of a scene's text."""
    return heading_of(script.strip("\n") + "\n")
