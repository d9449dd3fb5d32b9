"""What the agents ask of a model, whoever answers: text by a schema, a picture, a video that takes its time."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, Protocol

from studio.agents.prompt_template import NO_TEMPLATE, PromptName

ThinkingLevel = Literal["low", "medium", "high"]
Content = Mapping[str, Any]
"""One turn of a conversation in the provider's own form, kept and sent back verbatim: its signatures are the memory."""

MAX_REFERENCES = 14


@dataclass(frozen=True, slots=True)
class Attached:
    """A picture that goes with a request: its bytes, its media type, and the words that say what it is."""

    data: bytes
    media_type: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TextRequest:
    """A question to a text model.

    ``history`` are the turns before, verbatim. ``schema`` is the JSON schema that the answer has to meet. ``facts``
    is what the prompt says, as a typed value: whoever answers without a model works from that. ``template`` names
    where the prompt comes from.
    """

    prompt: str
    facts: object = None
    template: PromptName = NO_TEMPLATE
    system: str = ""
    pictures: tuple[Attached, ...] = ()
    history: tuple[Content, ...] = ()
    schema: Mapping[str, Any] | None = None
    thinking: ThinkingLevel = "high"
    max_output_tokens: int = 32_768


@dataclass(frozen=True, slots=True)
class Usage:
    """What a call used, in tokens; pictures and seconds of video are counted where they are billed."""

    prompt_tokens: int = 0
    answer_tokens: int = 0
    thought_tokens: int = 0
    cached_tokens: int = 0
    pictures: int = 0
    video_s: float = 0.0


@dataclass(frozen=True, slots=True)
class TextAnswer:
    """An answer whole: its text, what the model told of its thinking, and the two turns to keep."""

    text: str
    thoughts: str
    turns: tuple[Content, ...]
    usage: Usage
    model: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureRequest:
    """A picture to be made; ``references`` in the order in which they count, at most 14.

    ``composition`` is the number of the reference that the picture has to be composed like, where there is one.
    """

    prompt: str
    template: PromptName = NO_TEMPLATE
    composition: int | None = None
    references: tuple[Attached, ...] = ()
    aspect: str = "16:9"
    size: Literal["1K", "2K", "4K"] = "2K"

    def __post_init__(self) -> None:
        if len(self.references) > MAX_REFERENCES:
            raise ValueError(f"A picture takes at most {MAX_REFERENCES} references, not {len(self.references)}.")


@dataclass(frozen=True, slots=True)
class PictureAnswer:
    """A picture that was made, as its file's bytes."""

    data: bytes
    media_type: str
    usage: Usage
    model: str


@dataclass(frozen=True, slots=True, kw_only=True)
class VideoRequest:
    """A video to be made from a first frame, or from up to three references; ``last_frame`` needs a first one."""

    prompt: str
    template: PromptName = NO_TEMPLATE
    first_frame: Attached | None = None
    last_frame: Attached | None = None
    references: tuple[Attached, ...] = ()
    seconds: int = 8
    aspect: Literal["16:9", "9:16"] = "16:9"
    resolution: Literal["720p", "1080p"] = "720p"
    negative_prompt: str = ""
    has_sound: bool = True
    seed: int | None = None

    def __post_init__(self) -> None:
        if self.last_frame is not None and self.first_frame is None:
            raise ValueError("A last frame needs a first one.")
        if self.references and (self.first_frame is not None or self.last_frame is not None):
            raise ValueError("References and frames exclude one another.")


@dataclass(frozen=True, slots=True)
class VideoState:
    """How far a video is: ``uri`` or ``data`` once it is there, the service's own ``reason`` where it will never be."""

    status: Literal["running", "done", "filtered", "failed"]
    uri: str = ""
    data: bytes = b""
    reason: str = ""


StopAnswer = Literal["stopped", "too_late", "cannot"]
"""What came of asking that a video is not made: done so, finished already, or no such request is known there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelIds:
    """The models that answer, by what they are asked for."""

    text: str
    picture: str
    video: str


class ModelProvider(Protocol):
    """Text, pictures and videos; what the model's side fails to do, every method raises as ProviderFailure."""

    @property
    def name(self) -> str:
        """``gemini`` or ``offline``."""
        ...

    @property
    def models(self) -> ModelIds:
        """Which model answers which kind of request."""
        ...

    async def text(self, request: TextRequest, *, on_thought: Callable[[str], None] | None = None) -> TextAnswer:
        """Asks once; ``on_thought`` is told of the thinking as it comes."""
        ...

    async def picture(self, request: PictureRequest) -> PictureAnswer:
        """Makes one picture."""
        ...

    async def start_video(self, request: VideoRequest) -> str:
        """Orders a video and returns the handle to poll it by, also after a restart."""
        ...

    async def video_state(self, handle: str) -> VideoState:
        """How far the video behind a handle is."""
        ...

    async def fetch_video(self, state: VideoState, path: Path) -> None:
        """Writes a finished video to a file."""
        ...

    async def stop_video(self, handle: str) -> StopAnswer:
        """Asks that a video that was ordered is not made on; what it has cost by then stays."""
        ...

    async def visible_models(self) -> tuple[str, ...]:
        """The ids of the models that can be asked: what a key is tested with, at no cost."""
        ...

    async def close(self) -> None:
        """Lets go of the connections."""
        ...
